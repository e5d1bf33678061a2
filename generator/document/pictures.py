"""What is drawn: charts, Sankey diagrams, flow charts. A number in them is a :class:`Point`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.base.findings import Position
from generator.base.records import by_fields
from generator.document.display import Display
from generator.document.inlines import (
    Inlines,
)


@by_fields
@dataclass(frozen=True, slots=True)
class Point:
    """A number in a chart or picture: a fact and how it is shown; ``None`` keys are not allowed, gaps are ``None``."""

    key: str
    display: Display = Display()


@dataclass(frozen=True, slots=True)
class Series:
    """A series of a chart.

    ``draw`` overrides the chart's kind (a line over columns); ``color`` ``none`` makes it the hidden base of a
    waterfall.
    """

    name: str
    points: tuple[Point | None, ...]
    draw: Literal["", "line", "column", "area"] = ""
    dashed: bool = False
    color: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that Word draws natively, with its data sheet inside."""

    id: str
    origin: Position
    kind: Literal[
        "column",
        "column-stacked",
        "column-stacked-100",
        "bar",
        "bar-stacked",
        "line",
        "area-stacked",
        "pie",
        "doughnut",
    ]
    caption: Inlines
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    x_title: str = ""
    y_title: str = ""
    alt: str = ""
    labels: bool = False
    height_cm: float = 7.5


@dataclass(frozen=True, slots=True)
class Flow:
    """A link of a Sankey diagram."""

    source: str
    target: str
    point: Point


@dataclass(frozen=True, slots=True)
class Step:
    """A bar of an abatement-cost curve: width is the reduction, height the unit cost."""

    name: str
    reduction: Point
    cost: Point


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a flow chart at a row and column (from 0); ``shape`` is a step, a decision, a start or end."""

    id: str
    text: str
    row: int
    column: int = 0
    shape: Literal["step", "decision", "end"] = "step"


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow between two boxes of a flow chart, with what stands beside it."""

    source: str
    target: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """What Word cannot draw: a Sankey diagram, an abatement-cost curve, a flow chart.

    A Sankey diagram has ``flows``, a curve ``steps``, both live in HTML; a flow chart has ``boxes`` and ``arrows``.
    """

    id: str
    origin: Position
    kind: Literal["sankey", "macc", "flowchart"]
    caption: Inlines
    flows: tuple[Flow, ...] = ()
    steps: tuple[Step, ...] = ()
    boxes: tuple[Box, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    unit: str = ""
    x_title: str = ""
    y_title: str = ""
    alt: str = ""
    height_cm: float = 9.0
