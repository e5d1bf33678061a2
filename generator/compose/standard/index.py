"""The index (GB/T 1.1-2020, 8.14): key words in the order of pinyin, by initial letter, with their places.

A key word whose first character has no known reading says it (``pinyin``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.pinyin import OTHERS, initial, order
from generator.compose.rules import INDEX_ORDER
from generator.document.blocks import Index, IndexEntry

if TYPE_CHECKING:
    from generator.base.findings import Position
    from generator.compose.standard.draft import Draft


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
