"""Figures of a draft standard: unit above, notes between figure and caption, number and title below (9.7).

A flow chart that is taller than a page goes on on the next one, cut between two rows of its boxes, under its number and
title with （续） (9.7.3). Any other picture is made smaller.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from generator.document.pictures import Chart, Picture
from generator.render.docx.draft import Draft
from generator.render.docx.figures import chart_alone, picture_alone, picture_size
from generator.render.docx.standard.paragraphs import caption, continued, unit_line
from generator.render.docx.template import EMU_PER_CM

#: What a page has room for above a caption and below a unit line.
_TALLEST = 19.5 * EMU_PER_CM
#: A picture that is taller by no more than this is made smaller rather than cut.
_SHRINKS = 1.25


def figure(draft: Draft, block: Chart | Picture, notes: Callable[[], str]) -> str:
    """Return a figure; ``notes`` draws what stands between it and its caption."""
    above = unit_line(draft, block.unit)
    if isinstance(block, Chart):
        return above + chart_alone(draft, block) + notes() + caption(draft, block.id, block.caption, above=False)
    tall = picture_size(draft, block)[1] / _TALLEST
    cuts = _cuts(block, tall)
    if len(cuts) == 2:
        drawn = picture_alone(draft, block, scale=min(1.0, 1 / tall) if tall else 1.0)
        return above + drawn + notes() + caption(draft, block.id, block.caption, above=False)
    parts = []
    for place, (top, bottom) in enumerate(pairwise(cuts)):
        if place:
            draft.page_break = True
            parts.append(unit_line(draft, block.unit))
        parts.append(picture_alone(draft, block, top=top, bottom=bottom))
        if place == len(cuts) - 2:
            parts.append(notes())
        parts.append(_below(draft, block, first=place == 0))
    return above + "".join(parts)


def _cuts(block: Picture, tall: float) -> list[float]:
    """Return the shares of a picture's height at which it is cut, from 0 to 1."""
    if block.kind != "flowchart" or tall <= _SHRINKS:
        return [0.0, 1.0]
    rows = max((box.row for box in block.boxes), default=0) + 1
    fit = max(1, int(rows / tall))
    return [*(row / rows for row in range(0, rows, fit)), 1.0]


def _below(draft: Draft, block: Picture, *, first: bool) -> str:
    if first:
        return caption(draft, block.id, block.caption, above=False)
    return continued(draft, "FigureContinued", block.id, block.caption, keep=False)
