"""What a project returns: internal rate of return, net present value, payback, sensitivity.

Method: CDM TOOL27: NPV = sum CF_t / (1 + r)^t at the benchmark r, the first row undiscounted or
(``first_discounted``) by a year; IRR is the rate at which the NPV is nought, found by pyxirr and refined in 34
digits (a root search has no closed form; ``reduction.npv_at_irr`` shows as a formula that it is a root). Payback:
the time until the cumulative flow reaches nought, linear within the year. Sensitivity: IRR with investment, opex,
tariff, output (or revenue) varied by the stated percentage, one at a time, without carbon revenue; depreciation
follows the investment, a given tax column does not change. Break-even: the variation at which the IRR is the
benchmark = - NPV / present value of the component; where a tax rate applies, by search.

Inputs: ``reduction.cash_flow``, ``reduction.cumulative``, ``reduction.benchmark``, ``investment.variation``.

Outputs: ``reduction.irr`` (%), ``reduction.npv``, ``reduction.npv_at_irr``, ``reduction.payback`` (a), each
``[project,scenario,basis]``; ``reduction.irr_margin[project,scenario,basis]`` (%: IRR less benchmark, of the basis
that is compared); ``reduction.variation[project]`` (%), ``reduction.irr_varied[project,driver,level,basis]`` (%;
level minus, plus), ``reduction.break_even[project,driver]`` (%).

Errors: LG550 (no change of sign: no IRR), LG551 (several), LG552 (benchmark reached without credits).

Example: Newnan, Engineering Economic Analysis, ch. 7: -100, 20, 30, 20, 40, 40: NPV 10.16 at 10 %, IRR 13.5 %; two
flows by hand: -100, 121 after two years: 10 %.

Marks: the variation of 10 % is secondary.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from decimal import Decimal, localcontext
from functools import partial
from typing import TYPE_CHECKING

import pyxirr

from generator.base.text import Text
from generator.calculations.reduction.rules import MANY_RATES, NO_SIGN_CHANGE, NOT_ADDITIONAL
from generator.ledger.quantity import Quantity, constant, procedure, total

if TYPE_CHECKING:
    from generator.calculations.reduction.cash_flow import Flows

_WITHOUT = "without-carbon"
_ROOT = "internal rate of return"
_SEARCH = "search for the break-even variation"
_BASES = {"project": ("全投资", "project"), "equity": ("资本金", "equity")}
_SCENARIOS = {
    "without-carbon": ("不计碳收益", "without carbon revenue"),
    "with-carbon": ("计入碳收益", "with carbon revenue"),
}
_DRIVERS = {
    "investment": ("投资", "investment"),
    "opex": ("运行成本", "running cost"),
    "tariff": ("电价", "tariff"),
    "output": ("产出", "output"),
    "revenue": ("收入", "revenue"),
}
_LEAST = Decimal("1e-30")


def record_returns(flows: Flows) -> None:
    """Record the returns of every basis and scenario, and the sensitivity of the one that is compared."""
    for basis in flows.bases:
        for scenario in flows.scenarios:
            _record(flows, basis, scenario)
    _record_sensitivity(flows)
    _tell_additional(flows)


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
    """Return the rate at which the flow's present value is nought, or nothing where there is none."""
    if not changes_of_sign(values):
        return None
    found = pyxirr.irr([float(value) for value in values], guess=float(guess))
    if found is None or found <= -1:
        return None
    return _refined(values, Decimal(repr(found)))


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
    if len(values) == len(facts) and rate_of_return(values, _guess(flows)) is None:
        reason = ("现金流量没有变号或没有实根，不存在内部收益率", "the cash flow has no rate of return")
        frame.lack("irr", *reason, at, **context)
        return
    frame.derive("irr", "%", text, partial(_irr, flows, context), at, **context)


def _guess(flows: Flows) -> Decimal:
    benchmark = flows.frame.builder.fact("reduction.benchmark", flows.frame.at())
    return benchmark.value / 100 if benchmark is not None else Decimal("0.1")


def _irr(flows: Flows, context: dict[str, str]) -> Quantity:
    amounts = _read_flows(flows, context)
    found = rate_of_return([amount.value for amount in amounts], _guess(flows))
    assert found is not None
    return procedure(_ROOT, found, "1", amounts)


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


# --------------------------------------------------------------------------------------------------- sensitivity


def _record_sensitivity(flows: Flows) -> None:
    frame, stated = flows.frame, flows.stated
    text = frame.text("敏感性变动幅度", "variation of the sensitivity analysis")
    if stated.variation is not None:
        frame.amount("variation", stated.variation, "%", text, stated.place("variation"), least=0, most=100)
    else:
        frame.method("variation", "investment", "variation", stated.at, text)
    variation = frame.builder.fact("reduction.variation", frame.at())
    for driver in flows.drivers:
        zh, en = _DRIVERS[driver]
        for level, sign, more_zh, more_en in (("minus", -1, "减少", "less"), ("plus", 1, "增加", "more")):
            text = frame.text(f"{zh}{more_zh}时的内部收益率", f"rate of return with {more_en} {en}")
            context = {"driver": driver, "level": level, "basis": stated.compares}
            if variation is None:
                frame.lack("irr_varied", "没有变动幅度", "no variation is given", stated.at, **context)
                continue
            scale = 1 + sign * variation.value / 100
            _record_varied(flows, driver, scale, text, context)
        text = frame.text(f"{zh}的临界变动幅度", f"variation of {en} at which the benchmark is reached")
        _record_break_even(flows, driver, text)


