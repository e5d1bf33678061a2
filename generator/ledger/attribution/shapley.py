"""Shares of a change: the exact Shapley value of causes, and shares as they are shown.

Method: L. S. Shapley, "A value for n-person games", 1953. A cause's share is the mean, over all orders in which the
causes may come, of what its coming adds: the sum over sets S of the other causes of ``s! (n - s - 1)! / n!`` times
``v(S + cause) - v(S)``. J. Albrecht, D. François and K. Schoors, "A Shapley decomposition of carbon emissions without
residuals", Energy Policy 30 (2002), use it for changes of emissions; J. W. Sun, "Changes in energy consumption and
energy intensity: a complete decomposition model", Energy Economics 20 (1998), comes to the same for a product. The
shares add up to the change, a cause without effect has none, causes alike have the same, and no order is preferred.

Inputs: ``v`` for every set of causes, a set as the bits of a number.

Outputs: exact fractions; decimals that add up to the change as it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow
from fractions import Fraction
from functools import cache
from math import factorial

#: Exact sums of decimals, or none: what does not fit is added as fractions.
_SUMS = Context(prec=400, traps=[Inexact, InvalidOperation, Overflow])
#: Beyond so many causes the sets are too many to be worth it; the causes are then changed in a fixed order.
MOST_EXACT = 6


@cache
def submasks(mask: int) -> tuple[int, ...]:
    """Return every set within a set, the empty one first."""
    found, one = [], mask
    while True:
        found.append(one)
        if not one:
            return tuple(reversed(found))
        one = (one - 1) & mask


@cache
def bits(mask: int) -> tuple[int, ...]:
    """Return the members of a set, each as a set of its own, lowest first."""
    return tuple(1 << place for place in range(mask.bit_length()) if mask >> place & 1)


@cache
def _weights(mask: int, member: int) -> tuple[tuple[int, Decimal], ...]:
    """Return the sets and the whole numbers by which ``n!`` times a member's share sums their values."""
    count = len(bits(mask))
    found: list[tuple[int, Decimal]] = []
    for without in submasks(mask & ~member):
        size = without.bit_count()
        weight = Decimal(factorial(size) * factorial(count - size - 1))
        found += ((without | member, weight), (without, -weight))
    return tuple(found)


def shares(values: Mapping[int, Decimal] | Mapping[int, Fraction], mask: int) -> dict[int, Fraction]:
    """Return each member's share of ``values[mask] - values[0]``: Shapley's, or beyond six in order of the bits."""
    members = bits(mask)
    if len(members) == 1:
        return {mask: Fraction(values[mask]) - Fraction(values[0])}
    if len(members) > MOST_EXACT:
        return _one_after_another(values, members)
    whole = factorial(len(members))
    return {member: _sum(values, _weights(mask, member)) / whole for member in members}


def _one_after_another(
    values: Mapping[int, Decimal] | Mapping[int, Fraction], members: Sequence[int]
) -> dict[int, Fraction]:
    found: dict[int, Fraction] = {}
    before = 0
    for member in members:
        found[member] = Fraction(values[before | member]) - Fraction(values[before])
        before |= member
    return found


def _sum(values: Mapping[int, Decimal] | Mapping[int, Fraction], weights: Sequence[tuple[int, Decimal]]) -> Fraction:
    total = Decimal(0)
    try:
        for key, weight in weights:
            value = values[key]
            if not isinstance(value, Decimal):
                break
            total = _SUMS.add(total, _SUMS.multiply(weight, value))
        else:
            return Fraction(total)
    except (Inexact, InvalidOperation, Overflow):
        pass
    return sum((int(weight) * Fraction(values[key]) for key, weight in weights), Fraction(0))


def is_idle(values: Mapping[int, Decimal] | Mapping[int, Fraction], mask: int, member: int) -> bool:
    """Whether a member never makes a difference."""
    return all(values[without | member] == values[without] for without in submasks(mask & ~member))


def shown(parts: Sequence[Fraction], digits: int) -> tuple[Decimal, ...]:
    """Round parts to ``digits`` places so that they add up to their rounded sum: by the largest remainder.

    The sum is rounded half to even, as numbers in documents are; of equal remainders the earlier part gets the unit.
    """
    step = Fraction(10) ** digits
    exact = [part * step for part in parts]
    floors = [part.numerator // part.denominator for part in exact]
    left = round(sum(exact, Fraction(0))) - sum(floors)
    by_remainder = sorted(range(len(exact)), key=lambda n: (floors[n] - exact[n], n))
    for n in by_remainder[:left]:
        floors[n] += 1
    return tuple(_SUMS.scaleb(Decimal(one), -digits) for one in floors)
