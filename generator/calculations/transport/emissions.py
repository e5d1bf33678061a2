"""Emissions and intensities of chain elements and whole chains, well to wheel in its two parts.

Every element has an emission of the operation (tank to wheel, TTW) and of energy provision (well to tank, WTT); well
to wheel (WTW) is their sum. A category brings intensities with a source, or is modelled by a vehicle; a trip brings
fuel that is shared out (:mod:`trips`). Hubs count per tonne.

Method: ISO 14083:2023 (operation categories, chain elements, chains). Transport: emission = activity x intensity,
times the DAF where the intensity counts actual and the activity planned distance. Hub: emission = mass x intensity.
Vehicle model: intensity = consumption per km x fuel factor / (capacity x load factor x (1 - empty share)), the
consumption being the mean over loaded and empty kilometres. Chain: sum over elements; intensity = emission / sum of
the activity of its transport elements.

Inputs: section ``transport``: categories, chains; fuel data set (property ghg_ttw, ghg_wtw in kgCO2e/kg).

Outputs: transport.intensity[category,stage] in gCO2e/tkm or gCO2e/t, transport.emission[process,stage,element] and
transport.chain_emission[process,stage] in kgCO2e, transport.emission_share[process,element] in %,
transport.chain_activity[process] in tkm, transport.chain_distance[process] in km,
transport.chain_intensity[process,stage] in gCO2e/tkm, transport.hub_emission[process] in kgCO2e,
transport.total[stage] in tCO2e; transport.fuel_factor[stage,energy] in kgCO2e/kg, transport.consumption,
transport.capacity, transport.load, transport.empty[category]. ``stage`` is ttw, wtt or wtw.

Errors: LG580, LG581, LG582, LG584, LG585, LG587, LG014, LG208.

Example: worked/chain.yaml and worked/vehicle.yaml, worked out by hand from the definitions; the worked examples of
ISO 14083 and the GLEC Framework could not be read.

Marks: transport-fuels-en16258 is secondary. Default intensities of GLEC and ISO 14083 are not carried (their
publishers are said to forbid it, and they were not read): a project states what it uses, with its source.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial

from generator.base.findings import Position
from generator.base.text import Text
from generator.calculations.amounts import label
from generator.calculations.desk import Desk, Within
from generator.calculations.factors import DataSets
from generator.calculations.transport.distances import ACTIVITY, HUB, KILOMETRES, at, one_tonne_kilometre
from generator.calculations.transport.rules import LOAD, MASS, NO_DAF, NO_EMISSION
from generator.ledger.context import Context
from generator.ledger.fact import Mark, Reference
from generator.ledger.quantity import Quantity, constant, total
from generator.project.sections.transport import Category, Chain, Element, Intensity, Transport, Vehicle

KILOGRAMS = "kgCO2e"
PARTS = ("ttw", "wtt")
STAGES = {
    "ttw": Text("运行（油箱到车轮）", "operation, tank to wheel"),
    "wtt": Text("能源供应（油井到油箱）", "energy provision, well to tank"),
    "wtw": Text("全程（油井到车轮）", "well to wheel"),
}
_PER_ACTIVITY = "gCO2e/tkm"
_PER_TONNE = "gCO2e/t"


# ------------------------------------------------------------------------------------------- fuels and categories


def of_fuel(fuel: str, stage: str | None = None) -> Context:
    """Return the context of a fuel's factors; what a key cannot hold in a name becomes a hyphen."""
    return Context.of(energy=re.sub(r"[\s,=\[\]]+", "-", fuel), stage=stage)


