"""Where the text of a line was written: a slot or chapter of the project, a template, a file of the project's data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from generator.base.findings import Position
from generator.document.blocks import (
    AuthorSlot,
    Block,
    Clause,
    Document,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Remark,
    Table,
    TermEntry,
)
from generator.review.importing import mapping
from generator.review.importing.lines import Line
from generator.review.importing.mapping import Dialect
from generator.review.importing.mapping import Mapping as LineMapping
from generator.review.word_map import WordMap

Kind = Literal["author", "template", "data", "nowhere"]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A paragraph of an author's file: ``start`` to ``end`` are its lines, ``text`` its words behind list marks."""

    path: str
    start: int
    text: int
    end: int
    dialect: Dialect


@dataclass(slots=True)
class AuthorFile:
    """A Markdown file of the project: its text, where each line begins, the lines at which blocks begin."""

    path: str
    text: str
    dialect: Dialect
    begins: list[int] = field(default_factory=list)
    blocks: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        at = 0
        for line in self.text.split("\n"):
            self.begins.append(at)
            at += len(line) + 1

    def chunk(self, line: int) -> Chunk | None:
        """Return the paragraph that begins at a line."""
        if not 1 <= line <= len(self.begins):
            return None
        last = line
        while last < len(self.begins) and last + 1 not in self.blocks and self._goes_on(self.line(last + 1)):
            last += 1
        start, end = self.begins[line - 1], self.begins[last - 1] + len(self.line(last).rstrip())
        if end <= start:
            return None
        return Chunk(self.path, start, mapping.prefix_end(self.text, start, end, self.dialect), end, self.dialect)

    def _goes_on(self, line: str) -> bool:
        return bool(line.strip(" \t>")) and not (self.dialect == "section" and line.lstrip().startswith("{%"))

    def line(self, number: int) -> str:
        """Return a line by its number."""
        start = self.begins[number - 1]
        return self.text[start : self.begins[number] - 1] if number < len(self.begins) else self.text[start:]

    def position(self, offset: int) -> Position:
        """Return the line and column of an offset."""
        number = next((n for n, at in enumerate(self.begins) if at > offset), len(self.begins))
        return Position(self.path, number, offset - self.begins[number - 1] + 1)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a line was written. ``mapping`` is there for an author's Markdown whose characters were found."""

    kind: Kind
    position: Position | None = None
    block: str = ""
    chunk: Chunk | None = None
    mapping: LineMapping | None = None


