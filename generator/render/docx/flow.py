"""Blocks in reading order: each kind to the function that draws it."""

from __future__ import annotations

from collections.abc import Sequence

from generator.document.blocks import (
    AuthorSlot,
    Block,
    Contents,
    Equation,
    Heading,
    ListBlock,
    PageBreak,
    Paragraph,
    SignatureBlock,
    Table,
)
from generator.document.pictures import Chart, Picture
from generator.render.docx import inlines, rules
from generator.render.docx.contents import contents
from generator.render.docx.draft import Draft
from generator.render.docx.figures import chart, picture
from generator.render.docx.forms import signature, slot_prompt
from generator.render.docx.formulas import FormulaError
from generator.render.docx.paragraphs import FIRST_LIST, UNNUMBERED, numbered_label, paragraph
from generator.render.docx.sections import Sections, wide_from
from generator.render.docx.tables import table
from generator.render.docx.xml import TAB, escape

_STYLES = {
    "body": ("BodyTextFirstIndent", ""),
    "lead": ("BodyText", ""),
    "note": ("Note", ""),
    "source": ("Source", ""),
    "key": ("KeyFinding", ""),
    "center": ("BodyText", '<w:jc w:val="center"/>'),
    "right": ("BodyText", '<w:jc w:val="right"/>'),
}
#: Levels that a list style of ours has.
_LIST_LEVELS = 3


