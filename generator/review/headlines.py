"""The facts that documents show and that changed, in the order in which a reviewer wants to hear of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from generator.base.text import Text
from generator.document.blocks import Clause, Document, Heading, Paragraph
from generator.document.inlines import FactRef
from generator.document.pictures import Point
from generator.document.walk import numbers_of
from generator.document.wording import Wording
from generator.ledger.changes import LedgerChanges
from generator.review.changes import Headline
from generator.review.phrases import word
from generator.review.shown import Books, Seen, number_change, see
from generator.review.side import Side

_PROSE = (Paragraph, Clause, Heading)
_NOWHERE = 10**9

Fate = Literal["added", "gone", "changed"]


@dataclass
class _Places:
    """Where a fact is shown: as what in which document, how often, and how soon in running text and anywhere."""

    texts: dict[str, dict[Seen, None]] = field(default_factory=dict)
    count: int = 0
    prose: int = _NOWHERE
    first: int = _NOWHERE


def headlines(old: Side, new: Side, ledger: LedgerChanges, books: Books) -> tuple[Headline, ...]:
    """Return the facts that changed and that any document shows otherwise than before.

    What stands in running text comes first, in the order of reading: a summary names totals before details, and the
    most important before the others. Then come those that tables and charts alone show.
    """
    fates: dict[str, Fate] = {change.key: "changed" for change in ledger.changed}
    fates.update((change.key, "added") for change in ledger.added)
    fates.update((change.key, "gone") for change in ledger.gone)
    before, after = _seen(old.documents.values(), fates), _seen(new.documents.values(), fates)
    found = []
    for key, fate in fates.items():
        was, now = before.get(key), after.get(key)
        place = now or was
        if place is None or (was is not None and now is not None and was.texts == now.texts):
            continue
        found.append(((place.prose, place.first), _headline(key, fate, was, now, books)))
    return _told_apart([headline for _, headline in sorted(found, key=lambda one: one[0])], books)


def _told_apart(headlines: list[Headline], books: Books) -> tuple[Headline, ...]:
    """Add to labels that stand more than once what tells them apart: the period, the scope, the product."""
    alike: dict[Text, list[Headline]] = defaultdict(list)
    for one in headlines:
        alike[one.number.label].append(one)
    labels: dict[str, Text] = {}
    for label, several in alike.items():
        contexts = {one.key: dict(books.context(one.key).pairs) for one in several}
        names = dict.fromkeys(name for context in contexts.values() for name in context)
        differing = [name for name in names if len({context.get(name) for context in contexts.values()}) > 1]
        for key, context in contexts.items():
            said = [context[name] for name in differing if name in context]
            zh, en = ([word(one, language) for one in said] for language in ("zh", "en"))
            labels[key] = Text(f"{label.zh}，{'，'.join(zh)}", f"{label.en}, {', '.join(en)}") if said else label
    return tuple(replace(one, number=replace(one.number, label=labels[one.key])) for one in headlines)


def _headline(key: str, fate: Fate, was: _Places | None, now: _Places | None, books: Books) -> Headline:
    place = now or was
    assert place is not None
    documents = tuple(dict.fromkeys([*(now.texts if now else ()), *(was.texts if was else ())]))
    number = number_change(*_pair(was, now, documents), books)
    return Headline(number, documents, place.count, fate, _percent(key, books))


def _percent(key: str, books: Books) -> Fraction | None:
    old, new = books.old.get(key), books.new.get(key)
    if old is None or new is None or not old.value or old.unit.text != new.unit.text:
        return None
    return 100 * (Fraction(new.value) - Fraction(old.value)) / abs(Fraction(old.value))


def _pair(was: _Places | None, now: _Places | None, documents: Iterable[str]) -> tuple[Seen | None, Seen | None]:
    """Return how a fact was and is shown, in the first document where the two differ."""
    found: tuple[Seen | None, Seen | None] = (None, None)
    for document in documents:
        old, new = (list(place.texts.get(document, ())) if place else [] for place in (was, now))
        found = (old[0] if old else None, new[0] if new else None)
        if len(old) == len(new):
            found = next(((a, b) for a, b in zip(old, new, strict=True) if a != b), found)
        if found[0] != found[1]:
            break
    return found


def _seen(documents: Iterable[Document], wanted: Container[str]) -> dict[str, _Places]:
    places: dict[str, _Places] = defaultdict(_Places)
    order = 0
    for document in documents:
        wording = Wording.of(document)
        for block, number in numbers_of(document.blocks):
            order += 1
            if number.key in wanted:
                _note(places[number.key], wording, number, order, isinstance(block, _PROSE))
    return places


def _note(place: _Places, wording: Wording, number: FactRef | Point, order: int, prose: bool) -> None:
    place.texts.setdefault(wording.document.id, {})[see(wording, number, full=True)] = None
    place.count += 1
    place.first = min(place.first, order)
    if prose:
        place.prose = min(place.prose, order)
