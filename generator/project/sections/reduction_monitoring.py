"""Emission-reduction projects: monitored periods, meters and their calibrations."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from generator.project.inline_factor import InlineFactor
from generator.project.node import Amount, Names, Node, Slug
from generator.project.sections.reduction_parts import Day, Line
from generator.project.serials import SerialBlock


class Calibration(Node):
    """A calibration of a meter and until when it holds."""

    date: Day
    until: Day


class Meter(Node):
    """A meter: daily or monthly quantities, or readings of a counter at the end of each day."""

    id: Slug
    name: Names
    table: Slug = Field(description="column of words: date")
    column: str = Field(description="its column of numbers in the table")
    counts: Literal["export", "import", "baseline", "project", "leakage", "limit"]
    records: Literal["quantity", "reading"] = "quantity"
    interval: Literal["day", "month"] = "day"
    multiplier: Decimal = Field(default=Decimal(1), gt=0, description="ratio of the current and voltage transformers")
    factor: InlineFactor | str = Field(default="grid", description="what an amount counts; export, import: the grid's")
    calibrations: list[Calibration] = Field(default_factory=list)
    permissible_error: Amount | None = Field(
        default=None, examples=["0.5 %"], description="taken off (export) or put on (import) while not calibrated"
    )


class Monitoring(Node):
    """A monitored period."""

    id: Slug
    begins: Day
    ends: Day
    meters: list[Meter] = Field(default_factory=list)
    baseline: list[Line] = Field(default_factory=list, description="lines with the activity of the whole period")
    project: list[Line] = Field(default_factory=list)
    leakage: list[Line] = Field(default_factory=list)
    limit: list[Line] = Field(
        default_factory=list, description="what was destroyed at most, for example methane in the flare (AMS-III.D)"
    )
    limit_less: list[Slug] = Field(
        default_factory=list, description="ids of project lines and meters that are taken off the limit"
    )
    gaps: Literal["zero", "extreme"] | None = Field(
        default=None,
        description="zero: a gap of a credited quantity counts nothing; extreme: its least interval; what burdens the "
        "project always takes its greatest interval",
    )
    tolerance: Amount = Field(examples=["10 %"], description="deviation from ex-ante beyond which it is explained")
    explanation: Names | None = None
    issued: list[SerialBlock] = Field(
        default_factory=list, description="blocks of serial numbers that the registry issued for the period"
    )
