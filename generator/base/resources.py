"""Where the templates and data sets that come with Tanwen lie: beside the checkout, or inside the wheel."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def _home() -> Path:
    packaged = Path(__file__).resolve().parent.parent / "carried"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parent.parent.parent


def content_root() -> Path:
    """Return the folder of the versioned data sets."""
    return _home() / "content"


def template_root() -> Path:
    """Return the folder of the templates that come with Tanwen."""
    return _home() / "templates"
