"""Whether rows agree with the project: the site of their source, units that fit, signs, years, months given once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.base.findings import Finding, Position
from generator.base.units import Unit
from generator.project import table_faults
from generator.project.headers import Layout
from generator.project.models import ProjectFile, Source
from generator.project.project import Rows
from generator.project.row_names import NameBook
from generator.project.row_reports import MOST_OF_A_CAUSE, Reports
from generator.project.row_selection import grouped
from generator.project.row_units import mismatch

#: Kinds whose quantities may be negative: stock changes of a process, corrections of a value chain.
_MAY_BE_NEGATIVE = ("process", "value-chain")

_COLUMNS = ("source", "site", "period", "quantity", "unit", "cell", "line", "evidence", "meter", "note")


def check_sites(
    book: NameBook,
    layout: Layout,
    lines: Sequence[int],
    sites: list[str | None] | None,
    sources: list[str | None],
    reports: Reports,
) -> None:
    """Report rows at another site than that of their source, and take their site away."""
    if sites is None:
        return
    sources_of = book.sources
    wrong = {(p, s) for p, s in set(zip(sites, sources, strict=True)) if p and s and sources_of[s].site != p}
    for (site, source), entries in grouped(list(zip(sites, sources, strict=True)) if wrong else [], wrong).items():
        own = book.sources[source].site
        reports.once(
            table_faults.ROW_SITE,
            [(lines[k], layout.at["site"]) for k in entries],
            f"排放源 {source} 属于厂区 {own}，此行写的是 {site}",
            f"source {source} is at site {own}, this row says {site}",
            f"改为 {own} 的名称，或为 {site} 另设排放源",
            f"write the name of {own}, or add a source at {site}",
        )
        for k in entries:
            sites[k] = None


def check_fit(
    book: NameBook,
    layout: Layout,
    lines: Sequence[int],
    sources: list[str | None],
    units: Sequence[Unit],
    unit_of: list[int | None],
    reports: Reports,
) -> None:
    """Report rows whose unit is of another dimension or substance than their source's, and take their unit away."""
    wrong = {
        (s, u): why
        for s, u in set(zip(sources, unit_of, strict=True))
        if s is not None and u is not None and (why := mismatch(units[u], book.sources[s]))
    }
    column = layout.at.get("unit", layout.at.get("quantity", layout.at["source"]))
    for (source_id, index), entries in grouped(
        list(zip(sources, unit_of, strict=True)) if wrong else [], wrong
    ).items():
        zh, en = unit_words(units[index], book.sources[source_id], wrong[source_id, index])
        right = book.sources[source_id].unit
        reports.once(
            table_faults.ROW_DIMENSION,
            [(lines[k], column) for k in entries],
            zh,
            en,
            f"换算为 {right}，或改正单位",
            f"convert it to {right}, or correct the unit",
        )
        for k in entries:
            unit_of[k] = None


def unit_words(unit: Unit, source: Source, why: str) -> tuple[str, str]:
    """Say in Chinese and English how a unit fails to fit a source."""
    what = source.substance or source.unit
    if why == "substance":
        return (
            f"单位 {unit} 的物质与排放源 {source.id}（{what}）不符",
            f"unit {unit} is of another substance than source {source.id} ({what})",
        )
    return (
        f"单位 {unit} 与排放源 {source.id}（{what}，{source.unit}）的量纲不符",
        f"unit {unit} is of another dimension than source {source.id} ({what}, {source.unit})",
    )


def check_negative(book: NameBook, rows: Rows, reports: Reports) -> None:
    """Report quantities below zero where the kind of source cannot have any."""
    hits = [k for k, q in enumerate(rows.quantity) if q < 0]
    hits = [k for k in hits if book.sources[rows.source[k]].kind not in _MAY_BE_NEGATIVE]
    for k in hits[:MOST_OF_A_CAUSE]:
        reports.findings.append(negative(rows.position(k), rows.source[k], rows.period[k], str(rows.quantity[k])))
    _drop(rows, set(hits))


def negative(at: Position, source: str, period: str, value: str) -> Finding:
    """Return the finding for a quantity below zero."""
    return table_faults.NEGATIVE.at(
        at,
        f"数量为负：{value}（{source} {period}）",
        f"the quantity is negative: {value} ({source} {period})",
        hint_zh="消耗量不为负；冲减写在原月份，外供写成 sold- 类排放源",
        hint_en="consumption is never negative: correct the month itself, or use a source of kind sold-…",
    )


def check_years(file: ProjectFile, rows: Rows, reports: Reports) -> Rows:
    """Report periods outside the reporting years; return the rows without them."""
    years = {str(y) for y in file.periods.reporting}
    outside = {p for p in set(rows.period) if p[:4] not in years}
    if not outside:
        return rows
    gone: set[int] = set()
    for period in sorted(outside):
        entries = [k for k, p in enumerate(rows.period) if p == period]
        gone |= set(entries)
        found = outside_years(rows.position(entries[0]), period, file.periods.reporting)
        reports.findings.append(replace(found, related=tuple(rows.position(k) for k in entries[1:6])))
    _drop(rows, gone)
    return rows


