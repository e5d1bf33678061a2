"""The kinds of import: an energy ledger, meter readings, an energy balance, a table of sectors and fuels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import NamedTuple

from generator.base.findings import Finding
from generator.base.text import Text
from generator.base.units import UnitError
from generator.project import table_faults
from generator.project.importing import rules
from generator.project.importing.draft import Draft
from generator.project.importing.readings import consumptions
from generator.project.models import ProjectFile
from generator.project.months import MonthError, parse_period
from generator.project.row_units import read_unit
from generator.project.sections.imports import Import
from generator.project.suggestions import nearest


def number(value: Decimal) -> str:
    """Spell a decimal without exponent and without trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class Entry(NamedTuple):
    """One quantity of a ledger: what tells it apart, the unit that it stands in, and the row it came from."""

    source: str
    period: str
    meter: str
    row: int


# ------------------------------------------------------------------------------------------------------- ledger


def ledger(draft: Draft, file: ProjectFile) -> None:
    """An energy ledger: a row a source and month, or a row a source with the months as columns."""
    optional = [name for name in ("site", "evidence", "meter", "note") if name in draft.table.text]
    draft.head = ("source", "month", "quantity", "unit", *optional)
    ids = [source.id for source in file.sources]
    called = Counter(source.name.zh for source in file.sources)
    names = {source.name.zh: source.id for source in file.sources if called[source.name.zh] == 1}
    seen: dict[tuple[str, str, str], int] = {}
    summed = Decimal(0)
    for row in range(len(draft.table)):
        if draft.passes_over(row, "source"):
            continue
        if draft.is_total(row, "source"):
            _ledger_total(draft, row, summed)
            summed = Decimal(0)
            continue
        source = names.get(draft.cell("source", row)) or draft.meaning("source", row, ids)
        for period, column in _periods(draft, row):
            value = draft.table.values[column][row]
            unit = _unit(draft, row, column)
            if not source or not period or value is None or not unit:
                if value is None:
                    draft.refused.append(_empty(draft, row, column))
                continue
            summed += value
            meter = draft.cell("meter", row)
            if (first := seen.setdefault((source, period, meter), row)) != row:
                draft.refused.append(_twice(draft, row, first, f"{source} {period} {meter}".strip()))
                continue
            extra = [draft.spec.map.get(name, {}).get(cell := draft.cell(name, row), cell) for name in optional]
            draft.rows.append((source, period, number(value), unit, *extra))
    draft.refuse_lost(ids)


def _ledger_total(draft: Draft, row: int, summed: Decimal) -> None:
    values = [column[row] for column in draft.table.values.values()]
    stated = sum((value for value in values if value is not None), Decimal(0))
    draft.compare(draft.cell("source", row), stated, summed, draft.at(row, "source"))


def _periods(draft: Draft, row: int) -> Iterable[tuple[str, str]]:
    """Yield the period of each quantity of a row with its column; a period that cannot be read is refused."""
    if "quantity" in draft.table.values:
        yield _period(draft, row, draft.cell("month", row)), "quantity"
        return
    for column in draft.table.values:
        yield _period(draft, row, column), column


def _period(draft: Draft, row: int, text: str) -> str:
    try:
        return parse_period(text, draft.spec.year)
    except MonthError as wrong:
        draft.refused.append(
            rules.NO_TIME.at(draft.at(row, "month"), wrong.zh, wrong.en, hint_zh="例如 2024-03", hint_en="2024-03")
        )
        return ""


def _unit(draft: Draft, row: int, column: str) -> str:
    text = draft.cell("unit", row) or draft.table.units[column].text
    if text == "1":
        text = draft.spec.unit
    try:
        read_unit(text)
    except UnitError as wrong:
        draft.refused.append(
            table_faults.ROW_UNIT.at(
                draft.at(row, "unit"),
                f"单位“{text}”无法识别",
                str(wrong),
                hint_zh="例如 万kWh、t、10^4 Nm3",
                hint_en="such as 万kWh, t, 10^4 Nm3",
            )
        )
        return ""
    return text


