"""Data tables: any table of words and numbers that a section names, columnar, every cell with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from generator.base.cells import column_letters
from generator.base.findings import Finding
from generator.base.units import parse_unit
from generator.project import table_faults
from generator.project.grid import Grid, plain, words
from generator.project.headers import match_headers
from generator.project.models import DataTable, ProjectFile
from generator.project.numbers import decimals
from generator.project.project import Table, named_columns
from generator.project.row_reports import Reports
from generator.project.row_selection import is_blank, is_remark, merged_cells, odd_cells, widen
from generator.project.table_files import TableFiles, without_rows


@dataclass(slots=True)
class DataTables:
    """The tables read, and what was wrong with their cells."""

    tables: list[Table] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_data_tables(file: ProjectFile, files: TableFiles) -> DataTables:
    """Read every data table; a number with a fault is missing, and its finding says where."""
    read = DataTables()
    for spec in file.tables:
        grid = files.grid(spec)
        if grid is not None and (table := read_table(spec, grid, read.findings)) is not None:
            read.tables.append(table)
    return read


def read_table(spec: DataTable, grid: Grid, findings: list[Finding]) -> Table | None:
    """Read one table from its cells: columns of words as they stand, columns of numbers as decimals."""
    wanted = {f"columns.{name}": header for name, header in spec.columns.items()}
    wanted |= {f"values.{name}": one.header for name, one in spec.values.items()}
    found, faulty = match_headers(wanted, spec.header, spec, grid)
    findings += faulty
    if found is None:
        return None
    texts = {name: found[f"columns.{name}"] for name in spec.columns}
    numbers = {name: found[f"values.{name}"] for name in spec.values}
    used = [*texts.values(), *numbers.values()]
    widen(grid.rows, max(used) + 1)
    rows = _rows(spec, grid, list(texts.values()), list(numbers.values()))
    reports = Reports(grid)
    told = merged_cells(grid, used, rows, reports) | odd_cells(grid, used, rows, reports)
    values = {name: _numbers(grid, rows, column, told, reports) for name, column in numbers.items()}
    findings += reports.findings
    if not rows:
        findings.append(without_rows(spec, grid))
    return Table(
        spec,
        grid.path,
        grid.sheet,
        named_columns(
            spec, "columns", {name: [words(grid.rows[i][j]).strip() for i in rows] for name, j in texts.items()}
        ),
        named_columns(spec, "values", values),
        named_columns(spec, "values", {name: parse_unit(one.unit) for name, one in spec.values.items()}),
        {name: column_letters(j) for name, j in (texts | numbers).items()},
        [grid.lines[i] for i in rows],
    )


def _rows(spec: DataTable, grid: Grid, texts: Sequence[int], numbers: Sequence[int]) -> list[int]:
    """Return the rows that hold data: not blank, not listed under ``skip``, no remark under the table."""
    skip = {plain(text) for text in spec.skip}
    kept = []
    for i in range(spec.header, len(grid.rows)):
        cells = grid.rows[i]
        empty = all(is_blank(cells[j]) and (i, j) not in grid.odd for j in numbers)
        if empty and (all(is_blank(cells[j]) for j in texts) or any(is_remark(cell) for cell in cells[:1])):
            continue
        if skip and any(plain(words(cells[j])) in skip for j in texts):
            continue
        kept.append(i)
    return kept


def _numbers(
    grid: Grid, rows: Sequence[int], column: int, told: set[tuple[int, int]], reports: Reports
) -> list[Decimal | None]:
    cells = [grid.rows[i][column] for i in rows]
    read = decimals(cells)
    wrong = [
        k
        for k, (cell, value) in enumerate(zip(cells, read, strict=True))
        if value is None and not is_blank(cell) and (rows[k], column) not in told
    ]
    reports.each(
        table_faults.NOT_A_NUMBER,
        (
            ((rows[k], column), f"“{words(cells[k])[:40]}”不是数值", f"{words(cells[k])[:40]!r} is no number")
            for k in wrong
        ),
        "填入数值；没有数据时留空，确为零时填 0",
        "type a number; leave the cell empty where there is none, write 0 where it is nought",
    )
    return [None if (rows[k], column) in told else value for k, value in enumerate(read)] if told else read
