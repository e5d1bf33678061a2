"""A footprint as a product footprint of the PACT data model, version 3, for exchange with customers and suppliers.

Method: PACT Technical Specifications for PCF Data Exchange, version 3.0: ``ProductFootprint`` and ``CarbonFootprint``
with their names, units (kgCO2e, kgC, kg for the declared unit) and decimal strings without exponent. Fossil emissions
hold the aircraft part (also given apart) and, under substitution, the credit; biogenic CO2 that is emitted counts in
both values, what is taken up in one alone::

    pcfExcludingBiogenicUptake = fossil + land use change + biogenic CO2 + biogenic non-CO2
    pcfIncludingBiogenicUptake = pcfExcludingBiogenicUptake + biogenicCO2Uptake

Inputs: the ledger; ``footprints[].exchange``, ``.unit``, ``.carbon``, ``.year``, ``criteria.gwp``.

Outputs: a mapping ready for JSON. A value that the ledger does not have is left out; :func:`lacking` says which
properties the specification requires and the footprint has not.

Errors: none; nothing is recorded here.

Example: the properties that the specification requires and its formulas of the two values, in
``tests/calculations/footprint/test_pact.py``; no published footprint with its inputs was found.

Marks: the specification was read in the public repository wbcsd/data-exchange-protocol (spec/v3/openapi.yaml).
"""

from __future__ import annotations

import datetime
from decimal import Decimal, localcontext
from typing import Any

from generator.base.units import parse_unit
from generator.calculations.footprint.system import PARTS
from generator.ledger.context import Context, spell_key
from generator.ledger.expression import number
from generator.ledger.ledger import Ledger
from generator.project.project import Project
from generator.project.sections.footprint import DataExchange, Footprint

VERSION = "3.0.0"
#: Units of the data model, as this engine spells them.
_UNITS = {
    "liter": "L",
    "kilogram": "kg",
    "cubic meter": "m3",
    "kilowatt hour": "kWh",
    "megajoule": "MJ",
    "ton kilometer": "tkm",
    "square meter": "m2",
    "piece": "piece",
}
_REQUIRED = (
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
)


def product_footprint(ledger: Ledger, project: Project, name: str) -> dict[str, Any]:
    """Return the footprint ``name`` as a ProductFootprint; empty where the project says nothing for exchange.

    Raises:
        KeyError: there is no such footprint.
    """
    footprint = _find(project, name)
    said = footprint.exchange
    if said is None:
        return {}
    whole: dict[str, Any] = {
        "id": said.id,
        "specVersion": VERSION,
        "created": _moment(said.created),
        "status": "Active",
        "companyName": project.file.client.name.text.en,
        "companyIds": list(said.company_ids),
        "productDescription": said.description,
        "productIds": list(said.product_ids),
        "productNameCompany": footprint.product.text.en,
        "pcf": _carbon_footprint(ledger, project, footprint, said),
    }
    if said.classifications:
        whole["productClassifications"] = list(said.classifications)
    if said.comment:
        whole["comment"] = said.comment
    return whole


def lacking(ledger: Ledger, project: Project, name: str) -> tuple[str, ...]:
    """Return the properties that the specification requires and the footprint cannot give."""
    whole = product_footprint(ledger, project, name)
    if not whole:
        return ("exchange",)
    pcf = whole["pcf"]
    return tuple(one for one in _REQUIRED if one not in pcf)


def _find(project: Project, name: str) -> Footprint:
    for one in project.file.footprints:
        if one.id == name:
            return one
    raise KeyError(name)


def _moment(value: datetime.datetime) -> str:
    aware = value if value.tzinfo else value.replace(tzinfo=datetime.UTC)
    return aware.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _carbon_footprint(ledger: Ledger, project: Project, footprint: Footprint, said: DataExchange) -> dict[str, Any]:
    boundary = [f"{n}) {stage.name.text.en}" for n, stage in enumerate(footprint.stages, 1)]
    pcf: dict[str, Any] = {
        "declaredUnitOfMeasurement": said.declared_unit,
        **_numbers(_unit(footprint, said)),
        **_numbers(_emissions(ledger, footprint.id)),
        **_numbers(_contents(ledger, footprint.id)),
        "ipccCharacterizationFactors": [project.file.criteria.gwp],
        "crossSectoralStandards": list(said.standards),
        "boundaryProcessesDescription": " ".join(boundary),
        "referencePeriodStart": f"{footprint.year}-01-01T00:00:00Z",
        "referencePeriodEnd": f"{footprint.year + 1}-01-01T00:00:00Z",
        **_numbers(_quality(ledger, footprint)),
    }
    pcf["packagingEmissionsIncluded"] = "packagingGhgEmissions" in pcf
    if said.ccs is not None:
        pcf["ccsTechnologicalCO2CaptureIncluded"] = said.ccs
    if footprint.rules:
        rules = {"operator": "Other", "otherOperatorName": "PCR", "ruleNames": [footprint.rules]}
        pcf["productOrSectorSpecificRules"] = [rules]
    if said.subdivision:
        pcf["geographyCountrySubdivision"] = said.subdivision
    elif said.country:
        pcf["geographyCountry"] = said.country
    if said.secondary_sources:
        sources = [{"name": name, "version": version} for name, version in said.secondary_sources.items()]
        pcf["secondaryEmissionFactorSources"] = sources
    reasons = [process.allocation.reason.text.en for process in footprint.processes if process.allocation]
    if reasons:
        pcf["allocationRulesDescription"] = "; ".join(dict.fromkeys(reasons))
    if left := [e.excluded.reason.text.en for p in footprint.processes for e in p.exchanges if e.excluded]:
        pcf["exemptedEmissionsDescription"] = "; ".join(dict.fromkeys(left))
    ratings = {f"{indicator}DQR": _value(ledger, "dqr", footprint.id, indicator=indicator) for indicator in _RATINGS}
    if all(value is not None for value in ratings.values()):
        pcf["dqi"] = _numbers(ratings)
    return pcf


