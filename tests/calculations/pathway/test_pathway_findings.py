"""What the pathway refuses or points out, and where it says so."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from small_system import HERE, inventory, measure, pathway, project_of, solve

from generator.base.findings import Severity
from generator.base.text import Text
from generator.calculations.pathway.run import run
from generator.ledger.context import Context
from generator.ledger.ledger import LedgerBuilder


def _case(*measures: dict[str, Any], **path: Any) -> dict[str, Any]:
    return {
        "reporting": [2022, 2024],
        "current": 2024,
        "base_year": 2022,
        "sources": {
            "boiler": {"kind": "stationary-combustion", "emission": {2022: 1000, 2024: 1000}},
            "power": {"kind": "purchased-electricity", "factor": 0.5, "emission": {2022: 500, 2024: 500}},
            "travel": {"kind": "value-chain", "emission": {2022: 50, 2024: 50}},
        },
        "pathway": pathway(list(measures), **path),
    }


def _target(**values: Any) -> dict[str, Any]:
    return {
        "id": "t",
        "name": "目标",
        "scopes": [1, 2],
        "basis": "location",
        "year": 2030,
        "reduction": 30,
        "origin": "承诺",
        **values,
    }


def _only(case: dict[str, Any], rule: str) -> str:
    _, findings = solve(case)
    assert [f.rule for f in findings] == [rule]
    return findings[0].message.zh


def test_a_measure_that_reduces_more_than_its_source_emits() -> None:
    message = _only(_case(measure("heat", reduction="1200 tCO2e")), "LG205")
    assert "heat" in message
    assert "2026" in message
    assert "1000.00" in message


def test_two_measures_that_claim_the_same_tonne() -> None:
    case = _case(measure("heat", reduction="700 tCO2e"), measure("fuel", reduction="400 tCO2e"))
    message = _only(case, "LG205")
    assert "heat、fuel" in message
    assert "boiler" in message


def test_a_cleaner_grid_leaves_less_to_save() -> None:
    fixed = measure("drive", sources=["power"], reduction="480 tCO2e/a")
    saved = measure("drive", sources=["power"], reduction="960 MWh/a")
    grid = [{"year": 2030, "factor": "0.25 tCO2/MWh", "basis": "假定"}]
    case = _case(fixed)
    case["pathway"]["scenarios"][0]["grid"] = grid
    assert "drive" in _only(case, "LG205")
    case = _case(saved)
    case["pathway"]["scenarios"][0]["grid"] = grid
    ledger, findings = solve(case)
    assert findings == []
    assert ledger["measure.reduction[period=2030,measure=drive]"].value == 240


def test_a_measure_on_a_source_outside_scopes_1_and_2() -> None:
    assert "travel" in _only(_case(measure("rail", sources=["travel"])), "LG204")


def test_two_growth_rates_for_one_year() -> None:
    case = _case(measure("heat"))
    case["pathway"]["scenarios"][0]["growth"] = [
        {"sources": ["boiler"], "begins": 2025, "ends": 2028, "rate": 3, "basis": "计划"},
        {"sources": ["boiler"], "begins": 2028, "ends": 2030, "rate": 1, "basis": "计划"},
    ]
    assert "2028" in _only(case, "LG202")


@pytest.mark.parametrize(
    ("case", "rule"),
    [
        (_case(to=2024), "LG201"),
        (_case(measure("heat", begins=2028, full=2026)), "LG206"),
        (_case(measure("heat", begins=2022, full=2023)), "LG207"),
        (_case(measure("heat", reduction="100 t")), "LG208"),
        (_case(measure("heat", lifetime="10 万元")), "LG208"),
        (_case(chosen="nothing"), "LG210"),
        (_case(measure("heat", lifetime="0 a")), "LG215"),
        (_case(measure("heat", lifetime="999999999 a")), "LG215"),
        (_case(measure("heat", capex="-5 万元")), "LG215"),
        (_case(discount_rate="-150 %"), "LG215"),
    ],
)
def test_input_that_cannot_be_right(case: dict[str, Any], rule: str) -> None:
    assert rule in [f.rule for f in solve(case)[1]]


def test_activity_cannot_fall_by_more_than_all_of_it() -> None:
    case = _case(measure("heat"))
    case["pathway"]["scenarios"][0]["growth"] = [
        {"sources": ["boiler"], "begins": 2025, "ends": 2030, "rate": -101, "basis": "x"}
    ]
    ledger, findings = solve(case)
    assert [f.rule for f in findings] == ["LG215"]
    assert "pathway.chosen[period=2030]" in ledger.missing


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"growth": [{"sources": ["travel"], "begins": 2025, "ends": 2030, "rate": 1, "basis": "x"}]}, "travel"),
        ({"growth": [{"sources": ["boiler"], "begins": 2020, "ends": 2024, "rate": 1, "basis": "x"}]}, "2024"),
        ({"grid": [{"year": 2023, "factor": "0.4 tCO2/MWh", "basis": "x"}]}, "2023"),
    ],
)
def test_an_assumption_that_changes_nothing(change: dict[str, Any], words: str) -> None:
    case = _case(measure("heat"))
    case["pathway"]["scenarios"][0] |= change
    assert words in _only(case, "LG216")


def test_a_reference_scenario_takes_no_measures() -> None:
    case = _case(measure("heat"))
    case["pathway"]["scenarios"][0]["measures"] = ["heat"]
    assert "LG209" in [f.rule for f in solve(case)[1]]


def test_a_scenario_that_takes_an_unknown_measure() -> None:
    case = _case(measure("heat"))
    case["pathway"]["scenarios"][1]["measures"] = ["heat", "haet"]
    message = _only(case, "LG210")
    assert "haet" in message
    assert "heat" in message


def test_what_a_measure_did_before_the_current_year_is_not_counted_again() -> None:
    ledger, findings = solve(_case(measure("heat", begins=2023, full=2025)))
    assert findings == []
    assert ledger["measure.reduction[period=2025,measure=heat]"].value == 50


def test_targets_that_the_pathway_cannot_answer() -> None:
    case = _case(measure("heat"))
    case["targets"] = [
        _target(),
        _target(id="late", year=2035),
        _target(id="other", basis="market"),
        _target(id="all", scopes=[1, 2, 3]),
        _target(id="past", year=2020),
    ]
    ledger, findings = solve(case)
    assert sorted((f.rule, f.severity) for f in findings) == [
        ("LG211", Severity.ERROR),
        ("LG212", Severity.WARNING),
        ("LG213", Severity.WARNING),
    ]
    assert "target.gap[target=t]" in ledger.facts
    for name, reason in (("late", "终止年"), ("other", "核算方法不同"), ("all", "范围三")):
        assert reason in ledger.missing[f"target.gap[target={name}]"].reason.zh
    assert ledger["target.base[target=all]"].value == 1550


def test_an_intensity_target_needs_the_plan_of_its_metric() -> None:
    case = _case(measure("heat"))
    case["targets"] = [_target(metric="output")]
    case["metrics"] = [{"id": "output", "name": "产值", "unit": "万元", "values": {"2022": 100, "2024": 120}}]
    assert "2030" in _only(case, "LG214")


def test_a_target_whose_base_year_has_no_data() -> None:
    case = _case(measure("heat"))
    case["base_year"] = 2019
    case["targets"] = [_target()]
    assert "2019" in _only(case, "LG217")


def test_a_market_based_target_makes_a_market_based_path() -> None:
    case = _case(measure("heat"))
    power = {"market": {2022: 400, 2024: 300}, "market_factor": 0.6}
    case["sources"]["power"] |= power
    case["targets"] = [_target(basis="market")]
    case["pathway"]["scenarios"][0]["grid"] = [{"year": 2025, "factor": "0.3 tCO2/MWh", "basis": "假定"}]
    ledger, findings = solve(case)
    assert findings == []
    assert ledger["pathway.reference[period=2024]"].value == 1300
    # the factor of the market falls from 0.6 to 0.3, and with it the 300 t that certificates do not cover
    assert ledger["pathway.reference[period=2025]"].value == 1150
    assert "基于市场" in ledger["pathway.emission[period=2025,scenario=bau]"].label.zh


def test_a_path_that_does_not_start_from_the_inventory() -> None:
    case = _case(measure("heat"))
    builder = LedgerBuilder()
    total = Context.of(period=2024, basis="location")
    builder.give("inventory.scope12", total, Decimal(1600), "tCO2e", Text.of("和"), HERE)
    inventory(case, builder)
    run(project_of(case), builder)
    assert "LG203" in [f.rule for f in builder.findings]


def test_sites_with_different_factors_start_from_their_mean_by_electricity_bought() -> None:
    case = _case(measure("heat"))
    case["sources"]["far"] = {
        "kind": "purchased-electricity",
        "site": "far",
        "factor": 0.8,
        "emission": {2022: 240, 2024: 240},
    }
    ledger, findings = solve(case)
    assert findings == []
    # 1,000 MWh at 0.5 and 300 MWh at 0.8
    assert ledger["grid.factor[period=2024,scenario=bau]"].value == pytest.approx(
        Decimal(740) / 1300, rel=Decimal("1e-20")
    )
