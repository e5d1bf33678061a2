"""The table of sectors by items: one pass over its columns, every row put in its place or said to have none.

Nothing is a fact here. Rows are grouped by year, sector and item as lists of row numbers, so that sums name the very
cells that they add. Rows and columns of totals are kept apart, to be compared with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from generator.base.findings import Finding, Position, Rule
from generator.base.text import Text
from generator.calculations.columns import column_sum
from generator.calculations.region.classification import TOTAL
from generator.calculations.region.frame import Frame
from generator.calculations.region.rules import EMPTY, NEGATIVE, TWICE, UNKNOWN_LABEL, YEAR
from generator.ledger.quantity import Quantity, total
from generator.project.project import Table
from generator.project.sections.region_parts import CellTable, plain
from generator.project.suggestions import nearest

_SHOWN = 20
_UNKNOWN = Text("表中有对照表未列出的部门或品种", "the table holds sectors or items that the map does not know")
_TWICE = Text("表中有重复的行", "the table has a row twice")
_NEGATIVE = Text("表中有负值", "the table has a value below nought")
_EMPTY = Text("表中有空单元格", "a cell of the table is empty")

#: Where a number stands: column of numbers, row.
Cell = tuple[str, int]


@dataclass(slots=True)
class Cells:
    """The table with its rows in their places.

    ``placed`` is year -> sector -> item -> cells. ``stated`` holds cells that are totals: by (year, sector, item), with
    :data:`TOTAL` for what they add over. ``broken`` says why a sector's year, ``open`` why a whole year has no total.
    ``items`` are those that occur, with a column in which each stands.
    """

    table: Table
    spec: CellTable
    placed: dict[int, dict[str, dict[str, list[Cell]]]] = field(default_factory=dict)
    stated: dict[tuple[int, str, str], list[Cell]] = field(default_factory=dict)
    broken: dict[tuple[int, str], Text] = field(default_factory=dict)
    open: dict[int, Text] = field(default_factory=dict)
    sectors: dict[str, None] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)

    def sum(self, cells: list[Cell]) -> Quantity:
        """Return the sum of cells as a formula over them, in the unit of the table's column."""
        columns: dict[str, list[int]] = {}
        for column, row in cells:
            columns.setdefault(column, []).append(row)
        sums = [column_sum(self.table, column, rows) for column, rows in columns.items()]
        return sums[0] if len(sums) == 1 else total(sums, sums[0].unit)

    def nothing(self, item: str = "") -> Quantity:
        """Return the sum of no cell of the table: nought, and no more certain than the table is."""
        return column_sum(self.table, self.items[item] if item else next(iter(self.table.values)), ())

    def value(self, cell: Cell) -> Decimal:
        """Return the number in a cell; an empty one counts for nothing, having been reported."""
        return self.table.values[cell[0]][cell[1]] or Decimal(0)

    def column_of(self, item: str) -> str:
        """Return a column of numbers in which an item stands."""
        return self.items[item]

    def of_sector(self, year: int, sector: str) -> list[Cell]:
        """Return the cells of a sector's year."""
        return [cell for cells in self.placed.get(year, {}).get(sector, {}).values() for cell in cells]

    def of_item(self, year: int, item: str) -> list[Cell]:
        """Return the cells of an item's year."""
        return [cell for items in self.placed.get(year, {}).values() for cell in items.get(item, ())]

    def has(self, year: int, sector: str) -> bool:
        """Whether a sector has rows in a year."""
        return sector in self.placed.get(year, {})


def read_cells(frame: Frame, spec: CellTable) -> Cells | None:
    """Put every cell of the table in its place; ``None`` where the project has no such table or column."""
    table = frame.project.tables.get(spec.table)
    words = [spec.year, spec.sector, *([spec.item] if spec.item or spec.value else [])]
    if table is None or any(name not in table.text for name in words):
        return None
    if (spec.item or spec.value) and spec.value not in table.values:
        return None
    return _Reader(frame, Cells(table, spec)).read()


