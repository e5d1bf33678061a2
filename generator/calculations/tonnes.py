"""Tonnes of CO2 equivalent and figures with a source, as sections of markets state them.

Emissions, allowances and certificates count tonnes of CO2 equivalent; a tonne of CO2, or one that names no gas, is one.
"""

from __future__ import annotations

from decimal import Decimal, localcontext

from generator.base.units import Unit, UnitError, parse_unit
from generator.calculations.factors import Factor
from generator.ledger.quantity import Quantity, constant, extreme
from generator.project.node import Amount


def carried(amount: Amount, wanted: str) -> Amount:
    """Give an amount the substance that ``wanted`` carries, where it names none: MWh is MWh of electricity."""
    substances = {substance for _, substance, _ in parse_unit(wanted).atoms if substance}
    if len(substances) != 1:
        return amount
    unit = parse_unit(amount.unit).of(next(iter(substances)))
    return Amount.model_construct(value=amount.value, unit=unit.text)


def co2e(amount: Amount) -> Amount:
    """Count a tonne of CO2, or a tonne that names no gas, as a tonne of CO2 equivalent: as an allowance does."""
    return Amount.model_construct(value=amount.value, unit=as_co2e(parse_unit(amount.unit)).text)


def as_co2e(unit: Unit) -> Unit:
    """Return the unit with CO2 equivalent in place of CO2; a plain tonne becomes a tonne of it."""
    if any(unit.converts_to(parse_unit(plain)) for plain in ("t", "CNY/t", "EUR/t")):
        return unit.of("CO2e")
    return parse_unit(unit.text.replace("CO2e", "CO2").replace("CO2", "CO2e"))


def above_zero(quantity: Quantity) -> Quantity:
    """Return a quantity, or zero where it is negative."""
    return extreme([quantity, constant(0, quantity.unit)], "max")


def converted(factor: Factor, wanted: str) -> Decimal | None:
    """Return a figure's value in another unit, or nothing where it is of another dimension."""
    try:
        scale = factor.unit.conversion(parse_unit(wanted))
    except UnitError:
        return None
    with localcontext(prec=34):
        return factor.value * scale
