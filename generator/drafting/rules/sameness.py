"""STR-18: nothing is said twice (GB/T 1.1-2020, 5.4.2). Like things in like words: rules/likeness.py."""

from __future__ import annotations

import difflib
import re
from collections import Counter

from generator.base.findings import Severity
from generator.drafting.draft import Draft, Kind, Part, Piece
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.sentences import sentences

_SHINGLE = 6
_SHORTEST = 24
_NEARLY = 0.8
_MOST_PLACES = 12
_CHANGE = 3
#: Characters that one may put for another without speaking of something else.
_SMALL = re.compile(r"^[的地得及和与或并且也均都将把对在于其该各每按据为是等应宜须要需进行作做]+$")
_MARKS = re.compile(r"[\s，。；：、（）()“”《》,.;:—-]")
_READ = frozenset({Kind.PARAGRAPH, Kind.CLAUSE, Kind.ITEM, Kind.NOTE})
_FIXED = re.compile(r"适用于本文件|本文件没有|下列(?:文件|术语|符号|缩略语)|^(?:具体)?(?:见|按)")


@draft_rule("STR-18", "said-twice", Severity.WARNING, "5.4.2", "read")
def said_twice(draft: Draft) -> Answer:
    """Finds: a paragraph, item or clause that repeats an earlier one, word for word or nearly.

    Why: what is said twice is changed once; the second place refers to the first, or both move into a common clause.
    Paragraphs of one build about different things are none.

    Wrong: 5.2: 园区应每月核对能源计量器具的读数并保存原始记录。 and the same again in 6.3

    Right: 6.3: 读数按5.2核对。
    """
    first: dict[str, Piece] = {}
    places: dict[str, list[int]] = {}
    kept: list[tuple[Piece, str, frozenset[str]]] = []
    for piece in draft.pieces:
        if piece.kind not in _READ or piece.part in (Part.COVER, Part.CONTENTS, Part.FOREWORD, Part.BIBLIOGRAPHY):
            continue
        text = _MARKS.sub("", piece.text)
        if len(text) < _SHORTEST or _FIXED.search(piece.text):
            continue
        before = first.get(text) or _near(text, kept, places)
        if before is not None:
            yield _repeats(piece, before, piece.text.strip(), 0)
            continue
        parts = [(_MARKS.sub("", one.text), one) for one in sentences(piece)]
        for words, one in parts:
            if len(words) >= _SHORTEST and words in first:
                yield _repeats(piece, first[words], one.text.strip(), one.start)
            first.setdefault(words, piece)
        first.setdefault(text, piece)
        shingles = frozenset(text[at : at + _SHINGLE] for at in range(len(text) - _SHINGLE + 1))
        for shingle in shingles:
            places.setdefault(shingle, []).append(len(kept))
        kept.append((piece, text, shingles))


def _repeats(piece: Piece, before: Piece, words: str, start: int) -> Breach:
    return Breach(
        piece,
        f"重复了{before.where}的内容" if before.where else "重复了前文的内容",
        f"repeats what {before.where or 'an earlier place'} says",
        words,
        "改为提及前文的编号，或移入通用要求",
        "refer to the first place by its number, or move it into a common clause",
        start=start,
        related=(before,),
    )


def _near(text: str, kept: list[tuple[Piece, str, frozenset[str]]], places: dict[str, list[int]]) -> Piece | None:
    """Return an earlier paragraph of nearly the same words that is about the same thing."""
    shingles = {text[at : at + _SHINGLE] for at in range(len(text) - _SHINGLE + 1)}
    common: Counter[int] = Counter()
    for shingle in shingles:
        found = places.get(shingle, ())
        if len(found) <= _MOST_PLACES:
            common.update(found)
    for place, count in common.most_common(3):
        piece, other, others = kept[place]
        if count < len(shingles) * (_NEARLY - 0.3):
            break
        union = len(shingles | others)
        if len(shingles & others) / union >= _NEARLY - 0.2 and _same_thing(text, other):
            return piece
    return None


def _same_thing(one: str, other: str) -> bool:
    """Whether two texts differ in small words only: a word put for another makes them speak of different things."""
    changed = 0
    for tag, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        words = one[a:b] + other[c:d]
        if re.search(r"[\d不未非]", words) or (tag == "replace" and not _SMALL.match(words)):
            return False
        changed += max(b - a, d - c)
    return changed <= _CHANGE * 2


RULES: tuple[DraftRule, ...] = (said_twice,)
