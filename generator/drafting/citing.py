"""Citations of other documents, and whether the sentence that cites makes the document normative.

GB/T 1.1-2020, 9.5.4.2.1: a requirement or an instruction that names a document cites it normatively; in a specification
also 按 or 按照 with a test method, in a guide also a recommendation, everywhere the lead-in of the chapter of terms.
All other citations are informative (9.5.4.2.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.drafting.draft import Draft, Kind, Part, Piece
from generator.drafting.modals import Provision, provision
from generator.drafting.sentences import Sentence, sentences

_DASH = "-‐‑–—－─:：∶"
CODE = (
    r"(?:GB/?[TZ]|GB|GBZ(?:/T)?|GJB|JJ[FG]|DB\s?\d{2,4}(?:/T)?|[TQ]/[A-Z]{2,}(?:\s?[A-Z]+)?|[A-Z]{2}/[TZ]|HJ|"
    r"ISO/IEC(?:\s?TS|\s?TR)?|ISO(?:/?(?:TS|TR|PAS)|/IEC)?|IEC(?:\s?TS|\s?TR)?|EN(?:\s?ISO)?|PAS|ASTM|IEEE|ITU-T)"
)
STANDARD = re.compile(
    rf"(?<![A-Za-z])(?P<code>{CODE})(?P<gap>[ \u00a0\u2002-\u200a\u3000]*)"
    r"(?P<number>\d+(?:\.\d+)*(?:-\d{1,3}(?!\d))*)"
    rf"(?:(?P<dash>\s?[{_DASH}]\s?)(?P<year>(?:19|20)\d\d)(?!\d))?"
    r"(?P<parts>\s*[（(]所有部分[）)])?"
)
_CLAUSE = re.compile(
    r"^\s*(?:《[^《》]*》)?\s*[，,]?\s*(?:中|的)?\s*"
    r"(?P<clause>第\s?\d+\s?章|附录\s?[A-Z]|[表图]\s?[A-Z]?\.?\d+(?:\.\d+)*|(?:[A-Z]|\d+)(?:\.\d+)+)"
)
#: An imperative sentence tells what to do without a subject.
_INSTRUCTION = re.compile(
    r"^(?:[^，。；]{0,20}[，：])?\s*(?:并|再|然后|宜)?(?:按照?|依据|依照|根据|采用|使用|参照)\s*[^，。；]{0,40}"
    r"(?:进行|执行|计算|测定|测量|检测|试验|确定|编制|报告|核算|量化|核查|评价|校准|取样|采样|开展|实施|记录|选取|分类)"
)
_BY_METHOD = re.compile(r"按照?[^，。；]{0,6}$")


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention of another document by its number.

    ``clause`` is the chapter, clause, table … of it that is named; ``start`` counts in the piece's text.
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
    normative: bool

    @property
    def name(self) -> str:
        """Code and number with one blank, without year: ``GB/T 32150``."""
        return f"{self.code} {self.number}"

    @property
    def international(self) -> bool:
        """Whether the document is an international or foreign one, whose year stands after a colon."""
        return self.code.startswith(("ISO", "IEC", "EN", "PAS", "ITU"))


def normative(sentence: str, kind: str, *, before: str = "") -> bool:
    """Whether a sentence cites normatively in a document of ``kind``; ``before`` is what stands before the citation.

    The sentence is the whole one, the citation in it; notes, examples, sources and footnotes never cite normatively:
    that is for the caller to know.
    """
    what = provision(sentence)
    if what is Provision.REQUIREMENT:
        return True
    if kind == "guide" and what is Provision.RECOMMENDATION:
        return True
    if kind == "guide":
        return False
    if _INSTRUCTION.match(sentence.strip()):
        return what is Provision.STATEMENT
    return kind in ("specification", "") and what is Provision.STATEMENT and bool(_BY_METHOD.search(before))


def citations(draft: Draft) -> tuple[Citation, ...]:
    """Return every citation in running text, sources, cells and lead-ins.

    Entries of chapter 2 and of the bibliography, the cover and the contents are none.
    """
    return draft.view(_citations)


def _citations(draft: Draft) -> tuple[Citation, ...]:
    skipped = (Kind.REFERENCE, Kind.LITERATURE, Kind.COVER, Kind.CONTENTS, Kind.NAME, Kind.INDEX)
    found: list[Citation] = []
    for piece in draft.pieces:
        if piece.kind in skipped or piece.part in (Part.BIBLIOGRAPHY, Part.COVER, Part.CONTENTS):
            continue
        if STANDARD.search(piece.text):
            found += _in(piece, draft)
    return tuple(found)


def _in(piece: Piece, draft: Draft) -> Iterator[Citation]:
    for sentence in sentences(piece):
        for one in STANDARD.finditer(sentence.text):
            after = sentence.text[one.end() :]
            clause = _CLAUSE.match(after)
            yield Citation(
                piece,
                sentence,
                sentence.start + one.start(),
                one[0],
                re.sub(r"\s", " ", one["code"]).strip(),
                one["number"],
                one["gap"],
                (one["dash"] or "").strip(),
                one["year"] or "",
                bool(one["parts"]),
                clause["clause"] if clause else "",
                _cites(sentence, one.start(), piece, draft.kind),
            )


def _cites(sentence: Sentence, at: int, piece: Piece, kind: str) -> bool:
    if piece.kind in (Kind.NOTE, Kind.EXAMPLE, Kind.SOURCE, Kind.FOOTNOTE) or piece.part in (
        Part.FOREWORD,
        Part.INTRODUCTION,
        Part.SCOPE,
    ):
        return False
    if piece.part is Part.TERMS:
        return piece.kind is Kind.PARAGRAPH and "适用于本" in sentence.text and "界定" in sentence.text
    return normative(sentence.text, kind, before=sentence.text[:at])
