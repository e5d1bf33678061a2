"""Characters that no document can show, in data and in templates."""

from __future__ import annotations

import re

_RANGES = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    "\U000f0000-\U0010ffff"
)
UNSHOWABLE = re.compile(f"[{_RANGES}]")

REPLACEMENT = "\ufffd"


def code_point(character: str) -> str:
    """Return ``U+0007``."""
    return f"U+{ord(character):04X}"
