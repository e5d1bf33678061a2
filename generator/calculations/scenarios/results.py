"""What is said of each scenario: its comparison with the reference, targets, cumulative emissions, carbon budget.

Method: Difference of a scenario: path less the reference's path of the year. Cumulative emissions: net emissions of
the years after the base year, year by year. A carbon budget is used up by the net emissions from its first year on;
the first year in which more is used than there is, is the year in which it is exhausted. The yearly rate that leads
from the base year's emission E0 to a target T in n years is linear, (E0 - T) / E0 / n (SBTi's absolute contraction
counts so), or compound, 1 - (T / E0)^(1/n): the two are not the same and both are given.

Inputs: ``targets`` and ``budget`` of the section; ``scenario.path``, ``scenario.net``.

Outputs: By period and scenario: ``scenario.change``, ``scenario.difference``, ``scenario.difference_rate``,
``scenario.cumulative_to``, ``scenario.budget_used``, ``scenario.budget_remaining``. By scenario:
``scenario.cumulative``, ``scenario.cumulative_difference``, ``scenario.budget_exhausted`` (1 or 0),
``scenario.budget_year`` (missing where the budget lasts). ``scenario.budget``; by target: ``scenario.target``,
``scenario.required_linear``, ``scenario.required_compound``; by scenario and target: ``scenario.target_gap``,
``scenario.target_met`` (1 or 0). Emissions in the model's unit, rates as pure numbers.

Errors: LG385 (target or budget outside the model's years).

Example: ``linear-and-compound-rate.yaml``: 4.2 % a year of the base, linear (SBTi). ``results-by-hand.yaml``: budget,
cumulative emissions and target, worked out by hand.

Marks: Budget and compared year carry the mark that the project gives them.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE
from generator.calculations.amounts import give_amount
from generator.calculations.scenarios import rules
from generator.calculations.scenarios.frame import YEAR, Frame, calendar, context, named, years_between
from generator.calculations.scenarios.gdp import record_gdp
from generator.calculations.scenarios.peaks import record_peak
from generator.ledger.context import Context
from generator.ledger.fact import Mark, Reference
from generator.ledger.quantity import Quantity, constant, extreme, if_equal, power
from generator.project.node import Node
from generator.project.sections.scenarios import CarbonBudget, PathTarget, ScenarioPath

NEVER = 9999
LASTS = Text("碳预算在模型期内未用尽", "the budget lasts to the model's last year")


def record_results(frame: Frame) -> None:
    """Record peaks, comparisons, cumulative emissions, budget, targets and intensities."""
    for scenario in frame.scenarios:
        record_peak(frame, scenario)
        _record_years(frame, scenario)
    record_gdp(frame)
    if frame.model.budget is not None:
        _record_budget(frame, frame.model.budget)
    for target in frame.model.targets:
        _record_target(frame, target)


# ----------------------------------------------------------------------------------------------- comparison


def _record_years(frame: Frame, scenario: ScenarioPath) -> None:
    name = scenario.name.text
    for year in frame.years:
        where = context(scenario.id, year)
        for what, unit, formula, zh, en in (
            ("change", ONE, _change, "较基准年变化率", "change against the base year"),
            ("difference", frame.unit, _difference, "与基准情景之差", "difference from the reference"),
            (
                "difference_rate",
                ONE,
                _difference_rate,
                "与基准情景之差的比例",
                "relative difference from the reference",
            ),
        ):
            if what != "change" and scenario.id == frame.model.reference:
                continue
            label = Text(f"{name.zh}{zh}（{year}年）", f"{name.en}: {en} ({year})")
            calculation = partial(formula, frame, scenario, year)
            frame.builder.derive(f"scenario.{what}", where, unit, label, calculation, position=scenario.at)
    for year in frame.future:
        label = Text(f"{name.zh}累计净排放量（至{year}年）", f"{name.en}: cumulative net emission to {year}")
        where = context(scenario.id, year)
        running = partial(_running, frame, scenario, year)
        frame.builder.derive("scenario.cumulative_to", where, frame.unit, label, running, position=scenario.at)
    last = context(scenario.id, frame.model.to)
    frame.builder.derive(
        "scenario.cumulative",
        Context.of(scenario=scenario.id),
        frame.unit,
        named(name, "累计净排放量", ": cumulative net emission"),
        partial(frame.builder.read, "scenario.cumulative_to", last),
        position=scenario.at,
    )
    if scenario.id != frame.model.reference:
        frame.builder.derive(
            "scenario.cumulative_difference",
            Context.of(scenario=scenario.id),
            frame.unit,
            named(name, "累计净排放量与基准情景之差", ": cumulative net emission less the reference's"),
            partial(_cumulative_difference, frame, scenario),
            position=scenario.at,
        )


def _change(frame: Frame, scenario: ScenarioPath, year: int) -> Quantity:
    start = frame.read("scenario.path", scenario.id, frame.base)
    return (frame.read("scenario.path", scenario.id, year) - start) / start


def _difference(frame: Frame, scenario: ScenarioPath, year: int) -> Quantity:
    usual = frame.read("scenario.path", frame.model.reference, year)
    return frame.read("scenario.path", scenario.id, year) - usual


def _difference_rate(frame: Frame, scenario: ScenarioPath, year: int) -> Quantity:
    usual = frame.read("scenario.path", frame.model.reference, year)
    return frame.read("scenario.difference", scenario.id, year) / usual


def _running(frame: Frame, scenario: ScenarioPath, year: int) -> Quantity:
    own = frame.read("scenario.net", scenario.id, year)
    if year == frame.future[0]:
        return own
    return frame.read("scenario.cumulative_to", scenario.id, year - 1) + own


def _cumulative_difference(frame: Frame, scenario: ScenarioPath) -> Quantity:
    own, usual = (Context.of(scenario=name) for name in (scenario.id, frame.model.reference))
    read = frame.builder.read
    return read("scenario.cumulative", own) - read("scenario.cumulative", usual)


# --------------------------------------------------------------------------------------------------- budget


def _record_budget(frame: Frame, budget: CarbonBudget) -> None:
    place = budget.place("value")
    label = Text(f"碳预算（{budget.begins}年起）", f"carbon budget from {budget.begins}")
    if budget.begins not in frame.years:
        _outside(frame, budget, "begins", budget.begins, frame.base)
        return
    mark, reference = Mark(budget.mark), Reference(budget.source)
    unit = frame.unit.text
    if not give_amount(
        frame.builder, "scenario.budget", Context(), budget.value, unit, label, place, mark=mark, reference=reference
    ):
        return
    counted = range(budget.begins, frame.model.to + 1)
    for scenario in frame.scenarios:
        name = scenario.name.text
        for year in counted:
            for what, formula, zh, en in (
                ("budget_used", _used, "已用碳预算", "budget used"),
                ("budget_remaining", _remaining, "剩余碳预算", "budget remaining"),
            ):
                frame.builder.derive(
                    f"scenario.{what}",
                    context(scenario.id, year),
                    frame.unit,
                    Text(f"{name.zh}{zh}（至{year}年）", f"{name.en}: {en} to {year}"),
                    partial(formula, frame, scenario, year, budget.begins),
                    position=place,
                )
        _exhausted(frame, scenario, counted)


def _used(frame: Frame, scenario: ScenarioPath, year: int, begins: int) -> Quantity:
    own = frame.read("scenario.net", scenario.id, year)
    return own if year == begins else frame.read("scenario.budget_used", scenario.id, year - 1) + own


def _remaining(frame: Frame, scenario: ScenarioPath, year: int, begins: int) -> Quantity:
    return frame.builder.read("scenario.budget", Context()) - frame.read("scenario.budget_used", scenario.id, year)


def _exhausted(frame: Frame, scenario: ScenarioPath, counted: range) -> None:
    where, name = Context.of(scenario=scenario.id), scenario.name.text

    def first() -> Quantity:
        budget = frame.builder.read("scenario.budget", Context())
        never = constant(NEVER, YEAR, "not exhausted")
        used = [(year, frame.read("scenario.budget_used", scenario.id, year)) for year in counted]
        return extreme([if_equal(extreme([u, budget], "max"), budget, never, calendar(y)) for y, u in used], "min")

    def whether() -> Quantity:
        return if_equal(first(), constant(NEVER, YEAR, "not exhausted"), constant(0), constant(1))

    label = named(name, "碳预算是否用尽（1 是，0 否）", ": budget exhausted (1 yes, 0 no)")
    frame.builder.derive("scenario.budget_exhausted", where, ONE, label, whether, position=scenario.at)
    found = frame.builder.fact("scenario.budget_exhausted", where)
    if found is not None and found.value == 0:
        frame.builder.lack("scenario.budget_year", where, LASTS, scenario.at)
        return
    label = named(name, "碳预算用尽年份", ": year in which the budget is exhausted")
    frame.builder.derive("scenario.budget_year", where, YEAR, label, first, position=scenario.at)


# -------------------------------------------------------------------------------------------------- targets


def _record_target(frame: Frame, target: PathTarget) -> None:
    if target.year not in frame.future:
        _outside(frame, target, "year", target.year, frame.base + 1)
        return
    if (target.value is None) == (target.reduction is None):
        frame.builder.findings.append(
            rules.TARGET.at(
                target.at,
                f"目标 {target.id} 应给出 value 或 reduction 之一",
                f"target {target.id} gives one of value and reduction",
                hint_zh="例如 reduction: 18",
                hint_en="for example reduction: 18",
            )
        )
        return
    where, name = Context.of(target=target.id), target.name.text
    _target_value(frame, target, where)
    for what, formula, zh, en in (
        ("required_linear", _linear, "所需年均降幅（线性，占基准年）", "yearly reduction needed, linear on the base"),
        ("required_compound", _compound, "所需年均降幅（复合）", "yearly reduction needed, compound"),
    ):
        label = named(name, f"：{zh}", f": {en}")
        frame.builder.derive(f"scenario.{what}", where, ONE, label, partial(formula, frame, target), position=target.at)
    for scenario in frame.scenarios:
        own = where.extended(scenario=scenario.id)
        gap = named(name, f"：{scenario.name.zh}与目标的差距", f": gap of {scenario.name.text.en}")
        met = named(
            name, f"：{scenario.name.zh}是否达到（1 是，0 否）", f": met by {scenario.name.text.en} (1 yes, 0 no)"
        )
        formula = partial(_target_gap, frame, target, scenario)
        frame.builder.derive("scenario.target_gap", own, frame.unit, gap, formula, position=target.at)
        frame.builder.derive("scenario.target_met", own, ONE, met, partial(_met, frame, own), position=target.at)


def _target_value(frame: Frame, target: PathTarget, where: Context) -> None:
    label = named(target.name.text, f"：{target.year}年目标值", f": value of {target.year}")
    if target.value is not None:
        place = target.place("value")
        give_amount(
            frame.builder, "scenario.target", where, target.value, frame.unit.text, label, place, least=Decimal(0)
        )
        return
    assert target.reduction is not None
    less = named(target.name.text, "：降幅", ": reduction")
    place = target.place("reduction")
    frame.builder.give("scenario.target_reduction", where, target.reduction, "%", less, place)

    def formula() -> Quantity:
        return _start(frame) * (constant(1) - frame.builder.read("scenario.target_reduction", where))

    frame.builder.derive("scenario.target", where, frame.unit, label, formula, position=place)


def _start(frame: Frame) -> Quantity:
    return frame.read("scenario.path", frame.model.reference, frame.base)


def _linear(frame: Frame, target: PathTarget) -> Quantity:
    start, value = _start(frame), frame.builder.read("scenario.target", Context.of(target=target.id))
    return (start - value) / start / years_between(frame.base, target.year)


def _compound(frame: Frame, target: PathTarget) -> Quantity:
    value = frame.builder.read("scenario.target", Context.of(target=target.id))
    return constant(1) - power(value / _start(frame), constant(1) / years_between(frame.base, target.year))


def _target_gap(frame: Frame, target: PathTarget, scenario: ScenarioPath) -> Quantity:
    value = frame.builder.read("scenario.target", Context.of(target=target.id))
    return frame.read("scenario.path", scenario.id, target.year) - value


def _met(frame: Frame, where: Context) -> Quantity:
    gap = frame.builder.read("scenario.target_gap", where)
    zero = constant(0, gap.unit)
    return if_equal(extreme([gap, zero], "max"), zero, constant(1), constant(0))


def _outside(frame: Frame, node: Node, key: str, year: int, first: int) -> None:
    frame.builder.findings.append(
        rules.TARGET.at(
            node.place(key),
            f"{year} 年不在模型的 {first}—{frame.model.to} 年之内",
            f"the year {year} is not within the model's years {first} to {frame.model.to}",
            hint_zh=f"例如 {key}: {frame.model.to}",
            hint_en=f"for example {key}: {frame.model.to}",
        )
    )
