"""Decisions as facts: 1 where a condition holds on exact values, 0 where it does not.

The answer is a formula, so that the workbook decides anew when a cell changes and ``explain`` shows what was compared.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext

from generator.ledger.quantity import Quantity, constant, extreme, if_equal

#: A division leaves a rounding in the last of the 34 digits; values nearer than this, relatively, are one value.
_NEAREST = Decimal("1E-28")


def alike(value: Decimal, bound: Decimal) -> bool:
    """Whether two values are apart by no more than the rounding that divisions leave in their last digits.

    1,000,000 tce out of GJ may stand as 999,999.99...9 with 34 digits; no reading has 28.
    """
    with localcontext(prec=60):
        return abs(value - bound) <= _NEAREST * max(abs(value), abs(bound))


def settled(value: Quantity, bound: Quantity) -> Quantity:
    """Return a value in the unit of its bound, and as the bound itself where the two are alike."""
    same = value.in_unit(bound.unit)
    return replace(same, value=bound.value) if alike(same.value, bound.value) else same


def at_least(value: Quantity, floor: Quantity) -> Quantity:
    """Return 1 where ``value`` is ``floor`` or more, else 0."""
    same = settled(value, floor)
    return if_equal(extreme([same, floor], "max"), same, constant(1, meaning="yes"), constant(0, meaning="no"))


def more_than(value: Quantity, limit: Quantity) -> Quantity:
    """Return 1 where ``value`` is above ``limit``, else 0."""
    same = settled(value, limit)
    return if_equal(extreme([same, limit], "max"), limit, constant(0, meaning="no"), constant(1, meaning="yes"))


def at_most(value: Quantity, limit: Quantity) -> Quantity:
    """Return 1 where ``value`` is ``limit`` or less, else 0."""
    same = settled(value, limit)
    return if_equal(extreme([same, limit], "max"), limit, constant(1, meaning="yes"), constant(0, meaning="no"))
