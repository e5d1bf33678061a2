"""What the section ``region`` says against itself or against the tables of the project."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from generator.base.findings import Finding, Position, Rule, Severity
from generator.project.node import Node
from generator.project.sections.region import Region
from generator.project.sections.region_parts import CellTable, Line, RegionItem, RegionSector, plain
from generator.project.unknown import unknown_id

if TYPE_CHECKING:
    from generator.project.models import DataTable, ProjectFile

LABELS = Rule(
    "LG340",
    "region-label-twice",
    Severity.ERROR,
    "An id stands twice, or one label of a table is given to two sectors or two items, so that its rows have two "
    "places. Wrong: the label `Urban` under `urban` and under `households`. Right: under one of them.",
)
TOTAL_LABEL = Rule(
    "LG341",
    "region-total-among-sectors",
    Severity.ERROR,
    "A label that names a total (合计, 总计, total …) is given to a sector or an item: the sum would be counted again. "
    "Right: list it under `totals`, where it is compared with and never counted.",
)
BOTH = Rule(
    "LG342",
    "region-two-tables",
    Severity.ERROR,
    "The region has both a table of emissions and a table of consumption; the same emission would be counted twice. "
    "Keep one, and give what only the other has as `lines`.",
)
YEARS = Rule(
    "LG343",
    "region-year",
    Severity.ERROR,
    "A key that should be a year is none, is not among the reporting years, or a line has neither or both of "
    '`activity` and `table`. Right: `activity: {"2019": 6700 万t}`.',
)

_TOTAL = re.compile(
    r"^\s*(?:合\s*计|总\s*计|小\s*计|总\s*和|(?:sub)?-?_?total)|(?:合计|总计|总量)\s*$|_total$", re.IGNORECASE
)


def region_findings(region: Region, file: ProjectFile) -> Iterable[Finding]:
    """Yield every contradiction of the section."""
    yield from _twice("sector", region.sectors)
    yield from _twice("item", region.items)
    for kind, nodes in (("group", region.groups), ("line", region.lines), ("exchange", region.electricity)):
        yield from _ids(kind, nodes)
    yield from _ids("published total", region.published)
    if region.emissions is not None and region.consumption is not None:
        yield BOTH.at(
            region.place("consumption"),
            "同时给出了 emissions 和 consumption，同一排放会重复计算",
            "both emissions and consumption are given: the same emission would count twice",
            hint_zh="只保留一个表，其余写入 lines",
            hint_en="keep one of the tables and write the rest as lines",
            related=[region.place("emissions")],
        )
    if region.cells is not None:
        yield from _cells(region.cells, file)
    if not region.classification:
        yield from _groups(region)
    for line in region.lines:
        yield from _line(line, file)
    yield from _series_years(region, file)


def _ids(kind: str, nodes: Sequence[Node]) -> Iterable[Finding]:
    first: dict[str, Position] = {}
    for node in nodes:
        name, at = str(getattr(node, "id", "")), node.place("id")
        if name in first:
            yield LABELS.at(
                at,
                f"“{name}”定义了两次",
                f"{kind} {name!r} is defined twice",
                hint_zh="每个编号只定义一次",
                hint_en="define each id once",
                related=[first[name]],
            )
        first.setdefault(name, at)


def _twice(kind: str, nodes: Sequence[RegionSector] | Sequence[RegionItem]) -> Iterable[Finding]:
    yield from _ids(kind, nodes)
    first: dict[str, tuple[str, str, Position]] = {}
    for node in nodes:
        for i, label in enumerate(node.labels):
            at = node.place(f"labels.{i}")
            owner, written, where = first.setdefault(plain(label), (node.id, label, at))
            if where != at and (owner != node.id or written == label):
                yield LABELS.at(
                    at,
                    f"表中的“{label}”已对应另一项",
                    f"the label {label!r} is given twice",
                    hint_zh="一个标签只对应一个编号",
                    hint_en="give a label to one id",
                    related=[where],
                )
            if _TOTAL.search(label):
                yield TOTAL_LABEL.at(
                    at,
                    f"“{label}”是合计，不能作为{'部门' if kind == 'sector' else '品种'}“{node.id}”计入",
                    f"{label!r} names a total and cannot count as {kind} {node.id!r}",
                    hint_zh=f'移到 totals，例如 totals: {{{kind}s: ["{label}"]}}',
                    hint_en=f'move it to totals, for example totals: {{{kind}s: ["{label}"]}}',
                )


def _cells(cells: CellTable, file: ProjectFile) -> Iterable[Finding]:
    table = next((one for one in file.tables if one.id == cells.table), None)
    if table is None:
        yield unknown_id(cells.table, [one.id for one in file.tables], cells.place("table"), "table")
        return
    words = ["year", "sector", *(["item"] if cells.item or cells.value else [])]
    yield from _columns(cells, words, table.columns)
    if cells.item or cells.value:
        yield from _columns(cells, ["value"], table.values)


def _columns(node: Node, keys: Sequence[str], known: dict[str, object] | object) -> Iterable[Finding]:
    names = list(known) if isinstance(known, dict) else []
    for key in keys:
        name = str(getattr(node, key))
        if name not in names:
            yield unknown_id(name, names, node.place(key), "column")


def _groups(region: Region) -> Iterable[Finding]:
    known = [group.id for group in region.groups]
    for sector in region.sectors:
        for i, name in enumerate(sector.groups):
            if name not in known:
                yield unknown_id(name, known, sector.place(f"groups.{i}"), "group")


def _line(line: Line, file: ProjectFile) -> Iterable[Finding]:
    if bool(line.activity) == (line.table is not None):
        yield YEARS.at(
            line.place("activity"),
            f"{line.name.zh}应在 activity 与 table 中写一个",
            f"line {line.id}: give either activity or table",
            hint_zh='例如 activity: {"2019": 6700 万t}',
            hint_en='for example activity: {"2019": 6700 万t}',
        )
    if line.table is not None:
        table = next((one for one in file.tables if one.id == line.table.table), None)
        if table is None:
            yield unknown_id(line.table.table, [t.id for t in file.tables], line.table.place("table"), "table")
        else:
            yield from _table_columns(line, table)


def _table_columns(line: Line, table: DataTable) -> Iterable[Finding]:
    column = line.table
    if column is None:
        return
    yield from _columns(column, ["year"], table.columns)
    yield from _columns(column, ["value"], table.values)
    for name in column.where:
        if name not in table.columns:
            yield unknown_id(name, list(table.columns), column.place(f"where.{name}"), "column")


def _series_years(region: Region, file: ProjectFile) -> Iterable[Finding]:
    known = {str(year) for year in file.periods.reporting}
    listed = [(line, "activity") for line in region.lines]
    listed_all: list[tuple[Node, str]] = [*listed, *((one, "quantity") for one in region.electricity)]
    series = (region.population, region.gdp, region.primary_energy, region.non_fossil_energy)
    listed_all += [(one, "values") for one in series if one is not None]
    for node, key in listed_all:
        for year in getattr(node, key):
            if year not in known:
                yield _no_year(node.place(f"{key}.{year}"), year, known)
    for published in region.published:
        if str(published.year) not in known:
            yield _no_year(published.place("year"), str(published.year), known)
    asked = region.key_categories
    if asked is not None:
        for key in ("year", "base"):
            year = getattr(asked, key)
            if year is not None and str(year) not in known:
                yield _no_year(asked.place(key), str(year), known)


def _no_year(at: Position, year: str, known: set[str]) -> Finding:
    listed = sorted(known)
    shown = f"{listed[0]}—{listed[-1]}" if len(listed) > 1 else listed[0]
    return YEARS.at(
        at,
        f"“{year}”不是报告年份，报告年份为 {shown}",
        f"{year!r} is not a reporting year; they are {shown}",
        hint_zh="改正年份，或在 periods.reporting 中加上它",
        hint_en="correct the year, or add it to periods.reporting",
    )
