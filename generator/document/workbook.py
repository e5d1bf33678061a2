"""The workbook that a writer draws: sheets of rows, live formulas with their values, named cells.

A formula stands as a spreadsheet spells it, without the equals sign and with the addresses of this workbook, beside the
value that the ledger holds. A cell that shows a fact carries its ``key``; in a public workbook no cell does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

#: How a cell looks. ``input`` is a number that a reader may change; ``exact`` shows a value as it is.
Style = Literal["text", "wrap", "muted", "code", "input", "exact", "number"]

#: What a row is: it sets its look.
RowKind = Literal["title", "lead", "header", "group", "data", "total", "blank"]


@dataclass(frozen=True, slots=True)
class Words:
    """A text with its look."""

    text: str
    style: Style = "text"


@dataclass(frozen=True, slots=True)
class Number:
    """A number that stands as it is. ``format`` is a spreadsheet number format."""

    value: Decimal
    format: str = "General"
    style: Style = "number"
    key: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula with the value that it has now."""

    text: str
    value: Decimal
    format: str = "General"
    style: Style = "number"
    key: str = ""


Cell = str | Words | Number | Formula | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row from column A on. A title, lead or group row holds one text that runs over the sheet's width."""

    cells: tuple[Cell, ...]
    kind: RowKind = "data"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet. ``widths`` are column widths in characters; rows up to ``frozen`` and columns up to ``fixed`` stay.

    ``repeated`` is the header row (from 1) that every printed page repeats, and that filters hang on; 0 is none.
    """

    name: str
    widths: tuple[float, ...]
    rows: Sequence[Row]
    frozen: int = 0
    fixed: int = 0
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class NamedCell:
    """A name for a cell of the workbook: ``inventory_total_2024_location`` is ``计算!$C$12``."""

    name: str
    target: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook: all that the xlsx writer needs. ``date`` is the document's, as YYYY-MM-DD."""

    title: str
    author: str
    date: str
    language: Literal["zh", "en"]
    theme: str
    audience: Literal["internal", "client", "public"]
    sheets: tuple[Sheet, ...]
    names: tuple[NamedCell, ...] = ()


def quoted(sheet: str) -> str:
    """Return a sheet's name as a formula spells it: in quotes where it is more than letters and digits."""
    if sheet.replace("_", "").isalnum() and not sheet[:1].isdigit():
        return sheet
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'"
