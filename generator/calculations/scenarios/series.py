"""A value by year: where its facts stand, what they are called, and between which bounds they lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from generator.base.findings import Position
from generator.base.text import Text
from generator.calculations.amounts import give_amount
from generator.calculations.scenarios.frame import Frame
from generator.ledger.context import Context
from generator.ledger.fact import Kind
from generator.ledger.quantity import Quantity
from generator.project.node import Amount

_NOT_READ = Text("路径填写有误，未能采用", "the path could not be read")


@dataclass(frozen=True, slots=True)
class Series:
    """A value by year: its fact id, context without the year, unit, name, place and range."""

    frame: Frame
    fact_id: str
    around: Context
    unit: str
    name: Text
    at: Position
    least: Decimal | None = None
    most: Decimal | None = None

    def of(self, year: int) -> Context:
        """Return the context of a year's value."""
        return Context((("period", str(year)), *self.around.pairs))

    def label(self, year: int) -> Text:
        """Name a year's value."""
        return Text(f"{self.name.zh}（{year}年）", f"{self.name.en} ({year})")

    def held(self, year: int) -> Callable[[], Quantity]:
        """Read a year's value for several formulas."""
        return self.frame.held(self.fact_id, self.of(year))

    def parameter(self, **more: object) -> Context:
        """Return the context of a parameter of this path: the series' own, named by what it is."""
        return self.around.extended(parameter=self.fact_id.removeprefix("scenario.").replace("_", "-"), **more)

    def give(self, year: int, amount: Amount, position: Position, kind: Kind = Kind.ASSUMED) -> bool:
        """Record a given value of a year."""
        return give_amount(
            self.frame.builder,
            self.fact_id,
            self.of(year),
            amount,
            self.unit,
            self.label(year),
            position,
            kind=kind,
            least=self.least,
            most=self.most,
        )

    def derive(self, year: int, formula: Callable[[], Quantity], position: Position | None = None) -> None:
        """Record a year's value by its formula."""
        place = position or self.at
        self.frame.builder.derive(
            self.fact_id, self.of(year), self.unit, self.label(year), formula, position=place, kind=Kind.DERIVED
        )

    def lack(self, year: int, reason: Text = _NOT_READ, position: Position | None = None) -> None:
        """Record that a year has no value."""
        self.frame.builder.lack(self.fact_id, self.of(year), reason, position or self.at)
