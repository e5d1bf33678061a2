"""Electricity across the region's border: imports and exports with the factor of the grid that generates them.

It is shown apart: the region's own emissions hold the power that it generates, wherever that is used. Imports count up,
exports down; the balance enters the total "with electricity" alone.

Method: provincial guidelines, chapter 1 (carbon dioxide of imported and exported electricity): E = quantity x average
factor of the supplying grid, for exports that of the region's own grid.

Inputs: ``region.electricity``; the electricity data set by level, region, data year and purpose, or the project's own
factor.

Outputs: ``region.exchange[period,source]`` in MWh, ``region.exchange_factor[period,source]`` as the data set gives it,
``region.exchange_emission[period,source]`` in tCO2 (exports below nought), ``region.electricity[period]`` in tCO2.

Errors: LG014 no factor of that year or purpose, LG208 amounts, LG310 units, LG314 a factor of another year,
LG317 a factor below nought.

Example: ``worked/small-region.yaml``, by hand.

Marks: those of ``cn-electricity`` (secondary, some unconfirmed).
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import parse_unit
from generator.calculations.amounts import give_amount
from generator.calculations.factors import ELECTRICITY, Factor, from_inline
from generator.calculations.region.frame import T_CO2, Frame
from generator.calculations.region.line_factors import say_below
from generator.calculations.region.rules import GRID_YEAR, UNITS
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, total
from generator.project.sections.region_parts import Exchange, GridFactor

_MWH = "MWh{electricity}"


def record_electricity(frame: Frame) -> None:
    """Record every exchange and their balance; a region without exchanges has none."""
    if not frame.region.electricity:
        return
    for exchange in frame.region.electricity:
        _say_year(frame, exchange)
        for year in frame.years:
            _exchange(frame, exchange, year)
    for year in frame.years:
        text = Text(f"{year}年电力净调入间接排放量", f"indirect emission of net imported electricity {year}")
        formula = partial(_balance, frame, year)
        frame.builder.derive(
            "region.electricity", Context.of(period=year), T_CO2, text, formula, position=frame.region.at
        )


def _balance(frame: Frame, year: int) -> Quantity:
    parts = [frame.read("exchange_emission", period=year, source=one.id) for one in frame.region.electricity]
    return total(parts, T_CO2)


def _exchange(frame: Frame, exchange: Exchange, year: int) -> None:
    builder, name, context = frame.builder, exchange.name, Context.of(period=year, source=exchange.id)
    typed = exchange.quantity.get(str(year))
    text = Text(f"{name.zh}{year}年电量", f"{name.text.en}: electricity {year}")
    if typed is None:
        reason = Text(f"{name.zh}没有{year}年电量", f"{exchange.id} has no quantity in {year}")
        builder.lack("region.exchange", context, reason, exchange.place("quantity"))
    else:
        amount = typed.model_copy(update={"unit": parse_unit(typed.unit).of(ELECTRICITY).text})
        place = exchange.place(f"quantity.{year}")
        give_amount(builder, "region.exchange", context, amount, _MWH, text, place, least=Decimal(0))
    factor = _factor(frame, exchange, year) if typed is not None else None
    if factor is not None:
        text = Text(f"{name.zh}{year}年电网排放因子", f"{name.text.en}: grid factor {year}")
        factor.per(ELECTRICITY).give(builder, "region.exchange_factor", context, text)
    else:
        reason = Text("没有电网排放因子", "there is no grid factor")
        builder.lack("region.exchange_factor", context, reason, exchange.place("factor"))
    text = Text(f"{name.zh}{year}年间接排放量", f"{name.text.en}: indirect emission {year}")
    formula = partial(_emission, frame, exchange, year)
    builder.derive("region.exchange_emission", context, T_CO2, text, formula, position=exchange.at)


def _emission(frame: Frame, exchange: Exchange, year: int) -> Quantity:
    where = {"period": year, "source": exchange.id}
    emitted = frame.read("exchange", **where) * frame.read("exchange_factor", **where)
    return emitted if exchange.direction == "import" else emitted * constant(-1, meaning="export")


def _factor(frame: Frame, exchange: Exchange, year: int) -> Factor | None:
    given = exchange.factor
    if isinstance(given, GridFactor):
        return frame.sets.one(
            given.set or frame.project.file.criteria.electricity,
            ELECTRICITY,
            given.level,
            exchange.place("factor"),
            region=given.region,
            year=given.year or year,
            purpose=given.purpose,
        )
    factor = from_inline(given)
    if factor.value < 0:
        say_below(frame, exchange.name.text, exchange.id, factor)
        return None
    if factor.per(ELECTRICITY).unit.converts_to(parse_unit("tCO2/MWh{electricity}")):
        return factor
    frame.builder.findings.append(
        UNITS.at(
            factor.position,
            f"{exchange.name.zh}的电网因子单位 {factor.unit} 应为 tCO2/MWh",
            f"the grid factor of {exchange.id} is in {factor.unit}; it must be in tCO2/MWh",
            hint_zh="例如 {value: 0.5, unit: tCO2/MWh, source: …, mark: secondary}",
            hint_en="for example {value: 0.5, unit: tCO2/MWh, source: …, mark: secondary}",
        )
    )
    return None


def _say_year(frame: Frame, exchange: Exchange) -> None:
    given = exchange.factor
    if not isinstance(given, GridFactor) or given.year is None:
        return
    others = [year for year in frame.years if str(year) in exchange.quantity and year != given.year]
    if others:
        shown = ", ".join(map(str, others[:8]))
        frame.builder.findings.append(
            GRID_YEAR.at(
                given.place("year"),
                f"{exchange.name.zh}{shown}年的电量采用 {given.year} 年因子",
                f"electricity of {exchange.id} in {shown} is multiplied by the factor of {given.year}",
                hint_zh="不写 year 时采用当年因子",
                hint_en="without year the factor of the same year is taken",
            )
        )
