"""What the CBAM calculation refuses or points out, and the line at which it says so."""

from __future__ import annotations

import copy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.base.findings import Finding, Severity
from generator.calculations.cbam import tables
from generator.ledger.ledger import Ledger
from tests.calculations.worked import calculate

EUR = {"value": 80, "unit": "EUR/tCO2e", "source": "设定", "mark": "unconfirmed"}
GOOD: dict[str, Any] = {
    "id": "billet",
    "name": "钢坯",
    "cn": "72071111",
    "country": "China",
    "year": 2026,
    "importer": "importer",
    "mass": "100 t",
}
PROCESS: dict[str, Any] = {
    "id": "mill",
    "name": "炼钢",
    "year": 2026,
    "cn": "72071111",
    "route": "C",
    "output": "1000 t",
    "direct": "1500 tCO2e",
}


def _stated(value: float, unit: str = "tCO2e/t") -> dict[str, Any]:
    return {"value": value, "unit": unit, "source": "核查报告", "mark": "confirmed"}


def _section(good: dict[str, Any] | None = None, *processes: dict[str, Any], **more: Any) -> dict[str, Any]:
    row = {k: v for k, v in {**GOOD, **(good or {})}.items() if v is not None}
    works = {"id": "works", "name": "厂", "supplier": "s", "country": "China", "verified": True, "processes": processes}
    return {
        "importers": [{"id": "importer", "name": "进口商"}],
        "suppliers": [{"id": "s", "name": "供应商"}],
        "installations": [works] if processes else [],
        "goods": [row] if good is not None else [],
        "prices": [{"id": "p", "name": "价", "years": {"2026": EUR}}],
        **more,
    }


def _run(folder: Path, section: dict[str, Any]) -> tuple[Ledger, tuple[Finding, ...], list[str]]:
    _, ledger, findings = calculate(folder, {"project": {"cbam": copy.deepcopy(section)}})
    text = (folder / "projects" / "client" / "project.yaml").read_text(encoding="utf-8").splitlines()
    return ledger, findings, text


def _only(folder: Path, section: dict[str, Any], rule: str, line: str) -> tuple[Finding, Ledger]:
    """Return the one finding, which must be of ``rule`` and stand on the line that holds ``line``."""
    ledger, findings, text = _run(folder, section)
    assert [f.rule for f in findings] == [rule], [f"{f.rule} {f.message.en}" for f in findings]
    assert line in text[findings[0].position.line - 1], text[findings[0].position.line - 1]
    assert findings[0].hint is not None
    return findings[0], ledger


def test_a_cn_code_that_is_not_covered_lists_the_nearest(tmp_path: Path) -> None:
    found, ledger = _only(tmp_path, _section({"cn": "72022900"}), "LG630", "72022900")
    assert "720211" in str(found.hint)
    assert not ledger.by_id.get("cbam.certificates")


def test_a_country_that_is_not_listed_takes_the_values_of_other_countries(tmp_path: Path) -> None:
    found, ledger = _only(tmp_path, _section({"country": "Chnia"}), "LG631", "Chnia")
    assert "China" in str(found.hint)
    value = ledger["cbam.default_marked_up[period=2026,product=billet]"]
    assert value.value != _run(tmp_path / "right", _section({}))[0][value.key].value
    assert value.note is not None


def test_a_clinker_without_grade_has_no_default(tmp_path: Path) -> None:
    change = {"cn": "25231000", "clinker": "100 t"}
    _, ledger = _only(tmp_path, _section(change), "LG632", "25231000")
    assert "cbam.certificates[period=2026,scenario=p,product=billet]" not in ledger.facts


def test_actual_values_need_the_route_of_their_benchmark(tmp_path: Path) -> None:
    change = {"basis": "actual", "verified": True, "direct": _stated(1.5)}
    found, _ = _only(tmp_path, _section(change), "LG633", "72071111")
    assert "C, D, E" in str(found.hint) or "C、D、E" in str(found.hint)


def test_a_process_that_made_nothing(tmp_path: Path) -> None:
    change = {"basis": "actual", "process": "mill"}
    _, ledger = _only(tmp_path, _section(change, {**PROCESS, "output": "0 t"}), "LG634", "output: 0 t")
    assert "cbam.see_direct[period=2026,process=mill]" in ledger.missing


