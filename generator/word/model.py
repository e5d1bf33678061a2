"""What is read from a Word file: plain values, in document order.

Lengths are in twips (twentieths of a point), sizes of type in half points, lengths in characters and lines in
hundredths, as Word stores them. Offsets count characters of a paragraph's ``text``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of one look, after all styles."""

    start: int
    end: int
    italic: bool = False
    bold: bool = False
    subscript: bool = False
    superscript: bool = False
    east_asian: str = ""
    latin: str = ""
    size: int = 20
    style: str = ""

    def at(self, start: int, end: int) -> Span:
        """Return the same look of other characters."""
        return Span(
            start,
            end,
            self.italic,
            self.bold,
            self.subscript,
            self.superscript,
            self.east_asian,
            self.latin,
            self.size,
            self.style,
        )


@dataclass(frozen=True, slots=True)
class Indents:
    """Indents; ``first`` is negative for a hanging indent. In characters: hundredths, and they win over twips."""

    left: int = 0
    right: int = 0
    first: int = 0
    left_chars: int = 0
    right_chars: int = 0
    first_chars: int = 0


@dataclass(frozen=True, slots=True)
class Spacing:
    """Space before and after (twips, or hundredths of a line, which win) and between lines (240 is single)."""

    before: int = 0
    after: int = 0
    before_lines: int = 0
    after_lines: int = 0
    line: int = 240
    line_rule: str = "auto"


@dataclass(frozen=True, slots=True)
class Label:
    """The automatic number of a paragraph, rebuilt: ``text`` as it shows, and the list that gives it."""

    text: str
    number_id: int
    level: int
    format: str
    suffix: Literal["tab", "space", "nothing"] = "tab"


