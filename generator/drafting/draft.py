"""A draft standard as its reader sees it: pieces of text in order, the elements they stand in, the tree of clauses.

Every reader (Word, Markdown, text, our own block tree) ends in a :class:`Draft`; the rules know nothing of files.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeVar

from generator.base.findings import Position
from generator.drafting.shown import Runs, column
from generator.drafting.typed import Typed

if TYPE_CHECKING:
    from generator.word import WordFile

T = TypeVar("T")

Source = Literal["docx", "md", "txt", "engine"]


class Kind(enum.Enum):
    """What a piece is."""

    __hash__ = object.__hash__  # members are single objects; the enum's own hashes their names, in Python

    COVER = enum.auto()
    CONTENTS = enum.auto()  # a line of the table of contents
    NAME = enum.auto()  # the document's name above its first chapter, or on a text's first line
    TITLE = enum.auto()  # the title of an element without number: 前言, 引言, 参考文献, 索引, 目次
    CHAPTER = enum.auto()
    HEADING = enum.auto()  # a clause with a title
    CLAUSE = enum.auto()  # a numbered clause without a title: label and text
    ANNEX = enum.auto()  # 附录A
    ANNEX_ROLE = enum.auto()  # （规范性）
    ANNEX_TITLE = enum.auto()
    PARAGRAPH = enum.auto()
    ITEM = enum.auto()
    NOTE = enum.auto()
    EXAMPLE = enum.auto()
    SOURCE = enum.auto()  # [来源：…]
    TERM_NUMBER = enum.auto()
    TERM = enum.auto()  # the term and its equivalents
    REFERENCE = enum.auto()  # an entry of chapter 2
    LITERATURE = enum.auto()  # an entry of the bibliography
    TABLE_CAPTION = enum.auto()
    FIGURE_CAPTION = enum.auto()
    UNIT = enum.auto()  # 单位为…
    CELL = enum.auto()
    FORMULA = enum.auto()
    SYMBOL = enum.auto()  # 式中： and the lines that explain symbols
    ABBREVIATION = enum.auto()  # an entry of the chapter of symbols and abbreviations
    FOOTNOTE = enum.auto()
    FIGURE_TEXT = enum.auto()  # words in a text box or drawing
    INDEX = enum.auto()


class Part(enum.Enum):
    """The element of the document that a piece stands in (GB/T 1.1-2020, table 3)."""

    __hash__ = object.__hash__

    COVER = enum.auto()
    CONTENTS = enum.auto()
    FOREWORD = enum.auto()
    INTRODUCTION = enum.auto()
    SCOPE = enum.auto()
    REFERENCES = enum.auto()
    TERMS = enum.auto()
    SYMBOLS = enum.auto()
    BODY = enum.auto()  # chapters after the fixed ones
    ANNEX = enum.auto()
    BIBLIOGRAPHY = enum.auto()
    INDEX = enum.auto()


#: Parts that hold provisions: where a modal verb makes a clause.
PROVISIONS = frozenset({Part.BODY, Part.ANNEX})
HEADS = frozenset({Kind.TITLE, Kind.CHAPTER, Kind.HEADING, Kind.ANNEX, Kind.ANNEX_ROLE, Kind.ANNEX_TITLE, Kind.NAME})
#: Kinds of running text.
PROSE = frozenset({Kind.PARAGRAPH, Kind.CLAUSE, Kind.ITEM, Kind.NOTE, Kind.EXAMPLE, Kind.FOOTNOTE})


@dataclass(frozen=True, slots=True)
class Span:
    """How the characters from ``start`` to ``end`` of a piece's raw text are set (Word only)."""

    start: int
    end: int
    italic: bool = False
    bold: bool = False
    subscript: bool = False
    superscript: bool = False
    east_asian: str = ""
    latin: str = ""
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a cell stands: the table (from 0), row and column (from 0), how deep tables are nested (from 1)."""

    table: int
    row: int
    column: int
    depth: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A paragraph, heading, item, cell … as read.

    ``raw`` is the text of the file; ``text`` is what is left of it after ``shift`` characters of a typed label.
    ``label`` is that label, or what Word's numbering gives (``label_typed`` tells which). ``level`` is 1 for a chapter
    and more for its clauses, and 1 or 2 for an item. ``where`` is the number of the clause it stands in (``5.2``,
    ``附录A``, ``前言``), empty where it is not known.
    """

    index: int
    position: Position
    raw: str
    text: str
    kind: Kind
    part: Part
    shift: int = 0
    label: str = ""
    label_typed: bool = True
    level: int = 0
    where: str = ""
    annex: str = ""
    cell: CellPlace | None = None
    style: str = ""
    spans: tuple[Span, ...] = ()
    #: Paragraph number in the Word file, from 1; 0 elsewhere.
    paragraph: int = 0
    #: Off where the level of a heading is a guess.
    sure: bool = True
    #: In a text file where the characters of ``raw`` stand in their line.
    columns: Runs = ()

    def __bool__(self) -> bool:
        return True

    def column(self, offset: int) -> int:
        """Return the column, from 1, of an offset of ``text``; 0 where there is none."""
        return column(self.columns, self.shift + offset) + 1 if self.columns else 0


