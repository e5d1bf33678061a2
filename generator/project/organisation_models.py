"""Who and where: the client, its roles and sites, the firms that work for it, its boundary, years and criteria."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Literal

from pydantic import Field

from generator.project.node import Amount, Names, Node, Slug, Year


class Client(Node):
    """The organisation that the documents are about."""

    id: Slug
    name: Names
    short: Names
    industry: Names
    region: str = Field(description="province whose electricity factor applies, for example 湖南")
    address: str = ""
    products: Names | None = None
    profile: Names | None = None
    aliases: list[str] = Field(default_factory=list, description="other spellings that the documents may use")
    fictional: bool = False


class Responsible(Node):
    """A role at the client that answers for data; roles and departments, not persons."""

    id: Slug
    role: Names
    department: Names


class Firm(Node):
    """A firm that works for the client."""

    id: Slug
    name: Names


class Engagement(Node):
    """What a firm was engaged for; independence is judged by role and object."""

    id: Slug
    firm: Slug
    role: Literal["advisory", "assurance", "certification", "facility", "training", "brokerage-advice"]
    object: str
    begins: datetime.date
    ends: datetime.date | None = None


class Site(Node):
    """A site inside the organisational boundary."""

    id: Slug
    name: Names
    address: str
    region: str = Field(description="province whose electricity factor applies")
    share: Decimal = Field(default=Decimal(100), ge=0, le=100, description="equity or control share in percent")
    activities: Names | None = None


class Exclusion(Node):
    """A source that was left out, and why."""

    what: Names
    category: int = Field(ge=1, le=6)
    reason: Names
    estimate: Amount | None = None


class Boundary(Node):
    """Organisational and reporting boundary."""

    consolidation: Literal["operational-control", "financial-control", "equity-share"]
    sites: list[Site] = Field(min_length=1)
    exclusions: list[Exclusion] = Field(default_factory=list)
    significance: Names | None = Field(default=None, description="criteria for significant indirect emissions")


def no_boundary() -> Boundary:
    """Return the boundary of a project that accounts for no organisation: a region, a product, a reduction project."""
    return Boundary.model_construct(consolidation="operational-control", sites=[], exclusions=[], significance=None)


class BaseYear(Node):
    """The base year: its year, what was published, when it is recalculated and why it was."""

    year: Year
    reason: Names
    published: Amount | None = None
    published_in: str = ""
    threshold: Amount | None = None
    changes: Names | None = None


class Periods(Node):
    """Reporting years (ascending), the current one, and the base year."""

    reporting: list[Year] = Field(min_length=1)
    current: Year
    base_year: BaseYear


class Criteria(Node):
    """Accounting criteria: standards, GWP set, and which data set answers for which purpose."""

    standards: list[str] = Field(min_length=1, description="ids of the standards register")
    gwp: Literal["SAR", "AR4", "AR5", "AR6"]
    fuels: str = Field(description="data set of fuel properties, for example cn-fuels-gbt32151.22-2024")
    electricity: str = Field(default="cn-electricity", description="data set of electricity factors")
    electricity_level: Literal["province", "grid-region", "national"] = "province"
    electricity_year: Year | None = Field(
        default=None, description="data year; by default the newest before the report"
    )
    materiality: Amount | None = None
