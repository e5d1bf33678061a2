"""The table of contents and the lists of tables and figures: fields whose cached result is already right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.document.blocks import Block, Contents, Heading, Table
from generator.document.pictures import Chart, Picture
from generator.document.walk import walk_blocks
from generator.render.docx import rules
from generator.render.docx.draft import Draft
from generator.render.docx.paragraphs import paragraph
from generator.render.docx.xml import FIELD_END, TAB, escape, field, field_begin, has_ambiguous, properties


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table of contents; ``anchor`` is the bookmark it leads to, ``page`` its shown number."""

    style: str
    label: str
    text: str
    anchor: str
    page: str


def contents(draft: Draft, block: Contents) -> str:
    """Return the contents with the lists that were asked for; lists without entries are left out."""
    parts = [_title(draft, block.title)]
    headings = [
        _heading(draft, h)
        for h in walk_blocks(draft.document.blocks)
        if isinstance(h, Heading) and h.level <= block.depth
    ]
    headings.extend(bibliography_entry(draft))
    parts.append(toc_field(draft, rf'TOC \o "1-{block.depth}" \h \z \u', headings))
    everything = list(walk_blocks(draft.document.blocks))
    for wanted, kinds, title in (
        (block.tables, (Table,), draft.say("表目录", "List of tables")),
        (block.figures, (Chart, Picture), draft.say("图目录", "List of figures")),
    ):
        listed = [b for b in everything if isinstance(b, kinds) and draft.words.label(b.id)]
        if wanted and listed:
            parts.append(_title(draft, title))
            name = draft.words.label(listed[0].id).split(" ")[0].rstrip("0123456789-.ABCDEFGH")
            parts.append(toc_field(draft, rf'TOC \h \z \c "{name}"', [_captioned(draft, b) for b in listed]))
    if not draft.pages:
        draft.report(rules.NO_PAGES, "目录还没有页码", "the contents have no page numbers yet")
    return "".join(parts)


def bibliography_entry(draft: Draft) -> list[Entry]:
    """Return the bibliography's line, none where nothing is cited."""
    if not draft.document.references:
        return []
    title = draft.say("参考文献", "References")
    return [Entry("TOC1", "", title, "_TocBibliography", draft.page("bibliography"))]


def _title(draft: Draft, text: str) -> str:
    spaced = "\u3000".join(text) if draft.chinese and len(text) == 2 else text
    return paragraph(draft, "TOCHeading", f"<w:r><w:t>{escape(draft.clean(spaced))}</w:t></w:r>")


def _heading(draft: Draft, block: Heading) -> Entry:
    text = draft.words.plain(block.inlines)
    label = draft.words.label(block.id)
    return Entry(f"TOC{min(block.level, 4)}", label, text, f"_Toc{draft.targets[block.id]}", draft.page(block.id))


def _captioned(draft: Draft, block: Block) -> Entry:
    assert isinstance(block, Table | Chart | Picture)
    gap = "\u3000" if draft.chinese else "  "
    text = draft.words.label(block.id) + gap + draft.words.plain(block.caption)
    return Entry("TableofFigures", "", text, f"_Toc{draft.targets[block.id]}", draft.page(block.id))


def toc_field(draft: Draft, instruction: str, entries: Sequence[Entry]) -> str:
    """Return a field that lists entries, its result cached; nothing where there are none."""
    if not entries:
        return ""
    parts = []
    for place, entry in enumerate(entries):
        opened = field_begin(instruction) if place == 0 else ""
        closed = FIELD_END if place == len(entries) - 1 else ""
        tabs = f'<w:tabs><w:tab w:val="left" w:pos="{_text_starts(entry)}"/></w:tabs>' if entry.label else ""
        parts.append(paragraph(draft, entry.style, opened + _line(draft, entry) + closed, extra=tabs))
    return "".join(parts)


def _text_starts(entry: Entry) -> int:
    """Return the tab stop between number and text, as Word sets it: on the entry itself, in twips."""
    if not entry.label[0].isdigit() and "." not in entry.label:
        return 1021
    return {"TOC1": 454, "TOC2": 1021}.get(entry.style, 1701)


def _line(draft: Draft, entry: Entry) -> str:
    def text(words: str) -> str:
        props = properties(hint=draft.chinese and has_ambiguous(words))
        return f'<w:r>{props}<w:t xml:space="preserve">{escape(draft.clean(words))}</w:t></w:r>'

    label = text(entry.label) + TAB if entry.label else ""
    page = field(rf"PAGEREF {entry.anchor} \h", entry.page)
    return f'<w:hyperlink w:anchor="{entry.anchor}" w:history="1">{label}{text(entry.text)}{TAB}{page}</w:hyperlink>'
