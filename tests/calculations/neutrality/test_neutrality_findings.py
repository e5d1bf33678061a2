"""What a claim of neutrality must not do, and where it is told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.base.findings import Finding
from generator.calculations.compute import compute
from generator.calculations.neutrality.run import run
from generator.ledger.ledger import Ledger, LedgerBuilder
from generator.project.load import load_data
from generator.project.models import ProjectFile
from generator.project.project import Project
from tests.calculations.building import SITE, document, project, source
from tests.calculations.worked import BASE, calculate, write

CREDIT = {
    "id": "wind",
    "name": "风电项目",
    "programme": "vcs",
    "registry": "Verra",
    "project": "VCS 1",
    "kind": "avoidance",
    "vintage": 2023,
    "quantity": "1000 tCO2e",
    "serials": [{"prefix": "VCS-001", "first": 1, "last": 1000}],
    "retired": "2026-02-01",
}
SECTION = {
    "standard": "iso-14068-1-2023",
    "subject": "某公司",
    "declared": "2026-04-30",
    "ends": "2025-12-31",
    "footprint": "1000 tCO2e",
    "credits": [CREDIT],
}


def _section(credit: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    return {**SECTION, "credits": [{**CREDIT, **(credit or {})}], **changes}


def _told(folder: Path, section: dict[str, Any]) -> tuple[Ledger, list[Finding], list[str]]:
    _, ledger, findings = calculate(folder, {"project": {"neutrality": section}})
    text = (folder / "projects" / "client" / "project.yaml").read_text("utf-8").splitlines()
    return ledger, list(findings), text


ACCOUNT = {
    "id": "own",
    "name": "账户",
    "opening": "1200 tCO2e",
    "acquired": "0 tCO2e",
    "transferred": "0 tCO2e",
    "closing": "300 tCO2e",
}
REDUCTION = {"id": "r", "name": "节能", "kind": "reduction", "amount": "1100 tCO2e", "included": False}


@pytest.mark.parametrize(
    ("section", "rules", "line"),
    [
        (_section(standard="pas-2060-2014"), ["LG650"], "standard: pas-2060-2014"),
        (_section(standard="iso-99999"), ["LG651", "LG663"], "standard: iso-99999"),
        (_section({"quantity": "1100 tCO2e"}), ["LG653"], "quantity: 1100 tCO2e"),
        (_section({"vintage": 2027}), ["LG655"], "vintage: 2027"),
        (_section({"programme": "ccer", "vintage": 2012}), ["LG656"], "vintage: 2012"),
        (_section({"retired": "2027-01-01"}, declared="2027-02-01"), ["LG657"], "retired: '2027-01-01'"),
        (_section({"retired": "2026-12-31"}), ["LG658"], "retired: '2026-12-31'"),
        (_section(footprint="1000.5 tCO2e"), ["LG659"], "- id: wind"),
        (_section({"account": "own"}, accounts=[ACCOUNT]), ["LG660"], "closing: 300 tCO2e"),
        (_section({"account": "own"}, accounts=[{**ACCOUNT, "opening": "900 tCO2e", "closing": "-100 tCO2e"}]),
         ["LG660"], "- id: own"),
        (_section(reductions=[REDUCTION]), ["LG661"], "amount: 1100 tCO2e"),
        (_section(footprint="1000 MWh"), ["LG208"], "footprint: 1000 MWh"),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_line(section: dict[str, Any], rules: list[str], line: str, tmp_path: Path) -> None:
    _, findings, text = _told(tmp_path, section)
    assert [f.rule for f in findings] == rules, [f.message.en for f in findings]
    assert line in text[findings[0].position.line - 1]


def test_pas_2060_may_be_named_until_the_day_before_its_withdrawal(tmp_path: Path) -> None:
    section = _section({"retired": "2025-11-01"}, standard="pas-2060-2014", declared="2025-11-29", ends="2024-12-31")
    assert not _told(tmp_path / "a", section)[1]
    _, findings, _ = _told(tmp_path / "b", {**section, "declared": "2025-11-30"})
    assert [f.rule for f in findings] == ["LG650"]
    assert findings[0].hint is not None
    assert "iso-14068-1-2023" in findings[0].hint.en


def test_the_last_day_of_the_twelfth_month_is_in_time(tmp_path: Path) -> None:
    section = _section({"retired": "2026-12-31"}, declared="2027-01-31")
    ledger, findings, _ = _told(tmp_path, section)
    assert not findings
    assert ledger["neutrality.retirement_margin[instrument=wind]"].value == 0


def test_serials_used_twice_name_both_places(tmp_path: Path) -> None:
    section = _section(footprint="1500 tCO2e")
    again = {**CREDIT, "id": "again", "quantity": "600 tCO2e", "registry": "verra"}
    section["credits"].append({**again, "serials": [{"prefix": "vcs-001", "first": 901, "last": 1500}]})
    _, findings, text = _told(tmp_path, section)
    assert [f.rule for f in findings] == ["LG652"]
    assert "first: 901" in text[findings[0].position.line - 1]
    assert ["first: 1" in text[place.line - 1] for place in findings[0].related] == [True]
    assert "901 to 1000 (100)" in findings[0].message.en


@pytest.mark.parametrize(
    ("section", "said"),
    [
        (_section({"serials": [{"prefix": "A", "first": 10, "last": 1}]}), "below the first"),
        (_section({"account": "other"}), "'other' does not exist"),
        (_section(footprint=None), "taken from the inventory"),
        (_section(declared="2025-06-01"), "before the period ends"),
    ],
)
def test_contradictions_are_told_when_loading(section: dict[str, Any], said: str, tmp_path: Path) -> None:
    section = {key: value for key, value in section.items() if value is not None}
    findings = load_data(write(tmp_path, {"project": {"neutrality": section}})).findings
    assert any(said in f.message.en and f.position.line for f in findings), [f.message.en for f in findings]


def test_the_footprint_may_be_the_inventorys_and_an_empty_inventory_is_no_nought(tmp_path: Path) -> None:
    section = {**_section(ends="2023-12-31", declared="2024-03-01"), "scopes": [1], "credits": []}
    del section["footprint"]
    sources = [source("boiler", "stationary-combustion", "10^4 Nm3", fuel="天然气")]
    data = document(sources=sources, boundary={"consolidation": "operational-control", "sites": [SITE]})
    ledger = compute(project({**data, "neutrality": section}, [("boiler", "2023", "10", "10^4 Nm3")])).value
    assert ledger is not None
    scope = ledger["inventory.scope[period=2023,scope=1]"]
    assert ledger["neutrality.residual"].value == scope.value == ledger["neutrality.uncovered"].value
    _, findings, text = _told(tmp_path, section)
    assert [f.rule for f in findings] == ["LG662"]
    assert "scopes" in text[findings[0].position.line - 2]


@settings(max_examples=50, deadline=None)
@given(
    st.integers(0, 10**6),
    st.lists(st.tuples(st.integers(0, 10**5), st.booleans()), max_size=4),
    st.lists(st.tuples(st.integers(1, 10**5), st.booleans(), st.integers(2018, 2024)), max_size=5),
)
def test_what_is_left_and_what_is_too_much_balance(
    footprint: int, reductions: list[tuple[int, bool]], retired: list[tuple[int, bool, int]]
) -> None:
    section = {
        **SECTION,
        "footprint": f"{footprint} tCO2e",
        "reductions": [
            {"id": f"r{i}", "name": "节能", "kind": "reduction", "amount": f"{amount} tCO2e", "included": included}
            for i, (amount, included) in enumerate(reductions)
        ],
        "credits": [
            {
                **CREDIT,
                "id": f"c{i}",
                "quantity": f"{amount} tCO2e",
                "kind": "removal" if removal else "avoidance",
                "vintage": vintage,
                "serials": [{"prefix": f"P{i}", "first": 1, "last": amount}],
            }
            for i, (amount, removal, vintage) in enumerate(retired)
        ],
    }
    builder = LedgerBuilder()
    run(Project("t", Path(), Path(), ProjectFile.model_validate({**BASE, "neutrality": section}), (), {}), builder)
    ledger = builder.close()
    value = {name: ledger[f"neutrality.{name}"].value for name in ("residual", "retired", "uncovered", "surplus")}
    assert value["residual"] == footprint - sum(amount for amount, included in reductions if not included)
    assert value["residual"] - value["retired"] == value["uncovered"] - value["surplus"]
    assert min(value["uncovered"], value["surplus"]) == 0
    assert sum(f.value for f in ledger.by_id["neutrality.retired_kind"]) == value["retired"]
    assert sum((f.value for f in ledger.by_id.get("neutrality.retired_vintage", ())), Decimal(0)) == value["retired"]
    if retired:
        assert abs(sum(f.value for f in ledger.by_id["neutrality.kind_share"]) - 1) < Decimal("1e-30")
    assert ledger["neutrality.achieved"].value == (1 if value["retired"] >= value["residual"] else 0)
    told = {f.rule for f in builder.findings}
    assert ("LG659" in told) == (value["uncovered"] > 0)
    assert ("LG661" in told) == (value["residual"] < 0)
