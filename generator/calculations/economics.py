"""Formulas of engineering economics that several calculations share: annuity, present value, payback."""

from __future__ import annotations

from generator.base.units import ONE
from generator.ledger.quantity import Quantity, constant, logarithm, power


def recovery_factor(rate: Quantity, lifetime: Quantity) -> Quantity:
    """Return the capital recovery factor r q^n / (q^n - 1), q = 1 + r; without interest 1 / n. Unit: 1/a."""
    if rate.value == 0:
        return constant(1) / lifetime
    grown = growth(rate, lifetime)
    return rate.in_unit(ONE) / constant(1, "a", "one year") * grown / (grown - constant(1))


def growth(rate: Quantity, time: Quantity) -> Quantity:
    """Return q^n, q = 1 + r: what one unit of money becomes in ``time``."""
    return power(constant(1) + rate, time / constant(1, "a", "one year"))


def discounted_payback(investment: Quantity, yearly: Quantity, rate: Quantity) -> Quantity:
    """Return the years in which equal yearly returns, discounted, repay the investment: -ln(1 - r P / A) / ln(1 + r).

    Without interest that is P / A.

    Raises:
        ZeroDivisionError: they never do.
    """
    simple = investment / yearly
    if rate.value == 0:
        return simple
    share = simple / constant(1, "a", "one year") * rate
    years = (constant(0) - logarithm(constant(1) - share)) / logarithm(constant(1) + rate)
    return years * constant(1, "a", "one year")
