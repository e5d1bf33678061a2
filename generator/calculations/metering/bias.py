"""Automatic monitoring against manual or calculated data: bias, relative accuracy, slope.

Method: pairs d_i = automatic - manual; mean difference d = (sum automatic - sum manual) / n; paired t = d / (s /
sqrt(n)), two-sided probability with n - 1 degrees of freedom; interval d -+ t(confidence) s / sqrt(n). Relative
accuracy as in HJ 75-2017 and US EPA 40 CFR 75 appendix A: RA = (|d| + |cc|) / mean of the reference x 100 %,
confidence coefficient cc = t(confidence) s / sqrt(n), s with n - 1. Slope of automatic on manual: ordinary least
squares; without one where the manual values do not vary. A bias is said where the probability is below 1 - confidence.
Differences that are all the same have no t statistic: then cc is 0, and any difference but 0 is a bias.

Inputs: section ``metering``: comparisons; tables.

Outputs: metering.pairs, metering.t_statistic, metering.t_quantile, metering.p_value, metering.biased, metering.slope,
metering.accuracy_within[indicator] as numbers; metering.mean_difference, metering.difference_deviation,
metering.confidence_coefficient, metering.difference_low, metering.difference_high, metering.reference_mean[indicator]
in the column's unit; metering.confidence, metering.relative_difference, metering.relative_accuracy,
metering.relative_accuracy_limit[indicator] in %.

Errors: LG694, LG701, LG702, LG703, LG208.

Example: worked/bias.yaml: the six pairs of a published solution (wizedu.com, question 456600): mean 8.833, deviation
8.110, t 2.6681, critical value 2.571; relative accuracy and slope by hand from them.

Marks: none; a limit is the project's own and carries its own mark. The formula of HJ 75 was read in second-hand code.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import partial

from generator.base.text import Text
from generator.calculations.amounts import label
from generator.calculations.columns import column_sum
from generator.calculations.decisions import at_least, more_than
from generator.calculations.desk import Desk, Within
from generator.calculations.figures import deviation, mean, t_probability, t_quantile
from generator.calculations.metering.rules import BIAS, EMPTY_CELL, READING, TOO_FEW
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, if_equal, procedure
from generator.project.project import Table
from generator.project.sections.metering import Comparison, Metering


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of a comparison; both columns in the automatic one's unit."""

    table: Table
    spec: Comparison
    rows: tuple[int, ...]
    automatic: tuple[Decimal, ...]
    manual: tuple[Decimal, ...]

    @property
    def context(self) -> Context:
        """The context of its facts."""
        return Context.of(indicator=self.spec.id)

    @property
    def unit(self) -> str:
        """The unit of its values."""
        return self.table.units[self.spec.automatic].text

    @property
    def differences(self) -> list[Decimal]:
        """Automatic less manual."""
        return [a - m for a, m in zip(self.automatic, self.manual, strict=True)]

    def sums(self) -> list[Quantity]:
        """The two columns, as formulas name them."""
        return [column_sum(self.table, name, self.rows) for name in (self.spec.automatic, self.spec.manual)]


def record_comparisons(desk: Desk, section: Metering) -> None:
    """Record every comparison."""
    for one in section.comparisons:
        pairs = _pairs(desk, one)
        if pairs is None:
            reason = Text("没有可比较的数据对", "there are no pairs to compare")
            for what in ("mean_difference", "relative_accuracy", "biased", "slope"):
                desk.builder.lack(f"metering.{what}", Context.of(indicator=one.id), reason, one.at)
            continue
        _record(desk, pairs)


def _pairs(desk: Desk, one: Comparison) -> Pairs | None:
    table = desk.project.tables.get(one.table)
    if table is None or not {one.automatic, one.manual} <= set(table.values):
        return None
    left, right = table.values[one.automatic], table.values[one.manual]
    half = [i for i in range(len(table)) if (left[i] is None) != (right[i] is None)]
    for i in half:
        column = one.automatic if left[i] is None else one.manual
        message = ("数据对缺一个值", "one value of the pair is missing")
        desk.find(EMPTY_CELL, table.position(i, column), message, ("填入数值", "type the value"))
    if half:
        return None
    units = table.units[one.automatic], table.units[one.manual]
    if not units[1].converts_to(units[0]):
        message = (
            f"两列单位不一致：{units[0]} 与 {units[1]}",
            f"the columns have different units: {units[0]}, {units[1]}",
        )
        desk.find(READING, one.place("manual"), message, (f"manual 列用 {units[0]}", f"give it in {units[0]}"))
        return None
    with localcontext(prec=34):
        factor = units[1].conversion(units[0])
        both = [
            (i, a, m * factor) for i in range(len(table)) if (a := left[i]) is not None and (m := right[i]) is not None
        ]
    pairs = Pairs(table, one, tuple(i for i, _, _ in both), tuple(a for _, a, _ in both), tuple(m for _, _, m in both))
    if len(both) < 3:
        message = (f"{one.name.zh}的数据对少于三对", f"{one.id} has fewer than three pairs")
        desk.find(TOO_FEW, one.place("table"), message, ("至少三对数据", "at least three pairs"))
        return None
    return pairs


