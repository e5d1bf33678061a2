"""An .xlsx workbook as grids, with every fault of the file itself."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from generator.base.findings import Finding, Position
from generator.project import table_faults
from generator.project.grid import Grid, Range
from generator.project.suggestions import listing, nearest
from generator.project.xlsx_archive import Archive, ArchiveError

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Cell = tuple[int, int]

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS_ZH = "在 Excel 或 WPS 中另存为 .xlsx（不加密码）"
_SAVE_AS_EN = "save it as .xlsx in Excel or WPS, without a password"


class Workbook:
    """An opened workbook: its sheets, read when asked for."""

    def __init__(self, path: str, archive: Archive, book: CalamineWorkbook) -> None:
        self._path = path
        self._archive = archive
        self._book = book

    def grid(self, sheet: str) -> tuple[Grid | None, list[Finding]]:
        """Read a sheet; without a name the only one there is."""
        names = list(self._archive.sheets)
        here = Position(self._path, sheet=sheet)
        if not sheet and len(names) == 1:
            sheet = names[0]
        if sheet not in names:
            return None, [_no_sheet(sheet, names, here)]
        try:
            odd = self._archive.odd_cells(sheet)
        except ArchiveError as error:
            return None, [archive_finding(error, Position(self._path, sheet=sheet))]
        try:
            read = self._book.get_sheet_by_name(sheet)
            rows = read.to_python(skip_empty_area=False)
        except BaseException as error:
            if not _is_readers(error):
                raise
            return None, [_damaged(Position(self._path, sheet=sheet), str(error))]
        merged = _within(read.merged_cell_ranges or [], rows)
        if merged is None:
            return None, [_damaged(Position(self._path, sheet=sheet), "merged cells overlap")]
        return Grid(self._path, sheet, rows, range(1, len(rows) + 1), merged, odd), []


def _within(ranges: Iterable[tuple[Cell, Cell]], rows: list[list[Any]]) -> list[Range] | None:
    """Return merged ranges cut to the rows and columns there are; ``None`` where they overlap, which no program writes.

    Ranges that lie apart hold no more cells than the sheet: whoever walks over them is done soon.
    """
    last_row, last_column = len(rows) - 1, max(map(len, rows), default=0) - 1
    merged, area = [], 0
    for (top, left), (bottom, right) in ranges:
        if top > last_row or left > last_column:
            continue
        merged.append(Range(top, left, min(bottom, last_row), min(right, last_column)))
        area += (merged[-1].bottom - top + 1) * (merged[-1].right - left + 1)
        if area > (last_row + 1) * (last_column + 1):
            return None
    return merged


def open_workbook(data: bytes, path: str) -> tuple[Workbook | None, list[Finding]]:
    """Open a workbook from its bytes; ``path`` is how findings call it."""
    from python_calamine import CalamineWorkbook

    here = Position(path)
    if data.startswith(_OLD_OFFICE):
        zh = "文件是旧的 .xls 格式，或加了密码"
        en = "the file is in the old .xls format, or has a password"
        return None, [table_faults.FORMAT.at(here, zh, en, hint_zh=_SAVE_AS_ZH, hint_en=_SAVE_AS_EN)]
    try:
        archive = Archive(data)
        book = CalamineWorkbook.from_filelike(BytesIO(data))
    except ArchiveError as error:
        return None, [archive_finding(error, here)]
    except BaseException as error:
        if not _is_readers(error):
            raise
        return None, [_damaged(here, str(error))]
    return Workbook(path, archive, book), []


def _is_readers(error: BaseException) -> bool:
    """Whether an exception is the reader's own; a panic of its Rust code is no ordinary Exception."""
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def archive_finding(error: ArchiveError, at: Position) -> Finding:
    """Return the finding for a workbook that is damaged or beyond the bounds."""
    if not error.bounds:
        return table_faults.DAMAGED.at(at, error.zh, error.en, hint_zh=_SAVE_AS_ZH, hint_en=_SAVE_AS_EN)
    zh, en = "删除多余的单元格或工作表后重新保存", "delete what does not belong to the table and save it again"
    return table_faults.ARCHIVE.at(at, error.zh, error.en, hint_zh=zh, hint_en=en)


def _damaged(at: Position, said: str) -> Finding:
    return table_faults.DAMAGED.at(
        at,
        f"工作簿无法读取：{said[:120]}",
        f"the workbook cannot be read: {said[:120]}",
        hint_zh=_SAVE_AS_ZH,
        hint_en=_SAVE_AS_EN,
    )


def _no_sheet(sheet: str, names: list[str], at: Position) -> Finding:
    if not sheet:
        zh, en = (
            f"工作簿有 {len(names)} 个工作表，没有写读哪一个",
            f"the workbook has {len(names)} sheets, and none is named",
        )
        right = names[0] if names else ""
    else:
        zh, en = f"没有工作表“{sheet}”", f"there is no sheet {sheet!r}"
        right = nearest(sheet, names) or (names[0] if names else "")
    return table_faults.SHEET.at(
        at,
        zh,
        en,
        hint_zh=f"sheet: {right}；已有工作表：{listing(names)}",
        hint_en=f"sheet: {right}; sheets: {listing(names)}",
    )
