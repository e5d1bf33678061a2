"""Shapley's shares against sums done by hand, and shares as they are shown."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ledger.attribution.shapley import MOST_EXACT, bits, shares, shown, submasks


def test_a_game_worked_by_hand() -> None:
    # The glove game: 1 holds a left glove, 2 and 3 a right one each; a pair is worth 1. Shapley: 2/3, 1/6, 1/6.
    worth = {0b000: 0, 0b001: 0, 0b010: 0, 0b100: 0, 0b011: 1, 0b101: 1, 0b110: 0, 0b111: 1}
    found = shares({world: Decimal(value) for world, value in worth.items()}, 0b111)
    assert found == {0b001: Fraction(2, 3), 0b010: Fraction(1, 6), 0b100: Fraction(1, 6)}


_EXACT = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9)


@given(st.integers(2, 5).flatmap(lambda n: st.lists(_EXACT, min_size=2**n, max_size=2**n)))
def test_the_mean_over_all_orders(listed: list[Decimal]) -> None:
    values = dict(enumerate(listed))
    whole = len(listed) - 1
    orders = list(permutations(bits(whole)))
    expected = dict.fromkeys(bits(whole), Fraction(0))
    for order in orders:
        before = 0
        for member in order:
            step = Fraction(values[before | member]) - Fraction(values[before])
            expected[member] += step / len(orders)
            before |= member
    assert shares(values, whole) == expected
    assert shares({world: Fraction(one) for world, one in values.items()}, whole) == expected


def test_numbers_of_very_different_size_lose_no_digit() -> None:
    values = {0: Decimal(0), 1: Decimal("1E+300"), 2: Decimal("1E-300"), 3: Decimal("1E+300")}
    found = shares(values, 3)
    assert sum(found.values()) == Fraction(Decimal("1E+300"))
    assert found[2] == Fraction(Decimal("1E-300")) / 2


def test_beyond_six_causes_the_order_of_the_groups_counts() -> None:
    whole = (1 << (MOST_EXACT + 1)) - 1
    # Two causes that give something together alone: in a fixed order all of it comes with the second.
    values = {world: Decimal(1 if world & 0b11 == 0b11 else 0) for world in submasks(whole)}
    found = shares(values, whole)
    assert found[0b01] == 0
    assert found[0b10] == 1
    assert sum(found.values()) == 1
    assert shares({world: values[world] for world in submasks(0b11)}, 0b11)[0b01] == Fraction(1, 2)


@pytest.mark.parametrize(
    ("parts", "digits", "expected"),
    [
        (["1/3", "1/3", "1/3"], 2, ["0.34", "0.33", "0.33"]),
        (["-1/3", "-1/3", "-1/3"], 2, ["-0.33", "-0.33", "-0.34"]),
        (["10.4", "-3.4", "0"], 0, ["10", "-3", "0"]),
        (["0.5", "0.5"], 0, ["1", "0"]),
        ([], 2, []),
        (["123456789012345678901234567890.126", "0.001"], 2, ["123456789012345678901234567890.13", "0.00"]),
    ],
)
def test_shown_shares(parts: list[str], digits: int, expected: list[str]) -> None:
    exact = [Fraction(one) for one in parts]
    found = shown(exact, digits)
    assert sorted(map(str, found)) == sorted(expected)
    assert sum(map(Fraction, found)) == Fraction(round(sum(exact, Fraction(0)) * 10**digits), 10**digits)


@given(st.lists(st.fractions(min_value=-1000, max_value=1000), max_size=6), st.integers(0, 6))
def test_what_is_shown_adds_up_and_is_off_by_less_than_a_unit(parts: list[Fraction], digits: int) -> None:
    found = [Fraction(one) for one in shown(parts, digits)]
    step = Fraction(1, 10**digits)
    assert sum(found, Fraction(0)) == round(sum(parts, Fraction(0)) / step) * step
    assert all(abs(one - part) < step for one, part in zip(found, parts, strict=True))
