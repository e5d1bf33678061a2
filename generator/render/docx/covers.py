"""The cover that documents have whose template brings no shell of its own."""

from __future__ import annotations

from collections.abc import Mapping

from generator.base.text import Language
from generator.document.blocks import Cover
from generator.render.docx.template import TEXT_WIDTH, bare
from generator.render.docx.xml import escape, run
from generator.render.theme import Theme

#: Fields of a cover, as a shell names them.
FIELDS = ("title", "subtitle", "client", "provider", "number", "version", "date", "confidentiality")
_LABEL = 1700


def cover_values(cover: Cover) -> dict[str, str]:
    """Return what a shell's placeholders stand for."""
    return {name: getattr(cover, name) for name in FIELDS}


def cover_body(values: Mapping[str, str], theme: Theme, language: Language) -> str:
    """Return the paragraphs of a cover; empty fields are left out."""
    chinese = language == "zh"

    def line(style: str, text: str, extra: str = "") -> str:
        inner = run(text, chinese=chinese) if text else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{inner}</w:p>' if text else ""

    bar = (
        f'<w:p><w:pPr><w:pStyle w:val="CoverLine"/><w:pBdr><w:top w:val="single" w:sz="48" w:space="0" '
        f'w:color="{bare(theme.accent)}"/></w:pBdr><w:spacing w:before="0" w:after="0"/>'
        f'<w:ind w:right="{TEXT_WIDTH - 1700}"/></w:pPr></w:p>'
    )
    marks = line("CoverMark", values["confidentiality"], '<w:spacing w:before="0" w:after="0"/><w:jc w:val="right"/>')
    space = 2300 if marks else 2700
    head = line("CoverClient", values["client"], f'<w:spacing w:before="{space}" w:after="480"/>')
    title = line("Title", values["title"], '<w:spacing w:before="360" w:after="160" w:line="312" w:lineRule="auto"/>')
    return f"{marks}{head}{bar}{title}{line('Subtitle', values['subtitle'])}{_details(values, theme, chinese=chinese)}"


def _details(values: Mapping[str, str], theme: Theme, *, chinese: bool) -> str:
    labels = (
        ("provider", "编制单位", "Prepared by"),
        ("number", "文件编号", "Document no."),
        ("version", "版　　本", "Version"),
        ("date", "日　　期", "Date"),
    )
    rows = "".join(
        _row(zh if chinese else en, values[name], theme, chinese=chinese) for name, zh, en in labels if values[name]
    )
    gap = '<w:p><w:pPr><w:pStyle w:val="CoverLine"/><w:spacing w:before="4000" w:after="0"/></w:pPr></w:p>'
    if not rows:
        return ""
    return (
        f'{gap}<w:tbl><w:tblPr><w:tblStyle w:val="PlainTable"/><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0400" w:firstRow="0" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid><w:gridCol w:w="{_LABEL}"/>'
        f'<w:gridCol w:w="{TEXT_WIDTH - _LABEL}"/></w:tblGrid>{rows}</w:tbl>'
    )


def _row(label: str, value: str, theme: Theme, *, chinese: bool) -> str:
    rule = f'<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="{bare(theme.rule)}"/></w:tcBorders>'
    muted = f'<w:rPr><w:color w:val="{bare(theme.muted)}"/></w:rPr>'
    name = f'<w:r>{muted}<w:t xml:space="preserve">{escape(label)}</w:t></w:r>'
    words = run(value, chinese=chinese) if value else ""
    cells = _cell(_LABEL, rule, name) + _cell(TEXT_WIDTH - _LABEL, rule, words)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(width: int, rule: str, inner: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{rule}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="CoverLine"/></w:pPr>{inner}</w:p></w:tc>'
    )
