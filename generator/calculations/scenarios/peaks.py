"""The peak of each scenario: height, year, and the plateau around it.

Method: The maximum is the greatest value of the path over the model's years, its year the first in which it stands. A
maximum in the last year is no peak: emissions still rise where the model ends, and ``scenario.peak`` and
``scenario.peak_year`` are missing with that reason. The plateau are the years in which the path lies within the stated
tolerance of the maximum (none stated: exactly at it); its first and last year and their number are given, so that a
dip between two humps shows. The years are compared at full precision, never as displayed.

Inputs: ``scenario.path``; ``plateau`` of the section in %.

Outputs: By scenario: ``scenario.maximum`` (emission), ``scenario.maximum_year``, ``scenario.peaks`` (1 or 0),
``scenario.peak``, ``scenario.peak_year``, ``scenario.plateau_first``, ``scenario.plateau_last`` (years),
``scenario.plateau_years`` (number of years). ``scenario.plateau_tolerance`` in %.

Errors: LG384 (no peak within the horizon, a note).

Example: ``results-by-hand.yaml``, worked out by hand.

Marks: None of its own.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE
from generator.calculations.amounts import give_amount
from generator.calculations.scenarios import rules
from generator.calculations.scenarios.frame import PERCENT, YEAR, Frame, calendar, named
from generator.ledger.context import Context
from generator.ledger.fact import Kind
from generator.ledger.quantity import Quantity, constant, extreme, if_equal, total
from generator.project.sections.scenarios import ScenarioPath

_NO_PEAK = Text(
    "排放最大值出现在模型终止年，模型期内未达峰", "the maximum stands in the last year: no peak within the horizon"
)


def record_peak(frame: Frame, scenario: ScenarioPath) -> None:
    """Record maximum, peak and plateau of a scenario."""
    _tolerance(frame)
    where, name = Context.of(scenario=scenario.id), scenario.name.text
    for what, unit, formula, zh, en in (
        ("maximum", frame.unit, _maximum, "排放最大值", "greatest emission"),
        ("maximum_year", YEAR, _maximum_year, "排放最大值年份", "year of the greatest emission"),
        ("peaks", ONE, _peaks, "模型期内是否达峰（1 是，0 否）", "peak within the horizon (1 yes, 0 no)"),
        ("plateau_first", YEAR, partial(_plateau_edge, "min"), "峰值平台期首年", "first year of the plateau"),
        ("plateau_last", YEAR, partial(_plateau_edge, "max"), "峰值平台期末年", "last year of the plateau"),
        ("plateau_years", ONE, _plateau_years, "峰值平台期年数", "years on the plateau"),
    ):
        label, calculation = named(name, zh, f": {en}"), partial(formula, frame, scenario)
        frame.builder.derive(f"scenario.{what}", where, unit, label, calculation, position=scenario.at)
    _record_if_any(frame, scenario, where)


def _tolerance(frame: Frame) -> None:
    given, label = frame.model.plateau, Text("平台期容差", "tolerance of the plateau")
    if frame.builder.has("scenario.plateau_tolerance", Context()):
        return
    if given is None:
        frame.builder.derive(
            "scenario.plateau_tolerance",
            Context(),
            PERCENT,
            label,
            lambda: constant(0, PERCENT, "no tolerance is stated"),
            position=frame.model.at,
        )
        return
    place = frame.model.place("plateau")
    most = Decimal(100)
    give_amount(
        frame.builder,
        "scenario.plateau_tolerance",
        Context(),
        given,
        PERCENT,
        label,
        place,
        kind=Kind.ASSUMED,
        least=Decimal(0),
        most=most,
    )


def _record_if_any(frame: Frame, scenario: ScenarioPath, where: Context) -> None:
    name, builder = scenario.name.text, frame.builder
    found = builder.fact("scenario.peaks", where)
    if found is not None and found.value == 0:
        for what in ("peak", "peak_year"):
            builder.lack(f"scenario.{what}", where, _NO_PEAK, scenario.at)
        builder.findings.append(
            rules.NO_PEAK.at(
                scenario.at,
                f"情景 {scenario.id} 的排放最大值出现在 {frame.model.to} 年，模型期内未达峰",
                f"scenario {scenario.id} is at its maximum in {frame.model.to}: no peak within the horizon",
                hint_zh="延长模型期，或在文件中写明未达峰",
                hint_en="let the model reach further, or say in the document that there is no peak",
            )
        )
        return
    for what, unit, source, zh, en in (
        ("peak", frame.unit, "maximum", "排放峰值", "peak emission"),
        ("peak_year", YEAR, "maximum_year", "达峰年份", "peak year"),
    ):
        formula = partial(builder.read, f"scenario.{source}", where)
        builder.derive(f"scenario.{what}", where, unit, named(name, zh, f": {en}"), formula, position=scenario.at)


def _values(frame: Frame, scenario: ScenarioPath) -> list[tuple[int, Quantity]]:
    return [(year, frame.read("scenario.path", scenario.id, year)) for year in frame.years]


def _maximum(frame: Frame, scenario: ScenarioPath) -> Quantity:
    return extreme([value for _, value in _values(frame, scenario)], "max")


def _read(frame: Frame, what: str, scenario: ScenarioPath) -> Quantity:
    return frame.builder.read(f"scenario.{what}", Context.of(scenario=scenario.id))


def _maximum_year(frame: Frame, scenario: ScenarioPath) -> Quantity:
    greatest = _read(frame, "maximum", scenario)
    never = constant(9999, YEAR, "not at the maximum")
    return extreme([if_equal(v, greatest, calendar(y), never) for y, v in _values(frame, scenario)], "min")


def _peaks(frame: Frame, scenario: ScenarioPath) -> Quantity:
    last = calendar(frame.model.to)
    return if_equal(_read(frame, "maximum_year", scenario), last, constant(0), constant(1))


def _threshold(frame: Frame, scenario: ScenarioPath) -> Quantity:
    tolerance = frame.builder.read("scenario.plateau_tolerance", Context())
    return _read(frame, "maximum", scenario) * (constant(1) - tolerance)


def _on_plateau(frame: Frame, scenario: ScenarioPath, yes: Quantity | None, no: Quantity) -> list[Quantity]:
    """Return for each year ``yes`` (its calendar year where that is nothing) on the plateau, else ``no``."""
    line = _threshold(frame, scenario)
    return [
        if_equal(extreme([value, line], "min"), line, yes or calendar(year), no)
        for year, value in _values(frame, scenario)
    ]


def _plateau_edge(which: str, frame: Frame, scenario: ScenarioPath) -> Quantity:
    never = constant(9999 if which == "min" else 0, YEAR, "not on the plateau")
    return extreme(_on_plateau(frame, scenario, None, never), which)


def _plateau_years(frame: Frame, scenario: ScenarioPath) -> Quantity:
    return total(_on_plateau(frame, scenario, constant(1), constant(0)), ONE)
