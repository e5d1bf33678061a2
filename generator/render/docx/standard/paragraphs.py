"""Paragraphs of a draft standard, and the labels of its tables, figures and formulas as fields."""

from __future__ import annotations

import re

from generator.document.inlines import Footnote, Inlines
from generator.render.docx import inlines, rules
from generator.render.docx.draft import Draft
from generator.render.docx.paragraphs import paragraph
from generator.render.docx.xml import escape, field, unbroken

#: 图1, 表A.2, (3), （B.1）.
_LABEL = re.compile(
    r"^(?P<head>[^\d(（A-Z]*(?:Table|Figure)? ?[(（]?)(?:(?P<annex>[A-Z]+)\.)?(?P<number>\d+)(?P<tail>[)）]?)$"
)
#: Styles whose paragraphs keep apart from a table before them by a space of their own.
_SPACED = (
    "Chapter",
    "Clause",
    "Annex",
    "FrontTitle",
    "BackTitle",
    "TableCaption",
    "AfterTable",
    "SectionEnd",
    "EndLine",
)
#: Paragraph properties that follow spacing in the schema's order.
_FROM_SPACING = re.compile(r"<w:(?:spacing|ind|jc|outlineLvl|sectPr)\b")
#: Styles of running text, whose lines lie on the grid.
_ON_GRID = ("BodyText", "Untitled", "AnnexUntitled", "Term", "Dash", "Dot", "Letter", "Number", "Item", "Equation")
_AFTER_SPACING = re.compile(r"<w:(?:ind|jc|outlineLvl|sectPr)\b")
_ANNEX_STYLE = "标准文件_附录标识"


def text(draft: Draft, style: str, inner: str, *, keep: bool = False, extra: str = "") -> str:
    """Return a paragraph; right after a table it stands half a line below it."""
    if draft.after_table and not style.startswith(_SPACED) and "<w:spacing" not in extra:
        place = found.start() if (found := _AFTER_SPACING.search(extra)) else len(extra)
        extra = f'{extra[:place]}<w:spacing w:before="156"/>{extra[place:]}'
    draft.after_table = False
    if "<m:oMath" in inner and style.startswith(_ON_GRID):
        # LibreOffice sets a formula off the line where lines lie on the page's grid.
        place = found.start() if (found := _FROM_SPACING.search(extra)) else len(extra)
        extra = f'{extra[:place]}<w:snapToGrid w:val="0"/>{_lined(extra[place:])}'
    return paragraph(draft, style, inner, keep=keep, extra=extra)


def _lined(extra: str) -> str:
    """Return paragraph properties with lines at least as high as those of the grid."""
    line = 'w:line="312" w:lineRule="atLeast"/>'
    if extra.startswith("<w:spacing"):
        return extra.replace("/>", f" {line}", 1)
    return f"<w:spacing {line}{extra}"


def spread(title: str, size: int, blanks: int, width: int) -> str:
    """Return the properties that spread a short title: ``blanks`` characters of ``size`` twips between its own.

    The words stay as they are, so that contents and navigation show them without blanks.
    """
    count = len(title)
    room = count * size + (count - 1) * blanks * size
    if not 2 <= count <= 6 or room > width:
        return ""
    left = (width - room) // 2
    return f'<w:ind w:left="{left}" w:right="{width - room - left}"/><w:jc w:val="distribute"/>'


def label(draft: Draft, block_id: str, sequence: str = "") -> str:
    """Return a label inside its bookmark: the annex's letter by STYLEREF, the number by SEQ, results cached.

    Each annex has a sequence of its own, so that Word and LibreOffice count it from one without a switch.
    """
    whole = draft.clean(draft.words.label(block_id))
    found = _LABEL.match(whole)
    if not found:
        draft.report(rules.NUMBERING, f"块 {block_id} 没有编号", f"block {block_id} has no number")
        return f"<w:r><w:t>{escape(whole or '【?】')}</w:t></w:r>"
    annex, number = found["annex"] or "", int(found["number"])
    name = (sequence or found["head"].strip()) + annex
    last = draft.sequences.get(name, ("", 0))[1]
    draft.sequences[name] = (annex, number)
    head = f"<w:r>{unbroken(found['head'])}</w:r>" if found["head"] else ""
    tail = f"<w:r><w:t>{escape(found['tail'])}</w:t></w:r>" if found["tail"] else ""
    parts = []
    if annex:
        parts.append(field(rf"STYLEREF {_ANNEX_STYLE} \s", annex) + "<w:r><w:t>.</w:t></w:r>")
    restart = "" if number == last + 1 else rf" \r {number}"
    parts.append(field(rf"SEQ {name} \* ARABIC{restart}", str(number)))
    # References to a formula bring brackets of their own.
    inner, before = ("".join(parts), head) if tail else (head + "".join(parts), "")
    return before + draft.anchored(f"_Ref{draft.targets[block_id]}", inner) + tail


def caption(draft: Draft, block_id: str, words: Inlines, *, above: bool) -> str:
    """Return number and title, one blank apart: a table's above it, a figure's below (9.7.2, 9.8.2)."""
    style = ("Annex" if _in_annex(draft, block_id) else "") + ("TableCaption" if above else "FigureCaption")
    inner = label(draft, block_id)
    if words:
        inner += f'<w:r><w:t xml:space="preserve">\u3000</w:t></w:r>{inlines.draw(draft, words)}'
    return text(draft, style, draft.anchored(f"_Toc{draft.targets[block_id]}", inner), keep=above)


def continued(draft: Draft, style: str, block_id: str, words: Inlines, *, keep: bool) -> str:
    """Return the caption of a part on a further page: number, title, and that it goes on (9.7.3, 9.8.3)."""
    number = field(f"REF _Ref{draft.targets[block_id]} \\h", draft.words.label(block_id))
    bare = tuple(inline for inline in words if not isinstance(inline, Footnote))  # it stands where it stood first
    title = f'<w:r><w:t xml:space="preserve">\u3000</w:t></w:r>{inlines.draw(draft, bare)}'
    more = draft.say("（续）", " (continued)")
    again = f'<w:r><w:rPr><w:rStyle w:val="ContinuedChar"/></w:rPr><w:t xml:space="preserve">{more}</w:t></w:r>'
    return paragraph(draft, style, number + title + again, keep=keep)


def _in_annex(draft: Draft, block_id: str) -> bool:
    found = _LABEL.match(draft.words.label(block_id))
    return found is not None and bool(found["annex"])


def unit_line(draft: Draft, unit: str) -> str:
    """Return the statement of the one unit of a table or figure, at its upper right (9.7.4.1, 9.8.4)."""
    from generator.document.display import unit_text

    if not unit:
        return ""
    name = unit_text(unit, draft.document.language)
    words = draft.say(f"单位为{name}", f"Unit: {name}")
    return text(draft, "TableUnit", f'<w:r><w:t xml:space="preserve">{escape(draft.clean(words))}</w:t></w:r>')
