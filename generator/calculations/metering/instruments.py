"""Instruments: equipping rates, accuracy classes, calibration.

Method: GB 17167-2006, 4.3 and table 1: equipping rate = installed / required x 100 %, held against the rate of the
energy and level (unit: in and out of the energy user, sub-unit: main sub-units, equipment: main equipment).
Calibration: due = last calibration plus its cycle in calendar months (the month's last day where the day does not
exist); days to due = due - the project's stated date, negative: overdue. Accuracy: the class installed is at most the
class demanded. Compared exactly.

Inputs: section ``metering``: date, standard, equipping, meters; data set metering-equipping.

Outputs: metering.required, metering.installed[indicator] and [level], metering.rate_met[indicator],
metering.accuracy_met[meter], metering.overdue (number of meters) as numbers; metering.rate[indicator] and [level],
metering.rate_required[indicator], metering.accuracy, metering.accuracy_demanded[meter] in %;
metering.days_since_calibration, metering.cycle, metering.days_to_due, metering.days_overdue[meter] in day;
metering.reading[meter] in the unit typed.

Errors: LG690, LG691, LG694, LG695, LG696, LG697, LG014, LG208.

Example: worked/instruments.yaml: rates of GB 17167-2006 table 1; days by the calendar, by hand.

Marks: metering-equipping is secondary (a public transcription of GB 17167-2006; the edition of 2025, in force from
2026-02-01, was not seen). Table 4 of accuracy classes was not seen: a class demanded is stated by the project with
its source.
"""

from __future__ import annotations

import calendar
import datetime
from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.calculations.amounts import label
from generator.calculations.decisions import at_least
from generator.calculations.desk import Desk
from generator.calculations.factors import DataSets
from generator.calculations.metering.ranges import QUANTITY, SHARE
from generator.calculations.metering.rules import (
    ACCURACY,
    BELOW_RATE,
    FUTURE,
    MORE_THAN_REQUIRED,
    OVERDUE,
)
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, extreme, total
from generator.project.sections.metering import Equipping, Meter, Metering

_NONE = Context()
LEVELS = {
    "unit": Text("进出用能单位", "in and out of the energy user"),
    "sub-unit": Text("进出主要次级用能单位", "main sub-units"),
    "equipment": Text("主要用能设备", "main equipment"),
}


def record_instruments(desk: Desk, section: Metering) -> None:
    """Record everything that is said of the instruments themselves."""
    sets = DataSets(desk.project)
    for one in section.equipping:
        _equipping(desk, section, one, sets)
    desk.builder.findings += sets.findings
    for level in LEVELS:
        _level(desk, section, level)
    for meter in section.meters:
        _meter(desk, meter)
        _calibration(desk, section, meter)
    _overdue(desk, section)


def _equipping(desk: Desk, section: Metering, one: Equipping, sets: DataSets) -> None:
    context = Context.of(indicator=one.id)
    where = Text(f"{one.energy}，{LEVELS[one.level].zh}", f"{one.energy}, {LEVELS[one.level].en}")
    for key, number, zh, en in (
        ("required", one.required, "应配备数", "instruments required"),
        ("installed", one.installed, "已配备数", "instruments installed"),
    ):
        text = Text(f"{where.zh}：{zh}", f"{where.en}: {en}")
        desk.count(f"metering.{key}", context, number, text, one.place(key))
    text = Text(f"{where.zh}：配备率", f"{where.en}: equipping rate")
    if one.required == 0 or one.installed > one.required:
        message = (
            f"应配备 {one.required} 台，已配备 {one.installed} 台",
            f"{one.required} required, {one.installed} installed",
        )
        desk.find(MORE_THAN_REQUIRED, one.place("required"), message, ("required: 12", "required: 12"))
        desk.builder.lack("metering.rate", context, Text("应配备数有误", "the number required is wrong"), one.at)
    else:
        desk.derive("metering.rate", context, "%", text, partial(_rate, desk, context), one.at)
    demanded = sets.one(section.standard, one.energy, "rate", one.place("energy"), purpose=one.level)
    if demanded is None:
        reason = Text("标准中没有该能源的配备率", "the standard has no rate of this energy")
        desk.builder.lack("metering.rate_required", context, reason, one.place("energy"))
    else:
        text = Text(f"{where.zh}：要求配备率", f"{where.en}: rate required")
        demanded.give(desk.builder, "metering.rate_required", context, text)
    text = Text(f"{where.zh}：配备率是否达到要求（1为是）", f"{where.en}: equipping rate met (1: yes)")
    desk.derive("metering.rate_met", context, "1", text, partial(_met, desk, context), one.at)
    if desk.value("metering.rate_met", context) == 0:
        needed = demanded.value if demanded else ""
        message = (
            f"{where.zh}：配备 {one.installed}/{one.required}，低于要求的 {needed}%",
            f"{where.en}: {one.installed} of {one.required}, below the {needed} % required",
        )
        desk.find(
            BELOW_RATE, one.place("installed"), message, ("补装缺少的计量器具", "install the missing instruments")
        )


def _rate(desk: Desk, context: Context) -> Quantity:
    return desk.read("metering.installed", context) / desk.read("metering.required", context)


def _met(desk: Desk, context: Context) -> Quantity:
    return at_least(desk.read("metering.rate", context), desk.read("metering.rate_required", context))


