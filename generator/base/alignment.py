"""Two versions of a text laid side by side: which pieces stayed, changed, went, came or moved, and which words.

``align`` pairs pieces (paragraphs, tables, rows); ``word_edits`` compares two paragraphs. Both are bounded: thousands
of equal or of wholly different pieces cost no more than their number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.base.edits import WordEdit, word_edits
from generator.base.sequences import common, heaviest_chain, unique_pairs
from generator.base.similarity import candidates, profile

#: Below this likeness two pieces are another text: deleted and inserted, not a mix of both.
ALIKE = 0.4
#: A piece that came again elsewhere is a move from this length; an edited one needs more to be known again.
_MOVED_LENGTH = 10
_MOVED_EDITED_LENGTH = 16
_MOVED_ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a text.

    Args:
        kind: only pieces of the same kind are paired: ``paragraph``, ``heading``, ``table`` …
        text: what likeness is judged by.
        key: pieces with equal keys (and kinds) are the same.
    """

    kind: str
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Pair:
    """What became of a piece: ``old`` and ``new`` are places in the two sequences.

    One side only: deleted or inserted. Both: the same, or changed. A moved pair (changed or not) stands at its new
    place; ``reading`` adds where it went from.
    """

    old: int | None
    new: int | None
    same: bool = False
    moved: bool = False


def align(old: Sequence[Piece], new: Sequence[Piece], fixed: Sequence[tuple[int, int]] = ()) -> tuple[Pair, ...]:
    """Pair the pieces of two versions; every piece of either side stands in exactly one pair.

    Pairs come in reading order: that of ``new``, with what was deleted before what was inserted in its place.

    Args:
        old: the pieces of the old version.
        new: the pieces of the new version.
        fixed: places that are paired whatever they hold, increasing on both sides.
    """
    kept = _same(old, new, fixed)
    paired = dict(kept)
    taken = set(paired.values())
    equal = {(i, j) for i, j in kept if old[i].key == new[j].key}
    for i, j in _alike(old, new, kept):
        paired[i] = j
        taken.add(j)
    moves = _moves(old, new, [i for i in range(len(old)) if i not in paired],
                   [j for j in range(len(new)) if j not in taken])  # fmt: skip
    return tuple(_in_order(len(old), len(new), paired, equal, moves))


def reading(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Yield all pairs and, at the place where each moved piece stood, a pair with ``old`` alone that is moved."""
    pairs = tuple(pairs)
    gone = sorted(pair.old for pair in pairs if pair.moved and pair.old is not None)
    said = {pair.old: pair for pair in pairs if pair.moved}
    at = 0
    for place, pair in enumerate(pairs):
        limit = _next_old(pairs, place)
        while at < len(gone) and gone[at] < limit:
            yield Pair(gone[at], None, said[gone[at]].same, True)
            at += 1
        yield pair
    for left in gone[at:]:
        yield Pair(left, None, said[left].same, True)


def _next_old(pairs: Sequence[Pair], place: int) -> float:
    """Up to which old place everything has gone before this pair: an insertion stands behind what went there."""
    pair = pairs[place]
    if pair.old is not None and not pair.moved:
        return pair.old
    for later in pairs[place:]:
        if later.old is not None and not later.moved:
            return later.old
    return float("inf")


def _same(old: Sequence[Piece], new: Sequence[Piece], fixed: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces that are the same in the same order: those that occur once decide, the rest falls between them."""
    o = [(piece.kind, piece.key) for piece in old]
    n = [(piece.kind, piece.key) for piece in new]
    once = unique_pairs(o, n)
    found: list[tuple[int, int]] = []
    a = c = 0
    for i, j in [*fixed, (len(o), len(n))]:
        inside = [(x, y, 4.0 + len(old[x].text)) for x, y in once if a <= x < i and c <= y < j]
        for x, y in [*heaviest_chain(inside), (i, j)]:
            found.extend((a + s, c + t) for s, t in common(o[a:x], n[c:y]))
            if x < len(o) and y < len(n):
                found.append((x, y))
            a, c = x + 1, y + 1
    return found


def _alike(old: Sequence[Piece], new: Sequence[Piece], kept: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces between those that stayed, paired by likeness without crossing."""
    found: list[tuple[int, int]] = []
    a = c = 0
    for i, j in [*kept, (len(old), len(new))]:
        if a < i and c < j:
            olds = [(at, profile(old[at].kind, old[at].text)) for at in range(a, i)]
            news = [(at, profile(new[at].kind, new[at].text)) for at in range(c, j)]
            weighed = [(x, y, like) for x, y, like in candidates(olds, news) if like >= ALIKE]
            found.extend(heaviest_chain(weighed))
        a, c = i + 1, j + 1
    return found


def _moves(
    old: Sequence[Piece], new: Sequence[Piece], left: Sequence[int], came: Sequence[int]
) -> dict[int, tuple[int, bool]]:
    """Pieces that went in one place and came in another: by old place the new one and whether it is the same."""
    moves = _moved_whole(old, new, left, came)
    taken = {j for j, _ in moves.values()}
    olds = [(i, profile(old[i].kind, old[i].text)) for i in left if i not in moves and _long(old[i])]
    news = [(j, profile(new[j].kind, new[j].text)) for j in came if j not in taken and _long(new[j])]
    found = sorted(candidates(olds, news), key=lambda one: (-one[2], one[0], one[1]))
    for i, j, like in found:
        if like >= _MOVED_ALIKE and i not in moves and j not in taken:
            moves[i] = (j, False)
            taken.add(j)
    return moves


def _moved_whole(
    old: Sequence[Piece], new: Sequence[Piece], left: Sequence[int], came: Sequence[int]
) -> dict[int, tuple[int, bool]]:
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for j in reversed(came):
        places[new[j].kind, new[j].key].append(j)
    moves: dict[int, tuple[int, bool]] = {}
    for i in left:
        where = places.get((old[i].kind, old[i].key))
        if where and len(old[i].text.strip()) >= _MOVED_LENGTH:
            moves[i] = (where.pop(), True)
    free_old, free_new = set(left) - set(moves), set(came) - {j for j, _ in moves.values()}
    queue = list(moves)
    while queue:  # a short piece beside one that moved went with it: a heading with its section
        i = queue.pop()
        j = moves[i][0]
        for step in (-1, 1):
            x, y = i + step, j + step
            if x in free_old and y in free_new and (old[x].kind, old[x].key) == (new[y].kind, new[y].key):
                free_old.discard(x)
                free_new.discard(y)
                moves[x] = (y, True)
                queue.append(x)
    return moves


def _long(piece: Piece) -> bool:
    return len(piece.text.strip()) >= _MOVED_EDITED_LENGTH


def _in_order(
    olds: int, news: int, paired: dict[int, int], equal: set[tuple[int, int]], moves: dict[int, tuple[int, bool]]
) -> Iterator[Pair]:
    arrived = {j: (i, same) for i, (j, same) in moves.items()}
    a = c = 0
    for i, j in [*sorted(paired.items()), (olds, news)]:
        for gone in range(a, i):
            if gone not in moves:
                yield Pair(gone, None)
        for came in range(c, j):
            if came in arrived:
                yield Pair(arrived[came][0], came, arrived[came][1], True)
            else:
                yield Pair(None, came)
        if i < olds:
            yield Pair(i, j, (i, j) in equal)
        a, c = i + 1, j + 1


__all__ = ["ALIKE", "Pair", "Piece", "WordEdit", "align", "reading", "word_edits"]
