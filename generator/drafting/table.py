"""The table of all drafting rules: those checked, and those that no program decides.

A rule is known because it stands here; a test proves that each of the 184 does.
"""

from __future__ import annotations

from generator.drafting.framework import DraftRule, Undecided
from generator.drafting.rules import citing, clause_types, figures, formulas, quantities, tables, verbs

DRAFT_RULES: tuple[DraftRule, ...] = (
    *citing.RULES,
    *figures.RULES,
    *tables.RULES,
    *formulas.RULES,
    *quantities.RULES,
    *verbs.RULES,
    *clause_types.RULES,
)

UNDECIDED: tuple[Undecided, ...] = ()
