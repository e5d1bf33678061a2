"""The section ``drivers``: what a change of emissions is decomposed into, and where the numbers stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from generator.base.findings import Finding, Position
from generator.project import faults
from generator.project.node import Names, Node, Section, Slug, UnitText, Year
from generator.project.unknown import unknown_id

if TYPE_CHECKING:
    from generator.project.models import DataTable, ProjectFile


class Sector(Node):
    """A sub-sector, and what the table calls it."""

    id: Slug = Field(examples=["industry"])
    name: Names
    rows: list[str] = Field(
        default_factory=list, description="what the table calls it, where that is not its name", examples=[["工业"]]
    )


class SectorSeries(Node):
    """A factor's numbers of one sub-sector, year by year."""

    sector: Slug
    values: dict[str, Decimal] = Field(min_length=1, description="year -> number", examples=[{"2020": 31.2}])


class Factor(Node):
    """A factor of the product, or the quantity whose ratio to the one before is the factor."""

    id: Slug = Field(examples=["energy-intensity"])
    name: Names
    column: str = Field(default="", description="column of numbers of the table")
    table: Slug = Field(default="", description="another table than the decomposition's", validate_default=False)
    fact: str = Field(
        default="",
        description="numbers that the regional inventory gives, named without the year: see dimension",
        examples=["region.sector", "region.total[basis=gross]"],
    )
    over: Literal["sector", "all", "year"] = Field(
        default="sector",
        description="sector: one number a sub-sector and year; all: the sum of the column over the sub-sectors; "
        "year: one number a year for all sub-sectors",
    )
    unit: UnitText = Field(default="1", description="of numbers written here")
    values: dict[str, Decimal] = Field(default_factory=dict, description="year -> number, the same for all sub-sectors")
    sectors: list[SectorSeries] = Field(default_factory=list, description="numbers by sub-sector and year")
    share: bool = Field(default=False, description="a share: its numbers of one year must sum to one")

    @property
    def inline(self) -> bool:
        """Whether its numbers stand here rather than in a table."""
        return bool(self.values or self.sectors)


class Decomposition(Section):
    """A decomposition of the change of an aggregate into drivers."""

    id: Slug = Field(examples=["co2"])
    name: Names
    unit: UnitText = Field(description="of the aggregate: the product of the factors", examples=["10^4 tCO2"])
    method: Literal["lmdi-1", "lmdi-2"]
    multiplicative: bool = Field(default=False, description="also the multiplicative form, beside the additive one")
    given: Literal["factors", "quantities"] = Field(
        description="factors: their product is the aggregate; quantities: each factor is a quantity divided by the one "
        "before, the last quantity is the aggregate"
    )
    chained: bool = Field(description="year by year over all years, or between the first and the last alone")
    years: list[Year] = Field(
        default_factory=list,
        description="the years to take; by default every year of the data. A chained decomposition needs every year "
        "between, or these written out",
        examples=[[2015, 2020]],
    )
    table: Slug = Field(default="", description="id of the data table", validate_default=False)
    year: str = Field(default="year", description="the table's column of words that names the year")
    sector: str = Field(default="", description="the table's column of words that names the sub-sector")
    dimension: Literal["sector", "energy", "category", "gas"] | None = Field(
        default=None,
        description="what tells sub-sectors of the region's facts apart; its values are sub-sectors, or `rows` of one",
    )
    sectors: list[Sector] = Field(default_factory=list)
    factors: list[Factor] = Field(min_length=2)

    def table_of(self, factor: Factor) -> str:
        """Return the id of the table that a factor's column stands in."""
        return factor.table or self.table

    def contradictions(self, file: ProjectFile) -> Iterable[Finding]:
        """Yield tables, columns and sub-sectors that are not there, factors without numbers, years out of order."""
        tables = {table.id: table for table in file.tables}
        for factor in self.factors:
            yield from self._source(factor, tables)
            known = [sector.id for sector in self.sectors]
            for series in factor.sectors:
                if series.sector not in known:
                    yield unknown_id(series.sector, known, series.place("sector"), "sub-sector")
                yield from _years(series.values, series.place)
            yield from _years(factor.values, factor.place)
        if sorted(set(self.years)) != self.years or len(self.years) == 1:
            right = sorted(set(self.years)) if len(set(self.years)) > 1 else [self.years[0], self.years[0] + 5]
            yield faults.PERIODS.at(
                self.place("years"),
                "年份应从早到晚、不重复，且不少于两个",
                "years must ascend, each once, and be two or more",
                hint_zh=f"years: {right}",
                hint_en=f"years: {right}",
            )

    def _source(self, factor: Factor, tables: Mapping[str, DataTable]) -> Iterable[Finding]:
        sources = (factor.column, factor.fact, factor.values, factor.sectors)
        if sum(map(bool, sources)) != 1:
            yield faults.MISSING_KEY.at(
                factor.place("column"),
                f"因素“{factor.id}”的数据应有且只有一处来源：column、fact、values 或 sectors",
                f"factor {factor.id!r} must have its numbers in one place: column, fact, values or sectors",
                hint_zh=f"例如 column: {factor.id}",
                hint_en=f"for example column: {factor.id}",
            )
            return
        if factor.fact and (self.sectors or self.sector) and self.dimension is None and factor.over != "year":
            yield faults.MISSING_KEY.at(
                self.place("dimension"),
                "列出了子部门，但没有写明区域数值按哪个维度分",
                "there are sub-sectors, and no word which dimension of the region's facts names them",
                hint_zh="例如 dimension: sector",
                hint_en="for example dimension: sector",
            )
        if factor.inline or factor.fact:
            return
        name = self.table_of(factor)
        at = factor.place("table") if factor.table else self.place("table")
        if name not in tables:
            yield unknown_id(name, list(tables), at, "table")
            return
        table = tables[name]
        if factor.column not in table.values:
            yield unknown_id(factor.column, list(table.values), factor.place("column"), "column of numbers")
        for key in ("year", "sector"):
            word = getattr(self, key)
            if word and word not in table.columns and not (key == "sector" and factor.over == "year"):
                yield unknown_id(word, list(table.columns), self.place(key), "column of words")
        if self.sectors and not self.sector and factor.over != "year":
            yield faults.MISSING_KEY.at(
                self.place("sector"),
                "列出了子部门，但没有写明表中哪一列是子部门",
                "there are sub-sectors, and no word which column of the table names them",
                hint_zh="例如 sector: sector",
                hint_en="for example sector: sector",
            )


def _years(values: Mapping[str, Decimal], place: Callable[[str], Position]) -> Iterable[Finding]:
    for year in values:
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            yield faults.METRIC_YEARS.at(
                place(f"values.{year}"),
                f"“{year}”不是年份",
                f"{year!r} is no year",
                hint_zh='例如 values: {"2020": 31.2}',
                hint_en='for example values: {"2020": 31.2}',
            )
