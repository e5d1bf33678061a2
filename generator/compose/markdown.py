"""Markdown as sections use it: Python-Markdown without HTML, images and code blocks, with footnotes, references, math.

Text goes in with opaque characters for data; an element tree comes out whose leaves are still text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any, cast
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from generator.compose.lines import ORIGIN

_BLOCKS_OFF = ("code", "setextheader", "hr", "reference")
_INLINES_OFF = (
    "reference",
    "image_link",
    "image_reference",
    "short_reference",
    "short_image_ref",
    "automail",
    "html",
    "entity",
)
_ESCAPABLE = ("$", "^", "|", "~", "<", "&", "@")
_ESCAPED = re.compile("\x02(\\d+)\x03")
_PLAIN = re.compile(r"[*_`\[\]\\$^<>!&\x02]")


class _Maths(InlineProcessor):
    """``$E = mc$``."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # as InlineProcessor
        element = Element("math")
        element.text = AtomicString(m[1])
        return element, m.start(0), m.end(0)


class _CrossReference(InlineProcessor):
    """``[@tbl-sources]``."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # as InlineProcessor
        element = Element("ref")
        element.text = AtomicString(m[1])
        return element, m.start(0), m.end(0)


class _Image(InlineProcessor):
    """``![alt](file)``, which documents do not have: kept as it stands, for a finding."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # as InlineProcessor
        element = Element("img")
        element.text = AtomicString(m[0])
        return element, m.start(0), m.end(0)


class _Footnote(InlineProcessor):
    """``^[text, with [brackets](https://…) in it]``."""

    def handleMatch(  # type: ignore[override]  # as InlineProcessor says, unlike Pattern
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        depth, place = 1, m.end(0)
        while place < len(data) and depth:
            character = data[place]
            depth += (character == "[") - (character == "]")
            place += 2 if character == "\\" else 1
        if depth:
            return None, None, None
        element = Element("fn")
        element.text = data[m.end(0) : place - 1]
        return element, m.start(0), place


class _Reader:
    """One configured Python-Markdown; it holds no state between texts."""

    def __init__(self) -> None:
        self.md = Markdown(tab_length=4)
        for name in _BLOCKS_OFF:
            self.md.parser.blockprocessors.deregister(name)
        for name in _INLINES_OFF:
            self.md.inlinePatterns.deregister(name)
        self.md.ESCAPED_CHARS.extend(_ESCAPABLE)
        self.md.inlinePatterns.register(_Maths(r"(?<!\\)\$(?=\S)([^$\n]+?)(?<=\S)\$", self.md), "maths", 185)
        self.md.inlinePatterns.register(_Footnote(r"\^\[", self.md), "footnote", 175)
        self.md.inlinePatterns.register(_CrossReference(r"\[@([^\[\]\s]+)\]", self.md), "crossref", 172)
        self.md.inlinePatterns.register(_Image(r"!\[[^\[\]]*\]\([^()]*\)", self.md), "image", 170)

    def tree(self, text: str) -> Element:
        """Return blocks with unread inlines."""
        root: Any = self.md.parser.parseDocument(text.split("\n")).getroot()
        return cast(Element, root)

    def inlines(self, root: Element) -> None:
        """Read the inlines of a tree, in place."""
        processor: Any = self.md.treeprocessors["inline"]
        processor.run(root)


class MarkdownReader:
    """Reads sections and fragments of one document."""

    def __init__(self) -> None:
        self._reader = _Reader()

    def tree(self, text: str) -> Element:
        """Return the blocks of a text; every element that holds text has its first origin in attribute ``origin``."""
        root = self._reader.tree(text)
        for element in root.iter():
            _take_origin(element)
        return root

    def read(self, root: Element) -> None:
        """Read the inlines of a tree, in place."""
        self._reader.inlines(root)

    def fragments(self, texts: Sequence[str]) -> list[Element]:
        """Return each text as an element with its inlines read; text without any Markdown is not even looked at."""
        root = Element("div")
        elements = []
        for text in texts:
            element = Element("p")
            element.text = ORIGIN.sub("", text).strip()
            elements.append(element)
            if _PLAIN.search(element.text):
                root.append(element)
        if len(root):
            self._reader.inlines(root)
        return elements


def _take_origin(element: Element) -> None:
    for name in ("text", "tail"):
        value = getattr(element, name)
        if value:
            found = ORIGIN.search(value)
            if found:
                if "origin" not in element.attrib and name == "text":
                    element.set("origin", found[0])
                setattr(element, name, ORIGIN.sub("", value))


def literal(text: str) -> str:
    """Return text with Markdown's escapes undone."""
    return _ESCAPED.sub(lambda m: chr(int(m[1])), text).replace("\x02amp\x03", "&")


def code(text: str) -> str:
    """Return the text of a code span."""
    return html.unescape(text)


__all__ = ["Element", "MarkdownReader", "SubElement", "code", "literal"]
