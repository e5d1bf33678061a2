"""Ranks as formulas: the sheet sorts again when an input changes."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.units import ONE
from generator.ledger.quantity import Quantity, constant, extreme, if_equal, total


def rank(values: Sequence[Quantity], own: int, *, descending: bool = False) -> Quantity:
    """Return the place of ``values[own]`` among the values, counted from 1; of equals the earlier comes first."""
    before = [_comes_before(values[i], values[own], i < own, descending) for i in range(len(values)) if i != own]
    return total([constant(1), *before], ONE)


def upto(ranks: Sequence[Quantity], parts: Sequence[Quantity], own: int) -> Quantity:
    """Return the sum of the parts whose rank is not beyond that of ``own``."""
    zero = constant(0, parts[own].unit)
    kept = [
        if_equal(extreme([ranks[own], one], "min"), one, part, zero) for one, part in zip(ranks, parts, strict=True)
    ]
    return total(kept, parts[own].unit)


def _comes_before(other: Quantity, own: Quantity, earlier: bool, descending: bool) -> Quantity:
    """Return 1 where ``other`` stands before ``own``: strictly, or also at equality where it is listed earlier."""
    first = "max" if descending else "min"
    last = "min" if descending else "max"
    yes, no = constant(1), constant(0)
    if earlier:
        return if_equal(extreme([other, own], first), other, yes, no)
    return if_equal(extreme([other, own], last), other, no, yes)
