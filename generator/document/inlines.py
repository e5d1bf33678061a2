"""Inlines of the block tree: text, facts, references and what else stands within a line.

A number in running text is always a :class:`FactRef`.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.base.records import by_fields
from generator.document.display import Display


@by_fields
@dataclass(frozen=True, slots=True)
class Str:
    """Plain text with its emphasis."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    subscript: bool = False
    superscript: bool = False


@by_fields
@dataclass(frozen=True, slots=True)
class FactRef:
    """A fact shown in running text, in a cell, caption, heading or footnote. ``key`` names it in ``Document.facts``."""

    key: str
    display: Display = Display()
    bold: bool = False


@dataclass(frozen=True, slots=True)
class CrossRef:
    """A reference to a numbered block of this document: ``图 3-1``, ``表 2-1``, ``第 4.2 节``."""

    target: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to an entry of the document's bibliography (``Document.references``)."""

    reference: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote, anchored where it stands."""

    id: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Math:
    """A formula in LaTeX, inside a line."""

    latex: str


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink; the scheme is https, http or mailto."""

    url: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break inside a paragraph."""


Inline = Str | FactRef | CrossRef | Citation | Footnote | Math | Link | LineBreak


Inlines = tuple[Inline, ...]
