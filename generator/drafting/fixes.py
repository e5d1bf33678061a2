"""What a breach may ask for where there is one right answer, and which of many answers go together.

A plain string stands instead of the breach's fragment. The others are about whole paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, Protocol, TypeVar

from generator.base.text import Text
from generator.drafting.draft import Kind, Piece


@dataclass(frozen=True, slots=True)
class Words:
    """The characters ``start`` to ``end`` of a piece's text become others."""

    piece: Piece
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Several:
    """Words of several places change for one breach."""

    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Replace:
    """The text of the piece becomes ``text`` (``bare``: with its typed label); the paragraphs of ``drop`` go."""

    text: str
    drop: tuple[Piece, ...] = ()
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Insert:
    """A new paragraph stands after a piece (that of the breach, or ``beside``), or before it.

    In Word it has the form of ``like``, or of a plain paragraph near by.
    """

    text: str
    after: bool = True
    like: Piece | None = None
    beside: Piece | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """The pieces stand in this order in the places that they take up now."""

    pieces: tuple[Piece, ...]


Fix = str | Several | Replace | Insert | Order
_COUNTED = frozenset({Kind.ITEM, Kind.REFERENCE, Kind.ABBREVIATION, Kind.CLAUSE, Kind.HEADING, Kind.TERM})


def ordered(pieces: Sequence[Piece]) -> Order | None:
    """Return the order as a fix; ``None`` where lines cannot just change places.

    That is so in tables, in counted lists, where others stand between the pieces, and in items of one sentence.
    """
    places = sorted(piece.index for piece in pieces)
    if len(places) < 2 or places != list(range(places[0], places[0] + len(places))):
        return None
    if any(piece.cell is not None for piece in pieces):
        return None
    if any(piece.kind in _COUNTED and re.search("[0-9a-z]", piece.label) for piece in pieces):
        return None
    ends = {piece.text.rstrip()[-1:] for piece in pieces if piece.kind is Kind.ITEM}
    return None if ends & set("；;，,") and len(ends) > 1 else Order(tuple(pieces))


class Broken(Protocol):
    """What is known of a breach here."""

    @property
    def piece(self) -> Piece | None:
        """Where it stands."""

    @property
    def fragment(self) -> str:
        """The words that show it."""

    @property
    def begins(self) -> int:
        """Where these begin in the piece's text."""

    @property
    def fix(self) -> Fix | None:
        """What mends it."""


B = TypeVar("B", bound=Broken)


@dataclass(frozen=True, slots=True)
class Change(Generic[B]):
    """The characters ``start`` to ``end`` of a piece's raw text become ``text``, for these breaches."""

    piece: Piece
    start: int
    end: int
    text: str
    of: B


@dataclass(slots=True)
class Plan(Generic[B]):
    """Fixes that do not get in each other's way.

    ``changes`` of one piece do not overlap; no piece is dropped and changed. ``met`` are breaches that a fix of another
    one mends as well; ``left`` wait for the next run.
    """

    changes: list[Change[B]] = field(default_factory=list)
    drops: list[tuple[Piece, B]] = field(default_factory=list)
    inserts: list[tuple[Piece, Insert, B]] = field(default_factory=list)
    orders: list[tuple[Order, B]] = field(default_factory=list)
    met: list[B] = field(default_factory=list)
    left: list[tuple[B, Text]] = field(default_factory=list)


_LATER = Text("与另一处修改重叠，请再运行一次", "it overlaps another fix: run it once more")


def plan(breaches: Iterable[B]) -> Plan[B]:
    """Return the fixes of breaches that can be made together; where two overlap, the first in the text is made."""
    made: Plan[B] = Plan()
    whole: set[int] = set()  # pieces whose text is made anew or goes
    fixable = [one for one in breaches if one.fix is not None and one.piece is not None]
    fixable.sort(key=lambda one: (one.piece.index, one.begins) if one.piece else (-1, 0))
    for one in fixable:
        if isinstance(one.fix, Replace) and one.piece is not None:
            touched = {one.piece.index, *(piece.index for piece in one.fix.drop)}
            if touched & whole:
                made.left.append((one, _LATER))
                continue
            whole |= touched
            start = 0 if one.fix.bare else one.piece.shift
            made.changes.append(Change(one.piece, start, len(one.piece.raw), one.fix.text, one))
            made.drops += [(piece, one) for piece in one.fix.drop]
    _words(made, fixable, whole)
    _paragraphs(made, fixable, {piece.index for piece, _ in made.drops})
    made.changes = sorted(map(_trimmed, made.changes), key=lambda change: (change.piece.index, change.start))
    return made


def _words(made: Plan[B], fixable: Iterable[B], whole: set[int]) -> None:
    """Plan the fixes of fragments."""
    found = [(words, one) for one in fixable for words in _wanted(one)]
    found.sort(key=lambda pair: (pair[0].piece.index, pair[0].start, -pair[0].end))
    last: Change[B] | None = None
    for words, one in found:
        piece = words.piece
        if piece.index in whole:
            made.met.append(one)
            continue
        change = Change(piece, piece.shift + words.start, piece.shift + words.end, words.text, one)
        if last is None or last.piece is not piece or change.start >= max(last.end, last.start + 1):
            made.changes.append(change)
            last = change
        elif _covers(last, change):
            made.met.append(one)
        else:
            made.left.append((one, _LATER))


def _covers(wide: Change[B], change: Change[B]) -> bool:
    """Whether a change does what another one wants: it is the same, or the wrong words in it are gone."""
    if (change.start, change.end, change.text) == (wide.start, wide.end, wide.text):
        return True
    words = change.piece.raw[change.start : change.end]
    return change.end <= wide.end and bool(words) and words not in wide.text


def _wanted(one: B) -> Iterable[Words]:
    """Return the words that a breach wants changed: its fragment, or those that its fix names."""
    if isinstance(one.fix, Several):
        return one.fix.words
    if not isinstance(one.fix, str) or one.piece is None:
        return ()
    if not one.piece.text.startswith(one.fragment, one.begins):
        return ()
    return (Words(one.piece, one.begins, one.begins + len(one.fragment), one.fix),)


def _paragraphs(made: Plan[B], fixable: Iterable[B], dropped: set[int]) -> None:
    """Plan new orders, and new paragraphs beside what does not move."""
    moved: set[int] = set(dropped)
    orders: set[tuple[int, ...]] = set()
    for one in fixable:
        if isinstance(one.fix, Order):
            places = tuple(piece.index for piece in one.fix.pieces)
            if places in orders:
                made.met.append(one)
            elif moved & set(places):
                made.left.append((one, _LATER))
            else:
                orders.add(places)
                moved |= set(places)
                made.orders.append((one.fix, one))
    added: set[tuple[int, str, bool]] = set()
    for one in fixable:
        if isinstance(one.fix, Insert) and (beside := one.fix.beside or one.piece) is not None:
            here = (beside.index, one.fix.text, one.fix.after)
            if here in added:
                made.met.append(one)
            elif beside.index in moved:
                made.left.append((one, _LATER))
            else:
                added.add(here)
                made.inserts.append((beside, one.fix, one))


def _trimmed(change: Change[B]) -> Change[B]:
    """Return a change without the characters that stay at its ends: these keep their look, and are not struck out."""
    old, new = change.piece.raw[change.start : change.end], change.text
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    return replace(change, start=change.start + head, end=change.end - tail, text=new[head : len(new) - tail])


def _common(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    length = min(len(one), len(other))
    return next((at for at in range(length) if one[at] != other[at]), length)
