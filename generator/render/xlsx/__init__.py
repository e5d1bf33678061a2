"""The xlsx writer: a Workbook becomes bytes."""

from generator.render.xlsx.writer import write

__all__ = ["write"]
