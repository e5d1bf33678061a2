"""The sources of an organisation's inventory, their activity data, what intensities are divided by, and contracts."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from generator.project.inline_factor import InlineFactor
from generator.project.node import Amount, Names, Node, Slug, UnitText, Year
from generator.project.table_models import TableFile


class Uncertainty(Node):
    """Half-widths of the 95 % interval in percent."""

    activity: Decimal = Field(ge=0)
    factor: Decimal = Field(ge=0)


class Quality(Node):
    """Data quality scores from 1 (best) to 5."""

    activity: int = Field(ge=1, le=5)
    factor: int = Field(ge=1, le=5)


class Use(Node):
    """A share of a source's energy that goes to one use."""

    name: Names
    share: Decimal = Field(gt=0, le=100)


SourceKind = Literal[
    "stationary-combustion",
    "mobile-combustion",
    "process",
    "fugitive",
    "biogenic-combustion",
    "purchased-electricity",
    "purchased-heat",
    "sold-electricity",
    "sold-heat",
    "self-generated-electricity",
    "value-chain",
]


class Source(Node):
    """An emission source: what burns, leaks, is bought or happens in the value chain."""

    id: Slug
    name: Names
    site: Slug
    facility: Names
    kind: SourceKind
    unit: UnitText = Field(description="unit in which its activity is added up, for example t, 10^4 Nm3, MWh")
    fuel: str = Field(default="", description="name in the fuel data set, for example 天然气")
    material: str = Field(default="", description="what the activity counts: clinker, R410A, electricity …")
    gas: str = Field(default="CO2", description="gas that leaks, or CO2")
    factor: str | InlineFactor | None = Field(
        default=None, description="id in a factor data set, or a factor with source"
    )
    ncv: InlineFactor | None = Field(default=None, description="measured net calorific value instead of the default")
    carbon_content: InlineFactor | None = None
    oxidation: InlineFactor | None = None
    other_gases: bool = Field(default=False, description="add CH4 and N2O of combustion from the IPCC set")
    scope3_category: int | None = Field(default=None, ge=1, le=15)
    uncertainty: Uncertainty | None = None
    quality: Quality | None = None
    uses: list[Use] = Field(default_factory=list)
    responsible: Slug
    evidence: str = ""
    meter: str = ""
    frequency: str = ""
    cross_check: str = ""

    @property
    def substance(self) -> str:
        """What its quantities count: the material, else the fuel, else electricity, heat or the gas that leaks.

        A source's unit has this substance: ``parse_unit(source.unit).of(source.substance)``.
        """
        if self.material or self.fuel:
            return self.material or self.fuel
        if self.kind.endswith("electricity"):
            return "electricity"
        if self.kind.endswith("heat"):
            return "heat"
        return self.gas if self.kind == "fugitive" else ""


class Columns(Node):
    """Which header names which column of an activity table."""

    source: str
    quantity: str = ""
    unit: str = ""
    month: str = ""
    site: str = ""
    evidence: str = ""
    meter: str = ""
    note: str = ""
    months: dict[str, int] = Field(default_factory=dict, description="header -> month, where months are columns")


class ActivityTable(TableFile):
    """A table of activity data."""

    year: Year | None = Field(default=None, description="year of the rows where the month column names the month only")
    columns: Columns
    sources: dict[str, Slug] = Field(default_factory=dict, description="what the table calls a source -> source id")
    sites: dict[str, Slug] = Field(default_factory=dict)
    skip: list[str] = Field(default_factory=list, description="source names of rows that are sub-totals")


class InlineActivity(Node):
    """A quantity typed into the project file."""

    source: Slug
    period: str = Field(pattern=r"^\d{4}(-\d{2})?$")
    quantity: Amount
    evidence: str = ""
    assumed: bool = False


class Activity(Node):
    """Activity data: tables, and quantities typed here."""

    tables: list[ActivityTable] = Field(default_factory=list)
    inline: list[InlineActivity] = Field(default_factory=list)


class Metric(Node):
    """What intensities are divided by: output value, product quantities."""

    id: Slug
    name: Names
    unit: UnitText
    values: dict[str, Decimal]
    evidence: str = ""
    responsible: Slug = ""


class Instrument(Node):
    """A contract for electricity that the market-based method counts: certificate, power purchase."""

    id: Slug
    kind: Literal["green-certificate", "green-power-contract"]
    site: Slug
    period: Year
    quantity: Amount
    factor: Amount
    evidence: str
    serials: str = ""
