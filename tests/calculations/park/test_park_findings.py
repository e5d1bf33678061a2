"""Bad input of a park: each fault is told at its line, and nothing is counted in its place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.calculations.park.small_park import CARRIERS, flow, park, transfer
from tests.calculations.told import told
from tests.calculations.worked import calculate

TOTALS = ("park.energy_total[period=2023]", "park.emission_total[period=2023]")
RATE = {"year": 2023, "used": "90 t", "available": "80 t"}
HEAT = {"year": 2023, "kind": "heat", "used": "5 GJ", "available": "8 GJ", "weight": "60 %"}
COLD = {"year": 2023, "kind": "cold", "used": "5 GJ", "available": "8 GJ", "weight": "30 %"}
FLOWS = park()["project"]["park"]["flows"]
SOLAR = transfer("40 MWh", "40 MWh", carrier="solar", giver="works")
PROVINCE = {"value": "0.4976", "unit": "kgCO2/kWh", "source": "湖南省平均", "mark": "secondary"}


@pytest.mark.parametrize(
    ("changed", "rule", "line"),
    [
        ({"transfers": [transfer("8000 GJ", "7000 GJ")]}, "LG440", "received: 7000 GJ"),
        ({"electricity_factor": PROVINCE}, "LG441", "value: '0.4976'"),
        ({"facilities": [{"id": "works", "name": "公共设施"}, {"id": "lamp", "name": "路灯"}]}, "LG442", "- id: lamp"),
        ({"transfers": [transfer("9500 GJ", "9500 GJ")]}, "LG443", "received: 9500 GJ"),
        (
            {
                "flows": [*FLOWS, flow("mill", "gas", "5 10^4 Nm3", "output"), flow("plant", "gas", "5 10^4 Nm3")],
                "transfers": [transfer("5 10^4 Nm3", "5 10^4 Nm3", carrier="gas")],
            },
            "LG444",
            "carrier: gas",
        ),
        ({"flows": [*FLOWS, flow("mill", "gas", "1 10^4 Nm3", "feedstock")]}, "LG445", "flow: feedstock"),
        ({"solid_waste": [RATE]}, "LG447", "used: 90 t"),
        ({"waste_energy": [HEAT, COLD]}, "LG448", "weight: 30 %"),
        ({"electricity_equivalent": None}, "LG449", "name: 某园区"),
        ({"solid_waste": [{**RATE, "used": "1 t"}, {**RATE, "used": "2 t"}]}, "LG450", "- year: 2023"),
        ({"transfers": [transfer("1 GJ", "1 GJ", receiver="mill")]}, "LG451", "receiver: mill"),
        ({"flows": [*FLOWS, flow("mill", "gas", "7 10^4 Nm3", "export")]}, "LG453", "quantity: 7 10^4 Nm3"),
        (
            {"flows": [*FLOWS, flow("mill", "grid", "9 MWh", "output"), flow("mill", "grid", "4 MWh", "export")]},
            "LG454",
            "quantity: 4 MWh",
        ),
        ({"flows": [*FLOWS, flow("mill", "gas", "6 10^4 Nm3", "input")]}, "LG455", "quantity: 6 10^4 Nm3"),
        (
            {"flows": [*FLOWS, flow("plant", "solar", "40 MWh")], "transfers": [SOLAR]},
            "LG456",
            "given: 40 MWh",
        ),
        ({"flows": [*FLOWS, flow("mill", "gas", "5 t")]}, "LG208", "quantity: 5 t"),
        ({"flows": [*FLOWS, flow("mill", "solar", "-5 MWh")]}, "LG215", "quantity: -5 MWh"),
        ({"products": [{"id": "ore", "name": "矿石", "unit": "t", "factor": "矿石"}]}, "LG014", "factor: 矿石"),
        ({"flows": [*FLOWS, flow("mill", "coke", "5 t")]}, "IN031", "carrier: coke"),
        ({"years": [2024, 2023]}, "IN032", "- 2024"),
        ({"flows": [*FLOWS, {**FLOWS[0], "year": 2022}]}, "IN032", "year: 2022"),
        ({"facilities": [{"id": "works", "name": "公共设施", "begins": 2024}]}, "IN032", "year: 2023"),
        ({"base_year": 2021}, "IN032", "base_year: 2021"),
        ({"target_year": 2023}, "IN032", "target_year: 2023"),
        (
            {"carriers": [*CARRIERS, {"id": "pellets", "name": "颗粒", "kind": "fuel", "unit": "t"}]},
            "IN021",
            "- id: pellets",
        ),
        (
            {"carriers": [*CARRIERS, {"id": "other", "name": "其他电", "kind": "electricity", "unit": "MWh"}]},
            "IN021",
            "- id: other",
        ),
    ],
)
def test_a_fault_is_told_at_its_line(tmp_path: Path, changed: dict[str, Any], rule: str, line: str) -> None:
    lines = told(tmp_path, park(**changed))
    assert any(line in one for one in lines.get(rule, [])), lines


@pytest.mark.parametrize(
    "changed",
    [
        {"transfers": [transfer("8000 GJ", "7000 GJ")]},
        {"facilities": [{"id": "works", "name": "公共设施"}, {"id": "lamp", "name": "路灯"}]},
        {"flows": [*FLOWS, flow("mill", "gas", "5 t")]},
        {"flows": [*FLOWS, flow("mill", "gas", "7 10^4 Nm3", "export")]},
        {"flows": [*FLOWS, flow("mill", "grid", "9 MWh", "output"), flow("mill", "grid", "4 MWh", "export")]},
        {"flows": [*FLOWS, flow("plant", "solar", "40 MWh")], "transfers": [SOLAR]},
    ],
)
def test_what_is_missing_or_unbalanced_leaves_no_total(tmp_path: Path, changed: dict[str, Any]) -> None:
    _, ledger, _ = calculate(tmp_path, park(**changed))
    for key in TOTALS:
        assert key not in ledger.facts
        assert ledger.missing[key].reason.zh


def test_a_wrong_electricity_factor_does_not_enter_the_park(tmp_path: Path) -> None:
    _, ledger, _ = calculate(tmp_path, park(electricity_factor=PROVINCE))
    assert (
        ledger["park.emission[entity=works,period=2023]"].value
        == 300 * ledger["park.emission_factor[energy=grid]"].value
    )
    assert str(ledger["park.emission_factor[energy=grid]"].value) == "0.8325"


def test_below_the_smaller_class_there_is_no_threshold(tmp_path: Path) -> None:
    _, ledger, _ = calculate(tmp_path, park())
    key = "park.indicator_met[period=2023,indicator=carbon-per-energy]"
    assert "200000" in ledger.missing[key].reason.en


def test_a_factor_in_co2e_is_refused_and_nothing_stands_in_its_place(tmp_path: Path) -> None:
    steam = {**CARRIERS[3], "factor": {"value": "0.12", "unit": "tCO2e/GJ", "source": "实测", "mark": "confirmed"}}
    example = park(carriers=[*CARRIERS[:3], steam])
    assert told(tmp_path / "a", example) == {"LG452": ["value: '0.12'"]}
    assert TOTALS[1] not in calculate(tmp_path / "b", example)[1].facts


def test_an_unknown_clean_energy_is_not_guessed(tmp_path: Path) -> None:
    grid = {key: value for key, value in CARRIERS[2].items() if key != "clean"}
    _, ledger, _ = calculate(tmp_path, park(carriers=[CARRIERS[0], CARRIERS[1], grid, CARRIERS[3]]))
    assert "网电" in ledger.missing["park.indicator[period=2023,indicator=clean-energy-share]"].reason.zh


def test_what_does_not_apply_says_why(tmp_path: Path) -> None:
    said = [{"indicator": "water-reuse", "reason": "园区企业无工业用水"}]
    _, ledger, _ = calculate(tmp_path, park(not_applicable=said))
    assert "园区企业无工业用水" in ledger.missing["park.indicator_met[period=2023,indicator=water-reuse]"].reason.zh


def test_a_row_that_does_not_fit_is_told_at_its_cell(tmp_path: Path) -> None:
    example = park(tables=[{"table": "power"}])
    example["files"] = {"data/p.csv": "主体,年份,品种,电量\nmill,2023,grid,5\nghost,2023,grid,6\nmill,2023,coke,7\n"}
    example["project"]["tables"] = [
        {
            "id": "power",
            "file": "data/p.csv",
            "columns": {"entity": "主体", "year": "年份", "carrier": "品种"},
            "values": {"quantity": {"header": "电量", "unit": "MWh"}},
        }
    ]
    assert told(tmp_path, example)["LG446"] == ["ghost,2023,grid,6", "mill,2023,coke,7"]


def test_a_column_of_several_units_says_so_and_then_counts_each_carrier_in_its_own(tmp_path: Path) -> None:
    example = park(tables=[{"table": "energy"}], flows=[flow("works", "grid", "300 MWh")], transfers=[])
    example["files"] = {"data/e.csv": "主体,年份,品种,数量\nmill,2023,gas,100\nplant,2023,solar,500\n"}
    column = {"header": "数量", "unit": "MWh"}
    columns = {"entity": "主体", "year": "年份", "carrier": "品种"}
    table = {"id": "energy", "file": "data/e.csv", "columns": columns, "values": {"quantity": column}}
    example["project"]["tables"] = [table]
    _, _, findings = calculate(tmp_path / "a", example)
    hints = {f.hint.en for f in findings if f.rule == "LG446" and f.hint is not None}
    assert hints == {"where a column holds several units, write unit: 1 for it"}

    column["unit"] = "1"
    _, ledger, findings = calculate(tmp_path / "b", example)
    assert not [f for f in findings if f.rule == "LG446"]
    gas = ledger.facts["park.activity[entity=mill,period=2023,process=use,energy=gas]"]
    solar = ledger.facts["park.activity[entity=plant,period=2023,process=use,energy=solar]"]
    assert (gas.value, str(gas.unit), solar.value, str(solar.unit)) == (
        100,
        "10^4 Nm3{天然气}",
        500,
        "MWh{electricity}",
    )


def test_a_section_may_stand_in_its_own_file(tmp_path: Path) -> None:
    import yaml

    example = park(transfers=[transfer("8000 GJ", "7000 GJ")])
    section = example["project"].pop("park")
    example["files"] = {"park.yaml": yaml.safe_dump(section, allow_unicode=True, sort_keys=False)}
    _, _, findings = calculate(tmp_path, example)
    assert [f.position.path for f in findings if f.rule == "LG440"] == ["projects/client/park.yaml"]


def test_solar_power_that_its_station_generates_and_gives_stays_in_the_parks_energy(tmp_path: Path) -> None:
    flows = [*FLOWS, flow("plant", "solar", "40 MWh"), flow("works", "solar", "40 MWh")]
    example = park(flows=flows, transfers=[SOLAR])
    assert told(tmp_path / "a", example) == {}
    _, ledger, _ = calculate(tmp_path / "b", example)
    assert ledger["park.energy_carrier[period=2023,energy=solar]"].value == (500 + 40) * Decimal("0.3")
