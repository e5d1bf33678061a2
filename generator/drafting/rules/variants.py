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


# ------------------------------------------------------------------------------------------- titles and registers

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


_REGISTER = re.compile(
    rf"(?P<owner>国家|全国|省级|行业|中心|平台)(?P<rest>[{_H}]{{0,14}}?)(?P<head>注册登记系统|注册登记簿|注册登记平台|登记系统|注册系统|登记簿|注册簿|登记平台|交易系统|注册平台)"
)


def registers(draft: Draft) -> Iterator[Breach]:
    """Yield 国家登记簿 where the draft elsewhere speaks of 国家……注册登记系统: a register by another kind of name."""
    found: dict[str, dict[str, list[Place]]] = {}
    for place in own_words(draft).search(_REGISTER):
        name = _REGISTER.match(place.words)
        if name:
            found.setdefault(name["owner"], {}).setdefault(name["rest"] + "|" + name["head"], []).append(place)
    for names in found.values():
        full = [one for one in names if not one.startswith("|")]
        bare = [one for one in names if one.startswith("|")]
        if not full or not bare:
            continue
        right = max(full, key=lambda one: (len(names[one]), len(one)))
        for one in bare:
            if one.split("|")[1] != right.split("|")[1]:
                for place in names[one]:
                    yield _variant(place, names[right][0].words, names[right][0])


_LEVEL = re.compile(
    rf"(?<![{_H}])?(?P<name>[{_H}]{{2,10}}?(?:能耗|能源|环境|排放|水质|质量|安全|设备|交通|健康|温湿度)(?:在线|综合)?)(?P<act>监测|监管|管理|监控)(?P<head>平台|系统|信息平台)"
)


def platforms(draft: Draft) -> Iterator[Breach]:
    """Yield a second platform in one sentence or clause whose name is the first one's with 监管 for 监测."""
    before: dict[tuple[str, str], tuple[str, Place]] = {}
    for place in own_words(draft).search(_LEVEL):
        name = _LEVEL.match(place.words)
        if name is None:
            continue
        key = (name["name"][-4:], name["head"][-2:])
        first = before.get(key)
        if first is None:
            before[key] = (name["act"], place)
        elif first[0] != name["act"] and first[1].piece.where == place.piece.where:
            yield _variant(Place(place.piece, place.start, place.words), first[1].words, first[1])


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


# ------------------------------------------------------------------------------- words that stand for the usual one

#: The usual word, what stands for it in its company, how often the usual one must be there.
_STANDS_FOR: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("清除", re.compile(r"(?:移除|去除)(?=的?(?:温室气体|二氧化碳|CO2))|(?<=温室气体)移除|(?<=二氧化碳)移除")),
    ("核算", re.compile(r"(?<=排放)盘查|(?<=排放现状)盘查|(?<=温室气体)盘查|盘查(?=清册|清单)")),
    ("减排量", re.compile(r"(?<![单吨])碳减量(?!化)")),
    ("审核", re.compile(r"(?:第[一二]|(?<!第)[一二])阶段评定")),
)


def stand_ins(draft: Draft) -> Iterator[Breach]:
    """Yield a word that another field or region uses where the draft has its own word for the same act."""
    words = own_words(draft)
    for right, pattern in _STANDS_FOR:
        places = list(words.search(pattern))
        if places and words.text.count(right) > len(places):
            for place in places:
                yield _variant(place, right)
