"""Sections: cover without header, front matter in Roman numerals, body in Arabic ones, landscape for wide tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.document.blocks import Block, Contents, Heading, Paragraph, Table
from generator.render.docx.draft import Draft
from generator.render.docx.paragraphs import paragraph
from generator.render.docx.template import (
    BOTTOM_MARGIN,
    HEADER_MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SIDE_MARGIN,
    TEXT_WIDTH,
    TEXT_WIDTH_LANDSCAPE,
    TOP_MARGIN,
)
from generator.render.docx.xml import DECLARED, HEAD, TAB, escape, has_ambiguous, properties
from generator.render.docx.xml import field as word_field


def body_starts(blocks: Sequence[Block]) -> int:
    """Return the index of the first block of the body: the first numbered chapter, else what follows the contents."""
    for place, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level == 1 and block.numbered and not block.annex:
            return place
    after = [place + 1 for place, block in enumerate(blocks) if isinstance(block, Contents)]
    return after[-1] if after else 0


def wide_from(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the indexes of blocks that lie on landscape pages.

    A wide table takes along the headings right before it, a chapter's opening with up to three paragraphs, and the
    notes right after it.
    """
    wide: set[int] = set()
    for place, block in enumerate(blocks):
        if isinstance(block, Table) and block.landscape:
            wide.update(range(_opening(blocks, place), place + 1))
        elif place - 1 in wide and isinstance(block, Paragraph) and block.style in ("note", "source"):
            wide.add(place)
    return frozenset(wide)


def _opening(blocks: Sequence[Block], place: int) -> int:
    first = place
    while first and isinstance(blocks[first - 1], Heading):
        first -= 1
    start, paragraphs = first, 0
    while start and isinstance(blocks[start - 1], Heading | Paragraph) and paragraphs <= 3:
        start -= 1
        block = blocks[start]
        paragraphs += isinstance(block, Paragraph)
        if isinstance(block, Heading) and block.level == 1 and paragraphs <= 3:
            return start
    return first


@dataclass(slots=True)
class Sections:
    """Ends sections where page orientation or numbering changes."""

    draft: Draft
    numbering: str = ""
    started: bool = False
    landscape: bool = False
    furniture: dict[str, str] = field(default_factory=dict)

    def begin(self, numbering: str) -> None:
        """Begin a part of the document that counts its pages anew: ``upperRoman`` or ``decimal``."""
        self.numbering, self.started, self.landscape = numbering, False, False

    def turn(self, landscape: bool) -> str:
        """Return the end of the present section where the orientation changes, else nothing."""
        if landscape == self.landscape:
            return ""
        ended = self.end()
        self.landscape = landscape
        return ended

    def end(self) -> str:
        """Return a paragraph that ends the present section."""
        self.draft.page_break = False
        return paragraph(self.draft, "SectionEnd", "", extra=self.properties())

    def properties(self) -> str:
        """Return the properties of the present section."""
        start = "" if self.started else ' w:start="1"'
        self.started = True
        kind = "landscape" if self.landscape else "portrait"
        header, footer = self._part("header", kind), self._part("footer", kind)
        return section_properties(
            f'<w:headerReference w:type="default" r:id="{header}"/>'
            f'<w:footerReference w:type="default" r:id="{footer}"/>',
            f'<w:pgNumType w:fmt="{self.numbering}"{start}/>',
            landscape=self.landscape,
        )

    def _part(self, part: str, kind: str) -> str:
        key = f"{part}-{kind}"
        if key not in self.furniture:
            number = 1 if kind == "portrait" else 2
            width = TEXT_WIDTH if kind == "portrait" else TEXT_WIDTH_LANDSCAPE
            write = _header if part == "header" else _footer
            self.draft.parts[f"word/{part}{number}.xml"] = write(self.draft, width)
            self.furniture[key] = self.draft.relations.add(part, f"{part}{number}.xml")
        return self.furniture[key]


def section_properties(references: str, numbering: str, *, landscape: bool = False) -> str:
    """Return ``w:sectPr`` for an A4 page that begins a new page."""
    width, height = (PAGE_HEIGHT, PAGE_WIDTH) if landscape else (PAGE_WIDTH, PAGE_HEIGHT)
    turned = ' w:orient="landscape"' if landscape else ""
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{TOP_MARGIN}" w:right="{SIDE_MARGIN}" w:bottom="{BOTTOM_MARGIN}" w:left="{SIDE_MARGIN}" '
        f'w:header="{HEADER_MARGIN}" w:footer="{HEADER_MARGIN}" w:gutter="0"/>{numbering}'
        '<w:cols w:space="425"/></w:sectPr>'
    )


def _header(draft: Draft, width: int) -> str:
    cover = draft.document.cover
    left = draft.document.header or cover.title
    right = cover.confidentiality or (cover.client if cover.client not in left else cover.number)
    inner = _words(draft, left) + (TAB + _words(draft, right) if right else "")
    return f"{HEAD}<w:hdr {DECLARED}>{_furnished('Header', inner, width)}</w:hdr>"


def _footer(draft: Draft, width: int) -> str:
    inner = _words(draft, draft.document.footer) + TAB + word_field("PAGE", "1")
    return f"{HEAD}<w:ftr {DECLARED}>{_furnished('Footer', inner, width)}</w:ftr>"


def _words(draft: Draft, text: str) -> str:
    if not text:
        return ""
    props = properties(hint=draft.chinese and has_ambiguous(text))
    return f'<w:r>{props}<w:t xml:space="preserve">{escape(draft.clean(text))}</w:t></w:r>'


def _furnished(style: str, inner: str, width: int) -> str:
    tabs = ""
    if width != TEXT_WIDTH:
        tabs = f'<w:tabs><w:tab w:val="clear" w:pos="{TEXT_WIDTH}"/><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{tabs}</w:pPr>{inner}</w:p>'
