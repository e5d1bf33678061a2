"""Tables: caption, pipe rows and notes of a ``{% call table(…) %}``; totals, group rows and merged cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from generator.base.findings import Position
from generator.base.units import UnitError
from generator.compose.lines import origin_of, placed, without_origins
from generator.compose.pieces import BlockSpec, Mark
from generator.compose.rules import TABLE_SHAPE
from generator.compose.run import Run
from generator.document.blocks import Cell, Column, Row, Table
from generator.document.display import conversion
from generator.document.inlines import FactRef, Inline, Inlines, Link
from generator.ledger.ledger import Ledger

_RULE_CELL = re.compile(r"^:?-+:?$")
_BAR = re.compile(r"(?<!\\)\|")

Fragments = Callable[[list[tuple[str, Position]]], list[Inlines]]


@dataclass
class _Line:
    """A row as written: the text of its cells, and the marks that stood in front of them."""

    cells: list[str]
    marks: list[Mark | None]
    origin: Position
    role: str = "data"


@dataclass
class _Parts:
    caption: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    notes: list[list[str]] = field(default_factory=list)


def build_table(spec: BlockSpec, block_id: str, run: Run, fragments: Fragments, ledger: Ledger) -> Table:
    """Return the table that a call describes. Rows that do not fit are findings and are filled up or cut."""
    lines = spec.body.split("\n") if spec.values.get("placed") else placed(spec.body, run)
    parts = _divide(lines, run)
    rows, columns, header_count = _rows(parts.rows, spec.origin, run)
    widths = _widths(spec.values.get("widths", ()), len(columns), spec.origin, run)
    columns = [replace(column, width=width) for column, width in zip(columns, widths, strict=True)]
    texts: list[tuple[str, Position]] = [("\n".join(parts.caption), spec.origin)]
    texts += [("\n".join(note), origin_of(note[0], run) or spec.origin) for note in parts.notes]
    texts += [(cell, row.origin) for row in rows for cell in row.cells]
    read = iter(fragments(texts))
    caption = next(read)
    notes = tuple(next(read) for _ in parts.notes)
    unit = spec.values.get("unit", "")
    grids = [[_in_unit(next(read), unit, ledger) for _ in row.cells] for row in rows]
    header = _merged(rows[:header_count], grids[:header_count], len(columns), run)
    body = _merged(rows[header_count:], grids[header_count:], len(columns), run)
    return Table(
        block_id,
        spec.origin,
        caption,
        tuple(columns),
        tuple(replace(row, role="header") for row in header),
        tuple(body),
        unit,
        notes,
        bool(spec.values.get("landscape")),
    )


def _divide(lines: list[str], run: Run) -> _Parts:
    parts = _Parts()
    note: list[str] | None = None
    for line in lines:
        bare = without_origins(line).strip()
        if bare.startswith("|"):
            if note:
                run.report(
                    TABLE_SHAPE,
                    "表格各行之间不能有正文",
                    "text stands between the rows of the table",
                    hint_zh="注释写在表格之后",
                    hint_en="write notes after the last row",
                    at=origin_of(line, run) or run.place,
                )
            note = None
            parts.rows.append(line)
        elif not bare:
            note = None
        elif not parts.rows:
            parts.caption.append(line)
        elif note is None:
            note = [line]
            parts.notes.append(note)
        else:
            note.append(line)
    return parts


def _rows(lines: list[str], origin: Position, run: Run) -> tuple[list[_Line], list[Column], int]:
    """Return all rows without the alignment row, the columns, and how many rows are header."""
    read = [_cells(line, origin_of(line, run) or origin, run) for line in lines]
    rule = next((n for n, row in enumerate(read) if _is_rule(row)), None)
    if rule is None or rule == 0:
        run.report(
            TABLE_SHAPE,
            "表格缺少表头或对齐行",
            "the table has no header or no alignment row",
            hint_zh="表头下一行写 | :--- | ---: |",
            hint_en="write | :--- | ---: | below the header",
            at=origin,
        )
        count = max((len(row.cells) for row in read), default=1)
        return [_fitted(row, count, run) for row in read if not _is_rule(row)], [Column()] * count, 0
    columns = [Column(_align(cell)) for cell in read[rule].cells]
    rows = [_fitted(row, len(columns), run) for n, row in enumerate(read) if n != rule]
    return rows, columns, rule


def _cells(line: str, origin: Position, run: Run) -> _Line:
    text = without_origins(line).strip()
    parts = _BAR.split(text[1:])
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    cells, marks = [], []
    for part in parts:
        cell = part.strip().replace("\\|", "|")
        token = run.value(cell[0]) if cell else None
        mark = token if isinstance(token, Mark) else None
        marks.append(mark)
        cells.append(cell[1:].strip() if mark else cell)
    return _Line(cells, marks, origin)


def _is_rule(row: _Line) -> bool:
    return bool(row.cells) and all(_RULE_CELL.match(cell) for cell in row.cells)


def _align(cell: str) -> Any:
    left, right = cell.startswith(":"), cell.endswith(":")
    return "center" if left and right else "right" if right else "left"


def _fitted(row: _Line, count: int, run: Run) -> _Line:
    """Return a row of ``count`` cells, its role read from the mark of its first cell."""
    if row.marks and row.marks[0] in (Mark.TOTAL, Mark.GROUP):
        row.role = row.marks[0].value
        row.marks[0] = None
        own_cell = len(row.cells) == count + 1 or (row.role == "group" and len(row.cells) > 1)
        if own_cell and not row.cells[0]:
            row.cells.pop(0)
            row.marks.pop(0)
    if row.role == "group":
        words = [cell for cell in row.cells if cell]
        row.cells, row.marks = [words[0] if words else ""], [None]
        if len(words) > 1:
            count = len(words)
            _shape(
                run, row.origin, f"分组行只有一个单元格，此处有 {count} 个", f"a group row has one cell, not {count}"
            )
        return row
    if len(row.cells) != count:
        _shape(
            run,
            row.origin,
            f"该行有 {len(row.cells)} 格，表头有 {count} 列",
            f"the row has {len(row.cells)} cells, the table {count} columns",
        )
        missing = count - len(row.cells)
        row.cells = (row.cells + [""] * missing)[:count]
        row.marks = (row.marks + [None] * missing)[:count]
    return row


def _shape(run: Run, at: Position, zh: str, en: str, hint_zh: str = "", hint_en: str = "") -> None:
    run.report(TABLE_SHAPE, zh, en, hint_zh=hint_zh, hint_en=hint_en, at=at)


def _widths(said: Any, count: int, origin: Position, run: Run) -> list[float]:
    values = list(said) if isinstance(said, (list, tuple)) else []
    if not values:
        return [1.0] * count
    good = all(isinstance(v, (int, float)) and not isinstance(v, bool) and v > 0 for v in values)
    if len(values) != count or not good:
        zh, en = (
            f"widths 有 {len(values)} 个，表格有 {count} 列",
            f"widths has {len(values)} values for {count} columns",
        )
        _shape(run, origin, zh, en)
        return [1.0] * count
    return [float(value) for value in values]


def _merged(rows: list[_Line], grids: list[list[Inlines]], width: int, run: Run) -> list[Row]:
    """Return rows with merged cells: UP joins the cell above, LEFT the one before it."""
    anchors: list[list[tuple[int, int]]] = []
    for r, row in enumerate(rows):
        line: list[tuple[int, int]] = []
        for c in range(width):
            mark = row.marks[c] if c < len(row.marks) else None
            anchor = (r, c)
            if row.role == "group":
                anchor = (r, 0)
            elif mark is Mark.UP and r and rows[r - 1].role != "group":
                anchor = anchors[r - 1][c]
            elif mark is Mark.LEFT and c:
                anchor = line[c - 1]
            elif mark is not None:
                _shape(run, row.origin, "UP 或 LEFT 没有可合并的单元格", "UP or LEFT has no cell to join")
            line.append(anchor)
        anchors.append(line)
    spans = _spans(anchors, rows, run)
    result = []
    for r, row in enumerate(rows):
        cells = []
        for c in range(width):
            if anchors[r][c] == (r, c):
                rowspan, colspan = spans[r, c]
                inlines = grids[r][c] if c < len(grids[r]) else ()
                cells.append(Cell(inlines, colspan, rowspan, _is_bold(inlines)))
        role: Any = row.role
        result.append(Row(tuple(cells), role, row.origin))
    return result


def _spans(anchors: list[list[tuple[int, int]]], rows: list[_Line], run: Run) -> dict[tuple[int, int], tuple[int, int]]:
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for r, line in enumerate(anchors):
        for c, anchor in enumerate(line):
            members.setdefault(anchor, []).append((r, c))
    spans = {}
    for anchor, cells in members.items():
        height = max(r for r, _ in cells) - anchor[0] + 1
        width = max(c for _, c in cells) - anchor[1] + 1
        if height * width != len(cells):
            _shape(
                run,
                rows[anchor[0]].origin,
                "合并的单元格不成矩形",
                "the merged cells make no rectangle",
                "补齐 UP 或 LEFT",
                "complete UP or LEFT",
            )
            for r, c in cells:
                anchors[r][c] = (r, c)
                spans[r, c] = (1, 1)
            continue
        spans[anchor] = (height, width)
    return spans


def _is_bold(inlines: Inlines) -> bool:
    return bool(inlines) and all(getattr(inline, "bold", False) for inline in inlines)


def _in_unit(inlines: Inlines, unit: str, ledger: Ledger) -> Inlines:
    """Show facts without a unit of their own in the table's unit, where they convert to it."""
    if not unit or not any(isinstance(inline, (FactRef, Link)) for inline in inlines):
        return inlines
    return tuple(_one_in_unit(inline, unit, ledger) for inline in inlines)


def _one_in_unit(inline: Inline, unit: str, ledger: Ledger) -> Inline:
    if not isinstance(inline, FactRef) or inline.display.unit or inline.display.with_unit:
        return inline
    fact = ledger.facts.get(inline.key)
    if fact is None or fact.unit.text == unit:
        return inline
    try:
        conversion(fact.unit.text, unit)
    except UnitError:
        return inline
    return replace(inline, display=replace(inline.display, unit=unit))
