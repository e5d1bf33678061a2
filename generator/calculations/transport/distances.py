"""Masses, distances and transport activity of chain elements.

Activity counts the shortest feasible distance or the great-circle distance, never a detour. Where a distance is the
actual one, it is divided by the distance adjustment factor (DAF) first; a great-circle distance can be worked out
from the places' coordinates.

Method: ISO 14083:2023, 5.4.2 (transport activity = mass x transport activity distance) and 5.4.4 (DAF = actual
distance / transport activity distance, at least 1). Great-circle distance on a sphere by the haversine formula: d = 2
R asin(sqrt( sin^2(dlat / 2) + cos(lat1) cos(lat2) sin^2(dlon / 2))).

Inputs: section ``transport``: places, chains; data set transport-distance (mean Earth radius).

Outputs: transport.latitude and transport.longitude[entity] (the place) in degrees as numbers, transport.earth_radius
in km, transport.mass[process,element] in t, transport.distance, transport.activity_distance[process,element] in km,
transport.daf[process,element] as a number, transport.activity[process,element] in tkm. ``process`` is the chain,
``element`` its element.

Errors: LG580, LG583, LG586, LG208.

Example: worked/great-circle.yaml: Nashville (36.12, -86.67) to Los Angeles (33.94, -118.40) 2886.444442837983 km at R
= 6371 km (Rosetta Code, Haversine formula).

Marks: the Earth radius is secondary.
"""

from __future__ import annotations

import math
from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.calculations.amounts import label
from generator.calculations.desk import Desk, Within
from generator.calculations.factors import DataSets
from generator.calculations.figures import of_float
from generator.calculations.transport.rules import DAF, MASS, NO_DISTANCE
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, procedure
from generator.project.sections.transport import Chain, Element, Place, Transport

KILOMETRES = "km"
ACTIVITY = "tkm"
HUB = "hub"
CARRIED = Within(MASS, above=Decimal(0), example="12 t")
_PARAMETERS = "transport-distance"


def at(chain: Chain, element: Element) -> Context:
    """Return the context of an element's facts."""
    return Context.of(process=chain.id, element=element.id)


def record_activity(desk: Desk, section: Transport) -> None:
    """Record masses, distances and activity of every element."""
    sets = DataSets(desk.project)
    _places(desk, section)
    for chain in section.chains:
        for element in chain.elements:
            _mass(desk, chain, element)
            if element.mode != HUB:
                _distance(desk, section, chain, element, sets)
                _activity(desk, chain, element)
    desk.builder.findings += sets.findings


def _places(desk: Desk, section: Transport) -> None:
    for one in section.places:
        for key, value, zh, en in (
            ("latitude", one.latitude, "：纬度", ": latitude"),
            ("longitude", one.longitude, "：经度", ": longitude"),
        ):
            if value is not None:
                context = Context.of(entity=one.id)
                desk.count(f"transport.{key}", context, value, label(one.name, zh, en), one.place(key))


def _mass(desk: Desk, chain: Chain, element: Element) -> None:
    name = label(element.name, "：货物质量", ": mass carried")
    amount, place = (element.mass, element.place("mass")) if element.mass else (chain.mass, chain.place("mass"))
    desk.amount("transport.mass", at(chain, element), amount, "t", name, place, CARRIED)


def _distance(desk: Desk, section: Transport, chain: Chain, element: Element, sets: DataSets) -> None:
    context = at(chain, element)
    if element.daf is not None:
        name, least = label(element.name, "：距离调整系数", ": distance adjustment factor"), Decimal(1)
        desk.stated("transport.daf", context, element.daf, "1", name, Within(DAF, least=least, example="1.05 1"))
    name = label(element.name, "：距离", ": distance")
    if element.distance is not None:
        place, within = element.place("distance"), Within(MASS, above=Decimal(0), example="320 km")
        desk.amount("transport.distance", context, element.distance, KILOMETRES, name, place, within)
        return
    ends = [next((p for p in section.places if p.id == which), None) for which in (element.begins, element.ends)]
    known = all(p is not None and p.latitude is not None and p.longitude is not None for p in ends)
    if element.basis != "great-circle" or not known:
        message = (
            f"“{element.id}”没有距离，也没有两端坐标",
            f"{element.id} has no distance, nor coordinates of both ends",
        )
        hint = (
            "distance: 320 km，或 basis: great-circle 并给出坐标",
            "distance: 320 km, or great-circle with coordinates",
        )
        desk.find(NO_DISTANCE, element.at, message, hint)
        desk.builder.lack("transport.distance", context, Text("没有距离", "there is no distance"), element.at)
        return
    radius = sets.one(_PARAMETERS, "earth", "radius", element.at)
    if radius is not None:
        text = Text("地球平均半径", "mean Earth radius")
        radius.give(desk.builder, "transport.earth_radius", Context(), text)
    formula = partial(_great_circle, desk, [p for p in ends if p is not None])
    desk.derive("transport.distance", context, KILOMETRES, name, formula, element.at)


def _great_circle(desk: Desk, ends: list[Place]) -> Quantity:
    radius = desk.read("transport.earth_radius")
    degrees = [
        desk.read(f"transport.{key}", Context.of(entity=place.id))
        for place in ends
        for key in ("latitude", "longitude")
    ]
    angle = central_angle(*(float(one.value) for one in degrees))
    return radius * procedure("haversine central angle", of_float(angle), "1", degrees)


def central_angle(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the angle between two places seen from the centre of the Earth, in radians."""
    one, two = math.radians(latitude), math.radians(other_latitude)
    half_north, half_east = (two - one) / 2, math.radians(other_longitude - longitude) / 2
    share = math.sin(half_north) ** 2 + math.cos(one) * math.cos(two) * math.sin(half_east) ** 2
    return 2 * math.asin(math.sqrt(min(share, 1.0)))


def _activity(desk: Desk, chain: Chain, element: Element) -> None:
    context = at(chain, element)
    name = label(element.name, "：运输活动距离", ": transport activity distance")
    formula = partial(_counted, desk, element, context)
    desk.derive("transport.activity_distance", context, KILOMETRES, name, formula, element.at)
    name = label(element.name, "：运输活动量", ": transport activity")
    desk.derive("transport.activity", context, ACTIVITY, name, partial(_tonne_kilometres, desk, context), element.at)


def _counted(desk: Desk, element: Element, context: Context) -> Quantity:
    distance = desk.read("transport.distance", context)
    return distance / desk.read("transport.daf", context) if element.basis == "actual" else distance


def _tonne_kilometres(desk: Desk, context: Context) -> Quantity:
    mass, distance = desk.read("transport.mass", context), desk.read("transport.activity_distance", context)
    return mass * distance * one_tonne_kilometre()


def one_tonne_kilometre() -> Quantity:
    """Return the factor from tonnes times kilometres to tonne-kilometres."""
    return constant(1, "tkm/t/km", "one tonne over one kilometre")