class _Reader:
    """One pass over the table, gathering what is wrong by kind."""

    def __init__(self, frame: Frame, cells: Cells) -> None:
        self.frame, self.cells, self.table, self.spec = frame, cells, cells.table, cells.spec
        self.unknown: dict[tuple[str, str], list[int]] = {}
        self.other_years: dict[str, list[int]] = {}
        self.empty: list[Cell] = []
        self.negative: list[Cell] = []
        self.twice: list[tuple[int, int]] = []

    def read(self) -> Cells:
        """Read every row and report."""
        seen: dict[tuple[int, str, str], int] = {}
        broken_years: set[int] = set()
        years = {str(year): year for year in self.frame.years}
        sector_of, item_of = _lookup(self.frame.classes.sector_of), _lookup(self.frame.classes.item_of)
        words, labels = self.table.text, self.table.text[self.spec.sector]
        for row, column, label in self._numbers():
            written = words[self.spec.year][row]
            year = years.get(written)
            if year is None:
                self.other_years.setdefault(written, []).append(row)
                continue
            sector, item = sector_of(labels[row]), item_of(label)
            if sector is None or item is None:
                self._not_known(row, label, sector is None, item is None)
                broken_years.add(year)
                if sector is not None:
                    self._break(year, sector, _UNKNOWN)
                continue
            key = (year, labels[row], label)
            if key in seen:
                self.twice.append((seen[key], row))
                self._break(year, sector, _TWICE)
            seen[key] = row
            self._place(year, sector, item, (column, row))
        for year in broken_years:
            self.cells.open[year] = _UNKNOWN
        self._report()
        return self.cells

    def _numbers(self) -> Iterator[tuple[int, str, str]]:
        """Yield row, column and the item's label of every number, long or wide."""
        if self.spec.value:
            labels = self.table.text[self.spec.item]
            for row in range(len(self.table)):
                yield row, self.spec.value, labels[row]
            return
        for column, values in self.table.values.items():
            for row in range(len(values)):
                yield row, column, column

    def _place(self, year: int, sector: str, item: str, cell: Cell) -> None:
        if TOTAL in (sector, item):
            self.cells.stated.setdefault((year, sector, item), []).append(cell)
            return
        value = self.table.values[cell[0]][cell[1]]
        if value is None:
            if self.spec.absent == "missing":
                self.empty.append(cell)
                self._break(year, sector, _EMPTY)
        elif value < 0:
            self.negative.append(cell)
            self._break(year, sector, _NEGATIVE)
        self.cells.sectors[sector] = None
        self.cells.items[item] = cell[0]
        self.cells.placed.setdefault(year, {}).setdefault(sector, {}).setdefault(item, []).append(cell)

    def _break(self, year: int, sector: str, reason: Text) -> None:
        if sector != TOTAL:
            self.cells.broken.setdefault((year, sector), reason)
            self.cells.open.setdefault(year, reason)

    def _not_known(self, row: int, item: str, no_sector: bool, no_item: bool) -> None:
        if no_sector:
            self.unknown.setdefault((self.spec.sector, self.table.text[self.spec.sector][row]), []).append(row)
        if no_item:
            self.unknown.setdefault((self.spec.item, item), []).append(row)

    # ------------------------------------------------------------------------------------------- findings

    def _report(self) -> None:
        for (column, label), rows in self.unknown.items():
            self._say_unknown(column, label, rows)
        for year, rows in self.other_years.items():
            count = len(set(rows))
            zh = f"“{year}”年有 {count} 行不在报告年份内，未计入"
            en = f"{count} rows of {year!r} are of no reporting year and not counted"
            self._say(YEAR, self._at(self.spec.year, rows[0]), zh, en, "periods: {reporting: [2018, 2019]}")
        for first, row in self.twice[:_SHOWN]:
            what = self._what(row)
            at = self._at(self.spec.sector, row)
            self._say(TWICE, at, f"{what} 出现两次", f"{what} stands twice", "", self._at(self.spec.sector, first))
        for column, row in self.negative[:_SHOWN]:
            value, what = self.table.values[column][row], self._what(row)
            at = self.table.position(row, column)
            self._say(NEGATIVE, at, f"{what} 为负值 {value}", f"{what} is below nought: {value}", "0")
        if self.empty:
            column, row = self.empty[0]
            zh = f"有 {len(self.empty)} 个空单元格，其一为 {self._what(row)}"
            en = f"{len(self.empty)} cells are empty, one of them {self._what(row)}"
            self._say(EMPTY, self.table.position(row, column), zh, en, "0 / absent: zero")

    def _say_unknown(self, column: str, label: str, rows: list[int]) -> None:
        is_sector = column == self.spec.sector
        classes = self.frame.classes
        near = nearest(label, classes.sector_labels() if is_sector else classes.item_labels())
        kind_zh, kind = ("部门", "sector") if is_sector else ("品种", "item")
        spec = self.table.spec.values.get(label) if not column else None
        at = spec.place("header") if spec is not None else self._at(column, rows[0])
        hint_zh = f"是否应为“{near}”？" if near else ""
        hint_en = f"did you mean {near!r}? " if near else ""
        self.frame.builder.findings.append(
            UNKNOWN_LABEL.at(
                at,
                f"{kind_zh}“{label}”不在对照表中（{len(set(rows))} 行）",
                f"the {kind} {label!r} is not in the map ({len(set(rows))} rows)",
                hint_zh=f"{hint_zh}在 {kind}s 的 labels 中加上它；若为合计，写入 totals",
                hint_en=f"{hint_en}add it to the labels of one of the {kind}s, or to totals where it is a sum",
            )
        )

    def _say(self, rule: Rule, at: Position, zh: str, en: str, example: str, other: Position | None = None) -> None:
        finding: Finding = rule.at(
            at,
            zh,
            en,
            hint_zh=f"例如 {example}" if example else "只保留一行",
            hint_en=f"for example {example}" if example else "keep one of the rows",
            related=[other] if other else [],
        )
        self.frame.builder.findings.append(finding)

    def _at(self, column: str, row: int) -> Position:
        return self.table.position(row, column)

    def _what(self, row: int) -> str:
        names = (self.spec.year, self.spec.sector, self.spec.item)
        return " / ".join(self.table.text[name][row] for name in names if name in self.table.text)


def _lookup(ids: object) -> Callable[[str], str | None]:
    """Return a lookup of labels that folds each of them once."""
    known: dict[str, str] = dict(ids) if isinstance(ids, dict) else {}
    folded: dict[str, str | None] = {}

    def find(label: str) -> str | None:
        try:
            return folded[label]
        except KeyError:
            folded[label] = found = known.get(plain(label))
            return found

    return find
