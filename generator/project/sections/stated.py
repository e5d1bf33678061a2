"""A figure that a project brings to a section itself, with its source and its mark."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from generator.project.node import Node, UnitText


class StatedFigure(Node):
    """A figure that the project brings itself: ``{value: 0.7910, unit: tCO2/MWh, source: ..., mark: secondary}``."""

    value: Decimal
    unit: UnitText
    source: str = Field(min_length=2, description="document, with table or clause, in which it was read")
    year: str = ""
    mark: Literal["confirmed", "secondary", "unconfirmed"] = Field(
        description="confirmed: the primary document was read; secondary: a transcription; unconfirmed: anything else"
    )
