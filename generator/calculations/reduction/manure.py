"""Methane recovery from manure.

Method: CDM AMS-III.D: BE = GWP x D_CH4 x UF_b x sum over animals (MCF x B0 x N x days x VS x MS). Project
emissions: physical leakage of the digester = leakage share x GWP x D_CH4 x sum(B0 x N x days x VS x MS), and
what the flare does not destroy = recovered methane x (1 - flare efficiency) x GWP, where the recovered
methane is the stated part of the potential. Electricity and fuel of the project are lines of ``project``.

Inputs: ``manure``: animals (number, days, solids VS, capacity B0, conversion MCF, share MS), recovered,
flare, leakage.

Outputs: ``reduction.solids[project,source]`` (t{VS}), ``reduction.methane_potential[project]`` and
``reduction.methane_baseline[project]`` (tCH4 a year), ``reduction.methane_recovered[project]``; lines
``manure`` (baseline), ``digester-leakage`` and ``flare`` (project).

Errors: LG215 (share or days out of range), LG208 (unit).

Example: worked by hand (tests/calculations/reduction/worked/methane.yaml); project documents found give no
full input.

Marks: D_CH4 0.00067 t/m3, UF_b 0.94, leakage 10 % and flare efficiencies are unconfirmed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from generator.base.text import Text
from generator.calculations.amounts import label
from generator.calculations.reduction.frame import Frame, Part, one, share
from generator.ledger.quantity import Quantity, total
from generator.project.sections.reduction_parts import Animals, Manure

_METHANE = "tCH4"


def record_manure(frame: Frame) -> None:
    """Record methane of the baseline, leakage and flare."""
    stated = frame.one.manure
    if stated is None:
        return
    for animals in stated.animals:
        _record_animals(frame, animals)
    _record_parameters(frame, stated)
    for name, zh, en, formula in (
        ("methane_potential", "年甲烷最大产生潜力", "greatest methane potential a year", _potential),
        ("methane_baseline", "基准线年甲烷排放量", "methane a year in the baseline", _baseline),
    ):
        frame.derive(name, _METHANE, frame.text(zh, en), partial(formula, frame, stated), stated.at)
    _part(frame, stated, "baseline", "manure", Text("粪便管理", "manure management"), "methane_baseline", _whole)
    leak = Text("沼气池逸散", "leakage of the digester")
    _part(frame, stated, "project", "digester-leakage", leak, "methane_potential", _leaked)
    if stated.recovered is not None:
        text = frame.text("年回收甲烷量", "methane recovered a year")
        formula_of = partial(_recovered, frame)
        frame.derive("methane_recovered", _METHANE, text, formula_of, stated.place("recovered"))
        flare = Text("火炬未分解甲烷", "methane that the flare does not destroy")
        _part(frame, stated, "project", "flare", flare, "methane_recovered", undestroyed)


def _part(
    frame: Frame,
    stated: Manure,
    side: str,
    name: str,
    text: Text,
    fact: str,
    counted: Callable[[Frame, Quantity], Quantity],
) -> None:
    def yearly(_year: int) -> Quantity:
        return frame.equivalent(counted(frame, frame.read(fact)))

    frame.parts.append(Part(side, name, text, yearly, stated.at))


def _record_animals(frame: Frame, animals: Animals) -> None:
    context = {"source": animals.id}
    for key, unit, zh, en, most in (
        ("number", "piece", "存栏数", "number", None),
        ("days", "day", "年处理天数", "days of treatment a year", 366),
        ("share", "%", "进入该管理系统的比例", "share that the treatment takes", 100),
    ):
        text = label(animals.name, f"：{zh}", f": {en}")
        frame.amount(
            f"manure_{key}", getattr(animals, key), unit, text, animals.place(key), least=0, most=most, **context
        )
    for name, figure, unit, zh, en, most in (
        ("solids_rate", animals.solids, "kg{VS}/piece/day", "挥发性固体排泄量", "volatile solids excreted", None),
        ("methane_capacity", animals.capacity, "m3{CH4}/kg{VS}", "最大甲烷产生能力 B0", "methane capacity B0", None),
        ("methane_conversion", animals.conversion, "%", "甲烷转化因子 MCF", "methane conversion factor", 100),
    ):
        frame.figure(name, figure, unit, label(animals.name, f"：{zh}", f": {en}"), most=most, **context)
    text = label(animals.name, "：年挥发性固体量", ": volatile solids a year")
    frame.derive("solids", "t{VS}", text, partial(_solids, frame, animals.id), animals.at, **context)


def _record_parameters(frame: Frame, stated: Manure) -> None:
    at = stated.at
    frame.method("methane_density", "methane", "density", at, frame.text("甲烷密度", "density of methane"))
    text = frame.text("模型不确定性修正系数 UF_b", "model correction UF_b")
    frame.method("manure_correction", "manure", "model-correction", at, text)
    text = frame.text("沼气池逸散比例", "leakage share of the digester")
    if stated.leakage is not None:
        frame.figure("digester_leakage", stated.leakage, "%", text, most=100)
    else:
        frame.method("digester_leakage", "manure", "leakage", at, text)
    if stated.recovered is not None:
        text = frame.text("甲烷回收比例", "share of methane recovered")
        frame.amount("recovered", stated.recovered, "%", text, stated.place("recovered"), least=0, most=100)
        text = frame.text("火炬分解效率", "destruction efficiency")
        frame.method("flare_efficiency", "flare", "efficiency", stated.place("flare"), text, purpose=stated.flare)


def _solids(frame: Frame, source: str) -> Quantity:
    found = frame.read("solids_rate", source=source) * frame.read("manure_number", source=source)
    return found * frame.read("manure_days", source=source) * share(frame.read("manure_share", source=source))


def _potential_of(frame: Frame, source: str) -> Quantity:
    volume = frame.read("solids", source=source) * frame.read("methane_capacity", source=source)
    return volume * frame.read("methane_density")


def _potential(frame: Frame, stated: Manure) -> Quantity:
    return total([_potential_of(frame, animals.id) for animals in stated.animals], _METHANE)


def _baseline(frame: Frame, stated: Manure) -> Quantity:
    parts = [
        _potential_of(frame, animals.id) * share(frame.read("methane_conversion", source=animals.id))
        for animals in stated.animals
    ]
    return total(parts, _METHANE) * frame.read("manure_correction")


def _recovered(frame: Frame) -> Quantity:
    return frame.read("methane_potential") * share(frame.read("recovered"))


def _whole(_frame: Frame, methane: Quantity) -> Quantity:
    return methane


def _leaked(frame: Frame, methane: Quantity) -> Quantity:
    return methane * share(frame.read("digester_leakage"))


def undestroyed(frame: Frame, methane: Quantity) -> Quantity:
    """Return the methane that passes the flare."""
    return methane * (one() - share(frame.read("flare_efficiency")))
