"""The section ``scenarios``: sectors, energies and stocks of a base year, and the scenarios that carry them on."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from generator.base.findings import Finding
from generator.project.node import Amount, Names, Node, Section, Slug, UnitText, Year
from generator.project.sections.curves import Curve
from generator.project.sections.scenario_references import unknown_names

if TYPE_CHECKING:
    from generator.project.models import ProjectFile

Mark = Literal["confirmed", "secondary", "unconfirmed"]


class EnergyFactor(Node):
    """The emission factor of the base year, with its source."""

    value: Decimal = Field(ge=0)
    unit: UnitText = Field(description="emission per energy, such as tCO2/tce or tCO2/MWh")
    source: str
    year: str = ""
    mark: Mark


class EnergyFigure(Node):
    """A figure of a data set: the emission factor of the base year."""

    data_set: str = Field(description="for example cn-electricity")
    item: str = Field(examples=["electricity"])
    property: str = Field(default="factor", description="for example province, national", examples=["national"])
    region: str | None = Field(default=None, examples=["全国"])
    year: Year | None = Field(default=None, description="data year")
    purpose: str | None = Field(default=None, description="what the figure may be used for, such as location")


class Energy(Node):
    """A fuel, electricity or heat, with its emission factor of the base year: given, or a data set's figure."""

    id: Slug
    name: Names
    factor: EnergyFactor | None = None
    figure: EnergyFigure | None = None


class Sector(Node):
    """A sector in the base year: what it does, the energy it takes, which energy, and its process emissions.

    Its energy is given by type (``energy``), or as an intensity with shares.
    """

    id: Slug
    name: Names
    activity: Amount = Field(description="activity of the base year", examples=["1200 t"])
    intensity: Amount | None = Field(default=None, description="energy per activity", examples=["0.6 tce/t"])
    shares: dict[str, Decimal] = Field(
        default_factory=dict, description="energy -> percent of the sector's energy; they add up to 100"
    )
    energy: dict[str, Amount] = Field(
        default_factory=dict, description="energy -> what the sector used of it, instead of intensity and shares"
    )
    process: Amount | None = Field(default=None, description="process emissions per activity")

    @property
    def takes_energy(self) -> bool:
        """Whether the sector uses energy in the model."""
        return self.intensity is not None or bool(self.energy)

    @property
    def base_energies(self) -> tuple[str, ...]:
        """The energies of the base year."""
        return tuple(self.energy or self.shares)


class Stock(Node):
    """Equipment of an old and a new technology in the base year; ``lifetime`` is in whole years."""

    id: Slug
    name: Names
    old: Amount = Field(description="old equipment at the end of the base year", examples=["1000 台"])
    new: Amount = Field(description="new equipment at the end of the base year", examples=["0 台"])
    lifetime: Amount = Field(description="years from installation to retirement", examples=["20 a"])


class Removal(Node):
    """A removal of CO2 from the air (a sink): shown apart, never netted inside a sector."""

    id: Slug
    name: Names
    base: Amount = Field(description="removal of the base year, positive")


class ReductionWedge(Node):
    """A measure as an explicit reduction a year, zero in the base year."""

    id: Slug
    name: Names
    sector: Slug
    path: Curve = Field(description="reduction of each year, as points (or a table) that start from 0 in the base year")


class SharePoint(Node):
    """Energy shares of one year in percent; energies that are not listed have none."""

    year: Year
    shares: dict[str, Decimal]


class Electrification(Node):
    """The share of one energy on a path of its own; the other energies keep their proportions."""

    energy: Slug
    path: Curve = Field(description="share of the sector's energy, in percent")


class SectorPath(Node):
    """What a scenario assumes of a sector; what it leaves out is the reference scenario's."""

    sector: Slug
    activity: Curve | None = None
    intensity: Curve | None = None
    process: Curve | None = None
    shares: list[SharePoint] = Field(default_factory=list, description="a straight line leads from point to point")
    hold_shares: bool = Field(default=False, description="the last shares stay to the end")
    electrification: Electrification | None = None


class FactorPath(Node):
    """How an energy's emission factor goes on; without one it stays."""

    energy: Slug
    path: Curve


