"""Sections that a reviewer cleared: what changed since, and what nobody has read (RV001 to RV003)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from generator.base.findings import Finding, Rule, Severity
from generator.checks.framework import Case, Check, project_rule
from generator.document.blocks import Document
from generator.document.reading import ReadBlock, ReadSection, read_sections
from generator.ledger.ledger import Ledger
from generator.project.project import Project
from generator.project.reviewed import Mark
from generator.project.suggestions import listing, nearest

_MOST = 6


@dataclass(frozen=True, slots=True)
class Standing:
    """How a section stands: open, clear, or suspect; ``gone`` counts blocks that are there no more."""

    section: ReadSection
    mark: Mark | None
    words: bool = False
    facts: bool = False
    changed: tuple[ReadBlock, ...] = ()
    gone: int = 0

    @property
    def state(self) -> Literal["open", "clear", "suspect"]:
        """Whether nobody cleared it, or somebody did and it is as it was, or it changed since."""
        if self.mark is None:
            return "open"
        return "suspect" if self.words or self.facts else "clear"


def sections_read(document: Document, ledger: Ledger) -> tuple[ReadSection, ...]:
    """Return the chapters of a document with the exact values of a ledger."""

    def exact(key: str) -> str:
        fact = ledger.facts.get(key)
        return f"{fact.value.normalize():f} {fact.unit}" if fact is not None else "missing"

    return read_sections(document, exact)


def standings(project: Project, ledger: Ledger, document: Document) -> tuple[Standing, ...]:
    """Return how the chapters of a document stand against what was cleared of them."""
    return tuple(
        _standing(section, project.reviewed.get((document.id, section.id)))
        for section in sections_read(document, ledger)
    )


def _standing(section: ReadSection, mark: Mark | None) -> Standing:
    if mark is None or (section.words, section.facts) == (mark.words, mark.facts):
        return Standing(section, mark)
    words, facts = section.words != mark.words, section.facts != mark.facts
    before, now = list(mark.blocks), list(section.blocks)
    aligned = SequenceMatcher(None, [one[1:] for one in before], [(b.words, b.facts) for b in now], autojunk=False)
    changed: list[ReadBlock] = []
    gone = 0
    for kind, old_from, old_to, new_from, new_to in aligned.get_opcodes():
        if kind != "equal":
            changed += now[new_from:new_to]
            gone += max(0, (old_to - old_from) - (new_to - new_from))
    return Standing(section, mark, words, facts, tuple(changed), gone)


def what_changed(one: Standing) -> tuple[str, str]:
    """Return in Chinese and English what changed in a section since it was cleared."""
    if one.words and one.facts:
        zh, en = "文字和数据有变化", "words and facts changed"
    else:
        zh, en = ("文字有变化", "words changed") if one.words else ("数据有变化", "facts changed")
    named = ", ".join(block.id for block in one.changed[:_MOST]) + (" …" if len(one.changed) > _MOST else "")
    parts = [named] if named else []
    more_zh = [*parts, f"减少 {one.gone} 段"] if one.gone else parts
    more_en = [*parts, f"{one.gone} gone"] if one.gone else parts
    return (f"{zh}（{'；'.join(more_zh)}）", f"{en} ({'; '.join(more_en)})") if more_zh else (zh, en)


def _of(case: Case) -> Iterator[tuple[Document, Standing]]:
    if "standings" not in case.kept:
        found = [(d, one) for d in case.documents for one in standings(case.project, case.ledger, d)]
        case.kept["standings"] = found
    kept = case.kept["standings"]
    assert isinstance(kept, list)
    yield from kept


def _severity(case: Case, document: Document) -> Severity:
    order = case.orders.get(document.id)
    return case.severity if order is not None and order.require_review else Severity.WARNING


@project_rule("RV001", "section-suspect", Severity.WARNING, "house rule", waivable=False)
def section_suspect(case: Case, rule: Rule) -> Iterable[Finding]:
    """A section that changed after a reviewer cleared it.

    Finds: a chapter whose words, or the exact values of whose numbers, are not those that were cleared. A warning; an
    error in a final build of a document with ``require_review: true``.
    Why: what was read is not what goes out.
    Wrong: a factor that was corrected on the day after the review.
    Right: a look at the blocks named, then ``tanwen review clear`` again.
    """
    for document, one in _of(case):
        if one.state != "suspect" or one.mark is None:
            continue
        zh, en = what_changed(one)
        first = one.changed[0] if one.changed else None
        yield rule.at(
            first.origin if first else one.section.origin,
            f"{document.id} 的“{_title(one)}”经 {one.mark.by} 于 {one.mark.date} 审阅后{zh}",
            f"{document.id}: {_title(one)!r}, cleared by {one.mark.by} on {one.mark.date}: {en}",
            hint_zh=f"复核后运行 tanwen review clear … {document.id} {one.section.id}",
            hint_en=f"read it again, then tanwen review clear … {document.id} {one.section.id}",
            block=first.id if first else one.section.id,
            severity=_severity(case, document),
            related=[one.mark.position, *(block.origin for block in one.changed[1:_MOST])],
        )


@project_rule("RV002", "section-not-cleared", Severity.WARNING, "house rule", waivable=False)
def section_open(case: Case, rule: Rule) -> Iterable[Finding]:
    """A section that nobody cleared, of a document that asks for it.

    Finds: a chapter of a document with ``require_review: true`` that has no mark. A warning in a draft, an error in a
    final build.
    Why: the order says that nothing goes out unread.
    Wrong: a chapter that was added after the review.
    Right: ``tanwen review clear projects/acme ghg-report-2024 sec-boundary --by verifier``
    """
    for document, one in _of(case):
        order = case.orders.get(document.id)
        if one.state == "open" and order is not None and order.require_review:
            yield rule.at(
                one.section.origin,
                f"{document.id} 的“{_title(one)}”尚未审阅",
                f"{document.id}: nobody cleared {_title(one)!r}",
                hint_zh=f"审阅后运行 tanwen review clear … {document.id} {one.section.id}",
                hint_en=f"read it, then tanwen review clear … {document.id} {one.section.id}",
                block=one.section.id,
                severity=case.severity,
                related=[order.at],
            )


@project_rule("RV003", "reviewed-unknown", Severity.WARNING, "house rule", waivable=False)
def reviewed_unknown(case: Case, rule: Rule) -> Iterable[Finding]:
    """A mark for a section that is not there.

    Finds: an entry of ``reviewed.yaml`` for a document that the project does not order, or for a chapter that the
    document does not have.
    Why: somebody cleared what went away, or the name was mistyped and its chapter counts as unread.
    Wrong: ``sec-bounday:``
    Right: ``sec-boundary:``
    """
    sections = {document.id: [] for document in case.documents}  # type: dict[str, list[str]]
    for document, one in _of(case):
        sections[document.id].append(one.section.id)
    for mark in case.project.reviewed.values():
        if mark.document not in case.orders:
            yield _unknown(rule, mark, f"文档 {mark.document}", f"document {mark.document}", mark.document, case.orders)
        elif mark.document in sections and mark.section not in sections[mark.document]:
            known = sections[mark.document]
            zh, en = f"{mark.document} 的章节 {mark.section}", f"section {mark.section} in {mark.document}"
            yield _unknown(rule, mark, zh, en, mark.section, known)


def _unknown(rule: Rule, mark: Mark, zh: str, en: str, name: str, known: Iterable[str]) -> Finding:
    names = list(known)
    near = nearest(name, names)
    hint_zh, hint_en = f"现有：{listing(names, 30)}", f"there are: {listing(names, 30)}"
    if near:
        hint_zh, hint_en = f"是否应为 {near}？{hint_zh}", f"did you mean {near}? {hint_en}"
    said_zh, said_en = f"审阅记录所指的{zh}不存在", f"what was cleared is not there: {en}"
    return rule.at(mark.position, said_zh, said_en, hint_zh=hint_zh, hint_en=hint_en)


def _title(one: Standing) -> str:
    return " ".join(filter(None, (one.section.label, one.section.title))) or one.section.id


CHECKS: tuple[Check, ...] = (section_suspect, section_open, reviewed_unknown)
