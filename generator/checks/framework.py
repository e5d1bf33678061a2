"""What a check is: a function with a rule, and the case that it looks at."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from generator.base.findings import Finding, Position, Rule, Severity
from generator.checks.passages import Passage, passages
from generator.document.blocks import Document
from generator.ledger.ledger import Ledger
from generator.project.models import DocumentOrder
from generator.project.project import Project


@dataclass
class Case:
    """One client's project with its ledger and its documents, as the checks see it. No check changes them.

    ``ground`` is what :func:`generator.checks.prepare` made of project and ledger ahead of the documents, if anything.
    ``kept`` is where a family keeps what several of its rules need, so that it is worked out once.
    """

    project: Project
    ledger: Ledger
    documents: Sequence[Document]
    today: date
    final: bool
    ground: object = None
    kept: dict[str, object] = field(default_factory=dict)
    _passages: dict[str, tuple[Passage, ...]] = field(default_factory=dict)

    def passages(self, document: Document) -> tuple[Passage, ...]:
        """Every piece of running text of a document, in reading order."""
        if document.id not in self._passages:
            self._passages[document.id] = tuple(passages(document))
        return self._passages[document.id]

    @cached_property
    def orders(self) -> Mapping[str, DocumentOrder]:
        """The document orders of the project file, by id."""
        return {order.id: order for order in self.project.file.documents}

    @property
    def at(self) -> Position:
        """Where the project file starts, for findings that no line of it causes."""
        return self.project.file.at

    def place(self, document: Document) -> Position:
        """Where a document was ordered."""
        order = self.orders.get(document.id)
        return order.at if order else self.at

    @property
    def severity(self) -> Severity:
        """A warning while drafting, an error in a final build."""
        return Severity.ERROR if self.final else Severity.WARNING


ProjectFunction = Callable[[Case, Rule], Iterable[Finding]]
DocumentFunction = Callable[[Case, Document, Rule], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule with the function that finds its violations, in the project as a whole or in each document."""

    rule: Rule
    of_project: ProjectFunction | None = None
    of_document: DocumentFunction | None = None


def _rule(
    function: Callable[..., object], rule_id: str, name: str, severity: Severity, clause: str, waivable: bool
) -> Rule:
    return Rule(rule_id, name, severity, inspect.getdoc(function) or "", clause, waivable)


def project_rule(
    rule_id: str, name: str, severity: Severity, clause: str = "", *, waivable: bool = True
) -> Callable[[ProjectFunction], Check]:
    """Make a check of a function that looks at the project as a whole; its docstring is the manual page."""

    def wrap(function: ProjectFunction) -> Check:
        return Check(_rule(function, rule_id, name, severity, clause, waivable), of_project=function)

    return wrap


def document_rule(
    rule_id: str, name: str, severity: Severity, clause: str = "", *, waivable: bool = True
) -> Callable[[DocumentFunction], Check]:
    """Make a check of a function that looks at one document; its docstring is the manual page."""

    def wrap(function: DocumentFunction) -> Check:
        return Check(_rule(function, rule_id, name, severity, clause, waivable), of_document=function)

    return wrap
