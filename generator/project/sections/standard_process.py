"""The section ``standard_process``: what goes with a draft standard from its proposal to its promotion."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, get_args

from pydantic import Field

from generator.base.findings import Finding, Position
from generator.project import faults
from generator.project.named_tables import table_findings
from generator.project.node import Section
from generator.project.sections.standard_process_consultation import Consultation, Review
from generator.project.sections.standard_process_parts import (
    Abroad,
    Activity,
    Basis,
    Benefit,
    Body,
    Budget,
    Disagreement,
    Drafter,
    Feasibility,
    Implementation,
    Milestone,
    Nature,
    Patents,
    Proposal,
    Span,
    StageName,
    Trial,
)
from generator.project.unknown import unknown_id

if TYPE_CHECKING:
    from generator.project.models import ProjectFile

#: The stages in their order.
STAGES: tuple[str, ...] = get_args(StageName)
_BODY = "body"


class StandardProcess(Section):
    """Proposal, study, schedule, budget, group, basis of clauses, consultation, review and promotion of a standard."""

    bodies: list[Body] = Field(min_length=1)
    proposal: Proposal
    feasibility: Feasibility | None = None
    schedule: list[Milestone] = Field(min_length=1)
    budget: Budget | None = None
    group: list[Drafter] = Field(min_length=1)
    trials: list[Trial] = Field(default_factory=list)
    clauses: list[Basis] = Field(default_factory=list)
    abroad: list[Abroad] = Field(default_factory=list)
    disagreements: list[Disagreement] = Field(default_factory=list)
    nature: Nature | None = None
    implementation: list[Implementation] = Field(default_factory=list)
    benefits: list[Benefit] = Field(default_factory=list)
    patents: Patents | None = None
    consultation: Consultation | None = None
    review: Review | None = None
    promotion: list[Activity] = Field(default_factory=list)

    def contradictions(self, file: ProjectFile) -> Iterable[Finding]:
        """Yield ids that are nowhere defined and intervals that end before they begin."""
        bodies = [one.id for one in self.bodies]
        for body, at in self._bodies():
            if body not in bodies:
                yield unknown_id(body, bodies, at, _BODY)
        yield from self._aspects()
        trials = [one.id for one in self.trials]
        for basis in self.clauses:
            if basis.trial is not None and basis.trial not in trials:
                yield unknown_id(basis.trial, trials, basis.place("trial"), "trial")
        for span in self._spans():
            if span.ends is not None and span.ends < span.begins:
                yield _backwards(span.place("ends"), span.begins, span.ends)
        if self.consultation is not None:
            yield from self._consultation(self.consultation, file)

    def _bodies(self) -> Iterator[tuple[str, Position]]:
        """Every body that is named, with its place."""
        if self.proposal.task is not None:
            yield self.proposal.task.issuer, self.proposal.task.place("issuer")
        for held in self.feasibility.data if self.feasibility else ():
            yield held.holder, held.place("holder")
        named: list[Any] = [*self.group, *self.trials, *self.implementation, *self.promotion]
        named += [view for one in self.disagreements for view in one.views]
        if self.consultation is not None:
            named += [*self.consultation.asked, *self.consultation.comments]
        if self.review is not None:
            yield self.review.organiser, self.review.place("organiser")
            named += self.review.members
        for one in named:
            yield one.body, one.place("body")

    def _aspects(self) -> Iterator[Finding]:
        aspects = [one.id for one in self.proposal.aspects]
        for standard in self.proposal.existing:
            for place, aspect in enumerate(standard.covers):
                if aspect not in aspects:
                    yield unknown_id(aspect, aspects, standard.place(f"covers.{place}"), "aspect")

    def _spans(self) -> Iterator[Span]:
        for stage in self.schedule:
            yield stage.planned
            if stage.actual is not None:
                yield stage.actual
        for trial in self.trials:
            yield trial.span

    def _consultation(self, held: Consultation, file: ProjectFile) -> Iterator[Finding]:
        if held.ends < held.begins:
            yield _backwards(held.place("ends"), held.begins, held.ends)
        if held.table is None:
            return
        known = [one.id for one in self.bodies]
        for word, body in held.table.bodies.items():
            if body not in known:
                yield unknown_id(body, known, held.table.place(f"bodies.{word}"), _BODY)
        at = held.table.place("table")
        words = [(name, at) for name in ("clause", "opinion", "body", "verdict")]
        yield from table_findings(file, held.table.table, at, words, [("number", at)])


def _backwards(at: Position, begins: datetime.date, ends: datetime.date) -> Finding:
    return faults.PERIODS.at(
        at,
        f"结束（{ends}）早于开始（{begins}）",
        f"it ends ({ends}) before it begins ({begins})",
        hint_zh=f"ends: {begins} 或更晚",
        hint_en=f"ends: {begins} or later",
    )
