"""What can be wrong with a path: its form, the order of its points, years without a value or with two."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from generator.base.text import Text
from generator.base.units import Unit, parse_unit
from generator.calculations.rules import AMOUNT, OUT_OF_RANGE
from generator.calculations.scenarios import rules
from generator.calculations.scenarios.frame import Frame
from generator.calculations.scenarios.series import Series
from generator.ledger.quantity import Quantity
from generator.project.node import Node
from generator.project.project import Table
from generator.project.sections.curves import Curve, CurvePoint, GrowthPeriod, SCurve, TableSeries
from generator.project.sections.scenarios import SharePoint

_STEEPEST = Decimal(10)
_STARTED = Decimal("0.05")
_FORMS = ("points", "growth", "s_curve", "table", "stock")


def form_of(frame: Frame, curve: Curve, name: Text) -> str:
    """Return the one form that a path has; nothing, with a finding, where it has none or several."""
    found = [form for form in _FORMS if getattr(curve, form)]
    if not found and curve.hold:
        return "hold"
    if len(found) == 1 and not (curve.hold and found != ["points"]):
        return found[0]
    written = "、".join([*found, *(["hold"] if curve.hold else [])]) or "-"
    frame.builder.findings.append(
        rules.CURVE_FORM.at(
            curve.at,
            f"{name.zh}的路径应采用一种形式，现为：{written}",
            f"{name.en}: a path has one form; this has {written}",
            hint_zh="例如 {growth: [{rate: -2 %}]} 或 {hold: true}；hold 只与 points 并用或单独使用",
            hint_en="for example {growth: [{rate: -2 %}]} or {hold: true}; hold goes with points or stands alone",
        )
    )
    return ""


def only(frame: Frame, curve: Curve, allowed: Sequence[str], name: Text) -> bool:
    """Whether a path has a form that its value can have; a finding where not."""
    wrong = [form for form in _FORMS if getattr(curve, form) and form not in allowed]
    if wrong:
        frame.builder.findings.append(
            rules.CURVE_FORM.at(
                curve.place(wrong[0]),
                f"{name.zh}不能采用 {wrong[0]} 形式",
                f"{name.en} cannot have the form {wrong[0]}",
                hint_zh=f"可用：{'、'.join(allowed)}",
                hint_en=f"it may have: {', '.join(allowed)}",
            )
        )
    return not wrong


def ordered_points(frame: Frame, curve: Curve, name: Text) -> list[CurvePoint] | None:
    """Return the points where they ascend within the model's years; a finding where not, or where they end early."""
    points, base, last = curve.points, frame.base, frame.model.to
    previous = base
    for point in points:
        if not previous < point.year <= last:
            out_of_order(frame, point, previous, name)
            return None
        previous = point.year
    if previous < last and not curve.hold:
        frame.builder.findings.append(
            rules.GAP.at(
                points[-1].place("year"),
                f"{name.zh}的路径止于 {previous} 年，模型到 {last} 年",
                f"{name.en}: the points end in {previous}, the model in {last}",
                hint_zh=f"补充 {last} 年的值，或写明 hold: true（其后不变）",
                hint_en=f"give a point of {last}, or say hold: true (the value stays)",
            )
        )
    return list(points)


def out_of_order(frame: Frame, point: CurvePoint | SharePoint, previous: int, name: Text) -> None:
    """Report a point that does not ascend or lies outside the model's years."""
    year = point.year
    frame.builder.findings.append(
        rules.POINTS_ORDER.at(
            point.place("year"),
            f"{name.zh}的年份 {year} 应晚于 {previous} 且不晚于 {frame.model.to}",
            f"{name.en}: the year {year} must come after {previous} and not after {frame.model.to}",
            hint_zh=f"按年份从早到晚填写，{frame.base} 年的值即基准年的值",
            hint_en=f"let the years ascend; the value of {frame.base} is the base year's",
        )
    )


def positive(series: Series, points: Sequence[CurvePoint]) -> bool:
    """Whether a compound path can lead through these values; a finding at the first that it cannot."""
    start = series.frame.builder.fact(series.fact_id, series.of(series.frame.base))
    wrong = next((point.place("value") for point in points if point.value.value <= 0), None)
    if wrong is None and start is not None and start.value <= 0:
        wrong = start.position
    if wrong is None:
        return True
    series.frame.builder.findings.append(
        rules.COMPOUND.at(
            wrong,
            f"{series.name.zh}按等速变化（compound）时各值应大于零",
            f"{series.name.en}: a compound path needs values above zero",
            hint_zh="改为 between: linear",
            hint_en="write between: linear",
        )
    )
    return False


def growth_years(frame: Frame, curve: Curve, name: Text) -> dict[int, GrowthPeriod]:
    """Return which growth period holds in which year; findings for years with two and for years without."""
    holds: dict[int, GrowthPeriod] = {}
    for period in curve.growth:
        begins, ends = period.begins or frame.base + 1, period.ends or frame.model.to
        years = range(max(begins, frame.base + 1), min(ends, frame.model.to) + 1)
        first = next((year for year in years if year in holds), None)
        if first is not None:
            twice(frame, period, holds[first], name, first)
        for year in years:
            holds.setdefault(year, period)
    missing = [year for year in frame.future if year not in holds]
    if missing and curve.growth:
        runs = _runs(missing)
        frame.builder.findings.append(
            rules.GAP.at(
                curve.place("growth"),
                f"{name.zh}在 {runs} 年没有增长率",
                f"{name.en} has no growth rate for {runs}",
                hint_zh="各增长期首尾相接，直到模型最后一年",
                hint_en="let the periods join up to the model's last year",
            )
        )
    return holds


