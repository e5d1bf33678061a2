"""Inlines as runs: text, numbers in content controls, references as fields, footnotes, formulas, links."""

from __future__ import annotations

from urllib.parse import urlsplit

from generator.document.blocks import Block, Clause, Equation, Heading, Paragraph, Remark, TermEntry
from generator.document.inlines import (
    Citation,
    CrossRef,
    FactRef,
    Footnote,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    Str,
)
from generator.render.docx import rules
from generator.render.docx.draft import Control, Draft
from generator.render.docx.formulas import FormulaError
from generator.render.docx.xml import NEEDS_CARE, control, escape, field, has_ambiguous, properties

_SCHEMES = ("https", "http", "mailto")


def draw(draft: Draft, inlines: Inlines, *, bold: bool = False, style: str = "") -> str:
    """Return the runs of inlines; ``bold`` and the character style ``style`` hold for all of them."""
    if not (bold or style) and len(inlines) == 1 and type(inlines[0]) is Str and (plain := _as_it_is(inlines[0])):
        return plain
    return "".join([_draw(draft, inline, bold, style) for inline in inlines])


def _as_it_is(inline: Str) -> str:
    """Return the run of text without emphasis or special characters, else nothing: most cells and paragraphs."""
    text = inline.text
    if inline.bold or inline.italic or inline.code or inline.subscript or inline.superscript or NEEDS_CARE.search(text):
        return ""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _draw(draft: Draft, inline: Inline, bold: bool, style: str) -> str:
    match inline:
        case Str():
            return _text(draft, inline, bold, style)
        case FactRef():
            return _fact(draft, inline, bold, style)
        case CrossRef():
            return _reference(draft, inline, bold, style)
        case Citation():
            return _citation(draft, inline)
        case Footnote():
            return _footnote(draft, inline)
        case Math():
            return _math(draft, inline)
        case Link():
            return _link(draft, inline, bold)
        case LineBreak():
            return "<w:r><w:br/></w:r>"
        case _:
            draft.report(rules.NOT_DRAWN, f"不能写成 Word 的行内元素：{inline!r}", f"no Word form for {inline!r}")
            return _plain(draft, "【?】", bold, style)


def _plain(draft: Draft, text: str, bold: bool = False, style: str = "") -> str:
    hint = draft.chinese and has_ambiguous(text)
    props = properties(bold, hint=hint, style=style)
    return f'<w:r>{props}<w:t xml:space="preserve">{escape(draft.clean(text))}</w:t></w:r>' if text else ""


def _text(draft: Draft, inline: Str, bold: bool, style: str) -> str:
    text = inline.text
    if not text:
        return ""
    hint = draft.chinese and has_ambiguous(text)
    props = properties(
        bold or inline.bold, inline.italic, inline.code, inline.subscript, inline.superscript, hint, style
    )
    return f'<w:r>{props}<w:t xml:space="preserve">{escape(draft.clean(text))}</w:t></w:r>'


def _fact(draft: Draft, ref: FactRef, bold: bool, style: str) -> str:
    found = draft.shown(ref)
    if found is None:
        return _plain(draft, "【?】", bold, style)
    shown, text = found
    number = len(draft.controls) + 1
    heavy = bold or ref.bold
    # Only the number is inside: LibreOffice doubles a control whose text changes script, as in "0.7 t/万元".
    draft.controls.append(Control(f"t{number:06d}", ref.key, shown, shown.text, draft.block, draft.row, draft.column))
    unit = _plain(draft, text.removeprefix(shown.text).replace(" ", "\u00a0"), heavy, style)
    return control(number, shown.text, properties(heavy, style=style)) + unit


def _reference(draft: Draft, ref: CrossRef, bold: bool, style: str) -> str:
    if not draft.known_target(ref):
        return _plain(draft, f"【{ref.target}】", bold, style)
    words, label = draft.words.reference(ref.target), draft.words.label(ref.target)
    switch, core = number_switches(draft, draft.words.blocks[ref.target], label)
    core = core or words.strip("“”")
    before, _, after = words.partition(core)
    props = properties(bold, hint=draft.chinese and has_ambiguous(core), style=style)
    middle = field(f"REF _Ref{draft.targets[ref.target]}{switch}", draft.clean(core), props)
    return _plain(draft, before, bold, style) + middle + _plain(draft, after, bold, style)


def number_switches(draft: Draft, target: Block, label: str) -> tuple[str, str]:
    """Return the switches of a reference and its result: the number of a paragraph, or the text of a bookmark."""
    numbered = isinstance(target, Heading | Clause | TermEntry | Remark) or (
        isinstance(target, Paragraph) and target.style == "literature"
    )
    if draft.standard and isinstance(target, Equation):
        # The words around it bring brackets of their own: 公式（1）.
        label = label.strip("()（）")
    return (r" \r \h" if label and numbered else r" \h"), label


def _citation(draft: Draft, citation: Citation) -> str:
    text = draft.words.citation(citation.reference)
    props = properties(superscript=True)
    if citation.reference not in draft.words.cited:
        draft.report(
            rules.UNKNOWN_TARGET,
            f"参考文献没有 {citation.reference}",
            f"the bibliography does not hold {citation.reference}",
        )
        return f"<w:r>{props}<w:t>{escape(text)}</w:t></w:r>"
    return field(f"REF _RefBib{draft.words.cited[citation.reference]:04d} \\r \\h", text, props)


def _footnote(draft: Draft, note: Footnote) -> str:
    if draft.in_note:
        draft.report(rules.NOT_DRAWN, f"脚注 {note.id} 不能放在脚注里", f"footnote {note.id} stands inside a footnote")
        return _plain(draft, f"【{draft.words.plain(note.inlines)}】")
    number = len(draft.footnotes) + 1
    draft.footnotes.append("")
    draft.note_blocks.append(draft.block)
    outer, draft.relations = draft.relations, draft.note_relations
    draft.in_note = True
    inner = draw(draft, note.inlines)
    draft.in_note = False
    draft.relations = outer
    # A draft standard marks its footnotes 1), 2); Word's number formats have no bracket (GB/T 1.1-2020, 9.12.1).
    closed = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:t>)</w:t></w:r>' if draft.standard else ""
    draft.footnotes[number - 1] = (
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f'{closed}<w:r><w:t xml:space="preserve"> </w:t></w:r>{inner}</w:p></w:footnote>'
    )
    mark = f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
    return mark + closed


def _math(draft: Draft, inline: Math) -> str:
    try:
        return draft.formula(draft.clean(inline.latex))
    except FormulaError as error:
        draft.report(
            rules.NOT_DRAWN, f"公式不能转换：{inline.latex}（{error}）", f"cannot read {inline.latex}: {error}"
        )
        return _plain(draft, f"【{inline.latex}】")


def _link(draft: Draft, link: Link, bold: bool) -> str:
    try:
        parts = urlsplit(link.url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in _SCHEMES:
        draft.report(rules.LINK, f"链接 {link.url!r} 不是网页或邮箱", f"{link.url!r} is no web or mail address")
        return draw(draft, link.inlines, bold=bold)
    rid = draft.relations.add("hyperlink", draft.clean(link.url), external=True)
    inner = draw(draft, link.inlines, bold=bold, style="Hyperlink")
    return f'<w:hyperlink r:id="{rid}" w:history="1">{inner}</w:hyperlink>'
