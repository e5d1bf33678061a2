"""What every part of the portfolio works with: its measures, which of them are carried out, and readings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.base.text import Text
from generator.base.units import Unit
from generator.calculations.amounts import label
from generator.ledger.context import Context
from generator.ledger.ledger import LedgerBuilder
from generator.ledger.quantity import Quantity
from generator.project.sections.abatement import AbatementMeasure, AbatementPortfolio, Alternatives

MONEY = "万元"
YEARLY_MONEY = "万元/a"


@dataclass(frozen=True, slots=True)
class Frame:
    """The portfolio and where it is recorded."""

    builder: LedgerBuilder
    portfolio: AbatementPortfolio

    @property
    def tonnes(self) -> str:
        """The unit of emissions and reductions: tCO2e a year, or tCO2 where the portfolio counts CO2 alone."""
        return f"t{self.portfolio.gas}/a"

    @property
    def cost_unit(self) -> str:
        """The unit of abatement costs and carbon prices."""
        return f"CNY/t{self.portfolio.gas}"

    @property
    def measures(self) -> list[AbatementMeasure]:
        """All measures, as listed."""
        return self.portfolio.measures

    @property
    def carried_out(self) -> list[AbatementMeasure]:
        """The measures without those that an alternative excludes."""
        return [m for m in self.measures if self.excluded_by(m) is None]

    def excluded_by(self, measure: AbatementMeasure) -> Alternatives | None:
        """Return the list of alternatives in which another measure is chosen."""
        lists = (one for one in self.portfolio.alternatives if measure.id in one.measures)
        return next((one for one in lists if one.chosen != measure.id), None)

    def read(self, what: str, measure: AbatementMeasure) -> Quantity:
        """Read a value of a measure."""
        return self.builder.read(f"abatement.{what}", of(measure))

    def emission(self, source: str) -> Quantity:
        """Read a source's emission before measures."""
        return self.builder.read("abatement.emission", Context.of(source=source))

    def derive(
        self, measure: AbatementMeasure, what: str, unit: str | Unit, zh: str, en: str, formula: Callable[[], Quantity]
    ) -> None:
        """Record a result of a measure."""
        said = label(measure.name, f"：{zh}", f": {en}")
        self.builder.derive(f"abatement.{what}", of(measure), unit, said, formula, position=measure.at)

    def lack(self, measure: AbatementMeasure, what: str, reason: Text) -> None:
        """Record that a measure has no such value."""
        self.builder.lack(f"abatement.{what}", of(measure), reason, measure.at)

    def sum_up(self, what: str, unit: str, zh: str, en: str, formula: Callable[[], Quantity]) -> None:
        """Record a result of the whole portfolio."""
        place = self.portfolio.place("measures")
        self.builder.derive(f"abatement.{what}", Context(), unit, Text(zh, en), formula, position=place)


def of(measure: AbatementMeasure) -> Context:
    """Return the context of a measure."""
    return Context.of(measure=measure.id)
