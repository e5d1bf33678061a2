"""Merging three versions of a text: what one side alone changed is taken, what both changed is a conflict.

Lines are compared first, then the sentences of lines that both changed; a conflict shows whole lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

#: Comparing lines takes the square of their number where many are alike.
MOST_LINES = 5_000
_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？\n]|[^。；！？\n]+")
_OURS, _BASE, _SPLIT, _THEIRS = "<<<<<<<", "|||||||", "=======", ">>>>>>>"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Lines that both sides changed; ``line`` counts from 1 in ours."""

    line: int
    ours: tuple[str, ...]
    base: tuple[str, ...]
    theirs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged lines, with a :class:`Conflict` wherever a person has to decide."""

    parts: tuple[str | Conflict, ...]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What a person has to decide."""
        return tuple(part for part in self.parts if isinstance(part, Conflict))

    def text(self, ours: str = "", base: str = "", theirs: str = "") -> str:
        """Return the merged text; a conflict shows all three sides, each under its name."""
        return "".join(
            part if isinstance(part, str) else "".join(_marked(part, (ours, base, theirs))) for part in self.parts
        )


def merge(base: str, ours: str, theirs: str) -> Merged:
    """Merge what ``ours`` and ``theirs`` made of ``base``."""
    one, two, three = (text.splitlines(keepends=True) for text in (base, ours, theirs))
    if max(len(one), len(two), len(three)) > MOST_LINES:
        return Merged((ours,)) if base == theirs else Merged((Conflict(1, tuple(two), tuple(one), tuple(three)),))
    parts: list[str | Conflict] = []
    at_base = at_ours = at_theirs = 0
    for base_from, base_to, ours_from, theirs_from in _common(one, two, three):
        gap = one[at_base:base_from], two[at_ours:ours_from], three[at_theirs:theirs_from]
        parts += _decide(*gap, line=at_ours + 1)
        parts += one[base_from:base_to]
        length = base_to - base_from
        at_base, at_ours, at_theirs = base_to, ours_from + length, theirs_from + length
    return Merged(tuple(parts))


def _decide(base: list[str], ours: list[str], theirs: list[str], *, line: int) -> Sequence[str | Conflict]:
    if ours in (theirs, base):
        return theirs
    if theirs == base:
        return ours
    by_sentence = _sentences(base, ours, theirs)
    return by_sentence or (Conflict(line, tuple(ours), tuple(base), tuple(theirs)),)


def _sentences(*sides: list[str]) -> tuple[str, ...]:
    """Return the three sides merged by sentences: a paragraph is one line, and its sentences change one by one.

    Nothing is returned where they changed the same sentence.
    """
    base, ours, theirs = (_SENTENCE.findall("".join(side)) for side in sides)
    if not base or max(len(base), len(ours), len(theirs)) > MOST_LINES:
        return ()
    parts: list[str] = []
    at_base = at_ours = at_theirs = 0
    for base_from, base_to, ours_from, theirs_from in _common(base, ours, theirs):
        settled = _settled(base[at_base:base_from], ours[at_ours:ours_from], theirs[at_theirs:theirs_from])
        if settled is None:
            return ()
        parts += settled
        parts += base[base_from:base_to]
        length = base_to - base_from
        at_base, at_ours, at_theirs = base_to, ours_from + length, theirs_from + length
    return tuple(parts)


def _settled(base: list[str], ours: list[str], theirs: list[str]) -> list[str] | None:
    """Return what becomes of sentences that differ; as many of them on all sides are taken to be the same ones."""
    if ours in (base, theirs):
        return theirs
    if theirs == base:
        return ours
    if not len(base) == len(ours) == len(theirs):
        return None
    found: list[str] = []
    for was, one, other in zip(base, ours, theirs, strict=True):
        if one != was and other not in (was, one):
            return None
        found.append(one if other == was else other)
    return found


def _common(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the runs of lines that all three have: from and to in the base, from in ours, from in theirs."""
    first = SequenceMatcher(None, base, ours, autojunk=False).get_matching_blocks()
    second = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(first) and j < len(second):
        a, b = first[i], second[j]
        low, high = max(a.a, b.a), min(a.a + a.size, b.a + b.size)
        if low < high:
            yield low, high, a.b + low - a.a, b.b + low - b.a
        if a.a + a.size < b.a + b.size:
            i += 1
        else:
            j += 1
    yield len(base), len(base), len(ours), len(theirs)


def _marked(conflict: Conflict, names: tuple[str, str, str]) -> Iterator[str]:
    ours, base, theirs = (f" {name}" if name else "" for name in names)
    yield f"{_OURS}{ours}\n"
    yield from _whole(conflict.ours)
    yield f"{_BASE}{base}\n"
    yield from _whole(conflict.base)
    yield f"{_SPLIT}\n"
    yield from _whole(conflict.theirs)
    yield f"{_THEIRS}{theirs}\n"


def _whole(lines: Sequence[str]) -> Iterator[str]:
    yield from (line if line.endswith("\n") else f"{line}\n" for line in lines)
