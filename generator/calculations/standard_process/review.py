"""The technical review: members, votes, shares, and whether the rules of procedure were kept.

Method: present = members present (at a meeting) or that answered (by letter); votes by kind = sums of ballots; shares =
votes / base, the base being those present, those who voted for or against, or all members, as the rules of procedure
say; a requirement is met where the share reaches it (attendance, approval) or does not exceed it (objections, voters
from drafting bodies). The review carries the draft where every requirement on votes and attendance is met.

No share is assumed. Three quarters of those present for the vote, two thirds for attendance and a quarter for voters
from drafting bodies stand in a ministry's rules for standards (read in a transcription); other associations ask for
four fifths of all members, and committees count otherwise: the project states its own rules with their source.

Inputs: section ``standard_process``: review.members, .rules, .votes, .conclusion; group.

Outputs: standard_process.members with no dimension and [source]; standard_process.present; standard_process.votes
[category] (approve, object, abstain); standard_process.ballot[source,category,row] and .seat[source,row]
(1 each); standard_process.vote_base; standard_process.vote_share[category] and standard_process.attendance_share,
standard_process.drafters_share in %; standard_process.requirement[parameter], standard_process.requirement_margin
[parameter] in %, standard_process.requirement_met[parameter] (1 or 0); standard_process.review_passed (1 or 0).

Errors: LG782, LG783, LG787, LG788, LG208, LG215.

Example: worked/review.yaml: 9 of 11 in favour, by hand.

Marks: those that the project gives its rules of procedure; every share against a rule is no more certain than the rule.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.calculations.amounts import label
from generator.calculations.desk import Desk, Within
from generator.calculations.standard_process.review_checks import check_review
from generator.calculations.verdicts import record_verdict
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, extreme, total
from generator.project.inline_factor import InlineFactor
from generator.project.sections.standard_process import StandardProcess
from generator.project.sections.standard_process_consultation import Member, Review

VOTE_WORDS: dict[str, Text] = {
    "approve": Text("赞成票", "votes in favour"),
    "object": Text("反对票", "votes against"),
    "abstain": Text("弃权票", "abstentions"),
}
_NONE = Context()
_SHARE = Within(above=Decimal(0), most=Decimal(100), example="75 %")
_RULES = (
    ("attendance", "出席比例", "attendance", False),
    ("approval", "赞成比例", "share in favour", False),
    ("objection", "反对比例", "share against", True),
    ("drafters", "起草单位代表占参加表决者的比例", "share of voters from drafting bodies", True),
)
_SHARES = {
    "attendance": ("standard_process.attendance_share", _NONE),
    "approval": ("standard_process.vote_share", Context.of(category="approve")),
    "objection": ("standard_process.vote_share", Context.of(category="object")),
    "drafters": ("standard_process.drafters_share", _NONE),
}


def record_review(desk: Desk, section: StandardProcess) -> None:
    """Record members, votes, shares and what the rules of procedure ask."""
    review = section.review
    if review is None:
        return
    _members(desk, section, review)
    _votes(desk, section, review)
    _shares(desk, section, review)
    _requirements(desk, review)
    check_review(desk, section, review)


def voters(review: Review) -> list[Member]:
    """Return the members that voted."""
    return [one for one in review.members if one.vote is not None]


def _seat(one: Member) -> Context:
    return Context.of(source=one.body, row=one.id)


def _ballot(one: Member) -> Context:
    return Context.of(source=one.body, category=one.vote, row=one.id)


def _over(desk: Desk, fact_id: str, contexts: Sequence[Context]) -> Callable[[], Quantity]:
    return lambda: total([desk.read(fact_id, one) for one in contexts], "1")


def _members(desk: Desk, section: StandardProcess, review: Review) -> None:
    names = {one.id: one.name for one in section.bodies}
    for one in review.members:
        name = label(one.specialty, "（审查席位）", " (seat in the review)")
        desk.count("standard_process.seat", _seat(one), 1, name, one.at)
    at, key = review.place("members"), "standard_process.members"
    seats = [_seat(one) for one in review.members]
    desk.derive(key, _NONE, "1", Text("审查组成员数", "members"), _over(desk, "standard_process.seat", seats), at)
    for body in dict.fromkeys(one.body for one in review.members):
        mine = [_seat(one) for one in review.members if one.body == body]
        if body in names:
            name = label(names[body], "：审查组成员数", ": members")
            desk.derive(key, Context.of(source=body), "1", name, _over(desk, "standard_process.seat", mine), at)
    here = [_seat(one) for one in review.members if one.present]
    name = (
        Text("到会成员数", "members present")
        if review.form == "meeting"
        else Text("回函成员数", "members that answered")
    )
    desk.derive("standard_process.present", _NONE, "1", name, _over(desk, "standard_process.seat", here), at)


def _votes(desk: Desk, section: StandardProcess, review: Review) -> None:
    at = review.place("members")
    for one in voters(review):
        word = VOTE_WORDS[one.vote or ""]
        name = label(one.specialty, f"：{word.zh}", f": {word.en}")
        desk.count("standard_process.ballot", _ballot(one), 1, name, one.place("vote"))
    for vote, word in VOTE_WORDS.items():
        cast = [_ballot(one) for one in voters(review) if one.vote == vote]
        name = Text(f"{word.zh}数", word.en)
        formula = _over(desk, "standard_process.ballot", cast)
        desk.derive("standard_process.votes", Context.of(category=vote), "1", name, formula, at)
    all_votes = [_ballot(one) for one in voters(review)]
    name = Text("参加表决人数", "members that voted")
    desk.derive("standard_process.voters", _NONE, "1", name, _over(desk, "standard_process.ballot", all_votes), at)
    group = {one.body for one in section.group}
    drafting = [_ballot(one) for one in voters(review) if one.body in group]
    name = Text("参加表决的起草单位代表数", "voters from drafting bodies")
    formula = _over(desk, "standard_process.ballot", drafting)
    desk.derive("standard_process.drafters_voting", _NONE, "1", name, formula, at)


def _base(desk: Desk, review: Review) -> Quantity:
    if review.rules.of == "present":
        return desk.read("standard_process.present")
    if review.rules.of == "members":
        return desk.read("standard_process.members")
    kinds = [Context.of(category=vote) for vote in ("approve", "object")]
    return total([desk.read("standard_process.votes", one) for one in kinds], "1")


def _shares(desk: Desk, section: StandardProcess, review: Review) -> None:
    at = review.place("members")
    name = Text("计算表决比例的基数", "base of the shares of votes")
    desk.derive("standard_process.vote_base", _NONE, "1", name, partial(_base, desk, review), at)

    def part(fact_id: str, context: Context, of: str) -> Callable[[], Quantity]:
        return lambda: desk.read(fact_id, context) / desk.read(of)

    for vote, word in VOTE_WORDS.items():
        context = Context.of(category=vote)
        formula = part("standard_process.votes", context, "standard_process.vote_base")
        name = Text(f"{word.zh}比例", f"share of {word.en}")
        desk.derive("standard_process.vote_share", context, "%", name, formula, at)
    formula = part("standard_process.present", _NONE, "standard_process.members")
    name = Text("出席比例", "share of members present")
    desk.derive("standard_process.attendance_share", _NONE, "%", name, formula, at)
    if voters(review):
        formula = part("standard_process.drafters_voting", _NONE, "standard_process.voters")
        name = Text("起草单位代表占参加表决者的比例", "share of voters from drafting bodies")
        desk.derive("standard_process.drafters_share", _NONE, "%", name, formula, at)


def _requirements(desk: Desk, review: Review) -> None:
    met: list[Context] = []
    for key, zh, en, upper in _RULES:
        asked: InlineFactor | None = getattr(review.rules, key)
        if asked is None:
            continue
        context = Context.of(parameter=key)
        name = Text(f"{zh}{'上限' if upper else '下限'}", f"{'most' if upper else 'least'}: {en}")
        desk.stated("standard_process.requirement", context, asked, "%", name, _SHARE)
        fact, of = _SHARES[key]
        reads = (partial(desk.read, fact, of), partial(desk.read, "standard_process.requirement", context))
        at = asked.place("value")
        family = "standard_process.requirement"
        record_verdict(desk.builder, family, context, "%", Text(zh, en), reads, upper=upper, position=at)
        if key != "drafters":
            met.append(context)
    desk.derive(
        "standard_process.review_passed",
        _NONE,
        "1",
        Text("是否达到表决要求（1为是）", "requirements on votes met (1: yes)"),
        partial(_all_met, desk, met),
        review.place("rules"),
    )


def _all_met(desk: Desk, met: Sequence[Context]) -> Quantity:
    nothing = constant(1, meaning="nothing else is asked")
    return extreme([*(desk.read("standard_process.requirement_met", one) for one in met), nothing], "min")
