"""The value of the load stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from generator.base.findings import Position
from generator.base.units import Unit
from generator.project.models import ActivityTable, ProjectFile


@dataclass(frozen=True, slots=True)
class Rows:
    """An activity table, columnar: entry ``i`` of every column is one quantity.

    ``quantity`` is in the unit ``units[unit[i]]`` as typed; ``period`` is ``2024`` or ``2024-03``; ``cell`` is the
    quantity's cell (``E17``). Columns that the file does not have are empty lists.
    """

    table: ActivityTable | None
    path: str
    sheet: str
    source: list[str]
    site: list[str]
    period: list[str]
    quantity: list[Decimal]
    unit: list[int]
    units: list[Unit]
    cell: list[str]
    line: list[int]
    evidence: list[str]
    meter: list[str]
    note: list[str]

    @property
    def id(self) -> str:
        """The table's id; quantities typed into project.yaml are the table ``inline``."""
        return self.table.id if self.table else "inline"

    def position(self, row: int) -> Position:
        """Where row ``row``'s quantity stands."""
        return Position(self.path, self.line[row], 0, self.sheet, self.cell[row])


@dataclass(frozen=True, slots=True)
class SlotText:
    """The Markdown that a consultant wrote for an author slot."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Project:
    """A project as loaded: the typed file, its activity rows, its author slots.

    ``root`` is the project's folder; every :class:`Position` is relative to ``workspace``. ``slots`` maps
    (document id, slot name) to what was written. ``files`` maps each file read to its SHA-256.
    """

    id: str
    root: Path
    workspace: Path
    file: ProjectFile
    rows: tuple[Rows, ...]
    slots: Mapping[tuple[str, str], SlotText]
    files: Mapping[str, str] = field(default_factory=dict)
