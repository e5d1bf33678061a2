"""Factors of lines: one figure, or a product of several, in the gas of the line.

A factor that counts an element is turned into its gas by the ratio of molar masses, kept as a fraction: C to CO2
44/12, C to CH4 16/12, N2O-N to N2O 44/28. A part that names the share which does not count (carbon dioxide recovered,
methane oxidised) enters as one less its value.

Method: provincial guidelines, chapters 2 to 5 (products of defaults, such as carbon content x fossil share x burn-out
of incinerated waste, or B0 x MCF of waste water); IPCC 2006 V5.

Inputs: ``factor`` of ``region.lines``; factor data sets.

Outputs: ``region.factor[source]`` per unit of activity; ``region.factor_part[source,parameter]`` of a product,
numbered from 1.

Errors: LG014 no such factor (another year, region or purpose), LG015 two factors, LG310 units, LG311 gas,
LG317 below nought.

Example: ``worked/small-region.yaml`` (N2O of soils), ``worked/waste.yaml`` (products), by hand.

Marks: those of the data sets: ``cn-provincial-process``, ``cn-provincial-agriculture`` and ``cn-provincial-waste``
are unconfirmed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import ONE, Unit, parse_unit
from generator.calculations.factors import Factor, from_inline
from generator.calculations.region.frame import MIXED, T_CO2E, Frame, of_gas, substance_of
from generator.calculations.region.rules import BELOW, GAS, UNITS
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, ratio
from generator.project.inline_factor import InlineFactor
from generator.project.sections.region_parts import Line, NamedFactor

#: (what a factor counts, gas of the line): ratio of molar masses.
_MOLAR = {
    ("C", "CO2"): ratio(44, 12, "tCO2/tC", "44/12"),
    ("C", "CH4"): ratio(16, 12, "tCH4/tC", "16/12"),
    ("N2O-N", "N2O"): ratio(44, 28, "tN2O/t{N2O-N}", "44/28"),
}
Given = str | InlineFactor | NamedFactor


def mass_of(gas: str) -> Unit:
    """Return the unit in which a line's gas is counted."""
    return T_CO2E if gas == MIXED else of_gas(gas)


def record_factor(frame: Frame, line: Line) -> None:
    """Record the factor of a line, or that it has none that can be used."""
    listed = line.factor if isinstance(line.factor, list) else [line.factor]
    places = [line.place(f"factor.{i}" if isinstance(line.factor, list) else "factor") for i in range(len(listed))]
    parts = [_one(frame, given, at) for given, at in zip(listed, places, strict=True)]
    known = [part for part in parts if part is not None]
    context = Context.of(source=line.id)
    usable = len(known) == len(parts) and not _below(frame, line, listed, known)
    unit = _unit(frame, line, known) if usable else None
    if unit is None or not frame.knows(line.gas, line.place("gas")):
        reason = Text(f"{line.name.zh}没有可用的因子", f"{line.id} has no usable factor")
        frame.builder.lack("region.factor", context, reason, line.place("factor"))
        return
    text = Text(f"{line.name.zh}排放因子", f"{line.name.text.en}: factor")
    if len(known) == 1 and known[0].gas == line.gas and not _complement(listed[0]):
        known[0].per(substance_of(parse_unit(line.unit))).give(frame.builder, "region.factor", context, text)
        return
    for number, part in enumerate(known, 1):
        label = Text(f"{line.name.zh}因子第{number}项", f"{line.name.text.en}: part {number} of the factor")
        part.give(frame.builder, "region.factor_part", context.extended(parameter=number), label)
    formula = partial(_product, frame, line, listed, known)
    frame.builder.derive("region.factor", context, unit, text, formula, position=line.place("factor"))


def _one(frame: Frame, given: Given, at: Position) -> Factor | None:
    if isinstance(given, InlineFactor):
        return from_inline(given)
    if isinstance(given, NamedFactor):
        place = given.place("year" if given.year else "item")
        return frame.sets.one(
            given.set,
            given.item,
            given.property,
            place,
            region=given.region,
            year=given.year,
            purpose=given.purpose,
        )
    return frame.sets.named(given, at)


