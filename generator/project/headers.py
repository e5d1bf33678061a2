"""Which column of a table is which: headers in one row, or in several with merged cells above."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.base.cells import column_letters
from generator.base.findings import Finding
from generator.base.units import Unit, UnitError
from generator.project import table_faults
from generator.project.grid import Grid, plain, words
from generator.project.models import ActivityTable, Node
from generator.project.months import MonthError, parse_period
from generator.project.row_units import read_unit
from generator.project.suggestions import listing, nearest

#: How far down a header is looked for when it is not where the project says.
_LOOKED_AT = 30
_IN_BRACKETS = re.compile(r"[（(\[]([^（）()\[\]]+)[）)\]]\s*$")


@dataclass(slots=True)
class Layout:
    """The columns of a table, counted from 0; ``months``: column -> month; ``unit``: what the header says."""

    at: dict[str, int] = field(default_factory=dict)
    months: dict[int, int] = field(default_factory=dict)
    unit: Unit | None = None


def find_columns(table: ActivityTable, grid: Grid) -> tuple[Layout | None, list[Finding]]:
    """Find the columns that a table's description names; every header that is missing or stands twice is a finding."""
    columns = table.columns
    wanted = {f"columns.{k}": v for k, v in columns.model_dump(exclude={"months"}).items() if v}
    months = {f"columns.months.{header}": header for header in columns.months}
    found, findings = match_headers({**wanted, **months}, table.header, columns, grid)
    if found is None:
        return None, findings
    layout = Layout({key.removeprefix("columns."): found[key] for key in wanted})
    layout.months = {found[key]: columns.months[header] for key, header in months.items()}
    if "quantity" in layout.at:
        layout.unit = unit_in(columns.quantity, _names(grid, table.header - 1, layout.at["quantity"])[-1])
    return layout, []


def match_headers(
    wanted: Mapping[str, str], header: int, owner: Node, grid: Grid
) -> tuple[dict[str, int] | None, list[Finding]]:
    """Return the column of every wanted header; each that is missing or stands twice is a finding.

    ``wanted`` maps a key of the project file (``columns.month``) to the header; ``owner`` knows where it was written.
    """
    row = header - 1
    if row >= len(grid.rows):
        zh, en = f"标题行 {header} 在表格之外", f"header row {header} lies below the table"
        hint = _row_hint(grid, wanted.values()) or "header: 1"
        return None, [table_faults.HEADER.at(grid.whole, zh, en, hint_zh=hint, hint_en=hint)]
    names = [_names(grid, row, j) for j in range(len(grid.rows[row]))]
    at: dict[str, int] = {}
    findings = []
    for key, text in wanted.items():
        found = _matching(names, text)
        if len(found) == 1:
            at[key] = found[0]
        else:
            findings.append(_not_found(owner, grid, row, key, text, found, names))
    return (None if findings else at), findings


def unit_in(*headers: str) -> Unit | None:
    """Return the unit that a header names in brackets: 用量（万kWh）."""
    for header in headers:
        if found := _IN_BRACKETS.search(header):
            try:
                return read_unit(found[1])
            except UnitError:
                continue
    return None


def _names(grid: Grid, row: int, column: int) -> list[str]:
    """Return what a column may be called: its header, and the header above it and its own joined by a slash."""
    own = _header(grid, row, column)
    above = _header(grid, row - 1, column) if row else ""
    return [f"{above}/{own}", own] if above and above != own else [own]


def _header(grid: Grid, row: int, column: int) -> str:
    cells = grid.rows[row]
    cell = cells[column] if column < len(cells) else ""
    if cell in ("", None):
        for merge in grid.merged:
            if merge.holds(row, column):
                cell = grid.rows[merge.top][merge.left]
                break
    text = " ".join(words(cell).split())
    if hasattr(cell, "month"):
        return text[:7]
    return text


def _matching(names: list[list[str]], header: str) -> list[int]:
    for compare in (plain, _bare, _period):
        wanted = compare(header)
        found = [j for j, own in enumerate(names) if wanted and any(compare(n) == wanted for n in own)]
        if found:
            return found
    return []


def _bare(text: str) -> str:
    """Return a header without the unit in brackets at its end."""
    return plain(_IN_BRACKETS.sub("", text))


def _period(text: str) -> str:
    """Return a header that is a month as that month, so that 2024-01 finds 2024年1月."""
    try:
        period = parse_period(text, 2000)
    except MonthError:
        return ""
    return period if "-" in period else ""


def _not_found(
    owner: Node, grid: Grid, row: int, key: str, header: str, found: list[int], names: list[list[str]]
) -> Finding:
    related = [owner.place(key.partition(".")[2])]
    if found:
        where = ", ".join(f"{column_letters(j)}{row + 1}" for j in found)
        full = next((n[0] for j in found if len(n := names[j]) > 1), f"…/{header}")
        return table_faults.HEADER.at(
            grid.at(row, found[1]),
            f"列标题“{header}”出现多次：{where}",
            f"header {header!r} stands in several columns: {where}",
            hint_zh=f"连同上一行标题写：{full}",
            hint_en=f"write it with the header above: {full}",
            related=related,
        )
    headers = [n[-1] for n in names if n[-1]]
    near = nearest(header, headers)
    hint = _row_hint(grid, [header]) or (f"{key}: {near}" if near else "")
    there = listing(headers, 20)
    return table_faults.HEADER.at(
        grid.at(row, 0),
        f"第 {row + 1} 行没有列标题“{header}”",
        f"row {row + 1} has no header {header!r}",
        hint_zh=f"{hint}；该行标题：{there}" if hint else f"该行标题：{there}",
        hint_en=f"{hint}; headers there: {there}" if hint else f"headers there: {there}",
        related=related,
    )


def _row_hint(grid: Grid, headers: Iterable[str]) -> str:
    """Return ``header: n`` for the first row that has all the headers."""
    wanted = {plain(h) for h in headers}
    for i, cells in enumerate(grid.rows[:_LOOKED_AT]):
        if wanted <= {plain(words(c)) for c in cells}:
            return f"header: {i + 1}"
    return ""
