"""Quantities: a decimal with its unit and substance, and the formula that made it.

Combining two quantities records the operation. A mismatch of unit or substance is an error before any conversion.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Literal

from generator.base.units import ONE, Unit, UnitError, parse_unit
from generator.ledger.expression import Call, Constant, Convert, Expression, Function, Operation, Procedure
from generator.ledger.logarithm import natural_logarithm

_PRECISION = 34
#: Calculates in 34 digits; asked directly, since entering a context costs more than an operation.
_EXACT = Context(prec=_PRECISION, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in a unit, and the expression that gives it."""

    value: Decimal
    unit: Unit
    formula: Expression

    def __add__(self, other: Quantity) -> Quantity:
        return self._linear("+", other)

    def __sub__(self, other: Quantity) -> Quantity:
        return self._linear("-", other)

    def __mul__(self, other: Quantity) -> Quantity:
        value = _EXACT.multiply(self.value, other.value)
        unit = self.unit.times(other.unit)
        return Quantity(value, unit, Operation("*", self.formula, other.formula, value, unit))

    def __truediv__(self, other: Quantity) -> Quantity:
        """Divide; a zero divisor raises ZeroDivisionError, which a derivation turns into a missing value."""
        if other.value == 0:
            raise ZeroDivisionError(f"division by zero: {self.unit} / {other.unit}")
        value = _EXACT.divide(self.value, other.value)
        unit = self.unit.times(other.unit, -1)
        return Quantity(value, unit, Operation("/", self.formula, other.formula, value, unit))

    def __pow__(self, exponent: int) -> Quantity:
        """Raise a pure number or a unit-bearing square to a whole power."""
        value = _EXACT.power(self.value, exponent)
        unit = self.unit
        for _ in range(exponent - 1):
            unit = unit.times(self.unit)
        power = Constant(Decimal(exponent), ONE)
        return Quantity(value, unit, Operation("^", self.formula, power, value, unit))

    def __lt__(self, other: Quantity) -> bool:
        return self.value < other.in_unit(self.unit).value

    def __le__(self, other: Quantity) -> bool:
        return self.value <= other.in_unit(self.unit).value

    def in_unit(self, unit: Unit | str) -> Quantity:
        """Return this quantity in another unit of the same dimension and substance, the factor recorded.

        Raises:
            UnitError: the two are of different dimension or substance.
        """
        wanted = parse_unit(unit) if isinstance(unit, str) else unit
        if wanted is self.unit or wanted == self.unit:
            return self
        factor = self.unit.conversion(wanted)
        if factor == 1:
            return Quantity(self.value, wanted, self.formula)
        value = _EXACT.multiply(self.value, factor)
        return Quantity(value, wanted, Convert(self.formula, factor, value, wanted))

    def root(self) -> Quantity:
        """Return the square root; the unit must be a square or a pure number."""
        value = _EXACT.sqrt(self.value)
        if any(exponent % 2 for _, _, exponent in self.unit.atoms) or self.unit.scale != 1:
            raise UnitError(f"{self.unit} has no square root")
        atoms = tuple((s, b, e // 2) for s, b, e in self.unit.atoms)
        unit = Unit(ONE.text, ()) if not atoms else Unit("", atoms).times(ONE)
        return Quantity(value, unit, Call("sqrt", (self.formula,), value, unit))

    def magnitude(self) -> Quantity:
        """Return the absolute value."""
        value = abs(self.value)
        return Quantity(value, self.unit, Call("abs", (self.formula,), value, self.unit))

    def rounded(self, digits: int, rule: str = "half-even") -> Quantity:
        """Round as a method prescribes (a step of the calculation, not display).

        ``rule`` is ``half-even`` (GB/T 8170), ``half-up``, ``floor`` or ``ceiling`` (the last two: whole units only).
        """
        function: Function
        if rule in ("floor", "ceiling"):
            function = "floor" if rule == "floor" else "ceiling"
            value = self.value.to_integral_value(ROUND_FLOOR if rule == "floor" else ROUND_CEILING)
            return Quantity(value, self.unit, Call(function, (self.formula,), value, self.unit))
        mode, function = (
            (ROUND_HALF_EVEN, "round_half_even") if rule == "half-even" else (ROUND_HALF_UP, "round_half_up")
        )
        with localcontext(prec=60):
            value = self.value.quantize(Decimal(1).scaleb(-digits), rounding=mode)
        places = Constant(Decimal(digits), ONE, "digits")
        return Quantity(value, self.unit, Call(function, (self.formula, places), value, self.unit))

    def _linear(self, operator: Literal["+", "-"], other: Quantity) -> Quantity:
        same = other.in_unit(self.unit)
        value = (_EXACT.add if operator == "+" else _EXACT.subtract)(self.value, same.value)
        return Quantity(value, self.unit, Operation(operator, self.formula, same.formula, value, self.unit))


def constant(value: Decimal | int | str, unit: Unit | str = ONE, meaning: str = "") -> Quantity:
    """Return a number that belongs to a method, with what it means."""
    exact = Decimal(value)
    known = parse_unit(unit) if isinstance(unit, str) else unit
    return Quantity(exact, known, Constant(exact, known, meaning))


def ratio(numerator: int | str, denominator: int | str, unit: Unit | str = ONE, meaning: str = "") -> Quantity:
    """Return a constant kept as a fraction, such as 44/12 tCO2/tC."""
    above, below = Decimal(numerator), Decimal(denominator)
    known = parse_unit(unit) if isinstance(unit, str) else unit
    value = _EXACT.divide(above, below)
    return Quantity(value, known, Constant(value, known, meaning, above, below))


def total(parts: Iterable[Quantity], unit: Unit | str) -> Quantity:
    """Return the sum of quantities in ``unit``; the sum of none is zero."""
    known = parse_unit(unit) if isinstance(unit, str) else unit
    same = [part.in_unit(known) for part in parts]
    with localcontext(prec=_PRECISION):
        value = sum((part.value for part in same), Decimal(0))
    return Quantity(value, known, Call("sum", tuple(part.formula for part in same), value, known))


def extreme(parts: Iterable[Quantity], which: str) -> Quantity:
    """Return the least (``min``) or greatest (``max``) of quantities in the first one's unit."""
    listed = list(parts)
    same = [part.in_unit(listed[0].unit) for part in listed]
    value = min(p.value for p in same) if which == "min" else max(p.value for p in same)
    function: Function = "min" if which == "min" else "max"
    return Quantity(value, listed[0].unit, Call(function, tuple(p.formula for p in same), value, listed[0].unit))


def power(base: Quantity, exponent: Quantity) -> Quantity:
    """Raise a pure number to a pure number; both stay visible in the formula.

    Raises:
        UnitError: either carries a unit.
    """
    plain_base, plain_exponent = base.in_unit(ONE), exponent.in_unit(ONE)
    with localcontext(prec=_PRECISION):
        value = plain_base.value**plain_exponent.value
    return Quantity(value, ONE, Operation("^", plain_base.formula, plain_exponent.formula, value, ONE))


def if_equal(left: Quantity, right: Quantity, then: Quantity, otherwise: Quantity) -> Quantity:
    """Return ``then`` where two quantities are equal, else ``otherwise``; both in one unit."""
    same, other = right.in_unit(left.unit), otherwise.in_unit(then.unit)
    value = then.value if left.value == same.value else other.value
    parts = (left.formula, same.formula, then.formula, other.formula)
    return Quantity(value, then.unit, Call("if_equal", parts, value, then.unit))


def logarithm(of: Quantity) -> Quantity:
    """Return the natural logarithm of a pure number.

    Raises:
        UnitError: it carries a unit.
        ZeroDivisionError: it is not above zero; a derivation turns that into a missing value.
    """
    plain = of.in_unit(ONE)
    if plain.value <= 0:
        raise ZeroDivisionError("logarithm of a number that is not above zero")
    value = natural_logarithm(plain.value)
    return Quantity(value, ONE, Call("ln", (plain.formula,), value, ONE))


def exponential(of: Quantity) -> Quantity:
    """Return e to the power of a pure number."""
    plain = of.in_unit(ONE)
    value = _EXACT.exp(plain.value)
    return Quantity(value, ONE, Call("exp", (plain.formula,), value, ONE))


def procedure(name: str, value: Decimal, unit: Unit | str, reads: Iterable[Quantity] = ()) -> Quantity:
    """Return what a method without a closed form gave (a simulation, a search), with everything that it read.

    ``name`` says which method, in a few words of English; sheets show such a value labelled so, without a formula.
    """
    known = parse_unit(unit) if isinstance(unit, str) else unit
    return Quantity(value, known, Procedure(name, tuple(one.formula for one in reads), value, known))
