"""PDF: LibreOffice's rendering of the Word file, as an archive file with the same bytes for the same input."""

from __future__ import annotations

from generator.render.pdf.convert import Pdf, convert, page_numbers

__all__ = ["Pdf", "convert", "page_numbers"]
