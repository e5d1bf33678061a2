"""Bad input of an evaluation: each fault is told at its line, and nothing is counted in its place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.calculations.evaluation.small_project import (
    FACTOR,
    GRID,
    POWER,
    PROCESS,
    PRODUCT,
    evaluation,
    level,
    measure,
    replacement,
)
from tests.calculations.told import told
from tests.calculations.worked import calculate

TOTAL = "evaluation.total[scenario=b]"
REGION = {"name": "某市", "emission": "10 tCO2", "source": "方案", "year": 2025}
SHARED = {**PRODUCT, "share": "70 %"}
COAL = {"id": "coal", "name": "煤", "kind": "fuel", "quantity": {"a": "5 t", "b": "5 t"}}


@pytest.mark.parametrize(
    ("changed", "rule", "line"),
    [
        ({"operation": [{**PROCESS, "quantity": {"a": "1 t"}}]}, "LG730", "a: 1 t"),
        ({"benchmarks": [level("-0.8")]}, "LG731", "value: '-0.8'"),
        ({"benchmarks": [level("0.8", unit="tCO2/MWh")]}, "LG731", "value: '0.8'"),
        ({"benchmarks": [level("0.7"), level("0.9", "advanced", identifier="top")]}, "LG732", "value: '0.9'"),
        ({"measures": [measure("900 tCO2e/a")]}, "LG733", "reduction: 900 tCO2e/a"),
        ({"operation": [PROCESS, COAL]}, "LG734", "- id: coal"),
        ({"operation": [PROCESS, {**COAL, "factor": {**FACTOR, "unit": "tCO2/GJ"}}]}, "LG734", "- id: coal"),
        ({"operation": [PROCESS, {**COAL, "fuel": "泥煤砖"}]}, "LG014", "fuel: 泥煤砖"),
        ({"replacement": replacement("600 tCO2e/a")}, "LG735", "- id: old"),
        (
            {"operation": [{**POWER, "factor": "cn-electricity/electricity"}]},
            "LG736",
            "factor: cn-electricity/electricity",
        ),
        ({"replacement": replacement("9000 tCO2e/a", "reduced", "0.8")}, "LG737", "value: '0.8'"),
        ({"products": [PRODUCT, {**PRODUCT, "id": "slag"}]}, "LG739", "- id: slag"),
        (
            {"products": [{**PRODUCT, "share": "70 %"}, {**PRODUCT, "id": "slag", "share": "40 %"}]},
            "LG739",
            "share: 40",
        ),
        ({"region": REGION}, "LG738", "name: 某市"),
        ({"region": {**REGION, "increment": "5 tCO2e"}}, "LG208", "increment: 5 tCO2e"),
        ({"measures": [measure("9 t/a")]}, "LG208", "reduction: 9 t/a"),
        ({"operation": [{**PROCESS, "quantity": {"a": "-1 t", "b": "1 t"}}]}, "LG215", "a: -1 t"),
        ({"chosen": "c"}, "IN031", "chosen: c"),
        ({"operation": [{**PROCESS, "quantity": {"a": "1 t", "b": "1 t", "c": "1 t"}}]}, "IN031", "c: 1 t"),
        ({"benchmarks": [{**level("0.8"), "of": "lime"}]}, "IN031", "of: lime"),
        ({"measures": [{**measure("1 tCO2e/a"), "scenarios": ["a", "c"]}]}, "IN031", "- c"),
        ({"replacement": replacement("9000 tCO2e/a", "reduced")}, "IN023", "kind: reduced"),
    ],
)
def test_a_fault_is_told_at_its_line(tmp_path: Path, changed: dict[str, Any], rule: str, line: str) -> None:
    lines = told(tmp_path, evaluation(**changed))
    assert any(one.startswith(line) for one in lines.get(rule, [])), lines


@pytest.mark.parametrize(
    "operation", [[{**PROCESS, "quantity": {"a": "1 t"}}], [PROCESS, COAL], [PROCESS, {**COAL, "fuel": "泥煤砖"}]]
)
def test_what_is_missing_leaves_no_total(tmp_path: Path, operation: list[dict[str, Any]]) -> None:
    _, ledger, _ = calculate(tmp_path, evaluation(operation=operation))
    assert TOTAL in ledger.missing
    assert "evaluation.intensity[scenario=b,product=clinker]" in ledger.missing


def test_co2_alone_is_not_said_of_a_factor_in_co2e(tmp_path: Path) -> None:
    operation = [{**PROCESS, "factor": {**FACTOR, "unit": "tCO2e/t"}}, POWER]
    _, ledger, _ = calculate(tmp_path, evaluation(operation=operation))
    assert ledger[TOTAL].value == Decimal(700)
    assert "CO2e" in ledger.missing["evaluation.total_co2[scenario=b]"].reason.en


def test_a_level_is_met_by_exact_values(tmp_path: Path) -> None:
    levels = [level("0.7"), level("0.6999999", identifier="tight")]
    _, ledger, _ = calculate(tmp_path, evaluation(benchmarks=levels))
    met = {
        one: ledger[f"evaluation.benchmark_met[scenario=a,indicator={one},level=access]"].value
        for one in ("entry", "tight")
    }
    assert met == {"entry": Decimal(1), "tight": Decimal(0)}


def test_a_measure_that_saves_nothing_has_no_payback(tmp_path: Path) -> None:
    money = {"capex": "10 万元", "opex": "5 万元/a", "saving": "5 万元/a", "lifetime": "10 a"}
    _, ledger, _ = calculate(tmp_path, evaluation(measures=[measure("10 tCO2e/a", **money)]))
    assert "evaluation.measure_payback[measure=saving]" in ledger.missing
    assert ledger["evaluation.measure_cost[measure=saving]"].value == Decimal(1000)


def test_power_without_a_factor_takes_the_province_by_the_criteria(tmp_path: Path) -> None:
    power = {key: value for key, value in POWER.items() if key != "factor"}
    _, ledger, _ = calculate(tmp_path, evaluation(operation=[power], products=[PRODUCT]))
    factor = ledger["evaluation.factor[source=power]"]
    assert (str(factor.value), factor.mark.value) == ("0.4976", "secondary")


def test_products_share_the_emission_as_stated(tmp_path: Path) -> None:
    products = [{**PRODUCT, "share": "70 %"}, {**PRODUCT, "id": "slag", "share": "30 %"}]
    _, ledger, _ = calculate(tmp_path / "a", evaluation(products=products))
    found = [ledger[f"evaluation.intensity[scenario=a,product={one}]"].value for one in ("clinker", "slag")]
    assert found == [Decimal("0.49"), Decimal("0.21")]
    _, ledger, _ = calculate(tmp_path / "b", evaluation(products=[PRODUCT, {**PRODUCT, "id": "slag"}]))
    assert "evaluation.intensity[scenario=a,product=slag]" in ledger.missing


def test_a_measure_that_saves_nothing_has_no_payback_and_says_why(tmp_path: Path) -> None:
    costs = {"capex": "100 万元", "opex": "20 万元/a", "saving": "20 万元/a", "lifetime": "10 a"}
    _, ledger, _ = calculate(tmp_path, evaluation(measures=[measure("10 tCO2e/a", **costs)]))
    assert "costs to run" in ledger.missing["evaluation.measure_payback[measure=saving]"].reason.en
    assert ledger["evaluation.measure_cost[measure=saving]"].value == 10_000


def test_a_typed_factor_of_another_purpose_is_refused_at_its_value(tmp_path: Path) -> None:
    fossil = {**POWER, "factor": {**GRID, "value": "832.5", "unit": "kgCO2/MWh"}}
    assert told(tmp_path / "a", evaluation(operation=[PROCESS, fossil])) == {"LG736": ["value: '832.5'"]}
    average = {**POWER, "factor": {**GRID, "value": "0.5306"}}
    assert told(tmp_path / "b", evaluation(operation=[PROCESS, average])) == {}


def test_the_electricity_set_by_name_alone_is_one_fault(tmp_path: Path) -> None:
    example = evaluation(operation=[PROCESS, {**POWER, "factor": "cn-electricity/electricity"}])
    assert told(tmp_path / "a", example) == {"LG736": ["factor: cn-electricity/electricity"]}
    assert "evaluation.total[scenario=a]" in calculate(tmp_path / "b", example)[1].missing
