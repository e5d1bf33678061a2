"""The table of all drafting rules: those checked, and those that no program decides.

A rule is known because it stands here.
"""

from __future__ import annotations

from generator.drafting.framework import DraftRule, Undecided
from generator.drafting.rules import (
    abbreviations,
    annexes,
    citing,
    clause_kinds,
    clause_types,
    clauses,
    cover,
    definitions,
    elements,
    exports,
    figures,
    fonts,
    formulas,
    internal,
    layout,
    matter,
    names,
    naming,
    numbering,
    punctuation,
    quantities,
    reference_entries,
    reference_status,
    references,
    sameness,
    scope,
    symbols,
    tables,
    term_use,
    terms,
    verbs,
    wording,
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
    *terms.RULES,
    *definitions.RULES,
    *term_use.RULES,
    *symbols.RULES,
    *abbreviations.RULES,
    *verbs.RULES,
    *clause_types.RULES,
    *figures.RULES,
    *tables.RULES,
    *formulas.RULES,
    *quantities.RULES,
    *names.RULES,
    *punctuation.RULES,
    *wording.RULES,
    *matter.RULES,
    *cover.RULES,
    *layout.RULES,
    *fonts.RULES,
)

UNDECIDED: tuple[Undecided, ...] = ()
