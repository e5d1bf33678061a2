"""The trajectory of every scenario: emissions by source and in total, peak, sum over the years, wedges.

Method: In every future year

    path(scenario) = emissions before measures - sum of its measures' reductions
    chosen = reference - difference of assumptions - sum of the chosen measures

with nothing left over: the difference of assumptions (growth, electricity factor) between the chosen and the reference
scenario is shown as a value of its own (``pathway.shift``; zero where the chosen scenario takes over the reference's),
never hidden in a measure. In actual years every scenario is the inventory's scopes 1 and 2, so that the path passes
through every actual value. The peak is the greatest value of a path, its year the first in which it stands, and its
last year ends the plateau. Cumulative emissions are those of the years after the current one.

Inputs: ``pathway.before``, ``pathway.gross``, ``measure.reduction``, ``inventory.scope12``.

Outputs: ``pathway.emission[period,scenario]``, ``pathway.source[period,source]``, ``pathway.change_rate``,
``pathway.chosen``, ``pathway.reference``, ``pathway.shift``,
``pathway.reduction`` (by period), ``pathway.peak``, ``pathway.peak_year``, ``pathway.peak_last_year``,
``pathway.cumulative`` (by scenario), ``pathway.cumulative_reduction``: tCO2e and calendar years.

Errors: none of its own.

Example: ``small-system.yaml``, checked by hand; conservation is a property test.

Marks: those of the inventory.
"""

from __future__ import annotations

from functools import partial

from generator.base.text import Text
from generator.base.units import ONE
from generator.calculations.amounts import label
from generator.calculations.pathway.frame import TONNES, YEAR, Frame, basis_name, calendar
from generator.calculations.pathway.measures import reduction
from generator.calculations.pathway.rules import EXCEEDS
from generator.calculations.pathway.scenarios import gross_context, in_order
from generator.ledger.context import Context
from generator.ledger.ledger import Unavailable
from generator.ledger.quantity import Quantity, constant, extreme, if_equal, total
from generator.project.models import Measure, Scenario, Source


def record_trajectories(frame: Frame) -> None:
    """Record every scenario's path, and what is said of the reference and the chosen one.

    Makes ``pathway.emission``, ``pathway.source``, ``pathway.change_rate``, ``pathway.peak``, ``pathway.peak_year``,
    ``pathway.peak_last_year`` and ``pathway.cumulative`` by scenario; ``pathway.reference``, ``pathway.chosen``,
    ``pathway.reduction`` and ``pathway.shift`` by year.
    """
    for scenario in in_order(frame):
        measures = frame.measures_of(scenario)
        for year in frame.years:
            _record_year(frame, scenario, measures, year)
        _record_peak(frame, scenario)
    _record_chosen(frame)
    for scenario in in_order(frame):
        check_reductions(frame, scenario)


def emission(frame: Frame, scenario: str, year: int) -> Quantity:
    """Read a scenario's emission of a year."""
    return frame.builder.read("pathway.emission", Context.of(scenario=scenario, period=year))


def _record_year(frame: Frame, scenario: Scenario, measures: tuple[Measure, ...], year: int) -> None:
    context = Context.of(scenario=scenario.id, period=year)
    basis = basis_name(frame.basis)
    if year in frame.actual:
        formula = partial(frame.scopes12, year)
    else:
        formula = partial(_emission, frame, scenario, measures, year)
    frame.builder.derive(
        "pathway.emission",
        context,
        TONNES,
        label(
            scenario.name,
            f"{year}年范围一、二排放量（{basis.zh}）",
            f": scope 1 and 2 emissions {year} ({basis.en})",
        ),
        formula,
        position=scenario.at,
    )
    if year >= frame.current:
        for source in frame.sources:
            frame.builder.derive(
                "pathway.source",
                context.extended(source=source.id),
                TONNES,
                label(source.name, f"（{scenario.name.zh}，{year}年）", f" ({scenario.name.text.en}, {year})"),
                partial(_source, frame, scenario, measures, source, year),
                position=scenario.at,
            )
        frame.builder.derive(
            "pathway.change_rate",
            context,
            ONE,
            label(
                scenario.name,
                f"{year}年较{frame.current}年变化率",
                f": change in {year} against {frame.current}",
            ),
            partial(_change_rate, frame, scenario, year),
            position=scenario.at,
        )


