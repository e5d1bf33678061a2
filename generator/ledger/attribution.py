"""A change attributed to the inputs behind it: the exact share of each cause group.

Method: the decomposition of a change between two states by the Shapley value (see :mod:`generator.ledger.shapley`; A.
F. Shorrocks, "Decomposition procedures for distributional analysis: a unified framework based on the Shapley value",
Journal of Economic Inequality 11 (2013), for the general form). The players are the cause groups; ``v(S)`` is what a
fact would be had only the groups of ``S`` changed. It is calculated by evaluating the recorded formulas again, in the
recorded arithmetic, with the inputs of ``S`` at their new values and the others at their old ones:

* ``v`` of no group is the recorded old value, ``v`` of all groups the recorded new one;
* a formula that changed is the new one where its group is in ``S``, else the old one;
* a fact that one side alone has is evaluated by that side's formula; where that gives no number on the other side's
  inputs, it stays as recorded;
* an input in another unit is converted to the one in which the formula that reads it was recorded;
* a procedure has no formula: where all inputs that changed below it are of one group, its value switches with that
  group, which is exact; where they are of several, it switches as the group ``procedure``;
* where a mixed world has no number (a divisor is zero), where a formula evaluated again does not give what was
  recorded, or where facts read each other in a circle between the two sides, the fact switches as the group ``joint``,
  for itself and for all that read it. No share is guessed.

Up to six groups behind a fact, the shares are Shapley's; beyond, the groups are changed one after another in the order
of :data:`~generator.ledger.groups.GROUPS`. Either way they add up to the change exactly, as fractions.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from generator.base.text import Text
from generator.base.units import Unit, UnitError
from generator.ledger.causes import Cause, InputChange
from generator.ledger.evaluation import convert
from generator.ledger.expression import Expression, Ref, RowSum
from generator.ledger.fact import Fact
from generator.ledger.formula_changes import Difference, Formulas
from generator.ledger.groups import GROUPS, group_of
from generator.ledger.ledger import Ledger
from generator.ledger.reading import NOTHING, Reading, in_reading_order, reading, touched
from generator.ledger.row_changes import RowComparer
from generator.ledger.shapley import bits, is_idle, shares, submasks
from generator.ledger.signatures import Pair
from generator.ledger.switches import Switches
from generator.ledger.worlds import PLAYER, Node, State, Switched, evaluate, quantity

_ACTIVITY, _METHOD, _PROCEDURE, _JOINT = (PLAYER[g] for g in ("activity", "method", "procedure", "joint"))
#: What a change of unit may lose in the last digits of 34.
_LOSS = Decimal("1E-28")
_UNDEFINED = Text(
    "只改变其中一部分时无法计算，因此不拆分", "with only some of these changed there is no number: not taken apart"
)
_DIFFERENT = Text("按公式重算与记录值不符，因此不拆分", "the formula does not give the recorded value: not taken apart")
_CIRCLE = Text("新旧公式互相引用，因此不拆分", "old and new formulas read each other: not taken apart")


class _Joint(Exception):
    """A fact cannot be taken apart, and why."""

    def __init__(self, note: Text) -> None:
        super().__init__(note.en)
        self.note = note


class Attribution:
    """Everything between two ledgers, worked out once; then the causes of any fact."""

    def __init__(self, old: Ledger, new: Ledger, rows: RowComparer) -> None:
        self.old, self.new = old, new
        self.switches = Switches(old, new, rows)
        self.states: dict[str, State] = {}
        self._own: dict[str, _Own] = {}
        self._memory: dict[str, dict[Unit, Node]] = {}
        self._find()
        self._evaluate()

    def causes(self, key: str, unit: Unit) -> tuple[Cause, ...]:
        """Return the causes of a fact's change with their shares in ``unit``; none where it cannot be told.

        A cause that makes no difference in any world is left out.
        """
        state = self.states.get(key)
        if state is None or not state.players:
            return ()
        try:
            values = state.exact(unit)
        except UnitError:
            return ()
        found = shares(values, state.players)
        return tuple(
            self._cause(state, player, found[player])
            for player in bits(state.players)
            if found[player] or not is_idle(values, state.players, player)
        )

    def behind(self, key: str) -> tuple[InputChange, ...]:
        """Return all inputs behind a fact's change, of whatever group."""
        state = self.states.get(key)
        return self.switches.inputs(_union(state.behind.values())) if state is not None else ()

    def _cause(self, state: State, player: int, share: Fraction) -> Cause:
        behind = state.behind.get(player, 0)
        mixed = player in (_PROCEDURE, _JOINT)
        between = self.switches.groups(behind) if mixed else ()
        note = state.note if player == _JOINT else None
        return Cause(GROUPS[player.bit_length() - 1], share, self.switches.inputs(behind), between, note)

    # ------------------------------------------------------------------------------------ what differs

    def _find(self) -> None:
        """Compare the two ledgers fact by fact, and list what each fact reads on either side."""
        formulas = Formulas(self.old, self.new)
        for key, new in self.new.facts.items():
            old = self.old.facts.get(key)
            if old is None:
                self._own[key] = _Own(reading(new.formula), NOTHING)
            else:
                self._own[key] = self._compare(formulas, old, new)
        for key, old in self.old.facts.items():
            if key not in self.new.facts:
                self._own[key] = _Own(NOTHING, reading(old.formula))

    def _compare(self, formulas: Formulas, old: Fact, new: Fact) -> _Own:
        difference = formulas.difference(old, new)
        now = reading(new.formula)
        own = _Own(now, now if difference.alike and difference.exactly else reading(old.formula), difference)
        if difference.group is not None:
            own.formula = PLAYER[difference.group]
            own.behind[own.formula] = self.switches.formula(difference.group, old, new, difference)
        elif old.formula is None and new.formula is None and not _same(old, new):
            group = group_of(new)
            own.given = PLAYER[group]
            own.behind[own.given] = self.switches.given(group, old, new)
        changed = [pair for pair in difference.pairs if isinstance(pair.new, RowSum) and not _same(pair.old, pair.new)]
        direct = [pair for pair in changed if not pair.inner]
        if direct:
            own.rows = _ACTIVITY
            own.behind[_ACTIVITY] = own.behind.get(_ACTIVITY, 0) | self.switches.summed(old, new, direct)
        inner = [pair for pair in changed if pair.inner]
        if inner:
            own.inner = self.switches.summed(old, new, inner)
        own.switched = direct
        return own

    # ------------------------------------------------------------------------------------ states

    def _evaluate(self) -> None:
        reads = {key: own.reads for key, own in self._own.items()}
        begins = [key for key, own in self._own.items() if own.differs or self._unexplained(key)]
        listed = touched(begins, reads)
        order, circle = in_reading_order([key for key in self._own if key in listed], reads)
        for key in order:
            state = self._circular(key, reads, circle) if key in circle else self._state(key, self._own[key])
            if state is not None:
                self.states[key] = state

    def _unexplained(self, key: str) -> bool:
        old, new = self.old.facts.get(key), self.new.facts.get(key)
        return old is not None and new is not None and (old.value != new.value or old.unit != new.unit)

    def _state(self, key: str, own: _Own) -> State | None:
        old, new = self.old.facts.get(key), self.new.facts.get(key)
        if old is None or new is None:
            fact = new or old
            return self._one_sided(fact, own, anchored_new=old is None) if fact is not None else None
        behind = dict(own.behind)
        for read in {*own.new.direct, *own.old.direct}:
            self._gather(behind, read)
        switched, mixed = self._procedures(own, behind)
        players = _union(behind)
        if not players and not _same(old, new):
            players, behind = _METHOD, {_METHOD: self.switches.unexplained(old, new)}
        if not players:
            return None if old.unit == new.unit else State(0, {0: new.value}, {0: new.unit})
        if len(bits(players)) == 1:
            return _of_one(old, new, players, behind)
        try:
            if mixed:
                raise _Joint(_UNDEFINED)
            values, units = self._worlds(old, new, own, players, switched)
        except _Joint as joint:
            return self._joint(old, new, behind.values(), joint.note)
        return State(players, values, units, behind)

    def _gather(self, behind: dict[int, int], key: str) -> None:
        state = self.states.get(key)
        if state is not None:
            for player, switches in state.behind.items():
                behind[player] = behind.get(player, 0) | switches

    def _procedures(self, own: _Own, behind: dict[int, int]) -> tuple[dict[int, tuple[int, Decimal, Decimal]], bool]:
        """Add what stands behind a fact's procedures.

        Returns:
            How their values switch; and whether a formula that changed has one that reads what other groups changed.
        """
        switched: dict[int, tuple[int, Decimal, Decimal]] = {}
        alike = own.difference is None or own.difference.alike
        partners = {id(pair.new): pair.old for pair in own.difference.pairs} if own.difference is not None else {}
        mixed = False
        for procedure, keys in (*own.new.procedures, *(() if alike else own.old.procedures)):
            below: dict[int, int] = {_ACTIVITY: own.inner} if own.inner else {}
            for key in keys:
                self._gather(below, key)
            if not alike:
                mixed = mixed or bool(below.keys() - {own.formula})
                for player, switches in below.items():
                    behind[player] = behind.get(player, 0) | switches
                continue
            partner = partners.get(id(procedure))
            if partner is None or partner.value == procedure.value or not below:
                continue
            player = next(iter(below)) if len(below) == 1 else _PROCEDURE
            switched[id(procedure)] = (player, _value_in(partner, procedure.unit), procedure.value)
            for switches in below.values():
                behind[player] = behind.get(player, 0) | switches
        return switched, mixed

    def _worlds(
        self, old: Fact, new: Fact, own: _Own, players: int, procedures: Switched
    ) -> tuple[dict[int, Decimal], dict[int, Unit]]:
        """Return a fact's value, and the unit it is in, in every world of its players."""
        difference = own.difference
        assert difference is not None
        to_new = {id(p.new): (_ACTIVITY, _value_in(p.old, p.new.unit), p.new.value) for p in own.switched}
        after = self._tree(new, {**to_new, **procedures})
        before = after
        if not difference.alike:
            before = self._tree(
                old, {id(p.old): (_ACTIVITY, p.old.value, _value_in(p.new, p.old.unit)) for p in own.switched}
            )
        values: dict[int, Decimal] = {}
        units: dict[int, Unit] = {}
        for world in submasks(players):
            is_new = difference.alike or bool(world & own.formula)
            own_players, found = after if is_new else before
            value = found[world & own_players]
            if value is None:
                raise _Joint(_UNDEFINED)
            values[world], units[world] = value, (new if is_new else old).unit
        self._anchor(old, new, difference, values, units)
        return values, units

    def _anchor(
        self, old: Fact, new: Fact, difference: Difference, values: dict[int, Decimal], units: dict[int, Unit]
    ) -> None:
        """Hold the ends against what was recorded; in other units, the last digits may differ and are made to agree."""
        players = max(values)
        if difference.exactly or not difference.alike:
            if values[0] != old.value or values[players] != new.value:
                raise _Joint(_DIFFERENT)
            return
        before = _value_in(old, new.unit)
        if not _near(values[0], before) or not _near(values[players], new.value):
            raise _Joint(_DIFFERENT)
        for world, value in values.items():
            for end in (before, new.value):
                if _near(value, end):
                    values[world] = end
        values[0], units[0], values[players] = old.value, old.unit, new.value

    def _tree(self, fact: Fact, switched: Switched) -> Node:
        return (0, {0: fact.value}) if fact.formula is None else evaluate(fact.formula, self._read, switched)

    def _read(self, node: Ref) -> Node:
        state = self.states.get(node.key)
        if state is None:
            return 0, {0: node.value}
        return state.read(node.unit, self._memory.setdefault(node.key, {}))

    def _one_sided(self, fact: Fact, own: _Own, *, anchored_new: bool) -> State | None:
        """Evaluate a fact of one side on the inputs of both; without a number everywhere it stays as recorded."""
        behind: dict[int, int] = {}
        for key in (own.new if anchored_new else own.old).direct:
            self._gather(behind, key)
        if not behind or fact.formula is None:
            return None
        players, found = evaluate(fact.formula, self._read, {})
        values = {world: value for world, value in found.items() if value is not None}
        end = values.get(players if anchored_new else 0)
        if not players or len(values) < len(found) or end is None or not _near(end, fact.value):
            return None
        values[players if anchored_new else 0] = fact.value
        kept = {player: switches for player, switches in behind.items() if player & players}
        return State(players, values, dict.fromkeys(values, fact.unit), kept)

    def _joint(self, old: Fact, new: Fact, behind: Iterable[int], note: Text) -> State | None:
        if _same(old, new):
            return None if old.unit == new.unit else State(0, {0: new.value}, {0: new.unit})
        state = _of_one(old, new, _JOINT, {_JOINT: _union(behind)})
        state.note = note
        return state

    def _circular(self, key: str, reads: dict[str, tuple[str, ...]], circle: set[str]) -> State | None:
        """Return the state of a fact in a circle: all that changed anywhere below it, as one."""
        old, new = self.old.facts.get(key), self.new.facts.get(key)
        if old is None or new is None:
            return None
        seen, ahead, behind = {key}, [key], dict[int, int]()
        while ahead:
            one = ahead.pop()
            own = self._own.get(one)
            for player, switches in own.behind.items() if own is not None else ():
                behind[player] = behind.get(player, 0) | switches
            below = [read for read in reads.get(one, ()) if read not in seen]
            seen.update(below)
            ahead += below
        if len(behind) == 1:
            return _of_one(old, new, next(iter(behind)), behind)
        return self._joint(old, new, behind.values(), _CIRCLE)


