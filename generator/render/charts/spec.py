"""Chart blocks as plotly figure JSON: plain dicts with the displayed (rounded) values, no plotly import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.document.blocks import Document
from generator.document.display import Shown, unit_text
from generator.document.pictures import Chart, Picture, Point, Series
from generator.document.wording import Wording
from generator.render.charts import curves
from generator.render.charts.flowcharts import flow_chart
from generator.render.charts.parts import (
    FONT_SIZE,
    HIDDEN,
    Figure,
    axis,
    base_layout,
    corner_note,
    escape,
    faded,
    value_axis,
    wrapped,
)
from generator.render.theme import Theme, find_theme

#: Category labels that fit side by side; beyond it every n-th is shown.
_MOST_TICKS = 13


def figure(block: Chart | Picture, document: Document, wording: Wording | None = None) -> Figure:
    """Return the plotly figure of a chart or picture as ``{"data": [...], "layout": {...}}``.

    Raises:
        KeyError: the document does not hold a point's fact.
        UnitError: a point asks for a unit of another dimension.
        ValueError: the numbers cannot be drawn this way, such as a negative Sankey flow.
    """
    words, theme = wording or Wording.of(document), find_theme(document.theme)
    if isinstance(block, Picture):
        drawn = {"sankey": curves.sankey, "macc": curves.abatement_curve, "flowchart": flow_chart}
        return drawn[block.kind](block, words, theme)
    if block.kind in ("pie", "doughnut"):
        return _pie(block, words, theme)
    return _Cartesian(block, words, theme).figure()


@dataclass(frozen=True, slots=True)
class _Cartesian:
    """Columns, bars, lines and areas, and their combinations."""

    chart: Chart
    words: Wording
    theme: Theme

    @property
    def flat(self) -> bool:
        return self.chart.kind.startswith("bar")

    @property
    def stacked(self) -> bool:
        return "stacked" in self.chart.kind

    @property
    def waterfall(self) -> bool:
        return self.stacked and any(_hidden(series) for series in self.chart.series)

    def figure(self) -> Figure:
        units = [self._unit(series) for series in self.chart.series]
        main = next((unit for unit, series in zip(units, self.chart.series, strict=True) if not _hidden(series)), "")
        colors = self._colors()
        data = [
            self._trace(series, colors[place], second=self._is_second(units[place], main, series))
            for place, series in enumerate(self.chart.series)
        ]
        second = next((units[i] for i, trace in enumerate(data) if trace.get("yaxis") == "y2"), "")
        layout = self._layout(main, second)
        self._make_room(data, layout)
        return {"data": data, "layout": layout}

    def _make_room(self, data: list[Figure], layout: Figure) -> None:
        """Set the ends of the value axes: room for labels beyond bars, and a second axis' line above the columns."""
        outside = self.chart.labels and (self.waterfall or not self.stacked)
        share = 1.36 if "yaxis2" in layout else 1.12 if outside else 0
        key = "x" if self.flat else "y"
        if share and self.chart.kind != "column-stacked-100":
            ends = _ends([t for t in data if "yaxis" not in t], key, stacked=self.stacked)
            layout[f"{key}axis"]["range"] = [ends[0] * share, ends[1] * share]
        if "yaxis2" in layout:
            low, high = _ends([t for t in data if "yaxis" in t], "y", stacked=False)
            layout["yaxis2"]["range"] = [low * 1.12, high * 1.12]

    def _is_second(self, unit: str, main: str, series: Series) -> bool:
        return unit != main and not self.flat and not _hidden(series)

    def _colors(self) -> list[str]:
        shown = iter(range(len(self.chart.series)))
        return [s.color if s.color else self.theme.color(next(shown)) for s in self.chart.series]

    def _unit(self, series: Series) -> str:
        first = next((point for point in series.points if point is not None), None)
        return self.words.shown(first).unit_text if first else unit_text(self.chart.unit, self.words.document.language)

    def _draw(self, series: Series) -> str:
        if series.draw:
            return series.draw
        kind = self.chart.kind
        return "line" if kind == "line" else "area" if kind == "area-stacked" else "column"

    def _trace(self, series: Series, color: str, *, second: bool) -> Figure:
        numbers = [self.words.shown(point) if point is not None else None for point in series.points]
        values = [float(n.value) if n is not None else None for n in numbers]
        places = list(range(len(values)))
        trace: Figure = {
            "name": escape(series.name),
            "x": values if self.flat else places,
            "y": places if self.flat else values,
            "customdata": [escape(n.full) if n is not None else "" for n in numbers],
            "hovertemplate": "%{customdata}",
        }
        if second:
            trace["yaxis"] = "y2"
        if _hidden(series):
            return {
                **trace,
                **_bar(self.flat, "rgba(0,0,0,0)"),
                "hoverinfo": "skip",
                "hovertemplate": None,
                "showlegend": False,
            }
        draw = self._draw(series)
        if draw == "column":
            return {**trace, **_bar(self.flat, color), **(self._labels(numbers) if self.chart.labels else {})}
        trace.update(type="scatter", connectgaps=False)
        if draw == "area":
            line = {"color": color, "width": 1, "dash": "dash" if series.dashed else "solid"}
            return {**trace, "mode": "lines", "line": line, "fillcolor": faded(color, 0.72), "stackgroup": "all"}
        marked = len(values) <= _MOST_TICKS
        trace["mode"] = ("lines+markers" if marked else "lines") + ("+text" if self.chart.labels else "")
        trace["line"] = {"color": color, "width": 2.5, "dash": "dash" if series.dashed else "solid"}
        trace["marker"] = {"color": self.theme.paper, "size": 8, "line": {"color": color, "width": 2}}
        if self.chart.labels:
            trace.update(text=_texts(numbers), textposition="top center", cliponaxis=False)
            trace["textfont"] = {"size": FONT_SIZE - 2, "color": color}
        return trace

    def _labels(self, numbers: list[Shown | None]) -> Figure:
        inside = self.stacked and not self.waterfall
        font: Figure = {"size": FONT_SIZE - 2} if inside else {"size": FONT_SIZE - 2, "color": self.theme.ink}
        return {
            "text": _texts(numbers),
            "textposition": "inside" if inside else "outside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "textfont": font,
            "cliponaxis": False,
            "constraintext": "both" if inside else "none",
        }

    def _layout(self, main: str, second: str) -> Figure:
        chart = self.chart
        layout = base_layout(self.theme, chart.height_cm)
        visible = [s for s in chart.series if not _hidden(s)]
        layout.update(
            barmode="relative" if self.stacked else "group",
            bargap=0.42 if self.stacked or len(visible) == 1 else 0.3,
            bargroupgap=0.06,
            hovermode="y unified" if self.flat else "x unified",
            showlegend=len(visible) > 1,
            uniformtext={"minsize": FONT_SIZE - 4, "mode": "hide"},
        )
        percent = chart.kind == "column-stacked-100"
        if percent:
            layout["barnorm"] = "percent"
        values = value_axis(self.theme, **({"ticksuffix": "%"} if percent else {}))
        categories = self._category_axis()
        layout["xaxis"], layout["yaxis"] = (values, categories) if self.flat else (categories, values)
        notes = self._corner_notes("" if percent else main, second)
        if second:
            layout["yaxis2"] = value_axis(
                self.theme, overlaying="y", side="right", showgrid=False, zeroline=False, tickmode="auto"
            )
        layout["annotations"] = notes
        if not notes:
            layout["margin"]["t"] = 12
        if chart.kind == "area-stacked":
            layout["margin"].update(l=26, r=30)
        return layout

    def _category_axis(self) -> Figure:
        count = len(self.chart.categories)
        step = 1 if self.flat else -(-count // _MOST_TICKS)
        places = list(range(0, count, step))
        width = 26 if self.flat else max(6, 96 // max(1, len(places)))
        texts = [wrapped(self.chart.categories[place], width) for place in places]
        ends: Figure = {"range": [count - 0.5, -0.5]} if self.flat else {"range": [-0.5, count - 0.5]}
        if self.chart.kind == "area-stacked" and count > 1:
            ends = {"range": [0, count - 1]}
        title = self.chart.y_title if self.flat else self.chart.x_title
        more: Figure = (
            {"title": {"text": escape(title), "standoff": 8, "font": {"size": FONT_SIZE - 2}}} if title else {}
        )
        font = {"size": FONT_SIZE - 1, "color": self.theme.ink}
        # The value axis' zero line is this axis' line.
        more["showline"] = False
        return axis(self.theme, tickmode="array", tickvals=places, ticktext=texts, tickfont=font, **ends, **more)

    def _corner_notes(self, main: str, second: str) -> list[Figure]:
        title = self.chart.x_title if self.flat else self.chart.y_title
        unit = unit_text(self.chart.unit, self.words.document.language) or main
        text = _titled(title, unit, chinese=self.words.chinese)
        notes = [corner_note(self.theme, text)] if text else []
        if second:
            names = [s.name for s in self.chart.series if self._unit(s) == second]
            notes.append(corner_note(self.theme, _titled(names[0], second, chinese=self.words.chinese), right=True))
        return notes


def _titled(title: str, unit: str, *, chinese: bool) -> str:
    """Join what an axis measures with its unit."""
    if not title:
        return escape(f"单位：{unit}" if chinese else f"Unit: {unit}") if unit else ""
    if not unit or unit in title:
        return escape(title)
    return escape(f"{title}（{unit}）" if chinese else f"{title} ({unit})")


def _ends(traces: list[Figure], key: str, *, stacked: bool) -> tuple[float, float]:
    """Return the least and the greatest value that the axis has to hold, zero always among them."""
    low = high = 0.0
    columns = zip(*(trace[key] for trace in traces), strict=True)
    for column in columns:
        values = [value for value in column if value is not None]
        if stacked:
            values = [sum(v for v in values if v > 0), sum(v for v in values if v < 0)]
        low, high = min([low, *values]), max([high, *values])
    return low, high


def _hidden(series: Series) -> bool:
    return series.color in HIDDEN


def _bar(flat: bool, color: str) -> Figure:
    marker: dict[str, Any] = {"color": color, "line": {"width": 0}}
    return {"type": "bar", "orientation": "h" if flat else "v", "marker": marker}


def _texts(numbers: list[Shown | None]) -> list[str]:
    return [escape(n.text) if n is not None else "" for n in numbers]


def _pie(chart: Chart, words: Wording, theme: Theme) -> Figure:
    """Return a pie or ring. It labels slices with names and shown values: plotly's own percentages are no facts."""
    points: list[Point | None] = list(chart.series[0].points) if chart.series else []
    kept = [(name, words.shown(p)) for name, p in zip(chart.categories, points, strict=True) if p is not None]
    if any(number.value < 0 for _, number in kept):
        raise ValueError("a pie cannot show a negative value")
    trace: Figure = {
        "type": "pie",
        # Labels that are equal would become one slice: zero-width spaces tell them apart.
        "labels": [_slice(name, number, chart.labels) + "\u200b" * place for place, (name, number) in enumerate(kept)],
        "values": [float(number.value) for _, number in kept],
        "customdata": [f"{escape(name)}<br><b>{escape(number.full)}</b>" for name, number in kept],
        "hovertemplate": "%{customdata}<extra></extra>",
        "textinfo": "none",
        "sort": False,
        "direction": "clockwise",
        "hole": 0.58 if chart.kind == "doughnut" else 0,
        "domain": {"x": [0, 0.5], "y": [0, 1]},
        "marker": {"colors": [theme.color(i) for i in range(len(kept))], "line": {"color": theme.paper, "width": 2}},
    }
    layout = base_layout(theme, chart.height_cm)
    layout["margin"] = {"l": 12, "r": 12, "t": 20, "b": 20}
    layout["showlegend"] = True
    layout["legend"] = {
        "x": 0.56,
        "xanchor": "left",
        "y": 0.5,
        "yanchor": "middle",
        "tracegroupgap": 6,
        "font": {"size": FONT_SIZE, "color": theme.ink},
        "itemclick": False,
        "itemdoubleclick": False,
    }
    return {"data": [trace], "layout": layout}


def _slice(name: str, number: Shown, labelled: bool) -> str:
    return f"{wrapped(name, 30)}  <b>{escape(number.full)}</b>" if labelled else wrapped(name, 30)
