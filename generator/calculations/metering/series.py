"""Monitored series: completeness, outliers, and gaps filled by the stated rule alone.

Timestamps are counted against those expected between ``begins`` and ``ends``. A value counts as present when its cell
holds a number. Gaps are filled only by the rule that the project states, the number of filled values is a fact, and
the total of filled values is kept apart from the measured one. Under ``leave`` a series with gaps has no total.
Outliers are named and stay in.

Method: completeness = values present / intervals expected. Outliers: iqr: outside Q1 - k IQR to Q3 + k IQR (Tukey
1977; quartiles linear between order statistics); z-score: |x - mean| / s > k; mad: 0.6745 |x - median| / MAD > k
(Iglewicz and Hoaglin 1993). Filling: previous: the last value before; linear: on the line between the values around
the gap; mean: the mean of the values present. A gap at the start (linear also: at the end) has nothing to be filled
from and stays.

Inputs: section ``metering``: series; tables; data set metering-outliers.

Outputs: metering.expected, metering.present, metering.missing, metering.filled, metering.outliers[indicator] as
numbers; metering.completeness, metering.completeness_needed[indicator] in %, metering.completeness_met[indicator];
metering.outlier_limit[indicator] (number), metering.outlier_low, metering.outlier_high, metering.measured,
metering.filled_sum and metering.series_total[indicator] in the column's unit.

Errors: LG694, LG698, LG699, LG700, LG701, LG014, LG208.

Example: worked/series.yaml, worked out by hand; fences of the ten readings by hand after the definition.

Marks: limits of iqr and z-score unconfirmed, of mad secondary.
"""

from __future__ import annotations

import bisect
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import partial

from generator.base.text import Text
from generator.calculations.amounts import label
from generator.calculations.columns import column_sum
from generator.calculations.desk import Desk, Within, at_least
from generator.calculations.factors import DataSets
from generator.calculations.figures import deviation, mean, quantile
from generator.calculations.metering.rules import INCOMPLETE, OUTLIER, READING, TIMESTAMP, TOO_FEW
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, procedure
from generator.project.project import Table
from generator.project.sections.metering import Metering, Series

_LIMITS = "metering-outliers"
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Read:
    """A series as read: the table, and for each timestamp expected its row, or ``None``."""

    table: Table
    column: str
    stamps: Sequence[datetime.datetime]
    rows: Sequence[int | None]

    @property
    def present(self) -> list[int]:
        """The rows that hold a value, in the order of time."""
        return [row for row in self.rows if row is not None]

    @property
    def values(self) -> list[Decimal]:
        """Their values."""
        return [value for row in self.present if (value := self.table.values[self.column][row]) is not None]


def record_series(desk: Desk, section: Metering) -> None:
    """Record every series."""
    sets = DataSets(desk.project)
    for one in section.series:
        read = _read(desk, one)
        if read is None:
            context, reason = Context.of(indicator=one.id), Text("序列无法读取", "the series cannot be read")
            for what in ("completeness", "series_total", "outliers"):
                desk.builder.lack(f"metering.{what}", context, reason, one.at)
            continue
        _completeness(desk, one, read)
        _outliers(desk, one, read, sets)
        _total(desk, one, read)
    desk.builder.findings += sets.findings


def _moment(value: datetime.datetime | datetime.date) -> datetime.datetime:
    if isinstance(value, datetime.datetime):
        return value
    return datetime.datetime.combine(value, datetime.time())


def _stamp(text: str) -> datetime.datetime | None:
    try:
        found = datetime.datetime.fromisoformat(text.replace("/", "-"))
    except ValueError:
        return None
    return None if found.tzinfo else found


