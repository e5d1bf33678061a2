"""How a derived fact's formula differs between two ledgers, and to which cause group that belongs.

A formula that reads other numbers by the same steps has not changed. One that differs only in units, or in the order
of what it adds or multiplies, calculates the same and has not changed either. Of the rest:

* a sum that gained or lost terms which exist on one side only (a source, a site) is a change of the boundary;
* a sum that gained or lost rows of a table is a change of activity data;
* a formula that reads another number of the same kind in the same place (another factor) changed in that group; one
  that reads the same result of another year, as an assumption: the year was chosen otherwise;
* everything else, and every constant, is a change of method. So is a unit of another dimension or substance.

One formula switches as a whole: where several of these meet, the first of ``_WEIGHT`` names the group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from generator.base.text import Text
from generator.ledger.attribution.comparable import comparable
from generator.ledger.attribution.groups import Group, group_of
from generator.ledger.attribution.said import said
from generator.ledger.attribution.signatures import Pair, Signatures, bare, is_sum, leaf_units, lockstep, terms
from generator.ledger.expression import (
    Call,
    Convert,
    Expression,
    Operation,
    Procedure,
    Ref,
    RowSum,
    children,
    inputs,
    walk,
)
from generator.ledger.fact import Fact
from generator.ledger.ledger import Ledger

_WEIGHT: tuple[Group, ...] = ("method", "boundary", "gwp", "factor", "activity", "assumption")
#: A term is counted in one of these dimensions as part of a plan, not of what is accounted for.
_PLANNED = frozenset({"measure", "scenario", "target"})


@dataclass(slots=True)
class Difference:
    """What differs between the formulas of one fact.

    ``alike``: the new formula also gives the old value; ``exactly``: to the last digit. Otherwise ``group`` switches
    from one to the other: ``keys`` are terms on one side only, ``details`` what else changed. ``pairs`` are the sums
    over rows and the procedures that answer each other. ``ranked``: all that changed is which of several facts of one
    id is read, as where the largest come first: such a formula follows the data.
    """

    alike: bool = True
    exactly: bool = True
    group: Group | None = None
    pairs: list[Pair] = field(default_factory=list)
    keys: dict[str, None] = field(default_factory=dict)
    details: list[Text] = field(default_factory=list)
    rows: bool = False
    ranked: bool = False


class Formulas:
    """Compares the formulas of two ledgers, fact by fact."""

    def __init__(self, old: Ledger, new: Ledger) -> None:
        self.old, self.new = old, new
        self.signatures = Signatures()

    def difference(self, old: Fact, new: Fact) -> Difference:
        """Compare one fact's formulas; a number that was given has none."""
        if old.formula is None or new.formula is None:
            return self._given_or_derived(old, new)
        pairs = lockstep(old.formula, new.formula)
        if pairs is not None and old.unit == new.unit:
            return Difference(pairs=pairs)
        if pairs is not None or self._calculates_the_same(old, new):
            if comparable(old.unit, new.unit):
                return Difference(exactly=False, pairs=self.signatures.pairs(old.formula, new.formula))
            return Difference(False, group="method", pairs=_by_place(old.formula, new.formula))
        found = self._changed(old.formula, new.formula)
        found.ranked = not found.keys and self._ranked(old, new)
        if not comparable(old.unit, new.unit):
            found.group = "method"
        return found

    def _ranked(self, old: Fact, new: Fact) -> bool:
        """Whether two formulas read the same but for derived facts of one id, told apart by more than the year."""
        before, after = (set(inputs(fact.formula)) if fact.formula else set[str]() for fact in (old, new))
        swapped = [self.old.facts[key] for key in before - after] + [self.new.facts[key] for key in after - before]
        ids = {fact.id for fact in swapped}
        if len(ids) != 1 or any(fact.formula is None for fact in swapped):
            return False
        return ids == {new.id} or len({fact.context.extended(period=None) for fact in swapped}) > 1

    def _given_or_derived(self, old: Fact, new: Fact) -> Difference:
        given = old if old.formula is None else new
        if old.formula is None and new.formula is None:
            return Difference(not _other_dimension(old, new), group="method" if _other_dimension(old, new) else None)
        group = group_of(given)
        text = (
            Text("由公式计算改为直接给定", "was calculated, is now given")
            if new.formula is None
            else Text("由直接给定改为公式计算", "was given, is now calculated")
        )
        return Difference(
            False, group=group if group in ("activity", "factor", "gwp") else "method", details=[text], rows=True
        )

    def _calculates_the_same(self, old: Fact, new: Fact) -> bool:
        one, other = old.formula, new.formula
        assert one is not None
        assert other is not None
        if self.signatures.of(one) != self.signatures.of(other):
            return False
        units = [Counter(unit.text for unit in leaf_units(tree)) for tree in (one, other)]
        # The same units in and out by another conversion factor: the table of units changed.
        return units[0] != units[1] or old.unit != new.unit or _conversions(one) == _conversions(other)

    def _changed(self, old: Expression, new: Expression) -> Difference:
        found = Difference(False, pairs=_by_place(old, new))
        groups: set[Group] = set()
        ahead = [(old, new)]
        while ahead:
            one, other = (bare(node) for node in ahead.pop())
            if self.signatures.of(one) == self.signatures.of(other):
                continue
            if is_sum(one) or is_sum(other) or _same_procedure(one, other):
                ahead += self._sums(one, other, groups, found)
            elif _same_step(one, other):
                ahead += zip(reversed(children(one)), reversed(children(other)), strict=True)
            else:
                groups.add(self._replaced(one, other, found))
        found.group = next((group for group in _WEIGHT if group in groups), "method")
        if not groups:
            found.details.append(Text("单位换算系数改变", "a factor of conversion between units changed"))
        return found

    def _sums(
        self, one: Expression, other: Expression, groups: set[Group], found: Difference
    ) -> list[tuple[Expression, Expression]]:
        """Compare what two sums add, or two procedures read; return the terms that are to be compared further."""
        of = self.signatures.of
        before, after = _listed(one, other), _listed(other, one)
        common = Counter(map(of, before)) & Counter(map(of, after))
        left = [_without(before, common, of), _without(after, common, of)]
        alone = any(
            key not in ledger.facts
            for side, ledger in zip(left, (self.new, self.old), strict=True)
            for term in side
            for key in inputs(term)
        )
        if len(left[0]) == len(left[1]) and not alone:
            return list(zip(left[0], left[1], strict=True))
        if not alone and not common and not (is_sum(one) and is_sum(other)):
            groups.add(self._replaced(one, other, found))
            return []
        groups.update(self._term(term, self.old, self.new, found) for term in left[0])
        groups.update(self._term(term, self.new, self.old, found) for term in left[1])
        return []

    def _term(self, term: Expression, own: Ledger, other: Ledger, found: Difference) -> Group:
        """Return the group to which a term belongs that one side alone has."""
        alone = [key for key in inputs(term) if key not in other.facts]
        found.keys.update(dict.fromkeys(alone))
        if alone:
            return _counted_as(own, alone)
        if any(isinstance(node, RowSum) for node in walk(term)):
            found.rows = True
            return "activity"
        found.details.append(said(None, term) if own is self.new else said(term, None))
        return _counted_as(own, inputs(term))

    def _replaced(self, one: Expression, other: Expression, found: Difference) -> Group:
        """Return the group of a part of a formula in whose place another stands."""
        found.details.append(said(one, other))
        groups = {self._leaf_group(one, self.old), self._leaf_group(other, self.new)}
        if isinstance(one, RowSum) and isinstance(other, RowSum):
            found.rows = True
        group = groups.pop() if len(groups) == 1 else None
        if group is None and isinstance(one, Ref) and isinstance(other, Ref) and self._of_another_year(one, other):
            return "assumption"
        return group or "method"

    def _of_another_year(self, one: Ref, other: Ref) -> bool:
        """Whether two readings are of one number in two years: a year was chosen otherwise."""
        before, after = self.old.facts.get(one.key), self.new.facts.get(other.key)
        if before is None or after is None or before.id != after.id:
            return False
        return before.context.extended(period=None) == after.context.extended(period=None)

    def _leaf_group(self, node: Expression, ledger: Ledger) -> Group | None:
        if isinstance(node, RowSum):
            return "activity"
        fact = ledger.facts.get(node.key) if isinstance(node, Ref) else None
        return group_of(fact) if fact is not None and fact.formula is None else None


