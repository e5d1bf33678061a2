"""What stands behind a change: the inputs that changed, gathered into causes with their shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import Unit
from generator.ledger.attribution.groups import Group
from generator.ledger.attribution.shapley import shown
from generator.ledger.fact import Fact


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of a table whose number changed, came or went, with its place on either side.

    ``name`` is what the row says of itself: its period, or the words of a data table.
    """

    table: str
    name: str
    old: Decimal | None
    new: Decimal | None
    old_unit: Unit | None
    new_unit: Unit | None
    old_position: Position | None
    new_position: Position | None

    @property
    def position(self) -> Position | None:
        """Where to look: in the new file, or in the old one for a row that went."""
        return self.new_position or self.old_position


@dataclass(frozen=True, slots=True)
class InputChange:
    """One input that differs between the two ledgers.

    A number that was given, on one side or both; a sum over rows of ``table``, where ``rows`` are those that differ as
    far as the tables were at hand; or a formula that changed, of which ``detail`` says what. ``key`` is the key of the
    number itself, or of the fact whose formula reads the rows.
    """

    key: str
    label: Text
    old: Fact | None
    new: Fact | None
    table: str = ""
    rows: tuple[RowChange, ...] = ()
    detail: Text | None = None

    @property
    def position(self) -> Position | None:
        """Where to look: the first row that differs, else where the fact stands, on the new side where it can be."""
        if self.rows:
            return self.rows[0].position
        found = self.new.position if self.new is not None else None
        return found or (self.old.position if self.old is not None else None)


@dataclass(frozen=True, slots=True)
class Cause:
    """A group of inputs and its share of a fact's change, in the fact's (new) unit.

    ``between`` names the groups that a ``procedure`` or ``joint`` cause could not tell apart.
    """

    group: Group
    share: Fraction
    inputs: tuple[InputChange, ...]
    between: tuple[Group, ...] = ()
    note: Text | None = None


def shares_shown(causes: Sequence[Cause], digits: int) -> tuple[Decimal, ...]:
    """Return the shares with ``digits`` places so that what is shown adds up to the change as it is shown."""
    return shown([cause.share for cause in causes], digits)


def by_share(causes: Sequence[Cause]) -> tuple[Cause, ...]:
    """Return causes, the greatest share in either direction first."""
    return tuple(sorted(causes, key=lambda cause: -abs(cause.share)))
