"""The crediting period: its rows, and whether the programme allows it.

A crediting year begins on the anniversary of the first day. Rows of the table are crediting years, or
calendar years that hold the days of the crediting years which fall into them, so that both tables have one
and the same total.

Method: days are counted with both ends; a part of a crediting year counts days / days of that crediting year.
The longest period and the number of periods are those of the programme (data set reduction-programmes: CDM
fixed 10 a or renewable 3 x 7 a, VCS 5 renewable 3 x 5 a), or the methodology's own limit where the project
gives one (CCER).

Inputs: ``crediting``: kind, begins, years or ends, number, table, limit, lifetime.

Outputs: ``reduction.days[project,period]`` (day), ``reduction.crediting_years[project]`` (a),
``reduction.crediting_limit[project]`` (a), ``reduction.crediting_margin[project]`` (a: limit less length).

Errors: LG530 (longer than allowed, or one period too many), LG531 (no rule), LG532 (beyond the operation
life).

Example: the supplementary crediting period of CDM project 3005 (北方龙源灰腾梁, 2008-12-05 to 2010-08-23) has 627
days by its project document, as calculated here.

Marks: CDM and VCS 5 periods are secondary; VCS 4, GS, GCC and CCER are unconfirmed.
"""

from __future__ import annotations

import datetime
import itertools
from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.calculations.factors import DataSets, Factor
from generator.calculations.reduction.frame import PROGRAMMES, Frame, Piece, Row
from generator.calculations.reduction.rules import BEYOND_LIFETIME, NO_PERIOD_RULE, PERIOD_TOO_LONG
from generator.ledger.quantity import Quantity, constant, total
from generator.project.sections.reduction import Crediting, Reduction

_DAY = datetime.timedelta(days=1)


def anniversary(begins: datetime.date, years: int) -> datetime.date:
    """Return the first day of the crediting year that begins ``years`` after ``begins``."""
    try:
        return begins.replace(year=begins.year + years)
    except ValueError:  # 29 February
        return datetime.date(begins.year + years, 3, 1)


def has_period(crediting: Crediting) -> bool:
    """Whether the period has one end, and not before its beginning."""
    if (crediting.years is None) == (crediting.ends is None):
        return False
    return crediting.ends is None or crediting.ends >= crediting.begins


def last_day(crediting: Crediting) -> datetime.date:
    """Return the last day of the crediting period."""
    if crediting.ends is not None:
        return crediting.ends
    return anniversary(crediting.begins, crediting.years or 1) - _DAY


def starts(crediting: Crediting) -> tuple[datetime.date, ...]:
    """Return the first day of each crediting year, and the first day of the one that follows the last."""
    last = last_day(crediting)
    found = [crediting.begins]
    while found[-1] <= last:
        found.append(anniversary(crediting.begins, len(found)))
    return tuple(found)


def pieces(crediting: Crediting, begins: datetime.date, ends: datetime.date) -> tuple[Piece, ...]:
    """Return the days from ``begins`` to ``ends`` by crediting year; days outside the period count nothing."""
    firsts, last = starts(crediting), min(ends, last_day(crediting))
    found = []
    for year, (first, following) in enumerate(itertools.pairwise(firsts), start=1):
        days = (min(last, following - _DAY) - max(begins, first)).days + 1
        if days > 0:
            found.append(Piece(year, days, (following - first).days))
    return tuple(found)


def rows(crediting: Crediting) -> tuple[Row, ...]:
    """Return the rows of the table of reductions."""
    last = last_day(crediting)
    if crediting.table == "calendar-years":
        years = range(crediting.begins.year, last.year + 1)
        spans = [
            (str(year), Text(f"{year}年", str(year)), datetime.date(year, 1, 1), datetime.date(year, 12, 31))
            for year in years
        ]
    else:
        firsts = starts(crediting)
        spans = [
            (str(year), Text(f"第{year}年", f"year {year}"), first, following - _DAY)
            for year, (first, following) in enumerate(itertools.pairwise(firsts), start=1)
        ]
    return tuple(
        Row(key, name, max(first, crediting.begins), min(end, last), pieces(crediting, first, end))
        for key, name, first, end in spans
    )


def length(frame: Frame) -> Quantity:
    """Return the length of the crediting period in years."""
    return total([piece.of(constant(1, "a", "one crediting year")) for row in frame.rows for piece in row.pieces], "a")


def whole_years(frame: Frame) -> bool:
    """Whether the period holds whole crediting years alone."""
    return frame.starts[-1] - _DAY == last_day(frame.one.crediting)


