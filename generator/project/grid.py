"""A table as it lies in its file: cells, where each row stands, what is merged, which formulas have no value."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.base.cells import column_letters
from generator.base.findings import Position


@dataclass(frozen=True, slots=True)
class Range:
    """Merged cells: first and last row and column, from 0, both included."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{column_letters(self.left)}{self.top + 1}:{column_letters(self.right)}{self.bottom + 1}"

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in the range."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet or csv file: ``rows[i][j]`` is a cell; ``""`` or ``None`` an empty one.

    ``lines[i]`` is the line of the file (or row of the sheet) where row ``i`` starts. ``odd`` maps (row, column) to an
    error value such as ``#REF!``, or to nothing for a formula whose result was never stored.
    """

    path: str
    sheet: str
    rows: list[list[Any]]
    lines: Sequence[int]
    merged: list[Range] = field(default_factory=list)
    odd: dict[tuple[int, int], str] = field(default_factory=dict)

    def at(self, row: int, column: int) -> Position:
        """Where a cell stands."""
        line = self.lines[row] if row < len(self.lines) else 0
        return Position(self.path, line, 0, self.sheet, f"{column_letters(column)}{line}")

    @property
    def whole(self) -> Position:
        """The table as a whole."""
        return Position(self.path, 0 if self.sheet else 1, 0, self.sheet)


def words(cell: object) -> str:
    """Return a cell as text: whole numbers without a point, dates as 2024-03-01."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return str(cell)


def plain(text: str) -> str:
    """Return text as it is compared: compatibility characters unified, no white space, lower case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
