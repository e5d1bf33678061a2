"""STR-17, STR-18: like things in like words, and nothing said twice (GB/T 1.1-2020, 5.4.1 and 5.4.2)."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.base.findings import Severity
from generator.drafting.draft import PROVISIONS, Draft, Kind, Part, Piece, Section
from generator.drafting.elements import GENERAL_TITLE, plain
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.sentences import sentences

_FEWEST_SIBLINGS = 4
_TAIL = 2
#: A clause that introduces those beside it.
_FIRST = re.compile(r"^(?:(?:一般|基本|总体|通用|有关|相关)[\u3400-\u9fff]{2,4}|概况|简介|说明|背景|目的|其他.*)$")


@draft_rule("STR-17", "like-titles", Severity.WARNING, "5.4.1", "read")
def like_titles(draft: Draft) -> Answer:
    """Finds: a title unlike those of like clauses: all siblings but one end alike, all chapters but one have one build.

    Why: like elements have like titles, so that a reader sees that they are alike. Rival words in the text have rules
    of their own (TRM-14, TXT-03), like lead-ins too (GDE-07).

    Wrong: 5.1 数据采集要求, 5.2 数据存储要求, 5.3 数据校核要求, 5.4 数据的报告

    Right: 5.4 数据报告要求
    """
    for section in draft.walk():
        if section.part in PROVISIONS and section.children:
            yield from _odd_tail(section.children)
            yield from _odd_build(section.children)
    chapters = [one for one in draft.chapters if one.part is Part.BODY]
    yield from _odd_tail(chapters)
    yield from _odd_build(chapters)


def _odd_tail(siblings: Sequence[Section]) -> Iterator[Breach]:
    """Yield the only sibling whose title ends otherwise than all the others do."""
    titled = [one for one in siblings if one.titled and one.head is not None and one.head.sure]
    like = [one for one in titled if not (GENERAL_TITLE.match(plain(one.title)) or _FIRST.match(plain(one.title)))]
    if len(like) < _FEWEST_SIBLINGS:
        return
    tails = Counter(plain(one.title)[-_TAIL:] for one in like)
    tail, count = tails.most_common(1)[0]
    odd = [one for one in like if not plain(one.title).endswith(tail)]
    if count == len(like) - 1 and len(odd) == 1 and odd[0].head is not None:
        yield Breach(
            odd[0].head,
            f"同级标题均以“{tail}”结尾，此标题不同",
            f"the titles beside it all end with {tail}; this one does not",
            odd[0].title,
            related=tuple(one.head for one in like if one.head is not None and one is not odd[0])[:3],
        )


def _odd_build(siblings: Sequence[Section]) -> Iterator[Breach]:
    """Yield a child's title that differs where its siblings' children have one title at that place."""
    builds = [
        [plain(child.title) for child in one.children] for one in siblings if len(one.children) > 1 and _sure(one)
    ]
    owners = [one for one in siblings if len(one.children) > 1 and _sure(one)]
    shared = Counter(title for build in builds for title in set(build))
    for build, owner in zip(builds, owners, strict=True):
        others = [other for other in builds if other is not build and len(other) == len(build)]
        if len(others) < _FEWEST_SIBLINGS - 2:
            continue
        for place, title in enumerate(build):
            usual = {other[place] for other in others}
            rest = all(other[:place] + other[place + 1 :] == build[:place] + build[place + 1 :] for other in others)
            child = owner.children[place]
            if len(usual) == 1 and rest and title not in usual and shared[title] == 1 and child.head is not None:
                right = next(iter(usual))
                yield Breach(
                    child.head,
                    f"同类章条的对应标题为“{right}”，此处为“{title}”",
                    f"like clauses have the title {right} here, this one {title}",
                    child.title,
                    f"改为“{right}”",
                    f"write {right}",
                )


def _sure(section: Section) -> bool:
    return all(child.titled and child.head is not None and child.head.sure for child in section.children)


# ---------------------------------------------------------------------------------------------- said twice

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


RULES: tuple[DraftRule, ...] = (like_titles, said_twice)
