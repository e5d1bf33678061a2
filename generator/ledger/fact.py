"""A fact: one number with everything a reader may ask about it."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from decimal import Decimal

from generator.base.findings import Position
from generator.base.records import by_fields
from generator.base.text import Text
from generator.base.units import Unit
from generator.ledger.context import Context, spell_key
from generator.ledger.expression import Expression, inputs


class Kind(enum.StrEnum):
    """How a fact came to be: given by the client, derived by formula, assumed (said so), quoted from a document."""

    GIVEN = "given"
    DERIVED = "derived"
    ASSUMED = "assumed"
    QUOTED = "quoted"


class Mark(enum.StrEnum):
    """How certain a figure's source is. ``confirmed``: the primary source was read."""

    CONFIRMED = "confirmed"
    SECONDARY = "secondary"
    UNCONFIRMED = "unconfirmed"


_STRENGTH = {Mark.CONFIRMED: 2, Mark.SECONDARY: 1, Mark.UNCONFIRMED: 0}


def weakest(marks: list[Mark]) -> Mark:
    """Return the least certain mark; nothing at all is confirmed."""
    return min(marks, key=_STRENGTH.__getitem__, default=Mark.CONFIRMED)


@by_fields
@dataclass(frozen=True, slots=True)
class Reference:
    """Where a figure was read: document, table or clause, year of the figure."""

    document: str
    locator: str = ""
    year: str = ""


@by_fields
@dataclass(frozen=True, slots=True)
class Fact:
    """An immutable record: id, value, unit, context, kind, source, formula, reference, mark."""

    id: str
    context: Context
    value: Decimal
    unit: Unit
    kind: Kind
    label: Text
    mark: Mark = Mark.CONFIRMED
    position: Position | None = None
    formula: Expression | None = None
    reference: Reference | None = None
    note: Text | None = None

    @property
    def key(self) -> str:
        """The one text form: ``id[dimension=value,…]``."""
        return spell_key(self.id, self.context)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Keys of the facts that the formula reads."""
        return inputs(self.formula) if self.formula is not None else ()


def label_of_both(old: Fact | None, new: Fact | None) -> Text:
    """Return what a fact of two ledgers is called; where its name changed, then and now: ``GWP of CH4 (AR6 → AR5)``."""
    one = new or old
    assert one is not None
    if old is None or new is None or old.label == new.label:
        return one.label
    return Text(_both(old.label.zh, new.label.zh), _both(old.label.en, new.label.en))


def _both(old: str, new: str) -> str:
    """Write two names as one, with what differs of them in words."""
    before, after = re.findall(r"\w+|\W", old), re.findall(r"\w+|\W", new)
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    end = next((at for at in range(shorter - start) if before[-1 - at] != after[-1 - at]), shorter - start)
    was, now = ("".join(words[start : len(words) - end]).strip() for words in (before, after))
    if was == now:
        return new
    head, tail = "".join(after[:start]), "".join(after[len(after) - end :])
    return f"{head}{was} → {now}{tail}" if was and now else f"{old} → {new}"


@by_fields
@dataclass(frozen=True, slots=True)
class Missing:
    """A value that is not there, why, and which missing values it waits for."""

    id: str
    context: Context
    reason: Text
    position: Position | None = None
    waits_for: str = ""

    @property
    def key(self) -> str:
        """The key that the value would have."""
        return spell_key(self.id, self.context)
