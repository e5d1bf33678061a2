"""A factor that a project brings itself."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from generator.project.node import Node, UnitText


class InlineFactor(Node):
    """A factor that the project brings itself, with its source."""

    value: Decimal
    unit: UnitText
    source: str
    year: str = ""
    mark: Literal["confirmed", "secondary", "unconfirmed"]
