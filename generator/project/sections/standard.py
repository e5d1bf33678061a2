"""The section ``standard``: the draft of a standard to GB/T 1.1-2020."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from generator.base.findings import Finding
from generator.project.node import Names, Section
from generator.project.sections.standard_parts import (
    FILE,
    Abbreviation,
    Annex,
    Chapter,
    IndexOrder,
    International,
    Parts,
    Patent,
    Reference,
    Replaced,
    Scope,
    Symbol,
    Term,
    TermClass,
)

if TYPE_CHECKING:
    from generator.project.models import ProjectFile

Level = Literal["national", "industry", "local", "group", "enterprise"]
Type = Literal["guide", "specification", "code", "method", "terminology"]


class Standard(Section):
    """The draft of a standard: what stands on its cover, in its foreword, its references, terms and chapters."""

    level: Level
    type: Type
    code: str = Field(min_length=1, examples=["T/SLIA"])
    number: str = Field(default="", examples=["'012'"], description="left out while there is none")
    year: int | None = Field(default=None, ge=1900, le=2100, examples=[2026])
    stage: Literal["working-draft", "comment-draft", "review-draft", "approval-draft", "published"]
    ics: str = Field(min_length=1, examples=["'13.020.20'"])
    ccs: str = Field(min_length=1, examples=["Z 04"])
    name: list[Names] = Field(min_length=1, max_length=3, description="elements of the name, from general to special")
    publisher: Names
    published: datetime.date | None = None
    implemented: datetime.date | None = None
    record: str = ""
    area: str = Field(
        default="", examples=["湖南省"], description="industry of an industry standard, province of a local"
    )
    relations: list[str] = Field(default_factory=list, description="relation to other documents, a sentence each")
    parts: Parts | None = None
    replaces: list[Replaced] = Field(default_factory=list)
    international: International | None = None
    patents: list[Patent] = Field(default_factory=list, description="left out: none is known")
    proposer: Names | None = Field(default=None, description="提出")
    committee: Names = Field(description="归口")
    committee_code: str = Field(default="", examples=["SAC/TC 207"])
    bodies: list[str] = Field(min_length=1, description="起草单位")
    drafters: list[str] = Field(min_length=1, description="主要起草人")
    history: list[str] = Field(default_factory=list, description="earlier editions, one each")
    introduction: str = Field(default="", pattern=rf"^$|{FILE}", examples=["00-introduction.md"])
    scope: Scope
    references: list[Reference] = Field(default_factory=list)
    terms_from: list[str] = Field(default_factory=list, description="references whose terms apply")
    term_classes: list[TermClass] = Field(default_factory=list)
    terms: list[Term] = Field(default_factory=list)
    symbols: list[Symbol] = Field(default_factory=list)
    abbreviations: list[Abbreviation] = Field(default_factory=list)
    chapters: list[Chapter] = Field(min_length=1)
    annexes: list[Annex] = Field(default_factory=list)
    index: IndexOrder | None = None

    def files(self) -> Iterable[tuple[str, str]]:
        """Yield the Markdown files below ``content/standard`` with the key that names each, in reading order."""
        if self.introduction:
            yield self.introduction, "introduction"
        if self.scope.file:
            yield self.scope.file, "scope"
        for place, chapter in enumerate(self.chapters):
            yield chapter.file, f"chapters.{place}"
        for place, annex in enumerate(self.annexes):
            yield annex.file, f"annexes.{place}"

    @property
    def published_already(self) -> bool:
        """Whether it is a standard in force, and no draft."""
        return self.stage == "published"

    def contradictions(self, file: ProjectFile) -> Iterable[Finding]:
        """Yield what the parts say against each other."""
        from generator.project.sections.standard_checks import contradictions

        return contradictions(self)
