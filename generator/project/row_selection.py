"""Which rows of a table hold data: not blank, no sub-totals, no remarks, nothing merged, no formula without a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from generator.project import faults
from generator.project.grid import Grid, Range, letters, plain, words
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
    """The rows of a grid that hold data (``rows``), and cells whose fault is already reported (``told``)."""

    rows: list[int]
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
    odd_rows = {row for row, column in grid.odd if column in used}
    width = max(used) + 1
    texts = [layout.at[k] for k in ("source", "site", "month") if k in layout.at]
    is_skipped = _Skipping(book)
    rows = []
    source = layout.at["source"]
    for i in range(header, len(grid.rows)):
        cells = grid.rows[i]
        if len(cells) < width:
            cells += [""] * (width - len(cells))
        empty = is_blank(cells[source]) and all(is_blank(cells[j]) for j in quantity)
        if empty and i not in odd_rows:
            continue
        if any(is_skipped(cells[j]) for j in texts) or _is_remark(cells, used, source, book):
            continue
        rows.append(i)
    told = _merged(grid, layout, rows, reports) | _odd(grid, used, rows, reports)
    return Selection(rows, told)


class _Skipping:
    """Remembers which cell values are listed under ``skip``."""

    def __init__(self, book: NameBook) -> None:
        self._skip = book.skip
        self._known: dict[Any, bool] = {}

    def __call__(self, cell: Any) -> bool:
        if not self._skip:
            return False
        known = self._known.get(cell)
        if known is None:
            known = self._known[cell] = plain(words(cell)) in self._skip
        return known


def _is_remark(cells: list[Any], used: set[int], source: int, book: NameBook) -> bool:
    """Whether a row is words under the table: nothing but one text that begins like a remark."""
    filled = [j for j in used if not is_blank(cells[j])]
    if filled != [source] or not isinstance(cells[source], str):
        return False
    text = plain(cells[source])
    return text.startswith(_REMARKS) and not book.source(text).id


def _merged(grid: Grid, layout: Layout, rows: list[int], reports: Reports) -> set[Cell]:
    if not grid.merged:
        return set()
    data = set(rows)
    values = {j for k, j in layout.at.items() if k != "note"} | set(layout.months)
    told: set[Cell] = set()
    for merge in grid.merged:
        columns = [j for j in range(merge.left, merge.right + 1) if j in values]
        lines = [i for i in range(merge.top, merge.bottom + 1) if i in data]
        if not columns or not lines:
            continue
        told |= {(i, j) for i in lines for j in columns}
        reports.once(
            faults.MERGED,
            [(merge.top, merge.left)],
            f"数据区有合并单元格 {merge}",
            f"merged cells {merge} in the data",
            f"取消合并，在 {_each_of(merge)} 每格填入各自的值",
            f"unmerge them and fill in each of {_each_of(merge)}",
        )
    return told


def _each_of(merge: Range) -> str:
    return f"{letters(merge.left)}{merge.top + 1}—{letters(merge.right)}{merge.bottom + 1}"


def _odd(grid: Grid, used: set[int], rows: list[int], reports: Reports) -> set[Cell]:
    data = set(rows) if grid.odd else set()
    cells = sorted(c for c in grid.odd if c[0] in data and c[1] in used)
    errors = [c for c in cells if grid.odd[c]]
    reports.each(
        faults.ERROR_CELL,
        ((c, f"公式错误 {grid.odd[c]}", f"formula error {grid.odd[c]}") for c in errors),
        "修正公式，或直接填入数值",
        "repair the formula, or type the number",
    )
    reports.each(
        faults.NO_CACHE,
        ((c, "公式没有保存计算结果", "the formula's result was never stored") for c in cells if not grid.odd[c]),
        "用 Excel、WPS 或 LibreOffice 打开并保存一次",
        "open the file in Excel, WPS or LibreOffice and save it once",
    )
    return set(cells)


def first_seen(values: list[Any], wanted: Callable[[Any], bool]) -> dict[Any, list[int]]:
    """Group the places of the values for which ``wanted`` holds."""
    groups: dict[Any, list[int]] = {}
    hits = {v for v in dict.fromkeys(values) if wanted(v)}
    if hits:
        for k, value in enumerate(values):
            if value in hits:
                groups.setdefault(value, []).append(k)
    return groups