def _level(desk: Desk, section: Metering, level: str) -> None:
    ones = [one for one in section.equipping if one.level == level]
    if not ones:
        return
    context, where = Context.of(level=level), LEVELS[level]
    at = section.place("equipping")
    for key, zh, en in (("required", "应配备数", "required"), ("installed", "已配备数", "installed")):
        formula = partial(_sum, desk, f"metering.{key}", [Context.of(indicator=one.id) for one in ones], "1")
        desk.derive(f"metering.{key}", context, "1", Text(f"{where.zh}{zh}合计", f"{where.en}: {en}"), formula, at)
    if any(desk.builder.lacks("metering.rate", Context.of(indicator=one.id)) for one in ones):
        reason = Text("有能源的应配备数有误", "the number required of an energy is wrong")
        desk.builder.lack("metering.rate", context, reason, at)
    text = Text(f"{where.zh}总配备率", f"{where.en}: equipping rate of all energies")
    desk.derive("metering.rate", context, "%", text, partial(_rate, desk, context), at)


def _sum(desk: Desk, fact_id: str, contexts: list[Context], unit: str) -> Quantity:
    return total([desk.read(fact_id, context) for context in contexts], unit)


def _meter(desk: Desk, meter: Meter) -> None:
    context = Context.of(meter=meter.id)
    if meter.reading is not None:
        name, at = label(meter.name, "：读数", ": reading"), meter.place("reading")
        desk.amount("metering.reading", context, meter.reading, meter.reading.unit, name, at, QUANTITY)
    if meter.accuracy is None or meter.demanded is None:
        return
    name, at = label(meter.name, "：准确度等级", ": accuracy class"), meter.place("accuracy")
    desk.amount("metering.accuracy", context, meter.accuracy, "%", name, at, SHARE)
    name = label(meter.name, "：要求的准确度等级", ": accuracy class demanded")
    desk.stated("metering.accuracy_demanded", context, meter.demanded, "%", name, SHARE)
    name = label(meter.name, "：准确度是否达到要求（1为是）", ": accuracy met (1: yes)")
    desk.derive(
        "metering.accuracy_met",
        context,
        "1",
        name,
        lambda: at_least(desk.read("metering.accuracy_demanded", context), desk.read("metering.accuracy", context)),
        meter.at,
    )
    if desk.value("metering.accuracy_met", context) == 0:
        message = (
            f"{meter.name.zh}的准确度 {meter.accuracy.value}%，要求 {meter.demanded.value}%",
            f"{meter.id} has class {meter.accuracy.value} %, {meter.demanded.value} % is demanded",
        )
        desk.find(ACCURACY, at, message, ("更换为符合要求的器具", "replace the instrument"))


def due_date(calibrated: datetime.date, months: int) -> datetime.date:
    """Return a date some calendar months later; the month's last day where the day does not exist."""
    years, month = divmod(calibrated.month - 1 + months, 12)
    year, month = calibrated.year + years, month + 1
    return datetime.date(year, month, min(calibrated.day, calendar.monthrange(year, month)[1]))


def _calibration(desk: Desk, section: Metering, meter: Meter) -> None:
    context = Context.of(meter=meter.id)
    at = meter.place("calibrated")
    name = label(meter.name, "：距下次检定日数", ": days to the next calibration")
    if meter.calibrated is None or meter.cycle is None:
        reason = Text("没有检定日期或周期", "date or cycle of calibration is not given")
        desk.builder.lack("metering.days_to_due", context, reason, meter.at)
        return
    if meter.calibrated > section.date:
        message = (
            f"检定日期 {meter.calibrated} 晚于基准日 {section.date}",
            f"calibrated on {meter.calibrated}, after the stated date {section.date}",
        )
        hint = ("填证书上的日期", f"write the certificate's date, not after {section.date}")
        desk.find(FUTURE, at, message, hint, section.place("date"))
        reason = Text("检定日期晚于基准日", "the calibration lies after the stated date")
        desk.builder.lack("metering.days_to_due", context, reason, at)
        return
    due = due_date(meter.calibrated, meter.cycle)
    text = label(meter.name, "：上次检定距基准日", ": days since the last calibration")
    since = Decimal((section.date - meter.calibrated).days)
    desk.builder.give("metering.days_since_calibration", context, since, "day", text, at)
    text = label(meter.name, "：检定周期", ": days of the calibration cycle")
    cycle = Decimal((due - meter.calibrated).days)
    desk.builder.give("metering.cycle", context, cycle, "day", text, meter.place("cycle"))
    desk.derive(
        "metering.days_to_due",
        context,
        "day",
        name,
        lambda: desk.read("metering.cycle", context) - desk.read("metering.days_since_calibration", context),
        at,
    )
    late = label(meter.name, "：超期日数", ": days overdue")
    desk.derive("metering.days_overdue", context, "day", late, partial(_late, desk, context), at)
    if due < section.date:
        message = (
            f"{meter.name.zh}应于 {due} 前检定，已超期 {(section.date - due).days} 天",
            f"{meter.id} was due on {due}, {(section.date - due).days} days before the stated date",
        )
        desk.find(OVERDUE, at, message, ("检定，或对数据作保守修正", "calibrate it, or correct its data"))


def _late(desk: Desk, context: Context) -> Quantity:
    nought = constant(0, "day")
    return extreme([nought - desk.read("metering.days_to_due", context), nought], "max")


def _overdue(desk: Desk, section: Metering) -> None:
    contexts = [Context.of(meter=one.id) for one in section.meters]
    known = [c for c in contexts if desk.builder.has("metering.days_overdue", c)]
    if known:
        text = Text("超期未检计量器具数", "instruments overdue for calibration")
        desk.derive("metering.overdue", _NONE, "1", text, partial(_how_many, desk, known), section.place("meters"))


def _how_many(desk: Desk, contexts: list[Context]) -> Quantity:
    nought = constant(0, "day")
    late = [constant(1) - at_least(nought, desk.read("metering.days_overdue", c)) for c in contexts]
    return total(late, "1")
