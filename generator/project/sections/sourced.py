"""A figure that a section brings itself, with where it was read."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from generator.project.node import Node, UnitText


class Sourced(Node):
    """A figure with its source."""

    value: Decimal = Field(examples=["0.11"])
    unit: UnitText = Field(examples=["tCO2/GJ"])
    source: str = Field(examples=["供热单位检测报告"], description="document, table or clause where it was read")
    year: str = ""
    mark: Literal["confirmed", "secondary", "unconfirmed"] = Field(
        examples=["secondary"], description="confirmed: the primary document was read; secondary: a transcription"
    )
