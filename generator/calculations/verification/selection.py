"""Systematic selection from a table, from a stated start, so that anyone can repeat it.

Method: by items every k-th one, k = floor(N / n); by emission units the item that holds every k-th tonne, k =
population / n; from start = seed modulo k. There is no chance in it: the seed stands in the project. Items of no
emissions are passed over when selecting by tonnes.

Inputs: section ``verification``: selections; tables.

Outputs: verification.seed, verification.population, verification.sample_size[indicator] and
verification.selected[indicator,row] (number of the item in the table; row is the order of selection) as numbers;
verification.selection_interval and verification.selection_start[indicator] as numbers or in the column's unit.

Errors: LG676, LG683.

Example: worked/selection.yaml, worked out by hand.

Marks: none.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from functools import partial

from generator.base.text import Text
from generator.calculations.amounts import label
from generator.calculations.columns import column_sum
from generator.calculations.desk import Desk, Within
from generator.calculations.verification.rules import (
    NO_POPULATION,
    PLAN_LACKS,
    SAMPLE_TOO_LARGE,
)
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, procedure
from generator.project.project import Table
from generator.project.sections.verification import Selection, Verification

TONNES = "tCO2e"
_POSITIVE = Within(PLAN_LACKS, above=Decimal(0), example="2000 tCO2e")


def record_selections(desk: Desk, section: Verification) -> None:
    """Record the items that every selection picks."""
    for one in section.selections:
        _select(desk, one)


def _select(desk: Desk, plan: Selection) -> None:
    table = desk.project.tables.get(plan.table)
    context = Context.of(indicator=plan.id)
    if table is None or plan.item not in table.text or (plan.value and plan.value not in table.values):
        reason = Text("没有抽样所用的表", "the table to select from is not there")
        desk.builder.lack("verification.selection_interval", context, reason, plan.place("table"))
        return
    if plan.sample > len(table):
        message = (f"样本 {plan.sample} 多于总体 {len(table)}", f"a sample of {plan.sample} from {len(table)} items")
        desk.find(SAMPLE_TOO_LARGE, plan.place("sample"), message, ("sample: 5", "for example sample: 5"))
        reason = Text("样本多于总体", "the sample exceeds the population")
        desk.builder.lack("verification.selection_interval", context, reason, plan.place("sample"))
        return
    if plan.value and not _valued(desk, plan, table):
        reason = Text("总体中有项目没有排放量", "an item of the population has no emissions")
        desk.builder.lack("verification.selection_interval", context, reason, plan.place("value"))
        return
    _record_selection(desk, plan, table, context)


def _record_selection(desk: Desk, plan: Selection, table: Table, context: Context) -> None:
    unit = table.units[plan.value].text if plan.value else "1"
    desk.count(
        "verification.sample_size",
        context,
        plan.sample,
        label(plan.name, "：样本量", ": sample size"),
        plan.place("sample"),
    )
    desk.count(
        "verification.seed",
        context,
        plan.seed,
        label(plan.name, "：起点种子", ": seed of the start"),
        plan.place("seed"),
    )
    if not plan.value:
        name, at = label(plan.name, "：总体数量", ": population"), plan.place("table")
        desk.count("verification.population", context, len(table), name, at)
    name = label(plan.name, "：抽样间隔", ": interval of selection")
    desk.derive("verification.selection_interval", context, unit, name, partial(_interval, desk, plan, table), plan.at)
    name = label(plan.name, "：抽样起点", ": start of selection")
    desk.derive("verification.selection_start", context, unit, name, partial(_start, desk, context), plan.at)
    for number in range(1, plan.sample + 1):
        text = Text(
            f"{plan.name.zh}：第{number}个样本的行次", f"{plan.name.text.en}: item {number}, its number in the table"
        )
        formula = partial(_chosen, desk, plan, table, number)
        desk.derive("verification.selected", context.extended(row=number), "1", text, formula, plan.at)


def _valued(desk: Desk, plan: Selection, table: Table) -> bool:
    wrong = [i for i, value in enumerate(table.values[plan.value]) if value is None or value < 0]
    for i in wrong:
        message = (f"第 {i + 1} 项没有非负的排放量", f"item {i + 1} has no value of 0 or above")
        desk.find(NO_POPULATION, table.position(i, plan.value), message, ("例如 0", "for example 0"))
    return not wrong


def _interval(desk: Desk, plan: Selection, table: Table) -> Quantity:
    context = Context.of(indicator=plan.id)
    sample = desk.read("verification.sample_size", context)
    if plan.value:
        return column_sum(table, plan.value, range(len(table))) / sample
    return (desk.read("verification.population", context) / sample).rounded(0, "floor")


def _start(desk: Desk, context: Context) -> Quantity:
    seed, interval = desk.read("verification.seed", context), desk.read("verification.selection_interval", context)
    with localcontext(prec=34):
        rest = seed.value % interval.value if interval.value else Decimal(0)
    return procedure("seed modulo interval", rest, interval.unit, [seed, interval])


def _chosen(desk: Desk, plan: Selection, table: Table, number: int) -> Quantity:
    context = Context.of(indicator=plan.id)
    start = desk.read("verification.selection_start", context)
    interval = desk.read("verification.selection_interval", context)
    point = start + interval * constant(number - 1)
    if not plan.value:
        return point.rounded(0, "floor") + constant(1)
    row = _row_at(table, plan.value, point.value)
    return procedure("item that holds the tonne", Decimal(row + 1), "1", [point])


def _row_at(table: Table, column: str, point: Decimal) -> int:
    """Return the row whose part of the running total holds ``point``; items of nothing are passed over."""
    running = Decimal(0)
    for row, value in enumerate(table.values[column]):
        running += value or Decimal(0)
        if running > point:
            return row
    return len(table) - 1
