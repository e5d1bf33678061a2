"""The logarithmic mean of two positive numbers.

Method: L(a, b) = (a - b) / (ln a - ln b) for a other than b, and L(a, a) = a, its limit (Ang 2005, footnote 2). It
lies between geometric and arithmetic mean. Taking L(a, a) for nought, as public code does, loses the effects of a
sub-sector whose factors change while its value does not.

Inputs: two quantities of one unit.

Outputs: a quantity for formulas; the module records no fact.

Errors: none of its own; a number that is not above nought leaves the fact that needs the mean missing.

Example: L(80, 180) = 100 / ln 2.25 = 123.315...; ``worked/lmdir.yaml`` rests on it.

Marks: none.
"""

from __future__ import annotations

from generator.ledger.expression import Operation
from generator.ledger.quantity import Quantity, if_equal, logarithm


def logarithmic_mean(one: Quantity, other: Quantity) -> Quantity:
    """Return L(one, other); the formula holds both cases, so that a changed cell in the workbook takes the right one.

    Raises:
        ZeroDivisionError: either is not above zero.
    """
    difference, log = one - other, logarithm(one / other)
    if one.value == other.value:
        # 0 / 0: the branch is not taken, and its value is the limit
        quotient = Operation("/", difference.formula, log.formula, one.value, one.unit)
        return if_equal(one, other, one, Quantity(one.value, one.unit, quotient))
    return if_equal(one, other, one, difference / log)
