"""The changes of a document sorted for reading: what a reviewer looks at one by one, and what is only counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.review.changes import BlockChange, DocumentChanges, SectionChange
from generator.review.pieces import Kind


@dataclass(frozen=True, slots=True)
class Digest:
    """A document's changes in five heaps, in reading order.

    ``text`` holds what was reworded, came, went or moved; ``grids`` tables, charts and pictures of which more than
    numbers changed. ``numbers`` counts, by kind of piece, where numbers alone are others, ``digits`` where only digits
    shown are, and ``references`` counts pieces where a reference to a table, section or source has another number.
    """

    changes: DocumentChanges
    sections: tuple[SectionChange, ...]
    text: tuple[BlockChange, ...]
    grids: tuple[BlockChange, ...]
    numbers: Mapping[Kind, int]
    shown: int
    digits: int
    references: int


def digest(document: DocumentChanges) -> Digest:
    """Sort the changes of a document."""
    sections = tuple(section for section in document.sections if not section.folded)
    listed, counted = _split(block for block in document.blocks if not block.folded)
    data = [block for block in counted if "data" in block.causes]
    return Digest(
        document,
        sections,
        tuple(block for block in listed if block.what not in _GRIDS),
        tuple(block for block in listed if block.what in _GRIDS),
        Counter(block.what for block in data),
        sum(len(block.numbers) for block in data),
        sum(1 for block in counted if "rounding" in block.causes),
        sum(1 for block in counted if "numbering" in block.causes),
    )


_GRIDS = frozenset({"table", "chart", "picture"})


def _split(blocks: Iterable[BlockChange]) -> tuple[list[BlockChange], list[BlockChange]]:
    listed: list[BlockChange] = []
    counted: list[BlockChange] = []
    for block in blocks:
        (listed if _is_listed(block) else counted).append(block)
    return listed, counted


def _is_listed(block: BlockChange) -> bool:
    """Whether a change is read by itself: more than numbers, digits or references differ."""
    if block.fate != "changed":
        return True
    if block.grid is None:
        return block.worded
    grid = block.grid
    lines = any(line.old is None or line.new is None or line.renamed for line in (*grid.rows, *grid.columns))
    around = grid.caption or grid.unit or grid.kind or grid.notes
    return block.worded and bool(lines or around or _has_words(block))


def _has_words(block: BlockChange) -> bool:
    """Whether a cell holds other words: letters that are no part of a number's unit."""
    assert block.grid is not None
    return any(_words(cell.old) != _words(cell.new) for cell in block.grid.cells)


def _words(text: str) -> str:
    return "".join(char for char in text if char.isalpha())
