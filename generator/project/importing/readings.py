"""From meter readings to amounts by month: differences of cumulative readings, and what belongs to which month."""

from __future__ import annotations

import calendar
import datetime
import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.base.findings import Finding
from generator.base.text import Text
from generator.project.importing import rules
from generator.project.importing.draft import Draft

_DAY = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T].*)?$")

#: As everywhere in a project; a meter of the year 1024 is a slip.
_YEARS = range(1990, 2101)

Month = tuple[int, int]
#: A reading: its row, its day, its value.
Reading = tuple[int, datetime.date, Decimal]


def consumptions(draft: Draft, label: str, rows: Sequence[int], column: str) -> Iterator[tuple[str, Decimal, str]]:
    """Yield (month, amount, remark) of one meter, in the unit of its readings and without its multiplier."""
    read = _read(draft, rows, column)
    by_month: dict[Month, Decimal] = {}
    remarks: dict[Month, str] = {}
    if column == "quantity":
        for _, day, amount in read:
            month = (day.year, day.month)
            by_month[month] = by_month.get(month, Decimal(0)) + amount
    else:
        if len(read) == 1:
            draft.refused.append(_once(draft, label, read[0], column))
        for before, after in itertools.pairwise(read):
            for month, amount in _between(draft, label, before, after, column):
                by_month[month] = by_month.get(month, Decimal(0)) + amount
                first = remarks.get(month, f"{before[2]}").partition(" -> ")[0]
                remarks[month] = f"{first} -> {after[2]}"
    for month in sorted(by_month):
        yield f"{month[0]}-{month[1]:02d}", by_month[month], remarks.get(month, "")


def _read(draft: Draft, rows: Sequence[int], column: str) -> list[Reading]:
    """Return the readings in order of time; a time or reading that is not there is refused."""
    found: list[Reading] = []
    for row in rows:
        day, value = parse_day(draft.cell("time", row)), draft.table.values[column][row]
        if day is None:
            text = draft.cell("time", row)
            draft.refused.append(
                rules.NO_TIME.at(
                    draft.at(row, "time"),
                    f"时间“{text}”无法识别",
                    f"the time {text!r} cannot be read",
                    hint_zh="例如 2024-05-31",
                    hint_en="such as 2024-05-31",
                )
            )
        elif value is None:
            zh, en = "填入示数", "fill in the reading"
            draft.refused.append(
                rules.NO_TIME.at(draft.at(row, column), "缺少示数", "the reading is missing", hint_zh=zh, hint_en=en)
            )
        else:
            found.append((row, day, value))
    return sorted(found, key=lambda one: (one[1], one[0]))


def parse_day(text: str) -> datetime.date | None:
    """Read a day: ``2024-05-31``, ``2024/5/31 00:15``, ``2024年5月31日``."""
    match = _DAY.match(text)
    if not match or int(match[1]) not in _YEARS:
        return None
    try:
        return datetime.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _between(draft: Draft, label: str, before: Reading, after: Reading, column: str) -> Iterator[tuple[Month, Decimal]]:
    amount = after[2] - before[2]
    if amount < 0:
        limit = draft.spec.rollover.get(label)
        if limit is None or limit <= before[2]:
            draft.refused.append(
                rules.BACKWARDS.at(
                    draft.at(after[0], column),
                    f"{label} 的示数由 {before[2]} 变为 {after[2]}",
                    f"the reading of {label} goes from {before[2]} to {after[2]}",
                    hint_zh=f"若为满度回零：rollover: {{{label}: 100000}}；换表时录入旧表止数和新表起数",
                    hint_en=f"if it started again: rollover: {{{label}: 100000}}; at an exchange enter both meters",
                    related=[draft.at(before[0], column)],
                )
            )
            return
        amount += limit
        draft.changed.append(Text(f"{label}：{after[1]} 满度回零", f"{label}: started again on {after[1]}"))
    first, last = _months(before[1], after[1])
    if before[1] == after[1]:  # twice on one day: at an exchange, or by the hour
        yield (after[1].year, after[1].month), amount
    elif first == last:
        yield first, amount
    elif draft.spec.spread == "by-days":
        text = Text(f"{label}：{before[1]}—{after[1]} 按天数分摊", f"{label}: {before[1]} to {after[1]} split by days")
        draft.changed.append(text)
        yield from _by_days(before[1], after[1], amount)
    else:
        draft.refused.append(
            rules.ACROSS.at(
                draft.at(after[0], "time"),
                f"{label} 在 {before[1]} 与 {after[1]} 之间跨月，用量 {amount} 无法归入一个月",
                f"{label}: the {amount} used between {before[1]} and {after[1]} belong to more than one month",
                hint_zh="补录月初或月末示数，或写 spread: by-days",
                hint_en="add the reading at the month's end, or write spread: by-days",
                related=[draft.at(before[0], "time")],
            )
        )


def _once(draft: Draft, label: str, read: Reading, column: str) -> Finding:
    return rules.READ_ONCE.at(
        draft.at(read[0], column),
        f"{label} 只有一次示数（{read[1]}），算不出用量",
        f"{label} was read once, on {read[1]}: nothing tells what was used",
        hint_zh="补录期初或期末示数，例如 2024-05-01 与 2024-06-01",
        hint_en="add the reading at the other end, for example 2024-05-01 and 2024-06-01",
    )


def _months(start: datetime.date, end: datetime.date) -> tuple[Month, Month]:
    """Return the months in which an interval begins and ends.

    A reading of the first day closes the month before, one of the last day closes its own: so an interval that ends on
    1 June ends with May, and one that begins on 31 May begins with June.
    """
    first = start if not _is_last(start) else start + datetime.timedelta(days=1)
    last = end if end.day != 1 else end - datetime.timedelta(days=1)
    return (first.year, first.month), (last.year, last.month)


def _is_last(day: datetime.date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def _by_days(start: datetime.date, end: datetime.date, amount: Decimal) -> Iterator[tuple[Month, Decimal]]:
    """Split an amount over the months by the days of each; the last part takes what rounding leaves."""
    days: dict[Month, int] = {}
    for n in range((end - start).days):
        day = start + datetime.timedelta(days=n)
        days[day.year, day.month] = days.get((day.year, day.month), 0) + 1
    left, whole = amount, sum(days.values())
    *others, last = days.items()
    for month, count in others:
        part = (amount * count / whole).quantize(Decimal("1e-6"))
        left -= part
        yield month, part
    yield last[0], left
