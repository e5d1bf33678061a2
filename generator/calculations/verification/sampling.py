"""Sizes of samples: simple random, attribute, stratified, and sites.

A size is rounded up to a whole item. The shares of a stratified sample are rounded by largest remainder, so that they
sum to the sample; a stratum that would give more items than it has is taken whole and the rest is shared out anew.

Method: Cochran (1977), Sampling Techniques, 4.4 and 4.6: n0 = z^2 p (1 - p) / e^2 for a proportion, n0 = (z s / e)^2
for a mean; in a finite population n = n0 / (1 + (n0 - 1) / N) for a proportion and n = n0 / (1 + n0 / N) for a mean
(the standard deviation with the divisor N - 1), z the two-sided normal quantile; 5.5: proportional n_h = n N_h / N,
Neyman n_h = n N_h S_h / sum N_h S_h. Attribute sampling: the least n with P(deviations <= expected | n, tolerable
rate) <= 1 - confidence (binomial). Sites: n = ceiling(factor x sqrt(N)), IAF MD 1. ISO 14064-3:2019, 6.1 (planning)
asks for a sampling plan without fixing a size.

Inputs: section ``verification``: sizes, attributes, stratified, sites; data set verification-site-sampling.

Outputs: verification.quantile, verification.expected_deviations[indicator], verification.confidence,
verification.margin_of_error, verification.proportion[indicator] in % (the margin of a mean, and
verification.deviation[indicator], in tCO2e), verification.sample_unlimited[indicator] (without finite population
correction), verification.sample_size[indicator], verification.population[indicator],
verification.tolerable_rate[indicator] in %, verification.stratum_items, verification.stratum_deviation (tCO2e),
verification.allocation_exact and verification.allocation[indicator,stratum], verification.allocated[indicator],
verification.site_factor[indicator]; numbers unless a unit is named. ``indicator`` is the plan's id.

Errors: LG675, LG676, LG677, LG678, LG684, LG208.

Example: worked/sample-size.yaml: Cochran's formula at 95 %, 5 %, N = 10,000 gives 370 (theprimecalculator.com);
Neyman with N_h 500, 300, 200 and S_h 1, 5, 5, n = 10 gives 5 in stratum 2 (a public examination question; its answer
worked out by hand: 10 x 1500 / 3000). Attribute sample of 59 at 95 %, 5 %, no deviation by hand: 0.95^59 <= 0.05 <
0.95^58. The mean of 100 items at s = 10, e = 2 by hand: n0 = 96.04, 1 / (1 / n0 + 1 / 100) = 48.99.

Marks: the factors of IAF MD 1 are unconfirmed.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext
from functools import partial

from generator.base.text import Text
from generator.calculations.amounts import label
from generator.calculations.desk import Desk, Within
from generator.calculations.factors import DataSets
from generator.calculations.figures import binomial_size, normal_quantile
from generator.calculations.verification.rules import CONFIDENCE, NO_ITEMS, PLAN_LACKS, SAMPLE_TOO_LARGE, UNSEEN
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, procedure, total
from generator.project.sections.verification import (
    AttributePlan,
    SitePlan,
    SizePlan,
    StratifiedPlan,
    Stratum,
    Verification,
)

SITES = "verification-site-sampling"
#: Rates below a hundredth of a percent ask for samples that nobody draws.
_RATE = Within(CONFIDENCE, least=Decimal("0.01"), most=Decimal("99.99"), example="5 %")
CHANCE = Within(CONFIDENCE, above=Decimal(0), most=Decimal("99.9999"), example="95 %")


def record_samples(desk: Desk, section: Verification) -> None:
    """Record the size of every sample planned."""
    for one in section.sizes:
        _size(desk, one)
    for plan in section.attributes:
        _attribute(desk, plan)
    for stratified in section.stratified:
        _stratified(desk, stratified)
    if section.sites:
        sets = DataSets(desk.project)
        for site in section.sites:
            _sites(desk, site, sets)
        desk.builder.findings += sets.findings


def _population(desk: Desk, plan: SizePlan | SitePlan, key: str, number: int, context: Context) -> bool:
    if number == 0:
        at, message = plan.place(key), (f"“{plan.id}”总体为 0", f"the population of {plan.id} is 0")
        desk.find(NO_ITEMS, at, message, (f"{key}: 120", f"{key}: 120"))
        reason = Text("总体没有项目", "the population has no items")
        desk.builder.lack("verification.sample_size", context, reason, at)
        return False
    desk.count(
        "verification.population", context, number, label(plan.name, "：总体数量", ": population"), plan.place(key)
    )
    return True


def _size(desk: Desk, plan: SizePlan) -> None:
    context = Context.of(indicator=plan.id)
    if not _population(desk, plan, "population", plan.population, context):
        return
    if (plan.proportion is None) == (plan.deviation is None):
        zh, en = f"“{plan.id}”应给出 proportion 或 deviation 之一", f"{plan.id} needs one of proportion and deviation"
        desk.find(PLAN_LACKS, plan.at, (zh, en), ("proportion: 50 %", "proportion: 50 %"))
        desk.builder.lack(
            "verification.sample_size", context, Text("抽样方案不完整", "the plan is incomplete"), plan.at
        )
        return
    read = partial(_read, desk, context)
    name = label(plan.name, "：置信水平", ": confidence")
    desk.amount("verification.confidence", context, plan.confidence, "%", name, plan.place("confidence"), CHANCE)
    unit = "%" if plan.proportion is not None else "tCO2e"
    error = CHANCE if plan.proportion is not None else Within(CONFIDENCE, above=Decimal(0), example="2 tCO2e")
    name = label(plan.name, "：允许误差", ": margin of error")
    desk.amount("verification.margin_of_error", context, plan.error, unit, name, plan.place("error"), error)
    if plan.proportion is not None:
        name = label(plan.name, "：预计比例", ": expected proportion")
        desk.amount("verification.proportion", context, plan.proportion, "%", name, plan.place("proportion"), CHANCE)
    else:
        assert plan.deviation is not None
        name, at = label(plan.name, "：标准差（n−1）", ": standard deviation (n - 1)"), plan.place("deviation")
        desk.amount("verification.deviation", context, plan.deviation, unit, name, at, error)
    name = label(plan.name, "：正态分位数", ": normal quantile")
    desk.derive("verification.quantile", context, "1", name, partial(_quantile, desk, context), plan.at)
    desk.derive(
        "verification.sample_unlimited",
        context,
        "1",
        label(plan.name, "：无限总体样本量", ": sample of an unlimited population"),
        lambda: read("quantile") ** 2 * _spread(desk, plan, context) / read("margin_of_error") ** 2,
        plan.at,
    )
    desk.derive(
        "verification.sample_size",
        context,
        "1",
        label(plan.name, "：样本量", ": sample size"),
        lambda: (
            read("sample_unlimited") / (constant(1) + _corrected(plan, read("sample_unlimited")) / read("population"))
        ).rounded(0, "ceiling"),
        plan.at,
    )


def _read(desk: Desk, context: Context, what: str) -> Quantity:
    return desk.read(f"verification.{what}", context)


def _spread(desk: Desk, plan: SizePlan, context: Context) -> Quantity:
    if plan.proportion is None:
        return desk.read("verification.deviation", context) ** 2
    proportion = desk.read("verification.proportion", context)
    return proportion * (constant(100, "%") - proportion)


def _corrected(plan: SizePlan, unlimited: Quantity) -> Quantity:
    """Return what the finite population correction divides by N: the variance of a proportion has N / (N - 1) in it."""
    return unlimited - constant(1) if plan.proportion is not None else unlimited


def _quantile(desk: Desk, context: Context) -> Quantity:
    confidence = desk.read("verification.confidence", context)
    two_sided = (Decimal(100) + confidence.value) / 200
    return procedure("normal quantile", normal_quantile(two_sided), "1", [confidence])


def _attribute(desk: Desk, plan: AttributePlan) -> None:
    context = Context.of(indicator=plan.id)
    for key, fact_id, amount, zh, en in (
        ("confidence", "verification.confidence", plan.confidence, "：置信水平", ": confidence"),
        ("tolerable", "verification.tolerable_rate", plan.tolerable, "：可容忍偏差率", ": tolerable rate"),
    ):
        desk.amount(fact_id, context, amount, "%", label(plan.name, zh, en), plan.place(key), _RATE)
    name = label(plan.name, "：预计偏差数", ": expected deviations")
    desk.count("verification.expected_deviations", context, plan.expected, name, plan.place("expected"))
    name = label(plan.name, "：样本量", ": sample size")
    desk.derive("verification.sample_size", context, "1", name, partial(_binomial, desk, context), plan.at)


def _binomial(desk: Desk, context: Context) -> Quantity:
    parts = [_read(desk, context, what) for what in ("tolerable_rate", "expected_deviations", "confidence")]
    size = binomial_size(parts[0].value / 100, int(parts[1].value), parts[2].value / 100)
    return procedure("binomial sample size", Decimal(size), "1", parts)


# --------------------------------------------------------------------------------------------------- strata


def _stratified(desk: Desk, plan: StratifiedPlan) -> None:
    context = Context.of(indicator=plan.id)
    name = label(plan.name, "：样本量", ": sample size")
    desk.count("verification.sample_size", context, plan.sample, name, plan.place("sample"))
    if not all([_stratum(desk, plan, one) for one in plan.strata]):
        return
    if plan.sample > sum(one.items for one in plan.strata):
        items = sum(one.items for one in plan.strata)
        message = (f"样本 {plan.sample} 多于总体 {items}", f"a sample of {plan.sample} from {items} items")
        desk.find(SAMPLE_TOO_LARGE, plan.place("sample"), message, (f"sample: {items}", f"at most sample: {items}"))
        reason = Text("样本多于总体", "the sample exceeds the population")
        for one in plan.strata:
            desk.builder.lack("verification.allocation", context.extended(stratum=one.id), reason, plan.place("sample"))
        return
    for fact_id, zh, en, formula in (
        ("allocation_exact", "按比例应抽数", "exact share of the sample", _exact),
        ("allocation", "抽样数", "items sampled", _whole),
    ):
        for one in plan.strata:
            below = context.extended(stratum=one.id)
            text = Text(f"{plan.name.zh}：{one.name.zh}{zh}", f"{plan.name.text.en}: {one.name.text.en}, {en}")
            desk.derive(f"verification.{fact_id}", below, "1", text, partial(formula, desk, plan, one), one.at)
    for one in plan.strata:
        if desk.value("verification.allocation", context.extended(stratum=one.id)) == 0:
            zh, en = f"层“{one.id}”一项也没有抽到", f"no item of stratum {one.id} is sampled"
            hint = ("增大 sample，或并入相近的层", "a larger sample, or merge it with a stratum like it")
            desk.find(UNSEEN, one.place("items"), (zh, en), hint, plan.place("sample"))
    desk.derive(
        "verification.allocated",
        context,
        "1",
        label(plan.name, "：各层抽样数合计", ": items sampled in all strata"),
        lambda: total([_read(desk, context.extended(stratum=s.id), "allocation") for s in plan.strata], "1"),
        plan.at,
    )


def _stratum(desk: Desk, plan: StratifiedPlan, one: Stratum) -> bool:
    context = Context.of(indicator=plan.id, stratum=one.id)
    if one.items == 0:
        at = one.place("items")
        desk.find(
            NO_ITEMS, at, (f"层“{one.id}”没有项目", f"stratum {one.id} has no items"), ("删去该层", "leave it out")
        )
        desk.builder.lack("verification.allocation", context, Text("该层没有项目", "the stratum is empty"), at)
        return False
    name = label(one.name, "：项目数", ": items")
    desk.count("verification.stratum_items", context, one.items, name, one.place("items"))
    if plan.method == "proportional":
        return True
    if one.deviation is None:
        message = (f"层“{one.id}”没有标准差", f"stratum {one.id} has no standard deviation")
        desk.find(PLAN_LACKS, one.at, message, ("deviation: 12 tCO2e", "deviation: 12 tCO2e"))
        desk.builder.lack("verification.allocation", context, Text("没有标准差", "no standard deviation"), one.at)
        return False
    name, within = label(one.name, "：标准差", ": standard deviation"), Within(PLAN_LACKS, above=Decimal(0))
    at = one.place("deviation")
    return desk.amount("verification.stratum_deviation", context, one.deviation, "tCO2e", name, at, within)


def _weight(desk: Desk, plan: StratifiedPlan, one: Stratum) -> Quantity:
    context = Context.of(indicator=plan.id, stratum=one.id)
    items = desk.read("verification.stratum_items", context)
    return items if plan.method == "proportional" else items * desk.read("verification.stratum_deviation", context)


def _exact(desk: Desk, plan: StratifiedPlan, one: Stratum) -> Quantity:
    weights = [_weight(desk, plan, each) for each in plan.strata]
    sample = desk.read("verification.sample_size", Context.of(indicator=plan.id))
    return sample * _weight(desk, plan, one) / total(weights, weights[0].unit)


def _whole(desk: Desk, plan: StratifiedPlan, one: Stratum) -> Quantity:
    exact = [
        desk.read("verification.allocation_exact", Context.of(indicator=plan.id, stratum=each.id))
        for each in plan.strata
    ]
    weights = [_weight(desk, plan, each).value for each in plan.strata]
    found = share_out(plan.sample, weights, [each.items for each in plan.strata])
    return procedure("largest remainder", Decimal(found[plan.strata.index(one)]), "1", exact)


def share_out(sample: int, weights: Sequence[Decimal], limits: Sequence[int]) -> list[int]:
    """Share a sample out by weight in whole items, none above its limit; the shares sum to the sample."""
    given = [0] * len(weights)
    free, left = list(range(len(weights))), sample
    with localcontext(prec=34):
        while True:
            whole = sum((weights[i] for i in free), Decimal(0))
            exact = {i: left * weights[i] / whole for i in free}
            full = [i for i in free if exact[i] > limits[i]]
            if not full:
                break
            for i in full:
                given[i] = limits[i]
                left -= limits[i]
            free = [i for i in free if i not in full]
            if not free or left == 0:
                return given
    for i in free:
        given[i] = int(exact[i])
    rest = left - sum(given[i] for i in free)
    for i in sorted(free, key=lambda i: (given[i] - exact[i], i))[:rest]:
        given[i] += 1
    return given


# ---------------------------------------------------------------------------------------------------- sites


def _sites(desk: Desk, plan: SitePlan, sets: DataSets) -> None:
    context = Context.of(indicator=plan.id)
    if not _population(desk, plan, "sites", plan.sites, context):
        return
    factor = sets.one(SITES, plan.visit, "factor", plan.place("visit"))
    if factor is None:
        reason = Text("没有该类访问的系数", "there is no factor for such a visit")
        desk.builder.lack("verification.site_factor", context, reason, plan.place("visit"))
    else:
        name = label(plan.name, "：现场抽样系数", ": factor of site sampling")
        factor.give(desk.builder, "verification.site_factor", context, name)
    desk.derive(
        "verification.sample_size",
        context,
        "1",
        label(plan.name, "：抽样现场数", ": sites to visit"),
        lambda: (_read(desk, context, "site_factor") * _read(desk, context, "population").root()).rounded(0, "ceiling"),
        plan.at,
    )
