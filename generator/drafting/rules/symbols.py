"""SYM: the chapter of symbols and abbreviations, and the form of an abbreviation (GB/T 1.1-2020, 8.8, 9.4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.base.findings import Severity
from generator.drafting.abbreviating import Abbreviation, in_list, listed
from generator.drafting.abbreviation_words import GASES
from generator.drafting.corpus import own_words
from generator.drafting.draft import Draft, Kind, Part, Piece
from generator.drafting.elements import plain
from generator.drafting.fixes import Insert, ordered
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule

_OWN = re.compile(r"本(?:标准|规范|规程|指南|导则|部分|指导性技术文件)")
_LEAD = re.compile(r"(?:符号|缩略语|缩写|缩略词|简称).{0,14}适用|(?:采用|使用).{0,12}(?:符号|缩略语|缩写)")


@draft_rule("SYM-01", "symbols-lead-in", Severity.ERROR, "8.8.2", "read")
def lead_in(draft: Draft) -> Answer:
    """Finds: a chapter of symbols or abbreviations whose lead-in is missing or worded otherwise than fixed.

    Why: one of three sentences stands there, by what is listed.

    Wrong: 以下缩略语适用于本文件。

    Right: 下列缩略语适用于本文件。
    """
    section = draft.section(Part.SYMBOLS)
    if section is None or section.head is None:
        return
    title = plain(section.title)
    what = "符号和缩略语" if "符号" in title and "缩" in title else "符号" if "符号" in title else "缩略语"
    right = f"下列{what}适用于本文件。"
    allowed = (
        {f"下列{one}适用于本文件。" for one in ("符号", "缩略语", "符号和缩略语")}
        if what == "符号和缩略语"
        else {right}
    )
    lead = next(
        (one for one in draft.within(Part.SYMBOLS) if one.kind is not Kind.CHAPTER and _LEAD.search(one.text)), None
    )
    if lead is None:
        yield Breach(
            section.head,
            "符号和缩略语一章缺少引导语",
            "the chapter of symbols and abbreviations has no lead-in",
            section.head.text.strip(),
            f"在清单前写“{right}”",
            f"write {right} before the list",
            fix=Insert(right),
        )
    elif _OWN.sub("本文件", plain(lead.text)) not in allowed:
        yield Breach(
            lead,
            "符号和缩略语的引导语不是规定的表述",
            "the lead-in of symbols and abbreviations is not one of the fixed sentences",
            lead.text.strip(),
            f"写“{right}”",
            f"write {right}",
            fix=right,
        )


@draft_rule("SYM-02", "symbols-order", Severity.ERROR, "8.8.3", "read")
def order(draft: Draft) -> Answer:
    """Finds: a list of symbols or abbreviations with serial numbers, and the first entry out of alphabetical order.

    Why: entries are found by their letters: capitals before small letters, a plain letter before one with an index,
    Greek after Latin. A number says nothing.

    Wrong: MRV … / CCER …

    Right: CCER … / MRV …
    """
    yield from _serial(draft)
    for run in _runs(draft):
        for before, after in pairwise(run):
            if _key(after.short) < _key(before.short):
                yield Breach(
                    after.piece,
                    f"“{after.short}”没有按字母顺序排在“{before.short}”之前",
                    f"{after.short} stands out of alphabetical order behind {before.short}",
                    after.short,
                    "按字母顺序排列：" + "、".join(one.short for one in sorted(run, key=lambda one: _key(one.short))),
                    "order the list by letters: "
                    + ", ".join(one.short for one in sorted(run, key=lambda one: _key(one.short))),
                    start=after.start,
                    fix=ordered([one.piece for one in sorted(run, key=lambda one: _key(one.short))]),
                    severity=Severity.WARNING,
                )
                break


def _runs(draft: Draft) -> list[list[Abbreviation]]:
    """Return the lists: entries of the chapter, and those of each other place."""
    found: dict[str, list[Abbreviation]] = {}
    for one in listed(draft):
        place = one.piece.cell.table if one.piece.cell is not None else one.piece.where
        found.setdefault(f"{one.piece.part.name} {place if one.piece.part is not Part.SYMBOLS else ''}", []).append(one)
    return list(found.values())


def _key(short: str) -> tuple[tuple[int, str, int], ...]:
    """Return what sorts: letter by letter, capital first, letters before digits, Greek after Latin, signs last."""
    found: list[tuple[int, str, bool]] = []
    for sign in short:
        if sign in "-/& ":
            continue
        if sign.isascii() and sign.isalpha():
            found.append((0, sign.lower(), sign.islower()))
        elif sign.isdigit():
            found.append((1, sign, False))
        else:
            found.append((2 if "α" <= sign.lower() <= "ω" else 3, sign.lower(), sign.islower()))
    return tuple((rank, sign, int(small)) for rank, sign, small in found)


def _serial(draft: Draft) -> Iterator[Breach]:
    for piece in draft.within(Part.SYMBOLS):
        mark = ""
        if piece.cell is not None and piece.cell.row == 0 and plain(piece.text) in ("序号", "编号"):
            mark = piece.text.strip()
        elif _is_numbered(piece):
            mark = piece.label
        elif found := re.match(r"\s*([（(\[]?\d{1,2}[.、）)\]])\s*[A-Z]", piece.text):
            mark = found[1]
        if mark:
            inside = mark in piece.text
            yield Breach(
                piece,
                "符号或缩略语的清单编了序号",
                "the list of symbols or abbreviations is numbered",
                mark if inside else piece.text.strip()[:12],
                "删去序号，按字母顺序排列",
                "drop the numbers and order by letters",
            )
            return


def _is_numbered(piece: Piece) -> bool:
    if piece.kind in (Kind.ABBREVIATION, Kind.ITEM):
        return bool(re.match(r"[（(\[]?(?:\d|[a-z])", piece.label))
    headed = piece.kind in (Kind.CLAUSE, Kind.HEADING) and bool(piece.label)
    return headed and bool(re.match(r"[A-Z]{2,}", piece.text.strip()))


_PLURAL = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2,}s(?![A-Za-z0-9])")
_DOTTED = re.compile(r"(?<![A-Za-z.])(?:[A-Z]\.){2,}(?![A-Za-z0-9])")


@draft_rule("SYM-06", "abbreviation-form", Severity.WARNING, "9.4.3.3", "read")
def form(draft: Draft) -> Answer:
    """Finds: an abbreviation with dots or with a plural s, and one listed in capitals but written in small letters.

    Why: abbreviations are capitals without dots; Chinese knows no plural.

    Wrong: 核查过的CCERs

    Right: 核查过的CCER
    """
    words = own_words(draft)
    for place in (*words.search(_PLURAL), *words.search(_DOTTED)):
        bare = place.words.removesuffix("s") if place.words.endswith("s") else place.words.replace(".", "")
        if (
            place.words in GASES
            or place.piece.kind is Kind.TERM
            or _english(place.piece, place.start, len(place.words))
        ):
            continue
        yield Breach(
            place.piece,
            f"缩略语“{place.words}”带有复数词尾或下脚点",
            f"the abbreviation {place.words} has a plural ending or dots",
            place.words,
            f"写“{bare}”",
            f"write {bare}",
            start=place.start,
            fix=bare,
        )
    shorts = {one.short.lower(): one.short for one in listed(draft) if one.short.isupper() and len(one.short) > 2}
    for place in words.search(re.compile(r"(?<![A-Za-z0-9./@_-])[A-Za-z]{3,}(?![A-Za-z0-9./@_-])")):
        right = shorts.get(place.words.lower())
        if right is None or right == place.words or place.piece.index in in_list(draft):
            continue
        if place.piece.kind is Kind.TERM or _english(place.piece, place.start, len(place.words)):
            continue
        yield Breach(
            place.piece,
            f"缩略语“{right}”写成了“{place.words}”",
            f"the abbreviation {right} is written {place.words}",
            place.words,
            f"写“{right}”",
            f"write {right}",
            start=place.start,
            fix=right,
        )


def _english(piece: Piece, start: int, length: int) -> bool:
    """Whether the words stand in an English phrase."""
    before, after = piece.text[:start], piece.text[start + length :]
    return bool(re.search(r"[A-Za-z]{2}[ ,]+$", before) or re.match(r"[ ,]+[a-z]{2}", after))


RULES: tuple[DraftRule, ...] = (lead_in, order, form)
