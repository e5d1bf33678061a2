"""What a project returns: internal rate of return, net present value, payback.

Method: CDM TOOL27: NPV = sum CF_t / (1 + r)^t at the benchmark r, the first row undiscounted or
(``first_discounted``) by a year; IRR is the rate at which the NPV is nought, found by pyxirr and refined in
34 digits (a root search has no closed form; ``reduction.npv_at_irr`` shows as a formula that it is a root). Of
several rates the one nearest to the benchmark is shown, found by the changes of sign of the NPV over all rates. A
flow that begins with money coming in and changes its sign once has no rate that a benchmark could be held against:
its rate is a cost.
Payback: the time until the cumulative flow reaches nought, linear within the year. Sensitivity stands in
:mod:`generator.calculations.reduction.sensitivity`.

Inputs: ``reduction.cash_flow``, ``reduction.cumulative``, ``reduction.benchmark``.

Outputs: ``reduction.irr`` (%), ``reduction.npv``, ``reduction.npv_at_irr``, ``reduction.payback`` (a), each
``[project,scenario,basis]``; ``reduction.irr_margin[project,scenario,basis]`` (%: IRR less benchmark, of the
basis that is compared).

Errors: LG549 (money comes in first), LG550 (no change of sign: no IRR), LG551 (several).

Example: Newnan, Engineering Economic Analysis, ch. 7: -100, 20, 30, 20, 40, 40: NPV 10.16 at 10 %, IRR 13.5
%; two flows by hand: -100, 121 after two years: 10 %.

Marks: none of its own.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from decimal import Decimal, localcontext
from functools import partial
from typing import TYPE_CHECKING

import pyxirr

from generator.base.text import Text
from generator.calculations.reduction.rules import LENDING, MANY_RATES, NO_SIGN_CHANGE
from generator.ledger.quantity import Quantity, constant, procedure, total

if TYPE_CHECKING:
    from generator.calculations.reduction.cash_flow import Flows

#: What the procedure that finds a rate of return is called.
ROOT = "internal rate of return"
_BASES = {"project": ("全投资", "project"), "equity": ("资本金", "equity")}
_SCENARIOS = {
    "without-carbon": ("不计碳收益", "without carbon revenue"),
    "with-carbon": ("计入碳收益", "with carbon revenue"),
}


def record_returns(flows: Flows) -> None:
    """Record the returns of every basis and scenario."""
    for basis in flows.bases:
        for scenario in flows.scenarios:
            _record(flows, basis, scenario)


def _text(flows: Flows, basis: str, scenario: str, zh: str, en: str) -> Text:
    (of_zh, of_en), (in_zh, in_en) = _BASES[basis], _SCENARIOS[scenario]
    return flows.frame.text(f"{of_zh}{zh}（{in_zh}）", f"{of_en} {en}, {in_en}")


def _record(flows: Flows, basis: str, scenario: str) -> None:
    frame, at = flows.frame, flows.stated.place("table")
    context = {"scenario": scenario, "basis": basis}
    text = _text(flows, basis, scenario, "净现值（按基准收益率）", "net present value at the benchmark")
    frame.derive("npv", flows.money, text, partial(_npv, flows, context, "benchmark"), at, **context)
    _record_irr(flows, basis, scenario)
    text = _text(
        flows, basis, scenario, "以内部收益率折现的净现值（校验）", "present value at the rate of return (check)"
    )
    frame.derive("npv_at_irr", flows.money, text, partial(_npv, flows, context, "irr"), at, **context)
    if basis == flows.stated.compares:
        text = _text(flows, basis, scenario, "内部收益率与基准之差", "rate of return less the benchmark")
        frame.derive("irr_margin", "%", text, partial(_margin, flows, context), at, **context)
    _record_payback(flows, basis, scenario)


def _read_flows(flows: Flows, context: dict[str, str]) -> list[Quantity]:
    return [flows.frame.read("cash_flow", period=flows.year(row), **context) for row in flows.rows]


def _npv(flows: Flows, context: dict[str, str], rate: str) -> Quantity:
    chosen = flows.frame.read("irr", **context) if rate == "irr" else flows.frame.read("benchmark")
    return present_value(_read_flows(flows, context), chosen, flows.stated.first_discounted, flows.money)


def present_value(amounts: Sequence[Quantity], rate: Quantity, first_discounted: bool, money: str) -> Quantity:
    """Return the sum of amounts, discounted year by year."""
    grown = constant(1) + rate
    start = 1 if first_discounted else 0
    parts = [
        amount if year == 0 else amount / (grown if year == 1 else grown**year)
        for year, amount in enumerate(amounts, start=start)
    ]
    return total(parts, money)


def _margin(flows: Flows, context: dict[str, str]) -> Quantity:
    return flows.frame.read("irr", **context) - flows.frame.read("benchmark")


# ------------------------------------------------------------------------------------------------ rate of return


def changes_of_sign(values: Sequence[Decimal]) -> int:
    """Return how often a flow changes its sign; nought has none."""
    signs = [value > 0 for value in values if value != 0]
    return sum(one != other for one, other in itertools.pairwise(signs))


def rate_of_return(values: Sequence[Decimal], guess: Decimal) -> Decimal | None:
    """Return the rate at which the flow's present value is nought, the nearest to ``guess`` of several, or nothing."""
    changes = changes_of_sign(values)
    if not changes or comes_in_first(values):
        return None
    found = pyxirr.irr([float(value) for value in values], guess=float(guess))
    rates = [] if found is None or found <= -1 else [found]
    if changes > 1 or not rates:
        rates += _crossings([float(value) for value in values])
    if not rates:
        return None
    return _refined(values, Decimal(repr(min(rates, key=lambda rate: abs(rate - float(guess))))))


