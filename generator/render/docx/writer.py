"""From a Document to the bytes of a .docx."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.findings import Outcome, in_order
from generator.document.blocks import Document, Heading
from generator.render.docx import rules, standard
from generator.render.docx.covers import cover_body, cover_values
from generator.render.docx.dates import stamp
from generator.render.docx.draft import Draft
from generator.render.docx.flow import Flow
from generator.render.docx.formulas import Convert, omml
from generator.render.docx.mapping import map_parts
from generator.render.docx.package import Relations, packed
from generator.render.docx.paragraphs import FIRST_LIST, UNNUMBERED, paragraph
from generator.render.docx.sections import Sections, body_starts, section_properties
from generator.render.docx.template import base_parts
from generator.render.docx.xml import DECLARED, HEAD, escape
from generator.render.theme import find_theme

if TYPE_CHECKING:
    from generator.render.docx.shell import Fill

_PROPERTIES = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def write(
    document: Document,
    *,
    pictures: Mapping[str, bytes],
    pages: Mapping[str, int] | None,
    shell: bytes | None = None,
    fill: Fill | None = None,
    formula: Convert = omml,
    plan: bool = False,
) -> Outcome[bytes]:
    """Return the document as .docx: the same document gives the same bytes.

    Args:
        document: what to write.
        pictures: PNG by block id, for the pictures that Word cannot draw.
        pages: sheet (from 1) of the whole file by block id, read from a rendering; none before the first one.
        shell: the template's ``shell.docx``, whose body becomes the cover; without it our own cover is used.
        fill: fills a shell as :func:`generator.render.docx.shell.filled` does; it may keep what it once filled.
        formula: converts a formula as :func:`generator.render.docx.formulas.omml` does; it may keep what it made.
        plan: whether the file is only to be rendered, to see where the tables of a standard break over pages.
    """
    theme = find_theme(document.theme)
    draft = Draft.of(document, theme, pictures, pages or {})
    draft.formula, draft.plan = formula, plan
    layout = _STANDARD if draft.standard else _REPORT
    base = dict(base_parts(theme, document.language, standard=draft.standard))
    for name, target in (
        ("styles", "styles.xml"),
        ("numbering", "numbering.xml"),
        ("settings", "settings.xml"),
        ("fontTable", "fontTable.xml"),
        ("theme", "theme/theme1.xml"),
        ("footnotes", "footnotes.xml"),
        ("customXml", "../customXml/item1.xml"),
    ):
        draft.relations.add(name, target)
    body = _cover(draft, base, shell, fill, layout.cover)
    drawn, lists = layout.body(draft)
    body += drawn
    root = f"<w:document {DECLARED}><w:body>{body}</w:body></w:document>"
    draft.parts["word/document.xml"] = HEAD + root
    draft.parts["word/styles.xml"] = base["styles"]
    draft.parts["word/numbering.xml"] = _numbering(base["numbering"], lists)
    draft.parts["word/settings.xml"] = base["settings"]
    draft.parts["word/fontTable.xml"] = base["font_table"]
    draft.parts["word/theme/theme1.xml"] = base["theme"]
    draft.parts["word/footnotes.xml"] = _footnotes(draft, layout.separator)
    if draft.note_relations.entries:
        draft.parts["word/_rels/footnotes.xml.rels"] = draft.note_relations.xml()
    draft.parts["word/_rels/document.xml.rels"] = draft.relations.xml()
    draft.parts.update(map_parts(draft, body))
    draft.parts.update(_properties(draft))
    return Outcome(packed(draft.parts), in_order(draft.findings))


def _cover(
    draft: Draft, base: dict[str, str], shell: bytes | None, fill: Fill | None, own: Callable[[Draft], str]
) -> str:
    """Return the cover with its section; a shell that cannot be used leaves a finding and our own cover."""
    values = cover_values(draft.document.cover)
    for value in values.values():
        draft.clean(value)
    if shell is not None:
        from generator.render.docx.shell import ShellError, merged_cover

        try:
            return merged_cover(draft, base, shell, values, fill)
        except ShellError as error:
            draft.report(rules.SHELL, f"shell.docx 不能使用：{error.zh}", f"shell.docx cannot be used: {error.en}")
    return own(draft)


def _own_cover(draft: Draft) -> str:
    body = cover_body(cover_values(draft.document.cover), draft.theme, draft.document.language)
    return body + paragraph(draft, "SectionEnd", "", extra=section_properties("", ""))


def _body(draft: Draft) -> tuple[str, str]:
    """Return all that follows the cover, and the lists that its paragraphs are numbered by."""
    blocks = draft.document.blocks
    start = body_starts(blocks)
    if start < len(blocks) and isinstance(blocks[start], Heading):
        draft.body_start = blocks[start].id
    sections = Sections(draft)
    flow = Flow(draft, sections)
    parts = []
    if start:
        sections.begin("upperRoman")
        parts += [flow.draw(blocks[:start]), sections.end()]
    sections.begin("decimal")
    parts += [flow.draw(blocks[start:]), _bibliography(draft, sections)]
    if draft.pending or draft.after_table:
        parts.append(paragraph(draft, "SectionEnd", ""))
    parts.append(sections.properties())
    return "".join(parts), _lists(draft)


def _bibliography(draft: Draft, sections: Sections) -> str:
    """Return the list of cited documents; each entry is what its citations refer to."""
    entries = draft.document.references
    if not entries:
        return ""
    parts = [sections.turn(False)]
    title = draft.say("参考文献", "References")
    inner = draft.anchored("_TocBibliography", f"<w:r><w:t>{title}</w:t></w:r>")
    parts.append(paragraph(draft, "Heading1", inner, extra=UNNUMBERED))
    for place, entry in enumerate(entries, start=1):
        text = f'<w:r><w:t xml:space="preserve">{escape(draft.clean(entry.text))}</w:t></w:r>'
        parts.append(paragraph(draft, "Bibliography", draft.anchored(f"_RefBib{place:04d}", text)))
    return "".join(parts)


def _lists(draft: Draft) -> str:
    """Give every list a numbering of its own that starts at one."""
    rows = []
    for place, ordered in enumerate(draft.lists):
        levels = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>' for level in range(3)
        )
        rows.append(
            f'<w:num w:numId="{place + FIRST_LIST}"><w:abstractNumId w:val="{5 if ordered else 4}"/>{levels}</w:num>'
        )
    return "".join(rows)


def _numbering(base: str, lists: str) -> str:
    return base.replace("<!--more-num-->", lists).replace("<!--more-abstract-->", "")


def _separator(kind: str) -> str:
    empty = '<w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{}/></w:r></w:p>'
    return empty.format(kind)


def _footnotes(draft: Draft, separator: Callable[[str], str]) -> str:
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{place}">{separator(kind)}</w:footnote>'
        for place, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    return f"{HEAD}<w:footnotes {DECLARED}>{separators}{''.join(draft.footnotes)}</w:footnotes>"


@dataclass(frozen=True, slots=True)
class _Layout:
    """What draws the parts in which a draft standard and a report are laid out differently."""

    cover: Callable[[Draft], str]
    body: Callable[[Draft], tuple[str, str]]
    separator: Callable[[str], str]


_REPORT = _Layout(_own_cover, _body, _separator)
_STANDARD = _Layout(standard.cover, standard.body, standard.note_separator)


def _properties(draft: Draft) -> dict[str, bytes | str]:
    document, when = draft.document, stamp(draft.document.date)
    core = (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.cover.title)}</dc:title><dc:subject>{escape(document.cover.subtitle)}</dc:subject>"
        f"<dc:creator>{escape(document.cover.provider)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(document.cover.provider)}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified>'
        f"<dc:language>{'en-US' if document.language == 'en' else 'zh-CN'}</dc:language>"
        f"<cp:version>{escape(document.cover.version)}</cp:version></cp:coreProperties>"
    )
    app = (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>Tanwen</Application><Company>{escape(document.cover.provider)}</Company></Properties>"
    )
    package = Relations()
    package.add("officeDocument", "word/document.xml")
    package.add(_PROPERTIES, "docProps/core.xml")
    package.add("extended-properties", "docProps/app.xml")
    return {"docProps/core.xml": core, "docProps/app.xml": app, "_rels/.rels": package.xml()}
