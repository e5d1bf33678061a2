"""Green factory score by GB/T 36132-2025: five dimensions, base and leading values, points in a line between them.

Method: GB/T 36132-2025, 4.3 (dimensions 能源低碳化, 资源高效化, 生产洁净化, 产品绿色化, 用地集约化), 5.2 (full points
at the leading value, none short of the base value, in proportion between) and 6.1 (sum of the dimensions), as
transcribed. For an indicator: reach = (value - base) / (leading - base), not below nought nor above one; points =
weight x (at base + (1 - at base) x reach) where the base value is reached, weight x below base where not. The shares
at and below the base value (none by default), and a step instead of the line, are the project's to set. Weights, base
and leading values stand in the project's own standard table and add up to the full score. Where an indicator does not
apply, its points are taken out of the frame (the rest rescaled to the full score), given or not given, as the project
says. A missing value is never nought: its dimension and the total are missing, and the sum of what is known stands
apart.

Inputs: ``factory.scoring`` (indicators in place, or in a table with the columns of words indicator, name, dimension,
direction, unit, kind, name_en and of numbers weight, base, leading, value). ``fact`` takes a value from the ledger.

Outputs: ``factory.weight``, ``factory.base``, ``factory.leading``, ``factory.value``, ``factory.reach``,
``factory.score`` (all ``[period,indicator]``, points), ``factory.dimension_score``, ``factory.dimension_weight``
(``[period,category]``; category: energy, resource, production, product, land),
``factory.weight_share[period,category]`` (sum to one), ``factory.quantitative_share[period]``,
``factory.score_total``, ``factory.score_known``, ``factory.indicators_missing``, ``factory.full`` (all ``[period]``).

Errors: LG460 to LG466, LG014.

Example: ``tests/calculations/factory/worked/green-factory.yaml``: weights of table C.1 and single scores as a public
implementation prints them (45 % between 18 and 55 of 8 points: 5.84; 62 % between 55 and 85: 1.87); the sum by hand.

Marks: the scoring rule is secondary; figures of the table carry the mark that the project gives them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE
from generator.calculations.factors import DataSets
from generator.calculations.factory.lines import DIMENSIONS, Line, own_lines, table_lines
from generator.calculations.factory.rules import (
    BASE_LEADING,
    NEGATIVE_BENCHMARK,
    NO_VALUE,
    NOT_APPLICABLE,
    QUANTITATIVE,
    WEIGHTS,
)
from generator.calculations.factory.zero_carbon import FACTORY_SET, at
from generator.calculations.verdicts import reaches
from generator.ledger.context import Context, ContextError, parse_key
from generator.ledger.fact import Mark, Reference
from generator.ledger.ledger import LedgerBuilder, Unavailable
from generator.ledger.quantity import Quantity, constant, extreme, if_equal, total
from generator.project.project import Project
from generator.project.sections.factory import Scoring


@dataclass
class _Frame:
    builder: LedgerBuilder
    scoring: Scoring
    lines: list[Line] = field(default_factory=list)

    def context(self, line: Line) -> Context:
        return at(period=self.scoring.year, indicator=line.id)

    @property
    def applying(self) -> list[Line]:
        return [one for one in self.lines if one.not_applicable is None]


def run(project: Project, builder: LedgerBuilder, scoring: Scoring, sets: DataSets) -> None:
    """Record points by indicator and dimension, and the total."""
    frame = _Frame(builder, scoring, [*own_lines(scoring), *table_lines(project, builder, scoring)])
    whole = _weights(frame)
    for line in frame.lines:
        _line(frame, line)
    _shares(frame, sets)
    if not whole:
        reason = Text("权重合计不等于满分", "the weights do not sum to the full score")
        for line in frame.lines:
            builder.lack("factory.score", frame.context(line), reason, scoring.at)
    _full(frame)
    for line in frame.lines:
        if whole:
            _score(frame, line)
    _sums(frame)


# ------------------------------------------------------------------------------------------------- recording


def _weights(frame: _Frame) -> bool:
    """Say whether the weights add up to the full score."""
    sums = sum((one.numbers["weight"] or Decimal(0) for one in frame.lines), Decimal(0))
    if sums == frame.scoring.full and frame.scoring.full > 0:
        return True
    place = frame.scoring.place("indicators" if frame.scoring.indicators else "table")
    frame.builder.findings.append(
        WEIGHTS.at(
            place,
            f"指标权重合计为 {sums}，应为满分 {frame.scoring.full}",
            f"the weights add up to {sums}, not to the full score of {frame.scoring.full}",
            hint_zh=f"核对各指标 weight，使合计为 {frame.scoring.full}",
            hint_en=f"let the weights add up to {frame.scoring.full}",
        )
    )
    return False


def _line(frame: _Frame, line: Line) -> None:
    """Give the numbers of an indicator, and find what is wrong with them."""
    builder, context = frame.builder, frame.context(line)
    mark, reference = Mark(frame.scoring.mark), Reference(frame.scoring.standard)
    for key, zh, en, unit in (
        ("weight", "权重", "weight", ONE),
        ("base", "基准值", "base value", line.unit),
        ("leading", "引领值", "leading value", line.unit),
    ):
        number = line.numbers[key]
        text = Text(f"{line.name.zh}{zh}", f"{line.name.en}: {en}")
        if number is None or number < 0:
            builder.lack(f"factory.{key}", context, Text(f"没有{zh}", f"there is no {en}"), line.places[key])
            if number is not None:
                _negative(frame, line, key, number)
            continue
        builder.give(f"factory.{key}", context, number, unit, text, line.places[key], mark=mark, reference=reference)
    _order(frame, line)
    _given(frame, line)


def _negative(frame: _Frame, line: Line, key: str, number: Decimal) -> None:
    frame.builder.findings.append(
        NEGATIVE_BENCHMARK.at(
            line.places[key],
            f"指标“{line.id}”的 {key} 为 {number}，小于零",
            f"{key} of the indicator {line.id!r} is {number}, below nought",
            hint_zh=f"{key}: {abs(number)}",
            hint_en=f"{key}: {abs(number)}",
        )
    )


def _order(frame: _Frame, line: Line) -> None:
    base, leading = line.numbers["base"], line.numbers["leading"]
    if base is not None and leading is not None and (leading - base) * (1 if line.upper else -1) > 0:
        return
    better = "高于" if line.upper else "低于"
    frame.builder.findings.append(
        BASE_LEADING.at(
            line.places["leading"],
            f"指标“{line.id}”的引领值 {leading} 应{better}基准值 {base}",
            f"the leading value {leading} of {line.id!r} is not better than the base value {base}",
            hint_zh="核对 direction，或补充 base、leading",
            hint_en="check the direction, or give base and leading",
        )
    )
    reason = Text("基准值与引领值有误", "base and leading value are wrong")
    frame.builder.lack("factory.reach", frame.context(line), reason, line.places["leading"])


def _given(frame: _Frame, line: Line) -> None:
    """Give the factory's value, take it from the ledger, or say that it is missing."""
    builder, context, place = frame.builder, frame.context(line), line.places["value"]
    if line.not_applicable is not None:
        said = Text(f"不适用：{line.not_applicable.zh}", f"not applicable: {line.not_applicable.en}")
        builder.lack("factory.value", context, said, place)
        _said(frame, line)
        return
    text = Text(f"{line.name.zh}指标值", f"{line.name.en}: value")
    number = line.numbers["value"]
    if line.fact:
        builder.derive("factory.value", context, line.unit, text, partial(_read, builder, line.fact), position=place)
    elif number is not None:
        builder.give("factory.value", context, number, line.unit, text, place)
    else:
        builder.lack("factory.value", context, Text("没有指标值", "there is no value"), place)
    if not builder.has("factory.value", context):
        builder.findings.append(
            NO_VALUE.at(
                place,
                f"指标“{line.id}”没有数值，所在维度和总分缺失",
                f"the indicator {line.id!r} has no value: its dimension and the total are missing",
                hint_zh="value: 62，或 not_applicable: 写明原因",
                hint_en="value: 62, or not_applicable: the reason",
            )
        )