class _Own:
    """What differs at a fact itself: on either side what it reads, and the players that it brings in."""

    __slots__ = ("behind", "difference", "formula", "given", "inner", "new", "old", "rows", "switched")

    def __init__(self, new: Reading, old: Reading, difference: Difference | None = None) -> None:
        self.new, self.old, self.difference = new, old, difference
        self.formula = self.given = self.rows = self.inner = 0
        self.behind: dict[int, int] = {}
        self.switched: list[Pair] = []

    @property
    def differs(self) -> bool:
        """Whether anything differs here."""
        return bool(self.behind or self.inner)

    @property
    def reads(self) -> tuple[str, ...]:
        """All keys that are read on either side."""
        sides = (self.new,) if self.new is self.old else (self.new, self.old)
        found: dict[str, None] = {}
        for side in sides:
            found |= dict.fromkeys(side.direct)
            for _, keys in side.procedures:
                found |= dict.fromkeys(keys)
        return tuple(found)


def _union(sets: Iterable[int]) -> int:
    found = 0
    for one in sets:
        found |= one
    return found


def _of_one(old: Fact, new: Fact, player: int, behind: dict[int, int]) -> State:
    return State(player, {0: old.value, player: new.value}, {0: old.unit, player: new.unit}, behind)


def _same(old: Fact | Expression, new: Fact | Expression) -> bool:
    """Whether two values are the same quantity, in whatever unit."""
    if old.unit == new.unit:
        return old.value == new.value
    try:
        return quantity(old.value, old.unit, new.unit) == new.value
    except UnitError:
        return False


def _value_in(of: Fact | Expression, unit: Unit) -> Decimal:
    if of.unit == unit:
        return of.value
    return convert(of.value, of.unit.conversion(unit))


def _near(one: Decimal, other: Decimal) -> bool:
    return one == other or abs(one - other) <= _LOSS * max(abs(one), abs(other))
