"""Effect of an investment project: on the region's carbon targets, by its measures, and by replacement.

Method: 国家发展改革委令2025年第31号 (effect on the control of carbon emission, mitigation). Share of the region's
increment = project emission / increment; what is left of it = increment - project emission. Effect on the region's
intensity = (E + e) / (G + g) against E / G, with emission E and added value G of the region, e and g of the project.
Measures reduce a scenario's total to its residual; simple payback = capex / (saving - opex); cost per tonne = (capex
/ lifetime + opex - saving) / reduction, in a straight line without interest; ranked by that cost. Replacement:
emission x ratio (1 for an equal one) is asked for, and the reductions of its sources are held against it.

Inputs: ``evaluation.region``, ``measures``, ``replacement``, ``added_value``.

Outputs: ``evaluation.region_emission``, ``evaluation.region_increment``, ``evaluation.region_added_value``,
``evaluation.region_target``; ``evaluation.region_share``, ``evaluation.region_left``, ``evaluation.region_fits``,
``evaluation.region_intensity_with``, ``evaluation.region_effect``, ``evaluation.region_target_met`` (``[scenario]``),
``evaluation.region_intensity``; ``evaluation.measure_reduction``, ``evaluation.measure_capex``,
``evaluation.measure_opex``, ``evaluation.measure_saving``, ``evaluation.measure_lifetime``,
``evaluation.measure_payback``, ``evaluation.measure_cost``, ``evaluation.measure_rank`` (``[measure]``),
``evaluation.measure_share[scenario,measure]``, ``evaluation.reduction`` and ``evaluation.residual`` (``[scenario]``);
``evaluation.replacement_ratio``, ``evaluation.replacement_source[source]``, ``evaluation.replacement_offered``,
``evaluation.replacement_required[scenario]``, ``evaluation.replacement_balance[scenario]``,
``evaluation.replacement_met[scenario]``.

Errors: LG208, LG215, LG733 (measures above the total), LG735 (replacement short), LG737 (ratio), LG738 (region).

Example: ``tests/calculations/evaluation/worked/clinker-line.yaml``, worked out by hand.

Marks: the region's figures carry the mark that the project gives them.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE, UnitError, parse_unit
from generator.calculations.amounts import give_amount
from generator.calculations.evaluation.frame import T_CO2E, Frame, at
from generator.calculations.evaluation.rules import EXCEEDS, NOT_REPLACED, RATIO, REGION
from generator.calculations.factors import from_inline
from generator.calculations.verdicts import reaches
from generator.ledger.context import Context
from generator.ledger.fact import Kind, Mark, Reference
from generator.ledger.ledger import Unavailable
from generator.ledger.quantity import Quantity, constant, procedure, total
from generator.project.sections.evaluation import Mitigation, Region, Replacement

_COST = parse_unit("CNY/tCO2e")


def run(frame: Frame) -> None:
    """Record the effects."""
    if frame.given.region is not None:
        _region(frame, frame.given.region)
    for measure in frame.given.measures:
        _measure(frame, measure)
    if frame.given.measures:
        _ranks(frame)
        for scenario in frame.scenarios:
            _residual(frame, scenario)
    if frame.given.replacement is not None:
        _replacement(frame, frame.given.replacement)


# ------------------------------------------------------------------------------------------------------- region


def _region(frame: Frame, region: Region) -> None:
    mark, reference = Mark(region.mark), Reference(region.source, year=str(region.year))
    name = region.name.text
    for key, unit, zh, en in (
        ("emission", "tCO2", "碳排放量", "emission"),
        ("increment", "tCO2", "碳排放增量控制数", "increment that the target leaves"),
        ("added_value", "万元", "增加值", "added value"),
        ("intensity_target", "tCO2/万元", "碳排放强度目标", "target intensity"),
    ):
        amount = getattr(region, key)
        fact = "evaluation.region_target" if key == "intensity_target" else f"evaluation.region_{key}"
        text, place = Text(f"{name.zh}{zh}", f"{name.en}: {en}"), region.place(key)
        if amount is None:
            frame.builder.lack(fact, at(), Text(f"没有{name.zh}{zh}", f"there is no {en} of {name.en}"), region.at)
            continue
        try:
            factor = parse_unit(amount.unit).conversion(parse_unit(unit))
        except UnitError:
            give_amount(frame.builder, fact, at(), amount, unit, text, place)
            continue
        with localcontext(prec=34):
            value = amount.value * factor
        frame.builder.give(fact, at(), value, unit, text, place, kind=Kind.QUOTED, mark=mark, reference=reference)
    if region.increment is None and region.added_value is None:
        frame.builder.findings.append(
            REGION.at(
                region.at,
                f"{name.zh}没有增量控制数，也没有增加值，无法评价对双控目标的影响",
                f"{name.en} has neither an increment nor added value: nothing can be said of the effect on its targets",
                hint_zh="increment: 60 万tCO2，或 added_value: 920 亿元",
                hint_en="increment: 600000 tCO2, or added_value: 920 亿元",
            )
        )
    _region_intensity(frame, name)
    for scenario in frame.scenarios:
        _region_effect(frame, scenario, name)


def _region_intensity(frame: Frame, name: Text) -> None:
    text = Text(f"{name.zh}碳排放强度（现状）", f"{name.en}: intensity without the project")
    frame.builder.derive(
        "evaluation.region_intensity",
        at(),
        "tCO2/万元",
        text,
        lambda: (
            frame.builder.read("evaluation.region_emission", at())
            / frame.builder.read("evaluation.region_added_value", at())
        ),
        position=frame.given.at,
    )


def _carbon(frame: Frame, scenario: str) -> Quantity:
    return frame.builder.read("evaluation.total_co2", at(scenario=scenario))


def _region_effect(frame: Frame, scenario: str, name: Text) -> None:
    derive, read = frame.builder.derive, frame.builder.read
    context, named, place = at(scenario=scenario), frame.named(scenario), frame.given.at
    increment = partial(read, "evaluation.region_increment", at())
    own = partial(_carbon, frame, scenario)
    text = Text(f"占{name.zh}增量控制数的比例（{named.zh}）", f"share of the increment of {name.en} ({named.en})")
    derive("evaluation.region_share", context, ONE, text, lambda: own() / increment(), position=place)
    text = Text(f"{name.zh}增量控制数余量（{named.zh}）", f"what is left of the increment of {name.en} ({named.en})")
    derive("evaluation.region_left", context, "tCO2", text, lambda: increment() - own(), position=place)
    text = Text(f"是否在增量控制数之内（{named.zh}，1为是）", f"within the increment (1) or not (0), {named.en}")
    derive(
        "evaluation.region_fits", context, ONE, text, lambda: reaches(own(), increment(), upper=True), position=place
    )
    text = Text(f"项目投产后{name.zh}碳排放强度（{named.zh}）", f"{name.en}: intensity with the project ({named.en})")
    formula = partial(_with, frame, scenario)
    derive("evaluation.region_intensity_with", context, "tCO2/万元", text, formula, position=place)
    before = partial(read, "evaluation.region_intensity", at())
    after = partial(read, "evaluation.region_intensity_with", context)
    text = Text(f"对{name.zh}碳排放强度的影响（{named.zh}）", f"effect on the intensity of {name.en} ({named.en})")
    derive("evaluation.region_effect", context, ONE, text, lambda: (after() - before()) / before(), position=place)
    target = partial(read, "evaluation.region_target", at())
    text = Text(f"是否达到强度目标（{named.zh}，1为达到）", f"target intensity met (1) or not (0), {named.en}")
    derive(
        "evaluation.region_target_met",
        context,
        ONE,
        text,
        lambda: reaches(after(), target(), upper=True),
        position=place,
    )


def _with(frame: Frame, scenario: str) -> Quantity:
    read = frame.builder.read
    emitted = read("evaluation.region_emission", at()) + _carbon(frame, scenario)
    value = read("evaluation.output", at(scenario=scenario, product="added-value"))
    return emitted / (read("evaluation.region_added_value", at()) + value)


# ----------------------------------------------------------------------------------------------------- measures


def _measure(frame: Frame, one: Mitigation) -> None:
    context, name = at(measure=one.id), one.name.text
    for key, unit, zh, en in (
        ("reduction", "tCO2e/a", "年减排量", "yearly reduction"),
        ("capex", "万元", "投资", "investment"),
        ("opex", "万元/a", "年运行费用", "yearly operating cost"),
        ("saving", "万元/a", "年节约费用", "yearly saving"),
        ("lifetime", "a", "寿命", "lifetime"),
    ):
        amount, fact = getattr(one, key), f"evaluation.measure_{key}"
        text = Text(f"{name.zh}{zh}", f"{name.en}: {en}")
        if amount is None:
            frame.builder.lack(fact, context, Text(f"没有{zh}", f"there is no {en}"), one.at)
            continue
        least = Decimal(0)
        give_amount(frame.builder, fact, context, amount, unit, text, one.place(key), kind=Kind.ASSUMED, least=least)
    text = Text(f"{name.zh}静态投资回收期", f"{name.en}: simple payback")
    frame.builder.derive(
        "evaluation.measure_payback", context, "a", text, partial(_payback, frame, context), position=one.at
    )
    text = Text(f"{name.zh}单位减排成本", f"{name.en}: cost per tonne")
    frame.builder.derive(
        "evaluation.measure_cost", context, _COST, text, partial(_cost, frame, context), position=one.at
    )


def _payback(frame: Frame, context: Context) -> Quantity:
    """Return capex / (saving - opex); there is none where nothing is saved."""
    read = frame.builder.read
    net = read("evaluation.measure_saving", context) - read("evaluation.measure_opex", context)
    if net.value <= 0:
        key = f"evaluation.measure_payback[{context}]"
        raise Unavailable(key, Text("年节约不高于年运行费用，没有回收期", "it saves no more than it costs to run"))
    return read("evaluation.measure_capex", context) / net


def _cost(frame: Frame, context: Context) -> Quantity:
    read = frame.builder.read
    capital = read("evaluation.measure_capex", context) / read("evaluation.measure_lifetime", context)
    yearly = capital + read("evaluation.measure_opex", context)
    return (yearly - read("evaluation.measure_saving", context)) / read("evaluation.measure_reduction", context)


def _ranks(frame: Frame) -> None:
    """Rank the measures by their cost per tonne, the cheapest first; equal ones share a rank."""
    known = [m.id for m in frame.given.measures if frame.builder.has("evaluation.measure_cost", at(measure=m.id))]
    for measure in frame.given.measures:
        text = Text(f"{measure.name.zh}按单位减排成本排序", f"{measure.name.text.en}: rank by cost per tonne")
        formula = partial(_rank, frame, measure.id, known)
        frame.builder.derive("evaluation.measure_rank", at(measure=measure.id), ONE, text, formula, position=measure.at)


def _rank(frame: Frame, measure: str, known: list[str]) -> Quantity:
    own = frame.builder.read("evaluation.measure_cost", at(measure=measure))
    costs = [frame.builder.read("evaluation.measure_cost", at(measure=one)) for one in known]
    cheaper = sum(1 for one in costs if one.value < own.value)
    return procedure("rank by cost per tonne", Decimal(cheaper + 1), ONE, costs)


def _residual(frame: Frame, scenario: str) -> None:
    context, named = at(scenario=scenario), frame.named(scenario)
    mine = [one for one in frame.given.measures if scenario in one.scenarios]
    reads = [partial(_year_of, frame, "evaluation.measure_reduction", at(measure=one.id)) for one in mine]
    text = Text(f"措施减排量合计（{named.zh}）", f"reduction by the measures ({named.en})")
    derive = frame.builder.derive
    derive("evaluation.reduction", context, T_CO2E, text, lambda: total([r() for r in reads], T_CO2E))
    text = Text(f"采取措施后的排放量（{named.zh}）", f"residual emission ({named.en})")
    derive(
        "evaluation.residual",
        context,
        T_CO2E,
        text,
        lambda: frame.builder.read("evaluation.total", context) - frame.builder.read("evaluation.reduction", context),
    )
    for one in mine:
        more = context.extended(measure=one.id)
        text = Text(f"{one.name.zh}减排占比（{named.zh}）", f"{one.name.text.en}: share of the emission ({named.en})")
        derive("evaluation.measure_share", more, ONE, text, partial(_measure_share, frame, more, context))
    left = frame.builder.fact("evaluation.residual", context)
    if left is not None and left.value < 0 and mine:
        frame.builder.findings.append(
            EXCEEDS.at(
                mine[-1].place("reduction"),
                f"情景 {scenario} 的措施减排量超过排放总量 {-left.value:.4f} tCO2e",
                f"the measures of {scenario} reduce {-left.value:.4f} tCO2e more than the project emits",
                hint_zh="核对是否重复计算同一减排量，或情景用量已包含该措施",
                hint_en="check for a tonne counted twice, or a measure that the scenario's amounts hold already",
                fact=left.key,
            )
        )


def _year_of(frame: Frame, fact: str, context: Context) -> Quantity:
    """Read what a yearly amount comes to in the design-capacity year."""
    return frame.builder.read(fact, context) * constant(1, "a", "the design-capacity year")


def _measure_share(frame: Frame, more: Context, context: Context) -> Quantity:
    own = _year_of(frame, "evaluation.measure_reduction", at(measure=more.get("measure")))
    return own / frame.builder.read("evaluation.total", context)


# -------------------------------------------------------------------------------------------------- replacement


def _replacement(frame: Frame, given: Replacement) -> None:
    builder = frame.builder
    text = Text("替代比例", "replacement ratio")
    if given.kind == "reduced" and given.ratio is not None:
        from_inline(given.ratio).give(builder, "evaluation.replacement_ratio", at(), text)
        if given.ratio.value <= 1:
            builder.findings.append(
                RATIO.at(
                    given.ratio.place("value"),
                    f"减量替代比例 {given.ratio.value} 应大于 1",
                    f"the ratio {given.ratio.value} of a reduced replacement must be above 1",
                    hint_zh="ratio: {value: 1.25, unit: '1', source: 出处, mark: confirmed}",
                    hint_en="ratio: {value: 1.25, unit: '1', source: ..., mark: confirmed}",
                )
            )
    elif given.kind == "equal":
        builder.derive(
            "evaluation.replacement_ratio",
            at(),
            ONE,
            text,
            lambda: constant(1, ONE, "equal replacement"),
            position=given.at,
        )
    else:
        reason = Text("没有写明替代比例", "there is no ratio")
        builder.lack("evaluation.replacement_ratio", at(), reason, given.at)
    for one in given.sources:
        name, place = Text(f"{one.name.zh}替代量", f"reduction of {one.name.text.en}"), one.place("reduction")
        context = at(source=one.id)
        give_amount(
            builder, "evaluation.replacement_source", context, one.reduction, "tCO2e/a", name, place, least=Decimal(0)
        )
    text = Text("替代来源减排量合计", "reductions that stand in for the emission")
    builder.derive(
        "evaluation.replacement_offered", at(), T_CO2E, text, partial(_offered, frame, given), position=given.at
    )
    for scenario in frame.scenarios:
        _balance(frame, given, scenario)


def _offered(frame: Frame, given: Replacement) -> Quantity:
    contexts = [at(source=one.id) for one in given.sources]
    return total([_year_of(frame, "evaluation.replacement_source", one) for one in contexts], T_CO2E)


def _balance(frame: Frame, given: Replacement, scenario: str) -> None:
    derive, read = frame.builder.derive, frame.builder.read
    context, named = at(scenario=scenario), frame.named(scenario)
    text = Text(f"需要的替代量（{named.zh}）", f"reduction that the replacement asks for ({named.en})")
    derive(
        "evaluation.replacement_required",
        context,
        T_CO2E,
        text,
        lambda: read("evaluation.total", context) * read("evaluation.replacement_ratio", at()),
    )
    required = partial(read, "evaluation.replacement_required", context)
    offered = partial(read, "evaluation.replacement_offered", at())
    text = Text(f"替代量盈余（{named.zh}）", f"replacement balance ({named.en})")
    derive("evaluation.replacement_balance", context, T_CO2E, text, lambda: offered() - required())
    text = Text(f"替代是否落实（{named.zh}，1为落实）", f"replacement met (1) or not (0), {named.en}")
    derive("evaluation.replacement_met", context, ONE, text, lambda: reaches(required(), offered(), upper=True))
    balance = frame.builder.fact("evaluation.replacement_balance", context)
    met = frame.builder.fact("evaluation.replacement_met", context)
    if balance is not None and met is not None and met.value == 0:
        frame.builder.findings.append(
            NOT_REPLACED.at(
                given.place("sources"),
                f"情景 {scenario} 的替代量不足 {-balance.value:.4f} tCO2e",
                f"the replacement of {scenario} is {-balance.value:.4f} tCO2e short",
                hint_zh="补充替代来源，或在结论中说明缺口",
                hint_en="add sources, or let the conclusion name the gap",
                fact=balance.key,
            )
        )