def record_fuel(desk: Desk, section: Transport, fuel: str, sets: DataSets, place: Position) -> None:
    """Record a fuel's factors: TTW and WTW as the data set has them, WTT as their difference."""
    for stage in ("ttw", "wtw"):
        context = of_fuel(fuel, stage)
        found = sets.one(section.fuels, fuel, f"ghg_{stage}", place)
        text = Text(f"{fuel}：{STAGES[stage].zh}因子", f"{fuel}: factor, {STAGES[stage].en}")
        if found is None:
            reason = Text("数据集中没有该燃料", "the data set has no such fuel")
            desk.builder.lack("transport.fuel_factor", context, reason, place)
        else:
            found.give(desk.builder, "transport.fuel_factor", context, text)
    context = of_fuel(fuel, "wtt")
    text = Text(f"{fuel}：{STAGES['wtt'].zh}因子", f"{fuel}: factor, {STAGES['wtt'].en}")
    desk.derive("transport.fuel_factor", context, "kgCO2e/kg", text, partial(_provision, desk, fuel), place)


def _provision(desk: Desk, fuel: str) -> Quantity:
    wheel, tank = (desk.read("transport.fuel_factor", of_fuel(fuel, s)) for s in ("wtw", "ttw"))
    return wheel - tank


def record_categories(desk: Desk, section: Transport, sets: DataSets) -> None:
    """Record the intensities of every category."""
    for one in section.categories:
        hub = one.mode == HUB
        if (one.intensity is None) == (one.vehicle is None) or (hub and one.vehicle is not None):
            zh = f"“{one.id}”应给出 intensity 或 vehicle 之一" + ("（枢纽只能用 intensity）" if hub else "")
            en = f"{one.id} needs one of intensity and vehicle" + (" (a hub: intensity)" if hub else "")
            hint = "intensity: {ttw: 62 gCO2e/tkm, wtt: 16 gCO2e/tkm, source: …, mark: secondary}"
            desk.find(NO_EMISSION, one.at, (zh, en), (hint, hint))
            for part in PARTS:
                reason = Text("没有排放强度", "there is no intensity")
                desk.builder.lack("transport.intensity", Context.of(category=one.id, stage=part), reason, one.at)
        elif one.intensity is not None:
            _stated(desk, one, one.intensity)
        elif one.vehicle is not None:
            _modelled(desk, section, one, one.vehicle, sets)
        context = Context.of(category=one.id)
        unit, text = _PER_TONNE if hub else _PER_ACTIVITY, _intensity_name(one, "wtw")
        desk.derive(
            "transport.intensity", context.extended(stage="wtw"), unit, text, partial(_both, desk, context), one.at
        )


def _intensity_name(one: Category, stage: str) -> Text:
    return label(one.name, f"：{STAGES[stage].zh}排放强度", f": intensity, {STAGES[stage].en}")


def _both(desk: Desk, context: Context) -> Quantity:
    parts = [desk.read("transport.intensity", context.extended(stage=part)) for part in PARTS]
    return parts[0] + parts[1]


def _stated(desk: Desk, one: Category, intensity: Intensity) -> None:
    unit = _PER_TONNE if one.mode == HUB else _PER_ACTIVITY
    reference = Reference(intensity.source, "", intensity.year)
    within = Within(MASS, least=Decimal(0), example=f"62 {unit}")
    for part, amount in (("ttw", intensity.ttw), ("wtt", intensity.wtt)):
        desk.amount(
            "transport.intensity",
            Context.of(category=one.id, stage=part),
            amount,
            unit,
            _intensity_name(one, part),
            intensity.place(part),
            within,
            mark=Mark(intensity.mark),
            reference=reference,
        )


def _modelled(desk: Desk, section: Transport, one: Category, vehicle: Vehicle, sets: DataSets) -> None:
    context = Context.of(category=one.id)
    record_fuel(desk, section, vehicle.fuel, sets, vehicle.place("fuel"))
    above = Within(MASS, above=Decimal(0), example="0.24 kg/km")
    load = Within(LOAD, above=Decimal(0), most=Decimal(100), example="60 %")
    empty = Within(LOAD, least=Decimal(0), most=Decimal("99.99"), example="20 %")
    for key, amount, unit, within, zh, en in (
        ("consumption", vehicle.consumption, "kg/km", above, "：单位里程燃料消耗", ": fuel per kilometre"),
        ("capacity", vehicle.capacity, "t", Within(MASS, above=Decimal(0), example="25 t"), "：载重量", ": capacity"),
        ("load", vehicle.load, "%", load, "：载重利用率", ": load factor"),
        ("empty", vehicle.empty, "%", empty, "：空驶率", ": empty share of kilometres"),
    ):
        desk.amount(f"transport.{key}", context, amount, unit, label(one.name, zh, en), vehicle.place(key), within)
    for part in PARTS:
        below, formula = context.extended(stage=part), partial(_per_activity, desk, one, vehicle, part)
        desk.derive("transport.intensity", below, _PER_ACTIVITY, _intensity_name(one, part), formula, vehicle.at)


