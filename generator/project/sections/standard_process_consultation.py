"""Parts of ``standard_process`` that others speak in: the consultation with its comments, the review with its votes."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field

from generator.project.inline_factor import InlineFactor
from generator.project.node import Names, Node, Slug

Verdict = Literal["adopted", "partly", "rejected"]
Vote = Literal["approve", "object", "abstain"]
#: An abbreviated or full hash of a commit.
Commit = Annotated[str, Field(pattern=r"^([0-9a-f]{7,40})?$", examples=["4f1c2a9"])]


class Asked(Node):
    """A body that the draft was sent to, and whether it answered."""

    body: Slug
    replied: datetime.date | None = Field(default=None, description="day of its answer; left out where there was none")
    answer: Literal["comments", "no-comments", ""] = ""


class StatedCounts(Node):
    """Counts that a letter or an earlier document states: they are held against the comments themselves."""

    received: int | None = Field(default=None, ge=0)
    adopted: int | None = Field(default=None, ge=0)
    partly: int | None = Field(default=None, ge=0)
    rejected: int | None = Field(default=None, ge=0)
    asked: int | None = Field(default=None, ge=0)
    replied: int | None = Field(default=None, ge=0)
    commented: int | None = Field(default=None, ge=0, description="bodies that answered with comments")


class CommentEntry(Node):
    """A comment on the draft, what became of it, and why."""

    id: Slug
    number: int = Field(ge=1, description="its place in the table")
    clause: str = Field(min_length=1, description="id of a heading of the draft, its number, or words: 全文")
    opinion: str = Field(min_length=1)
    body: Slug
    received: datetime.date | None = None
    verdict: Verdict | None = None
    reply: str = Field(default="", description="how it was handled; why not, where it was not adopted in full")
    commit: Commit = Field(default="", description="commit of the draft that answered it")


class CommentTable(Node):
    """The table of comments as a file: an entry under ``tables`` and what its words mean.

    Columns of words: clause, opinion, body, verdict, and if there are: reply, commit, received (a date); a column of
    numbers: number.
    """

    table: Slug
    verdicts: dict[str, Verdict] = Field(
        default_factory=dict, description="word of the table -> adopted, partly, rejected"
    )
    bodies: dict[str, Slug] = Field(default_factory=dict, description="what the table calls a body -> its id")


class Consultation(Node):
    """The call for comments: when, whom, what came back."""

    begins: datetime.date
    ends: datetime.date
    channel: Names = Field(description="where the draft could be read")
    asked: list[Asked] = Field(min_length=1)
    comments: list[CommentEntry] = Field(default_factory=list)
    table: CommentTable | None = None
    stated: StatedCounts | None = None


class Member(Node):
    """A seat in the review: the body, the specialty, the vote; no names of persons."""

    id: Slug
    body: Slug
    role: Literal["chair", "deputy", "member"] = "member"
    specialty: Names
    present: bool = True
    vote: Vote | None = Field(default=None, description="left out where nobody voted")


class VotingRules(Node):
    """What the rules of procedure ask for. None is assumed: associations differ."""

    approval: InlineFactor = Field(description="least share of votes in favour")
    of: Literal["present", "voting", "members"] = Field(description="what that share is taken of")
    attendance: InlineFactor | None = Field(default=None, description="least share of members present")
    objection: InlineFactor | None = Field(default=None, description="largest share of objections, of the same")
    drafters: InlineFactor | None = Field(default=None, description="largest share of voters from drafting bodies")


class ReviewOpinion(Node):
    """An opinion of the review, and how it was dealt with."""

    id: Slug
    clause: str = Field(min_length=1)
    opinion: str = Field(min_length=1)
    handling: str = ""
    commit: Commit = ""


class StatedVotes(Node):
    """Votes as the minutes state them."""

    approve: int = Field(ge=0)
    object: int = Field(ge=0)
    abstain: int = Field(ge=0)


class Review(Node):
    """The technical review."""

    form: Literal["meeting", "letter"]
    date: datetime.date
    venue: Names | None = None
    organiser: Slug
    material: list[Names] = Field(min_length=1, description="what was put before it")
    members: list[Member] = Field(min_length=1)
    rules: VotingRules
    votes: StatedVotes | None = None
    conclusion: Literal["passed", "passed-with-changes", "not-passed"]
    findings: list[Names] = Field(default_factory=list, description="what the review says of the draft, one a point")
    opinions: list[ReviewOpinion] = Field(default_factory=list)
