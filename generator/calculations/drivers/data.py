"""Reads a decomposition's numbers: from columns of data tables or from the section, by factor, sub-sector and year.

Method: nothing is calculated here. A column is read by the words of its row (year, sub-sector); several names of a row
may stand for one sub-sector, and their numbers then add up where quantities are given.

Inputs: the section ``drivers`` and the data tables that it names.

Outputs: ``drivers.input[indicator,period,sector,driver]``, a number written in the section, in its unit. Numbers of
tables stay in their cells, and formulas lead to them.

Errors: LG351 (two rows), LG353, LG355, LG356, LG358.

Example: ``tests/calculations/drivers/worked``; the findings are checked one by one in ``test_drivers_findings.py``.

Marks: numbers are the project's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from generator.base.findings import Position, Rule
from generator.base.text import Text
from generator.base.units import Unit, parse_unit
from generator.calculations.columns import column_sum
from generator.calculations.drivers.rules import EMPTY_YEARS, GAP, NUMBERS, SECTOR, YEAR
from generator.ledger.context import Context
from generator.ledger.ledger import LedgerBuilder, Unavailable
from generator.ledger.quantity import Quantity
from generator.project.project import Project, Table
from generator.project.sections.drivers import Decomposition, Factor

_YEAR = re.compile(r"^\s*((?:19|20|21)\d{2})\s*年?\s*$", re.ASCII)
_SLUG = re.compile(r"^[a-z0-9][a-z0-9.-]*$")

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


def read_data(project: Project, spec: Decomposition, builder: LedgerBuilder) -> Data | None:
    """Read everything a decomposition needs; what forbids it altogether is a finding, and there is nothing then."""
    parts = _parts(project, spec, builder)
    numbers = []
    for factor in spec.factors:
        one = _numbers(project, spec, factor, parts, builder)
        if one is None:
            return None
        numbers.append(one)
    years = _chosen(spec, numbers, builder)
    if years is None:
        return None
    data = Data(spec, builder, parts, years, tuple(numbers), spec.at, parse_unit(spec.unit))
    _give_typed(data)
    return data


def _parts(project: Project, spec: Decomposition, builder: LedgerBuilder) -> tuple[Part, ...]:
    if spec.sectors:
        return tuple(Part(sector.id, sector.name.text) for sector in spec.sectors)
    table = project.tables.get(spec.table)
    if not spec.sector or table is None or spec.sector not in table.text:
        return (Part("", Text("", "")),)
    found: dict[str, int] = {}
    for row, word in enumerate(table.text[spec.sector]):
        found.setdefault(word, row)
    for word, row in found.items():
        if not _SLUG.match(word):
            builder.findings.append(
                SECTOR.at(
                    table.position(row, spec.sector),
                    f"子部门“{word}”没有列入 sectors，也不能直接作为标识",
                    f"sub-sector {word!r} is not listed under sectors, and is no id by itself",
                    hint_zh=f"例如 sectors: [{{id: industry, name: {word}}}]",
                    hint_en=f"for example sectors: [{{id: industry, name: {word}}}]",
                )
            )
    return tuple(Part(word, Text(word, word)) for word in found if _SLUG.match(word))


def _numbers(
    project: Project, spec: Decomposition, factor: Factor, parts: tuple[Part, ...], builder: LedgerBuilder
) -> Numbers | None:
    if factor.inline:
        one = Numbers(factor, parse_unit(factor.unit), None)
        for year, value in factor.values.items():
            one.typed["", int(year)] = (value, factor.place(f"values.{year}"))
        for series in factor.sectors:
            for year, value in series.values.items():
                one.typed[series.sector, int(year)] = (value, series.place(f"values.{year}"))
        return one
    table = project.tables.get(spec.table_of(factor))
    if table is None or factor.column not in table.values or spec.year not in table.text:
        return None
    one = Numbers(factor, table.units[factor.column], table)
    _assign_rows(spec, one, table, {part.id for part in parts}, builder)
    return one


def _assign_rows(spec: Decomposition, one: Numbers, table: Table, known: set[str], builder: LedgerBuilder) -> None:
    """Sort a table's rows by sub-sector and year; what cannot be sorted is a finding at its cell."""
    named = {word: sector.id for sector in spec.sectors for word in (sector.rows or [sector.name.zh])}
    words = table.text.get(spec.sector, []) if one.factor.over != "year" else []
    seen: dict[tuple[str, int], int] = {}
    for row, text in enumerate(table.text[spec.year]):
        found = _YEAR.match(text)
        if not found:
            at = table.position(row, spec.year)
            _say_row(builder, YEAR, at, f"“{text}”不是年份", f"{text!r} is no year", "例如 2020", "for example 2020")
            continue
        year, word = int(found[1]), words[row] if words else ""
        if spec.years and year not in spec.years:
            continue
        sector = named.get(word, word if word in known else None) if words else ""
        if sector is None:
            _say_row(
                builder,
                SECTOR,
                table.position(row, spec.sector),
                f"子部门“{word}”没有列入 sectors",
                f"sub-sector {word!r} is not listed under sectors",
                f"例如 sectors: [{{id: other, name: {word}}}]",
                f"for example sectors: [{{id: other, name: {word}}}]",
            )
            continue
        if (word, year) in seen:
            _say_row(
                builder,
                NUMBERS,
                table.position(row, spec.year),
                f"“{word or one.factor.name.zh}”{year}年有两行数据，另一行为第 {table.line[seen[word, year]]} 行",
                f"two rows hold {word or one.factor.id!r} of {year}; the other is line {table.line[seen[word, year]]}",
                "每个子部门每年只留一行",
                "one row for each sub-sector and year",
            )
            continue
        seen[word, year] = row
        cell = ("", year) if one.factor.over != "sector" else (sector, year)
        one.rows.setdefault(cell, []).append(row)


