"""Green loans and bonds: the carbon benefit that a loan is credited with, and what a bond's proceeds were used for.

Method: benefit of a loan = yearly reduction of the project x loan / total investment (the rule of the green-credit
statistics of the Chinese banking regulator, and of PCAF for project finance); benefit per 10,000 yuan = benefit /
loan. Bond: share of green uses = green / raised; unallocated = raised - all uses; reduction = sum of reductions of
the uses, which is missing where a green use gives none. Coupon linked to carbon: fixed + min(max(carbon income /
raised, floor), cap).

Inputs: section ``finance``: loans, bonds.

Outputs: finance.loan_amount, finance.investment[instrument] in CNY, finance.financed_share[instrument] in %,
finance.project_reduction, finance.loan_benefit[instrument] in tCO2e/a, finance.benefit_per_money[instrument] in
tCO2e/a per 万元; finance.loans, finance.loans_benefit in all; finance.raised, finance.proceeds_used,
finance.proceeds_green, finance.proceeds_left[instrument] and finance.proceeds[instrument,project] in CNY;
finance.green_share, finance.used_share, finance.coupon, finance.coupon_fixed, finance.coupon_floor,
finance.coupon_cap, finance.coupon_carbon[instrument] in %; finance.coupon_income[instrument] in CNY;
finance.proceeds_reduction[instrument,project] and finance.bond_reduction[instrument] in tCO2e/a.

Errors: LG711, LG716, LG717, LG722, LG208.

Example: worked/green.yaml, worked out by hand; no published case with all its figures was found.

Marks: none.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.calculations.amounts import label
from generator.calculations.desk import Desk, Within
from generator.calculations.finance.portfolio import MONEY
from generator.calculations.finance.rules import CAP, EXCEEDS, PRICE, SHARE
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, extreme, total
from generator.project.sections.finance import Bond, Coupon, Finance, GreenLoan

_YEARLY = "tCO2e/a"
_MONEY = Within(PRICE, above=Decimal(0), example="3000 万元")
_TONNES = Within(PRICE, least=Decimal(0), example="12000 tCO2e/a")


def record_green(desk: Desk, section: Finance) -> None:
    """Record loans and bonds."""
    for loan in section.loans:
        _loan(desk, loan)
    if section.loans:
        contexts = [Context.of(instrument=one.id) for one in section.loans]
        at = section.place("loans")
        for what, each, unit, zh, en in (
            ("loans", "loan_amount", MONEY, "绿色贷款合计", "green loans"),
            ("loans_benefit", "loan_benefit", _YEARLY, "绿色贷款年减排量合计", "yearly reduction of the green loans"),
        ):
            formula = partial(_sum, desk, f"finance.{each}", contexts, unit)
            desk.derive(f"finance.{what}", Context(), unit, Text(zh, en), formula, at)
    for bond in section.bonds:
        _bond(desk, bond)


def _sum(desk: Desk, fact_id: str, contexts: list[Context], unit: str) -> Quantity:
    return total([desk.read(fact_id, context) for context in contexts], unit)


def _loan(desk: Desk, one: GreenLoan) -> None:
    context = Context.of(instrument=one.id)
    for fact_id, key, amount, unit, within, zh, en in (
        ("loan_amount", "amount", one.amount, MONEY, _MONEY, "：贷款额", ": loan"),
        ("investment", "investment", one.investment, MONEY, _MONEY, "：项目总投资", ": total investment"),
        ("project_reduction", "reduction", one.reduction, _YEARLY, _TONNES, "：项目年减排量", ": yearly reduction"),
    ):
        desk.amount(f"finance.{fact_id}", context, amount, unit, label(one.name, zh, en), one.place(key), within)
    lent, whole = desk.value("finance.loan_amount", context), desk.value("finance.investment", context)
    if lent is not None and whole is not None and lent > whole:
        message = (
            f"贷款 {lent} 元大于项目总投资 {whole} 元",
            f"a loan of {lent} CNY exceeds the investment of {whole} CNY",
        )
        hint = (f"不超过 {whole} 元", f"at most {whole} CNY")
        desk.find(EXCEEDS, one.place("amount"), message, hint, one.place("investment"))
        reason = Text("贷款大于项目总投资", "the loan exceeds the investment")
        for what in ("financed_share", "loan_benefit", "benefit_per_money"):
            desk.builder.lack(f"finance.{what}", context, reason, one.place("amount"))
        return
    read = partial(_read, desk, context)
    for what, unit, zh, en, formula in (
        (
            "financed_share",
            "%",
            "：贷款占总投资",
            ": loan as a share of the investment",
            lambda: read("loan_amount") / read("investment"),
        ),
        (
            "loan_benefit",
            _YEARLY,
            "：贷款对应年减排量",
            ": yearly reduction credited to the loan",
            lambda: read("project_reduction") * read("loan_amount") / read("investment"),
        ),
        (
            "benefit_per_money",
            "tCO2e/a/万元",
            "：每万元贷款年减排量",
            ": yearly reduction per 10,000 yuan",
            lambda: read("loan_benefit") / read("loan_amount"),
        ),
    ):
        desk.derive(f"finance.{what}", context, unit, label(one.name, zh, en), formula, one.at)


def _read(desk: Desk, context: Context, what: str) -> Quantity:
    return desk.read(f"finance.{what}", context)


def _bond(desk: Desk, bond: Bond) -> None:
    context = Context.of(instrument=bond.id)
    name = label(bond.name, "：募集资金", ": proceeds raised")
    desk.amount("finance.raised", context, bond.raised, MONEY, name, bond.place("raised"), _MONEY)
    for use in bond.uses:
        below = context.extended(project=use.id)
        desk.amount(
            "finance.proceeds",
            below,
            use.amount,
            MONEY,
            label(use.name, "：使用金额", ": proceeds used"),
            use.place("amount"),
            _MONEY,
        )
        if use.reduction is not None:
            text = label(use.name, "：年减排量", ": yearly reduction")
            desk.amount(
                "finance.proceeds_reduction", below, use.reduction, _YEARLY, text, use.place("reduction"), _TONNES
            )
    every = [context.extended(project=use.id) for use in bond.uses]
    green = [context.extended(project=use.id) for use in bond.uses if use.green]
    benefit = [context.extended(project=use.id) for use in bond.uses if use.reduction is not None]
    silent = next((use for use in bond.uses if use.green and use.reduction is None), None)
    if silent is not None or not benefit:
        reason = Text("没有用途给出减排量", "no use gives a reduction")
        if silent:
            reason = Text(f"绿色用途“{silent.id}”没有给出减排量", f"the green use {silent.id} gives no reduction")
        at = silent.at if silent else bond.place("uses")
        desk.builder.lack("finance.bond_reduction", context, reason, at)
    read = partial(_read, desk, context)
    for what, unit, zh, en, formula in (
        (
            "proceeds_used",
            MONEY,
            "：已使用资金",
            ": proceeds used",
            lambda: _sum(desk, "finance.proceeds", every, MONEY),
        ),
        (
            "proceeds_green",
            MONEY,
            "：用于绿色项目",
            ": used for green projects",
            lambda: _sum(desk, "finance.proceeds", green, MONEY),
        ),
        (
            "proceeds_left",
            MONEY,
            "：未使用资金",
            ": proceeds not yet used",
            lambda: read("raised") - read("proceeds_used"),
        ),
        ("used_share", "%", "：资金使用率", ": share used", lambda: read("proceeds_used") / read("raised")),
        (
            "green_share",
            "%",
            "：绿色项目占募集资金",
            ": share of green projects",
            lambda: read("proceeds_green") / read("raised"),
        ),
        (
            "bond_reduction",
            _YEARLY,
            "：年减排量合计",
            ": yearly reduction",
            lambda: _sum(desk, "finance.proceeds_reduction", benefit, _YEARLY),
        ),
    ):
        desk.derive(f"finance.{what}", context, unit, label(bond.name, zh, en), formula, bond.at)
    left, raised = desk.value("finance.proceeds_left", context), desk.value("finance.raised", context)
    if left is not None and left < 0:
        message = (f"“{bond.id}”的使用金额超过募集资金 {-left} 元", f"{bond.id} uses {-left} CNY more than it raised")
        hint = (f"合计不超过 {raised} 元", f"at most {raised} CNY in all")
        desk.find(EXCEEDS, bond.uses[-1].place("amount"), message, hint, bond.place("raised"))
    if bond.coupon is not None:
        _coupon(desk, bond, bond.coupon, context)


def _coupon(desk: Desk, bond: Bond, coupon: Coupon, context: Context) -> None:
    rate = Within(SHARE, least=Decimal(0), most=Decimal(100), example="3.2 %")
    money = Within(PRICE, least=Decimal(0), example="120 万元")
    for key, amount, unit, within, zh, en in (
        ("fixed", coupon.fixed, "%", rate, "：固定利率", ": fixed rate"),
        ("income", coupon.income, MONEY, money, "：年碳收益", ": carbon income of a year"),
        ("floor", coupon.floor, "%", rate, "：浮动利率下限", ": floor"),
        ("cap", coupon.cap, "%", rate, "：浮动利率上限", ": cap"),
    ):
        desk.amount(f"finance.coupon_{key}", context, amount, unit, label(bond.name, zh, en), coupon.place(key), within)
    floor, cap = desk.value("finance.coupon_floor", context), desk.value("finance.coupon_cap", context)
    if floor is not None and cap is not None and floor > cap:
        message = (f"下限 {floor}% 高于上限 {cap}%", f"the floor of {floor} % is above the cap of {cap} %")
        desk.find(CAP, coupon.place("floor"), message, ("floor: 0.05 %, cap: 0.2 %", "floor: 0.05 %, cap: 0.2 %"))
        reason = Text("下限高于上限", "the floor is above the cap")
        for what in ("coupon_carbon", "coupon"):
            desk.builder.lack(f"finance.{what}", context, reason, coupon.place("floor"))
        return
    name = label(bond.name, "：浮动利率", ": rate that follows carbon income")
    desk.derive("finance.coupon_carbon", context, "%", name, partial(_floating, desk, context), coupon.at)
    name = label(bond.name, "：票面利率", ": coupon")
    desk.derive(
        "finance.coupon",
        context,
        "%",
        name,
        lambda: _read(desk, context, "coupon_fixed") + _read(desk, context, "coupon_carbon"),
        coupon.at,
    )


def _floating(desk: Desk, context: Context) -> Quantity:
    read = partial(_read, desk, context)
    earned = (read("coupon_income") / read("raised")).in_unit("%")
    return extreme([extreme([earned, read("coupon_floor")], "max"), read("coupon_cap")], "min")