def _empty(draft: Draft, row: int, column: str) -> Finding:
    return table_faults.NO_QUANTITY.at(
        draft.at(row, column),
        "缺少数量",
        "the quantity is missing",
        hint_zh="填入数量；确实没有消耗时填 0",
        hint_en="fill it in; write 0 where nothing was used",
    )


def _twice(draft: Draft, row: int, first: int, what: str) -> Finding:
    column = next(iter(draft.table.values))
    return rules.TWICE.at(
        draft.at(row, column),
        f"{what} 出现两次",
        f"{what} stands twice",
        hint_zh="合并两行，或以表号区分",
        hint_en="add the two up, or tell them apart by the meter",
        related=[draft.at(first, column)],
    )


# -------------------------------------------------------------------------------------------------------- meter


def meter(draft: Draft, file: ProjectFile) -> None:
    """An export of meters: cumulative readings, or amounts by interval; made into amounts by month."""
    draft.head = ("source", "month", "quantity", "unit", "meter", "note")
    ids = [source.id for source in file.sources]
    rows: dict[str, list[int]] = {}
    for row in range(len(draft.table)):
        if draft.passes_over(row, "meter") or not draft.meaning("meter", row, ids):
            continue
        rows.setdefault(draft.cell("meter", row), []).append(row)
    draft.refuse_lost(ids)
    column = next(iter(draft.table.values))
    unit = draft.table.units[column].text
    _never_used(draft)
    for label, listed in rows.items():
        factor = draft.spec.multipliers.get(label, Decimal(1))
        if factor != 1:
            draft.changed.append(Text(f"{label}：示数乘以倍率 {factor}", f"{label}: readings times {factor}"))
        for month, amount, note in consumptions(draft, label, listed, column):
            draft.rows.append((draft.meanings["meter"][label], month, number(amount * factor), unit, label, note))


def _never_used(draft: Draft) -> None:
    """Refuse a multiplier or rollover of a meter that the file does not hold."""
    held = set(draft.table.text["meter"])
    for key in ("multipliers", "rollover"):
        for label in getattr(draft.spec, key):
            if label not in held:
                near = nearest(label, held) or min(held, default="D01")
                draft.refused.append(
                    rules.NEVER_USED.at(
                        draft.spec.place(f"{key}.{label}"),
                        f"{key} 中的“{label}”不在文件中",
                        f"the file has no meter {label!r}, which {key} names",
                        hint_zh=f"是否应为 {near}？例如 {key}: {{{near}: …}}",
                        hint_en=f"did you mean {near}? for example {key}: {{{near}: …}}",
                    )
                )


# --------------------------------------------------------------------------------------------- balance, sectors


def balance(draft: Draft, file: ProjectFile) -> None:
    """An energy balance: flows as rows, fuels as columns; kept so, with ids for the flows and the year beside them."""
    fuels = list(draft.table.values)
    draft.head = ("year", "flow", *fuels)
    draft.units = dict(draft.table.units)
    seen: dict[tuple[str, str], int] = {}
    for row in range(len(draft.table)):
        if draft.passes_over(row, "flow"):
            continue
        if draft.is_total(row, "flow"):
            draft.skipped.setdefault(draft.cell("flow", row), []).append(draft.at(row, "flow"))
            continue
        flow = draft.meaning("flow", row)
        year = draft.cell("year", row) or str(draft.spec.year or "")
        if not flow:
            continue
        if (first := seen.setdefault((year, flow), row)) != row:
            draft.refused.append(_twice(draft, row, first, f"{year} {flow}"))
            continue
        values = [draft.table.values[fuel][row] for fuel in fuels]
        draft.rows.append((year, flow, *("" if value is None else number(value) for value in values)))
    draft.refuse_lost()


