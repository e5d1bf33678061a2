"""Markdown: a document as text that git can compare, numbers as they are shown."""

from __future__ import annotations

from generator.render.markdown.writer import write

__all__ = ["write"]
