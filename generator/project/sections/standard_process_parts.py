"""Parts of ``standard_process``: what is proposed, studied, planned and paid, and what each clause rests on."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field

from generator.project.inline_factor import InlineFactor
from generator.project.node import Amount, Names, Node, Slug

#: The stages of a standard, in their order.
StageName = Literal[
    "pre-study", "proposal", "drafting", "comments", "review", "approval", "publication", "promotion"
]  # fmt: skip
#: Directions of standards for industry's carbon work that the guide names (6.1.3.1).
Direction = Literal["general", "product-footprint", "technical", "methodology", "metering"]

_CLAUSE = Field(
    min_length=1, description="id of a heading of the draft, its number, or words: 全文", examples=["data-collection"]
)


class Body(Node):
    """A body that drafts, comments, votes or promotes; bodies, never persons."""

    id: Slug
    name: Names
    kind: Literal["authority", "association", "park", "enterprise", "institute", "university", "verifier", "other"]


class Task(Node):
    """Where the task comes from: the plan's number and the document that issued it."""

    plan: str = Field(description="number of the project in the plan", examples=["SCDA-JH-2025-07"])
    source: Names = Field(description="title of the document that issued the plan")
    number: str = Field(default="", description="its number")
    issued: datetime.date
    issuer: Slug = Field(description="id of a body")


class Aspect(Node):
    """What existing standards are compared by: one column of the comparison."""

    id: Slug
    name: Names


class Existing(Node):
    """A standard that exists already, and what it leaves open."""

    id: Slug
    number: str = Field(examples=["GB/T 32150—2015"])
    title: Names
    scope: Names
    covers: list[Slug] = Field(default_factory=list, description="ids of aspects that it settles")
    lacks: Names
    use: Literal["cited", "aligned", "none"] = Field(
        default="none", description="cited: the draft cites it; aligned: the draft does not contradict it"
    )


class Proposal(Node):
    """The proposal: what is to be standardised, why, and what exists."""

    name: Names = Field(description="name of the standard", examples=["工业园区碳数据质量管理规范"])
    level: Literal["national", "industry", "local", "group", "enterprise"]
    former: str = Field(default="", description="number of the edition that is revised; left out for a new standard")
    direction: Direction
    task: Task | None = None
    purpose: Names
    scope: Names
    content: list[Names] = Field(min_length=1, description="main technical contents, one a line")
    necessity: list[Reason] = Field(min_length=1)
    aspects: list[Aspect] = Field(default_factory=list)
    existing: list[Existing] = Field(default_factory=list)
    legal: list[Reason] = Field(default_factory=list, description="laws and policies, and how the draft fits them")


class Reason(Node):
    """A point with its ground."""

    point: Names
    ground: Names


class Condition(Node):
    """A condition of the work, and what shows that it is there."""

    name: Names
    evidence: Names


class DataBasis(Node):
    """Data that the work can rest on."""

    id: Slug
    name: Names
    holder: Slug = Field(description="id of a body")
    extent: Amount = Field(description="how much there is", examples=["3 piece"])
    what: Names = Field(description="what is counted, and of which period")


class Risk(Node):
    """What may fail, and what is done about it."""

    name: Names
    effect: Names
    answer: Names
    level: Literal["high", "medium", "low"]


class Feasibility(Node):
    """Whether the work can be done."""

    conditions: list[Condition] = Field(min_length=1)
    data: list[DataBasis] = Field(default_factory=list)
    risks: list[Risk] = Field(default_factory=list)


class Span(Node):
    """From one day to another."""

    begins: datetime.date
    ends: datetime.date | None = Field(default=None, description="left out while it runs")


class Milestone(Node):
    """A stage of the work: planned, and as it went."""

    stage: StageName
    planned: Span
    actual: Span | None = None
    output: Names
    done: Names | None = Field(default=None, description="what was done, for the drafting statement")
    reason: Names | None = Field(default=None, description="why it took longer than planned")


class CostItem(Node):
    """An item of the budget."""

    id: Slug
    name: Names
    amount: Amount = Field(examples=["6 万元"])
    ground: Names = Field(description="how the amount was made up")
    stage: StageName | None = Field(default=None, description="stage that it pays for")


class Fund(Node):
    """A source of money."""

    id: Slug
    name: Names
    amount: Amount = Field(examples=["12 万元"])


class Budget(Node):
    """What the work costs, and who pays."""

    items: list[CostItem] = Field(min_length=1)
    funds: list[Fund] = Field(min_length=1)
    total: Amount | None = Field(default=None, description="total as applied for", examples=["26 万元"])


class Drafter(Node):
    """A body of the drafting group, with its duty."""

    body: Slug
    lead: bool = False
    duty: Names
    roles: list[Names] = Field(default_factory=list, description="roles sent to the group; no names of persons")


class TrialResult(Node):
    """What a trial found, and what the clause asks for."""

    id: Slug
    name: Names
    value: Amount = Field(examples=["96.4 %"])
    requirement: Amount | None = Field(default=None, examples=["95 %"])
    keeps: Literal["at-least", "at-most"] = "at-least"


class Trial(Node):
    """A trial of the draft: who, where, when, what came out."""

    id: Slug
    name: Names
    body: Slug
    span: Span
    method: Names
    evidence: str = Field(description="record in which the figures stand", examples=["试用记录 SY-01"])
    results: list[TrialResult] = Field(min_length=1)


class Basis(Node):
    """What a clause rests on, and what changed from the former edition."""

    clause: str = _CLAUSE
    settles: Names = Field(description="what the clause settles")
    kind: Literal["test", "data", "document", "consensus"]
    basis: Names
    trial: Slug | None = Field(default=None, description="test: id of the trial")
    source: str = Field(default="", description="document or data: title, number and clause")
    former: Names | None = Field(default=None, description="difference from the former edition")


class Abroad(Node):
    """A document from abroad that was compared."""

    id: Slug
    number: str
    title: Names
    says: Names
    difference: Names


class Disagreement(Node):
    """A point on which the bodies did not agree, and how it was settled."""

    id: Slug
    clause: str = _CLAUSE
    point: Names
    views: list[View] = Field(min_length=2)
    settled: Names
    how: Literal["test", "data", "discussion", "vote", "open"]


class View(Node):
    """What one body held."""

    body: Slug
    view: Names


class Nature(Node):
    """Whether the standard is mandatory or recommended, and why."""

    kind: Literal["mandatory", "recommended"]
    reason: Names


class Implementation(Node):
    """What is done so that the standard is used."""

    measure: Names
    body: Slug
    by: str = Field(pattern=r"^\d{4}(-\d{2})?$", description="year or month", examples=["2026-06"])


class Benefit(Node):
    """An expected benefit, with a figure where there is one."""

    id: Slug
    kind: Literal["economic", "social", "environmental"]
    text: Names
    figure: InlineFactor | None = None


class Patents(Node):
    """Whether patents are known that the draft needs."""

    known: bool
    statement: Names = Field(description="what was asked, and what was answered")


class Activity(Node):
    """An activity of the promotion plan."""

    id: Slug
    audience: Names
    activity: Names
    month: str = Field(pattern=r"^\d{4}-\d{2}$", examples=["2026-06"])
    body: Slug
    indicator: Names
    target: Amount = Field(examples=["80 person"])
    budget: Amount = Field(examples=["1.5 万元"])


Proposal.model_rebuild()
Disagreement.model_rebuild()
