"""Decisions as facts: 1 where a condition holds on exact values, 0 where it does not.

The answer is a formula, so that the workbook decides anew when a cell changes and ``explain`` shows what was compared.
"""

from __future__ import annotations

from generator.ledger.quantity import Quantity, constant, extreme, if_equal


def at_least(value: Quantity, floor: Quantity) -> Quantity:
    """Return 1 where ``value`` is ``floor`` or more, else 0."""
    return if_equal(extreme([value, floor], "max"), value, constant(1, meaning="yes"), constant(0, meaning="no"))


def more_than(value: Quantity, limit: Quantity) -> Quantity:
    """Return 1 where ``value`` is above ``limit``, else 0."""
    return if_equal(extreme([value, limit], "max"), limit, constant(0, meaning="no"), constant(1, meaning="yes"))


def at_most(value: Quantity, limit: Quantity) -> Quantity:
    """Return 1 where ``value`` is ``limit`` or less, else 0."""
    return at_least(limit, value)
