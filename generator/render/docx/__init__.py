"""The Word writer: a Document becomes a .docx that Word and WPS users call native."""

from __future__ import annotations

from generator.render.docx.rules import NOT_DRAWN
from generator.render.docx.writer import write

__all__ = ["NOT_DRAWN", "write"]
