"""The section ``factory``: zero-carbon factory indicators, and the green factory score by GB/T 36132-2025."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from generator.base.findings import Finding
from generator.project import faults
from generator.project.inline_factor import InlineFactor
from generator.project.node import Amount, Names, Node, Section, Slug, UnitText, Year
from generator.project.unknown import unknown_id

if TYPE_CHECKING:
    from generator.project.models import ProjectFile

Dimension = Literal["energy", "resource", "production", "product", "land"]


class FactoryYear(Node):
    """What the zero-carbon indicators of a year are made of; what the inventory has may be left out."""

    year: Year
    energy: Amount | None = Field(
        default=None,
        examples=["12000 tce"],
        description="energy with electricity at equivalent value; left out: from the inventory",
    )
    emission: Amount | None = Field(
        default=None, examples=["15000 tCO2"], description="CO2; left out: the inventory's CO2 of scopes 1 and 2"
    )
    non_fossil: Amount = Field(examples=["4200 tce"], description="non-fossil energy, green certificates included")
    electricity: Amount | None = Field(
        default=None, examples=["30 GWh"], description="all electricity used; left out: from the inventory"
    )
    traced: Amount = Field(examples=["12 GWh"], description="physically traced non-fossil power; certificates are none")
    cancelled: Amount | None = Field(default=None, examples=["2000 tCO2e"], description="carbon credits cancelled")


class ZeroCarbon(Node):
    """Zero-carbon factory indicators by year."""

    years: list[FactoryYear] = Field(min_length=1)
    basis: Literal["location", "market"] = Field(
        default="market", description="method of the inventory by which purchased electricity counts"
    )
    electricity_equivalent: InlineFactor | None = Field(default=None, description="coal equivalent at equivalent value")


class ScoreIndicator(Node):
    """An indicator of the project's standard table: weight, base and leading value, and the factory's value."""

    id: Slug
    name: Names
    dimension: Dimension
    kind: Literal["quantitative", "qualitative"] = "quantitative"
    direction: Literal["higher", "lower"] = Field(default="higher", description="whether more or less is better")
    unit: UnitText = Field(default="1", examples=["kgce/万元"])
    weight: Decimal = Field(gt=0, examples=["8"], description="points; the weights add up to scoring.full")
    base: Decimal | None = Field(default=None, examples=["55"], description="基准值")
    leading: Decimal | None = Field(default=None, examples=["85"], description="引领值")
    value: Decimal | None = Field(default=None, examples=["62"], description="the factory's value in the unit")
    fact: str = Field(default="", examples=["intensity.value[period=2024,product=output,basis=market]"])
    achieved: Amount | None = Field(default=None, examples=["100 %"], description="of a qualitative indicator")
    not_applicable: Names | None = Field(default=None, description="why the indicator does not apply")


class Scoring(Node):
    """Green factory score: the frame of the standard, the weights and values of the project's own standard table."""

    standard: str = Field(examples=["GB/T 36132-2025 附录C 及行业评价要求"])
    mark: Literal["confirmed", "secondary", "unconfirmed"] = Field(
        examples=["confirmed"], description="whether weights, base and leading values were read in the document itself"
    )
    year: Year
    full: Decimal = Field(default=Decimal(100), examples=["100"], description="what the weights add up to: 100 or 1")
    at_base: Decimal = Field(default=Decimal(0), ge=0, le=100, description="percent of the points at the base value")
    below_base: Decimal = Field(default=Decimal(0), ge=0, le=100, description="percent of the points short of it")
    between: Literal["linear", "step"] = Field(
        default="linear", description="between base and leading value: in a line, or as at the base value"
    )
    not_applicable: Literal["", "rescale", "zero", "full"] = Field(
        default="", description="points of indicators that do not apply: taken out of the frame, none, or all"
    )
    indicators: list[ScoreIndicator] = Field(default_factory=list)
    table: str = Field(
        default="",
        examples=["green-factory"],
        description="id of a table of indicators: columns of words indicator (its id), name, dimension, direction, "
        "unit, and if need be kind, name_en; columns of numbers weight, base, leading, value, each of unit 1",
    )


class Factory(Section):
    """A factory that is to be zero-carbon or green."""

    name: Names
    zero_carbon: ZeroCarbon | None = None
    scoring: Scoring | None = None

    def contradictions(self, file: ProjectFile) -> Iterable[Finding]:
        """Yield tables that are not there, years that stand twice, and points out of order."""
        if self.zero_carbon is not None:
            yield from _years(self.zero_carbon)
        scoring = self.scoring
        if scoring is None:
            return
        known = [table.id for table in file.tables]
        if scoring.table and scoring.table not in known:
            yield unknown_id(scoring.table, known, scoring.place("table"), "table")
        if scoring.below_base > scoring.at_base:
            yield faults.WRONG_VALUE.at(
                scoring.place("below_base"),
                f"未达基准值的得分比例 {scoring.below_base}% 高于基准值处的 {scoring.at_base}%",
                f"short of the base value {scoring.below_base} % of the points are given, at it {scoring.at_base} %",
                hint_zh="below_base: 0",
                hint_en="below_base: 0",
            )


def _years(zero_carbon: ZeroCarbon) -> Iterator[Finding]:
    years = [one.year for one in zero_carbon.years]
    if sorted(set(years)) != years:
        right = sorted(set(years))
        yield faults.PERIODS.at(
            zero_carbon.place("years"),
            "零碳工厂的年份应从早到晚、不重复",
            "the years of the factory must ascend, each once",
            hint_zh=f"{right}",
            hint_en=f"{right}",
        )
