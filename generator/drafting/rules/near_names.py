"""Names of one system that differ by a word: what TXT-07 finds beyond titles in 《》.

Each needs two signs: the name that nearly agrees, and a word in it that the draft has nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.drafting.abbreviating import introduced, listed, uses
from generator.drafting.corpus import Place, own_words
from generator.drafting.draft import Draft, Piece
from generator.drafting.framework import Breach

_H = r"\u3400-\u9fff"


def near_names(draft: Draft) -> Iterator[Breach]:
    """Yield the names that differ from the one that the draft has elsewhere."""
    yield from _beside_abbreviations(draft)
    yield from _watching(draft)


def _differs(piece: Piece, start: int, wrong: str, right: str, other: Piece | None) -> Breach:
    return Breach(
        piece,
        f"名称“{wrong}”与他处的“{right}”不一致",
        f"the name {wrong} differs from {right} elsewhere",
        wrong,
        f"统一为“{right}”",
        f"write {right} throughout",
        start=start,
        related=(other,) if other is not None else (),
    )


# ------------------------------------------------------------------- systems that have an abbreviation

_HEAD = 4
_SYSTEM = re.compile(rf"^[{_H}]{{2,8}}(?:系统|平台)$")
_BEFORE = re.compile(rf"(?:^|[，。；：、（的与和及或由将从对在入用过接])(?P<more>[{_H}]{{2,6}})$")
_LOOSE = re.compile(r"[的了和与及或、对在由将为应宜可并以按从向其该各所]|采用|使用|通过|接入|利用|建立")


def _beside_abbreviations(draft: Draft) -> Iterator[Breach]:
    """Yield 冷链仓库管理系统 where the draft lists WMS as 仓储管理系统: two names with one head and a shared character.

    Only a name that occurs once, in no sentence with the other, and that is no name with an abbreviation itself.
    """
    entries = [one for one in (*listed(draft), *introduced(draft)) if _SYSTEM.match(one.zh) and len(one.zh) > _HEAD + 1]
    words, own = own_words(draft), {one.zh for one in entries}
    for entry in entries:
        full, head, kind = entry.zh, entry.zh[-_HEAD:], entry.zh[:-_HEAD]
        if words.text.count(head) < 2:
            continue
        named = {_sentence(place) for place in (*uses(draft).get(entry.short, ()), *words.find(full))}
        for at in words.find(head):
            found = _BEFORE.search(at.piece.text[max(at.start - 7, 0) : at.start])
            more = found["more"] if found else ""
            name = more + head
            if not set(kind) & set(more) or _LOOSE.search(more) or name in own or kind in more or more in kind:
                continue
            place = Place(at.piece, at.start - len(more), name)
            if words.text.count(name) == 1 and _sentence(place) not in named:
                yield _differs(place.piece, place.start, name, full, entry.piece)


def _sentence(place: Place) -> tuple[int, int]:
    return place.piece.index, place.piece.text.rfind("。", 0, place.start)


# ------------------------------------------------------------------- 监测平台, 监管平台, 监控平台

_WATCHES = re.compile(
    rf"(?<=(?P<of>[{_H}]{{2}}))(?P<act>监测|监管|监控)(?P<head>信息平台|信息系统|平台|系统)(?P<joined>[、和与及或]|以及)?"
)


def _watching(draft: Draft) -> Iterator[Breach]:
    """Yield 能耗监管平台 beside 能耗监测平台 in one clause: each is named once, and no 和 tells them apart."""
    words = own_words(draft)
    before: dict[tuple[str, str], tuple[re.Match[str], Place]] = {}
    for found in _WATCHES.finditer(words.text):
        place = words.place(found.start() - 2, found["of"] + found["act"] + found["head"])
        first = before.setdefault((found["of"], found["head"]), (found, place))
        other, where = first
        if other["act"] == found["act"] or other["joined"] or where.piece.where != place.piece.where:
            continue
        if words.text.count(place.words) == words.text.count(where.words) == 1:
            yield _differs(place.piece, place.start, place.words, where.words, where.piece)
