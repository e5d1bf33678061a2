"""Measures: how much each reduces in each year, by measure and by lever, and what that leaves of every source.

Method: A measure's reduction at full effect is declared by the year. Its effect rises on a straight line from zero in
the year it begins to the whole in the year of full effect, and stays (equipment is replaced like for like at the end
of its life). What it already reduced in the current reporting year is in the actual emissions, so that only the rest
counts::

    R(m, y) = R_full(m) x (ramp(m, y) - ramp(m, current))

A reduction declared in tCO2e is taken as declared. A reduction declared in MWh of purchased electricity is multiplied
with the scenario's electricity factor of each year, so that a cleaner grid and saved electricity do not count the same
tonne twice; its full effect is that of the year in which measures are compared (``pathway.target_year``), one and the
same for all, so that full effects compare and add up. Where a measure acts on several sources, its reduction is spread
in proportion to their emissions before measures. A measure never reduces more than its sources emit: that is an error,
never a silent cap. Amounts are those of the inventory's consolidation: under equity share, the company's part.

Inputs: ``pathway.measures``, ``pathway.scenarios``, ``source.emission``, ``factor.electricity``.

Outputs: ``measure.begins``, ``.full_year``, ``.full`` and ``.energy`` (by measure),
``measure.reduction[period,scenario,measure]``, ``lever.reduction``, ``lever.share``; tCO2e/a at full effect, tCO2e in
a year.

Errors: LG205 more than its sources emit; LG206 ramp; LG207 no effect; LG208 unit.

Example: ``shared-measure.yaml``, ``small-system.yaml``, checked by hand.

Marks: none; reductions are assumptions.
"""

from __future__ import annotations

from functools import partial

from generator.base.text import Text
from generator.base.units import ONE, parse_unit
from generator.calculations.amounts import give_amount, label
from generator.calculations.pathway.frame import TONNES, YEAR, YEARLY_TONNES, Frame, calendar
from generator.calculations.pathway.rules import NO_EFFECT, OUTSIDE, RAMP
from generator.calculations.pathway.scenarios import in_order
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, total
from generator.project.models import Measure, Scenario

_ENERGY = "MWh{electricity}/a"
_WEIGHT = "tCO2e/tCO2"


def record_measures(frame: Frame, compared: int) -> None:
    """Record every measure's full effect and its reduction in each year; ``compared``: the year of the comparison.

    Makes ``measure.full``, ``measure.energy`` (reductions in MWh), ``measure.begins``, ``measure.full_year`` and
    ``measure.reduction[measure,period]`` (of the chosen scenario), and ``measure.reduction[scenario,measure,period]``
    where another scenario's electricity factors differ.
    """
    for measure in frame.pathway.measures:
        _record_years(frame, measure)
        electric = _record_full(frame, measure, compared)
        _check(frame, measure)
        chosen = frame.scenario(frame.chosen)
        for year in (frame.current, *frame.future):
            _record_reduction(frame, measure, chosen, year, Context.of(measure=measure.id, period=year), electric)
        if electric:
            for scenario in in_order(frame):
                if measure.id in scenario.measures and scenario.id != frame.chosen:
                    for year in (frame.current, *frame.future):
                        context = Context.of(scenario=scenario.id, measure=measure.id, period=year)
                        _record_reduction(frame, measure, scenario, year, context, electric)


def reduction(frame: Frame, scenario: Scenario, measure: Measure, year: int) -> Quantity:
    """Read what a measure reduces in a year of a scenario."""
    own = Context.of(scenario=scenario.id, measure=measure.id, period=year)
    if frame.builder.has("measure.reduction", own) or frame.builder.lacks("measure.reduction", own):
        return frame.builder.read("measure.reduction", own)
    return frame.builder.read("measure.reduction", Context.of(measure=measure.id, period=year))


def _record_years(frame: Frame, measure: Measure) -> None:
    context = Context.of(measure=measure.id)
    begins, full = constant(measure.begins).value, constant(measure.full).value
    name = label(measure.name, "：开始年份", ": first year")
    frame.builder.give("measure.begins", context, begins, YEAR, name, measure.place("begins"))
    name = label(measure.name, "：全面见效年份", ": year of full effect")
    frame.builder.give("measure.full_year", context, full, YEAR, name, measure.place("full"))


def _record_full(frame: Frame, measure: Measure, compared: int) -> bool:
    """Record the full effect; return whether it was declared in MWh of electricity.

    Saved electricity counts by the factor of the year ``compared``, or of the year of full effect where that is later.
    """
    context = Context.of(measure=measure.id)
    name = label(measure.name, "：全面见效后年减排量", ": yearly reduction at full effect")
    place = measure.place("reduction")
    declared = parse_unit(measure.reduction.unit).plain
    energy = parse_unit("MWh")
    if not (declared.converts_to(energy) or declared.converts_to(parse_unit("MWh/a"))):
        give_amount(frame.builder, "measure.full", context, measure.reduction, YEARLY_TONNES, name, place)
        return False
    saved = label(measure.name, "：全面见效后年节约外购电量", ": purchased electricity saved a year")
    plain = measure.reduction.model_copy(update={"unit": declared.of("electricity").text})
    give_amount(frame.builder, "measure.energy", context, plain, _ENERGY, saved, place)
    chosen = frame.scenario(frame.chosen)
    year = min(max(measure.full, compared), frame.years[-1])
    frame.builder.derive(
        "measure.full",
        context,
        YEARLY_TONNES,
        name,
        partial(_electric, frame, measure, chosen, year),
        position=place,
    )
    return True


