"""Comments counted: by body, by verdict and in all, with the sum check.

Each comment is a fact of 1; every count is a sum of such facts, so that ``explain`` leads from a count to its comments
and the workbook counts them anew.

Method: received = sum of all comments; adopted, partly, rejected = sums by verdict; unsettled = received - adopted -
partly - rejected, nought where every comment has a verdict; share of a verdict = its count / received; accepted =
(adopted + partly) / received. The four numbers of bodies that a table of comments closes with: asked, answered,
answered with comments, silent = asked - answered.

Inputs: section ``standard_process``: consultation.comments or consultation.table, consultation.asked, .stated.

Outputs: standard_process.comment_number[row], standard_process.comment[source,category,row],
standard_process.comments with no dimension, [category], [source], [source,category];
standard_process.comments_unsettled; standard_process.comment_share[category], standard_process.accepted_share and
standard_process.reply_rate in %; standard_process.asked, .replied, .commented[source] (1 or 0);
standard_process.bodies_asked, .bodies_replied, .bodies_commented, .bodies_silent; standard_process.consultation_days in
day (both ends counted).

Errors: LG770 to LG778.

Example: worked/comments.yaml, counted by hand.

Marks: none; comments are the client's own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from generator.base.findings import Position
from generator.base.text import Text
from generator.calculations.amounts import label
from generator.calculations.desk import Desk
from generator.calculations.standard_process.comment_checks import check_comments
from generator.calculations.standard_process.rules import COUNTS
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, total
from generator.project.node import Names
from generator.project.sections.standard_process import StandardProcess
from generator.project.sections.standard_process_consultation import Consultation
from generator.project.standard_comments import Comment, comments_of

VERDICTS: dict[str, Text] = {
    "adopted": Text("采纳", "adopted"),
    "partly": Text("部分采纳", "adopted in part"),
    "rejected": Text("未采纳", "rejected"),
}
_NONE = Context()
_COMMENT, _COMMENTS = "standard_process.comment", "standard_process.comments"


def record_consultation(desk: Desk, section: StandardProcess) -> None:
    """Record the call for comments: its comments, the bodies, what was stated of both."""
    held = section.consultation
    if held is None:
        return
    comments = comments_of(desk.project)
    check_comments(desk, section, held, comments)
    names = {one.id: one.name for one in section.bodies}
    for one in comments:
        _comment(desk, one, names.get(one.body))
    _counts(desk, held, comments, names)
    _bodies(desk, held, comments, names)
    days = (held.ends - held.begins).days + 1
    name = Text("征求意见天数", "days of the call for comments")
    desk.builder.give("standard_process.consultation_days", _NONE, Decimal(days), "day", name, held.place("begins"))
    _hold_stated(desk, held)


def _context(one: Comment) -> Context:
    return Context.of(source=one.body or None, category=one.verdict if one.verdict in VERDICTS else None, row=one.id)


def _comment(desk: Desk, one: Comment, body: Names | None) -> None:
    number = one.number or 0
    if one.number is not None:
        name = Text(f"第{number}号意见的序号", f"comment {number}: its number")
        desk.count("standard_process.comment_number", Context.of(row=one.id), number, name, one.place("number"))
    verdict = VERDICTS.get(one.verdict, Text("未处理", "unsettled"))
    by = body.text if body is not None else Text(one.body, one.body)
    name = Text(f"第{number}号意见（{by.zh}，{verdict.zh}）", f"comment {number} ({by.en}, {verdict.en})")
    desk.count(_COMMENT, _context(one), 1, name, one.at)


def _sum(desk: Desk, chosen: Sequence[Comment]) -> Callable[[], Quantity]:
    return lambda: total([desk.read(_COMMENT, _context(one)) for one in chosen], "1")


def _counts(desk: Desk, held: Consultation, comments: Sequence[Comment], names: dict[str, Names]) -> None:
    at = held.place("table" if held.table is not None else "comments")
    desk.derive(_COMMENTS, _NONE, "1", Text("收到意见数", "comments received"), _sum(desk, comments), at)
    for verdict, word in VERDICTS.items():
        mine = [one for one in comments if one.verdict == verdict]
        name = Text(f"{word.zh}意见数", f"comments {word.en}")
        desk.derive(_COMMENTS, Context.of(category=verdict), "1", name, _sum(desk, mine), at)
    for body in dict.fromkeys(one.body for one in comments):
        own = [one for one in comments if one.body == body]
        by = names.get(body, Names(zh=body))
        desk.derive(_COMMENTS, Context.of(source=body), "1", label(by, "：意见数", ": comments"), _sum(desk, own), at)
        for verdict, word in VERDICTS.items():
            mine = [one for one in own if one.verdict == verdict]
            name = label(by, f"：{word.zh}意见数", f": comments {word.en}")
            desk.derive(_COMMENTS, Context.of(source=body, category=verdict), "1", name, _sum(desk, mine), at)
    settled = [Context.of(category=verdict) for verdict in VERDICTS]
    desk.derive(
        "standard_process.comments_unsettled",
        _NONE,
        "1",
        Text("收到意见数与各类处理数之差", "comments received less comments settled"),
        lambda: desk.read(_COMMENTS) - total([desk.read(_COMMENTS, one) for one in settled], "1"),
        at,
    )
    if comments:
        _shares(desk, at)


def _shares(desk: Desk, at: Position) -> None:
    def share(*verdicts: str) -> Callable[[], Quantity]:
        parts = [Context.of(category=verdict) for verdict in verdicts]
        return lambda: total([desk.read(_COMMENTS, one) for one in parts], "1") / desk.read(_COMMENTS)

    for verdict, word in VERDICTS.items():
        name = Text(f"{word.zh}意见占比", f"share of comments {word.en}")
        desk.derive("standard_process.comment_share", Context.of(category=verdict), "%", name, share(verdict), at)
    name = Text("采纳和部分采纳意见占比", "share of comments adopted wholly or in part")
    desk.derive("standard_process.accepted_share", _NONE, "%", name, share("adopted", "partly"), at)


def _bodies(desk: Desk, held: Consultation, comments: Sequence[Comment], names: dict[str, Names]) -> None:
    commenting = {one.body for one in comments}
    for one in held.asked:
        context, by = Context.of(source=one.body), names.get(one.body, Names(zh=one.body))
        for key, holds, zh, en in (
            ("asked", True, "是否发送征求意见稿（1为是）", "draft sent (1: yes)"),
            ("replied", one.replied is not None, "是否回函（1为是）", "answered (1: yes)"),
            ("commented", one.body in commenting, "是否提出意见（1为是）", "answered with comments (1: yes)"),
        ):
            desk.count(f"standard_process.{key}", context, int(holds), label(by, f"：{zh}", f": {en}"), one.at)
    at = held.place("asked")
    bodies = [Context.of(source=one.body) for one in held.asked]
    for key, zh, en in (
        ("asked", "发送征求意见稿的单位数", "bodies that the draft was sent to"),
        ("replied", "回函的单位数", "bodies that answered"),
        ("commented", "回函并提出意见的单位数", "bodies that answered with comments"),
    ):
        desk.derive(f"standard_process.bodies_{key}", _NONE, "1", Text(zh, en), _over(desk, key, bodies), at)
    asked, replied = "standard_process.bodies_asked", "standard_process.bodies_replied"
    name = Text("没有回函的单位数", "bodies that did not answer")
    desk.derive("standard_process.bodies_silent", _NONE, "1", name, lambda: desk.read(asked) - desk.read(replied), at)
    name = Text("回函率", "share of bodies that answered")
    desk.derive("standard_process.reply_rate", _NONE, "%", name, lambda: desk.read(replied) / desk.read(asked), at)


def _over(desk: Desk, key: str, bodies: Sequence[Context]) -> Callable[[], Quantity]:
    return lambda: total([desk.read(f"standard_process.{key}", one) for one in bodies], "1")


def _hold_stated(desk: Desk, held: Consultation) -> None:
    """Hold stated counts against those made here."""
    if held.stated is None:
        return
    for key, fact, context, zh in (
        ("received", _COMMENTS, _NONE, "收到意见数"),
        ("adopted", _COMMENTS, Context.of(category="adopted"), "采纳意见数"),
        ("partly", _COMMENTS, Context.of(category="partly"), "部分采纳意见数"),
        ("rejected", _COMMENTS, Context.of(category="rejected"), "未采纳意见数"),
        ("asked", "standard_process.bodies_asked", _NONE, "发送单位数"),
        ("replied", "standard_process.bodies_replied", _NONE, "回函单位数"),
        ("commented", "standard_process.bodies_commented", _NONE, "提出意见的单位数"),
    ):
        said, made = getattr(held.stated, key), desk.value(fact, context)
        if said is not None and made is not None and said != made:
            zh_message = f"{zh}写为 {said}，按逐条意见统计为 {made}"
            message = (zh_message, f"{key}: {said} is stated, the comments themselves come to {made}")
            hint = (f"例如 {key}: {made}，或删去此项", f"for example {key}: {made}, or leave it out")
            desk.find(COUNTS, held.stated.place(key), message, hint, held.place("comments"))
