"""The calculations there are, with the version of each one's method: what a template may name and a lock pins."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

#: Raise a version when a change of method changes values.
VERSIONS: dict[str, str] = {"inventory": "1.0", "pathway": "1.0"}

UNKNOWN_CALCULATION = Rule(
    "LG022",
    "unknown-calculation",
    Severity.ERROR,
    "A template asks for a calculation that does not exist; the message lists those that do.",
)