def _said(frame: _Frame, line: Line) -> None:
    if not frame.scoring.not_applicable:
        frame.builder.findings.append(
            NOT_APPLICABLE.at(
                line.places["value"],
                f"指标“{line.id}”不适用，但没有写明其分值如何处理",
                f"the indicator {line.id!r} does not apply, and nothing says what becomes of its points",
                hint_zh="scoring: {not_applicable: rescale}（或 zero、full）",
                hint_en="scoring: {not_applicable: rescale} (or zero, full)",
            )
        )


def _read(builder: LedgerBuilder, key: str) -> Quantity:
    try:
        return builder.read(*parse_key(key))
    except ContextError as error:
        raise Unavailable(key, Text(f"“{key}”不是事实的键", str(error))) from error


# ---------------------------------------------------------------------------------------------------- points


def _score(frame: _Frame, line: Line) -> None:
    builder, context = frame.builder, frame.context(line)
    place = line.places["value"]
    if line.not_applicable is None:
        text = Text(f"{line.name.zh}达到程度", f"{line.name.en}: reach between base and leading value")
        if not builder.lacks("factory.reach", context):
            builder.derive("factory.reach", context, ONE, text, partial(_reach, frame, line), position=place)
    text = Text(f"{line.name.zh}得分", f"{line.name.en}: points")
    builder.derive("factory.score", context, ONE, text, partial(_points, frame, line), position=place)


