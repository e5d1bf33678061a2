"""Linear contraction of a base value: what targets of a pathway and science-based targets share.

A yearly rate is a share *of the base*, so that 4.2 % a year over ten years lower 1,170 t to 678.6 t; compounding would
give 761.8 t.
"""

from __future__ import annotations

from generator.ledger.quantity import Quantity, constant

YEAR = "year"


def calendar(year: int) -> Quantity:
    """Return a calendar year as a constant of the method."""
    return constant(year, YEAR, "calendar year")


def lowered(base: Quantity, reduction: Quantity) -> Quantity:
    """Return what is left of ``base`` after a reduction, given as a share of it."""
    return base * (constant(1) - reduction)


def yearly(share: Quantity, span: Quantity) -> Quantity:
    """Return a share spread evenly over a span of calendar years: the linear rate of one year."""
    return share * constant(1, YEAR, "one year") / span


def on_line(base: Quantity, reduction: Quantity, passed: Quantity, span: Quantity) -> Quantity:
    """Return the value on the straight line after ``passed`` of ``span`` years."""
    return base * (constant(1) - reduction * passed / span)
