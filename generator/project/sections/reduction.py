"""Emission-reduction projects (CCER, CDM, VCS, GS, GCC)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from generator.base.findings import Finding, Position
from generator.project import faults
from generator.project.inline_factor import InlineFactor
from generator.project.node import Amount, Names, Node, Section, Slug
from generator.project.sections.reduction_additionality import Barrier, CommonPractice, Investment
from generator.project.sections.reduction_monitoring import Monitoring
from generator.project.sections.reduction_parts import (
    Day,
    Efficiency,
    FuelSwitch,
    Landfill,
    Line,
    Manure,
    Margin,
    Renewable,
    WasteEnergy,
)
from generator.project.serials import backwards
from generator.project.unknown import unknown_id

if TYPE_CHECKING:
    from generator.project.models import ProjectFile

#: What a table must have: columns of words, columns of numbers.
_Wanted = tuple[str, Position, tuple[str, ...], tuple[str, ...]]


class Crediting(Node):
    """The crediting period: its kind, its first day, its length, and which of the periods it is."""

    kind: Literal["fixed", "renewable"]
    begins: Day
    years: int | None = Field(default=None, ge=1, le=100, examples=[7])
    ends: Day | None = Field(default=None, description="instead of years: the last day")
    number: int = Field(default=1, ge=1, description="which of the renewable periods")
    table: Literal["crediting-years", "calendar-years"] = Field(
        default="crediting-years", description="rows of the table: whole crediting years, or calendar years by days"
    )
    limit: InlineFactor | None = Field(
        default=None, description="longest period by the methodology itself, for example 10 a"
    )
    lifetime: Amount | None = Field(default=None, examples=["25 a"], description="operation life from the first day")


class Rounding(Node):
    """Rounding that the project's documents state; it is part of the method."""

    margin: int | None = Field(default=None, ge=0, le=12, description="decimals of the combined margin")
    margin_rule: Literal["half-even", "half-up"] = "half-even"
    baseline: Literal["none", "floor", "half-even", "half-up"] = "none"
    project: Literal["none", "ceiling", "half-even", "half-up"] = "none"
    leakage: Literal["none", "ceiling", "half-even", "half-up"] = "none"
    reduction: Literal["none", "floor", "half-even", "half-up"] = Field(examples=["floor"])


class Deduction(Node):
    """A share of the reductions that is not issued: uncertainty, or a buffer for non-permanence."""

    id: Slug
    name: Names
    kind: Literal["uncertainty", "buffer"]
    share: InlineFactor = Field(description="in percent, from the risk report or the methodology")


class Reduction(Section):
    """An emission-reduction project."""

    id: Slug
    name: Names
    programme: Literal["CCER", "CCER-2012", "CDM", "VCS-4", "VCS-5", "GS", "GCC"]
    methodology: str = Field(min_length=2, examples=["ACM0002 v13.0.0"])
    reference: str = Field(default="", description="number in the registry")
    gwp: Literal["SAR", "AR4", "AR5", "AR6"] | None = Field(default=None, description="left out: that of criteria")
    crediting: Crediting
    rounding: Rounding
    margin: Margin | None = None
    renewable: Renewable | None = None
    efficiency: Efficiency | None = None
    waste_energy: WasteEnergy | None = None
    fuel_switch: FuelSwitch | None = None
    manure: Manure | None = None
    landfill: Landfill | None = None
    baseline: list[Line] = Field(default_factory=list)
    project: list[Line] = Field(default_factory=list)
    leakage: list[Line] = Field(default_factory=list)
    deductions: list[Deduction] = Field(default_factory=list)
    monitoring: list[Monitoring] = Field(default_factory=list)
    investment: Investment | None = None
    common_practice: CommonPractice | None = None
    barriers: list[Barrier] = Field(default_factory=list)

    def contradictions(self, file: ProjectFile) -> Iterable[Finding]:
        """Yield missing tables and columns, a period without an end, and dates out of order."""
        yield from self._period()
        for wanted in self._tables():
            yield from _table(file, *wanted)
        for one in self.monitoring:
            known = [line.id for line in one.project] + [m.id for m in one.meters if m.counts == "project"]
            for i, name in enumerate(one.limit_less):
                if name not in known:
                    yield unknown_id(name, known, one.place(f"limit_less.{i}"), "line")
            yield from backwards(one.issued)
            if one.ends < one.begins:
                yield _order(one.place("ends"), one.begins, one.ends, one.place("begins"))

    def _period(self) -> Iterator[Finding]:
        crediting = self.crediting
        if (crediting.years is None) == (crediting.ends is None):
            yield faults.MISSING_KEY.at(
                crediting.at if crediting.years is None else crediting.place("ends"),
                "计入期应写 years 或 ends 之一",
                "a crediting period has either years or ends",
                hint_zh="例如 years: 7",
                hint_en="for example years: 7",
            )
        if crediting.ends is not None and crediting.ends < crediting.begins:
            yield _order(crediting.place("ends"), crediting.begins, crediting.ends, crediting.place("begins"))

    def _tables(self) -> Iterator[_Wanted]:
        if self.margin and self.margin.plants:
            plants = self.margin.plants
            yield plants.table, plants.place("table"), ("unit", "low_cost", "commissioned"), ("generation",)
        if self.landfill:
            yield self.landfill.table, self.landfill.place("table"), ("year", "waste"), ("deposited",)
        if self.investment:
            yield self.investment.table, self.investment.place("table"), ("year",), ("investment", "opex")
        practice = self.common_practice
        if practice and practice.table:
            yield practice.table, practice.place("table"), ("plant", "registered", "different"), ("output",)
        for one in self.monitoring:
            for meter in one.meters:
                yield meter.table, meter.place("table"), ("date",), (meter.column,)


def _table(
    file: ProjectFile, table: str, at: Position, texts: tuple[str, ...], values: tuple[str, ...]
) -> Iterator[Finding]:
    spec = next((one for one in file.tables if one.id == table), None)
    if spec is None:
        yield unknown_id(table, [one.id for one in file.tables], at, "table")
        return
    for key, names, known in (("columns", texts, spec.columns), ("values", values, spec.values)):
        for name in names:
            if name not in known:
                example = "名称" if key == "columns" else "{header: 数值, unit: MWh}"
                yield faults.MISSING_KEY.at(
                    spec.place(key),
                    f"数据表 {table} 的 {key} 缺少“{name}”列",
                    f"the table {table} has no column {name!r} under {key}",
                    hint_zh=f"例如 {key}: {{{name}: {example}}}",
                    hint_en=f"for example {key}: {{{name}: {example}}}",
                    related=[at],
                )


def _order(at: Position, begins: datetime.date, ends: datetime.date, first: Position) -> Finding:
    return faults.PERIODS.at(
        at,
        f"结束日期 {ends} 早于开始日期 {begins}",
        f"the period ends on {ends}, before it begins on {begins}",
        hint_zh=f"例如 ends: {begins.replace(day=28)}",
        hint_en=f"for example ends: {begins.replace(day=28)}",
        related=[first],
    )
