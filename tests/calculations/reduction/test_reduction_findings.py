"""What the reduction calculation refuses or points out, and where it says so."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.base.findings import Finding, Severity
from generator.ledger.ledger import Ledger
from generator.project.load import load_data
from tests.calculations.reduction.cases import (
    FLOWS,
    FOUR_DAYS,
    METER,
    figure,
    flows,
    investment,
    line,
    margin,
    meter,
    monitored,
    reduction,
    rules,
    solve,
    table,
    value,
)
from tests.calculations.worked import write

NAMED = {"grid": "某电网", "year": "2022"}
EARNING = flows([(1000, 0, 0), (0, 10, 330), (0, 10, 330), (0, 10, 330)])


def only(
    case: dict[str, Any],
    rule: str,
    tables: list[dict[str, Any]] | None = None,
    files: dict[str, str] | None = None,
) -> tuple[Finding, Ledger]:
    """Return the one finding that speaks."""
    ledger, findings = solve(case, tables, files)
    assert rules(findings) == [rule], [f"{f.rule} {f.message.en}" for f in findings]
    found = findings[0]
    assert found.hint is not None
    assert found.position.line > 0
    assert found.message.zh != found.message.en
    return found, ledger


def crediting(**more: Any) -> dict[str, Any]:
    return {"kind": "renewable", "begins": "2023-01-01", "years": 7, **more}


# ------------------------------------------------------------------------------------------------ crediting period


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"crediting": crediting(years=8)}, "8"),
        ({"crediting": crediting(kind="fixed", years=11)}, "11"),
        ({"crediting": crediting(years=None, ends="2030-01-01")}, "7.00"),
        ({"crediting": crediting(kind="fixed", years=10, number=2)}, "allows 1"),
        ({"programme": "VCS-5", "crediting": crediting(years=6)}, "6"),
        (
            {
                "programme": "CCER",
                "crediting": crediting(kind="fixed", years=9, limit=figure("8", "a")),
                "margin": margin(tool="CDM-TOOL07"),
            },
            "9",
        ),
    ],
)
def test_a_crediting_period_beyond_the_rule(changed: dict[str, Any], said: str) -> None:
    if changed["crediting"].get("years") is None:
        changed["crediting"].pop("years")
    found, _ = only(reduction(**changed), "LG530")
    assert said in found.message.en
    assert found.position.path == "projects/client/project.yaml"


def test_a_fourth_renewable_period() -> None:
    ledger, findings = solve(reduction(crediting=crediting(number=4)))
    assert "LG530" in rules(findings)
    assert not ledger.by_id.get("reduction.combined_margin"), "no weight is known for a fourth period"


def test_a_programme_without_a_rule_for_the_kind() -> None:
    _, ledger = only(reduction(programme="GCC"), "LG531")
    assert "reduction.crediting_margin[project=pv]" in ledger.missing
    assert value(ledger, "total_reduction") > 0


def test_crediting_beyond_the_operation_life() -> None:
    only(reduction(crediting=crediting(lifetime="6 a")), "LG532")


# ------------------------------------------------------------------------------------------------------- margins


def test_a_margin_of_another_grid_and_of_another_year() -> None:
    other = margin(bm=figure("0.5", "tCO2/MWh", grid="华北区域电网", year="2019"))
    ledger, findings = solve(reduction(margin=other))
    assert [finding.rule for finding in findings] == ["LG533", "LG533"]
    assert "华北区域电网" in findings[0].message.zh + findings[1].message.zh
    assert "reduction.emission_reduction[project=pv,period=1]" in ledger.missing


def test_weights_that_do_not_add_up_to_one() -> None:
    weights = {"om": 0.75, "bm": 0.5, "source": "方法学", "mark": "secondary"}
    found, ledger = only(reduction(margin=margin(weights=weights)), "LG534")
    assert "1.25" in found.message.en
    assert "reduction.combined_margin[project=pv]" in ledger.missing


def test_a_ccer_project_takes_the_weights_of_its_methodology() -> None:
    own = {"programme": "CCER", "crediting": crediting(kind="fixed"), "margin": margin(technology="wind")}
    ledger, _ = solve(reduction(**own, methodology="CCER-01-002 v1"))
    assert value(ledger, "combined_margin") == Decimal("0.7")
    ledger, findings = solve(reduction(**own, methodology="CCER-99-001"))
    assert "LG014" in rules(findings)
    assert "reduction.combined_margin[project=pv]" in ledger.missing


def test_a_grid_that_the_data_set_does_not_hold() -> None:
    _, findings = solve(reduction(margin=margin(grid="火星电网", om=None, bm=None)))
    assert rules(findings) == ["LG014"]


def test_margins_of_the_data_set_keep_their_mark() -> None:
    ledger, findings = solve(reduction(margin={"grid": "西北区域电网", "year": 2019, "technology": "solar"}))
    assert not findings
    fact = next(iter(ledger.by_id["reduction.total_reduction"]))
    assert fact.mark == "unconfirmed"
    assert value(ledger, "combined_margin_exact").normalize() == value(ledger, "combined_margin").normalize()


def test_electricity_without_a_grid() -> None:
    found, ledger = only(reduction(margin=None), "LG537")
    assert "margin" in found.message.en
    assert "reduction.total_reduction[project=pv]" in ledger.missing


PLANTS = table(
    "plants",
    {"unit": "unit", "low_cost": "low_cost", "commissioned": "commissioned"},
    {"generation": "MWh", "emissions": "tCO2"},
)
PLANT_HEAD = "unit,low_cost,commissioned,generation,emissions\n"


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ("煤,否,2005,,900", "D2"),
        ("煤,否,2005,1000,", "E2"),
        ("煤,也许,2005,1000,900", "D2"),
        ("煤,否,未知,1000,900", "D2"),
    ],
)
def test_a_unit_without_its_data(row: str, cell: str) -> None:
    grid = margin(om=None, bm=None, plants={"table": "plants", "method": "simple"})
    found, ledger = only(reduction(margin=grid), "LG536", [PLANTS], {"plants.csv": f"{PLANT_HEAD}{row}\n"})
    assert (found.position.path, found.position.cell) == ("projects/client/plants.csv", cell)
    assert "reduction.om[project=pv]" in ledger.missing


def test_the_simple_margin_of_a_grid_of_hydro_power() -> None:
    rows = "煤,否,2005,400,400\n水,是,2010,600,0\n"
    grid = margin(om=None, bm=None, plants={"table": "plants", "method": "simple"})
    found, _ = only(reduction(margin=grid), "LG535", [PLANTS], {"plants.csv": PLANT_HEAD + rows})
    assert "60.0%" in found.message.en


# ------------------------------------------------------------------------------------------------- ex-ante inputs


def test_a_negative_year_is_said_and_stays() -> None:
    case = reduction(rounding={"reduction": "floor"}, project=[line("fuel", "801 t")])
    found, ledger = only(case, "LG538")
    assert found.severity is Severity.WARNING
    assert value(ledger, "emission_reduction", period=1) == -1
    assert value(ledger, "years_negative") == 7


def test_a_project_without_a_baseline_has_no_reduction() -> None:
    ledger, _ = solve(reduction(renewable=None, margin=None, project=[line("fuel", "10 t")]))
    assert "reduction.total_reduction[project=pv]" in ledger.missing


@pytest.mark.parametrize(
    "changed",
    [
        {"renewable": {"capacity": "50 MW"}},
        {"renewable": {"net": "50 MWh", "imported": "5 MWh"}},
        {"renewable": None, "waste_energy": {"heat": "5 GJ"}},
    ],
)
def test_inputs_that_cannot_be(changed: dict[str, Any]) -> None:
    only(reduction(**changed), "LG539")


@pytest.mark.parametrize(
    ("changed", "rule", "said"),
    [
        ({"project": [line("d", "-10 t")]}, "LG215", "10 t"),
        ({"margin": margin(om=figure("-0.9", "tCO2/MWh", **NAMED))}, "LG215", "0.9 tCO2/MWh"),
        (
            {"deductions": [{"id": "b", "name": "缓冲", "kind": "buffer", "share": figure("120", "%")}]},
            "LG215",
            "100 %",
        ),
        ({"leakage": [line("d", "10 t", first=8)]}, "LG539", "first: 1, last: 7"),
        ({"leakage": [line("d", "10 t", first=3, last=2)]}, "LG539", "first: 1, last: 7"),
    ],
)
def test_a_figure_that_would_count_the_wrong_way_or_never(changed: dict[str, Any], rule: str, said: str) -> None:
    found, _ = only(reduction(**changed), rule)
    assert found.hint is not None
    assert said in found.hint.en


def test_a_project_that_uses_more_energy_than_its_baseline() -> None:
    efficiency = {"baseline": "5 MWh", "project": "6 MWh", "factor": "grid"}
    _, findings = solve(reduction(renewable=None, efficiency=efficiency))
    assert rules(findings) == ["LG538", "LG539"]


def test_units_that_do_not_convert() -> None:
    _, findings = solve(reduction(renewable={"net": "1000 t"}))
    assert rules(findings) == ["LG208"]
    ledger, findings = solve(reduction(baseline=[line("coal", "10 t{coal}", unit="tCO2/t{coke}")]))
    assert [finding.rule for finding in findings] == ["LG002"], "told once, not once a year"
    assert "reduction.total_reduction[project=pv]" in ledger.missing


def test_a_gas_that_the_gwp_set_does_not_hold() -> None:
    found, ledger = only(reduction(gwp="SAR", baseline=[line("x", "1 tNF3", unit="tNF3/tNF3")]), "LG559")
    assert "NF3" in found.message.en
    assert "reduction.total_reduction[project=pv]" in ledger.missing


def test_a_deposit_of_a_waste_that_is_not_described() -> None:
    landfill = {
        "table": "deposits",
        "starts": 2023,
        "climate": "tropical-wet",
        "site": "deep",
        "recovered": "50 %",
        "wastes": [{"id": "food", "name": "厨余", "kind": "food"}],
    }
    spec = table("deposits", {"year": "year", "waste": "waste"}, {"deposited": "t"})
    files = {"deposits.csv": "year,waste,deposited\n2020,厨余,10\n2021,渣土,5\n"}
    found, ledger = only(reduction(renewable=None, margin=None, landfill=landfill), "LG558", [spec], files)
    assert found.position.cell == "C3"
    assert "reduction.total_reduction[project=pv]" in ledger.missing


# --------------------------------------------------------------------------------------------------- monitoring


def test_a_missing_day_and_an_empty_day() -> None:
    rows = "date,energy\n2023-12-30,3\n2023-12-31,\n2024-01-02,6\n"
    ledger, findings = solve(monitored([meter()]), [METER], {"meter.csv": rows})
    assert [finding.rule for finding in findings] == ["LG540", "LG540"]
    assert all(finding.severity is Severity.ERROR for finding in findings)
    assert {finding.position.cell for finding in findings} == {"", "B3"}
    assert "2024-01-01" in "".join(finding.message.en for finding in findings)
    assert "reduction.monitored[project=pv,period=m1]" in ledger.missing


def test_a_gap_with_a_stated_rule_is_a_warning_and_lowers_the_credit() -> None:
    rows = "date,energy\n2023-12-30,3\n2023-12-31,4\n2024-01-02,6\n"
    found, ledger = only(monitored([meter()], gaps="zero"), "LG540", [METER], {"meter.csv": rows})
    assert found.severity is Severity.WARNING
    assert value(ledger, "metered", period="m1", meter="main", vintage=2024) == 6
    _, ledger = only(monitored([meter()], gaps="extreme"), "LG540", [METER], {"meter.csv": rows})
    assert value(ledger, "metered", period="m1", meter="main", vintage=2024) == 9
    burden = meter(counts="import")
    _, ledger = only(monitored([burden], gaps="zero"), "LG540", [METER], {"meter.csv": rows})
    assert value(ledger, "metered", period="m1", meter="main", vintage=2024) == 12


def test_a_month_that_the_period_cuts_is_not_credited_whole() -> None:
    rows = "date,energy\n2023-12,31\n2024-01,40\n2024-02,50\n"
    monthly = monitored([meter(interval="month")], begins="2023-12-01", ends="2024-02-14", gaps="extreme")
    ledger, findings = solve(monthly, [METER], {"meter.csv": rows})
    assert [f.severity for f in findings if f.rule == "LG540"] == [Severity.WARNING]
    assert value(ledger, "metered", period="m1", meter="main", vintage=2023) == 31
    assert value(ledger, "metered", period="m1", meter="main", vintage=2024) == 40
    unstated = monitored([meter(interval="month")], begins="2023-12-01", ends="2024-02-14")
    found, ledger = only(unstated, "LG540", [METER], {"meter.csv": rows})
    assert "2024-02" in found.message.en
    assert "reduction.metered[project=pv,period=m1,meter=main,vintage=2024]" in ledger.missing


def test_a_burden_of_a_month_that_the_period_cuts_counts_whole() -> None:
    rows = "date,energy\n2023-12,31\n2024-01,40\n"
    burden = monitored([meter(counts="import", interval="month")])
    ledger, _ = solve(burden, [METER], {"meter.csv": rows})
    assert value(ledger, "metered", period="m1", meter="main", vintage=2024) == 40


def test_a_reading_that_goes_backwards() -> None:
    rows = "date,energy\n2023-12-29,100\n2023-12-31,120\n2024-01-01,118\n2024-01-02,130\n"
    case = monitored([meter(records="reading")])
    found, ledger = only(case, "LG541", [METER], {"meter.csv": rows})
    assert found.position.cell == "B4"
    assert "reduction.monitored[project=pv,period=m1]" in ledger.missing


@pytest.mark.parametrize(
    ("period", "key"),
    [
        ({"begins": "2022-12-31", "ends": "2023-01-03"}, "2022-12-31"),
        ({"begins": "2029-12-30", "ends": "2030-01-02"}, "2030-01-02"),
    ],
)
def test_monitoring_outside_the_crediting_period(period: dict[str, str], key: str) -> None:
    case = monitored([], baseline=[line("b", "10 t")], **period)
    found, _ = only(case, "LG542")
    assert key in found.message.en


def test_a_date_that_stands_twice() -> None:
    found, _ = only(monitored([meter()]), "LG543", [METER], {"meter.csv": FOUR_DAYS + "2024-01-02,7\n"})
    assert found.position.cell == "B6"
    assert found.related[0].cell == "B5"


def test_monitoring_periods_that_overlap() -> None:
    case = monitored([], baseline=[line("b", "10 t")])
    first = case["monitoring"][0]
    case["monitoring"] = [first, {**first, "id": "m2", "begins": "2024-01-02", "ends": "2024-01-05"}]
    found, _ = only(case, "LG544")
    assert "m2" in found.message.en


def test_serial_numbers_that_are_issued_for_two_periods() -> None:
    case = monitored([meter()], issued=[{"prefix": "CCER-1", "first": 1, "last": 18}])
    later = {
        **case["monitoring"][0],
        "id": "m2",
        "begins": "2024-01-03",
        "ends": "2024-01-03",
        "issued": [{"prefix": "ccer-1", "first": 18, "last": 20}],
    }
    case["monitoring"].append(later)
    found, _ = only(case, "LG544", [METER], {"meter.csv": FOUR_DAYS + "2024-01-03,7\n"})
    assert "18 to 18 (1) are issued for pv/m1 and for pv/m2" in found.message.en


def test_a_meter_without_a_valid_calibration() -> None:
    late = [{"date": "2024-01-02", "until": "2026-06-01"}]
    found, ledger = only(monitored([meter(calibrations=late)]), "LG545", [METER], {"meter.csv": FOUR_DAYS})
    assert found.severity is Severity.ERROR
    corrected = meter(calibrations=late, permissible_error="10 %")
    found, ledger = only(monitored([corrected]), "LG545", [METER], {"meter.csv": FOUR_DAYS})
    assert found.severity is Severity.WARNING
    assert float(value(ledger, "metered", period="m1", meter="main", vintage=2024)) == pytest.approx(10.5)


def test_a_deviation_that_nothing_explains() -> None:
    case = monitored([meter()])
    del case["monitoring"][0]["explanation"]
    found, _ = only(case, "LG546", [METER], {"meter.csv": FOUR_DAYS})
    assert "64" in found.message.en


def test_a_date_that_is_none_and_a_negative_quantity() -> None:
    found, _ = only(monitored([meter()]), "LG547", [METER], {"meter.csv": FOUR_DAYS + "2024-02-30,7\n"})
    assert found.position.cell == "B6"
    rows = FOUR_DAYS.replace("2024-01-02,6", "2024-01-02,-6")
    found, _ = only(monitored([meter()]), "LG548", [METER], {"meter.csv": rows})
    assert found.position.cell == "B5"


# ---------------------------------------------------------------------------------------------- investment analysis


def test_a_cash_flow_without_a_change_of_sign() -> None:
    rows = flows([(1000, 0, 0), (0, 10, 0), (0, 10, 5)])
    found, ledger = only(reduction(investment=investment()), "LG550", [FLOWS], {"flows.csv": rows})
    assert "no IRR" in found.message.en
    assert "reduction.irr[project=pv,scenario=without-carbon,basis=project]" in ledger.missing
    assert value(ledger, "npv", scenario="without-carbon", basis="project") < -1000


def test_a_cash_flow_with_several_changes_of_sign() -> None:
    rows = flows([(1000, 0, 0), (0, 10, 900), (0, 10, 400), (300, 0, 0)])
    _, findings = solve(reduction(investment=investment()), [FLOWS], {"flows.csv": rows})
    assert "LG551" in rules(findings)


def test_of_several_rates_the_nearest_to_the_benchmark_is_shown() -> None:
    # -55 q^2 + 298 q - 251 = 0 has the roots q = (298 -+ sqrt(298^2 - 4 x 55 x 251)) / 110: 4.31 % and 337.5 %.
    rows = flows([(55, 0, 0), (0, 0, 298), (251, 0, 0)])
    ledger, findings = solve(reduction(investment=investment()), [FLOWS], {"flows.csv": rows})
    assert "LG551" in rules(findings)
    assert round(value(ledger, "irr", scenario="without-carbon", basis="project"), 4) == Decimal("4.3097")


def test_a_flow_that_comes_in_first_has_no_return() -> None:
    columns = ("investment", "opex", "revenue", "borrowing", "interest", "repayment")
    rows = flows([(1000, 0, 0, 1100, 0, 0), (0, 10, 500, 0, 55, 550), (0, 10, 500, 0, 28, 550)], columns)
    named = table("flows", {"year": "year"}, dict.fromkeys(columns, "万元"))
    case = reduction(investment=investment(compares="equity", benchmark="40 %"))
    found, ledger = only(case, "LG549", [named], {"flows.csv": rows})
    assert "equity" in found.message.en
    assert "reduction.irr[project=pv,scenario=without-carbon,basis=equity]" in ledger.missing
    assert "reduction.irr_margin[project=pv,scenario=without-carbon,basis=equity]" in ledger.missing


def test_a_benchmark_that_is_reached_without_credits() -> None:
    found, _ = only(reduction(investment=investment(benchmark="1 %")), "LG552", [FLOWS], {"flows.csv": EARNING})
    assert "investment" in found.message.en, "the base case stays below, less investment does not"


@pytest.mark.parametrize("benchmark", ["-8 %", "0 %"])
def test_a_benchmark_that_is_not_positive(benchmark: str) -> None:
    case = reduction(investment=investment(benchmark=benchmark))
    _, ledger = only(case, "LG553", [FLOWS], {"flows.csv": EARNING})
    assert "reduction.npv[project=pv,scenario=without-carbon,basis=project]" in ledger.missing
    assert value(ledger, "irr", scenario="without-carbon", basis="project") < 0


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ("year,investment,opex,revenue\n0,1000,0,0\n1,0,,900\n", "C3"),
        ("year,investment,opex,revenue\n0,1000,0,0\n2,0,10,900\n", "B3"),
        ("year,investment,opex,revenue\n0,1000,0,0\n1,0,-10,900\n", "C3"),
        ("year,investment,opex,revenue\n0,-1000,0,0\n1,0,10,900\n", "B2"),
    ],
)
def test_a_cash_flow_table_with_a_hole_or_a_cost_below_nought(rows: str, cell: str) -> None:
    found, ledger = only(reduction(investment=investment()), "LG554", [FLOWS], {"flows.csv": rows})
    assert found.position.cell == cell
    assert "reduction.irr[project=pv,scenario=without-carbon,basis=project]" in ledger.missing


def test_carbon_revenue_from_a_year_that_the_table_does_not_have() -> None:
    case = reduction(investment=investment(carbon={"price": "60 CNY/tCO2e", "first": "2030"}))
    found, ledger = only(case, "LG555", [FLOWS], {"flows.csv": EARNING})
    assert "2030" in found.message.en
    assert "reduction.npv[project=pv,scenario=with-carbon,basis=project]" in ledger.missing


def test_common_practice_counts() -> None:
    only(reduction(common_practice={"all": "10 piece", "different": "5 piece"}), "LG556")
    only(reduction(common_practice={"all": "5 piece", "different": "6 piece"}), "LG557")
    only(reduction(common_practice={}), "LG557")
    names = ("plant", "started", "registered", "different")
    spec = table("plants", {name: name for name in names}, {"output": "MW"})
    rows = "plant,started,registered,different,output\nA,早年,否,否,50\n"
    stated = {"table": "plants", "output": "50 MW", "before": "2020-01"}
    found, _ = only(reduction(common_practice=stated), "LG557", [spec], {"plants.csv": rows})
    assert found.position.cell == "E2"


# -------------------------------------------------------------------------------------------------------- loading


def loaded(tmp_path: Path, one: dict[str, Any], tables: list[dict[str, Any]] | None = None) -> list[Finding]:
    """Return what loading alone says."""
    files = {"flows.csv": EARNING, "meter.csv": FOUR_DAYS}
    root = write(tmp_path, {"project": {"reductions": [one], "tables": tables or []}, "files": files})
    return list(load_data(root).findings)


def test_a_table_that_there_is_not_and_one_without_a_column(tmp_path: Path) -> None:
    (found,) = loaded(tmp_path, reduction(investment=investment(table="flow")), [FLOWS])
    assert found.rule == "IN031"
    assert found.hint is not None
    assert "flows" in found.hint.en
    short = {**FLOWS, "values": {"investment": {"header": "investment", "unit": "万元"}}}
    (found,) = loaded(tmp_path / "two", reduction(investment=investment()), [short])
    assert found.rule == "IN021"
    assert "opex" in found.message.en


def test_a_period_without_an_end_and_one_that_ends_before_it_begins(tmp_path: Path) -> None:
    found = loaded(tmp_path, reduction(crediting={"kind": "fixed", "begins": "2023-01-01"}))
    assert [finding.rule for finding in found] == ["IN021"]
    found = loaded(
        tmp_path / "two", reduction(crediting={"kind": "fixed", "begins": "2023-01-01", "ends": "2022-01-01"})
    )
    assert [finding.rule for finding in found] == ["IN032"]
    assert found[0].position.line > 0
    case = monitored([meter()], begins="2024-01-05")
    assert [finding.rule for finding in loaded(tmp_path / "three", case, [METER])] == ["IN032"]


def test_a_day_that_no_project_can_have_is_refused(tmp_path: Path) -> None:
    case = reduction(crediting={"kind": "fixed", "begins": "9990-01-01", "years": 10})
    assert [finding.rule for finding in loaded(tmp_path, case)] == ["IN023"]


def test_without_a_period_there_is_no_total() -> None:
    ledger, _ = solve(reduction(crediting={"kind": "fixed", "begins": "2023-01-01"}))
    assert list(ledger.missing) == ["reduction.total_reduction[project=pv]"]
    assert not ledger.facts


def test_buffers_are_taken_off_monitored_reductions_too() -> None:
    case = monitored([meter()])
    case["deductions"] = [{"id": "b", "name": "缓冲", "kind": "buffer", "share": figure("25", "%")}]
    ledger, _ = solve(case, [METER], {"meter.csv": FOUR_DAYS})
    parts = [value(ledger, "monitored_deduction", period="m1", vintage=year, parameter="b") for year in (2023, 2024)]
    assert [float(part) for part in parts] == pytest.approx([1.4, 2.2])
    assert float(value(ledger, "monitored_issuable", period="m1")) == pytest.approx(14.4 - 3.6)


def test_a_limit_by_what_was_destroyed_and_what_is_taken_off_it(tmp_path: Path) -> None:
    lines = {
        "baseline": [line("b", "100 t")],
        "project": [line("leak", "20 t"), line("power", "4 t")],
        "limit": [line("flare", "60 t")],
    }
    ledger, findings = solve(monitored([], **lines, limit_less=["power"]))
    assert not findings
    assert float(value(ledger, "monitored_limit", period="m1", vintage=2023)) == pytest.approx(28)
    assert float(value(ledger, "monitored", period="m1")) == pytest.approx(56), "the lower of 100 - 24 and 60 - 4"
    (found,) = loaded(tmp_path, monitored([], **lines, limit_less=["powr"]))
    assert found.rule == "IN031"
