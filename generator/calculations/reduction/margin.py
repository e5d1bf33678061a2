"""The grid's emission factor: operating margin, build margin, combined margin.

The combined margin is the weighted mean of the operating margin (plants whose output the project displaces)
and the build margin (plants whose construction it defers). Rounding it to the decimals that a publication or
the project states is a step of the method: it moves the last tonnes of every year.

Method: CDM TOOL07 steps 3 to 6 (the same equation in VT0011): EF_CM = w_OM x EF_OM + w_BM x EF_BM, w_OM +
w_BM = 1. Margins come from the project with their grid and year, from the data set cn-grid-margins, or from
plant data (:mod:`generator.calculations.reduction.plants`). Weights are those of technology and crediting
period, by the tool that the project names; where it names none, by TOOL07, in a CCER project by its methodology.

Inputs: ``margin``: grid, year, technology, tool, om, bm, plants, weights, combined; ``rounding.margin``.

Outputs: ``reduction.om``, ``reduction.bm`` (tCO2/MWh), ``reduction.om_weight``, ``reduction.bm_weight`` (1),
``reduction.combined_margin_exact`` and ``reduction.combined_margin`` (rounded; tCO2/MWh), each ``[project]``.

Errors: LG533 (grid or year differ), LG534 (weights), LG014 (no such margin or weight in the data sets),
LG535, LG536.

Example: Liangzhou District 50 MWp PV (ACM0002 v13): 0.75 x 0.9913 + 0.25 x 0.5398 = 0.878425, rounded 0.8784.

Marks: TOOL07 and VT0011 weights are secondary; CCER weights and the 2019 margins of China's grids are
unconfirmed.
"""

from __future__ import annotations

from functools import partial

from generator.base.findings import Position
from generator.base.units import parse_unit
from generator.calculations.reduction.frame import POWER, PROGRAMMES, Frame, one
from generator.calculations.reduction.plants import record_plants
from generator.calculations.reduction.rules import OTHER_GRID, WEIGHTS
from generator.ledger.fact import Kind, Mark, Reference
from generator.ledger.quantity import Quantity
from generator.project.sections.reduction_parts import Margin, MarginFigure

PER_POWER = f"tCO2/{POWER}"
_MARGINS = "cn-grid-margins"
_NAMES = {"om": ("电量边际排放因子（OM）", "operating margin"), "bm": ("容量边际排放因子（BM）", "build margin")}


def record_margin(frame: Frame) -> None:
    """Record the margins and the combined margin of a project that has a grid."""
    margin = frame.one.margin
    if margin is None:
        return
    text = frame.text("组合边际排放因子", "combined margin")
    if margin.combined is not None:
        if _belongs(frame, margin, margin.combined):
            frame.figure("combined_margin", margin.combined.model_copy(update={"unit": _power(margin.combined.unit)}),
                         PER_POWER, text)  # fmt: skip
        else:
            frame.lack("combined_margin", "电网或年份不符", "of another grid or year", margin.place("combined"))
        return
    _record_margins(frame, margin)
    _record_weights(frame, margin)
    exact = frame.text("组合边际排放因子（未取整）", "combined margin before rounding")
    frame.derive("combined_margin_exact", PER_POWER, exact, partial(_combined, frame), margin.at)
    frame.derive("combined_margin", PER_POWER, text, partial(_rounded, frame), margin.at)


def _combined(frame: Frame) -> Quantity:
    operating = frame.read("om") * frame.read("om_weight")
    return operating + frame.read("bm") * frame.read("bm_weight")


def _rounded(frame: Frame) -> Quantity:
    exact = frame.read("combined_margin_exact")
    rounding = frame.one.rounding
    return exact if rounding.margin is None else exact.rounded(rounding.margin, rounding.margin_rule)


def _power(unit: str) -> str:
    """Return the unit per energy as per energy of electricity."""
    return parse_unit(unit).per("electricity").text


