"""Characters that no project file, table or slot may hold: they show nothing, or something else than they are.

Control characters, private-use code points (GB18030 fonts put ideographs there that no other machine shows),
noncharacters, and the controls that turn the direction of text around.
"""

from __future__ import annotations

import re
import unicodedata

_RANGES = (
    "\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\u2028\u2029"
    "\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff"
    "\ue000-\uf8ff"
    "\ufdd0-\ufdef\ufeff\ufffe\uffff"
    "\U000f0000-\U0010ffff"
)
#: Any such character; the line feed and carriage return are none, the tab is one.
FORBIDDEN = re.compile(f"[{_RANGES}]")
#: The same without the tab, for Markdown and table cells.
FORBIDDEN_IN_TEXT = re.compile(f"[{_RANGES.replace(chr(9), chr(8), 1)}]")


def name_of(character: str) -> str:
    """Return ``U+0007 (BEL)``-like words for a character that cannot be shown."""
    code = ord(character)
    kind = unicodedata.category(character)
    words = {"Cc": "control", "Co": "private use", "Cs": "surrogate", "Cn": "noncharacter"}.get(kind)
    return f"U+{code:04X} ({words or unicodedata.name(character, 'invisible').lower()})"
