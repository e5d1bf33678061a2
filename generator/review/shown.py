"""Numbers as readers see them, then and now, with the shares of what changed behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from generator.base.text import Text
from generator.base.units import UnitError
from generator.document.blocks import Block
from generator.document.display import conversion
from generator.document.inlines import FactRef, Footnote
from generator.document.pictures import Point
from generator.document.walk import lines_of, points_of, walk_inlines
from generator.document.wording import Wording
from generator.ledger.changes import FactChange
from generator.ledger.context import Context
from generator.ledger.fact import Fact, label_of_both
from generator.review.changes import NumberChange, NumberShare
from generator.review.pieces import Piece

Number = FactRef | Point


@dataclass(frozen=True, slots=True)
class Books:
    """What is known of facts on both sides: the facts themselves, and how those that changed did so."""

    old: Mapping[str, Fact]
    new: Mapping[str, Fact]
    changed: Mapping[str, FactChange]

    def label(self, key: str) -> Text:
        """Return what a fact is called."""
        old, new = self.old.get(key), self.new.get(key)
        return label_of_both(old, new) if old or new else Text.of(key)

    def context(self, key: str) -> Context:
        """Return the context of a fact."""
        fact = self.new.get(key) or self.old.get(key)
        return fact.context if fact is not None else Context()


@dataclass(frozen=True, slots=True)
class Seen:
    """A number in one place: what a reader sees, and its value with its sign, in the unit that is shown."""

    key: str
    text: str
    value: Decimal
    unit: str
    unit_text: str
    digits: int = 0


def numbers_in(piece: Piece) -> Iterator[Number]:
    """Yield the numbers of a piece in reading order; those of its footnotes belong to the footnotes."""
    if piece.block is None:
        return
    yield from _numbers(piece.block)


def _numbers(block: Block) -> Iterator[Number]:
    for line in lines_of(block):
        hidden = {id(i) for note in line if isinstance(note, Footnote) for i in walk_inlines(note.inlines)}
        for inline in walk_inlines(line):
            if isinstance(inline, FactRef) and id(inline) not in hidden:
                yield inline
    yield from points_of(block)


def number_changes(
    old: Piece | None, new: Piece | None, wordings: tuple[Wording, Wording], books: Books
) -> tuple[NumberChange, ...]:
    """Return the numbers of a piece that are shown otherwise than before, in the order of the new side.

    Numbers of the same fact are paired in their order; where a piece was written alike on both sides, by place alone.
    """
    olds = [see(wordings[0], number) for number in numbers_in(old)] if old is not None else []
    news = [see(wordings[1], number) for number in numbers_in(new)] if new is not None else []
    if not olds and not news:
        return ()
    found = []
    for one, other in _paired(olds, news):
        if one is not None and other is not None and one.text == other.text and one.key == other.key:
            continue
        found.append(number_change(one, other, books))
    return tuple(found)


def see(wording: Wording, number: Number, *, full: bool = False) -> Seen:
    """Return a number as a place shows it, or in ``full``: with its own sign and its unit, whatever the place does."""
    try:
        shown = wording.shown(replace(number, display=replace(number.display, sign="plain")))
        text = shown.full if full else wording.spell(number)
        return Seen(number.key, text, shown.value, shown.unit, shown.unit_text, shown.digits)
    except (KeyError, UnitError):  # a document of a state that did not build cleanly
        return Seen(number.key, "?", Decimal(0), "", "")


def _paired(olds: list[Seen], news: list[Seen]) -> list[tuple[Seen | None, Seen | None]]:
    if [o.key for o in olds] == [n.key for n in news]:
        return list(zip(olds, news, strict=True))
    waiting: dict[str, list[Seen]] = defaultdict(list)
    for seen in reversed(olds):
        waiting[seen.key].append(seen)
    pairs: list[tuple[Seen | None, Seen | None]] = [
        (waiting[seen.key].pop() if waiting.get(seen.key) else None, seen) for seen in news
    ]
    left = {id(seen) for rest in waiting.values() for seen in rest}
    return [*pairs, *((seen, None) for seen in olds if id(seen) in left)]


def number_change(old: Seen | None, new: Seen | None, books: Books) -> NumberChange:
    """Return what became of a number, with the shares of what changed behind it."""
    seen = new or old
    assert seen is not None
    texts = (old.text if old else "", new.text if new else "")
    keys = (seen.key, old.key if old else "")
    bare = NumberChange(keys[0], keys[1], books.label(seen.key), *texts, seen.unit_text, seen.digits, unexplained=True)
    if old is None or new is None or old.key != new.key or old.unit != new.unit:
        return bare
    difference = new.value - old.value
    known = _shares(seen, books)
    if known is None:
        return replace(bare, difference=difference)
    rest = Fraction(difference) - sum((one.share for one in known), Fraction(0))
    return replace(bare, difference=difference, shares=known, rounding=rest, unexplained=False)


def _shares(seen: Seen, books: Books) -> tuple[NumberShare, ...] | None:
    """Return the shares of the ledger's change in the unit that is shown; ``None`` where the ledger cannot say."""
    old, new = books.old.get(seen.key), books.new.get(seen.key)
    if old is None or new is None or old.unit.text != new.unit.text:
        return None
    change = books.changed.get(seen.key)
    if change is None:
        return ()  # the fact is what it was: what differs is the rounding
    if change.change is None:
        return None
    factor = Fraction(conversion(new.unit.text, seen.unit)) if seen.unit else Fraction(1)
    return tuple(NumberShare(cause.group, cause.share * factor) for cause in change.causes)