def _counted_as(ledger: Ledger, keys: Iterable[str]) -> Group:
    """Return the group of a term that a sum gained or lost, by what it is counted for."""
    dimensions = {name for key in keys for name, _ in ledger.facts[key].context.pairs}
    if "instrument" in dimensions:
        return "activity"
    return "assumption" if dimensions & _PLANNED else "boundary"


def _other_dimension(old: Fact, new: Fact) -> bool:
    return not comparable(old.unit, new.unit)


def _conversions(node: Expression) -> Counter[object]:
    return Counter(one.factor for one in walk(node) if isinstance(one, Convert))


def _same_procedure(one: Expression, other: Expression) -> bool:
    return isinstance(one, Procedure) and isinstance(other, Procedure) and one.name == other.name


def _listed(node: Expression, other: Expression) -> Sequence[Expression]:
    return children(node) if _same_procedure(node, other) else terms(node)


def _same_step(one: Expression, other: Expression) -> bool:
    if isinstance(one, Operation) and isinstance(other, Operation):
        return one.operator == other.operator
    if isinstance(one, Call) and isinstance(other, Call):
        return one.function == other.function and len(one.arguments) == len(other.arguments)
    return False


def _without(listed: Sequence[Expression], common: Counter[int], of: Callable[[Expression], int]) -> list[Expression]:
    left = Counter(common)
    kept: list[Expression] = []
    for one in listed:
        if left[of(one)]:
            left[of(one)] -= 1
        else:
            kept.append(one)
    return kept


def _by_place(old: Expression, new: Expression) -> list[Pair]:
    """Pair sums over the same table where both formulas have as many of it; the rest belongs to one side alone."""
    sides = [_rows_by_table(old), _rows_by_table(new)]
    found: list[Pair] = []
    for table, before in sides[0].items():
        after = sides[1].get(table, [])
        if len(after) == len(before):
            found += (Pair(a, b, False) for a, b in zip(before, after, strict=True) if comparable(a.unit, b.unit))
    return found


def _rows_by_table(node: Expression) -> dict[str, list[RowSum]]:
    found: dict[str, list[RowSum]] = {}
    for one in _outside_procedures(node):
        if isinstance(one, RowSum):
            found.setdefault(one.table, []).append(one)
    return found


def _outside_procedures(node: Expression) -> Iterator[Expression]:
    ahead = [node]
    while ahead:
        one = ahead.pop()
        yield one
        if isinstance(one, (Operation, Call, Convert)):
            ahead.extend(reversed(children(one)))
