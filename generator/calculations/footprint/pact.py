"""A footprint as a product footprint of the PACT data model, version 3, for exchange with customers and suppliers.

Method: PACT Technical Specifications for PCF Data Exchange, version 3.0: ``ProductFootprint`` and ``CarbonFootprint``
with their names, units (kgCO2e, kgC, kg for the declared unit) and decimal strings without exponent. Fossil emissions
hold the aircraft part (also given apart) and, under substitution, the credit, which ``allocationRulesDescription``
names with its amount; biogenic CO2 that is emitted counts in both values, what is taken up in one alone::

    pcfExcludingBiogenicUptake = fossil + land use change + biogenic CO2 + biogenic non-CO2
    pcfIncludingBiogenicUptake = pcfExcludingBiogenicUptake + biogenicCO2Uptake

Inputs: the ledger; ``footprints[].exchange``, ``.unit``, ``.carbon``, ``.year``, ``criteria.gwp``.

Outputs: a mapping ready for JSON. A value that the ledger does not have, or that the specification does not allow (an
amount that is not above zero, fossil emissions below zero), is left out; :func:`lacking` says which properties the
specification requires and the footprint has not. Packaging emissions are without uptake; where a process of the
system makes the packaging from what took CO2 up they are left out. The data model has no place for marks: the comment
names the weakest mark of the figures that the total reads.

Errors: none; nothing is recorded here.

Example: the properties that the specification requires and its formulas of the two values, in
``tests/calculations/footprint/test_pact.py``; no published footprint with its inputs was found.

Marks: the specification was read in the public repository wbcsd/data-exchange-protocol (spec/v3/openapi.yaml).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal, localcontext
from typing import Any

from generator.base.units import parse_unit
from generator.calculations.footprint.results import origins
from generator.calculations.footprint.system import PARTS
from generator.ledger.context import Context, spell_key
from generator.ledger.expression import number
from generator.ledger.fact import Mark
from generator.ledger.ledger import Ledger
from generator.project.node import Amount
from generator.project.project import Project
from generator.project.sections.footprint import DataExchange, Footprint
from generator.project.sections.footprint_process import Exchange

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
    "hour": "h",
}
#: Reports of the IPCC as the specification names them.
_REPORTS = {"SAR": "AR2"}
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
        "companyIds": _once(said.company_ids),
        "productDescription": said.description,
        "productIds": _once(said.product_ids),
        "productNameCompany": footprint.product.text.en,
        "pcf": _carbon_footprint(ledger, project, footprint, said),
    }
    if said.classifications:
        whole["productClassifications"] = _once(said.classifications)
    if comment := " ".join(part for part in (said.comment, _marked(ledger, name)) if part):
        whole["comment"] = comment
    return whole


def _marked(ledger: Ledger, name: str) -> str:
    """Say how well the figures behind the total are known, where not all are confirmed."""
    fact = ledger.facts.get(spell_key("footprint.total", Context.of(product=name)))
    if fact is None or fact.mark is Mark.CONFIRMED:
        return ""
    return f"The footprint reads figures that are marked {fact.mark.value}."


def _once(values: Iterable[str]) -> list[str]:
    """Return values without repetition: the specification's lists are sets."""
    return list(dict.fromkeys(values))


def lacking(ledger: Ledger, project: Project, name: str) -> tuple[str, ...]:
    """Return the properties that the specification requires and the footprint cannot give."""
    whole = product_footprint(ledger, project, name)
    if not whole:
        return ("exchange",)
    pcf = whole["pcf"]
    wanted = list(_REQUIRED)
    if _secondary(_find(project, name)):
        wanted.append("secondaryEmissionFactorSources")
    return tuple(one for one in wanted if one not in pcf)


def _secondary(footprint: Footprint) -> bool:
    return any(one.data == "secondary" for process in footprint.processes for one in process.exchanges)


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
        "ipccCharacterizationFactors": [_REPORTS.get(project.file.criteria.gwp, project.file.criteria.gwp)],
        "crossSectoralStandards": _once(said.standards),
        "boundaryProcessesDescription": " ".join(boundary),
        "referencePeriodStart": f"{footprint.year}-01-01T00:00:00Z",
        "referencePeriodEnd": f"{footprint.year + 1}-01-01T00:00:00Z",
        **_numbers(_quality(ledger, footprint)),
    }
    packaging = _packaging(footprint)
    pcf["packagingEmissionsIncluded"] = bool(packaging)
    if packaging:
        pcf |= _numbers({"packagingGhgEmissions": _packaging_emissions(ledger, footprint, packaging)})
    if said.ccs is not None:
        pcf["ccsTechnologicalCO2CaptureIncluded"] = said.ccs
    if footprint.rules:
        rules = {"operator": "Other", "otherOperatorName": footprint.rules, "ruleNames": [footprint.rules]}
        pcf["productOrSectorSpecificRules"] = [rules]
    if said.subdivision:
        pcf["geographyCountrySubdivision"] = said.subdivision
    elif said.country:
        pcf["geographyCountry"] = said.country
    unknown = any(one.data is None for process in footprint.processes for one in process.exchanges if not one.process)
    if said.secondary_sources and (unknown or _secondary(footprint)):
        sources = [{"name": name, "version": version} for name, version in said.secondary_sources.items()]
        pcf["secondaryEmissionFactorSources"] = sources
    reasons = [process.allocation.reason.text.en for process in footprint.processes if process.allocation]
    credit = _value(ledger, "credit_total", footprint.id)
    if credit is not None:
        reasons.append(f"A credit of substitution of {number(credit)} kgCO2e is taken off the fossil emissions.")
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
    """Return amount and mass of the declared unit; in kilogram, a product that is counted otherwise gives its mass."""
    unit, wanted = footprint.unit, _UNITS.get(said.declared_unit)
    mass = _measured(unit.mass, "kg") or _measured(unit.amount, "kg")
    amount = _measured(unit.amount, wanted) if wanted is not None else None
    if amount is None and said.declared_unit == "kilogram":
        amount = mass
    if mass is None and said.declared_unit in _MASSLESS:
        mass = Decimal(0)
    return {"declaredUnitAmount": amount, "productMassPerDeclaredUnit": mass}


def _measured(amount: Amount | None, unit: str) -> Decimal | None:
    """Return an amount above zero in a unit, or ``None`` where it is not of that kind."""
    wanted = parse_unit(unit)
    if amount is None or amount.value <= 0 or not (typed := parse_unit(amount.unit).plain).converts_to(wanted):
        return None
    with localcontext(prec=34):
        return amount.value * typed.conversion(wanted)


def _packaging(footprint: Footprint) -> list[tuple[str, Exchange]]:
    return [(p.id, e) for p in footprint.processes for e in p.exchanges if e.packaging and e.excluded is None]


def _packaging_emissions(ledger: Ledger, footprint: Footprint, packaging: list[tuple[str, Exchange]]) -> Decimal | None:
    """Return what packaging emits, uptake aside; ``None`` where a process makes it from what took CO2 up."""
    uptake = (_value(ledger, "part", footprint.id, category="removal") or Decimal(0)) != 0
    values: list[Decimal | None] = []
    for process, exchange in packaging:
        own = {"process": process, "element": exchange.id}
        if exchange.process:
            values.append(None if uptake else _value(ledger, "contribution", footprint.id, **own))
        else:
            emitted = [one for one in origins(exchange) if one != "removal"]
            values += [_value(ledger, "emission", footprint.id, category=one, **own) for one in emitted]
    known = [value for value in values if value is not None]
    with localcontext(prec=34):
        return sum(known, Decimal(0)) if len(known) == len(values) else None


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
