"""The table of all rules. A rule is known because it stands here; a test proves that none was left out."""

from __future__ import annotations

from generator.base.findings import Rule
from generator.checks import waivers
from generator.checks.framework import Check

CHECKS: tuple[Check, ...] = ()

#: Every rule of this room, those about waivers too.
RULES: tuple[Rule, ...] = (*(one.rule for one in CHECKS), *waivers.RULES)
