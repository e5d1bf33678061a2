"""What keeps a document from moving to a newer version of its template."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

NO_VERSION = Rule(
    "UG001",
    "upgrade-no-such-version",
    Severity.ERROR,
    "Finds: an upgrade to a version that the template does not have, or that is not newer than the document's.\n"
    "Why: a document goes back by git, which brings the sections back too that were merged.\n"
    "Wrong: ``tanwen upgrade projects/acme report --to 0.9``\n"
    "Right: ``git revert`` of the commit that upgraded it",
    waivable=False,
)
CONFLICT = Rule(
    "UG002",
    "upgrade-conflict",
    Severity.ERROR,
    "Finds: lines of a section that both the project and the new edition changed, or a section of the project's that "
    "no section of the new edition takes over.\n"
    "Why: which of the two is to be said, only a person can decide.\n"
    "Wrong: an upgrade that drops one of the two in silence\n"
    "Right: ``--conflicts`` writes both into the file with marks, and a build refuses until they are settled",
    waivable=False,
)
UNEDITABLE = Rule(
    "UG003",
    "upgrade-version-not-a-scalar",
    Severity.ERROR,
    "Finds: a document whose ``version`` is an alias, or has an anchor that others share.\n"
    "Why: writing another version there would move other documents too.\n"
    "Wrong: ``version: *edition``\n"
    'Right: ``version: "1.0"``',
    waivable=False,
)
NO_BASE = Rule(
    "UG004",
    "upgrade-without-base",
    Severity.ERROR,
    "Finds: a section that the project words itself whose base is not known: its first line names none, or names a "
    "version that is not there or that reads otherwise.\n"
    "Why: without the base nobody can tell the project's words from those of the old edition.\n"
    "Wrong: a file that begins with its heading\n"
    "Right: the first line that ``tanwen override`` writes",
    waivable=False,
)

RULES: tuple[Rule, ...] = (NO_VERSION, CONFLICT, UNEDITABLE, NO_BASE)