def _emission(frame: Frame, scenario: Scenario, measures: tuple[Measure, ...], year: int) -> Quantity:
    before = frame.builder.read("pathway.before", Context.of(scenario=scenario.id, period=year))
    if not measures:
        return before
    return before - total([reduction(frame, scenario, m, year) for m in measures], TONNES)


def _source(frame: Frame, scenario: Scenario, measures: tuple[Measure, ...], source: Source, year: int) -> Quantity:
    """Return a source's emission less its part of every measure that acts on it."""
    if year == frame.current:
        return frame.emission(source, year)
    gross = frame.builder.read("pathway.gross", gross_context(scenario.id, source.id, year))
    parts = [_part(frame, scenario, m, source, year) for m in measures if source.id in m.sources]
    return gross - total(parts, TONNES) if parts else gross


def _part(frame: Frame, scenario: Scenario, measure: Measure, source: Source, year: int) -> Quantity:
    """Return the part of a measure's reduction that falls to one source, by emissions before measures."""
    whole = reduction(frame, scenario, measure, year)
    on_path = [s for s in frame.sources if s.id in measure.sources]
    if len(on_path) == 1:
        return whole
    gross = [frame.builder.read("pathway.gross", gross_context(scenario.id, s.id, year)) for s in on_path]
    own = frame.builder.read("pathway.gross", gross_context(scenario.id, source.id, year))
    return whole * own / total(gross, TONNES)


def _change_rate(frame: Frame, scenario: Scenario, year: int) -> Quantity:
    now, start = emission(frame, scenario.id, year), emission(frame, scenario.id, frame.current)
    return (now - start) / start


def _record_peak(frame: Frame, scenario: Scenario) -> None:
    context = Context.of(scenario=scenario.id)
    builder = frame.builder
    builder.derive(
        "pathway.peak",
        context,
        TONNES,
        label(scenario.name, "排放峰值", ": peak emissions"),
        lambda: extreme([emission(frame, scenario.id, y) for y in frame.years], "max"),
        position=scenario.at,
    )
    for fact_id, which, zh, en in (
        ("pathway.peak_year", "min", "达峰年份", ": peak year"),
        ("pathway.peak_last_year", "max", "峰值最后年份", ": last year at the peak"),
    ):
        builder.derive(
            fact_id,
            context,
            YEAR,
            label(scenario.name, zh, en),
            partial(_peak_year, frame, scenario, which),
            position=scenario.at,
        )
    builder.derive(
        "pathway.cumulative",
        context,
        TONNES,
        label(
            scenario.name,
            f"{frame.future[0]}—{frame.future[-1]}年累计排放量",
            f": cumulative emissions {frame.future[0]} to {frame.future[-1]}",
        ),
        lambda: total([emission(frame, scenario.id, y) for y in frame.future], TONNES),
        position=scenario.at,
    )


def _peak_year(frame: Frame, scenario: Scenario, which: str) -> Quantity:
    """Return the first (``min``) or last (``max``) year in which the path stands at its peak."""
    peak = frame.builder.read("pathway.peak", Context.of(scenario=scenario.id))
    never = constant(9999 if which == "min" else 0, YEAR, "not at the peak")
    return extreme([if_equal(emission(frame, scenario.id, y), peak, calendar(y), never) for y in frame.years], which)


