"""What the parts of the park calculation share: the section, the ledger being built, the data sets, the units."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import Unit, parse_unit
from generator.calculations.factors import DataSets
from generator.ledger.context import Context
from generator.ledger.ledger import LedgerBuilder, Unavailable
from generator.ledger.quantity import Quantity
from generator.project.project import Project
from generator.project.sections.park import Carrier, Park, ParkEntity, ParkProduct

NOTICE_SET = "cn-zero-carbon-park-2025"
T_CO2 = parse_unit("tCO2")
TCE = parse_unit("tce")
#: How a flow bears on the energy and the combustion of an entity: +1 consumed, -1 handed on.
SIGNS = {"use": 1, "feedstock": 1, "bunker": 1, "input": 1, "output": -1, "export": -1}
SOURCES = {
    "combustion": Text("化石能源用作燃料", "combustion of fossil fuels"),
    "transformation": Text("能源加工转换", "energy transformation"),
    "electricity": Text("电力净受入", "net electricity received"),
    "heat": Text("热力净受入", "net heat received"),
    "process": Text("工业生产过程", "industrial processes"),
}
FLOWS = {
    "use": Text("消费量", "consumption"),
    "feedstock": Text("用作原料、材料量", "use as material"),
    "bunker": Text("国际航空航海用量", "international bunkers"),
    "input": Text("加工转换投入量", "input to transformation"),
    "output": Text("加工转换产出量", "output of transformation"),
    "export": Text("送出园区量", "sent out of the park"),
}

#: A reading inside a formula.
Read = Callable[[], Quantity]


def at(**values: object) -> Context:
    """Return a context."""
    return Context.of(**values)


def unavailable(key: str, zh: str, en: str) -> Unavailable:
    """Return what stops a derivation with a reason of its own."""
    return Unavailable(key, Text(zh, en))


@dataclass
class Book:
    """The state that the parts of the park build on, in the order in which they run.

    ``present`` holds the (entity, year, flow, carrier) that there is an amount of, or a reason for having none;
    ``made`` the same of (entity, year, product). ``blocked`` are years whose totals nothing may be said of, and why.
    """

    project: Project
    ledger: LedgerBuilder
    park: Park
    sets: DataSets
    present: dict[tuple[str, int, str, str], None] = field(default_factory=dict)
    made: dict[tuple[str, int, str], None] = field(default_factory=dict)
    blocked: dict[int, Text] = field(default_factory=dict)

    @property
    def years(self) -> tuple[int, ...]:
        """The years accounted."""
        return tuple(sorted(set(self.park.years)))

    def carrier(self, name: str) -> Carrier | None:
        """Return a carrier by id."""
        return next((one for one in self.park.carriers if one.id == name), None)

    def product(self, name: str) -> ParkProduct | None:
        """Return a product by id."""
        return next((one for one in self.park.products if one.id == name), None)

    def running(self, year: int) -> list[ParkEntity]:
        """Return the entities that there are in a year."""
        return [one for one in self.park.entities if one.runs(year)]

    def flows(self, entity: str, year: int, *kinds: str) -> Iterator[tuple[str, Carrier]]:
        """Yield the flows of an entity in a year, each with its carrier."""
        for one, of, flow, name in self.present:
            carrier = self.carrier(name)
            if one == entity and of == year and flow in kinds and carrier is not None:
                yield flow, carrier

    def amount(self, entity: str, year: int, flow: str, carrier: Carrier) -> Quantity:
        """Read an amount."""
        return self.ledger.read("park.activity", at(entity=entity, period=year, process=flow, energy=carrier.id))

    def whole(self, year: int) -> None:
        """Stop a derivation of a year's total where the year is blocked.

        Raises:
            Unavailable: it is.
        """
        if year in self.blocked:
            reason = self.blocked[year]
            raise unavailable(f"park.activity[period={year}]", reason.zh, reason.en)


def substance(carrier: Carrier) -> str:
    """Return what a carrier's amounts count."""
    return carrier.fuel.rpartition("/")[2] or carrier.id if carrier.kind == "fuel" else carrier.kind


def place_of(book: Book, fact: str, context: Context) -> Position:
    """Return where an amount was given, so that what follows from it can be told there."""
    known = book.ledger.fact(fact, context)
    return (known.position if known is not None else None) or book.park.at


def unit_of(carrier: Carrier) -> Unit:
    """Return the unit of a carrier's amounts, with its substance."""
    return parse_unit(carrier.unit).of(substance(carrier))


def unit_made(product: ParkProduct) -> Unit:
    """Return the unit of a product's output, with its substance."""
    return parse_unit(product.unit).of(product.id)
