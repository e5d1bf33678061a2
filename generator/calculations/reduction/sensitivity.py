"""Sensitivity of the rate of return, and the variation at which it reaches the benchmark.

Method: CDM TOOL27: IRR with investment, opex, tariff, output (or revenue) varied by the stated percentage,
one at a time, without carbon revenue, for the flow whose IRR is compared. Depreciation follows the
investment; a given tax column does not change, a tax rate is applied anew. Break-even: the variation at which
the IRR is the benchmark = - NPV / present value of the component; where a tax rate applies, by a search,
since tax is linear only piece by piece. Variables of less than 20 % of costs or revenue need not be varied by
the tool; all are shown here.

Inputs: ``reduction.cash_flow``, ``reduction.npv``, ``reduction.benchmark``, ``investment.variation``.

Outputs: ``reduction.variation[project]`` (%), ``reduction.irr_varied[project,driver,level,basis]`` (%; level
minus, plus; driver investment, opex, tariff, output, revenue), ``reduction.break_even[project,driver]`` (%).

Errors: LG552 (benchmark reached without credits, in the base case or in a variation).

Example: by hand (tests/calculations/reduction/worked/two-flows.yaml): -100, 121 after two years at 5 %:
revenue may fall by 8.884 %; with tax, by the roots of quadratic equations.

Marks: the variation of 10 % is secondary.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from functools import partial
from typing import TYPE_CHECKING

from generator.base.text import Text
from generator.base.units import UnitError
from generator.calculations.reduction.returns import ROOT, guess, present_value, rate_of_return
from generator.calculations.reduction.rules import NOT_ADDITIONAL
from generator.ledger.ledger import Unavailable
from generator.ledger.quantity import Quantity, constant, procedure

if TYPE_CHECKING:
    from generator.calculations.reduction.cash_flow import Flows

_WITHOUT = "without-carbon"
_SEARCH = "search for the break-even variation"
_DRIVERS = {
    "investment": ("投资", "investment"),
    "opex": ("运行成本", "running cost"),
    "tariff": ("电价", "tariff"),
    "output": ("产出", "output"),
    "revenue": ("收入", "revenue"),
}
_LEAST = Decimal("1e-30")
_NO_RATE = Text("变动后的现金流量没有内部收益率", "the varied cash flow has no rate of return")
_NO_BREAK_EVEN = Text("没有找到临界变动幅度", "no variation reaches the benchmark")


def record_sensitivity(flows: Flows) -> None:
    """Record the varied rates and the break-even variations of the flow that is compared."""
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
    _tell_additional(flows)


def _flow_values(flows: Flows) -> list[Quantity]:
    return [flows.flow(row, flows.stated.compares, _WITHOUT) for row in flows.rows]


def _record_varied(flows: Flows, driver: str, scale: Decimal, text: Text, context: dict[str, str]) -> None:
    varied = flows.varied(**{driver: scale})

    def formula() -> Quantity:
        amounts = _flow_values(varied)
        found = rate_of_return([amount.value for amount in amounts], guess(flows))
        if found is None:
            raise Unavailable("reduction.irr_varied", _NO_RATE)
        return procedure(ROOT, found, "1", [*amounts, flows.frame.read("variation")])

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
    """Return what a formula would give, or nothing where an input is missing: the derivation itself says which."""
    try:
        return formula().in_unit("1").value
    except (Unavailable, ZeroDivisionError, UnitError):
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
        raise Unavailable("reduction.break_even", _NO_BREAK_EVEN)
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
