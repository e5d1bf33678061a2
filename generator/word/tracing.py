"""Where the characters of a paragraph come from: what marking needs, and no reader of the values sees."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from generator.word.names import Element

#: Why characters may not be changed: the table of contents and fields are computed, a control is locked or bound.
Lock = Literal["", "contents", "field", "control"]


@dataclass(slots=True)
class Piece:
    """Characters that one element gives: ``node`` in ``run`` (a formula stands in no run).

    ``lead`` counts the blanks of the node that do not show before its text; a piece that is not ``text`` is not cut.
    """

    start: int
    end: int
    node: Element
    run: Element | None
    text: bool = False
    lead: int = 0
    lock: Lock = ""


@dataclass(slots=True)
class Trace:
    """The elements behind one paragraph: several ``w:p`` where deleted marks join them.

    ``marks`` are the marks of notes by note id and kind; ``anchor`` leads from a paragraph that cannot carry a comment
    (in a text box, in a note) to where one can stand.
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
