"""How a block was written: its words, with keys in the place of numbers and targets in the place of references."""

from __future__ import annotations

from collections.abc import Iterator

from generator.document.blocks import AuthorSlot, Block, Equation, Index, SignatureBlock, Table, TermEntry
from generator.document.inlines import (
    Citation,
    CrossRef,
    FactRef,
    Footnote,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    Str,
)
from generator.document.pictures import Chart, Picture
from generator.document.walk import lines_of, points_of

#: Around what stands in the place of a number or a reference: no document can hold these characters.
_NUMBER, _REFERENCE, _CITATION, _END = "\x01", "\x02", "\x03", "\x04"


def written_of(block: Block) -> str:
    """Return the words of a block as they were written, without footnotes: those are pieces of their own."""
    lines = ["".join(_spell(line)) for line in lines_of(block)]
    return "\n".join([*lines, *_apart(block)])


def _spell(line: Inlines) -> Iterator[str]:
    for inline in line:
        yield from _word(inline)


def _word(inline: Inline) -> Iterator[str]:
    match inline:
        case Str():
            yield inline.text
        case FactRef():
            yield f"{_NUMBER}{inline.key}{_END}"
        case CrossRef():
            yield f"{_REFERENCE}{inline.target}{_END}"
        case Citation():
            yield f"{_CITATION}{inline.reference}{_END}"
        case Link():
            yield from _spell(inline.inlines)
        case Math():
            yield inline.latex
        case LineBreak():
            yield " "
        case Footnote():
            return


def _apart(block: Block) -> list[str]:
    """Return what a block says outside its lines of inlines."""
    match block:
        case TermEntry():
            return [block.term, block.english, block.abbreviation, *block.admitted, block.symbol, block.source]
        case Table():
            return [block.unit]
        case Chart():
            points = [f"{_NUMBER}{point.key}{_END}" for point in points_of(block)]
            titles = [block.kind, block.unit, block.x_title, block.y_title, block.alt]
            return [*titles, *block.categories, *(series.name for series in block.series), *points]
        case Picture():
            return [block.kind, block.unit, block.x_title, block.y_title, block.alt, *_drawn(block)]
        case Equation():
            return [block.latex, *(symbol for symbol, _ in block.where)]
        case AuthorSlot():
            return [block.prompt, block.responsible]
        case SignatureBlock():
            return [part for line in block.lines for part in line]
        case Index():
            return [entry.word for _, entries in block.groups for entry in entries]
        case _:
            return []


def _drawn(block: Picture) -> list[str]:
    return [
        *(f"{flow.source}\t{flow.target}\t{_NUMBER}{flow.point.key}{_END}" for flow in block.flows),
        *(f"{step.name}\t{_NUMBER}{step.reduction.key}{_END}\t{_NUMBER}{step.cost.key}{_END}" for step in block.steps),
        *(f"{box.id}\t{box.text}\t{box.shape}" for box in block.boxes),
        *(f"{arrow.source}\t{arrow.target}\t{arrow.text}" for arrow in block.arrows),
    ]