@dataclass(frozen=True, slots=True)
class WordField:
    """The part of a field's result that stands in a paragraph; ``kind`` is the first word of its instruction."""

    kind: str
    instruction: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink: an address outside, or the name of a bookmark."""

    start: int
    end: int
    target: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class NoteReference:
    """The mark of a footnote or endnote. It is no character of the text."""

    offset: int
    kind: Literal["footnote", "endnote"]
    id: int


@dataclass(frozen=True, slots=True)
class WordObject:
    """A picture, chart, shape or embedded object. It is no character of the text."""

    offset: int
    kind: Literal["picture", "chart", "diagram", "shape", "object"]
    description: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of a paragraph with a name: a bookmark's start, or hidden text that does not show."""

    offset: int
    text: str


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a paragraph of a table stands: the number of the table, row and grid column, all from 1."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class WordParagraph:
    r"""A paragraph as it shows: insertions accepted, deletions gone, fields as their results.

    ``number`` counts from 1 over the body in document order (cells of tables included, text boxes after the paragraph
    that holds them), then over the footnotes, then the endnotes; it is 0 in headers and footers. In ``text`` a tab is
    ``\t``, a line break ``\n``, a page or column break ``\f``, a hyphen that does not break U+2011; hidden text,
    pictures and marks of notes are no characters.
    """

    number: int
    text: str
    spans: tuple[Span, ...] = ()
    style: str = ""
    style_name: str = ""
    style_chain: tuple[str, ...] = ()
    outline: int | None = None
    alignment: str = "left"
    indents: Indents = Indents()
    spacing: Spacing = Spacing()
    page_break_before: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    label: Label | None = None
    in_toc: bool = False
    in_text_box: bool = False
    fields: tuple[WordField, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[NoteReference, ...] = ()
    objects: tuple[WordObject, ...] = ()
    bookmarks: tuple[Mark, ...] = ()
    hidden: tuple[Mark, ...] = ()
    cell: CellPlace | None = None
    section: int = 1

    @property
    def numbered_text(self) -> str:
        """The text with its automatic number, a space between."""
        return f"{self.label.text} {self.text}" if self.label and self.label.text else self.text


@dataclass(frozen=True, slots=True)
class Border:
    """A border line: its kind (``single``, ``nil`` …) and width in eighths of a point."""

    kind: str
    width: int = 0


@dataclass(frozen=True, slots=True)
class WordCell:
    """A cell: what it holds, the grid columns it spans, whether it goes on with the cell above."""

    blocks: tuple[WordBlock, ...]
    column: int = 1
    span: int = 1
    merge: Literal["", "restart", "continue"] = ""
    width: int = 0
    borders: Mapping[str, Border] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text of its paragraphs, nested tables included, one a line."""
        return "\n".join(p.text for p in flat(self.blocks))


@dataclass(frozen=True, slots=True)
class WordRow:
    """A row; ``header`` where it repeats on each page."""

    cells: tuple[WordCell, ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table; ``number`` counts all tables of the file from 1, a nested one after the one around it."""

    number: int
    rows: tuple[WordRow, ...]
    style: str = ""
    borders: Mapping[str, Border] = field(default_factory=dict)
    in_text_box: bool = False


WordBlock = WordParagraph | WordTable


@dataclass(frozen=True, slots=True)
class WordNote:
    """A footnote or endnote and where its mark stands in the body (paragraph 0: nowhere)."""

    kind: Literal["footnote", "endnote"]
    id: int
    blocks: tuple[WordBlock, ...]
    paragraph: int = 0
    offset: int = 0

    @property
    def text(self) -> str:
        """The text of its paragraphs, one a line."""
        return "\n".join(p.text for p in flat(self.blocks))


@dataclass(frozen=True, slots=True)
class HeaderFooter:
    """A header or footer of a section."""

    part: str
    blocks: tuple[WordBlock, ...]

    @property
    def text(self) -> str:
        """The text of its paragraphs, one a line."""
        return "\n".join(p.text for p in flat(self.blocks))


@dataclass(frozen=True, slots=True)
class WordSection:
    """A section: its paragraphs and its page. Headers and footers by kind: ``default``, ``first``, ``even``.

    A kind that a section does not have is that of the section before; ``first`` shows with ``title_page`` only,
    ``even`` with the file's ``even_and_odd`` only.
    """

    number: int
    first: int
    last: int
    width: int = 11906
    height: int = 16838
    landscape: bool = False
    top: int = 1440
    bottom: int = 1440
    left: int = 1800
    right: int = 1800
    header_distance: int = 851
    footer_distance: int = 992
    gutter: int = 0
    mirrored: bool = False
    type: str = "nextPage"
    title_page: bool = False
    page_start: int | None = None
    page_format: str = "decimal"
    columns: int = 1
    headers: Mapping[str, HeaderFooter] = field(default_factory=dict)
    footers: Mapping[str, HeaderFooter] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WordStyle:
    """A style and the style it is based on."""

    id: str
    name: str
    kind: str
    based_on: str = ""
    outline: int | None = None


@dataclass(frozen=True, slots=True)
class WordComment:
    """A comment that the file has already; ``end`` lies in paragraph ``last``.

    ``parent`` is the id of the comment that it answers; ``done`` says that its thread was resolved.
    """

    id: int
    author: str
    initials: str
    date: str
    text: str
    paragraph: int = 0
    start: int = 0
    last: int = 0
    end: int = 0
    parent: int | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class WordFile:
    """A Word file as read. ``paragraphs[n - 1]`` is paragraph number ``n``."""

    data: bytes = field(repr=False)
    parts: tuple[str, ...]
    body: tuple[WordBlock, ...]
    paragraphs: tuple[WordParagraph, ...]
    footnotes: tuple[WordNote, ...] = ()
    endnotes: tuple[WordNote, ...] = ()
    sections: tuple[WordSection, ...] = ()
    styles: Mapping[str, WordStyle] = field(default_factory=dict)
    comments: tuple[WordComment, ...] = ()
    revisions: int = 0
    even_and_odd: bool = False
    mirror_margins: bool = False

    @property
    def tables(self) -> tuple[WordTable, ...]:
        """All tables of the body by number."""
        return tuple(sorted(_tables(self.body), key=lambda t: t.number))


def flat(blocks: tuple[WordBlock, ...]) -> Iterator[WordParagraph]:
    """Yield the paragraphs of blocks in order, those of tables included."""
    for block in blocks:
        if isinstance(block, WordParagraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from flat(cell.blocks)


def _tables(blocks: tuple[WordBlock, ...]) -> Iterator[WordTable]:
    for block in blocks:
        if isinstance(block, WordTable):
            yield block
            for row in block.rows:
                for cell in row.cells:
                    yield from _tables(cell.blocks)
