"""Variants of one name within a draft that no table knows: what TXT-03 and TXT-07 find by comparing places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generator.drafting.corpus import Place, corpus, own_words
from generator.drafting.draft import HEADS, Draft, Kind, Part
from generator.drafting.framework import Breach
from generator.drafting.rules.rivals import ROLES
from generator.drafting.views import Term

_H = r"\u3400-\u9fff"


def _variant(place: Place, right: str, other: Place | None = None, why: str = "") -> Breach:
    return Breach(
        place.piece,
        why or f"同一事物他处写“{right}”，此处写“{place.words}”",
        f"{right} elsewhere, {place.words} here",
        place.words,
        f"统一为“{right}”",
        f"write {right} throughout",
        start=place.start,
        related=(other.piece,) if other is not None else (),
    )


# --------------------------------------------------------------------------------- AB beside A、B

_FIXED_USES = 6
_FEWER = 4


def joined(draft: Draft) -> Iterator[Breach]:
    """Yield A、B where the draft writes the pair without a mark everywhere else: 碳达峰、碳中和 beside 碳达峰碳中和.

    Only pairs whose two words begin or end with the same character, which shows that they are a fixed pair.
    """
    words = own_words(draft)
    seen: dict[tuple[str, str], list[Place]] = {}
    for found in re.finditer(rf"(?=(?P<a>[{_H}]{{2,4}})、(?P<b>[{_H}]{{2,4}}))", words.text):
        a, b = found["a"], found["b"]
        if a[0] == b[0] and len(a) >= 3:
            for size in range(3, len(b) + 1):
                seen.setdefault((a, b[:size]), []).append(words.place(found.start(), f"{a}、{b[:size]}"))
    kept: set[tuple[int, int]] = set()
    for (a, b), places in sorted(seen.items(), key=lambda one: -len(one[0][1])):
        if len(a) != len(b) or words.text.count(a + b) < max(_FIXED_USES, _FEWER * len(places)):
            continue
        for place in places:
            spot = (place.piece.index, place.start)
            if spot not in kept:
                kept.add(spot)
                yield _variant(place, a + b)


# ------------------------------------------------------------------------------- a role with a word too many

_LONGEST = 4


def lengthened(draft: Draft) -> Iterator[Breach]:
    """Yield a role with words of the document's name before it (碳服务需求方) where the draft calls it 服务需求方."""
    words = own_words(draft)
    for role in {one for group in ROLES for one in group if len(one) >= 4}:
        count = words.text.count(role)
        if count < _FIXED_USES:
            continue
        pattern = re.compile(rf"(?P<more>[{_H}]{{1,{_LONGEST}}}){role}")
        found: dict[str, list[Place]] = {}
        for one in pattern.finditer(words.text):
            for size in range(1, len(one["more"]) + 1):
                more = one["more"][-size:]
                if more + role[:2] in draft.name:
                    found.setdefault(more, []).append(words.place(one.end() - len(role) - size, more + role))
        longest = max(found, key=len, default="")
        places = found.get(longest, [])
        if places and len(places) * _FEWER <= count:
            for place in places:
                yield _variant(place, role)


# ------------------------------------------------------------------------------ an abbreviation for a full term

_SHARE = 0.2


def abbreviated(draft: Draft, entries: tuple[Term, ...]) -> Iterator[Breach]:
    """Yield an abbreviation run together with a noun (GHG清单) where the draft writes the term in full."""
    words = own_words(draft)
    for term in entries:
        short = next((one for one in term.english if re.fullmatch(r"[A-Z][A-Za-z0-9]{1,6}", one)), None)
        if short is None or not term.zh or words.text.count(term.zh) < _FIXED_USES:
            continue
        pattern = re.compile(rf"(?<![A-Za-z0-9（(/]){re.escape(short)}(?=[{_H}]{{2}})[{_H}]{{2}}")
        places = [place for place in words.search(pattern) if place.piece.part is not Part.TERMS]
        parted = sum(1 for _ in re.finditer(rf"(?<![A-Za-z0-9]){re.escape(short)}[ \u00a0][{_H}]", words.text))
        if not places or len(places) + parted > words.text.count(term.zh) * _SHARE:
            continue
        nouns = {place.words.removeprefix(short) for place in places}
        if any(term.zh + noun in words.text for noun in nouns):
            for place in places:
                yield _variant(Place(place.piece, place.start, short), term.zh)


