"""The rows of a meter's table in one monitored period: each date once, readings that rise, quantities not negative."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from generator.base.findings import Finding
from generator.calculations.columns import column_sum
from generator.calculations.reduction.frame import Frame
from generator.calculations.reduction.rules import BACKWARDS, BAD_DATE, NEGATIVE_QUANTITY, TWICE
from generator.ledger.quantity import Quantity
from generator.project.project import Table
from generator.project.sections.reduction_monitoring import Meter, Monitoring

_DATE = re.compile(r"^(\d{4})\D(\d{1,2})(?:\D(\d{1,2}))?(?:\D.*)?$")
#: What earns reductions: more of it means more.
CREDITED = ("export", "baseline", "limit")


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a monitored period that fall into one calendar year."""

    year: int
    first: datetime.date
    last: datetime.date

    @property
    def days(self) -> int:
        """How many days, both ends counted."""
        return (self.last - self.first).days + 1


def spans(period: Monitoring) -> tuple[Span, ...]:
    """Return a monitored period by calendar year."""
    return tuple(
        Span(year, max(period.begins, datetime.date(year, 1, 1)), min(period.ends, datetime.date(year, 12, 31)))
        for year in range(period.begins.year, period.ends.year + 1)
    )


@dataclass
class Metered:
    """One meter in one monitored period: its rows by date."""

    frame: Frame
    period: Monitoring
    meter: Meter
    table: Table
    rows: dict[datetime.date, int] = field(default_factory=dict)
    broken: bool = False

    @property
    def credited(self) -> bool:
        """Whether more of it means more reductions."""
        return self.meter.counts in CREDITED

    def cell(self, row: int) -> Quantity:
        """Return the cell of a row."""
        return column_sum(self.table, self.meter.column, [row])

    def tell(self, finding: Finding) -> None:
        """Record a finding."""
        self.frame.builder.findings.append(finding)


def read_rows(metered: Metered) -> None:
    """Keep the rows of the period (and the day before, for a counter), each date once."""
    meter, table = metered.meter, metered.table
    for row, text in enumerate(table.text["date"]):
        date = read_date(text, meter.interval)
        if date is None:
            metered.broken = True
            _bad_date(metered, row, text)
            continue
        if not _wanted(metered, date):
            continue
        if date in metered.rows:
            metered.broken = True
            _twice(metered, row, date)
            continue
        metered.rows[date] = row
    if meter.records == "reading":
        _check_readings(metered)
    else:
        _check_quantities(metered)


def read_date(text: str, interval: str) -> datetime.date | None:
    """Read ``2024-03-01`` (for months also ``2024-03``: its first day)."""
    found = _DATE.match(text.strip())
    if found is None or (found[3] is None and interval == "day"):
        return None
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3] or 1) if interval == "day" else 1)
    except ValueError:
        return None


def _wanted(metered: Metered, date: datetime.date) -> bool:
    first, last = metered.period.begins, metered.period.ends
    if metered.meter.interval == "month":
        first = first.replace(day=1)
    if metered.meter.records == "reading":
        return True  # the reading nearest to a boundary may lie outside
    return first <= date <= last


def _check_quantities(metered: Metered) -> None:
    for row in metered.rows.values():
        value = metered.table.values[metered.meter.column][row]
        if value is not None and value < 0:
            metered.broken = True
            metered.tell(
                NEGATIVE_QUANTITY.at(
                    metered.table.position(row, metered.meter.column),
                    f"计量值为负：{value}",
                    f"the metered quantity is negative: {value}",
                    hint_zh="上网与下网分别列为两块表，均为正值",
                    hint_en="give export and import as two meters, both counting upwards",
                )
            )


def _check_readings(metered: Metered) -> None:
    values = metered.table.values[metered.meter.column]
    before = None
    for _, row in sorted(metered.rows.items()):
        value = values[row]
        if value is None:
            continue
        if before is not None and value < before:
            metered.broken = True
            metered.tell(
                BACKWARDS.at(
                    metered.table.position(row, metered.meter.column),
                    f"表底 {value} 小于上一次的 {before}",
                    f"the reading {value} is lower than the one before, {before}",
                    hint_zh="核对抄表记录；换表时新表另列一块表",
                    hint_en="check the readings; a counter that was replaced is a meter of its own",
                )
            )
        before = value


def _bad_date(metered: Metered, row: int, text: str) -> None:
    metered.tell(
        BAD_DATE.at(
            metered.table.position(row, metered.meter.column),
            f"“{text}”不是日期",
            f"{text!r} is no date",
            hint_zh="例如 2024-03-01；按月的表写 2024-03",
            hint_en="for example 2024-03-01; for months 2024-03",
        )
    )


def _twice(metered: Metered, row: int, date: datetime.date) -> None:
    metered.tell(
        TWICE.at(
            metered.table.position(row, metered.meter.column),
            f"{date} 重复",
            f"{date} stands twice",
            hint_zh="保留一行",
            hint_en="keep one of the rows",
            related=[metered.table.position(metered.rows[date], metered.meter.column)],
        )
    )
