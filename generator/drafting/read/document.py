"""Our own draft standard, from its block tree: nothing is guessed, every piece knows its file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.document.blocks import (
    Block,
    Clause,
    Document,
    Equation,
    Heading,
    Index,
    ListBlock,
    Paragraph,
    Remark,
    Table,
    TermEntry,
)
from generator.document.inlines import Footnote, Inlines
from generator.document.pictures import Chart, Picture
from generator.document.walk import walk_inlines
from generator.document.wording import Wording
from generator.drafting.draft import CellPlace, Draft, Kind
from generator.drafting.raw import Raw
from generator.drafting.structure import structured

_PARAGRAPHS = {
    "name": Kind.NAME,
    "reference": Kind.REFERENCE,
    "literature": Kind.LITERATURE,
    "source": Kind.SOURCE,
}
_DASH, _LETTERS = ("——", "·"), ("a)", "1)")


def read_document(document: Document, kind: str = "") -> Draft:
    """Return the draft that a composed document is."""
    cover = document.standard
    name = "　".join(cover.names) if cover else document.cover.title
    reader = _Reader(Wording.of(document))
    raws = list(reader.all(document.blocks))
    return structured(raws, document.id, "engine", kind, name=name)


class _Reader:
    def __init__(self, words: Wording) -> None:
        self.words = words
        self.tables = 0

    def all(self, blocks: Iterable[Block], depth: int = 0) -> Iterator[Raw]:
        """Yield the paragraphs of blocks, with footnotes behind the block that holds them."""
        for block in blocks:
            yield from self._block(block, depth)
            for inlines in _running(block):
                for inline in walk_inlines(inlines):
                    if isinstance(inline, Footnote):
                        yield Raw(block.origin, self._text(inline.inlines), kind=Kind.FOOTNOTE)

    def _text(self, inlines: Inlines) -> str:
        return self.words.plain(inlines)

    def _block(self, block: Block, depth: int) -> Iterator[Raw]:
        match block:
            case Heading():
                yield from self._heading(block)
            case Paragraph():
                kind = _PARAGRAPHS.get(block.style, Kind.PARAGRAPH)
                yield Raw(block.origin, self._text(block.inlines), kind=kind)
            case Clause():
                label = self.words.label(block.id)
                yield Raw(block.origin, self._text(block.inlines), label, block.level, Kind.CLAUSE)
            case Remark():
                yield from self._remark(block)
            case TermEntry():
                yield from self._term(block)
            case ListBlock():
                yield from self._list(block, depth)
            case Table():
                yield from self._table(block)
            case Equation():
                yield from self._equation(block)
            case _:
                yield from self._other(block)

    def _other(self, block: Block) -> Iterator[Raw]:
        match block:
            case Picture() | Chart():
                label = self.words.label(block.id)
                yield Raw(block.origin, self._text(block.caption), label, kind=Kind.FIGURE_CAPTION)
            case Index():
                for _, entries in block.groups:
                    for entry in entries:
                        places = "，".join(self.words.label(target) for target in entry.targets)
                        yield Raw(block.origin, f"{entry.word}　{places}", kind=Kind.INDEX)
            case _:
                return

    def _heading(self, block: Heading) -> Iterator[Raw]:
        text, label = self._text(block.inlines), self.words.label(block.id)
        if block.annex and block.level == 1:
            role = {"normative": "规范性", "informative": "资料性"}.get(block.role, "")
            yield Raw(block.origin, "", label, kind=Kind.ANNEX)
            if role:
                yield Raw(block.origin, f"（{role}）", kind=Kind.ANNEX_ROLE)
            yield Raw(block.origin, text, kind=Kind.ANNEX_TITLE)
        elif not block.numbered and block.level == 1:
            yield Raw(block.origin, text, kind=Kind.TITLE)
        else:
            kind = Kind.CHAPTER if block.level == 1 else Kind.HEADING
            yield Raw(block.origin, text, label, block.level, kind)

    def _remark(self, block: Remark) -> Iterator[Raw]:
        kind = Kind.NOTE if block.kind == "note" else Kind.EXAMPLE
        label = self.words.label(block.id)
        for inner in self.all(block.blocks):
            inside = inner.kind in (Kind.CELL, Kind.TABLE_CAPTION, Kind.FORMULA, Kind.SYMBOL)
            yield inner if inside else Raw(inner.position, inner.text, label, kind=kind)
            label = ""

    def _term(self, block: TermEntry) -> Iterator[Raw]:
        at = block.origin
        english = "; ".join(part for part in (block.english, block.abbreviation) if part)
        yield Raw(at, "", self.words.label(block.id), block.level, Kind.TERM_NUMBER)
        yield Raw(at, f"{block.term}　{english}", kind=Kind.TERM)
        yield Raw(at, self._text(block.definition), kind=Kind.PARAGRAPH)
        for kind, word, listed in (
            (Kind.EXAMPLE, "示例", block.examples),
            (Kind.NOTE, "注", block.notes),
        ):
            for place, inlines in enumerate(listed, start=1):
                label = f"{word}{place}：" if len(listed) > 1 else f"{word}："
                yield Raw(at, self._text(inlines), label, kind=kind)
        if block.source:
            yield Raw(at, f"[来源：{block.source}]", kind=Kind.SOURCE)

    def _list(self, block: ListBlock, depth: int) -> Iterator[Raw]:
        for place, item in enumerate(block.items):
            family = _LETTERS if block.ordered else _DASH
            mark = family[min(depth, 1)]
            if block.ordered:
                mark = f"{chr(ord('a') + place % 26)})" if depth == 0 else f"{place + 1})"
            first = True
            for inner in item.blocks:
                if isinstance(inner, ListBlock):
                    yield from self._list(inner, depth + 1)
                elif first and isinstance(inner, Paragraph):
                    yield Raw(item.origin, self._text(inner.inlines), mark, kind=Kind.ITEM, depth=depth + 1)
                else:
                    yield from self._block(inner, depth)
                first = False

    def _table(self, block: Table) -> Iterator[Raw]:
        at, number = block.origin, self.tables
        self.tables += 1
        if block.caption:
            yield Raw(at, self._text(block.caption), self.words.label(block.id), kind=Kind.TABLE_CAPTION)
        if block.unit:
            yield Raw(at, block.unit if "单位" in block.unit else f"单位为{block.unit}", kind=Kind.UNIT)
        for row_place, row in enumerate((*block.header, *block.rows)):
            header, column = row_place < len(block.header), 0
            for cell in row.cells:
                where = CellPlace(number, row_place, column, header=header)
                yield Raw(row.origin or at, self._text(cell.inlines), cell=where)
                column += cell.colspan
        for place, note in enumerate(block.notes, start=1):
            yield Raw(at, self._text(note), f"注{place}：" if len(block.notes) > 1 else "注：", kind=Kind.NOTE)
        for place, note in enumerate(block.footnotes):
            yield Raw(at, self._text(note), chr(ord("a") + place), kind=Kind.FOOTNOTE)

    def _equation(self, block: Equation) -> Iterator[Raw]:
        label = self.words.label(block.id)
        yield Raw(block.origin, f"{block.latex} …… {label}", kind=Kind.FORMULA)
        for place, (symbol, meaning) in enumerate(block.where):
            lead = "式中：" if place == 0 else ""
            yield Raw(block.origin, f"{lead}{symbol}——{self._text(meaning)}", kind=Kind.SYMBOL)


def _running(block: Block) -> Iterator[Inlines]:
    """Yield the inlines in which footnotes of the text may stand."""
    match block:
        case Heading() | Paragraph() | Clause():
            yield block.inlines
        case TermEntry():
            yield block.definition
        case _:
            return
