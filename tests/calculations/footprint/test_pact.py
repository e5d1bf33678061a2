"""A footprint as a PACT product footprint: names and forms of the specification, version 3."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.calculations.footprint.pact import lacking, product_footprint
from tests.calculations.footprint.small import exchange, factor, footprint, process, solve

#: ``Decimal`` of the specification (spec/v3/openapi.yaml).
DECIMAL = re.compile(r"^[+-]?\d+(\.\d+)?$")
#: What ``CarbonFootprint`` requires there.
REQUIRED = {
    "declaredUnitOfMeasurement",
    "declaredUnitAmount",
    "productMassPerDeclaredUnit",
    "referencePeriodStart",
    "referencePeriodEnd",
    "pcfExcludingBiogenicUptake",
    "pcfIncludingBiogenicUptake",
    "fossilGhgEmissions",
    "fossilCarbonContent",
    "ipccCharacterizationFactors",
    "crossSectoralStandards",
    "exemptedEmissionsPercent",
}
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
    assert pcf.keys() >= REQUIRED
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