# -------------------------------------------------------------------------------------------------------- titles

_TITLE = re.compile(r"《(?P<title>[^《》]{8,40})》")
_INSERTED = (2, 4)


def titles(draft: Draft) -> Iterator[Breach]:
    """Yield a title in 《》 that has a word more than the name that a heading gives the document."""
    words, plain = corpus(draft), own_words(draft)
    heads = {piece.text for piece in draft.pieces if piece.kind in HEADS}
    for place in words.search(_TITLE):
        title = place.words[1:-1]
        if plain.text.count(title):
            continue
        right = _without_a_word(title, plain.text, heads)
        if right:
            why = f"名称“{title}”与他处的“{right}”不一致"
            yield _variant(Place(place.piece, place.start + 1, title), right, why=why)


def _without_a_word(title: str, text: str, heads: set[str]) -> str:
    """Return the title less a word of two to four characters, where a heading has just that name."""
    for size in range(_INSERTED[0], _INSERTED[1] + 1):
        for at in range(3, len(title) - size - 1):
            shorter = title[:at] + title[at + size :]
            if len(shorter) >= 7 and shorter in text and any(shorter in head for head in heads):
                return shorter
    return ""


# -------------------------------------------------------------------------------- registered or entered: one step

_STEP = re.compile(
    rf"(?P<step>审定|项目|备案|公示|评审|验收|产品|设备|用户|企业)(?P<act>注册|登记)(?![{_H}]{{0,2}}(?:系统|簿|平台|表|证|号|资本|商标))"
)


def steps(draft: Draft) -> Iterator[Breach]:
    """Yield 审定注册 and 审定登记 in neighbouring clauses: one step of one procedure, by two words."""
    found: dict[str, dict[str, list[Place]]] = {}
    for place in own_words(draft).search(_STEP):
        name = _STEP.match(place.words + "　")
        if name and place.piece.kind is not Kind.CELL:
            found.setdefault(name["step"], {}).setdefault(name["act"], []).append(place)
    for acts in found.values():
        if len(acts) < 2:
            continue
        one, other = (acts["注册"], acts["登记"])
        if {place.piece.index for place in one} & {place.piece.index for place in other}:
            continue
        rare, common = (one, other) if len(one) <= len(other) else (other, one)
        near = min(abs(a.piece.index - b.piece.index) for a in rare for b in common)
        if len(rare) == 1 and near <= 6:
            yield _variant(rare[0], common[0].words, common[0])


# ---------------------------------------------------------------------------------- classes of things in lists

_CLASS = re.compile(rf"(?P<name>[{_H}与和及]{{2,10}})类(?=：)")


def classes(draft: Draft) -> Iterator[tuple[Place, str]]:
    """Yield the classes of things (平台类：) that a list names otherwise than the other lists do, with the usual name.

    The empty name: no other list has the class at all.
    """
    listed: list[dict[str, Place]] = []
    previous = None
    for piece in draft.pieces:
        found = _CLASS.match(piece.text) if piece.kind is Kind.ITEM else None
        if found is None:
            previous = None
            continue
        if previous is None:
            listed.append({})
            previous = piece
        listed[-1][found["name"]] = Place(piece, 0, found[0])
    lists = [one for one in listed if len(one) >= 3]
    counts = Counter(name for one in lists for name in one)
    usual = {name for name, count in counts.items() if count >= 2}
    if len(lists) < 3 or not usual:
        return
    first = next((set(one) for one in lists if len(set(one) & usual) >= 2), set())
    known = usual | first
    for one in lists:
        if set(one) & usual:  # else a list of other things
            for name, place in one.items():
                if name not in known:
                    yield place, next((other for other in sorted(known) if _same_class(name, other)), "")


def _same_class(name: str, other: str) -> bool:
    """Whether one class has the words of another in another order, or some of them."""
    a, b = set(re.split("[与和及]", name)), set(re.split("[与和及]", other))
    return bool(a & b)