def sectors(draft: Draft, file: ProjectFile) -> None:
    """A long table of year, sector, item and value; totals over sectors and over items are compared, never added."""
    draft.head = ("year", "sector", "item", "value")
    draft.units = {"value": draft.table.units["value"]}
    over_sectors: dict[tuple[str, str], Decimal] = {}
    over_items: dict[tuple[str, str], Decimal] = {}
    seen: dict[tuple[str, str, str], int] = {}
    totals: list[int] = []
    for row in range(len(draft.table)):
        if draft.passes_over(row, "sector") or draft.passes_over(row, "item"):
            continue
        if draft.is_total(row, "sector") or draft.is_total(row, "item"):
            totals.append(row)
            continue
        year = _year(draft, row)
        sector, item = draft.meaning("sector", row), draft.meaning("item", row)
        value = draft.table.values["value"][row]
        if value is None:
            draft.refused.append(_empty(draft, row, "value"))
        if not (year and sector and item) or value is None:
            continue
        if (first := seen.setdefault((year, sector, item), row)) != row:
            draft.refused.append(_twice(draft, row, first, f"{year} {sector} {item}"))
            continue
        over_sectors[year, item] = over_sectors.get((year, item), Decimal(0)) + value
        over_items[year, sector] = over_items.get((year, sector), Decimal(0)) + value
        draft.rows.append((year, sector, item, number(value)))
    draft.refuse_lost()
    for row in totals:
        _sector_total(draft, row, over_sectors, over_items)


def _sector_total(
    draft: Draft,
    row: int,
    over_sectors: dict[tuple[str, str], Decimal],
    over_items: dict[tuple[str, str], Decimal],
) -> None:
    year, stated = _year(draft, row), draft.table.values["value"][row]
    if not year or stated is None:
        return
    of_sectors, of_items = draft.is_total(row, "sector"), draft.is_total(row, "item")
    known = {column: draft.meanings.get(column, {}) for column in ("sector", "item")}
    if of_sectors and of_items:
        summed = sum((value for (one, _), value in over_items.items() if one == year), Decimal(0))
    elif of_sectors:
        summed = over_sectors.get((year, known["item"].get(draft.cell("item", row), "")), Decimal(0))
    else:
        summed = over_items.get((year, known["sector"].get(draft.cell("sector", row), "")), Decimal(0))
    what = f"{year} {draft.cell('sector', row)} / {draft.cell('item', row)}"
    draft.compare(what, stated, summed, draft.at(row, "value"))


def _year(draft: Draft, row: int) -> str:
    return _period(draft, row, draft.cell("year", row))[:4]


#: What each kind needs: columns of words, columns of numbers of which one must be there (empty: any).
NEEDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ledger": (("source",), ()),
    "meter": (("meter", "time"), ("reading", "quantity")),
    "balance": (("flow",), ()),
    "sectors": (("year", "sector", "item"), ("value",)),
}
MAKERS: dict[str, Callable[[Draft, ProjectFile], None]] = {
    "ledger": ledger,
    "meter": meter,
    "balance": balance,
    "sectors": sectors,
}


def lacking(spec: Import) -> Finding | None:
    """Return a finding where an import does not say what its kind needs."""
    words, numbers = NEEDS[spec.kind]
    gone = [f"columns.{name}" for name in words if name not in spec.columns]
    if not spec.values or (numbers and not set(numbers) & set(spec.values)):
        gone.append(f"values.{'|'.join(numbers) or 'quantity'}")
    if spec.kind == "ledger" and "month" not in spec.columns and "quantity" in spec.values and spec.year is None:
        gone.append("columns.month")
    if spec.kind == "balance" and spec.year is None and "year" not in spec.columns:
        gone.append("year")
    if not gone:
        return None
    return rules.NOT_COMPLETE.at(
        spec.at,
        f"导入 {spec.id}（{spec.kind}）缺少 {'、'.join(gone)}",
        f"the import {spec.id} ({spec.kind}) lacks {', '.join(gone)}",
        hint_zh="例如 columns: {meter: 表号, time: 抄表时间}，values: {reading: {header: 示数, unit: kWh}}",
        hint_en="for example columns: {meter: 表号, time: 抄表时间}, values: {reading: {header: 示数, unit: kWh}}",
    )
