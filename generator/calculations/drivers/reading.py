"""Reads a decomposition's numbers: from columns of data tables, from the section, or from facts of the region.

Method: nothing is calculated here. A column is read by the words of its row (year, sub-sector); several names of a row
may stand for one sub-sector, and their numbers then add up where quantities are given. For facts of the region see
:mod:`region_facts`.

Inputs: the section ``drivers``, the data tables that it names, facts ``region.*``.

Outputs: ``drivers.input[indicator,period,sector,driver]``, a number written in the section, in its unit. Numbers of
tables stay in their cells, those of the region are its facts, and formulas lead to them.

Errors: LG351 (two rows), LG353, LG355, LG356, LG358, LG359.

Example: ``tests/calculations/drivers/worked``; the findings are checked one by one in ``test_drivers_findings.py``.

Marks: numbers are the project's own.
"""

from __future__ import annotations

import re

from generator.base.text import Text
from generator.base.units import parse_unit
from generator.calculations.drivers.data import Data, Numbers, Part, say_row
from generator.calculations.drivers.region_facts import parts_of_facts, read_facts
from generator.calculations.drivers.rules import EMPTY_YEARS, GAP, NUMBERS, SECTOR, YEAR
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project, Table
from generator.project.sections.drivers import Decomposition, Factor

_YEAR = re.compile(r"^\s*((?:19|20|21)\d{2})\s*年?\s*$", re.ASCII)
_SLUG = re.compile(r"^[a-z0-9][a-z0-9.-]*$")


def read_data(project: Project, spec: Decomposition, builder: LedgerBuilder) -> Data | None:
    """Read everything a decomposition needs; what forbids it altogether is a finding, and there is nothing then."""
    parts = _parts(project, spec, builder)
    if parts[0].key is None and spec.dimension and not spec.sector:
        parts = parts_of_facts(spec, _names(project), builder) or parts
    numbers: list[Numbers] = []
    for factor in spec.factors:
        if factor.fact:
            one: Numbers | None = read_facts(spec, factor, parts, builder)
        else:
            one = _numbers(project, spec, factor, parts, builder)
        if one is None:
            return None
        numbers.append(one)
    years = _chosen(spec, numbers, builder)
    if years is None:
        return None
    data = Data(spec, builder, parts, years, tuple(numbers), spec.at, parse_unit(spec.unit))
    _give_typed(data)
    return data


def _names(project: Project) -> dict[str, Text]:
    """Return what the region calls its sectors and items."""
    region = project.file.region
    if region is None:
        return {}
    return {
        **{sector.id: sector.name.text for sector in region.sectors},
        **{item.id: item.name.text for item in region.items},
    }


def _parts(project: Project, spec: Decomposition, builder: LedgerBuilder) -> tuple[Part, ...]:
    if spec.sectors:
        return tuple(Part(sector.id, sector.name.text) for sector in spec.sectors)
    table = project.tables.get(spec.table)
    if not spec.sector or table is None or spec.sector not in table.text:
        return (Part("", Text("", "")),)
    found: dict[str, int] = {}
    for row, word in enumerate(table.text[spec.sector]):
        found.setdefault(word, row)
    for word, row in found.items():
        if not _SLUG.match(word):
            builder.findings.append(
                SECTOR.at(
                    table.position(row, spec.sector),
                    f"子部门“{word}”没有列入 sectors，也不能直接作为标识",
                    f"sub-sector {word!r} is not listed under sectors, and is no id by itself",
                    hint_zh=f"例如 sectors: [{{id: industry, name: {word}}}]",
                    hint_en=f"for example sectors: [{{id: industry, name: {word}}}]",
                )
            )
    return tuple(Part(word, Text(word, word)) for word in found if _SLUG.match(word))


