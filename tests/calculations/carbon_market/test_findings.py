"""What the carbon market refuses or points out, and the line at which it says so."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from generator.base.findings import Finding
from generator.ledger.ledger import Ledger
from tests.calculations.worked import calculate

UNIT: dict[str, Any] = {
    "id": "u1",
    "name": "1号机组",
    "category": "coal-above-300",
    "cooling": "water",
    "years": [{"year": 2024, "electricity": "1000000 MWh", "load_factor": "80 %", "emissions": "800000 tCO2e"}],
}
MARKET: dict[str, Any] = {
    "entities": [{"id": "plant", "name": "某电厂", "plan": "cn-ets-power-2023-2024", "units": [UNIT]}],
    "scenarios": [{"id": "base", "name": "基准价", "years": [{"year": 2024, "cea": "cn-ets-prices/cea-close"}]}],
}
FIGURE = {"unit": "tCO2/MWh", "source": "某文件", "mark": "secondary"}


def _run(folder: Path, market: dict[str, Any]) -> tuple[Ledger, tuple[Finding, ...], list[str]]:
    _, ledger, findings = calculate(folder, {"project": {"carbon_market": market}})
    text = (folder / "projects" / "client" / "project.yaml").read_text(encoding="utf-8").splitlines()
    return ledger, findings, text


def _market(**unit: Any) -> dict[str, Any]:
    market = copy.deepcopy(MARKET)
    row = market["entities"][0]["units"][0]
    year = unit.pop("year", {})
    row.update(unit)
    row["years"][0].update(year)
    for part in (row, row["years"][0]):
        for key in [k for k, v in part.items() if v is None]:
            del part[key]
    return market


def _only(folder: Path, market: dict[str, Any], rule: str, line: str) -> Finding:
    """Return the one finding, which must be of ``rule`` and stand on the line that holds ``line``."""
    _, findings, text = _run(folder, market)
    assert [f.rule for f in findings] == [rule], [f.message.en for f in findings]
    found = findings[0]
    assert found.position.path.endswith("project.yaml")
    assert line in text[found.position.line - 1], text[found.position.line - 1]
    assert found.hint is not None
    assert found.message.zh != found.message.en
    return found


def test_a_negative_benchmark(tmp_path: Path) -> None:
    market = _market(year={"benchmark": {"value": -0.791, **FIGURE}})
    assert "-0.791" in _only(tmp_path, market, "LG600", "-0.791").message.en


def test_a_class_that_the_plan_does_not_have(tmp_path: Path) -> None:
    found = _only(tmp_path, _market(category="nuclear"), "LG601", "nuclear")
    assert found.hint is not None
    assert "coal-above-300" in found.hint.en


def test_a_benchmark_of_another_year_is_not_taken(tmp_path: Path) -> None:
    market = _market(year={"year": 2025})
    market["scenarios"][0]["years"][0]["year"] = 2025
    ledger, findings, text = _run(tmp_path, market)
    found = next(f for f in findings if f.rule == "LG602")
    assert "year: 2025" in text[found.position.line - 1]
    assert "2023, 2024" in found.message.en
    assert "market.allowance[entity=plant,period=2025]" in ledger.missing


def test_ccer_above_the_cap_are_cut_to_it(tmp_path: Path) -> None:
    market = _market() | {"offsets": [{"entity": "plant", "year": 2024, "quantity": "40001 tCO2e"}]}
    found = _only(tmp_path, market, "LG603", "40001")
    assert "40000" in found.message.en
    ledger, _, _ = _run(tmp_path / "again", market)
    assert ledger["market.ccer_used[entity=plant,period=2024]"].value == 40000


def test_ccer_at_the_cap_pass(tmp_path: Path) -> None:
    market = _market() | {"offsets": [{"entity": "plant", "year": 2024, "quantity": "40000 tCO2e"}]}
    assert not _run(tmp_path, market)[1]


def _account(**row: Any) -> dict[str, Any]:
    return {"entity": "plant", "year": 2024, "vintage": 2024, "opening": "0 tCO2e", "closing": "0 tCO2e", **row}


def test_an_account_that_does_not_balance_names_both_places(tmp_path: Path) -> None:
    rows = [_account(opening="100 tCO2e", bought="50 tCO2e", closing="151 tCO2e")]
    found = _only(tmp_path, _market() | {"accounts": rows}, "LG604", "151")
    assert "150" in found.message.en
    assert len(found.related) == 1


def test_an_opening_that_is_not_the_last_closing_names_both_places(tmp_path: Path) -> None:
    rows = [
        _account(opening="100 tCO2e", closing="100 tCO2e"),
        _account(year=2025, opening="90 tCO2e", closing="90 tCO2e"),
    ]
    found = _only(tmp_path, _market() | {"accounts": rows}, "LG605", "90 tCO2e")
    _, _, text = _run(tmp_path / "again", _market() | {"accounts": rows})
    assert "closing: 100" in text[found.related[0].line - 1]


def test_a_scenario_without_a_year(tmp_path: Path) -> None:
    market = _market()
    market["scenarios"][0]["years"][0]["year"] = 2023
    market["scenarios"][0]["years"][0]["cea"] = {**FIGURE, "value": 80, "unit": "CNY/t"}
    found = _only(tmp_path, market, "LG606", "year: 2023")
    assert "2024" in found.message.en
    ledger, _, _ = _run(tmp_path / "again", market)
    assert "market.net_cost[entity=plant,period=2024,scenario=base]" in ledger.missing


@pytest.mark.parametrize(
    ("cea", "line"),
    [
        ("cn-ets-prices/nothing", "cn-ets-prices/nothing"),
        ({"value": 80, **FIGURE, "unit": "CNY/MWh"}, "value: 80"),
        ({"value": -1, **FIGURE, "unit": "CNY/t"}, "value: -1"),
    ],
)
def test_a_price_that_is_none(cea: Any, line: str, tmp_path: Path) -> None:
    market = _market()
    market["scenarios"][0]["years"][0]["cea"] = cea
    _only(tmp_path, market, "LG607", line)


def _line(**year: Any) -> dict[str, Any]:
    market = copy.deepcopy(MARKET)
    unit = {
        "id": "kiln",
        "name": "窑",
        "category": "cement",
        "years": [{"year": 2025, "emissions": "80 tCO2e", **year}],
    }
    market["entities"][0] |= {"plan": "cn-ets-industry-2024-2025", "units": [unit]}
    market["scenarios"] = []
    return market


BALANCE = {"value": 0.8, "unit": "tCO2/t{clinker}", "source": "某公告", "mark": "secondary"}


def test_an_output_of_zero(tmp_path: Path) -> None:
    market = _line(output="0 t{clinker}", balance=BALANCE)
    _only(tmp_path, market, "LG608", "output: 0 t")
    ledger, _, _ = _run(tmp_path / "again", market)
    assert "market.allowance[entity=plant,period=2025]" in ledger.missing


def test_a_line_without_balance_value(tmp_path: Path) -> None:
    _only(tmp_path, _line(output="100 t{clinker}"), "LG613", "year: 2025")


def test_units_of_output_and_balance_that_differ(tmp_path: Path) -> None:
    ledger, findings, _ = _run(tmp_path, _line(output="100 t{cement}", balance=BALANCE))
    assert {f.rule for f in findings} == {"LG002"}
    assert "market.allowance[entity=plant,period=2025]" in ledger.missing


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"year": {"load_factor": "60 %"}}, "load_factor: 60"),
        ({"year": {"load_factor": None}}, "year: 2024"),
        ({"cooling": None}, "id: u1"),
    ],
)
def test_a_correction_that_cannot_be_given(change: dict[str, Any], line: str, tmp_path: Path) -> None:
    ledger, findings, text = _run(tmp_path, _market(**change))
    assert [f.rule for f in findings] == ["LG609"]
    assert line in text[findings[0].position.line - 1]
    assert "market.allowance[entity=plant,period=2024,asset=u1]" in ledger.missing


def test_a_stated_load_correction_takes_the_place_of_the_formula(tmp_path: Path) -> None:
    stated = {"value": 1.02, "unit": "1", "source": "省级核定", "mark": "confirmed"}
    ledger, findings, _ = _run(tmp_path, _market(year={"load_factor": "55 %", "load_correction": stated}))
    assert not findings
    assert ledger["market.allowance[entity=plant,period=2024,asset=u1]"].value == 806820  # 1,000,000 x 0.7910 x 1.02


def test_an_account_cannot_hold_less_than_nothing(tmp_path: Path) -> None:
    rows = [_account(opening="10 tCO2e", sold="15 tCO2e", closing="-5 tCO2e")]
    _only(tmp_path, _market() | {"accounts": rows}, "LG614", "-5")


def test_an_allocation_in_the_account_that_the_plan_does_not_give(tmp_path: Path) -> None:
    rows = [_account(allocated="560000 tCO2e", closing="560000 tCO2e")]
    assert "791000.000" in _only(tmp_path, _market() | {"accounts": rows}, "LG610", "allocated").message.en


def test_less_surrendered_than_owed(tmp_path: Path) -> None:
    rows = [_account(opening="799999 tCO2e", surrendered="799999 tCO2e")]
    assert " 1 tCO2e" in _only(tmp_path, _market() | {"accounts": rows}, "LG611", "surrendered").message.en


def test_an_entity_without_a_plan(tmp_path: Path) -> None:
    market = _market()
    del market["entities"][0]["plan"]
    _, findings, _ = _run(tmp_path, market)
    assert "LG612" in {f.rule for f in findings}


def test_carry_over_of_a_year_without_rule(tmp_path: Path) -> None:
    row = {"entity": "plant", "year": 2023, "holding": "1 tCO2e", "net_sold": "0 tCO2e"}
    _, findings, text = _run(tmp_path, _market() | {"carry_over": [row]})
    assert {f.rule for f in findings} == {"LG613"}
    assert all("year: 2023" in text[f.position.line - 1] for f in findings)


def test_mass_in_a_unit_of_energy(tmp_path: Path) -> None:
    ledger, findings, text = _run(tmp_path, _market(year={"emissions": "800000 MWh"}))
    assert [f.rule for f in findings] == ["LG208"]
    assert "800000 MWh" in text[findings[0].position.line - 1]
    assert "market.surplus[entity=plant,period=2024]" in ledger.missing


def test_an_entity_that_does_not_exist(tmp_path: Path) -> None:
    market = _market() | {"offsets": [{"entity": "plnt", "year": 2024, "quantity": "1 tCO2e"}]}
    assert "plant" in str(_only(tmp_path, market, "IN031", "plnt").hint)


def test_a_year_written_twice(tmp_path: Path) -> None:
    market = _market()
    years = market["entities"][0]["units"][0]["years"]
    years.append(dict(years[0]))
    _, findings, _ = _run(tmp_path, market)
    assert "IN030" in {f.rule for f in findings}


def test_a_balance_that_drops_out_of_the_account(tmp_path: Path) -> None:
    rows = [
        _account(vintage=2023, opening="70 tCO2e", closing="70 tCO2e"),
        _account(opening="100 tCO2e", closing="100 tCO2e"),
        _account(year=2025, opening="100 tCO2e", closing="100 tCO2e"),
    ]
    found = _only(tmp_path, _market() | {"accounts": rows}, "LG605", "closing: 70")
    assert "2023 closes 2024 with 70" in found.message.en
    found = _only(
        tmp_path / "later",
        _market() | {"accounts": [rows[1], _account(year=2026, opening="90 tCO2e", closing="90 tCO2e")]},
        "LG605",
        "opening: 90",
    )
    assert found.related


def _offset(first: int, last: int, **more: Any) -> dict[str, Any]:
    block = {"prefix": "CCER-7", "first": first, "last": last}
    return {"entity": "plant", "year": 2024, "quantity": f"{last - first + 1} tCO2e", "serials": [block], **more}


def test_ccer_retired_for_neutrality_are_not_surrendered(tmp_path: Path) -> None:
    retired = {
        "id": "wood",
        "name": "林业",
        "programme": "ccer",
        "registry": "注册登记系统",
        "project": "7",
        "kind": "removal",
        "vintage": 2023,
        "quantity": "100 tCO2e",
        "serials": [{"prefix": "ccer-7", "first": 1, "last": 100}],
        "retired": "2025-02-01",
    }
    claim = {
        "standard": "iso-14068-1-2023",
        "subject": "某活动",
        "declared": "2025-04-30",
        "ends": "2024-12-31",
        "footprint": "100 tCO2e",
        "credits": [retired],
    }
    market = _market() | {"offsets": [_offset(91, 190)]}
    _, _, findings = calculate(tmp_path, {"project": {"carbon_market": market, "neutrality": claim}})
    text = (tmp_path / "projects" / "client" / "project.yaml").read_text(encoding="utf-8").splitlines()
    assert [f.rule for f in findings] == ["LG615"]
    assert "first: 91" in text[findings[0].position.line - 1]
    assert ["first: 1" in text[place.line - 1] for place in findings[0].related] == [True]
    assert "91 to 100 (10)" in findings[0].message.en


def test_ccer_surrendered_by_two_entities(tmp_path: Path) -> None:
    market = _market()
    market["entities"].append({**copy.deepcopy(market["entities"][0]), "id": "other"})
    market["offsets"] = [_offset(1, 100), _offset(100, 199, entity="other")]
    found = _only(tmp_path, market, "LG615", "first: 100")
    assert "100 to 100 (1)" in found.message.en


def test_serials_of_ccer_that_are_not_the_quantity(tmp_path: Path) -> None:
    market = _market() | {"offsets": [_offset(1, 100, quantity="120 tCO2e")]}
    assert "100 serial numbers" in _only(tmp_path, market, "LG616", "120 tCO2e").message.en


def test_serials_the_wrong_way_round(tmp_path: Path) -> None:
    offset = _offset(100, 1, quantity="100 tCO2e")
    _, findings, text = _run(tmp_path, _market() | {"offsets": [offset]})
    assert "last: 1" in next(text[f.position.line - 1] for f in findings if "below the first" in f.message.en)


def test_emissions_of_a_base_period_in_plain_tonnes_count_as_emissions_do(tmp_path: Path) -> None:
    market = _market(
        allocation="historical-emissions",
        year={"base_emissions": {"value": 900000, "unit": "t", "source": "核查报告", "mark": "confirmed"}},
    )
    ledger, findings, _ = _run(tmp_path, market)
    assert not findings
    assert ledger["market.allowance[entity=plant,period=2024]"].value == 900000


@pytest.mark.parametrize(
    ("more", "rule", "line"),
    [
        ({"offsets": [{"entity": "plant", "year": 2023, "quantity": "1 tCO2e"}]}, "IN023", "year: 2023"),
        ({"carry_over": [{"entity": "plant", "year": 2024, "holding": "-1 t", "net_sold": "0 t"}]}, "LG215", "-1 t"),
    ],
)
def test_what_would_not_count_or_cannot_be(tmp_path: Path, more: dict[str, Any], rule: str, line: str) -> None:
    _only(tmp_path, _market() | more, rule, line)


def test_a_movement_below_zero_is_no_movement(tmp_path: Path) -> None:
    rows = [_account(opening="10 tCO2e", sold="-5 tCO2e", closing="15 tCO2e")]
    found = _only(tmp_path, _market() | {"accounts": rows}, "LG215", "sold: -5")
    assert "5 tCO2e" in str(found.hint)


def test_an_adjustment_below_zero(tmp_path: Path) -> None:
    figures = {"source": "地方分配方案", "mark": "secondary"}
    market = _market(
        allocation="historical-emissions",
        year={
            "base_emissions": {"value": 900000, "unit": "t", **figures},
            "adjustment": {"value": -0.95, "unit": "1", **figures},
        },
    )
    found = _only(tmp_path, market, "LG600", "value: -0.95")
    assert "value: 0.95, unit: 1" in str(found.hint)
