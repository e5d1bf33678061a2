"""NUM-01 to NUM-04: numbers of chapters and clauses, depth, lone clauses (GB/T 1.1-2020, 7.2 and 7.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.base.findings import Severity
from generator.drafting.draft import Draft, Kind, Part, Piece, Section
from generator.drafting.elements import part_of
from generator.drafting.framework import Answer, Breach, CannotTell, DraftRule, draft_rule
from generator.drafting.levels import HAN

_ARABIC = re.compile(r"^\d{1,2}$")
_DEEPEST = 6
_UNTITLED_CHAPTER = re.compile(r"^\s*(?P<number>\d{1,2})[ \t\u3000\u00a0]+(?=\S)")
NO_LEVELS = CannotTell(
    "文本中没有自动编号，标题的层次只能推测，无法判断",
    "the text has lost its numbers and the levels of its headings are guesses: it cannot tell",
)


def levels_unknown(draft: Draft) -> bool:
    """Whether the tree of a draft is a guess."""
    return draft.numbers_lost and not draft.levels_known


def words(section: Section) -> str:
    """Return what shows a section: its title, or the first words of an untitled clause."""
    return section.title or (section.head.text.strip() if section.head is not None else "")


@draft_rule("NUM-01", "chapter-numbers", Severity.ERROR, "7.2", "read", needs="numbers")
def chapter_numbers(draft: Draft) -> Answer:
    """Finds: chapters that are not numbered 1, 2, 3 … in Arabic numerals, and a chapter without title.

    Why: the numbers run from 范围 to the last chapter before the annexes without a gap; number and title make a
    chapter's heading.

    Wrong: 一、范围; 第4章 总则; 4. 总则; 4 总则, 6 采集

    Right: 1 范围, …, 4 总则, 5 采集
    """
    expected = 1
    labels = [one.label.strip() for one in draft.chapters]
    chapters = {section.head.index: section for section in draft.chapters if section.head is not None}
    place = 0
    for piece in draft.pieces:
        section = chapters.get(piece.index)
        if section is None:
            untitled = _untitled_chapter(piece, expected)
            if untitled:
                yield Breach(piece, f"第{expected}章没有标题", f"chapter {expected} has no title", untitled)
                expected += 1
            continue
        label = piece.label.strip()
        place += 1
        if not _ARABIC.match(label):
            yield _not_arabic(piece, label, expected)
        elif int(label) != expected:
            yield Breach(
                piece,
                f"章编号不连续：应为{expected}，实为{label}",
                f"chapters are not consecutive: {label} instead of {expected}",
                section.title,
                f"改为{expected}",
                f"write {expected}",
            )
            expected = _goes_on(expected, label, labels[place : place + 1])
        expected += 1


def _goes_on(expected: int, number: str, following: Sequence[str]) -> int:
    """Return the number from which counting goes on after a wrong one: its own, unless the next one passes it over."""
    return expected if following == [str(expected + 1)] else int(number)


def _untitled_chapter(piece: Piece, expected: int) -> str:
    """Return the sentence that stands where a chapter's title should."""
    found = (
        _UNTITLED_CHAPTER.match(piece.raw) if piece.kind is Kind.PARAGRAPH and piece.part is not Part.ANNEX else None
    )
    if found is None or int(found["number"]) != expected or expected == 1 or not HAN.search(piece.raw):
        return ""
    rest = piece.raw[found.end() :].strip()
    return rest if rest.endswith(("。", "：")) and HAN.match(rest) else ""


def _not_arabic(piece: Piece, label: str, expected: int) -> Breach:
    if not label:
        return Breach(
            piece, "章没有编号", "the chapter has no number", piece.text.strip(), f"编号为{expected}", "number it"
        )
    return Breach(
        piece,
        f"章编号“{label}”的形式不正确",
        f"{label} is not the form of a chapter's number",
        piece.text.strip(),
        f"改为“{expected}”，编号后空一字接标题，不加标点、“第”“章”",
        f"write {expected}, a blank and the title",
    )


def _siblings(draft: Draft) -> Iterator[tuple[Section | None, Sequence[Section]]]:
    """Yield the parents with their numbered clauses, outside annexes and the foreword."""
    for section in draft.walk():
        if section.part not in (Part.ANNEX, Part.FOREWORD) and section.children:
            yield section, section.children


