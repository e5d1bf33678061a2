"""What the scenario model refuses or points out, and where it says so."""

from __future__ import annotations

from typing import Any

import pytest

from generator.calculations.compute import compute
from generator.project.load import load_data
from tests.calculations.scenarios.small_model import MODEL, STEEL, changed, faults, solve
from tests.calculations.worked import write

ACTIVITY = "scenarios.0.sectors.0.activity"
INTENSITY = "scenarios.0.sectors.0.intensity"
GROWTH = f"{ACTIVITY}.growth"
ELECTRIC = "scenarios.1.sectors.0.electrification"
PENETRATION = "scenarios.0.stocks.0.penetration"


def test_the_model_itself_has_no_fault_and_every_value() -> None:
    ledger, findings, _ = solve(MODEL)
    # Business as usual rises to the end of its five years, and so it is said.
    assert [f.rule for f in findings if f.rule != "LG384"] == []
    assert {missing.id for missing in ledger.missing.values()} <= {"scenario.peak", "scenario.peak_year"}


@pytest.mark.parametrize(
    ("change", "rule", "line"),
    [
        (("to", 2061), "LG370", "to: 2061"),
        (("to", 2020), "LG370", "to: 2020"),
        ((f"{INTENSITY}", None), "LG371", "- sector: steel"),
        ((f"{INTENSITY}", {"hold": True, "growth": [{"rate": "1 %"}]}), "LG372", "hold: true"),
        ((f"{INTENSITY}", {"basis": "待定"}), "LG372", "basis: 待定"),
        ((ACTIVITY, {"stock": {"stock": "boilers", "old": "1 t", "new": "1 t"}}), "LG372", "stock: boilers"),
        (
            (ACTIVITY, {"points": [{"year": 2024, "value": "1 t"}, {"year": 2022, "value": "1 t"}], "hold": True}),
            "LG373",
            "- year: 2022",
        ),
        ((ACTIVITY, {"points": [{"year": 2020, "value": "1 t"}], "hold": True}), "LG373", "- year: 2020"),
        ((ACTIVITY, {"points": [{"year": 2026, "value": "1 t"}]}), "LG373", "- year: 2026"),
        ((ACTIVITY, {"points": [{"year": 2024, "value": "100 t"}]}), "LG374", "- year: 2024"),
        ((GROWTH, [{"ends": 2022, "rate": "1 %"}, {"begins": 2024, "rate": "1 %"}]), "LG374", "- ends: 2022"),
        ((GROWTH, [{"ends": 2023, "rate": "1 %"}, {"begins": 2023, "rate": "2 %"}]), "LG375", "- begins: 2023"),
        ((f"{GROWTH}.0.rate", "-100.1 %"), "LG215", "- rate: -100.1 %"),
        ((f"{GROWTH}.0.rate", "2 t"), "LG208", "- rate: 2 t"),
        (("sectors.0.shares", {"coal": 80, "power": 19.9}), "LG376", "coal: 80"),
        (("sectors.0.shares", {"coal": 110, "power": -10}), "LG376", "power: -10"),
        (
            ("scenarios.0.sectors.0.shares", [{"year": 2025, "shares": {"coal": 50}}]),
            "LG376",
            "coal: 50",
        ),
        ((f"{PENETRATION}.s_curve.steepness", 0), "LG377", "steepness: 0"),
        ((f"{PENETRATION}.s_curve.steepness", -0.4), "LG377", "steepness: -0.4"),
        ((f"{PENETRATION}.s_curve.midpoint", 2021), "LG378", "midpoint: 2021"),
        (
            ("scenarios.0.sectors.1.activity", {"points": [{"year": 2025, "value": "0 m2"}], "between": "compound"}),
            "LG379",
            "value: 0 m2",
        ),
        (("stocks.0.lifetime", "0 a"), "LG380", "lifetime: 0 a"),
        (("stocks.0.lifetime", "2.5 a"), "LG380", "lifetime: 2.5 a"),
        (("stocks.0.lifetime", "20 t"), "LG380", "lifetime: 20 t"),
        (
            ("scenarios.0.stocks.0.total", {"points": [{"year": 2021, "value": "10 台"}], "hold": True}),
            "LG381",
            "points:",
        ),
        (("measures.0.path.points.0.value", "900 tCO2"), "LG382", "points:"),
        (("scenarios.0.measures", ["heat"]), "LG383", "- heat"),
        (("scenarios.2.target", None), "LG383", "follows: target"),
        (("targets", [{"id": "t", "name": "目标", "year": 2026, "reduction": 10}]), "LG385", "year: 2026"),
        (("targets", [{"id": "t", "name": "目标", "year": 2024}]), "LG385", "- id: t"),
        (("scenarios.0.sectors.1.process", {"hold": True}), "LG387", "hold: true"),
        ((f"{ELECTRIC}.energy", "coal"), "", ""),
        (("sectors.0.intensity", "0.5 t/t"), "LG388", "intensity: 0.5 t/t"),
        (("energies.0.factor.unit", "tCO2/t"), "LG388", "unit: tCO2/t"),
        (("unit", "t"), "LG388", "unit: t"),
        (("energies.0.factor", None), "LG390", "- id: coal"),
        (
            ("energies.1", {"id": "power", "name": "电力", "figure": {"data_set": "cn-electricity", "item": "heat"}}),
            "LG014",
            "item: heat",
        ),
        (("energy_unit", "t"), "LG388", "energy_unit: t"),
        (("sectors.0.energy", {"coal": "5 tce", "power": "1 tce"}), "LG389", "coal: 5 tce"),
        (
            ("sectors.1", {"id": "homes", "name": "居民", "activity": "200 m2", "energy": {"power": "5 t"}}),
            "LG208",
            "power: 5 t",
        ),
        ((f"{ELECTRIC}.path.points.0.value", "101 %"), "LG215", "value: 101 %"),
    ],
)
def test_a_fault_is_told_at_its_place(change: tuple[str, Any], rule: str, line: str) -> None:
    found = [fault for fault in faults(changed(change)) if fault[0] != "LG384"]
    assert found == ([(rule, line)] if rule else [])


