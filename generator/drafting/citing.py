"""Citations of other documents: where they stand, what of the document they name, and their force.

GB/T 1.1-2020, 9.5.4. A document is named by its number (``GB/T 32150—2015``), with its title before or behind, or by
its title alone; several numbers are joined by 、 and 和.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.drafting.draft import Draft, Kind, Part, Piece
from generator.drafting.force import Force, force, normative
from generator.drafting.modals import Provision, provision
from generator.drafting.numbers import ABROAD, CODE, ELIDED, STANDARD, canonical, is_foreign
from generator.drafting.sentences import Sentence, sentences

__all__ = [
    "CODE",
    "STANDARD",
    "Citation",
    "Force",
    "TitleCitation",
    "citations",
    "normative",
    "titles",
]

_PLACE = (
    r"(?P<clause>第\s?\d+(?:\.\d+)*\s?[章条节]|第[一二三四五六七八九十]+[章节]|附录\s?[A-Z](?:\.\d+)*|"
    r"[表图]\s?(?:[A-Z]\.)?\d+(?:\.\d+)*|公式\s?[（(][A-Z.\d]+[）)]|(?:[A-Z]|\d+)(?:\.\d+)+)"
    r"(?![\d\s]*(?:级|%|倍|℃|[a-zA-Zμ]))"
)
_CLAUSE = re.compile(rf"^\s*[）)]?\s*(?:[（(]?《[^《》]*》[）)]?)?\s*(?:中的?|的|里)?\s*{_PLACE}")
#: In a source the place stands after a comma.
_SOURCE_CLAUSE = re.compile(
    r"^\s*(?:《[^《》]*》)?\s*[，,、]?\s*(?:中的?|的)?\s*"
    r"(?P<clause>(?:定义|术语|第|条目|附录|表|图)?\s?(?:[A-Z]|\d+)(?:\.\d+)*\s?[章条]?)(?!\d)"
)
_SKIPPED = frozenset({Kind.REFERENCE, Kind.LITERATURE, Kind.COVER, Kind.CONTENTS, Kind.NAME, Kind.INDEX})
_INFORMATIVE_KINDS = frozenset(
    {Kind.NOTE, Kind.EXAMPLE, Kind.SOURCE, Kind.FOOTNOTE, Kind.TABLE_CAPTION, Kind.FIGURE_CAPTION}
)
_INFORMATIVE_PARTS = frozenset({Part.FOREWORD, Part.INTRODUCTION, Part.SCOPE, Part.SYMBOLS})
_TITLE = re.compile(r"《([^《》]+)》")


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention of another document by its number.

    ``clause`` is the chapter, clause, table … of it that is named; ``start`` counts in the piece's text. ``title`` is
    what stands in 《》 right before or behind the number (``title_first``). ``elided`` is on for a number that takes
    its code from the one before (``join``: the sign between them).
    """

    piece: Piece
    sentence: Sentence
    start: int
    text: str
    code: str
    number: str
    gap: str
    dash: str
    year: str
    all_parts: bool
    clause: str
    force: Force
    title: str = ""
    title_first: bool = False
    elided: bool = False
    join: str = ""

    @property
    def normative(self) -> bool:
        """Whether the sentence makes the document normative for certain."""
        return self.force is Force.NORMATIVE

    @property
    def name(self) -> str:
        """Code and number with one blank, without year: ``GB/T 32150``."""
        return f"{self.code} {self.number}"

    @property
    def end(self) -> int:
        """Where the number ends in the piece's text."""
        return self.start + len(self.text)

    @property
    def international(self) -> bool:
        """Whether the document is an international or foreign one, whose year stands after a colon."""
        return is_foreign(self.code)

    @property
    def abroad(self) -> bool:
        """Whether a body outside China issues the document."""
        return self.code.split(" ")[0].split("/")[0] in {one.split(" ")[0] for one in ABROAD}

    @property
    def recommends(self) -> bool:
        """Whether the sentence that cites is a recommendation, which in a guide makes the citation normative."""
        return provision(self.sentence.text) is Provision.RECOMMENDATION


@dataclass(frozen=True, slots=True)
class TitleCitation:
    """A mention of a document by its title alone; ``start`` is the place of 《 in the piece's text."""

    piece: Piece
    sentence: Sentence
    start: int
    title: str
    force: Force


def citations(draft: Draft) -> tuple[Citation, ...]:
    """Return every citation in running text, sources, cells and lead-ins.

    Entries of chapter 2 and of the bibliography, the cover and the contents are none.
    """
    return draft.view(_citations)


def titles(draft: Draft) -> tuple[TitleCitation, ...]:
    """Return the documents that running text names by their titles without a number."""
    return draft.view(_titles)


