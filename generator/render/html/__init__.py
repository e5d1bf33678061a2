"""HTML: one self-contained page with live charts and a trace behind every number."""

from __future__ import annotations

from generator.render.html.page import write

__all__ = ["write"]
