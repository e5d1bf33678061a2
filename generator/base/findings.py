"""Findings: what a stage has to say about its input, each with its position.

A stage returns its value together with all of its findings; only the command line prints them and exits.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from generator.base.records import by_fields
from generator.base.text import Text


class Severity(enum.StrEnum):
    """How bad a finding is: an error refuses a final build, a warning asks to be read, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    def __reduce_ex__(self, protocol: object) -> tuple[type[Severity], tuple[str]]:
        """Pickle by value: Python 3.11.0 to 3.11.3 would name ``getattr``, which no reader of pickles may allow."""
        return (Severity, (self.value,))


@by_fields
@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place that a person can open.

    ``path`` is relative to the workspace, with forward slashes. Lines and columns count from 1; 0 means unknown.
    A place in a workbook has ``sheet`` and ``cell`` (``B7``); a place in a csv file has ``line`` and ``cell``; one in a
    Word file has ``paragraph``, counted from 1 through text and tables.
    """

    path: str
    line: int = 0
    column: int = 0
    sheet: str = ""
    cell: str = ""
    paragraph: int = 0

    def __str__(self) -> str:
        if self.sheet:
            return f"{self.path}[{self.sheet}!{self.cell}]" if self.cell else f"{self.path}[{self.sheet}]"
        parts = [self.path]
        if self.paragraph:
            parts.append(f"¶{self.paragraph}")
        elif self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of one rule at one place.

    ``fragment`` is the words that show it and ``section`` the number of the clause, in a text that was written by
    others.
    """

    rule: str
    severity: Severity
    message: Text
    position: Position
    hint: Text | None = None
    fact: str = ""
    block: str = ""
    related: tuple[Position, ...] = ()
    waiver: str = ""
    fragment: str = ""
    section: str = ""

    @property
    def blocks_final(self) -> bool:
        """Whether a final build is refused because of this finding."""
        return self.severity is Severity.ERROR and not self.waiver

    def waived(self, reason: str) -> Finding:
        """Return this finding as waived for ``reason``."""
        return replace(self, waiver=reason)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id, default severity, where it comes from and what its manual page says.

    ``doc`` is the manual page: what the rule finds, why, a wrong example, the right form.
    """

    id: str
    name: str
    severity: Severity
    doc: str
    clause: str = ""
    waivable: bool = True

    def at(
        self,
        position: Position,
        zh: str,
        en: str,
        *,
        hint_zh: str = "",
        hint_en: str = "",
        fact: str = "",
        block: str = "",
        related: Iterable[Position] = (),
        severity: Severity | None = None,
        fragment: str = "",
        section: str = "",
    ) -> Finding:
        """Return a finding of this rule at ``position``."""
        hint = Text(hint_zh, hint_en or hint_zh) if hint_zh else None
        return Finding(
            self.id,
            severity or self.severity,
            Text(zh, en),
            position,
            hint,
            fact,
            block,
            tuple(related),
            fragment=fragment,
            section=section,
        )


T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T_co]):
    """What a stage returns: its value (``None`` where none could be made) and all its findings."""

    value: T_co | None
    findings: tuple[Finding, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether an error stands among the findings or there is no value."""
        return self.value is None or any(f.severity is Severity.ERROR for f in self.findings)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings by place, severity and rule, and drop repeats."""
    rank = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    unique = dict.fromkeys(findings)
    return tuple(sorted(unique, key=lambda f: (f.position, rank[f.severity], f.rule, f.message.zh)))
