"""The section ``region``: a regional greenhouse-gas inventory by the guidelines for provincial inventories."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from generator.base.findings import Finding
from generator.project.node import Names, Section, Slug
from generator.project.sections.region_parts import (
    CellTable,
    Exchange,
    Group,
    KeyCategories,
    Line,
    Product,
    Published,
    RegionItem,
    RegionSector,
    Series,
)

if TYPE_CHECKING:
    from generator.project.models import ProjectFile


class Region(Section):
    """A province, city, county or park: emissions by sector, item, category and gas, removals apart.

    Its years are the reporting years of ``periods``; what changes is told against the base year.
    """

    id: Slug = Field(examples=["hunan"])
    name: Names = Field(examples=["{zh: 湖南省, en: Hunan}"])
    level: Literal["province", "city", "county", "park"]
    fuels: str = Field(default="", description="fuel data set; by default that of the criteria")
    classification: str = Field(
        default="", description="list of sectors and items that comes along", examples=["ceads-provinces"]
    )
    groups: list[Group] = Field(default_factory=list)
    sectors: list[RegionSector] = Field(default_factory=list)
    items: list[RegionItem] = Field(default_factory=list)
    emissions: CellTable | None = Field(default=None, description="a ready table of emissions by sector and item")
    consumption: CellTable | None = Field(default=None, description="a table of energy consumption, to be multiplied")
    lines: list[Line] = Field(default_factory=list)
    electricity: list[Exchange] = Field(default_factory=list)
    population: Series | None = None
    gdp: Product | None = None
    primary_energy: Series | None = None
    non_fossil_energy: Series | None = None
    published: list[Published] = Field(default_factory=list)
    key_categories: KeyCategories | None = None

    @property
    def cells(self) -> CellTable | None:
        """The table of sectors by items, whichever it holds."""
        return self.emissions or self.consumption

    def contradictions(self, file: ProjectFile) -> Iterable[Finding]:
        """Yield unknown ids and columns, labels of two sectors, totals among the sectors, years that are none."""
        from generator.project.sections.region_checks import region_findings

        return region_findings(self, file)
