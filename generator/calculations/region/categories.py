"""The categories that rankings and uncertainty work on: items or sectors of the table, and every line.

Removals enter with their sign here: below nought. What a method wants as an absolute value, it takes as one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.base.findings import Position
from generator.base.text import Text
from generator.calculations.region.frame import Frame
from generator.calculations.region.sectors import Sectors
from generator.ledger.quantity import Quantity, constant
from generator.project.sections.region_parts import HalfWidths


@dataclass(frozen=True, slots=True)
class Entry:
    """A category of emissions or removals: its dimension and id, its name, its half-widths."""

    dimension: str
    id: str
    name: Text
    removal: bool
    gas: str
    at: Position
    uncertainty: HalfWidths | None = None

    @property
    def where(self) -> Mapping[str, object]:
        """The dimension that tells it from others."""
        return {self.dimension: self.id}

    def amount(self, frame: Frame, year: int) -> Quantity:
        """Return its emission in tCO2e; a removal is below nought."""
        if self.removal:
            return frame.read("sink", period=year, **self.where) * constant(-1, meaning="removal")
        if self.dimension == "source":
            return frame.read("line", period=year, **self.where)
        name = "item" if self.dimension == "energy" else "sector"
        return frame.in_co2e(frame.read(name, period=year, **self.where), self.gas)


def entries(frame: Frame, sectors: Sectors | None, by: str) -> list[Entry]:
    """Return every category; the table's by sector or by item."""
    found: list[Entry] = []
    if sectors is not None and by == "sectors":
        found += [
            Entry("sector", one, frame.classes.sectors[one].name.text, False, sectors.gas, sectors.cells.spec.at)
            for one in sectors.sectors
        ]
    elif sectors is not None:
        for name in sectors.emitting:
            item = frame.classes.items[name]
            at = item.at if item.at.path else sectors.cells.spec.at
            found.append(Entry("energy", name, item.name.text, False, sectors.gas, at, item.uncertainty))
    return found + [
        Entry("source", line.id, line.name.text, line.removal, line.gas, line.at, line.uncertainty)
        for line in frame.region.lines
    ]
