"""What the footprint refuses or points out, and where it says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.base.findings import Finding
from generator.project.load import load_data
from tests.calculations.footprint.small import exchange, factor, footprint, process, solve
from tests.calculations.worked import write

DECLARATION = {"type": "cradle-to-gate", "indicators": []}


def _indicator(name: str, **modules: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "unit": "kgCO2e", "source": "LCA软件", "modules": modules}


def _gwp(**total: Any) -> list[dict[str, Any]]:
    parts = {"gwp-fossil": "10.2", "gwp-biogenic": "-0.3", "gwp-luluc": "0.1"}
    return [
        *(_indicator(name, **{"A1-A3": value}) for name, value in parts.items()),
        _indicator("gwp-total", **{"A1-A3": "10.0", **total}),
    ]


def _two_products(**allocation: Any) -> dict[str, Any]:
    return process(
        products=[{"id": "slag", "name": "渣", "amount": "10 kg"}],
        allocation={"reason": "示例", "tolerance": "2 %", "method": "mass", **allocation},
    )


def _normal(cv: str) -> dict[str, Any]:
    return {"kind": "normal", "cv": cv}


SIMULATION = {"draws": 100, "seed": 1, "tolerance": "0.01 %"}
ELECTRICITY = {"kind": "electricity", "amount": "5 kWh"}
SCENARIO = {"id": "other", "name": "其他", "changes": [{"process": "making", "exchange": "steel", "basis": "设想"}]}

#: The rule, the footprint that breaks it, and the text of the line at which the finding stands.
CASES: dict[str, tuple[str, dict[str, Any], str]] = {
    "declared unit for a whole life": ("LG480", footprint(boundary="cradle-to-grave"), "kind: declared"),
    "cycle": (
        "LG481",
        footprint(
            process("making", exchange(factor=None, process="smelting")),
            process("smelting", exchange("back", factor=None, process="making")),
        ),
        "process: making",
    ),
    "process that nothing takes": ("LG482", footprint(process(), process("lost")), "id: lost"),
    "negative amount": ("LG483", footprint(process("making", exchange(amount="-3 kg"))), "amount: -3 kg"),
    "negative factor": ("LG483", footprint(process("making", exchange(factor=factor(-2)))), "value: '-2'"),
    "no output": ("LG483", footprint(process(output="0 kg")), "output: 0 kg"),
    "no amount": ("LG484", footprint(process("making", exchange(amount=None))), "id: steel"),
    "amount in two ways": (
        "LG484",
        footprint(process("making", exchange(leg={"mass": "1 t", "distance": "5 km"}))),
        "mass: 1 t",
    ),
    "no factor": ("LG485", footprint(process("making", exchange(factor=None))), "id: steel"),
    "factor and process": (
        "LG485",
        footprint(process("making", exchange(process="smelting")), process("smelting")),
        "id: steel",
    ),
    "electricity of nobody": (
        "LG485",
        footprint(process("making", exchange(**ELECTRICITY, factor=factor(unit="kgCO2e/kWh")))),
        "id: steel",
    ),
    "location average typed by hand": (
        "LG486",
        footprint(process("making", exchange(**ELECTRICITY, supply="grid", factor=factor("0.5306", "kgCO2/kWh")))),
        "value: '0.5306'",
    ),
    "electricity of another year": (
        "LG487",
        footprint(process("making", exchange(**ELECTRICITY, supply="grid", factor=None, factor_year=2024))),
        "factor_year: 2024",
    ),
    "factor that is too old": (
        "LG487",
        footprint(process("making", exchange(factor=factor(year="2005"))), quality={"max_age": "10 a"}),
        "value: '2'",
    ),
    "no factor of the year": (
        "LG014",
        footprint(process("making", exchange(**ELECTRICITY, supply="grid", factor=None)), year=2021),
        "id: steel",
    ),
    "two products without allocation": (
        "LG488",
        footprint(process(products=[{"id": "slag", "name": "渣", "amount": "1 kg"}])),
        "id: slag",
    ),
    "economic without prices": (
        "LG488",
        footprint(_two_products(method="economic", tolerance="200 %")),
        "reason: 示例",
    ),
    "shares above one": (
        "LG489",
        footprint(_two_products(method="shares", tolerance="200 %", shares={"making": "0.9", "slag": "0.2"})),
        "making: '0.9'",
    ),
    "allocation that loses mass": ("LG490", footprint(_two_products()), "reason: 示例"),
    "cut-off above the limit": (
        "LG491",
        footprint(
            process(
                "making", exchange(), exchange("paint", factor=None, excluded={"reason": "小", "estimate": "1 kgCO2e"})
            ),
            cut_off={"basis": "emission", "limit": "1 %", "cumulative": "5 %", "source": "PCR"},
        ),
        "reason: 小",
    ),
    "cut-off without a rule": (
        "LG492",
        footprint(process("making", exchange(), exchange("paint", factor=None, excluded={"reason": "小"}))),
        "reason: 小",
    ),
    "quality weights": (
        "LG493",
        footprint(
            process(
                "making",
                exchange(
                    quality={"reliability": 1, "completeness": 1, "temporal": 1, "geographical": 1, "technological": 1}
                ),
            ),
            quality={"weights": {"temporal": "0.5", "technological": "0.6"}},
        ),
        "temporal: '0.5'",
    ),
    "lognormal below one": (
        "LG494",
        footprint(process("making", exchange(spread={"kind": "lognormal", "gsd": "0.8"}))),
        "kind: lognormal",
    ),
    "triangle around another value": (
        "LG494",
        footprint(process("making", exchange(spread={"kind": "triangular", "low": 11, "high": 12}))),
        "kind: triangular",
    ),
    "simulation that does not converge": (
        "LG495",
        footprint(process("making", exchange(spread=_normal("30"))), simulation=SIMULATION),
        "draws: 100",
    ),
    "supplier without instrument": (
        "LG497",
        footprint(process("making", exchange(**ELECTRICITY, supply="supplier", factor=factor(unit="kgCO2e/kWh")))),
        "supply: supplier",
    ),
    "scenario that changes nothing": ("LG499", footprint(scenarios=[SCENARIO]), "process: making"),
    "gwp total": (
        "LG500",
        footprint(declaration={**DECLARATION, "indicators": _gwp(**{"A1-A3": "10.4"})}),
        "A1-A3: '10.4'",
    ),
    "A1-A3": (
        "LG501",
        footprint(
            declaration={
                **DECLARATION,
                "indicators": [_indicator("ap", A1="1.0", A2="1.0", A3="1.0", **{"A1-A3": "4.0"})],
            }
        ),
        "A1-A3: '4.0'",
    ),
    "modules of the type": (
        "LG502",
        footprint(declaration={"type": "cradle-to-gate-c-d", "indicators": [_indicator("ap", **{"A1-A3": "4.0"})]}),
        "A1-A3: '4.0'",
    ),
    "module that there is not": (
        "LG502",
        footprint(declaration={**DECLARATION, "indicators": [_indicator("ap", **{"A1-A3": "4.0", "E1": "1"})]}),
        "E1: '1'",
    ),
    "gwp given and derived": (
        "LG503",
        footprint(
            stages=[{"id": "make", "name": "制造", "module": "D"}, {"id": "a", "name": "甲", "module": "A1"}],
            declaration={**DECLARATION, "indicators": [_indicator("gwp-total", **{"A1-A3": "4.0"})]},
        ),
        "id: gwp-total",
    ),
    "gas without gwp": (
        "LG504",
        footprint(process("making", exchange(kind="emission", factor=None, gas="XeF9"))),
        "gas: XeF9",
    ),
    "mass allocation of what is no mass": (
        "LG505",
        footprint({**_two_products(), "output": "10 kWh"}, demand=[{"process": "making", "amount": "10 kWh"}]),
        "output: 10 kWh",
    ),
    "module D that takes from inside": (
        "LG506",
        footprint(
            process("making"),
            {**process("beyond", exchange(factor=None, process="making")), "stage": "d"},
            stages=[{"id": "make", "name": "制造"}, {"id": "d", "name": "边界外", "module": "D"}],
            demand=[{"process": "making", "amount": "10 kg"}, {"process": "beyond", "amount": "10 kg"}],
        ),
        "process: making",
    ),
    "units that do not convert": (
        "LG002",
        footprint(process("making", exchange(amount="10 kWh"))),
        "id: steel",
    ),
    "demand in another dimension": ("LG002", footprint(demand=[{"process": "making", "amount": "10 kWh"}]), ""),
}


def _line(folder: Path, finding: Finding) -> str:
    lines = (folder / finding.position.path).read_text(encoding="utf-8").splitlines()
    return lines[finding.position.line - 1].strip(" -")


@pytest.mark.parametrize("name", CASES)
def test_what_is_refused_and_where(name: str, tmp_path: Path) -> None:
    rule, case, line = CASES[name]
    _, _, findings = solve(tmp_path, case)
    told = [f for f in findings if f.rule == rule]
    assert told, [f"{f.position} {f.rule} {f.message.en}" for f in findings]
    assert all(f.hint is not None and f.hint.zh and f.hint.en for f in told)
    if line:
        assert line in [_line(tmp_path, f) for f in told]


def test_a_wrong_part_leaves_the_total_missing(tmp_path: Path) -> None:
    _, ledger, _ = solve(tmp_path, footprint(process("making", exchange(), exchange("paint", factor=None))))
    assert "footprint.total[product=thing]" in ledger.missing
    assert ledger["footprint.emission[category=fossil,product=thing,process=making,element=steel]"].value == 20


def test_the_achieved_error_is_stated(tmp_path: Path) -> None:
    case = footprint(process("making", exchange(spread=_normal("30"))), simulation=SIMULATION)
    _, ledger, findings = solve(tmp_path, case)
    told = next(f for f in findings if f.rule == "LG495")
    error = ledger["footprint.simulation_error[product=thing,level=100]"].value
    assert f"{float(error):.3g} %" in told.message.en
    assert ledger["footprint.simulation_margin[product=thing]"].value < 0


def test_the_electricity_set_by_name_gives_its_life_cycle_factor(tmp_path: Path) -> None:
    power = exchange(kind="electricity", amount="5 kWh", supply="grid", factor="cn-electricity/electricity")
    _, ledger, findings = solve(tmp_path, footprint(process("making", power)))
    assert not findings
    assert str(ledger["footprint.total[product=thing]"].value) == "3.1025"


def test_a_named_factor_of_another_purpose(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "factors" / "own-grid"
    folder.mkdir(parents=True)
    columns = "item,property,region,year,value,unit,low,high,purpose,source,locator,mark,note"
    row = "power,factor,,2023,0.55,kgCO2/kWh,,,location,s,,unconfirmed,"
    (folder / "1.0.csv").write_text(f"{columns}\n{row}\n", encoding="utf-8")
    head = 'id: own-grid\nversion: "1.0"\nzh: 电网\nen: grid\nkind: factors\nsources: {s: {document: 示例}}\n'
    (folder / "1.0.yaml").write_text(head, encoding="utf-8")
    power = exchange(kind="electricity", amount="5 kWh", supply="grid", factor="own-grid/power")
    _, ledger, findings = solve(tmp_path, footprint(process("making", power)))
    assert [f.rule for f in findings] == ["LG486"]
    assert _line(tmp_path, findings[0]) == "factor: own-grid/power"
    assert "footprint.total[product=thing]" in ledger.missing


def test_products_of_different_units_do_not_compare(tmp_path: Path) -> None:
    unit = {"kind": "functional", "text": "1 t 水泥", "amount": "1 t"}
    first = footprint(id="a", unit=unit, compared=["b"])
    second = footprint(id="b", unit={**unit, "amount": "2 t"})
    _, ledger, findings = solve(tmp_path, first, second)
    assert [f.rule for f in findings] == ["LG496"]
    assert _line(tmp_path, findings[0]) == "b"
    assert "footprint.difference[product=a,basis=b]" in ledger.missing


def test_the_same_unit_in_another_spelling_compares(tmp_path: Path) -> None:
    unit = {"kind": "functional", "text": "1 t 水泥", "amount": "1 t"}
    first = footprint(id="a", unit=unit, compared=["b"])
    second = footprint(id="b", unit={**unit, "amount": "1000 kg"})
    _, ledger, findings = solve(tmp_path, first, second)
    assert not findings
    assert ledger["footprint.difference[product=a,basis=b]"].value == 0


@pytest.mark.parametrize(
    ("case", "line"),
    [
        (footprint(demand=[{"process": "melting", "amount": "1 kg"}]), "process: melting"),
        (footprint(process("making", exchange(factor=None, process="smelter"))), "process: smelter"),
        (footprint({**process(), "stage": "use"}), "stage: use"),
        (
            footprint(sensitivity=[{"process": "making", "exchange": "coal", "what": "amount", "change": "5 %"}]),
            "exchange: coal",
        ),
        (footprint(compared=["other"]), "other"),
    ],
)
def test_a_name_of_nothing_is_found_when_loading(case: dict[str, Any], line: str, tmp_path: Path) -> None:
    loaded = load_data(write(tmp_path, {"project": {"footprints": [case]}}))
    told = [f for f in loaded.findings if f.rule == "IN031"]
    assert [_line(tmp_path, f) for f in told] == [line]


def test_a_tally_of_no_row(tmp_path: Path) -> None:
    tally = {"table": "use", "values": "quantity", "where": {"what": "钢"}}
    case = footprint(process("making", exchange(amount=None, tally=tally)))
    table = {
        "id": "use",
        "file": "data/use.csv",
        "columns": {"what": "品名"},
        "values": {"quantity": {"header": "用量", "unit": "kg"}},
    }
    _, _, findings = solve(tmp_path, case, project={"tables": [table]}, files={"data/use.csv": "品名,用量\n铁,3\n"})
    assert [f.rule for f in findings] == ["LG498"]
    assert _line(tmp_path, findings[0]) == "what: 钢"


# ------------------------------------------------------------------------------------------ module D, and limits

STAGES = [{"id": "make", "name": "制造", "module": "A3"}, {"id": "beyond", "name": "边界外", "module": "D"}]


def test_what_stands_inside_takes_nothing_from_module_d(tmp_path: Path) -> None:
    inside = process("making", exchange(), exchange("scrap", factor=None, process="recycling"))
    case = footprint(inside, {**process("recycling"), "stage": "beyond"}, stages=STAGES)
    _, _, findings = solve(tmp_path, case)
    assert [(f.rule, _line(tmp_path, f)) for f in findings] == [("LG506", "process: recycling")]
    assert "in no total" in findings[0].message.en


def test_module_d_moves_no_total_in_a_sensitivity(tmp_path: Path) -> None:
    varied = [{"process": "recycling", "exchange": "steel", "what": "factor", "change": "50 %"}]
    demand = [{"process": name, "amount": "10 kg"} for name in ("making", "recycling")]
    case = footprint(
        process(), {**process("recycling"), "stage": "beyond"}, stages=STAGES, demand=demand, sensitivity=varied
    )
    _, ledger, findings = solve(tmp_path, case)
    assert [f.rule for f in findings] == ["LG499"]
    assert "footprint.sensitivity" not in ledger.by_id


@pytest.mark.parametrize("output", [3, 7, 11, 17, 37])
def test_a_share_at_the_limit_is_within_it_whatever_the_scaling(output: int, tmp_path: Path) -> None:
    left = {"reason": "微量", "estimate": "5 kgCO2e"}
    one = process(
        "making", exchange(amount="95 kg", factor=factor(1)), exchange("dust", excluded=left), output=f"{output} kg"
    )
    rule = {"basis": "emission", "limit": "5 %", "cumulative": "5 %", "source": "PCR"}
    _, ledger, findings = solve(tmp_path, footprint(one, cut_off=rule))
    assert not findings
    assert ledger["footprint.cut_off_margin[product=thing]"].value == 0


def test_a_share_a_hair_above_the_limit_is_above_it(tmp_path: Path) -> None:
    left = {"reason": "微量", "estimate": "5.0000000000001 kgCO2e"}
    one = process("making", exchange(amount="95 kg", factor=factor(1)), exchange("dust", excluded=left), output="11 kg")
    rule = {"basis": "emission", "limit": "5 %", "cumulative": "5 %", "source": "PCR"}
    _, _, findings = solve(tmp_path, footprint(one, cut_off=rule))
    assert {f.rule for f in findings} == {"LG491"}


@pytest.mark.parametrize("kind", [{"kind": "energy"}, {"kind": "electricity", "supply": "own"}])
def test_an_inventorys_average_is_no_life_cycle_factor_whatever_it_is_called(
    tmp_path: Path, kind: dict[str, Any]
) -> None:
    average = exchange("power", amount="5 kWh", factor=factor("530.6", "kgCO2/MWh"), **kind)
    _, _, findings = solve(tmp_path, footprint(process("making", average)))
    assert [(f.rule, _line(tmp_path, f)) for f in findings] == [("LG486", "value: '530.6'")]


def test_no_life_cycle_factor_of_a_year_offers_those_of_other_years_and_no_averages(tmp_path: Path) -> None:
    power = exchange("power", kind="electricity", supply="grid", amount="5 kWh", factor=None, factor_year=2022)
    _, _, findings = solve(tmp_path, footprint(process("making", power)))
    assert [f.rule for f in findings] == ["LG014"]
    assert findings[0].hint is not None
    assert "0.6205" in findings[0].hint.en
    assert "location" not in findings[0].hint.en


def test_an_empty_cell_is_not_nought(tmp_path: Path) -> None:
    table = {
        "id": "use",
        "file": "data/use.csv",
        "columns": {"what": "品名"},
        "values": {"v": {"header": "量", "unit": "kg"}},
    }
    summed = exchange(amount=None, tally={"table": "use", "values": "v"})
    files = {"data/use.csv": "品名,量\n钢,3\n铁,\n"}
    _, ledger, findings = solve(
        tmp_path, footprint(process("making", summed)), project={"tables": [table]}, files=files
    )
    assert [(f.rule, f.position.line) for f in findings] == [("LG498", 3)]
    assert "footprint.total[product=thing]" in ledger.missing


def test_a_delay_is_a_time(tmp_path: Path) -> None:
    _, _, findings = solve(tmp_path / "a", footprint(process("making", exchange(later="12 kg"))))
    assert [(f.rule, _line(tmp_path / "a", f)) for f in findings] == [("LG208", "later: 12 kg")]
    _, ledger, _ = solve(
        tmp_path / "b", footprint(process("making", exchange(later="120 month"), exchange("b", later="9 a")))
    )
    assert ledger["footprint.delayed[product=thing]"].value == 20