@draft_rule("NUM-02", "clause-numbers", Severity.ERROR, "7.3.2", "read", needs="numbers")
def clause_numbers(draft: Draft) -> Answer:
    """Finds: a clause whose number does not begin with its parent's, and siblings that are not numbered from 1 on.

    Why: a clause's number is its chapter's or clause's number, a dot and the next numeral. Annexes: NUM-08.

    Wrong: 5.1, 5.3; 6.1 in chapter 5

    Right: 5.1, 5.2
    """
    # a chapter whose own number is wrong, its clauses' not: NUM-01 says so
    misnumbered = {one.label: str(at) for at, one in enumerate(draft.chapters, start=1) if one.label != str(at)}
    for parent, children in _siblings(draft):
        above = parent.label if parent is not None else ""
        if parent is not None and parent.part is Part.INTRODUCTION and parent.level == 1:
            above = "0"
            children = [one for one in children if one.label.startswith("0.")]  # others: NUM-07
        if parent is not None and parent.label in misnumbered and misnumbered[parent.label] == _common(children):
            continue
        yield from sequence(re.sub(r"\D+$", "", above), children)


def _common(children: Sequence[Section]) -> str:
    """Return the number before the last dot that all siblings have; empty where they have several."""
    prefixes = {one.label.rpartition(".")[0] for one in children}
    return prefixes.pop() if len(prefixes) == 1 else ""


def sequence(above: str, children: Sequence[Section]) -> Iterator[Breach]:
    """Yield the clauses below one number that are not ``above.1``, ``above.2`` and so on; a wrong prefix once."""
    expected, wrong = 1, set[str]()
    for place, child in enumerate(children):
        label = child.label
        prefix, _, last = label.rpartition(".")
        if child.head is None or not label or not last.isdigit():
            if child.head is not None and child.titled and any(one.label for one in children):
                yield Breach(child.head, "条没有编号", "the clause has no number", words(child))
                expected += 1
            continue
        if above and prefix != above:
            if prefix in wrong:
                continue
            wrong.add(prefix)
            yield Breach(
                child.head,
                f"条编号{label}与所在的{above}不一致",
                f"the number {label} does not belong below {above}",
                words(child),
                f"改为{above}.{expected}",
                f"write {above}.{expected}",
            )
        elif int(last) != expected:
            yield Breach(
                child.head,
                f"条编号不连续：应为{prefix}.{expected}，实为{label}",
                f"clauses are not consecutive: {label} instead of {prefix}.{expected}",
                words(child),
                f"改为{prefix}.{expected}",
                f"write {prefix}.{expected}",
            )
            after = [one.label.rpartition(".")[2] for one in children[place + 1 : place + 2]]
            expected = _goes_on(expected, last, after)
        expected += 1


@draft_rule("NUM-03", "depth", Severity.ERROR, "7.3.1", "read")
def depth(draft: Draft) -> Answer:
    """Finds: a clause of more than five levels below its chapter.

    Why: deeper numbers cannot be read; the content is divided otherwise.

    Wrong: 5.1.1.1.1.1.1

    Right: an untitled clause or a list at 5.1.1.1.1.1
    """
    if levels_unknown(draft):
        yield NO_LEVELS
        return
    for section in draft.walk():
        level = section.label.count(".") + 1 if section.label else section.level
        if section.head is not None and level > _DEEPEST:
            yield Breach(
                section.head,
                f"条分到第{level - 1}层，最多为五层",
                f"a clause of level {level - 1}; there are five at most",
                words(section),
            )


@draft_rule("NUM-04", "lone-clause", Severity.ERROR, "7.3.1", "read")
def lone_clause(draft: Draft) -> Answer:
    """Finds: a chapter or clause that is divided into one.

    Why: a level is opened only where it holds more than one clause. Term entries are no clauses.

    Wrong: 5 采集 with 5.1 and no 5.2

    Right: 5 采集, undivided
    """
    if levels_unknown(draft):
        yield NO_LEVELS
        return
    for section in draft.walk():
        if section.part in (Part.FOREWORD, Part.REFERENCES) or len(section.children) != 1 or section.head is None:
            continue
        child = section.children[0]
        if child.head is None or child.head.kind is Kind.TERM or part_of(section.title) is Part.TERMS:
            continue
        name = section.label or section.title
        yield Breach(
            child.head,
            f"“{name}”只分出一条",
            f"{name} is divided into one clause only",
            words(child),
            "取消该条的编号和标题，或再分出一条",
            "take away its number and title, or divide further",
            related=(section.head,),
        )


RULES: tuple[DraftRule, ...] = (chapter_numbers, clause_numbers, depth, lone_clause)
