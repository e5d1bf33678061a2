"""Monitored series as read: a row for each timestamp expected, or none.

Timestamps are read as ISO 8601 dates or times without a zone; one that is no point of the series, or stands twice, is
an error (LG698) and leaves the series unread.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.calculations.desk import Desk
from generator.calculations.metering.rules import TIMESTAMP
from generator.project.project import Table
from generator.project.sections.metering import Series

_LIMITS = "metering-outliers"
_SHOWN = 5

#: Two years of minutes.
_MOST = 1_054_080


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


def read_series(desk: Desk, one: Series) -> Read | None:
    """Return a series by its timestamps, or ``None`` where one of them is at fault."""
    table = desk.project.tables.get(one.table)
    if table is None or one.time not in table.text or one.value not in table.values:
        return None
    begins, ends, step = _moment(one.begins), _moment(one.ends), datetime.timedelta(minutes=one.minutes)
    if begins.tzinfo or ends.tzinfo or (ends - begins) // step >= _MOST:
        message = (
            f"序列的起止带时区，或超过 {_MOST} 个时间点",
            f"begins or ends has a zone, or there are over {_MOST} times",
        )
        desk.find(TIMESTAMP, one.place("begins"), message, ("begins: 2024-01-01", "begins: 2024-01-01"))
        return None
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
