"""A recorded formula evaluated again on other inputs, with the arithmetic with which it was recorded.

:mod:`generator.ledger.quantity` calculates while it records; this calculates what was recorded, digit for digit the
same (``tests/ledger/test_evaluation.py`` holds that over every formula of the example projects).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext

from generator.ledger.logarithm import natural_logarithm

_EXACT = Context(prec=34, rounding=ROUND_HALF_EVEN)
_WIDE = Context(prec=60, rounding=ROUND_HALF_EVEN)

Values = Sequence[Decimal]


def convert(value: Decimal, factor: Decimal) -> Decimal:
    """Return a value in another unit."""
    return _EXACT.multiply(value, factor)


def operate(name: str, values: Values) -> Decimal:
    """Return what an operator or a function of :mod:`generator.ledger.expression` gives.

    Raises:
        ArithmeticError: it gives no number: a divisor is zero, a logarithm has no argument above nought, the result is
            out of reach.
    """
    return _OPERATIONS[name](values)


def _divide(values: Values) -> Decimal:
    if values[1] == 0:
        raise ZeroDivisionError
    return _EXACT.divide(values[0], values[1])


def _sum(values: Values) -> Decimal:
    with localcontext(_EXACT):
        return sum(values, Decimal(0))


def _round(mode: str) -> Callable[[Values], Decimal]:
    def of(values: Values) -> Decimal:
        return values[0].quantize(Decimal(1).scaleb(-int(values[1])), rounding=mode, context=_WIDE)

    return of


def _logarithm(values: Values) -> Decimal:
    if values[0] <= 0:
        raise ZeroDivisionError
    return natural_logarithm(values[0])


def _if_equal(values: Values) -> Decimal:
    return values[2] if values[0] == values[1] else values[3]


_OPERATIONS: dict[str, Callable[[Values], Decimal]] = {
    "+": lambda v: _EXACT.add(v[0], v[1]),
    "-": lambda v: _EXACT.subtract(v[0], v[1]),
    "*": lambda v: _EXACT.multiply(v[0], v[1]),
    "/": _divide,
    "^": lambda v: _EXACT.power(v[0], v[1]),
    "sum": _sum,
    "min": min,
    "max": max,
    "abs": lambda v: abs(v[0]),
    "sqrt": lambda v: _EXACT.sqrt(v[0]),
    "floor": lambda v: v[0].to_integral_value(ROUND_FLOOR),
    "ceiling": lambda v: v[0].to_integral_value(ROUND_CEILING),
    "round_half_even": _round(ROUND_HALF_EVEN),
    "round_half_up": _round(ROUND_HALF_UP),
    "exp": lambda v: _EXACT.exp(v[0]),
    "ln": _logarithm,
    "if_equal": _if_equal,
}
