"""The chart part: ``c:chartSpace`` written as a string."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from generator.base.text import Language
from generator.document.pictures import Chart
from generator.render.docx.charts.axes import axes
from generator.render.docx.charts.data import ChartError, Line, Plot, Points, column_name, lines
from generator.render.docx.charts.looks import fill, ink, stroke, text_look
from generator.render.docx.xml import HEAD, NAMESPACES, escape
from generator.render.theme import Theme

__all__ = ["ChartError", "chart_space"]

_DECLARED = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("c", "a", "r"))
#: What is drawn first lies below: areas, columns, then lines.
_ORDER: dict[Plot, int] = {"area": 0, "column": 1, "bar": 1, "pie": 1, "doughnut": 1, "line": 2}
#: Up to this many categories, the points of a line are marked.
_MARKED = 13


def chart_space(chart: Chart, points: Points, theme: Theme, language: Language) -> str:
    """Return the chart part; ``points`` holds the shown numbers series by series, ``None`` for gaps.

    Raises:
        ChartError: the chart cannot be drawn as it is.
    """
    series = lines(chart, points, theme, language)
    return (
        f'{HEAD}<c:chartSpace {_DECLARED}><c:date1904 val="0"/>'
        f'<c:lang val="{"en-US" if language == "en" else "zh-CN"}"/>'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea><c:layout/>{_plots(chart, series, theme)}{axes(chart, series, theme, language)}"
        f"<c:spPr><a:noFill/></c:spPr></c:plotArea>{_legend(chart, series, theme)}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text_look(theme, 900, theme.ink)}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _plots(chart: Chart, series: Sequence[Line], theme: Theme) -> str:
    ordered = sorted(series, key=lambda line: (line.second, _ORDER[line.plot], line.place))
    parts = []
    for (second, plot), group in groupby(ordered, key=lambda line: (line.second, line.plot)):
        parts.append(_plot(chart, plot, list(group), theme, second=second))
    return "".join(parts)


def _plot(chart: Chart, plot: Plot, group: Sequence[Line], theme: Theme, *, second: bool) -> str:
    drawn = "".join(_series(chart, line, theme) for line in group)
    ids = '<c:axId val="1003"/><c:axId val="1004"/>' if second else '<c:axId val="1001"/><c:axId val="1002"/>'
    stacked = "stacked" in chart.kind
    match plot:
        case "pie":
            return f'<c:pieChart><c:varyColors val="1"/>{drawn}<c:firstSliceAng val="0"/></c:pieChart>'
        case "doughnut":
            return (
                f'<c:doughnutChart><c:varyColors val="1"/>{drawn}<c:firstSliceAng val="0"/><c:holeSize val="58"/>'
                "</c:doughnutChart>"
            )
        case "line":
            return (
                f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{drawn}<c:marker val="1"/>{ids}'
                "</c:lineChart>"
            )
        case "area":
            grouping = "stacked" if stacked else "standard"
            return f'<c:areaChart><c:grouping val="{grouping}"/><c:varyColors val="0"/>{drawn}{ids}</c:areaChart>'
        case _:
            grouping = "percentStacked" if chart.kind.endswith("100") else "stacked" if stacked else "clustered"
            wide = 55 if len(chart.categories) > 8 else 80
            gap = wide if stacked or len(group) > 1 else wide + 30
            overlap = 100 if stacked else 0
            return (
                f'<c:barChart><c:barDir val="{"bar" if plot == "bar" else "col"}"/><c:grouping val="{grouping}"/>'
                f'<c:varyColors val="0"/>{drawn}<c:gapWidth val="{gap}"/><c:overlap val="{overlap}"/>{ids}</c:barChart>'
            )


def _series(chart: Chart, line: Line, theme: Theme) -> str:
    column, last = column_name(line.place + 1), len(chart.categories) + 1
    name = (
        f'<c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{escape(line.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )
    categories = "".join(
        f'<c:pt idx="{place}"><c:v>{escape(text)}</c:v></c:pt>' for place, text in enumerate(chart.categories)
    )
    values = "".join(
        f'<c:pt idx="{place}"><c:v>{number.value:f}</c:v></c:pt>'
        for place, number in enumerate(line.numbers)
        if number is not None
    )
    count = f'<c:ptCount val="{len(chart.categories)}"/>'
    smooth = '<c:smooth val="0"/>' if line.plot == "line" else ""
    return (
        f'<c:ser><c:idx val="{line.place}"/><c:order val="{line.place}"/>{name}{_look(chart, line, theme)}'
        f"{_labels(chart, line, theme)}"
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>{count}{categories}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f><c:numCache>"
        f"<c:formatCode>{escape(line.code)}</c:formatCode>{count}{values}</c:numCache></c:numRef></c:val>{smooth}</c:ser>"
    )


def _look(chart: Chart, line: Line, theme: Theme) -> str:
    """Return the shape, marker and single points of a series, in schema order."""
    if line.hidden:
        bare = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        return bare + ('<c:invertIfNegative val="0"/>' if line.plot in ("column", "bar") else "")
    if line.plot == "line":
        dash = '<a:prstDash val="sysDash"/>' if line.dashed else '<a:prstDash val="solid"/>'
        shape = f'<c:spPr><a:ln w="28575" cap="rnd">{fill(line.color)}{dash}<a:round/></a:ln></c:spPr>'
        if len(chart.categories) > _MARKED or line.dashed:
            return f'{shape}<c:marker><c:symbol val="none"/></c:marker>'
        inner = f"<c:spPr>{fill(ink(theme.paper))}{stroke(line.color, 19050)}</c:spPr>"
        return f'{shape}<c:marker><c:symbol val="circle"/><c:size val="6"/>{inner}</c:marker>'
    if line.plot in ("pie", "doughnut"):
        return "".join(
            f'<c:dPt><c:idx val="{place}"/><c:bubble3D val="0"/><c:spPr>{fill(ink(theme.color(place)))}'
            f"{stroke(ink(theme.paper), 12700)}</c:spPr></c:dPt>"
            for place in range(len(chart.categories))
        )
    if line.plot == "area":
        edge = (
            f'<a:ln w="12700">{fill(line.color)}<a:prstDash val="sysDash"/></a:ln>'
            if line.dashed
            else "<a:ln><a:noFill/></a:ln>"
        )
        return f"<c:spPr>{fill(line.color)}{edge}</c:spPr>"
    edge = (
        f'<a:ln w="9525">{fill(line.color)}<a:prstDash val="sysDash"/></a:ln>'
        if line.dashed
        else stroke(ink(theme.paper), 6350)
    )
    body = fill(line.color, 40) if line.dashed else fill(line.color)
    return f'<c:spPr>{body}{edge}</c:spPr><c:invertIfNegative val="0"/>'


def _labels(chart: Chart, line: Line, theme: Theme) -> str:
    round_plot = line.plot in ("pie", "doughnut")
    if line.hidden or not (chart.labels or round_plot):
        return ""
    stacked = "stacked" in chart.kind and line.plot in ("column", "bar")
    inside = stacked or line.plot == "doughnut"
    color = theme.paper if inside and _dark(line.color or theme.color(0)) else theme.ink
    match line.plot:
        case "pie":
            position = '<c:dLblPos val="bestFit"/>'
        case "line":
            position = '<c:dLblPos val="t"/>'
        case "column" | "bar":
            position = '<c:dLblPos val="ctr"/>' if stacked else '<c:dLblPos val="outEnd"/>'
        case _:
            position = ""
    leaders = '<c:showLeaderLines val="1"/>' if round_plot else ""
    return (
        f'<c:dLbls><c:numFmt formatCode="{escape(line.code)}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text_look(theme, 800, color)}{position}"
        '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        f'<c:showPercent val="0"/><c:showBubbleSize val="0"/>{leaders}</c:dLbls>'
    )


def _dark(color: str) -> bool:
    red, green, blue = (int(color.removeprefix("#")[place : place + 2], 16) for place in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 150


def _legend(chart: Chart, series: Sequence[Line], theme: Theme) -> str:
    round_plot = chart.kind in ("pie", "doughnut")
    if not round_plot and sum(not line.hidden for line in series) < 2:
        return ""
    away = "".join(
        f'<c:legendEntry><c:idx val="{line.place}"/><c:delete val="1"/></c:legendEntry>'
        for line in series
        if line.hidden
    )
    place = "r" if round_plot else "b"
    return (
        f'<c:legend><c:legendPos val="{place}"/>{away}<c:overlay val="0"/>{text_look(theme, 900, theme.ink)}</c:legend>'
    )
