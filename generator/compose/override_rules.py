"""The rules about what a project words itself: sections of templates, and texts for slots that are not there."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

MOVED = Rule(
    "CP070",
    "override-base-moved",
    Severity.WARNING,
    "Finds: a section that the project words itself, taken from a template's section that the document no longer has.\n"
    "Why: what the new edition says in that section is missing from the document.\n"
    'Wrong: a section taken from ``ghg-inventory-report@1.0`` in a document whose order says ``version: "1.1"``\n'
    "Right: ``tanwen upgrade`` merges the new edition into the section and writes its first line",
)
STRAY = Rule(
    "CP071",
    "override-of-no-section",
    Severity.ERROR,
    "Finds: a file in ``content/<document>/sections/`` that is called like no section of the document's template.\n"
    "Why: what was written there appears nowhere, and the template's own words stand in its place.\n"
    "Wrong: ``sections/2-boundary.md``\n"
    "Right: ``sections/02-boundary.md``, as ``tanwen override`` writes it",
)
NAMELESS = Rule(
    "CP072",
    "override-without-base",
    Severity.WARNING,
    "Finds: a section that the project words itself whose first line does not name what it was taken from.\n"
    "Why: an upgrade could not tell the project's words from those of the old edition.\n"
    "Wrong: a file that begins with its heading\n"
    "Right: ``{# overrides ghg-inventory-report@1.0 sections/02-boundary.md sha256:… #}`` as its first line",
)
CONFLICT = Rule(
    "CP073",
    "override-in-conflict",
    Severity.ERROR,
    "Finds: lines that a merge left for a person to settle in a section that the project words itself.\n"
    "Why: both wordings and the marks between them would stand in the document.\n"
    "Wrong: ``<<<<<<< project``\n"
    "Right: one of the two wordings, or a third, without the marks",
    waivable=False,
)
OVERRIDDEN = Rule(
    "CP074",
    "sections-overridden",
    Severity.NOTE,
    "Finds: a document in which the project words sections of the template itself, and which.\n"
    "Why: a reviewer who knows the template reads these sections as new.\n"
    "Wrong: a reviewer who takes them for the template's\n"
    "Right: a look at each, and ``tanwen review clear`` for it",
)

UNASKED = Rule(
    "CP075",
    "author-text-unasked",
    Severity.WARNING,
    "Finds: a file ``content/<document>/<name>.md`` for an author slot that the document's template does not have.\n"
    "Why: what was written there appears nowhere; an upgrade may have dropped or renamed the slot.\n"
    "Wrong: ``content/ghg-report-2024/managment-statement.md``\n"
    "Right: ``content/ghg-report-2024/management-statement.md``",
)

RULES: tuple[Rule, ...] = (MOVED, STRAY, NAMELESS, CONFLICT, OVERRIDDEN, UNASKED)
