"""Amounts of a unit's year in the units of the carbon market, and the figures of its plan.

Method: everything counts in allowances; one stands for one tonne of CO2 equivalent, so that a tonne of CO2, or one
that names no gas, counts one for one. Figures of a plan are taken for the year of the row or, where the data set
gives no year, for all years of the plan; a figure of another year is never taken.

Inputs: `carbon_market.entities[].units[].years[]` and the data set that `plan` names.

Outputs: the amounts that the other parts name, given as they stand in the file; of a year that is `planned`, as
assumptions.

Errors: LG208, LG215.

Example: `worked/power-2024.yaml` holds amounts in t, tCO2, tCO2e, MWh and 万kWh.

Marks: none of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.base.data_sets import Figure
from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import UnitError
from generator.calculations.amounts import give_amount
from generator.calculations.factors import DataSets, Factor, from_figure
from generator.calculations.tonnes import carried, co2e
from generator.ledger.context import Context
from generator.ledger.fact import Kind
from generator.ledger.ledger import LedgerBuilder
from generator.ledger.quantity import Quantity, constant
from generator.project.node import Amount
from generator.project.project import Project
from generator.project.sections.carbon_market import CarbonMarket, MarketEntity, MarketUnit, UnitYear

#: Allowances, emissions and CCER: one allowance stands for one tonne of CO2 equivalent.
TONNES = "tCO2e"
PRICE = "CNY/tCO2e"
MONEY = "CNY"
PERCENT = "%"
POWER = "MWh{electricity}"
HEAT = "GJ{heat}"


@dataclass(frozen=True, slots=True)
class Frame:
    """The section with the project, the builder and the data sets."""

    project: Project
    builder: LedgerBuilder
    market: CarbonMarket
    sets: DataSets

    def years(self, entity: MarketEntity) -> tuple[int, ...]:
        """Every year in which a unit of the entity has data, ascending."""
        return tuple(sorted({row.year for unit in entity.units for row in unit.years}))

    def units(self, entity: MarketEntity, year: int) -> tuple[MarketUnit, ...]:
        """The units of an entity that have data of a year."""
        return tuple(unit for unit in entity.units if any(row.year == year for row in unit.years))


@dataclass(frozen=True, slots=True)
class Row:
    """One year of one unit of one entity."""

    frame: Frame
    entity: MarketEntity
    unit: MarketUnit
    data: UnitYear

    @property
    def context(self) -> Context:
        """Entity, unit and year."""
        return Context.of(entity=self.entity.id, asset=self.unit.id, period=self.data.year)

    @property
    def builder(self) -> LedgerBuilder:
        """Where the facts go."""
        return self.frame.builder

    def label(self, zh: str, en: str) -> Text:
        """Label a fact of this unit and year."""
        return Text(f"{self.unit.name.zh}{self.data.year}年{zh}", f"{self.unit.name.text.en}: {en} in {self.data.year}")

    def read(self, fact_id: str) -> Quantity:
        """Read a fact of this unit and year."""
        return self.builder.read(fact_id, self.context)

    def figures(self, item: str, property_name: str, purpose: str | None = None) -> tuple[Figure, ...]:
        """Return the plan's figures of an item for the row's year; those without a year hold for all of its years."""
        chosen = self.frame.sets.data_set(self.entity.plan, self.entity.place("plan")) if self.entity.plan else None
        found = chosen.find(item, property_name, purpose=purpose) if chosen else ()
        return tuple(one for one in found if one.year in (0, self.data.year))

    def figure(self, item: str, property_name: str, purpose: str | None = None) -> Factor | None:
        """Return the plan's one figure of an item for the row's year, or nothing."""
        found = self.figures(item, property_name, purpose)
        return from_figure(found[0]) if len(found) == 1 else None

    def give(self, key: str, fact_id: str, unit: str, zh: str, en: str, *, most: int | None = None) -> bool:
        """Record an amount of the year, if it stands there, and say so; the kind says whether it is a plan."""
        amount: Amount | None = getattr(self.data, key)
        if amount is None:
            return False
        return give_amount(
            self.builder,
            fact_id,
            self.context,
            co2e(amount) if unit == TONNES else carried(amount, unit),
            unit,
            self.label(zh, en),
            self.data.place(key),
            kind=Kind.ASSUMED if self.data.planned else Kind.GIVEN,
            least=Decimal(0),
            most=None if most is None else Decimal(most),
        )

    def lack(self, fact_id: str, zh: str, en: str, position: Position | None = None) -> None:
        """Record that a value of this unit and year is not there."""
        self.builder.lack(fact_id, self.context, Text(zh, en), position or self.data.at)


def allowances(quantity: Quantity) -> Quantity:
    """Return a quantity in allowances; tonnes of CO2 count one for one."""
    try:
        return quantity.in_unit(TONNES)
    except UnitError:
        return (quantity * constant(1, "tCO2e/tCO2", "one allowance stands for one tonne of CO2e")).in_unit(TONNES)


def total_label(entity: MarketEntity, year: int, zh: str, en: str) -> Text:
    """Label a fact of an entity and year."""
    return Text(f"{entity.name.zh}{year}年{zh}", f"{entity.name.text.en}: {en} in {year}")


def rows(frame: Frame) -> Sequence[Row]:
    """Return every year of every unit, in the order of the file."""
    return [
        Row(frame, entity, unit, data)
        for entity in frame.market.entities
        for unit in entity.units
        for data in sorted(unit.years, key=lambda one: one.year)
    ]
