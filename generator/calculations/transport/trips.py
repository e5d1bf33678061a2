"""Trips whose fuel is shared out among consignments by tonne-kilometres.

A trip may be a round with its empty running: all its fuel belongs to the consignments that it carried.

Method: ISO 14083:2023, 5.6 (allocation by transport activity): share = mass x activity distance of the consignment /
sum over the trip; emission = fuel x factor x share, for TTW and WTT each; WTW is their sum. Fuel in MJ is divided by
the data set's energy content, fuel in L multiplied by a stated density.

Inputs: section ``transport``: trips; fuel data set.

Outputs: transport.consignment_mass[product,element] in t, transport.consignment_distance[product,element] in km,
transport.fuel_quantity[element] in kg, transport.fuel_energy[element] in MJ, transport.energy_content[energy] in
MJ/kg, transport.fuel_volume[element] in L, transport.fuel_density[element] in kg/L,
transport.trip_emission[stage,element] and transport.allocated[product,stage,element] in kgCO2e,
transport.consignment_activity[product,element] and transport.trip_activity[element] in tkm,
transport.allocation_share[product,element] in %, transport.trip_intensity[stage,element] in gCO2e/tkm. ``element`` is
the trip, ``product`` the consignment.

Errors: LG580, LG588, LG589, LG014, LG208.

Example: worked/trip.yaml: 100 kg of diesel with 5 % biofuel at 3.04 (TTW) and 3.80 kgCO2e/kg (WTW), shared out by
hand.

Marks: the fuel factors of EN 16258 are secondary (a public transcription).
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import parse_unit
from generator.calculations.amounts import label
from generator.calculations.desk import Desk, Within
from generator.calculations.factors import DataSets
from generator.calculations.transport.distances import ACTIVITY, CARRIED, KILOMETRES, at, one_tonne_kilometre
from generator.calculations.transport.emissions import KILOGRAMS, PARTS, STAGES, of_fuel, record_fuel
from generator.calculations.transport.rules import CLAIMED_TWICE, MASS, MASS_DIFFERS
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, total
from generator.project.sections.transport import Consignment, Element, Transport, Trip


def record_trips(desk: Desk, section: Transport, sets: DataSets) -> None:
    """Record every trip and what its consignments get of it."""
    for trip in section.trips:
        _trip(desk, section, trip, sets)
        for one in trip.consignments:
            _consignment(desk, trip, one)
        _whole(desk, trip)
        for one in trip.consignments:
            _allocate(desk, trip, one)
    _masses(desk, section)
    _claims(desk, section)


def _claims(desk: Desk, section: Transport) -> None:
    """Say where a second element takes a consignment's share of a trip."""
    seen: dict[tuple[str, str], Element] = {}
    for element in (one for chain in section.chains for one in chain.elements if one.trip):
        first = seen.setdefault((element.trip, element.consignment), element)
        if first is not element:
            zh = f"“{element.trip}”的托运批次“{element.consignment}”已由“{first.id}”计入"
            en = f"the consignment {element.consignment} of {element.trip} is in {first.id} already"
            hint = ("每个托运批次只计入一个环节", "let one element take each consignment")
            desk.find(CLAIMED_TWICE, element.place("consignment"), (zh, en), hint, first.place("consignment"))


def _trip(desk: Desk, section: Transport, trip: Trip, sets: DataSets) -> None:
    record_fuel(desk, section, trip.fuel, sets, trip.place("fuel"))
    context = Context.of(element=trip.id)
    _fuel(desk, section, trip, sets, context)
    for part in PARTS:
        text = label(trip.name, f"：{STAGES[part].zh}排放", f": emission, {STAGES[part].en}")
        formula = partial(_burnt, desk, trip, part)
        desk.derive("transport.trip_emission", context.extended(stage=part), KILOGRAMS, text, formula, trip.at)
    text = label(trip.name, f"：{STAGES['wtw'].zh}排放", f": emission, {STAGES['wtw'].en}")
    parts = [context.extended(stage=part) for part in PARTS]
    formula = partial(_sum, desk, "transport.trip_emission", parts, KILOGRAMS)
    desk.derive("transport.trip_emission", context.extended(stage="wtw"), KILOGRAMS, text, formula, trip.at)


def _fuel(desk: Desk, section: Transport, trip: Trip, sets: DataSets, context: Context) -> None:
    """Record the mass of fuel: as typed, or from its energy or its volume."""
    name, place = label(trip.name, "：燃料消耗量", ": fuel used"), trip.place("quantity")
    typed = parse_unit(trip.quantity.unit)
    within = Within(MASS, above=Decimal(0), example="180 kg")
    if typed.converts_to(parse_unit("MJ")):
        text = label(trip.name, "：燃料热量", ": energy of the fuel used")
        desk.amount("transport.fuel_energy", context, trip.quantity, "MJ", text, place, within)
        content = sets.one(section.fuels, trip.fuel, "energy_ttw", trip.place("fuel"))
        if content is not None:
            text = Text(f"{trip.fuel}：单位质量热量", f"{trip.fuel}: energy content")
            content.give(desk.builder, "transport.energy_content", of_fuel(trip.fuel), text)
        desk.derive(
            "transport.fuel_quantity",
            context,
            "kg",
            name,
            lambda: (
                desk.read("transport.fuel_energy", context) / desk.read("transport.energy_content", of_fuel(trip.fuel))
            ),
            place,
        )
    elif typed.converts_to(parse_unit("L")) and trip.density is not None:
        text = label(trip.name, "：燃料体积", ": volume of the fuel used")
        desk.amount("transport.fuel_volume", context, trip.quantity, "L", text, place, within)
        text = label(trip.name, "：燃料密度", ": density of the fuel")
        desk.stated("transport.fuel_density", context, trip.density, "kg/L", text, within)
        desk.derive(
            "transport.fuel_quantity",
            context,
            "kg",
            name,
            lambda: desk.read("transport.fuel_volume", context) * desk.read("transport.fuel_density", context),
            place,
        )
    else:
        desk.amount("transport.fuel_quantity", context, trip.quantity, "kg", name, place, within)


