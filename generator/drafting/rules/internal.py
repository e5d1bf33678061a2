"""NUM-08 to NUM-10: numbers of annexes and term entries, references to what is not there (8.7.3, 9.5.3, 9.6.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.draft import Draft, Kind, Part, Piece, Section
from generator.drafting.elements import plain
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.mentions import Mention, mentions
from generator.drafting.rules.numbering import sequence
from generator.drafting.views import terms

_CAPTIONS = {Kind.TABLE_CAPTION: "表", Kind.FIGURE_CAPTION: "图"}
_FORMULA_NUMBER = re.compile(r"[（(]\s*(?P<number>(?:[A-Z]\.)?\d{1,3})\s*[）)]\s*$")
_TARGETS = {
    "chapter": ("章", "chapter"),
    "clause": ("条", "clause"),
    "table": ("表", "table"),
    "figure": ("图", "figure"),
    "formula": ("公式", "formula"),
    "annex": ("附录", "annex"),
}


def lost_number(piece: Piece) -> bool:
    """Whether a formula is the bare TeX that a program reads from a page: its number stood at the margin."""
    return piece.text.strip().startswith("$$") and piece.text.strip().endswith("$$")


def number_of_caption(label: str) -> str:
    """Return the number of a caption's label: ``A.1`` of 表A.1, ``2`` of 续表2."""
    return re.sub(r"^续?[表图]|[\s]", "", label)


@draft_rule("NUM-08", "annex-numbers", Severity.ERROR, "9.6.3.1", "read", needs="numbers")
def annex_numbers(draft: Draft) -> Answer:
    """Finds: clauses, tables, figures and formulas of an annex not numbered A.1, A.2 … with its letter.

    Why: in every annex the numbers begin at 1 again, after the letter and a dot.

    Wrong: 表1 in 附录B; B.1, B.3

    Right: 表B.1; B.1, B.2
    """
    for annex in draft.annexes:
        for section in annex.walk():
            yield from sequence(annex.annex if section is annex else section.label, section.children)
        yield from _captions(annex)
    for piece in draft.of(*_CAPTIONS):
        number = number_of_caption(piece.label)
        if piece.part is not Part.ANNEX and re.match(r"[A-Z]", number):
            yield _caption(
                piece, f"正文的{_CAPTIONS[piece.kind]}编号不带附录字母", "outside annexes numbers have no letter"
            )


def _captions(annex: Section) -> Iterator[Breach]:
    counts = dict.fromkeys(_CAPTIONS, 0)
    for piece in annex.all_pieces():
        if piece.kind is Kind.FORMULA:
            yield from _formula(piece, annex.annex)
        if piece.kind not in _CAPTIONS or piece.label.startswith("续") or "续" in piece.text or not piece.label:
            continue
        counts[piece.kind] += 1
        right = f"{annex.annex}.{counts[piece.kind]}"
        number = number_of_caption(piece.label)
        if number == right:
            continue
        found = re.fullmatch(rf"{annex.annex}\.(\d+)", number)
        counts[piece.kind] = int(found[1]) if found else counts[piece.kind]
        yield _caption(piece, f"附录{annex.annex}中的编号应为{right}", f"the number in this annex has to be {right}")


def _caption(piece: Piece, zh: str, en: str) -> Breach:
    return Breach(piece, f"{zh}，实为{piece.label}", f"{en}; it is {piece.label}", piece.text.strip())


def _formula(piece: Piece, letter: str) -> Iterator[Breach]:
    found = _FORMULA_NUMBER.search(piece.text)
    if found is not None and not found["number"].startswith(f"{letter}."):
        yield Breach(
            piece,
            f"附录{letter}中的公式编号应带“{letter}.”",
            f"numbers of formulas in this annex begin with {letter}.",
            found[0].strip(),
            start=found.start(),
        )