def _belongs(frame: Frame, margin: Margin, figure: MarginFigure) -> bool:
    """Say whether a margin is of the project's grid and year; else a finding where it differs."""
    right = True
    for key, found, wanted in (("grid", figure.grid, margin.grid), ("year", figure.year, str(margin.year))):
        if found != wanted:
            right = False
            frame.builder.findings.append(
                OTHER_GRID.at(
                    figure.place(key),
                    f"排放因子属于“{found or '未写明'}”，项目为“{wanted}”",
                    f"the margin is of {found or 'nothing stated'!r}, the project of {wanted!r}",
                    hint_zh=f"{key}: {wanted}",
                    hint_en=f"{key}: {wanted}",
                    related=[margin.place(key)],
                )
            )
    return right


def _record_margins(frame: Frame, margin: Margin) -> None:
    if margin.plants is not None:
        record_plants(frame, margin, margin.plants)
    for key, figure in (("om", margin.om), ("bm", margin.bm)):
        if margin.plants is not None and figure is None:
            continue
        zh, en = _NAMES[key]
        text = frame.text(zh, en)
        if figure is not None:
            if _belongs(frame, margin, figure):
                named = figure.model_copy(update={"unit": _power(figure.unit)})
                frame.figure(key, named, PER_POWER, text)
            else:
                frame.lack(key, "电网或年份不符", "of another grid or year", figure.place("value"))
            continue
        place: Position = margin.place("grid")
        found = frame.sets.one(_MARGINS, margin.grid, key, place, year=margin.year)
        if found is None:
            frame.lack(key, "数据集没有该电网该年的排放因子", "the data set has no such margin", place)
        else:
            found.per("electricity").give(frame.builder, f"reduction.{key}", frame.at(), text)


def _tool(frame: Frame, margin: Margin) -> str:
    """Return what sets the weights: the tool named, the methodology itself under CCER, or else TOOL07."""
    if margin.tool or frame.one.programme != "CCER":
        return margin.tool or "CDM-TOOL07"
    known, methodology = frame.sets.data_set(PROGRAMMES, margin.place("tool")), frame.one.methodology
    tools = [item for item in known.items if known.find(item, "om-weight")] if known else []
    return next((item for item in tools if methodology.startswith(item)), methodology)


def _record_weights(frame: Frame, margin: Margin) -> None:
    operating = frame.text("电量边际权重", "weight of the operating margin")
    building = frame.text("容量边际权重", "weight of the build margin")
    stated = margin.weights
    if stated is None:
        purpose = f"{margin.technology}/{frame.one.crediting.number}"
        found = frame.sets.one(PROGRAMMES, _tool(frame, margin), "om-weight", margin.place("tool"), purpose=purpose)
        if found is None:
            frame.lack("om_weight", "数据集没有该权重", "the data set has no such weight", margin.place("tool"))
        else:
            found.give(frame.builder, "reduction.om_weight", frame.at(), operating)
        frame.derive("bm_weight", "1", building, lambda: one() - frame.read("om_weight"), margin.place("tool"))
        return
    if stated.om + stated.bm != 1:
        frame.builder.findings.append(
            WEIGHTS.at(
                stated.place("bm"),
                f"权重之和为 {stated.om + stated.bm}，应为 1",
                f"the weights add up to {stated.om + stated.bm}, not to 1",
                hint_zh=f"bm: {1 - stated.om}",
                hint_en=f"bm: {1 - stated.om}",
                related=[stated.place("om")],
            )
        )
        for name in ("om_weight", "bm_weight"):
            frame.lack(name, "权重之和不为1", "the weights do not add up to one", stated.at)
        return
    for name, value, text in (("om_weight", stated.om, operating), ("bm_weight", stated.bm, building)):
        frame.builder.give(
            f"reduction.{name}",
            frame.at(),
            value,
            "1",
            text,
            stated.place(name[:2]),
            kind=Kind.QUOTED,
            mark=Mark(stated.mark),
            reference=Reference(stated.source),
        )
