"""Statistics in 34 digits, and quantiles of distributions (by scipy, the only place where floats are used)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal, localcontext

PRECISION = 34


def mean(values: Sequence[Decimal]) -> Decimal:
    """Return the arithmetic mean."""
    with localcontext(prec=PRECISION):
        return sum(values, Decimal(0)) / len(values)


def deviation(values: Sequence[Decimal]) -> Decimal:
    """Return the standard deviation of a sample (n - 1)."""
    with localcontext(prec=PRECISION):
        centre = mean(values)
        return (sum(((v - centre) ** 2 for v in values), Decimal(0)) / (len(values) - 1)).sqrt()


def correlation(left: Sequence[Decimal], right: Sequence[Decimal]) -> Decimal:
    """Return Pearson's coefficient.

    Raises:
        ZeroDivisionError: one of the two does not vary.
    """
    with localcontext(prec=PRECISION):
        x, y = mean(left), mean(right)
        cross = sum(((a - x) * (b - y) for a, b in zip(left, right, strict=True)), Decimal(0))
        squares = [sum(((v - m) ** 2 for v in values), Decimal(0)) for values, m in ((left, x), (right, y))]
        if not all(squares):
            raise ZeroDivisionError("a series that does not vary has no correlation")
        return cross / (squares[0] * squares[1]).sqrt()


def quantile(values: Sequence[Decimal], share: Decimal) -> Decimal:
    """Return the quantile of a sample, linear between its order statistics (type 7 of Hyndman and Fan 1996)."""
    ordered = sorted(values)
    with localcontext(prec=PRECISION):
        place = (len(ordered) - 1) * share
        low = int(place)
        high = min(low + 1, len(ordered) - 1)
        return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def tail_value(values: Sequence[Decimal], confidence: Decimal) -> Decimal:
    """Return the least value of a sample that fewer than 1 - ``confidence`` of the sample exceed.

    It is the k-th largest, k = n (1 - confidence) rounded up: the fifth of 500 at 99 %, the second of 27 at 95 %.
    """
    with localcontext(prec=PRECISION):
        rank = int((len(values) * (1 - confidence)).to_integral_value(ROUND_CEILING))
    return sorted(values, reverse=True)[max(rank, 1) - 1]


def of_float(value: float) -> Decimal:
    """Return a float's shortest decimal."""
    if not math.isfinite(value):
        raise ZeroDivisionError("not a finite number")
    return Decimal(repr(float(value)))


def normal_quantile(probability: Decimal) -> Decimal:
    """Return the standard normal quantile."""
    from scipy.stats import norm

    return of_float(norm.ppf(float(probability)))


def t_quantile(probability: Decimal, freedom: int) -> Decimal:
    """Return Student's quantile."""
    from scipy.stats import t

    return of_float(t.ppf(float(probability), freedom))


def t_probability(statistic: Decimal, freedom: int) -> Decimal:
    """Return the two-sided probability of a t statistic."""
    from scipy.stats import t

    return of_float(2 * t.sf(abs(float(statistic)), freedom))


def poisson_factor(confidence: Decimal, errors: int) -> Decimal:
    """Return the upper confidence limit of a Poisson mean when ``errors`` were seen: the reliability factor."""
    from scipy.stats import gamma

    return of_float(gamma.ppf(float(confidence), errors + 1))


def binomial_size(rate: Decimal, errors: int, confidence: Decimal) -> int:
    """Return the least sample in which up to ``errors`` deviations have a probability of at most 1 - confidence."""
    from scipy.stats import binom

    risk = float(1 - confidence)
    low, high = errors, errors + 1
    while binom.cdf(errors, high, float(rate)) > risk:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if binom.cdf(errors, middle, float(rate)) > risk else (low, middle)
    return high