def test_precursors_in_a_circle(tmp_path: Path) -> None:
    first = {**PROCESS, "precursors": [{"id": "x", "mass": "10 t", "process": "iron"}]}
    second = {**PROCESS, "id": "iron", "precursors": [{"id": "y", "mass": "10 t", "process": "mill"}]}
    found, _ = _only(tmp_path, _section(None, first, second), "LG635", "id: ")
    assert "mill -> iron -> mill" in found.message.en


def test_a_process_of_another_year(tmp_path: Path) -> None:
    section = _section({"basis": "actual", "process": "mill"}, {**PROCESS, "year": 2027})
    found, _ = _only(tmp_path, section, "LG636", "process: mill")
    assert len(found.related) == 1


def test_a_precursor_of_another_year(tmp_path: Path) -> None:
    old = {**PROCESS, "id": "iron", "year": 2025}
    new = {**PROCESS, "precursors": [{"id": "x", "mass": "10 t", "process": "iron"}]}
    _only(tmp_path, _section(None, old, new), "LG636", "process: iron")


def test_a_scenario_without_a_price_for_the_year(tmp_path: Path) -> None:
    found, ledger = _only(tmp_path, _section({"year": 2027}), "LG637", "'2026'")
    assert "2027" in found.message.en
    assert "cbam.cost[period=2027,scenario=p]" in ledger.missing


def test_values_that_nobody_verified(tmp_path: Path) -> None:
    change = {"basis": "actual", "direct": _stated(1.5), "free_allocation": _stated(1.3)}
    _only(tmp_path, _section(change), "LG639", "basis: actual")


def test_actual_values_that_are_not_there(tmp_path: Path) -> None:
    _only(tmp_path, _section({"basis": "actual"}), "LG640", "basis: actual")


def test_indirect_emissions_that_count_and_are_missing(tmp_path: Path) -> None:
    change = {"cn": "28080000", "basis": "actual", "verified": True, "direct": _stated(1.5)}
    change["free_allocation"] = _stated(0.5)
    _, ledger = _only(tmp_path, _section(change), "LG640", "basis: actual")
    assert "cbam.embedded[period=2026,product=billet]" not in ledger.facts


def test_cement_without_its_clinker(tmp_path: Path) -> None:
    _only(tmp_path, _section({"cn": "25231000", "route": "A"}), "LG641", "mass: 100 t")


def test_goods_of_the_transitional_period(tmp_path: Path) -> None:
    _only(tmp_path, _section({"year": 2025}), "LG642", "year: 2025")


def test_a_carbon_price_in_yuan_without_a_rate(tmp_path: Path) -> None:
    price = {"value": 80, "unit": "CNY/tCO2e", "source": "凭证", "mark": "confirmed"}
    _, ledger = _only(tmp_path, _section({"carbon_price": price}), "LG643", "unit: CNY/tCO2e")
    assert "cbam.cost[period=2026,scenario=p]" in ledger.missing


@pytest.mark.parametrize(
    ("stream", "line"),
    [
        ({"kind": "combustion", "quantity": "10 t"}, "id: coal"),
        ({"kind": "mass-balance", "quantity": "10 t"}, "id: coal"),
        ({"kind": "gas", "quantity": "10 t{SF6}"}, "SF6"),
    ],
)
def test_a_stream_that_lacks_what_its_kind_needs(stream: dict[str, Any], line: str, tmp_path: Path) -> None:
    process = {k: v for k, v in PROCESS.items() if k != "direct"}
    process["streams"] = [{"id": "coal", "name": "煤", **stream}]
    _only(tmp_path, _section(None, process), "LG644", line)


def test_embedded_emissions_in_a_wrong_unit(tmp_path: Path) -> None:
    change = {"basis": "actual", "verified": True, "direct": _stated(1.5, "tCO2e/MWh")}
    change["free_allocation"] = _stated(1.3)
    _only(tmp_path, _section(change), "LG645", "value: 1.5")


