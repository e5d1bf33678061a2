"""Figures of a draft standard: unit above, notes between figure and caption, number and title below (9.7)."""

from __future__ import annotations

from collections.abc import Callable

from generator.document.blocks import Chart, Picture
from generator.render.docx.draft import Draft
from generator.render.docx.figures import chart_alone, picture_alone
from generator.render.docx.standard.paragraphs import caption, unit_line


def figure(draft: Draft, block: Chart | Picture, notes: Callable[[], str]) -> str:
    """Return a figure; ``notes`` draws what stands between it and its caption."""
    above = unit_line(draft, block.unit)
    drawn = chart_alone(draft, block) if isinstance(block, Chart) else picture_alone(draft, block)
    return above + drawn + notes() + caption(draft, block.id, block.caption, above=False)
