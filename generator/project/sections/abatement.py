"""The section ``abatement``: reduction measures as a portfolio: costs, order, and what excludes what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from generator.base.findings import Finding, Position
from generator.project.node import Amount, Names, Node, Section, Slug
from generator.project.unknown import unknown_id

if TYPE_CHECKING:
    from generator.project.models import ProjectFile


class AbatementSource(Node):
    """What measures act on: an emission source, a process or a sector, with its emission before measures."""

    id: Slug
    name: Names
    emission: Amount = Field(description="emission a year before measures", examples=["12000 tCO2e/a"])


class Learning(Node):
    """A learning curve: each doubling of what has been built takes ``rate`` percent off the investment."""

    rate: Amount = Field(description="learning rate in percent per doubling", examples=["20 %"])
    built: Amount = Field(description="cumulative capacity at which the investment was quoted", examples=["10 MW"])
    expected: Amount = Field(description="cumulative capacity when the measure is built", examples=["40 MW"])


class AbatementMeasure(Node):
    """A reduction measure: ``reduction`` is what it takes off its source if no other measure is there."""

    id: Slug
    name: Names
    source: Slug
    reduction: Amount = Field(
        description="stand-alone reduction a year, or a percentage of the source", examples=["900 tCO2e/a", "15 %"]
    )
    capex: Amount = Field(examples=["320 万元"])
    opex: Amount = Field(description="added running cost a year", examples=["4 万元/a"])
    saving: Amount = Field(description="saved cost a year", examples=["60 万元/a"])
    lifetime: Amount = Field(examples=["15 a"])
    residual: Amount | None = Field(default=None, description="value at the end of its life; left out: none")
    learning: Learning | None = None
    basis: Names | None = Field(default=None, description="where reduction and costs come from")


class InteractionGroup(Node):
    """Measures on one source that act one after the other: each on what those before it leave."""

    id: Slug
    name: Names
    measures: list[Slug] = Field(min_length=2, description="in the order in which they act")
    reason: Names = Field(description="why they act on the same emissions")


class Alternatives(Node):
    """Measures of which only one is carried out."""

    id: Slug
    name: Names
    measures: list[Slug] = Field(min_length=2)
    chosen: Slug
    reason: Names


class AbatementPortfolio(Section):
    """Reduction measures, what they cost and what they achieve together."""

    gas: Literal["CO2e", "CO2"] = Field(
        default="CO2e", description="whether emissions are in tCO2e, or CO2 alone in tCO2"
    )
    discount_rate: Amount = Field(description="real discount rate a year", examples=["8 %"])
    sources: list[AbatementSource] = Field(min_length=1)
    measures: list[AbatementMeasure] = Field(min_length=1)
    groups: list[InteractionGroup] = Field(default_factory=list)
    alternatives: list[Alternatives] = Field(default_factory=list)
    carbon_prices: list[Decimal] = Field(
        default_factory=list,
        description="price levels in CNY/tCO2e (or CNY/tCO2) at which net costs are shown, ascending",
    )

    def contradictions(self, file: ProjectFile) -> Iterable[Finding]:
        """Yield a finding for every measure or source that the section names and does not describe."""
        known = {
            "emission source": [s.id for s in self.sources],
            "measure": [m.id for m in self.measures],
        }
        for kind, value, at in self._asked():
            if value not in known[kind]:
                yield unknown_id(value, known[kind], at, kind)
        for one in self.alternatives:
            if one.chosen not in one.measures:
                yield unknown_id(one.chosen, one.measures, one.place("chosen"), "measure")

    def _asked(self) -> Iterator[tuple[str, str, Position]]:
        for measure in self.measures:
            yield ("emission source", measure.source, measure.place("source"))
        listed: list[InteractionGroup | Alternatives] = [*self.groups, *self.alternatives]
        for group in listed:
            for i, name in enumerate(group.measures):
                yield ("measure", name, group.place(f"measures.{i}"))
