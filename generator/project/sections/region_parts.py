"""The parts of the section ``region``: sectors, items, tables of cells, lines, exchanges, series, published totals."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from generator.project.inline_factor import InlineFactor
from generator.project.node import Amount, Names, Node, Slug, UnitText, Year

#: Main categories of the provincial guidelines.
Category = Literal["energy", "industrial-processes", "agriculture", "land-use", "waste"]
MarkText = Literal["confirmed", "secondary", "unconfirmed"]
_YEARS = "year -> amount"


def plain(label: str) -> str:
    """Return a label of a table without regard to case, underscores and white space."""
    return " ".join(label.replace("_", " ").casefold().split())


class NamedFactor(Node):
    """A figure of a data set by everything that tells it from others."""

    set: str = Field(description="id of the data set", examples=["cn-provincial-agriculture"])
    item: str = Field(examples=["单季稻"])
    property: str = "factor"
    region: str | None = Field(default=None, examples=["中南华南"])
    year: Year | None = Field(default=None, description="data year; a figure of another year is never taken")
    purpose: str | None = None
    complement: bool = Field(default=False, description="count one less the figure: the share that is not recovered")


def _which(written: Any, key: str, named: str) -> str:
    """Tell by its keys which of two forms was meant, so that a finding speaks of that one alone."""
    if isinstance(written, (Node, list)):
        return type(written).__name__ if isinstance(written, Node) else "list"
    if not isinstance(written, dict):
        return "str"
    return named if key in written or "region" in written else "InlineFactor"


def _which_factor(written: Any) -> str:
    return _which(written, "set", "NamedFactor")


#: A factor by name, brought along, or as a figure of a data set.
_ByName = Annotated[str, Tag("str")]
_Own = Annotated[InlineFactor, Tag("InlineFactor")]
_Named = Annotated[NamedFactor, Tag("NamedFactor")]
OneFactor = Annotated[_ByName | _Own | _Named, Discriminator(_which_factor)]
Factors = Annotated[_ByName | _Own | _Named | Annotated[list[OneFactor], Tag("list")], Discriminator(_which_factor)]


class HalfWidths(Node):
    """Half-widths of the 95 % interval in percent."""

    activity: Decimal = Field(ge=0, examples=["5"])
    factor: Decimal = Field(ge=0, examples=["10"])


class Group(Node):
    """A group of sectors: an industry, a main sector of the guidelines."""

    id: Slug
    name: Names


class RegionSector(Node):
    """A sector and what tables call it; several labels may mean one sector, since labels change over the years."""

    id: Slug
    name: Names
    labels: list[str] = Field(default_factory=list, examples=['["Coal Mining and Dressing"]'])
    groups: list[Slug] = Field(default_factory=list, examples=["[secondary]"])


class RegionItem(Node):
    """A fuel, an energy carrier or a process: a column of the table, or a label of its items."""

    id: Slug
    name: Names
    labels: list[str] = Field(default_factory=list, examples=['["Raw Coal", "Raw_Coal"]'])
    category: Category = "energy"
    carrier: Literal["fuel", "electricity", "heat"] = Field(
        default="fuel", description="electricity and heat are consumed without emissions where they are consumed"
    )
    fuel: str = Field(default="", description="name in the fuel data set", examples=["烟煤"])
    fuels: str = Field(default="", description="another fuel data set than the criteria name")
    unit: UnitText | None = Field(
        default=None,
        description="unit of this item in a table whose column of numbers has the unit 1",
        examples=["10^4 t"],
    )
    ncv: InlineFactor | None = None
    carbon_content: InlineFactor | None = None
    oxidation: InlineFactor | None = None
    factor: InlineFactor | None = Field(default=None, description="emission factor instead of the three properties")
    uncertainty: HalfWidths | None = None


class TotalLabels(Node):
    """Labels of rows and columns that are sums of others: compared with, never counted."""

    sectors: list[str] = Field(default_factory=list, examples=['["Total Consumption"]'])
    items: list[str] = Field(default_factory=list, examples=['["Scope_1_Total"]'])


class CellTable(Node):
    """A table of sectors by items and years, long (year, sector, item, value) or wide (one column of numbers an item).

    The keys ``year``, ``sector``, ``item`` and ``value`` are the table's own names of its columns. Without ``item`` and
    ``value`` every column of numbers is an item, by its id or label.
    """

    table: Slug = Field(examples=["ceads"])
    year: str = "year"
    sector: str = "sector"
    item: str = ""
    value: str = ""
    gas: str = Field(default="CO2", description="gas of the emissions, or CO2e")
    totals: TotalLabels = Field(default_factory=TotalLabels)
    absent: Literal["missing", "zero"] = Field(
        default="missing",
        description="what a sector without rows in a year, or an empty cell, means: missing data, or nothing emitted",
    )
    tolerance: Decimal = Field(default=Decimal("0.1"), ge=0, description="difference from totals that may be, in %")
    source: str = Field(examples=["CEADs, Shan et al. 2016, 2018, 2020; Guan et al. 2021"])


class YearColumn(Node):
    """Yearly amounts in a table: a column of numbers, the column of years, and which rows count."""

    table: Slug = Field(examples=["livestock"])
    value: str = Field(description="the table's name of the column of numbers", examples=["heads"])
    year: str = "year"
    where: dict[str, str] = Field(
        default_factory=dict, description="column of words -> text", examples=["{kind: 奶牛}"]
    )


class Line(Node):
    """One category of sources or sinks: activity x factor, a year at a time, of one gas."""

    id: Slug
    name: Names
    category: Category
    gas: str = Field(default="CO2", examples=["CH4"])
    removal: bool = Field(default=False, description="a sink: shown apart, never netted silently")
    unit: UnitText = Field(description="unit of the activity", examples=["10^4 t"])
    activity: dict[str, Amount] = Field(default_factory=dict, description=_YEARS, examples=['{"2019": 6700 万t}'])
    table: YearColumn | None = Field(default=None, description="the activity in a table instead")
    factor: Factors = Field(
        description="<data set>/<item>, a figure of a set, a factor with its source, or several: a product",
        examples=["cn-process-provincial/水泥熟料"],
    )
    uncertainty: HalfWidths | None = None


class GridFactor(Node):
    """An electricity factor: of the year that is counted, unless ``year`` names another."""

    set: str = Field(default="", description="data set; by default that of the criteria")
    level: Literal["province", "grid-region", "national"] = "grid-region"
    region: str = Field(examples=["华中"])
    year: Year | None = None
    purpose: str = "location"


def _which_grid(written: Any) -> str:
    return _which(written, "level", "GridFactor")


class Exchange(Node):
    """Electricity that crosses the region's border, with the factor of the grid that generates it."""

    id: Slug
    name: Names
    direction: Literal["import", "export"]
    quantity: dict[str, Amount] = Field(description=_YEARS, examples=['{"2019": 30000 GWh}'])
    factor: Annotated[_Own | Annotated[GridFactor, Tag("GridFactor")], Discriminator(_which_grid)]


class Series(Node):
    """A yearly series with its source."""

    values: dict[str, Amount] = Field(description=_YEARS, examples=['{"2019": 6640 万person}'])
    source: str = Field(examples=["湖南统计年鉴2020"])
    mark: MarkText = "confirmed"


class Product(Series):
    """The gross domestic product, with the year whose prices it is in."""

    prices: Year | Literal["current"] = Field(description="year of the constant prices, or current", examples=["2015"])


class Published(Node):
    """A total that was published, to compare with."""

    id: Slug
    name: Names
    of: Literal["gross", "net", "removals", "without-land-use", "with-electricity", "table"] | Category
    year: Year
    value: Amount = Field(examples=["310.642 MtCO2"])
    source: str = Field(examples=["湖南省温室气体清单2019"])
    mark: MarkText = "confirmed"
    tolerance: Decimal = Field(default=Decimal("0.1"), ge=0, description="difference that may be, in %")


class KeyCategories(Node):
    """Which categories are ranked: the table by sectors or by items, and every line."""

    by: Literal["sectors", "items"] = "items"
    year: Year | None = Field(default=None, description="year of the level assessment; by default the current year")
    base: Year | None = Field(default=None, description="base of the trend assessment; by default the base year")
