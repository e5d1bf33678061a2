"""The transport calculation: :mod:`distances`, :mod:`trips` and :mod:`emissions`; here, whether chains hang together.

For the emissions of transport chains (ISO 14083). It takes the section ``transport``: ``places``, operation
``categories`` with an intensity or a vehicle, ``trips`` whose fuel is shared out, and ``chains`` of elements::

    transport:
      places: [{id: factory, name: 工厂}, {id: port, name: 港口}]
      categories:
        - {id: truck, name: 卡车, mode: road,
           intensity: {ttw: 60 gCO2e/tkm, wtt: 15 gCO2e/tkm, source: 承运人报告, mark: secondary}}
      chains:
        - id: export
          name: 工厂至港口
          mass: 12 t
          elements:
            - {id: road, name: 公路, mode: road, begins: factory, ends: port, category: truck, distance: 150 km}

A chain that does not connect, or has an element of an unknown mode, is an error and has no total.

Errors: LG581, LG582.
"""

from __future__ import annotations

from typing import get_args

from generator.base.text import Text
from generator.calculations.desk import Desk
from generator.calculations.factors import DataSets
from generator.calculations.transport.distances import HUB, record_activity
from generator.calculations.transport.emissions import STAGES, record_categories, record_emissions
from generator.calculations.transport.rules import DISCONNECTED, MODE
from generator.calculations.transport.trips import record_trips
from generator.ledger.context import Context
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project
from generator.project.sections.transport import Chain, Element, Mode, Transport

MODES: tuple[str, ...] = (*get_args(Mode), HUB)


def run(project: Project, builder: LedgerBuilder) -> None:
    """Record the facts of the section ``transport``."""
    section = project.file.transport
    if section is None:
        return
    desk = Desk(project, builder)
    for chain in section.chains:
        whole = _connected(desk, chain)
        known = all([_known_mode(desk, section, element) for element in chain.elements])
        if not (whole and known):
            _without(desk, chain)
    record_activity(desk, section)
    sets = DataSets(project)
    record_trips(desk, section, sets)
    record_categories(desk, section, sets)
    builder.findings += sets.findings
    record_emissions(desk, section)


def _known_mode(desk: Desk, section: Transport, element: Element) -> bool:
    place = element.place("mode")
    if element.mode not in MODES:
        message = (f"没有运输方式“{element.mode}”", f"there is no mode {element.mode!r}")
        desk.find(MODE, place, message, (f"可用：{'、'.join(MODES)}", f"modes: {', '.join(MODES)}"))
        return False
    category = next((one for one in section.categories if one.id == element.category), None)
    trip = next((one for one in section.trips if one.id == element.trip), None)
    other = category.mode if category else trip.mode if trip else element.mode
    if other != element.mode:
        message = (
            f"“{element.id}”为 {element.mode}，其类别为 {other}",
            f"{element.id} is {element.mode}, its category {other}",
        )
        desk.find(MODE, place, message, (f"mode: {other}", f"mode: {other}"))
        return False
    return True


def _connected(desk: Desk, chain: Chain) -> bool:
    whole = True
    for i, element in enumerate(chain.elements):
        before = chain.elements[i - 1] if i else None
        if before is not None and element.begins != before.ends:
            message = (
                f"“{element.id}”从 {element.begins} 开始，上一环节止于 {before.ends}",
                f"{element.id} begins at {element.begins}, the element before it ends at {before.ends}",
            )
            hint = (f"begins: {before.ends}，或补上缺少的环节", f"begins: {before.ends}, or add the missing element")
            desk.find(DISCONNECTED, element.place("begins"), message, hint, before.place("ends"))
            whole = False
        if element.mode == HUB and element.begins != element.ends:
            message = (f"枢纽“{element.id}”的起止地点不同", f"the hub {element.id} begins and ends at different places")
            desk.find(
                DISCONNECTED, element.place("ends"), message, (f"ends: {element.begins}", f"ends: {element.begins}")
            )
            whole = False
    return whole


def _without(desk: Desk, chain: Chain) -> None:
    reason = Text("运输链有误", "the chain is at fault")
    for stage in STAGES:
        for what in ("chain_emission", "chain_intensity"):
            context = Context.of(process=chain.id, stage=stage)
            desk.builder.lack(f"transport.{what}", context, reason, chain.at)