def test_a_mass_in_a_unit_of_energy(tmp_path: Path) -> None:
    _, ledger = _only(tmp_path, _section({"mass": "100 MWh"}), "LG208", "100 MWh")
    assert "cbam.certificates[period=2026,scenario=p,product=billet]" not in ledger.facts


def test_a_precursor_that_names_nothing(tmp_path: Path) -> None:
    process = {**PROCESS, "precursors": [{"id": "iron", "mass": "10 t"}]}
    _only(tmp_path, _section(None, process), "LG640", "id: iron")


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"importer": "nobody"}, "importer: nobody"),
        ({"process": "mil"}, "process: mil"),
        ({"supplier": "x"}, "supplier: x"),
    ],
)
def test_references_that_lead_nowhere(change: dict[str, Any], line: str, tmp_path: Path) -> None:
    _only(tmp_path, _section(change, PROCESS), "IN031", line)


def test_a_process_in_two_installations(tmp_path: Path) -> None:
    section = _section(None, PROCESS)
    section["installations"].append({**section["installations"][0], "id": "other"})
    _only(tmp_path, section, "IN030", "id: mill")


def test_gwps_are_of_ar5_whatever_the_project_uses(tmp_path: Path) -> None:
    process = {k: v for k, v in PROCESS.items() if k != "direct"}
    process["streams"] = [{"id": "n2o", "name": "氧化亚氮", "kind": "gas", "quantity": "1 t{N2O}"}]
    ledger, findings, _ = _run(tmp_path, _section(None, process))
    assert not findings
    (gwp,) = ledger.by_id["cbam.stream_gwp"]
    assert gwp.value == 265
    assert gwp.note is not None
    assert "AR5" in gwp.note.en
    assert gwp.mark == "secondary"
    assert gwp.reference is not None
    assert "opencbam 0.1.0" in gwp.reference.locator


def test_a_correction_factor_that_is_not_published_is_assumed_and_said_so(tmp_path: Path) -> None:
    ledger, _, _ = _run(tmp_path, _section({}))
    factor = ledger["cbam.cscf[period=2026]"]
    assert (factor.kind, factor.mark) == ("assumed", "unconfirmed")


def test_shipments_that_no_goods_count_or_that_have_no_mass(tmp_path: Path) -> None:
    section = _section({"mass": None}, shipments={"table": "customs"})
    section["goods"].append({**GOOD, "id": "stated"})
    table = {
        "id": "customs",
        "file": "data/customs.csv",
        "columns": {"goods": "货物"},
        "values": {"mass": {"header": "净重", "unit": "t"}},
    }
    rows = "货物,净重\nbillet,60\nbilet,5\nstated,7\nbillet,\n"
    example = {"project": {"cbam": section, "tables": [table]}, "files": {"data/customs.csv": rows}}
    _, ledger, findings = calculate(tmp_path, example)
    assert [(f.rule, f.position.path.rpartition("/")[2], f.position.line) for f in findings] == [
        ("LG647", "customs.csv", 3),
        ("LG647", "customs.csv", 4),
        ("LG647", "customs.csv", 5),
    ]
    assert ledger["cbam.mass[period=2026,product=billet]"].value == 60


def test_goods_without_any_mass(tmp_path: Path) -> None:
    _only(tmp_path, _section({"mass": None}), "LG648", "id: billet")


def test_shipments_of_a_table_that_is_not_there(tmp_path: Path) -> None:
    _, findings, text = _run(tmp_path, _section({}, shipments={"table": "customs"}))
    assert [f.rule for f in findings] == ["IN031"]
    assert "table: customs" in text[findings[0].position.line - 1]


def test_a_complex_good_whose_precursors_bring_no_free_allocation(tmp_path: Path) -> None:
    change = {"basis": "actual", "verified": True, "direct": _stated(1.5), "route": "C"}
    found, low = _only(tmp_path, _section(change), "LG649", "value: 1.5")
    assert "0.188" in found.message.en
    stated, findings, _ = _run(tmp_path / "again", _section({**change, "free_allocation": _stated(1.33)}))
    assert not findings
    key = "cbam.free_allocation[period=2026,product=billet]"
    assert low[key].value < stated[key].value == 133