def _reach(frame: _Frame, line: Line) -> Quantity:
    read, context = frame.builder.read, frame.context(line)
    base = read("factory.base", context)
    share = (read("factory.value", context) - base) / (read("factory.leading", context) - base)
    bounded = extreme([constant(1), extreme([constant(0), share.in_unit(ONE)], "max")], "min")
    if frame.scoring.between == "linear":
        return bounded
    return if_equal(bounded, constant(1), constant(1), constant(0))


def _points(frame: _Frame, line: Line) -> Quantity:
    read, context, scoring = frame.builder.read, frame.context(line), frame.scoring
    weight = read("factory.weight", context)
    if line.not_applicable is not None:
        if scoring.not_applicable in ("zero", "full"):
            return weight * constant(1 if scoring.not_applicable == "full" else 0, ONE, "points of what does not apply")
        reason = line.not_applicable
        raise Unavailable("factory.value", Text(f"不适用：{reason.zh}", f"not applicable: {reason.en}"))
    reach = read("factory.reach", context)
    at_base = constant(scoring.at_base / 100, ONE, "share of the points at the base value")
    above = at_base + (constant(1) - at_base) * reach
    reached = reaches(read("factory.value", context), read("factory.base", context), upper=not line.upper)
    below = constant(scoring.below_base / 100, ONE, "share of the points short of the base value")
    return weight * if_equal(reached, constant(1), above, below)


