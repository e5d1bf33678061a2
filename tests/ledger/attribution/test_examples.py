"""Changes of the example projects: one edit at a time and all together, each cause named at its file and line."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from generator.calculations.compute import compute
from generator.ledger.changes import Cause, FactChange, InputChange, LedgerChanges, compare_ledgers
from generator.ledger.ledger import Ledger
from generator.project.load import load_project
from generator.project.project import Project
from tests.build.workspaces import workspace

Edit = tuple[str, str, str]
FILE = "project.yaml"
TOTAL = "inventory.total[period=2024,basis=location]"

CELL: Edit = ("data/value-chain.csv", '2024,类别四,外购生铁,"6,820"', '2024,类别四,外购生铁,"7,020"')
FACTOR: Edit = (FILE, "factor: {value: 3.663, unit: tCO2/t,", "factor: {value: 3.7, unit: tCO2/t,")
GWP: Edit = (FILE, "gwp: AR6", "gwp: AR5")
GROWTH: Edit = (FILE, "rate: 1.5", "rate: 2.5")
SOURCE: list[Edit] = [
    (
        FILE,
        "  - id: gas-yundu\n",
        "  - id: boiler-new\n    name: {zh: 新锅炉, en: New boiler}\n    site: lanhe\n"
        "    facility: {zh: 锅炉, en: Boiler}\n    kind: stationary-combustion\n    unit: 10^4 Nm3\n    fuel: 天然气\n"
        "    other_gases: true\n    uncertainty: {activity: 2, factor: 3}\n    quality: {activity: 1, factor: 2}\n"
        "    responsible: energy\n    evidence: 结算单\n    frequency: 每月结算\n  - id: gas-yundu\n",
    ),
    (
        FILE,
        "activity:\n",
        "activity:\n  inline:\n"
        + "".join(
            f"    - {{source: boiler-new, period: {year}, quantity: {amount} 10^4 Nm3}}\n"
            for year, amount in ((2022, 10), (2023, 11), (2024, 12))
        ),
    ),
]
SHARES: list[Edit] = [
    (FILE, "consolidation: operational-control", "consolidation: equity-share"),
    (FILE, "      region: 湖南\n", "      region: 湖南\n      share: 90\n"),
    (FILE, "      region: 江西\n", "      region: 江西\n      share: 60\n"),
]
FUEL: Edit = (FILE, "    fuel: 天然气\n", "    fuel: 焦炉煤气\n")


def _load(root: Path) -> tuple[Project, Ledger]:
    project = load_project(root).value
    assert project is not None
    ledger = compute(project).value
    assert ledger is not None
    return project, ledger


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Ledger]:
    return _load(workspace(tmp_path_factory.mktemp("old"), "lanhe-foundry") / "projects/lanhe-foundry")


def _after(folder: Path, *edits: Edit) -> tuple[Project, Ledger]:
    root = workspace(folder, "lanhe-foundry") / "projects/lanhe-foundry"
    for name, old, new in edits:
        text = (root / name).read_text("utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new, 1), "utf-8")
    return _load(root)


def _compare(before: tuple[Project, Ledger], after: tuple[Project, Ledger]) -> LedgerChanges:
    tables = [(*project.rows, *project.columns) for project, _ in (before, after)]
    changes = compare_ledgers(before[1], after[1], *tables)
    for change in changes.changed:
        if change.change is not None:
            assert sum((cause.share for cause in change.causes), Fraction(0)) == change.change, change.key
            assert bool(change.causes) == bool(change.change), change.key
        assert all(cause.inputs for cause in change.causes), change.key
    return changes


def _groups(changes: LedgerChanges) -> Counter[str]:
    return Counter(cause.group for change in changes.changed for cause in change.causes)


def _cause(change: FactChange, group: str) -> Cause:
    return next(cause for cause in change.causes if cause.group == group)


def _named(cause: Cause) -> list[tuple[str, str]]:
    return [(one.key, str(one.position)) for one in cause.inputs]


def test_a_cell_is_named_at_its_line(before: tuple[Project, Ledger], tmp_path: Path) -> None:
    changes = _compare(before, _after(tmp_path, CELL))
    assert set(_groups(changes)) == {"activity"}
    (cause,) = changes.by_key[TOTAL].causes
    assert cause.share == 330
    (said,) = cause.inputs
    assert said.table == "value-chain"
    (row,) = said.rows
    assert (row.name, row.old, row.new) == ("2024", 6820, 7020)
    assert str(row.position) == "projects/lanhe-foundry/data/value-chain.csv:4"
    assert row.position is not None
    assert row.position.cell == "D4"
    # 2022 and 2023 stay what they were.
    assert "inventory.total[period=2023,basis=location]" not in changes.by_key


def test_without_the_tables_the_table_is_named(before: tuple[Project, Ledger], tmp_path: Path) -> None:
    changes = compare_ledgers(before[1], _after(tmp_path, CELL)[1])
    (said,) = changes.by_key[TOTAL].causes[0].inputs
    assert (said.table, said.rows) == ("value-chain", ())
    assert said.position is not None
    assert said.position.path.endswith("data/value-chain.csv")


def test_a_factor_of_the_project(before: tuple[Project, Ledger], tmp_path: Path) -> None:
    changes = _compare(before, _after(tmp_path, FACTOR))
    assert set(_groups(changes)) == {"factor"}
    line = next(
        number
        for number, text in enumerate((tmp_path / "projects/lanhe-foundry" / FILE).read_text("utf-8").split("\n"), 1)
        if "value: 3.7, unit: tCO2/t" in text
    )
    assert _named(changes.by_key[TOTAL].causes[0]) == [
        ("factor.emission[source=electrode-lanhe]", f"projects/lanhe-foundry/project.yaml:{line}:21")
    ]


def test_another_set_of_warming_potentials(before: tuple[Project, Ledger], tmp_path: Path) -> None:
    changes = _compare(before, _after(tmp_path, GWP))
    assert set(_groups(changes)) == {"gwp"}
    keys = [key for key, _ in _named(changes.by_key[TOTAL].causes[0])]
    assert "gwp.value[gas=CH4]" in keys
    assert "gwp.value[gas=CO2]" not in keys


def test_a_new_source_is_added_and_totals_change_by_the_boundary(
    before: tuple[Project, Ledger], tmp_path: Path
) -> None:
    changes = _compare(before, _after(tmp_path, *SOURCE))
    added = {one.key for one in changes.added}
    assert "source.emission[period=2024,source=boiler-new]" in added
    assert not changes.gone
    (cause,) = changes.by_key[TOTAL].causes
    assert cause.group == "boundary"
    assert [one.key for one in cause.inputs] == ["source.emission[period=2024,source=boiler-new]"]
    assert isinstance(cause.inputs[0], InputChange)
    assert cause.inputs[0].old is None


def test_shares_of_sites_are_the_boundary(before: tuple[Project, Ledger], tmp_path: Path) -> None:
    changes = _compare(before, _after(tmp_path, *SHARES))
    assert set(_groups(changes)) == {"boundary"}
    assert [key for key, _ in _named(changes.by_key[TOTAL].causes[0])] == [
        "site.share[entity=lanhe]",
        "site.share[entity=yundu]",
    ]


def test_another_fuel_changes_factors_and_not_amounts(before: tuple[Project, Ledger], tmp_path: Path) -> None:
    changes = _compare(before, _after(tmp_path, FUEL, CELL))
    change = changes.by_key[TOTAL]
    assert [cause.group for cause in change.causes] == ["activity", "factor"]
    assert _cause(change, "activity").share == 330
    assert {key for key, _ in _named(_cause(change, "factor"))} == {
        "factor.ncv[source=gas-lanhe]",
        "factor.carbon_content[source=gas-lanhe]",
    }


def test_another_level_of_electricity_factors_is_no_method(before: tuple[Project, Ledger], tmp_path: Path) -> None:
    # The mean of two provinces becomes one national factor, and its formula another: the factors alone say it all.
    edit: Edit = (FILE, "electricity_level: province", "electricity_level: national")
    assert set(_groups(_compare(before, _after(tmp_path, edit)))) == {"factor"}


def test_all_together(before: tuple[Project, Ledger], tmp_path: Path) -> None:
    changes = _compare(before, _after(tmp_path, CELL, FACTOR, GWP, GROWTH, *SOURCE, *SHARES))
    change = changes.by_key[TOTAL]
    assert [cause.group for cause in change.causes] == ["activity", "factor", "gwp", "boundary"]
    # Pig iron comes to Lanhe, whose share goes from the whole to 90 %: half of the way counts for the cell.
    assert _cause(change, "activity").share == Fraction(330) * Fraction(95, 100)
    assert set(_groups(changes)) == {"activity", "factor", "gwp", "assumption", "boundary"}
    assert max(len(one.causes) for one in changes.changed) == 4
