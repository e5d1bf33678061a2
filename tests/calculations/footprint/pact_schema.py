"""Names, required properties and forms of a PACT product footprint, kept by hand.

Source: PACT Technical Specifications for PCF Data Exchange, version 3.0.0, the schemas ``ProductFootprint``,
``CarbonFootprint``, ``ProductOrSectorSpecificRule``, ``EmissionFactorSource`` and ``DataQualityIndicators`` of
spec/v3/openapi.yaml in the public repository wbcsd/data-exchange-protocol, commit 036cd63. Of its properties those
stand here that the engine writes; a property that is not listed is refused.
"""

from __future__ import annotations

from typing import Any

_NON_EMPTY = {"type": "string", "minLength": 1}
_TEXT = {"type": "string"}
_MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
_DECIMAL = {"type": "string", "pattern": r"^[+-]?\d+(\.\d+)?$"}
_ABOVE_ZERO = {"type": "string", "pattern": r"^[+]?((\d*[1-9]\d*)(\.\d+)?|(0+\.\d*[1-9]\d*))$"}
_ZERO_OR_ABOVE = {"type": "string", "pattern": r"^[+]?\d+(\.\d+)?$"}
_ZERO_OR_BELOW = {"type": "string", "pattern": r"^(-\d+(\.\d+)?|0+(\.0+)?)$"}
_URN = {"type": "string", "pattern": "^([uU][rR][nN]):"}


def _set(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": 1, "uniqueItems": True}


def _closed(properties: dict[str, Any], *optional: str) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


_RULE = _closed(
    {
        "operator": {"enum": ["PEF", "EPD International", "Other"]},
        "ruleNames": _set(_NON_EMPTY),
        "otherOperatorName": _NON_EMPTY,
    },
    "otherOperatorName",
)
_SOURCE = _closed({"name": _NON_EMPTY, "version": _NON_EMPTY})
_RATINGS = _closed({f"{one}DQR": _DECIMAL for one in ("technological", "geographical", "temporal")})

#: What ``CarbonFootprint`` requires.
REQUIRED: dict[str, Any] = {
    "declaredUnitOfMeasurement": {
        "enum": [
            "liter",
            "kilogram",
            "cubic meter",
            "kilowatt hour",
            "megajoule",
            "ton kilometer",
            "square meter",
            "piece",
            "hour",
            "megabit second",
        ]
    },
    "declaredUnitAmount": _ABOVE_ZERO,
    "productMassPerDeclaredUnit": _DECIMAL,
    "referencePeriodStart": _MOMENT,
    "referencePeriodEnd": _MOMENT,
    "pcfExcludingBiogenicUptake": _DECIMAL,
    "pcfIncludingBiogenicUptake": _DECIMAL,
    "fossilGhgEmissions": _ZERO_OR_ABOVE,
    "fossilCarbonContent": _ZERO_OR_ABOVE,
    "ipccCharacterizationFactors": _set({"type": "string", "pattern": r"^AR\d+$"}),
    "crossSectoralStandards": _set(
        {"enum": ["ISO14067", "ISO14083", "ISO14040-44", "GHGP-Product", "PEF", "PACT-1.0", "PACT-2.0", "PACT-3.0"]}
    ),
    "exemptedEmissionsPercent": _DECIMAL,
}
_OPTIONAL: dict[str, Any] = {
    "geographyCountry": {"type": "string", "pattern": "^[A-Z]{2}$"},
    "geographyCountrySubdivision": {"type": "string", "pattern": "^[A-Z]{2}-[A-Z0-9]{1,3}$"},
    "boundaryProcessesDescription": _TEXT,
    "biogenicCarbonContent": _ZERO_OR_ABOVE,
    "landUseChangeGhgEmissions": _ZERO_OR_ABOVE,
    "biogenicCO2Uptake": _ZERO_OR_BELOW,
    "biogenicNonCO2Emissions": _ZERO_OR_ABOVE,
    "aircraftGhgEmissions": _ZERO_OR_ABOVE,
    "packagingEmissionsIncluded": {"type": "boolean"},
    "packagingGhgEmissions": _ZERO_OR_ABOVE,
    "packagingBiogenicCarbonContent": _ZERO_OR_ABOVE,
    "ccsTechnologicalCO2CaptureIncluded": {"type": "boolean"},
    "productOrSectorSpecificRules": _set(_RULE),
    "exemptedEmissionsDescription": _TEXT,
    "allocationRulesDescription": _TEXT,
    "secondaryEmissionFactorSources": {"type": "array", "items": _SOURCE, "minItems": 1},
    "primaryDataShare": _DECIMAL,
    "dqi": _RATINGS,
}
_CARBON_FOOTPRINT = {
    **_closed({**REQUIRED, **_OPTIONAL}, *_OPTIONAL),
    "not": {"required": ["geographyCountry", "geographyCountrySubdivision"]},
}
PRODUCT_FOOTPRINT = _closed(
    {
        "id": {"type": "string", "pattern": "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"},
        "specVersion": {"const": "3.0.0"},
        "created": _MOMENT,
        "status": {"enum": ["Active", "Deprecated"]},
        "companyName": _NON_EMPTY,
        "companyIds": _set(_URN),
        "productDescription": _TEXT,
        "productIds": _set(_URN),
        "productClassifications": _set(_URN),
        "productNameCompany": _NON_EMPTY,
        "comment": _TEXT,
        "pcf": _CARBON_FOOTPRINT,
    },
    "productClassifications",
    "comment",
)
