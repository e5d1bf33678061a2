"""What a drafting rule is: a function over a draft, its place in GB/T 1.1-2020, and what it may answer."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from generator.base.findings import Rule, Severity
from generator.drafting.draft import Draft, Piece
from generator.drafting.fixes import Fix

Certainty = Literal["read", "read2", "memory", "derived"]
#: What a rule needs to be decided: words alone, the numbers and tree of the clauses, or the Word file.
Needs = Literal["text", "numbers", "docx"]


@dataclass(frozen=True, slots=True)
class Breach:
    """One breach: the piece it stands in (``None``: the document as a whole) and the words that show it.

    ``start`` counts in the piece's ``text``; left at -1, the first occurrence of ``fragment`` is meant. ``fix`` is
    there where one answer is right: the words that have to stand instead of the fragment, or what mends paragraphs.
    """

    piece: Piece | None
    zh: str
    en: str
    fragment: str = ""
    hint_zh: str = ""
    hint_en: str = ""
    start: int = -1
    fix: Fix | None = None
    related: tuple[Piece, ...] = ()
    severity: Severity | None = None

    @property
    def begins(self) -> int:
        """Where the fragment begins in the piece's text; 0 where it is not found."""
        if self.start >= 0 or self.piece is None:
            return max(self.start, 0)
        return max(self.piece.text.find(self.fragment), 0)


@dataclass(frozen=True, slots=True)
class CannotTell:
    """The answer of a rule that this draft gives no hold for."""

    zh: str
    en: str


Answer = Iterable["Breach | CannotTell"]
Function = Callable[[Draft], Answer]


@dataclass(frozen=True, slots=True)
class DraftRule:
    """A rule that is checked. ``kinds`` limits it to document types; empty: all."""

    rule: Rule
    certainty: Certainty
    needs: Needs
    kinds: frozenset[str]
    find: Function


@dataclass(frozen=True, slots=True)
class Undecided:
    """A rule that no program decides.

    ``look_alikes`` are two sentences that no feature of the text tells apart, the first right and the second wrong;
    without them the rule was not seen well enough to be checked (``doc`` says what would be needed).
    """

    rule: Rule
    certainty: Certainty
    look_alikes: tuple[str, str] | None = None


def draft_rule(
    rule_id: str,
    name: str,
    severity: Severity,
    clause: str,
    certainty: Certainty,
    needs: Needs = "text",
    kinds: Iterable[str] = (),
) -> Callable[[Function], DraftRule]:
    """Make a rule of a function; its docstring is the page in the manual."""

    def wrap(function: Function) -> DraftRule:
        rule = Rule(rule_id, name, severity, inspect.getdoc(function) or "", f"GB/T 1.1-2020, {clause}")
        return DraftRule(rule, certainty, needs, frozenset(kinds), function)

    return wrap
