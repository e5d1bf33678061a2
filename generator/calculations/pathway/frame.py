"""What every part of the pathway calculation works with: years, basis, sources, and readings of the inventory."""

from __future__ import annotations

from dataclasses import dataclass

from generator.base.text import Text
from generator.calculations.contraction import YEAR as YEAR
from generator.calculations.contraction import calendar as calendar
from generator.ledger.context import Context
from generator.ledger.ledger import LedgerBuilder
from generator.ledger.quantity import Quantity
from generator.project.models import Measure, Pathway, Scenario, Source
from generator.project.project import Project

TONNES = "tCO2e"
YEARLY_TONNES = "tCO2e/a"
MONEY = "万元"
YEARLY_MONEY = "万元/a"

#: Scope of each kind of source (GHG Protocol Corporate Standard, chapter 4). Other kinds are not on the path.
SCOPE_OF_KIND: dict[str, int] = {
    "stationary-combustion": 1,
    "mobile-combustion": 1,
    "process": 1,
    "fugitive": 1,
    "biogenic-combustion": 1,
    "purchased-electricity": 2,
    "purchased-heat": 2,
}


@dataclass(frozen=True, slots=True)
class Frame:
    """The pathway with its years and sources.

    ``basis`` is the method by which purchased electricity counts; ``actual`` are the reporting years up to the current
    one, ``future`` the years after it up to the pathway's last. ``sources`` emit in scopes 1 and 2 in the current year.
    """

    builder: LedgerBuilder
    project: Project
    pathway: Pathway
    basis: str
    current: int
    actual: tuple[int, ...]
    future: tuple[int, ...]
    sources: tuple[Source, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """Actual and future years."""
        return self.actual + self.future

    @property
    def chosen(self) -> str:
        """Id of the scenario that the client decided for."""
        return self.pathway.chosen

    @property
    def reference(self) -> str:
        """Id of the scenario without measures."""
        return self.pathway.reference

    def scenario(self, name: str) -> Scenario | None:
        """Return a scenario by id."""
        return next((s for s in self.pathway.scenarios if s.id == name), None)

    def measures_of(self, scenario: Scenario) -> tuple[Measure, ...]:
        """Return the measures that a scenario takes, in the order in which the pathway describes them."""
        return tuple(m for m in self.pathway.measures if m.id in scenario.measures)

    def emission(self, source: Source, year: int) -> Quantity:
        """Read a source's emission of an actual year, in tCO2e.

        Raises:
            Unavailable: the inventory has no value; a derivation turns that into a missing value of its own.
        """
        return self.builder.read("source.emission", emission_context(self.builder, source.id, year, self.basis))

    def owned(self, source: Source, amount: Quantity) -> Quantity:
        """Return the company's part of an amount: by equity share where the inventory consolidates so."""
        boundary = self.project.file.boundary
        site = next((s for s in boundary.sites if s.id == source.site), None)
        if boundary.consolidation != "equity-share" or site is None or site.share == 100:
            return amount
        return amount * self.builder.read("site.share", Context.of(entity=site.id))

    def scopes12(self, year: int) -> Quantity:
        """Read the inventory's scopes 1 and 2 of an actual year."""
        return self.builder.read("inventory.scope12", Context.of(period=year, basis=self.basis))


def emission_context(builder: LedgerBuilder, source: str, year: int, basis: str) -> Context:
    """Return the context of a source's emission: with basis where purchased electricity makes it differ."""
    plain = Context.of(period=year, source=source)
    based = plain.extended(basis=basis)
    there = builder.has("source.emission", based) or builder.lacks("source.emission", based)
    return based if there else plain


def basis_of(project: Project) -> str:
    """Return the method by which the pathway counts purchased electricity: the first target's, else location."""
    return project.file.targets[0].basis if project.file.targets else "location"


def basis_name(basis: str) -> Text:
    """Name a scope 2 method."""
    return Text("基于市场", "market-based") if basis == "market" else Text("基于位置", "location-based")
