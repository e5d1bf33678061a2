"""The index (GB/T 1.1-2020, 8.14): key words in the order of pinyin, by initial letter, with their places.

The common characters of GB 2312 (rows 16 to 55) stand there in the order of pinyin, so their codes give both order and
initial. A key word that begins with another character says its reading (``pinyin``).
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from generator.compose.rules import INDEX_ORDER
from generator.document.blocks import Index, IndexEntry

if TYPE_CHECKING:
    from generator.base.findings import Position
    from generator.compose.standard.draft import Draft

#: The first character of each initial in GB 2312, and the code after the last common character.
_FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
_LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ"
_STARTS = [int.from_bytes(char.encode("gb2312"), "big") for char in _FIRST]
_END = 0xD7F9
OTHERS = "#"


def initial(word: str) -> str:
    """Return the letter that a word stands under; :data:`OTHERS` where its first character has no known reading."""
    first = word[:1]
    if first.isascii() and first.isalpha():
        return first.upper()
    code = _code(first)
    return _LETTERS[bisect_right(_STARTS, code) - 1] if _STARTS[0] <= code <= _END else OTHERS


def _code(character: str) -> int:
    try:
        return int.from_bytes(character.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return 0x10000 + ord(character or "\0")


def order(word: str) -> tuple[tuple[int, int], ...]:
    """Return the key of a word: letters first, then characters in the order of pinyin."""
    return tuple((0, ord(c.lower())) if c.isascii() else (1, _code(c)) for c in word)


def index(draft: Draft) -> Index:
    """Return the index of a draft: its terms where it asks for them, and its own key words."""
    standard = draft.standard
    asked = standard.index
    words: list[tuple[str, str, tuple[str, ...], Position]] = []
    if asked is not None and asked.terms:
        words += [(one.term, one.pinyin, (one.id,), one.place("term")) for one in standard.terms]
    if asked is not None:
        words += [(one.word, one.pinyin, tuple(one.targets), one.place("word")) for one in asked.words]
    groups: dict[str, list[tuple[tuple[object, ...], IndexEntry]]] = {}
    for word, pinyin, targets, at in words:
        letter = initial(pinyin or word)
        if letter == OTHERS:
            draft.tools.run.report(
                INDEX_ORDER,
                f"索引词“{word}”的首字读音未知，无法按拼音排列",
                f"the reading of the key word {word!r} is not known",
                hint_zh=f"例如 {{word: {word}, pinyin: …, targets: […]}}",
                hint_en=f"for example {{word: {word}, pinyin: …, targets: […]}}",
                at=at,
            )
        key = (pinyin.lower()[:1] or letter.lower(), order(word))
        groups.setdefault(letter, []).append((key, IndexEntry(word, targets)))
    place = standard.place("index")
    ordered = sorted(groups.items(), key=lambda one: (one[0] == OTHERS, one[0]))
    listed = tuple((letter, tuple(entry for _, entry in sorted(group, key=_first))) for letter, group in ordered)
    return Index(draft.tools.ids.structural("index.words", place), place, listed)


def _first(pair: tuple[tuple[object, ...], IndexEntry]) -> tuple[tuple[int, int], ...]:
    return order(pair[1].word)
