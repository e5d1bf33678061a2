"""Recovered waste heat, waste gas or waste pressure: the electricity and heat that it replaces.

Method: CDM ACM0012 in its form for electricity and heat: BE = f_cap x f_wcm x (EG x EF_electricity + HG x
EF_fuel / eta). f_wcm is the part of the output that waste energy makes; f_cap = min(1, waste energy before
the project / waste energy now), so that more waste than before earns nothing.

Inputs: ``waste_energy``: electricity with its factor, heat with boiler_factor and boiler_efficiency,
waste_share, baseline_waste and project_waste.

Outputs: ``reduction.waste_electricity`` (MWh), ``reduction.waste_heat`` (GJ), ``reduction.waste_share`` (%),
``reduction.waste_cap`` (1), ``[project]``; baseline lines ``electricity-from-waste`` and ``heat-from-waste``.

Errors: LG539 (neither electricity nor heat, or heat without its boiler), LG215, LG014, LG537.

Example: worked by hand (tests/calculations/reduction/worked/methods.yaml); no published answer was found.

Marks: none of its own.
"""

from __future__ import annotations

from functools import partial

from generator.base.text import Text
from generator.calculations.reduction.frame import POWER, Frame, Part, emission, share
from generator.calculations.reduction.rules import RANGE
from generator.ledger.quantity import Quantity, constant, extreme
from generator.project.sections.reduction_parts import WasteEnergy


def record_waste_energy(frame: Frame) -> None:
    """Record what waste energy supplies and the baseline lines that it replaces."""
    stated = frame.one.waste_energy
    if stated is None:
        return
    for key, name, unit, zh, en, most in (
        ("electricity", "waste_electricity", POWER, "余能年供电量", "electricity a year from waste energy", None),
        ("heat", "waste_heat", "GJ", "余能年供热量", "heat a year from waste energy", None),
        ("boiler_efficiency", "boiler_efficiency", "%", "替代锅炉效率", "efficiency of the boiler replaced", 110),
        ("waste_share", "waste_share", "%", "余能出力占比 f_wcm", "part of the output from waste energy", 100),
        ("baseline_waste", "baseline_waste", "GJ", "项目前年余能量", "waste energy a year before", None),
        ("project_waste", "project_waste", "GJ", "项目年余能量", "waste energy a year now", None),
    ):
        amount = getattr(stated, key)
        if amount is not None:
            frame.amount(
                name,
                amount,
                unit,
                frame.text(zh, en),
                stated.place(key),
                least=1 if key == "boiler_efficiency" else 0,
                most=most,
            )
    text = frame.text("余能上限系数 f_cap", "cap on waste energy")
    frame.derive("waste_cap", "1", text, partial(_cap, frame, stated), stated.at)
    _record_parts(frame, stated)


def _record_parts(frame: Frame, stated: WasteEnergy) -> None:
    if stated.electricity is not None:
        text = frame.text("替代电力排放因子", "factor of the electricity replaced")
        frame.factor("waste_electricity_factor", stated.electricity_factor, stated.place("electricity_factor"), text)
        name = Text("替代电力", "electricity replaced")
        formula = partial(_electricity, frame, stated)
        frame.parts.append(Part("baseline", "electricity-from-waste", name, formula, stated.place("electricity")))
    if stated.heat is not None and stated.boiler_factor is not None and stated.boiler_efficiency is not None:
        text = frame.text("替代锅炉燃料排放因子", "factor of the boiler's fuel")
        frame.factor("boiler_factor", stated.boiler_factor, stated.place("boiler_factor"), text)
        name = Text("替代供热", "heat replaced")
        formula = partial(_heat, frame, stated)
        frame.parts.append(Part("baseline", "heat-from-waste", name, formula, stated.place("heat")))
    elif stated.heat is not None or stated.electricity is None:
        frame.builder.findings.append(
            RANGE.at(
                stated.at,
                "供热需要 boiler_factor 和 boiler_efficiency；余能利用至少有 electricity 或 heat 之一",
                "heat needs boiler_factor and boiler_efficiency, and waste energy supplies electricity or heat",
                hint_zh="例如 heat: 120000 GJ, boiler_efficiency: 85 %, boiler_factor: {...}",
                hint_en="for example heat: 120000 GJ, boiler_efficiency: 85 %, boiler_factor: {...}",
            )
        )
        if stated.heat is not None:
            name = Text("替代供热", "heat replaced")
            missing = partial(frame.read, "boiler_factor")
            frame.lack("boiler_factor", "没有锅炉参数", "the boiler is not described", stated.at)
            frame.parts.append(Part("baseline", "heat-from-waste", name, lambda _year: missing(), stated.place("heat")))


def _cap(frame: Frame, stated: WasteEnergy) -> Quantity:
    if stated.baseline_waste is None or stated.project_waste is None:
        return constant(1, meaning="no limit by the waste energy before the project is stated")
    return extreme([constant(1), frame.read("baseline_waste") / frame.read("project_waste")], "min")


def _counted(frame: Frame, stated: WasteEnergy, energy: Quantity) -> Quantity:
    counted = energy * frame.read("waste_cap")
    return counted * share(frame.read("waste_share")) if stated.waste_share is not None else counted


def _electricity(frame: Frame, stated: WasteEnergy, _year: int) -> Quantity:
    energy = _counted(frame, stated, frame.read("waste_electricity"))
    return emission(frame, energy, frame.read("waste_electricity_factor"))


def _heat(frame: Frame, stated: WasteEnergy, _year: int) -> Quantity:
    fuel = _counted(frame, stated, frame.read("waste_heat")) / share(frame.read("boiler_efficiency"))
    return emission(frame, fuel, frame.read("boiler_factor"))
