"""The section ``park``: a zero-carbon park by 发改环资〔2025〕910号 - its members, energy, products and indicators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from generator.base.findings import Finding
from generator.project import faults
from generator.project.inline_factor import InlineFactor
from generator.project.node import Amount, Names, Node, Section, Slug, UnitText, Year
from generator.project.unknown import unknown_id

if TYPE_CHECKING:
    from generator.project.models import ProjectFile

Flow = Literal["use", "feedstock", "bunker", "input", "output", "export"]
Indicator = Literal[
    "carbon-per-energy",
    "clean-energy-share",
    "product-energy",
    "solid-waste-utilisation",
    "waste-heat-utilisation",
    "water-reuse",
    "direct-supply-share",
]


class ParkEntity(Node):
    """A member enterprise or a public facility of the park."""

    id: Slug
    name: Names
    begins: Year | None = Field(default=None, examples=["2024"], description="first year of operation in the park")
    ends: Year | None = Field(default=None, examples=["2024"], description="last year of operation in the park")

    def runs(self, year: int) -> bool:
        """Whether it operates in the park in a year."""
        return (self.begins or year) <= year <= (self.ends or year)


class Carrier(Node):
    """An energy carrier: a fuel, electricity of one supply type, or heat of one type."""

    id: Slug
    name: Names
    kind: Literal["fuel", "electricity", "heat"]
    unit: UnitText = Field(examples=["MWh"], description="unit in which its amounts are added up")
    supply: Literal["", "direct", "green", "grid", "fossil", "non-fossil"] = Field(
        default="",
        examples=["direct"],
        description="electricity: direct (non-fossil, supplied directly), green (traded green power or certificates), "
        "grid (all other); heat: fossil or non-fossil",
    )
    fuel: str = Field(default="", examples=["天然气"], description="name in the fuel data set")
    fossil: bool = Field(default=True, description="false for a biomass fuel: no CO2 of the park")
    clean: bool | None = Field(default=None, description="whether it counts as clean energy; non-fossil always does")
    ncv: InlineFactor | None = None
    carbon_content: InlineFactor | None = None
    oxidation: InlineFactor | None = None
    factor: InlineFactor | None = Field(default=None, description="measured factor of fossil heat, not the default")

    @property
    def non_fossil(self) -> bool:
        """Whether it comes from no fossil source."""
        return self.supply in ("direct", "green", "non-fossil") or (self.kind == "fuel" and not self.fossil)


class ParkProduct(Node):
    """An industrial product whose process emits CO2: output times factor."""

    id: Slug
    name: Names
    unit: UnitText = Field(examples=["t"])
    factor: str | InlineFactor = Field(examples=["cn-process-provincial/水泥熟料"])


class ParkFlow(Node):
    """What an entity consumed, transformed or sent out of the park in a year."""

    entity: Slug
    year: Year
    carrier: Slug
    flow: Flow = Field(
        default="use",
        examples=["use"],
        description="use: consumed, whoever supplied it (fuel of power and heat too); feedstock: used as material; "
        "bunker: international aviation and shipping; input, output: of transformation into another fuel, and power "
        "or heat made; export: electricity or heat sent out of the park",
    )
    quantity: Amount


class ParkOutput(Node):
    """What an entity produced of a product in a year, sold and used alike."""

    entity: Slug
    year: Year
    product: Slug
    quantity: Amount


class ParkTable(Node):
    """A table of the project whose rows are flows or outputs."""

    table: Slug
    holds: Literal["flows", "outputs"] = "flows"
    entity: str = Field(default="entity", description="column of words with the entity's id")
    year: str = Field(default="year", description="column of words with the year")
    item: str = Field(default="carrier", description="column of words with the carrier's or product's id")
    flow: str = Field(default="", description="column of words with the flow; without one every row is a use")
    quantity: str = Field(
        default="quantity",
        description="column of numbers; a column of unit 1 holds each row in the unit of its carrier or product",
    )


class Transfer(Node):
    """Energy that one entity passes to another: what each of the two metered."""

    id: Slug
    year: Year
    carrier: Slug
    giver: Slug
    receiver: Slug
    given: Amount = Field(examples=["12000 GJ"])
    received: Amount = Field(examples=["12000 GJ"])


class RateInput(Node):
    """The two amounts of a utilisation rate in a year."""

    year: Year
    used: Amount = Field(examples=["8200 t"])
    available: Amount = Field(examples=["10000 t"], description="what was generated or could be recovered")


class WasteEnergy(RateInput):
    """Waste heat, waste cold or waste pressure recovered in a year."""

    kind: Literal["heat", "cold", "pressure"]
    weight: Amount | None = Field(
        default=None, examples=["60 %"], description="weight in the mean; without weights the recoverable energy weighs"
    )


class WaterUse(Node):
    """Industrial water of a year: fresh intake and reused water."""

    year: Year
    intake: Amount = Field(examples=["200000 m3"])
    reused: Amount = Field(examples=["1100000 m3"])


class ProductEnergy(Node):
    """Energy per unit of a product against level 2 of its energy quota standard."""

    product: Slug = Field(description="id of the product")
    name: Names
    year: Year
    actual: Amount = Field(examples=["96 kgce/t"])
    level2: InlineFactor


class NotApplicable(Node):
    """A guiding indicator that objective conditions rule out, and why."""

    indicator: Indicator
    reason: Names


class ParkEconomy(Node):
    """Industrial added value of a year."""

    year: Year
    added_value: Amount = Field(examples=["850000 万元"])


class ParkPlan(Node):
    """What the park plans for a later year."""

    year: Year
    energy: Amount = Field(examples=["300000 tce"])
    emission: Amount = Field(examples=["58000 tCO2"])
    basis: Names


_Dated = ParkFlow | ParkOutput | Transfer | RateInput | WaterUse | ProductEnergy | ParkEconomy


class Park(Section):
    """A zero-carbon park."""

    name: Names
    years: list[Year] = Field(min_length=1, examples=["[2023, 2024, 2025]"], description="years accounted, ascending")
    base_year: Year | None = Field(default=None, description="year in which the target path starts; else the last")
    target_year: Year | None = Field(default=None, examples=["2030"])
    members: list[ParkEntity] = Field(min_length=1)
    facilities: list[ParkEntity] = Field(default_factory=list)
    carriers: list[Carrier] = Field(min_length=1)
    products: list[ParkProduct] = Field(default_factory=list)
    flows: list[ParkFlow] = Field(default_factory=list)
    outputs: list[ParkOutput] = Field(default_factory=list)
    tables: list[ParkTable] = Field(default_factory=list)
    transfers: list[Transfer] = Field(default_factory=list)
    count_feedstock: bool | None = Field(default=None, description="whether energy used as material counts as energy")
    electricity_factor: InlineFactor | None = Field(
        default=None, description="fixed by the notice: any other is refused"
    )
    electricity_equivalent: InlineFactor | None = Field(
        default=None, description="coal equivalent of electricity at equivalent value, as the statistics publish it"
    )
    solid_waste: list[RateInput] = Field(default_factory=list)
    waste_energy: list[WasteEnergy] = Field(default_factory=list)
    water: list[WaterUse] = Field(default_factory=list)
    product_energy: list[ProductEnergy] = Field(default_factory=list)
    not_applicable: list[NotApplicable] = Field(default_factory=list)
    economy: list[ParkEconomy] = Field(default_factory=list)
    area: Amount | None = Field(default=None, examples=["12 10^6 m2"])
    plan: list[ParkPlan] = Field(default_factory=list)

    @property
    def entities(self) -> list[ParkEntity]:
        """Members, then public facilities."""
        return [*self.members, *self.facilities]

    def contradictions(self, file: ProjectFile) -> Iterable[Finding]:
        """Yield ids that are not there, years out of order, and carriers without what their kind needs."""
        yield from self._unknown()
        yield from self._years()
        yield from self._outside()
        yield from self._carriers()
        known = [table.id for table in file.tables]
        for one in self.tables:
            if one.table not in known:
                yield unknown_id(one.table, known, one.place("table"), "table")

    def _unknown(self) -> Iterator[Finding]:
        entities = [one.id for one in self.entities]
        carriers = [one.id for one in self.carriers]
        products = [one.id for one in self.products]
        for flow in self.flows:
            yield from _known(flow, "entity", entities, "entity")
            yield from _known(flow, "carrier", carriers, "carrier")
        for output in self.outputs:
            yield from _known(output, "entity", entities, "entity")
            yield from _known(output, "product", products, "product")
        for transfer in self.transfers:
            yield from _known(transfer, "giver", entities, "entity")
            yield from _known(transfer, "receiver", entities, "entity")
            yield from _known(transfer, "carrier", carriers, "carrier")

    def _years(self) -> Iterator[Finding]:
        right = sorted(set(self.years))
        if right != self.years:
            yield faults.PERIODS.at(
                self.place("years"),
                "园区核算年份应从早到晚、不重复",
                "the years of the park must ascend, each once",
                hint_zh=f"years: {right}",
                hint_en=f"years: {right}",
            )
        start = self.base_year or right[-1]
        if self.base_year is not None and self.base_year not in right:
            yield faults.PERIODS.at(
                self.place("base_year"),
                f"基准年 {self.base_year} 不在核算年份中",
                f"the base year {self.base_year} is none of the park's years",
                hint_zh=f"base_year: {right[-1]}",
                hint_en=f"base_year: {right[-1]}",
            )
        if self.target_year is not None and self.target_year <= start:
            yield faults.PERIODS.at(
                self.place("target_year"),
                f"目标年 {self.target_year} 应晚于基准年 {start}",
                f"the target year {self.target_year} must be later than the base year {start}",
                hint_zh=f"target_year: {start + 5}",
                hint_en=f"target_year: {start + 5}",
            )

    def _outside(self) -> Iterator[Finding]:
        """Yield amounts of a year that is not accounted, or in which their entity is not in the park."""
        entities = {one.id: one for one in self.entities}
        dated: list[_Dated] = [*self.flows, *self.outputs, *self.transfers, *self.solid_waste, *self.waste_energy]
        for node in [*dated, *self.water, *self.product_energy, *self.economy]:
            names = [getattr(node, key) for key in ("entity", "giver", "receiver") if hasattr(node, key)]
            absent = [one for one in names if one in entities and not entities[one].runs(node.year)]
            if node.year in self.years and not absent:
                continue
            listed = "、".join(str(year) for year in self.years)
            zh, en = f"年份 {node.year} 不在核算年份中", f"the year {node.year} is none of the park's years"
            if absent:
                zh = f"{absent[0]} 在 {node.year} 年不在园区运行"
                en = f"{absent[0]} does not operate in the park in {node.year}"
            yield faults.PERIODS.at(
                node.place("year"), zh, en, hint_zh=f"核算年份：{listed}", hint_en=f"years: {self.years}"
            )

    def _carriers(self) -> Iterator[Finding]:
        wanted = {"electricity": ("direct", "green", "grid"), "heat": ("fossil", "non-fossil")}
        for one in self.carriers:
            if one.kind in wanted and one.supply not in wanted[one.kind]:
                right = wanted[one.kind]
                yield faults.MISSING_KEY.at(
                    one.place("supply"),
                    f"能源品种“{one.id}”没有写明供应类型",
                    f"the carrier {one.id!r} does not say how it is supplied",
                    hint_zh=f"supply: {right[0]}（可选：{'、'.join(right)}）",
                    hint_en=f"supply: {right[0]} (one of {', '.join(right)})",
                )
            if one.kind == "fuel" and not one.fuel and one.ncv is None:
                yield faults.MISSING_KEY.at(
                    one.at,
                    f"燃料“{one.id}”没有热值：写明数据集中的名称，或给出实测热值",
                    f"the fuel {one.id!r} has no calorific value: name it as the data set does, or give a measured one",
                    hint_zh="fuel: 天然气",
                    hint_en="fuel: 天然气",
                )


def _known(node: Node, key: str, ids: list[str], kind: str) -> Iterator[Finding]:
    value = getattr(node, key)
    if value not in ids:
        yield unknown_id(value, ids, node.place(key), kind)