def _burnt(desk: Desk, trip: Trip, part: str) -> Quantity:
    factor = desk.read("transport.fuel_factor", of_fuel(trip.fuel, part))
    return desk.read("transport.fuel_quantity", Context.of(element=trip.id)) * factor


def _sum(desk: Desk, fact_id: str, contexts: list[Context], unit: str) -> Quantity:
    return total([desk.read(fact_id, context) for context in contexts], unit)


def _consignment(desk: Desk, trip: Trip, one: Consignment) -> None:
    context = Context.of(element=trip.id, product=one.id)
    for fact_id, key, amount, unit, within, zh, en in (
        ("consignment_mass", "mass", one.mass, "t", CARRIED, "：质量", ": mass"),
        (
            "consignment_distance",
            "distance",
            one.distance,
            KILOMETRES,
            Within(MASS, above=Decimal(0), example="320 km"),
            "：运输活动距离",
            ": transport activity distance",
        ),
    ):
        desk.amount(f"transport.{fact_id}", context, amount, unit, label(one.name, zh, en), one.place(key), within)
    name = label(one.name, "：运输活动量", ": transport activity")
    desk.derive("transport.consignment_activity", context, ACTIVITY, name, partial(_activity, desk, context), one.at)


def _activity(desk: Desk, context: Context) -> Quantity:
    mass, distance = (desk.read(f"transport.consignment_{what}", context) for what in ("mass", "distance"))
    return mass * distance * one_tonne_kilometre()


def _whole(desk: Desk, trip: Trip) -> None:
    context = Context.of(element=trip.id)
    every = [context.extended(product=one.id) for one in trip.consignments]
    name = label(trip.name, "：运输活动量", ": transport activity")
    formula = partial(_sum, desk, "transport.consignment_activity", every, ACTIVITY)
    desk.derive("transport.trip_activity", context, ACTIVITY, name, formula, trip.at)
    for stage, words in STAGES.items():
        text = label(trip.name, f"：{words.zh}排放强度", f": intensity, {words.en}")
        below = context.extended(stage=stage)
        formula = partial(_intensity, desk, context, below)
        desk.derive("transport.trip_intensity", below, "gCO2e/tkm", text, formula, trip.at)


def _intensity(desk: Desk, context: Context, below: Context) -> Quantity:
    return desk.read("transport.trip_emission", below) / desk.read("transport.trip_activity", context)


def _allocate(desk: Desk, trip: Trip, one: Consignment) -> None:
    context = Context.of(element=trip.id, product=one.id)
    name = label(one.name, "：分配比例", ": share of the trip")
    desk.derive("transport.allocation_share", context, "%", name, partial(_share, desk, trip, one), one.at)
    for stage, words in STAGES.items():
        text = label(one.name, f"：分得的{words.zh}排放", f": emission allocated, {words.en}")
        formula = partial(_part, desk, trip, one, stage)
        desk.derive("transport.allocated", context.extended(stage=stage), KILOGRAMS, text, formula, one.at)


def _share(desk: Desk, trip: Trip, one: Consignment) -> Quantity:
    own = desk.read("transport.consignment_activity", Context.of(element=trip.id, product=one.id))
    return own / desk.read("transport.trip_activity", Context.of(element=trip.id))


def _part(desk: Desk, trip: Trip, one: Consignment, stage: str) -> Quantity:
    emission = desk.read("transport.trip_emission", Context.of(element=trip.id, stage=stage))
    own = desk.read("transport.consignment_activity", Context.of(element=trip.id, product=one.id))
    return emission * own / desk.read("transport.trip_activity", Context.of(element=trip.id))


def _masses(desk: Desk, section: Transport) -> None:
    """Say where an element's mass or distance differs from that of the consignment whose share it takes."""
    for chain in section.chains:
        for element in chain.elements:
            if not element.trip:
                continue
            here, there = at(chain, element), Context.of(element=element.trip, product=element.consignment)
            for what, fact_id, unit, zh_what in (
                ("mass", "mass", "t", "质量"),
                ("distance", "activity_distance", KILOMETRES, "运输活动距离"),
            ):
                own = desk.value(f"transport.{fact_id}", here)
                theirs = desk.value(f"transport.consignment_{what}", there)
                typed = what == "mass" or (element.distance is not None and element.basis != "actual")
                if typed and own is not None and theirs is not None and own != theirs:
                    zh = f"“{element.id}”的{zh_what} {own} {unit} 与托运批次 {theirs} {unit} 不同"
                    en = f"the {what} of {element.id}, {own} {unit}, differs from its consignment's {theirs} {unit}"
                    hint = f"{what}: {theirs} {unit}"
                    desk.find(MASS_DIFFERS, element.place("consignment"), (zh, en), (hint, hint))
