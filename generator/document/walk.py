"""Walking a block tree: every block, every inline, every number, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from generator.document.blocks import (
    AuthorSlot,
    Block,
    Clause,
    Equation,
    Heading,
    ListBlock,
    Paragraph,
    Remark,
    Table,
    TermEntry,
)
from generator.document.inlines import Citation, FactRef, Footnote, Inline, Inlines, LineBreak, Link, Math, Str
from generator.document.pictures import Chart, Picture, Point


def walk_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks in reading order, also those inside list items, remarks and author slots."""
    for block in blocks:
        yield block
        match block:
            case ListBlock():
                for item in block.items:
                    yield from walk_blocks(item.blocks)
            case AuthorSlot() | Remark():
                yield from walk_blocks(block.blocks)


def walk_inlines(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Yield inlines in reading order, also those inside links and footnotes."""
    for inline in inlines:
        yield inline
        if isinstance(inline, (Link, Footnote)):
            yield from walk_inlines(inline.inlines)


def lines_of(block: Block) -> Iterator[Inlines]:
    """Yield every run of inlines that belongs to the block itself: text, caption, cells, notes, legend."""
    match block:
        case Heading() | Paragraph() | Clause():
            yield block.inlines
        case TermEntry():
            yield block.definition
            yield from block.examples
            yield from block.notes
        case Table():
            yield block.caption
            for row in (*block.header, *block.rows):
                for cell in row.cells:
                    yield cell.inlines
            yield from block.notes
            yield from block.footnotes
        case Chart() | Picture():
            yield block.caption
        case Equation():
            for _, meaning in block.where:
                yield meaning
        case _:
            return


def inlines_of(block: Block) -> Iterator[Inline]:
    """Yield every inline of the block itself, with those inside links and footnotes."""
    for line in lines_of(block):
        yield from walk_inlines(line)


def points_of(block: Block) -> Iterator[Point]:
    """Yield the numbers that a chart or picture draws."""
    match block:
        case Chart():
            for series in block.series:
                yield from (point for point in series.points if point is not None)
        case Picture():
            for flow in block.flows:
                yield flow.point
            for step in block.steps:
                yield step.reduction
                yield step.cost
        case _:
            return


def numbers_of(blocks: Iterable[Block]) -> Iterator[tuple[Block, FactRef | Point]]:
    """Yield every number of a document with the block that holds it, in reading order."""
    for block in walk_blocks(blocks):
        for inline in inlines_of(block):
            if isinstance(inline, FactRef):
                yield block, inline
        for point in points_of(block):
            yield block, point


def plain_text(inlines: Iterable[Inline], number: Callable[[FactRef], str] | None = None) -> str:
    """Return the text of inlines without footnotes and references; ``number`` spells a fact (default: its key)."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Str():
                parts.append(inline.text)
            case FactRef():
                parts.append(number(inline) if number else inline.key)
            case Math():
                parts.append(inline.latex)
            case Link():
                parts.append(plain_text(inline.inlines, number))
            case Citation():
                parts.append(f"[{inline.reference}]")
            case LineBreak():
                parts.append(" ")
            case _:
                continue
    return "".join(parts)
