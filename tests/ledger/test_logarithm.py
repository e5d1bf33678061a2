"""The fast logarithm gives what the decimal library gives, digit for digit."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ledger.logarithm import natural_logarithm

EXACT = Context(prec=34, rounding=ROUND_HALF_EVEN)
WHOLE = st.integers(1, 10**12)


@given(WHOLE, WHOLE)
def test_ratios_have_the_librarys_logarithm(above: int, below: int) -> None:
    ratio = EXACT.divide(Decimal(above), Decimal(below))

    assert natural_logarithm(ratio) == EXACT.ln(ratio)


@given(st.integers(-(10**9), 10**9), st.integers(10, 33))
def test_numbers_near_one_lose_no_digits(part: int, digits: int) -> None:
    near = EXACT.add(Decimal(1), EXACT.scaleb(Decimal(part), -digits))

    assert natural_logarithm(near) == EXACT.ln(near)


@pytest.mark.parametrize("text", ["0.5", "2", "1", "0.4999", "2.0001", "1E+300", "1E-300"])
def test_the_ends_of_the_series(text: str) -> None:
    assert natural_logarithm(Decimal(text)) == EXACT.ln(Decimal(text))