def record_crediting(frame: Frame) -> None:
    """Record the period's days, length and limit, and say what is beyond the rule."""
    crediting = frame.one.crediting
    for row in frame.rows:
        text = Text(f"{frame.one.name.zh}：{row.name.zh}天数", f"{frame.one.name.text.en}: days of {row.name.en}")
        frame.count("days", row.days, "day", text, crediting.place("begins"), period=row.key)
    at = crediting.place("years" if crediting.ends is None else "ends")
    text = frame.text("计入期长度", "length of the crediting period")
    frame.derive("crediting_years", "a", text, partial(length, frame), at)
    _limit(frame)
    _number(frame)
    _lifetime(frame)


def _rule(one: Reduction, sets: DataSets, key: str) -> Factor | None:
    """Return what the programme says, without a finding where it says nothing."""
    known = sets.data_set(PROGRAMMES, one.place("programme"))
    if known is None or not known.find(one.programme, key, purpose=one.crediting.kind):
        return None
    return sets.one(PROGRAMMES, one.programme, key, one.place("programme"), purpose=one.crediting.kind)


def _limit(frame: Frame) -> None:
    one, crediting = frame.one, frame.one.crediting
    text = frame.text("计入期上限", "longest crediting period")
    if crediting.limit is not None:
        frame.figure("crediting_limit", crediting.limit, "a", text)
    elif (rule := _rule(one, frame.sets, "crediting-years")) is not None:
        rule.give(frame.builder, "reduction.crediting_limit", frame.at(), text)
    else:
        frame.builder.findings.append(
            NO_PERIOD_RULE.at(
                crediting.place("kind"),
                f"{one.programme} 没有“{crediting.kind}”计入期的规定",
                f"{one.programme} has no rule for a {crediting.kind} crediting period",
                hint_zh="用 limit: {value: 10, unit: a, source: 方法学条款, mark: secondary} 写明方法学的上限",
                hint_en="state the methodology's limit: {value: 10, unit: a, source: ..., mark: secondary}",
            )
        )
        frame.lack("crediting_limit", "没有计入期规定", "there is no rule", crediting.place("kind"))
    at = crediting.place("years" if crediting.ends is None else "ends")
    text = frame.text("计入期上限与长度之差", "longest crediting period less its length")
    frame.derive(
        "crediting_margin", "a", text, lambda: frame.read("crediting_limit") - frame.read("crediting_years"), at
    )
    margin = frame.builder.fact("reduction.crediting_margin", frame.at())
    limit = frame.builder.fact("reduction.crediting_limit", frame.at())
    if margin is not None and limit is not None and margin.value < 0:
        years = limit.value - margin.value
        frame.builder.findings.append(
            PERIOD_TOO_LONG.at(
                at,
                f"计入期 {years:.4g} 年，超过 {one.programme} {crediting.kind} 的上限 {limit.value} 年",
                f"the crediting period of {years:.4g} years exceeds the {limit.value} of {one.programme}, "
                f"{crediting.kind}",
                hint_zh=f"例如 years: {int(limit.value)}",
                hint_en=f"for example years: {int(limit.value)}",
                fact=margin.key,
            )
        )


def _number(frame: Frame) -> None:
    one, crediting = frame.one, frame.one.crediting
    most = _rule(one, frame.sets, "crediting-periods")
    allowed = most.value if most is not None else Decimal(1) if crediting.kind == "fixed" else None
    if allowed is not None and crediting.number > allowed:
        frame.builder.findings.append(
            PERIOD_TOO_LONG.at(
                crediting.place("number"),
                f"第 {crediting.number} 个计入期，{one.programme} 最多 {allowed} 个",
                f"crediting period {crediting.number}: {one.programme} allows {allowed}",
                hint_zh=f"number 不大于 {allowed}",
                hint_en=f"number up to {allowed}",
            )
        )


def _lifetime(frame: Frame) -> None:
    crediting = frame.one.crediting
    if crediting.lifetime is None:
        return
    place = crediting.place("lifetime")
    text = frame.text("运行寿命", "operation life")
    if not frame.amount("lifetime", crediting.lifetime, "a", text, place, least=0, most=200):
        return
    life, years = (frame.builder.fact(f"reduction.{name}", frame.at()) for name in ("lifetime", "crediting_years"))
    if life is not None and years is not None and years.value > life.value:
        frame.builder.findings.append(
            BEYOND_LIFETIME.at(
                place,
                f"计入期 {years.value:.4g} 年，长于运行寿命 {life.value} 年",
                f"the crediting period of {years.value:.4g} years is longer than the operation life of {life.value}",
                hint_zh="缩短计入期，或核对运行寿命",
                hint_en="shorten the period, or check the life",
                fact=years.key,
            )
        )