def _record_chosen(frame: Frame) -> None:
    builder = frame.builder
    chosen = frame.scenario(frame.chosen)
    if chosen is None:
        return
    for year in frame.years:
        context = Context.of(period=year)
        for fact_id, scenario, zh, en in (
            ("pathway.reference", frame.reference, "基准情景排放量", "business as usual"),
            ("pathway.chosen", frame.chosen, "选定情景排放量", "chosen scenario"),
        ):
            builder.derive(
                fact_id,
                context,
                TONNES,
                Text(f"{year}年{zh}", f"{en} {year}"),
                partial(emission, frame, scenario, year),
                position=frame.pathway.at,
            )
        if year < frame.current:
            continue
        builder.derive(
            "pathway.reduction",
            context,
            TONNES,
            Text(f"{year}年各项措施减排量合计", f"reduction by all measures in {year}"),
            partial(_all_measures, frame, chosen, year),
            position=frame.pathway.place("measures"),
        )
        builder.derive(
            "pathway.shift",
            context,
            TONNES,
            Text(f"{year}年外部条件差异引起的减排量", f"reduction by differing assumptions in {year}"),
            partial(_shift, frame, year),
            position=chosen.at,
        )
    builder.derive(
        "pathway.cumulative_reduction",
        Context(),
        TONNES,
        Text("选定情景各项措施累计减排量", "cumulative reduction by the chosen measures"),
        lambda: total([builder.read("pathway.reduction", Context.of(period=y)) for y in frame.future], TONNES),
        position=frame.pathway.place("measures"),
    )


def _all_measures(frame: Frame, chosen: Scenario, year: int) -> Quantity:
    return total([reduction(frame, chosen, m, year) for m in frame.measures_of(chosen)], TONNES)


def _shift(frame: Frame, year: int) -> Quantity:
    if year == frame.current:
        return constant(0, TONNES, "both start from the actual value")
    reference = frame.builder.read("pathway.before", Context.of(scenario=frame.reference, period=year))
    return reference - frame.builder.read("pathway.before", Context.of(scenario=frame.chosen, period=year))


def check_reductions(frame: Frame, scenario: Scenario) -> None:
    """Report every measure, and every source, whose reductions exceed what is there to reduce, once each."""
    measures = frame.measures_of(scenario)
    reported: set[str] = set()
    for year in frame.future:
        for measure in measures:
            _check_measure(frame, scenario, measure, year, reported)
        for source in frame.sources:
            acting = [m for m in measures if source.id in m.sources and m.id not in reported]
            if len(acting) > 1:
                _check_source(frame, scenario, acting, source, year, reported)


def _check_measure(frame: Frame, scenario: Scenario, measure: Measure, year: int, reported: set[str]) -> None:
    on_path = [s for s in frame.sources if s.id in measure.sources]
    if measure.id in reported or not on_path:
        return
    try:
        whole = reduction(frame, scenario, measure, year)
        there = total(
            [frame.builder.read("pathway.gross", gross_context(scenario.id, s.id, year)) for s in on_path], TONNES
        )
    except Unavailable:
        return
    if there < whole:
        reported.add(measure.id)
        frame.builder.findings.append(
            EXCEEDS.at(
                measure.place("reduction"),
                f"情景 {scenario.id} 中措施 {measure.id} 在 {year} 年减排 {whole.value:.2f} t，"
                f"超过其排放源的排放量 {there.value:.2f} t",
                f"scenario {scenario.id}: measure {measure.id} reduces {whole.value:.2f} t in {year}, more than the "
                f"{there.value:.2f} t that its sources emit",
                hint_zh="核对减排量；作用于外购电力的措施可按节约电量（MWh）填写",
                hint_en="check the reduction; a measure on purchased electricity may be given in MWh",
            )
        )


def _check_source(
    frame: Frame, scenario: Scenario, acting: list[Measure], source: Source, year: int, reported: set[str]
) -> None:
    if f"source {source.id}" in reported:
        return
    try:
        there = frame.builder.read("pathway.gross", gross_context(scenario.id, source.id, year))
        taken = total([_part(frame, scenario, m, source, year) for m in acting], TONNES)
    except (Unavailable, ZeroDivisionError):
        return
    if there < taken:
        reported.add(f"source {source.id}")
        names = "、".join(m.id for m in acting)
        frame.builder.findings.append(
            EXCEEDS.at(
                acting[0].place("reduction"),
                f"情景 {scenario.id} 中措施 {names} 在 {year} 年共从排放源 {source.id} 减去 {taken.value:.2f} t，"
                f"超过其排放量 {there.value:.2f} t",
                f"scenario {scenario.id}: measures {names} together take {taken.value:.2f} t off source {source.id} in "
                f"{year}, which emits {there.value:.2f} t",
                hint_zh="核对各措施是否重复计算同一减排量",
                hint_en="check whether the measures claim the same tonne",
                related=tuple(m.place("reduction") for m in acting[1:]),
            )
        )
