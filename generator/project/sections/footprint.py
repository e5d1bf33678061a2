"""The section ``footprints``: product systems, their results' rules, declarations and exchange of data."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, StringConstraints

from generator.base.findings import Finding
from generator.project import faults
from generator.project.node import Amount, Names, Node, Section, Slug, UnitText, Year
from generator.project.sections.footprint_process import Exchange, UnitProcess
from generator.project.unknown import unknown_id

if TYPE_CHECKING:
    from generator.project.models import ProjectFile


class Unit(Node):
    """The functional unit, or the declared unit of a partial footprint (ISO 14067:2018, 6.3.3)."""

    kind: Literal["functional", "declared"]
    text: Names
    amount: Amount = Field(examples=["1 t"])
    mass: Amount | None = Field(default=None, description="mass of the product in it, without packaging")


class LifeStage(Node):
    """A stage of the life cycle; ``module`` is what EN 15804 calls it."""

    id: Slug
    name: Names
    module: str = Field(default="", pattern=r"^(|A[1-5]|B[1-7]|C[1-4]|D)$", examples=["A3"])


class Demand(Node):
    """How much of a process's output the unit takes."""

    process: Slug
    amount: Amount


class CutOff(Node):
    """The cut-off rule: the largest share of one exchange left out and of all together, with where it stands."""

    basis: Literal["emission", "mass"]
    limit: Amount = Field(examples=["1 %"])
    cumulative: Amount = Field(examples=["5 %"])
    source: str = Field(examples=["PCR 2019:14 第4.4节"])


class CarbonContent(Node):
    """Carbon in the product and its packaging, for the unit."""

    biogenic: Amount = Field(examples=["0.41 kgC"])
    packaging: Amount | None = None
    fossil: Amount | None = None
    source: str


class QualityRule(Node):
    """How the data quality rating is weighted, and how old a factor may be."""

    weights: dict[str, Decimal] = Field(default_factory=dict, description="indicator -> weight; together one")
    max_age: Amount | None = Field(default=None, description="oldest factor allowed", examples=["10 a"])
    source: str = ""


class Simulation(Node):
    """A Monte Carlo simulation of the total."""

    draws: int = Field(ge=100, le=100_000)
    seed: int = Field(ge=0)
    tolerance: Amount = Field(description="largest relative standard error of the mean", examples=["0.5 %"])
    pedigree: str = Field(default="lca-pedigree", description="data set of the pedigree variances")


class Variation(Node):
    """One value varied up and down, the rest as they are."""

    process: Slug
    exchange: Slug
    what: Literal["amount", "factor"]
    change: Amount = Field(examples=["10 %"])
    reason: Names | None = None


class Change(Node):
    """What a scenario says instead."""

    process: Slug
    exchange: Slug
    amount: Amount | None = None
    factor: Amount | None = Field(default=None, examples=["0 kgCO2e/kWh"])
    basis: Names


class FootprintScenario(Node):
    """Another course of the life cycle: other amounts or factors."""

    id: Slug
    name: Names
    changes: list[Change] = Field(min_length=1)


class Indicator(Node):
    """An indicator of an environmental declaration by module, as the LCA software gave it."""

    id: Slug
    name: Names
    unit: UnitText
    modules: dict[str, Decimal] = Field(min_length=1, examples=["{A1-A3: 12.4, C1: 0.1}"])
    source: str
    scenario: Slug = ""


class Declaration(Node):
    """An environmental product declaration by EN 15804+A2."""

    type: Literal[
        "cradle-to-gate",
        "cradle-to-gate-options",
        "cradle-to-gate-c-d",
        "cradle-to-gate-c-d-options",
        "cradle-to-grave-d",
    ]
    indicators: list[Indicator] = Field(default_factory=list)


#: Spelling of a name of the kinds ``urn:<namespace>:<name>`` (RFC 8141), and of a UUID (RFC 9562).
Urn = Annotated[str, StringConstraints(pattern=r"^[uU][rR][nN]:[A-Za-z0-9][A-Za-z0-9-]{0,31}:\S+$")]
_UUID = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"


