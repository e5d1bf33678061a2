"""Zero-carbon factory: CO2 per unit of energy, non-fossil share, traced power; residual emission and credits.

Method: 工信部联节〔2026〕13号 and the notice of July 2026 (transcribed). CO2 per unit of energy = CO2 / energy,
electricity at equivalent value; share of non-fossil energy = non-fossil energy / energy; share of physically traced
power = traced non-fossil power / all electricity, asked of factories from 5 GWh a year. Each is held against what an
applicant must reach (basic) and what the factory is to reach (target). What remains is the residual; credits
cancelled are held against it, never taken off the indicator. Where the section leaves energy, CO2 or electricity out
they come from the inventory: energy = fuels and heat as there + purchased and self-generated electricity (less sold)
x equivalent value; electricity = purchased + self-generated, from fuels too, - sold; CO2 = the CO2 of scope 1 sources
+ purchased electricity and heat by the method named.

Inputs: ``factory.zero_carbon``; the inventory's ``energy.source``, ``activity.quantity``, ``source.gas``; the data
set ``cn-zero-carbon-factory-2026``.

Outputs: ``factory.energy`` (tce), ``factory.emission`` (tCO2), ``factory.non_fossil`` (tce), ``factory.electricity``,
``factory.traced`` (MWh), all ``[period]``; ``factory.indicator[period,indicator]`` (carbon-per-energy tCO2/tce,
non-fossil-share and traced-power-share %); ``factory.threshold[indicator,level]`` (basic, target),
``factory.scale_from[indicator]`` (GWh), ``factory.coal_equivalent`` (kgce/kWh); ``factory.indicator_margin``,
``factory.indicator_gap``, ``factory.indicator_met`` (``[period,indicator,level]``); ``factory.cancelled`` and
``factory.uncovered[period]`` (tCO2e), ``factory.covered[period]`` (1 or 0).

Errors: LG208, LG215, LG467 (unconfirmed equivalent value), LG468 (a part above the whole), LG469 (nothing to take
from).

Example: ``tests/calculations/factory/worked/zero-carbon.yaml``, worked out by hand; no published answer was found.

Marks: thresholds secondary (other transcriptions give 10 % or 30 % for traced power: read the notice itself); the
equivalent value 0.2856 kgce/kWh unconfirmed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE, Unit, parse_unit
from generator.calculations.amounts import give_amount
from generator.calculations.factors import ELECTRICITY, DataSets, from_inline
from generator.calculations.factory.rules import EQUIVALENT, MORE_THAN_WHOLE, NO_SOURCE
from generator.calculations.verdicts import margin, reaches, record_verdict, settled
from generator.ledger.context import Context
from generator.ledger.ledger import LedgerBuilder, Unavailable
from generator.ledger.quantity import Quantity, constant, ratio, total
from generator.project.models import Source
from generator.project.project import Project
from generator.project.sections.factory import FactoryYear, ZeroCarbon

FACTORY_SET = "cn-zero-carbon-factory-2026"
TCE, T_CO2, MWH, PERCENT = parse_unit("tce"), parse_unit("tCO2"), parse_unit("MWh"), parse_unit("%")
#: Indicator -> its name, unit, whether its bound is an upper one, and the levels that there are.
_INDICATORS: dict[str, tuple[Text, Unit, bool, tuple[str, ...]]] = {
    "carbon-per-energy": (
        Text("单位能耗碳排放", "CO2 per unit of energy"), parse_unit("tCO2/tce"), True, ("basic", "target"),
    ),
    "non-fossil-share": (
        Text("非化石能源消费占比", "share of non-fossil energy"), PERCENT, False, ("basic", "target"),
    ),
    "traced-power-share": (
        Text("非化石能源电力物理认定量占比", "share of traced non-fossil power"), PERCENT, False, ("target",),
    ),
}  # fmt: skip
_LEVELS = {"basic": Text("基本要求", "basic requirement"), "target": Text("目标要求", "target")}
_SOLD = ("sold-electricity", "sold-heat")
_POWER = ("purchased-electricity", "self-generated-electricity", "sold-electricity")
_DIRECT = ("stationary-combustion", "mobile-combustion", "process", "fugitive", "self-generated-electricity")


def at(**values: object) -> Context:
    """Return a context."""
    return Context.of(**values)


@dataclass
class _Frame:
    project: Project
    builder: LedgerBuilder
    given: ZeroCarbon
    sets: DataSets


def run(project: Project, builder: LedgerBuilder, given: ZeroCarbon, sets: DataSets) -> None:
    """Record the indicators of every year."""
    frame = _Frame(project, builder, given, sets)
    _thresholds(frame)
    for one in given.years:
        _amounts(frame, one)
        _parts(frame, one)
        for indicator in _INDICATORS:
            _indicator(frame, one, indicator)
        _credits(frame, one)


def _thresholds(frame: _Frame) -> None:
    place = frame.given.at
    for indicator, (name, _, upper, levels) in _INDICATORS.items():
        for level in levels:
            found = frame.sets.one(FACTORY_SET, indicator, "limit" if upper else "floor", place, purpose=level)
            if found is not None:
                text = Text(f"{name.zh}{_LEVELS[level].zh}", f"{name.en}: {_LEVELS[level].en}")
                found.give(frame.builder, "factory.threshold", at(indicator=indicator, level=level), text)
    scale = frame.sets.one(FACTORY_SET, "traced-power-share", "scale-from", place)
    if scale is not None:
        text = Text("物理认定量占比适用的年用电量", "electricity from which the traced share is asked")
        scale.give(frame.builder, "factory.scale_from", at(indicator="traced-power-share"), text)


# ------------------------------------------------------------------------------------------------------ amounts


def _amounts(frame: _Frame, one: FactoryYear) -> None:
    context = at(period=one.year)
    for key, unit, zh, en in (
        ("non_fossil", "tce", "非化石能源消费量", "non-fossil energy"),
        ("traced", "MWh", "物理认定的非化石能源电量", "physically traced non-fossil power"),
    ):
        text, place = Text(zh, en), one.place(key)
        give_amount(frame.builder, f"factory.{key}", context, getattr(one, key), unit, text, place, least=Decimal(0))
    for key, known, name, formula in (
        ("energy", TCE, Text("能源消费量（电力按等价值）", "energy (electricity at equivalent value)"), _energy),
        ("emission", T_CO2, Text("二氧化碳排放量", "CO2"), _emission),
        ("electricity", MWH, Text("用电量", "electricity"), _electricity),
    ):
        amount = getattr(one, key)
        if amount is not None:
            place = one.place(key)
            give_amount(frame.builder, f"factory.{key}", context, amount, known.text, name, place, least=Decimal(0))
        else:
            _from_inventory(frame, one, key, known, name, formula)


def _from_inventory(
    frame: _Frame, one: FactoryYear, key: str, unit: Unit, name: Text, formula: Callable[[_Frame, int], Quantity]
) -> None:
    context = at(period=one.year)
    if key == "energy":
        _equivalent(frame)
    frame.builder.derive(f"factory.{key}", context, unit, name, partial(formula, frame, one.year), position=one.at)
    if frame.builder.lacks(f"factory.{key}", context):
        frame.builder.findings.append(
            NO_SOURCE.at(
                one.at,
                f"{one.year}年没有{name.zh}，清单中也没有可用的数据",
                f"there is no {name.en} of {one.year}, nor does the inventory have it",
                hint_zh=f"{key}: 12000 {unit}",
                hint_en=f"{key}: 12000 {unit}",
            )
        )


def _equivalent(frame: _Frame) -> None:
    if frame.builder.has("factory.coal_equivalent", at()):
        return
    own = frame.given.electricity_equivalent
    found = (
        from_inline(own)
        if own is not None
        else frame.sets.one(FACTORY_SET, ELECTRICITY, "coal-equivalent", frame.given.at, purpose="equivalent-value")
    )
    if found is None:
        return
    text = Text("电力等价值折标系数", "coal equivalent of electricity at equivalent value")
    found.per(ELECTRICITY).give(frame.builder, "factory.coal_equivalent", at(), text)
    if own is None:
        frame.builder.findings.append(
            EQUIVALENT.at(
                frame.given.at,
                "电力等价值折标系数采用数据集中未经核实的数值",
                "the coal equivalent of electricity is the data set's unconfirmed figure",
                hint_zh="electricity_equivalent: {value: 0.3, unit: kgce/kWh, source: 统计公报, mark: confirmed}",
                hint_en="electricity_equivalent: {value: 0.3, unit: kgce/kWh, source: bulletin, mark: confirmed}",
            )
        )


def _energetic(frame: _Frame, year: int) -> list[Source]:
    """Return the sources of the inventory that its energy consumption counts in a year."""
    found = [
        s
        for s in frame.project.file.sources
        if frame.builder.has("energy.source", at(period=year, source=s.id))
        or frame.builder.lacks("energy.source", at(period=year, source=s.id))
    ]
    if not found:
        raise Unavailable(
            f"energy.source[period={year}]", Text("清单没有能源数据", "the inventory has no energy of that year")
        )
    return found


def _energy(frame: _Frame, year: int) -> Quantity:
    plus: list[Quantity] = []
    minus: list[Quantity] = []
    for source in _energetic(frame, year):
        context = at(period=year, source=source.id)
        if source.kind in _POWER:
            amount = frame.builder.read("activity.quantity", context)
            part = amount * frame.builder.read("factory.coal_equivalent", at())
        else:
            part = frame.builder.read("energy.source", context)
        (minus if source.kind in _SOLD else plus).append(part)
    return total(plus, TCE) - total(minus, TCE) if minus else total(plus, TCE)


def _electricity(frame: _Frame, year: int) -> Quantity:
    unit = MWH.of(ELECTRICITY)
    plus: list[Quantity] = []
    minus: list[Quantity] = []
    _energetic(frame, year)
    for source in frame.project.file.sources:
        context = at(period=year, source=source.id)
        known = frame.builder.has("activity.quantity", context) or frame.builder.lacks("activity.quantity", context)
        if source.kind in _POWER and known:
            # What is generated from fuels is electricity used too, though its energy counts as those fuels.
            (minus if source.kind in _SOLD else plus).append(frame.builder.read("activity.quantity", context))
    if not plus:
        raise Unavailable(
            f"activity.quantity[period={year}]", Text("清单没有用电量", "the inventory has no electricity")
        )
    found = total(plus, unit) - total(minus, unit) if minus else total(plus, unit)
    return found / constant(1, f"MWh{{{ELECTRICITY}}}/MWh", "electricity")


def _emission(frame: _Frame, year: int) -> Quantity:
    """Return the CO2 (no other gas) of scope 1 sources, purchased electricity and purchased heat."""
    read = []
    for source in frame.project.file.sources:
        plain = at(period=year, source=source.id, gas="CO2")
        context = plain.extended(basis=frame.given.basis) if source.kind == "purchased-electricity" else plain
        there = frame.builder.has("source.gas", context) or frame.builder.lacks("source.gas", context)
        if there and source.kind in (*_DIRECT, "purchased-electricity", "purchased-heat"):
            read.append(frame.builder.read("source.gas", context))
    if not read:
        raise Unavailable(f"source.gas[period={year}]", Text("清单没有二氧化碳排放", "the inventory has no CO2"))
    return total(read, T_CO2)


def _parts(frame: _Frame, one: FactoryYear) -> None:
    """Find a part that is more than its whole."""
    for part, whole, key in (("non_fossil", "energy", "non_fossil"), ("traced", "electricity", "traced")):
        small = frame.builder.fact(f"factory.{part}", at(period=one.year))
        large = frame.builder.fact(f"factory.{whole}", at(period=one.year))
        if small is not None and large is not None and small.value > large.value:
            frame.builder.findings.append(
                MORE_THAN_WHOLE.at(
                    one.place(key),
                    f"{small.label.zh} {small.value} {small.unit} 多于{large.label.zh} {large.value:.4f} {large.unit}",
                    f"{small.label.en}: {small.value} {small.unit}, more than {large.label.en}, {large.value:.4f}",
                    hint_zh="核对边界和折标口径，两者应一致",
                    hint_en="check boundary and coal equivalent: both must be of one kind",
                )
            )


# --------------------------------------------------------------------------------------------------- indicators


def _indicator(frame: _Frame, one: FactoryYear, indicator: str) -> None:
    name, unit, upper, levels = _INDICATORS[indicator]
    context = at(period=one.year, indicator=indicator)
    formula = partial(_value, frame, one.year, indicator)
    frame.builder.derive("factory.indicator", context, unit, name, formula, position=one.at)
    for level in levels:
        text = Text(f"{name.zh}（{_LEVELS[level].zh}）", f"{name.en} ({_LEVELS[level].en})")
        reads = (
            partial(frame.builder.read, "factory.indicator", context),
            partial(_bound, frame, one.year, indicator, level),
        )
        more = context.extended(level=level)
        record_verdict(frame.builder, "factory.indicator", more, unit, text, reads, upper=upper, position=one.at)


def _value(frame: _Frame, year: int, indicator: str) -> Quantity:
    above, below = {
        "carbon-per-energy": ("factory.emission", "factory.energy"),
        "non-fossil-share": ("factory.non_fossil", "factory.energy"),
        "traced-power-share": ("factory.traced", "factory.electricity"),
    }[indicator]
    return frame.builder.read(above, at(period=year)) / frame.builder.read(below, at(period=year))


def _bound(frame: _Frame, year: int, indicator: str, level: str) -> Quantity:
    if indicator == "traced-power-share":
        used = frame.builder.read("factory.electricity", at(period=year))
        scale = frame.builder.read("factory.scale_from", at(indicator=indicator))
        if settled(used, scale) < scale:
            raise Unavailable(
                f"factory.threshold[indicator={indicator},level={level}]",
                Text(
                    f"不适用：年用电量低于{scale.value:f} {scale.unit}",
                    f"not applicable: less than {scale.value:f} {scale.unit} of electricity a year",
                ),
            )
    return frame.builder.read("factory.threshold", at(indicator=indicator, level=level))


def _credits(frame: _Frame, one: FactoryYear) -> None:
    if one.cancelled is None:
        return
    context, place = at(period=one.year), one.place("cancelled")
    text = Text("注销的碳信用", "carbon credits cancelled")
    give_amount(frame.builder, "factory.cancelled", context, one.cancelled, "tCO2e", text, place, least=Decimal(0))
    text = Text("未由注销碳信用覆盖的剩余排放", "residual emission that cancelled credits do not cover")
    frame.builder.derive("factory.uncovered", context, "tCO2e", text, partial(_left, frame, one.year), position=place)
    text = Text("剩余排放是否由注销碳信用覆盖（1为是）", "cancelled credits cover the residual (1) or not (0)")
    frame.builder.derive("factory.covered", context, ONE, text, partial(_covers, frame, one.year), position=place)


def _residual(frame: _Frame, year: int) -> Quantity:
    gwp = ratio("1", "1", "tCO2e/tCO2", "GWP of CO2")
    return frame.builder.read("factory.emission", at(period=year)) * gwp


def _left(frame: _Frame, year: int) -> Quantity:
    cancelled = frame.builder.read("factory.cancelled", at(period=year))
    return margin(cancelled, _residual(frame, year), upper=True)


def _covers(frame: _Frame, year: int) -> Quantity:
    return reaches(_residual(frame, year), frame.builder.read("factory.cancelled", at(period=year)), upper=True)
