"""Baseline, project, leakage, reduction: by year and over the crediting period.

Method: ER_y = BE_y - PE_y - LE_y (ACM0002, AMS-I.D, II.D, III.D, ACM0001, ACM0012). A row of the table is a
crediting year or, with ``table: calendar-years``, a calendar year that takes of each crediting year the days
that fall into it. Rounding is the project's own and part of the method: baseline down, project and leakage
up, reduction down are conservative; a negative year stays negative and is said. Shares that are not issued
(uncertainty, buffer) are taken off a positive reduction: first uncertainty, then the buffer of the rest.

Inputs: the project's parts (lines and methods), ``rounding``, ``deductions``.

Outputs: in tCO2e, ``[project,period]`` and as ``reduction.total_*[project]``: ``reduction.baseline``,
``reduction.project_emissions``, ``reduction.leakage``, ``reduction.emission_reduction``; also
``reduction.emission[project,period,source,category]``, ``reduction.before_rounding``, ``reduction.rounding``,
``reduction.deduction[project,period,parameter]``, ``reduction.issuable``;
``reduction.annual_average[project]``; ``reduction.years_negative[project]`` (1).

Errors: LG538 (a negative year).

Example: Liangzhou District 50 MWp PV: 63,831 tCO2e a year, 446,817 over seven years.

Marks: those of the inputs.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.calculations.reduction.crediting import whole_years
from generator.calculations.reduction.frame import SIDES, TONNES, Frame, Part, Row, add, rounded, share
from generator.calculations.reduction.rules import NEGATIVE_YEAR
from generator.ledger.quantity import Quantity, constant, extreme, total
from generator.project.sections.reduction import Deduction

_FACTS = {
    "baseline": ("baseline", "基准线排放量", "baseline emissions"),
    "project": ("project_emissions", "项目排放量", "project emissions"),
    "leakage": ("leakage", "泄漏量", "leakage"),
}
_RESULTS = {"emission_reduction": ("减排量", "emission reduction"), "issuable": ("可签发减排量", "issuable reduction")}


def record_balance(frame: Frame) -> None:
    """Record every row of the table, the totals and the yearly average."""
    for deduction in frame.one.deductions:
        text = frame.text(f"{deduction.name.zh}比例", f"{deduction.name.text.en}, share")
        frame.figure("deduction_share", deduction.share, "%", text, most=100, parameter=deduction.id)
    for row in frame.rows:
        _record_row(frame, row)
    names = {fact: (zh, en) for fact, zh, en in _FACTS.values()} | _RESULTS
    for fact, (zh, en) in names.items():
        text = frame.text(f"计入期{zh}合计", f"{en} over the crediting period")
        frame.derive(
            f"total_{fact.removeprefix('emission_')}", TONNES, text, partial(_total, frame, fact), frame.one.at
        )
    text = frame.text("年均减排量", "yearly average of the reduction")
    frame.derive("annual_average", f"{TONNES}/a", text, partial(_average, frame), frame.one.at)
    _negative(frame)


def _record_row(frame: Frame, row: Row) -> None:
    key, year = row.key, row.name
    for part in frame.parts:
        text = Text(f"{part.name.zh}：{year.zh}排放量", f"{part.name.en}: emissions in {year.en}")
        context = {"period": key, "source": part.id, "category": part.side}
        frame.derive("emission", TONNES, text, partial(_part, part, row), part.position, **context)
    for side in SIDES:
        fact, zh, en = _FACTS[side]
        if side == "baseline" and not any(part.side == side for part in frame.parts):
            frame.lack(fact, "没有任何基准线排放", "the project has no baseline", frame.one.at, period=key)
            continue
        text = frame.text(f"{year.zh}{zh}", f"{en} in {year.en}")
        frame.derive(fact, TONNES, text, partial(_side, frame, side, key), frame.one.at, period=key)
    for fact, zh, en, formula in (
        ("before_rounding", "减排量（未取整）", "reduction before rounding", _exact),
        ("emission_reduction", "减排量", "emission reduction", _reduction),
        ("rounding", "减排量取整差", "taken off by rounding", _difference),
    ):
        text = frame.text(f"{year.zh}{zh}", f"{en} in {year.en}")
        frame.derive(fact, TONNES, text, partial(formula, frame, key), frame.one.place("rounding"), period=key)
    context = {"period": key}
    record_deductions(frame, "emission_reduction", "deduction", "issuable", context, year)


def record_deductions(
    frame: Frame, reduced: str, taken: str, left: str, context: Mapping[str, object], when: Text
) -> None:
    """Record what is taken off a reduction, and what is left of it to be issued."""
    for deduction in frame.one.deductions:
        text = frame.text(f"{when.zh}{deduction.name.zh}", f"{deduction.name.text.en}, {when.en}")
        formula = partial(_deduction, frame, deduction, reduced, taken, context)
        frame.derive(taken, TONNES, text, formula, deduction.at, **context, parameter=deduction.id)
    text = frame.text(f"{when.zh}可签发减排量", f"issuable reduction, {when.en}")
    frame.derive(left, TONNES, text, partial(_issuable, frame, reduced, taken, context), frame.one.at, **context)


def _part(part: Part, row: Row) -> Quantity:
    counted = [piece.of(part.yearly(piece.year)) for piece in row.pieces]
    return counted[0] if len(counted) == 1 else add(counted)


def _side(frame: Frame, side: str, key: str) -> Quantity:
    parts = [part for part in frame.parts if part.side == side]
    found = add([frame.read("emission", period=key, source=part.id, category=side) for part in parts])
    return rounded(found, getattr(frame.one.rounding, side))


def _exact(frame: Frame, key: str) -> Quantity:
    baseline = frame.read("baseline", period=key)
    return baseline - frame.read("project_emissions", period=key) - frame.read("leakage", period=key)


def _reduction(frame: Frame, key: str) -> Quantity:
    return rounded(frame.read("before_rounding", period=key), frame.one.rounding.reduction)


def _difference(frame: Frame, key: str) -> Quantity:
    return frame.read("before_rounding", period=key) - frame.read("emission_reduction", period=key)


def _deduction(frame: Frame, deduction: Deduction, reduced: str, taken: str, context: Mapping[str, object]) -> Quantity:
    base = extreme([frame.read(reduced, **context), constant(0, TONNES)], "max")
    if deduction.kind == "buffer":
        for other in frame.one.deductions:
            if other.kind == "uncertainty":
                base = base - frame.read(taken, **context, parameter=other.id)
    found = base * share(frame.read("deduction_share", parameter=deduction.id))
    return rounded(found, "ceiling" if frame.one.rounding.reduction == "floor" else "none")


def _issuable(frame: Frame, reduced: str, taken: str, context: Mapping[str, object]) -> Quantity:
    left = frame.read(reduced, **context)
    for deduction in frame.one.deductions:
        left = left - frame.read(taken, **context, parameter=deduction.id)
    return left


def _total(frame: Frame, fact: str) -> Quantity:
    return add([frame.read(fact, period=row.key) for row in frame.rows])


def _average(frame: Frame) -> Quantity:
    """Return total / years, or total x 365 / days where the period is no number of whole years."""
    whole = frame.read("total_reduction")
    if whole_years(frame):
        mean = whole / frame.read("crediting_years")
    else:
        days = total([frame.read("days", period=row.key) for row in frame.rows], "day")
        mean = whole * constant(365, "day/a", "days of a year") / days
    return rounded(mean, frame.one.rounding.reduction)


def _negative(frame: Frame) -> None:
    found = [(row, frame.builder.fact("reduction.emission_reduction", frame.at(period=row.key))) for row in frame.rows]
    negative = [(row, fact) for row, fact in found if fact is not None and fact.value < 0]
    text = frame.text("减排量为负的年数", "years with a negative reduction")
    ones = [constant(1, meaning=f"{row.name.en} is negative") for row, _ in negative]
    frame.derive("years_negative", "1", text, lambda: total(ones, "1"), frame.one.at)
    for row, fact in negative:
        frame.builder.findings.append(
            NEGATIVE_YEAR.at(
                frame.one.at,
                f"{row.name.zh}减排量为 {fact.value.quantize(Decimal('0.01')):f} tCO2e，为负值",
                f"the reduction in {row.name.en} is negative: {fact.value.quantize(Decimal('0.01')):f} tCO2e",
                hint_zh="核对活动水平和因子；属实时在文件中说明原因",
                hint_en="check activity and factors; where it is right, say why in the document",
                fact=fact.key,
            )
        )
