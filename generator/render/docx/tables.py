"""Tables: repeated headers, rows that do not split, spans, totals, groups, unit line and notes."""

from __future__ import annotations

from collections.abc import Sequence

from generator.document.blocks import Column, Row, Table
from generator.render.docx import inlines
from generator.render.docx.draft import Draft
from generator.render.docx.fitting import fitted, lines
from generator.render.docx.paragraphs import caption, paragraph
from generator.render.docx.template import TEXT_WIDTH, TEXT_WIDTH_LANDSCAPE, bare
from generator.render.docx.xml import escape

#: From this many columns on, the text of a table is one size smaller.
_NARROW_COLUMNS = 7
_NARROW_COLUMNS_LANDSCAPE = 10
#: A table of at most this many rows, and lines of text in them, stays on one page; a taller one may break between rows.
_TOGETHER, _TOGETHER_LINES = 13, 12
#: Half the width of a Chinese character of a table's text, in twips: 10.5 pt, 9 pt.
_HALF, _HALF_SMALL = 105, 90


def table(draft: Draft, block: Table) -> str:
    """Return a table with its caption and unit line above and its notes below."""
    parts = []
    if block.caption:
        parts.append(caption(draft, block.id, block.caption, above=True))
    if block.unit:
        unit = _unit(draft, block)
        parts.append(paragraph(draft, "TableUnit", f"<w:r><w:t>{escape(draft.clean(unit))}</w:t></w:r>"))
    if draft.page_break or draft.after_table:
        # A table needs a paragraph to take the page break, and one to be apart from a table right before it.
        parts.append(paragraph(draft, "AfterTable", ""))
    parts.append(_grid(draft, block))
    parts.extend(paragraph(draft, "Note", inlines.draw(draft, note)) for note in block.notes)
    draft.after_table = True
    return "".join(parts)


def _unit(draft: Draft, block: Table) -> str:
    from generator.document.display import unit_text

    text = unit_text(block.unit, draft.document.language)
    return draft.say(f"单位：{text}", f"Unit: {text}")


def _grid(draft: Draft, block: Table) -> str:
    total = TEXT_WIDTH_LANDSCAPE if block.landscape else TEXT_WIDTH
    rows = (*block.header, *block.rows)
    count = max([len(block.columns), *(sum(cell.colspan for cell in row.cells) for row in rows)])
    columns = [*block.columns, *[Column()] * (count - len(block.columns))]
    small = count >= (_NARROW_COLUMNS_LANDSCAPE if block.landscape else _NARROW_COLUMNS)
    sizes = fitted(draft, columns, rows, total, _HALF_SMALL if small else _HALF)
    half = _HALF_SMALL if small else _HALF
    together = len(rows) <= _TOGETHER and lines(draft, rows, sizes, half) <= _TOGETHER_LINES
    writer = _Rows(draft, columns, sizes, small=small, together=together)
    body = writer.all(rows)
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    first = 1 if block.header else 0
    described = draft.words.plain(block.caption)
    alt = f'<w:tblCaption w:val="{escape(described)}"/>' if described else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{total}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{"0420" if first else "0400"}" w:firstRow="{first}" '
        f'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>{alt}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