def test_a_sector_that_is_described_twice() -> None:
    model = changed(("scenarios.0.sectors.1", STEEL))
    assert ("LG375", "- sector: steel") in faults(model)


def test_a_factor_of_a_data_set_keeps_its_source_and_mark() -> None:
    figure = {"data_set": "cn-electricity", "item": "electricity", "property": "national", "region": "全国"}
    power = {"id": "power", "name": "电力", "figure": {**figure, "year": 2022, "purpose": "location"}}
    ledger, findings, _ = solve(changed(("energies.1", power)))
    fact = ledger["scenario.factor[period=2020,scenario=bau,energy=power]"]
    assert [f.rule for f in findings if f.rule != "LG384"] == []
    assert fact.reference is not None
    assert "content/factors/cn-electricity" in fact.position.path if fact.position else False
    assert ledger["scenario.total[period=2020,scenario=bau]"].mark == fact.mark


def test_what_a_faulty_path_leaves_is_missing_and_never_nought() -> None:
    ledger, _, _ = solve(changed(("sectors.0.shares", {"coal": 80, "power": 19})))
    assert "scenario.sector_emission[period=2025,scenario=bau,sector=steel]" in ledger.missing
    assert "scenario.total[period=2025,scenario=bau]" in ledger.missing
    assert "scenario.sector_emission[period=2025,scenario=bau,sector=homes]" in ledger.facts
    assert "100 %" in ledger.missing["scenario.total[period=2025,scenario=bau]"].reason.en


def test_a_peak_in_the_last_year_is_no_peak() -> None:
    ledger, findings, _ = solve(changed((GROWTH, [{"rate": "9 %"}])))
    assert ledger["scenario.peaks[scenario=bau]"].value == 0
    assert "no peak" in ledger.missing["scenario.peak_year[scenario=bau]"].reason.en
    assert any(f.rule == "LG384" and "bau" in f.message.en for f in findings)


TABLE = {
    "tables": [
        {
            "id": "plan",
            "file": "plan.csv",
            "columns": {"year": "年份"},
            "values": {"output": {"header": "产量", "unit": "t"}},
        }
    ]
}