class Sources:
    """The sources of one document of a project."""

    def __init__(self, document: Document, files: Mapping[str, tuple[str, Dialect]], data: Sequence[Scalar]) -> None:
        self.files = {path: AuthorFile(path, text, dialect) for path, (text, dialect) in files.items()}
        self.data = data
        self._blocks: dict[str, Block | ListItem] = {}
        self._tables: dict[str, Table] = {}
        for block in every_block(document.blocks):
            self._blocks[block.id] = block
            if block.origin.path in self.files:
                self.files[block.origin.path].blocks.add(block.origin.line)
            if isinstance(block, Table):
                self._rows(block)

    def _rows(self, table: Table) -> None:
        for row in (*table.header, *table.rows):
            if row.origin is not None and row.origin.path in self.files:
                self.files[row.origin.path].blocks.add(row.origin.line)

    def origin(self, block: str) -> Position | None:
        """Return where a block was written."""
        found = self._blocks.get(block)
        return found.origin if found is not None else None

    def unwritten(self, block: str) -> str:
        """Return the file of an author slot that nobody has written yet; nothing for any other block."""
        found = self._blocks.get(block)
        return found.file if isinstance(found, AuthorSlot) and not found.written and found.file in self.files else ""

    def of(self, line: Line, block: str, note: int = 0) -> Source:
        """Return the source of a line of a block; ``note`` counts the footnotes of the block."""
        found = self._blocks.get(block)
        if found is None:
            return self._data(line.shown, Source("nowhere"))
        origin = found.origin
        if isinstance(found, Table) and line.cell is not None:
            return self._cell(found, line)
        file = self.files.get(origin.path)
        if file is None:
            kind: Kind = "data" if origin.path.endswith((".yaml", ".yml")) else "template"
            return self._data(line.shown, Source(kind, origin, block))
        if line.place == "cell" or not isinstance(found, Paragraph | Heading | Clause):
            return self._data(line.shown, Source("template", origin, block))
        chunk = file.chunk(origin.line)
        if chunk is None:
            return Source("template", origin, block)
        if note:
            return self._note(file, chunk, line, block, note)
        made = mapping.map_line(file.text, chunk.text, chunk.end, line.text, file.dialect)
        if made is None and file.dialect == "standard":  # a label that shows as text: 注：
            made = mapping.map_line(file.text, _behind_marks(file.text, chunk), chunk.end, line.text, file.dialect)
        return Source("author", origin, block, chunk, made)

    def _note(self, file: AuthorFile, chunk: Chunk, line: Line, block: str, note: int) -> Source:
        tokens = mapping.tokens_of(file.text, chunk.text, chunk.end, file.dialect)
        notes = [one for one in tokens if one.kind == "footnote"]
        if note > len(notes):
            return Source("template", file.position(chunk.start), block)
        start, end = notes[note - 1].inner
        made = mapping.map_line(file.text, start, end, line.text, file.dialect)
        mark = len(line.text) - len(line.text.lstrip(") "))
        if made is None and mark:  # a draft standard's notes begin with the bracket of their mark
            made = mapping.map_line(file.text, start, end, line.text[mark:], file.dialect)
            made = made and replace(made, cells=(*[mapping.Cell(start, start)] * mark, *made.cells))
        inner = Chunk(file.path, start, start, end, file.dialect)
        return Source("author", file.position(start), block, inner, made)

    def _cell(self, table: Table, line: Line) -> Source:
        assert line.cell is not None
        rows = (*table.header, *table.rows)
        if not 1 <= line.cell.row <= len(rows):
            return Source("template", table.origin, table.id)
        row = rows[line.cell.row - 1]
        at = row.origin or table.origin
        file = self.files.get(at.path)
        if file is None or row.origin is None:
            return self._data(line.shown, Source("template", at, table.id))
        span = _cell_span(file.line(at.line), line.cell.column)
        if span is None:
            return Source("template", at, table.id)
        start, end = (file.begins[at.line - 1] + one for one in span)
        made = mapping.map_line(file.text, start, end, line.text, file.dialect)
        chunk = Chunk(file.path, start, start, end, file.dialect)
        return Source("author", file.position(start), table.id, chunk, made)

    def _data(self, text: str, source: Source) -> Source:
        """Return the scalar of the project's files that a whole text is, else what was found."""
        found = next((one for one in self.data if one.text.strip() == text.strip()), None)
        if found is None or len(text.strip()) < 2:
            return source
        return Source("data", found.position, source.block)

    def scalar_around(self, text: str, start: int, end: int) -> Position | None:
        """Return where the part of a text from ``start`` to ``end`` was written as (part of) the project's data."""
        best: tuple[int, Position] | None = None
        for one in self.data:
            if len(one.text) < 2:
                continue
            at = text.find(one.text)
            while at >= 0:
                inside = at <= start and end <= at + len(one.text) and (start < end or at < start < at + len(one.text))
                if inside and (best is None or len(one.text) < best[0]):
                    best = len(one.text), one.position
                at = text.find(one.text, at + 1)
        return best[1] if best else None


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text of the project's YAML files and where it stands."""

    text: str
    position: Position


def every_block(blocks: Sequence[Block]) -> Iterator[Block | ListItem]:
    """Yield all blocks with the items of lists, in reading order."""
    for block in blocks:
        yield block
        if isinstance(block, ListBlock):
            for item in block.items:
                yield item
                yield from every_block(item.blocks)
        elif isinstance(block, AuthorSlot | Remark):
            yield from every_block(block.blocks)


def blocks_of_lines(lines: Sequence[Line], found: WordMap, document: Document) -> dict[int, str]:
    """Return the block of each line of a built file: that of the last bookmark in it, or of a table that goes on."""
    goes_on = {b.id for b in every_block(document.blocks) if not isinstance(b, Paragraph | Heading | Clause | ListItem)}
    goes_on |= {b.id for b in every_block(document.blocks) if isinstance(b, TermEntry)}
    order = {one.bookmark: one.place for one in found.blocks}  # LibreOffice writes bookmarks in any order
    owner: dict[int, str] = {}
    block = ""
    by_number: dict[int, str] = {}
    for place, line in enumerate(lines):
        if line.place in {"footnote", "endnote"}:
            owner[place] = by_number.get(line.note, "")
            continue
        marks = [mark for mark in line.bookmarks if mark in order]
        if marks:
            block = found.blocks[max(order[mark] for mark in marks)].id
        elif block not in goes_on:
            block = ""
        if block and not line.contents:
            owner[place] = block
            by_number[line.number] = block
    return owner


def _behind_marks(text: str, chunk: Chunk) -> int:
    for label in ("注", "示例"):
        at = text.find(label, chunk.start, chunk.text)
        if at >= 0:
            return at
    return chunk.text


def _cell_span(line: str, column: int) -> tuple[int, int] | None:
    """Return where a cell of a Markdown row stands in its line; columns count from 1."""
    bars = [at for at, c in enumerate(line) if c == "|" and (at == 0 or line[at - 1] != "\\")]
    if line.lstrip().startswith("|") is False or column >= len(bars):
        return None
    start, end = bars[column - 1] + 1, bars[column]
    inner = line[start:end]
    lead = len(inner) - len(inner.lstrip())
    return (start + lead, start + len(inner.rstrip())) if inner.strip() else (start, end)