def _shares(frame: _Frame, sets: DataSets) -> None:
    builder, year = frame.builder, frame.scoring.year
    for dimension, name in DIMENSIONS.items():
        mine = [one for one in frame.lines if one.dimension == dimension]
        context = at(period=year, category=dimension)
        text = Text(f"{name.zh}权重", f"weight of {name.en}")
        builder.derive("factory.dimension_weight", context, ONE, text, partial(_sum, frame, "factory.weight", mine))
        text = Text(f"{name.zh}权重占比", f"share of {name.en} in the weights")
        builder.derive("factory.weight_share", context, ONE, text, partial(_share, frame, mine))
    text = Text("定量指标权重占比", "share of quantitative indicators in the weights")
    quantitative = [one for one in frame.lines if one.quantitative]
    builder.derive("factory.quantitative_share", at(period=year), ONE, text, partial(_share, frame, quantitative))
    asked = sets.one(FACTORY_SET, "green-factory", "quantitative-weight", frame.scoring.at)
    share = builder.fact("factory.quantitative_share", at(period=year))
    if asked is None or share is None or share.value >= asked.value * asked.unit.conversion(ONE):
        return
    builder.findings.append(
        QUANTITATIVE.at(
            frame.scoring.place("indicators" if frame.scoring.indicators else "table"),
            f"定量指标权重占 {share.value * 100:.2f}%，低于 {asked.value}%",
            f"quantitative indicators have {share.value * 100:.2f} % of the weight, less than {asked.value} %",
            hint_zh="对照标准核对各指标的 kind 和 weight",
            hint_en="compare kind and weight of the indicators with the standard",
        )
    )


def _sum(frame: _Frame, fact: str, lines: list[Line]) -> Quantity:
    return total([frame.builder.read(fact, frame.context(one)) for one in lines], ONE)


def _share(frame: _Frame, lines: list[Line]) -> Quantity:
    return _sum(frame, "factory.weight", lines) / _sum(frame, "factory.weight", frame.lines)


def _counting(frame: _Frame) -> list[Line]:
    return frame.applying if frame.scoring.not_applicable in ("", "rescale") else frame.lines


def _full(frame: _Frame) -> None:
    scoring = frame.scoring
    text = Text("满分", "full score")
    frame.builder.give(
        "factory.full",
        at(period=scoring.year),
        scoring.full,
        ONE,
        text,
        scoring.place("full"),
        mark=Mark(scoring.mark),
        reference=Reference(scoring.standard),
    )


def _sums(frame: _Frame) -> None:
    builder, year, place = frame.builder, frame.scoring.year, frame.scoring.at
    counting = _counting(frame)
    for dimension, name in DIMENSIONS.items():
        mine = [one for one in counting if one.dimension == dimension]
        context, text = at(period=year, category=dimension), Text(f"{name.zh}得分", f"points of {name.en}")
        formula = partial(_scaled, frame, mine)
        builder.derive("factory.dimension_score", context, ONE, text, formula, position=place)
    context = at(period=year)
    text = Text("绿色工厂评价总分", "green factory score")
    builder.derive("factory.score_total", context, ONE, text, partial(_total, frame), position=place)
    known = [one for one in counting if builder.has("factory.score", frame.context(one))]
    text = Text("已有指标得分合计", "points of the indicators that are known")
    formula = partial(_sum, frame, "factory.score", known)
    builder.derive("factory.score_known", context, ONE, text, formula, position=place)
    lacking = [one for one in frame.applying if not builder.has("factory.value", frame.context(one))]
    text = Text("缺少数值的指标数", "indicators without a value")
    ones = [constant(1, ONE, one.id) for one in lacking]
    builder.derive("factory.indicators_missing", context, ONE, text, partial(total, ones, ONE), position=place)


def _scaled(frame: _Frame, lines: list[Line]) -> Quantity:
    """Return points in the frame of the indicators that apply, scaled to the full score."""
    points = _sum(frame, "factory.score", lines)
    if len(_counting(frame)) == len(frame.lines):
        return points
    if not frame.scoring.not_applicable:
        raise Unavailable("factory.scoring", Text("没有写明不适用指标的分值处理", "not_applicable is not said"))
    full = frame.builder.read("factory.full", at(period=frame.scoring.year))
    return points * full / _sum(frame, "factory.weight", _counting(frame))


def _total(frame: _Frame) -> Quantity:
    contexts = [at(period=frame.scoring.year, category=dimension) for dimension in DIMENSIONS]
    return total([frame.builder.read("factory.dimension_score", one) for one in contexts], ONE)
