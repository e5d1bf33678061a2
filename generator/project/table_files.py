"""The files that tables are read from: opened once, inside the project, of a format that is read."""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.base.findings import Finding, Position
from generator.project import faults, table_faults
from generator.project.csv_file import csv_grid
from generator.project.grid import Grid
from generator.project.models import TableFile
from generator.project.workspace import PathError, inside, relative
from generator.project.xlsx_archive import LARGEST_FILE
from generator.project.xlsx_file import Workbook, open_workbook

_BOOKS = (".xlsx", ".xlsm")


class TableFiles:
    """Opens each file once, however many tables read it.

    ``hashes`` maps each file read to its SHA-256; what is wrong with files is in ``findings``.
    """

    def __init__(self, root: Path, workspace: Path) -> None:
        self._root = root
        self._workspace = workspace
        self.hashes: dict[str, str] = {}
        self.findings: list[Finding] = []
        self._bytes: dict[str, bytes | None] = {}
        self._books: dict[str, Workbook | None] = {}

    def grid(self, table: TableFile) -> Grid | None:
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
                self.findings += found
            book = self._books[table.file]
            grid, findings = book.grid(table.sheet) if book else (None, [])
        else:
            grid, findings = None, [_format(table, path, suffix)]
        self.findings += findings
        return grid

    def _content(self, table: TableFile) -> bytes | None:
        if table.file not in self._bytes:
            self._bytes[table.file] = self._read(table)
        return self._bytes[table.file]

    def _read(self, table: TableFile) -> bytes | None:
        at = table.place("file")
        try:
            file = inside(self._root, table.file)
            if not file.is_file():  # a pipe would be waited for
                raise FileNotFoundError(table.file)
            size = file.stat().st_size
            content = file.read_bytes() if size <= LARGEST_FILE else b""
        except PathError as error:
            zh, en = "例如 file: data/energy.xlsx", "for example file: data/energy.xlsx"
            self.findings.append(table_faults.PATH.at(at, error.zh, error.en, hint_zh=zh, hint_en=en))
            return None
        except OSError:
            self.findings.append(_absent(self._root, table, at))
            return None
        path = relative(file, self._workspace)
        if size > LARGEST_FILE or not content.strip():
            self.findings.append(_size_fault(path, size))
            return None
        self.hashes[path] = hashlib.sha256(content).hexdigest()
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


def _absent(root: Path, table: TableFile, at: Position) -> Finding:
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


def _format(table: TableFile, path: str, suffix: str) -> Finding:
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


def without_rows(table: TableFile, grid: Grid) -> Finding:
    """Return the finding for a table that has nothing under its header."""
    zh = f"第 {table.header} 行标题下没有数据行"
    en = f"there is no row of data under the header in row {table.header}"
    hint = f"header: {table.header}"
    return table_faults.EMPTY_TABLE.at(grid.whole, zh, en, hint_zh=f"检查 {hint}", hint_en=f"look at {hint}")
