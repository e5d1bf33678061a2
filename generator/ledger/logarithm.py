"""The natural logarithm to 34 digits, fast where ratios of neighbouring years lie.

A decomposition takes thousands of logarithms of numbers near one. There the series of the inverse hyperbolic tangent,
ln x = 2 (z + z^3/3 + z^5/5 + ...) with z = (x - 1) / (x + 1), in whole numbers of 200 binary digits takes a fraction of
the time of the decimal library's general way, and rounds to the same 34 digits.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal

_BITS = 200
_ONE = 1 << _BITS
_EXACT = Context(prec=34, rounding=ROUND_HALF_EVEN)
_UNIT = Decimal(_ONE)
#: Beyond these the series is slow.
_LEAST, _MOST = Decimal("0.5"), Decimal(2)
#: Nearer to one than this, 200 binary digits after the point are too few for 34 decimal ones that count.
_NEAR = _ONE >> 20


def natural_logarithm(value: Decimal) -> Decimal:
    """Return the logarithm of a number above nought."""
    if not _LEAST <= value <= _MOST:
        return _EXACT.ln(value)
    numerator, denominator = value.as_integer_ratio()
    scaled = (numerator << _BITS) // denominator
    above = scaled - _ONE
    if -_NEAR < above < _NEAR:
        return _EXACT.ln(value)
    z = (abs(above) << _BITS) // (scaled + _ONE)
    square = z * z >> _BITS
    whole, power, k = z, z, 1
    while power:
        power = power * square >> _BITS
        k += 2
        whole += power // k
    return _EXACT.divide(Decimal(2 * whole if above > 0 else -2 * whole), _UNIT)
