"""Random ledgers: shares against the mean over all orders, each world built anew by the ledger itself."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.ledger.changes import FactChange, LedgerChanges, compare_ledgers
from generator.ledger.ledger import Ledger
from generator.ledger.quantity import Quantity, constant, exponential, extreme, if_equal, total
from tests.ledger.attribution.ledgers import Formula, Read, ledger

#: One leaf and another of each group; all pure numbers, so that every formula may combine them.
LEAVES = {
    "activity.a": "activity",
    "activity.b": "activity",
    "factor.c": "factor",
    "gwp.d": "gwp",
    "growth.e": "assumption",
    "site.share": "boundary",
}
OPERATIONS = ("+", "-", "*", "/", "max", "min", "abs", "round", "sum", "if", "exp", "constant")
Step = tuple[str, int, int, int]


def _apply(operation: str, one: Quantity, other: Quantity, third: Quantity) -> Quantity:
    match operation:
        case "+":
            return one + other
        case "-":
            return one - other
        case "*":
            return one * other
        case "/":
            return one / other
        case "max" | "min":
            return extreme([one, other, third], operation)
        case "abs":
            return (one - other).magnitude()
        case "round":
            return (one * other).rounded(1)
        case "sum":
            return total([one, other, third, one], "1")
        case "if":
            return if_equal(one.rounded(0), other.rounded(0), third, one)
        case "exp":
            return exponential(extreme([one, constant(2)], "min")) * other
        case _:
            return one * constant("1.7") + constant(3)


def _formula(step: Step, known: list[str]) -> Formula:
    operation, *places = step
    keys = [known[place % len(known)] for place in places]

    def of(read: Read) -> Quantity:
        return _apply(operation, read(keys[0]), read(keys[1]), read(keys[2]))

    return of


def _build(values: Mapping[str, str], steps: list[Step], *, backwards: bool = False) -> Ledger:
    known = list(LEAVES)
    derived: dict[str, tuple[str, Formula]] = {}
    for number, step in enumerate(steps):
        derived[f"a.result{number}"] = ("1", _formula(step, known))
        known.append(f"a.result{number}")
    given = dict(reversed(values.items())) if backwards else values
    return ledger(given, derived)


_NUMBERS = st.decimals(min_value=-20, max_value=20, places=2).map(str)
_VALUES = st.fixed_dictionaries(dict.fromkeys(LEAVES, _NUMBERS))
_STEPS = st.lists(st.tuples(st.sampled_from(OPERATIONS), *[st.integers(0, 30)] * 3), min_size=1, max_size=12)


def _groups(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(group for key, group in LEAVES.items() if Decimal(old[key]) != Decimal(new[key])))


def _by_orders(
    key: str, old: Mapping[str, str], new: Mapping[str, str], steps: list[Step]
) -> dict[str, Fraction] | None:
    """Return shares as the mean over all orders of the groups, or nothing where a world lacks the fact."""
    groups = _groups(old, new)
    worth: dict[frozenset[str], Decimal] = {}

    def value(come: frozenset[str]) -> Decimal | None:
        if come not in worth:
            world = {one: (new if group in come else old)[one] for one, group in LEAVES.items()}
            fact = _build(world, steps).facts.get(key)
            if fact is None:
                return None
            worth[come] = fact.value
        return worth[come]

    orders = list(permutations(groups))
    found = dict.fromkeys(groups, Fraction(0))
    for order in orders:
        for place, group in enumerate(order):
            before, after = value(frozenset(order[:place])), value(frozenset(order[: place + 1]))
            if before is None or after is None:
                return None
            found[group] += (Fraction(after) - Fraction(before)) / len(orders)
    return found


def _shares(change: FactChange) -> dict[str, Fraction]:
    return {cause.group: cause.share for cause in change.causes}


def _joint(changes: LedgerChanges) -> bool:
    return any(cause.group == "joint" for change in changes.changed for cause in change.causes)


@settings(max_examples=25, deadline=None)
@given(_VALUES, _VALUES, _STEPS, st.sets(st.sampled_from(list(LEAVES))))
def test_shares_are_the_mean_over_all_orders(
    old: dict[str, str], new: dict[str, str], steps: list[Step], same: set[str]
) -> None:
    new = {key: old[key] if key in same else value for key, value in new.items()}
    before, after = _build(old, steps), _build(new, steps)
    changes = compare_ledgers(before, after)
    groups = set(_groups(old, new))
    whole = len(before.facts) == len(after.facts) == len(LEAVES) + len(steps)
    for change in changes.changed:
        if change.change is None:
            continue
        found = _shares(change)
        assert sum(found.values()) == change.change
        assert set(found) <= groups | {"joint"}
        if whole and not _joint(changes):
            expected = _by_orders(change.key, old, new, steps)
            assert expected is not None
            assert found == {group: share for group, share in expected.items() if share or group in found}


@settings(max_examples=30, deadline=None)
@given(_VALUES, _VALUES, _STEPS)
def test_neither_the_order_of_the_ledger_nor_the_direction_matters(
    old: dict[str, str], new: dict[str, str], steps: list[Step]
) -> None:
    before, after = _build(old, steps), _build(new, steps)
    changes = compare_ledgers(before, after)
    turned = compare_ledgers(_build(old, steps, backwards=True), _build(new, steps, backwards=True))
    back = compare_ledgers(after, before)
    for change in changes.changed:
        if change.change is None:
            continue
        assert _shares(turned.by_key[change.key]) == _shares(change)
        assert _shares(back.by_key[change.key]) == {group: -share for group, share in _shares(change).items()}


@settings(max_examples=30, deadline=None)
@given(_VALUES, _VALUES, _STEPS, _STEPS)
def test_whatever_changed_in_the_formulas_the_shares_add_up(
    old: dict[str, str], new: dict[str, str], steps: list[Step], others: list[Step]
) -> None:
    before, after = _build(old, steps), _build(new, others)
    for change in compare_ledgers(before, after).changed:
        if change.change is None:
            assert change.inputs
            continue
        assert sum((cause.share for cause in change.causes), Fraction(0)) == change.change
        assert bool(change.causes) == bool(change.change)
        assert all(cause.inputs for cause in change.causes)


@settings(max_examples=20, deadline=None)
@given(_VALUES, _VALUES, st.integers(0, 3))
def test_causes_alike_have_the_same_share(old: dict[str, str], new: dict[str, str], power: int) -> None:
    old, new = dict(old), dict(new)
    for values in (old, new):
        values["gwp.d"] = values["factor.c"]
    assume(Decimal(old["factor.c"]) != Decimal(new["factor.c"]))
    derived: dict[str, tuple[str, Formula]] = {
        "a.result": (
            "1",
            lambda read: (read("factor.c") * read("gwp.d")) * read("activity.a") + constant(power),
        )
    }
    change = compare_ledgers(ledger(old, derived), ledger(new, derived)).by_key.get("a.result")
    if change is not None:
        found = _shares(change)
        assert found.get("factor", 0) == found.get("gwp", 0)
