"""What keeps an edition from being issued."""

from __future__ import annotations

from generator.base.findings import Rule, Severity


def _rule(number: int, name: str, doc: str) -> Rule:
    return Rule(f"DL{number:03d}", name, Severity.ERROR, doc, waivable=False)


NO_CHANGE = _rule(
    40,
    "change-not-said",
    "Finds: an edition issued without saying what changed, or with a text that no table cell can hold.\n"
    "Why: the words stand in the document's revision record; whoever holds two editions asks for them first.\n"
    'Wrong: ``--change ""``\nRight: ``--change "按核查意见更正2024年外购电力数据"``\n',
)
VERSION = _rule(
    41,
    "version-refused",
    "Finds: a version that is no number, was issued already, or does not come after the last one or after the edition "
    "that project.yaml asks for.\n"
    "Why: an issued edition is never overwritten, and editions are told apart and ordered by their numbers alone.\n"
    "Wrong: ``--version ../1.0``, ``--version 1.0`` after 1.1\nRight: ``--version 1.2``, or none for the next\n",
)
DIRTY = _rule(
    42,
    "working-tree-not-clean",
    "Finds: an edition issued from files that are not as git has them, or that no repository keeps.\n"
    "Why: the edition names the commit it was made from; from that commit it must come out again.\n"
    "Wrong: issuing with project.yaml edited and not committed\n"
    "Right: ``git commit`` first; ``--allow-dirty`` issues all the same and records that it did\n",
)
SIGNER = _rule(
    43,
    "signer-unknown",
    "Finds: a sign-off by somebody whom the project's files do not name.\n"
    "Why: Tanwen invents no roles and no persons.\n"
    "Wrong: ``--by approved=boss``\nRight: ``--by approved=energy``, an id of ``responsible`` or ``firms``\n",
)
NOT_WRITTEN = _rule(
    44,
    "edition-not-written",
    "Finds: an edition that could not be written below issued/. Nothing of it is left there.\n"
    "Why: an edition is whole or not there.\n"
    "Wrong: a project's folder that may not be written\nRight: make it writable and issue again\n",
)
MEANWHILE = _rule(
    45,
    "changed-while-issuing",
    "Finds: a file of the project that changed while its edition was being built.\n"
    "Why: the edition would not be what any state of the project gives.\n"
    "Wrong: saving project.yaml while ``tanwen issue`` runs\nRight: issue again\n",
)
DATE = _rule(
    46,
    "edition-before-the-last",
    "Finds: an edition whose document bears an earlier date than the edition before it.\n"
    "Why: editions are in order by number and by date.\n"
    "Wrong: 1.1 of 2025-07-01 after 1.0 of 2025-07-25\nRight: set ``date`` of the document in project.yaml\n",
)
