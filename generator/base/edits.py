"""What changed between two texts, by words: runs that stayed, went and came, without stray equal bits between them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from generator.base.sequences import common
from generator.base.words import cut_alike, is_number, tokens

#: An equal bit of so many letters between two changes joins them …
_STRAY = 1
#: … and a longer one up to this length where both changes are twice as long as it.
_STRAY_BETWEEN = 4
#: Below this share of equal letters a text was written anew: one deletion and one insertion.
_LEAST_EQUAL = 0.2
#: … unless it has fewer letters than these, figures aside.
_SHORT = 6


@dataclass(frozen=True, slots=True)
class WordEdit:
    """A run of text: equal on both sides, deleted from the old or inserted into the new."""

    kind: Literal["equal", "deleted", "inserted"]
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Items ``old[a:b]`` became ``new[c:d]``, or stayed as they are."""

    equal: bool
    a: int
    b: int
    c: int
    d: int


T = TypeVar("T", bound=Hashable)


def word_edits(old: str, new: str) -> tuple[WordEdit, ...]:
    """Compare two texts by words: equal and deleted runs joined are ``old``, equal and inserted ones ``new``."""
    olds, news = cut_alike(tokens(old), tokens(new))
    found: list[WordEdit] = []
    for one in stretches(olds, news, str):
        if one.equal:
            found.append(WordEdit("equal", "".join(olds[one.a : one.b])))
            continue
        if one.a < one.b:
            found.append(WordEdit("deleted", "".join(olds[one.a : one.b])))
        if one.c < one.d:
            found.append(WordEdit("inserted", "".join(news[one.c : one.d])))
    return tuple(found)


def stretches(old: Sequence[T], new: Sequence[T], text_of: Callable[[T], str]) -> list[Stretch]:
    """Compare two sequences of words (or of things that show as text) and swallow stray equal bits.

    Equal and changed stretches alternate. A bit whose text is empty or a number is never swallowed.
    """
    found = list(_raw(old, new))
    if not any(one.equal for one in found):
        return found
    olds = [text_of(item) for item in old]
    news = [text_of(item) for item in new]
    if _anew(found, olds, news):
        return [Stretch(False, 0, len(old), 0, len(new))]
    return _joined(found, olds, news)


def _raw(old: Sequence[T], new: Sequence[T]) -> Iterator[Stretch]:
    a = c = 0
    start: tuple[int, int] | None = None
    for i, j in [*common(old, new), (len(old), len(new))]:
        if a < i or c < j or i == len(old):
            if start is not None:
                yield Stretch(True, start[0], a, start[1], c)
                start = None
            if a < i or c < j:
                yield Stretch(False, a, i, c, j)
        if start is None:
            start = (i, j)
        a, c = i + 1, j + 1


def _anew(found: Sequence[Stretch], olds: Sequence[str], news: Sequence[str]) -> bool:
    if len(found) < 3 or any(not text for text in olds) or any(not text for text in news):
        return False
    least = min(len(_letters(_words(side))) for side in (olds, news))
    equal = sum(len(_letters(_words(olds[one.a : one.b]))) for one in found if one.equal)
    return least >= _SHORT and equal < _LEAST_EQUAL * least


def _words(side: Sequence[str]) -> list[str]:
    return [word for word in side if not is_number(word)]


def _joined(found: Sequence[Stretch], olds: Sequence[str], news: Sequence[str]) -> list[Stretch]:
    result: list[Stretch] = []
    for at, one in enumerate(found):
        between = one.equal and 0 < at < len(found) - 1
        if (between and _stray(one, result[-1], found[at + 1], olds, news)) or (
            result and not one.equal and not result[-1].equal
        ):
            result[-1] = Stretch(False, result[-1].a, one.b, result[-1].c, one.d)
        else:
            result.append(one)
    return result


def _stray(bit: Stretch, left: Stretch, right: Stretch, olds: Sequence[str], news: Sequence[str]) -> bool:
    words = olds[bit.a : bit.b]
    if any(not word or is_number(word) for word in words):
        return False
    letters = _letters(words)
    if len(letters) > _STRAY_BETWEEN or (letters.isascii() and len(letters) > _STRAY):
        return False
    if _figures(olds[left.a : left.b], news[left.c : left.d]) or _figures(
        olds[right.a : right.b], news[right.c : right.d]
    ):
        return False
    if len(letters) <= _STRAY:
        return True
    return min(_size(left, olds, news), _size(right, olds, news)) >= 2 * len(letters)


def _figures(olds: Sequence[str], news: Sequence[str]) -> bool:
    """Whether a change is about figures (or things without text) alone: such a change stands for itself."""
    return all(not word or is_number(word) for word in [*olds, *news])


def _size(one: Stretch, olds: Sequence[str], news: Sequence[str]) -> int:
    return max(len(_letters(olds[one.a : one.b])), len(_letters(news[one.c : one.d])))


def _letters(words: Sequence[str]) -> str:
    return "".join(letter for word in words for letter in word if letter.isalnum())
