"""The section ``verification``: what a verifier was told, found, and sampled (ISO 14064-3)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from generator.base.findings import Finding
from generator.project.named_tables import table_findings
from generator.project.node import Amount, Names, Node, Section, Slug
from generator.project.unknown import unknown_id

if TYPE_CHECKING:
    from generator.project.models import ProjectFile

#: No population of vouchers, readings or sites is larger.
_MOST = 10**9


class StatementItem(Node):
    """One line of the GHG statement under verification: a source, a scope or a site."""

    id: Slug
    name: Names
    stated: Amount = Field(examples=["48200 tCO2e"])


class Materiality(Node):
    """The threshold that was agreed for misstatements, and how they are added up against it."""

    threshold: Amount | None = Field(
        default=None, description="percent of the total, or tCO2e; by default criteria.materiality", examples=["5 %"]
    )
    performance: Amount | None = Field(
        default=None, description="performance materiality: percent of the threshold, or tCO2e", examples=["75 %"]
    )
    aggregate: Literal["net", "gross"] = Field(
        description="net: overstatements and understatements offset; gross: they do not"
    )


class Misstatement(Node):
    """A quantitative misstatement: what the statement says and what the verifier found."""

    id: Slug
    item: Slug
    what: Names
    stated: Amount = Field(examples=["1250 tCO2e"])
    found: Amount = Field(examples=["1180 tCO2e"])
    corrected: bool = Field(description="whether the client corrected it before the statement was issued")


class SizePlan(Node):
    """The size of a simple random sample: for a proportion or for a mean."""

    id: Slug
    name: Names
    population: int = Field(ge=0, le=_MOST, description="items in the population")
    confidence: Amount = Field(examples=["95 %"])
    error: Amount = Field(description="margin of error: percent for a proportion, a unit for a mean", examples=["5 %"])
    proportion: Amount | None = Field(default=None, description="expected proportion", examples=["50 %"])
    deviation: Amount | None = Field(
        default=None, description="expected standard deviation, with the divisor n - 1", examples=["12 tCO2e"]
    )


class AttributePlan(Node):
    """The size of an attribute sample: how many vouchers to test so that a deviation rate can be ruled out."""

    id: Slug
    name: Names
    confidence: Amount = Field(examples=["95 %"])
    tolerable: Amount = Field(description="tolerable rate of deviation", examples=["5 %"])
    expected: int = Field(ge=0, le=200, description="deviations that may turn up in the sample")


class Sampled(Node):
    """A sampled item with a misstatement."""

    id: Slug
    stated: Amount = Field(examples=["1000 tCO2e"])
    found: Amount = Field(examples=["950 tCO2e"])


class UnitPlan(Node):
    """Emission-unit sampling (monetary-unit sampling with tCO2e in place of money)."""

    id: Slug
    name: Names
    population: Amount = Field(description="stated emissions of the population", examples=["2500000 tCO2e"])
    tolerable: Amount | None = Field(
        default=None,
        description="tolerable misstatement; by default the performance materiality",
        examples=["2000 tCO2e"],
    )
    confidence: Amount = Field(examples=["95 %"])
    interval: Amount | None = Field(
        default=None, description="by default tolerable misstatement / reliability factor", examples=["26882 tCO2e"]
    )
    factors: Literal["exact", "printed"] = Field(
        default="exact", description="printed: rounded up to two decimals, as tables of reliability factors are"
    )
    misstated: list[Sampled] = Field(default_factory=list)


class Stratum(Node):
    """A stratum of a population."""

    id: Slug
    name: Names
    items: int = Field(ge=0, le=_MOST)
    deviation: Amount | None = Field(default=None, description="standard deviation in it", examples=["12 tCO2e"])


class StratifiedPlan(Node):
    """A sample of a given size, shared out among strata."""

    id: Slug
    name: Names
    sample: int = Field(ge=1, le=_MOST)
    method: Literal["neyman", "proportional"]
    strata: list[Stratum] = Field(min_length=1)


class SitePlan(Node):
    """How many of many like sites are visited: factor x square root of their number."""

    id: Slug
    name: Names
    sites: int = Field(ge=0, le=_MOST)
    visit: str = Field(description="item of the data set verification-site-sampling", examples=["initial"])


class Selection(Node):
    """A systematic selection from a table: every k-th item, or every k-th tonne, from a stated start."""

    id: Slug
    name: Names
    table: Slug
    item: str = Field(description="column of words that names the items", examples=["voucher"])
    value: str = Field(default="", description="column of emissions: items are then selected by emission units")
    sample: int = Field(ge=1, le=_MOST)
    seed: int = Field(ge=0, description="whole number that fixes the start: start = seed modulo the interval")


class RiskLevel(Node):
    """A level of risk and the score from which it holds."""

    id: Slug
    name: Names
    begins: int = Field(ge=1)


class Risk(Node):
    """A risk of misstatement."""

    id: Slug
    name: Names
    likelihood: int = Field(ge=1, le=10)
    impact: int = Field(ge=1, le=10)
    inherent: Amount | None = Field(default=None, description="inherent risk", examples=["80 %"])
    control: Amount | None = Field(default=None, description="control risk", examples=["50 %"])


class Risks(Node):
    """The risk register with the levels that its scores are read in."""

    acceptable: Amount | None = Field(default=None, description="acceptable verification risk", examples=["5 %"])
    levels: list[RiskLevel] = Field(min_length=2)
    entries: list[Risk] = Field(min_length=1)


class Verification(Section):
    """A verification: statement, materiality, misstatements, samples, risks."""

    statement: list[StatementItem] = Field(min_length=1)
    total: Amount | None = Field(
        default=None, description="the total that the statement gives", examples=["105200 tCO2e"]
    )
    materiality: Materiality
    misstatements: list[Misstatement] = Field(default_factory=list)
    sizes: list[SizePlan] = Field(default_factory=list)
    attributes: list[AttributePlan] = Field(default_factory=list)
    emission_units: list[UnitPlan] = Field(default_factory=list)
    stratified: list[StratifiedPlan] = Field(default_factory=list)
    sites: list[SitePlan] = Field(default_factory=list)
    selections: list[Selection] = Field(default_factory=list)
    risks: Risks | None = None

    def contradictions(self, file: ProjectFile) -> Iterable[Finding]:
        """Yield ids of items, tables and columns that are nowhere defined."""
        items = [one.id for one in self.statement]
        for one in self.misstatements:
            if one.item not in items:
                yield unknown_id(one.item, items, one.place("item"), "item of the statement")
        for chosen in self.selections:
            numbers = [(chosen.value, chosen.place("value"))] if chosen.value else []
            words = [(chosen.item, chosen.place("item"))]
            yield from table_findings(file, chosen.table, chosen.place("table"), words, numbers)