class _Rows:
    """Writes rows; keeps account of the cells that row spans cover."""

    def __init__(
        self, draft: Draft, columns: Sequence[Column], sizes: Sequence[int], *, small: bool, together: bool
    ) -> None:
        self.draft, self.sizes, self.together = draft, sizes, together
        self.aligns = [column.align for column in columns]
        self.text_style = "TableTextSmall" if small else "TableText"
        self.header_style = "TableHeaderSmall" if small else "TableHeader"
        theme = draft.theme
        self.soft, self.wash, self.accent = bare(theme.accent_soft), bare(theme.wash), bare(theme.accent)
        self.open: dict[int, tuple[int, int]] = {}  # column -> rows still covered, columns covered
        self.openings: dict[tuple[str, bool], list[str]] = {}  # of cells without span, by role and keeping

    def all(self, rows: Sequence[Row]) -> str:
        last, first = len(rows) - 1, next((i for i, row in enumerate(rows) if row.role != "header"), 0)
        # The first rows stay with the header and the last two together: no row stands alone on a page.
        near = {*range(first, first + 2), last - 1} - {last}
        written = []
        for place, row in enumerate(rows):
            self.draft.row = place + 1
            written.append(self._row(row, keep=place in near or (self.together and place < last)))
        self.draft.row = self.draft.column = 0
        return "".join(written)

    def _row(self, row: Row, *, keep: bool) -> str:
        header = row.role == "header"
        keep = keep or row.role == "group"
        cells = [
            "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if header else "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        ]
        bold = row.role in ("total", "group")
        column, columns = 0, len(self.sizes)
        plain = self._openings(row.role, keep)
        for cell in row.cells:
            if self.open:
                column = self._covered(column, row, keep, cells)
            if column >= columns:
                break
            self.draft.column = column + 1
            if cell.colspan == 1 and cell.rowspan == 1:
                inner = inlines.draw(self.draft, cell.inlines, bold=bold or cell.bold)
                cells.append(f"{plain[column]}{self.draft.wrapped(inner)}</w:p></w:tc>")
                column += 1
                continue
            merge = "restart" if cell.rowspan > 1 else ""
            span = min(cell.colspan, columns - column)
            inner = inlines.draw(self.draft, cell.inlines, bold=bold or cell.bold)
            opening = self._opening(column, span, merge, row.role, keep)
            cells.append(f"{opening}{self.draft.wrapped(inner)}</w:p></w:tc>")
            if cell.rowspan > 1:
                self.open[column] = (cell.rowspan - 1, span)
            column += span
        column = self._covered(column, row, keep, cells)
        cells.extend(f"{opening}</w:p></w:tc>" for opening in plain[column:])
        cells.append("</w:tr>")
        return "".join(cells)

    def _covered(self, column: int, row: Row, keep: bool, cells: list[str]) -> int:
        """Write the continuation of row spans from ``column`` on; return the next free column."""
        while column in self.open:
            left, span = self.open.pop(column)
            if left > 1:
                self.open[column] = (left - 1, span)
            cells.append(f"{self._opening(column, span, 'continue', row.role, keep)}</w:p></w:tc>")
            column += span
        return column

    def _openings(self, role: str, keep: bool) -> list[str]:
        """Return the openings of cells without span, column by column."""
        if (role, keep) not in self.openings:
            columns = range(len(self.sizes))
            self.openings[role, keep] = [self._opening(column, 1, "", role, keep) for column in columns]
        return self.openings[role, keep]

    def _opening(self, column: int, span: int, merge: str, role: str, keep: bool) -> str:
        """Return a cell up to its text: properties of the cell and of its paragraph."""
        width = sum(self.sizes[column : column + span])
        grid_span = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
        style = self.header_style if role == "header" else self.text_style
        align = "" if role in ("header", "group") else self.aligns[column]
        jc = f'<w:jc w:val="{align}"/>' if align in ("right", "center") else ""
        kept = "<w:keepNext/>" if keep and role != "header" else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{grid_span}{merged}{self._look(role)}</w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{jc}</w:pPr>'
        )

    def _look(self, role: str) -> str:
        """Shading and rules of a row's cells, in schema order; data cells take the table style's."""
        if role == "header":
            return (
                f'<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="{self.accent}"/></w:tcBorders>'
                f'<w:shd w:val="clear" w:color="auto" w:fill="{self.soft}"/><w:vAlign w:val="center"/>'
            )
        if role == "total":
            return (
                f'<w:tcBorders><w:top w:val="single" w:sz="6" w:space="0" w:color="{self.accent}"/></w:tcBorders>'
                f'<w:shd w:val="clear" w:color="auto" w:fill="{self.wash}"/><w:vAlign w:val="center"/>'
            )
        if role == "group":
            return f'<w:shd w:val="clear" w:color="auto" w:fill="{self.wash}"/><w:vAlign w:val="center"/>'
        return '<w:vAlign w:val="center"/>'
