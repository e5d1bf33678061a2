"""Blocks of a draft standard in reading order: each kind to the function that draws it."""

from __future__ import annotations

from collections.abc import Sequence

from generator.document.blocks import (
    AuthorSlot,
    Block,
    Clause,
    Contents,
    EndLine,
    Equation,
    Heading,
    Index,
    ListBlock,
    PageBreak,
    Paragraph,
    Remark,
    Table,
    TermEntry,
)
from generator.document.pictures import Chart, Picture
from generator.render.continued import splits
from generator.render.docx import inlines
from generator.render.docx.draft import Draft
from generator.render.docx.flow import Flow
from generator.render.docx.sections import Sections, wide_from
from generator.render.docx.standard.back import contents, end_line, index, kept_with_next
from generator.render.docx.standard.figures import figure
from generator.render.docx.standard.formulas import equation
from generator.render.docx.standard.headings import GAP, Headings
from generator.render.docx.standard.numbers import DASHES, LETTERS, LITERATURE, Lists, numbered_by
from generator.render.docx.standard.paragraphs import text
from generator.render.docx.standard.tables import table
from generator.render.docx.standard.terms import remark, term_entry

_STYLES = {
    "body": ("BodyTextFirstIndent", ""),
    "lead": ("BodyTextPlain", ""),
    "note": ("Note", ""),
    "source": ("Source", ""),
    "key": ("KeyFinding", ""),
    "center": ("BodyText", '<w:jc w:val="center"/>'),
    "right": ("BodyText", '<w:jc w:val="right"/>'),
    "name": ("DocumentName", ""),
    "reference": ("Reference", ""),
    "group": ("BibliographyGroup", ""),
}
#: Styles of items: ordered or not, first or second level.
_ITEMS = {False: ("DashItem", "DotItem"), True: ("LetterItem", "NumberItem")}
_LEVELS = 3
#: The same inside an example or a note, whose text is a size smaller.
_SMALL = "Small"


class StandardFlow(Flow):
    """Draws the blocks of a draft standard; what reports have too is drawn as there."""

    def __init__(self, draft: Draft, sections: Sections) -> None:
        super().__init__(draft, sections)
        self.headings = Headings(draft)
        self.lists = Lists()
        self.small = ""
        self.splits = splits(draft.document, draft.pages)

    def draw(self, blocks: Sequence[Block]) -> str:
        """Return blocks that stand in the page's own column."""
        wide = wide_from(blocks)
        parts: list[str] = []
        place = 0
        while place < len(blocks):
            block = blocks[place]
            if not isinstance(block, AuthorSlot | PageBreak):
                parts.append(self.sections.turn(place in wide))
            place += 1
            if isinstance(block, Chart | Picture):
                notes = figure_notes(blocks[place:])
                place += len(notes)
                outer = self.draft.enter(block)
                parts.append(self._figure(block, notes))
                self.draft.leave(outer)
            elif isinstance(block, EndLine):
                parts = [kept_with_next("".join(parts)), self._block(block, depth=-1)]
            elif isinstance(block, Equation) and place > 1 and isinstance(blocks[place - 2], Clause | Paragraph):
                # What says that the formula is used stands on its page.
                parts[-2:] = [kept_with_next(parts[-2]), parts[-1], self._block(block, depth=-1)]
            else:
                parts.append(self._block(block, depth=-1))
        return "".join(parts)

    def _drawn(self, block: Block, depth: int) -> str:
        draft = self.draft
        match block:
            case Paragraph():
                return self._text(block)
            case Heading():
                return self.headings.heading(block)
            case ListBlock():
                return self._list(block, depth + 1)
            case Table():
                return table(draft, block, self.lists, self.splits.get(block.id, ()))
            case Chart() | Picture():
                return self._figure(block, ())
            case Equation():
                return equation(draft, block, self._formula)
            case Contents():
                return contents(draft, block, bibliography=lists_references(draft))
            case Clause() | Remark() | TermEntry() | Index() | EndLine():
                return self._of_standards(block)
            case _:
                return super()._drawn(block, depth)

    def _of_standards(self, block: Clause | Remark | TermEntry | Index | EndLine) -> str:
        """Draw what only standards have."""
        match block:
            case Clause():
                return self.headings.clause(block)
            case Remark():
                return remark(self.draft, block, self.lists, self._in_remark)
            case TermEntry():
                return term_entry(self.draft, block, self.headings, self.lists, self._formula)
            case Index():
                return index(self.draft, block)
            case EndLine():
                return end_line(self.draft)

    def _in_remark(self, block: Block) -> str:
        """Draw what follows the first paragraph of a note or an example."""
        self.small = _SMALL
        drawn = self._block(block, depth=-1)
        self.small = ""
        return drawn

    def _figure(self, block: Chart | Picture, notes: Sequence[Block]) -> str:
        """Draw a figure with what stands between it and its caption (9.11.1)."""

        def between() -> str:
            return kept_with_next("".join(self._block(note, depth=-1) for note in notes))

        return figure(self.draft, block, between)

    def _text(self, block: Paragraph) -> str:
        inner = inlines.draw(self.draft, block.inlines)
        if block.style == "literature":
            # Its number refers to the paragraph, as that of a clause does.
            inner = self.draft.anchored(f"_Ref{self.draft.targets[block.id]}", inner)
            return text(self.draft, "Bibliography", GAP + inner, extra=numbered_by(LITERATURE))
        style, extra = _STYLES[block.style]
        return text(self.draft, style, inner, extra=extra)

    # ---------------------------------------------------------------------------------------------- lists

    def _list(self, block: ListBlock, depth: int) -> str:
        draft = self.draft
        number, level = self.lists.new(LETTERS if block.ordered else DASHES), min(depth, _LEVELS - 1)
        style = _ITEMS[block.ordered][min(level, 1)] + self.small
        parts = []
        for item in block.items:
            outer = draft.enter(item)
            first, *rest = item.blocks or (None,)
            if not isinstance(first, Paragraph):
                rest = [first, *rest] if first is not None else []
            words = self._inner(first) if isinstance(first, Paragraph) else ""
            parts.append(text(draft, style, words, extra=numbered_by(number, level)))
            parts.extend(self._in_item(inner, depth) for inner in rest)
            draft.leave(outer)
        return "".join(parts)

    def _inner(self, block: Paragraph) -> str:
        outer = self.draft.enter(block)
        drawn = inlines.draw(self.draft, block.inlines)
        self.draft.leave(outer)
        return drawn

    def _in_item(self, block: Block, depth: int) -> str:
        if not isinstance(block, Paragraph):
            return self._block(block, depth)
        return text(self.draft, ("ItemText1" if depth == 0 else "ItemText2") + self.small, self._inner(block))


def figure_notes(after: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks right after a figure that stand above its caption: its notes and its source."""
    count = 0
    for block in after:
        note = isinstance(block, Remark) and block.kind == "note"
        if not note and not (isinstance(block, Paragraph) and block.style in ("note", "source")):
            break
        count += 1
    return after[:count]


def lists_references(draft: Draft) -> bool:
    """Whether the documents that citations name are still to be listed: no paragraph of the text does it."""
    blocks = draft.words.blocks.values()
    return bool(draft.document.references) and not any(
        isinstance(block, Paragraph) and block.style == "literature" for block in blocks
    )
