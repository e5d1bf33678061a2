"""The marginal abatement cost curve: measures in order of cost, with cumulative reductions, and carbon prices.

Method: Abatement cost = net yearly cost / realised reduction, so that what other measures took before is not paid for
twice in tonnes. The curve orders the measures carried out by cost, lowest first (of equal ones the first listed); the
cumulative reduction at a measure is the sum over all whose rank is not beyond its own. At a carbon price p the net
yearly cost of a measure is net cost - p x realised; it is viable where that is not above zero, which is where p
reaches its abatement cost.

Inputs: ``abatement.net_cost``, ``abatement.realised``; ``carbon_prices`` of the section.

Outputs: by measure ``abatement.cost`` in CNY/tCO2e, ``abatement.rank``, ``abatement.cumulative`` in tCO2e/a,
``abatement.cumulative_cost`` in 万元/a; by measure and level (the price) ``abatement.net_cost_at_price`` in 万元/a,
``abatement.viable`` (1 or 0); by level ``abatement.carbon_price``, ``abatement.net_cost_at_price_total``,
``abatement.viable_reduction``; in all ``abatement.capex_total``, ``abatement.net_cost_total``,
``abatement.npv_total``, ``abatement.mean_cost``, ``abatement.no_regret_reduction`` (at a cost not above zero).

Errors: LG405 (price levels).

Example: ``portfolio-by-hand.yaml``, worked out by hand.

Marks: Price levels are assumptions.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE
from generator.calculations.abatement import rules
from generator.calculations.abatement.frame import MONEY, YEARLY_MONEY, Frame, of
from generator.calculations.amounts import label
from generator.calculations.ranking import rank, upto
from generator.ledger.context import Context
from generator.ledger.fact import Kind
from generator.ledger.quantity import Quantity, constant, extreme, if_equal, total
from generator.project.sections.abatement import AbatementMeasure

_Measures = list[AbatementMeasure]


def record_curve(frame: Frame) -> None:
    """Record the cost curve, the portfolio's totals, and both at every carbon price."""
    for measure in frame.carried_out:
        frame.derive(measure, "cost", frame.cost_unit, "单位减排成本", "abatement cost", partial(_cost, frame, measure))
    ranked = [m for m in frame.carried_out if frame.builder.has("abatement.cost", of(m))]
    for measure in frame.carried_out:
        if measure not in ranked:
            reason = Text("没有单位减排成本，不能排序", "without an abatement cost it has no rank")
            for what in ("rank", "cumulative", "cumulative_cost"):
                frame.lack(measure, what, reason)
    for place, measure in enumerate(ranked):
        frame.derive(measure, "rank", ONE, "成本排序", "rank by cost", partial(_rank, frame, ranked, place))
    for place, measure in enumerate(ranked):
        reached = partial(_upto, frame, ranked, place, "realised")
        frame.derive(measure, "cumulative", frame.tonnes, "累计减排量", "cumulative reduction", reached)
        spent = partial(_upto, frame, ranked, place, "net_cost")
        frame.derive(measure, "cumulative_cost", YEARLY_MONEY, "累计年净成本", "cumulative net cost", spent)
    _totals(frame)
    if _prices_ascend(frame):
        for price in frame.portfolio.carbon_prices:
            _at_price(frame, price)


def _cost(frame: Frame, measure: AbatementMeasure) -> Quantity:
    return frame.read("net_cost", measure) / frame.read("realised", measure)


def _rank(frame: Frame, ranked: _Measures, own: int) -> Quantity:
    return rank([frame.read("cost", m) for m in ranked], own)


def _upto(frame: Frame, ranked: _Measures, own: int, what: str) -> Quantity:
    return upto([frame.read("rank", m) for m in ranked], [frame.read(what, m) for m in ranked], own)


def _totals(frame: Frame) -> None:
    for what, unit, zh, en in (
        ("capex", MONEY, "总投资", "total investment"),
        ("net_cost", YEARLY_MONEY, "年净成本合计", "total net yearly cost"),
        ("npv", MONEY, "净现值合计", "total net present value"),
    ):
        frame.sum_up(f"{what}_total", unit, zh, en, partial(_sum, frame, what, unit))
    frame.sum_up("mean_cost", frame.cost_unit, "平均单位减排成本", "mean abatement cost", partial(_mean, frame))
    zh, en = "零成本及负成本减排量", "reduction at a cost not above zero"
    frame.sum_up("no_regret_reduction", frame.tonnes, zh, en, partial(_up_to_cost, frame, constant(0, frame.cost_unit)))