def _is_note(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and block.style in ("note", "source")


class Flow:
    """Draws the blocks of one part of the document."""

    def __init__(self, draft: Draft, sections: Sections) -> None:
        self.draft, self.sections = draft, sections
        self.path = [0, 0, 0, 0]
        self.annexes = 0
        self.chapter = ""

    def draw(self, blocks: Sequence[Block]) -> str:
        """Return blocks that stand in the page's own column."""
        wide = wide_from(blocks)
        parts: list[str] = []
        for place, block in enumerate(blocks):
            if not isinstance(block, AuthorSlot | PageBreak):
                parts.append(self.sections.turn(place in wide))
            after = blocks[place + 1] if place + 1 < len(blocks) else None
            if isinstance(block, Chart | Picture):
                self.draft.noted = _is_note(after)
            elif not _is_note(block):
                self.draft.noted = False
            parts.append(self._block(block, depth=-1))
        return "".join(parts)

    def _block(self, block: Block, depth: int) -> str:
        outer = self.draft.enter(block)
        drawn = self._drawn(block, depth)
        self.draft.leave(outer)
        return drawn

    def _drawn(self, block: Block, depth: int) -> str:
        draft = self.draft
        match block:
            case Paragraph():
                return self._text(block)
            case Heading():
                return self._heading(block)
            case ListBlock():
                return self._list(block, depth + 1)
            case Table():
                return table(draft, block)
            case Chart():
                return chart(draft, block)
            case Picture():
                return picture(draft, block)
            case Equation():
                return self._equation(block)
            case AuthorSlot():
                return self.draw(block.blocks) if block.written else slot_prompt(draft, block)
            case SignatureBlock():
                return signature(draft, block)
            case PageBreak():
                draft.page_break = True
                return ""
            case Contents():
                draft.page_break = len(draft.marked) > 1
                return contents(draft, block)
            case _:
                name = type(block).__name__
                draft.report(rules.NOT_DRAWN, f"没有 {name} 的写法", f"no way to draw {name}")
                return paragraph(draft, "SlotPrompt", f"<w:r><w:t>【{name}】</w:t></w:r>")

    def _text(self, block: Paragraph) -> str:
        style, extra = _STYLES[block.style]
        if self.draft.noted and _is_note(block):
            # A figure's own notes stand centred below its caption, as the caption does.
            extra = '<w:jc w:val="center"/>'
        return paragraph(self.draft, style, inlines.draw(self.draft, block.inlines), extra=extra)

    # ------------------------------------------------------------------------------------------- headings

    def _heading(self, block: Heading) -> str:
        draft = self.draft
        level = min(max(block.level, 1), 4)
        label = draft.words.label(block.id)
        numbered = block.numbered or block.annex
        if numbered:
            counted = self._count(level, annex=block.annex)
            if counted != label.replace(" ", "").removeprefix("附录").removeprefix("Annex"):
                title = draft.words.plain(block.inlines)
                draft.report(
                    rules.NUMBERING,
                    f"标题“{title}”的编号是 {label or '空'}，Word 会编成 {counted}：标题级别跳级了",
                    f"heading {title!r} is {label or 'unnumbered'}, Word would count {counted}: a level was skipped",
                )
        elif level == 1:
            self.path, self.chapter = [self.path[0], 0, 0, 0], ""
        extra = ""
        if not numbered:
            extra = UNNUMBERED
        elif self.chapter.isalpha():
            extra = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="2"/></w:numPr>'
        number = draft.targets[block.id]
        inner = draft.anchored(f"_Ref{number}", inlines.draw(draft, block.inlines))
        return paragraph(draft, f"Heading{level}", draft.anchored(f"_Toc{number}", inner), extra=extra)

    def _count(self, level: int, *, annex: bool) -> str:
        """Count a numbered heading as Word's multilevel lists do."""
        if level == 1:
            if annex:
                self.annexes += 1
                self.chapter = chr(ord("A") + (self.annexes - 1) % 26) * ((self.annexes - 1) // 26 + 1)
            else:
                self.path[0] += 1
                self.chapter = str(self.path[0])
            self.path[1:] = [0, 0, 0]
            return self.chapter
        self.path[level - 1] += 1
        self.path[level:] = [0] * (4 - level)
        return ".".join([self.chapter or "0", *(str(n) for n in self.path[1:level])])

    # ---------------------------------------------------------------------------------------------- lists

    def _list(self, block: ListBlock, depth: int) -> str:
        draft = self.draft
        draft.lists.append(block.ordered)
        number, level = FIRST_LIST - 1 + len(draft.lists), min(depth, _LIST_LEVELS - 1)
        parts = []
        for item in block.items:
            outer = draft.enter(item)
            first, *rest = item.blocks or (None,)
            marker = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
            if isinstance(first, Paragraph):
                parts.append(self._item_text(first, marker))
            else:
                parts.append(paragraph(draft, "ListParagraph", "", extra=marker))
                rest = [first, *rest] if first is not None else []
            parts.extend(self._in_item(inner_block, depth) for inner_block in rest)
            draft.leave(outer)
        return "".join(parts)

    def _in_item(self, block: Block, depth: int) -> str:
        if not isinstance(block, Paragraph):
            return self._block(block, depth)
        indent = (851, 1247, 1644)[min(depth, _LIST_LEVELS - 1)]
        return self._item_text(block, f'<w:ind w:left="{indent}"/>')

    def _item_text(self, block: Paragraph, extra: str) -> str:
        outer = self.draft.enter(block)
        text = paragraph(self.draft, "ListParagraph", inlines.draw(self.draft, block.inlines), extra=extra)
        self.draft.leave(outer)
        return text

    # ------------------------------------------------------------------------------------------ equations

    def _equation(self, block: Equation) -> str:
        draft = self.draft
        formula = self._formula(block.latex)
        label = numbered_label(draft, block.id, draft.say("式", "Equation"))
        parts = [paragraph(draft, "Equation", f"{TAB}{formula}{TAB}{label}", keep=bool(block.where))]
        for place, (symbol, meaning) in enumerate(block.where):
            lead = draft.say("式中：", "where") if place == 0 else ""
            head = f"<w:r><w:t>{lead}</w:t></w:r>" if lead else ""
            gap = (
                '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>——</w:t></w:r>'
                if draft.chinese
                else '<w:r><w:t xml:space="preserve"> – </w:t></w:r>'
            )
            inner = f"{head}{TAB}{self._formula(symbol)}{gap}{inlines.draw(draft, meaning)}"
            parts.append(paragraph(draft, "EquationWhere", inner))
        return "".join(parts)

    def _formula(self, latex: str) -> str:
        try:
            return self.draft.formula(self.draft.clean(latex))
        except FormulaError as error:
            self.draft.report(rules.NOT_DRAWN, f"公式不能转换：{latex}（{error}）", f"cannot read {latex}: {error}")
            return f"<w:r><w:t>【{escape(latex)}】</w:t></w:r>"
