"""What calculations of indicators share: thresholds and their verdicts, the carbon of fuels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal, localcontext

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import ONE, Unit
from generator.ledger.context import Context
from generator.ledger.ledger import LedgerBuilder
from generator.ledger.quantity import Quantity, constant, extreme, if_equal, ratio

Read = Callable[[], Quantity]

#: A division leaves a rounding in the last of the 34 digits; values nearer than this, relatively, are one value.
_NEAREST = Decimal("1E-28")


def alike(value: Decimal, bound: Decimal) -> bool:
    """Whether two values are apart by no more than the rounding that divisions leave in their last digits.

    1,000,000 tce out of GJ may stand as 999,999.99...9 with 34 digits; no reading has 28.
    """
    with localcontext(prec=60):
        return abs(value - bound) <= _NEAREST * max(abs(value), abs(bound))


def settled(value: Quantity, bound: Quantity) -> Quantity:
    """Return a value in the unit of its bound, and as the bound itself where the two are alike."""
    same = value.in_unit(bound.unit)
    return replace(same, value=bound.value) if alike(same.value, bound.value) else same


def reaches(value: Quantity, bound: Quantity, *, upper: bool) -> Quantity:
    """Return 1 where a value keeps to its bound (``upper``: not above it, else not below it), else 0."""
    nearest = extreme([bound, settled(value, bound)], "max" if upper else "min")
    return if_equal(nearest, bound, constant(1), constant(0))


def margin(value: Quantity, bound: Quantity, *, upper: bool) -> Quantity:
    """Return by how much a value keeps to its bound; below zero it misses the bound by as much."""
    same = settled(value, bound)
    return bound - same if upper else same - bound


def shortfall(of: Quantity) -> Quantity:
    """Return what a margin lacks: nothing where it is not below zero."""
    none = constant(0, of.unit)
    return extreme([none, none - of], "max")


def record_verdict(
    builder: LedgerBuilder,
    family: str,
    context: Context,
    unit: Unit | str,
    name: Text,
    reads: tuple[Read, Read],
    *,
    upper: bool,
    position: Position,
) -> None:
    """Record margin, gap and the 1/0 verdict of a value against its bound.

    ``reads`` give value and bound; ``family`` is what the three ids begin with: ``park.indicator``.
    """
    value, bound = reads
    for suffix, zh, en, known, formula in (
        ("margin", "裕度", "margin", unit, lambda: margin(value(), bound(), upper=upper)),
        ("gap", "差距", "gap", unit, lambda: shortfall(margin(value(), bound(), upper=upper))),
        ("met", "是否达到（1为达到）", "met (1) or not (0)", ONE, lambda: reaches(value(), bound(), upper=upper)),
    ):
        text = Text(f"{name.zh}：{zh}", f"{name.en}: {en}")
        builder.derive(f"{family}_{suffix}", context, known, text, formula, position=position)


def carbon_dioxide(amount: Quantity, ncv: Quantity, carbon: Quantity, oxidation: Quantity) -> Quantity:
    """Return the CO2 of a fuel: amount x net calorific value x carbon content x oxidation x 44/12."""
    return amount * ncv * carbon * oxidation * ratio("44", "12", "tCO2/tC", "CO2 per carbon")
