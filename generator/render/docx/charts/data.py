"""A chart's series with their shown numbers, as both the chart part and its workbook hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from generator.base.text import Language
from generator.document.display import Shown, unit_text
from generator.document.pictures import Chart, Series
from generator.render.theme import Theme

Plot = Literal["column", "bar", "line", "area", "pie", "doughnut"]
Points = Sequence[Sequence[Shown | None]]
#: Colours that leave a series undrawn: it only lifts what is stacked on it.
_HIDDEN = frozenset({"none", "transparent", "hidden"})
_ROUND = ("pie", "doughnut")


class ChartError(ValueError):
    """A chart that Word cannot draw as the document has it."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


@dataclass(frozen=True, slots=True)
class Line:
    """A series as it is drawn: its place, numbers, kind of plot, axis, colour (``rrggbb``), number format."""

    place: int
    name: str
    numbers: tuple[Shown | None, ...]
    plot: Plot
    second: bool
    color: str
    hidden: bool
    dashed: bool
    unit: str
    code: str


def lines(chart: Chart, points: Points, theme: Theme, language: Language) -> list[Line]:
    """Return the series of a chart.

    Raises:
        ChartError: it has no series, a series has another length than the categories, or a pie has several.
    """
    _check(chart, points)
    units = [_unit(chart, row, language) for row in points]
    hidden = [series.color in _HIDDEN for series in chart.series]
    main = next((unit for unit, away in zip(units, hidden, strict=True) if not away), "")
    turned = chart.kind.startswith("bar") or chart.kind in _ROUND
    colors, found = 0, []
    for place, series in enumerate(chart.series):
        color = "" if hidden[place] else series.color or theme.color(colors)
        colors += not hidden[place] and not series.color
        found.append(
            Line(
                place,
                series.name,
                tuple(points[place]),
                _plot(chart, series),
                units[place] != main and not hidden[place] and not turned,
                color.removeprefix("#").upper(),
                hidden[place],
                series.dashed,
                units[place],
                number_code(points[place], units[place]),
            )
        )
    return found


def _check(chart: Chart, points: Points) -> None:
    if not chart.series or not chart.categories:
        raise ChartError("没有系列或类别", "it has no series or no categories")
    for series, row in zip(chart.series, points, strict=True):
        if len(row) != len(chart.categories):
            raise ChartError(
                f"系列“{series.name}”有 {len(row)} 个数，类别有 {len(chart.categories)} 个",
                f"series {series.name!r} has {len(row)} numbers for {len(chart.categories)} categories",
            )
    if chart.kind in _ROUND and any(number is not None and number.value < 0 for row in points for number in row):
        raise ChartError("饼图不能有负数", "a pie has a negative slice")
    if chart.kind == "pie" and len(chart.series) > 1:
        raise ChartError("饼图只能有一个系列", "a pie has one series")


def _plot(chart: Chart, series: Series) -> Plot:
    if chart.kind == "pie" or chart.kind == "doughnut":
        return chart.kind
    if chart.kind.startswith("bar"):
        return "bar"
    if series.draw:
        return series.draw
    return "line" if chart.kind == "line" else "area" if chart.kind.startswith("area") else "column"


def _unit(chart: Chart, row: Sequence[Shown | None], language: Language) -> str:
    first = next((number for number in row if number is not None), None)
    return first.unit_text if first is not None else unit_text(chart.unit, language) if chart.unit else ""


def number_code(numbers: Sequence[Shown | None], unit: str) -> str:
    """Return the number format that shows the values as the document does."""
    digits = max((number.digits for number in numbers if number is not None), default=0)
    whole = "0" if any(n is not None and n.unit == "year" for n in numbers) else "#,##0"
    return whole + (f".{'0' * digits}" if digits > 0 else "") + ('"%"' if unit == "%" else "")


def axis_code(series: Sequence[Line]) -> str:
    """Return the number format of an axis, with as many digits as its range needs."""
    values = [abs(n.value) for line in series for n in line.numbers if n is not None]
    top = max(values, default=0)
    digits = 0 if top >= 5 or top == 0 else 1 if top >= 1 else 2 if top >= 0.1 else 3 if top >= 0.01 else 4
    percent = '"%"' if series and all(line.unit == "%" for line in series) else ""
    return "#,##0" + (f".{'0' * digits}" if digits else "") + percent


def column_name(index: int) -> str:
    """Return the letter of a worksheet column, A for 0."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
