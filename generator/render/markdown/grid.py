"""Pipe tables: one header row, spans spelled out, nothing in a cell that ends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.document.blocks import Row, Table
from generator.document.inlines import Inlines

_RULES = {"left": ":--", "center": ":-:", "right": "--:"}


def pipe_table(head: Sequence[str], rows: Sequence[Sequence[str]], aligns: Sequence[str]) -> str:
    """Return a table; its cells are Markdown already and hold no line break."""
    lines = [_line(head), _line([_RULES[align] for align in aligns]), *(_line(row) for row in rows)]
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def table_lines(table: Table, inlines: Callable[[Inlines], str]) -> str:
    """Return a table block. Several header rows become one (活动数据 / 2024 年); a group row stands in bold."""
    width = len(table.columns)
    head = [""] * width
    for cells in _laid_out(table.header, width, inlines, repeat=True):
        head = [
            below if not above or above == below else f"{above} / {below}" if below else above
            for above, below in zip(head, cells, strict=True)
        ]
    rows = []
    for row, cells in zip(table.rows, _laid_out(table.rows, width, inlines, repeat=False), strict=True):
        bold = row.role in ("group", "total")
        rows.append([f"**{cell}**" if bold and cell and not cell.startswith("**") else cell for cell in cells])
    return pipe_table(head, rows, [column.align for column in table.columns])


def _laid_out(rows: Sequence[Row], width: int, inlines: Callable[[Inlines], str], *, repeat: bool) -> list[list[str]]:
    """Return rows of equal length: a span's text at its first cell, or with ``repeat`` at all of its cells."""
    grid: list[list[str | None]] = [[None] * width for _ in rows]
    for line, row in enumerate(rows):
        place = 0
        for cell in row.cells:
            while place < width and grid[line][place] is not None:
                place += 1
            text = inlines(cell.inlines)
            for down in range(min(cell.rowspan, len(rows) - line)):
                for right in range(min(cell.colspan, width - place)):
                    first = not down and not right
                    grid[line + down][place + right] = text if first or repeat else ""
            place += cell.colspan
    return [[cell or "" for cell in row] for row in grid]
