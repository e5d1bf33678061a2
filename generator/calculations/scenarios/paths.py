"""The path of each scenario, its measures, removals, and what stands between business as usual and the path.

Method: A scenario's path follows its sectors (their emission), its measures (their emission less the measures'
reductions) or a target (given values). In every year, nothing left over::

    reference - sum of measures - gap = path

where ``gap`` is what the measures do not explain: with ``follows: target`` the reduction that is still to be found
(below zero: the measures do more than the target asks), with ``follows: sectors`` what the scenario's own assumptions
do beside the listed measures, with ``follows: measures`` the difference of assumptions alone. Wedge analysis after
Pacala and Socolow (Science 305, 2004). Removals are a path apart; net = path - removals.

Inputs: ``measures`` and ``removals`` of the section, ``follows``, ``measures`` and ``target`` of a scenario.

Outputs: ``scenario.measure_reduction[period,measure]``; by period and scenario ``scenario.reduction``,
``scenario.path``, ``scenario.gap``, ``scenario.removals``, ``scenario.net``, ``scenario.sector_path[sector]`` (with
``follows: measures``), all in the model's emission unit.

Errors: LG382 (measures exceed a sector), LG383 (reference with measures, target without path).

Example: ``two-sectors-by-hand.yaml`` and ``target-path-by-hand.yaml``, worked out by hand.

Marks: Measures and targets are assumptions of the project.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from generator.base.findings import Position
from generator.base.text import Text
from generator.calculations.scenarios import curve_checks, rules
from generator.calculations.scenarios.base_year import ANY
from generator.calculations.scenarios.curves import record_curve
from generator.calculations.scenarios.frame import Frame, context
from generator.calculations.scenarios.series import Series
from generator.ledger.context import Context
from generator.ledger.ledger import Unavailable
from generator.ledger.quantity import Quantity, constant, total
from generator.project.sections.scenarios import ReductionWedge, ScenarioPath, Sector

_FORMS = ("points", "table", "s_curve")


def record_paths(frame: Frame) -> None:
    """Record measures, the path of every scenario, and what is left between."""
    for measure in frame.model.measures:
        _measure(frame, measure)
    for scenario in frame.scenarios:
        _check_form(frame, scenario)
        _path(frame, scenario)
        for year in frame.years:
            _net(frame, scenario, year)
    for scenario in frame.others:
        for year in frame.years:
            _gap(frame, scenario, year)
        _check_reductions(frame, scenario)


def measures_of(frame: Frame, scenario: ScenarioPath) -> tuple[ReductionWedge, ...]:
    """Return the measures that a scenario takes, in the model's order."""
    return tuple(m for m in frame.model.measures if m.id in scenario.measures)


def reduction_of(frame: Frame, measure: ReductionWedge, year: int) -> Quantity:
    """Read a measure's reduction of a year."""
    return frame.builder.read("scenario.measure_reduction", Context.of(period=year, measure=measure.id))


def _measure(frame: Frame, measure: ReductionWedge) -> None:
    name = measure.name.text
    said = Text(f"{name.zh}减排量", f"{name.en}: reduction")
    around = Context.of(measure=measure.id)
    series = Series(frame, "scenario.measure_reduction", around, frame.unit.text, said, measure.at, Decimal(0))
    unit = frame.unit
    series.derive(frame.base, lambda: constant(0, unit, "the base year holds no later measure"))
    if curve_checks.only(frame, measure.path, _FORMS, said):
        record_curve(series, measure.path)
    else:
        for year in frame.future:
            series.lack(year)


def _path(frame: Frame, scenario: ScenarioPath) -> None:
    name = Text(f"{scenario.name.zh}排放路径", f"{scenario.name.text.en}: emission path")
    around = Context.of(scenario=scenario.id)
    series = Series(frame, "scenario.path", around, frame.unit.text, name, scenario.at, Decimal(0))
    if scenario.follows == "target":
        series.derive(frame.base, partial(frame.read, "scenario.total", frame.model.reference, frame.base))
        if scenario.target is not None and curve_checks.only(frame, scenario.target, ANY, name):
            record_curve(series, scenario.target)
        else:
            for year in frame.future:
                series.lack(year, Text("未给出目标路径", "no target path is given"))
        return
    if scenario.follows == "measures":
        for year in frame.years:
            for sector in frame.model.sectors:
                _sector_path(frame, scenario, sector, year)
            series.derive(year, partial(_sectors_after, frame, scenario, year))
        return
    for year in frame.years:
        series.derive(year, partial(frame.read, "scenario.total", scenario.id, year))


def _sector_path(frame: Frame, scenario: ScenarioPath, sector: Sector, year: int) -> None:
    where = context(scenario.id, year, sector.id)
    acting = [m for m in measures_of(frame, scenario) if m.sector == sector.id]

    def formula() -> Quantity:
        before = frame.builder.read("scenario.sector_emission", where)
        return before - total([reduction_of(frame, m, year) for m in acting], frame.unit) if acting else before

    label = Text(
        f"{scenario.name.zh}{sector.name.zh}采取措施后的排放量（{year}年）",
        f"{scenario.name.text.en}, {sector.name.text.en}: emission after measures ({year})",
    )
    frame.builder.derive("scenario.sector_path", where, frame.unit, label, formula, position=scenario.at)