class DataExchange(Node):
    """What a PACT product footprint says besides its numbers."""

    id: str = Field(
        pattern=_UUID, description="UUID of the footprint", examples=["91715e5e-fd0b-4d1c-8fab-76290c46e6ed"]
    )
    created: datetime.datetime = Field(examples=["2025-03-01T00:00:00Z"])
    company_ids: list[Urn] = Field(min_length=1, examples=["[urn:uscc:914300000000000000]"])
    product_ids: list[Urn] = Field(min_length=1, examples=["[urn:gtin:5695872369587]"])
    classifications: list[Urn] = Field(default_factory=list, examples=["[urn:pact:productclassification:un-cpc:1234]"])
    description: str = Field(min_length=1)
    declared_unit: Literal[
        "liter",
        "kilogram",
        "cubic meter",
        "kilowatt hour",
        "megajoule",
        "ton kilometer",
        "square meter",
        "piece",
        "hour",
        "megabit second",
    ]
    standards: list[
        Literal["ISO14067", "ISO14083", "ISO14040-44", "GHGP-Product", "PEF", "PACT-1.0", "PACT-2.0", "PACT-3.0"]
    ] = Field(min_length=1, examples=["[ISO14067, PACT-3.0]"])
    country: str = Field(default="", pattern=r"^([A-Z]{2})?$")
    subdivision: str = Field(default="", pattern=r"^([A-Z]{2}-[A-Z0-9]{1,3})?$")
    ccs: bool | None = Field(default=None, description="whether CO2 capture and storage is within the boundary")
    secondary_sources: dict[str, str] = Field(default_factory=dict, description="database -> version")
    comment: str = ""


class Footprint(Section):
    """The carbon footprint of a product."""

    id: Slug
    product: Names
    unit: Unit
    boundary: Literal["cradle-to-gate", "cradle-to-grave", "gate-to-gate"]
    year: Year
    stages: list[LifeStage] = Field(min_length=1)
    processes: list[UnitProcess] = Field(min_length=1)
    demand: list[Demand] = Field(min_length=1, description="reference flows: what the unit takes of which process")
    rules: str = Field(default="", description="product category rules")
    cut_off: CutOff | None = None
    carbon: CarbonContent | None = None
    quality: QualityRule | None = None
    simulation: Simulation | None = None
    sensitivity: list[Variation] = Field(default_factory=list)
    scenarios: list[FootprintScenario] = Field(default_factory=list)
    compared: list[Slug] = Field(default_factory=list, description="footprints that it is compared with")
    declaration: Declaration | None = None
    exchange: DataExchange | None = None

    def contradictions(self, file: ProjectFile) -> Iterable[Finding]:
        """Yield every reference to a stage, process, exchange, table or footprint that is not there."""
        stages = [one.id for one in self.stages]
        processes = [one.id for one in self.processes]
        tables = [one.id for one in file.tables]
        for process in self.processes:
            if process.stage not in stages:
                yield unknown_id(process.stage, stages, process.place("stage"), "life cycle stage")
            for one in process.exchanges:
                if one.process and one.process not in processes:
                    yield unknown_id(one.process, processes, one.place("process"), "process")
                if one.tally and one.tally.table not in tables:
                    yield unknown_id(one.tally.table, tables, one.tally.place("table"), "table")
        for demand in self.demand:
            if demand.process not in processes:
                yield unknown_id(demand.process, processes, demand.place("process"), "process")
        yield from self._twice()
        if self.exchange is not None and self.boundary != "cradle-to-gate":
            yield faults.WRONG_VALUE.at(
                self.place("exchange"),
                f"PACT 数据交换的范围是从摇篮到大门，本产品碳足迹为 {self.boundary}",
                f"a PACT footprint is from cradle to gate, this one is {self.boundary}",
                hint_zh="另设 boundary: cradle-to-gate 的产品碳足迹用于交换，或去掉 exchange",
                hint_en="let another footprint with boundary: cradle-to-gate serve the exchange, or take exchange out",
            )
        items: list[Variation | Change] = [*self.sensitivity]
        items += [change for scenario in self.scenarios for change in scenario.changes]
        for item in items:
            yield from self._names(item)
        others = [one.id for one in file.footprints]
        for number, other in enumerate(self.compared):
            if other not in others or other == self.id:
                yield unknown_id(
                    other, [o for o in others if o != self.id], self.place(f"compared.{number}"), "footprint"
                )

    def _twice(self) -> Iterable[Finding]:
        first: dict[str, Demand] = {}
        for demand in self.demand:
            if demand.process in first:
                yield faults.DUPLICATE_ID.at(
                    demand.place("process"),
                    f"demand 中过程“{demand.process}”写了两次",
                    f"the process {demand.process!r} stands twice under demand",
                    hint_zh="合并为一项，数量相加",
                    hint_en="make one of the two and add the amounts",
                    related=[first[demand.process].at],
                )
            first.setdefault(demand.process, demand)

    def _names(self, item: Variation | Change) -> Iterable[Finding]:
        known = {one.id: one for one in self.processes}
        if item.process not in known:
            yield unknown_id(item.process, list(known), item.place("process"), "process")
        elif item.exchange not in (names := [one.id for one in known[item.process].exchanges]):
            yield unknown_id(item.exchange, names, item.place("exchange"), "exchange")

    def exchange_of(self, process: str, exchange: str) -> Exchange:
        """Return an exchange that is known to be there."""
        found = next(one for one in self.processes if one.id == process)
        return next(one for one in found.exchanges if one.id == exchange)
