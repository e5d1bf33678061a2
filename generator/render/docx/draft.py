"""What a document gathers while it is written: counters, relationships, notes, the map, findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.base.findings import Finding, Position, Rule
from generator.document.blocks import Block, Document, Heading, ListItem
from generator.document.display import Display, Shown
from generator.document.inlines import CrossRef, FactRef
from generator.document.pictures import Point
from generator.document.walk import walk_blocks
from generator.document.wording import Wording
from generator.render.docx import rules
from generator.render.docx.formulas import Convert, omml
from generator.render.docx.package import Relations
from generator.render.docx.xml import ILLEGAL
from generator.render.theme import Theme


@dataclass(frozen=True, slots=True)
class Control:
    """An entry of the map: a content control and the fact it shows; in a table, its row and column from 1."""

    id: str
    key: str
    shown: Shown
    text: str
    block: str
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Plotted:
    """An entry of the map: a number in a chart (``part`` is its part) or in a picture (``part`` is empty)."""

    block: str
    key: str
    text: str
    part: str = ""
    series: int = 0
    index: int = 0


@dataclass(frozen=True, slots=True)
class Marked:
    """An entry of the map: a block and its bookmark."""

    bookmark: str
    block: str
    origin: Position


@dataclass(slots=True)
class Draft:
    """The state of one document on its way into a package."""

    document: Document
    words: Wording
    theme: Theme
    pictures: Mapping[str, bytes]
    pages: Mapping[str, int]
    formula: Convert = omml
    plan: bool = False
    findings: list[Finding] = field(default_factory=list)
    relations: Relations = field(default_factory=Relations)
    note_relations: Relations = field(default_factory=Relations)
    parts: dict[str, bytes | str] = field(default_factory=dict)
    controls: list[Control] = field(default_factory=list)
    plotted: list[Plotted] = field(default_factory=list)
    marked: list[Marked] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    note_blocks: list[str] = field(default_factory=list)
    spellings: dict[tuple[str, Display], tuple[Shown, str]] = field(default_factory=dict)
    lists: list[bool] = field(default_factory=list)
    targets: dict[str, str] = field(default_factory=dict)
    sequences: dict[str, tuple[str, int]] = field(default_factory=dict)
    pending: list[tuple[int, str]] = field(default_factory=list)
    page_break: bool = False
    after_table: bool = False
    noted: bool = False
    in_note: bool = False
    row: int = 0
    column: int = 0
    bookmarks: int = 0
    drawings: int = 0
    charts: int = 0
    media: dict[bytes, str] = field(default_factory=dict)
    #: Which block each chart part draws; the block and part of each picture.
    chart_blocks: dict[str, str] = field(default_factory=dict)
    picture_blocks: dict[tuple[str, str], None] = field(default_factory=dict)
    body_start: str = ""
    block: str = ""
    origin: Position = field(default_factory=lambda: Position(""))

    @classmethod
    def of(cls, document: Document, theme: Theme, pictures: Mapping[str, bytes], pages: Mapping[str, int]) -> Draft:
        """Begin a document; every block that can be referred to gets the name of its bookmark."""
        draft = cls(document, Wording.of(document), theme, pictures, pages)
        draft.targets = {block.id: f"{place:08d}" for place, block in enumerate(walk_blocks(document.blocks), start=1)}
        draft.origin = document.blocks[0].origin if document.blocks else Position(document.template)
        return draft

    @property
    def standard(self) -> bool:
        """Whether the document is a draft standard, drawn as GB/T 1.1-2020 has it."""
        return self.document.standard is not None and self.theme.name == "standard"

    @property
    def chinese(self) -> bool:
        """Whether the document is in Chinese."""
        return self.document.language == "zh"

    def say(self, zh: str, en: str) -> str:
        """Return the wording in the document's language."""
        return zh if self.chinese else en

    # ------------------------------------------------------------------------------------------ findings

    def report(self, rule: Rule, zh: str, en: str, *, fact: str = "") -> None:
        """Add a finding at the block that is being drawn."""
        self.findings.append(rule.at(self.origin, zh, en, block=self.block, fact=fact))

    def clean(self, text: str) -> str:
        """Return text; report the illegal characters in it (escaping shows them as U+FFFD)."""
        found = ILLEGAL.search(text)
        if found:
            code = f"U+{ord(found[0]):04X}"
            around = ILLEGAL.sub("\ufffd", text[max(0, found.start() - 12) : found.end() + 12])
            self.report(
                rules.ILLEGAL_CHARACTER,
                f"块 {self.block} 含有 XML 不允许的字符 {code}：“{around}”",
                f"block {self.block} holds {code}, which XML does not allow: {around!r}",
            )
        return text

    # ---------------------------------------------------------------------------------------------- blocks

    def enter(self, block: Block | ListItem) -> tuple[str, Position]:
        """Begin a block: findings, controls and its bookmark belong to it. Returns what :meth:`leave` takes back."""
        outer = self.block, self.origin
        self.block, self.origin = block.id, block.origin
        self.bookmarks += 1
        name = f"_tw_{len(self.marked) + 1}"
        self.marked.append(Marked(name, block.id, block.origin))
        self.pending.append((self.bookmarks, name))
        return outer

    def leave(self, outer: tuple[str, Position]) -> None:
        """End a block: what follows belongs to the block around it."""
        self.block, self.origin = outer

    def wrapped(self, inner: str) -> str:
        """Return ``inner`` inside the bookmarks of the blocks that begin here."""
        if not self.pending:
            return inner
        opened = "".join(f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>' for number, name in self.pending)
        closed = "".join(f'<w:bookmarkEnd w:id="{number}"/>' for number, _ in reversed(self.pending))
        self.pending.clear()
        return opened + inner + closed

    def anchored(self, name: str, inner: str) -> str:
        """Return ``inner`` inside a bookmark of that name."""
        self.bookmarks += 1
        return (
            f'<w:bookmarkStart w:id="{self.bookmarks}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{self.bookmarks}"/>'
        )

    # --------------------------------------------------------------------------------------------- numbers

    def shown(self, ref: FactRef | Point) -> tuple[Shown, str] | None:
        """Return how a number is shown and its text; ``None`` after a finding where that cannot be said."""
        known = self.spellings.get((ref.key, ref.display))
        if known is not None:
            return known
        try:
            shown = self.words.shown(ref)
        except KeyError:
            self.report(
                rules.UNKNOWN_FACT,
                f"文件没有数据 {ref.key}",
                f"the document does not hold the fact {ref.key}",
                fact=ref.key,
            )
            return None
        except ValueError as error:
            self.report(
                rules.UNKNOWN_FACT, f"数据 {ref.key} 不能这样显示：{error}", f"{ref.key}: {error}", fact=ref.key
            )
            return None
        found = shown, shown.full if ref.display.with_unit else shown.text
        self.spellings[ref.key, ref.display] = found
        return found

    def spelled(self, ref: FactRef) -> str:
        """Return the text of a number, empty where it cannot be shown; no finding comes of it."""
        before = len(self.findings)
        found = self.shown(ref)
        del self.findings[before:]
        return found[1] if found else ""

    def known_target(self, ref: CrossRef) -> bool:
        """Whether a cross-reference leads anywhere; a finding where it does not."""
        block = self.words.blocks.get(ref.target)
        known = block is not None and (bool(self.words.label(ref.target)) or isinstance(block, Heading))
        if not known:
            self.report(
                rules.UNKNOWN_TARGET,
                f"交叉引用的对象 {ref.target} 不存在或没有编号",
                f"the cross-reference {ref.target} leads to no numbered block",
            )
        return known

    # ----------------------------------------------------------------------------------------------- pages

    def page(self, block_id: str) -> str:
        """Return the page number that a reader sees at a block, a dash where it is not known.

        ``pages`` counts sheets of the whole file from 1; the body counts from its own first page, what stands before
        it in Roman numerals from the page after the cover.
        """
        sheet = self.pages.get(block_id)
        if sheet is None:
            return "–"
        first = self.pages.get(self.body_start, 2)
        return str(sheet - first + 1) if sheet >= first else roman(sheet - 1)

    def next_drawing(self) -> int:
        """Return a number for a drawing's non-visual properties, unique in the document."""
        self.drawings += 1
        return self.drawings


def roman(number: int) -> str:
    """Return a Roman numeral in capitals: IV for 4."""
    text = ""
    for value, numeral in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        text += numeral * (number // value)
        number %= value
    return text
