"""Outliers of a monitored series: named, never taken out.

Method: iqr: outside Q1 - k IQR to Q3 + k IQR (Tukey 1977; quartiles linear between order statistics); z-score: |x -
mean| / s > k, s with n - 1; mad: 0.6745 |x - median| / MAD > k (Iglewicz and Hoaglin 1993). The rule is the project's
choice, its limit too, else the data set's.

Inputs: section ``metering``: series (outliers); tables; data set metering-outliers.

Outputs: metering.outlier_limit, metering.outlier_scale, metering.outliers[indicator] as numbers; metering.outlier_low
and metering.outlier_high[indicator] in the column's unit.

Errors: LG694, LG700, LG701, LG014.

Example: worked/series.yaml: the fences of eight readings under each rule, worked out by hand.

Marks: limits of iqr and z-score unconfirmed, of mad secondary.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.calculations.amounts import label
from generator.calculations.columns import column_sum
from generator.calculations.desk import Desk, Within
from generator.calculations.factors import DataSets
from generator.calculations.figures import deviation, mean, quantile
from generator.calculations.metering.readings import Read
from generator.calculations.metering.rules import OUTLIER, READING, TOO_FEW
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, procedure
from generator.project.sections.metering import Series

_LIMITS = "metering-outliers"
_SHOWN = 5
#: What the rules are called.
_RULES = {
    "iqr": Text("四分位距法", "interquartile range"),
    "z-score": Text("标准差法", "z-score"),
    "mad": Text("绝对中位差法", "median absolute deviation"),
}


def record_outliers(desk: Desk, one: Series, read: Read, sets: DataSets) -> None:
    """Record the fences of a series and the values outside them."""
    rule, context = one.outliers, Context.of(indicator=one.id)
    if rule is None:
        return
    name = label(
        one.name,
        f"：离群判别界限（{_RULES[rule.rule].zh}）",
        f": limit of the rule for outliers ({_RULES[rule.rule].en})",
    )
    if rule.limit is not None:
        within = Within(READING, above=Decimal(0), example="3.5 1")
        desk.stated("metering.outlier_limit", context, rule.limit, "1", name, within)
    elif (limit := sets.one(_LIMITS, rule.rule, "limit", rule.at)) is not None:
        limit.give(desk.builder, "metering.outlier_limit", context, name)
    if rule.rule == "mad" and (scale := sets.one(_LIMITS, "mad", "scale", rule.at)) is not None:
        text = label(one.name, "：MAD换算系数", ": scale of the MAD")
        scale.give(desk.builder, "metering.outlier_scale", context, text)
    if len(read.values) < 3:
        message = (f"{one.name.zh}的数据不足以判别离群值", f"{one.id} has too few values for outliers")
        desk.find(TOO_FEW, rule.at, message, ("至少三个数据", "at least three values"))
        desk.builder.lack("metering.outliers", context, Text("数据不足", "too few values"), rule.at)
        return
    unit = read.table.units[read.column].text
    for which, sign, zh, en in (("low", -1, "：离群下限", ": lower fence"), ("high", 1, "：离群上限", ": upper fence")):
        formula = partial(_fence, desk, one, read, sign)
        desk.derive(f"metering.outlier_{which}", context, unit, label(one.name, zh, en), formula, rule.at)
    text = label(one.name, "：离群值数", ": outliers")
    desk.derive("metering.outliers", context, "1", text, partial(_outside, desk, context, read), rule.at)
    low, high = desk.value("metering.outlier_low", context), desk.value("metering.outlier_high", context)
    if low is None or high is None:
        return
    for row in read.present:
        value = read.table.values[read.column][row]
        if value is not None and not low <= value <= high:
            shown_low, shown_high = f"{low:.6g}", f"{high:.6g}"
            zh = f"{value} 超出 {rule.rule} 规则的界限 {shown_low} 至 {shown_high}"
            en = f"{value} lies outside the limits of the {rule.rule} rule, {shown_low} to {shown_high}"
            hint = ("核对原始记录；数据仍计入合计", "check the record; the value still counts")
            desk.find(OUTLIER, read.table.position(row, read.column), (zh, en), hint)


def _fence(desk: Desk, one: Series, read: Read, sign: int) -> Quantity:
    assert one.outliers is not None
    context, rule = Context.of(indicator=one.id), one.outliers.rule
    unit, values = read.table.units[read.column], read.values
    reads = [column_sum(read.table, read.column, read.present)]
    limit = desk.read("metering.outlier_limit", context)

    def found(name: str, value: Decimal) -> Quantity:
        return procedure(name, value, unit, reads)

    if rule == "z-score":
        centre, spread = found("mean", mean(values)), found("standard deviation (n - 1)", deviation(values))
    elif rule == "iqr":
        quarter = Decimal("0.25")
        low, high = (
            found("first quartile", quantile(values, quarter)),
            found("third quartile", quantile(values, 1 - quarter)),
        )
        centre, spread = (high if sign > 0 else low), high - low
    else:
        middle = quantile(values, Decimal("0.5"))
        centre = found("median", middle)
        spread = found("MAD", quantile([abs(value - middle) for value in values], Decimal("0.5")))
        spread = spread / desk.read("metering.outlier_scale", context)
    return centre + limit * spread if sign > 0 else centre - limit * spread


def _outside(desk: Desk, context: Context, read: Read) -> Quantity:
    low, high = desk.read("metering.outlier_low", context), desk.read("metering.outlier_high", context)
    found = sum(not low.value <= value <= high.value for value in read.values)
    reads = [column_sum(read.table, read.column, read.present), low, high]
    return procedure("values outside the fences", Decimal(found), "1", reads)
