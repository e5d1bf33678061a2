"""Which rows of a table differ between two sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from generator.base.findings import Position
from generator.base.units import Unit
from generator.ledger.attribution.causes import RowChange
from generator.ledger.explain import TableRows

#: The rows of one table, as a sum names them.
Rows = tuple[str, tuple[int, ...]]
#: A row as it is told apart from others of its table, and which of its like it is.
_Name = tuple[str, str, str, int]


class _View:
    """A table with its columns at hand: some tables make them anew whenever they are asked."""

    def __init__(self, table: TableRows) -> None:
        self.table = table
        self.period, self.quantity = table.period, table.quantity
        self.unit, self.units = table.unit, table.units
        self.source: Sequence[str] = getattr(table, "source", ())
        self.site: Sequence[str] = getattr(table, "site", ())

    def cell(self, row: int) -> tuple[Decimal, Unit, Position]:
        """Return a row's number, its unit and its place."""
        return self.quantity[row], self.units[self.unit[row]], self.table.position(row)

    def named(self, rows: Sequence[int]) -> dict[_Name, int]:
        """Name rows by what they say of themselves; of rows that say the same, the first answers the first."""
        seen: dict[tuple[str, str, str], int] = {}
        found: dict[_Name, int] = {}
        for row in rows:
            said = (
                self.period[row],
                self.source[row] if self.source else "",
                self.site[row] if self.site else "",
            )
            count = seen[said] = seen.get(said, -1) + 1
            found[*said, count] = row
        return found


class RowComparer:
    """Compares the rows that two sums name, in the tables of their sides; without tables it knows of none."""

    def __init__(self, old: Iterable[TableRows], new: Iterable[TableRows]) -> None:
        self._old = {table.id: table for table in old}
        self._new = {table.id: table for table in new}
        self._views: dict[int, _View] = {}
        self._known: dict[tuple[Rows, Rows], tuple[RowChange, ...]] = {}

    def changes(self, old: Rows, new: Rows) -> tuple[RowChange, ...]:
        """Return the rows that differ, in the order of the new table, those that went last."""
        if (old, new) not in self._known:
            self._known[old, new] = tuple(self._compare(old, new))
        return self._known[old, new]

    def _view(self, table: TableRows | None) -> _View | None:
        if table is None:
            return None
        if id(table) not in self._views:
            self._views[id(table)] = _View(table)
        return self._views[id(table)]

    def _compare(self, old: Rows, new: Rows) -> Iterator[RowChange]:
        one, other = self._view(self._old.get(old[0])), self._view(self._new.get(new[0]))
        if (one is None and old[1]) or (other is None and new[1]):
            return
        before = one.named(old[1]) if one is not None else {}
        after = other.named(new[1]) if other is not None else {}
        for name, row in after.items():
            was = one.cell(before[name]) if one is not None and name in before else None
            now = other.cell(row) if other is not None else None
            if not _equal(was, now):
                yield _change(new[0], name[0], was, now)
        for name, row in before.items():
            if name not in after and one is not None:
                yield _change(old[0], name[0], one.cell(row), None)


_Cell = tuple[Decimal, Unit, Position]


def _equal(one: _Cell | None, other: _Cell | None) -> bool:
    if one is None or other is None:
        return one is other
    return one[0] == other[0] and one[1] == other[1]


def _change(table: str, name: str, old: _Cell | None, new: _Cell | None) -> RowChange:
    before: tuple[Decimal | None, Unit | None, Position | None] = old or (None, None, None)
    after: tuple[Decimal | None, Unit | None, Position | None] = new or (None, None, None)
    return RowChange(table, name, before[0], after[0], before[1], after[1], before[2], after[2])
