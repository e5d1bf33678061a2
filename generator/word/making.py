"""Making WordprocessingML elements in the namespace of their file."""

from __future__ import annotations

import re

from lxml import etree

from generator.word.names import XML_SPACE, Element

#: Characters that XML 1.0 cannot hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile("([\t\n\f])")


class Maker:
    """Makes elements of one namespace."""

    def __init__(self, space: str) -> None:
        self._space = space

    def one(self, local: str, *children: Element, **attributes: str) -> Element:
        """Make ``w:local`` with children and ``w:`` attributes."""
        made = etree.Element(f"{self._space}{local}", nsmap={"w": self._space[1:-1]})
        for key, value in attributes.items():
            made.set(f"{self._space}{key}", clean(value))
        made.extend(children)
        return made

    def part(self, local: str) -> Element:
        """Make the root of a part."""
        return self.one(local)

    def run(self, text: str, properties: Element | None = None) -> Element:
        """Make a run of a text; tabs, line and page breaks become elements."""
        made = self.one("r")
        if properties is not None:
            made.append(properties)
        for piece in _BREAKS.split(text):
            if piece == "\t":
                made.append(self.one("tab"))
            elif piece == "\n":
                made.append(self.one("br"))
            elif piece == "\f":
                made.append(self.one("br", type="page"))
            elif piece:
                content = self.one("t")
                content.text = clean(piece)
                content.set(XML_SPACE, "preserve")
                made.append(content)
        return made


def clean(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _FORBIDDEN.sub("", text)


def can_hold(text: str) -> bool:
    """Whether a Word file can hold each character of a text."""
    return _FORBIDDEN.search(text) is None and "\r" not in text
