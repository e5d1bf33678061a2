"""Activity data: rows summed by source, year and month in one pass over the columns.

Method: sum of the rows of a source and year (ISO 14064-1:2018, 6.2.2, data collection; GB/T 32150, activity data). A
source without rows in a year is missing, never zero.

Inputs: ``activity.tables``, ``activity.inline``, ``sources``.

Outputs: ``activity.quantity[period,source]``, ``activity.month[period,source]`` (the source's unit),
``activity.months_covered[period,source]``.

Errors: LG010 no data in a year; LG011 months missing; LG012 unit; LG013 negative; LG023 year and months of one
source.

Example: every worked example of the inventory begins here; sums are checked by hand in ``months.yaml``.

Marks: none; the rows are the client's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from functools import partial

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import Unit, UnitError, parse_unit
from generator.calculations.inventory.book import Book, at, label
from generator.calculations.inventory.rules import ACTIVITY_UNIT, MIXED_PERIODS, MONTHS_MISSING, NEGATIVE, NO_ACTIVITY
from generator.ledger.expression import RowSum
from generator.ledger.fact import Kind
from generator.ledger.quantity import Quantity, total
from generator.project.models import Source
from generator.project.project import Rows

_MONTH = parse_unit("month")


@dataclass
class _Group:
    """The rows of one table for one source and period, and their sum in the source's unit (``None``: refused)."""

    rows: Rows
    indices: list[int]
    value: Decimal | None = None


@dataclass
class _Activity:
    """A source's groups by period (``2024`` or ``2024-03``)."""

    groups: dict[str, list[_Group]] = field(default_factory=dict)

    def of_year(self, year: int) -> dict[str, list[_Group]]:
        return {p: g for p, g in self.groups.items() if p[:4] == str(year)}


def run(book: Book) -> None:
    """Record the activity of every source for the reporting years (and the base year)."""
    gathered = _gather(book)
    base = book.project.file.periods.base_year.year
    reporting = book.project.file.periods.reporting
    known = any(a.of_year(base) for a in gathered.values())
    book.years = tuple(sorted({*reporting, base} if known else set(reporting)))
    for source in book.sources:
        activity = gathered.get(source.id, _Activity())
        _sum_up(book, source, activity)
        for year in book.years:
            _year(book, source, year, activity.of_year(year))


def _gather(book: Book) -> dict[str, _Activity]:
    """Group row numbers by source and period: the one pass over all rows."""
    gathered: dict[str, _Activity] = {source.id: _Activity() for source in book.sources}
    for table in book.project.rows:
        groups: dict[tuple[str, str], list[int]] = {}
        for index, key in enumerate(zip(table.source, table.period, strict=True)):
            if key in groups:
                groups[key].append(index)
            else:
                groups[key] = [index]
        for (source, period), indices in groups.items():
            if source in gathered:
                gathered[source].groups.setdefault(period, []).append(_Group(table, indices))
    return gathered


def _sum_up(book: Book, source: Source, activity: _Activity) -> None:
    unit = book.unit(source) if activity.groups else None
    factors: dict[tuple[int, int], Decimal | None] = {}
    for groups in activity.groups.values():
        for group in groups:
            if unit is not None:
                group.value = _sum(book, source, group, unit, factors)


def _sum(
    book: Book, source: Source, group: _Group, unit: Unit, factors: dict[tuple[int, int], Decimal | None]
) -> Decimal | None:
    rows = group.rows
    by_unit: dict[int, list[int]] = {}
    if len(rows.units) == 1:
        by_unit[0] = group.indices
    else:
        for index in group.indices:
            by_unit.setdefault(rows.unit[index], []).append(index)
    value: Decimal | None = Decimal(0)
    quantity = rows.quantity
    with localcontext(prec=34):
        for number, indices in by_unit.items():
            key = (id(rows), number)
            if key not in factors:
                factors[key] = _conversion(book, source, rows, indices[0], unit)
            factor = factors[key]
            numbers = [quantity[i] for i in indices]
            if min(numbers) < 0:
                _negative(book, source, rows, [i for i in indices if quantity[i] < 0])
                value = None
            if factor is None or value is None:
                value = None
                continue
            part = sum(numbers, Decimal(0))
            value += part if factor == 1 else part * factor
    return value


def _conversion(book: Book, source: Source, rows: Rows, first: int, unit: Unit) -> Decimal | None:
    written = rows.units[rows.unit[first]]
    try:
        return written.of(book.factors.substance(source)).conversion(unit)
    except UnitError:
        book.ledger.findings.append(
            ACTIVITY_UNIT.at(
                rows.position(first),
                f"{source.id} 的活动数据单位是 {written}，不能换算为 {unit}",
                f"the activity of {source.id} is in {written}, which does not convert to {unit}",
                hint_zh=f"改用 {source.unit} 的数量，或把排放源的 unit 改为 {written} 并给出同单位的因子",
                hint_en=f"give it in {source.unit}, or set the source's unit to {written} and bring factors to match",
                related=[source.place("unit")],
            )
        )
        return None