def _electric(frame: Frame, measure: Measure, scenario: Scenario | None, year: int) -> Quantity:
    """Return the yearly reduction of saved electricity at the factor of ``year``."""
    name = scenario.id if scenario else frame.reference
    factor = frame.builder.read("grid.factor", Context.of(scenario=name, period=year))
    saved = frame.builder.read("measure.energy", Context.of(measure=measure.id)) * factor
    if saved.unit.converts_to(parse_unit(YEARLY_TONNES)):
        return saved
    gwp = Context.of(gas="CO2")
    if frame.builder.has("gwp.value", gwp):
        return saved * frame.builder.read("gwp.value", gwp)
    return saved * constant(1, _WEIGHT, "GWP of CO2")


def _check(frame: Frame, measure: Measure) -> None:
    known = {source.id for source in frame.sources}
    if measure.full < measure.begins:
        frame.builder.findings.append(
            RAMP.at(
                measure.place("full"),
                f"措施 {measure.id} 的全面见效年份 {measure.full} 早于开始年份 {measure.begins}",
                f"measure {measure.id} is in full effect in {measure.full}, before it begins in {measure.begins}",
                hint_zh="全面见效年份不早于开始年份",
                hint_en="let full be no earlier than begins",
            )
        )
    taken = any(measure.id in scenario.measures for scenario in frame.pathway.scenarios)
    for source in measure.sources:
        if taken and source not in known:
            frame.builder.findings.append(
                OUTSIDE.at(
                    measure.place("sources"),
                    f"措施 {measure.id} 作用的排放源 {source} 不在路径的范围一、二之内",
                    f"measure {measure.id} acts on source {source}, which is not in the pathway's scopes 1 and 2",
                    hint_zh="改为范围一、二的排放源，或从情景中去掉该措施",
                    hint_en="name a source of scopes 1 and 2, or take the measure out of the scenario",
                )
            )
    if taken and measure.begins <= measure.full <= frame.current and measure.status != "done":
        frame.builder.findings.append(
            NO_EFFECT.at(
                measure.place("full"),
                f"措施 {measure.id} 在 {measure.full} 年已全面见效，其效果已含在 {frame.current} 年实际排放中",
                f"measure {measure.id} was in full effect in {measure.full}: the actual emissions of {frame.current} "
                "hold its effect",
                hint_zh="将状态改为 done，或改正年份",
                hint_en="set its status to done, or correct the year",
            )
        )


def _record_reduction(
    frame: Frame, measure: Measure, scenario: Scenario | None, year: int, context: Context, electric: bool
) -> None:
    frame.builder.derive(
        "measure.reduction",
        context,
        TONNES,
        label(measure.name, f"：{year}年减排量", f": reduction in {year}"),
        partial(_reduction, frame, measure, scenario, year, electric),
        position=measure.place("reduction"),
    )


def _reduction(frame: Frame, measure: Measure, scenario: Scenario | None, year: int, electric: bool) -> Quantity:
    if electric:
        full = _electric(frame, measure, scenario, year)
    else:
        full = frame.builder.read("measure.full", Context.of(measure=measure.id))
    a_year = full * constant(1, "a", "one year")
    before = _ramp(frame, measure, frame.current)
    now = _ramp(frame, measure, year)
    return a_year * (now - before) if before.value else a_year * now


def _ramp(frame: Frame, measure: Measure, year: int) -> Quantity:
    """Return the share of the full effect that a measure has in a year, from 0 to 1."""
    if year >= measure.full:
        return constant(1, ONE, "full effect")
    if year <= measure.begins:
        return constant(0, ONE, "not begun")
    begins = frame.builder.read("measure.begins", Context.of(measure=measure.id))
    full = frame.builder.read("measure.full_year", Context.of(measure=measure.id))
    return (calendar(year) - begins) / (full - begins)


# ------------------------------------------------------------------------------------------------- levers


def levers(measures: tuple[Measure, ...]) -> tuple[tuple[int, Text, tuple[Measure, ...]], ...]:
    """Return the levers in the order in which they first appear: number, name, their measures."""
    groups: dict[str, list[Measure]] = {}
    for measure in measures:
        groups.setdefault(measure.lever.zh, []).append(measure)
    return tuple((number, group[0].lever.text, tuple(group)) for number, group in enumerate(groups.values(), start=1))


def record_levers(frame: Frame, year: int) -> None:
    """Record the chosen scenario's reductions by lever: ``lever.reduction[row,period]`` and ``lever.share[row]``.

    ``row`` numbers the levers in the order in which the measures name them; ``year`` is the year of the share.
    """
    chosen = frame.scenario(frame.chosen)
    if chosen is None:
        return
    for number, name, measures in levers(frame.measures_of(chosen)):
        for period in (frame.current, *frame.future):
            frame.builder.derive(
                "lever.reduction",
                Context.of(row=number, period=period),
                TONNES,
                Text(f"{name.zh}：{period}年减排量", f"{name.en}: reduction in {period}"),
                partial(_lever, frame, chosen, measures, period),
                position=measures[0].place("lever"),
            )
        frame.builder.derive(
            "lever.share",
            Context.of(row=number),
            ONE,
            Text(f"{name.zh}：占{year}年减排量的比例", f"{name.en}: share of the reduction in {year}"),
            partial(_lever_share, frame, number, year),
            position=measures[0].place("lever"),
        )


def _lever(frame: Frame, chosen: Scenario, measures: tuple[Measure, ...], year: int) -> Quantity:
    return total([reduction(frame, chosen, m, year) for m in measures], TONNES)


def _lever_share(frame: Frame, number: int, year: int) -> Quantity:
    part = frame.builder.read("lever.reduction", Context.of(row=number, period=year))
    return part / frame.builder.read("pathway.reduction", Context.of(period=year))
