"""Emission factors of exchanges, and global warming potentials.

A factor comes from a data set or stands in the project with source and mark; a gas that is emitted as such counts by
its GWP100. The factor of grid electricity is the life-cycle factor published for product footprints, of the
footprint's year; an average for organisations' inventories has another purpose and is refused, also where its value
was typed.

Method: ISO 14067:2018, 6.3.5 (data), 6.4.9.4 (electricity), 6.5.2 (GWP100); GB/T 24067-2024, same clauses.

Inputs: ``exchanges[].factor``, ``.parts``, ``.gas``, ``.supply``, ``.instrument``, ``.factor_year``; ``criteria.gwp``;
data sets of factors (``cn-electricity`` for grid electricity).

Outputs: ``footprint.factor[product,process,element,category]``, ``footprint.gwp[gas]`` (tCO2e/t).

Errors: LG483 (below zero), LG485 (factor in no way or two), LG486 (factor of another purpose), LG487 (factor of
another year), LG497 (supplier without instrument), LG504 (gas without GWP), LG014 and LG015 (no factor, two factors).

Example: ``transport-and-electricity.yaml``, worked out by hand from the published national factor of 2023.

Marks: the factors of grid electricity and the GWP100 are secondary; a factor that the project brings has the mark that
it states.
"""

from __future__ import annotations

from generator.base.findings import Position
from generator.base.gwp import gases, potential
from generator.base.text import Text
from generator.base.units import ONE, Unit, UnitError, parse_unit
from generator.calculations.factors import ELECTRICITY, NATION, Factor
from generator.calculations.footprint.rules import (
    FACTOR_NEEDED,
    FACTOR_PURPOSE,
    FACTOR_YEAR,
    INSTRUMENT,
    NO_GWP,
)
from generator.calculations.footprint.system import System, refuse, substance_in
from generator.ledger.context import Context
from generator.ledger.fact import Mark, Reference
from generator.project.models import InlineFactor
from generator.project.node import Amount
from generator.project.sections.footprint_process import Exchange, UnitProcess

_SET = "cn-electricity"
_PURPOSE = "product-footprint"
#: Purposes that an inventory's or an indicator's factor has and a life-cycle factor has not.
_OTHER_PURPOSES = ("location", "market-residual", "fossil", "zero-carbon-park", "ets-report-2022")


def record_factor(system: System, process: UnitProcess, exchange: Exchange) -> None:
    """Record what says how much an exchange emits: a factor and its parts, or the GWP of a gas."""
    ways = [one for one in ("process", "factor", "gas") if getattr(exchange, one)]
    by_itself = exchange.kind == "electricity" and exchange.supply == "grid"
    if len(ways) > 1 or (not ways and not by_itself):
        _say_needed(system, process, exchange, ways)
        return
    if exchange.process:
        return
    if exchange.kind == "electricity" and exchange.supply is None:
        _say_needed(system, process, exchange, ["supply"])
        return
    if exchange.supply == "supplier" and not exchange.instrument:
        system.say(
            INSTRUMENT.at(
                exchange.place("supply"),
                f"交换 {exchange.id} 采用供应商电力因子，但没有追踪凭证",
                f"the exchange {exchange.id} counts by a supplier's factor without a tracking instrument",
                hint_zh="补充 instrument（如绿证编号、合同），否则写 supply: grid",
                hint_en="state the instrument, or write supply: grid",
            )
        )
    if exchange.gas:
        record_gwp(system, exchange.gas, exchange.place("gas"))
        return
    given = exchange.factor if exchange.factor is not None else f"{_SET}/{ELECTRICITY}"
    place = exchange.place("factor")
    give_factor(system, process, exchange, exchange.origin, given, place)
    for part in exchange.parts:
        give_factor(system, process, exchange, part.origin, part.factor, part.place("factor"))


def _say_needed(system: System, process: UnitProcess, exchange: Exchange, ways: list[str]) -> None:
    if ways == ["supply"]:
        zh, en = "没有说明电力来源 supply", "does not say whose electricity it is (supply)"
        hint_zh, hint_en = (
            "supply: grid（电网）、supplier（有凭证的供应商）或 own（自发）",
            "supply: grid, supplier or own",
        )
    else:
        zh = "没有过程、因子或气体" if not ways else "同时给出 " + "、".join(ways)
        en = "has no process, factor or gas" if not ways else "has " + " and ".join(ways)
        hint_zh = "只写其一，例如 factor: {value: 1.8, unit: kgCO2e/kg, source: …, mark: secondary}"
        hint_en = "write one, for example factor: {value: 1.8, unit: kgCO2e/kg, source: …, mark: secondary}"
    text = FACTOR_NEEDED.at(
        exchange.at,
        f"交换 {exchange.id} {zh}",
        f"the exchange {exchange.id} {en}",
        hint_zh=hint_zh,
        hint_en=hint_en,
    )
    system.say(text)
    context = system.at(process=process.id, element=exchange.id, category=exchange.origin)
    system.builder.lack("footprint.factor", context, Text("没有排放因子", "no factor"), exchange.at)


def give_factor(
    system: System, process: UnitProcess, exchange: Exchange, origin: str, given: str | InlineFactor, place: Position
) -> None:
    """Record one part of an exchange's factor, from a data set or the project, checked for purpose and year."""
    context = system.at(process=process.id, element=exchange.id, category=origin)
    found = _factor(system, exchange, given, place)
    if found is None or not _fits(system, exchange, found, given, place):
        system.builder.lack("footprint.factor", context, Text("没有适用的因子", "no factor that fits"), place)
        return
    text = system.of(process, exchange, "排放因子", "emission factor")
    counted = substance_in(_amount_unit(system, process, exchange)) or exchange.id
    found.per(counted).give(system.builder, "footprint.factor", context, text)
    if found.gas and found.gas != "CO2e":
        record_gwp(system, found.gas, place)


