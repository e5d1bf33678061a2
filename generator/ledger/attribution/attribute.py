"""The causes of a fact's change, with their shares: the package's docstring says how."""

from __future__ import annotations

from fractions import Fraction

from generator.base.units import Unit, UnitError
from generator.ledger.attribution.causes import Cause, InputChange
from generator.ledger.attribution.differences import differences
from generator.ledger.attribution.groups import GROUPS
from generator.ledger.attribution.rows import RowComparer
from generator.ledger.attribution.shapley import bits, is_idle, shares
from generator.ledger.attribution.states import States, union
from generator.ledger.attribution.switches import Switches
from generator.ledger.attribution.worlds import State
from generator.ledger.ledger import Ledger


class Attribution:
    """Everything between two ledgers, worked out once; then the causes of any fact."""

    def __init__(self, old: Ledger, new: Ledger, rows: RowComparer) -> None:
        self.switches = Switches(old, new, rows)
        own = differences(old, new, self.switches)
        self.states = States(old, new, own, self.switches).states

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
        return self.switches.inputs(union(state.behind.values())) if state is not None else ()

    def _cause(self, state: State, player: int, share: Fraction) -> Cause:
        group = GROUPS[player.bit_length() - 1]
        behind = state.behind.get(player, 0)
        mixed = group in ("procedure", "joint")
        between = self.switches.groups(behind) if mixed else ()
        note = state.note if group == "joint" else None
        return Cause(group, share, self.switches.inputs(behind), between, note)