def test_a_code_that_the_tables_subdivide_has_neither_default_nor_benchmark(tmp_path: Path) -> None:
    change = {"cn": "31021010", "basis": "actual", "verified": True, "direct": _stated(1.5), "indirect": _stated(0.1)}
    ledger, findings, text = _run(tmp_path, _section(change))
    assert [f.rule for f in findings] == ["LG632", "LG638"]
    assert all("31021010" in text[f.position.line - 1] for f in findings)
    assert ledger["cbam.free_allocation[period=2026,product=billet]"].value == 0
    assert ledger["cbam.certificates[period=2026,scenario=p,product=billet]"].value == 160
    assert "310210" in str(findings[1].hint), "the codes that have a benchmark are named"


def test_a_mark_up_that_takes_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = tables.Default(Decimal(3), None, Decimal(3), Decimal("2.9"), True)
    monkeypatch.setattr(tables, "default", lambda *_: wrong)
    _only(tmp_path, _section({}), "LG646", "72071111")


def test_goods_of_another_sector_than_their_process(tmp_path: Path) -> None:
    smelter = {**PROCESS, "cn": "76011010", "route": "K"}
    section = _section({"basis": "actual", "process": "mill"}, smelter)
    found, _ = _only(tmp_path, section, "LG636", "process: mill")
    assert found.severity is Severity.ERROR
    assert "76011010" in found.message.en


def test_goods_of_another_origin_than_their_process(tmp_path: Path) -> None:
    section = _section({"basis": "actual", "process": "mill", "country": "India"}, PROCESS)
    found, _ = _only(tmp_path, section, "LG636", "process: mill")
    assert found.severity is Severity.WARNING
    assert "India" in found.message.en


def test_a_process_without_the_electricity_that_counts(tmp_path: Path) -> None:
    kiln = {**PROCESS, "cn": "25232900", "route": None, "direct": "800 tCO2e"}
    kiln = {key: value for key, value in kiln.items() if value is not None}
    cement = {"cn": "25232900", "clinker": "90 t", "basis": "actual", "process": "mill"}
    found, ledger = _only(tmp_path, _section(cement, kiln), "LG640", "basis: actual")
    assert "electricity_factor" in str(found.hint)
    assert "cbam.certificates[period=2026,scenario=p,product=billet]" in ledger.missing


def test_more_clinker_than_cement(tmp_path: Path) -> None:
    section = _section({"cn": "25232900", "clinker": "101 t", "route": "A"})
    found, _ = _only(tmp_path, section, "LG641", "clinker: 101 t")
    assert "100 t of goods cannot hold 101 t" in found.message.en


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"biomass": _stated(130, "%")}, "value: 130"),
        ({"conversion": _stated(1.2, "1")}, "value: 1.2"),
        ({"factor": _stated(-2.4, "tCO2/t")}, "value: -2.4"),
    ],
)
def test_a_figure_of_a_stream_that_would_take_emissions_off(tmp_path: Path, changed: dict[str, Any], line: str) -> None:
    stream = {"id": "a", "name": "煤", "kind": "combustion", "quantity": "10 t", "factor": _stated(2.4, "tCO2/t")}
    mill = {key: value for key, value in PROCESS.items() if key != "direct"} | {"streams": [{**stream, **changed}]}
    section = _section({"basis": "actual", "process": "mill"}, mill)
    _, ledger = _only(tmp_path, section, "LG645", line)
    assert "cbam.certificates[period=2026,scenario=p,product=billet]" in ledger.missing


def test_values_given_in_two_ways(tmp_path: Path) -> None:
    stream = {"id": "a", "name": "煤", "kind": "combustion", "quantity": "10 t", "factor": _stated(2.4, "tCO2/t")}
    iron = {**PROCESS, "id": "iron"}
    twice = {"id": "x", "mass": "10 t", "process": "iron", "direct": _stated(1.5)}
    mill = {**PROCESS, "streams": [stream], "precursors": [twice]}
    good = {"basis": "actual", "process": "mill", "direct": _stated(1.9)}
    _, findings, text = _run(tmp_path, _section(good, mill, iron))
    told = [text[f.position.line - 1].strip() for f in findings if f.rule == "IN023"]
    assert len(told) == 3
    assert "direct: 1500 tCO2e" in told
