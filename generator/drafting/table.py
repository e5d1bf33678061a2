"""The table of all drafting rules: those checked, and those that no program decides.

A rule is known because it stands here; a test proves that each of the 184 does.
"""

from __future__ import annotations

from generator.drafting.framework import DraftRule, Undecided
from generator.drafting.rules import (
    citing,
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
)

DRAFT_RULES: tuple[DraftRule, ...] = (
    *citing.RULES,
    *references.RULES,
    *reference_entries.RULES,
    *reference_status.RULES,
    *figures.RULES,
    *tables.RULES,
    *formulas.RULES,
    *quantities.RULES,
    *cover.RULES,
    *layout.RULES,
    *fonts.RULES,
)

UNDECIDED: tuple[Undecided, ...] = ()