def _numbers(
    project: Project, spec: Decomposition, factor: Factor, parts: tuple[Part, ...], builder: LedgerBuilder
) -> Numbers | None:
    if factor.inline:
        one = Numbers(factor, parse_unit(factor.unit), None)
        for year, value in factor.values.items():
            one.typed["", int(year)] = (value, factor.place(f"values.{year}"))
        for series in factor.sectors:
            for year, value in series.values.items():
                one.typed[series.sector, int(year)] = (value, series.place(f"values.{year}"))
        return one
    table = project.tables.get(spec.table_of(factor))
    if table is None or factor.column not in table.values or spec.year not in table.text:
        return None
    one = Numbers(factor, table.units[factor.column], table)
    _assign_rows(spec, one, table, {part.id for part in parts}, builder)
    return one


def _assign_rows(spec: Decomposition, one: Numbers, table: Table, known: set[str], builder: LedgerBuilder) -> None:
    """Sort a table's rows by sub-sector and year; what cannot be sorted is a finding at its cell."""
    named = {word: sector.id for sector in spec.sectors for word in (sector.rows or [sector.name.zh])}
    words = table.text.get(spec.sector, []) if one.factor.over != "year" else []
    seen: dict[tuple[str, int], int] = {}
    for row, text in enumerate(table.text[spec.year]):
        found = _YEAR.match(text)
        if not found:
            at = table.position(row, spec.year)
            say_row(builder, YEAR, at, f"“{text}”不是年份", f"{text!r} is no year", "例如 2020", "for example 2020")
            continue
        year, word = int(found[1]), words[row] if words else ""
        if spec.years and year not in spec.years:
            continue
        sector = named.get(word, word if word in known else None) if words else ""
        if sector is None:
            say_row(
                builder,
                SECTOR,
                table.position(row, spec.sector),
                f"子部门“{word}”没有列入 sectors",
                f"sub-sector {word!r} is not listed under sectors",
                f"例如 sectors: [{{id: other, name: {word}}}]",
                f"for example sectors: [{{id: other, name: {word}}}]",
            )
            continue
        if (word, year) in seen:
            say_row(
                builder,
                NUMBERS,
                table.position(row, spec.year),
                f"“{word or one.factor.name.zh}”{year}年有两行数据，另一行为第 {table.line[seen[word, year]]} 行",
                f"two rows hold {word or one.factor.id!r} of {year}; the other is line {table.line[seen[word, year]]}",
                "每个子部门每年只留一行",
                "one row for each sub-sector and year",
            )
            continue
        seen[word, year] = row
        cell = ("", year) if one.factor.over != "sector" else (sector, year)
        one.rows.setdefault(cell, []).append(row)


def _chosen(spec: Decomposition, numbers: list[Numbers], builder: LedgerBuilder) -> tuple[int, ...] | None:
    found = sorted({year for one in numbers for year in one.years})
    if spec.years:
        return tuple(spec.years)
    if len(found) < 2:
        builder.findings.append(
            EMPTY_YEARS.at(
                spec.at,
                f"分解“{spec.id}”的数据不足两年",
                f"decomposition {spec.id!r} has data of fewer than two years",
                hint_zh="补充另一年的数据",
                hint_en="add the data of another year",
            )
        )
        return None
    gaps = [year for year in range(found[0], found[-1]) if year not in found]
    if gaps and spec.chained:
        builder.findings.append(
            GAP.at(
                spec.place("chained"),
                f"逐年分解的数据缺少年份：{'、'.join(map(str, gaps))}",
                f"the chained decomposition has no data of {', '.join(map(str, gaps))}",
                hint_zh=f"补齐数据，或写明 years: {found}",
                hint_en=f"add them, or say that the gap is meant: years: {found}",
            )
        )
        return None
    return tuple(found) if spec.chained else (found[0], found[-1])


def _give_typed(data: Data) -> None:
    for one in data.numbers:
        for (sector, year), (value, place) in one.typed.items():
            if year in data.years:
                context = data.context(year, sector=sector or None, driver=one.factor.id)
                name = one.factor.name
                label = Text(f"{name.zh}（{year}年）", f"{name.text.en} {year}")
                data.builder.give("drivers.input", context, value, one.unit, label, place)