def _per_activity(desk: Desk, one: Category, vehicle: Vehicle, part: str) -> Quantity:
    context = Context.of(category=one.id)
    factor = desk.read("transport.fuel_factor", of_fuel(vehicle.fuel, part))
    loaded = constant(100, "%", "all kilometres") - desk.read("transport.empty", context)
    carried = desk.read("transport.capacity", context) * desk.read("transport.load", context) * loaded
    per_kilometre = desk.read("transport.consumption", context) * factor
    return (per_kilometre / carried / one_tonne_kilometre()).in_unit(_PER_ACTIVITY)


# ---------------------------------------------------------------------------------------------------- elements


def record_emissions(desk: Desk, section: Transport) -> None:
    """Record the emission of every element, every chain and all chains."""
    for chain in section.chains:
        for element in chain.elements:
            _element(desk, section, chain, element)
        _chain(desk, chain)
    for stage in STAGES:
        text = Text(f"各运输链{STAGES[stage].zh}排放合计", f"all chains: emission, {STAGES[stage].en}")
        contexts = [Context.of(process=chain.id, stage=stage) for chain in section.chains]
        formula = partial(_sum, desk, "transport.chain_emission", contexts, KILOGRAMS)
        desk.derive("transport.total", Context.of(stage=stage), "tCO2e", text, formula, section.place("chains"))


def _sum(desk: Desk, fact_id: str, contexts: list[Context], unit: str) -> Quantity:
    return total([desk.read(fact_id, context) for context in contexts], unit)


def _element(desk: Desk, section: Transport, chain: Chain, element: Element) -> None:
    context = at(chain, element)
    category = next((one for one in section.categories if one.id == element.category), None)
    ready = _source(desk, chain, element) and _same_distance(desk, chain, element, category)
    for part in PARTS:
        below = context.extended(stage=part)
        text = label(element.name, f"：{STAGES[part].zh}排放", f": emission, {STAGES[part].en}")
        if not ready:
            reason = Text("该环节没有可用的排放数据", "the element has no usable data")
            desk.builder.lack("transport.emission", below, reason, element.at)
            continue
        formula = partial(_emission, desk, chain, element, category, part)
        desk.derive("transport.emission", below, KILOGRAMS, text, formula, element.at)
    text = label(element.name, f"：{STAGES['wtw'].zh}排放", f": emission, {STAGES['wtw'].en}")
    parts = [context.extended(stage=part) for part in PARTS]
    formula = partial(_sum, desk, "transport.emission", parts, KILOGRAMS)
    desk.derive("transport.emission", context.extended(stage="wtw"), KILOGRAMS, text, formula, element.at)


def _source(desk: Desk, chain: Chain, element: Element) -> bool:
    """Whether an element has one of category and trip."""
    if bool(element.category) != bool(element.trip) and not (element.trip and element.mode == HUB):
        return True
    message = (f"“{element.id}”应给出 category 或 trip 之一", f"{element.id} needs one of category and trip")
    desk.find(NO_EMISSION, element.at, message, ("category: truck-40t", "category: truck-40t"))
    return False