def _sectors_after(frame: Frame, scenario: ScenarioPath, year: int) -> Quantity:
    sectors = [
        frame.builder.read("scenario.sector_path", context(scenario.id, year, s.id)) for s in frame.model.sectors
    ]
    return total(sectors, frame.unit)


def _net(frame: Frame, scenario: ScenarioPath, year: int) -> None:
    where, read = context(scenario.id, year), frame.builder.read
    if frame.model.removals:
        sinks = [where.extended(source=r.id) for r in frame.model.removals]
        _derive(
            frame,
            scenario,
            year,
            "removals",
            lambda: total([read("scenario.removal", sink) for sink in sinks], frame.unit),
            "碳汇量",
            "removals",
        )
        net: Callable[[], Quantity] = partial(_less, frame, where)
    else:
        net = partial(read, "scenario.path", where)
    _derive(frame, scenario, year, "net", net, "净排放量", "net emission")


def _less(frame: Frame, where: Context) -> Quantity:
    return frame.builder.read("scenario.path", where) - frame.builder.read("scenario.removals", where)


def _gap(frame: Frame, scenario: ScenarioPath, year: int) -> None:
    measures = measures_of(frame, scenario)
    _derive(
        frame,
        scenario,
        year,
        "reduction",
        lambda: total([reduction_of(frame, m, year) for m in measures], frame.unit),
        "各项措施减排量合计",
        "reduction by all measures",
    )
    _derive(
        frame,
        scenario,
        year,
        "gap",
        partial(_between, frame, scenario, year),
        "措施之外的缺口",
        "gap beside the measures",
    )


def _between(frame: Frame, scenario: ScenarioPath, year: int) -> Quantity:
    usual = frame.read("scenario.path", frame.model.reference, year)
    return usual - frame.read("scenario.reduction", scenario.id, year) - frame.read("scenario.path", scenario.id, year)


def _derive(
    frame: Frame, scenario: ScenarioPath, year: int, what: str, formula: Callable[[], Quantity], zh: str, en: str
) -> None:
    label = Text(f"{scenario.name.zh}{zh}（{year}年）", f"{scenario.name.text.en}: {en} ({year})")
    where = context(scenario.id, year)
    frame.builder.derive(f"scenario.{what}", where, frame.unit, label, formula, position=scenario.at)


# --------------------------------------------------------------------------------------------------- checks


def _check_form(frame: Frame, scenario: ScenarioPath) -> None:
    usual = scenario.id == frame.model.reference
    if usual and (scenario.measures or scenario.follows != "sectors"):
        key = "measures" if scenario.measures else "follows"
        _wrong_form(
            frame,
            scenario.place(key),
            f"基准情景 {scenario.id} 不应采取措施，也不应跟随目标",
            f"the reference scenario {scenario.id} takes no measures and follows its sectors",
            "measures: []，follows: sectors",
        )
    if (scenario.follows == "target") != (scenario.target is not None):
        _wrong_form(
            frame,
            scenario.place("target" if scenario.target is not None else "follows"),
            f"情景 {scenario.id} 的 follows: target 与 target 应同时给出",
            f"scenario {scenario.id}: follows: target and target go together",
            "follows: target, target: {points: [{year: 2060, value: 0 tCO2}]}",
        )


def _wrong_form(frame: Frame, at: Position, zh: str, en: str, right: str) -> None:
    frame.builder.findings.append(rules.REFERENCE.at(at, zh, en, hint_zh=right, hint_en=right))


def _check_reductions(frame: Frame, scenario: ScenarioPath) -> None:
    """Report, once a sector, measures that take more off it than it emits."""
    emitter = scenario.id if scenario.follows == "measures" else frame.model.reference
    for sector in frame.model.sectors:
        acting = [m for m in measures_of(frame, scenario) if m.sector == sector.id]
        for year in frame.future if acting else ():
            try:
                there = frame.builder.read("scenario.sector_emission", context(emitter, year, sector.id))
                taken = total([reduction_of(frame, m, year) for m in acting], frame.unit)
            except Unavailable:
                continue
            if there < taken:
                _exceeds(frame, scenario, sector, acting, year, there, taken)
                break


def _exceeds(
    frame: Frame,
    scenario: ScenarioPath,
    sector: Sector,
    acting: list[ReductionWedge],
    year: int,
    there: Quantity,
    taken: Quantity,
) -> None:
    names, unit = "、".join(m.id for m in acting), frame.unit
    frame.builder.findings.append(
        rules.EXCEEDS.at(
            acting[0].place("path"),
            f"情景 {scenario.id} 中措施 {names} 在 {year} 年从 {sector.id} 减去 {taken.value:.2f} {unit}，"
            f"超过其排放量 {there.value:.2f} {unit}",
            f"scenario {scenario.id}: measures {names} take {taken.value:.2f} {unit} off {sector.id} in {year}, which "
            f"emits {there.value:.2f} {unit}",
            hint_zh="核对各措施是否重复计算同一减排量",
            hint_en="check whether the measures claim the same tonne",
            related=tuple(m.place("path") for m in acting[1:]),
        )
    )
