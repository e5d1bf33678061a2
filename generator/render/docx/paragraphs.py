"""Paragraphs, and what every caption is made of."""

from __future__ import annotations

import re

from generator.document.inlines import Inlines
from generator.render.docx import inlines, rules
from generator.render.docx.draft import Draft
from generator.render.docx.xml import escape, field, unbroken

#: A label with a chapter (图 3-1, 表 A-2, (4-1)) or without one (Figure 3).
_LABEL = re.compile(r"^(?P<head>\D*?)(?:(?P<chapter>[A-Z]+|\d+)(?P<joint>[-.–]))?(?P<number>\d+)(?P<tail>\D*)$")

#: Takes a heading out of the headings' numbering.
UNNUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr><w:ind w:left="0" w:firstLine="0"/>'
#: Numberings up to here belong to headings, annexes, the bibliography; lists come after.
FIRST_LIST = 5

#: Styles whose paragraphs have no space of their own above, and the space they get after a table, in twips.
_WITHOUT_SPACE = frozenset({"BodyText", "BodyTextFirstIndent", "ListParagraph", "Note", "Source"})
_AFTER_TABLE = 180


def paragraph(draft: Draft, style: str, inner: str, *, keep: bool = False, extra: str = "") -> str:
    """Return a paragraph. ``extra`` holds further paragraph properties in schema order, from ``w:numPr`` on.

    It carries the bookmarks of the blocks that begin with it, and a page break that was asked for.
    """
    keep_next = "<w:keepNext/>" if keep else ""
    page_break = ""
    if draft.page_break:
        draft.page_break = False
        page_break = "<w:pageBreakBefore/>"
    if draft.after_table:
        draft.after_table = False
        if style in _WITHOUT_SPACE:
            extra = _spaced(extra)
    content = draft.wrapped(inner) if draft.pending else inner
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep_next}{page_break}{extra}</w:pPr>{content}</w:p>'


def _spaced(extra: str) -> str:
    """Put space before the first text after a table, in its place among the paragraph properties."""
    head, mark, rest = extra.rpartition("</w:numPr>")
    return f'{head}{mark}<w:spacing w:before="{_AFTER_TABLE}"/>{rest}'


def numbered_label(draft: Draft, block_id: str, sequence: str = "") -> str:
    r"""Return a block's label as fields inside its bookmark: chapter by STYLEREF, number by SEQ, results cached.

    LibreOffice 7.4 keeps the cached result of STYLEREF, recounts SEQ and ignores its switch ``\s``: the first caption
    of a chapter therefore also says ``\r 1``, which both programs count alike. Without a label there is a finding.
    """
    label = draft.clean(draft.words.label(block_id))
    found = _LABEL.match(label)
    if not found:
        draft.report(rules.NUMBERING, f"块 {block_id} 没有编号", f"block {block_id} has no number")
        return f"<w:r><w:t>{escape(label or '【?】')}</w:t></w:r>"
    name = sequence or found["head"].strip()
    chapter, number = found["chapter"] or "", int(found["number"])
    last_chapter, last = draft.sequences.get(name, ("", 0))
    restart = rf" \r {number}" if chapter != last_chapter or number != last + 1 else ""
    draft.sequences[name] = (chapter, number)
    head = f"<w:r>{unbroken(found['head'])}</w:r>" if found["head"] else ""
    if chapter:
        head += field(r"STYLEREF 1 \s", chapter) + f"<w:r>{unbroken(found['joint'])}</w:r>"
    by_chapter = r" \s 1" if chapter else ""
    count = field(rf"SEQ {name} \* ARABIC{by_chapter}{restart}", str(number))
    tail = f"<w:r><w:t>{escape(found['tail'])}</w:t></w:r>" if found["tail"] else ""
    return draft.anchored(f"_Ref{draft.targets[block_id]}", head + count + tail)


def caption(draft: Draft, block_id: str, words: Inlines, *, above: bool) -> str:
    """Return a caption: a table's stands above and stays with it, a figure's below."""
    label = numbered_label(draft, block_id)
    gap = "\u3000" if draft.chinese else "  "
    inner = f'{label}<w:r><w:t xml:space="preserve">{gap}</w:t></w:r>{inlines.draw(draft, words)}'
    inner = draft.anchored(f"_Toc{draft.targets[block_id]}", inner)
    below = 20 if draft.noted else 240
    spacing = "" if above else f'<w:spacing w:before="80" w:after="{below}"/>'
    return paragraph(draft, "Caption", inner, keep=above, extra=spacing)
