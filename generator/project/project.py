"""The value of the load stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import Unit
from generator.project.issued import Revision
from generator.project.models import ActivityTable, DataTable, ProjectFile
from generator.project.reviewed import Mark

_Kind = TypeVar("_Kind")


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


class NoColumn(LookupError):
    """A calculation asked for a column that the table's entry in the project file does not name."""

    def __init__(self, spec: DataTable, key: str, name: str) -> None:
        super().__init__(f"{spec.id}.{name}")
        self.spec, self.key, self.name = spec, key, name


class NoTable(LookupError):
    """A calculation asked for a table that could not be read, or that is nowhere described."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Tables(dict[str, "Table"]):
    """Tables by id; one that is not there raises :class:`NoTable`: to go on without it would count it as nought."""

    def __missing__(self, name: str) -> Table:
        raise NoTable(name)

    def __reduce__(self) -> tuple[Any, ...]:
        return Tables, (dict(self),)


class _Named(dict[str, _Kind]):
    """Columns by name; one that is not there raises :class:`NoColumn`, which says where it should be written."""

    def __init__(self, spec: DataTable, key: str, columns: Mapping[str, _Kind]) -> None:
        super().__init__(columns)
        self.spec, self.key = spec, key

    def __missing__(self, name: str) -> _Kind:
        raise NoColumn(self.spec, self.key, name)

    def __reduce__(self) -> tuple[Any, ...]:
        return _Named, (self.spec, self.key, dict(self))


def named_columns(spec: DataTable, key: str, columns: Mapping[str, _Kind]) -> Mapping[str, _Kind]:
    """Return columns under ``columns`` or ``values`` (``key``) of a table, for :class:`Table`."""
    return _Named(spec, key, columns)


@dataclass(frozen=True, slots=True)
class Table:
    """A data table, columnar: entry ``i`` of every column stands in row ``i``.

    ``text`` holds the columns of words, ``values`` those of numbers (``None``: an empty cell, missing, never zero),
    ``units`` the unit of each, ``letters`` the sheet's name of each column, ``line`` the row's line in the file.
    """

    spec: DataTable
    path: str
    sheet: str
    text: Mapping[str, list[str]]
    values: Mapping[str, list[Decimal | None]]
    units: Mapping[str, Unit]
    letters: Mapping[str, str]
    line: list[int]

    @property
    def id(self) -> str:
        """The table's id."""
        return self.spec.id

    def __len__(self) -> int:
        return len(self.line)

    def position(self, row: int, column: str) -> Position:
        """Where a cell stands."""
        return Position(self.path, self.line[row], 0, self.sheet, f"{self.letters[column]}{self.line[row]}")

    def column(self, name: str) -> Column:
        """Return a column of numbers as something that sums and explanations can name."""
        return Column(self, name)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers of a data table, as explanations list its rows."""

    table: Table
    name: str

    @property
    def id(self) -> str:
        """What a :class:`~generator.ledger.expression.RowSum` calls it: ``table.column``."""
        return f"{self.table.id}.{self.name}"

    @property
    def period(self) -> Sequence[str]:
        """What each row says in words."""
        words = list(self.table.text.values())
        return [" ".join(filter(None, (column[row] for column in words))) for row in range(len(self.table))]

    @property
    def quantity(self) -> Sequence[Decimal]:
        """The numbers; an empty cell counts for nothing, since no sum names it."""
        return [value if value is not None else Decimal(0) for value in self.table.values[self.name]]

    @property
    def unit(self) -> Sequence[int]:
        """One unit for all."""
        return [0] * len(self.table)

    @property
    def units(self) -> Sequence[Unit]:
        """The unit of the column."""
        return (self.table.units[self.name],)

    @property
    def evidence(self) -> Sequence[str]:
        """Data tables have no column of vouchers of their own."""
        return ()

    def position(self, row: int) -> Position:
        """Where a row's number stands."""
        return self.table.position(row, self.name)


@dataclass(frozen=True, slots=True)
class SlotText:
    """The Markdown that a consultant wrote for an author slot."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class EditionFact:
    """A number that an edition shows: exact, for a public document as printed.

    ``shown`` is how it stands in the document, ``where`` the table or figure that shows it first, ``line`` its line in
    ``edition.json``.
    """

    key: str
    alias: str
    label: Text
    value: Decimal
    unit: str
    mark: str
    shown: tuple[str, ...]
    where: str
    line: int


@dataclass(frozen=True, slots=True)
class Quoted:
    """A number that the project quotes from an issued edition, and the key that it has here."""

    key: str
    fact: EditionFact
    path: str
    document: str
    date: str
    at: Position


@dataclass(frozen=True, slots=True)
class Project:
    """A project as loaded: the typed file, its activity rows, its author slots.

    ``root`` is the project's folder; every :class:`Position` is relative to ``workspace``. ``slots`` maps
    (document id, slot name) to what was written. ``files`` maps each file read to its SHA-256. ``tables`` are the data
    tables that sections name, by id. ``revisions`` are the issued editions of each document, oldest first.
    ``overrides`` maps (document id, name of a section's file) to what the project has in its template's place,
    ``reviewed`` maps (document id, section) to what a reviewer cleared, ``quoted`` are the numbers taken over from
    editions of others.
    """

    id: str
    root: Path
    workspace: Path
    file: ProjectFile
    rows: tuple[Rows, ...]
    slots: Mapping[tuple[str, str], SlotText]
    files: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    revisions: Mapping[str, tuple[Revision, ...]] = field(default_factory=dict)
    overrides: Mapping[tuple[str, str], SlotText] = field(default_factory=dict)
    reviewed: Mapping[tuple[str, str], Mark] = field(default_factory=dict)
    quoted: tuple[Quoted, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """Every column of numbers of every data table."""
        return tuple(table.column(name) for table in self.tables.values() for name in table.values)
