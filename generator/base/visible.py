"""What a reader sees of a block of text, as one short hash: who writes a file and who reads it back say the same.

White space, soft and unbreaking hyphens and the like are left out, since programs that save a file again change them.
A number that stands in a control of its own counts as :data:`NUMBER`, whatever it is: it is judged by itself.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

#: Stands for a number in a control.
NUMBER = "\ufffc"
#: Stands for the hash of words that programs write in several ways.
UNCLEAR = "?"
#: Hyphens that show at a line's end or never break one, joiners, marks of direction, the byte order mark.
_UNSEEN = re.compile("[\u00ad\u2011\u200b-\u200f\u2060\ufeff]")
_LENGTH = 12
_DIGEST = 16


def normal(text: str) -> str:
    """Return text without what a reader does not see, or does not tell apart."""
    joined = "".join(text.split())
    return _UNSEEN.sub("", joined) if _UNSEEN.search(joined) else joined


def text_hash(text: str) -> str:
    """Return twelve hex digits for a text as a reader sees it; nothing for none."""
    seen = normal(text)
    return hashlib.sha256(seen.encode("utf-8", "backslashreplace")).hexdigest()[:_LENGTH] if seen else ""


def figures_hash(text: str) -> str:
    """Return the hash of a text's digits alone: what tells another number from another word."""
    plain = unicodedata.normalize("NFKC", text)
    return text_hash("".join(one for one in plain if one.isdigit() or one in ".%"))


def digest(lines: str) -> str:
    """Return sixteen hex digits over the lines of a map."""
    return hashlib.sha256(lines.encode("utf-8", "backslashreplace")).hexdigest()[:_DIGEST]
