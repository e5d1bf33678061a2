"""Monitored series: completeness, and gaps filled by the stated rule alone.

Timestamps are counted against those expected between ``begins`` and ``ends``. A value counts as present when its cell
holds a number. Gaps are filled only by the rule that the project states, the number of filled values is a fact, and
the total of filled values is kept apart from the measured one. Under ``leave`` a series with gaps has no total, and
values that are per something (t/h, mg/m3) have none at all.

Method: completeness = values present / intervals expected. Filling: previous: the last value before; linear: on the
line between the values around the gap; mean: the mean of the values present. A gap at the start (linear also: at the
end) has nothing to be filled from and stays.

Inputs: section ``metering``: series; tables.

Outputs: metering.expected, metering.present, metering.missing, metering.filled, metering.completeness_met[indicator]
as numbers; metering.completeness, metering.completeness_needed[indicator] in %; metering.measured,
metering.filled_sum and metering.series_total[indicator] in the column's unit.

Errors: LG694, LG698, LG699, LG208.

Example: worked/series.yaml, worked out by hand.

Marks: none.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from decimal import Decimal, localcontext
from functools import partial

from generator.base.text import Text
from generator.base.units import Unit
from generator.calculations.amounts import label
from generator.calculations.columns import column_sum
from generator.calculations.decisions import at_least
from generator.calculations.desk import Desk, Within
from generator.calculations.factors import DataSets
from generator.calculations.figures import mean
from generator.calculations.metering.outliers import record_outliers
from generator.calculations.metering.readings import Read, read_series
from generator.calculations.metering.rules import INCOMPLETE, READING
from generator.ledger.context import Context
from generator.ledger.ledger import Unavailable
from generator.ledger.quantity import Quantity, constant, procedure
from generator.project.sections.metering import Metering, Series

_LIMITS = "metering-outliers"
_SHOWN = 5
#: What is done with gaps.
_GAPS = {
    "leave": Text("不填补", "not filled"),
    "previous": Text("取前一数值", "by the value before"),
    "linear": Text("线性内插", "in a line between the neighbours"),
    "mean": Text("取平均值", "by the mean"),
}


def record_series(desk: Desk, section: Metering) -> None:
    """Record every series."""
    sets = DataSets(desk.project)
    for one in section.series:
        read = read_series(desk, one)
        if read is None:
            context, reason = Context.of(indicator=one.id), Text("序列无法读取", "the series cannot be read")
            for what in ("completeness", "series_total", "outliers"):
                desk.builder.lack(f"metering.{what}", context, reason, one.at)
            continue
        _completeness(desk, one, read)
        record_outliers(desk, one, read, sets)
        _total(desk, one, read)
    desk.builder.findings += sets.findings


def _completeness(desk: Desk, one: Series, read: Read) -> None:
    context = Context.of(indicator=one.id)
    missing = [stamp for stamp, row in zip(read.stamps, read.rows, strict=True) if row is None]
    for what, number, zh, en in (
        ("expected", len(read.stamps), "：应有数据数", ": readings expected"),
        ("present", len(read.present), "：实有数据数", ": readings present"),
    ):
        desk.count(f"metering.{what}", context, number, label(one.name, zh, en), one.place("table"))
    name = label(one.name, "：缺失数据数", ": readings missing")
    desk.derive(
        "metering.missing",
        context,
        "1",
        name,
        lambda: desk.read("metering.expected", context) - desk.read("metering.present", context),
        one.at,
    )
    name = label(one.name, "：数据完整率", ": completeness")
    desk.derive(
        "metering.completeness",
        context,
        "%",
        name,
        lambda: desk.read("metering.present", context) / desk.read("metering.expected", context),
        one.at,
    )
    if one.needed is not None:
        name, at = label(one.name, "：要求的完整率", ": completeness needed"), one.place("needed")
        within = Within(READING, least=Decimal(0), most=Decimal(100), example="90 %")
        desk.amount("metering.completeness_needed", context, one.needed, "%", name, at, within)
        name = label(one.name, "：完整率是否达到要求（1为是）", ": completeness met (1: yes)")
        desk.derive(
            "metering.completeness_met",
            context,
            "1",
            name,
            lambda: at_least(
                desk.read("metering.completeness", context), desk.read("metering.completeness_needed", context)
            ),
            at,
        )
    if missing:
        shown = ", ".join(str(stamp) for stamp in missing[:_SHOWN]) + (" …" if len(missing) > _SHOWN else "")
        zh = f"{one.name.zh}缺 {len(missing)}/{len(read.stamps)} 个数据：{shown}；缺口处理：{_GAPS[one.gaps].zh}"
        en = f"{one.id} lacks {len(missing)} of {len(read.stamps)} readings: {shown}; gaps are treated by: {one.gaps}"
        hint = ("补齐数据，或按监测计划写明 gaps", "complete the data, or state gaps by the monitoring plan")
        desk.find(INCOMPLETE, one.place("gaps"), (zh, en), hint)


def _total(desk: Desk, one: Series, read: Read) -> None:
    context, unit = Context.of(indicator=one.id), read.table.units[read.column].text
    if _is_rate(read.table.units[read.column]):
        reason = Text(f"{unit} 是比率，不能相加", f"{unit} is a rate: its values do not add up")
        for what in ("measured", "filled_sum", "series_total"):
            desk.builder.lack(f"metering.{what}", context, reason, one.at)
    name = label(one.name, "：实测合计", ": total of the values measured")
    desk.derive("metering.measured", context, unit, name, partial(_measured, one, read), one.at)
    found = filled(read.rows, read.table.values[read.column], one.gaps)
    gaps = sum(row is None for row in read.rows)
    for what, its_unit, value, zh, en in (
        (
            "filled",
            "1",
            Decimal(len(found)),
            f"：缺失数据填补数（{_GAPS[one.gaps].zh}）",
            f": values filled ({_GAPS[one.gaps].en})",
        ),
        (
            "filled_sum",
            unit,
            _sum(found),
            f"：缺失数据填补合计（{_GAPS[one.gaps].zh}）",
            f": total of the values filled ({_GAPS[one.gaps].en})",
        ),
    ):
        formula = partial(_fill, one, read, its_unit, value, any_filled=bool(found))
        desk.derive(f"metering.{what}", context, its_unit, label(one.name, zh, en), formula, one.place("gaps"))
    name = label(one.name, "：合计", ": total")
    if len(found) < gaps:
        reason = Text(f"有 {gaps - len(found)} 个数据缺失", f"{gaps - len(found)} readings are missing")
        desk.builder.lack("metering.series_total", context, reason, one.place("gaps"))
        return
    desk.derive(
        "metering.series_total",
        context,
        unit,
        name,
        lambda: desk.read("metering.measured", context) + desk.read("metering.filled_sum", context),
        one.at,
    )


def _is_rate(unit: Unit) -> bool:
    """Whether a unit is per something (t/h, mg/m3): amounts add up, rates and concentrations do not."""
    return any(exponent < 0 for _, _, exponent in unit.atoms)


def _measured(one: Series, read: Read) -> Quantity:
    if not read.present:  # the sum of no values would be nought, and measured
        raise Unavailable(f"{one.table}.{read.column}", Text("没有一个实测值", "not one value was measured"))
    return column_sum(read.table, read.column, read.present)


def _sum(values: Sequence[Decimal]) -> Decimal:
    with localcontext(prec=34):
        return sum(values, Decimal(0))


def _fill(one: Series, read: Read, unit: str, value: Decimal, *, any_filled: bool) -> Quantity:
    if not any_filled:
        return constant(0, unit, "nothing was filled")
    reads = [column_sum(read.table, read.column, read.present)]
    return procedure(f"gaps filled by {one.gaps}", value, unit, reads)


def filled(rows: Sequence[int | None], values: Sequence[Decimal | None], rule: str) -> list[Decimal]:
    """Return what a rule puts into the gaps; a gap that it cannot fill gets nothing."""
    known = [None if row is None else values[row] for row in rows]
    present = [i for i, value in enumerate(known) if value is not None]
    found: list[Decimal] = []
    if rule == "leave" or not present:
        return found
    middle = mean([known[i] or Decimal(0) for i in present])
    for i, value in enumerate(known):
        if value is not None:
            continue
        place = bisect.bisect(present, i)
        before = present[place - 1] if place else None
        after = present[place] if place < len(present) else None
        if rule == "mean":
            found.append(middle)
        elif rule == "previous" and before is not None:
            found.append(known[before] or Decimal(0))
        elif rule == "linear" and before is not None and after is not None:
            low, high = known[before] or Decimal(0), known[after] or Decimal(0)
            with localcontext(prec=34):
                found.append(low + (high - low) * (i - before) / (after - before))
    return found
