"""The section ``science_targets``: targets that are to meet the criteria of the Science Based Targets initiative."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from generator.base.findings import Finding
from generator.base.units import parse_unit
from generator.project import faults
from generator.project.node import Amount, Names, Node, Section, Slug, UnitText, Year
from generator.project.unknown import unknown_id

if TYPE_CHECKING:
    from generator.project.models import ProjectFile

Scope = Literal[1, 2, 3]
Percent = Annotated[Decimal, Field(gt=0, le=100)]


class ScopeEmission(Node):
    """Emissions of one scope in one year, for projects that keep no inventory here."""

    scope: Scope
    year: Year
    value: Amount = Field(examples=["1170 tCO2e"])


class SectorPathway(Node):
    """A sector's pathway and the company's planned activity, for intensity convergence."""

    id: Slug
    name: Names
    source: str = Field(
        description="where the sector's figures were read", examples=["IEA ETP 2017 B2DS, SDA tool V8.1"]
    )
    mark: Literal["confirmed", "secondary", "unconfirmed"]
    activity_unit: UnitText = Field(examples=["t{cement}"])
    intensity_unit: UnitText = Field(examples=["tCO2e/t{cement}"])
    converges: Year = Field(description="year in which all companies stand at the sector's intensity", examples=[2050])
    intensity: dict[str, Decimal] = Field(min_length=2, description="year -> the sector's intensity")
    activity: dict[str, Decimal] = Field(min_length=2, description="year -> the sector's activity")
    company: dict[str, Decimal] = Field(min_length=2, description="year -> the company's activity, actual or planned")


class ScienceTarget(Node):
    """A near-term or long-term target."""

    id: Slug
    name: Names
    term: Literal["near", "long"]
    method: Literal["absolute-contraction", "intensity-convergence"]
    ambition: Literal["1.5c", "wb2c"] = Field(description="which rate of the criteria it is held against")
    scopes: list[Scope] = Field(min_length=1)
    coverage: Percent = Field(description="percent of the scopes' emissions inside the target", examples=[95])
    base_year: Year
    year: Year
    reduction: Percent = Field(description="percent below the base year; of the intensity for intensity-convergence")
    pathway: Slug = Field(default="", description="sector pathway, for intensity-convergence", validate_default=False)


class NetZero(Node):
    """A net-zero target: how far emissions fall, and what removals neutralise the rest."""

    base_year: Year
    year: Year
    scopes: list[Scope] = Field(min_length=1)
    reduction: Percent = Field(description="percent below the base year", examples=[90])
    removals: Amount | None = Field(default=None, description="removals planned in that year", examples=["120 tCO2e"])


class ScienceTargets(Section):
    """Targets, and the version of the criteria that they are held against."""

    criteria: str = Field(
        min_length=1,
        description="data set of criteria with its version: rates and thresholds change between versions",
        examples=["sbti-criteria@5.3"],
    )
    submitted: datetime.date = Field(description="date of submission, from which the time frame counts")
    basis: Literal["location", "market"] = Field(description="how scope 2 is counted, for all targets")
    emissions: list[ScopeEmission] = Field(default_factory=list)
    pathways: list[SectorPathway] = Field(default_factory=list)
    targets: list[ScienceTarget] = Field(min_length=1)
    net_zero: NetZero | None = None

    @property
    def versioned(self) -> bool:
        """Whether the criteria name their version, without which none is taken."""
        name, _, version = self.criteria.partition("@")
        return bool(name and version)

    def contradictions(self, file: ProjectFile) -> Iterable[Finding]:
        """Yield years out of order, emissions given twice, pathways that are not there or whose units do not fit."""
        if not self.versioned:
            yield faults.WRONG_VALUE.at(
                self.place("criteria"),
                f"准则“{self.criteria}”没有写明版本，各版本的减排率和阈值不同",
                f"criteria {self.criteria!r} names no version; rates and thresholds differ between versions",
                hint_zh="例如 criteria: sbti-criteria@5.3",
                hint_en="for example criteria: sbti-criteria@5.3",
            )
        known = [pathway.id for pathway in self.pathways]
        for target in self.targets:
            yield from _order(target)
            if target.pathway and target.pathway not in known:
                yield unknown_id(target.pathway, known, target.place("pathway"), "sector pathway")
            if (target.method == "intensity-convergence") != bool(target.pathway):
                yield faults.MISSING_KEY.at(
                    target.place("pathway"),
                    "强度趋同目标要写 pathway，总量收缩目标不写",
                    "a target by intensity convergence names a pathway, one by absolute contraction none",
                    hint_zh=f"例如 pathway: {known[0] if known else 'cement'}",
                    hint_en=f"for example pathway: {known[0] if known else 'cement'}",
                )
        if self.net_zero is not None:
            yield from _order(self.net_zero)
        seen: dict[tuple[int, int], ScopeEmission] = {}
        for one in self.emissions:
            before = seen.setdefault((one.scope, one.year), one)
            if before is not one:
                yield faults.DUPLICATE_ID.at(
                    one.place("value"),
                    f"范围{one.scope} {one.year} 年的排放量写了两次",
                    f"scope {one.scope} of {one.year} is given twice",
                    hint_zh="每个范围每年只写一次",
                    hint_en="give each scope and year once",
                    related=[before.place("value")],
                )
        for pathway in self.pathways:
            yield from _units(pathway)


def _order(target: ScienceTarget | NetZero) -> Iterable[Finding]:
    if target.year <= target.base_year:
        yield faults.PERIODS.at(
            target.place("year"),
            f"目标年 {target.year} 不晚于基准年 {target.base_year}",
            f"target year {target.year} is not later than the base year {target.base_year}",
            hint_zh=f"例如 year: {target.base_year + 10}",
            hint_en=f"for example year: {target.base_year + 10}",
        )


def _units(pathway: SectorPathway) -> Iterable[Finding]:
    wanted = parse_unit("tCO2e").times(parse_unit(pathway.activity_unit), -1)
    if not parse_unit(pathway.intensity_unit).converts_to(wanted):
        yield faults.DIMENSION.at(
            pathway.place("intensity_unit"),
            f"强度单位 {pathway.intensity_unit} 与活动量单位 {pathway.activity_unit} 不相配",
            f"the intensity's unit {pathway.intensity_unit} is not tCO2e per {pathway.activity_unit}",
            hint_zh=f"例如 intensity_unit: {wanted}",
            hint_en=f"for example intensity_unit: {wanted}",
        )
    for key in ("intensity", "activity", "company"):
        for year in getattr(pathway, key):
            if not (year.isascii() and year.isdigit() and len(year) == 4):
                yield faults.METRIC_YEARS.at(
                    pathway.place(f"{key}.{year}"),
                    f"“{year}”不是年份",
                    f"{year!r} is no year",
                    hint_zh='例如 "2030": 0.52',
                    hint_en='for example "2030": 0.52',
                )
