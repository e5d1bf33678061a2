"""The section ``transport``: transport chains of elements, vehicles' trips and hubs (ISO 14083)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from generator.base.findings import Finding
from generator.project.inline_factor import InlineFactor
from generator.project.node import Amount, Names, Node, Section, Slug
from generator.project.unknown import unknown_id

if TYPE_CHECKING:
    from generator.project.models import ProjectFile

Mode = Literal["road", "rail", "inland-waterway", "sea", "air", "pipeline", "cable-car"]
Distance = Literal["shortest-feasible", "great-circle", "actual"]


class Place(Node):
    """A place of a chain; coordinates in degrees, north and east above 0."""

    id: Slug
    name: Names
    latitude: Decimal | None = Field(default=None, ge=-90, le=90, examples=["28.2"])
    longitude: Decimal | None = Field(default=None, ge=-180, le=180, examples=["112.9"])


class Intensity(Node):
    """Emission intensity of a transport or hub operation category, in its two life-cycle parts, with the source."""

    ttw: Amount = Field(description="operation: tank to wheel", examples=["62 gCO2e/tkm"])
    wtt: Amount = Field(description="energy provision: well to tank", examples=["16 gCO2e/tkm"])
    distance: Distance = Field(default="shortest-feasible", description="distance on which its tonne-kilometres count")
    source: str = Field(examples=["承运人2024年度ISO 14083核查报告"])
    year: str = ""
    mark: Literal["confirmed", "secondary", "unconfirmed"]


class Vehicle(Node):
    """A vehicle category that is modelled: consumption, load and empty running."""

    fuel: str = Field(description="item of the fuel data set", examples=["柴油B7"])
    consumption: Amount = Field(description="mean over loaded and empty running", examples=["0.24 kg/km"])
    capacity: Amount = Field(examples=["25 t"])
    load: Amount = Field(description="load factor by mass of loaded running", examples=["60 %"])
    empty: Amount = Field(description="empty share of all kilometres", examples=["20 %"])


class Category(Node):
    """A transport operation category (TOC) or hub operation category (HOC)."""

    id: Slug
    name: Names
    mode: Mode | Literal["hub"]
    intensity: Intensity | None = None
    vehicle: Vehicle | None = Field(
        default=None, description="a vehicle that is modelled; its tonne-kilometres count on the actual distance"
    )


class Consignment(Node):
    """A consignment on a trip."""

    id: Slug
    name: Names
    mass: Amount = Field(examples=["8 t"])
    distance: Amount = Field(
        description="transport activity distance, never the detour of the trip", examples=["320 km"]
    )


class Trip(Node):
    """A trip, or a round of trips with its empty running: fuel that is shared out among consignments."""

    id: Slug
    name: Names
    mode: Mode
    fuel: str = Field(description="item of the fuel data set", examples=["柴油B7"])
    quantity: Amount = Field(description="in kg, in MJ, or in L with a density", examples=["180 kg"])
    density: InlineFactor | None = Field(
        default=None,
        description="density of fuel given in litres",
        examples=["{value: 0.832 kg/L, source: 油品检测报告, mark: confirmed}"],
    )
    consignments: list[Consignment] = Field(min_length=1)


class Element(Node):
    """A transport chain element: a transport operation from one place to another, or a hub operation at one."""

    id: Slug
    name: Names
    mode: str = Field(
        description="road, rail, inland-waterway, sea, air, pipeline, cable-car or hub", examples=["road"]
    )
    begins: Slug = Field(description="place")
    ends: Slug = Field(description="place; of a hub the same")
    category: Slug = Field(default="", description="transport or hub operation category")
    trip: Slug = Field(default="", description="trip that carried it")
    consignment: Slug = Field(default="", description="consignment of the trip")
    mass: Amount | None = Field(default=None, description="by default the chain's", examples=["12 t"])
    distance: Amount | None = Field(default=None, examples=["320 km"])
    basis: Distance = Field(
        default="shortest-feasible", description="great-circle without a distance: from the places' coordinates"
    )
    daf: InlineFactor | None = Field(
        default=None,
        description="distance adjustment factor: actual / transport activity distance",
        examples=["{value: 1.05 1, source: 承运人, mark: secondary}"],
    )


class Chain(Node):
    """A transport chain from consignor to consignee."""

    id: Slug
    name: Names
    mass: Amount = Field(examples=["12 t"])
    elements: list[Element] = Field(min_length=1)


class Transport(Section):
    """Transport chains."""

    fuels: str = Field(default="transport-fuels-en16258", description="data set of fuels' life-cycle factors")
    places: list[Place] = Field(min_length=1)
    categories: list[Category] = Field(default_factory=list)
    trips: list[Trip] = Field(default_factory=list)
    chains: list[Chain] = Field(min_length=1)

    def contradictions(self, file: ProjectFile) -> Iterable[Finding]:
        """Yield places, categories, trips and consignments that are nowhere defined."""
        places, categories = [one.id for one in self.places], [one.id for one in self.categories]
        trips = {one.id: [each.id for each in one.consignments] for one in self.trips}
        for one in (element for chain in self.chains for element in chain.elements):
            for key, name in (("begins", one.begins), ("ends", one.ends)):
                if name not in places:
                    yield unknown_id(name, places, one.place(key), "place")
            if one.category and one.category not in categories:
                yield unknown_id(one.category, categories, one.place("category"), "operation category")
            if one.trip and one.trip not in trips:
                yield unknown_id(one.trip, list(trips), one.place("trip"), "trip")
            elif one.trip and one.consignment not in trips[one.trip]:
                yield unknown_id(one.consignment, trips[one.trip], one.place("consignment"), "consignment")