def _flow_values(flows: Flows) -> list[Quantity]:
    return [flows.flow(row, flows.stated.compares, _WITHOUT) for row in flows.rows]


def _record_varied(flows: Flows, driver: str, scale: Decimal, text: Text, context: dict[str, str]) -> None:
    varied = flows.varied(**{driver: scale})

    def formula() -> Quantity:
        amounts = _flow_values(varied)
        found = rate_of_return([amount.value for amount in amounts], _guess(flows))
        if found is None:
            raise ZeroDivisionError("no rate of return")
        return procedure(_ROOT, found, "1", [*amounts, flows.frame.read("variation")])

    flows.frame.derive("irr_varied", "%", text, formula, flows.stated.place("table"), **context)


def _record_break_even(flows: Flows, driver: str, text: Text) -> None:
    frame, at = flows.frame, flows.stated.place("table")
    taxed = flows.stated.tax_rate is not None and "tax" not in flows.table.values
    formula = partial(_searched if taxed else _linear, flows, driver)
    try_value = _attempt(formula)
    if try_value is not None and try_value <= -1:
        reason = ("减少100%也达不到基准收益率", "the benchmark is not reached even at -100 %")
        frame.lack("break_even", *reason, at, driver=driver)
        return
    frame.derive("break_even", "%", text, formula, at, driver=driver)


def _attempt(formula: Callable[[], Quantity]) -> Decimal | None:
    """Return what a formula would give, or nothing where an input is missing."""
    try:
        return formula().in_unit("1").value
    except Exception:  # whatever is missing is said by the derivation itself
        return None


def _linear(flows: Flows, driver: str) -> Quantity:
    """Return - NPV / present value of the component: the flow is linear in it."""
    stated = flows.stated
    name = "revenue" if driver in ("tariff", "output") else driver
    parts = [flows.component(name, row) for row in flows.rows]
    worth = present_value(parts, flows.frame.read("benchmark"), stated.first_discounted, flows.money)
    npv = flows.frame.read("npv", scenario=_WITHOUT, basis=stated.compares)
    return npv / worth if driver in ("investment", "opex") else constant(0) - npv / worth


def _searched(flows: Flows, driver: str) -> Quantity:
    """Return the variation by secants: with tax the present value is linear piece by piece."""
    rate = flows.frame.read("benchmark")

    def worth(change: Decimal) -> Decimal:
        amounts = _flow_values(flows.varied(**{driver: 1 + change}))
        return present_value(amounts, rate, flows.stated.first_discounted, flows.money).value

    with localcontext(prec=40):
        before, after = Decimal(0), Decimal("0.1")
        low, high = worth(before), worth(after)
        for _ in range(80):
            if high == low or abs(after - before) < _LEAST:
                break
            before, after, low = after, after - high * (after - before) / (high - low), high
            high = worth(after)
    if abs(high) > Decimal("1e-15") * max(abs(worth(Decimal(0))), Decimal(1)):
        raise ZeroDivisionError("no break-even was found")
    with localcontext(prec=28):
        found = +after
    return procedure(_SEARCH, found, "1", [*_flow_values(flows), rate])


def _tell_additional(flows: Flows) -> None:
    """Say where the benchmark is reached without credits."""
    frame, stated = flows.frame, flows.stated
    benchmark = frame.builder.fact("reduction.benchmark", frame.at())
    if benchmark is None:
        return
    asked = [("irr", {"scenario": _WITHOUT, "basis": stated.compares})]
    asked += [
        ("irr_varied", {"driver": driver, "level": level, "basis": stated.compares})
        for driver in flows.drivers
        for level in ("minus", "plus")
    ]
    facts = [frame.builder.fact(f"reduction.{name}", frame.at(**context)) for name, context in asked]
    reached = [fact for fact in facts if fact is not None and fact.value >= benchmark.value]
    if reached:
        worst = reached[0]
        frame.builder.findings.append(
            NOT_ADDITIONAL.at(
                stated.place("benchmark"),
                f"{worst.label.zh}为 {worst.value:.2f}%，达到基准收益率 {benchmark.value}%",
                f"{worst.label.en} is {worst.value:.2f} %, which reaches the benchmark of {benchmark.value} %",
                hint_zh="核对投资分析；确实如此时投资分析不能论证额外性",
                hint_en="check the analysis; where it is right it does not show additionality",
                fact=worst.key,
            )
        )
