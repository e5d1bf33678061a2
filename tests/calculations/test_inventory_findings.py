"""What the inventory says about faulty input: the rule, the place, the right form; and that nothing is made up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from generator.base.findings import Finding
from generator.calculations.compute import compute
from tests.calculations.building import Row, document, ledger, project, rules, source

COAL = source("coal", "stationary-combustion", "t", fuel="无烟煤")
POWER = source("power", "purchased-electricity", "MWh")


def _one(findings: tuple[Finding, ...], rule: str) -> Finding:
    (found,) = [one for one in findings if one.rule == rule]
    return found


def test_a_year_without_data_is_missing_and_stops_the_total() -> None:
    periods = {"reporting": [2022, 2023], "current": 2023, "base_year": {"year": 2022, "reason": "首年"}}
    rows: list[Row] = [("coal", "2022", "10", "t"), ("power", "2022", "5", "MWh"), ("power", "2023", "5", "MWh")]
    book, findings = ledger(document(sources=[COAL, POWER], periods=periods), rows)
    assert "quantity: 0 t" in str(_one(findings, "LG010").hint)
    assert "inventory.total[period=2022,basis=location]" in book.facts
    gone = book.missing["inventory.total[period=2023,basis=location]"]
    assert gone.waits_for == "activity.quantity[period=2023,source=coal]"


def test_a_zero_that_was_written_is_a_zero() -> None:
    book, findings = ledger(document(sources=[COAL]), [("coal", "2023", "0", "t")])
    assert not findings
    assert book["inventory.total[period=2023,basis=market]"].value == 0


@pytest.mark.parametrize(
    ("unit", "written", "shown"),
    [
        ("t", "L", "L"),
        ("10^4 Nm3", "Sm3", "Sm3"),
        ("t", "t{clinker}", "t{clinker}"),
    ],
)
def test_a_unit_of_another_dimension_or_substance_is_refused_at_its_cell(unit: str, written: str, shown: str) -> None:
    fuel = "天然气" if "Nm3" in unit else "柴油"
    sources = [source("fuel", "stationary-combustion", unit, fuel=fuel)]
    rows: list[Row] = [("fuel", "2023-01", "5", unit), ("fuel", "2023-02", "5", written)]
    book, findings = ledger(document(sources=sources), rows)
    found = _one(findings, "LG012")
    assert found.position.line == 2
    assert shown in found.message.zh
    assert "inventory.total[period=2023,basis=location]" in book.missing


def test_a_negative_quantity_is_refused_at_its_cell() -> None:
    book, findings = ledger(document(sources=[COAL]), [("coal", "2023-01", "9", "t"), ("coal", "2023-02", "-3", "t")])
    assert _one(findings, "LG013").position.line == 2
    assert "activity.quantity[period=2023,source=coal]" in book.missing


def test_a_year_beside_its_months_would_count_twice() -> None:
    _, findings = ledger(document(sources=[COAL]), [("coal", "2023", "9", "t"), ("coal", "2023-02", "3", "t")])
    assert rules(findings) == ["LG023"]


def test_missing_months_are_named() -> None:
    rows: list[Row] = [("coal", f"2023-{n:02d}", "1", "t") for n in range(1, 13) if n != 7]
    _, findings = ledger(document(sources=[COAL]), rows)
    assert "2023-07" in _one(findings, "LG011").message.zh


def test_an_unknown_fuel_lists_the_nearest() -> None:
    book, findings = ledger(
        document(sources=[source("c", "stationary-combustion", "t", fuel="煤")]), [("c", "2023", "1", "t")]
    )
    assert {f.rule for f in findings} == {"LG014"}
    assert "无烟煤" in str(findings[0].hint)
    assert "inventory.total[period=2023,basis=location]" in book.missing


def test_a_source_without_factor_shows_both_ways_to_give_one() -> None:
    _, findings = ledger(document(sources=[source("p", "process", "t", material="甲")]), [("p", "2023", "1", "t")])
    hint = str(_one(findings, "LG014").hint)
    assert "<数据集>/<名称>" in hint
    assert "tCO2/t" in hint


def test_two_factors_that_fit_are_listed() -> None:
    sources = [source("kiln", "process", "t", material="水泥熟料", factor="水泥熟料")]
    _, findings = ledger(document(sources=sources), [("kiln", "2023", "1", "t")])
    found = _one(findings, "LG015")
    assert "cn-process-provincial/水泥熟料" in str(found.hint)
    assert "cn-process-ets-cement/水泥熟料" in str(found.hint)
    assert len(found.related) == 2


def test_a_factor_beside_a_carbon_content_is_two_factors() -> None:
    own = {"value": 2.5, "unit": "tCO2/t", "source": "检测", "mark": "confirmed"}
    content = {"value": 0.6, "unit": "tC/t", "source": "检测", "mark": "confirmed"}
    sources = [source("c", "stationary-combustion", "t", fuel="烟煤", factor=own, carbon_content=content)]
    _, findings = ledger(document(sources=sources), [("c", "2023", "1", "t")])
    assert rules(findings) == ["LG015"]


@pytest.mark.parametrize("unit", ["t/t", "tCO2/Nm3", "tCO2/t{cement}"])
def test_a_factor_in_a_unit_that_does_not_fit_is_refused(unit: str) -> None:
    factor = {"value": 0.5, "unit": unit, "source": "例", "mark": "secondary"}
    sources = [source("kiln", "process", "t", material="clinker", factor=factor)]
    book, findings = ledger(document(sources=sources), [("kiln", "2023", "1", "t")])
    assert "tCO2/t" in str(_one(findings, "LG017").hint)
    assert "source.emission[period=2023,source=kiln]" in book.missing


def test_a_fuel_measured_by_volume_needs_a_calorific_value_by_volume() -> None:
    sources = [source("lorry", "mobile-combustion", "L", fuel="柴油")]
    _, findings = ledger(document(sources=sources), [("lorry", "2023", "1000", "升")])
    assert "GJ/L" in str(_one(findings, "LG017").hint)


def test_a_gas_without_gwp_is_refused() -> None:
    sources = [source("etch", "fugitive", "kg", gas="NF3")]
    criteria = {**document()["criteria"], "gwp": "SAR"}
    book, findings = ledger(document(sources=sources, criteria=criteria), [("etch", "2023", "1", "kg")])
    assert rules(findings) == ["LG018"]
    assert "inventory.total[period=2023,basis=location]" in book.missing


def test_an_unknown_refrigerant_is_refused() -> None:
    _, findings = ledger(document(sources=[source("ac", "fugitive", "kg", gas="R9999")]), [("ac", "2023", "1", "kg")])
    assert "R410A" in str(_one(findings, "LG018").hint)


@pytest.mark.parametrize("material", ["", "制冷剂"])
def test_a_leak_that_names_no_gas_is_not_taken_for_co2(material: str) -> None:
    """Taken for CO2, a kilogram of refrigerant would count some two thousand times too little."""
    sources = [source("ac", "fugitive", "kg", material=material)]
    book, findings = ledger(document(sources=sources), [("ac", "2023", "12", "kg")])
    assert (material or "-") in _one(findings, "LG018").message.zh
    assert "inventory.total[period=2023,basis=location]" in book.missing


def _instrument(**more: Any) -> dict[str, Any]:
    return {
        "id": "gec",
        "kind": "green-certificate",
        "site": "works",
        "period": 2023,
        "quantity": "600 MWh",
        "factor": "0 tCO2/MWh",
        "evidence": "证书",
        **more,
    }


def test_certificates_beyond_the_purchase_are_refused() -> None:
    data = document(sources=[POWER], instruments=[_instrument(), _instrument(id="more", quantity="500 MWh")])
    book, findings = ledger(data, [("power", "2023", "1000", "MWh")])
    assert _one(findings, "LG019").message.zh.count("1100") == 1
    assert "inventory.total[period=2023,basis=market]" in book.missing
    assert "inventory.total[period=2023,basis=location]" in book.facts


def test_a_certificate_of_another_year_is_not_used() -> None:
    _, findings = ledger(
        document(sources=[POWER], instruments=[_instrument(period=2021)]), [("power", "2023", "1000", "MWh")]
    )
    assert rules(findings) == ["LG021"]


def _site(region: str) -> dict[str, Any]:
    site = {"id": "works", "name": "工厂", "address": "某路1号", "region": region}
    return {"consolidation": "operational-control", "sites": [site]}


def test_a_province_without_factor_lists_what_there_is() -> None:
    _, findings = ledger(document(sources=[POWER], boundary=_site("西藏")), [("power", "2023", "1", "MWh")])
    assert "全国" in str(_one(findings, "LG014").hint)


def test_a_province_in_two_grids_must_say_which() -> None:
    criteria = {**document()["criteria"], "electricity_level": "grid-region"}
    data = document(sources=[POWER], boundary=_site("内蒙古自治区"), criteria=criteria)
    _, findings = ledger(data, [("power", "2023", "1", "MWh")])
    assert "华北" in str(_one(findings, "LG015").hint)


def _dated(date: str) -> list[dict[str, Any]]:
    return [{**document()["documents"][0], "date": date}]


def test_a_factor_announced_after_the_report_is_not_used() -> None:
    early, _ = ledger(document(sources=[POWER], documents=_dated("2025-04-18")), [("power", "2023", "1", "MWh")])
    late, _ = ledger(document(sources=[POWER], documents=_dated("2026-04-18")), [("power", "2023", "1", "MWh")])
    key = "factor.electricity[entity=works,period=2023,basis=location]"
    assert (str(early[key].value), str(late[key].value)) == ("0.4900", "0.4976")


@pytest.mark.parametrize(("date", "found"), [("2025-04-18", {"LG030"}), ("2026-04-18", set())])
def test_a_fixed_year_that_was_not_yet_announced_is_a_finding(date: str, found: set[str]) -> None:
    criteria = {**document()["criteria"], "electricity_year": 2023}
    data = document(sources=[POWER], criteria=criteria, documents=_dated(date))
    _, findings = ledger(data, [("power", "2023", "1", "MWh")])
    assert set(rules(findings)) == found


def test_a_fixed_older_data_year_is_noted_when_a_newer_one_was_out() -> None:
    criteria = {**document()["criteria"], "electricity_year": 2022}
    data = document(sources=[POWER], criteria=criteria)
    book, findings = ledger(data, [("power", "2023", "1", "MWh")])
    assert set(rules(findings)) == {"LG016"}
    reference = book["factor.electricity[entity=works,period=2023,basis=location]"].reference
    assert reference is not None
    assert reference.year == "2022"


def test_equal_results_by_both_methods_need_equal_factors() -> None:
    book, _ = ledger(document(sources=[POWER]), [("power", "2023", "1000", "MWh")])
    assert (
        book["inventory.total[period=2023,basis=location]"].value
        != book["inventory.total[period=2023,basis=market]"].value
    )


def test_a_source_without_uncertainty_stops_the_inventory_s() -> None:
    known = source("a", "process", "t", factor="石灰石", material="石灰石", uncertainty={"activity": 5, "factor": 5})
    unknown = source("b", "process", "t", factor="石灰石", material="石灰石")
    book, findings = ledger(document(sources=[known, unknown]), [("a", "2023", "1", "t"), ("b", "2023", "1", "t")])
    assert rules(findings) == ["LG027"]
    assert "uncertainty.total[period=2023]" in book.missing


def test_a_difference_above_the_threshold_wants_its_reason() -> None:
    base = {"year": 2023, "reason": "首年", "published": "400 tCO2e", "threshold": "5 %"}
    sources = [source("flux", "process", "t", material="石灰石", factor="石灰石")]
    periods = {"reporting": [2023], "current": 2023, "base_year": base}
    rows: list[Row] = [("flux", "2023", "1000", "t")]
    _, findings = ledger(document(sources=sources, periods=periods), rows)
    assert "10.00%" in _one(findings, "LG028").message.zh
    explained = {**periods, "base_year": {**base, "changes": "边界扩大"}}
    _, findings = ledger(document(sources=sources, periods=explained), rows)
    assert not findings


@pytest.mark.parametrize(("recalculated", "exceeds"), [("105.0000004", True), ("105", False), ("94.9999996", True)])
def test_the_threshold_is_held_against_the_exact_difference(recalculated: str, exceeds: bool) -> None:
    """105.0000004 t shows as 105.00 t and 5.00 %, and is still more than 5 % above 100 t."""
    base = {"year": 2023, "reason": "首年", "published": "100 tCO2e", "threshold": "5 %"}
    sources = [source("weld", "fugitive", "t", material="保护气", gas="CO2")]
    periods = {"reporting": [2023], "current": 2023, "base_year": base}
    _, findings = ledger(document(sources=sources, periods=periods), [("weld", "2023", recalculated, "t")])
    assert ("LG028" in rules(findings)) is exceeds


def test_marks_are_carried_to_the_total() -> None:
    book, _ = ledger(document(sources=[COAL]), [("coal", "2023", "1", "t")])
    assert book["inventory.total[period=2023,basis=location]"].mark == "secondary"
    criteria = {**document()["criteria"], "fuels": "cn-fuels-guide24-steel-2013"}
    book, _ = ledger(document(sources=[COAL], criteria=criteria), [("coal", "2023", "1", "t")])
    assert book["inventory.total[period=2023,basis=location]"].mark == "unconfirmed"


def test_every_fact_leads_to_a_place_or_to_other_facts() -> None:
    """No leaf of the ledger is without its origin: a file and line, or a data set's row."""
    sources = [COAL, POWER, source("ac", "fugitive", "kg", gas="R410A")]
    rows: list[Row] = [("coal", "2023", "1", "t"), ("power", "2023", "1", "MWh"), ("ac", "2023", "1", "kg")]
    book, _ = ledger(document(sources=sources), rows)
    for fact in book:
        if fact.formula is None:
            assert fact.position is not None, fact.key
        for key in fact.inputs:
            assert key in book.facts, fact.key


