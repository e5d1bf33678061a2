"""Names of WordprocessingML elements and attributes, whether the file is transitional or strict.

ISO/IEC 29500-1 (strict) and -4 (transitional) give the same elements different namespaces. Here every element is called
``w:p``, ``m:oMath``, ``mc:AlternateContent`` … in both, and a written element takes the namespace of its file.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lxml import etree

from generator.base.archive import RELATIONS, W, attribute

Element = etree._Element

STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_PREFIXES = {
    W: "w",
    STRICT_W: "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "urn:schemas-microsoft-com:vml": "v",
    RELATIONS: "rel",
}
_SPACES = {
    prefix: tuple(uri for uri, given in _PREFIXES.items() if given == prefix) for prefix in set(_PREFIXES.values())
}
_UNITS = {"pt": 20.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 144 / 2.54, "pc": 240.0, "pi": 240.0}


@cache
def _short(tag: str) -> str:
    space, _, local = tag.rpartition("}")
    return f"{_PREFIXES.get(space[1:], '?')}:{local}"


def name(element: Element) -> str:
    """Return an element's name with its usual prefix: ``w:p``; ``?:x`` in a namespace that is not read."""
    return _short(element.tag) if isinstance(element.tag, str) else ""


@cache
def tags(short: str) -> tuple[str, ...]:
    """Return the full names that ``w:p`` can have, for searching."""
    prefix, _, local = short.partition(":")
    return tuple(f"{{{space}}}{local}" for space in _SPACES[prefix])


def space_of(root: Element) -> str:
    """Return the main namespace of a part, as ``{uri}``, for making elements in it."""
    tag = root.tag if isinstance(root.tag, str) else ""
    return f"{{{STRICT_W}}}" if tag.startswith(f"{{{STRICT_W}}}") else f"{{{W}}}"


def attr(element: Element, local: str, default: str = "", prefix: str = "w") -> str:
    """Return the attribute ``w:local``; an attribute without any prefix is taken too."""
    for full in tags(f"{prefix}:{local}"):
        if element.get(full) is not None:
            return attribute(element, full)
    return attribute(element, local, default)


def every(root: Element, *shorts: str) -> Iterator[Element]:
    """Yield the elements of these names below and at ``root``, in document order."""
    yield from root.iter(*(full for short in shorts for full in tags(short)))


def child(element: Element | None, short: str) -> Element | None:
    """Return the first child of this name."""
    if element is None:
        return None
    return next(iter(element.iterchildren(*tags(short))), None)


def path(element: Element | None, *shorts: str) -> Element | None:
    """Return the first child of the first child … of these names."""
    for short in shorts:
        element = child(element, short)
    return element


def value(element: Element | None, short: str, default: str = "") -> str:
    """Return ``w:val`` of the child of this name."""
    found = child(element, short)
    return default if found is None else attr(found, "val", default)


def is_on(element: Element) -> bool:
    """Return what an on/off element says (17.17.4): present means on."""
    return attr(element, "val", "1") not in {"0", "false", "off"}


def switch(element: Element | None, short: str) -> bool | None:
    """Return what the on/off child of this name says; ``None`` where it is absent."""
    found = child(element, short)
    return None if found is None else is_on(found)


def whole(text: str) -> int | None:
    """Return a whole number, or ``None``."""
    try:
        return int(text)
    except ValueError:
        try:
            return round(float(text))
        except (ValueError, OverflowError):
            return None


def twips(text: str) -> int | None:
    """Return a measure in twentieths of a point; strict files write ``2.5cm`` and ``12pt`` (22.9.2.15)."""
    text = text.strip()
    if text[-2:] in _UNITS:
        try:
            return round(float(text[:-2]) * _UNITS[text[-2:]])
        except (ValueError, OverflowError):
            return None
    return whole(text) if text else None


def shown(element: Element) -> tuple[str, int]:
    """Return the text of a ``w:t`` as it shows, and how many characters before it do not.

    Without ``xml:space="preserve"`` blanks at both ends are no text.
    """
    text = element.text or ""
    if attribute(element, XML_SPACE) == "preserve":
        return text, 0
    bare = text.strip(" \t\r\n")
    return bare, text.find(bare) if bare else 0


def chosen(alternates: Element) -> Element | None:
    """Return the branch of ``mc:AlternateContent`` that is read: the first choice, else the fallback.

    Each branch says the same for another program, so one only is read.
    """
    found = child(alternates, "mc:Choice")
    return child(alternates, "mc:Fallback") if found is None else found
