"""Uncertainty of the regional inventory by approach 1, error propagation.

Half-widths of the 95 % interval in percent are given for items of the table and for lines. Errors are taken as
independent and well below 60 %; categories that share a factor are correlated, which approach 1 leaves out.

Method: IPCC 2006 V1 chapter 3: U_x = sqrt(U_activity^2 + U_factor^2) (equation 3.1), U_total = sqrt(sum (U_x x
E_x)^2) / |sum E_x| (equation 3.2), removals with their sign, so that the sum is the net total.

Inputs: ``uncertainty`` of ``region.items`` and ``region.lines``; ``region.item``, ``region.line``, ``region.sink``.

Outputs: ``region.uncertainty_activity``, ``region.uncertainty_factor`` and ``region.uncertainty`` in percent, by
``[energy]`` or ``[source]``; ``region.uncertainty_total[period]`` in percent of the net total,
``region.uncertainty_low[period]`` and ``region.uncertainty_high[period]`` in tCO2e.

Errors: LG315 a category without half-widths, where others have them.

Example: ``worked/uncertainty.yaml`` (5 % and 10 % give 11.18 %; 100 t at 10 % and 200 t at 5 % give 4.714 %).

Marks: half-widths are the project's; the result has the weakest mark of the emissions.
"""

from __future__ import annotations

from functools import partial

from generator.base.text import Text
from generator.calculations.region.categories import Entry, entries
from generator.calculations.region.frame import PERCENT, T_CO2E, Frame
from generator.calculations.region.rules import NO_UNCERTAINTY
from generator.calculations.region.sectors import Sectors
from generator.ledger.context import Context
from generator.ledger.fact import Kind
from generator.ledger.quantity import Quantity, total


def record_uncertainty(frame: Frame, sectors: Sectors | None) -> None:
    """Record uncertainties; a region without any half-widths gets none."""
    listed = entries(frame, sectors, "items")
    if all(entry.uncertainty is None for entry in listed):
        return
    for entry in listed:
        _category(frame, entry)
    for year in frame.years:
        _total(frame, listed, year)


def _category(frame: Frame, entry: Entry) -> None:
    context, given = Context.of(**entry.where), entry.uncertainty
    if given is None:
        reason = Text(f"{entry.name.zh}没有给出不确定性", f"{entry.id} has no uncertainty")
        frame.builder.lack("region.uncertainty", context, reason, entry.at)
        frame.builder.findings.append(
            NO_UNCERTAINTY.at(
                entry.at,
                f"{entry.name.zh}没有给出不确定性，总不确定性无法计算",
                f"{entry.id} has no uncertainty, so that the total's cannot be given",
                hint_zh="写 uncertainty: {activity: 5, factor: 10}（95%置信区间半宽，%）",
                hint_en="write uncertainty: {activity: 5, factor: 10} (half-widths of the 95 % interval in percent)",
            )
        )
        return
    for name, value, zh, en in (
        ("activity", given.activity, "活动数据不确定性", "uncertainty of the activity"),
        ("factor", given.factor, "排放因子不确定性", "uncertainty of the factor"),
    ):
        text = Text(f"{entry.name.zh}{zh}", f"{entry.name.en}: {en}")
        fact_id, place = f"region.uncertainty_{name}", given.place(name)
        place = place if place.path else entry.at
        frame.builder.give(fact_id, context, value, PERCENT, text, place, kind=Kind.ASSUMED)
    text = Text(f"{entry.name.zh}合成不确定性", f"{entry.name.en}: combined uncertainty")
    frame.builder.derive(
        "region.uncertainty", context, PERCENT, text, partial(_product, frame, entry), position=entry.at
    )


def _product(frame: Frame, entry: Entry) -> Quantity:
    activity, factor = (frame.read(f"uncertainty_{name}", **entry.where) for name in ("activity", "factor"))
    return (activity**2 + factor**2).root()


def _total(frame: Frame, listed: list[Entry], year: int) -> None:
    context, place = Context.of(period=year), frame.region.at
    text = Text(f"{year}年清单总不确定性（95%置信区间）", f"uncertainty of the inventory {year} (95 %)")
    formula = partial(_sum, frame, listed, year)
    frame.builder.derive("region.uncertainty_total", context, PERCENT, text, formula, position=place)
    for name, zh, en, sign in (("low", "下限", "lower bound", -1), ("high", "上限", "upper bound", 1)):
        text = Text(f"{year}年净排放量{zh}", f"{en} of the net emissions {year}")
        bound = partial(_bound, frame, year, sign)
        frame.builder.derive(f"region.uncertainty_{name}", context, T_CO2E, text, bound, position=place)


def _sum(frame: Frame, listed: list[Entry], year: int) -> Quantity:
    squares = [
        (frame.read("uncertainty", **one.where) * one.amount(frame, year).in_unit(T_CO2E)) ** 2 for one in listed
    ]
    whole = total([one.amount(frame, year) for one in listed], T_CO2E)
    return total(squares, squares[0].unit).root() / whole.magnitude()


def _bound(frame: Frame, year: int, sign: int) -> Quantity:
    """Return the net total less or plus its half-width, which counts from its magnitude: a net sink has bounds too."""
    net = frame.read("total", period=year, basis="net")
    half = net.magnitude() * frame.read("uncertainty_total", period=year)
    return net + half if sign > 0 else net - half
