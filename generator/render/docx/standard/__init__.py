"""Draft standards as GB/T 1.1-2020 lays them out: chosen by the theme ``standard``, drawn by modules of their own."""

from __future__ import annotations

from generator.document.blocks import Block, Heading, Paragraph
from generator.render.docx.draft import Draft
from generator.render.docx.sections import body_starts
from generator.render.docx.standard.cover import cover
from generator.render.docx.standard.flow import StandardFlow, lists_references
from generator.render.docx.standard.formulas import upright
from generator.render.docx.standard.headings import GAP
from generator.render.docx.standard.numbers import LITERATURE, numbered_by
from generator.render.docx.standard.page import TEXT_WIDTH, StandardSections
from generator.render.docx.standard.paragraphs import text
from generator.render.docx.xml import escape

__all__ = ["body", "cover", "note_separator"]


def body(draft: Draft) -> tuple[str, str]:
    """Return all that follows the cover, and the lists that its paragraphs are numbered by."""
    blocks = draft.document.blocks
    start, draft.body_start = _text_starts(blocks)
    draft.formula = upright(draft.formula)
    sections = StandardSections(draft)
    flow = StandardFlow(draft, sections)
    parts = []
    if start:
        sections.begin("upperRoman")
        parts += [flow.draw(blocks[:start]), sections.end()]
    sections.begin("decimal")
    flow.headings.front = False
    parts += [flow.draw(blocks[start:]), _references(draft)]
    if draft.pending or draft.after_table:
        parts.append(text(draft, "SectionEnd", ""))
    parts.append(sections.properties())
    return "".join(parts), flow.lists.xml()


def _text_starts(blocks: tuple[Block, ...]) -> tuple[int, str]:
    """Return the place of the first block of the text, its name, and the id of the heading on that page."""
    start = body_starts(blocks)
    heading = next((b.id for b in blocks[start:] if isinstance(b, Heading)), "")
    named = next((i for i, b in enumerate(blocks) if isinstance(b, Paragraph) and b.style == "name"), start)
    return min(start, named), heading


def _references(draft: Draft) -> str:
    """Return the list of cited documents where no paragraph of the text is one."""
    if not lists_references(draft):
        return ""
    title = draft.anchored("_TocBibliography", f"<w:r><w:t>{draft.say('参考文献', 'Bibliography')}</w:t></w:r>")
    parts = [text(draft, "BackTitle", title)]
    for place, entry in enumerate(draft.document.references, start=1):
        words = f'<w:r><w:t xml:space="preserve">{escape(draft.clean(entry.text))}</w:t></w:r>'
        anchored = draft.anchored(f"_RefBib{place:04d}", words)
        parts.append(text(draft, "Bibliography", GAP + anchored, extra=numbered_by(LITERATURE)))
    return "".join(parts)


def note_separator(kind: str) -> str:
    """Return the rule above footnotes: a quarter of the text's width, which Word's own separator is not (10.4.4).

    The paragraph's border is the rule. Word's separator stands below it in white: without one, LibreOffice draws none.
    """
    return (
        '<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:pBdr>'
        '<w:spacing w:after="0" w:line="60" w:lineRule="exact"/>'
        f'<w:ind w:right="{TEXT_WIDTH - TEXT_WIDTH // 4}"/></w:pPr>'
        f'<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:{kind}/></w:r></w:p>'
    )
