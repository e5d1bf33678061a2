"""Values of two ledgers held against each other, in whatever units they stand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache

from generator.base.units import Unit, UnitError
from generator.ledger.evaluation import convert
from generator.ledger.expression import Expression
from generator.ledger.fact import Fact

#: What a change of unit may lose in the last digits of 34.
_LOSS = Decimal("1E-28")


def comparable(unit: Unit, other: Unit) -> bool:
    """Whether numbers in two units can stand for each other: one dimension, whatever the substance.

    Where a source burns another fuel, its amount was in t of the one and is in t of the other; the number is read by
    the same formula, and what changed are the factors of the fuel.
    """
    return unit is other or unit.converts_to(other) or unit.plain.converts_to(other.plain)


@cache
def conversion(unit: Unit, wanted: Unit) -> Decimal:
    """Return the number by which a value is multiplied to stand in another unit, whatever the substance.

    Raises:
        UnitError: it is of another dimension.
    """
    return unit.conversion(wanted) if unit.converts_to(wanted) else unit.plain.conversion(wanted.plain)


def quantity(value: Decimal, unit: Unit, wanted: Unit) -> Fraction:
    """Return a value in another unit, exactly.

    Raises:
        UnitError: it is of another dimension.
    """
    if not comparable(unit, wanted):
        raise UnitError(f"{unit.text} is not {wanted.text}")
    return Fraction(value) * unit.factor / wanted.factor


def same(old: Fact | Expression, new: Fact | Expression) -> bool:
    """Whether two values are the same quantity, in whatever unit."""
    if old.unit == new.unit:
        return old.value == new.value
    try:
        return quantity(old.value, old.unit, new.unit) == new.value
    except UnitError:
        return False


def value_in(of: Fact | Expression, unit: Unit) -> Decimal:
    """Return a value in another unit, as formulas convert it.

    Raises:
        UnitError: it is of another dimension.
    """
    return of.value if of.unit == unit else convert(of.value, conversion(of.unit, unit))


def near(one: Decimal, other: Decimal) -> bool:
    """Whether two values are the same but for what a change of unit may lose."""
    return one == other or abs(one - other) <= _LOSS * max(abs(one), abs(other))
