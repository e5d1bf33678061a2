"""What differs at each fact itself between two ledgers, before anything is calculated."""

from __future__ import annotations

from generator.ledger.attribution.comparable import same
from generator.ledger.attribution.formulas import Difference, Formulas
from generator.ledger.attribution.groups import group_of
from generator.ledger.attribution.reading import NOTHING, Reading, reading
from generator.ledger.attribution.signatures import Pair
from generator.ledger.attribution.switches import Switches
from generator.ledger.attribution.worlds import PLAYER
from generator.ledger.expression import RowSum
from generator.ledger.fact import Fact
from generator.ledger.ledger import Ledger

_ACTIVITY = PLAYER["activity"]


class Own:
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
    def data(self) -> dict[int, int]:
        """The switches here, without that of the formula."""
        return {player: switches for player, switches in self.behind.items() if player != self.formula}

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


def differences(old: Ledger, new: Ledger, switches: Switches) -> dict[str, Own]:
    """Compare two ledgers fact by fact: for every key of either, what it reads and what differs there."""
    formulas = Formulas(old, new)
    found: dict[str, Own] = {}
    for key, fact in new.facts.items():
        before = old.facts.get(key)
        found[key] = (
            Own(reading(fact.formula), NOTHING) if before is None else _compare(formulas, switches, before, fact)
        )
    for key, fact in old.facts.items():
        if key not in new.facts:
            found[key] = Own(NOTHING, reading(fact.formula))
    return found


def _compare(formulas: Formulas, switches: Switches, old: Fact, new: Fact) -> Own:
    difference = formulas.difference(old, new)
    now = reading(new.formula)
    own = Own(now, now if difference.alike and difference.exactly else reading(old.formula), difference)
    if difference.group is not None:
        own.formula = PLAYER[difference.group]
        own.behind[own.formula] = switches.formula(difference.group, old, new, difference)
    elif old.formula is None and new.formula is None and not same(old, new):
        group = group_of(new)
        own.given = PLAYER[group]
        own.behind[own.given] = switches.given(group, old, new)
    changed = [pair for pair in difference.pairs if isinstance(pair.new, RowSum) and not same(pair.old, pair.new)]
    direct = [pair for pair in changed if not pair.inner]
    if direct:
        own.rows = _ACTIVITY
        own.behind[_ACTIVITY] = own.behind.get(_ACTIVITY, 0) | switches.summed(old, new, direct)
    inner = [pair for pair in changed if pair.inner]
    if inner:
        own.inner = switches.summed(old, new, inner)
    own.switched = direct
    return own
