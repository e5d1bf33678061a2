"""Charts and pictures: their numbers looked up, their shapes checked."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

from generator.base.units import UnitError
from generator.compose.facts import FactProxy
from generator.compose.functions import FlowSpec, SeriesSpec, StepSpec
from generator.compose.pieces import BlockSpec
from generator.compose.rules import ARGUMENT, CHART_SHAPE
from generator.compose.run import Run
from generator.document.display import conversion
from generator.document.inlines import Inlines
from generator.document.pictures import Chart, Flow, Picture, Point, Series, Step

KINDS: tuple[str, ...] = get_args(get_type_hints(Chart)["kind"])
_DRAWS = ("", "line", "column", "area")


def build_chart(spec: BlockSpec, block_id: str, caption: Inlines, alt: str, run: Run) -> Chart:
    """Return the chart that a call describes."""
    values = spec.values
    categories: tuple[str, ...] = values["categories"]
    series = [_series(one, spec, run) for one in values["series"] if _is(one, SeriesSpec, "series(…)", spec, run)]
    kind: Any = values["kind"]
    if kind not in KINDS:
        listed = ", ".join(KINDS)
        _shape(run, spec, f"没有图类型 {kind}", f"there is no chart kind {kind}", f"可用：{listed}", listed)
        kind = "column"
    if not series or not categories:
        _shape(run, spec, "图没有数据系列或类别", "the chart has no series or no categories")
    if kind in ("pie", "doughnut") and len(series) > 1:
        _shape(run, spec, "饼图只有一个系列", "a pie has one series")
        series = series[:1]
    for one in series:
        if len(one.points) != len(categories):
            _shape(
                run,
                spec,
                f"系列“{one.name}”有 {len(one.points)} 个点，类别有 {len(categories)} 个",
                f"series {one.name!r} has {len(one.points)} points, there are {len(categories)} categories",
            )
    fitted = tuple(_fitted(one, len(categories)) for one in series)
    return Chart(
        block_id,
        spec.origin,
        kind,
        caption,
        categories,
        fitted,
        values["unit"],
        values["x_title"],
        values["y_title"],
        values["alt"] or alt,
        values["labels"],
        _height(values["height"]),
    )


def build_picture(spec: BlockSpec, block_id: str, caption: Inlines, alt: str, run: Run) -> Picture:
    """Return the Sankey diagram or abatement-cost curve that a call describes."""
    values = spec.values
    flows = [f for one in values.get("flows", ()) if (f := _flow(one, spec, run)) is not None]
    width, height = _step_units(values["unit"], values.get("steps", ()))
    steps = [s for one in values.get("steps", ()) if (s := _step(one, width, height, spec, run)) is not None]
    if not flows and not steps:
        _shape(run, spec, "图中没有可画的数据", "the picture has nothing to draw")
    kind: Any = spec.kind
    return Picture(
        block_id,
        spec.origin,
        kind,
        caption,
        tuple(flows),
        tuple(steps),
        unit=values["unit"] if spec.kind == "sankey" else width,
        x_title=values.get("x_title", ""),
        y_title=values.get("y_title", ""),
        alt=values["alt"] or alt,
    )


def _shape(run: Run, spec: BlockSpec, zh: str, en: str, hint_zh: str = "", hint_en: str = "") -> None:
    run.report(CHART_SHAPE, zh, en, hint_zh=hint_zh, hint_en=hint_en, at=spec.origin)


def _is(value: Any, kind: type, name: str, spec: BlockSpec, run: Run) -> bool:
    if isinstance(value, kind):
        return True
    run.report(ARGUMENT, f"这里应为 {name}", f"{name} is expected here", at=spec.origin)
    return False


def _height(value: Any) -> float:
    return min(max(float(value), 4.0), 20.0) if isinstance(value, (int, float)) else 7.5


def _series(one: SeriesSpec, spec: BlockSpec, run: Run) -> Series:
    if one.draw not in _DRAWS:
        _shape(run, spec, f"draw 应为 {'、'.join(_DRAWS[1:])}", f"draw is one of {', '.join(_DRAWS[1:])}")
    unit = one.unit if one.unit is not None else spec.values["unit"]
    points = tuple(_point(value, unit, one.digits, spec, run) for value in one.points)
    draw: Any = one.draw if one.draw in _DRAWS else ""
    return Series(one.name, points, draw, one.dashed, one.color)


def _point(value: Any, unit: str, digits: int | None, spec: BlockSpec, run: Run) -> Point | None:
    if value is None:
        return None
    if not isinstance(value, FactProxy):
        run.report(ARGUMENT, "图中只能画数据", "a chart draws facts only", at=spec.origin)
        return None
    return value.point(unit, digits)


def _fitted(series: Series, count: int) -> Series:
    points = (series.points + (None,) * count)[:count]
    return Series(series.name, points, series.draw, series.dashed, series.color)


def _flow(one: Any, spec: BlockSpec, run: Run) -> Flow | None:
    if not _is(one, FlowSpec, "flow(…)", spec, run):
        return None
    point = _point(one.value, spec.values["unit"], None, spec, run)
    return Flow(one.source, one.target, point) if point is not None else None


def _step_units(unit: str, steps: Any) -> tuple[str, str]:
    """Return the units of width and height: the call's unit belongs to that of the two that it converts to."""
    for one in steps:
        fact = one.cost.peek() if isinstance(one, StepSpec) and isinstance(one.cost, FactProxy) else None
        if unit and fact is not None:
            try:
                conversion(fact.unit.text, unit)
            except UnitError:
                continue
            return "", unit
    return unit, ""


def _step(one: Any, width: str, height: str, spec: BlockSpec, run: Run) -> Step | None:
    if not _is(one, StepSpec, "step(…)", spec, run):
        return None
    reduction = _point(one.reduction, width, None, spec, run)
    cost = _point(one.cost, height, None, spec, run)
    return Step(one.name, reduction, cost) if reduction is not None and cost is not None else None