def test_a_direct_line_counts_with_its_own_factor_by_both_methods() -> None:
    factor = {"value": 0.3, "unit": "kgCO2e/kWh", "source": "供电合同", "mark": "confirmed"}
    sources = [source("line", "purchased-electricity", "MWh", factor=factor)]
    book, findings = ledger(document(sources=sources), [("line", "2023", "10", "MWh")])
    assert not findings
    for basis in ("location", "market"):
        assert book[f"inventory.scope[period=2023,scope=2,basis={basis}]"].value == 3


def test_energy_sold_is_refused_in_co2e() -> None:
    factor = {"value": 0.1, "unit": "tCO2e/GJ", "source": "例", "mark": "secondary"}
    sources = [source("heat", "sold-heat", "GJ", factor=factor)]
    book, findings = ledger(document(sources=sources), [("heat", "2023", "10", "GJ")])
    assert rules(findings) == ["LG029"]
    assert "inventory.sold[period=2023]" in book.missing


def test_electricity_sold_takes_the_grid_factor_and_stays_out_of_the_total() -> None:
    sources = [source("feed-in", "sold-electricity", "MWh"), source("pv", "self-generated-electricity", "MWh")]
    book, findings = ledger(document(sources=sources), [("feed-in", "2023", "40", "MWh"), ("pv", "2023", "100", "MWh")])
    assert not findings
    assert book["inventory.sold[period=2023]"].value == Decimal("19.904")
    assert book["inventory.total[period=2023,basis=location]"].value == 0
    assert book["electricity.total[period=2023]"].value == 60
    assert book["energy.total[period=2023]"].value == Decimal("7.374")


def test_an_assumed_quantity_says_so() -> None:
    inline = [{"source": "coal", "period": "2023", "quantity": "10 t", "assumed": True}]
    data = document(sources=[COAL], activity={"inline": inline})
    book, _ = ledger(data, [("coal", "2023", "10", "t")])
    assert book["activity.quantity[period=2023,source=coal]"].kind == "assumed"


def test_an_unknown_calculation_lists_the_known() -> None:
    outcome = compute(project(document(sources=[COAL]), [("coal", "2023", "1", "t")]), ["inventery", "pathway"])
    (found,) = outcome.findings
    assert found.rule == "LG022"
    assert "inventory" in str(found.hint)
    assert outcome.value is not None
    assert "inventory.total[period=2023,basis=location]" in outcome.value.facts
