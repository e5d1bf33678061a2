"""Monitored periods: reductions by vintage, and how they compare with the ex-ante estimate of the same days.

Method: ER = BE - PE - LE of the monitored quantities, by calendar year (vintage): exported electricity less
imported times the combined margin; other meters times their factor; stated lines are spread over the vintages
by days. The ex-ante value of the period takes of every row of the table the days that fall into the period.
Deviation = monitored / ex-ante - 1; one beyond the stated tolerance must be explained. Where a limit is
stated (AMS-III.D: methane destroyed less the project's electricity and transport), the reduction of a vintage
is the lower of the two.

Inputs: ``monitoring``: begins, ends, meters (:mod:`generator.calculations.reduction.metered`), lines, limit,
limit_less, gaps, tolerance, explanation.

Outputs: ``reduction.monitored_baseline``, ``reduction.monitored_project``, ``reduction.monitored_leakage``,
``reduction.monitored[project,period,vintage]`` (tCO2e, the last rounded by the project's rule) and
``reduction.monitored[project,period]``, the sum over vintages;
``reduction.monitored_emission[project,period,vintage,source,category]``;
``reduction.monitored_limit[project,period,vintage]`` (tCO2e); ``reduction.ex_ante[project,period]`` (tCO2e),
``reduction.deviation[project,period]`` (%), ``reduction.deviation_margin[project,period]`` (%: size of the
deviation less the tolerance); ``reduction.monitored_deduction[project,period,vintage,parameter]`` and
``reduction.monitored_issuable[project,period,vintage]`` (tCO2e) and its sum over vintages
``[project,period]``; ``reduction.monitored_days[project,period]`` (day),
``reduction.monitored_annualised[project,period]`` (tCO2e/a).

Errors: LG540 to LG548.

Example: CDM project 3005 (北方龙源灰腾梁, supplementary CCER period): of 1,286,349 tCO2e in 627 days the year 2009
holds 748,831 (floor), the yearly figure of its project document.

Marks: those of the factors; the limit of AMS-III.D is unconfirmed: which lines it takes off is stated by the
project.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import partial

from generator.base.text import Text
from generator.calculations.amounts import label
from generator.calculations.reduction.balance import record_deductions
from generator.calculations.reduction.crediting import last_day
from generator.calculations.reduction.frame import SIDES, TONNES, Frame, add, emission, rounded
from generator.calculations.reduction.lines import record_line
from generator.calculations.reduction.meter_rows import Span, spans
from generator.calculations.reduction.metered import record_metered
from generator.calculations.reduction.rules import DEVIATION, OUTSIDE_CREDITING, OVERLAP
from generator.ledger.quantity import Quantity, constant, extreme, ratio
from generator.project.sections.reduction_monitoring import Meter, Monitoring
from generator.project.sections.reduction_parts import Line

_NAMES = {
    "baseline": ("基准线排放量", "baseline"),
    "project": ("项目排放量", "project"),
    "leakage": ("泄漏量", "leakage"),
}
_SIDE_OF = {
    "export": "baseline",
    "import": "baseline",
    "baseline": "baseline",
    "project": "project",
    "leakage": "leakage",
    "limit": "limit",
}

_COUNTED = (*SIDES, "limit")

_Source = tuple[str, str, Text, Callable[[Span], Quantity]]


def record_monitoring(frame: Frame) -> None:
    """Record every monitored period of a project."""
    _check_periods(frame)
    for period in frame.one.monitoring:
        if period.ends < period.begins:
            frame.lack("monitored", "监测期先后颠倒", "the period ends before it begins", period.at, period=period.id)
            continue
        for meter in period.meters:
            record_metered(frame, period, meter)
            text = label(meter.name, "：排放因子", ": factor")
            context = {"period": period.id, "meter": meter.id}
            frame.factor("meter_factor", meter.factor, meter.place("factor"), text, **context)
        for side in _COUNTED:
            for line in getattr(period, side):
                record_line(frame, side, line, period=period.id)
        _record_period(frame, period)


def _sources(frame: Frame, period: Monitoring) -> list[_Source]:
    """Return the side, id, name and formula of everything that a period counts."""
    found: list[_Source] = [
        (_SIDE_OF[meter.counts], meter.id, meter.name.text, partial(_metered, frame, period, meter))
        for meter in period.meters
    ]
    for side in _COUNTED:
        for line in getattr(period, side):
            found.append((side, line.id, line.name.text, partial(_line, frame, period, side, line)))
    return found


def _metered(frame: Frame, period: Monitoring, meter: Meter, span: Span) -> Quantity:
    counted = frame.read("metered", period=period.id, meter=meter.id, vintage=span.year)
    found = emission(frame, counted, frame.read("meter_factor", period=period.id, meter=meter.id))
    return constant(0, TONNES) - found if meter.counts == "import" else found


def _line(frame: Frame, period: Monitoring, side: str, line: Line, span: Span) -> Quantity:
    whole = frame.read("line_emission", source=line.id, category=side, period=period.id)
    days = (period.ends - period.begins).days + 1
    return whole if span.days == days else whole * ratio(span.days, days, meaning="days of the vintage by the period's")


def _record_period(frame: Frame, period: Monitoring) -> None:
    sources, parts = _sources(frame, period), spans(period)
    for span in parts:
        context = {"period": period.id, "vintage": span.year}
        for side, name, text, formula in sources:
            words = Text(f"{text.zh}：{span.year}年监测排放量", f"{text.en}: monitored emissions in {span.year}")
            more = {**context, "source": name, "category": side}
            frame.derive("monitored_emission", TONNES, words, partial(formula, span), period.at, **more)
        for side in SIDES:
            zh, en = _NAMES[side]
            words = frame.text(f"{span.year}年监测{zh}", f"monitored {en} emissions in {span.year}")
            ids = [name for of, name, _, _ in sources if of == side]
            if side == "baseline" and not ids:
                zh, en = "监测期没有基准线数据", "nothing of the baseline was monitored"
                frame.builder.lack("reduction.monitored_baseline", frame.at(**context), Text(zh, en), period.at)
                continue
            formula_of = partial(_side, frame, side, ids, context)
            frame.derive(f"monitored_{side}", TONNES, words, formula_of, period.at, **context)
        limits = [name for of, name, _, _ in sources if of == "limit"]
        if limits:
            words = frame.text(f"{span.year}年减排量上限", f"limit of the reduction in {span.year}")
            formula_of = partial(_limit, frame, period, limits, context)
            frame.derive("monitored_limit", TONNES, words, formula_of, period.place("limit"), **context)
        words = frame.text(f"{span.year}年监测减排量", f"monitored reduction in {span.year}")
        frame.derive(
            "monitored", TONNES, words, partial(_reduction, frame, context, bool(limits)), period.at, **context
        )
        when = Text(f"{span.year}年监测", f"monitored {span.year}")
        record_deductions(frame, "monitored", "monitored_deduction", "monitored_issuable", context, when)
    _record_totals(frame, period, parts)


def _side(frame: Frame, side: str, ids: list[str], context: dict[str, object]) -> Quantity:
    found = add([frame.read("monitored_emission", source=name, category=side, **context) for name in ids])
    return rounded(found, getattr(frame.one.rounding, side))


def _limit(frame: Frame, period: Monitoring, limits: list[str], context: dict[str, object]) -> Quantity:
    whole = add([frame.read("monitored_emission", source=name, category="limit", **context) for name in limits])
    less = [frame.read("monitored_emission", source=name, category="project", **context) for name in period.limit_less]
    return whole - add(less)


def _reduction(frame: Frame, context: dict[str, object], limited: bool) -> Quantity:
    baseline = frame.read("monitored_baseline", **context)
    exact = baseline - frame.read("monitored_project", **context) - frame.read("monitored_leakage", **context)
    if limited:
        exact = extreme([exact, frame.read("monitored_limit", **context)], "min")
    return rounded(exact, frame.one.rounding.reduction)


def _record_totals(frame: Frame, period: Monitoring, parts: tuple[Span, ...]) -> None:
    at, key = period.at, period.id
    days = sum(span.days for span in parts)
    frame.count(
        "monitored_days", days, "day", frame.text("监测期天数", "days monitored"), period.place("begins"), period=key
    )
    yearly = f"{TONNES}/a"
    reduced, issued = (partial(_sum, frame, key, parts, name) for name in ("monitored", "monitored_issuable"))
    for name, unit, zh, en, formula in (
        ("monitored", TONNES, "监测期减排量", "reduction of the monitored period", reduced),
        ("monitored_issuable", TONNES, "监测期可签发减排量", "issuable reduction of the period", issued),
        ("monitored_annualised", yearly, "监测期年均减排量", "monitored a year", partial(_yearly, frame, key)),
        ("ex_ante", TONNES, "同期事前估算减排量", "ex-ante, same days", partial(_ex_ante, frame, period)),
        ("deviation", "%", "与事前估算的偏差", "deviation from ex-ante", partial(_deviation, frame, key)),
    ):
        frame.derive(name, unit, frame.text(zh, en), formula, at, period=key)
    text = frame.text("偏差限值", "tolerated deviation")
    frame.amount("tolerance", period.tolerance, "%", text, period.place("tolerance"), least=0, period=key)
    text = frame.text("偏差超出限值", "deviation beyond what is tolerated")
    frame.derive("deviation_margin", "%", text, partial(_margin, frame, key), at, period=key)
    margin = frame.builder.fact("reduction.deviation_margin", frame.at(period=key))
    deviation = frame.builder.fact("reduction.deviation", frame.at(period=key))
    if margin is None or deviation is None or margin.value <= 0 or period.explanation is not None:
        return
    frame.builder.findings.append(
        DEVIATION.at(
            period.place("tolerance"),
            f"监测减排量与事前估算相差 {deviation.value:+.1f}%，超过 {period.tolerance.value}%，未作说明",
            f"the monitored reduction differs by {deviation.value:+.1f} %, more than {period.tolerance.value} %, "
            "without an explanation",
            hint_zh="写 explanation: 原因",
            hint_en="write explanation: the reason",
            fact=deviation.key,
        )
    )


def _sum(frame: Frame, key: str, parts: tuple[Span, ...], name: str) -> Quantity:
    return add([frame.read(name, period=key, vintage=span.year) for span in parts])


def _yearly(frame: Frame, key: str) -> Quantity:
    mean = frame.read("monitored", period=key) * constant(365, "day/a", "days of a year")
    return rounded(mean / frame.read("monitored_days", period=key), frame.one.rounding.reduction)


def _ex_ante(frame: Frame, period: Monitoring) -> Quantity:
    parts = []
    for row in frame.rows:
        days = (min(row.last, period.ends) - max(row.first, period.begins)).days + 1
        if days > 0:
            of_row = frame.read("emission_reduction", period=row.key)
            if days != row.days:
                of_row = of_row * ratio(days, row.days, meaning="days monitored of the row's days")
            parts.append(of_row)
    return add(parts)


def _deviation(frame: Frame, key: str) -> Quantity:
    return frame.read("monitored", period=key) / frame.read("ex_ante", period=key) - constant(1)


def _margin(frame: Frame, key: str) -> Quantity:
    return frame.read("deviation", period=key).magnitude() - frame.read("tolerance", period=key)


# ------------------------------------------------------------------------------------------------------ periods


def _check_periods(frame: Frame) -> None:
    crediting = frame.one.crediting
    last = last_day(crediting)
    ordered = sorted(frame.one.monitoring, key=lambda one: one.begins)
    for period in ordered:
        for key, wrong in (("begins", period.begins < crediting.begins), ("ends", period.ends > last)):
            if wrong:
                frame.builder.findings.append(
                    OUTSIDE_CREDITING.at(
                        period.place(key),
                        f"监测期 {period.begins} 至 {period.ends} 超出计入期 {crediting.begins} 至 {last}",
                        f"the monitored period {period.begins} to {period.ends} is not within the crediting period "
                        f"{crediting.begins} to {last}",
                        hint_zh=f"{key}: {crediting.begins if key == 'begins' else last}",
                        hint_en=f"{key}: {crediting.begins if key == 'begins' else last}",
                        related=[crediting.place("begins")],
                    )
                )
    for before, after in itertools.pairwise(ordered):
        if after.begins <= before.ends:
            frame.builder.findings.append(
                OVERLAP.at(
                    after.place("begins"),
                    f"监测期 {after.id} 自 {after.begins} 起，与 {before.id}（至 {before.ends}）重叠",
                    f"period {after.id} begins on {after.begins}, before {before.id} ends on {before.ends}",
                    hint_zh="每一天只属于一个监测期",
                    hint_en="a day belongs to one monitored period",
                    related=[before.place("ends")],
                )
            )