def _citing(draft: Draft, mark: re.Pattern[str]) -> Iterator[tuple[Piece, str]]:
    """Yield the pieces that may cite, with the lead-in of the list that they are items of."""
    lead = ""
    for piece in draft.pieces:
        if piece.kind is not Kind.ITEM:
            lead = piece.text
        if piece.kind in _SKIPPED or piece.part in (Part.BIBLIOGRAPHY, Part.COVER, Part.CONTENTS):
            continue
        if mark.search(piece.text):
            yield piece, lead if piece.kind is Kind.ITEM else ""


def _citations(draft: Draft) -> tuple[Citation, ...]:
    roles = {one.annex: one.role for one in draft.annexes}
    return tuple(
        found
        for piece, lead in _citing(draft, STANDARD)
        for found in _in(piece, draft.kind, lead, roles.get(piece.annex, ""))
    )


def _titles(draft: Draft) -> tuple[TitleCitation, ...]:
    roles = {one.annex: one.role for one in draft.annexes}
    found: list[TitleCitation] = []
    for piece, lead in _citing(draft, _TITLE):
        for sentence in sentences(piece):
            for one in _TITLE.finditer(sentence.text):
                if _numbered(sentence.text, one):
                    continue
                told = _force(sentence, one.start(), one.end(), piece, draft.kind, lead, roles.get(piece.annex, ""))
                found.append(TitleCitation(piece, sentence, sentence.start + one.start(), one[1], told))
    return tuple(found)


def _numbered(text: str, title: re.Match[str]) -> bool:
    """Whether a number stands right before or behind a title, in brackets or not."""
    behind = text[title.end() :].lstrip(" \u3000\u00a0（(")
    if STANDARD.match(behind):
        return True
    before = text[: title.start()].rstrip(" \u3000\u00a0")
    return any(one.end() == len(before) for one in STANDARD.finditer(before))


def _in(piece: Piece, kind: str, lead: str, role: str) -> Iterator[Citation]:
    for sentence in sentences(piece):
        text = sentence.text
        last: Citation | None = None
        for one in STANDARD.finditer(text):
            code = canonical(one["code"])
            if last is not None and is_foreign(code) and text[: one.start()].endswith("/") and not last.international:
                continue  # the double number of an adopted document: GB/T 24040—2008/ISO 14040:2006
            last = _citation(piece, sentence, one, code, kind, lead, role)
            yield last
            at = one.end()
            while more := ELIDED.match(text, at):
                if len(more["number"].split(".")[0]) < min(4, len(one["number"].split(".")[0])):
                    break
                last = _citation(piece, sentence, more, code, kind, lead, role)
                yield last
                at = more.end()


def _citation(
    piece: Piece, sentence: Sentence, one: re.Match[str], code: str, kind: str, lead: str, role: str
) -> Citation:
    text, groups = sentence.text, one.groupdict()
    join = groups.get("join") or ""
    start = one.start() + len(join)
    after = text[one.end() :]
    pattern = _SOURCE_CLAUSE if piece.kind is Kind.SOURCE else _CLAUSE
    clause = pattern.match(after)
    title, first = _title(text[:start], after)
    return Citation(
        piece,
        sentence,
        sentence.start + start,
        text[start : one.end()],
        code,
        one["number"],
        groups.get("gap") or "",
        (one["dash"] or "").strip(),
        one["year"] or "",
        bool(groups.get("parts")),
        re.sub(r"\s", "", clause["clause"]) if clause else "",
        _force(sentence, start, one.end(), piece, kind, lead, role),
        title,
        first,
        bool(join),
        join.strip(),
    )


def _title(before: str, after: str) -> tuple[str, bool]:
    """Return the title beside a number and whether it stands before it."""
    if behind := re.match(r"^[ \u3000\u00a0]*[（(]?《([^《》]+)》", after):
        return behind[1], False
    ahead = re.search(r"《([^《》]+)》[ \u3000\u00a0]*[（(]?$", before)
    return (ahead[1], True) if ahead else ("", False)


def _force(sentence: Sentence, start: int, end: int, piece: Piece, kind: str, lead: str, role: str) -> Force:
    if piece.kind in _INFORMATIVE_KINDS or piece.part in _INFORMATIVE_PARTS:
        return Force.INFORMATIVE
    if piece.part is Part.TERMS and kind != "terminology":
        leads = piece.kind is Kind.PARAGRAPH and "适用于本" in sentence.text and "界定" in sentence.text
        return Force.NORMATIVE if leads else Force.INFORMATIVE
    told = force(sentence.text, kind, start, end, lead)
    if piece.kind in (Kind.CELL, Kind.HEADING, Kind.CHAPTER) and told is Force.INFORMATIVE:
        return Force.UNTOLD
    # A requirement in an informative annex: whether the annex is mislabelled, the sentence does not say.
    return Force.UNTOLD if role == "资料性" and told is Force.NORMATIVE else told