def _read(desk: Desk, one: Series) -> Read | None:
    table = desk.project.tables.get(one.table)
    if table is None or one.time not in table.text or one.value not in table.values:
        return None
    begins, ends, step = _moment(one.begins), _moment(one.ends), datetime.timedelta(minutes=one.minutes)
    if ends < begins:
        message = (f"序列止于 {ends}，早于起始 {begins}", f"the series ends on {ends}, before it begins on {begins}")
        desk.find(TIMESTAMP, one.place("ends"), message, ("ends: 2024-12-31", "ends: 2024-12-31"))
        return None
    stamps = [begins + step * i for i in range((ends - begins) // step + 1)]
    rows: list[int | None] = [None] * len(stamps)
    seen: dict[int, int] = {}
    wrong = False
    for row, text in enumerate(table.text[one.time]):
        stamp = _stamp(text)
        place = (stamp - begins) // step if stamp else -1
        off = stamp is None or (stamp - begins) % step != datetime.timedelta() or not 0 <= place < len(stamps)
        if off or place in seen:
            twice = not off
            zh = f"时间“{text}”" + ("重复" if twice else "无法识别，或不在序列的时间点上")
            en = f"the time {text!r} " + ("stands twice" if twice else "is none of the series' times")
            hint = (f"例如 {stamps[0]}", f"for example {stamps[0]}")
            desk.find(TIMESTAMP, table.position(row, one.time), (zh, en), hint)
            wrong = True
            continue
        seen[place] = row
        rows[place] = row if table.values[one.value][row] is not None else None
    return None if wrong else Read(table, one.value, stamps, rows)


def _completeness(desk: Desk, one: Series, read: Read) -> None:
    context = Context.of(indicator=one.id)
    missing = [stamp for stamp, row in zip(read.stamps, read.rows, strict=True) if row is None]
    for what, number, zh, en in (
        ("expected", len(read.stamps), "：应有数据数", ": readings expected"),
        ("present", len(read.present), "：实有数据数", ": readings present"),
    ):
        desk.count(f"metering.{what}", context, number, label(one.name, zh, en), one.place("table"))
    name = label(one.name, "：缺失数据数", ": readings missing")
    desk.derive(
        "metering.missing",
        context,
        "1",
        name,
        lambda: desk.read("metering.expected", context) - desk.read("metering.present", context),
        one.at,
    )
    name = label(one.name, "：数据完整率", ": completeness")
    desk.derive(
        "metering.completeness",
        context,
        "%",
        name,
        lambda: desk.read("metering.present", context) / desk.read("metering.expected", context),
        one.at,
    )
    if one.needed is not None:
        name, at = label(one.name, "：要求的完整率", ": completeness needed"), one.place("needed")
        within = Within(READING, least=Decimal(0), most=Decimal(100), example="90 %")
        desk.amount("metering.completeness_needed", context, one.needed, "%", name, at, within)
        name = label(one.name, "：完整率是否达到要求", ": completeness met")
        desk.derive(
            "metering.completeness_met",
            context,
            "1",
            name,
            lambda: at_least(
                desk.read("metering.completeness", context), desk.read("metering.completeness_needed", context)
            ),
            at,
        )
    if missing:
        shown = ", ".join(str(stamp) for stamp in missing[:_SHOWN]) + (" …" if len(missing) > _SHOWN else "")
        zh = f"{one.name.zh}缺 {len(missing)}/{len(read.stamps)} 个数据：{shown}；缺口处理：{one.gaps}"
        en = f"{one.id} lacks {len(missing)} of {len(read.stamps)} readings: {shown}; gaps are treated by: {one.gaps}"
        hint = ("补齐数据，或按监测计划写明 gaps", "complete the data, or state gaps by the monitoring plan")
        desk.find(INCOMPLETE, one.place("gaps"), (zh, en), hint)


# ------------------------------------------------------------------------------------------------ outliers


def _outliers(desk: Desk, one: Series, read: Read, sets: DataSets) -> None:
    rule, context = one.outliers, Context.of(indicator=one.id)
    if rule is None:
        return
    name = label(one.name, f"：离群判别界限（{rule.rule}）", f": limit of the rule for outliers ({rule.rule})")
    if rule.limit is not None:
        within = Within(READING, above=Decimal(0), example="3.5 1")
        desk.stated("metering.outlier_limit", context, rule.limit, "1", name, within)
    elif (limit := sets.one(_LIMITS, rule.rule, "limit", rule.at)) is not None:
        limit.give(desk.builder, "metering.outlier_limit", context, name)
    if rule.rule == "mad" and (scale := sets.one(_LIMITS, "mad", "scale", rule.at)) is not None:
        text = label(one.name, "：MAD换算系数", ": scale of the MAD")
        scale.give(desk.builder, "metering.outlier_scale", context, text)
    if len(read.values) < 3:
        message = (f"{one.name.zh}的数据不足以判别离群值", f"{one.id} has too few values for outliers")
        desk.find(TOO_FEW, rule.at, message, ("至少三个数据", "at least three values"))
        desk.builder.lack("metering.outliers", context, Text("数据不足", "too few values"), rule.at)
        return
    unit = read.table.units[read.column].text
    for which, sign, zh, en in (("low", -1, "：离群下限", ": lower fence"), ("high", 1, "：离群上限", ": upper fence")):
        formula = partial(_fence, desk, one, read, sign)
        desk.derive(f"metering.outlier_{which}", context, unit, label(one.name, zh, en), formula, rule.at)
    text = label(one.name, "：离群值数", ": outliers")
    desk.derive("metering.outliers", context, "1", text, partial(_outside, desk, context, read), rule.at)
    low, high = desk.value("metering.outlier_low", context), desk.value("metering.outlier_high", context)
    if low is None or high is None:
        return
    for row in read.present:
        value = read.table.values[read.column][row]
        if value is not None and not low <= value <= high:
            shown_low, shown_high = f"{low:.6g}", f"{high:.6g}"
            zh = f"{value} 超出 {rule.rule} 规则的界限 {shown_low} 至 {shown_high}"
            en = f"{value} lies outside the limits of the {rule.rule} rule, {shown_low} to {shown_high}"
            hint = ("核对原始记录；数据仍计入合计", "check the record; the value still counts")
            desk.find(OUTLIER, read.table.position(row, read.column), (zh, en), hint)


def _fence(desk: Desk, one: Series, read: Read, sign: int) -> Quantity:
    assert one.outliers is not None
    context, rule = Context.of(indicator=one.id), one.outliers.rule
    unit, values = read.table.units[read.column], read.values
    reads = [column_sum(read.table, read.column, read.present)]
    limit = desk.read("metering.outlier_limit", context)

    def found(name: str, value: Decimal) -> Quantity:
        return procedure(name, value, unit, reads)

    if rule == "z-score":
        centre, spread = found("mean", mean(values)), found("standard deviation", deviation(values))
    elif rule == "iqr":
        quarter = Decimal("0.25")
        low, high = (
            found("first quartile", quantile(values, quarter)),
            found("third quartile", quantile(values, 1 - quarter)),
        )
        centre, spread = (high if sign > 0 else low), high - low
    else:
        middle = quantile(values, Decimal("0.5"))
        centre = found("median", middle)
        spread = found("MAD", quantile([abs(value - middle) for value in values], Decimal("0.5")))
        spread = spread / desk.read("metering.outlier_scale", context)
    return centre + limit * spread if sign > 0 else centre - limit * spread


def _outside(desk: Desk, context: Context, read: Read) -> Quantity:
    low, high = desk.read("metering.outlier_low", context), desk.read("metering.outlier_high", context)
    found = sum(not low.value <= value <= high.value for value in read.values)
    reads = [column_sum(read.table, read.column, read.present), low, high]
    return procedure("values outside the fences", Decimal(found), "1", reads)


# --------------------------------------------------------------------------------------------- gaps and total


def _total(desk: Desk, one: Series, read: Read) -> None:
    context, unit = Context.of(indicator=one.id), read.table.units[read.column].text
    name = label(one.name, "：实测合计", ": total of the values measured")
    desk.derive(
        "metering.measured", context, unit, name, lambda: column_sum(read.table, read.column, read.present), one.at
    )
    found = filled(read.rows, read.table.values[read.column], one.gaps)
    gaps = sum(row is None for row in read.rows)
    for what, its_unit, value, zh, en in (
        ("filled", "1", Decimal(len(found)), f"：按“{one.gaps}”填补数", f": values filled by {one.gaps}"),
        ("filled_sum", unit, sum(found, Decimal(0)), f"：按“{one.gaps}”填补合计", f": total filled by {one.gaps}"),
    ):
        formula = partial(_fill, one, read, its_unit, value)
        desk.derive(f"metering.{what}", context, its_unit, label(one.name, zh, en), formula, one.place("gaps"))
    name = label(one.name, "：合计", ": total")
    if len(found) < gaps:
        reason = Text(f"有 {gaps - len(found)} 个数据缺失", f"{gaps - len(found)} readings are missing")
        desk.builder.lack("metering.series_total", context, reason, one.place("gaps"))
        return
    desk.derive(
        "metering.series_total",
        context,
        unit,
        name,
        lambda: desk.read("metering.measured", context) + desk.read("metering.filled_sum", context),
        one.at,
    )


def _fill(one: Series, read: Read, unit: str, value: Decimal) -> Quantity:
    if not value:
        return constant(0, unit, "nothing was filled")
    reads = [column_sum(read.table, read.column, read.present)]
    return procedure(f"gaps filled by {one.gaps}", value, unit, reads)


def filled(rows: Sequence[int | None], values: Sequence[Decimal | None], rule: str) -> list[Decimal]:
    """Return what a rule puts into the gaps; a gap that it cannot fill gets nothing."""
    known = [None if row is None else values[row] for row in rows]
    present = [i for i, value in enumerate(known) if value is not None]
    found: list[Decimal] = []
    if rule == "leave" or not present:
        return found
    middle = mean([known[i] or Decimal(0) for i in present])
    for i, value in enumerate(known):
        if value is not None:
            continue
        place = bisect.bisect(present, i)
        before = present[place - 1] if place else None
        after = present[place] if place < len(present) else None
        if rule == "mean":
            found.append(middle)
        elif rule == "previous" and before is not None:
            found.append(known[before] or Decimal(0))
        elif rule == "linear" and before is not None and after is not None:
            low, high = known[before] or Decimal(0), known[after] or Decimal(0)
            with localcontext(prec=34):
                found.append(low + (high - low) * (i - before) / (after - before))
    return found