def _is_share(given: Given, part: Factor) -> bool:
    return _complement(given) and part.unit.converts_to(ONE)


def _below(frame: Frame, line: Line, listed: list[Given], parts: list[Factor]) -> bool:
    """Report the parts that would turn an emission into a removal, or a removal into an emission."""
    wrong = [
        part
        for given, part in zip(listed, parts, strict=True)
        if (1 - part.value * part.unit.conversion(ONE) if _is_share(given, part) else part.value) < 0
    ]
    for part in wrong:
        say_below(frame, line.name.text, line.id, part)
    return bool(wrong)


def say_below(frame: Frame, name: Text, called: str, factor: Factor) -> None:
    """Report a factor below nought, at its figure."""
    frame.builder.findings.append(
        BELOW.at(
            factor.position,
            f"{name.zh}的因子 {factor.value} {factor.unit} 使排放与清除颠倒",
            f"the factor {factor.value} {factor.unit} of {called} turns emissions and removals round",
            hint_zh="写正值；汇写 removal: true",
            hint_en="write it above nought, and removal: true for a sink",
        )
    )


def _complement(given: Given) -> bool:
    return isinstance(given, NamedFactor) and given.complement


def _unit(frame: Frame, line: Line, parts: list[Factor]) -> Unit | None:
    """Return the unit of the product, or nothing with a finding: another gas, or not per unit of the activity."""
    at = parts[0].position if isinstance(line.factor, InlineFactor) else line.place("factor")
    whole = _times(part.unit for part in parts)
    counted = _counted(whole)
    if counted != line.gas and (counted, line.gas) not in _MOLAR:
        _say_gas(frame, line, whole, counted, at)
        return None
    if counted != line.gas:
        whole = whole.times(_MOLAR[counted, line.gas].unit)
    activity = parse_unit(line.unit)
    whole = whole.per(substance_of(activity))
    if activity.times(whole).converts_to(mass_of(line.gas)):
        return whole
    frame.builder.findings.append(
        UNITS.at(
            at,
            f"{line.name.zh}的活动数据单位 {activity} 与因子单位 {whole} 不相配",
            f"line {line.id} counts in {activity}, its factor is in {whole}",
            hint_zh=f"例如因子单位 t{line.gas}/{activity}",
            hint_en=f"for example a factor in t{line.gas}/{activity}",
            related=[part.position for part in parts],
        )
    )
    return None


def _times(units: Iterable[Unit]) -> Unit:
    """Multiply units; a share in percent is a pure number."""
    whole = ONE
    for unit in units:
        whole = whole.times(ONE if unit.converts_to(ONE) else unit)
    return whole


def _counted(unit: Unit) -> str:
    named = [substance for _, substance, exponent in unit.atoms if exponent > 0 and substance]
    return named[0] if len(named) == 1 else ""


def _product(frame: Frame, line: Line, listed: list[Given], parts: list[Factor]) -> Quantity:
    whole: Quantity | None = None
    for number, given in enumerate(listed, 1):
        value = frame.read("factor_part", source=line.id, parameter=number)
        value = value.in_unit(ONE) if value.unit.converts_to(ONE) else value
        value = constant(1) - value if _complement(given) else value
        whole = value if whole is None else whole * value
    assert whole is not None
    counted = _counted(_times(part.unit for part in parts))
    whole = whole if counted == line.gas else whole * _MOLAR[counted, line.gas]
    return Quantity(whole.value, whole.unit.per(substance_of(parse_unit(line.unit))), whole.formula)


def _say_gas(frame: Frame, line: Line, whole: Unit, counted: str, at: Position) -> None:
    frame.builder.findings.append(
        GAS.at(
            at,
            f"{line.name.zh}的气体为 {line.gas}，因子单位为 {whole}",
            f"line {line.id} is of {line.gas}, its factor is in {whole}",
            hint_zh=f"例如 gas: {counted or 'CO2'}，因子单位写明气体，如 t{line.gas}/t",
            hint_en=f"for example gas: {counted or 'CO2'}; the unit names the gas, such as t{line.gas}/t",
        )
    )
