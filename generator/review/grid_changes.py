"""What differs between two grids: the lines of a table, chart or picture, its cells, and what stands around them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.base.edits import WordEdit


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column of a compared grid: where it stands on either side, and what it is called."""

    old: int | None
    new: int | None
    label: str
    moved: bool = False
    renamed: str = ""


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell whose text changed; rows and columns are places among the compared ones."""

    row: int
    column: int
    row_label: str
    column_label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class GridChange:
    """A table, chart or picture that changed: its lines side by side, the cells that differ, what stands around it.

    A line that is on one side alone came or went as a whole; its cells are not listed.
    """

    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: tuple[CellChange, ...]
    caption: tuple[WordEdit, ...] = ()
    unit: tuple[str, str] | None = None
    kind: tuple[str, str] | None = None
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def rows_added(self) -> tuple[Line, ...]:
        """The rows that came."""
        return tuple(line for line in self.rows if line.old is None)

    @property
    def rows_gone(self) -> tuple[Line, ...]:
        """The rows that went."""
        return tuple(line for line in self.rows if line.new is None)