_RATINGS = ("technological", "temporal", "geographical")
_CONTENTS = {
    "fossil": "fossilCarbonContent",
    "biogenic": "biogenicCarbonContent",
    "packaging": "packagingBiogenicCarbonContent",
}
#: Declared units of products whose mass says nothing: it is then 0.
_MASSLESS = ("kilowatt hour", "megajoule", "ton kilometer", "hour", "megabit second")


def _numbers(values: dict[str, Decimal | None]) -> dict[str, str]:
    """Spell what there is as decimal strings."""
    return {key: number(value) for key, value in values.items() if value is not None}


def _value(ledger: Ledger, fact_id: str, name: str, **more: str) -> Decimal | None:
    fact = ledger.facts.get(spell_key(f"footprint.{fact_id}", Context.of(product=name, **more)))
    return fact.value if fact is not None else None


def _unit(footprint: Footprint, said: DataExchange) -> dict[str, Decimal | None]:
    unit = footprint.unit
    wanted = _UNITS.get(said.declared_unit)
    typed = parse_unit(unit.amount.unit).plain
    found: dict[str, Decimal | None] = {"declaredUnitAmount": None, "productMassPerDeclaredUnit": None}
    with localcontext(prec=34):
        if wanted is not None and typed.converts_to(parse_unit(wanted)):
            found["declaredUnitAmount"] = unit.amount.value * typed.conversion(parse_unit(wanted))
        mass = unit.mass or (unit.amount if typed.converts_to(parse_unit("kg")) else None)
        if mass is not None and (plain := parse_unit(mass.unit).plain).converts_to(parse_unit("kg")):
            found["productMassPerDeclaredUnit"] = mass.value * plain.conversion(parse_unit("kg"))
        elif said.declared_unit in _MASSLESS:
            found["productMassPerDeclaredUnit"] = Decimal(0)
    return found


def _emissions(ledger: Ledger, name: str) -> dict[str, Decimal | None]:
    parts = {part: _value(ledger, "part", name, category=part) for part in PARTS}
    known = {part: value for part, value in parts.items() if value is not None}
    if len(known) < len(PARTS):
        return {}
    credit = _value(ledger, "credit_total", name) or Decimal(0)
    with localcontext(prec=34):
        fossil = known["fossil"] + known["aircraft"] - credit
        excluding = fossil + known["luc"] + known["biogenic"] + known["biogenic-other"]
        found: dict[str, Decimal | None] = {
            "pcfExcludingBiogenicUptake": excluding,
            "pcfIncludingBiogenicUptake": excluding + known["removal"],
            "fossilGhgEmissions": fossil if fossil >= 0 else None,
            "landUseChangeGhgEmissions": known["luc"],
            "biogenicNonCO2Emissions": known["biogenic-other"],
            "biogenicCO2Uptake": known["removal"],
            "aircraftGhgEmissions": known["aircraft"],
            "packagingGhgEmissions": _value(ledger, "packaging", name),
        }
    return found


def _contents(ledger: Ledger, name: str) -> dict[str, Decimal | None]:
    found: dict[str, Decimal | None] = {}
    for element, said in _CONTENTS.items():
        fact = ledger.facts.get(spell_key("footprint.carbon", Context.of(product=name, element=element)))
        wanted = parse_unit("kgC")
        if fact is not None and fact.unit.converts_to(wanted):
            with localcontext(prec=34):
                found[said] = fact.value * fact.unit.conversion(wanted)
    return found


def _quality(ledger: Ledger, footprint: Footprint) -> dict[str, Decimal | None]:
    primary = _value(ledger, "primary_share", footprint.id)
    found: dict[str, Decimal | None] = {"primaryDataShare": primary, "exemptedEmissionsPercent": None}
    excluded = any(e.excluded for p in footprint.processes for e in p.exchanges)
    if not excluded:
        found["exemptedEmissionsPercent"] = Decimal(0)
    elif footprint.cut_off is not None and footprint.cut_off.basis == "emission":
        found["exemptedEmissionsPercent"] = _value(ledger, "cut_off_total", footprint.id)
    return found
