"""Landfill gas: methane by first-order decay, collected and destroyed.

Method: CDM TOOL04: CH4_y = phi x (1 - OX) x 16/12 x F x DOC_f x MCF x sum over deposits (W x DOC_j x exp(-k_j
(y - x)) x (1 - exp(-k_j))), with x the year of the deposit and y the calendar year in which the crediting
year counts; deposits of later years count nothing. ACM0001: the baseline's emissions avoided are (collected
share - share destroyed without the project) x CH4_y x GWP; project emissions are the collected methane that
the flare does not destroy. Oxidation in the cover is counted once, in CH4_y.

Inputs: ``landfill``: table of deposits (year, waste, deposited), starts, climate, site, wastes (kind, DOC,
k), recovered, flare, baseline_destroyed, correction (phi).

Outputs: ``reduction.doc[project,source]`` (tC/t), ``reduction.decay_rate[project,source]`` (1/a),
``reduction.methane_generated[project,period]`` and ``reduction.methane_collected[project,period]`` (tCH4),
lines ``landfill-gas`` (baseline) and ``flare`` (project).

Errors: LG558 (a deposit that cannot be placed), LG215 (a share out of range).

Example: worked by hand in plain floats (tests/calculations/reduction/worked/methane.yaml); no published
example with full inputs was found.

Marks: IPCC DOC and decay rates are secondary; phi, OX, F, DOC_f, MCF and flare efficiencies are unconfirmed.
"""

from __future__ import annotations

from functools import partial

from generator.base.text import Text
from generator.base.units import parse_unit
from generator.calculations.amounts import label
from generator.calculations.columns import column_sum
from generator.calculations.reduction.frame import METHODS, Frame, Part, one, share
from generator.calculations.reduction.manure import undestroyed
from generator.calculations.reduction.rules import WASTE_ROW
from generator.ledger.quantity import Quantity, constant, exponential, ratio, total
from generator.project.project import Table
from generator.project.sections.reduction_parts import Landfill, Waste

_METHANE = "tCH4"


def record_landfill(frame: Frame) -> None:
    """Record the methane of each crediting year and the lines that come of it."""
    stated = frame.one.landfill
    if stated is None:
        return
    table = frame.project.tables.get(stated.table)
    for waste in stated.wastes:
        _record_waste(frame, stated, waste)
    _record_parameters(frame, stated)
    deposits = _deposits(frame, stated, table) if table is not None else None
    for year in frame.years:
        text = frame.text(f"第{year}年甲烷产生量", f"methane generated in year {year}")
        if table is None or deposits is None:
            frame.lack("methane_generated", "填埋量数据不全", "the deposits are incomplete", stated.at, period=year)
        else:
            formula = partial(_generated, frame, table, deposits, stated.starts + year - 1)
            frame.derive("methane_generated", _METHANE, text, formula, stated.place("table"), period=year)
        text = frame.text(f"第{year}年甲烷收集量", f"methane collected in year {year}")
        place = stated.place("recovered")
        frame.derive("methane_collected", _METHANE, text, partial(_collected, frame, year), place, period=year)
    gas = Text("填埋气", "landfill gas")
    frame.parts.append(Part("baseline", "landfill-gas", gas, partial(_avoided, frame, stated), stated.at))
    flare = Text("火炬未分解甲烷", "methane that the flare does not destroy")
    frame.parts.append(Part("project", "flare", flare, partial(_flare, frame), stated.at))


def _record_waste(frame: Frame, stated: Landfill, waste: Waste) -> None:
    context = {"source": waste.id}
    text = label(waste.name, "：可降解有机碳 DOC", ": degradable organic carbon")
    if waste.doc is not None:
        per_waste = parse_unit(waste.doc.unit).per("waste").text
        frame.figure("doc", waste.doc.model_copy(update={"unit": per_waste}), "tC/t{waste}", text, most=None, **context)
    else:
        _default(frame, "doc", waste, text, None)
    text = label(waste.name, "：降解速率 k", ": decay rate k")
    if waste.k is not None:
        frame.figure("decay_rate", waste.k, "1/a", text, most=None, **context)
    else:
        _default(frame, "k", waste, text, stated.climate)


def _default(frame: Frame, key: str, waste: Waste, text: Text, climate: str | None) -> None:
    found = frame.sets.one(METHODS, waste.kind, key, waste.place("kind"), purpose=climate)
    name = "doc" if key == "doc" else "decay_rate"
    if found is None:
        frame.lack(name, "数据集没有该参数", "the data set has no such parameter", waste.place("kind"), source=waste.id)
    else:
        found.give(frame.builder, f"reduction.{name}", frame.at(source=waste.id), text)


