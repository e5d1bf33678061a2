"""Lines: industrial processes, agriculture, land use, waste, and what else is activity x factor, a year at a time.

A line is of one gas. Emissions and removals are kept apart: a removal is a positive amount of a sink and enters no sum
of emissions. The activity stands in the section, or in a column of a table whose rows of the year are added.

Method: provincial guidelines, chapters 2 to 5; IPCC 2006 V3 to V5, tier 1: E = AD x EF, in t of gas; CO2e = E x GWP of
the project's set.

Inputs: ``region.lines``, the factor data set that a line names or its own factor with source, ``criteria.gwp``.

Outputs: ``region.activity[period,source]`` in the line's unit; ``region.line_gas`` and
``region.sink_gas[period,source,gas]`` in t of gas; ``region.line[period,source]`` (emissions) and
``region.sink[period,source]`` (removals) in tCO2e; ``region.gwp[gas]``.

Errors: LG014 no such factor (another year, region or purpose), LG015 two factors, LG208 and LG215 amounts, LG310 units,
LG311 gas, LG313 a year without activity.

Example: ``worked/small-region.yaml``, by hand.

Marks: those of the factor data sets; ``cn-provincial-agriculture``, ``cn-provincial-waste`` and
``cn-provincial-process`` are unconfirmed.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.calculations.amounts import give_amount
from generator.calculations.columns import column_sum
from generator.calculations.region.frame import T_CO2E, Frame
from generator.calculations.region.line_factors import mass_of, record_factor
from generator.calculations.region.rules import NO_ACTIVITY
from generator.calculations.rules import OUT_OF_RANGE
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity
from generator.project.project import Table
from generator.project.sections.region_parts import Line, YearColumn


def record_lines(frame: Frame) -> None:
    """Record activity, factor, gas and CO2e of every line."""
    for line in frame.region.lines:
        record_factor(frame, line)
        _record_activity(frame, line)
        for year in frame.years:
            _record_year(frame, line, year)


# ------------------------------------------------------------------------------------------------ activity


def _record_activity(frame: Frame, line: Line) -> None:
    table = frame.project.tables.get(line.table.table) if line.table is not None else None
    rows = _rows(line.table, table) if line.table is not None and table is not None else {}
    if line.table is not None and table is not None:
        rows = _not_below(frame, line, line.table, table, rows)
    absent = []
    for year in frame.years:
        context = Context.of(period=year, source=line.id)
        text = Text(f"{line.name.zh}{year}年活动数据", f"{line.name.text.en}: activity {year}")
        typed = line.activity.get(str(year))
        if typed is not None:
            place = line.place(f"activity.{year}")
            give_amount(frame.builder, "region.activity", context, typed, line.unit, text, place, least=Decimal(0))
        elif line.table is not None and table is not None and str(year) in rows:
            formula = partial(column_sum, table, line.table.value, rows[str(year)])
            frame.builder.derive("region.activity", context, line.unit, text, formula, position=line.table.at)
        else:
            absent.append(year)
            reason = Text(f"{line.name.zh}没有{year}年活动数据", f"{line.id} has no activity in {year}")
            frame.builder.lack("region.activity", context, reason, line.at)
    if absent:
        _report_absent(frame, line, absent)


def _rows(column: YearColumn, table: Table) -> dict[str, list[int]]:
    """Return the rows that count, by year; a year with an empty cell is left out, since it is missing."""
    if column.year not in table.text or column.value not in table.values:
        return {}
    found: dict[str, list[int]] = {}
    empty: set[str] = set()
    for row, year in enumerate(table.text[column.year]):
        if all(table.text[name][row] == text for name, text in column.where.items() if name in table.text):
            found.setdefault(year, []).append(row)
            if table.values[column.value][row] is None:
                empty.add(year)
    return {year: rows for year, rows in found.items() if year not in empty}


def _not_below(
    frame: Frame, line: Line, column: YearColumn, table: Table, found: dict[str, list[int]]
) -> dict[str, list[int]]:
    """Return the years none of whose cells is below nought, and report the others at their cells."""
    kept = {}
    for year, rows in found.items():
        below = [row for row in rows if (table.values[column.value][row] or 0) < 0]
        if not below or year not in map(str, frame.years):
            kept[year] = rows
        for row in below if year not in kept else ():
            value, unit = table.values[column.value][row], table.units[column.value]
            frame.builder.findings.append(
                OUT_OF_RANGE.at(
                    table.position(row, column.value),
                    f"{line.name.zh}{year}年活动数据为 {value} {unit}，不能为负",
                    f"{line.id}: the activity of {year} is {value} {unit}; it must not be below nought",
                    hint_zh="清除量另列一行：removal: true",
                    hint_en="give a removal as a line of its own: removal: true",
                )
            )
    return kept


def _report_absent(frame: Frame, line: Line, years: list[int]) -> None:
    shown = ", ".join(map(str, years[:8])) + (f" … ({len(years)})" if len(years) > 8 else "")
    frame.builder.findings.append(
        NO_ACTIVITY.at(
            line.place("activity" if line.table is None else "table"),
            f"{line.name.zh}缺 {shown} 年活动数据",
            f"line {line.id} has no activity in {shown}",
            hint_zh=f'例如 activity: {{"{years[0]}": 0 {line.unit}}}（当年没有该活动）',
            hint_en=f'for example activity: {{"{years[0]}": 0 {line.unit}}} where there was none',
        )
    )


# ------------------------------------------------------------------------------------------------- amounts


def _record_year(frame: Frame, line: Line, year: int) -> None:
    zh, en = ("清除量", "removal") if line.removal else ("排放量", "emission")
    name = "sink" if line.removal else "line"
    here = Context.of(period=year, source=line.id)
    text = Text(f"{line.name.zh}{year}年{line.gas}{zh}", f"{line.name.text.en}: {line.gas} {en} {year}")
    frame.builder.derive(
        f"region.{name}_gas",
        here.extended(gas=line.gas),
        mass_of(line.gas),
        text,
        partial(_gas, frame, line, year),
        position=line.at,
    )
    text = Text(f"{line.name.zh}{year}年{zh}（CO₂当量）", f"{line.name.text.en}: {en} {year}, CO2e")
    frame.builder.derive(f"region.{name}", here, T_CO2E, text, partial(_co2e, frame, line, year), position=line.at)


def _gas(frame: Frame, line: Line, year: int) -> Quantity:
    return frame.read("activity", period=year, source=line.id) * frame.read("factor", source=line.id)


def _co2e(frame: Frame, line: Line, year: int) -> Quantity:
    name = "sink_gas" if line.removal else "line_gas"
    return frame.in_co2e(frame.read(name, period=year, source=line.id, gas=line.gas), line.gas)
