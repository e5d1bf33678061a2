"""Allowances, pre-allocation, emissions and surplus, by unit, entity and altogether.

Method: the allowances of an entity are the sum of its units' (allocation plans of the national system).
Pre-allocation is a share of the allowances that an earlier year's output would bring at this year's benchmark, or
of an earlier year's verified emissions. Surplus = allowances - emissions; shortage = emissions - allowances where
that is above zero.

Inputs: what :mod:`power` and :mod:`lines` record, `emissions`, `pre_electricity`, `pre_heat`, `pre_emissions` of
each year.

Outputs: `market.emissions`, `market.allowance`, `market.surplus`, `market.shortage` (tCO2e) and
`market.surplus_rate` (percent of emissions) by entity, asset and period, by entity and period, and the first four
by period alone; `market.preallocation` (tCO2e) by entity, asset and period and by entity and period;
`market.preallocation_share` (percent); `market.final_adjustment` (tCO2e) by entity and period: final less
pre-allocated.

Errors: none of its own.

Example: `worked/power-2024.yaml`, by hand. That parts sum to the whole and surplus is allowances less emissions is
tested over generated entities.

Marks: the share of pre-allocation is secondary for 2019 and 2020, unconfirmed for later years.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from generator.base.text import Text
from generator.calculations.carbon_market.frame import (
    PERCENT,
    POWER,
    TONNES,
    Frame,
    Row,
    allowances,
    total_label,
)
from generator.calculations.tonnes import above_zero
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, total
from generator.project.sections.carbon_market import MarketEntity

_LEVELS = (
    ("market.emissions", "排放量", "emissions"),
    ("market.allowance", "配额量", "allowances"),
)


def record_unit_totals(row: Row) -> None:
    """Record a unit's emissions before, and its allowances, surplus and shortage after allocation."""
    row.builder.derive(
        "market.allowance",
        row.context,
        TONNES,
        row.label("配额量", "allowances"),
        partial(_allowance, row),
        position=row.data.at,
    )
    _record_difference(row.frame, row.context, row.label)
    _record_preallocation(row)


def record_emissions(row: Row) -> None:
    """Record a unit's verified or planned emissions."""
    if not row.give("emissions", "market.emissions", TONNES, "排放量", "emissions"):
        row.lack("market.emissions", "没有给出排放量", "there are no emissions")


def _allowance(row: Row) -> Quantity:
    names = ("market.allowance_power", "market.allowance_heat", "market.allowance_line")
    there = [n for n in names if row.builder.has(n, row.context) or row.builder.lacks(n, row.context)]
    return total([row.read(name) for name in there], TONNES)


def _record_difference(frame: Frame, context: Context, label: Callable[[str, str], Text]) -> None:
    builder = frame.builder

    def surplus() -> Quantity:
        return builder.read("market.allowance", context) - builder.read("market.emissions", context)

    def shortage() -> Quantity:
        return above_zero(builder.read("market.emissions", context) - builder.read("market.allowance", context))

    def rate() -> Quantity:
        return builder.read("market.surplus", context) / builder.read("market.emissions", context)

    builder.derive(
        "market.surplus", context, TONNES, label("配额盈缺量（盈余为正）", "surplus (shortage: below zero)"), surplus
    )
    builder.derive("market.shortage", context, TONNES, label("配额缺口", "shortage"), shortage)
    if context.get("entity") is not None:
        builder.derive("market.surplus_rate", context, PERCENT, label("配额盈缺率", "surplus per emissions"), rate)


# ------------------------------------------------------------------------------------------- pre-allocation


def _record_preallocation(row: Row) -> None:
    by_output = row.figure("pre-allocation", "output-share")
    share = by_output or row.figure("pre-allocation", "emission-share")
    keys = ("pre_electricity", "pre_heat") if by_output else ("pre_emissions",)
    if share is None or not any(getattr(row.data, key) is not None for key in keys):
        return
    share.give(
        row.builder,
        "market.preallocation_share",
        row.context,
        row.label("预分配比例", "share that is allotted in advance"),
    )
    row.give("pre_electricity", "market.pre_electricity", POWER, "预分配所依电量", "electricity that counts in advance")
    row.give("pre_heat", "market.pre_heat", "GJ{heat}", "预分配所依供热量", "heat that counts in advance")
    row.give("pre_emissions", "market.pre_emissions", TONNES, "预分配所依排放量", "emissions that count in advance")
    text = row.label("预分配配额量", "allowances allotted in advance")
    row.builder.derive("market.preallocation", row.context, TONNES, text, partial(_preallocation, row, keys))


def _preallocation(row: Row, keys: Sequence[str]) -> Quantity:
    parts = []
    for key, benchmark in (
        ("pre_electricity", "market.benchmark_power"),
        ("pre_heat", "market.benchmark_heat"),
        ("pre_emissions", ""),
    ):
        if key in keys and getattr(row.data, key) is not None:
            amount = row.read(f"market.{key}")
            parts.append(allowances(amount * row.read(benchmark)) if benchmark else amount)
    return total(parts, TONNES) * row.read("market.preallocation_share")


# ------------------------------------------------------------------------------------------- entities and all


def record_entity_totals(frame: Frame) -> None:
    """Record the sums over the units of every entity, and over all entities."""
    for entity in frame.market.entities:
        for year in frame.years(entity):
            _record_entity(frame, entity, year)
    entities = frame.market.entities
    for year in sorted({y for entity in entities for y in frame.years(entity)}):
        context = Context.of(period=year)
        parts = [Context.of(entity=e.id, period=year) for e in entities if year in frame.years(e)]
        for fact_id, zh, en in _LEVELS:
            text = Text(f"{year}年全部单位{zh}", f"{en} of all entities in {year}")
            frame.builder.derive(fact_id, context, TONNES, text, partial(_sum, frame, fact_id, parts))
        _record_difference(frame, context, _all(year))


def _all(year: int) -> Callable[[str, str], Text]:
    return lambda zh, en: Text(f"{year}年全部单位{zh}", f"all entities: {en} in {year}")


def _record_entity(frame: Frame, entity: MarketEntity, year: int) -> None:
    context = Context.of(entity=entity.id, period=year)
    parts = [context.extended(asset=unit.id) for unit in frame.units(entity, year)]
    for fact_id, zh, en in _LEVELS:
        text = total_label(entity, year, zh, en)
        frame.builder.derive(fact_id, context, TONNES, text, partial(_sum, frame, fact_id, parts), position=entity.at)
    _record_difference(frame, context, partial(total_label, entity, year))
    fact_id = "market.preallocation"
    if any(frame.builder.has(fact_id, c) or frame.builder.lacks(fact_id, c) for c in parts):
        text = total_label(entity, year, "预分配配额量", "allowances allotted in advance")
        frame.builder.derive(fact_id, context, TONNES, text, partial(_sum, frame, fact_id, parts))
        text = total_label(entity, year, "最终核定与预分配之差", "final less pre-allocated allowances")
        frame.builder.derive(
            "market.final_adjustment",
            context,
            TONNES,
            text,
            lambda: frame.builder.read("market.allowance", context) - frame.builder.read(fact_id, context),
        )


def _sum(frame: Frame, fact_id: str, parts: Sequence[Context]) -> Quantity:
    return total([frame.builder.read(fact_id, context) for context in parts], TONNES)