def comes_in_first(values: Sequence[Decimal]) -> bool:
    """Whether a flow with one change of sign begins with money coming in: its rate is what is paid, not earned."""
    return changes_of_sign(values) == 1 and next(value for value in values if value != 0) > 0


def _crossings(values: Sequence[float]) -> list[float]:
    """Return the rates at which the present value changes its sign, from nearly -100 % to 15,000 % a year."""
    marks = [step / 200 for step in range(-1000, 1001)]  # of ln(1 + rate)
    signs = [_positive(values, mark) for mark in marks]
    found = []
    for low, high, below, above in zip(marks, marks[1:], signs, signs[1:], strict=False):
        if below == above:
            continue
        start, end = low, high
        for _ in range(60):
            middle = (start + end) / 2
            start, end = (middle, end) if _positive(values, middle) == below else (start, middle)
        found.append(math.expm1((start + end) / 2))
    return found


def _positive(values: Sequence[float], mark: float) -> bool:
    """Say whether the present value at ln(1 + rate) is above nought, without a power that could overflow."""
    step, ordered = (math.exp(-mark), values[::-1]) if mark >= 0 else (math.exp(mark), values)
    worth = 0.0
    for value in ordered:
        worth = worth * step + value
    return worth > 0


def _refined(values: Sequence[Decimal], rate: Decimal) -> Decimal:
    """Refine a root by Newton's method in 50 digits; keep 34."""
    with localcontext(prec=50):
        for _ in range(12):
            grown = 1 + rate
            worth = sum((value / grown**year for year, value in enumerate(values)), Decimal(0))
            slope = sum((-year * value / grown ** (year + 1) for year, value in enumerate(values)), Decimal(0))
            if slope == 0:
                break
            step = worth / slope
            rate -= step
            if abs(step) < Decimal("1e-42"):
                break
    with localcontext(prec=34):
        return +rate


