"""The section ``metering``: measuring instruments, their balances and calibration, and the data that they give."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from generator.base.findings import Finding
from generator.project.inline_factor import InlineFactor
from generator.project.named_tables import table_findings
from generator.project.node import Amount, Names, Node, Section, Slug
from generator.project.unknown import unknown_id

if TYPE_CHECKING:
    from generator.project.models import ProjectFile

Level = Literal["unit", "sub-unit", "equipment"]


class Equipping(Node):
    """How many instruments an energy needs and has at a level."""

    id: Slug
    energy: str = Field(description="item of the equipping standard", examples=["电力"])
    level: Level = Field(description="unit: in and out of the energy user; sub-unit: main sub-units; equipment")
    required: int = Field(ge=0, description="instruments that measuring all of it takes")
    installed: int = Field(ge=0)


class Meter(Node):
    """A measuring instrument."""

    id: Slug
    name: Names
    level: Level
    reading: Amount | None = Field(default=None, description="quantity of the period", examples=["1250 MWh"])
    accuracy: Amount | None = Field(
        default=None, description="accuracy class installed, in percent", examples=["0.5 %"]
    )
    demanded: InlineFactor | None = Field(
        default=None,
        description="accuracy class demanded, with its source",
        examples=["{value: 1.0 %, source: GB 17167 表4, mark: secondary}"],
    )
    calibrated: datetime.date | None = Field(default=None, description="date of the last calibration")
    cycle: int | None = Field(default=None, ge=1, le=240, description="months between calibrations", examples=[12])


class Balance(Node):
    """A main meter against its sub-meters."""

    id: Slug
    name: Names
    main: Slug
    subs: list[Slug] = Field(min_length=1)
    losses: Amount | None = Field(default=None, description="known losses between them", examples=["12 MWh"])
    tolerance: Amount = Field(description="largest share of the main reading", examples=["3 %"])


class Covered(Node):
    """A source's emission, and the meters that its data come from; no meters: it is not metered."""

    id: Slug
    name: Names
    emission: Amount = Field(examples=["1200 tCO2e"])
    meters: list[Slug] = Field(default_factory=list)


class Outliers(Node):
    """The rule by which readings are looked at again; nothing is ever taken out by it."""

    rule: Literal["iqr", "z-score", "mad"]
    limit: InlineFactor | None = Field(
        default=None,
        description="by default the data set metering-outliers",
        examples=["{value: 3.5 1, source: 监测计划, mark: confirmed}"],
    )


class Series(Node):
    """A monitored series: timestamp and value at a fixed interval."""

    id: Slug
    name: Names
    table: Slug
    time: str = Field(description="column of words with timestamps, such as 2024-03-01 or 2024-03-01 08:00")
    value: str = Field(description="column of numbers")
    begins: datetime.datetime | datetime.date = Field(examples=["2024-01-01"])
    ends: datetime.datetime | datetime.date = Field(description="last timestamp expected", examples=["2024-12-31"])
    minutes: int = Field(
        ge=1, le=527040, description="minutes between readings: 60 hourly, 1440 daily", examples=[1440]
    )
    outliers: Outliers | None = None
    gaps: Literal["leave", "previous", "linear", "mean"] = Field(
        description="leave: gaps stay missing, and the total with them; the others fill by the monitoring plan's rule"
    )
    needed: Amount | None = Field(default=None, description="least completeness rate", examples=["90 %"])


class Comparison(Node):
    """Automatic monitoring against manual or calculated values, pair by pair."""

    id: Slug
    name: Names
    table: Slug
    automatic: str = Field(description="column of numbers")
    manual: str = Field(description="column of numbers: reference method, manual or calculated")
    confidence: Amount = Field(examples=["95 %"])
    limit: InlineFactor | None = Field(
        default=None,
        description="largest relative accuracy",
        examples=["{value: 15 %, source: HJ 75-2017, mark: secondary}"],
    )


class Metering(Section):
    """Metering and monitoring as the project's stated date sees it."""

    date: datetime.date = Field(
        le=datetime.date(2100, 12, 31), description="date to which calibration is judged", examples=["2025-01-31"]
    )
    standard: str = Field(default="metering-equipping", description="data set of equipping rates")
    equipping: list[Equipping] = Field(default_factory=list)
    meters: list[Meter] = Field(default_factory=list)
    balances: list[Balance] = Field(default_factory=list)
    coverage: list[Covered] = Field(default_factory=list)
    series: list[Series] = Field(default_factory=list)
    comparisons: list[Comparison] = Field(default_factory=list)

    def contradictions(self, file: ProjectFile) -> Iterable[Finding]:
        """Yield meters, tables and columns that are nowhere defined."""
        meters = [one.id for one in self.meters]
        for balance in self.balances:
            asked = [(balance.main, balance.place("main"))]
            asked += [(sub, balance.place(f"subs.{i}")) for i, sub in enumerate(balance.subs)]
            yield from (unknown_id(name, meters, at, "meter") for name, at in asked if name not in meters)
        for one in self.coverage:
            for i, name in enumerate(one.meters):
                if name not in meters:
                    yield unknown_id(name, meters, one.place(f"meters.{i}"), "meter")
        for series in self.series:
            words, numbers = [(series.time, series.place("time"))], [(series.value, series.place("value"))]
            yield from table_findings(file, series.table, series.place("table"), words, numbers)
        for pair in self.comparisons:
            numbers = [(pair.automatic, pair.place("automatic")), (pair.manual, pair.place("manual"))]
            yield from table_findings(file, pair.table, pair.place("table"), [], numbers)
