"""The section ``carbon_market``: compliance entities of an emissions trading system, their units, prices, accounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from generator.base.findings import Finding, Position
from generator.project import faults
from generator.project.inline_factor import InlineFactor
from generator.project.node import Amount, Names, Node, Section, Slug, Year
from generator.project.serials import SerialBlock, backwards
from generator.project.unknown import unknown_id

if TYPE_CHECKING:
    from generator.project.models import ProjectFile

_PER_MWH = {"value": 0.7910, "unit": "tCO2/MWh", "source": "2023、2024年度配额方案", "mark": "secondary"}


class UnitYear(Node):
    """One compliance year of a generating unit or production line."""

    year: Year
    electricity: Amount | None = Field(
        default=None,
        description="electricity as the allocation plan counts it (2023 on: generated; before: supplied)",
        examples=["1200000 MWh"],
    )
    heat: Amount | None = Field(default=None, description="heat supplied", examples=["500000 GJ"])
    heat_ratio: Amount | None = Field(default=None, description="heat supply ratio 供热比", examples=["12 %"])
    load_factor: Amount | None = Field(
        default=None, description="load (output) factor 负荷（出力）系数", examples=["78 %"]
    )
    load_correction: InlineFactor | None = Field(
        default=None, description="load (peaking) correction factor, where the plan's data set has no formula for it"
    )
    output: Amount | None = Field(
        default=None, description="product of a line that generates no power", examples=["1500000 t{clinker}"]
    )
    emissions: Amount | None = Field(
        default=None, description="verified (or planned) emissions", examples=["980000 tCO2e"]
    )
    planned: bool = Field(default=False, description="the year's data are a plan, not verified data")
    benchmark: InlineFactor | None = Field(
        default=None, description="benchmark of power or product, instead of the plan's", examples=[_PER_MWH]
    )
    heat_benchmark: InlineFactor | None = Field(default=None, description="benchmark of heat, instead of the plan's")
    balance: InlineFactor | None = Field(
        default=None, description="balance value (industry intensity) that the plan compares a line with"
    )
    base_emissions: InlineFactor | None = Field(
        default=None, description="emissions of the base period (historical-emissions)"
    )
    base_intensity: InlineFactor | None = Field(
        default=None, description="emissions per output of the base period (historical-intensity)"
    )
    adjustment: InlineFactor | None = Field(
        default=None, description="reduction or adjustment coefficient of a regional system"
    )
    pre_electricity: Amount | None = Field(default=None, description="electricity that pre-allocation counts")
    pre_heat: Amount | None = Field(default=None, description="heat that pre-allocation counts")
    pre_emissions: Amount | None = Field(default=None, description="emissions that pre-allocation counts")


class MarketUnit(Node):
    """A generating unit or production line."""

    id: Slug
    name: Names
    category: str = Field(
        default="",
        description="class in the plan's data set: coal-above-300, coal-300-and-below, gas, steel, cement, aluminium …",
    )
    cooling: Literal["water", "air"] | None = Field(default=None, description="cooling of a generating unit")
    load_corrected: bool = Field(default=True, description="false: the plan's load correction does not cover this unit")
    allocation: Literal["plan", "benchmark", "historical-intensity", "historical-emissions"] = Field(
        default="plan", description="plan: by the entity's plan; the others: by figures that each year states"
    )
    exempt: bool = Field(
        default=False,
        description="the plan gives this line its verified emissions (white clinker, carbide slag > 15 %)",
    )
    years: list[UnitYear] = Field(min_length=1)


class MarketEntity(Node):
    """A compliance entity 重点排放单位."""

    id: Slug
    name: Names
    plan: str = Field(
        default="",
        description="data set of the allocation plan, for example cn-ets-power-2023-2024 or cn-ets-industry-2024-2025",
    )
    units: list[MarketUnit] = Field(min_length=1)


class PriceYear(Node):
    """Prices of one year: a figure of a data set, or a price with its source."""

    year: Year
    cea: str | InlineFactor = Field(
        description="price of allowances: <data set>/<item> of the same year, or a price with its source",
        examples=["cn-ets-prices/cea-close"],
    )
    ccer: str | InlineFactor | None = Field(default=None, description="price of CCER")


class PriceScenario(Node):
    """A price scenario."""

    id: Slug
    name: Names
    years: list[PriceYear] = Field(min_length=1)


class Offset(Node):
    """CCER that an entity may surrender for a year."""

    entity: Slug
    year: Year
    quantity: Amount = Field(examples=["30000 tCO2e"])
    serials: list[SerialBlock] = Field(
        default_factory=list, description="blocks of the CCER surrendered; no number may be used elsewhere"
    )


class Account(Node):
    """One year of one vintage in an account: opening + allocated + carried in + bought - sold - ... = closing."""

    entity: Slug
    year: Year
    instrument: Literal["cea", "ccer"] = "cea"
    vintage: Year
    opening: Amount = Field(examples=["0 tCO2e"])
    allocated: Amount | None = None
    bought: Amount | None = None
    sold: Amount | None = None
    carried_in: Amount | None = Field(default=None, description="came in from an earlier vintage by carry-over")
    carried_out: Amount | None = Field(default=None, description="went out to a later vintage by carry-over")
    surrendered: Amount | None = None
    cancelled: Amount | None = None
    closing: Amount = Field(examples=["15000 tCO2e"])
    evidence: str = ""


class CarryOver(Node):
    """What carry-over starts from."""

    entity: Slug
    year: Year = Field(description="year of the vintages that may be carried over (the last of them)")
    holding: Amount = Field(description="allowances held after surrender", examples=["15000 tCO2e"])
    net_sold: Amount = Field(description="sold less bought over the years that the plan names", examples=["2000 tCO2e"])


class CarbonMarket(Section):
    """Allocation, compliance, cost and account of entities of an emissions trading system."""

    entities: list[MarketEntity] = Field(min_length=1)
    rules: str = Field(default="cn-ets-compliance", description="data set of offset cap, deadline, carry-over, penalty")
    scenarios: list[PriceScenario] = Field(default_factory=list)
    offsets: list[Offset] = Field(default_factory=list)
    accounts: list[Account] = Field(default_factory=list)
    carry_over: list[CarryOver] = Field(default_factory=list)

    def contradictions(self, file: ProjectFile) -> Iterable[Finding]:
        """Yield entities that do not exist and years that stand twice."""
        known = [one.id for one in self.entities]
        named: list[Offset | Account | CarryOver] = [*self.offsets, *self.accounts, *self.carry_over]
        for row in named:
            if row.entity not in known:
                yield unknown_id(row.entity, known, row.place("entity"), "compliance entity")
        for offset in self.offsets:
            yield from backwards(offset.serials)
            yield from _without_data(offset, self.entities)
        for entity in self.entities:
            for unit in entity.units:
                yield from _twice([((y.year,), y.place("year")) for y in unit.years])
        for scenario in self.scenarios:
            yield from _twice([((y.year,), y.place("year")) for y in scenario.years])
        yield from _twice([((o.entity, o.year), o.place("year")) for o in self.offsets])
        yield from _twice([((c.entity, c.year), c.place("year")) for c in self.carry_over])
        yield from _twice([((a.entity, a.year, a.instrument, a.vintage), a.place("year")) for a in self.accounts])


def _without_data(offset: Offset, entities: Sequence[MarketEntity]) -> Iterable[Finding]:
    years = sorted({y.year for e in entities if e.id == offset.entity for unit in e.units for y in unit.years})
    if years and offset.year not in years:
        yield faults.WRONG_VALUE.at(
            offset.place("year"),
            f"{offset.entity} 没有 {offset.year} 年的数据，该年 CCER 不会计入",
            f"{offset.entity} has no data of {offset.year}: the CCER would not count",
            hint_zh=f"例如 year: {years[-1]}",
            hint_en=f"for example year: {years[-1]}",
        )


def _twice(rows: Sequence[tuple[tuple[object, ...], Position]]) -> Iterable[Finding]:
    first: dict[tuple[object, ...], Position] = {}
    for key, at in rows:
        if key in first:
            text = " ".join(map(str, key))
            yield faults.DUPLICATE_ID.at(
                at,
                f"{text} 写了两次",
                f"{text} is written twice",
                hint_zh="合并为一项",
                hint_en="make one entry of the two",
                related=[first[key]],
            )
        first.setdefault(key, at)
