"""The block tree that all writers draw.

A number in a document is always a :class:`FactRef`; a number in a chart or a picture is a :class:`Point`. Every block
has a structural ``id`` (stable between builds, unique in the document) and the ``origin`` it was written at.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from generator.base.findings import Position
from generator.base.records import by_fields
from generator.document.inlines import Inlines
from generator.document.pictures import Chart, Picture


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4, in a draft standard to 6; ``numbered`` is off for foreword-like headings.

    ``annex`` counts A, B, C; ``role`` says whether an annex of a draft standard is normative.
    """

    id: str
    origin: Position
    level: int
    inlines: Inlines
    numbered: bool = True
    annex: bool = False
    role: Literal["", "normative", "informative"] = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    ``style`` is ``body``, ``note`` (small print under a table or figure), ``source``, ``key`` (a finding set off from
    the text), ``center``, ``right`` or ``lead`` (no first-line indent). In a draft standard also ``name`` (the
    document's name above its first chapter), ``reference`` (an entry of chapter 2), ``literature`` (an entry of the
    bibliography, numbered ``[1]``) and ``group`` (the title of a group of its entries).
    """

    id: str
    origin: Position
    inlines: Inlines
    style: Literal[
        "body", "note", "source", "key", "center", "right", "lead", "name", "reference", "literature", "group"
    ] = "body"


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered clause without a title (GB/T 1.1-2020, 7.3.3): ``5.2.1 text``; ``level`` counts as headings do."""

    id: str
    origin: Position
    level: int
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Remark:
    """A note or an example of a draft standard (GB/T 1.1-2020, 9.10, 9.11); its label comes from the numbering."""

    id: str
    origin: Position
    kind: Literal["note", "example"]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class TermEntry:
    """An entry of the terms chapter (GB/T 1.1-2020, 8.7.3): number, term, equivalent, definition, then the rest.

    ``source`` is the content of ``[来源：…]`` without its brackets; ``level`` is that of the entry's number.
    """

    id: str
    origin: Position
    level: int
    term: str
    english: str
    definition: Inlines
    abbreviation: str = ""
    admitted: tuple[str, ...] = ()
    symbol: str = ""
    examples: tuple[Inlines, ...] = ()
    notes: tuple[Inlines, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item: its blocks, the first usually a paragraph."""

    id: str
    origin: Position
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A bulleted or numbered list; it starts a numbering of its own.

    A draft standard marks bulleted items with ``——`` and, below, ``·``; ordered ones with ``a)`` and, below, ``1)``.
    """

    id: str
    origin: Position
    ordered: bool
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: alignment and its share of the table's width."""

    align: Literal["left", "center", "right"] = "left"
    width: float = 1.0


@by_fields
@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. Merged cells name their span at the first cell; the covered cells are left out of the row."""

    inlines: Inlines
    colspan: int = 1
    rowspan: int = 1
    bold: bool = False


@by_fields
@dataclass(frozen=True, slots=True)
class Row:
    """A row. ``role`` sets totals and group headings off from data rows."""

    cells: tuple[Cell, ...]
    role: Literal["header", "data", "total", "group"] = "data"
    origin: Position | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with header rows that repeat. ``caption`` is empty for layout-like tables, which are not numbered.

    ``unit`` is a unit that holds for the whole table, shown at its upper right. ``footnotes`` are those of a table in
    a draft standard, marked a, b, c in its cells.
    """

    id: str
    origin: Position
    caption: Inlines
    columns: tuple[Column, ...]
    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    unit: str = ""
    notes: tuple[Inlines, ...] = ()
    landscape: bool = False
    footnotes: tuple[Inlines, ...] = ()


@dataclass(frozen=True, slots=True)
class Equation:
    """A displayed, numbered equation in LaTeX with the legend of its symbols."""

    id: str
    origin: Position
    latex: str
    where: tuple[tuple[str, Inlines], ...] = ()


@dataclass(frozen=True, slots=True)
class AuthorSlot:
    """A place that only the client's consultant can write. Unwritten, it shows its prompt and refuses a final build."""

    id: str
    origin: Position
    slot: str
    prompt: str
    responsible: str
    file: str
    blocks: tuple[Block, ...] = ()

    @property
    def written(self) -> bool:
        """Whether the project holds text for this slot."""
        return bool(self.blocks)


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Lines for name, position, signature and date; the values stay empty unless the project gives them."""

    id: str
    origin: Position
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page."""

    id: str
    origin: Position


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, with an optional list of tables and figures."""

    id: str
    origin: Position
    title: str
    depth: int = 3
    tables: bool = False
    figures: bool = False


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A key word of the index with the blocks it points to."""

    word: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The index of a draft standard (GB/T 1.1-2020, 8.14), its entries in the order of pinyin, by initial letter."""

    id: str
    origin: Position
    groups: tuple[tuple[str, tuple[IndexEntry, ...]], ...]


@dataclass(frozen=True, slots=True)
class EndLine:
    """The line that ends a standard: centred, a quarter of the text's width (GB/T 1.1-2020, 10.1.5)."""

    id: str
    origin: Position


Block = (
    Heading
    | Paragraph
    | Clause
    | Remark
    | TermEntry
    | ListBlock
    | Table
    | Chart
    | Picture
    | Equation
    | AuthorSlot
    | SignatureBlock
    | PageBreak
    | Contents
    | Index
    | EndLine
)

# -------------------------------------------------------------------------------------------------- document


@by_fields
@dataclass(frozen=True, slots=True)
class TraceLine:
    """A line of a number's trace: depth, label, value with unit, source."""

    depth: int
    label: str
    value: str
    source: str


@by_fields
@dataclass(frozen=True, slots=True)
class DocumentFact:
    """What a document may know of a fact. For a public document ``value`` is rounded and the trace is empty."""

    key: str
    alias: str
    value: str
    unit: str
    label: str
    mark: str
    trace: tuple[TraceLine, ...] = ()


@dataclass(frozen=True, slots=True)
class BibliographyEntry:
    """A cited document: id, its full citation, and where its mark stands."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Numbering:
    """What :func:`generator.document.numbering.number` found: the label of every numbered block.

    ``labels`` maps block id to its label (``2.1``, ``图 3-1``, ``(4-1)``, ``附录 A``).
    """

    labels: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover shows, all of it from project files."""

    title: str
    subtitle: str
    client: str
    provider: str
    number: str
    version: str
    date: str
    confidentiality: str = ""


@dataclass(frozen=True, slots=True)
class StandardCover:
    """What the cover of a draft standard shows (GB/T 1.1-2020, 8.1), each line as printed; empty ones are left out.

    ``code`` is the mark at the upper right (``T/XXX``), ``kind`` the words of the first line (``团体标准``), ``names``
    the elements of the name, ``stage`` the words of a draft (``征求意见稿``), ``patents`` the request for patents that
    drafts carry.
    """

    level: Literal["national", "industry", "local", "group", "enterprise"]
    ics: str
    ccs: str
    code: str
    kind: str
    number: str
    names: tuple[str, ...]
    english: tuple[str, ...]
    publisher: str
    replaces: str = ""
    record: str = ""
    conformity: str = ""
    stage: str = ""
    patents: str = ""
    published: str = ""
    implemented: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A composed document: all that a writer needs. A draft standard has ``standard`` beside its ``cover``."""

    id: str
    template: str
    language: Literal["zh", "en"]
    theme: str
    audience: Literal["internal", "client", "public"]
    final: bool
    cover: Cover
    blocks: tuple[Block, ...]
    facts: dict[str, DocumentFact]
    references: tuple[BibliographyEntry, ...]
    digits: dict[str, int]
    numbering: Numbering
    date: str
    header: str = ""
    footer: str = ""
    build: str = ""
    covers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    standard: StandardCover | None = None
    #: Names in the project's files that hold digits (a firm, a furnace, a meter): they are no figures.
    names: tuple[str, ...] = ()
