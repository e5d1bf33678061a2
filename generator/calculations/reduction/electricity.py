"""Grid-connected renewable power: net electricity of each crediting year, and the baseline that it replaces.

Method: CDM ACM0002 and AMS-I.D (and CCER methods of the same form): BE = EG_PJ x EF_CM. Net electricity is
stated, or is capacity x full-load hours x (1 - own use) x (1 - losses) - electricity imported. Output falls
by the stated degradation: in year k by (1 - d)^(k-1) (compound) or 1 - d (k-1) (linear); what is imported
does not fall. Project emissions (reservoirs, auxiliary fuel) are lines of ``project``.

Inputs: ``renewable``: net, or capacity and hours; own_use, losses, imported, degradation;
``reduction.combined_margin``.

Outputs: ``reduction.gross_electricity[project]``, ``reduction.net_first_year[project]``,
``reduction.net_electricity[project,period]`` (MWh, period: crediting year), and the baseline line
``electricity``.

Errors: LG539 (neither net nor capacity with hours), LG215 (a share or amount out of range), LG208 (unit).

Example: Liangzhou District 50 MWp PV, registered under ACM0002 v13: 72,668 MWh and 0.8784 tCO2/MWh give
63,831 tCO2e a year (floor), 446,817 in seven years.

Marks: none of its own.
"""

from __future__ import annotations

from functools import partial

from generator.base.text import Text
from generator.calculations.reduction.frame import POWER, Frame, Part, emission, one, share
from generator.calculations.reduction.rules import NO_MARGIN, RANGE
from generator.ledger.quantity import Quantity, constant
from generator.project.sections.reduction_parts import Renewable

_HOURS = f"{POWER}/MW/h"


def record_renewable(frame: Frame) -> None:
    """Record net electricity by year and the baseline line."""
    renewable = frame.one.renewable
    if renewable is None:
        return
    _inputs(frame, renewable)
    first = frame.text("首年净上网电量", "net electricity of the first year")
    if renewable.net is None:
        gross = frame.text("年发电量", "yearly generation")
        frame.derive("gross_electricity", POWER, gross, partial(_gross, frame), renewable.at)
        frame.derive("net_first_year", POWER, first, partial(_net, frame, renewable), renewable.at)
    for year in frame.years:
        text = frame.text(f"第{year}年净上网电量", f"net electricity of year {year}")
        frame.derive("net_electricity", POWER, text, partial(_year, frame, renewable, year), renewable.at, period=year)
    if frame.one.margin is None:
        frame.builder.findings.append(
            NO_MARGIN.at(
                renewable.at,
                f"项目 {frame.one.id} 缺少 margin（电网排放因子）",
                f"the project {frame.one.id} has no margin",
                hint_zh="写 margin: {grid: 西北区域电网, year: 2019, technology: solar}",
                hint_en="write margin: {grid: 西北区域电网, year: 2019, technology: solar}",
            )
        )
    name = Text("替代电网电量", "grid electricity replaced")
    frame.parts.append(Part("baseline", "electricity", name, partial(_baseline, frame), renewable.at))


def _inputs(frame: Frame, renewable: Renewable) -> None:
    for key, unit, zh, en, most in (
        ("net", POWER, "首年净上网电量", "net electricity of the first year", None),
        ("capacity", "MW", "装机容量", "capacity", None),
        ("hours", "h", "年等效满负荷小时数", "full-load hours a year", 8784),
        ("own_use", "%", "厂用电率", "own use", 100),
        ("losses", "%", "线损率", "losses", 100),
        ("imported", POWER, "年下网电量", "electricity imported a year", None),
        ("degradation", "%", "年衰减率", "degradation a year", 100),
    ):
        amount = getattr(renewable, key)
        if amount is not None:
            name = "net_first_year" if key == "net" else key
            frame.amount(name, amount, unit, frame.text(zh, en), renewable.place(key), least=0, most=most)
    twice = [
        key for key in ("capacity", "hours", "own_use", "losses", "imported") if getattr(renewable, key) is not None
    ]
    if renewable.net is not None and twice:
        frame.builder.findings.append(
            RANGE.at(
                renewable.place(twice[0]),
                f"净上网电量 net 已经给出，{'、'.join(twice)} 不会计入",
                f"net electricity is given already: {', '.join(twice)} would not count",
                hint_zh="只写 net，或只写 capacity、hours 及各项扣除",
                hint_en="give net alone, or capacity and hours with what is taken off",
            )
        )
    if renewable.net is None and (renewable.capacity is None or renewable.hours is None):
        frame.builder.findings.append(
            RANGE.at(
                renewable.at,
                "既没有净上网电量，也没有装机容量和小时数",
                "neither net electricity nor capacity with hours is given",
                hint_zh="net: 72668 MWh，或 capacity: 50 MW 与 hours: 1500 h",
                hint_en="net: 72668 MWh, or capacity: 50 MW with hours: 1500 h",
            )
        )


def _gross(frame: Frame) -> Quantity:
    work = constant(1, _HOURS, "one megawatt over one hour is one megawatt hour")
    return frame.read("capacity") * frame.read("hours") * work


def _net(frame: Frame, renewable: Renewable) -> Quantity:
    net = frame.read("gross_electricity")
    for key in ("own_use", "losses"):
        if getattr(renewable, key) is not None:
            net = net * (one() - share(frame.read(key)))
    return net - frame.read("imported") if renewable.imported is not None else net


def _year(frame: Frame, renewable: Renewable, year: int) -> Quantity:
    first = frame.read("net_first_year")
    if renewable.degradation is None or year == 1:
        return first
    lost = share(frame.read("degradation"))
    if renewable.degrades == "compound":
        left = (one() - lost) ** (year - 1)
    else:
        left = one() - lost * constant(year - 1, meaning="years before")
    if renewable.net is None and renewable.imported is not None:
        imported = frame.read("imported")
        return (first + imported) * left - imported
    return first * left


def _baseline(frame: Frame, year: int) -> Quantity:
    return emission(frame, frame.read("net_electricity", period=year), frame.read("combined_margin"))
