"""Meters: the rows of a period by vintage, gaps, readings and calibrations.

A quantity meter has one row a day or a month; a counter has readings at the end of days, and a vintage's
quantity is the reading at its last day less the reading at the day before its first.

Method: monitoring provisions of ACM0002 and the CDM project standard, in the form that the project states. A
gap is filled only by the stated rule: what is credited (export, baseline) counts nothing, or its least
interval; what burdens the project (import, project, leakage) its greatest interval. A counter without a
reading at a boundary takes the nearest reading on the cautious side. A month that the period cuts counts nothing of
what is credited and whole of what burdens. On days without a valid calibration the
permissible error is taken off what is credited and put on what burdens; a counter's whole vintage is
corrected when one of its days is not covered.

Inputs: ``monitoring.meters`` and their tables (column of words: date).

Outputs: ``reduction.metered[project,period,meter,vintage]`` in the column's unit, ``reduction.gap_intervals``
(1: days or months filled) and ``reduction.permissible_error[project,period,meter]`` (%).

Errors: LG540 (gap), LG541 (reading goes backwards), LG543 (date twice), LG545 (no calibration), LG547 (no
date), LG548.

Example: worked by hand (tests/calculations/reduction/worked/monitoring.yaml, monitoring-readings.yaml).

Marks: none of its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial

from generator.base.findings import Severity
from generator.base.text import Text
from generator.calculations.amounts import label
from generator.calculations.columns import column_sum
from generator.calculations.reduction.frame import Frame, share
from generator.calculations.reduction.meter_rows import Metered, Span, read_rows, spans
from generator.calculations.reduction.rules import GAP, UNCALIBRATED
from generator.ledger.ledger import Unavailable
from generator.ledger.quantity import Quantity, constant, extreme
from generator.project.sections.reduction_monitoring import Meter, Monitoring

_DAY = datetime.timedelta(days=1)
#: From the first day of a month into the next.
_MONTH_LATER = datetime.timedelta(days=31)
_NOTHING = Text("没有可用于保守替代的数据", "there is no value from which a gap could be filled")


def record_metered(frame: Frame, period: Monitoring, meter: Meter) -> None:
    """Record what a meter counted in each vintage of a period."""
    table = frame.project.tables.get(meter.table)
    if table is None or meter.column not in table.values:
        return
    metered = Metered(frame, period, meter, table)
    read_rows(metered)
    if meter.permissible_error is not None:
        text = label(meter.name, "：最大允许误差", ": permissible error")
        place = meter.place("permissible_error")
        context = {"period": period.id, "meter": meter.id}
        frame.amount("permissible_error", meter.permissible_error, "%", text, place, least=0, most=100, **context)
    bare = _uncovered(metered)
    for span in spans(period):
        context = {"period": period.id, "meter": meter.id, "vintage": str(span.year)}
        text = label(meter.name, f"：{span.year}年计量值", f": metered in {span.year}")
        gaps, cut = _gaps(metered, span), _tell_cut(metered, span)
        if metered.broken or ((gaps or cut) and period.gaps is None):
            frame.lack(
                "metered", "监测数据有缺口或错误", "the monitored data have a gap or a fault", meter.at, **context
            )
            continue
        if meter.records == "reading":
            formula = partial(_difference, metered, span, bool(bare & set(_days(span))))
        else:
            name = label(meter.name, f"：{span.year}年缺失时段数", f": intervals missing in {span.year}")
            frame.count("gap_intervals", len(gaps), "1", name, meter.at, **context)
            formula = partial(_sum, metered, span, len(gaps), bare)
        frame.derive("metered", _unit(metered), text, formula, meter.place("column"), **context)


def _unit(metered: Metered) -> str:
    unit = metered.table.units[metered.meter.column]
    return (unit.of("electricity") if metered.meter.counts in ("export", "import") else unit).text


# ------------------------------------------------------------------------------------------------------ gaps


def _days(span: Span) -> Iterator[datetime.date]:
    return (span.first + _DAY * i for i in range(span.days))


def _intervals(metered: Metered, span: Span) -> list[datetime.date]:
    """Return the dates of the rows that a span must have; a month that is credited must lie in it as a whole."""
    if metered.meter.interval == "month":
        months = {day.replace(day=1) for day in _days(span)}
        return sorted(months - set(_cut(metered, span)) if metered.credited else months)
    return list(_days(span))


def _cut(metered: Metered, span: Span) -> list[datetime.date]:
    """Return the months of which a span holds only a part, where the meter counts by months."""
    if metered.meter.interval != "month" or metered.meter.records == "reading":
        return []
    first, last = span.first.replace(day=1), span.last.replace(day=1)
    month_ends = (last + _MONTH_LATER).replace(day=1) - _DAY
    return sorted({*([first] if first < span.first else []), *([last] if span.last < month_ends else [])})


def _gaps(metered: Metered, span: Span) -> list[datetime.date]:
    """Return the dates of a span that have no value, and say so."""
    values = metered.table.values[metered.meter.column]
    wanted = [span.first - _DAY, span.last] if metered.meter.records == "reading" else _intervals(metered, span)
    gaps = [date for date in wanted if date not in metered.rows or values[metered.rows[date]] is None]
    if gaps:
        _tell_gaps(metered, gaps)
    return gaps


def _tell_cut(metered: Metered, span: Span) -> bool:
    """Say which months of a credited meter reach beyond the period, and whether there are any."""
    cut = _cut(metered, span) if metered.credited else []
    if cut:
        shown = "、".join(str(date)[:7] for date in cut)
        metered.tell(
            GAP.at(
                metered.meter.place("interval"),
                f"“{metered.meter.name.zh}”按月计量，监测期只含 {shown} 的一部分，该月不计入",
                f"{metered.meter.name.en or metered.meter.id} counts by months, and the period holds a part of "
                f"{shown.replace('、', ', ')} alone, which counts nothing",
                hint_zh="监测期取整月，或改用按日数据或表底读数；保守处理写 gaps: zero",
                hint_en="let the period begin and end with a month, or give days or readings; or state gaps: zero",
                severity=Severity.WARNING if metered.period.gaps is not None else Severity.ERROR,
                related=[metered.period.place("begins"), metered.period.place("ends")],
            )
        )
    return bool(cut)


def _tell_gaps(metered: Metered, gaps: list[datetime.date]) -> None:
    shown = "、".join(str(date)[: 7 if metered.meter.interval == "month" else 10] for date in gaps[:5])
    empty = [date for date in gaps if date in metered.rows]
    at = metered.meter.place("table")
    if empty:
        at = metered.table.position(metered.rows[empty[0]], metered.meter.column)
    stated = metered.period.gaps is not None
    zh = f"“{metered.meter.name.zh}”缺少 {len(gaps)} 个时点的数据：{shown}{'…' if len(gaps) > 5 else ''}"
    en = f"{metered.meter.name.en or metered.meter.id}: {len(gaps)} values are missing: {shown.replace('、', ', ')}"
    metered.tell(
        GAP.at(
            at,
            zh,
            en,
            hint_zh="补全数据，或写明保守处理规则：gaps: zero 或 gaps: extreme",
            hint_en="complete the data, or state the conservative rule: gaps: zero or gaps: extreme",
            severity=Severity.WARNING if stated else Severity.ERROR,
            related=[metered.meter.at],
        )
    )


def _uncovered(metered: Metered) -> frozenset[datetime.date]:
    """Return the days of the period without a valid calibration, and say so."""
    meter, period = metered.meter, metered.period
    days = frozenset(
        day
        for span in spans(period)
        for day in _days(span)
        if not any(one.date <= day <= one.until for one in meter.calibrations)
    )
    if days:
        stated = meter.permissible_error is not None
        metered.tell(
            UNCALIBRATED.at(
                meter.place("calibrations"),
                f"“{meter.name.zh}”在 {min(days)} 至 {max(days)} 间有 {len(days)} 天没有有效校准",
                f"{meter.name.en or meter.id} is not calibrated on {len(days)} days from {min(days)} to {max(days)}",
                hint_zh="补充校准证书，或写明 permissible_error: 0.5 %",
                hint_en="add the calibration, or state permissible_error: 0.5 %",
                severity=Severity.WARNING if stated else Severity.ERROR,
            )
        )
    return days


# -------------------------------------------------------------------------------------------------- formulas


def _scaled(metered: Metered, quantity: Quantity) -> Quantity:
    scaled = quantity * constant(metered.meter.multiplier, meaning="transformer ratio")
    if metered.meter.counts in ("export", "import"):
        return Quantity(scaled.value, scaled.unit.of("electricity"), scaled.formula)
    return scaled


def _sum(metered: Metered, span: Span, gaps: int, bare: frozenset[datetime.date]) -> Quantity:
    values = metered.table.values[metered.meter.column]
    wanted = [date for date in _intervals(metered, span) if date in metered.rows]
    rows = [metered.rows[date] for date in wanted if values[metered.rows[date]] is not None]
    counted = column_sum(metered.table, metered.meter.column, rows)
    if gaps and not (metered.credited and metered.period.gaps == "zero"):
        known = [row for row in metered.rows.values() if values[row] is not None]
        if not known:
            raise Unavailable("reduction.metered", _NOTHING)
        fill = extreme([metered.cell(row) for row in known], "min" if metered.credited else "max")
        counted = counted + fill * constant(gaps, meaning="intervals missing")
    if metered.meter.permissible_error is not None:
        loose = [metered.rows[date] for date in wanted if _touches(metered, date, bare)]
        counted = _corrected(metered, counted, column_sum(metered.table, metered.meter.column, loose), bool(loose))
    return _scaled(metered, counted)


def _touches(metered: Metered, date: datetime.date, bare: frozenset[datetime.date]) -> bool:
    if metered.meter.interval == "day":
        return date in bare
    return any((day.year, day.month) == (date.year, date.month) for day in bare)


def _corrected(metered: Metered, whole: Quantity, part: Quantity, needed: bool) -> Quantity:
    if not needed:
        return whole
    error = metered.frame.read("permissible_error", period=metered.period.id, meter=metered.meter.id)
    correction = part * share(error)
    return whole - correction if metered.credited else whole + correction


def _difference(metered: Metered, span: Span, bare: bool) -> Quantity:
    first = _boundary(metered, span.first - _DAY, later=metered.credited)
    last = _boundary(metered, span.last, later=not metered.credited)
    counted = metered.cell(last) - metered.cell(first)
    if metered.meter.permissible_error is not None:
        counted = _corrected(metered, counted, counted, bare)
    return _scaled(metered, counted)


def _boundary(metered: Metered, date: datetime.date, *, later: bool) -> int:
    """Return the row of the reading at a date, or of the nearest one after (``later``) or before it."""
    values = metered.table.values[metered.meter.column]
    known = {day: row for day, row in metered.rows.items() if values[row] is not None}
    if date in known:
        return known[date]
    beyond = [day for day in known if (day > date if later else day < date)]
    if not beyond:
        raise Unavailable("reduction.metered", _NOTHING)
    return known[min(beyond) if later else max(beyond)]
