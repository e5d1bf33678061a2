"""What people fill in: author slots that wait for their text, and signature lines."""

from __future__ import annotations

from generator.document.blocks import AuthorSlot, SignatureBlock
from generator.render.docx.draft import Draft
from generator.render.docx.paragraphs import paragraph
from generator.render.docx.template import bare
from generator.render.docx.xml import run

_LABEL_WIDTH, _VALUE_WIDTH = 2000, 4200


def slot_prompt(draft: Draft, slot: AuthorSlot) -> str:
    """Return a boxed paragraph that says what is to be written here, by whom and in which file."""
    prompt = draft.say(f"【待填写】{slot.prompt}", f"[To be written] {slot.prompt}")
    parts = [run(draft.clean(prompt), bold=True, chinese=draft.chinese)]
    details = []
    if slot.responsible:
        details.append(draft.say(f"责任人：{slot.responsible}", f"Responsible: {slot.responsible}"))
    if slot.file and draft.document.audience != "public":
        details.append(draft.say(f"文件：{slot.file}", f"File: {slot.file}"))
    if details:
        parts.append("<w:r><w:br/></w:r>")
        parts.append(run(draft.clean(draft.say("；", "; ").join(details)), chinese=draft.chinese))
    return paragraph(draft, "SlotPrompt", "".join(parts)) + paragraph(draft, "AfterTable", "")


def signature(draft: Draft, block: SignatureBlock) -> str:
    """Return lines with a rule to sign on."""
    color = bare(draft.theme.muted)
    rule = f'<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="{color}"/></w:tcBorders>'
    rows = []
    for place, (label, value) in enumerate(block.lines):
        keep = "<w:keepNext/>" if place < len(block.lines) - 1 else ""
        cells = (
            _cell(_LABEL_WIDTH, "", draft.wrapped(run(draft.clean(label), chinese=draft.chinese)), keep),
            _cell(_VALUE_WIDTH, rule, run(draft.clean(value), chinese=draft.chinese) if value else "", keep),
        )
        height = '<w:trPr><w:cantSplit/><w:trHeight w:val="680" w:hRule="atLeast"/></w:trPr>'
        rows.append(f"<w:tr>{height}{''.join(cells)}</w:tr>")
    grid = f'<w:gridCol w:w="{_LABEL_WIDTH}"/><w:gridCol w:w="{_VALUE_WIDTH}"/>'
    total = _LABEL_WIDTH + _VALUE_WIDTH
    before = paragraph(draft, "AfterTable", "")
    if not rows:
        return before
    draft.after_table = True
    return (
        f'{before}<w:tbl><w:tblPr><w:tblStyle w:val="PlainTable"/><w:tblW w:w="{total}" w:type="dxa"/>'
        '<w:jc w:val="right"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0400" w:firstRow="0" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _cell(width: int, borders: str, inner: str, keep: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{borders}<w:vAlign w:val="bottom"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{keep}</w:pPr>{inner}</w:p></w:tc>'
    )
