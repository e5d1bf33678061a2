"""A figure that a project brings itself."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from generator.project.node import Node, UnitText


class InlineFactor(Node):
    """A factor or other figure that the project brings itself, with its source."""

    value: Decimal
    unit: UnitText
    source: str = Field(description="document, with table or clause, in which it was read")
    year: str = ""
    mark: Literal["confirmed", "secondary", "unconfirmed"] = Field(
        description="confirmed: the primary document was read; secondary: a transcription; unconfirmed: anything else"
    )