def _record_parameters(frame: Frame, stated: Landfill) -> None:
    at = stated.at
    for name, key, zh, en in (
        ("oxidation", "oxidation", "氧化因子 OX", "oxidation factor OX"),
        ("methane_fraction", "methane-fraction", "填埋气甲烷体积分数 F", "methane fraction F"),
        ("doc_decomposed", "doc-decomposed", "可分解有机碳比例 DOCf", "fraction of DOC that decomposes"),
    ):
        frame.method(name, "landfill", key, at, frame.text(zh, en))
    text = frame.text("甲烷修正因子 MCF", "methane correction factor")
    frame.method("mcf", "landfill", "mcf", stated.place("site"), text, purpose=stated.site)
    text = frame.text("模型修正系数 φ", "model correction phi")
    if stated.correction is not None:
        frame.figure("landfill_correction", stated.correction, "1", text)
    else:
        humid = "wet" if stated.climate.endswith("wet") else "dry"
        frame.method(
            "landfill_correction", "landfill", "model-correction", stated.place("climate"), text, purpose=humid
        )
    for key, zh, en in (
        ("recovered", "填埋气收集率", "collected share"),
        ("baseline_destroyed", "基准线销毁比例", "share destroyed without the project"),
    ):
        amount = getattr(stated, key)
        if amount is not None:
            frame.amount(key, amount, "%", frame.text(zh, en), stated.place(key), least=0, most=100)
    text = frame.text("火炬分解效率", "destruction efficiency")
    frame.method("flare_efficiency", "flare", "efficiency", stated.place("flare"), text, purpose=stated.flare)


def _deposits(frame: Frame, stated: Landfill, table: Table) -> tuple[tuple[int, int, str], ...] | None:
    """Return (row, year, waste) of every deposit, or nothing where one cannot be placed."""
    known = {name: waste.id for waste in stated.wastes for name in (waste.id, waste.name.zh, waste.name.en) if name}
    found, right = [], True
    for row in range(len(table)):
        year, waste = table.text["year"][row].rstrip("年"), table.text["waste"][row]
        placed = len(year) == 4 and year.isascii() and year.isdigit() and waste in known
        if placed and table.values["deposited"][row] is not None:
            found.append((row, int(year), known[waste]))
            continue
        right = False
        frame.builder.findings.append(
            WASTE_ROW.at(
                table.position(row, "deposited"),
                f"填埋量一行不能归类：年份“{year}”、垃圾“{waste}”",
                f"a deposit cannot be placed: year {year!r}, waste {waste!r}, or no quantity",
                hint_zh=f"年份写 2015，垃圾写 {'、'.join(sorted(known))} 之一，并填入数量",
                hint_en=f"write a year such as 2015, one of {', '.join(sorted(known))}, and the quantity",
            )
        )
    return tuple(found) if right else None


def _generated(frame: Frame, table: Table, deposits: tuple[tuple[int, int, str], ...], year: int) -> Quantity:
    parts = []
    for row, deposited, waste in deposits:
        if deposited > year:
            continue
        rate = frame.read("decay_rate", source=waste)
        age = constant(year - deposited, "a", "years since the deposit")
        nothing = constant(0)
        decayed = exponential(nothing - rate * age) * (
            one() - exponential(nothing - rate * constant(1, "a", "one year"))
        )
        mass = column_sum(table, "deposited", [row])
        tonnes = Quantity(mass.value, mass.unit.of("waste"), mass.formula)
        carbon = tonnes * frame.read("doc", source=waste)
        parts.append(carbon * decayed)
    decomposed = total(parts, "tC") * frame.read("doc_decomposed") * frame.read("mcf")
    methane = decomposed * frame.read("methane_fraction") * ratio(16, 12, "tCH4/tC", "mass of methane by its carbon")
    return methane * (one() - frame.read("oxidation")) * frame.read("landfill_correction")


def _collected(frame: Frame, year: int) -> Quantity:
    return frame.read("methane_generated", period=year) * share(frame.read("recovered"))


def _avoided(frame: Frame, stated: Landfill, year: int) -> Quantity:
    collected = frame.read("methane_collected", period=year)
    if stated.baseline_destroyed is not None:
        destroyed = share(frame.read("baseline_destroyed"))
        collected = collected - frame.read("methane_generated", period=year) * destroyed
    return frame.equivalent(collected)


def _flare(frame: Frame, year: int) -> Quantity:
    return frame.equivalent(undestroyed(frame, frame.read("methane_collected", period=year)))
