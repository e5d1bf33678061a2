"""What the abatement portfolio refuses or points out, and where it says so."""

from __future__ import annotations

from typing import Any

import pytest

from generator.project.load import load_data
from tests.calculations.abatement.small_portfolio import PORTFOLIO, changed, faults, measure, solve
from tests.calculations.worked import write

LEARNING = {"rate": "20 %", "built": "10 MW", "expected": "40 MW"}


def test_the_portfolio_itself_has_no_fault_and_every_value() -> None:
    ledger, findings, _ = solve(PORTFOLIO)
    assert findings == []
    # 100 万元 is repaid by 8 万元 a year in 12.5 years, more than its life: discounted it is never repaid.
    assert {missing.id for missing in ledger.missing.values()} == {"abatement.discounted_payback"}


@pytest.mark.parametrize(
    ("changes", "rule", "line"),
    [
        ([("measures.0.reduction", "1000.1 tCO2e/a")], "LG400", "reduction: 1000.1 tCO2e/a"),
        ([("measures.1.reduction", "100.1 %")], "LG400", "reduction: 100.1 %"),
        ([("measures.0.reduction", "-1 tCO2e/a")], "LG215", "reduction: -1 tCO2e/a"),
        ([("measures.0.reduction", "20 MWh/a")], "LG208", "reduction: 20 MWh/a"),
        ([("groups.0.measures", ["heat", "solar"]), ("measures.1.source", "power")], "LG402", "- heat"),
        ([("groups.+", {**PORTFOLIO["groups"][0], "id": "again"})], "LG403", "- heat"),
        ([("carbon_prices", [100, 60])], "LG405", "- 60"),
        ([("carbon_prices", [-5, 60])], "LG405", "- -5"),
        ([("measures.0.learning", {**LEARNING, "built": "0 MW"})], "LG406", "built: 0 MW"),
        ([("measures.0.learning", {**LEARNING, "expected": "5 MW"})], "LG406", "built: 10 MW"),
        ([("measures.0.learning", {**LEARNING, "expected": "5 t"})], "LG208", "expected: 5 t"),
        ([("measures.0.lifetime", "0 a")], "LG215", "lifetime: 0 a"),
        ([("measures.0.capex", "-1 万元")], "LG215", "capex: -1 万元"),
        ([("measures.0.capex", "12 t")], "LG208", "capex: 12 t"),
        ([("discount_rate", "101 %")], "LG215", "discount_rate: 101 %"),
    ],
)
def test_a_fault_is_told_at_its_place(changes: list[tuple[str, Any]], rule: str, line: str) -> None:
    assert (rule, line) in faults(changed(*changes))


def test_an_overlap_that_nothing_declares_is_a_warning_and_adds_up() -> None:
    ledger, findings, lines = solve(changed(("groups", [])))
    assert [(f.rule, f.severity.value) for f in findings] == [("LG404", "warning")]
    assert lines[findings[0].position.line - 1].strip() == "source: boiler"
    assert ledger["abatement.source_realised[source=boiler]"].value == 300
    assert ledger["abatement.interaction_total"].value == 0


def test_measures_that_together_remove_more_than_there_is() -> None:
    portfolio = changed(("groups", []), ("measures.0.reduction", "900 tCO2e/a"))
    assert ("LG401", "reduction: 20 %") in faults(portfolio)
    # In a group the second acts on the hundred tonnes that the first leaves.
    ledger, findings, _ = solve(changed(("measures.0.reduction", "900 tCO2e/a")))
    assert findings == []
    assert ledger["abatement.remaining[source=boiler]"].value == 80


def either(second: str, chosen: str) -> list[dict[str, Any]]:
    return [{"id": "a", "name": "方案", "measures": ["heat", second], "chosen": chosen, "reason": "例"}]


@pytest.mark.parametrize(
    ("change", "value"),
    [
        (("measures.0.source", "boilr"), "boilr"),
        (("groups.0.measures", ["heat", "burnr"]), "burnr"),
        (("alternatives", either("solar", "none")), "none"),
        (("alternatives", either("wind", "heat")), "wind"),
    ],
)
def test_a_name_that_nothing_has(change: tuple[str, Any], value: str, tmp_path: Any) -> None:
    root = write(tmp_path, {"project": {"abatement": changed(change)}})
    found = [f for f in load_data(root).findings if repr(value) in f.message.en]
    assert len(found) == 1
    line = (root / "project.yaml").read_text(encoding="utf-8").splitlines()[found[0].position.line - 1]
    assert value in line


def test_what_does_not_pay_back_says_why() -> None:
    lossy = measure("heat", "boiler", "100 tCO2e/a", saving="1 万元/a")
    ledger, findings, _ = solve(changed(("measures.0", lossy)))
    assert findings == []
    assert "running cost" in ledger.missing["abatement.payback[measure=heat]"].reason.en
    assert "no rate" in ledger.missing["abatement.irr[measure=heat]"].reason.en
    assert ledger["abatement.npv[measure=heat]"].value < 0


def test_a_measure_without_investment_has_no_irr_and_no_number_in_its_place() -> None:
    ledger, findings, _ = solve(changed(("measures.0.capex", "0 万元")))
    assert findings == []
    assert "no rate" in ledger.missing["abatement.irr[measure=heat]"].reason.en
    assert ledger["abatement.payback[measure=heat]"].value == 0


def test_a_portfolio_of_carbon_dioxide_alone_takes_no_equivalents() -> None:
    found = faults(changed(("gas", "CO2")))
    assert ("LG208", "emission: 1000 tCO2e/a") in found
    portfolio = changed(("gas", "CO2"), ("measures.0.reduction", "100 tCO2/a"), ("measures.2.reduction", "200 tCO2/a"))
    for source in portfolio["sources"]:
        source["emission"] = source["emission"].replace("CO2e", "CO2")
    ledger, findings, _ = solve(portfolio)
    assert findings == []
    assert ledger["abatement.cost[measure=heat]"].unit.text == "CNY/tCO2"


def test_a_life_in_part_years_has_no_irr() -> None:
    ledger, _, _ = solve(changed(("measures.0.lifetime", "7.5 a")))
    assert "whole years" in ledger.missing["abatement.irr[measure=heat]"].reason.en
    assert "abatement.npv[measure=heat]" in ledger.facts


def test_a_measure_without_reduction_has_no_rank_and_the_others_keep_theirs() -> None:
    ledger, _, _ = solve(changed(("measures.2.reduction", "0 tCO2e/a")))
    assert "abatement.cost[measure=solar]" in ledger.missing
    assert "abatement.rank[measure=solar]" in ledger.missing
    assert sorted(f.value for f in ledger.by_id["abatement.rank"]) == [1, 2]
