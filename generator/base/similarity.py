"""How like two pieces of text are: the share of words, of Chinese pairs of characters, that both have."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.base.words import NUMBER

_BIT = re.compile(rf"(?P<number>{NUMBER})|(?P<han>[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)|[^\W_]+")
#: Figures change where the words stay, so they tell less of which piece it is.
_NUMBER_WEIGHT = 0.25
#: Up to this many pairs all are compared; beyond, those that share a word which few pieces have.
_ALL_PAIRS = 900
_COMMON = 24
_MOST_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Profile:
    """The bits of one text, counted and weighed."""

    kind: str
    bits: Counter[str]
    weight: float
    bare: str


def profile(kind: str, text: str) -> Profile:
    """Count the bits of a text."""
    bits: Counter[str] = Counter()
    for match in _BIT.finditer(text):
        run = match.group()
        if match.lastgroup == "han" and len(run) > 1:
            bits.update(run[at : at + 2] for at in range(len(run) - 1))
        else:
            bits[run] += 1
    weight = sum(_weight(bit) * count for bit, count in bits.items())
    return Profile(kind, bits, weight, "" if bits else text.strip())


def _weight(bit: str) -> float:
    return _NUMBER_WEIGHT if bit[-1] in "0123456789%‰" and bit[0] in "+-−±0123456789" else 1.0


def likeness(old: Profile, new: Profile) -> float:
    """Return the weighed share of bits that two texts have in common: 1 where all are, 0 where none is."""
    if old.kind != new.kind:
        return 0.0
    total = old.weight + new.weight
    if not total:
        return 1.0 if old.bare == new.bare else 0.0
    few, many = (old.bits, new.bits) if len(old.bits) <= len(new.bits) else (new.bits, old.bits)
    shared = sum(_weight(bit) * min(count, many[bit]) for bit, count in few.items() if bit in many)
    return 2 * shared / total


def candidates(
    olds: Sequence[tuple[int, Profile]], news: Sequence[tuple[int, Profile]]
) -> Iterator[tuple[int, int, float]]:
    """Yield places of pieces that may be alike, with their likeness; bounded by their number, not by its square."""
    if len(olds) * len(news) <= _ALL_PAIRS:
        for i, one in olds:
            for j, other in news:
                yield i, j, likeness(one, other)
        return
    index: dict[str, list[int]] = defaultdict(list)
    for at, (_, one) in enumerate(olds):
        for bit in one.bits:
            index[bit].append(at)
        if not one.bits:
            index[f" {one.bare}"].append(at)
    for place, (j, other) in enumerate(news):
        for at in _sharing(index, other, place * len(olds) // max(len(news), 1)):
            yield olds[at][0], j, likeness(olds[at][1], other)


def _sharing(index: dict[str, list[int]], other: Profile, expected: int) -> list[int]:
    """The pieces that share the most rare bits; where all bits are common, those next to the place expected."""
    votes: Counter[int] = Counter()
    bits = list(other.bits) or [f" {other.bare}"]
    for bit in sorted(bits, key=lambda one: (len(index.get(one, ())), one))[:_COMMON]:
        held = index.get(bit, [])
        if len(held) > _COMMON:
            at = bisect_left(held, expected)
            held = held[max(0, at - 2) : at + 3]
        votes.update(held)
    ranked = sorted(votes, key=lambda at: (-votes[at], abs(at - expected), at))
    return ranked[:_MOST_CANDIDATES]
