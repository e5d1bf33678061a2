"""The dimension that each amount of a project file must have."""

from __future__ import annotations

from collections.abc import Iterable

from generator.base.findings import Finding, Position
from generator.base.units import Unit, parse_unit
from generator.project import faults
from generator.project.models import ProjectFile, Source
from generator.project.node import Amount

_EMISSION = ("tCO2e",)
_EMISSION_OR_SHARE = ("tCO2e", "%")
#: Saved electricity is a reduction too: the calculation applies the grid factor of each year.
_REDUCTION = ("tCO2e", "tCO2e/a", "MWh", "MWh/a")
_GRID = ("tCO2/MWh", "tCO2e/MWh")
_MONEY = ("CNY",)
_MONEY_A_YEAR = ("CNY", "CNY/a")


def alike(unit: Unit, other: Unit) -> bool:
    """Whether two units are of one dimension, substance by substance; equal atoms need no look at the definitions."""
    return sorted(unit.atoms) == sorted(other.atoms) or unit.converts_to(other)


def unit_findings(file: ProjectFile) -> Iterable[Finding]:
    """Yield a finding for every amount whose unit is of another dimension than its key asks for."""
    for key, amount, at, wanted in _amounts(file):
        if amount is None:
            continue
        unit = parse_unit(amount.unit)
        # Energy in a contract or a grid factor may be written with its substance or without.
        plain = parse_unit(amount.unit.replace("{electricity}", ""))
        if not any(alike(u, parse_unit(w)) for u in (unit, plain) for w in wanted):
            yield faults.DIMENSION.at(
                at,
                f"“{key}”的单位 {amount.unit} 量纲不符，应为 {' 或 '.join(wanted)}",
                f"{key}: unit {amount.unit} is of another dimension than {' or '.join(wanted)}",
                hint_zh=f"例如 {key}: {amount.value} {wanted[0]}",
                hint_en=f"for example {key}: {amount.value} {wanted[0]}",
            )
    for source in file.sources:
        yield from _energy_unit(source)


_Wanted = tuple[str, Amount | None, Position, tuple[str, ...]]


def _amounts(file: ProjectFile) -> Iterable[_Wanted]:
    base = file.periods.base_year
    yield "published", base.published, base.place("published"), _EMISSION
    yield "threshold", base.threshold, base.place("threshold"), _EMISSION_OR_SHARE
    yield "materiality", file.criteria.materiality, file.criteria.place("materiality"), _EMISSION_OR_SHARE
    for exclusion in file.boundary.exclusions:
        yield "estimate", exclusion.estimate, exclusion.place("estimate"), _EMISSION
    for instrument in file.instruments:
        yield "quantity", instrument.quantity, instrument.place("quantity"), ("MWh",)
        yield "factor", instrument.factor, instrument.place("factor"), _GRID
    if file.pathway is None:
        return
    yield "discount_rate", file.pathway.discount_rate, file.pathway.place("discount_rate"), ("%",)
    for scenario in file.pathway.scenarios:
        for point in scenario.grid:
            yield "factor", point.factor, point.place("factor"), _GRID
    for measure in file.pathway.measures:
        yield "reduction", measure.reduction, measure.place("reduction"), _REDUCTION
        yield "capex", measure.capex, measure.place("capex"), _MONEY
        yield "opex", measure.opex, measure.place("opex"), _MONEY_A_YEAR
        yield "saving", measure.saving, measure.place("saving"), _MONEY_A_YEAR
        yield "lifetime", measure.lifetime, measure.place("lifetime"), ("a",)


def _energy_unit(source: Source) -> Iterable[Finding]:
    """Electricity and heat are energy: their sources' units must be too."""
    if not source.kind.endswith(("electricity", "heat")):
        return
    unit = parse_unit(source.unit).of(source.substance) if "{" in source.unit else parse_unit(source.unit)
    wanted = "GJ" if source.kind.endswith("heat") else "MWh"
    if not alike(unit.plain, parse_unit(wanted)):
        yield faults.DIMENSION.at(
            source.place("unit"),
            f"排放源 {source.id}（{source.kind}）的单位 {source.unit} 不是能量单位",
            f"source {source.id} ({source.kind}): unit {source.unit} is no unit of energy",
            hint_zh=f"例如 unit: {wanted}",
            hint_en=f"for example unit: {wanted}",
        )
