"""The document's date, as the files' properties need it."""

from __future__ import annotations

import datetime
import re

_DATE = re.compile(r"(\d{4})\D+(\d{1,2})(?:\D+(\d{1,2}))?")


def day(text: str) -> datetime.date:
    """Read ``2025-04-18``, ``2025年4月18日`` or ``2025年4月``; anything else is 1980-01-01, never today."""
    found = _DATE.search(text)
    if not found:
        return datetime.date(1980, 1, 1)
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return datetime.date(1980, 1, 1)


def stamp(text: str) -> str:
    """Return the date as a W3C time stamp at midnight UTC."""
    return f"{day(text).isoformat()}T00:00:00Z"
