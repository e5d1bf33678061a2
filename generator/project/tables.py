"""Activity data: tables from .xlsx and .csv files, and the quantities typed into project.yaml, as columnar rows."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from generator.base.findings import Finding, Position
from generator.base.units import Unit, UnitError
from generator.project import faults, table_faults
from generator.project.csv_file import csv_grid
from generator.project.grid import Grid
from generator.project.headers import find_columns
from generator.project.models import ActivityTable, ProjectFile
from generator.project.project import Rows
from generator.project.row_checks import negative, outside_years, repeats, unit_words
from generator.project.row_units import mismatch, read_unit
from generator.project.rows import read_rows
from generator.project.workspace import PathError, inside, relative
from generator.project.xlsx_archive import LARGEST_FILE
from generator.project.xlsx_file import Workbook, open_workbook

_BOOKS = (".xlsx", ".xlsm")


@dataclass(slots=True)
class ActivityData:
    """What was read: rows by table, the files' hashes, and what was wrong."""

    rows: list[Rows] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_activity(file: ProjectFile, root: Path, workspace: Path) -> ActivityData:
    """Read all activity data of a project: its tables in order, then the quantities typed inline.

    Args:
        file: the project file.
        root: the project's folder; no table is read outside it.
        workspace: what positions are relative to.
    """
    data = ActivityData()
    with _no_collection():
        _read_tables(file, _Files(root, workspace, data), data)
    if file.activity.inline:
        data.rows.append(_inline(file, data.findings))
    data.findings += repeats(data.rows)
    return data


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the cyclic collector from walking through a hundred thousand rows that hold no cycles, again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_tables(file: ProjectFile, opened: _Files, data: ActivityData) -> None:
    for table in file.activity.tables:
        if fault := _setup(table):
            data.findings.append(fault)
            continue
        grid = opened.grid(table)
        if grid is None:
            continue
        rows = _read(file, table, grid, data.findings)
        if rows is not None:
            data.rows.append(rows)


def _read(file: ProjectFile, table: ActivityTable, grid: Grid, findings: list[Finding]) -> Rows | None:
    layout, faulty = find_columns(table, grid)
    findings += faulty
    if layout is None:
        return None
    rows, faulty = read_rows(file, table, grid, layout)
    findings += faulty
    if not rows.source and not faulty:
        zh, en = (
            f"第 {table.header} 行标题下没有数据行",
            f"there is no row of data under the header in row {table.header}",
        )
        hint = f"header: {table.header}"
        findings.append(
            table_faults.EMPTY_TABLE.at(grid.whole, zh, en, hint_zh=f"检查 {hint}", hint_en=f"look at {hint}")
        )
    return rows


def _setup(table: ActivityTable) -> Finding | None:
    columns = table.columns

    def lacks(zh: str, en: str, example: str) -> Finding:
        at = table.place("columns")
        return table_faults.SETUP.at(
            at, f"表 {table.id}：{zh}", f"table {table.id}: {en}", hint_zh=example, hint_en=example
        )

    if columns.months and columns.quantity:
        return lacks("quantity 与 months 只能写一个", "give either quantity or months", "months: {1月: 1, 2月: 2}")
    if not columns.months and not columns.quantity:
        return lacks("没有数量列", "no column of quantities", "columns: {source: 能源, quantity: 用量, month: 月份}")
    if not columns.month and table.year is None:
        return lacks("没有月份列，也没有 year", "neither a month column nor a year", "year: 2024")
    if any(not 1 <= m <= 12 for m in columns.months.values()):
        return lacks("months 的值应为 1 到 12", "months must be 1 to 12", "months: {1月: 1, 2月: 2}")
    return None


class _Files:
    """Opens each file once, however many tables read it."""

    def __init__(self, root: Path, workspace: Path, data: ActivityData) -> None:
        self._root = root
        self._workspace = workspace
        self._data = data
        self._bytes: dict[str, bytes | None] = {}
        self._books: dict[str, Workbook | None] = {}

    def grid(self, table: ActivityTable) -> Grid | None:
        """Read the cells of a table; faults of the file go to the findings."""
        content = self._content(table)
        if content is None:
            return None
        path = relative(self._root / table.file, self._workspace)
        suffix = Path(table.file).suffix.lower()
        if suffix == ".csv":
            grid, findings = csv_grid(content, path, table.encoding, table.header)
        elif suffix in _BOOKS:
            if table.file not in self._books:
                self._books[table.file], found = open_workbook(content, path)
                self._data.findings += found
            book = self._books[table.file]
            grid, findings = book.grid(table.sheet) if book else (None, [])
        else:
            grid, findings = None, [_format(table, path, suffix)]
        self._data.findings += findings
        return grid

    def _content(self, table: ActivityTable) -> bytes | None:
        if table.file not in self._bytes:
            self._bytes[table.file] = self._read(table)
        return self._bytes[table.file]

    def _read(self, table: ActivityTable) -> bytes | None:
        at = table.place("file")
        try:
            file = inside(self._root, table.file)
            if not file.is_file():  # a pipe would be waited for
                raise FileNotFoundError(table.file)
            size = file.stat().st_size
            content = file.read_bytes() if size <= LARGEST_FILE else b""
        except PathError as error:
            zh, en = "例如 file: data/energy.xlsx", "for example file: data/energy.xlsx"
            self._data.findings.append(table_faults.PATH.at(at, error.zh, error.en, hint_zh=zh, hint_en=en))
            return None
        except OSError:
            self._data.findings.append(_absent(self._root, table, at))
            return None
        path = relative(file, self._workspace)
        if size > LARGEST_FILE or not content.strip():
            self._data.findings.append(_size_fault(path, size))
            return None
        self._data.files[path] = hashlib.sha256(content).hexdigest()
        return content


