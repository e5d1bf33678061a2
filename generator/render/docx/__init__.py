"""The Word writer: a Document becomes a .docx that Word and WPS users call native."""

from __future__ import annotations

from generator.render.docx.rules import NOT_DRAWN
from generator.render.docx.writer import write

__all__ = ["NOT_DRAWN", "prepare", "write"]


def prepare(*, formulas: bool = True) -> None:
    """Load what :func:`write` otherwise loads when the first chart or, where ``formulas`` are new, formula comes."""
    import xlsxwriter  # noqa: F401 - to have it loaded

    if formulas:
        from generator.render.docx.formulas import omml

        omml("x")
