"""The budget with its sources of money, and the promotion plan with its costs and targets.

Method: total = sum of items; share of an item = item / total; funds = sum of sources; balance = funds - total, nought
in a budget that is covered; cost of promotion = sum of activities, held against the items whose stage is promotion.

Inputs: section ``standard_process``: budget.items, .funds, .total; promotion.

Outputs: standard_process.budget_item[row], standard_process.budget_share[row] in %, standard_process.budget_total,
standard_process.fund[row], standard_process.funds_total, standard_process.budget_balance,
standard_process.budget_stage[stage], standard_process.promotion_budget[row], standard_process.promotion_total in
万元; standard_process.promotion_target[row] in the unit that the project gives.

Errors: LG780, LG781, LG208, LG215.

Example: worked/planning.yaml, added by hand.

Marks: none; amounts are the client's own.
"""

from __future__ import annotations

from functools import partial

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import parse_unit
from generator.calculations.amounts import label
from generator.calculations.desk import NOT_NEGATIVE, POSITIVE, Desk, Within
from generator.calculations.standard_process.rules import FUNDING, PROMOTION
from generator.calculations.standard_process.schedule import STAGE_NAMES
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, total
from generator.project.sections.standard_process import StandardProcess
from generator.project.sections.standard_process_parts import Budget

MONEY = "万元"
_NONE = Context()
_MONEY = Within(least=NOT_NEGATIVE.least, example="6 万元")


def record_budget(desk: Desk, section: StandardProcess) -> None:
    """Record the budget and the promotion plan."""
    if section.budget is not None:
        _budget(desk, section.budget)
    _promotion(desk, section)


def _sum(desk: Desk, fact_id: str, rows: tuple[str, ...]) -> Quantity:
    return total([desk.read(fact_id, Context.of(row=row)) for row in rows], MONEY)


def _budget(desk: Desk, budget: Budget) -> None:
    item, fund, whole = "standard_process.budget_item", "standard_process.fund", "standard_process.budget_total"
    for one in budget.items:
        context = Context.of(row=one.id)
        desk.amount(
            item, context, one.amount, MONEY, label(one.name, "：预算", ": budget"), one.place("amount"), _MONEY
        )
    for source in budget.funds:
        name = label(source.name, "：经费", ": funds")
        desk.amount(fund, Context.of(row=source.id), source.amount, MONEY, name, source.place("amount"), _MONEY)
    items, funds = tuple(one.id for one in budget.items), tuple(one.id for one in budget.funds)
    at, paid = budget.place("items"), budget.place("funds")
    desk.derive(whole, _NONE, MONEY, Text("预算合计", "budget in all"), partial(_sum, desk, item, items), at)
    all_funds = "standard_process.funds_total"
    desk.derive(all_funds, _NONE, MONEY, Text("经费来源合计", "funds in all"), partial(_sum, desk, fund, funds), paid)
    balance = Text("经费来源与预算之差", "funds less budget")
    desk.derive(
        "standard_process.budget_balance", _NONE, MONEY, balance, lambda: desk.read(all_funds) - desk.read(whole), paid
    )
    for one in budget.items:
        name = label(one.name, "：占预算的比例", ": share of the budget")
        desk.derive(
            "standard_process.budget_share", Context.of(row=one.id), "%", name, partial(_share, desk, one.id), at
        )
    for stage in dict.fromkeys(one.stage for one in budget.items if one.stage is not None):
        mine = tuple(one.id for one in budget.items if one.stage == stage)
        words = STAGE_NAMES[stage]
        name = Text(f"{words.zh}阶段预算", f"budget of the stage {words.en}")
        context = Context.of(stage=stage)
        desk.derive("standard_process.budget_stage", context, MONEY, name, partial(_sum, desk, item, mine), at)
    _check(desk, budget)


def _share(desk: Desk, row: str) -> Quantity:
    return desk.read("standard_process.budget_item", Context.of(row=row)) / desk.read("standard_process.budget_total")


def _check(desk: Desk, budget: Budget) -> None:
    whole, funds = desk.value("standard_process.budget_total"), desk.value("standard_process.funds_total")
    if whole is None or funds is None:
        return
    if whole != funds:
        message = (
            f"经费来源合计 {funds} 万元，预算合计 {whole} 万元",
            f"the funds come to {funds} 万元, the budget to {whole} 万元",
        )
        hint = (f"经费来源合计应为 {whole} 万元", f"funds of {whole} 万元")
        desk.find(FUNDING, budget.place("funds"), message, hint, budget.place("items"))
    if budget.total is None or not desk.amount(
        "standard_process.budget_stated",
        _NONE,
        budget.total,
        MONEY,
        Text("申报的预算合计", "budget as stated"),
        budget.place("total"),
        _MONEY,
    ):
        return
    stated = desk.value("standard_process.budget_stated")
    if stated != whole:
        message = (
            f"预算合计写为 {stated} 万元，各项之和为 {whole} 万元",
            f"{stated} 万元 is stated, items: {whole} 万元",
        )
        hint = (f"total: {whole} 万元", f"total: {whole} 万元")
        desk.find(FUNDING, budget.place("total"), message, hint, budget.place("items"))


def _promotion(desk: Desk, section: StandardProcess) -> None:
    for one in section.promotion:
        context = Context.of(row=one.id)
        name = label(one.activity, "：预算", ": budget")
        desk.amount("standard_process.promotion_budget", context, one.budget, MONEY, name, one.place("budget"), _MONEY)
        name, unit = label(one.indicator, "：目标", ": target"), parse_unit(one.target.unit).text
        within = Within(above=POSITIVE.above, example="80 person")
        desk.amount("standard_process.promotion_target", context, one.target, unit, name, one.place("target"), within)
    if not section.promotion:
        return
    rows = tuple(one.id for one in section.promotion)
    at, key = section.place("promotion"), "standard_process.promotion_total"
    formula = partial(_sum, desk, "standard_process.promotion_budget", rows)
    desk.derive(key, _NONE, MONEY, Text("宣贯活动预算合计", "cost of the promotion plan"), formula, at)
    _within_budget(desk, at, section)


def _within_budget(desk: Desk, at: Position, section: StandardProcess) -> None:
    cost = desk.value("standard_process.promotion_total")
    granted = desk.value("standard_process.budget_stage", Context.of(stage="promotion"))
    if cost is None or granted is None or cost <= granted or section.budget is None:
        return
    message = (
        f"宣贯活动预算合计 {cost} 万元，超过预算中宣贯阶段的 {granted} 万元",
        f"the activities cost {cost} 万元, the budget has {granted} 万元 for promotion",
    )
    hint = (f"活动预算合计不超过 {granted} 万元", f"activities within {granted} 万元")
    desk.find(PROMOTION, at, message, hint, section.budget.place("items"))
