"""Redlines of the documents of two sides: native tracked changes, each changed number with its cause as a comment."""

from __future__ import annotations

from collections.abc import Mapping

from generator.base.findings import Finding, Outcome, Position, Rule, Severity
from generator.base.text import Language
from generator.document.blocks import Document
from generator.review.changes import Changes
from generator.review.notes import notes
from generator.review.side import Side
from generator.review.word_map import map_of
from generator.word.redline import redline

NOT_WRITTEN = Rule(
    "RV010",
    "no-redline",
    Severity.WARNING,
    "Finds: a changed document that has no redline, because one side has no Word file of it.\n"
    "Why: there is nothing to hold against the other; summary and page tell its changes all the same.\n"
    "Wrong: a built output without its .docx\nRight: ``tanwen build`` with docx among the formats\n",
)
#: Who a redline's changes are by where no revision says it.
_NOBODY = "Tanwen"


def redlines(old: Side, new: Side, changes: Changes, language: Language) -> Outcome[dict[str, bytes]]:
    """Return the redline of every document that changed, by document id; author and date are those of ``new``."""
    made: dict[str, bytes] = {}
    findings: list[Finding] = []
    for document in changes.documents:
        if document.fate != "changed":
            continue
        before, after = old.word(document.id), new.word(document.id)
        if before is None or after is None:
            findings.append(_lacking(document.id, old if before is None else new))
            continue
        target = new.documents[document.id]
        # Causes name inputs, files and cells; the redline of a public document may go where that document goes.
        told = {} if target.audience == "public" else notes(changes, document.id, language)
        causes = _by_control(after, target, told)
        drawn = redline(
            before,
            after,
            author=new.author or _NOBODY,
            date=new.date,
            notes=causes,
            names=(f"{document.id} ({old.name})", f"{document.id} ({new.name})"),
        )
        findings.extend(drawn.findings)
        if drawn.value is not None:
            made[document.id] = drawn.value
    return Outcome(made, tuple(findings))


def _by_control(word: bytes, document: Document, causes: Mapping[str, str]) -> dict[str, str]:
    """Return the cause of each fact by the control that shows it first, from the Word file's own map.

    A public file's map has no keys: there the document says which fact a control's opaque name stands for.
    """
    keys = {fact.alias: fact.key for fact in document.facts.values()}
    known = map_of(word)
    first: dict[str, str] = {}
    for number in known.numbers.values() if known is not None else ():
        key = number.key or keys.get(number.fact, "")
        if key in causes:
            first.setdefault(key, number.id)
    return {control: causes[key] for key, control in first.items()}


def _lacking(document: str, side: Side) -> Finding:
    return NOT_WRITTEN.at(
        Position(f"{side.name}:{document}.docx"),
        f"没有修订稿：{side.name} 没有文档 {document} 的 Word 文件",
        f"no redline: {side.name} has no Word file of {document}",
        hint_zh="例如 tanwen build projects/lanhe-foundry --format docx",
        hint_en="for example tanwen build projects/lanhe-foundry --format docx",
    )
