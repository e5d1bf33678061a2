"""Longest common subsequences and heaviest chains, bounded in time and memory whatever the input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

#: The largest table of bits (old times new items) that is kept for one comparison: 32 MB.
_MOST_BITS = 1 << 28


def common(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return the places of a longest common subsequence, in order.

    Beyond the bound of memory the items that occur once on both sides divide the sequences first; a part that stays
    too large has nothing in common but its ends.
    """
    found: list[tuple[int, int]] = []
    _into(found, old, new, (0, len(old)), (0, len(new)))
    return found


def _into(
    found: list[tuple[int, int]],
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    o: tuple[int, int],
    n: tuple[int, int],
) -> None:
    (a, b), (c, d) = o, n
    while a < b and c < d and old[a] == new[c]:
        found.append((a, c))
        a, c = a + 1, c + 1
    tail = 0
    while a < b - tail and c < d - tail and old[b - tail - 1] == new[d - tail - 1]:
        tail += 1
    b, d = b - tail, d - tail
    if a < b and c < d:
        if (b - a) * (d - c) <= _MOST_BITS:
            found.extend((a + i, c + j) for i, j in _by_bits(old[a:b], new[c:d]))
        else:
            _divided(found, old, new, (a, b), (c, d))
    found.extend((b + k, d + k) for k in range(tail))


def _divided(
    found: list[tuple[int, int]],
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    o: tuple[int, int],
    n: tuple[int, int],
) -> None:
    anchors = unique_pairs(old[o[0] : o[1]], new[n[0] : n[1]])
    chain = heaviest_chain([(i, j, 1.0) for i, j in anchors])
    if not chain:
        return
    a, c = o[0], n[0]
    for i, j in [*chain, (o[1] - o[0], n[1] - n[0])]:
        _into(found, old, new, (a, o[0] + i), (c, n[0] + j))
        if o[0] + i < o[1]:
            found.append((o[0] + i, n[0] + j))
        a, c = o[0] + i + 1, n[0] + j + 1


def _by_bits(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The longest common subsequence with a row of the table in one integer (Hyyrö 2004)."""
    places: dict[Hashable, int] = {}
    for at, item in enumerate(old):
        places[item] = places.get(item, 0) | 1 << at
    full = (1 << len(old)) - 1
    row, rows = full, []
    for item in new:
        met = row & places.get(item, 0)
        row = ((row + met) | (row - met)) & full
        rows.append(row)
    found = []
    i, j = len(old), len(new)
    while i and j:
        if rows[j - 1] >> (i - 1) & 1:
            i -= 1
            continue
        j -= 1
        if not j or rows[j - 1] >> (i - 1) & 1:
            i -= 1
            found.append((i, j))
    found.reverse()
    return found


def unique_pairs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return the places of the items that occur exactly once on each side, in the order of ``old``."""
    olds, news = Counter(old), Counter(new)
    where = {item: at for at, item in enumerate(new) if news[item] == 1}
    return [(at, where[item]) for at, item in enumerate(old) if olds[item] == 1 and item in where]


def heaviest_chain(pairs: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Choose pairs that increase on both sides, with the greatest sum of weights; of equal sums the earliest."""
    if not pairs:
        return []
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    size = max(j for _, j, _ in ordered) + 2
    best: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)  # a Fenwick tree of the greatest sum up to a column
    before: list[int] = []
    top, last = 0.0, -1
    for at, (_, j, weight) in enumerate(ordered):
        total, previous = 0.0, -1
        column = j
        while column > 0:
            if best[column][0] > total:
                total, previous = best[column]
            column -= column & -column
        total += weight
        before.append(previous)
        column = j + 1
        while column <= size:
            if total > best[column][0]:
                best[column] = (total, at)
            column += column & -column
        if total > top:
            top, last = total, at
    chain = []
    while last >= 0:
        chain.append(ordered[last][:2])
        last = before[last]
    chain.reverse()
    return chain
