"""Comments held against their rules: numbered, answered with a reason, of a body that is known, within the period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from generator.calculations.desk import Desk
from generator.calculations.standard_process.rules import (
    ANSWER,
    BODY_UNKNOWN,
    NO_REASON,
    NO_VERDICT,
    NUMBERING,
    OUTSIDE,
    TWICE,
    UNTRACED,
)
from generator.project.sections.standard_process import StandardProcess
from generator.project.sections.standard_process_consultation import Asked, Consultation
from generator.project.standard_comments import Comment
from generator.project.suggestions import nearest

_VERDICTS = ("adopted", "partly", "rejected")
_VERDICT_HINT = ("填写 采纳、部分采纳 或 未采纳", "verdict: adopted, partly or rejected")


def check_comments(desk: Desk, section: StandardProcess, held: Consultation, comments: Sequence[Comment]) -> None:
    """Find what a table of comments must not have."""
    traced = any(one.commit for one in comments)
    known = {one.id: one.name.zh for one in section.bodies}
    for one in comments:
        _settled(desk, one, traced=traced)
        _timely(desk, held, one)
        if one.body not in known:
            _unknown_body(desk, one, known)
    _numbers(desk, comments)
    _repeated(desk, comments)
    counts = Counter(one.body for one in comments)
    for asked in held.asked:
        _answer(desk, asked, counts[asked.body])


def _called(one: Comment) -> tuple[str, str]:
    number = one.number if one.number is not None else one.id
    return f"第 {number} 号意见", f"comment {number}"


def _settled(desk: Desk, one: Comment, *, traced: bool) -> None:
    zh, en = _called(one)
    if one.verdict not in _VERDICTS:
        word = f"“{one.verdict}”不是处理结论" if one.verdict else "没有处理结论"
        said = f"{one.verdict!r} is no verdict" if one.verdict else "it has no verdict"
        desk.find(NO_VERDICT, one.place("verdict"), (f"{zh}{word}", f"{en}: {said}"), _VERDICT_HINT)
        return
    if one.verdict != "adopted" and not one.reply:
        word = "未采纳" if one.verdict == "rejected" else "部分采纳"
        message = (f"{zh}{word}，没有写明理由", f"{en} is {one.verdict} without a reason")
        hint = ("例如 reply: 附录A已规定该要求", "for example reply: annex A settles it already")
        desk.find(NO_REASON, one.place("reply"), message, hint)
    if traced and one.verdict != "rejected" and not one.commit:
        message = (f"{zh}已采纳，没有写明修改草案的提交", f"{en} was adopted, and no commit of the draft is named")
        desk.find(UNTRACED, one.place("commit"), message, ("例如 commit: 4f1c2a9", "for example commit: 4f1c2a9"))


def _timely(desk: Desk, held: Consultation, one: Comment) -> None:
    if one.received is None or held.begins <= one.received <= held.ends:
        return
    zh, en = _called(one)
    late = one.received > held.ends
    day = held.ends if late else held.begins
    message = (
        f"{zh}收到于 {one.received}，{'晚于征求意见截止日期' if late else '早于征求意见开始日期'} {day}",
        f"{en} was received on {one.received}, {'after the deadline' if late else 'before the call began'} ({day})",
    )
    hint = (
        "核对收到日期；逾期采纳的，在 waivers 中写明理由",
        "check the day; where it was taken in late, say why in a waiver",
    )
    desk.find(OUTSIDE, one.place("received"), message, hint, held.place("ends" if late else "begins"))


def _unknown_body(desk: Desk, one: Comment, known: dict[str, str]) -> None:
    if not one.body:
        word, said = "没有写明单位", "it names no body"
    else:
        word, said = f"的单位“{one.body}”不在 bodies 中", f"{one.body!r} is none of the bodies"
    near = nearest(one.body, [*known, *known.values()]) or next(iter(known))
    zh, en = _called(one)
    desk.find(BODY_UNKNOWN, one.place("body"), (f"{zh}{word}", f"{en}: {said}"), (f"例如 {near}", f"such as {near}"))


def _numbers(desk: Desk, comments: Sequence[Comment]) -> None:
    seen: dict[int, Comment] = {}
    for place, one in enumerate(comments, 1):
        if one.number is None:
            message = (f"第 {place} 条意见没有序号", f"the comment in place {place} has no whole number")
        elif one.number in seen:
            message = (f"序号 {one.number} 重复", f"number {one.number} is used twice")
        else:
            seen[one.number] = one
            continue
        desk.find(NUMBERING, one.place("number"), message, (f"例如 {place}", f"for example {place}"))
    for missing in sorted(set(range(1, len(comments) + 1)) - set(seen)):
        if len(seen) == len(comments):  # else a repeated number has said it
            after = max((n for n in seen if n < missing), default=0)
            at = (seen[after] if after else comments[0]).place("number")
            message = (f"缺少序号 {missing}", f"number {missing} is missing")
            desk.find(
                NUMBERING, at, message, (f"序号应从 1 到 {len(comments)}", f"numbers go from 1 to {len(comments)}")
            )


def _repeated(desk: Desk, comments: Iterable[Comment]) -> None:
    first: dict[tuple[str, str, str], Comment] = {}
    for one in comments:
        key = (one.body, one.clause, "".join(one.opinion.split()))
        if key in first:
            other = _called(first[key])
            zh, en = _called(one)
            message = (f"{zh}与{other[0]}的单位、条款和内容相同", f"{en} is the same as {other[1]}")
            desk.find(TWICE, one.place("opinion"), message, ("保留一条", "keep one of them"), first[key].at)
        first.setdefault(key, one)


def _answer(desk: Desk, asked: Asked, count: int) -> None:
    at = asked.place("answer")
    if count and asked.replied is None:
        message = (
            f"{asked.body} 提出意见 {count} 条，没有回函日期",
            f"{asked.body} has {count} comments and no day of answer",
        )
        desk.find(ANSWER, asked.at, message, ("例如 replied: 2025-11-02", "for example replied: 2025-11-02"))
    elif count and asked.answer == "no-comments":
        message = (
            f"{asked.body} 回函为无意见，意见表中有 {count} 条",
            f"{asked.body} answered without comments and has {count}",
        )
        desk.find(ANSWER, at, message, ("answer: comments", "answer: comments"))
    elif not count and asked.answer == "comments":
        message = (
            f"{asked.body} 回函有意见，意见表中没有",
            f"{asked.body} answered with comments, and there are none of it",
        )
        desk.find(ANSWER, at, message, ("补录意见，或 answer: no-comments", "enter them, or answer: no-comments"))