def _say_row(builder: LedgerBuilder, rule: Rule, at: Position, zh: str, en: str, hint_zh: str, hint_en: str) -> None:
    """Report a row once, though every factor of its table meets it."""
    if not any(f.rule == rule.id and f.position == at for f in builder.findings):
        builder.findings.append(rule.at(at, zh, en, hint_zh=hint_zh, hint_en=hint_en))


def _chosen(spec: Decomposition, numbers: list[Numbers], builder: LedgerBuilder) -> tuple[int, ...] | None:
    found = sorted({year for one in numbers for year in one.years})
    if spec.years:
        return tuple(spec.years)
    if len(found) < 2:
        builder.findings.append(
            EMPTY_YEARS.at(
                spec.at,
                f"分解“{spec.id}”的数据不足两年",
                f"decomposition {spec.id!r} has data of fewer than two years",
                hint_zh="补充另一年的数据",
                hint_en="add the data of another year",
            )
        )
        return None
    gaps = [year for year in range(found[0], found[-1]) if year not in found]
    if gaps and spec.chained:
        builder.findings.append(
            GAP.at(
                spec.place("chained"),
                f"逐年分解的数据缺少年份：{'、'.join(map(str, gaps))}",
                f"the chained decomposition has no data of {', '.join(map(str, gaps))}",
                hint_zh=f"补齐数据，或写明 years: {found}",
                hint_en=f"add them, or say that the gap is meant: years: {found}",
            )
        )
        return None
    return tuple(found) if spec.chained else (found[0], found[-1])


def _give_typed(data: Data) -> None:
    for one in data.numbers:
        for (sector, year), (value, place) in one.typed.items():
            if year in data.years:
                context = data.context(year, sector=sector or None, driver=one.factor.id)
                name = one.factor.name
                label = Text(f"{name.zh}（{year}年）", f"{name.text.en} {year}")
                data.builder.give("drivers.input", context, value, one.unit, label, place)
