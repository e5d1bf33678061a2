"""The section ``evaluation``: carbon emission evaluation of a fixed-asset investment project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from generator.base.findings import Finding
from generator.project import faults
from generator.project.inline_factor import InlineFactor
from generator.project.node import Amount, Names, Node, Section, Slug, Year
from generator.project.unknown import unknown_id

if TYPE_CHECKING:
    from generator.project.models import ProjectFile

Amounts = dict[str, Amount]


class ConstructionItem(Node):
    """A material, an energy or a transport of the construction period, with its factor."""

    id: Slug
    name: Names
    stage: Literal["material", "energy", "transport"]
    quantity: Amount = Field(examples=["3200 t"])
    fuel: str = Field(default="", examples=["柴油"], description="name in the fuel data set, where it is burnt")
    factor: str | InlineFactor | None = Field(default=None, examples=["cn-value-chain-gbt51366-2019/热轧碳钢小型型钢"])


class OperationItem(Node):
    """A source of the operation in the design-capacity year: an amount for each scenario."""

    id: Slug
    name: Names
    kind: Literal["fuel", "process", "electricity", "heat", "other"]
    quantity: Amounts = Field(min_length=1, examples=["{design: 1200 10^4 Nm3}"], description="scenario -> amount")
    fuel: str = Field(default="", examples=["天然气"])
    factor: str | InlineFactor | None = Field(default=None, examples=["cn-heat/heat"])
    factors: dict[str, InlineFactor] = Field(default_factory=dict, description="scenario -> another factor")


class EvaluationScenario(Node):
    """A scenario of the operation."""

    id: Slug
    name: Names
    note: Names | None = None


class EvaluationProduct(Node):
    """A product of the project, with its output in each scenario."""

    id: Slug
    name: Names
    output: Amounts = Field(min_length=1, examples=["{design: 500000 t}"])
    share: Amount | None = Field(
        default=None, examples=["70 %"], description="share of the emission, where the project makes several products"
    )


class Benchmark(Node):
    """A level that the project's intensity is held against."""

    id: Slug
    name: Names
    level: Literal["benchmark", "advanced", "access"] = Field(
        description="benchmark: 基准水平; advanced: 标杆或先进水平; access: 行业准入值"
    )
    of: str = Field(examples=["clinker"], description="id of a product, or added-value, or output-value")
    value: InlineFactor


class Region(Node):
    """The region's carbon budget and economy, as its authority gives them."""

    name: Names
    emission: Amount = Field(examples=["1850 万tCO2"])
    increment: Amount | None = Field(
        default=None, examples=["60 万tCO2"], description="increment that the control target leaves"
    )
    added_value: Amount | None = Field(default=None, examples=["920 亿元"], description="GDP or added value")
    intensity_target: Amount | None = Field(default=None, examples=["1.9 tCO2/万元"])
    source: str = Field(examples=["市发展改革委碳排放双控目标分解方案"])
    year: Year
    mark: Literal["confirmed", "secondary", "unconfirmed"] = "confirmed"


class Mitigation(Node):
    """A mitigation measure: what it saves a year, and what it costs."""

    id: Slug
    name: Names
    scenarios: list[Slug] = Field(min_length=1, examples=["[design]"], description="scenarios that take it")
    reduction: Amount = Field(examples=["4200 tCO2e/a"])
    capex: Amount | None = Field(default=None, examples=["860 万元"])
    opex: Amount | None = Field(default=None, examples=["12 万元/a"])
    saving: Amount | None = Field(default=None, examples=["190 万元/a"])
    lifetime: Amount | None = Field(default=None, examples=["15 a"])
    feasibility: Names | None = None


class ReplacementSource(Node):
    """Capacity or a measure elsewhere whose reduction stands in for the project's emission."""

    id: Slug
    name: Names
    reduction: Amount = Field(examples=["120000 tCO2e/a"])
    evidence: str = ""


class Replacement(Node):
    """Equal or reduced replacement of the project's emission."""

    kind: Literal["equal", "reduced"]
    ratio: InlineFactor | None = Field(
        default=None, description="reduction over emission where replacement is reduced: above 1"
    )
    sources: list[ReplacementSource] = Field(min_length=1)


class Evaluation(Section):
    """A fixed-asset investment project whose carbon emission is evaluated."""

    name: Names
    capacity_year: Year = Field(examples=["2028"], description="year in which the design capacity is reached")
    scenarios: list[EvaluationScenario] = Field(min_length=1)
    chosen: Slug = Field(examples=["design"], description="scenario that the conclusion speaks of")
    construction: list[ConstructionItem] = Field(default_factory=list)
    operation: list[OperationItem] = Field(min_length=1)
    products: list[EvaluationProduct] = Field(default_factory=list)
    added_value: Amounts = Field(default_factory=dict, examples=["{design: 82000 万元}"])
    output_value: Amounts = Field(default_factory=dict, examples=["{design: 210000 万元}"])
    benchmarks: list[Benchmark] = Field(default_factory=list)
    region: Region | None = None
    measures: list[Mitigation] = Field(default_factory=list)
    replacement: Replacement | None = None

    def contradictions(self, file: ProjectFile) -> Iterable[Finding]:
        """Yield scenarios and products that are not there, and a replacement ratio that does not fit its kind."""
        known = [one.id for one in self.scenarios]
        if self.chosen not in known:
            yield unknown_id(self.chosen, known, self.place("chosen"), "scenario")
        for item in self.operation:
            yield from _scenarios(item, "quantity", item.quantity, known)
            yield from _scenarios(item, "factors", item.factors, known)
        for product in self.products:
            yield from _scenarios(product, "output", product.output, known)
        for key in ("added_value", "output_value"):
            yield from _scenarios(self, key, getattr(self, key), known)
        for measure in self.measures:
            for number, name in enumerate(measure.scenarios):
                if name not in known:
                    yield unknown_id(name, known, measure.place(f"scenarios.{number}"), "scenario")
        intensities = [*(one.id for one in self.products), "added-value", "output-value"]
        for benchmark in self.benchmarks:
            if benchmark.of not in intensities:
                yield unknown_id(benchmark.of, intensities, benchmark.place("of"), "product")
        yield from self._ratio()

    def _ratio(self) -> Iterator[Finding]:
        replacement = self.replacement
        if replacement is None:
            return
        ratio = replacement.ratio
        wrong = ratio is None if replacement.kind == "reduced" else ratio is not None and ratio.value != Decimal(1)
        if wrong:
            yield faults.WRONG_VALUE.at(
                replacement.place("ratio"),
                "减量替代应写明替代比例及其出处；等量替代的比例为 1",
                "a reduced replacement has a ratio with its source; an equal one has the ratio 1",
                hint_zh="ratio: {value: 1.25, unit: '1', source: 产能置换实施办法, mark: confirmed}",
                hint_en="ratio: {value: 1.25, unit: '1', source: the rules of replacement, mark: confirmed}",
            )


def _scenarios(node: Node, key: str, values: Iterable[str], known: list[str]) -> Iterator[Finding]:
    for name in values:
        if name not in known:
            yield unknown_id(name, known, node.place(f"{key}.{name}"), "scenario")
