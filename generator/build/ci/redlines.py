"""A redline of each document that changed: native tracked changes, and at changed numbers why they changed."""

from __future__ import annotations

from collections.abc import Mapping

from generator.base.archive import Unreadable, parts
from generator.base.findings import Finding, Outcome
from generator.base.text import Language
from generator.document.blocks import Document
from generator.review.changes import Changes
from generator.review.inputs import notes
from generator.review.side import Side
from generator.review.verify.mapped import map_roots, read_map
from generator.word.redline import redline

#: Who a change is by where no commit says it.
_NOBODY = "Tanwen"


def redlines(old: Side, new: Side, changes: Changes, language: Language) -> Outcome[dict[str, bytes]]:
    """Return the redline of every document that is on both sides and changed, by document id.

    Author and date are those of ``new``. A document of which a side has no Word file has no redline.
    """
    made: dict[str, bytes] = {}
    findings: list[Finding] = []
    for document in changes.documents:
        before, after = (side.word(document.id) if document.fate == "changed" else None for side in (old, new))
        if before is None or after is None:
            continue
        said = _by_control(after, new.documents[document.id], notes(changes, document.id, language))
        author, date = new.author or _NOBODY, new.date
        drawn = redline(
            before, after, author=author, date=date, notes=said, names=(f"{document.id} (old)", document.id)
        )
        findings.extend(drawn.findings)
        if drawn.value is not None:
            made[document.id] = drawn.value
    return Outcome(made, tuple(findings))


def _by_control(word: bytes, document: Document, said: Mapping[str, str]) -> dict[str, str]:
    """Return the notes by the control that shows their fact first in a Word file."""
    try:
        roots, _ = map_roots(parts(word))
    except Unreadable:
        return {}
    keys = {fact.alias: fact.key for fact in document.facts.values()}
    found: dict[str, str] = {}
    for root in roots:
        for control in read_map(root).numbers.values():
            key = keys.get(control.fact, "")
            if key in said:
                found.setdefault(key, control.id)
    return {control: said[key] for key, control in found.items()}
