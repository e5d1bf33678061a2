"""Paths of values after the base year: points, growth, S-curve, table, mix of a stock, or a value that stays.

Method: The base year has the value given for it. After it, one of:

- points: given values of years; between two points a straight line, v = a + (b - a) x t, or, with ``between:
  compound``, equal yearly rates, v = a x (b / a)^t, where t is the part of the time that has passed. The first line
  starts at the base year;
- growth: v(y) = v(y-1) x (1 + g), with the rate declared for the year; every year needs one;
- S-curve: v(y) = low + (high - low) x L(y), L(y) = 1 / (1 + exp(-k (y - m))), the logistic curve of technology
  diffusion with midpoint m and steepness k; anchored, L is stretched to (L(y) - L(base)) / (L(last) - L(base)), so
  that it leads from low to high within the model;
- table: one number a year of a data table;
- stock: v(y) = old x (1 - s) + new x s, with s the share of new equipment in a stock.

A value stays only where ``hold: true`` says so. A scenario that says nothing of a value takes the reference
scenario's.

Inputs: ``Curve`` of the section, and the base year's value.

Outputs: The values by year under the id of the series (``scenario.activity`` and others, see the model's other pages);
``scenario.growth[scenario,sector,row,parameter]`` in %; ``scenario.s_curve_low``, ``_high``, ``_midpoint``,
``_steepness[scenario,sector,parameter]``; ``scenario.mix_old``, ``_new``. ``parameter`` is the series.

Errors: LG371 to LG379; LG208 and LG215 for units and ranges.

Example: ``s-curve-adoption.yaml``: an adoption curve with 40 % at its midpoint and 72 % four and a quarter years later
(published). ``paths-by-hand.yaml``: linear, compound and growth, worked out by hand.

Marks: Assumptions are marked as assumed; no data set is read.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache, partial
from itertools import pairwise

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import ONE, UnitError, parse_unit
from generator.calculations.amounts import give_amount
from generator.calculations.columns import column_sum
from generator.calculations.scenarios import curve_checks as checks
from generator.calculations.scenarios.frame import PERCENT, YEAR, calendar, named
from generator.calculations.scenarios.series import Series
from generator.ledger.context import Context
from generator.ledger.fact import Kind
from generator.ledger.quantity import Quantity, constant, exponential, power, ratio
from generator.project.node import Amount
from generator.project.sections.curves import Curve, SCurve, StockMix, TableSeries


def record_curve(series: Series, curve: Curve) -> None:
    """Record the values after the base year; the base year's value is recorded already."""
    form = checks.form_of(series.frame, curve, series.name)
    if form == "points":
        _points(series, curve)
    elif form == "growth":
        _growth(series, curve)
    elif form == "s_curve" and curve.s_curve:
        _s_curve(series, curve.s_curve)
    elif form == "table" and curve.table:
        _table(series, curve.table)
    elif form == "stock" and curve.stock:
        _stock(series, curve.stock)
    elif form == "hold":
        _stay(series, series.frame.base, curve.at)
    else:
        _lack_all(series)
    checks.in_range(series)


def inherit(series: Series, owner: Series) -> None:
    """Take the values after the base year from another scenario's series."""
    for year in series.frame.future:
        series.derive(year, partial(series.frame.builder.read, owner.fact_id, owner.of(year)))


def _lack_all(series: Series) -> None:
    for year in series.frame.future:
        series.lack(year)


def _stay(series: Series, last: int, position: Position) -> None:
    value = series.held(last)
    for year in range(last + 1, series.frame.model.to + 1):
        series.derive(year, value, position)


# --------------------------------------------------------------------------------------------------- points


def _points(series: Series, curve: Curve) -> None:
    points = checks.ordered_points(series.frame, curve, series.name)
    if points is None:
        _lack_all(series)
        return
    for point in points:
        series.give(point.year, point.value, point.place("value"))
    compound = curve.between == "compound"
    lost = compound and not checks.positive(series, points)
    known = [series.frame.base, *(p.year for p in points)]
    for first, last in pairwise(known):
        start, end = series.held(first), series.held(last)
        straight = line(start, end, last - first)
        for year in range(first + 1, last):
            if lost:
                series.lack(year)
            elif compound:
                series.derive(year, partial(compounded, start, end, year - first, last - first), curve.at)
            else:
                series.derive(year, partial(straight, year - first), curve.at)
    if curve.hold:
        _stay(series, known[-1], curve.place("hold"))
    else:
        for year in range(known[-1] + 1, series.frame.model.to + 1):
            series.lack(year)


def line(start: Callable[[], Quantity], end: Callable[[], Quantity], whole: int) -> Callable[[int], Quantity]:
    """Return what gives the value on a straight line between two values, by the years passed; the rise is kept."""
    rise: list[tuple[Quantity, Quantity]] = []

    def at(passed: int) -> Quantity:
        if not rise:
            first = start()
            rise.append((first, end() - first))
        first, change = rise[0]
        return first + change * part_of_time(passed, whole)

    return at


@lru_cache(maxsize=4096)
def part_of_time(passed: int, whole: int) -> Quantity:
    """Return years passed over all the years as a fraction of the method."""
    return ratio(passed, whole, ONE, "part of the time")


def compounded(start: Callable[[], Quantity], end: Callable[[], Quantity], passed: int, whole: int) -> Quantity:
    """Return the value on the way from one value to another at equal yearly rates."""
    first = start()
    return first * power(end() / first, part_of_time(passed, whole))


# --------------------------------------------------------------------------------------------------- growth


