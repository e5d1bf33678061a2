"""Characters that no document can show, in project files, tables, author slots, data and templates.

Control characters, private-use code points (GB18030 fonts put ideographs there that no other machine shows),
noncharacters, and the controls that turn the direction of text around.
"""

from __future__ import annotations

import re
import unicodedata

_RANGES = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\u2028\u2029"
    "\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff"
    "\ue000-\uf8ff"
    "\ufdd0-\ufdef\ufeff\ufffe\uffff"
    "\U000f0000-\U0010ffff"
)
#: Any such character; tab, line feed and carriage return are none.
UNSHOWABLE = re.compile(f"[{_RANGES}]")
#: The same with the tab, which YAML does not take for indentation.
UNSHOWABLE_OR_TAB = re.compile(f"[\t{_RANGES}]")

#: What stands in messages for a character that cannot be shown.
REPLACEMENT = "\ufffd"


def code_point(character: str) -> str:
    """Return ``U+0007``."""
    return f"U+{ord(character):04X}"


def name_of(character: str) -> str:
    """Return ``U+0007 (control)``-like words for a character that cannot be shown."""
    kind = unicodedata.category(character)
    words = {"Cc": "control", "Co": "private use", "Cs": "surrogate", "Cn": "noncharacter"}.get(kind)
    return f"{code_point(character)} ({words or unicodedata.name(character, 'invisible').lower()})"
