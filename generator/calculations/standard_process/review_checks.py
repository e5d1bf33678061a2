"""The review held against its rules: votes against members, the conclusion against the votes, opinions handled."""

from __future__ import annotations

from generator.calculations.desk import Desk
from generator.calculations.standard_process.rules import CONCLUSION, DRAFTERS_VOTE, NO_HANDLING, VOTES
from generator.ledger.context import Context
from generator.project.sections.standard_process import StandardProcess
from generator.project.sections.standard_process_consultation import Review


def check_review(desk: Desk, section: StandardProcess, review: Review) -> None:
    """Find what the files of a review must not have."""
    _ballots(desk, review)
    _stated(desk, review)
    _conclusion(desk, review)
    for one in review.opinions:
        if not one.handling.strip():
            message = (f"审查意见 {one.id} 没有写明处理情况", f"the opinion {one.id} of the review has no handling")
            hint = ("例如 handling: 已按意见修改", "for example handling: changed as asked")
            desk.find(NO_HANDLING, one.place("handling"), message, hint)
    _drafters(desk, section, review)


def _ballots(desk: Desk, review: Review) -> None:
    """A member who is absent has no vote; one who is present has one, be it an abstention."""
    for one in review.members:
        if not one.present and one.vote is not None:
            message = (f"{one.id} 未到会（未回函），却有表决意见", f"{one.id} is absent and has a vote")
            hint = ("删去 vote，或 present: true", "leave out vote, or present: true")
            desk.find(VOTES, one.place("vote"), message, hint)
        elif one.present and one.vote is None:
            message = (f"{one.id} 到会（已回函），没有表决意见", f"{one.id} is present and has no vote")
            desk.find(VOTES, one.at, message, ("例如 vote: abstain", "for example vote: abstain"))


def _stated(desk: Desk, review: Review) -> None:
    if review.votes is None:
        return
    for vote, zh in (("approve", "赞成票"), ("object", "反对票"), ("abstain", "弃权票")):
        said = getattr(review.votes, vote)
        cast = desk.value("standard_process.votes", Context.of(category=vote))
        if cast is not None and said != cast:
            message = (
                f"{zh}写为 {said}，按成员表决统计为 {cast}",
                f"{vote}: {said} is stated, the ballots come to {cast}",
            )
            hint = (f"例如 {vote}: {cast}", f"for example {vote}: {cast}")
            desk.find(VOTES, review.votes.place(vote), message, hint, review.place("members"))


def _conclusion(desk: Desk, review: Review) -> None:
    passed = desk.value("standard_process.review_passed")
    if passed is None or (passed == 1) == (review.conclusion != "not-passed"):
        return
    at = review.place("conclusion")
    if passed == 1:
        message = (
            "表决达到全部要求，结论为未通过",
            "every requirement on votes is met, and the conclusion is not-passed",
        )
        desk.find(CONCLUSION, at, message, ("例如 conclusion: passed", "for example conclusion: passed"))
        return
    message = (
        "表决没有达到要求，结论为通过",
        "a requirement on votes is not met, and the conclusion is that it passed",
    )
    desk.find(CONCLUSION, at, message, ("conclusion: not-passed", "conclusion: not-passed"), review.place("rules"))


def _drafters(desk: Desk, section: StandardProcess, review: Review) -> None:
    met = desk.value("standard_process.requirement_met", Context.of(parameter="drafters"))
    if met is None or met == 1 or review.rules.drafters is None:
        return
    message = (
        "参加表决的起草单位代表超过规定比例",
        "more of the voters come from drafting bodies than the rules allow",
    )
    hint = ("由起草单位以外的专家表决", "let experts of other bodies vote")
    desk.find(DRAFTERS_VOTE, review.place("members"), message, hint, review.rules.drafters.place("value"))
