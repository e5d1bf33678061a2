"""The table of all drafting rules: those checked, and those that no program decides.

A rule is known because it stands here.
"""

from __future__ import annotations

from generator.drafting.framework import DraftRule, Undecided
from generator.drafting.rules import (
    annexes,
    citing,
    clause_kinds,
    clause_types,
    clauses,
    cover,
    elements,
    exports,
    figures,
    fonts,
    formulas,
    internal,
    layout,
    naming,
    numbering,
    quantities,
    reference_entries,
    reference_status,
    references,
    sameness,
    scope,
    tables,
    verbs,
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
    *references.RULES,
    *reference_entries.RULES,
    *reference_status.RULES,
    *verbs.RULES,
    *clause_types.RULES,
    *figures.RULES,
    *tables.RULES,
    *formulas.RULES,
    *quantities.RULES,
    *cover.RULES,
    *layout.RULES,
    *fonts.RULES,
)

UNDECIDED: tuple[Undecided, ...] = ()
