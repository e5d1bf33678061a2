"""Activity data: tables from .xlsx and .csv files, and the quantities typed into project.yaml, as columnar rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from generator.base.collector import no_collection
from generator.base.findings import Finding, Position
from generator.base.units import Unit, UnitError
from generator.project import table_faults
from generator.project.grid import Grid
from generator.project.headers import find_columns
from generator.project.models import ActivityTable, ProjectFile
from generator.project.project import Rows
from generator.project.row_checks import negative, outside_years, repeats, unit_words
from generator.project.row_units import mismatch, read_unit
from generator.project.rows import read_rows
from generator.project.table_files import TableFiles, without_rows


@dataclass(slots=True)
class ActivityData:
    """What was read: rows by table, and what was wrong."""

    rows: list[Rows] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_activity(file: ProjectFile, files: TableFiles) -> ActivityData:
    """Read all activity data of a project: its tables in order, then the quantities typed inline.

    Args:
        file: the project file.
        files: opens the tables; faults of the files are kept there.
    """
    data = ActivityData()
    with no_collection():
        _read_tables(file, files, data)
    if file.activity.inline:
        data.rows.append(_inline(file, data.findings))
    data.findings += repeats(data.rows)
    return data


def _read_tables(file: ProjectFile, opened: TableFiles, data: ActivityData) -> None:
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
        findings.append(without_rows(table, grid))
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
