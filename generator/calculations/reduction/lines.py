"""Lines of emissions that a project states: activity x factor x GWP, in the crediting years in which they count.

Every methodology that has no calculation of its own is written with such lines, and the others take further
sources of baseline, project and leakage emissions from them.

Method: E = AD x EF x GWP(gas of the factor); a factor in CO2e has no GWP. ``grid`` stands for the combined
margin.

Inputs: ``baseline``, ``project``, ``leakage``: lines with activity of a whole year, factor, first and last
year.

Outputs: ``reduction.activity[project,source,category]``, ``reduction.factor[project,source,category]`` in
their own units; ``reduction.line_emission[project,source,category]`` (tCO2e: of the whole activity; lines of
a monitored period have it in their context too); ``reduction.gwp[project,gas]`` (tCO2e/t); the line's
emissions by year are those of :mod:`generator.calculations.reduction.balance`.

Errors: LG215 (an activity below nought: what is taken up has a negative factor), LG539 (a line that counts in no
crediting year), LG014 (no such factor), LG559 (no GWP), LG537 (no grid factor), LG002 (activity and factor do not make
a mass of gas).

Example: worked by hand (tests/calculations/reduction/worked/lines.yaml).

Marks: GWPs are those of the package globalwarmingpotentials, secondary.
"""

from __future__ import annotations

from functools import partial

from generator.calculations.amounts import label
from generator.calculations.reduction.frame import SIDES, TONNES, Frame, Part, emission, yearly_unit
from generator.calculations.reduction.rules import RANGE
from generator.ledger.quantity import Quantity, constant
from generator.project.sections.reduction_parts import Line

_SIDE_NAMES = {
    "baseline": ("基准线", "baseline"),
    "project": ("项目", "project"),
    "leakage": ("泄漏", "leakage"),
    "limit": ("上限", "limit"),
}


def record_lines(frame: Frame) -> None:
    """Record the inputs of every stated line and add it to the project's parts."""
    for side in SIDES:
        for line in getattr(frame.one, side):
            record_line(frame, side, line)
            _check_years(frame, line)
            formula = partial(_yearly, frame, side, line)
            frame.parts.append(Part(side, line.id, line.name.text, formula, line.at))


def _check_years(frame: Frame, line: Line) -> None:
    """Say of a line that counts in no crediting year."""
    last, years = line.last or len(frame.years), len(frame.years)
    if line.first <= min(last, years):
        return
    key = "last" if last < line.first <= years else "first"
    frame.builder.findings.append(
        RANGE.at(
            line.place(key),
            f"{line.name.zh}自第 {line.first} 年起至第 {last} 年止，计入期共 {years} 年，不会计入",
            f"{line.name.en or line.id} counts from year {line.first} to {last} of {years} crediting years: it would "
            "never count",
            hint_zh=f"first 为计入期内的年序，例如 first: 1, last: {years}",
            hint_en=f"first is the number of a crediting year, for example first: 1, last: {years}",
        )
    )


def record_line(frame: Frame, side: str, line: Line, **more: object) -> None:
    """Record the activity and factor of a line."""
    context = {"source": line.id, "category": side, **more}
    zh, en = _SIDE_NAMES[side]
    unit = yearly_unit(line.activity.unit)
    text = label(line.name, f"（{zh}）：活动水平", f" ({en}): activity")
    activity = line.activity.model_copy(update={"unit": unit.text})
    frame.amount("activity", activity, unit.text, text, line.place("activity"), least=0, most=None, **context)
    text = label(line.name, f"（{zh}）：排放因子", f" ({en}): emission factor")
    frame.factor("factor", line.factor, line.place("factor"), text, **context)
    text = label(line.name, f"（{zh}）：全部活动水平的排放量", f" ({en}): emissions of the whole activity")
    frame.derive(
        "line_emission", TONNES, text, partial(_emission, frame, line, context), line.place("factor"), **context
    )


def _emission(frame: Frame, line: Line, context: dict[str, object]) -> Quantity:
    activity, factor = frame.read("activity", **context), frame.read("factor", **context)
    if line.factor == "grid":
        activity = Quantity(activity.value, activity.unit.of("electricity"), activity.formula)
    return emission(frame, activity, factor)


def _yearly(frame: Frame, side: str, line: Line, year: int) -> Quantity:
    if year < line.first or (line.last is not None and year > line.last):
        return constant(0, TONNES, "the line does not count in this year")
    return frame.read("line_emission", source=line.id, category=side)
