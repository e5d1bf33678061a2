"""Facts in mixed worlds: what a fact would be if only some of the causes had come.

A *player* is a cause group as one bit; a world is a set of players that came. The value of a node in a world depends
only on the players that stand below it, so each node holds one value for each set of *its* players: what no player
touches is not calculated again, and what one alone touches has its two recorded values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from generator.base.text import Text
from generator.base.units import Unit, UnitError
from generator.ledger.attribution.comparable import conversion, quantity
from generator.ledger.attribution.groups import GROUPS, Group
from generator.ledger.attribution.shapley import submasks
from generator.ledger.evaluation import convert, operate
from generator.ledger.expression import Call, Convert, Expression, Operation, Ref, fold

#: The bit of each group.
PLAYER: dict[Group, int] = {group: 1 << place for place, group in enumerate(GROUPS)}

#: A value for each set of players; ``None`` where the world gives no number.
Values = Mapping[int, Decimal | None]
#: A node's players, and its values.
Node = tuple[int, Values]
#: By ``id`` of a node, the player with whom its recorded value switches, and the values without and with it.
Switched = Mapping[int, tuple[int, Decimal, Decimal]]
Read = Callable[[Ref], Node]


@dataclass(slots=True)
class State:
    """A fact that differs between the worlds.

    ``units`` are those of the values, where they are not one. ``behind`` holds, for each player, the switches behind
    it as the bits of a number. ``note`` says why a joint cause is one.
    """

    players: int
    values: dict[int, Decimal]
    units: dict[int, Unit]
    behind: dict[int, int] = field(default_factory=dict)
    note: Text | None = None

    def read(self, unit: Unit, memory: dict[Unit, Node]) -> Node:
        """Return the fact as a formula reads it that recorded it in ``unit``."""
        if unit not in memory:
            memory[unit] = (
                self.players,
                {world: _in_unit(value, self.units[world], unit) for world, value in self.values.items()},
            )
        return memory[unit]

    def exact(self, unit: Unit) -> Mapping[int, Decimal] | Mapping[int, Fraction]:
        """Return the values in a unit, without rounding.

        Raises:
            UnitError: it is of another dimension.
        """
        if all(one == unit for one in self.units.values()):
            return self.values
        return {world: quantity(value, self.units[world], unit) for world, value in self.values.items()}


def _in_unit(value: Decimal, unit: Unit, wanted: Unit) -> Decimal | None:
    if unit is wanted or unit == wanted:
        return value
    try:
        factor = conversion(unit, wanted)
        return value if factor == 1 else convert(value, factor)
    except (UnitError, ArithmeticError):
        return None


def evaluate(tree: Expression, read: Read, switched: Switched) -> Node:
    """Evaluate a formula in every world of the players below it."""

    def combine(node: Expression, parts: list[Node]) -> Node:
        if isinstance(node, Ref):
            return read(node)
        if isinstance(node, (Operation, Call, Convert)):
            players = 0
            for part in parts:
                players |= part[0]
            return _step(node, parts, players) if players else (0, {0: node.value})
        found = switched.get(id(node))
        return (0, {0: node.value}) if found is None else (found[0], {0: found[1], found[0]: found[2]})

    return fold(tree, combine)


def _step(node: Operation | Call | Convert, parts: list[Node], players: int) -> Node:
    if isinstance(node, Convert):
        ((own, inner),) = parts
        factor = node.factor
        return own, {world: _try(lambda v: convert(v[0], factor), [value]) for world, value in inner.items()}
    name = node.operator if isinstance(node, Operation) else node.function
    found: dict[int, Decimal | None] = {}
    for world in submasks(players):
        values = [part[world & own] for own, part in parts]
        found[world] = _chosen(values) if name == "if_equal" else _try(lambda v: operate(name, v), values)
    return players, found


def _chosen(values: list[Decimal | None]) -> Decimal | None:
    """Choose as ``if_equal`` does; the branch that is not taken need not give a number."""
    left, right, then, otherwise = values
    if left is None or right is None:
        return None
    return then if left == right else otherwise


def _try(give: Callable[[list[Decimal]], Decimal], values: list[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    try:
        return give(known)
    except ArithmeticError:
        return None
