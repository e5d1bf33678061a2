"""What every part of the scenario model works with: years, units, contexts, and values read once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from generator.base.text import Text
from generator.base.units import ONE, Unit, parse_unit
from generator.ledger.context import Context
from generator.ledger.ledger import LedgerBuilder, Unavailable
from generator.ledger.quantity import Quantity, constant
from generator.project.node import Node
from generator.project.project import Project
from generator.project.sections.scenarios import ScenarioModel, ScenarioPath, Sector, SectorPath

YEAR = "year"
PERCENT = "%"

N = TypeVar("N", bound=Node)


@dataclass(frozen=True, slots=True)
class Frame:
    """The model with its years and units; ``unit`` is that of emissions, ``energy_unit`` that of energy."""

    project: Project
    builder: LedgerBuilder
    model: ScenarioModel
    unit: Unit
    energy_unit: Unit

    @property
    def base(self) -> int:
        """The base year."""
        return self.model.base

    @property
    def future(self) -> range:
        """The years after the base year."""
        return range(self.model.base + 1, self.model.to + 1)

    @property
    def years(self) -> range:
        """The base year and the years after it."""
        return range(self.model.base, self.model.to + 1)

    @property
    def scenarios(self) -> tuple[ScenarioPath, ...]:
        """The scenarios, the reference first: the others may take over from it."""
        return tuple(sorted(self.model.scenarios, key=lambda s: s.id != self.model.reference))

    @property
    def others(self) -> tuple[ScenarioPath, ...]:
        """The scenarios without the reference."""
        return tuple(s for s in self.model.scenarios if s.id != self.model.reference)

    @property
    def reference(self) -> ScenarioPath:
        """The scenario without measures."""
        return next(s for s in self.model.scenarios if s.id == self.model.reference)

    def path_of(self, scenario: ScenarioPath, sector: Sector) -> SectorPath | None:
        """Return what a scenario says of a sector."""
        return next((p for p in scenario.sectors if p.sector == sector.id), None)

    def held(self, fact_id: str, context: Context) -> Callable[[], Quantity]:
        """Read a value once for many formulas; one that is missing is missing in each of them."""
        try:
            value = self.builder.read(fact_id, context)
        except Unavailable:
            return partial(self.builder.read, fact_id, context)
        return lambda: value

    def read(self, fact_id: str, scenario: str, year: int) -> Quantity:
        """Read a value of a scenario and year."""
        return self.builder.read(fact_id, context(scenario, year))


def context(scenario: str, year: int, sector: str = "", energy: str = "") -> Context:
    """Return the context of a value of the model.

    The pairs stand in the order of the declared dimensions; sorting them ten thousand times would cost more than all
    the formulas.
    """
    pairs = [("period", str(year)), ("scenario", scenario)]
    if sector:
        pairs.append(("sector", sector))
    if energy:
        pairs.append(("energy", energy))
    return Context(tuple(pairs))


def calendar(year: int) -> Quantity:
    """Return a calendar year as a constant of the method."""
    return constant(year, YEAR, "calendar year")


def years_between(first: int, last: int) -> Quantity:
    """Return a number of years as a pure number."""
    return constant(last - first, ONE, "years")


def named(name: Text, zh: str, en: str) -> Text:
    """Return a name followed by what is said of it."""
    return Text(f"{name.zh}{zh}", f"{name.en}{en}")


def unit_of(text: str) -> Unit:
    """Read a unit that the loader has already found to be one."""
    return parse_unit(text)