@dataclass(slots=True, eq=False)
class Section:
    """A node of the tree: an element without number, a chapter, a clause or an annex.

    ``pieces`` are its own, before the first clause below it; ``level`` is 1 for elements, chapters and annexes.
    ``titled`` is off for a clause without a title, whose text is its head's.
    """

    head: Piece | None
    part: Part
    label: str
    title: str
    level: int
    titled: bool = True
    annex: str = ""
    role: str = ""  # of an annex: 规范性, 资料性
    pieces: list[Piece] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)

    def walk(self) -> Iterator[Section]:
        """Yield this node and all below it in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all_pieces(self) -> Iterator[Piece]:
        """Yield the pieces of this node and of all below it, with their heads."""
        if self.head is not None:
            yield self.head
        yield from self.pieces
        for child in self.children:
            yield from child.all_pieces()


@dataclass(slots=True, eq=False)
class Draft:
    """A draft as read. ``numbers_lost`` says that an export dropped the numbers that Word gives by itself."""

    path: str
    source: Source
    name: str
    kind: str  # document type: guide, specification, code, method, terminology, classification, symbols; empty: unknown
    pieces: tuple[Piece, ...]
    sections: tuple[Section, ...]
    numbers_lost: bool = False
    levels_known: bool = True
    #: The day for which the register of standards is asked (ISO form); empty: its newest state.
    date: str = ""
    word: WordFile | None = None
    #: The text file as read, with its encoding.
    typed: Typed | None = None
    #: What was worked out of this draft, by the function that made it.
    kept: dict[object, object] = field(default_factory=dict)

    def view(self, make: Callable[[Draft], T]) -> T:
        """Return what ``make`` says of this draft; it is worked out once."""
        if make not in self.kept:
            self.kept[make] = make(self)
        return self.kept[make]  # type: ignore[return-value]  # kept under its maker

    def of(self, *kinds: Kind, part: Part | None = None) -> Iterator[Piece]:
        """Yield the pieces of some kinds, of one part where it is named."""
        for piece in self.pieces:
            if piece.kind in kinds and (part is None or piece.part is part):
                yield piece

    def within(self, *parts: Part) -> Iterator[Piece]:
        """Yield the pieces of some parts."""
        for piece in self.pieces:
            if piece.part in parts:
                yield piece

    def walk(self) -> Iterator[Section]:
        """Yield every node of the tree in reading order."""
        for section in self.sections:
            yield from section.walk()

    def section(self, part: Part) -> Section | None:
        """Return the first top-level section of a part."""
        return next((one for one in self.sections if one.part is part), None)

    @property
    def chapters(self) -> list[Section]:
        """Numbered chapters in order, without annexes and unnumbered elements."""
        numbered = (Part.SCOPE, Part.REFERENCES, Part.TERMS, Part.SYMBOLS, Part.BODY)
        return [one for one in self.sections if one.part in numbered and one.head is not None]

    @property
    def annexes(self) -> list[Section]:
        """Annexes in order."""
        return [one for one in self.sections if one.part is Part.ANNEX]
