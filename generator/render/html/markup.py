"""Making markup: every text and every attribute value is escaped here, and nowhere else is a tag spelled."""

from __future__ import annotations

import re
from functools import cache

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_VALUE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\n": "&#10;", "\t": "&#9;"}
)
#: What HTML forbids in text: control characters but tab and line ends, lone surrogates, non-characters.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
#: Marks that turn the reading order around, with which a text can show what it does not say.
_ORDER = re.compile("[\u202a-\u202e\u2066-\u2069]")

#: Whether a text needs more than copying.
_SPECIAL = re.compile(
    "[&<>\"'\n\t\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)

_VOID = frozenset({"br", "hr", "col", "meta", "link", "img"})


def text(content: str) -> str:
    """Return escaped text; what HTML forbids becomes U+FFFD, and marks that reorder text are dropped."""
    return clean(content).translate(_TEXT) if _SPECIAL.search(content) else content


def value_of(content: str) -> str:
    """Return an escaped attribute value."""
    return clean(content).translate(_VALUE) if _SPECIAL.search(content) else content


def clean(content: str) -> str:
    """Return text without characters that a page must not hold."""
    return _ORDER.sub("", ILLEGAL.sub("\ufffd", content))


def tag(name: str, content: str = "", /, **attributes: str | int | bool | None) -> str:
    """Return an element around markup that is ready.

    Attribute names lose a trailing ``_`` and turn ``_`` into ``-``: ``class_``, ``aria_label``. ``None`` and ``False``
    leave an attribute out, ``True`` writes its name alone.
    """
    spelled = "".join(
        f" {_name(key)}" if value is True else f' {_name(key)}="{value_of(str(value))}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return f"<{name}{spelled}>" if name in _VOID else f"<{name}{spelled}>{content}</{name}>"


@cache
def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def anchor(block_id: str) -> str:
    """Return the id of a block in the page: ``b-`` and the block's id, without white space."""
    return "b-" + re.sub(r"\s+", "-", clean(block_id))


def style_string(content: str) -> str:
    """Return text as a CSS string in which nothing but letters and digits stands unescaped."""
    return '"' + "".join(c if c.isalnum() else f"\\{ord(c):06x}" for c in clean(content)) + '"'
