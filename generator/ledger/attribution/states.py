"""The value of every fact in every mixed world, and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from generator.base.text import Text
from generator.base.units import Unit
from generator.ledger.attribution.comparable import comparable, conversion, near, same, value_in
from generator.ledger.attribution.differences import Own
from generator.ledger.attribution.reading import in_reading_order, touched
from generator.ledger.attribution.shapley import bits, submasks
from generator.ledger.attribution.switches import Switches
from generator.ledger.attribution.worlds import PLAYER, Node, State, evaluate
from generator.ledger.evaluation import convert
from generator.ledger.expression import Ref
from generator.ledger.fact import Fact
from generator.ledger.ledger import Ledger

_ACTIVITY, _METHOD, _PROCEDURE, _JOINT = (PLAYER[g] for g in ("activity", "method", "procedure", "joint"))
_UNDEFINED = Text(
    "只改变其中一部分时无法计算，因此不拆分", "with only some of these changed there is no number: not taken apart"
)
_PROCEDURES = Text(
    "公式与其中模拟或求解的输入同时改变，因此不拆分",
    "the formula changed together with what its simulation or search reads: not taken apart",
)
_DIFFERENT = Text("按公式重算与记录值不符，因此不拆分", "the formula does not give the recorded value: not taken apart")
_CIRCLE = Text("新旧公式互相引用，因此不拆分", "old and new formulas read each other: not taken apart")

#: By player, the switches behind it.
_Behind = dict[int, int]
#: As :data:`~generator.ledger.attribution.worlds.Switched`, while it is gathered.
_Switched = dict[int, tuple[int, Decimal, Decimal]]


class _Joint(Exception):
    """A fact cannot be taken apart, and why."""

    def __init__(self, note: Text) -> None:
        super().__init__(note.en)
        self.note = note


class States:
    """The facts that differ between worlds, each with its values, worked out in reading order."""

    def __init__(self, old: Ledger, new: Ledger, own: Mapping[str, Own], switches: Switches) -> None:
        self.old, self.new, self.own, self.switches = old, new, own, switches
        self.states: dict[str, State] = {}
        self._memory: dict[str, dict[Unit, Node]] = {}
        reads = {key: one.reads for key, one in own.items()}
        begins = [key for key, one in own.items() if one.differs or self._differs(key)]
        listed = touched(begins, reads)
        order, circle = in_reading_order([key for key in own if key in listed], reads)
        for key in order:
            state = self._circular(key, reads) if key in circle else self._state(key, own[key])
            if state is not None:
                self.states[key] = state

    def _differs(self, key: str) -> bool:
        old, new = self.old.facts.get(key), self.new.facts.get(key)
        return old is not None and new is not None and (old.value != new.value or old.unit != new.unit)

    def _state(self, key: str, own: Own) -> State | None:
        old, new = self.old.facts.get(key), self.new.facts.get(key)
        if new is None or own.difference is None:
            return self._one_sided(new or self.old.facts[key], own)
        assert old is not None
        behind = self._behind(own, dict(own.behind))
        switched, mixed = self._procedures(own, behind)
        if own.difference.ranked:
            data = self._behind(own, own.data)
            self._procedures(own, data)
            if len(data) == 1:  # what comes first follows the data, and these are of one group
                behind = data
        if not behind:
            if same(old, new):
                return _of_none(old, new)
            behind = {_METHOD: self.switches.unexplained(old, new)}
        players = union(behind)
        if len(bits(players)) == 1:
            return _of_one(old, new, players, behind, self._note(own, players))
        if own.difference.group == "method":
            state = self._by_one_formula(old, new, own)
            if state is not None:
                return state
        try:
            if mixed:
                raise _Joint(_PROCEDURES)
            values, units = self._worlds(old, new, own, players, switched)
        except _Joint as joint:
            return self._joint(old, new, behind.values(), joint.note)
        return State(players, values, units, behind, self._note(own, players))

    # ------------------------------------------------------------------------------------ what stands behind

    def _behind(self, own: Own, behind: _Behind) -> _Behind:
        """Add to ``behind`` what stands behind all that a fact reads, except by procedures."""
        for key in dict.fromkeys((*own.new.direct, *own.old.direct)):
            self._gather(behind, key)
        return behind

    def _gather(self, behind: _Behind, key: str) -> None:
        state = self.states.get(key)
        if state is not None:
            for player, switches in state.behind.items():
                behind[player] = behind.get(player, 0) | switches

    def _procedures(self, own: Own, behind: _Behind) -> tuple[_Switched, bool]:
        """Add what stands behind a fact's procedures.

        Returns:
            How their values switch; and whether a formula that changed has one that reads what other groups changed.
        """
        assert own.difference is not None
        alike = own.difference.alike
        partners = {id(pair.new): pair.old for pair in own.difference.pairs}
        switched: _Switched = {}
        mixed = False
        for procedure, keys in (*own.new.procedures, *(() if alike else own.old.procedures)):
            below: _Behind = {_ACTIVITY: own.inner} if own.inner else {}
            for key in keys:
                self._gather(below, key)
            partner = partners.get(id(procedure))
            if not alike:
                mixed = mixed or bool(below.keys() - {own.formula})
                _merge(behind, below)
            elif partner is not None and partner.value != procedure.value and below:
                player = next(iter(below)) if len(below) == 1 else _PROCEDURE
                switched[id(procedure)] = (player, value_in(partner, procedure.unit), procedure.value)
                _merge(behind, {player: union(below.values())})
        return switched, mixed

    def _note(self, own: Own, players: int) -> Text | None:
        """Say why there is a joint cause: as the first fact below says that has one."""
        if not players & _JOINT:
            return None
        below = (self.states[key].note for key in own.reads if key in self.states)
        return next((note for note in below if note is not None), None)

    # ------------------------------------------------------------------------------------ worlds

    def _worlds(
        self, old: Fact, new: Fact, own: Own, players: int, procedures: _Switched
    ) -> tuple[dict[int, Decimal], dict[int, Unit]]:
        """Return a fact's value, and the unit it is in, in every world of its players."""
        difference = own.difference
        assert difference is not None
        after = self._tree(new, {**_rows(own, is_new=True), **procedures})
        before = after if difference.alike else self._tree(old, _rows(own, is_new=False))
        values: dict[int, Decimal] = {}
        units: dict[int, Unit] = {}
        for world in submasks(players):
            is_new = difference.alike or bool(world & own.formula)
            own_players, found = after if is_new else before
            value = found[world & own_players]
            if value is None:
                raise _Joint(_UNDEFINED)
            values[world], units[world] = value, (new if is_new else old).unit
        if difference.exactly or not difference.alike:
            if values[0] != old.value or values[players] != new.value:
                raise _Joint(_DIFFERENT)
        elif not _snap(values, value_in(old, new.unit), new.value):
            raise _Joint(_DIFFERENT)
        return values, units

    def _by_one_formula(self, old: Fact, new: Fact, own: Own) -> State | None:
        """Return the state by either side's formula alone, where it gives both values: then the method is no cause.

        A calculation may write the same in another way when the data allow it: the mean of equal factors as one factor.
        """
        if old.formula is None or new.formula is None or not comparable(old.unit, new.unit):
            return None
        for fact in (old, new):
            players, found = self._tree(fact, _rows(own, is_new=fact is new))
            factor = conversion(fact.unit, new.unit)
            values = {
                world: value if factor == 1 else convert(value, factor)
                for world, value in found.items()
                if value is not None
            }
            if len(values) == len(found) and _snap(values, value_in(old, new.unit), new.value):
                behind = self._behind(own, own.data)
                kept = {player: switches for player, switches in behind.items() if player & players}
                return State(players, values, dict.fromkeys(values, new.unit), kept, self._note(own, players))
        return None

    def _tree(self, fact: Fact, switched: _Switched) -> Node:
        return (0, {0: fact.value}) if fact.formula is None else evaluate(fact.formula, self._read, switched)

    def _read(self, node: Ref) -> Node:
        state = self.states.get(node.key)
        if state is None:
            return 0, {0: node.value}
        return state.read(node.unit, self._memory.setdefault(node.key, {}))

    def _one_sided(self, fact: Fact, own: Own) -> State | None:
        """Evaluate a fact of one side on the inputs of both; without a number everywhere it stays as recorded."""
        is_new = fact.key in self.new.facts
        behind = self._behind(own, {})
        if not behind or fact.formula is None:
            return None
        players, found = evaluate(fact.formula, self._read, {})
        values = {world: value for world, value in found.items() if value is not None}
        end = players if is_new else 0
        if not players or len(values) < len(found) or not near(values[end], fact.value):
            return None
        values[end] = fact.value
        kept = {player: switches for player, switches in behind.items() if player & players}
        return State(players, values, dict.fromkeys(values, fact.unit), kept, self._note(own, players))

    # ------------------------------------------------------------------------------------ what cannot be taken apart

    def _joint(self, old: Fact, new: Fact, behind: Iterable[int], note: Text) -> State | None:
        if same(old, new):
            return _of_none(old, new)
        return _of_one(old, new, _JOINT, {_JOINT: union(behind)}, note)

    def _circular(self, key: str, reads: Mapping[str, Iterable[str]]) -> State | None:
        """Return the state of a fact in a circle: all that changed anywhere below it, as one."""
        old, new = self.old.facts.get(key), self.new.facts.get(key)
        if old is None or new is None:
            return None
        seen, ahead, behind = {key}, [key], _Behind()
        while ahead:
            one = ahead.pop()
            if one in self.own:
                here = self.own[one]
                is_ranked = here.difference is not None and here.difference.ranked
                _merge(behind, here.data if is_ranked else here.behind)
            below = [read for read in reads.get(one, ()) if read not in seen]
            seen.update(below)
            ahead += below
        if len(behind) == 1 and not same(old, new):
            return _of_one(old, new, next(iter(behind)), behind, None)
        return self._joint(old, new, behind.values(), _CIRCLE)


