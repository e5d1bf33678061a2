"""Contracts on carbon assets: pledge loans, repurchases, forwards.

Method: pledge value = quantity x reference price x (1 - haircut); loan to value = loan / market value; margin is
called at the price loan / (quantity x call ratio). Repurchase price = price x (1 + rate x days / basis). Forward by
cost of carry: spot x (1 + rate x days / basis) + carry (simple) or spot x exp(rate x days / basis) + carry
(continuous). Hull, Options, Futures, and Other Derivatives, chapter on forward prices.

Inputs: section ``finance``: pledges, repos, forwards.

Outputs: finance.pledged, finance.sold[instrument] in tCO2e; finance.pledge_market, finance.pledge_value,
finance.loan, finance.pledge_headroom, finance.repo_cash, finance.repo_interest[instrument] in CNY; finance.haircut,
finance.call_ratio, finance.loan_to_value, finance.call_fall, finance.interest[instrument] in %;
finance.reference_price, finance.call_price, finance.sale_price, finance.repo_price, finance.spot, finance.carry,
finance.forward_price[instrument] in CNY/tCO2e; finance.loan_covered[instrument] as a number; finance.days and
finance.basis[instrument] in day.

Errors: LG711, LG716, LG717, LG718, LG208.

Example: worked/contracts.yaml, worked out by hand; no published pledge case with all its figures was found.

Marks: none.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.calculations.amounts import label
from generator.calculations.decisions import at_least
from generator.calculations.desk import Desk, Within
from generator.calculations.finance.portfolio import ABOVE_ZERO, MONEY, PER_TONNE, TONNES
from generator.calculations.finance.rules import EXCEEDS, SHARE, UNCOVERED
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, exponential
from generator.project.sections.finance import Finance, Forward, Pledge, Repo

PART = Within(SHARE, least=Decimal(0), most=Decimal(100), example="40 %")
RATE = Within(SHARE, least=Decimal(0), most=Decimal(100), example="4 %")


def record_contracts(desk: Desk, section: Finance) -> None:
    """Record pledges, repurchases and forwards."""
    for pledge in section.pledges:
        _pledge(desk, pledge)
    _pledged_twice(desk, section)
    for repo in section.repos:
        _repo(desk, repo)
    for forward in section.forwards:
        _forward(desk, forward)


def _read(desk: Desk, context: Context, what: str) -> Quantity:
    return desk.read(f"finance.{what}", context)


def _pledge(desk: Desk, one: Pledge) -> None:
    context = Context.of(instrument=one.id)
    for fact_id, key, amount, unit, within, zh, en in (
        ("pledged", "quantity", one.quantity, TONNES, ABOVE_ZERO, "质押数量", "quantity pledged"),
        ("reference_price", "reference_price", one.reference_price, PER_TONNE, ABOVE_ZERO, "参考价", "reference price"),
        ("haircut", "haircut", one.haircut, "%", PART, "折扣率", "haircut"),
        ("loan", "loan", one.loan, MONEY, ABOVE_ZERO, "贷款额", "loan"),
        (
            "call_ratio",
            "call",
            one.call,
            "%",
            Within(SHARE, above=Decimal(0), most=Decimal(100), example="80 %"),
            "追加担保的质押率",
            "loan to value at which margin is called",
        ),
    ):
        desk.amount(
            f"finance.{fact_id}", context, amount, unit, label(one.name, f"：{zh}", f": {en}"), one.place(key), within
        )
    read = partial(_read, desk, context)
    whole = constant(100, "%", "the whole")
    for what, unit, zh, en, formula in (
        (
            "pledge_market",
            MONEY,
            "质押物市值",
            "market value of the collateral",
            lambda: read("pledged") * read("reference_price"),
        ),
        ("pledge_value", MONEY, "质押价值", "pledge value", lambda: read("pledge_market") * (whole - read("haircut"))),
        (
            "pledge_headroom",
            MONEY,
            "质押价值余量",
            "pledge value less the loan",
            lambda: read("pledge_value") - read("loan"),
        ),
        (
            "loan_covered",
            "1",
            "贷款是否不超过质押价值（1为是）",
            "loan covered by the pledge value (1: yes)",
            lambda: at_least(read("pledge_value"), read("loan")),
        ),
        ("loan_to_value", "%", "质押率", "loan to value", lambda: read("loan") / read("pledge_market")),
        (
            "call_price",
            PER_TONNE,
            "追加担保触发价",
            "price at which margin is called",
            lambda: read("loan") / (read("pledged") * read("call_ratio")),
        ),
        (
            "call_fall",
            "%",
            "距触发价的跌幅",
            "fall of the price to the margin call",
            lambda: constant(1) - read("call_price") / read("reference_price"),
        ),
    ):
        desk.derive(f"finance.{what}", context, unit, label(one.name, f"：{zh}", f": {en}"), formula, one.at)
    ratio, call = desk.value("finance.loan_to_value", context), desk.value("finance.call_ratio", context)
    called = ratio is not None and call is not None and ratio >= call
    if desk.value("finance.loan_covered", context) == 0 or called:
        value, loan = desk.value("finance.pledge_value", context), desk.value("finance.loan", context)
        zh, en = f"贷款 {loan} 元，质押价值 {value} 元", f"a loan of {loan} CNY against a pledge value of {value} CNY"
        desk.find(UNCOVERED, one.place("loan"), (zh, en), ("减少贷款或增加质押物", "lend less, or pledge more"))


def _pledged_twice(desk: Desk, section: Finance) -> None:
    """Say where more of an asset is pledged than is held."""
    for asset in section.assets:
        held = desk.value("finance.quantity", Context.of(asset=asset.id))
        mine = [one for one in section.pledges if one.asset == asset.id]
        pledged = sum(
            (desk.value("finance.pledged", Context.of(instrument=o.id)) or Decimal(0) for o in mine), Decimal(0)
        )
        if held is not None and pledged > held:
            message = (
                f"“{asset.id}”共质押 {pledged} t，持有 {held} t",
                f"{pledged} t of {asset.id} are pledged, {held} t held",
            )
            hint = (f"不超过 {held} tCO2e", f"at most {held} tCO2e in all")
            desk.find(EXCEEDS, mine[-1].place("quantity"), message, hint, asset.place("quantity"))


def _interest(desk: Desk, one: Repo | Forward, context: Context) -> None:
    name = label(one.name, "：年利率", ": yearly rate")
    desk.amount("finance.interest", context, one.interest, "%", name, one.place("interest"), RATE)
    for what, number, zh, en in (
        ("days", one.days, "：天数", ": days"),
        ("basis", one.basis, "：计息基准", ": day basis"),
    ):
        desk.builder.give(f"finance.{what}", context, Decimal(number), "day", label(one.name, zh, en), one.place(what))


def _accrued(desk: Desk, context: Context) -> Quantity:
    """Return rate x days / basis as a number."""
    read = partial(_read, desk, context)
    return (read("interest") * read("days") / read("basis")).in_unit("1")


def _repo(desk: Desk, one: Repo) -> None:
    context = Context.of(instrument=one.id)
    for fact_id, key, amount, unit, zh, en in (
        ("sold", "quantity", one.quantity, TONNES, "：回购数量", ": quantity sold"),
        ("sale_price", "price", one.price, PER_TONNE, "：卖出价", ": price of the sale"),
    ):
        desk.amount(f"finance.{fact_id}", context, amount, unit, label(one.name, zh, en), one.place(key), ABOVE_ZERO)
    _interest(desk, one, context)
    read = partial(_read, desk, context)
    for what, unit, zh, en, formula in (
        ("repo_cash", MONEY, "：融资额", ": cash raised", lambda: read("sold") * read("sale_price")),
        ("repo_interest", MONEY, "：回购利息", ": interest", lambda: read("repo_cash") * _accrued(desk, context)),
        (
            "repo_price",
            PER_TONNE,
            "：回购价",
            ": repurchase price",
            lambda: read("sale_price") * (constant(1) + _accrued(desk, context)),
        ),
    ):
        desk.derive(f"finance.{what}", context, unit, label(one.name, zh, en), formula, one.at)


def _forward(desk: Desk, one: Forward) -> None:
    context = Context.of(instrument=one.id)
    name = label(one.name, "：现货价", ": spot price")
    desk.amount("finance.spot", context, one.spot, PER_TONNE, name, one.place("spot"), ABOVE_ZERO)
    if one.carry is not None:
        name = label(one.name, "：其他持有成本", ": other cost of carry")
        desk.amount("finance.carry", context, one.carry, PER_TONNE, name, one.place("carry"))
    _interest(desk, one, context)
    name = label(one.name, "：远期理论价", ": forward price")
    desk.derive("finance.forward_price", context, PER_TONNE, name, partial(_carried, desk, one, context), one.at)


def _carried(desk: Desk, one: Forward, context: Context) -> Quantity:
    accrued = _accrued(desk, context)
    growth = exponential(accrued) if one.compounding == "continuous" else constant(1) + accrued
    price = _read(desk, context, "spot") * growth
    return price + _read(desk, context, "carry") if one.carry is not None else price
