"""Emission-unit sampling: the plan, and what the misstatements of the sample say of the population.

Monetary-unit sampling with tCO2e in place of money: every tonne has the same chance, so that large items are seen for
certain. An item as large as the interval is examined whole and its misstatement counts as it is; any other stands for
an interval, at its tainting. Overstatements alone enter the upper limit; understatements are shown by themselves.

Method: AICPA, Audit Sampling (audit guide), monetary-unit sampling: interval = tolerable misstatement / R(0); sample
size = ceiling(population / interval); tainting t = misstatement / stated value; projected misstatement = sum t x
interval; basic precision = R(0) x interval; incremental allowance = sum (R(i) - R(i-1) - 1) x t_i x interval,
taintings descending; upper limit = the sum of the three. R(i) is the upper limit of a Poisson mean at i errors (half
a chi-square quantile with 2 (i + 1) degrees of freedom). Tables print it rounded up to two decimals (``factors:
printed``).

Inputs: section ``verification``: emission_units; verification.performance_materiality where no tolerable misstatement
is given.

Outputs: verification.confidence[indicator] in %, verification.reliability[indicator,level] (level: number of errors),
verification.interval, verification.tolerable, verification.unit_population, verification.projected,
verification.projected_understatement, verification.basic_precision, verification.incremental,
verification.upper_limit[indicator], verification.sampled_stated and verification.sampled_found[indicator,row] in
tCO2e; verification.tainting[indicator,row] in %; verification.sample_size and verification.limit_within[indicator]
(1: the upper limit does not exceed the tolerable misstatement) as numbers.

Errors: LG677, LG678, LG679, LG208.

Example: worked/emission-units.yaml: reliability factors at 95 % 3.00, 4.75, 6.30 (printed tables) and basic precision
26,882 x 3.0 = 80,646 (lecture notes of the University of Florida, ACG 5637); the projection is worked out by hand.

Marks: none; the factors are computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.calculations.amounts import label
from generator.calculations.decisions import at_least
from generator.calculations.desk import Desk, Within
from generator.calculations.figures import poisson_factor
from generator.calculations.verification.rules import (
    PLAN_LACKS,
    STATED_ZERO,
)
from generator.calculations.verification.sampling import CHANCE
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, procedure, total
from generator.project.sections.verification import Sampled, UnitPlan, Verification

TONNES = "tCO2e"
_POSITIVE = Within(PLAN_LACKS, above=Decimal(0), example="2000 tCO2e")


def record_unit_samples(desk: Desk, section: Verification) -> None:
    """Record plans and evaluations of emission-unit samples."""
    for plan in section.emission_units:
        _plan(desk, plan)
        _evaluate(desk, plan)


def _plan(desk: Desk, plan: UnitPlan) -> None:
    context = Context.of(indicator=plan.id)
    read = partial(_read, desk, context)
    name = label(plan.name, "：总体排放量", ": emissions of the population")
    at = plan.place("population")
    desk.amount("verification.unit_population", context, plan.population, TONNES, name, at, _POSITIVE)
    name = label(plan.name, "：置信水平", ": confidence")
    desk.amount("verification.confidence", context, plan.confidence, "%", name, plan.place("confidence"), CHANCE)
    name = label(plan.name, "：可容忍错报", ": tolerable misstatement")
    if plan.tolerable is not None:
        at = plan.place("tolerable")
        desk.amount("verification.tolerable", context, plan.tolerable, TONNES, name, at, _POSITIVE)
    else:
        performance = partial(desk.read, "verification.performance_materiality", Context())
        desk.derive("verification.tolerable", context, TONNES, name, performance, plan.at)
    for errors in range(len(plan.misstated) + 1):
        text = label(plan.name, f"：{errors} 处错报的可靠性系数", f": reliability factor at {errors} errors")
        formula = partial(_reliability, desk, plan, errors)
        desk.derive("verification.reliability", context.extended(level=errors), "1", text, formula, plan.at)
    name = label(plan.name, "：抽样间隔", ": sampling interval")
    if plan.interval is not None:
        desk.amount("verification.interval", context, plan.interval, TONNES, name, plan.place("interval"), _POSITIVE)
    else:
        first = context.extended(level=0)
        desk.derive(
            "verification.interval",
            context,
            TONNES,
            name,
            lambda: read("tolerable") / desk.read("verification.reliability", first),
            plan.at,
        )
    name = label(plan.name, "：样本量", ": sample size")
    desk.derive(
        "verification.sample_size",
        context,
        "1",
        name,
        lambda: (read("unit_population") / read("interval")).rounded(0, "ceiling"),
        plan.at,
    )


def _read(desk: Desk, context: Context, what: str) -> Quantity:
    return desk.read(f"verification.{what}", context)


def _reliability(desk: Desk, plan: UnitPlan, errors: int) -> Quantity:
    confidence = desk.read("verification.confidence", Context.of(indicator=plan.id))
    exact = procedure("Poisson upper limit", poisson_factor(confidence.value / 100, errors), "1", [confidence])
    if plan.factors == "exact":
        return exact
    hundred = constant(100, "1", "two decimals")
    return (exact * hundred).rounded(0, "ceiling") / hundred


def _evaluate(desk: Desk, plan: UnitPlan) -> None:
    context = Context.of(indicator=plan.id)
    for one in plan.misstated:
        _sampled(desk, plan, one)
    kept = [one for one in plan.misstated if desk.value("verification.tainting", _at(plan, one)) is not None]
    if len(kept) < len(plan.misstated):
        reason = Text("样本中有无法评价的项目", "an item of the sample cannot be evaluated")
        for what in ("projected", "incremental", "upper_limit"):
            desk.builder.lack(f"verification.{what}", context, reason, plan.place("misstated"))
        return
    over = [one for one in kept if (desk.value("verification.tainting", _at(plan, one)) or 0) > 0]
    over.sort(key=lambda one: (-(desk.value("verification.tainting", _at(plan, one)) or 0), one.id))
    under = [one for one in kept if one not in over]
    for what, zh, en, formula in (
        ("projected", "推断高报", "projected overstatement", partial(_projected, desk, plan, over)),
        ("projected_understatement", "推断低报", "projected understatement", partial(_projected, desk, plan, under)),
        ("basic_precision", "基本精度", "basic precision", partial(_basic, desk, plan)),
        ("incremental", "抽样风险增量", "incremental allowance", partial(_incremental, desk, plan, over)),
    ):
        name = label(plan.name, f"：{zh}", f": {en}")
        desk.derive(f"verification.{what}", context, TONNES, name, formula, plan.at)
    read = partial(_read, desk, context)
    name = label(plan.name, "：错报上限", ": upper misstatement limit")
    desk.derive(
        "verification.upper_limit",
        context,
        TONNES,
        name,
        lambda: read("projected") + read("basic_precision") + read("incremental"),
        plan.at,
    )
    name = label(
        plan.name, "：上限是否不超过可容忍错报（1为是）", ": upper limit within the tolerable misstatement (1: yes)"
    )
    desk.derive(
        "verification.limit_within",
        context,
        "1",
        name,
        lambda: at_least(read("tolerable"), read("upper_limit")),
        plan.at,
    )


def _at(plan: UnitPlan, one: Sampled) -> Context:
    return Context.of(indicator=plan.id, row=one.id)


def _sampled(desk: Desk, plan: UnitPlan, one: Sampled) -> None:
    context = _at(plan, one)
    above = Within(STATED_ZERO, above=Decimal(0), example="1000 tCO2e")
    for key, amount, within, zh, en in (
        ("stated", one.stated, above, "申报值", "stated"),
        ("found", one.found, Within(STATED_ZERO, least=Decimal(0), example="950 tCO2e"), "核查值", "found"),
    ):
        text = Text(f"{plan.name.zh}：样本{one.id}{zh}", f"{plan.name.text.en}: item {one.id}, {en}")
        desk.amount(f"verification.sampled_{key}", context, amount, TONNES, text, one.place(key), within)
    text = Text(f"{plan.name.zh}：样本{one.id}污染率", f"{plan.name.text.en}: item {one.id}, tainting")
    desk.derive("verification.tainting", context, "%", text, partial(_tainting, desk, context), one.at)


def _tainting(desk: Desk, context: Context) -> Quantity:
    stated = desk.read("verification.sampled_stated", context)
    return (stated - desk.read("verification.sampled_found", context)) / stated


def _large(desk: Desk, plan: UnitPlan, one: Sampled) -> bool:
    """Whether an item is as large as the interval, so that it was selected for certain."""
    stated = desk.value("verification.sampled_stated", _at(plan, one))
    interval = desk.value("verification.interval", Context.of(indicator=plan.id))
    return stated is not None and interval is not None and stated >= interval


def _projection(desk: Desk, plan: UnitPlan, one: Sampled) -> Quantity:
    tainting = desk.read("verification.tainting", _at(plan, one))
    if _large(desk, plan, one):
        return tainting * desk.read("verification.sampled_stated", _at(plan, one))
    return tainting * desk.read("verification.interval", Context.of(indicator=plan.id))


def _projected(desk: Desk, plan: UnitPlan, ones: Sequence[Sampled]) -> Quantity:
    return total([_projection(desk, plan, one).magnitude() for one in ones], TONNES)


def _basic(desk: Desk, plan: UnitPlan) -> Quantity:
    context = Context.of(indicator=plan.id)
    return desk.read("verification.reliability", context.extended(level=0)) * desk.read(
        "verification.interval", context
    )


def _incremental(desk: Desk, plan: UnitPlan, over: Sequence[Sampled]) -> Quantity:
    context = Context.of(indicator=plan.id)
    small = [one for one in over if not _large(desk, plan, one)]
    parts = []
    for rank, one in enumerate(small, 1):
        step = desk.read("verification.reliability", context.extended(level=rank))
        step -= desk.read("verification.reliability", context.extended(level=rank - 1))
        parts.append((step - constant(1)) * _projection(desk, plan, one))
    return total(parts, TONNES)
