"""Flow charts as plotly shapes: boxes on a grid of rows and columns, arrows along right angles.

Axes run from 0 to the number of columns, and from 0 downwards to the number of rows; a box stands in the middle of its
cell. Lines are black on white and words small, as in a drafted standard.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from generator.document.pictures import Arrow, Box, Picture
from generator.document.wording import Wording
from generator.render.charts.parts import FONT_SIZE, Figure, base_layout, wrapped
from generator.render.theme import Theme

#: Half the width and height of a box, in cells.
_HALF_WIDTH = 0.36
_HALF_HEIGHT = 0.27
_DECISION = 0.36
_CANVAS = 800
#: A box is as wide in print as in a chart of three columns, however few there are.
_FEWEST = 2.2


def flow_chart(picture: Picture, words: Wording, theme: Theme) -> Figure:
    """Return a flow chart; it has no numbers, so the figure has no data but an empty trace that spans it."""
    layout = base_layout(theme, picture.height_cm)
    columns = max((box.column for box in picture.boxes), default=0) + 1
    rows = max((box.row for box in picture.boxes), default=0) + 1
    spare = max(0.0, _FEWEST - columns) / 2
    plain = {"visible": False, "fixedrange": True}
    layout.update(
        xaxis={**plain, "range": [-spare, columns + spare]},
        yaxis={**plain, "range": [rows, 0]},
        margin={"l": 6, "r": 6, "t": 6, "b": 6, "pad": 0},
    )
    chart = _Chart(picture, theme, _CANVAS / (columns + 2 * spare))
    layout["shapes"] = [
        *(shape for arrow in picture.arrows for shape in chart.line(arrow)),
        *map(chart.shape, picture.boxes),
    ]
    layout["annotations"] = [*chart.heads, *map(chart.text, picture.boxes), *chart.labels]
    trace: Figure = {"type": "scatter", "x": [0, columns], "y": [0, rows], "mode": "none", "hoverinfo": "skip"}
    return {"data": [trace], "layout": layout}


@dataclass
class _Side:
    """Where a line leaves or enters a box."""

    x: float
    y: float


class _Chart:
    def __init__(self, picture: Picture, theme: Theme, cell: float) -> None:
        self.boxes = {box.id: box for box in picture.boxes}
        self.taken = {(box.row, box.column) for box in picture.boxes}
        self.theme = theme
        self.cell = cell
        self.columns = max((box.column for box in picture.boxes), default=0) + 1
        self.heads: list[Figure] = []
        self.labels: list[Figure] = []
        self.detours: Counter[str] = Counter()

    # ---------------------------------------------------------------------------------------------- boxes

    def shape(self, box: Box) -> Figure:
        x, y = _middle(box)
        line = {"color": self.theme.ink, "width": 1.4}
        if box.shape == "decision":
            points = [(x, y - _DECISION), (x + 0.42, y), (x, y + _DECISION), (x - 0.42, y)]
            path = "M " + " L ".join(f"{a:.4f},{b:.4f}" for a, b in points) + " Z"
            return {"type": "path", "path": path, "line": line, "fillcolor": self.theme.paper, "layer": "above"}
        left, right, top, bottom = x - _HALF_WIDTH, x + _HALF_WIDTH, y - _HALF_HEIGHT, y + _HALF_HEIGHT
        if box.shape == "end":
            r = _HALF_WIDTH / 3
            path = (
                f"M {left + r:.4f},{top:.4f} L {right - r:.4f},{top:.4f} Q {right:.4f},{top:.4f} {right:.4f},{y:.4f} "
                f"Q {right:.4f},{bottom:.4f} {right - r:.4f},{bottom:.4f} L {left + r:.4f},{bottom:.4f} "
                f"Q {left:.4f},{bottom:.4f} {left:.4f},{y:.4f} Q {left:.4f},{top:.4f} {left + r:.4f},{top:.4f} Z"
            )
            return {"type": "path", "path": path, "line": line, "fillcolor": self.theme.paper, "layer": "above"}
        sides = {"x0": left, "x1": right, "y0": top, "y1": bottom}
        return {"type": "rect", **sides, "line": line, "fillcolor": self.theme.paper, "layer": "above"}

    def text(self, box: Box) -> Figure:
        x, y = _middle(box)
        size = FONT_SIZE - 1
        share = 0.5 if box.shape == "decision" else 2 * _HALF_WIDTH * 0.92
        width = max(4, int(self.cell * share / size * 2))
        return _note(wrapped(box.text, width), x, y, size, self.theme.ink)

    # ---------------------------------------------------------------------------------------------- arrows

    def line(self, arrow: Arrow) -> list[Figure]:
        """Return the line of an arrow; its head and its words are kept for the annotations."""
        source, target = self.boxes.get(arrow.source), self.boxes.get(arrow.target)
        if source is None or target is None:
            return []
        points = self._way(source, target)
        path = "M " + " L ".join(f"{point.x:.4f},{point.y:.4f}" for point in points)
        self._head(points[-2], points[-1])
        if arrow.text:
            self._label(arrow.text, points[0], points[1])
        line = {"color": self.theme.ink, "width": 1.2}
        return [{"type": "path", "path": path, "line": line, "layer": "below"}]

    def _way(self, source: Box, target: Box) -> list[_Side]:
        """Return the corners of a line: straight where nothing lies between, else round the boxes."""
        (sx, sy), (tx, ty) = _middle(source), _middle(target)
        if source.column == target.column and source.row < target.row and self._free(source, target):
            return [_Side(sx, sy + _tall(source)), _Side(tx, ty - _tall(target))]
        if source.row == target.row and source.column != target.column and self._free_row(source, target):
            way = 1 if target.column > source.column else -1
            return [_Side(sx + way * _wide(source), sy), _Side(tx - way * _wide(target), ty)]
        if source.column != target.column and source.row < target.row:
            way = 1 if target.column > source.column else -1
            return [_Side(sx + way * _wide(source), sy), _Side(tx, sy), _Side(tx, ty - _tall(target))]
        if source.column != target.column:
            way = 1 if source.column > target.column else -1
            return [_Side(sx, sy - _tall(source)), _Side(sx, ty), _Side(tx + way * _wide(target), ty)]
        self.detours["left"] += 1
        aside = sx - 0.42 - 0.04 * self.detours["left"]
        return [_Side(sx - _wide(source), sy), _Side(aside, sy), _Side(aside, ty), _Side(tx - _wide(target), ty)]

    def _free(self, source: Box, target: Box) -> bool:
        return not any((row, source.column) in self.taken for row in range(source.row + 1, target.row))

    def _free_row(self, source: Box, target: Box) -> bool:
        low, high = sorted((source.column, target.column))
        return not any((source.row, column) in self.taken for column in range(low + 1, high))

    def _head(self, before: _Side, end: _Side) -> None:
        """Keep the head of an arrow: an annotation whose tail lies a few pixels back on the line."""
        dx = (before.x > end.x) - (before.x < end.x)
        dy = (before.y > end.y) - (before.y < end.y)
        self.heads.append(
            {
                "x": end.x,
                "y": end.y,
                "xref": "x",
                "yref": "y",
                "ax": 14 * dx,
                "ay": 14 * dy,
                "axref": "pixel",
                "ayref": "pixel",
                "text": "",
                "showarrow": True,
                "arrowhead": 2,
                "arrowsize": 1.1,
                "arrowwidth": 1.2,
                "arrowcolor": self.theme.ink,
                "standoff": 0,
            }
        )

    def _label(self, text: str, start: _Side, after: _Side) -> None:
        """Keep the words of an arrow beside the first stretch of its line."""
        flat = abs(after.x - start.x) > abs(after.y - start.y)
        size = FONT_SIZE - 3
        if flat:
            way = 1 if after.x > start.x else -1
            note = _note(wrapped(text, 12), start.x + way * 0.03, start.y, size, self.theme.ink)
            note.update(xanchor="left" if way > 0 else "right", yanchor="bottom", yshift=2)
        else:
            note = _note(wrapped(text, 12), start.x, (start.y + after.y) / 2, size, self.theme.ink)
            note.update(xanchor="left", xshift=6)
        self.labels.append(note)


def _middle(box: Box) -> tuple[float, float]:
    return box.column + 0.5, box.row + 0.5


def _wide(box: Box) -> float:
    return 0.42 if box.shape == "decision" else _HALF_WIDTH


def _tall(box: Box) -> float:
    return _DECISION if box.shape == "decision" else _HALF_HEIGHT


def _note(text: str, x: float, y: float, size: int, color: str) -> Figure:
    return {
        "text": text,
        "x": x,
        "y": y,
        "xref": "x",
        "yref": "y",
        "showarrow": False,
        "align": "center",
        "font": {"size": size, "color": color},
    }