def _amount_unit(system: System, process: UnitProcess, exchange: Exchange) -> Unit:
    known = system.builder.fact("footprint.amount", system.at(process=process.id, element=exchange.id))
    return known.unit if known is not None else ONE


def _factor(system: System, exchange: Exchange, given: str | InlineFactor, place: Position) -> Factor | None:
    if not isinstance(given, str) or given.partition("/")[0].partition("@")[0] != _SET:
        if isinstance(given, str):
            wrong = [one for one in system.sets.candidates(given) if one.purpose in _OTHER_PURPOSES]
            if wrong:
                _say_purpose(system, exchange, wrong[0].purpose, f"{wrong[0].value} {wrong[0].unit}", place)
                return None
        return system.sets.stated(given, place)
    year = exchange.factor_year or system.footprint.year
    named = given.partition("/")[0]
    return system.sets.one(named, ELECTRICITY, "national", place, region=NATION, year=year, purpose=_PURPOSE)


def _fits(system: System, exchange: Exchange, found: Factor, given: str | InlineFactor, place: Position) -> bool:
    if found.value < 0:
        amount = Amount.model_construct(value=found.value, unit=found.unit.text)
        refuse(system, "footprint.factor", system.at(element=exchange.id), place, exchange.name.text, amount)
        return False
    bought = exchange.kind == "electricity" and exchange.supply != "supplier"
    if (bought or exchange.kind == "energy") and isinstance(given, InlineFactor):
        purpose = _purpose_of(system, found)
        if purpose:
            _say_purpose(system, exchange, purpose, f"{found.value} {found.unit}", place)
            return False
    _check_year(system, exchange, found, place)
    return True


def _purpose_of(system: System, found: Factor) -> str:
    """Return the other purpose of a grid factor of the same value, where no life-cycle factor has that value."""
    known = system.sets.data_set(_SET)
    same: set[str] = set()
    for one in known.figures if known else ():
        try:
            factor = found.unit.plain.conversion(parse_unit("kg/kWh"))
        except UnitError:
            return ""
        if found.value * factor == one.value:
            same.add(one.purpose)
    other = sorted(same & set(_OTHER_PURPOSES))
    return other[0] if other and _PURPOSE not in same else ""


def _say_purpose(system: System, exchange: Exchange, purpose: str, shown: str, place: Position) -> None:
    system.say(
        FACTOR_PURPOSE.at(
            place,
            f"交换 {exchange.id} 的因子 {shown} 用途为 {purpose}，不是产品碳足迹的全生命周期因子",
            f"the factor {shown} of the exchange {exchange.id} is for {purpose}, not a life-cycle factor",
            hint_zh="电网电力写 supply: grid 并省略 factor，或写 factor: cn-electricity/electricity",
            hint_en="for grid electricity write supply: grid and no factor, or factor: cn-electricity/electricity",
        )
    )


def _check_year(system: System, exchange: Exchange, found: Factor, place: Position) -> None:
    year = system.footprint.year
    stated = found.year or (int(found.reference.year) if found.reference.year.isdecimal() else 0)
    oldest = system.footprint.quality.max_age if system.footprint.quality else None
    strict = exchange.kind == "electricity" and exchange.supply == "grid"
    late = strict and stated and stated != year
    old = oldest is not None and stated and year - stated > oldest.value
    if (late or old) and exchange.factor_reason is None:
        system.say(
            FACTOR_YEAR.at(
                exchange.place("factor_year") if exchange.factor_year else place,
                f"交换 {exchange.id} 的因子为 {stated} 年，产品碳足迹为 {year} 年",
                f"the factor of the exchange {exchange.id} is of {stated}, the footprint of {year}",
                hint_zh=f"采用 {year} 年的因子；确无时写 factor_reason 说明理由",
                hint_en=f"take the factor of {year}; where there is none, say why in factor_reason",
            )
        )


def record_gwp(system: System, gas: str, place: Position) -> None:
    """Record the GWP100 of a gas in the set that the criteria name."""
    context = Context.of(gas=gas)
    if system.builder.has("footprint.gwp", context) or system.builder.lacks("footprint.gwp", context):
        return
    found = potential(gas, system.project.file.criteria.gwp)
    if found is None:
        system.say(
            NO_GWP.at(
                place,
                f"{system.project.file.criteria.gwp} 中没有气体 {gas} 的 GWP",
                f"{system.project.file.criteria.gwp} has no GWP of {gas}",
                hint_zh=f"气体写法如 {'、'.join(gases()[:6])}",
                hint_en=f"gases are spelled {', '.join(gases()[:6])}",
            )
        )
        system.builder.lack("footprint.gwp", context, Text(f"没有 {gas} 的 GWP", f"no GWP of {gas}"), place)
        return
    reference = Reference(found.document, found.locator, found.year)
    text = Text(f"{gas} 的全球变暖潜势（{found.set}，100年）", f"GWP100 of {gas} ({found.set})")
    system.builder.give(
        "footprint.gwp",
        context,
        found.value,
        parse_unit("tCO2e").times(parse_unit(f"t{{{gas}}}"), -1),
        text,
        found.position,
        mark=Mark(found.mark),
        reference=reference,
    )
