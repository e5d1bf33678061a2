"""A fact: one number with everything a reader may ask about it."""

from __future__ import annotations

import enum
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