def _same_distance(desk: Desk, chain: Chain, element: Element, category: Category | None) -> bool:
    """Whether distance and intensity of an element can be brought together."""
    if element.mode == HUB:
        return True
    wanted = _counts(element, category)
    unlike = element.basis != wanted and "actual" not in (element.basis, wanted)
    # Activity never counts the actual distance: it needs the factor whenever either of the two is actual.
    if not unlike and (element.daf is not None or "actual" not in (element.basis, wanted)):
        return True
    zh = f"“{element.id}”的距离为 {element.basis}，排放强度按 {wanted}" + ("" if unlike else "，缺少 daf")
    en = f"the distance of {element.id} is {element.basis}, its intensity counts {wanted}" + (
        "" if unlike else ", no daf"
    )
    hint = "daf: {value: 1.05 1, source: 承运人, mark: secondary}"
    desk.find(NO_DAF, element.place("basis"), (zh, en), (hint, hint))
    return False


def _emission(desk: Desk, chain: Chain, element: Element, category: Category | None, part: str) -> Quantity:
    context = at(chain, element)
    if category is None:
        return desk.read(
            "transport.allocated", Context.of(element=element.trip, product=element.consignment, stage=part)
        )
    intensity = desk.read("transport.intensity", Context.of(category=category.id, stage=part))
    if element.mode == HUB:
        return intensity * desk.read("transport.mass", context)
    emission = intensity * desk.read("transport.activity", context)
    counted = _counts(element, category)
    return emission * desk.read("transport.daf", context) if counted == "actual" else emission


def _counts(element: Element, category: Category | None) -> str:
    """Return the distance on which an element's intensity counts; a vehicle's consumption is per actual kilometre."""
    if category is None:
        return element.basis
    return category.intensity.distance if category.intensity is not None else "actual"


# ------------------------------------------------------------------------------------------------------- chains


def _chain(desk: Desk, chain: Chain) -> None:
    context = Context.of(process=chain.id)
    moving = [at(chain, one) for one in chain.elements if one.mode != HUB]
    name = label(chain.name, "：运输活动量", ": transport activity")
    formula = partial(_sum, desk, "transport.activity", moving, ACTIVITY)
    desk.derive("transport.chain_activity", context, ACTIVITY, name, formula, chain.at)
    name = label(chain.name, "：运输活动距离", ": transport activity distance")
    formula = partial(_sum, desk, "transport.activity_distance", moving, KILOMETRES)
    desk.derive("transport.chain_distance", context, KILOMETRES, name, formula, chain.at)
    for stage, words in STAGES.items():
        below = context.extended(stage=stage)
        every = [at(chain, one).extended(stage=stage) for one in chain.elements]
        name = label(chain.name, f"：{words.zh}排放", f": emission, {words.en}")
        formula = partial(_sum, desk, "transport.emission", every, KILOGRAMS)
        desk.derive("transport.chain_emission", below, KILOGRAMS, name, formula, chain.at)
        name = label(chain.name, f"：{words.zh}排放强度", f": intensity, {words.en}")
        desk.derive(
            "transport.chain_intensity", below, _PER_ACTIVITY, name, partial(_chain_intensity, desk, below), chain.at
        )
    hubs = [at(chain, one).extended(stage="wtw") for one in chain.elements if one.mode == HUB]
    name = label(chain.name, "：枢纽作业排放", ": emission of the hubs")
    formula = partial(_sum, desk, "transport.emission", hubs, KILOGRAMS)
    desk.derive("transport.hub_emission", context, KILOGRAMS, name, formula, chain.at)
    for element in chain.elements:
        name = label(element.name, "：占运输链排放", ": share of the chain")
        formula = partial(_share, desk, chain, element)
        desk.derive("transport.emission_share", at(chain, element), "%", name, formula, element.at)


def _chain_intensity(desk: Desk, context: Context) -> Quantity:
    activity = desk.read("transport.chain_activity", context.extended(stage=None))
    return desk.read("transport.chain_emission", context) / activity


def _share(desk: Desk, chain: Chain, element: Element) -> Quantity:
    part = desk.read("transport.emission", at(chain, element).extended(stage="wtw"))
    return part / desk.read("transport.chain_emission", Context.of(process=chain.id, stage="wtw"))
