"""A figure that a project brings itself."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from pydantic import Field, model_validator

from generator.project.node import Amount, Node, Placed, UnitText


class InlineFactor(Node):
    """A factor or other figure that the project brings itself, with its source.

    The unit stands beside the value, or behind it: ``value: 62 gCO2e/tkm``.
    """

    value: Decimal
    unit: UnitText
    source: str = Field(description="document, with table or clause, in which it was read")
    year: str = ""
    mark: Literal["confirmed", "secondary", "unconfirmed"] = Field(
        description="confirmed: the primary document was read; secondary: a transcription; unconfirmed: anything else"
    )

    @model_validator(mode="before")
    @classmethod
    def _unit_behind_value(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(data.get("value"), str) and "unit" not in data:
            amount = Amount.model_validate(data["value"])
            parted = data.copied() if isinstance(data, Placed) else dict(data)
            parted.update(value=amount.value, unit=amount.unit)
            return parted
        return data

    @property
    def amount(self) -> Amount:
        """The figure as an amount."""
        return Amount.model_construct(value=self.value, unit=self.unit)
