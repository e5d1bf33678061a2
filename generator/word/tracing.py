"""Where the characters of a paragraph come from: what marking needs, and no reader of the values sees."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from generator.word.names import Element

#: Why characters may not be changed: the table of contents and fields are computed, a control is locked or bound,
#: alternate content says the same a second time.
Lock = Literal["", "contents", "field", "control", "alternate"]


@dataclass(slots=True, eq=False)
class Piece:
    """Characters that one element gives.

    ``text`` is cut anywhere, a ``mark`` is one character, a ``ruby`` or a ``formula`` is not cut. ``lead`` counts the
    blanks of the element that do not show before its text.
    """

    start: int
    end: int
    node: Element
    kind: Literal["text", "mark", "ruby", "formula"]
    lead: int = 0
    lock: Lock = ""


@dataclass(slots=True, eq=False)
class Trace:
    """The elements behind one paragraph: several ``w:p`` where deleted marks join them.

    ``notes`` are the marks of notes in it by kind and id; ``anchor`` is the drawing around a paragraph in a text box,
    which cannot carry a comment itself.
    """

    number: int
    part: str
    elements: tuple[Element, ...]
    pieces: list[Piece]
    in_toc: bool = False
    text_box: bool = False
    note: tuple[str, int] | None = None
    notes: dict[tuple[str, int], Element] = field(default_factory=dict)
    anchor: Element | None = None

    @property
    def length(self) -> int:
        """How many characters the paragraph has."""
        return self.pieces[-1].end if self.pieces else 0
