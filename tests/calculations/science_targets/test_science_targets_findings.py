"""What the criteria find in a company's targets, and where they say so."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.base.findings import Finding
from generator.calculations.compute import compute
from generator.calculations.science_targets.run import run
from generator.ledger.ledger import Ledger, LedgerBuilder
from generator.project.load import load_data
from generator.project.models import ProjectFile
from generator.project.project import Project
from tests.calculations.building import SITE, document, project, source
from tests.calculations.worked import BASE, calculate, write

TARGET = {
    "id": "near",
    "name": "近期目标",
    "term": "near",
    "method": "absolute-contraction",
    "ambition": "1.5c",
    "scopes": [1, 2],
    "coverage": 95,
    "base_year": 2020,
    "year": 2030,
    "reduction": 42,
}
SECTION = {
    "criteria": "sbti-criteria@5.3",
    "submitted": "2024-06-30",
    "basis": "market",
    "emissions": [
        {"scope": 1, "year": 2020, "value": "900 tCO2e"},
        {"scope": 2, "year": 2020, "value": "100 tCO2e"},
    ],
    "targets": [TARGET],
}
SCOPE3 = {"scope": 3, "year": 2020, "value": "2000 tCO2e"}
_THREE = [*SECTION["emissions"], SCOPE3]
_SCOPE3_TARGET = {**TARGET, "ambition": "wb2c", "scopes": [3], "reduction": 25}


def _section(target: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    return {**SECTION, "targets": [{**TARGET, **(target or {})}], **changes}


def _told(folder: Path, section: dict[str, Any]) -> tuple[Ledger, list[Finding], list[str]]:
    _, ledger, findings = calculate(folder, {"project": {"science_targets": section}})
    text = (folder / "projects" / "client" / "project.yaml").read_text("utf-8").splitlines()
    return ledger, list(findings), text


@pytest.mark.parametrize(
    ("section", "rule", "line"),
    [
        (_section({"year": 2027}), "LG420", "year: 2027"),
        (_section({"year": 2028}, submitted="2024-07-01"), "LG420", "year: 2028"),
        (_section({"year": 2034, "reduction": 60}), "LG420", "year: 2034"),
        (_section(targets=[_SCOPE3_TARGET], emissions=_THREE), "LG423", "- 3"),
        (_section({"year": 2035, "reduction": 63}), "LG420", "year: 2035"),
        (_section({"term": "long", "year": 2055, "reduction": 95}), "LG420", "year: 2055"),
        (_section({"reduction": 30}), "LG422", "reduction: 30"),
        (_section({"coverage": 90}), "LG423", "coverage: 90"),
        (_section(emissions=[*SECTION["emissions"], SCOPE3]), "LG424", "- id: near"),
        (_section(emissions=SECTION["emissions"][:1]), "LG425", "base_year: 2020"),
        (_section(submitted="2026-02-01"), "LG429", "criteria: sbti-criteria@5.3"),
        (
            _section(net_zero={"base_year": 2020, "year": 2050, "scopes": [1, 2], "reduction": 70}),
            "LG427",
            "reduction: 70",
        ),
        (
            _section(net_zero={"base_year": 2020, "year": 2060, "scopes": [1, 2], "reduction": 95}),
            "LG427",
            "year: 2060",
        ),
        (
            _section(
                net_zero={"base_year": 2020, "year": 2050, "scopes": [1], "reduction": 90, "removals": "80 tCO2e"}
            ),
            "LG428",
            "removals: 80 tCO2e",
        ),
        (_section(emissions=[{"scope": 1, "year": 2020, "value": "9 MWh"}, SECTION["emissions"][1]]), "LG208", "9 MWh"),
    ],
)
def test_what_falls_short_is_told_at_its_line(section: dict[str, Any], rule: str, line: str, tmp_path: Path) -> None:
    _, findings, text = _told(tmp_path, section)
    found = [f for f in findings if f.rule == rule]
    assert len(found) == 1, findings
    assert line in text[found[0].position.line - 1]


@pytest.mark.parametrize(("day", "year"), [("2024-06-30", 2028), ("2024-06-30", 2033), ("2024-07-01", 2034)])
def test_the_first_and_last_years_of_either_half_of_the_year_are_allowed(day: str, year: int, tmp_path: Path) -> None:
    _, findings, _ = _told(tmp_path, _section({"year": year, "reduction": 60}, submitted=day))
    assert not [f for f in findings if f.rule == "LG420"]


def test_an_early_base_year_is_told(tmp_path: Path) -> None:
    section = _section({"base_year": 2012, "reduction": 80})
    section["emissions"] = [{**one, "year": 2012} for one in section["emissions"]]
    _, findings, text = _told(tmp_path, section)
    assert [f.rule for f in findings] == ["LG421"]
    assert "base_year: 2012" in text[findings[0].position.line - 1]


def test_a_base_year_after_the_submission_is_told(tmp_path: Path) -> None:
    _, findings, _ = _told(tmp_path, _section({"year": 2029}, submitted="2019-09-30"))
    assert [f.rule for f in findings] == ["LG421"]


def test_two_targets_over_more_than_the_whole_scope_are_told(tmp_path: Path) -> None:
    section = _section()
    section["targets"] = [TARGET, {**TARGET, "id": "other", "scopes": [1], "coverage": 50}]
    _, findings, _ = _told(tmp_path, section)
    assert [f.rule for f in findings] == ["LG430"]
    assert len(findings[0].related) == 1


def test_too_little_coverage_is_told_at_the_target_that_covers_least(tmp_path: Path) -> None:
    section = _section()
    section["targets"] = [
        {**TARGET, "scopes": [1], "coverage": 100},
        {**TARGET, "id": "b", "scopes": [2], "coverage": 40},
    ]
    _, findings, text = _told(tmp_path, section)
    (found,) = [f for f in findings if f.rule == "LG423"]
    assert "coverage: 40" in text[found.position.line - 1]
    assert "together" in found.hint.en
    assert len(found.related) == 1


def test_a_pathway_without_the_year_of_convergence_is_told_and_leaves_the_criterion_missing(tmp_path: Path) -> None:
    pathway = {
        "id": "steel",
        "name": "钢铁",
        "source": "算例",
        "mark": "unconfirmed",
        "activity_unit": "t{steel}",
        "intensity_unit": "tCO2e/t{steel}",
        "converges": 2050,
        "intensity": {"2020": "0.8", "2030": "0.5"},
        "activity": {"2020": 1000, "2030": 1200},
        "company": {"2020": 100, "2030": 150},
    }
    target = {"method": "intensity-convergence", "pathway": "steel"}
    ledger, findings, text = _told(tmp_path, _section(target, pathways=[pathway]))
    assert [f.rule for f in findings] == ["LG426"]
    assert "0.8" in "".join(text[findings[0].position.line - 1 :][:2])
    assert "science_target.criterion_value[target=near]" in ledger.missing


def test_a_version_without_a_rate_says_so_and_takes_no_other(tmp_path: Path) -> None:
    ledger, findings, text = _told(tmp_path, _section(criteria="sbti-criteria@2.0"))
    assert {f.rule for f in findings} == {"LG014", "LG420"}
    assert all("sbti-criteria@2.0" in text[f.position.line - 1] for f in findings if f.rule == "LG014")
    assert "science_target.met[target=near]" in ledger.missing
    assert "science_target.value[target=near]" in ledger.facts


def test_criteria_without_a_version_take_none(tmp_path: Path) -> None:
    ledger, findings, _ = _told(tmp_path, _section(criteria="sbti-criteria"))
    assert [f.rule for f in findings] == ["IN023"]
    assert "science_target.met[target=near]" in ledger.missing
    assert not ledger.by_id.get("science_target.criterion")


@pytest.mark.parametrize(
    ("section", "said"),
    [
        (_section(criteria="sbti-criteria"), "names no version"),
        (_section({"year": 2019}), "not later than the base year"),
        (_section({"pathway": "steel"}), "'steel' does not exist"),
        (_section({"method": "intensity-convergence"}), "names a pathway"),
        (_section(emissions=[SECTION["emissions"][0]] * 2), "given twice"),
    ],
)
def test_contradictions_are_told_when_loading(section: dict[str, Any], said: str, tmp_path: Path) -> None:
    findings = load_data(write(tmp_path, {"project": {"science_targets": section}})).findings
    assert any(said in f.message.en and f.position.line for f in findings), [f.message.en for f in findings]


def test_the_inventory_is_read_where_there_is_one_and_a_differing_value_is_told() -> None:
    sources = [source("boiler", "stationary-combustion", "10^4 Nm3", fuel="天然气")]
    section = _section({"base_year": 2023, "year": 2033, "scopes": [1], "reduction": "54.6"}, emissions=[])
    data = document(sources=sources, boundary={"consolidation": "operational-control", "sites": [SITE]})
    rows = [("boiler", "2023", "10", "10^4 Nm3")]
    for emissions, rules in (([], set()), ([{"scope": 1, "year": 2023, "value": "1 tCO2e"}], {"LG431"})):
        outcome = compute(project({**data, "science_targets": {**section, "emissions": emissions}}, rows))
        assert outcome.value is not None
        assert {f.rule for f in outcome.findings if f.rule.startswith("LG4")} == rules
        own = outcome.value["science_target.emission[period=2023,scope=1]"]
        inventory = outcome.value["inventory.scope[period=2023,scope=1]"]
        assert own.value == (Decimal(1) if emissions else inventory.value)
        assert "science_target.emission[period=2023,scope=3]" in outcome.value.missing


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 10**6), st.integers(1, 100), st.integers(1, 30), st.integers(2, 100))
def test_the_line_falls_evenly_and_gap_and_answer_agree(base: int, reduction: int, span: int, coverage: int) -> None:
    section = _section(
        {"year": 2020 + span, "reduction": reduction, "coverage": coverage, "scopes": [1]},
        emissions=[{"scope": 1, "year": 2020, "value": f"{base} tCO2e"}],
    )
    file = ProjectFile.model_validate({**BASE, "science_targets": section})
    builder = LedgerBuilder()
    run(Project("test", Path(), Path(), file, (), {}), builder)
    ledger = builder.close()
    line = [ledger[f"science_target.line[period={2020 + t},target=near]"].value for t in range(span + 1)]
    assert line[0] == ledger["science_target.base[target=near]"].value
    steps = [a - b for a, b in pairwise(line)]
    assert max(steps) - min(steps) < Decimal("1e-24") * base
    assert all(value >= 0 for value in line)
    gap = ledger["science_target.gap[target=near]"].value
    assert ledger["science_target.met[target=near]"].value == (1 if gap <= 0 else 0)
    assert any(f.rule == "LG422" for f in builder.findings) == (gap > 0)
    value, criterion = (ledger[f"science_target.{n}[target=near]"].value for n in ("value", "criterion_value"))
    assert value - criterion == gap
