"""What Word cannot draw: Sankey diagrams and abatement-cost curves."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from generator.document.display import unit_text
from generator.document.pictures import Picture
from generator.document.wording import Wording
from generator.render.charts.parts import (
    FONT_SIZE,
    Figure,
    axis,
    base_layout,
    corner_note,
    escape,
    faded,
    mixed,
    value_axis,
    wrapped,
)
from generator.render.theme import Theme


def sankey(picture: Picture, words: Wording, theme: Theme) -> Figure:
    """Return a Sankey diagram: a link is as wide as its displayed value, in the colour of where it comes from.

    Raises:
        ValueError: a flow is negative.
    """
    numbers = [words.shown(flow.point) for flow in picture.flows]
    if any(number.value < 0 for number in numbers):
        raise ValueError("a Sankey diagram cannot show a negative flow")
    names = list(dict.fromkeys(name for flow in picture.flows for name in (flow.source, flow.target)))
    place = {name: index for index, name in enumerate(names)}
    colors = _node_colors(picture, names, theme)
    trace: Figure = {
        "type": "sankey",
        "arrangement": "fixed",
        "node": {
            "label": [escape(name) for name in names],
            "color": colors,
            "pad": _node_gap(picture),
            "thickness": 14,
            "line": {"width": 0},
            "hoverinfo": "skip",
        },
        "link": {
            "source": [place[flow.source] for flow in picture.flows],
            "target": [place[flow.target] for flow in picture.flows],
            "value": [float(number.value) for number in numbers],
            "color": [faded(colors[place[flow.source]], 0.34) for flow in picture.flows],
            "customdata": [
                f"{escape(flow.source)} → {escape(flow.target)}<br><b>{escape(number.full)}</b>"
                for flow, number in zip(picture.flows, numbers, strict=True)
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        "textfont": {"size": FONT_SIZE, "color": theme.ink, "shadow": _halo(theme)},
    }
    layout = base_layout(theme, picture.height_cm)
    unit = unit_text(picture.unit, words.document.language)
    if unit:
        layout["annotations"] = [corner_note(theme, escape(f"单位：{unit}" if words.chinese else f"Unit: {unit}"))]
    layout["margin"].update(l=6, r=6, t=38 if unit else 14, b=16)
    return {"data": [trace], "layout": layout}


def _halo(theme: Theme) -> str:
    """Return the shadow that keeps a label legible on the links it crosses."""
    return ", ".join(f"{x}px {y}px 2px {theme.paper}" for x in (-1, 0, 1) for y in (-1, 0, 1))


def _node_gap(picture: Picture) -> int:
    """Return the pixels between two nodes: less where a layer holds many, so that flows keep their room."""
    depth: dict[str, int] = {}
    for _ in picture.flows:
        before = dict(depth)
        for flow in picture.flows:
            depth[flow.target] = max(depth.get(flow.target, 0), depth.setdefault(flow.source, 0) + 1)
        # A circular flow would go deeper for ever; as many rounds as there are flows are enough for any other.
        if depth == before:
            break
    most = max(Counter(depth.values()).values(), default=1)
    return max(FONT_SIZE + 2, min(22, round(180 / most)))


def _node_colors(picture: Picture, names: list[str], theme: Theme) -> list[str]:
    """Return the nodes' colours: one each where flows begin, for links take it on; a quiet one where they only end."""
    begins = list(dict.fromkeys(flow.source for flow in picture.flows))
    place = {name: index for index, name in enumerate(begins)}
    return [theme.color(place[name]) if name in place else theme.muted for name in names]


