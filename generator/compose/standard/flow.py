"""The lines of a flow chart as boxes and arrows."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import Literal

from generator.compose.standard.reading import Report
from generator.document.pictures import Arrow, Box

_NAME = r"[A-Za-z][\w-]*"
_BOX = re.compile(rf"^({_NAME})\s*[:：]\s*(.+)$")
_ARROW = re.compile(rf"^({_NAME}(?:\s*>\s*{_NAME})+)\s*(?:[:：]\s*(.*))?$")
_PLACE = re.compile(r"^(row|column)\s+(\d{1,3})$")
MOST = 60


@dataclass
class Chart:
    """A flow chart as it is read."""

    boxes: dict[str, Box] = field(default_factory=dict)
    arrows: list[tuple[int, Arrow]] = field(default_factory=list)
    row: int = 0


def flow_chart(lines: tuple[tuple[int, str], ...], report: Report) -> tuple[tuple[Box, ...], tuple[Arrow, ...]]:
    """Return boxes and arrows; arrows to boxes that are nowhere are reported and left out."""
    chart = Chart()
    for number, line in lines:
        bare = line.strip()
        if found := _ARROW.match(bare):
            names = re.split(r"\s*>\s*", found[1])
            for place, (source, target) in enumerate(itertools.pairwise(names)):
                last = place == len(names) - 2
                chart.arrows.append((number, Arrow(source, target, (found[2] or "").strip() if last else "")))
        elif found := _BOX.match(bare):
            _box(chart, number, found[1], found[2], report)
        else:
            zh, en = f"流程图的行应为框或箭头：{bare[:40]}", f"a line of a flow chart is a box or an arrow: {bare[:40]}"
            report(number, zh, en, "check: 凭证齐全？ | decision   /   check > done : 是")
    arrows = []
    for number, arrow in chart.arrows:
        missing = next((name for name in (arrow.source, arrow.target) if name not in chart.boxes), "")
        if missing:
            report(number, f"没有名为 {missing} 的框", f"there is no box {missing}", f"{missing}: 核对凭证")
        else:
            arrows.append(arrow)
    return tuple(chart.boxes.values()), tuple(arrows)


def _box(chart: Chart, number: int, name: str, said: str, report: Report) -> None:
    text, *options = (part.strip() for part in said.split("|"))
    shape: Literal["step", "decision", "end"] = "step"
    row, column = chart.row, 0
    for option in options:
        place = _PLACE.match(option)
        if option in ("step", "decision", "end"):
            shape = "decision" if option == "decision" else "end" if option == "end" else "step"
        elif place and int(place[2]) < MOST:
            row, column = (int(place[2]), column) if place[1] == "row" else (row, int(place[2]))
        else:
            zh, en = f"框的选项 {option} 不存在", f"a box has no option {option}"
            report(number, zh, en, f"{name}: {text} | decision | row 2 | column 1")
    if name in chart.boxes or len(chart.boxes) >= MOST:
        report(
            number, f"框 {name} 重复或过多", f"the box {name} stands twice, or there are too many", f"{name}-2: {text}"
        )
        return
    chart.boxes[name] = Box(name, text, row, column, shape)
    chart.row = max(chart.row, row + 1)
