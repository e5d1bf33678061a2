"""Which piece of one document is which of the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from generator.base.alignment import Pair, align, reading
from generator.base.alignment import Piece as Run
from generator.review.changes import PieceRow
from generator.review.pieces import Piece


def pair_pieces(old: Sequence[Piece], new: Sequence[Piece]) -> tuple[PieceRow, ...]:
    """Lay two documents side by side in reading order; a moved piece stands at both places, once as a trace.

    What was written alike is the same piece, whatever its numbers; then likeness decides, then the id that an author
    gave: a table whose rows are all new is still that table.
    """
    pairs = list(align(_runs(old), _runs(new)))
    pairs = _by_id(pairs, old, new)
    return tuple(_row(pair, old, new) for pair in reading(pairs))


def _runs(pieces: Sequence[Piece]) -> list[Run]:
    return [Run(piece.kind, piece.text, piece.written or piece.text) for piece in pieces]


def _row(pair: Pair, old: Sequence[Piece], new: Sequence[Piece]) -> PieceRow:
    one = old[pair.old] if pair.old is not None else None
    other = new[pair.new] if pair.new is not None else None
    return PieceRow(one, other, moved=pair.moved, trace=pair.moved and (one is None or other is None))


def _by_id(pairs: list[Pair], old: Sequence[Piece], new: Sequence[Piece]) -> list[Pair]:
    """Pair what is left over by the ids that authors gave."""
    gone = {
        (old[p.old].kind, old[p.old].id): p for p in pairs if p.old is not None and p.new is None and old[p.old].named
    }
    joined: dict[int, Pair] = {}
    kept = [(p.old, p.new) for p in pairs if p.old is not None and p.new is not None and not p.moved]
    for pair in pairs:
        if pair.new is None or pair.old is not None or not new[pair.new].named:
            continue
        other = gone.pop((new[pair.new].kind, new[pair.new].id), None)
        if other is not None and other.old is not None:
            joined[pair.new] = Pair(other.old, pair.new, False, _crosses(other.old, pair.new, kept))
    lost = {pair.old for pair in joined.values()}
    return [
        joined.get(pair.new, pair) if pair.new is not None else pair
        for pair in pairs
        if pair.new is not None or pair.old not in lost
    ]


def _crosses(old: int, new: int, kept: Sequence[tuple[int, int]]) -> bool:
    """Whether a pair lies across those that kept their order."""
    at = bisect_left(kept, (old, -1))
    return (at > 0 and kept[at - 1][1] > new) or (at < len(kept) and kept[at][1] < new)
