"""The table of all drafting rules: those checked, and those that no program decides.

A rule is known because it stands here; a test proves that each of the 184 does.
"""

from __future__ import annotations

from generator.drafting.framework import DraftRule, Undecided
from generator.drafting.rules import (
    annexes,
    citing,
    clause_kinds,
    clauses,
    elements,
    exports,
    internal,
    naming,
    numbering,
    sameness,
    scope,
)

DRAFT_RULES: tuple[DraftRule, ...] = (
    *elements.RULES,
    *naming.RULES,
    *clause_kinds.RULES,
    *sameness.RULES,
    *numbering.RULES,
    *clauses.RULES,
    *internal.RULES,
    *scope.RULES,
    *annexes.RULES,
    *exports.RULES,
    *citing.RULES,
)

UNDECIDED: tuple[Undecided, ...] = ()
