"""The manual of rules: every rule's docstring as a page. ``tools/docs.py`` writes it for all stages."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.base.findings import Rule
from generator.checks.table import RULES

_FAMILIES: tuple[tuple[str, str], ...] = (
    ("IN", "Loading"),
    ("LG", "Ledger and calculations"),
    ("CP", "Composing"),
    ("NU", "Numbers"),
    ("NA", "Names"),
    ("CO", "Completeness"),
    ("RF", "References"),
    ("RL", "Relations and independence"),
    ("WV", "Waivers"),
    ("RV", "Reviewed sections"),
    ("RE", "Rendering"),
    ("IS", "Inspection"),
    ("DL", "Building and delivering"),
    ("UG", "Upgrading"),
)
#: Contradictions really seen in published and submitted documents; rules refer to them by number.
_SEEN: tuple[str, ...] = (
    "one date with two values in two papers of one project",
    "transposed digits: one investment with two values on one page; a cost in full beside a cost in thousands",
    "a slip of unit by ten: GWh beside MWh; a share in the text that the sheet does not have",
    "both alternatives of a template left standing",
    "one capacity with two values",
    "a letter of intent dated after the agreement; the consultant under another name",
    "an original issue later than the most recent one; residue of tracked changes in a published file",
    "a monitoring period of another length than its dates; a report finished before the period ended",
    "a total that is not the sum of its scopes; totals that close only if two years change places",
    "a total that silently gains scope 3 and is compared with one that had none",
    "a gas utility whose methane leakage stands beside a total that leaves it out",
    "location-based equal to market-based on every line, three years running",
    "avoided emissions ten thousand times the own footprint",
    "savings by a factor that is not named",
    "a contract that makes the seventh gas 三氧化二氮",
)
_PART = re.compile(r"^(Finds|Why|Wrong|Right): ", re.MULTILINE)


def rules_manual(rules: Iterable[Rule] = RULES) -> str:
    """Return the manual in Markdown: one section a family, one page a rule."""
    listed = sorted(rules, key=lambda rule: rule.id)
    lines = [
        "# Rules",
        "",
        "Written from the rules themselves by `python tools/docs.py`; edit them there.",
        "",
        "A finding is printed as `file:line:column severity RULE message`, with the right form as a hint. A waiver in"
        " `project.yaml` names rule, fact or block or document, reason, person and expiry; rules marked *no waiver*"
        " refuse one.",
    ]
    for prefix, title in _FAMILIES:
        of_family = [rule for rule in listed if rule.id.startswith(prefix)]
        if of_family:
            lines += [
                "",
                f"## {title} ({prefix})",
                "",
                "| rule | name | severity | from |",
                "| --- | --- | --- | --- |",
            ]
            lines += [f"| [{r.id}](#{_anchor(r)}) | {r.name} | {r.severity} | {r.clause} |" for r in of_family]
            for rule in of_family:
                lines += ["", *page(rule)]
    lines += ["", "## Contradictions seen", "", "*seen n* in the tables above refers to this list.", ""]
    lines += [f"{number}. {what}" for number, what in enumerate(_SEEN, 1)]
    return "\n".join(lines) + "\n"


def _anchor(rule: Rule) -> str:
    return f"{rule.id.lower()}-{rule.name}"


def page(rule: Rule) -> list[str]:
    """Return the lines of a rule's page."""
    marks = [rule.severity.value, rule.clause, "" if rule.waivable else "no waiver"]
    head = [f"### {rule.id} {rule.name}", "", f"*{' · '.join(mark for mark in marks if mark)}*", ""]
    text = re.sub(r"``(.+?)``", r"`\1`", rule.doc.strip(), flags=re.DOTALL)
    return head + _PART.sub(r"\n**\1:** ", text).strip().replace("\n\n\n", "\n\n").splitlines()