@pytest.mark.parametrize(
    ("rows", "rule", "line"),
    [
        ("2021,1\n2022,2\n2023,3\n2025,5\n", "LG374", "table: plan"),
        ("2021,1\n2022,2\n2023,\n2024,4\n2025,5\n", "LG374", "table: plan"),
        ("2021,1\n2021,7\n2022,2\n2023,3\n2024,4\n2025,5\n", "LG375", "projects/client/plan.csv:3"),
    ],
)
def test_a_table_with_a_gap_or_a_year_twice(rows: str, rule: str, line: str) -> None:
    model = changed((ACTIVITY, {"table": {"table": "plan", "column": "output"}}))
    found = [f for f in faults(model, project=TABLE, files={"plan.csv": "年份,产量\n" + rows}) if f[0] != "LG384"]
    assert found == [(rule, line)]


@pytest.mark.parametrize(
    ("change", "value"),
    [
        (("reference", "bsu"), "bsu"),
        (("measures.0.sector", "stel"), "stel"),
        (("sectors.0.shares", {"coke": 100}), "coke"),
        (("scenarios.0.sectors.0.sector", "stel"), "stel"),
        (("scenarios.0.stocks.0.stock", "boiler"), "boiler"),
        (("scenarios.0.removals.0.removal", "forrest"), "forrest"),
        (("scenarios.1.measures", ["heet"]), "heet"),
        (("scenarios.0.factors.0.energy", "powr"), "powr"),
        ((ACTIVITY, {"table": {"table": "plan", "column": "output"}}), "plan"),
        ((INTENSITY, {"stock": {"stock": "ovens", "old": "1 tce/t", "new": "1 tce/t"}}), "ovens"),
    ],
)
def test_a_name_that_nothing_has(change: tuple[str, Any], value: str, tmp_path: Any) -> None:
    root = write(tmp_path, {"project": {"scenarios": changed(change)}})
    loaded = load_data(root)
    found = [f for f in loaded.findings if value in f.message.en]
    assert found
    assert loaded.value is not None
    assert compute(loaded.value).value is not None, "what can be calculated still is"
    line = (root / "project.yaml").read_text(encoding="utf-8").splitlines()[found[0].position.line - 1]
    assert value in line


@pytest.mark.parametrize(
    ("parameter", "line"),
    [
        ({"item": "activity", "low": "5 %", "high": "-5 %"}, "low: 5 %"),
        ({"item": "factor", "low": "-5 %", "high": "5 %"}, "item: factor"),
        ({"item": "factor", "energy": "coal", "sector": "steel", "low": "-5 %", "high": "5 %"}, "sector: steel"),
        ({"item": "process", "sector": "homes", "low": "-5 %", "high": "5 %"}, "sector: homes"),
        ({"item": "measure", "measure": "heat", "low": "-5 %", "high": "5 %"}, "measure: heat"),
    ],
)
def test_a_sensitivity_parameter_that_names_what_is_not_there(parameter: dict[str, Any], line: str) -> None:
    spec = {"scenario": "bau", "result": "cumulative", "parameters": [{"id": "p", "name": "参数", **parameter}]}
    assert [f for f in faults(changed(("sensitivity", spec))) if f[0] != "LG384"] == [("LG386", line)]


def test_a_sensitivity_of_a_target_or_without_its_year() -> None:
    parameter = {"id": "p", "name": "参数", "item": "activity", "low": "-5 %", "high": "5 %"}
    for spec, line in (
        ({"scenario": "goal", "result": "cumulative"}, "scenario: goal"),
        ({"scenario": "bau", "result": "path"}, "scenario: bau"),
        ({"scenario": "bau", "result": "path", "year": 2026}, "year: 2026"),
    ):
        found = faults(changed(("sensitivity", {**spec, "parameters": [parameter]})))
        assert [fault for fault in found if fault[0] != "LG384"] == [("LG386", line)]


def test_a_budget_that_begins_outside_the_model() -> None:
    budget = {"value": "100 tCO2", "begins": 2019, "source": "例", "mark": "confirmed"}
    assert ("LG385", "begins: 2019") in faults(changed(("budget", budget)))
