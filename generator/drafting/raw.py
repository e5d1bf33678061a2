"""What a reader hands over: paragraphs as they stand in the file, with what the file says of them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.base.findings import Position
from generator.drafting.draft import CellPlace, Kind, Span
from generator.drafting.shown import Runs


@dataclass(frozen=True, slots=True)
class Raw:
    """A paragraph as read.

    ``label`` is a number or mark that the file gives by itself (Word's numbering, a Markdown list mark) and that is
    not part of ``text``. ``outline`` is a heading's level by style or by ``#`` (0: none). ``kind`` is what the file
    says for certain (a style of a standard template, a cell), else ``None``.
    """

    position: Position
    text: str
    label: str = ""
    outline: int = 0
    kind: Kind | None = None
    cell: CellPlace | None = None
    style: str = ""
    spans: tuple[Span, ...] = ()
    paragraph: int = 0
    depth: int = 0  # of a list item, from 1
    centered: bool = False
    #: In a text file where the characters stand in their line.
    columns: Runs = ()
