"""Tables of a draft standard (GB/T 1.1-2020, 9.8, 10.4.2): thick frames, notes inside, a caption on each part."""

from __future__ import annotations

from dataclasses import replace

from generator.document.blocks import Cell, Column, Row, Table
from generator.document.inlines import Str
from generator.document.walk import walk_inlines
from generator.render.docx import inlines
from generator.render.docx.draft import Draft
from generator.render.docx.fitting import fitted, lines
from generator.render.docx.standard.numbers import Lists
from generator.render.docx.standard.page import TEXT_WIDTH, TEXT_WIDTH_LANDSCAPE
from generator.render.docx.standard.paragraphs import caption, continued, text, unit_line
from generator.render.docx.standard.rows import Look, rows_of
from generator.render.docx.standard.terms import remark_lines
from generator.render.docx.xml import escape

#: A table of at most this many rows, and lines of text in them, stays on one page; a taller one may break between rows.
_TOGETHER, _TOGETHER_LINES = 13, 14
#: Half the width of a Chinese character of a table's text, in twips: 9 pt.
_HALF = 90
_THICK = '<w:top w:val="single" w:sz="12" w:space="0" w:color="auto"/>'
_DASH = Cell((Str("—"),))


def table(draft: Draft, block: Table, lists: Lists, splits: tuple[int, ...]) -> str:
    """Return a table, in parts where ``splits`` says which of its rows begin on a new page.

    Each part repeats caption, unit and head (9.8.3). Where the pages are not known, the head alone repeats, by Word.
    """
    block = _filled(block)
    total = TEXT_WIDTH_LANDSCAPE if block.landscape else TEXT_WIDTH
    rows = (*block.header, *block.rows)
    count = max([len(block.columns), *(sum(cell.colspan for cell in row.cells) for row in rows)])
    columns = [*block.columns, *[Column()] * (count - len(block.columns))]
    sizes = fitted(draft, columns, rows, total, _HALF)
    together = len(rows) <= _TOGETHER and lines(draft, rows, sizes, _HALF) <= _TOGETHER_LINES
    look = Look(tuple(sizes), tuple(column.align for column in columns), total, together=together)
    places = sorted({place for place in splits if 0 < place < len(block.rows)}) if block.caption else []
    parts = []
    for start, end in zip((0, *places), (*places, len(block.rows)), strict=True):
        above = _above(draft, block, again=start > 0)
        last = end == len(block.rows)
        notes = _notes(draft, block, look, lists) if last else ""
        body = rows_of(draft, look, block, start, end, noted=bool(notes))
        planned = draft.plan and not together and bool(block.caption)
        grid = _grid(draft, block, look, (_planned_head(look, above) if planned else "") + body + notes)
        parts.append(grid if planned else above + grid)
        draft.after_table = True
    return "".join(parts)


def _above(draft: Draft, block: Table, *, again: bool) -> str:
    parts = []
    if again:
        draft.page_break, draft.after_table = True, False
        parts.append(continued(draft, "TableContinued", block.id, block.caption, keep=True))
    elif block.caption or draft.words.label(block.id):
        parts.append(caption(draft, block.id, block.caption, above=True))
    parts.append(unit_line(draft, block.unit))
    if draft.page_break or draft.after_table:
        # A table needs a paragraph to take the page break, and one to be apart from a table right before it.
        parts.append(text(draft, "AfterTable", ""))
    return "".join(parts)


def _planned_head(look: Look, above: str) -> str:
    """Return caption and unit as a row of the head, which repeats: a part will begin with as much."""
    span = f'<w:gridSpan w:val="{len(look.sizes)}"/>' if len(look.sizes) > 1 else ""
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{look.total}" w:type="dxa"/>'
        f"{span}</w:tcPr>{above}</w:tc></w:tr>"
    )


def _grid(draft: Draft, block: Table, look: Look, body: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in look.sizes)
    first = 1 if block.header else 0
    described = draft.words.plain(block.caption)
    alt = f'<w:tblCaption w:val="{escape(described)}"/>' if described else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{look.total}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="{"0420" if first else "0400"}" '
        f'w:firstRow="{first}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>{alt}'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _notes(draft: Draft, block: Table, look: Look, lists: Lists) -> str:
    """Return the last row of the frame: the notes, below them the footnotes a, b, c (9.8.5)."""
    made = remark_lines(draft, "note", block.notes, lists, in_table=True)
    for place, line in enumerate(block.footnotes):
        mark = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{letter(place)}</w:t></w:r>'
        inner = f'{mark}<w:r><w:t xml:space="preserve">\u3000</w:t></w:r>{inlines.draw(draft, line)}'
        indent = '<w:ind w:left="640" w:hanging="280"/>'
        made.append(f'<w:p><w:pPr><w:pStyle w:val="TableNote"/>{indent}</w:pPr>{inner}</w:p>')
    if not made:
        return ""
    span = f'<w:gridSpan w:val="{len(look.sizes)}"/>' if len(look.sizes) > 1 else ""
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{look.total}" w:type="dxa"/>{span}'
        f"<w:tcBorders>{_THICK}</w:tcBorders></w:tcPr>{''.join(made)}</w:tc></w:tr>"
    )


def letter(place: int) -> str:
    """Return the mark of a footnote in a table, counted from 0: a, b, … z, aa."""
    again, rest = divmod(place, 26)
    return chr(ord("a") + rest) * (again + 1)


def _filled(block: Table) -> Table:
    """Return a table whose empty cells have a dash of one em (10.4.2.2)."""
    return replace(block, rows=tuple(_filled_row(row) for row in block.rows))


def _filled_row(row: Row) -> Row:
    cells = tuple(cell if _says(cell) else replace(cell, inlines=_DASH.inlines) for cell in row.cells)
    return replace(row, cells=cells)


def _says(cell: Cell) -> bool:
    return any(not isinstance(inline, Str) or inline.text.strip() for inline in walk_inlines(cell.inlines))
