"""The parts that all plotly figures share: escaping, axes, legend, fonts, colours."""

from __future__ import annotations

from typing import Any

from generator.render.theme import Theme, font_stack

Figure = dict[str, Any]

#: Pixels a centimetre of a figure's height, and the font of its labels, on a canvas of 800 px (16 cm in print).
PIXELS_PER_CM = 50
FONT_SIZE = 15

#: A series of this colour holds a place in a stack and is not drawn: the base of a waterfall.
HIDDEN = ("none", "transparent", "hidden")


def escape(text: str) -> str:
    """Escape text for plotly, which reads ``<b>``, ``<a>`` and entities in every label."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # MathJax is never loaded, but plotly treats $...$ as a formula where a page has it.
    return escaped.replace("$", "&#36;")


def wrapped(text: str, width: int) -> str:
    """Escape a label and break it into lines of about ``width`` columns, a Chinese character taking two."""
    lines, line, used = [], "", 0
    for word in _words(text):
        size = sum(2 if ord(c) > 0x2E7F else 1 for c in word)
        if used and used + size > width:
            lines.append(line.strip())
            line, used = "", 0
        line, used = line + word, used + size
    return "<br>".join(escape(part) for part in [*lines, line.strip()] if part)


def _words(text: str) -> list[str]:
    """Split at spaces and between Chinese characters; a Latin word stays whole."""
    words: list[str] = []
    for char in text:
        joins = words and char.isascii() and not char.isspace() and words[-1][-1:].isascii() and words[-1][-1:] != " "
        if joins:
            words[-1] += char
        else:
            words.append(char)
    return words


def faded(color: str, alpha: float) -> str:
    """Return ``#rrggbb`` with an alpha."""
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha:g})"


def mixed(color: str, other: str, share: float) -> str:
    """Return the colour that lies ``share`` (0 to 1) of the way from one colour to another."""
    parts = ((int(color[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def base_layout(theme: Theme, height_cm: float) -> Figure:
    """Return the layout that all figures start from: no title (captions stand in the text), white ground."""
    return {
        "height": round(height_cm * PIXELS_PER_CM),
        "margin": {"l": 12, "r": 12, "t": 34, "b": 12, "pad": 4},
        "paper_bgcolor": theme.paper,
        "plot_bgcolor": theme.paper,
        "font": {"family": font_stack(theme.sans), "size": FONT_SIZE, "color": theme.ink},
        "separators": ".,",
        "hoverlabel": {
            "bgcolor": theme.paper,
            "bordercolor": theme.rule,
            "font": {"family": font_stack(theme.sans), "size": 14, "color": theme.ink},
            "align": "left",
        },
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "yref": "container",
            "y": 0.01,
            "yanchor": "bottom",
            "font": {"size": FONT_SIZE - 1},
            "traceorder": "normal",
        },
        "showlegend": False,
        "dragmode": False,
    }


def axis(theme: Theme, **more: Any) -> Figure:
    """Return an axis without grid: the line, its ticks and room for its labels."""
    return {
        "showgrid": False,
        "zeroline": False,
        "showline": True,
        "linecolor": theme.muted,
        "linewidth": 1,
        "ticks": "",
        "tickfont": {"size": FONT_SIZE - 1, "color": theme.muted},
        "automargin": True,
        "fixedrange": True,
        **more,
    }


def value_axis(theme: Theme, **more: Any) -> Figure:
    """Return an axis of values: fine grid, no line of its own, thousands grouped."""
    plain = {
        "showgrid": True,
        "gridcolor": mixed(theme.rule, theme.paper, 0.45),
        "gridwidth": 1,
        "showline": False,
        "zeroline": True,
        "zerolinecolor": theme.muted,
        "zerolinewidth": 1,
        "tickformat": ",~f",
        "nticks": 6,
        "rangemode": "tozero",
    }
    return axis(theme, **{**plain, **more})


def corner_note(theme: Theme, text: str, *, right: bool = False) -> Figure:
    """Return the annotation above a value axis that names its quantity and unit; upright, as Chinese reads."""
    side = "right" if right else "left"
    return {
        "text": text,
        "xref": "paper",
        "yref": "paper",
        "x": 1 if right else 0,
        "xanchor": side,
        "y": 1,
        "yanchor": "bottom",
        "yshift": 10,
        "showarrow": False,
        "align": side,
        "font": {"size": FONT_SIZE - 2, "color": theme.muted},
    }
