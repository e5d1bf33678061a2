"""Unit processes of a product system: exchanges, co-products, allocation, uncertainty of a value."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from generator.project.inline_factor import InlineFactor
from generator.project.node import Amount, Names, Node, Slug, Year

#: What an emission is of, reported apart (ISO 14067:2018, 7.2): fossil; aircraft; direct land use change; biogenic CO2;
#: other biogenic gases; biogenic CO2 taken up.
Origin = Literal["fossil", "aircraft", "luc", "biogenic", "biogenic-other", "removal"]


class Spread(Node):
    """The distribution of a value; the value itself is the median (lognormal), mean (normal) or mode (triangular)."""

    kind: Literal["lognormal", "normal", "triangular", "uniform"]
    gsd: Decimal | None = Field(default=None, description="lognormal: geometric standard deviation", examples=["1.2"])
    cv: Decimal | None = Field(default=None, description="normal: coefficient of variation, %", examples=["5"])
    low: Decimal | None = Field(default=None, description="triangular, uniform: least value, in the value's unit")
    high: Decimal | None = Field(default=None, description="triangular, uniform: greatest value")
    source: str = Field(default="", description="where the distribution comes from", examples=["近三年月度记录"])


class Pedigree(Node):
    """Scores of the pedigree matrix, 1 (best) to 5, and the basic uncertainty as a variance of the logarithm."""

    reliability: int = Field(ge=1, le=5)
    completeness: int = Field(ge=1, le=5)
    temporal: int = Field(ge=1, le=5)
    geographical: int = Field(ge=1, le=5)
    technological: int = Field(ge=1, le=5)
    basic: Decimal = Field(default=Decimal(0), ge=0, description="basic variance of ln(x)", examples=["0.0006"])


class Tally(Node):
    """An amount that is the sum of a column of a data table, over the rows whose words are those given."""

    table: Slug
    values: str = Field(description="column of numbers", examples=["quantity"])
    where: dict[str, str] = Field(default_factory=dict, description="column of words -> what it says")


class Transport(Node):
    """A leg of transport: mass times distance."""

    mass: Amount
    distance: Amount


class Excluded(Node):
    """Why an exchange is left out under the cut-off rule, and an estimate of what it would emit."""

    reason: Names
    estimate: Amount | None = Field(
        default=None, description="for the process's reference output", examples=["2.5 kgCO2e"]
    )


class PartFactor(Node):
    """A further part of an exchange's factor: its biogenic, land use change or aircraft part."""

    origin: Origin
    factor: InlineFactor | str


class Exchange(Node):
    """An input or output of a unit process, for the process's reference output."""

    id: Slug
    name: Names
    kind: Literal["material", "energy", "electricity", "transport", "emission", "waste"]
    amount: Amount | None = None
    tally: Tally | None = Field(default=None, description="the amount from a data table instead")
    leg: Transport | None = Field(default=None, description="transport: mass and distance instead of an amount")
    process: Slug = Field(default="", description="the process of this system that makes it")
    factor: InlineFactor | str | None = Field(
        default=None, description="a factor with its source, or <data set>/<item>"
    )
    gas: str = Field(default="", description="emission: the gas that is emitted", examples=["CH4"])
    origin: Origin = "fossil"
    parts: list[PartFactor] = Field(default_factory=list, description="the factor's other parts")
    supply: Literal["grid", "supplier", "own"] | None = Field(default=None, description="electricity: whose factor")
    instrument: str = Field(default="", description="electricity from a supplier: what proves it", examples=["绿证"])
    factor_year: Year | None = Field(default=None, description="data year of the factor, by default the footprint's")
    factor_reason: Names | None = Field(default=None, description="why a factor of another year is taken")
    data: Literal["primary", "secondary"] | None = None
    quality: Pedigree | None = None
    spread: Spread | None = Field(default=None, description="distribution of the amount")
    factor_spread: Spread | None = Field(default=None, description="distribution of the factor")
    excluded: Excluded | None = None
    packaging: bool = False
    later: Amount | None = Field(default=None, description="how long after production it happens", examples=["12 a"])
    evidence: str = ""


class CoProduct(Node):
    """Another product of a process."""

    id: Slug
    name: Names
    amount: Amount
    energy: Amount | None = Field(default=None, description="heating value", examples=["18.6 GJ/t"])
    price: Amount | None = Field(default=None, examples=["2400 CNY/t"])
    replaces: InlineFactor | None = Field(default=None, description="substitution: factor of what it replaces")


class Allocation(Node):
    """How the burdens of a process with several products are shared (ISO 14044:2006, 4.3.4)."""

    method: Literal["mass", "energy", "economic", "shares", "substitution"]
    reason: Names
    tolerance: Amount = Field(description="largest gap of the mass balance", examples=["2 %"])
    energy: Amount | None = Field(default=None, description="heating value of the main product", examples=["18.6 GJ/t"])
    price: Amount | None = Field(default=None, description="price of the main product", examples=["2400 CNY/t"])
    shares: dict[str, Decimal] = Field(
        default_factory=dict, description="output -> its share; together one", examples=["{steel: 0.9, slag: 0.1}"]
    )


class UnitProcess(Node):
    """A unit process with the data of a period."""

    id: Slug
    name: Names
    stage: Slug
    output: Amount = Field(description="reference output of the data", examples=["1250 t"])
    exchanges: list[Exchange] = Field(min_length=1)
    products: list[CoProduct] = Field(default_factory=list, description="co-products")
    allocation: Allocation | None = None
