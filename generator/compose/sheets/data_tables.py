"""The sheets of data tables: each table as it was read, a row a row, so that sums over it are live."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.base.cells import column_letters
from generator.base.text import Language, Text
from generator.compose.sheets.formulas import runs
from generator.compose.sheets.wording import PLACE
from generator.document.display import unit_text
from generator.document.workbook import Cell, Number, Row, Sheet, Words, quoted
from generator.ledger.expression import RowSum
from generator.ledger.spelling import place
from generator.project.project import Project, Table

_LEAD = Text("原始数据表；黄底数量为输入值。", "A table as it was read. Numbers on a yellow ground are inputs.")
_NAME = Text("表 ", "Table ")
_FIRST = 4
_LONGEST_NAME = 31


@dataclass(frozen=True, slots=True)
class TablePlan:
    """Where every column of numbers stands: ``table.column`` -> (sheet, letters). ``names`` are the sheets by table."""

    names: Mapping[str, str]
    at: Mapping[str, tuple[str, str]]

    def holds(self, node: RowSum) -> bool:
        """Whether a row sum runs over a data table."""
        return node.table in self.at

    def address(self, node: RowSum) -> str:
        """Return the expression that adds up a row sum's cells."""
        sheet, letters = self.at[node.table]
        parts = [
            f"SUM({quoted(sheet)}!${letters}${first}:${letters}${last})"
            for first, last in runs(sorted(row + _FIRST for row in node.rows))
        ]
        return f"({'+'.join(parts)})" if len(parts) > 1 else (parts or ["0"])[0]


def plan(project: Project, language: Language) -> TablePlan:
    """Lay out the tables, each on a sheet of its own."""
    names: dict[str, str] = {}
    at: dict[str, tuple[str, str]] = {}
    for table in project.tables.values():
        names[table.id] = _free(f"{_NAME.say(language)}{table.id}", names.values())
        for number, column in enumerate(table.values, start=len(table.text)):
            at[f"{table.id}.{column}"] = (names[table.id], column_letters(number))
    return TablePlan(names, at)


def _free(name: str, taken: Iterable[str]) -> str:
    """Return a sheet's name that is short enough and not taken: spreadsheets compare without case."""
    short = name[:_LONGEST_NAME]
    known = {one.casefold() for one in taken}
    number = 2
    while short.casefold() in known:
        tail = f"~{number}"
        short = f"{name[: _LONGEST_NAME - len(tail)]}{tail}"
        number += 1
    return short


def build(project: Project, layout: TablePlan, language: Language) -> tuple[Sheet, ...]:
    """Return a sheet a table."""
    return tuple(_sheet(table, layout.names[table.id], language) for table in project.tables.values())


def _sheet(table: Table, name: str, language: Language) -> Sheet:
    titles = [table.spec.columns[text] for text in table.text]
    titles += [
        f"{table.spec.values[value].header} ({unit_text(table.units[value].text, language)})" for value in table.values
    ]
    rows = [
        Row((name,), "title"),
        Row((_LEAD.say(language),), "lead"),
        Row((*titles, PLACE.say(language)), "header"),
    ]
    rows += [Row(_cells(table, row)) for row in range(len(table))]
    widths = (*(24.0 for _ in table.text), *(16.0 for _ in table.values), 40.0)
    return Sheet(name, widths, rows, frozen=_FIRST - 1, fixed=1, repeated=_FIRST - 1)


def _cells(table: Table, row: int) -> tuple[Cell, ...]:
    texts: list[Cell] = [Words(column[row], "wrap") for column in table.text.values()]
    values = [column[row] for column in table.values.values()]
    numbers: list[Cell] = [None if value is None else Number(value, "General", "input") for value in values]
    first = next(iter(table.values))
    return (*texts, *numbers, Words(place(table.position(row, first)), "code"))