def _growth(series: Series, curve: Curve) -> None:
    frame = series.frame
    rates: dict[int, Callable[[], Quantity]] = {}
    holds = checks.growth_years(frame, curve, series.name)
    for row, period in enumerate(curve.growth, start=1):
        where = series.parameter(row=row)
        label = named(series.name, f"年增长率（{row}）", f": yearly growth ({row})")
        give_amount(
            frame.builder,
            "scenario.growth",
            where,
            period.rate,
            PERCENT,
            label,
            period.place("rate"),
            kind=Kind.ASSUMED,
            least=Decimal(-100),
        )
        rate = frame.held("scenario.growth", where)
        rates.update({year: rate for year in frame.future if holds.get(year) is period})
    for year in frame.future:
        if year in rates:
            series.derive(year, partial(_grown, series, year, rates[year]), curve.at)
        else:
            series.lack(year)


def _grown(series: Series, year: int, rate: Callable[[], Quantity]) -> Quantity:
    before = series.frame.builder.read(series.fact_id, series.of(year - 1))
    return before * (constant(1) + rate())


# -------------------------------------------------------------------------------------------------- S-curve


def _s_curve(series: Series, curve: SCurve) -> None:
    frame = series.frame
    if not checks.steepness(frame, curve, series.name):
        _lack_all(series)
        return
    where = series.parameter()
    low = series.held(frame.base)
    if curve.low is not None:
        _parameter(series, "low", curve.low, curve)
        low = frame.held("scenario.s_curve_low", where)
    _parameter(series, "high", curve.high, curve)
    high = frame.held("scenario.s_curve_high", where)
    for what, value, unit, zh, en in (
        ("midpoint", curve.midpoint, YEAR, "：S曲线中点年份", ": midpoint of the S-curve"),
        ("steepness", curve.steepness, ONE, "：S曲线陡度（每年）", ": steepness of the S-curve, per year"),
    ):
        place = curve.place(what)
        label = named(series.name, zh, en)
        frame.builder.give(f"scenario.s_curve_{what}", where, value, unit, label, place, kind=Kind.ASSUMED)
    middle = frame.held("scenario.s_curve_midpoint", where)
    steep = frame.held("scenario.s_curve_steepness", where)
    checks.start_of(series, curve, logistic(middle, steep, frame.base))
    span = (frame.base, frame.model.to) if curve.anchored else None
    for year in frame.future:
        series.derive(year, partial(between_levels, low, high, middle, steep, year, span), curve.at)


def _parameter(series: Series, what: str, amount: Amount, curve: SCurve) -> None:
    zh, en = {"low": ("起点水平", "lower end"), "high": ("终点水平", "upper end")}[what]
    give_amount(
        series.frame.builder,
        f"scenario.s_curve_{what}",
        series.parameter(),
        amount,
        series.unit,
        named(series.name, f"：S曲线{zh}", f": S-curve, {en}"),
        curve.place(what),
        kind=Kind.ASSUMED,
        least=series.least,
        most=series.most,
    )


def logistic(middle: Callable[[], Quantity], steep: Callable[[], Quantity], year: int) -> Quantity:
    """Return 1 / (1 + exp(k (m - y)))."""
    ahead = (middle() - calendar(year)) / constant(1, YEAR, "one year")
    return constant(1) / (constant(1) + exponential(steep() * ahead))


def between_levels(
    low: Callable[[], Quantity],
    high: Callable[[], Quantity],
    middle: Callable[[], Quantity],
    steep: Callable[[], Quantity],
    year: int,
    span: tuple[int, int] | None,
) -> Quantity:
    """Return the value of an S-curve between two levels, stretched over ``span`` where it is anchored."""
    part = logistic(middle, steep, year)
    if span is not None:
        start, end = (logistic(middle, steep, edge) for edge in span)
        part = (part - start) / (end - start)
    first = low()
    return first + (high() - first) * part


# ------------------------------------------------------------------------------------------ table and stock


def _table(series: Series, spec: TableSeries) -> None:
    table = series.frame.project.tables.get(spec.table)
    if table is None or spec.column not in table.values or spec.year not in table.text:
        _lack_all(series)
        return
    try:
        table.units[spec.column].conversion(parse_unit(series.unit))
    except UnitError:
        checks.table_unit(series.frame, spec, table.units[spec.column].text, series.unit)
        _lack_all(series)
        return
    rows = checks.rows_by_year(series.frame, spec, table, series.name)
    for year in series.frame.future:
        if year in rows:
            series.derive(year, partial(column_sum, table, spec.column, [rows[year]]), spec.at)
        else:
            series.lack(year, Text("数据表没有该年数值", "the table has no number for the year"))


def _stock(series: Series, mix: StockMix) -> None:
    frame, where = series.frame, series.parameter()
    for what, amount, zh, en in (
        ("old", mix.old, "：原有技术", ": old technology"),
        ("new", mix.new, "：新技术", ": new technology"),
    ):
        label, place = named(series.name, zh, en), mix.place(what)
        fact_id = f"scenario.mix_{what}"
        give_amount(
            frame.builder, fact_id, where, amount, series.unit, label, place, kind=Kind.ASSUMED, least=series.least
        )
    old, new = frame.held("scenario.mix_old", where), frame.held("scenario.mix_new", where)
    scenario = series.around.get("scenario") or ""
    for year in frame.future:
        share = frame.held("scenario.stock_new_share", Context.of(scenario=scenario, period=year, asset=mix.stock))
        series.derive(year, partial(_mixed, old, new, share), mix.at)


def _mixed(old: Callable[[], Quantity], new: Callable[[], Quantity], share: Callable[[], Quantity]) -> Quantity:
    part = share()
    return old() * (constant(1) - part) + new() * part
