"""Published totals beside the calculated ones: the difference is shown, never adjusted away.

Totals that the table itself states (rows and columns listed under ``totals``) are held against the sums of their
cells; those of whole years are facts, those of a sector or an item of one year are checked and only reported where
they differ.

Method: IPCC 2006 V1 6.10 (comparison with independent estimates); the tolerances are the project's.

Inputs: ``region.published``, ``totals`` and ``tolerance`` of the table, ``region.table``, ``region.total``,
``region.removals``, ``region.category``.

Outputs: ``region.stated[period]`` in t of the table's gas, ``region.stated_difference[period]`` (calculated less
stated) and ``region.stated_difference_rate[period]``; ``region.published[period,source]``,
``region.published_difference[period,source]`` and ``region.published_difference_rate[period,source]``.

Errors: LG208 unit of a published total, LG303 a total counted as a sector or item, LG308 the table's own totals,
LG309 published totals.

Example: ``test_hunan.py`` (the file's "Total Consumption" in 23 years).

Marks: those of the published totals, as the project marks them.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from functools import partial
from typing import get_args

from generator.base.findings import Position, Rule
from generator.base.text import Text
from generator.base.units import ONE, UnitError
from generator.calculations.amounts import give_amount
from generator.calculations.region.cells import Cell
from generator.calculations.region.classification import TOTAL
from generator.calculations.region.frame import T_CO2E, Frame
from generator.calculations.region.rules import PUBLISHED, STATED, TOTAL_COUNTED
from generator.calculations.region.sectors import Sectors
from generator.ledger.context import Context
from generator.ledger.fact import Mark, Reference
from generator.ledger.ledger import Unavailable
from generator.ledger.quantity import Quantity
from generator.project.sections.region_parts import Category, Published

_SHOWN = 20
_FEWEST_OTHERS = 3
#: Sums of binary floats printed to seventeen digits agree to this part of themselves.
_SAME = Decimal("1e-9")


def record_published(frame: Frame, sectors: Sectors | None) -> None:
    """Record published totals and differences, and say which lie beyond the tolerance."""
    if sectors is not None:
        _find_counted_totals(frame, sectors)
        _check_parts(frame, sectors)
        for year in frame.years:
            _stated(frame, sectors, year)
    for published in frame.region.published:
        _published(frame, sectors, published)


# ----------------------------------------------------------------------------------------- stated in the table


def _stated(frame: Frame, sectors: Sectors, year: int) -> None:
    cells = sectors.cells.stated.get((year, TOTAL, TOTAL), [])
    if not cells or not sectors.given:
        return
    context = Context.of(period=year)
    texts = (
        Text(f"{year}年数据表所列合计", f"total that the table states, {year}"),
        Text(f"{year}年合计与数据表所列之差", f"difference from the stated total, {year}"),
        Text(f"{year}年合计与数据表所列之差（比例）", f"difference from the stated total, share, {year}"),
    )
    place = sectors.cells.table.position(cells[0][1], cells[0][0])
    formula = partial(sectors.cells.sum, cells[:1])
    frame.builder.derive("region.stated", context, sectors.unit, texts[0], formula, position=place)

    def difference() -> Quantity:
        return frame.read("table", period=year) - frame.read("stated", period=year)

    def rate() -> Quantity:
        return frame.read("stated_difference", period=year) / frame.read("stated", period=year)

    frame.builder.derive("region.stated_difference", context, sectors.unit, texts[1], difference, position=place)
    frame.builder.derive("region.stated_difference_rate", context, ONE, texts[2], rate, position=place)
    fact = frame.builder.fact("region.stated_difference_rate", context)
    if fact is not None and abs(fact.value) * 100 > sectors.cells.spec.tolerance:
        _say(frame, STATED, f"{year}", fact.value, place, fact.key)


def _check_parts(frame: Frame, sectors: Sectors) -> None:
    """Hold a sector's or item's own total against its cells; no facts are made of them."""
    cells, told = sectors.cells, 0
    for (year, sector, item), stated in cells.stated.items():
        if (sector == TOTAL) == (item == TOTAL):
            continue
        parts = cells.of_item(year, item) if sector == TOTAL else cells.of_sector(year, sector)
        gap = _gap(sectors, parts, stated[:1])
        if gap is not None and abs(gap) * 100 > cells.spec.tolerance and told < _SHOWN:
            told += 1
            place = cells.table.position(stated[0][1], stated[0][0])
            _say(frame, STATED, f"{year} / {item if sector == TOTAL else sector}", gap, place, "")


def _gap(sectors: Sectors, parts: list[Cell], stated: list[Cell]) -> Decimal | None:
    """Return how much a sum differs from what is stated, as a share; ``None`` where they cannot be compared."""
    units = sectors.cells.table.units
    try:
        right = sectors.cells.sum(stated)
        left = sectors.cells.sum(parts).in_unit(right.unit) if parts else right
    except (UnitError, Unavailable):
        return None  # fuels in different units have no sum, nor have empty cells
    if len({units[column] for column, _ in (*parts, *stated)}) > 1 and not sectors.given:
        return None
    if right.value == 0:
        return None if left.value == 0 else Decimal(1)
    with localcontext(prec=34):
        return (left.value - right.value) / right.value


def _find_counted_totals(frame: Frame, sectors: Sectors) -> None:
    """Say where a sector or an item equals the sum of all others in every year that has it."""
    if not sectors.given:
        return
    cells = sectors.cells
    for kind, names, of in (("sector", sectors.sectors, cells.of_sector), ("item", sectors.items, cells.of_item)):
        sums = {year: {name: _sum(sectors, of(year, name)) for name in names} for year in frame.years}
        for name in names:
            years = [year for year in frame.years if sums[year][name]]
            if years and all(_is_total(sums[year], name) for year in years):
                row, column = of(years[0], name)[0][1], of(years[0], name)[0][0]
                place = cells.table.position(row, column)
                _say_counted(frame, kind, name, place)


def _sum(sectors: Sectors, parts: list[Cell]) -> Decimal:
    with localcontext(prec=34):
        return sum((sectors.cells.value(cell) for cell in parts), Decimal(0))


def _is_total(sums: dict[str, Decimal], name: str) -> bool:
    others = [value for other, value in sums.items() if other != name and value]
    return len(others) >= _FEWEST_OTHERS and abs(sum(others, Decimal(0)) - sums[name]) <= _SAME * abs(sums[name])


def _say_counted(frame: Frame, kind: str, name: str, place: Position) -> None:
    zh = "部门" if kind == "sector" else "品种"
    frame.builder.findings.append(
        TOTAL_COUNTED.at(
            place,
            f"{zh}“{name}”等于其余各项之和，是合计而非一项",
            f"the {kind} {name!r} equals the sum of all others: it is a total, not a part",
            hint_zh=f"将其标签写入 totals: {{{kind}s: […]}}",
            hint_en=f"list its label under totals: {{{kind}s: […]}}",
        )
    )


# ----------------------------------------------------------------------------------------------- published


def _published(frame: Frame, sectors: Sectors | None, one: Published) -> None:
    context, name = Context.of(period=one.year, source=one.id), one.name
    where: dict[str, object] = {"period": one.year, "source": one.id}
    unit = sectors.unit if one.of == "table" and sectors is not None else T_CO2E
    text = Text(f"{name.zh}（{one.year}年公布值）", f"{name.text.en}, published {one.year}")
    place, reference = one.place("value"), Reference(one.source)
    if not give_amount(
        frame.builder,
        "region.published",
        context,
        one.value,
        unit.text,
        text,
        place,
        mark=Mark(one.mark),
        reference=reference,
    ):
        return
    difference = partial(_difference, frame, one, where)
    text = Text(f"{name.zh}：计算值与公布值之差", f"{name.text.en}: calculated less published")
    frame.builder.derive("region.published_difference", context, unit, text, difference, position=one.at)
    text = Text(f"{name.zh}：计算值与公布值之差（比例）", f"{name.text.en}: difference as a share")
    formula = partial(_rate, frame, where)
    frame.builder.derive("region.published_difference_rate", context, ONE, text, formula, position=one.at)
    fact = frame.builder.fact("region.published_difference_rate", context)
    if fact is not None and abs(fact.value) * 100 > one.tolerance:
        _say(frame, PUBLISHED, name.zh, fact.value, one.place("value"), fact.key)


def _difference(frame: Frame, one: Published, where: dict[str, object]) -> Quantity:
    return _calculated(frame, one)() - frame.read("published", **where)


def _rate(frame: Frame, where: dict[str, object]) -> Quantity:
    return frame.read("published_difference", **where) / frame.read("published", **where)


def _calculated(frame: Frame, one: Published) -> Callable[[], Quantity]:
    if one.of in get_args(Category):
        return partial(frame.read, "category", period=one.year, category=one.of)
    if one.of in ("table", "removals"):
        return partial(frame.read, one.of, period=one.year)
    return partial(frame.read, "total", period=one.year, basis=one.of)


def _say(frame: Frame, rule: Rule, what: str, gap: Decimal, place: Position, key: str) -> None:
    shown = f"{gap * 100:+.3f} %"
    frame.builder.findings.append(
        rule.at(
            place,
            f"{what}：计算值与所列合计相差 {shown}",
            f"{what}: the calculated total differs by {shown}",
            hint_zh="核对漏填、重复或口径差异；差异合理时放宽 tolerance 并说明",
            hint_en="look for cells left out or counted twice, or another boundary; widen tolerance where it is right",
            fact=key,
        )
    )
