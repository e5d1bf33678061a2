"""Names of classes that lists and titles give, compared across a draft: one class, one name (5.4.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.drafting.draft import PROVISIONS, Draft, Kind, Piece
from generator.drafting.elements import plain
from generator.drafting.framework import Breach
from generator.drafting.views import ListGroup, lists

_KEY = re.compile(r"^(?P<key>[^，。；：]{2,20})：")
_PAIR = re.compile(
    r"^(?P<one>[\u3400-\u9fff]{2,8})(?P<and>[与和及])(?P<other>[\u3400-\u9fff]{2,8}?)(?P<tail>类|型|级|阶段|服务|业务|项目|部门)?$"
)
_CLASS = re.compile(r"(?:类|型)$")


@dataclass(frozen=True, slots=True)
class _Name:
    piece: Piece
    words: str


def _keys(group: ListGroup) -> list[_Name]:
    """Return the key phrases of the items of a list."""
    found = [(item, _KEY.match(item.text)) for item in group.items]
    return [_Name(item, match["key"].strip()) for item, match in found if match]


def turned_names(draft: Draft) -> Iterator[Breach]:
    """Yield key phrases and titles that join the same two words in another order: 咨询与规划类 for 规划与咨询类."""
    names = [name for top in lists(draft) for group in top.walk() for name in _keys(group)]
    names += [
        _Name(piece, piece.text.strip()) for piece in draft.of(Kind.HEADING, Kind.CHAPTER) if piece.part in PROVISIONS
    ]
    first: dict[tuple[frozenset[str], str], tuple[str, str, Piece]] = {}
    for name in sorted(names, key=lambda one: one.piece.index):
        found = _PAIR.match(name.words)
        if found is None or found["one"] == found["other"]:
            continue
        key = (frozenset({found["one"], found["other"]}), found["tail"] or "")
        head, words, piece = first.setdefault(key, (found["one"], name.words, name.piece))
        if head != found["one"]:
            yield _other(name, words, piece)


def class_names(draft: Draft) -> Iterator[Breach]:
    """Yield the classes of a list that are called otherwise in an earlier list of the same classes.

    Lists are of the same classes where each item begins with one (…类：) and one of them is the same in both. A class
    that is a part of an earlier one's name (咨询类, 规划与咨询类) shows that the names are meant to be the same.
    """
    earlier: list[list[_Name]] = []
    for group in lists(draft):
        names = _keys(group)
        if len(names) != len(group.items) or len(names) < 3 or not all(_CLASS.search(one.words) for one in names):
            continue
        for before in earlier:
            known = {_sorted(one.words) for one in before}
            new = [one for one in names if _sorted(one.words) not in known]
            shortened = [one for one in new if any(_part_of(one.words, other.words) for other in before)]
            if shortened and len(new) < len(names):
                yield from (_other(one, _nearest(one, before), before[0].piece) for one in new)
                break
        earlier.append(names)


def _sorted(words: str) -> str:
    found = _PAIR.match(words)
    if found is None:
        return plain(words)
    return "与".join(sorted((found["one"], found["other"]))) + (found["tail"] or "")


def _part_of(words: str, other: str) -> bool:
    """Whether a name is one of the two words that another joins."""
    found = _PAIR.match(other)
    return found is not None and words in (f"{found[name]}{found['tail'] or ''}" for name in ("one", "other"))


def _nearest(name: _Name, before: Sequence[_Name]) -> str:
    return next(
        (one.words for one in before if _part_of(name.words, one.words)), "、".join(one.words for one in before)
    )


def _other(name: _Name, usual: str, piece: Piece) -> Breach:
    return Breach(
        name.piece,
        f"前文为“{usual}”，此处为“{name.words}”",
        f"{usual} before, {name.words} here",
        name.words,
        "同一类别用同一名称",
        "call one class by one name",
        related=(piece,),
    )
