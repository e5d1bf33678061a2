"""The table of all drafting rules: those checked, and those that no program decides.

A rule is known because it stands here.
"""

from __future__ import annotations

from generator.drafting.framework import DraftRule, Undecided
from generator.drafting.rules import (
    citing,
    clause_types,
    cover,
    figures,
    fonts,
    formulas,
    layout,
    quantities,
    reference_entries,
    reference_status,
    references,
    tables,
    verbs,
)

DRAFT_RULES: tuple[DraftRule, ...] = (
    *citing.RULES,
    *clause_types.RULES,
    *cover.RULES,
    *figures.RULES,
    *fonts.RULES,
    *formulas.RULES,
    *layout.RULES,
    *quantities.RULES,
    *reference_entries.RULES,
    *reference_status.RULES,
    *references.RULES,
    *tables.RULES,
    *verbs.RULES,
)

UNDECIDED: tuple[Undecided, ...] = ()
