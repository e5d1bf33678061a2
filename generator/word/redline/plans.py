"""The plan of a text's redline: for each block whether it stays, goes, comes or moves, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.base.alignment import Pair, align, reading
from generator.word.names import Element
from generator.word.redline.blocks import Block, fixed_pairs


@dataclass(slots=True, eq=False)
class Entry:
    """One block of the plan.

    ``how``: pair, del, ins, from (moved away), to (moved here); moved blocks of one stretch have one ``move``.
    """

    how: str
    old: Block | None
    new: Block | None
    move: int = 0
    #: Of a paragraph that was cut in two, or made of two: the first of the two, and its element in the new text.
    before: Block | None = None
    first: Element | None = None


def planned(olds: Sequence[Block], news: Sequence[Block], first_move: int) -> tuple[list[Entry], int]:
    """Return the plan and the next number of a move."""
    if len(olds) == len(news) == 1 and olds[0].paragraph and news[0].paragraph:
        return [Entry("pair", olds[0], news[0])], first_move
    aligned = align([b.piece for b in olds], [b.piece for b in news], fixed_pairs(olds, news))
    pairs = _last_paired(_settled(aligned, olds, news), olds, news)
    moves = _numbered(pairs, first_move)
    plan: list[Entry] = []
    for pair in reading(pairs):
        old = None if pair.old is None else olds[pair.old]
        new = None if pair.new is None else news[pair.new]
        if pair.moved and pair.old is not None:
            plan.append(Entry("from" if new is None else "to", old, new, moves[pair.old]))
        else:
            plan.append(Entry("pair" if old and new else "del" if old else "ins", old, new))
    return plan, max(moves.values(), default=first_move - 1) + 1


def _settled(pairs: Sequence[Pair], olds: Sequence[Block], news: Sequence[Block]) -> list[Pair]:
    """Tables and what is fixed are not marked as moved: Word moves paragraphs."""
    gone: list[int] = []
    kept: list[Pair] = []
    for pair in pairs:
        if pair.moved and pair.old is not None and pair.new is not None:
            both = (olds[pair.old], news[pair.new])
            if any(not block.paragraph or block.fixed or not block.text for block in both):
                gone.append(pair.old)
                kept.append(Pair(None, pair.new))
                continue
        kept.append(pair)
    return _with_deleted(kept, gone)


def _with_deleted(pairs: Sequence[Pair], gone: Sequence[int]) -> list[Pair]:
    """Put deletions into a list of pairs, each before the first pair in place with a later old block."""
    found = list(pairs)
    for old in gone:
        at = next((n for n, p in enumerate(found) if p.old is not None and p.old > old and not p.moved), len(found))
        while at and found[at - 1].old is None:
            at -= 1
        found.insert(at, Pair(old, None))
    return found


def _last_paired(pairs: list[Pair], olds: Sequence[Block], news: Sequence[Block]) -> list[Pair]:
    """The last paragraph of a text stays: where both last ones are without a partner they are partners."""
    if not olds or not news or not olds[-1].paragraph or not news[-1].paragraph:
        return pairs
    last_old, last_new = len(olds) - 1, len(news) - 1
    in_place = [p for p in pairs if not p.moved and p.old is not None and p.new is not None]
    if any(p.old == last_old or p.new == last_new for p in in_place):
        return _unmoved_behind(pairs, in_place[-1])
    kept: list[Pair] = []
    gone: list[int] = []
    for pair in pairs:
        if pair.moved and (pair.old == last_old or pair.new == last_new):
            if pair.old is not None and pair.old != last_old:
                gone.append(pair.old)
            if pair.new is not None and pair.new != last_new:
                kept.append(Pair(None, pair.new))
        elif pair.old != last_old and pair.new != last_new:
            kept.append(pair)
    return [*_with_deleted(kept, gone), Pair(last_old, last_new)]


def _unmoved_behind(pairs: list[Pair], last: Pair) -> list[Pair]:
    """Behind the last block that stays nothing is marked as moved: there the mark of a paragraph is another's."""
    assert last.old is not None
    assert last.new is not None
    kept: list[Pair] = []
    gone: list[int] = []
    for pair in pairs:
        if not pair.moved or pair.old is None or pair.new is None or (pair.old < last.old and pair.new < last.new):
            kept.append(pair)
            continue
        gone.append(pair.old)
        kept.append(Pair(None, pair.new))
    return _with_deleted(kept, gone)


def _numbered(pairs: Sequence[Pair], first: int) -> dict[int, int]:
    """Give stretches of moved blocks that stand together on both sides a number, by old place."""
    found: dict[int, int] = {}
    number = first - 1
    before: Pair | None = None
    for pair in pairs:
        if pair.moved and pair.old is not None:
            follows = before is not None and before.moved and before.old == pair.old - 1
            if not follows:
                number += 1
            found[pair.old] = number
        before = pair
    return found
