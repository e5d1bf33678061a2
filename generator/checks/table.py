"""The table of all rules. A rule is known because it stands here; a test proves that none was left out."""

from __future__ import annotations

from generator.base.findings import Rule
from generator.checks import (
    completeness,
    data,
    figures,
    foreign,
    inventory,
    names,
    parties,
    references,
    relations,
    reviewed,
    slips,
    standard_process,
    totals,
    twice,
    typed,
    waivers,
)
from generator.checks.framework import Check

CHECKS: tuple[Check, ...] = (
    *typed.CHECKS,
    *twice.CHECKS,
    *totals.CHECKS,
    *slips.CHECKS,
    *inventory.CHECKS,
    *names.CHECKS,
    *completeness.CHECKS,
    *data.CHECKS,
    *figures.CHECKS,
    *references.CHECKS,
    *relations.CHECKS,
    *parties.CHECKS,
    *standard_process.CHECKS,
    *reviewed.CHECKS,
)

#: Every rule of this room: those of the local command and those about waivers too.
RULES: tuple[Rule, ...] = (*(one.rule for one in CHECKS), foreign.FOREIGN_NAME, *waivers.RULES)