def _sum(frame: Frame, what: str, unit: str) -> Quantity:
    return total([frame.read(what, m) for m in frame.carried_out], unit)


def _mean(frame: Frame) -> Quantity:
    read = frame.builder.read
    return read("abatement.net_cost_total", Context()) / read("abatement.realised_total", Context())


def _up_to_cost(frame: Frame, line: Quantity) -> Quantity:
    """Return the reduction of all measures whose cost is not above a line."""
    none = constant(0, frame.tonnes)
    parts = []
    for measure in frame.carried_out:
        cost = frame.read("cost", measure)
        parts.append(if_equal(extreme([cost, line], "max"), line, frame.read("realised", measure), none))
    return total(parts, frame.tonnes)


# --------------------------------------------------------------------------------------------------- prices


def _prices_ascend(frame: Frame) -> bool:
    prices = frame.portfolio.carbon_prices
    wrong = next((i for i, p in enumerate(prices) if p < 0 or (i and p <= prices[i - 1])), None)
    if wrong is None:
        return True
    right = ", ".join(f"{p:f}" for p in sorted({abs(p) for p in prices}))
    frame.builder.findings.append(
        rules.PRICES.at(
            frame.portfolio.place(f"carbon_prices.{wrong}"),
            f"碳价 {prices[wrong]} 应不小于 0，且高于前一个",
            f"the carbon price {prices[wrong]} must not be below 0 and must exceed the one before it",
            hint_zh=f"carbon_prices: [{right}]",
            hint_en=f"carbon_prices: [{right}]",
        )
    )
    return False


def _at_price(frame: Frame, price: Decimal) -> None:
    level = f"{price.normalize():f}"
    where, builder = Context.of(level=level), frame.builder
    builder.give(
        "abatement.carbon_price",
        where,
        price,
        frame.cost_unit,
        Text(f"碳价 {level} 元/t", f"carbon price {level} {frame.cost_unit}"),
        frame.portfolio.place("carbon_prices"),
        kind=Kind.ASSUMED,
    )
    for measure in frame.carried_out:
        own, at = of(measure).extended(level=level), measure.at
        said = label(measure.name, f"：碳价 {level} 元时年净成本", f": net yearly cost at {level} {frame.cost_unit}")
        cost = partial(_net_at, frame, measure, where)
        builder.derive("abatement.net_cost_at_price", own, YEARLY_MONEY, said, cost, position=at)
        said = label(
            measure.name,
            f"：碳价 {level} 元时是否可行（1 是，0 否）",
            f": viable at {level} {frame.cost_unit} (1 yes, 0 no)",
        )
        builder.derive("abatement.viable", own, ONE, said, partial(_viable, frame, own), position=at)
    place = frame.portfolio.place("carbon_prices")
    said = Text(f"碳价 {level} 元时年净成本合计", f"total net yearly cost at {level} {frame.cost_unit}")
    whole = partial(_total_at, frame, level)
    builder.derive("abatement.net_cost_at_price_total", where, YEARLY_MONEY, said, whole, position=place)
    said = Text(f"碳价 {level} 元时可行的减排量", f"reduction that is viable at {level} {frame.cost_unit}")
    viable = partial(_viable_reduction, frame, where)
    builder.derive("abatement.viable_reduction", where, frame.tonnes, said, viable, position=place)


def _net_at(frame: Frame, measure: AbatementMeasure, where: Context) -> Quantity:
    income = frame.builder.read("abatement.carbon_price", where) * frame.read("realised", measure)
    return frame.read("net_cost", measure) - income


def _viable(frame: Frame, own: Context) -> Quantity:
    cost = frame.builder.read("abatement.net_cost_at_price", own)
    zero = constant(0, cost.unit)
    return if_equal(extreme([cost, zero], "max"), zero, constant(1), constant(0))


def _total_at(frame: Frame, level: str) -> Quantity:
    read = frame.builder.read
    parts = [read("abatement.net_cost_at_price", of(m).extended(level=level)) for m in frame.carried_out]
    return total(parts, YEARLY_MONEY)


def _viable_reduction(frame: Frame, where: Context) -> Quantity:
    """Return the sum of the realised reductions of the viable measures: each times 1 or 0."""
    parts = []
    for measure in frame.carried_out:
        viable = frame.builder.read("abatement.viable", of(measure).extended(**dict(where.pairs)))
        parts.append(frame.read("realised", measure) * viable)
    return total(parts, frame.tonnes)