def _negative(book: Book, source: Source, rows: Rows, indices: Sequence[int]) -> None:
    for index in indices[:20]:
        book.ledger.findings.append(
            NEGATIVE.at(
                rows.position(index),
                f"{source.id} 的活动数据为负：{rows.quantity[index]}",
                f"the activity of {source.id} is negative: {rows.quantity[index]}",
                hint_zh="库存调整计入所调整的月份；外供能源另设 sold-electricity 或 sold-heat 排放源",
                hint_en="correct the month concerned; energy sold is a source of kind sold-electricity or sold-heat",
            )
        )


def _year(book: Book, source: Source, year: int, periods: dict[str, list[_Group]]) -> None:
    context = at(period=year, source=source.id)
    whole = periods.get(str(year), [])
    months = {p: g for p, g in periods.items() if len(p) > 4}
    if not periods:
        _no_activity(book, source, year)
        return
    if whole and months:
        _mixed(book, source, year, whole[0])
        return
    groups = [g for period in sorted(periods) for g in periods[period]]
    _record(
        book, source, "activity.quantity", str(year), groups, label(f"{year}年活动数据", f"activity of {year}", source)
    )
    for period in sorted(months):
        month = label(f"{period}活动数据", f"activity of {period}", source)
        _record(book, source, "activity.month", period, months[period], month)
    count = len(months) if months else 12
    book.ledger.give(
        "activity.months_covered",
        context,
        Decimal(count),
        _MONTH,
        label("有数据的月份数", "months covered", source),
        groups[0].rows.position(groups[0].indices[0]),
        kind=Kind.DERIVED,
    )
    if count < 12 and source.kind != "fugitive":
        _months_missing(book, source, year, sorted(months))


def _record(book: Book, source: Source, fact_id: str, period: str, groups: list[_Group], text: Text) -> None:
    """Record a sum: one table's rows as they are, several tables' added."""
    context = at(period=period, source=source.id)
    place = groups[0].rows.position(groups[0].indices[0])
    if any(group.value is None for group in groups):
        reason = Text(f"{source.id} 的活动数据有误", f"the activity of {source.id} is faulty")
        book.ledger.lack(fact_id, context, reason, place)
        return
    unit = book.unit(source)
    parts = [_row_sum(table, unit) for table in _by_table(groups)]
    kind = Kind.ASSUMED if _assumed(book, source, period) else Kind.DERIVED
    formula = partial(total, parts, unit) if len(parts) > 1 else partial(_same, parts[0])
    book.ledger.derive(fact_id, context, unit, text, formula, position=place, kind=kind)


def _same(quantity: Quantity) -> Quantity:
    return quantity


def _by_table(groups: list[_Group]) -> list[list[_Group]]:
    tables: dict[int, list[_Group]] = {}
    for group in groups:
        tables.setdefault(id(group.rows), []).append(group)
    return list(tables.values())


def _row_sum(groups: list[_Group], unit: Unit) -> Quantity:
    with localcontext(prec=34):
        value = sum((g.value for g in groups if g.value is not None), Decimal(0))
    indices = tuple(sorted(i for g in groups for i in g.indices))
    return Quantity(value, unit, RowSum(groups[0].rows.id, indices, value, unit))


def _assumed(book: Book, source: Source, period: str) -> bool:
    inline = book.project.file.activity.inline
    return any(one.assumed and one.source == source.id and one.period.startswith(period) for one in inline)


def _no_activity(book: Book, source: Source, year: int) -> None:
    reason = Text(f"{source.name.zh}没有{year}年的活动数据", f"{source.id} has no activity data of {year}")
    book.ledger.lack("activity.quantity", at(period=year, source=source.id), reason, source.at)
    zero = f"{{source: {source.id}, period: {year}, quantity: 0 {source.unit}}}"
    book.ledger.findings.append(
        NO_ACTIVITY.at(
            source.at,
            f"排放源 {source.id} 没有{year}年的活动数据",
            f"the source {source.id} has no activity data of {year}",
            hint_zh=f"该年未运行时在 activity.inline 写明为零：{zero}",
            hint_en=f"if it did not run, say so in activity.inline: {zero}",
        )
    )


def _mixed(book: Book, source: Source, year: int, group: _Group) -> None:
    place: Position = group.rows.position(group.indices[0])
    reason = Text(f"{source.id} 同时有全年和分月数据", f"{source.id} has a yearly and monthly quantities")
    book.ledger.lack("activity.quantity", at(period=year, source=source.id), reason, place)
    book.ledger.findings.append(
        MIXED_PERIODS.at(
            place,
            f"{source.id} 在{year}年同时有全年数量和分月数量，会重复计算",
            f"{source.id} has both a quantity for {year} and quantities for its months",
            hint_zh="保留其中一种",
            hint_en="keep one of the two",
        )
    )


def _months_missing(book: Book, source: Source, year: int, months: list[str]) -> None:
    gone = [m for m in (f"{year}-{n:02d}" for n in range(1, 13)) if m not in months]
    book.ledger.findings.append(
        MONTHS_MISSING.at(
            source.at,
            f"排放源 {source.id} 缺少月份：{'、'.join(gone)}",
            f"the source {source.id} lacks the months {', '.join(gone)}",
            hint_zh="补齐数据；未使用的月份写零并留存依据",
            hint_en="complete the data; write zero for months without use",
        )
    )
