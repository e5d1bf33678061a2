"""The digit strings of a draft standard's own text: its numbers are requirements and numbering, and no results.

A file may show these and no others: a digit that the document does not hold is still found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.document.blocks import Block, Cell, Document, Equation, Index, Table, TermEntry
from generator.document.inlines import Citation, CrossRef, Inlines, Math, Str
from generator.document.pictures import Picture
from generator.document.walk import lines_of, walk_blocks, walk_inlines

_DIGITS = re.compile(r"\d[\d,.]*")


def own_digits(document: Document) -> frozenset[str]:
    """Return the digit strings that a draft standard's file may show; none for any other document."""
    if document.standard is None:
        return frozenset()
    found: set[str] = set()
    for text in _texts(document):
        found.update(match.group().rstrip(".,") for match in _DIGITS.finditer(text))
    # Notes, footnotes and continued tables are counted by the writers.
    most = max((len(lines) for block in walk_blocks(document.blocks) for lines in _counted(block)), default=0)
    return frozenset(found | {str(number) for number in range(1, most + 1)})


def _counted(block: Block) -> Iterator[tuple[object, ...]]:
    if isinstance(block, TermEntry):
        yield block.examples
        yield block.notes
    if isinstance(block, Table):
        yield block.notes
        yield block.footnotes


def _texts(document: Document) -> Iterator[str]:
    cover = document.standard
    assert cover is not None
    for value in (getattr(cover, name) for name in type(cover).__dataclass_fields__):
        yield " ".join(value) if isinstance(value, tuple) else str(value)
    yield from document.numbering.labels.values()
    for block in walk_blocks(document.blocks):
        for line in lines_of(block):
            yield from _line(line)
        yield from _fields(block)


def _line(line: Inlines) -> Iterator[str]:
    """Yield a line as a reader sees it, and each piece of it, since a subscript is a run of its own."""
    whole: list[str] = []
    for inline in walk_inlines(line):
        match inline:
            case Str():
                yield inline.text
                whole.append(inline.text)
            case Math():
                yield inline.latex
            case CrossRef() | Citation():
                whole.append(" ")
            case _:
                continue
    yield "".join(whole)


def _fields(block: Block) -> Iterator[str]:
    match block:
        case TermEntry():
            yield from (block.term, block.english, block.abbreviation, block.symbol, block.source, *block.admitted)
        case Picture():
            yield from (box.text for box in block.boxes)
            yield from (arrow.text for arrow in block.arrows)
        case Equation():
            yield block.latex
            yield from (symbol for symbol, _ in block.where)
        case Index():
            yield from (entry.word for _, group in block.groups for entry in group)
        case Table():
            yield block.unit
            yield from (_plain(cell) for row in (*block.header, *block.rows) for cell in row.cells)
        case _:
            return


def _plain(cell: Cell) -> str:
    return "".join(inline.text for inline in walk_inlines(cell.inlines) if isinstance(inline, Str))