def _record(desk: Desk, pairs: Pairs) -> None:
    one, context = pairs.spec, pairs.context
    desk.count("metering.pairs", context, len(pairs.rows), label(one.name, "：数据对数", ": pairs"), one.place("table"))
    within = Within(READING, above=Decimal(0), most=Decimal("99.9999"), example="95 %")
    name = label(one.name, "：置信水平", ": confidence")
    desk.amount("metering.confidence", context, one.confidence, "%", name, one.place("confidence"), within)
    read = partial(_read, desk, context)
    spread = partial(procedure, "standard deviation (n - 1)", deviation(pairs.differences), pairs.unit)
    for what, unit, zh, en, formula in (
        ("mean_difference", pairs.unit, "平均偏差", "mean difference", lambda: _mean_difference(desk, pairs)),
        ("reference_mean", pairs.unit, "参比平均值", "mean of the reference", lambda: pairs.sums()[1] / read("pairs")),
        (
            "difference_deviation",
            pairs.unit,
            "偏差的样本标准差（n−1）",
            "sample deviation of the differences (n - 1)",
            lambda: spread(pairs.sums()),
        ),
        ("t_statistic", "1", "配对t统计量", "paired t", lambda: _t(desk, context)),
        ("t_quantile", "1", "t分位数", "t quantile", lambda: _quantile(desk, context)),
        ("p_value", "1", "双侧概率", "two-sided probability", lambda: _probability(desk, context)),
        (
            "confidence_coefficient",
            pairs.unit,
            "置信系数",
            "confidence coefficient",
            lambda: read("t_quantile") * read("difference_deviation") / read("pairs").root(),
        ),
        (
            "difference_low",
            pairs.unit,
            "平均偏差下限",
            "lower bound of the mean difference",
            lambda: read("mean_difference") - read("confidence_coefficient"),
        ),
        (
            "difference_high",
            pairs.unit,
            "平均偏差上限",
            "upper bound of the mean difference",
            lambda: read("mean_difference") + read("confidence_coefficient"),
        ),
        (
            "relative_difference",
            "%",
            "相对偏差",
            "relative difference",
            lambda: read("mean_difference") / read("reference_mean"),
        ),
        ("relative_accuracy", "%", "相对准确度", "relative accuracy", lambda: _accuracy(desk, context)),
        ("slope", "1", "回归斜率", "slope of the regression", lambda: _slope(pairs)),
        (
            "biased",
            "1",
            "是否存在系统偏差（1为是）",
            "biased (1: yes)",
            lambda: _biased(desk, context),
        ),
    ):
        desk.derive(f"metering.{what}", context, unit, label(one.name, f"：{zh}", f": {en}"), formula, one.at)
    _judge(desk, one, context)


def _read(desk: Desk, context: Context, what: str) -> Quantity:
    return desk.read(f"metering.{what}", context)


def _mean_difference(desk: Desk, pairs: Pairs) -> Quantity:
    automatic, manual = pairs.sums()
    return (automatic - manual) / desk.read("metering.pairs", pairs.context)


def _t(desk: Desk, context: Context) -> Quantity:
    read = partial(_read, desk, context)
    return read("mean_difference") * read("pairs").root() / read("difference_deviation")


def _quantile(desk: Desk, context: Context) -> Quantity:
    confidence, pairs = _read(desk, context, "confidence"), _read(desk, context, "pairs")
    share = (100 + confidence.value) / 200
    return procedure("t quantile", t_quantile(share, int(pairs.value) - 1), "1", [confidence, pairs])


def _probability(desk: Desk, context: Context) -> Quantity:
    statistic, pairs = _read(desk, context, "t_statistic"), _read(desk, context, "pairs")
    found = t_probability(statistic.value, int(pairs.value) - 1)
    return procedure("two-sided t probability", found, "1", [statistic, pairs])


def _biased(desk: Desk, context: Context) -> Quantity:
    read = partial(_read, desk, context)
    if read("difference_deviation").value == 0:
        nought = constant(0, read("mean_difference").unit, "no difference")
        return if_equal(read("mean_difference"), nought, constant(0), constant(1))
    return more_than(constant(100, "%").in_unit("1") - read("confidence").in_unit("1"), read("p_value"))


def _accuracy(desk: Desk, context: Context) -> Quantity:
    read = partial(_read, desk, context)
    error = read("mean_difference").magnitude() + read("confidence_coefficient").magnitude()
    return error / read("reference_mean")


def _slope(pairs: Pairs) -> Quantity:
    with localcontext(prec=34):
        x, y = mean(pairs.manual), mean(pairs.automatic)
        cross = sum(((m - x) * (a - y) for a, m in zip(pairs.automatic, pairs.manual, strict=True)), Decimal(0))
        spread = sum(((m - x) ** 2 for m in pairs.manual), Decimal(0))
        if not spread:
            raise ZeroDivisionError("manual values that do not vary have no slope")
        slope = cross / spread
    return procedure("least squares", slope, "1", pairs.sums())


def _judge(desk: Desk, one: Comparison, context: Context) -> None:
    if one.limit is not None:
        name, within = (
            label(one.name, "：相对准确度限值", ": limit of relative accuracy"),
            Within(READING, above=Decimal(0)),
        )
        desk.stated("metering.relative_accuracy_limit", context, one.limit, "%", name, within)
        desk.derive(
            "metering.accuracy_within",
            context,
            "1",
            label(one.name, "：相对准确度是否合格（1为是）", ": relative accuracy within its limit (1: yes)"),
            lambda: at_least(
                _read(desk, context, "relative_accuracy_limit"), _read(desk, context, "relative_accuracy")
            ),
            one.at,
        )
    biased = desk.value("metering.biased", context) == 1
    if biased or desk.value("metering.accuracy_within", context) == 0:
        zh = f"{one.name.zh}：自动与人工数据存在系统偏差" if biased else f"{one.name.zh}：相对准确度超过限值"
        en = f"{one.id}: automatic and manual data differ " + ("by more than chance" if biased else "beyond the limit")
        desk.find(BIAS, one.place("automatic"), (zh, en), ("查明原因，校准后重新比对", "find the cause and repeat it"))