class StockPath(Node):
    """How a stock goes on: its whole, and the part of new technology among what is added."""

    stock: Slug
    total: Curve
    penetration: Curve = Field(description="percent of the additions that are of new technology")
    penetration_base: Amount = Field(description="that percentage in the base year", examples=["10 %"])


class RemovalPath(Node):
    """How a removal goes on."""

    removal: Slug
    path: Curve


class ScenarioPath(Node):
    """A scenario of the model.

    ``follows: sectors``: its path is what its sectors emit. ``follows: measures``: what they emit less its measures.
    ``follows: target``: the path given under ``target``.
    """

    id: Slug
    name: Names
    follows: Literal["sectors", "measures", "target"] = "sectors"
    sectors: list[SectorPath] = Field(default_factory=list)
    factors: list[FactorPath] = Field(default_factory=list)
    stocks: list[StockPath] = Field(default_factory=list)
    removals: list[RemovalPath] = Field(default_factory=list)
    measures: list[Slug] = Field(default_factory=list)
    gdp: Curve | None = None
    target: Curve | None = Field(default=None, description="the emission path, where the scenario follows a target")


class ComparedYear(Node):
    """An earlier year with which intensity per GDP is compared, such as 2005."""

    year: Year
    emission: Amount
    gdp: Amount
    source: str
    mark: Mark


class CarbonBudget(Node):
    """An amount of emissions that the years from ``begins`` on may use up."""

    value: Amount
    begins: Year
    source: str
    mark: Mark


class PathTarget(Node):
    """A target of a year: an amount, or a percentage below the base year."""

    id: Slug
    name: Names
    year: Year
    value: Amount | None = None
    reduction: Decimal | None = Field(default=None, gt=0, le=100, description="percent below the base year")


class SensitivityParameter(Node):
    """An input that is made lower and higher, one at a time.

    ``low`` and ``high`` change its values in every year after the base year by a percentage; ``yearly: true`` lets the
    change grow by that percentage every year, as another growth rate would.
    """

    id: Slug
    name: Names
    item: Literal["activity", "intensity", "process", "factor", "measure"]
    sector: Slug | None = Field(default=None, description="left out: all sectors")
    energy: Slug | None = Field(default=None, description="for item factor")
    measure: Slug | None = Field(default=None, description="for item measure")
    low: Amount = Field(examples=["-10 %"])
    high: Amount = Field(examples=["10 %"])
    yearly: bool = False


class Sensitivity(Node):
    """Which result is examined, of which scenario, and what is changed."""

    scenario: Slug
    result: Literal["path", "cumulative", "maximum"]
    year: Year | None = Field(default=None, description="the year of the path")
    parameters: list[SensitivityParameter] = Field(min_length=1)


class ScenarioModel(Section):
    """A sectoral scenario model of a region, a park or an enterprise."""

    base: Year = Field(description="base year: the values of sectors, energies and stocks are this year's")
    to: Year = Field(description="last year, 2060 at the latest")
    unit: UnitText = Field(description="unit of emissions: tCO2 or tCO2e, or a multiple", examples=["万tCO2"])
    energy_unit: UnitText = Field(default="tce", description="unit of energy: tce, GJ, MWh, or a multiple")
    reference: Slug = Field(description="the scenario without measures (business as usual)")
    energies: list[Energy] = Field(default_factory=list)
    sectors: list[Sector] = Field(min_length=1)
    stocks: list[Stock] = Field(default_factory=list)
    removals: list[Removal] = Field(default_factory=list)
    measures: list[ReductionWedge] = Field(default_factory=list)
    gdp: Amount | None = Field(default=None, description="GDP (or added value) of the base year", examples=["520 亿元"])
    compared: ComparedYear | None = None
    plateau: Amount | None = Field(
        default=None, description="how far below its peak a path still stands on the plateau", examples=["1 %"]
    )
    budget: CarbonBudget | None = None
    targets: list[PathTarget] = Field(default_factory=list)
    sensitivity: Sensitivity | None = None
    scenarios: list[ScenarioPath] = Field(min_length=1)

    def contradictions(self, file: ProjectFile) -> Iterable[Finding]:
        """Yield a finding for every id that nothing in the section, or no table of the project, has."""
        return unknown_names(self, file)