def _runs(years: Sequence[int]) -> str:
    breaks = [i for i, (a, b) in enumerate(pairwise(years), 1) if b != a + 1]
    edges = [0, *breaks, len(years)]
    parts = [years[a:b] for a, b in pairwise(edges)]
    return ", ".join(str(p[0]) if len(p) == 1 else f"{p[0]}-{p[-1]}" for p in parts)


def twice(frame: Frame, entry: Node, other: Node, name: Text, year: int | None = None) -> None:
    """Report two entries for one value."""
    when_zh, when_en = (f"在 {year} 年", f" in {year}") if year else ("", "")
    frame.builder.findings.append(
        rules.TWICE.at(
            entry.at,
            f"{name.zh}{when_zh}有两处规定",
            f"{name.en} is given twice{when_en}",
            hint_zh="只保留一处；各时期不得重叠",
            hint_en="keep one of the two; let periods not overlap",
            related=(other.at,),
        )
    )


def steepness(frame: Frame, curve: SCurve, name: Text) -> bool:
    """Whether an S-curve's steepness is one; a finding where not."""
    if 0 < curve.steepness <= _STEEPEST:
        return True
    frame.builder.findings.append(
        rules.STEEPNESS.at(
            curve.place("steepness"),
            f"{name.zh}的S曲线陡度为 {curve.steepness}，应大于 0 且不超过 {_STEEPEST}",
            f"{name.en}: the steepness {curve.steepness} is not above 0 and at most {_STEEPEST}",
            hint_zh="例如 steepness: 0.4；变化方向由 low 和 high 决定",
            hint_en="for example steepness: 0.4; low and high say in which direction it goes",
        )
    )
    return False


def start_of(series: Series, curve: SCurve, done: Quantity) -> None:
    """Warn where the curve has gone far before the base year, so that the path jumps after it."""
    if curve.anchored or curve.low is not None or done.value <= _STARTED:
        return
    percent = (done.value * 100).quantize(Decimal("0.1"))
    series.frame.builder.findings.append(
        rules.S_CURVE_START.at(
            curve.place("midpoint"),
            f"{series.name.zh}的S曲线在基准年已完成 {percent}%，次年会出现跳变",
            f"{series.name.en}: the S-curve has gone {percent} % of its way in the base year; the path jumps after it",
            hint_zh="写明 anchored: true，或推后 midpoint",
            hint_en="say anchored: true, or a later midpoint",
        )
    )


def table_unit(frame: Frame, spec: TableSeries, found: str, wanted: str) -> None:
    """Report a column whose unit is of another dimension."""
    frame.builder.findings.append(
        AMOUNT.at(
            spec.place("column"),
            f"数据表 {spec.table} 的列 {spec.column} 单位为 {found}，不能换算为 {wanted}",
            f"column {spec.column} of table {spec.table} is in {found}, which is not {wanted}",
            hint_zh=f"该列单位应能换算为 {wanted}",
            hint_en=f"the column's unit must convert to {wanted}",
        )
    )


def rows_by_year(frame: Frame, spec: TableSeries, table: Table, name: Text) -> dict[int, int]:
    """Return the row of each year; findings for years with two rows, and for years without a number."""
    rows: dict[int, int] = {}
    for row in range(len(table)):
        if any(table.text[column][row] != text for column, text in spec.where.items() if column in table.text):
            continue
        said = table.text[spec.year][row].removesuffix("年").strip()
        if not said.isdigit() or table.values[spec.column][row] is None:
            continue
        year = int(said)
        if year in rows:
            frame.builder.findings.append(
                rules.TWICE.at(
                    table.position(row, spec.column),
                    f"{name.zh}在 {year} 年有两行数据",
                    f"{name.en} has two rows for {year}",
                    hint_zh="用 where 区分，或删去一行",
                    hint_en="tell them apart with where, or take one out",
                    related=(table.position(rows[year], spec.column),),
                )
            )
            continue
        rows[year] = row
    missing = [year for year in frame.future if year not in rows]
    if missing:
        frame.builder.findings.append(
            rules.GAP.at(
                spec.place("table"),
                f"数据表 {spec.table} 没有 {name.zh} {_runs(missing)} 年的数值",
                f"table {spec.table} has no number of {name.en} for {_runs(missing)}",
                hint_zh="逐年填写，不得留空",
                hint_en="give every year; leave no cell empty",
            )
        )
    return rows


def fits(frame: Frame, written: str, wanted: Unit, at: Node, key: str, name: Text) -> bool:
    """Whether a unit is of the dimension that the model asks for; a finding where not."""
    if parse_unit(written).converts_to(wanted):
        return True
    frame.builder.findings.append(
        rules.UNIT.at(
            at.place(key),
            f"{name.zh}的单位 {written} 与模型不符，应能换算为 {wanted}",
            f"{name.en}: the unit {written} does not fit the model, which asks for {wanted}",
            hint_zh=f"例如 {wanted}",
            hint_en=f"for example {wanted}",
        )
    )
    return False


def in_range(series: Series) -> None:
    """Report the first year in which a path leaves its range."""
    facts = (series.frame.builder.fact(series.fact_id, series.of(year)) for year in series.frame.future)
    for fact in facts:
        if fact is None:
            continue
        low = series.least is not None and fact.value < series.least
        if low or (series.most is not None and fact.value > series.most):
            shown = f"{fact.value:.6g} {fact.unit}"
            series.frame.builder.findings.append(
                OUT_OF_RANGE.at(
                    fact.position or series.at,
                    f"{fact.label.zh}为 {shown}，应在 {series.least} 到 {series.most or '∞'} {series.unit} 之间",
                    f"{fact.label.en} is {shown}; it must lie between {series.least} and {series.most or '∞'} "
                    f"{series.unit}",
                )
            )
            return
