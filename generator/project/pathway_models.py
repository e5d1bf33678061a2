"""The models of targets, scenarios, measures, peers, policies and stages."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from generator.project.node import Amount, Names, Node, Slug, Year


class Growth(Node):
    """Yearly change of activity in percent, for the sources named, between two years (both included)."""

    sources: list[Slug] = Field(min_length=1)
    begins: Year
    ends: Year
    rate: Decimal
    basis: Names


class GridPoint(Node):
    """An assumed electricity factor of a future year."""

    year: Year
    factor: Amount
    basis: Names


class Scenario(Node):
    """A scenario: growth of activity, grid factor path, and the measures it takes."""

    id: Slug
    name: Names
    growth: list[Growth] = Field(default_factory=list)
    grid: list[GridPoint] = Field(default_factory=list)
    measures: list[Slug] = Field(default_factory=list)


class Measure(Node):
    """A reduction measure: ``reduction`` a year at full effect, which rises in a line from ``begins`` to ``full``."""

    id: Slug
    name: Names
    lever: Names
    sources: list[Slug] = Field(min_length=1)
    begins: Year
    full: Year
    reduction: Amount
    capex: Amount
    opex: Amount
    saving: Amount
    lifetime: Amount
    responsible: Slug
    status: Literal["idea", "studied", "approved", "under-way", "done"]
    acceptance: Names = Field(description="how it is checked that the measure works")


class Target(Node):
    """A target against the base year."""

    id: Slug
    name: Names
    scopes: list[Literal[1, 2, 3]] = Field(min_length=1)
    basis: Literal["location", "market"]
    year: Year
    reduction: Decimal = Field(gt=0, le=100, description="percent below the base year")
    origin: Names
    metric: Slug = Field(default="", description="for an intensity target: the metric that divides")


class Pathway(Node):
    """Scenarios to the target year."""

    to: Year
    reference: Slug = Field(description="the scenario without measures")
    chosen: Slug = Field(description="the scenario that the client decides for")
    discount_rate: Amount
    scenarios: list[Scenario] = Field(min_length=2)
    measures: list[Measure] = Field(default_factory=list)


class Peer(Node):
    """A peer's indicator, with where it was published."""

    name: Names
    metric: Slug
    value: Amount
    year: Year
    source: str
    mark: Literal["confirmed", "secondary", "unconfirmed"]


class Policy(Node):
    """A policy or standard that bears on the client, and what it asks for."""

    id: Slug
    reference: str = Field(description="id of the standards register")
    bearing: Names


class Stage(Node):
    """A stage of the action plan."""

    id: Slug
    name: Names
    begins: Year
    ends: Year
    tasks: list[Names] = Field(min_length=1)
