"""A document as a reviewer reads it: pieces in reading order, each with its section, its text and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from generator.base.findings import Position
from generator.base.text import Text
from generator.document.blocks import (
    AuthorSlot,
    Block,
    Clause,
    Contents,
    Document,
    EndLine,
    Equation,
    Heading,
    Index,
    ListBlock,
    PageBreak,
    Paragraph,
    Remark,
    SignatureBlock,
    Table,
    TermEntry,
)
from generator.document.inlines import Footnote, Inlines
from generator.document.pictures import Chart, Picture
from generator.document.walk import lines_of, walk_inlines
from generator.document.wording import Wording
from generator.review.grid import Grid, grid_of
from generator.review.written import written_of

Kind = Literal[
    "heading",
    "paragraph",
    "item",
    "clause",
    "term",
    "table",
    "chart",
    "picture",
    "equation",
    "slot",
    "signature",
    "index",
    "reference",
    "footnote",
]

_REFERENCES = Text("参考文献", "References")


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its number as printed, its title, the id of its heading, and the sections around it with itself."""

    label: str = ""
    title: str = ""
    id: str = ""
    path: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Number and title as they are printed."""
        return f"{self.label} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class Piece:
    """What is compared as one: a heading, a paragraph, an item of a list, a table, a chart, a footnote.

    ``text`` is what a reader sees, ``written`` the same with keys in the place of numbers and targets in the place of
    references: two pieces that were written alike differ in data alone. ``label`` is the number in front of it.
    ``named`` says that its id was given by an author and is no count of paragraphs.
    """

    kind: Kind
    id: str
    text: str
    written: str
    section: Section
    origin: Position | None = None
    label: str = ""
    level: int = 0
    named: bool = False
    block: Block | None = None
    grid: Grid | None = None


def pieces_of(wording: Wording) -> tuple[Piece, ...]:
    """Return the pieces of a document in reading order; its bibliography comes last."""
    document = wording.document
    found = list(_Reader(wording).read(document.blocks, ""))
    heading = _REFERENCES.say(document.language)
    section = Section("", heading, "", (heading,))
    found += [Piece("reference", one.id, one.text, one.text, section, named=True) for one in document.references]
    return tuple(found)


class _Reader:
    """Goes through blocks and keeps the section that it is in."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.open: list[tuple[int, Section]] = []
        self.section = Section()

    def read(self, blocks: tuple[Block, ...], within: str) -> Iterator[Piece]:
        """Yield the pieces of blocks; ``within`` is ``item`` inside a list."""
        for block in blocks:
            if isinstance(block, Heading):
                self._enter(block)
            inner = _inner(block)
            if inner is None:
                piece = self._piece(block, within)
                if piece is not None:
                    yield piece
                    yield from self._footnotes(block, piece)
            else:
                for part in inner:
                    yield from self.read(part, "item" if isinstance(block, ListBlock) else within)

    def _enter(self, block: Heading) -> None:
        self.open = [(level, section) for level, section in self.open if level < block.level]
        label, title = self.wording.label(block.id), self.wording.plain(block.inlines).strip()
        own = Section(label, title, block.id)
        around = self.open[-1][1].path if self.open else ()
        self.section = replace(own, path=(*around, own.name))
        self.open.append((block.level, self.section))

    def _piece(self, block: Block, within: str) -> Piece | None:
        kind = _kind(block, within)
        if kind is None:
            return None
        grid = grid_of(self.wording, block)
        return Piece(
            kind,
            block.id,
            grid.text if grid is not None else self._text(block),
            written_of(block),
            self.section,
            block.origin,
            self.wording.label(block.id),
            block.level if isinstance(block, Heading | Clause | TermEntry) else 0,
            _is_named(block.id),
            block,
            grid,
        )

    def _text(self, block: Block) -> str:
        plain = self.wording.plain
        match block:
            case Heading() | Paragraph() | Clause():
                return plain(block.inlines).strip()
            case TermEntry():
                head = " ".join(filter(None, (block.term, block.english, block.abbreviation, *block.admitted)))
                rest = [block.definition, *block.examples, *block.notes]
                return "\n".join(filter(None, (head, block.symbol, *map(plain, rest), block.source)))
            case Equation():
                return "\n".join((block.latex, *(f"{symbol} — {plain(said)}" for symbol, said in block.where)))
            case AuthorSlot():
                return block.prompt
            case SignatureBlock():
                return "\n".join(f"{name}：{value}" for name, value in block.lines)
            case Index():
                return "\n".join(entry.word for _, entries in block.groups for entry in entries)
            case _:
                return ""

    def _footnotes(self, block: Block, piece: Piece) -> Iterator[Piece]:
        for line in lines_of(block):
            for inline in walk_inlines(line):
                if isinstance(inline, Footnote):
                    yield self._footnote(inline, piece)

    def _footnote(self, note: Footnote, piece: Piece) -> Piece:
        holder = Paragraph(note.id, piece.origin or Position(""), note.inlines)
        said: Inlines = note.inlines
        return Piece(
            "footnote",
            note.id,
            self.wording.plain(said).strip(),
            written_of(holder),
            piece.section,
            piece.origin,
            block=holder,
        )


def _inner(block: Block) -> list[tuple[Block, ...]] | None:
    """Return the runs of blocks that stand inside a block; ``None`` for one that is read itself."""
    match block:
        case ListBlock():
            return [item.blocks for item in block.items]
        case Remark():
            return [block.blocks]
        case AuthorSlot() if block.blocks:
            return [block.blocks]
        case _:
            return None


def _kind(block: Block, within: str) -> Kind | None:
    match block:
        case PageBreak() | Contents() | EndLine():
            return None  # what they show follows from the other blocks
        case Paragraph():
            return "item" if within == "item" else "paragraph"
    return _KINDS[type(block)]


_KINDS: dict[type, Kind] = {
    Heading: "heading",
    Clause: "clause",
    TermEntry: "term",
    Table: "table",
    Chart: "chart",
    Picture: "picture",
    Equation: "equation",
    AuthorSlot: "slot",
    SignatureBlock: "signature",
    Index: "index",
}


def _is_named(block_id: str) -> bool:
    """Whether an id is more than a count (``summary.p3``, ``results.l1``) within its section."""
    last = block_id.rpartition(".")[2]
    return not (last[:1].isalpha() and last[1:].isdigit() and "." in block_id)


def document_title(document: Document) -> str:
    """Return what a document calls itself on its cover."""
    cover = document.cover
    return " ".join(filter(None, (cover.title, cover.subtitle))) or document.id