def _size_fault(path: str, size: int) -> Finding:
    here = Position(path, 1)
    if size <= LARGEST_FILE:
        zh, en = "重新导出或下载这个文件", "export or download the file again"
        return faults.EMPTY_FILE.at(here, "文件为空", "the file is empty", hint_zh=zh, hint_en=en)
    limit = LARGEST_FILE // 1048576
    zh, en = (
        f"文件有 {size // 1048576} MB，上限 {limit} MB",
        f"the file has {size // 1048576} MB; the limit is {limit} MB",
    )
    return faults.TOO_LARGE.at(here, zh, en, hint_zh="按年份拆分", hint_en="split it by year")


def _absent(root: Path, table: ActivityTable, at: Position) -> Finding:
    folder = (root / table.file).parent
    there = sorted(p.name for p in folder.iterdir() if p.is_file())[:12] if folder.is_dir() else []
    listed = ", ".join(there) or "—"
    return faults.UNREADABLE.at(
        at,
        f"表格文件“{table.file}”不存在或无法读取",
        f"table {table.file!r} does not exist or cannot be read",
        hint_zh=f"该文件夹中有：{listed}",
        hint_en=f"that folder holds: {listed}",
    )


def _format(table: ActivityTable, path: str, suffix: str) -> Finding:
    old = suffix == ".xls"
    zh = "旧的 .xls 格式不能读取" if old else f"不支持的表格格式“{suffix}”"
    en = "the old .xls format is not read" if old else f"table format {suffix!r} is not read"
    stem = Path(table.file).with_suffix(".xlsx").as_posix()
    return table_faults.FORMAT.at(
        Position(path),
        zh,
        en,
        hint_zh=f"在 Excel 或 WPS 中另存为 .xlsx，然后写 file: {stem}",
        hint_en=f"save it as .xlsx in Excel or WPS, then write file: {stem}",
        related=[table.place("file")],
    )


# -------------------------------------------------------------------------------------------------------- inline


def _inline(file: ProjectFile, findings: list[Finding]) -> Rows:
    """Make rows of the quantities typed into project.yaml; those with a fault are left out."""
    sources = {s.id: s for s in file.sources}
    years = {str(y) for y in file.periods.reporting}
    rows = Rows(None, file.activity.at.path, "", [], [], [], [], [], [], [], [], [], [], [])
    for entry in file.activity.inline:
        source = sources.get(entry.source)
        at = entry.place("quantity")
        unit = _inline_unit(entry.quantity.unit)
        if source is None or unit is None:
            continue  # an unknown source is reported with the cross references
        if why := mismatch(unit, source):
            zh, en = unit_words(unit, source, why)
            hint = f"quantity: {entry.quantity.value} {source.unit}"
            findings.append(
                table_faults.ROW_DIMENSION.at(at, zh, en, hint_zh=f"例如 {hint}", hint_en=f"for example {hint}")
            )
        elif entry.quantity.value < 0 and source.kind not in ("process", "value-chain"):
            findings.append(negative(at, source.id, entry.period, str(entry.quantity.value)))
        elif entry.period[:4] not in years:
            findings.append(outside_years(entry.place("period"), entry.period, file.periods.reporting))
        else:
            _append(rows, entry.source, source.site, entry.period, entry.quantity.value, unit, at, entry.evidence)
    return rows


def _inline_unit(text: str) -> Unit | None:
    try:
        return read_unit(text)
    except UnitError:
        return None


def _append(
    rows: Rows, source: str, site: str, period: str, value: Decimal, unit: Unit, at: Position, evidence: str
) -> None:
    if unit not in rows.units:
        rows.units.append(unit)
    rows.source.append(source)
    rows.site.append(site)
    rows.period.append(period)
    rows.quantity.append(value)
    rows.unit.append(rows.units.index(unit))
    rows.cell.append("")
    rows.line.append(at.line)
    rows.evidence.append(evidence)
    rows.meter.append("")
    rows.note.append("")