def outside_years(at: Position, period: str, reporting: Sequence[int]) -> Finding:
    """Return the finding for a period in no reporting year."""
    listed = ", ".join(str(y) for y in reporting)
    right = ", ".join(str(y) for y in sorted({*reporting, int(period[:4])}))
    return table_faults.ROW_OUTSIDE.at(
        at,
        f"{period} 不在报告年份（{listed}）内",
        f"{period} is in none of the reporting years ({listed})",
        hint_zh=f"删除此行，或写 reporting: [{right}]",
        hint_en=f"delete the row, or write reporting: [{right}]",
    )


def _drop(rows: Rows, gone: set[int]) -> None:
    if not gone:
        return
    for name in _COLUMNS:
        column = getattr(rows, name)
        if column:
            column[:] = [v for k, v in enumerate(column) if k not in gone]


def repeats(tables: Sequence[Rows]) -> list[Finding]:
    """Report every month (or year) that a source has twice for one meter, and years given beside their months.

    A quantity without a meter repeats any other of its source and month: it cannot be told to be another meter's.
    """
    sources = [s for rows in tables for s in rows.source]
    periods = [p for rows in tables for p in rows.period]
    meters = [m for rows in tables for m in rows.meter or [""] * len(rows.source)]
    places = _numbered(periods, _numbered(sources, [0] * len(sources)))
    distinct = set(meters)
    months = len(set(places))
    findings: list[Finding] = []
    some_without = "" in distinct and len(distinct) > 1 and months < len(places)
    if some_without or len(set(_numbered(meters, places))) < len(places):
        findings += _twice(tables)
    if len({len(p) for p in set(periods)}) > 1:
        findings += _year_and_months(tables, set(zip(sources, periods, strict=True)))
    return findings


def _numbered(column: list[str], before: list[int]) -> list[int]:
    """Number the combinations of a column and what was numbered before it: whole numbers compare faster than tuples."""
    index = {text: i for i, text in enumerate(dict.fromkeys(column))}
    size = len(index)
    return [n * size + index[text] for n, text in zip(before, column, strict=True)]


def _twice(tables: Sequence[Rows]) -> list[Finding]:
    findings: list[Finding] = []
    seen: dict[tuple[str, str, str], Position] = {}
    any_meter: dict[tuple[str, str], Position] = {}
    bare: dict[tuple[str, str], Position] = {}
    for rows in tables:
        meters = rows.meter or [""] * len(rows.source)
        for k, key in enumerate(zip(rows.source, rows.period, meters, strict=True)):
            source, period, meter = key
            place = (source, period)
            earlier = seen.get(key) or (bare.get(place) if meter else any_meter.get(place))
            at = rows.position(k)
            if earlier and len(findings) < MOST_OF_A_CAUSE:
                findings.append(_twice_finding(source, period, meter, at, earlier))
            seen.setdefault(key, at)
            any_meter.setdefault(place, at)
            if not meter:
                bare.setdefault(place, at)
    return findings


def _twice_finding(source: str, period: str, meter: str, at: Position, earlier: Position) -> Finding:
    of_zh, of_en = (f"（计量器具 {meter}）", f" (meter {meter})") if meter else ("", "")
    return table_faults.ROW_TWICE.at(
        at,
        f"排放源 {source} 的 {period}{of_zh} 出现两次，先见于 {earlier}",
        f"source {source} has {period}{of_en} twice, first at {earlier}",
        hint_zh="删去一行；多块表用计量器具列区分；同月多批先合计",
        hint_en="delete one; tell meters apart in a meter column; add up the deliveries of a month",
        related=[earlier],
    )


def _year_and_months(tables: Sequence[Rows], pairs: set[tuple[str, str]]) -> list[Finding]:
    whole = {(s, p) for s, p in pairs if len(p) == 4}
    both = whole & {(s, p[:4]) for s, p in pairs if len(p) > 4}
    if not both:
        return []
    findings: list[Finding] = []
    for rows in tables:
        for k, (source, period) in enumerate(zip(rows.source, rows.period, strict=True)):
            if (source, period) in both and len(findings) < MOST_OF_A_CAUSE:
                findings.append(
                    table_faults.ROW_TWICE.at(
                        rows.position(k),
                        f"排放源 {source} 的 {period} 年既有全年数，又有月度数",
                        f"source {source} has {period} as a whole year and by month",
                        hint_zh="只保留全年数或月度数；合计行写入 skip",
                        hint_en="keep one of them; list total rows under skip",
                    )
                )
    return findings