@draft_rule("NUM-09", "entry-numbers", Severity.ERROR, "8.7.3.1", "read", needs="numbers")
def entry_numbers(draft: Draft) -> Answer:
    """Finds: term entries that are not numbered from 1 on below their chapter or class, and entries in the contents.

    Why: an entry's number is its chapter's or class's number, a dot and the next numeral; it is no clause number, and
    the contents do not list it.

    Wrong: 3.1, 3.3; a line 3.1 碳数据 in 目次

    Right: 3.1, 3.2; 目次 lists 3 术语和定义 only
    """
    last: dict[str, int] = {}
    where = ""
    heads = {piece.index: piece.label for piece in draft.of(Kind.CHAPTER, Kind.HEADING)}
    names = {entry.zh: entry.number for entry in terms(draft)}
    for piece in draft.pieces:
        where = heads.get(piece.index, where)
        if piece.kind is Kind.CONTENTS and draft.source != "docx":
            yield from _listed(piece, names)
        if piece.kind not in (Kind.TERM, Kind.TERM_NUMBER) or not piece.label:
            continue
        prefix, _, number = piece.label.rpartition(".")
        above = re.sub(r"\D+$", "", where)
        right = f"{above}.{last.get(above, 0) + 1}"
        if number.isdigit() and above and piece.label != right:
            yield Breach(
                piece,
                f"条目编号应为{right}，实为{piece.label}",
                f"the entry's number has to be {right}, not {piece.label}",
                piece.text.strip() or piece.label,
                f"改为{right}",
                f"write {right}",
            )
        last[above] = int(number) if number.isdigit() and prefix == above else last.get(above, 0) + 1


def _listed(piece: Piece, names: dict[str, str]) -> Iterator[Breach]:
    found = re.match(r"^\s*(?P<number>\d+(?:\.\d+)+)\s*(?P<title>[\u3400-\u9fffA-Za-z0-9（）()]+)", piece.text)
    if found and names.get(found["title"]) == found["number"]:
        yield Breach(
            piece, "目次中列出了术语条目", "the contents list a term entry", found["title"], start=found.start("title")
        )


@draft_rule("NUM-10", "dangling", Severity.ERROR, "9.5.3", "read", needs="numbers")
def dangling(draft: Draft) -> Answer:
    """Finds: a reference to a chapter, clause, table, figure, formula or annex that the document does not have.

    Why: a reader who follows it finds nothing. Numbers that belong to another document are left alone.

    Wrong: 见8.3, in a document of seven chapters

    Right: 见7.3; 按GB/T 1.1—2020的8.3
    """
    labels, formulas = _numbers(draft), _formulas(draft)
    lost = {piece.annex for piece in draft.of(Kind.FORMULA) if lost_number(piece)}
    reported: set[tuple[int, int]] = set()
    for one in mentions(draft):
        if one.target == "formula" and (not formulas or one.piece.annex in lost):
            continue
        known = formulas if one.target == "formula" else labels[one.target]
        if one.number in known or (one.piece.index, one.start) in reported:
            continue
        if one.target in ("chapter", "clause") and one.piece.part is Part.FOREWORD and _of_old(one):
            continue
        reported.add((one.piece.index, one.start))
        zh, en = _TARGETS[one.target]
        yield Breach(
            one.piece,
            f"提及的{zh}“{one.text}”不存在",
            f"the {en} {one.text} does not exist",
            one.text,
            f"改为所指{zh}的编号；所指的{zh}没有编号或已删去的，补上或删去提及",
            f"write the number of the {en} that is meant, or drop the mention",
            start=one.start,
        )


def _of_old(one: Mention) -> bool:
    """Whether a foreword speaks of an older edition: 删除了…（2015年版的5.2）."""
    return bool(re.search(r"删除|\d{4}\s?年?版", one.sentence.text))


def _numbers(draft: Draft) -> dict[str, set[str]]:
    labels = {one.label for one in draft.walk() if one.label} | {
        piece.label for piece in draft.of(Kind.TERM, Kind.TERM_NUMBER, Kind.CLAUSE) if piece.label
    }
    captions = {kind: {number_of_caption(piece.label) for piece in draft.of(kind)} for kind in _CAPTIONS}
    for annex in draft.annexes:  # what a wrong number should be is there all the same: NUM-08 says that it is wrong
        for kind in _CAPTIONS:
            count = sum(piece.kind is kind for piece in annex.all_pieces())
            captions[kind] |= {f"{annex.annex}.{place}" for place in range(1, count + 1)}
    return {
        "chapter": {re.sub(r"\D", "", label) or plain(label) for label in labels if "." not in label.rstrip(".")},
        "clause": labels,
        "table": captions[Kind.TABLE_CAPTION],
        "figure": captions[Kind.FIGURE_CAPTION],
        "annex": {one.annex for one in draft.annexes if one.annex},
    }


def _formulas(draft: Draft) -> set[str]:
    """Return the numbers of formulas: at the end of a line that is one, or of a line that holds nothing else."""
    found = set()
    for piece in draft.pieces:
        number = _FORMULA_NUMBER.search(piece.text)
        if number is not None and (piece.kind is Kind.FORMULA or re.search(r"[=＝…·.]{2,}|^\s*[（(]", piece.text)):
            found.add(number["number"])
    return found


RULES: tuple[DraftRule, ...] = (annex_numbers, entry_numbers, dangling)
