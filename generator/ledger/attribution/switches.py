"""Switches: the single things that differ between two ledgers, each of which a cause group throws.

A switch is a number that was given, the rows of one table that a formula sums, or a formula that changed. Facts hold
the switches behind them as the bits of a number; what a switch says of itself is made when somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.ledger.attribution.causes import InputChange
from generator.ledger.attribution.formulas import Difference
from generator.ledger.attribution.groups import Group, in_order
from generator.ledger.attribution.rows import RowComparer, Rows
from generator.ledger.attribution.shapley import bits
from generator.ledger.attribution.signatures import Pair
from generator.ledger.expression import Expression, RowSum, walk
from generator.ledger.fact import Fact, label_of_both
from generator.ledger.ledger import Ledger

#: Of a formula that changed in many places, so many are said.
_MOST = 3

Said = Callable[[], tuple[InputChange, ...]]


@dataclass(slots=True)
class Switches:
    """All switches between two ledgers, in the order of the ledger."""

    old: Ledger
    new: Ledger
    rows: RowComparer
    _groups: list[Group] = field(default_factory=list)
    _said: list[Said] = field(default_factory=list)
    _made: dict[int, tuple[InputChange, ...]] = field(default_factory=dict)
    _sets: dict[int, tuple[InputChange, ...]] = field(default_factory=dict)

    def _add(self, group: Group, said: Said) -> int:
        self._groups.append(group)
        self._said.append(said)
        return 1 << (len(self._said) - 1)

    def given(self, group: Group, old: Fact, new: Fact) -> int:
        """Add a number that was given; return its bit."""
        return self._add(group, lambda: (InputChange(new.key, label_of_both(old, new), old, new),))

    def summed(self, old: Fact, new: Fact, pairs: list[Pair]) -> int:
        """Add rows that one formula sums on both sides."""
        return self._add("activity", partial(self._summed, old, new, pairs))

    def formula(self, group: Group, old: Fact, new: Fact, difference: Difference) -> int:
        """Add a formula that changed."""
        return self._add(group, partial(self._formula, old, new, difference))

    def unexplained(self, old: Fact, new: Fact) -> int:
        """Add a value that changed though nothing that its formula shows did."""
        text = Text(
            "输入和公式未变，计算程序给出的值不同",
            "inputs and formula are the same; the calculation gives another value",
        )
        return self._add("method", lambda: (InputChange(new.key, label_of_both(old, new), old, new, detail=text),))

    def groups(self, switches: int) -> tuple[Group, ...]:
        """Return the groups of a set of switches."""
        return in_order(self._groups[one.bit_length() - 1] for one in bits_of(switches))

    def inputs(self, switches: int) -> tuple[InputChange, ...]:
        """Return what a set of switches says, the same rows or the same term once."""
        if switches not in self._sets:
            found: dict[object, InputChange] = {}
            for one in bits_of(switches):
                for said in self._say(one.bit_length() - 1):
                    found.setdefault(said.rows or (said.key, said.table), said)
            self._sets[switches] = _deepest(tuple(found.values()))
        return self._sets[switches]

    def _say(self, place: int) -> tuple[InputChange, ...]:
        if place not in self._made:
            self._made[place] = self._said[place]()
        return self._made[place]

    def _summed(self, old: Fact, new: Fact, pairs: list[Pair]) -> tuple[InputChange, ...]:
        tables: dict[tuple[str, str], tuple[list[int], list[int]]] = {}
        for pair in pairs:
            if isinstance(pair.old, RowSum) and isinstance(pair.new, RowSum):
                before, after = tables.setdefault((pair.old.table, pair.new.table), ([], []))
                before += pair.old.rows
                after += pair.new.rows
        return tuple(
            self._rows(old, new, (names[0], tuple(before)), (names[1], tuple(after)))
            for names, (before, after) in tables.items()
        )

    def _rows(self, old: Fact, new: Fact, before: Rows, after: Rows, detail: Text | None = None) -> InputChange:
        changed = self.rows.changes(before, after)
        return InputChange(new.key, label_of_both(old, new), old, new, after[0], changed, detail)

    def _formula(self, old: Fact, new: Fact, difference: Difference) -> tuple[InputChange, ...]:
        found = [self._term(key) for key in difference.keys]
        detail = _together(difference.details)
        if difference.rows:
            before, after = _rows_of(old.formula), _rows_of(new.formula)
            for table in dict.fromkeys([*before, *after]):
                change = self._rows(old, new, (table, before.get(table, ())), (table, after.get(table, ())), detail)
                if change.rows or before.get(table) != after.get(table):
                    found.append(change)
        if not found or (difference.details and not difference.rows):
            found.append(InputChange(new.key, label_of_both(old, new), old, new, detail=detail))
        return tuple(found)

    def _term(self, key: str) -> InputChange:
        old, new = self.old.facts.get(key), self.new.facts.get(key)
        return InputChange(key, label_of_both(old, new), old, new)


def _deepest(found: tuple[InputChange, ...]) -> tuple[InputChange, ...]:
    """Leave out the sums whose change is that of narrower sums: of a year and its month, the month.

    Where the tables are at hand, both name the same rows and are one already.
    """
    sums = [(one, frozenset(_rows_of(one.new.formula).get(one.table, ()))) for one in found if one.new and one.table]
    wider = set()
    for one, rows in sums:
        within = [other for other, its in sums if other.table == one.table and its < rows]
        if within and not one.rows and one.detail is None and _moved(one) == sum(map(_moved, within)):
            wider.add(one.key)
    return tuple(one for one in found if one.key not in wider)


def _moved(one: InputChange) -> Decimal:
    return one.new.value - one.old.value if one.new is not None and one.old is not None else Decimal(0)


def bits_of(number: int) -> Iterable[int]:
    """Yield the bits of a number that may be long, lowest first."""
    if number.bit_length() <= 8:
        yield from bits(number)
        return
    while number:
        lowest = number & -number
        yield lowest
        number ^= lowest


def _rows_of(formula: Expression | None) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for node in walk(formula) if formula is not None else ():
        if isinstance(node, RowSum):
            found.setdefault(node.table, []).extend(node.rows)
    return {table: tuple(rows) for table, rows in found.items()}


def _together(details: list[Text]) -> Text | None:
    if not details:
        return None
    kept = list(dict.fromkeys(details))
    more = len(kept) - _MOST
    zh, en = "；".join(one.zh for one in kept[:_MOST]), "; ".join(one.en for one in kept[:_MOST])
    return Text(f"{zh}；另有 {more} 处", f"{en}; {more} more") if more > 0 else Text(zh, en)
