"""A footprint as a PACT product footprint: names and forms of the specification, version 3."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.calculations.footprint.pact import lacking, product_footprint
from generator.project.load import load_data
from tests.calculations.footprint.pact_schema import PRODUCT_FOOTPRINT, REQUIRED
from tests.calculations.footprint.small import exchange, factor, footprint, process, solve
from tests.calculations.worked import write

#: ``Decimal`` of the specification (spec/v3/openapi.yaml).
DECIMAL = re.compile(r"^[+-]?\d+(\.\d+)?$")
SAID = {
    "id": "91715e5e-fd0b-4d1c-8fab-76290c46e6ed",
    "created": "2024-03-01T09:32:20Z",
    "company_ids": ["urn:company:example:company1"],
    "product_ids": ["urn:gtin:5695872369587"],
    "description": "生物乙醇",
    "declared_unit": "kilogram",
    "standards": ["ISO14067", "PACT-3.0"],
    "country": "CN",
}
SCORES = {"reliability": 1, "completeness": 1, "temporal": 2, "geographical": 2, "technological": 3}


def _case(**more: Any) -> dict[str, Any]:
    part = {"data": "primary", "quality": SCORES, "amount": "1 kg"}
    listed = [
        exchange("corn", **part, factor=factor("1.5"), parts=[{"origin": "removal", "factor": factor("1.5")}]),
        exchange("land", **part, factor=factor("0.25"), origin="luc"),
        exchange("ferment", **part, factor=factor("0.6"), origin="biogenic"),
        exchange("manure", **part, factor=factor("0.1"), origin="biogenic-other"),
        exchange("flight", **part, factor=factor("0.2"), origin="aircraft"),
    ]
    carbon = {"biogenic": "410 gC", "fossil": "0 kgC", "source": "元素分析"}
    return footprint(process("making", *listed), **{"exchange": SAID, "carbon": carbon, **more})


def _export(folder: Path, case: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    project, ledger, findings = solve(folder, case)
    assert not [f.message.en for f in findings]
    return product_footprint(ledger, project, "thing"), lacking(ledger, project, "thing")


def test_the_two_values_follow_the_formulas_of_the_specification(tmp_path: Path) -> None:
    whole, without = _export(tmp_path, _case())
    pcf = whole["pcf"]
    value = {key: Decimal(text) for key, text in pcf.items() if isinstance(text, str) and DECIMAL.match(text)}
    assert without == ()
    assert pcf.keys() >= set(REQUIRED)
    parts = ("fossilGhgEmissions", "landUseChangeGhgEmissions", "biogenicNonCO2Emissions")
    excluding = sum((value[part] for part in parts), Decimal("0.6"))  # and the biogenic CO2 of fermentation
    assert value["pcfExcludingBiogenicUptake"] == excluding == Decimal("2.65")
    assert value["pcfIncludingBiogenicUptake"] == excluding + value["biogenicCO2Uptake"] == Decimal("1.15")
    assert value["aircraftGhgEmissions"] == Decimal("0.2")
    assert value["biogenicCO2Uptake"] == Decimal("-1.5")
    assert value["biogenicCarbonContent"] == Decimal("0.41")
    assert value["declaredUnitAmount"] == value["productMassPerDeclaredUnit"] == 10
    assert value["exemptedEmissionsPercent"] == 0
    assert value["primaryDataShare"] == 100
    assert pcf["dqi"]["technologicalDQR"] == "3"
    assert pcf["referencePeriodEnd"] == "2024-01-01T00:00:00Z"
    assert pcf["geographyCountry"] == "CN"


def test_it_is_json_and_no_number_is_a_float(tmp_path: Path) -> None:
    whole, _ = _export(tmp_path, _case())

    def walk(value: Any) -> None:
        assert isinstance(value, str | bool | dict | list)
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            walk(part)

    walk(whole)
    assert json.loads(json.dumps(whole)) == whole
    assert whole["created"] == "2024-03-01T09:32:20Z"
    assert whole["specVersion"] == "3.0.0"


def test_what_is_missing_is_left_out_and_named(tmp_path: Path) -> None:
    whole, without = _export(tmp_path, _case(carbon=None))
    assert set(without) == {"fossilCarbonContent"}
    assert not set(without) & set(whole["pcf"])


def test_a_project_that_says_nothing_for_exchange(tmp_path: Path) -> None:
    assert _export(tmp_path, _case(exchange=None)) == ({}, ("exchange",))


def _faults(whole: dict[str, Any]) -> list[str]:
    return [error.message for error in Draft202012Validator(PRODUCT_FOOTPRINT).iter_errors(whole)]


def _two_products() -> dict[str, Any]:
    replaced = {"id": "slag", "name": "渣", "amount": "2 kg", "replaces": factor(1)}
    how = {"method": "substitution", "reason": "renewed", "tolerance": "50 %"}
    return process("making", exchange(data="secondary"), products=[replaced], allocation=how)


FULL = _case(
    unit={"kind": "declared", "text": "1 箱", "amount": "2 piece", "mass": "9.5 kg"},
    demand=[{"process": "making", "amount": "20 kg"}],
    rules="PCR 2019:14",
    exchange={
        **SAID,
        "declared_unit": "piece",
        "company_ids": ["urn:a:b", "urn:a:b", "urn:a:c"],
        "classifications": ["urn:pact:productclassification:un-cpc:1234"],
        "standards": ["ISO14067", "ISO14067"],
        "subdivision": "CN-HN",
        "ccs": False,
        "comment": "First version.",
    },
)
CASES = {
    "bioethanol": _case(),
    "every property": FULL,
    "substitution": footprint(
        _two_products(),
        exchange={**SAID, "secondary_sources": {"ecoinvent": "3.9.1"}},
        carbon={"biogenic": "0 kgC", "packaging": "10 gC", "fossil": "1 kgC", "source": "分析"},
    ),
    "electricity": footprint(
        unit={"kind": "declared", "text": "1 MWh", "amount": "1 MWh"},
        exchange={**SAID, "declared_unit": "kilowatt hour"},
        carbon={"biogenic": "0 kgC", "fossil": "0 kgC", "source": "无"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_has_the_names_and_forms_of_the_specification(tmp_path: Path, name: str) -> None:
    whole, without = _export(tmp_path, CASES[name])
    assert without == ()
    assert not _faults(whole)


def test_what_the_specification_requires_is_what_is_looked_for(tmp_path: Path) -> None:
    project, ledger, _ = solve(tmp_path, _case(carbon=None))
    whole = product_footprint(ledger, project, "thing")
    assert _faults(whole) == ["'fossilCarbonContent' is a required property"]
    assert lacking(ledger, project, "thing") == ("fossilCarbonContent",)


def test_a_credit_is_named_with_its_amount(tmp_path: Path) -> None:
    whole, _ = _export(tmp_path, CASES["substitution"])
    assert whole["pcf"]["fossilGhgEmissions"] == "18"
    assert "2 kgCO2e" in whole["pcf"]["allocationRulesDescription"]


def test_a_credit_beyond_the_emissions_leaves_the_fossil_emissions_out(tmp_path: Path) -> None:
    one = _two_products()
    one["products"][0]["replaces"] = factor(100)
    whole, without = _export(tmp_path, footprint(one, exchange=SAID))
    assert "fossilGhgEmissions" in without
    assert "fossilGhgEmissions" not in whole["pcf"]
    assert whole["pcf"]["pcfExcludingBiogenicUptake"] == "-180"


def test_the_weakest_mark_goes_with_the_footprint(tmp_path: Path) -> None:
    whole, _ = _export(tmp_path, FULL)
    assert whole["comment"] == "First version. The footprint reads figures that are marked unconfirmed."


def test_secondary_data_ask_for_their_sources(tmp_path: Path) -> None:
    _, without = _export(tmp_path / "a", footprint(process("making", exchange(data="secondary")), exchange=SAID))
    assert "secondaryEmissionFactorSources" in without
    named = {**SAID, "secondary_sources": {"ecoinvent": "3.9.1"}}
    whole, _ = _export(tmp_path / "b", footprint(process("making", exchange(data="primary")), exchange=named))
    assert "secondaryEmissionFactorSources" not in whole["pcf"]


def test_packaging_emissions_are_without_uptake(tmp_path: Path) -> None:
    uptake = [{"origin": "removal", "factor": factor("1.5")}]
    box = exchange("box", amount="2 kg", factor=factor("0.8"), parts=uptake, packaging=True)
    whole, _ = _export(tmp_path, footprint(process("making", exchange(), box), exchange=SAID))
    assert whole["pcf"]["packagingEmissionsIncluded"] is True
    assert whole["pcf"]["packagingGhgEmissions"] == "1.6"


def test_packaging_made_from_what_took_co2_up_is_left_out(tmp_path: Path) -> None:
    box = exchange("box", amount="2 kg", factor=None, process="mill", packaging=True)
    wood = exchange("wood", parts=[{"origin": "removal", "factor": factor("1.5")}])
    whole, _ = _export(tmp_path, footprint(process("making", exchange(), box), process("mill", wood), exchange=SAID))
    assert whole["pcf"]["packagingEmissionsIncluded"] is True
    assert "packagingGhgEmissions" not in whole["pcf"]


def test_a_product_declared_in_kilogram_but_counted_in_pieces_gives_its_mass(tmp_path: Path) -> None:
    unit = {"kind": "declared", "text": "一扇车门", "amount": "1 piece", "mass": "0.08 t"}
    whole, _ = _export(tmp_path, footprint(unit=unit, exchange=SAID))
    assert whole["pcf"]["declaredUnitAmount"] == whole["pcf"]["productMassPerDeclaredUnit"] == "80"


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("id", "thing-1", "id: thing-1"),
        ("company_ids", ["甲公司"], "- 甲公司"),
        ("product_ids", ["5695872369587"], "- '5695872369587'"),
        ("standards", ["ISO 14067"], "- ISO 14067"),
    ],
)
def test_what_the_specification_does_not_allow_is_refused_at_its_line(
    tmp_path: Path, key: str, value: Any, line: str
) -> None:
    root = write(tmp_path, {"project": {"footprints": [footprint(exchange={**SAID, key: value})]}})
    lines = (root / "project.yaml").read_text(encoding="utf-8").splitlines()
    found = load_data(root).findings
    assert [lines[f.position.line - 1].strip() for f in found] == [line]
    assert all(f.hint is not None and f.hint.en for f in found)


def test_a_whole_life_is_not_for_exchange(tmp_path: Path) -> None:
    unit = {"kind": "functional", "text": "一年", "amount": "10 kg"}
    root = write(
        tmp_path, {"project": {"footprints": [footprint(unit=unit, boundary="cradle-to-grave", exchange=SAID)]}}
    )
    assert [f.rule for f in load_data(root).findings] == ["IN023"]
