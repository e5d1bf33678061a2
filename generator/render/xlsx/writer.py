"""Write a workbook with xlsxwriter, a large one row by row, so that memory stays flat over its activity sheet.

Formulas carry the ledger's values as cached results: a reader that does not calculate sees right numbers. Texts are
always texts, whatever they start with. The only date in the file is the document's, so that equal workbooks are equal
bytes.
"""

from __future__ import annotations

import datetime
import io
import re
from decimal import Decimal
from typing import Any

from generator.base.cells import column_letters
from generator.base.findings import Finding, Outcome, Position
from generator.document.workbook import (
    Cell,
    Formula,
    Number,
    Row,
    RowKind,
    Sheet,
    Style,
    Words,
    Workbook,
)
from generator.render.theme import REPORT, THEMES, Theme
from generator.render.xlsx.looks import cell_look
from generator.render.xlsx.rules import CHARACTER, FORMULA_LENGTH, ROWS, TEXT_LENGTH

_MOST_ROWS = 1_048_576
#: What xlsxwriter returns for a text of more than 32,767 UTF-16 units.
_CUT_OFF = -2
_LONGEST_FORMULA = 8_192
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Beyond so many rows they go to the disk one by one, with their texts in line, so that memory stays flat.
_LARGE = 20_000
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
_HEIGHTS: dict[RowKind, float] = {"title": 26.0, "header": 30.0, "group": 18.0}


def write(workbook: Workbook) -> Outcome[bytes]:
    """Return the bytes of the workbook; a sheet that cannot hold its rows is an error, and nothing is written."""
    too_long = [sheet for sheet in workbook.sheets if len(sheet.rows) > _MOST_ROWS]
    if too_long:
        return Outcome(None, tuple(_too_long(sheet) for sheet in too_long))
    return _Writer(workbook).write()


def _too_long(sheet: Sheet) -> Finding:
    return ROWS.at(
        Position(sheet.name),
        f"工作表“{sheet.name}”有 {len(sheet.rows)} 行，超过 {_MOST_ROWS} 行",
        f"the sheet {sheet.name} has {len(sheet.rows)} rows, more than {_MOST_ROWS}",
    )


