"""Which rows of a table hold data: not blank, no sub-totals, no remarks, nothing merged, no formula without a value."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from generator.base.cells import column_letters
from generator.project import table_faults
from generator.project.grid import Grid, Range, plain, words
from generator.project.headers import Layout
from generator.project.row_names import NameBook
from generator.project.row_reports import Cell, Reports

#: What the first cell of a remark under a table begins with.
_REMARKS = (
    "注",
    "备注",
    "说明",
    "填表",
    "填报",
    "制表",
    "审核",
    "复核",
    "数据来源",
    "单位负责人",
    "note",
    "source:",
    "prepared",
)


@dataclass(slots=True)
class Selection:
    """The rows of a grid that hold data, its columns whole, and cells whose fault is already reported (``told``)."""

    rows: Sequence[int]
    columns: list[tuple[Any, ...]]
    told: set[Cell]


def is_blank(cell: object) -> bool:
    """Whether a cell shows nothing."""
    return cell is None or cell == "" or (isinstance(cell, str) and not cell.strip())


def select_rows(grid: Grid, layout: Layout, book: NameBook, header: int, reports: Reports) -> Selection:
    """Return the rows under the header that hold data; merged cells and formulas without a value are reported.

    A row whose source, site or month is listed under ``skip`` is left out, as is a remark under the table.
    """
    quantity = [layout.at["quantity"]] if "quantity" in layout.at else sorted(layout.months)
    used = set(layout.at.values()) | set(layout.months)
    widen(grid.rows, max(used) + 1)
    columns = list(zip(*grid.rows, strict=False))  # far faster than picking one cell a row
    source = layout.at["source"]
    left_out = _blank(columns, header, [source, *quantity])
    left_out -= {row for row, column in grid.odd if column in used}
    for key in ("source", "site", "month"):
        if key in layout.at and book.skip:
            left_out |= _rows_with(columns[layout.at[key]], header, lambda cell: plain(words(cell)) in book.skip)
    remarks = _rows_with(columns[source], header, is_remark)
    left_out |= {i for i in remarks if _is_remark(grid.rows[i], used, source, book)}
    rows: Sequence[int] = range(header, len(grid.rows))
    if left_out:
        rows = [i for i in rows if i not in left_out]
    values = {j for k, j in layout.at.items() if k != "note"} | set(layout.months)
    told = merged_cells(grid, values, rows, reports) | odd_cells(grid, used, rows, reports)
    return Selection(rows, columns, told)


def widen(rows: list[list[Any]], width: int) -> None:
    """Give every row as many cells as the header needs: csv rows may end early."""
    for cells in rows:
        if len(cells) < width:
            cells += [""] * (width - len(cells))


def _blank(columns: list[tuple[Any, ...]], header: int, wanted: list[int]) -> set[int]:
    """Return the rows that show nothing in any of the wanted columns."""
    rows: set[int] | None = None
    for j in wanted:
        found = _rows_with(columns[j], header, is_blank)
        rows = found if rows is None else rows & found
        if not rows:
            break
    return rows or set()


def _rows_with(column: tuple[Any, ...], header: int, wanted: Callable[[Any], bool]) -> set[int]:
    """Return the rows under the header whose cell is wanted; each distinct cell is looked at once."""
    hits = {c for c in set(column) if wanted(c)}
    return {i for i, c in enumerate(column) if c in hits and i >= header} if hits else set()


def is_remark(cell: object) -> bool:
    """Whether a cell begins as a remark under a table does."""
    return plain(words(cell)).startswith(_REMARKS)


def _is_remark(cells: list[Any], used: set[int], source: int, book: NameBook) -> bool:
    """Whether a row is words under the table: nothing but one text that begins like a remark."""
    shown = [j for j in used if not is_blank(cells[j])]
    return shown == [source] and not book.source(words(cells[source])).id


def merged_cells(grid: Grid, values: Collection[int], rows: Sequence[int], reports: Reports) -> set[Cell]:
    """Report merged cells in the columns that values are read from, and return the cells that they spoil."""
    if not grid.merged:
        return set()
    data = set(rows)
    told: set[Cell] = set()
    for merge in grid.merged:
        columns = [j for j in range(merge.left, merge.right + 1) if j in values]
        lines = [i for i in range(merge.top, merge.bottom + 1) if i in data]
        if not columns or not lines:
            continue
        told |= {(i, j) for i in lines for j in columns}
        reports.once(
            table_faults.MERGED,
            [(merge.top, merge.left)],
            f"数据区有合并单元格 {merge}",
            f"merged cells {merge} in the data",
            f"取消合并，在 {_each_of(merge)} 每格填入各自的值",
            f"unmerge them and fill in each of {_each_of(merge)}",
        )
    return told


def _each_of(merge: Range) -> str:
    return f"{column_letters(merge.left)}{merge.top + 1}—{column_letters(merge.right)}{merge.bottom + 1}"


def odd_cells(grid: Grid, used: Collection[int], rows: Sequence[int], reports: Reports) -> set[Cell]:
    """Report formulas with an error or without a stored value, and return their cells."""
    data = set(rows) if grid.odd else set()
    cells = sorted(c for c in grid.odd if c[0] in data and c[1] in used)
    errors = [c for c in cells if grid.odd[c]]
    reports.each(
        table_faults.ERROR_CELL,
        ((c, f"公式错误 {grid.odd[c]}", f"formula error {grid.odd[c]}") for c in errors),
        "修正公式，或直接填入数值",
        "repair the formula, or type the number",
    )
    reports.each(
        table_faults.NO_CACHE,
        ((c, "公式没有保存计算结果", "the formula's result was never stored") for c in cells if not grid.odd[c]),
        "用 Excel、WPS 或 LibreOffice 打开并保存一次",
        "open the file in Excel, WPS or LibreOffice and save it once",
    )
    return set(cells)


def grouped(values: Iterable[Any], hits: Collection[Any]) -> dict[Any, list[int]]:
    """Return, for each of ``hits``, the places where it stands among the values; nothing is looked at without hits."""
    groups: dict[Any, list[int]] = {}
    if hits:
        for k, value in enumerate(values):
            if value in hits:
                groups.setdefault(value, []).append(k)
    return groups
