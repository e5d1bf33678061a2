"""Fuel switch: the same useful energy from another fuel.

Method: BE = Q / eta(baseline) x EF(baseline fuel), PE = Q / eta(project) x EF(project fuel) (the form of
ACM0009 and AMS-III.B for constant output). Upstream emissions of the new fuel are lines of ``leakage``.

Inputs: ``fuel_switch``: output (useful energy a year), efficiency and factor (tCO2/GJ) of both fuels.

Outputs: ``reduction.useful_energy[project]`` (GJ), ``reduction.efficiency[project,category]`` (%),
``reduction.fuel_factor[project,category]``, ``reduction.fuel_energy[project,category]`` (GJ), and the lines
``fuel`` of baseline and project.

Errors: LG215 (efficiency outside 1 to 110 %), LG014 (no such factor).

Example: worked by hand (tests/calculations/reduction/worked/methods.yaml); no published answer was found.

Marks: none of its own.
"""

from __future__ import annotations

from functools import partial

from generator.base.text import Text
from generator.calculations.reduction.frame import Frame, Part, emission, share
from generator.ledger.quantity import Quantity
from generator.project.sections.reduction_parts import Combustion

_NAMES = {"baseline": ("基准线燃料", "baseline fuel"), "project": ("项目燃料", "project fuel")}


def record_fuel_switch(frame: Frame) -> None:
    """Record the energy of both fuels and their lines."""
    stated = frame.one.fuel_switch
    if stated is None:
        return
    text = frame.text("年有效用能量", "useful energy a year")
    frame.amount("useful_energy", stated.output, "GJ", text, stated.place("output"), least=0)
    for side, fuel in (("baseline", stated.baseline), ("project", stated.project)):
        _record_fuel(frame, side, fuel)


def _record_fuel(frame: Frame, side: str, fuel: Combustion) -> None:
    zh, en = _NAMES[side]
    text = frame.text(f"{zh}利用效率", f"{en}: efficiency")
    place = fuel.place("efficiency")
    frame.amount("efficiency", fuel.efficiency, "%", text, place, least=1, most=110, category=side)
    frame.factor(
        "fuel_factor", fuel.factor, fuel.place("factor"), frame.text(f"{zh}排放因子", f"{en}: factor"), category=side
    )
    text = frame.text(f"{zh}年消耗热量", f"{en}: energy a year")
    frame.derive("fuel_energy", "GJ", text, partial(_energy, frame, side), fuel.at, category=side)
    frame.parts.append(Part(side, "fuel", Text(zh, en), partial(_emission, frame, side), fuel.at))


def _energy(frame: Frame, side: str) -> Quantity:
    return frame.read("useful_energy") / share(frame.read("efficiency", category=side))


def _emission(frame: Frame, side: str, _year: int) -> Quantity:
    return emission(frame, frame.read("fuel_energy", category=side), frame.read("fuel_factor", category=side))