class _Writer:
    def __init__(self, workbook: Workbook) -> None:
        import xlsxwriter

        from generator.render.xlsx.plain import PlainWorksheet

        self.workbook = workbook
        self.sheet_class = PlainWorksheet
        self.theme: Theme = THEMES.get(workbook.theme, REPORT)
        self.out = io.BytesIO()
        large = sum(len(sheet.rows) for sheet in workbook.sheets) > _LARGE
        self.book: Any = xlsxwriter.Workbook(self.out, {**_OPTIONS, "constant_memory": large, "in_memory": not large})
        self.formats: dict[tuple[RowKind, Style, str], Any] = {}
        self.findings: list[Finding] = []

    def write(self) -> Outcome[bytes]:
        self._describe()
        # Every sheet is there before the first formula refers to it.
        sheets = [(sheet, self.book.add_worksheet(sheet.name, self.sheet_class)) for sheet in self.workbook.sheets]
        for sheet, target in sheets:
            self._set_up(sheet, target)
            for index, row in enumerate(sheet.rows):
                self._row(sheet, target, index, row)
        for name in self.workbook.names:
            self.book.define_name(name.name, f"={name.target}")
        self.book.close()
        return Outcome(self.out.getvalue(), tuple(self.findings))

    def _describe(self) -> None:
        day = datetime.date.fromisoformat(self.workbook.date)
        self.book.set_properties(
            {
                "title": self.workbook.title,
                "company": self.workbook.author,
                "created": datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC),
            }
        )
        self.book.set_size(2400, 1400)
        # A program that opens the file calculates anew, and so proves the cached values.
        self.book.set_calc_mode("auto")

    def _set_up(self, sheet: Sheet, target: Any) -> None:
        for column, width in enumerate(sheet.widths):
            target.set_column(column, column, width)
        target.hide_gridlines(2)
        if sheet.frozen or sheet.fixed:
            target.freeze_panes(sheet.frozen, sheet.fixed)
        target.set_landscape()
        target.set_paper(9)
        target.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        target.fit_to_pages(1, 0)
        target.set_footer(f"&L&8{_plain(self.workbook.title)}&R&8&A  &P / &N")
        if sheet.repeated:
            target.repeat_rows(sheet.repeated - 1)
            target.autofilter(sheet.repeated - 1, 0, max(len(sheet.rows), sheet.repeated) - 1, len(sheet.widths) - 1)

    def _row(self, sheet: Sheet, target: Any, index: int, row: Row) -> None:
        if row.kind in _HEIGHTS:
            target.set_row(index, _HEIGHTS[row.kind])
        for column, cell in enumerate(row.cells):
            self._cell(sheet, target, index, column, cell, row.kind)
        if row.kind == "group":
            band = len(sheet.widths) if len(row.cells) == 1 else len(row.cells)
            for column in range(1, band):
                target.write_blank(index, column, None, self._format("group", "text", ""))

    def _cell(self, sheet: Sheet, target: Any, row: int, column: int, cell: Cell, kind: RowKind) -> None:
        match cell:
            case None:
                if kind in ("data", "total"):
                    target.write_blank(row, column, None, self._format(kind, "text", ""))
            case str():
                self._text(sheet, target, row, column, cell, self._format(kind, "text", ""))
            case Words():
                self._text(sheet, target, row, column, cell.text, self._format(kind, cell.style, ""))
            case Number():
                target.write_number(row, column, _float(cell.value), self._format(kind, cell.style, cell.format))
            case Formula():
                self._formula(sheet, target, row, column, cell, self._format(kind, cell.style, cell.format))

    def _formula(self, sheet: Sheet, target: Any, row: int, column: int, cell: Formula, look: Any) -> None:
        if len(cell.text) + 1 <= _LONGEST_FORMULA:
            target.write_formula(row, column, f"={cell.text}", look, _float(cell.value))
            return
        target.write_number(row, column, _float(cell.value), look)
        place = _place(sheet, row, column)
        self.findings.append(
            FORMULA_LENGTH.at(
                place,
                f"{place} 的公式有 {len(cell.text)} 个字符，仅写入数值",
                f"the formula of {place} has {len(cell.text)} characters: value only",
                fact=cell.key,
            )
        )

    def _text(self, sheet: Sheet, target: Any, row: int, column: int, text: str, look: Any) -> None:
        if not text:
            target.write_blank(row, column, None, look)
            return
        cut_off = target.write_string(row, column, self._writable(sheet, row, column, text), look) == _CUT_OFF
        if cut_off:
            place = _place(sheet, row, column)
            self.findings.append(
                TEXT_LENGTH.at(
                    place,
                    f"{place} 的文字有 {len(text)} 个字符，已截断",
                    f"the text of {place} has {len(text)} characters and is cut off",
                )
            )

    def _writable(self, sheet: Sheet, row: int, column: int, text: str) -> str:
        bad = _UNWRITABLE.search(text)
        if bad:
            place = _place(sheet, row, column)
            code = f"U+{ord(bad[0]):04X}"
            self.findings.append(
                CHARACTER.at(
                    place,
                    f"{place} 含有表格不能容纳的字符 {code}",
                    f"{place} holds the character {code}, which no sheet can hold",
                    hint_zh="在原文中删除该字符",
                    hint_en="take it out where the text was written",
                )
            )
            text = _UNWRITABLE.sub("\ufffd", text)
        return text

    def _format(self, kind: RowKind, style: Style, number_format: str) -> Any:
        key = (kind, style, number_format)
        if key not in self.formats:
            self.formats[key] = self.book.add_format(cell_look(self.theme, kind, style, number_format))
        return self.formats[key]


def _place(sheet: Sheet, row: int, column: int) -> Position:
    return Position("xlsx", sheet=sheet.name, cell=f"{column_letters(column)}{row + 1}")


def _float(value: Decimal) -> float:
    return float(value)


def _plain(title: str) -> str:
    """Return a title as a footer takes it: ampersands doubled, short."""
    return title[:80].replace("&", "&&")
