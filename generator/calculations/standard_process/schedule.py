"""The stages of the work: how many months each takes as planned and took, how late it ended, whether they are in order.

Method: months of a stage = calendar months touched = (year, month of the end) - (year, month of the begin) + 1; delay =
day of the actual end - day of the planned end, below nought where it ended early; months in all likewise, from the
first begin to the last end. A stage that runs still has neither actual months nor a delay.

Inputs: section ``standard_process``: schedule, consultation.begins and .ends, review.date.

Outputs: standard_process.planned_months, .actual_months[stage] in month, standard_process.delay[stage] in day,
standard_process.planned_months, .actual_months without dimension for the whole.

Errors: LG779.

Example: worked/planning.yaml, counted on a calendar.

Marks: none; dates are the client's own.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Sequence
from decimal import Decimal

from generator.base.findings import Position
from generator.base.text import Text
from generator.calculations.desk import Desk
from generator.calculations.standard_process.rules import STAGES_ORDER
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant
from generator.project.sections.standard_process import STAGES, StandardProcess
from generator.project.sections.standard_process_parts import Milestone, Span

STAGE_NAMES: dict[str, Text] = {
    "pre-study": Text("预研", "pre-study"),
    "proposal": Text("立项", "proposal"),
    "drafting": Text("起草", "drafting"),
    "comments": Text("征求意见", "comments"),
    "review": Text("审查", "review"),
    "approval": Text("报批", "approval"),
    "publication": Text("发布", "publication"),
    "promotion": Text("宣贯", "promotion"),
}
_NONE = Context()


def record_schedule(desk: Desk, section: StandardProcess) -> None:
    """Record the months of every stage and of all."""
    for one in section.schedule:
        context, name = Context.of(stage=one.stage), STAGE_NAMES[one.stage]
        _months(desk, "planned_months", context, one.planned, _said(name, "计划用时", "months planned"))
        if one.actual is None or one.actual.ends is None:
            continue
        _months(desk, "actual_months", context, one.actual, _said(name, "实际用时", "months taken"))
        if one.planned.ends is not None:
            late = (one.actual.ends - one.planned.ends).days
            label = _said(name, "结束日期较计划推迟", "days later than planned")
            desk.builder.give("standard_process.delay", context, Decimal(late), "day", label, one.actual.place("ends"))
    at = section.place("schedule")
    _whole(desk, "planned_months", [one.planned for one in section.schedule], Text("计划总用时", "months planned"), at)
    actual = [one.actual for one in section.schedule if one.actual is not None]
    _whole(desk, "actual_months", actual, Text("实际总用时", "months taken"), at)
    _check_order(desk, section)
    _check_days(desk, section)


def _said(name: Text, zh: str, en: str) -> Text:
    return Text(f"{name.zh}阶段{zh}", f"{name.en}: {en}")


def _between(begins: datetime.date, ends: datetime.date) -> Callable[[], Quantity]:
    first, last = (day.year * 12 + day.month for day in (begins, ends))
    return lambda: (
        constant(last, "month", f"month of {ends}")
        - constant(first, "month", f"month of {begins}")
        + constant(1, "month", "both counted")
    )


def _months(desk: Desk, key: str, context: Context, span: Span, name: Text) -> None:
    if span.ends is not None and span.ends >= span.begins:
        formula = _between(span.begins, span.ends)
        desk.derive(f"standard_process.{key}", context, "month", name, formula, span.place("begins"))


def _whole(desk: Desk, key: str, spans: Sequence[Span], name: Text, at: Position) -> None:
    ends = [span.ends for span in spans if span.ends is not None]
    if not ends or max(ends) < min(span.begins for span in spans):
        return
    formula = _between(min(span.begins for span in spans), max(ends))
    desk.derive(f"standard_process.{key}", _NONE, "month", name, formula, at)


def _check_order(desk: Desk, section: StandardProcess) -> None:
    """Hold every stage against the one before it, in the order of stages."""
    seen: dict[str, Milestone] = {}
    for one in section.schedule:
        name = STAGE_NAMES[one.stage]
        if one.stage in seen:
            message = (f"{name.zh}阶段写了两次", f"the stage {name.en} stands twice")
            hint = ("合并为一项", "one entry a stage")
            desk.find(STAGES_ORDER, one.place("stage"), message, hint, seen[one.stage].at)
        seen.setdefault(one.stage, one)
    ordered = sorted(seen.values(), key=lambda one: STAGES.index(one.stage))
    for key, zh, en in (("planned", "计划", "planned"), ("actual", "实际", "actual")):
        timed = [(one, span) for one in ordered if (span := getattr(one, key)) is not None]
        for (before, earlier), (one, span) in itertools.pairwise(timed):
            if span.begins < earlier.begins:
                first, then = STAGE_NAMES[before.stage], STAGE_NAMES[one.stage]
                message = (
                    f"{then.zh}阶段{zh}开始（{span.begins}）早于{first.zh}阶段（{earlier.begins}）",
                    f"{then.en} begins ({en} {span.begins}) before {first.en} ({earlier.begins})",
                )
                hint = (f"begins: {earlier.begins} 或更晚", f"begins: {earlier.begins} or later")
                desk.find(STAGES_ORDER, span.place("begins"), message, hint, earlier.place("begins"))


def _check_days(desk: Desk, section: StandardProcess) -> None:
    """Hold the call for comments and the review against their stages, and the review against the call."""
    stages = {one.stage: one for one in section.schedule}
    held, review = section.consultation, section.review
    if held is not None:
        for key, day in (("begins", held.begins), ("ends", held.ends)):
            _inside(desk, stages.get("comments"), day, held.place(key), Text("征求意见", "the call for comments"))
    if review is None:
        return
    _inside(desk, stages.get("review"), review.date, review.place("date"), Text("审查", "the review"))
    if held is not None and review.date <= held.ends:
        message = (
            f"审查日期 {review.date} 不晚于征求意见截止日期 {held.ends}",
            f"the review on {review.date} is not after the deadline for comments, {held.ends}",
        )
        desk.find(
            STAGES_ORDER,
            review.place("date"),
            message,
            (f"date: {held.ends} 之后的日期", f"date: a day after {held.ends}"),
            held.place("ends"),
        )


def _inside(desk: Desk, stage: Milestone | None, day: datetime.date, at: Position, what: Text) -> None:
    span = stage.actual if stage is not None else None
    if span is None or (span.begins <= day and (span.ends is None or day <= span.ends)):
        return
    until = span.ends or "…"
    message = (
        f"{what.zh}日期 {day} 不在该阶段的实际起止日期（{span.begins} 至 {until}）内",
        f"{what.en}: {day} is outside its stage ({span.begins} to {until})",
    )
    hint = (f"例如 {span.begins}", f"for example {span.begins}")
    desk.find(STAGES_ORDER, at, message, hint, span.place("begins"))
