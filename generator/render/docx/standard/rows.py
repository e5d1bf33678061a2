"""The rows of a standard's table: spans, thick rules under the head, marks that tell on which page a row lies."""

from __future__ import annotations

from dataclasses import dataclass

from generator.document.blocks import Cell, Row, Table
from generator.document.inlines import Footnote, Str
from generator.document.walk import walk_inlines
from generator.render.continued import Mark
from generator.render.docx import inlines
from generator.render.docx.draft import Draft

_DASH = Cell((Str("—"),))
_THICK = '<w:{} w:val="single" w:sz="12" w:space="0" w:color="auto"/>'


@dataclass(frozen=True, slots=True)
class Look:
    """Widths and alignments of a table's columns, its width, and whether it stays on one page."""

    sizes: tuple[int, ...]
    aligns: tuple[str, ...]
    total: int
    together: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell at its column; ``merge`` says whether a cell over several rows begins or goes on here."""

    column: int
    span: int
    cell: Cell
    merge: str = ""


def rows_of(draft: Draft, look: Look, block: Table, start: int, end: int, *, noted: bool) -> str:
    """Return the head and the rows from ``start`` to before ``end``; a row goes on with what covers it from above."""
    head = _placed(block.header, len(look.sizes))
    body = _placed(block.rows, len(look.sizes))
    parts = [
        _row(draft, look, row, block.header[place], head=True, rule=place == len(head) - 1, mark="", keep=False)
        for place, row in enumerate(head)
    ]
    last = end - 1
    # The first rows stay with the head and the last two together: no row stands alone on a page.
    near = {start, start + 1, last - 1} - {last}
    for place in range(start, end):
        row = body[place] if place > start or not start else _begun_again(body, place)
        keep = place in near or (place < last and look.together) or (place == last and noted)
        mark: Mark = "Plan" if draft.plan else "Cont" if place == start and start else "Row"
        name = "" if look.together else f"_{mark}{draft.targets[block.id]}_{place}"
        parts.append(_row(draft, look, row, block.rows[place], head=False, rule=False, mark=name, keep=keep))
    draft.row = draft.column = 0
    return "".join(parts)


def _placed(rows: tuple[Row, ...], columns: int) -> list[list[_Place]]:
    """Put the cells of rows at their columns; what no cell covers gets a dash."""
    placed: list[list[_Place]] = []
    covered: dict[int, tuple[int, int]] = {}  # column -> rows still covered, columns covered
    for row in rows:
        line: list[_Place] = []
        cells = iter(row.cells)
        column = 0
        while column < columns:
            if column in covered:
                left, span = covered.pop(column)
                if left > 1:
                    covered[column] = (left - 1, span)
                line.append(_Place(column, span, Cell(()), "continue"))
                column += span
                continue
            cell = next(cells, None) or _DASH
            free = next((c for c in range(column + 1, columns) if c in covered), columns)
            span = min(cell.colspan, free - column)
            if cell.rowspan > 1:
                covered[column] = (cell.rowspan - 1, span)
            line.append(_Place(column, span, cell, "restart" if cell.rowspan > 1 else ""))
            column += span
        placed.append(line)
    return placed


def _begun_again(body: list[list[_Place]], place: int) -> list[_Place]:
    """Return a row that begins a continuation: a cell that goes on from above says again what it says."""
    made = []
    for part in body[place]:
        cell = part.cell
        if part.merge == "continue":
            cell = _started(body, place, part.column)
            if any(isinstance(inline, Footnote) for inline in walk_inlines(cell.inlines)):
                cell = Cell(tuple(inline for inline in cell.inlines if not isinstance(inline, Footnote)))
        goes_on = place + 1 < len(body) and any(
            other.column == part.column and other.merge == "continue" for other in body[place + 1]
        )
        merge = "restart" if goes_on and part.merge else ""
        made.append(_Place(part.column, part.span, cell, merge))
    return made


def _started(body: list[list[_Place]], place: int, column: int) -> Cell:
    for row in reversed(body[:place]):
        for part in row:
            if part.column == column and part.merge == "restart":
                return part.cell
    return Cell(())


def _row(
    draft: Draft, look: Look, row: list[_Place], source: Row, *, head: bool, rule: bool, mark: str, keep: bool
) -> str:
    repeat = "<w:tblHeader/>" if head else ""
    cells = []
    draft.row += 1
    for part in row:
        draft.column = part.column + 1
        inner = inlines.draw(draft, part.cell.inlines, bold=part.cell.bold) if part.merge != "continue" else ""
        if mark:
            inner, mark = draft.anchored(mark, inner), ""
        cells.append(_cell(draft, look, part, source, inner, head=head, rule=rule, keep=keep or source.role == "group"))
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(
    draft: Draft, look: Look, part: _Place, source: Row, inner: str, *, head: bool, rule: bool, keep: bool
) -> str:
    width = sum(look.sizes[part.column : part.column + part.span])
    span = f'<w:gridSpan w:val="{part.span}"/>' if part.span > 1 else ""
    merged = f'<w:vMerge w:val="{part.merge}"/>' if part.merge else ""
    borders = f"<w:tcBorders>{_THICK.format('bottom')}</w:tcBorders>" if rule else ""
    align = "" if head or source.role == "group" else look.aligns[part.column]
    if part.cell.inlines == _DASH.inlines:
        align = "center"
    jc = f'<w:jc w:val="{align}"/>' if align in ("center", "right") else ""
    kept = "<w:keepNext/>" if keep and not head else ""
    style = "TableHeader" if head else "TableText"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merged}{borders}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{jc}</w:pPr>{draft.wrapped(inner)}</w:p></w:tc>'
    )
