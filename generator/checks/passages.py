"""Running text of a document, piece by piece, with the numbers of the ledger told apart from typed text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from generator.base.findings import Position
from generator.document.blocks import (
    AuthorSlot,
    Block,
    Clause,
    Document,
    Equation,
    Heading,
    ListBlock,
    Paragraph,
    Remark,
    SignatureBlock,
    Table,
    TermEntry,
)
from generator.document.inlines import Citation, CrossRef, FactRef, Footnote, Inlines, LineBreak, Link, Math, Str
from generator.document.pictures import Chart, Picture

#: What stands in a passage's text for an inline that is no typed text. Private-use characters, one each.
FACT, REFERENCE, CITATION, NOTE, FORMULA = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
SOURCES = CITATION + NOTE

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

Where = Literal["heading", "paragraph", "caption", "cell", "note", "footnote", "label"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of text.

    ``text`` has one private-use character for every inline that is no text; ``facts`` maps the offset of each
    :data:`FACT` to its key, ``references`` those of :data:`REFERENCE` and :data:`CITATION` to their target.
    ``context`` is what a reader has in mind: for a cell its caption, row header and column header; ``section`` the
    titles of the headings above. ``slot`` names the author slot that the text comes from, ``file`` its file.
    """

    text: str
    block: str
    origin: Position
    where: Where
    facts: dict[int, str] = field(default_factory=dict)
    references: dict[int, str] = field(default_factory=dict)
    links: bool = False
    context: str = ""
    section: str = ""
    slot: str = ""


@dataclass
class _Flat:
    parts: list[str] = field(default_factory=list)
    length: int = 0
    facts: dict[int, str] = field(default_factory=dict)
    references: dict[int, str] = field(default_factory=dict)
    links: bool = False
    notes: list[Footnote] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def take(self, inlines: Inlines) -> None:
        for inline in inlines:
            match inline:
                case Str():
                    self.add(_typed(inline))
                case FactRef():
                    self.facts[self.length] = inline.key
                    self.add(FACT)
                case CrossRef():
                    self.references[self.length] = inline.target
                    self.add(REFERENCE)
                case Citation():
                    self.references[self.length] = inline.reference
                    self.add(CITATION)
                case Footnote():
                    self.notes.append(inline)
                    self.add(NOTE)
                case Math():
                    self.add(FORMULA)
                case Link():
                    self.links = True
                    self.take(inline.inlines)
                case LineBreak():
                    self.add("\n")


def _typed(inline: Str) -> str:
    if inline.subscript:
        return inline.text.translate(_SUBSCRIPTS)
    return inline.text.translate(_SUPERSCRIPTS) if inline.superscript else inline.text


def plain(inlines: Inlines) -> str:
    """Return the typed text of inlines, private-use characters for the rest."""
    flat = _Flat()
    flat.take(inlines)
    return "".join(flat.parts)


def passages(document: Document) -> Iterator[Passage]:
    """Yield every piece of running text of a document, in reading order."""
    yield from _walk(document.blocks, [], "")


def every_block(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield every block, those inside lists and author slots too, in reading order."""
    for block in blocks:
        yield block
        if isinstance(block, ListBlock):
            for item in block.items:
                yield from every_block(item.blocks)
        elif isinstance(block, (AuthorSlot, Remark)):
            yield from every_block(block.blocks)


def _walk(blocks: tuple[Block, ...], trail: list[tuple[int, str]], slot: str) -> Iterator[Passage]:
    for block in blocks:
        if isinstance(block, Heading):
            while trail and trail[-1][0] >= block.level:
                trail.pop()
            yield from _pieces(block.inlines, block, "heading", trail, slot)
            trail.append((block.level, plain(block.inlines)))
        else:
            yield from _block(block, trail, slot)


def _block(block: Block, trail: list[tuple[int, str]], slot: str) -> Iterator[Passage]:
    match block:
        case Paragraph() | Clause():
            yield from _pieces(block.inlines, block, "paragraph", trail, slot)
        case ListBlock():
            for item in block.items:
                yield from _walk(item.blocks, trail, slot)
        case Remark():
            yield from _walk(block.blocks, trail, slot)
        case Table():
            yield from _table(block, trail, slot)
        case Chart() | Picture():
            yield from _pieces(block.caption, block, "caption", trail, slot)
            series = tuple(one.name for one in block.series) if isinstance(block, Chart) else ()
            yield from _labels(block, (block.x_title, block.y_title, block.alt, *series), trail, slot)
        case TermEntry() | Equation():
            yield from _entry(block, trail, slot)
        case AuthorSlot():
            yield from _walk(block.blocks, trail, block.slot)
        case SignatureBlock():
            yield from _labels(block, tuple(text for line in block.lines for text in line), trail, slot)
        case _:
            return


def _entry(block: TermEntry | Equation, trail: list[tuple[int, str]], slot: str) -> Iterator[Passage]:
    """Yield a term's definition with its examples and notes, or the legend of a formula."""
    if isinstance(block, TermEntry):
        yield from _pieces(block.definition, block, "paragraph", trail, slot)
        lines = (*block.examples, *block.notes)
    else:
        lines = tuple(meaning for _, meaning in block.where)
    for line in lines:
        yield from _pieces(line, block, "note", trail, slot)


def _labels(block: Block, names: tuple[str, ...], trail: list[tuple[int, str]], slot: str) -> Iterator[Passage]:
    section = _titles(trail)
    for name in names:
        if name:
            yield Passage(name, block.id, block.origin, "label", section=section, slot=slot)


def _table(table: Table, trail: list[tuple[int, str]], slot: str) -> Iterator[Passage]:
    yield from _pieces(table.caption, table, "caption", trail, slot)
    heads: dict[int, str] = {}
    for row in table.header:
        column = 0
        for cell in row.cells:
            text = plain(cell.inlines)
            for covered in range(column, column + cell.colspan):
                heads[covered] = f"{heads.get(covered, '')} {text}".strip()
            column += cell.colspan
    caption = plain(table.caption)
    for row in (*table.header, *table.rows):
        at = row.origin or table.origin
        first = plain(row.cells[0].inlines) if row.cells else ""
        for column, cell in enumerate(row.cells):
            head = "" if row in table.header else heads.get(column, "")
            context = f"{caption}；{'' if column == 0 else first}；{head}；{table.unit}"
            yield from _pieces(cell.inlines, table, "cell", trail, slot, at=at, context=context)
    for note in (*table.notes, *table.footnotes):
        yield from _pieces(note, table, "note", trail, slot)


def _titles(trail: list[tuple[int, str]]) -> str:
    return " / ".join(title for _, title in trail)


def _pieces(
    inlines: Inlines,
    block: Block,
    where: Where,
    trail: list[tuple[int, str]],
    slot: str,
    *,
    at: Position | None = None,
    context: str = "",
) -> Iterator[Passage]:
    flat = _Flat()
    flat.take(inlines)
    text, section, origin = "".join(flat.parts), _titles(trail), at or block.origin
    if text.strip():
        yield Passage(text, block.id, origin, where, flat.facts, flat.references, flat.links, context, section, slot)
    for note in flat.notes:
        yield from _pieces(note.inlines, block, "footnote", trail, slot, at=origin)
