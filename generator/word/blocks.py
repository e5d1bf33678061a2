"""Reading what stands in a story: paragraphs, tables in tables, text boxes, content controls around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.word.formats import Properties, own_paragraph
from generator.word.inline import Inline, Story, locks
from generator.word.model import (
    CellPlace,
    Indents,
    Label,
    NoteReference,
    Spacing,
    WordBlock,
    WordCell,
    WordParagraph,
    WordRow,
    WordTable,
)
from generator.word.names import Element, attr, child, chosen, every, name, path, switch, twips, value, whole
from generator.word.numbering import Counters, Numbering
from generator.word.styles import Styles, borders_of
from generator.word.tracing import Trace

_TOC_STYLE = re.compile(r"toc \d|table of figures", re.IGNORECASE)
_PASSED = {"w:customXml", "w:ins", "w:moveTo", "w:smartTag", "w:sdtContent"}


@dataclass(slots=True)
class Context:
    """What all stories of a file share, and what they leave behind."""

    styles: Styles
    numbering: Numbering
    paragraphs: int = 0
    body_paragraphs: int = 0
    tables: int = 0
    sections: int = 1
    traces: list[Trace] = field(default_factory=list)
    section_ends: list[tuple[Element, int]] = field(default_factory=list)
    comment_places: list[tuple[int, bool, tuple[int, int]]] = field(default_factory=list)
    note_places: list[tuple[Trace, list[NoteReference]]] = field(default_factory=list)


class Blocks:
    """The reader of one story; ``numbered`` is off for headers, footers and comments."""

    def __init__(self, context: Context, story: Story, *, numbered: bool = True) -> None:
        self._context = context
        self._story = story
        self._numbered = numbered
        self._counters = Counters(context.numbering)
        self._anchor: Element | None = None

    def read(self, container: Element, cell: CellPlace | None = None) -> tuple[WordBlock, ...]:
        """Read the blocks of a container in order."""
        found: list[WordBlock] = []
        joined: list[Element] = []
        for one in self._children(container):
            kind = name(one)
            if kind == "w:p":
                joined.append(one)
                if not mark_gone(one):
                    self._paragraph(found, joined, cell)
                    joined = []
            elif kind == "w:tbl":
                self._paragraph(found, joined, cell, rest=True)
                joined = []
                self._table(found, one)
        self._paragraph(found, joined, cell, rest=bool(found) and not isinstance(found[-1], WordTable))
        return tuple(found)

    def _children(self, container: Element) -> Iterator[Element]:
        """The paragraphs and tables of a container, through controls and other wrappers."""
        for one in container:
            kind = name(one)
            if kind in {"w:p", "w:tbl"}:
                yield one
            elif kind == "w:sdt":
                yield from self._control(one)
            elif kind in _PASSED:
                yield from self._children(one)
            elif kind == "mc:AlternateContent":
                branch = chosen(one)
                if branch is not None:
                    yield from self._children(branch)

    def _control(self, one: Element) -> Iterator[Element]:
        contents = value(path(one, "w:sdtPr", "w:docPartObj"), "w:docPartGallery") == "Table of Contents"
        content, held = child(one, "w:sdtContent"), locks(one)
        self._story.contents += contents
        self._story.locked += held
        if content is not None:
            yield from self._children(content)
        self._story.contents -= contents
        self._story.locked -= held

    def _paragraph(
        self, found: list[WordBlock], joined: list[Element], cell: CellPlace | None, *, rest: bool = False
    ) -> None:
        """Read one paragraph of elements that deleted marks join; ``rest``: the last mark is deleted too."""
        if not joined:
            return
        last = joined[-1]
        direct = own_paragraph(last)
        styles = self._context.styles
        style = str(direct.get("style") or styles.default("paragraph"))
        inline = Inline(self._story, styles, style)
        for one in joined:
            inline.walk(one)
        inline.finish()
        if rest and inline.empty:
            return
        number = self._number()
        found.append(self._value(number, inline, style, direct, cell))
        self._trace(number, inline, tuple(joined))
        section = path(last, "w:pPr", "w:sectPr")
        for drawn in inline.drawn:
            self._text_box(found, drawn, cell)
        if section is not None and self._numbered and not self._story.text_box and not self._story.note:
            self._context.section_ends.append((section, self._context.paragraphs))
            self._context.sections += 1

    def _number(self) -> int:
        if not self._numbered:
            return 0
        self._context.paragraphs += 1
        if not self._story.note:
            self._context.body_paragraphs = self._context.paragraphs
        return self._context.paragraphs

    def _trace(self, number: int, inline: Inline, elements: tuple[Element, ...]) -> None:
        if not self._numbered:
            return
        story = self._story
        trace = Trace(
            number, story.part, elements, inline.pieces, inline.in_toc, story.text_box, story.note, inline.note_marks
        )
        trace.anchor = self._anchor
        self._context.traces.append(trace)
        if inline.notes:
            self._context.note_places.append((trace, inline.notes))
        self._context.comment_places += [(n, opens, (number, at)) for n, opens, at in inline.comments]

    def _text_box(self, found: list[WordBlock], drawn: Element, cell: CellPlace | None) -> None:
        for box in text_boxes(drawn):
            story = Story(self._story.part, self._story.relations, self._story.closed, note=self._story.note)
            story.text_box = True
            inner = Blocks(self._context, story, numbered=self._numbered)
            inner._anchor = self._anchor if self._anchor is not None else drawn
            found.extend(inner.read(box, cell))

    def _value(
        self, number: int, inline: Inline, style: str, direct: Properties, cell: CellPlace | None
    ) -> WordParagraph:
        styles = self._context.styles
        resolved = self._resolved(style, direct)
        style_name = styles.name(style)
        known: Properties = {key: resolved[key] for key in ("outline", "alignment") if key in resolved}
        known |= {k: bool(resolved[k]) for k in ("page_break_before", "keep_next", "keep_lines") if k in resolved}
        return WordParagraph(
            number,
            inline.text,
            tuple(inline.spans),
            style,
            style_name,
            tuple(styles.name(one) for one in styles.chain(style)),
            indents=Indents(**{k: resolved[k] for k in Indents.__slots__ if k in resolved}),
            spacing=Spacing(**{k: resolved[k] for k in Spacing.__slots__ if k in resolved}),
            label=self._label(resolved),
            in_toc=inline.in_toc or bool(_TOC_STYLE.fullmatch(style_name)),
            in_text_box=self._story.text_box,
            fields=tuple(inline.fields),
            links=tuple(inline.links),
            notes=tuple(inline.notes),
            objects=tuple(inline.objects),
            bookmarks=tuple(inline.bookmarks),
            hidden=tuple(inline.hidden),
            cell=cell,
            section=self._context.sections,
            **known,
        )

    def _resolved(self, style: str, direct: Properties) -> Properties:
        """Properties after inheritance; a list's indents stand just below what names the list."""
        styles = self._context.styles
        found: Properties = {}
        for key, own in [*styles.paragraph_levels(style), ("", direct)]:
            if own.get("number_id") is not None or (own.get("level") is not None and found.get("number_id")):
                named = {**found, **own}
                level = self._level(named, key or style)
                said = self._context.numbering.level(named.get("number_id", 0), level)
                found |= said.paragraph if said is not None else {}
                found["level"] = level
            found |= {k: v for k, v in own.items() if k != "level"}
        return found

    def _level(self, named: Properties, style: str) -> int:
        chain = self._context.styles.chain(style)
        linked = self._context.numbering.level_of_style(named.get("number_id", 0), chain)
        if linked is not None and "level" not in named:
            return linked
        return int(named.get("level", 0))

    def _label(self, resolved: Properties) -> Label | None:
        if not resolved.get("number_id"):
            return None
        return self._counters.label(resolved["number_id"], resolved.get("level", 0))

    def _table(self, found: list[WordBlock], table: Element) -> None:
        self._context.tables += 1
        number = self._context.tables
        properties = child(table, "w:tblPr")
        style = value(properties, "w:tblStyle") or self._context.styles.default("table")
        borders = {**self._context.styles.table_borders(style), **borders_of(child(properties, "w:tblBorders"))}
        rows: list[WordRow] = []
        for row in _inside(table, "w:tr"):
            said = child(row, "w:trPr")
            if said is not None and child(said, "w:del") is not None:
                continue
            cells = self._cells(row, said, number, len(rows) + 1)
            rows.append(WordRow(cells, bool(switch(said, "w:tblHeader"))))
        if rows:
            found.append(WordTable(number, tuple(rows), style, borders, self._story.text_box))
        else:
            self._context.tables -= 1

    def _cells(self, row: Element, said: Element | None, table: int, at: int) -> tuple[WordCell, ...]:
        column = 1 + (whole(value(said, "w:gridBefore", "0")) or 0)
        found = []
        for one in _inside(row, "w:tc"):
            properties = child(one, "w:tcPr")
            if child(properties, "w:cellDel") is not None:
                continue
            span = max(whole(value(properties, "w:gridSpan", "1")) or 1, 1)
            merged = child(properties, "w:vMerge")
            merge = "" if merged is None else attr(merged, "val", "continue")
            width = child(properties, "w:tcW")
            blocks = self.read(one, CellPlace(table, at, column))
            found.append(
                WordCell(
                    blocks,
                    column,
                    span,
                    "restart" if merge == "restart" else "continue" if merge else "",
                    0 if width is None else twips(attr(width, "w")) or 0,
                    borders_of(child(properties, "w:tcBorders")),
                )
            )
            column += span
        return tuple(found)


def _inside(container: Element, wanted: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, through controls around them."""
    for one in container:
        kind = name(one)
        if kind == wanted:
            yield one
        elif kind in _PASSED or kind == "w:sdt":
            yield from _inside(one, wanted)


def mark_gone(paragraph: Element) -> bool:
    """Whether the paragraph's mark is deleted, so that its text joins the next paragraph."""
    marked = path(paragraph, "w:pPr", "w:rPr")
    if marked is None or path(paragraph, "w:pPr", "w:sectPr") is not None:
        return False
    return child(marked, "w:del") is not None or child(marked, "w:moveFrom") is not None


def text_boxes(drawn: Element) -> Iterator[Element]:
    """The text boxes of a drawing, each once: not those inside another, and one branch of alternate content."""
    if next(every(drawn, "w:txbxContent"), None) is None:
        return
    waiting = [drawn]
    while waiting:
        one = waiting.pop()
        if name(one) == "w:txbxContent":
            yield one
        elif name(one) == "mc:AlternateContent":
            branch = chosen(one)
            waiting += [] if branch is None else [branch]
        else:
            waiting += reversed(one)