def abatement_curve(picture: Picture, words: Wording, theme: Theme) -> Figure:
    """Return an abatement-cost curve: width is the reduction, height the unit cost, cheapest first.

    Bars carry a number and the legend names it, so that a narrow bar is as legible as a wide one. Steps are set in the
    order of their displayed costs, steps of equal cost in the order in which the template gives them.

    Raises:
        ValueError: a reduction is negative.
    """
    numbers = [(step, words.shown(step.reduction), words.shown(step.cost)) for step in picture.steps]
    if any(reduction.value < 0 for _, reduction, _ in numbers):
        raise ValueError("an abatement-cost curve cannot show a negative reduction")
    numbers.sort(key=lambda entry: entry[2].value)
    colors = _step_colors([cost.value for _, _, cost in numbers], theme)
    data: list[Figure] = []
    labels: list[Figure] = []
    left = Decimal(0)
    total = sum((reduction.value for _, reduction, _ in numbers), Decimal(0))
    raised = _raised([(reduction.value, cost.value) for _, reduction, cost in numbers], total)
    for place, (step, reduction, cost) in enumerate(numbers):
        middle = float(left + reduction.value / 2)
        left += reduction.value
        name = f"{place + 1}  {escape(step.name)}"
        data.append(
            {
                "type": "bar",
                "name": name,
                "x": [middle],
                "y": [float(cost.value)],
                "width": [float(reduction.value)],
                "marker": {"color": colors[place], "line": {"color": theme.paper, "width": 1}},
                "customdata": [f"<b>{name}</b><br>{escape(reduction.full)}<br>{escape(cost.full)}"],
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        )
        narrow = bool(total) and reduction.value / total < Decimal("0.03")
        edge = float(left if cost.value >= 0 else left - reduction.value)
        labels.append(_bar_number(place + 1, edge if narrow else middle, cost.value, raised[place], narrow, theme))
    return {"data": data, "layout": _curve_layout(picture, words, theme, labels)}


def _curve_layout(picture: Picture, words: Wording, theme: Theme, labels: list[Figure]) -> Figure:
    layout = base_layout(theme, picture.height_cm)
    language = words.document.language
    costs = [words.shown(step.cost) for step in picture.steps]
    reductions = [words.shown(step.reduction) for step in picture.steps]
    cost_unit = costs[0].unit_text if costs else ""
    wide_unit = unit_text(picture.unit, language) or (reductions[0].unit_text if reductions else "")
    high = picture.y_title or ("单位减排成本" if words.chinese else "Abatement cost")
    wide = picture.x_title or ("累计减排量" if words.chinese else "Cumulative reduction")
    between = ("（", "）") if words.chinese else (" (", ")")
    corner = f"{high}{between[0]}{cost_unit}{between[1]}" if cost_unit and cost_unit not in high else high
    title = f"{wide}{between[0]}{wide_unit}{between[1]}" if wide_unit and wide_unit not in wide else wide
    layout.update(
        barmode="overlay",
        hovermode="closest",
        showlegend=True,
        xaxis=axis(
            theme,
            rangemode="tozero",
            tickformat=",~f",
            showline=False,
            title={"text": wrapped(title, 60), "standoff": 16, "font": {"size": FONT_SIZE - 2, "color": theme.muted}},
        ),
        yaxis=value_axis(theme),
        annotations=[corner_note(theme, escape(corner)), *labels],
    )
    longest = max((_columns(step.name) for step in picture.steps), default=0)
    share = 0.32 if longest <= 18 else 0.48 if longest <= 36 else 0.98
    layout["legend"].update(entrywidth=share, entrywidthmode="fraction", itemclick=False, itemdoubleclick=False)
    return layout


def _columns(text: str) -> int:
    """Return the width of a text, a Chinese character counting two."""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)


def _step_colors(costs: list[Decimal], theme: Theme) -> list[str]:
    """Return shades of one colour for measures that save money and of another for those that cost it."""
    saving = sum(1 for cost in costs if cost < 0)
    dear = len(costs) - saving
    green, ochre = theme.series[0], theme.series[1]
    cheap = [mixed(green, theme.paper, 0.62 * i / max(1, saving - 1)) for i in range(saving)]
    costly = [mixed(mixed(ochre, theme.paper, 0.45), theme.series[3], i / max(1, dear - 1)) for i in range(dear)]
    return cheap + costly


def _raised(bars: list[tuple[Decimal, Decimal]], total: Decimal) -> list[int]:
    """Return how many lines a bar's number is lifted, so that the numbers of narrow neighbours stay apart.

    ``bars`` are (width, height) from left to right, ``total`` the sum of widths.
    """
    span = max((high for _, high in bars), default=Decimal(0)) - min((high for _, high in bars), default=Decimal(0))
    levels: list[int] = []
    for place, (width, high) in enumerate(bars):
        level = 0
        if place and total and span:
            before = bars[place - 1]
            beside = (width + before[0]) / 2 / total < Decimal("0.035")
            level = levels[-1] + 1 if beside and abs(high - before[1]) / span < Decimal("0.08") else 0
        levels.append(level)
    return levels


def _bar_number(number: int, x: float, cost: Decimal, level: int, narrow: bool, theme: Theme) -> Figure:
    """Return a bar's number at its end; on a narrow bar it leans away from the longer neighbour."""
    above = cost >= 0
    lift = 4 + level * 15
    return {
        "text": f"<b>{number}</b>",
        "x": x,
        "xanchor": ("right" if above else "left") if narrow else "center",
        "y": float(cost),
        "xref": "x",
        "yref": "y",
        "showarrow": False,
        "yanchor": "bottom" if above else "top",
        "yshift": lift if above else -lift,
        "font": {"size": FONT_SIZE - 2, "color": theme.ink},
    }