def union(sets: Iterable[int]) -> int:
    """Return everything that is in any of the sets."""
    found = 0
    for one in sets:
        found |= one
    return found


def _merge(behind: _Behind, more: Mapping[int, int]) -> None:
    for player, switches in more.items():
        behind[player] = behind.get(player, 0) | switches


def _rows(own: Own, *, is_new: bool) -> _Switched:
    """Return how sums over rows switch in the new or in the old formula."""
    if is_new:
        return {id(p.new): (_ACTIVITY, value_in(p.old, p.new.unit), p.new.value) for p in own.switched}
    return {id(p.old): (_ACTIVITY, p.old.value, value_in(p.new, p.old.unit)) for p in own.switched}


def _snap(values: dict[int, Decimal], old: Decimal, new: Decimal) -> bool:
    """Let values that are the recorded ones but for the last digits be the recorded ones; whether both ends are."""
    if not near(values[0], old) or not near(values[max(values)], new):
        return False
    for world, value in values.items():
        for end in (new, old):
            if near(value, end):
                values[world] = end
    values[0], values[max(values)] = old, new
    return True


def _of_none(old: Fact, new: Fact) -> State | None:
    """Return the state of a fact that stands in another unit and is the same; none where nothing differs."""
    return None if old.unit == new.unit else State(0, {0: new.value}, {0: new.unit})


def _of_one(old: Fact, new: Fact, player: int, behind: _Behind, note: Text | None) -> State:
    return State(player, {0: old.value, player: new.value}, {0: old.unit, player: new.unit}, behind, note)
