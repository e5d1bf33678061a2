"""Native charts: DrawingML chart parts with the workbook that Word edits them by."""

from __future__ import annotations

from generator.render.docx.charts.space import ChartError, chart_space
from generator.render.docx.charts.workbook import workbook

__all__ = ["ChartError", "chart_space", "workbook"]
