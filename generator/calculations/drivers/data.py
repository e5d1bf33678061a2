"""A decomposition's numbers by factor, sub-sector and year, as the other modules ask for them.

Nothing is recorded here: :mod:`reading` puts the numbers in their places.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from generator.base.findings import Position, Rule
from generator.base.text import Text
from generator.base.units import Unit
from generator.calculations.columns import column_sum
from generator.ledger.context import Context
from generator.ledger.ledger import LedgerBuilder, Unavailable
from generator.ledger.quantity import Quantity
from generator.project.project import Table
from generator.project.sections.drivers import Decomposition, Factor

#: Sub-sector (nothing: all of them) and year.
Cell = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-sector; its id is empty where the aggregate has no parts."""

    id: str
    name: Text

    @property
    def key(self) -> str | None:
        """The value of the dimension, or ``None``."""
        return self.id or None


@dataclass
class Numbers:
    """The numbers of one factor."""

    factor: Factor
    unit: Unit
    table: Table | None
    rows: dict[Cell, list[int]] = field(default_factory=dict)
    typed: dict[Cell, tuple[Decimal, Position]] = field(default_factory=dict)
    _sums: dict[Cell, Quantity] = field(default_factory=dict)
    _values: dict[Cell, Decimal | None] = field(default_factory=dict)

    @property
    def years(self) -> set[int]:
        """Every year that has a number."""
        return {year for _, year in (*self.rows, *self.typed)}

    def cell(self, sector: str, year: int) -> Cell:
        """Return under which sub-sector the number stands: its own, or none where one number holds for all."""
        whole = ("", year)
        return whole if whole in self.rows or whole in self.typed or self.factor.over != "sector" else (sector, year)

    def value(self, cell: Cell) -> Decimal | None:
        """Return a number, or ``None`` where there is none."""
        if cell not in self._values:
            self._values[cell] = self._value(cell)
        return self._values[cell]

    def _value(self, cell: Cell) -> Decimal | None:
        if cell in self.typed:
            return self.typed[cell][0]
        rows = self.rows.get(cell, ()) if self.table is not None else ()
        if self.table is None or not rows:
            return None
        values = self.table.values[self.factor.column]
        if len(rows) == 1:
            return values[rows[0]]
        found = [values[row] for row in rows]
        return None if None in found else sum((one for one in found if one is not None), Decimal(0))

    def places(self, cell: Cell) -> list[Position]:
        """Return where a number stands, or should stand."""
        if cell in self.typed:
            return [self.typed[cell][1]]
        if self.table is not None and cell in self.rows:
            values, column = self.table.values[self.factor.column], self.factor.column
            rows = self.rows[cell]
            empty = [row for row in rows if values[row] is None]
            return [self.table.position(row, column) for row in empty or rows]
        return [self.factor.place("column" if self.factor.column else "values")]

    def quantity(self, builder: LedgerBuilder, context: Context, cell: Cell) -> Quantity:
        """Return a number as a formula over its cells, or as a reading of what was typed.

        Raises:
            Unavailable: there is none.
        """
        value = self.value(cell)
        if value is None or value < 0:
            zh, en = ("缺数据", "has no number") if value is None else ("为负数", "is below nought")
            raise Unavailable(f"drivers.input[{context}]", Text(f"{self.factor.name.zh}{zh}", f"{self.factor.id} {en}"))
        if self.table is None or cell in self.typed:
            return builder.read("drivers.input", context)
        if cell not in self._sums:
            self._sums[cell] = column_sum(self.table, self.factor.column, self.rows[cell])
        return self._sums[cell]


@dataclass
class Data:
    """All numbers of a decomposition: its sub-sectors, its years, its factors."""

    spec: Decomposition
    builder: LedgerBuilder
    parts: tuple[Part, ...]
    years: tuple[int, ...]
    numbers: tuple[Numbers, ...]
    at: Position
    unit: Unit
    _contexts: dict[tuple[int, int | None, str | None, str | None], Context] = field(default_factory=dict)
    _reads: dict[tuple[str, int, int | None, str | None, str | None], Quantity] = field(default_factory=dict)
    _empty: dict[tuple[str, int], bool] = field(default_factory=dict)

    def quantity(self, k: int, part: Part, year: int) -> Quantity:
        """Return the number of factor ``k``."""
        one = self.numbers[k]
        cell = one.cell(part.id, year)
        return one.quantity(self.builder, self.context(year, sector=cell[0] or None, driver=one.factor.id), cell)

    def value(self, k: int, part: Part, year: int) -> Decimal | None:
        """Return the number of factor ``k`` for a decision."""
        one = self.numbers[k]
        return one.value(one.cell(part.id, year))

    def nought(self, part: Part, year: int) -> bool:
        """Whether a factor of the sub-sector is nought in the year, and so the sub-sector itself."""
        key = (part.id, year)
        if key not in self._empty:
            self._empty[key] = any(self.value(k, part, year) == 0 for k in range(len(self.numbers)))
        return self._empty[key]

    def read(
        self,
        name: str,
        period: int,
        *,
        since: int | None = None,
        sector: str | None = None,
        driver: str | None = None,
    ) -> Quantity:
        """Read a fact of this decomposition; what was read once is kept, since a fact never changes.

        Raises:
            Unavailable: it is missing.
        """
        key = (name, period, since, sector, driver)
        found = self._reads.get(key)
        if found is None:
            context = self.context(period, since=since, sector=sector, driver=driver)
            found = self._reads[key] = self.builder.read(f"drivers.{name}", context)
        return found

    def context(
        self,
        period: int,
        *,
        since: int | None = None,
        sector: str | None = None,
        driver: str | None = None,
    ) -> Context:
        """Return a context of this decomposition; each is made once, since facts read each other many times."""
        key = (period, since, sector, driver)
        found = self._contexts.get(key)
        if found is None:
            pairs = [("period", str(period))]
            if since is not None:
                pairs.append(("since", str(since)))
            if sector is not None:
                pairs.append(("sector", sector))
            if driver is not None:
                pairs.append(("driver", driver))
            found = self._contexts[key] = Context((*pairs, ("indicator", self.spec.id)))
        return found


def say_row(builder: LedgerBuilder, rule: Rule, at: Position, zh: str, en: str, hint_zh: str, hint_en: str) -> None:
    """Report a row once, though every factor of its table meets it."""
    if not any(f.rule == rule.id and f.position == at for f in builder.findings):
        builder.findings.append(rule.at(at, zh, en, hint_zh=hint_zh, hint_en=hint_en))