def _record_irr(flows: Flows, basis: str, scenario: str) -> None:
    frame, at = flows.frame, flows.stated.place("table")
    context = {"scenario": scenario, "basis": basis}
    facts = [
        frame.builder.fact("reduction.cash_flow", frame.at(period=flows.year(row), **context)) for row in flows.rows
    ]
    values = [fact.value for fact in facts if fact is not None]
    (zh, en), (in_zh, in_en) = _BASES[basis], _SCENARIOS[scenario]
    changes = changes_of_sign(values)
    if len(values) == len(facts) and comes_in_first(values):
        frame.builder.findings.append(
            LENDING.at(
                at,
                f"{zh}现金流量（{in_zh}）先流入后流出，其内部收益率不能与基准收益率比较",
                f"the {en} cash flow, {in_en}, comes in first and goes out later: its rate is no return",
                hint_zh="核对投资、借款与成本的年份和正负：均填正数；投资应早于收入",
                hint_en="check years and signs: investment, borrowing and costs are positive numbers",
            )
        )
        reason = ("现金流量先流入后流出，没有收益率", "the cash flow comes in first: it has no rate of return")
        frame.lack("irr", *reason, at, **context)
        return
    if len(values) == len(facts) and changes != 1:
        rule = MANY_RATES if changes else NO_SIGN_CHANGE
        frame.builder.findings.append(
            rule.at(
                at,
                f"{zh}现金流量（{in_zh}）正负变号 {changes} 次" + ("" if changes else "，没有内部收益率"),
                f"the {en} cash flow, {in_en}, changes its sign {changes} times" + ("" if changes else ": no IRR"),
                hint_zh="核对各年投资与收入的正负" if not changes else "以净现值判断",
                hint_en="check the signs of investment and revenue"
                if not changes
                else "judge by the net present value",
            )
        )
    text = _text(flows, basis, scenario, "内部收益率", "internal rate of return")
    if len(values) == len(facts) and rate_of_return(values, guess(flows)) is None:
        reason = ("现金流量没有变号或没有实根，不存在内部收益率", "the cash flow has no rate of return")
        frame.lack("irr", *reason, at, **context)
        return
    frame.derive("irr", "%", text, partial(_irr, flows, context), at, **context)


def guess(flows: Flows) -> Decimal:
    """Return where the search for a rate begins: at the benchmark."""
    benchmark = flows.frame.builder.fact("reduction.benchmark", flows.frame.at())
    return benchmark.value / 100 if benchmark is not None else Decimal("0.1")


def _irr(flows: Flows, context: dict[str, str]) -> Quantity:
    amounts = _read_flows(flows, context)
    found = rate_of_return([amount.value for amount in amounts], guess(flows))
    assert found is not None
    return procedure(ROOT, found, "1", amounts)


# ------------------------------------------------------------------------------------------------------- payback


def _record_payback(flows: Flows, basis: str, scenario: str) -> None:
    frame, at = flows.frame, flows.stated.place("table")
    context = {"scenario": scenario, "basis": basis}
    facts = [
        frame.builder.fact("reduction.cumulative", frame.at(period=flows.year(row), **context)) for row in flows.rows
    ]
    values = [fact.value for fact in facts if fact is not None]
    turn = next((row for row in range(1, len(values)) if values[row] >= 0 > values[row - 1]), None)
    text = _text(flows, basis, scenario, "静态投资回收期", "payback")
    if len(values) == len(facts) and turn is None:
        reason = ("计算期内累计净现金流量未转正", "the cumulative flow does not turn positive in the table's years")
        frame.lack("payback", *reason, at, **context)
        return
    frame.derive("payback", "a", text, partial(_payback, flows, context, turn or 0), at, **context)


def _payback(flows: Flows, context: dict[str, str], turn: int) -> Quantity:
    before = flows.frame.read("cumulative", period=flows.year(max(turn - 1, 0)), **context)
    flow = flows.frame.read("cash_flow", period=flows.year(turn), **context)
    passed = turn - 1 + (1 if flows.stated.first_discounted else 0)
    part = (constant(0, flows.money) - before) / flow
    return (constant(passed, meaning="years before") + part) * constant(1, "a", "one year")
