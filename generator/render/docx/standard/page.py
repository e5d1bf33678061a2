"""Pages of a draft standard: mirrored margins, number in the head, pages counted at the outer edge (10.1, annex E)."""

from __future__ import annotations

from dataclasses import dataclass

from generator.render.docx.draft import Draft
from generator.render.docx.sections import Sections
from generator.render.docx.template import PAGE_HEIGHT, PAGE_WIDTH
from generator.render.docx.xml import DECLARED, HEAD, escape, field, has_ambiguous, properties

#: In twips: 25 mm at the binding, 20 mm at the outer edge and at the foot, the document's number 25 mm from the top.
INSIDE, OUTSIDE, TOP, BOTTOM, HEADER, FOOTER = 1418, 1134, 1928, 1134, 1418, 1134
TEXT_WIDTH = PAGE_WIDTH - INSIDE - OUTSIDE
TEXT_WIDTH_LANDSCAPE = PAGE_HEIGHT - INSIDE - OUTSIDE
#: A line of text, to which "one line above and below" refers: 15.6 pt.
LINE_PITCH = 312

_PLACES = (("default", "", 1), ("even", "Even", 2))


@dataclass(slots=True)
class StandardSections(Sections):
    """Sections with heads and feet of their own for odd and even pages; each part begins on an odd page."""

    def properties(self) -> str:
        """Return the properties of the present section."""
        first, self.started = not self.started, True
        references = "".join(
            f'<w:{part}Reference w:type="{kind}" r:id="{self._furnished(part, style, number)}"/>'
            for part in ("header", "footer")
            for kind, style, number in _PLACES
        )
        start = ' w:start="1"' if first else ""
        return page_properties(
            references,
            f'<w:pgNumType w:fmt="{self.numbering}"{start}/>',
            "oddPage" if first else "nextPage",
            landscape=self.landscape,
        )

    def _furnished(self, part: str, style: str, number: int) -> str:
        key = f"{part}{number}"
        if key not in self.furniture:
            write = _header if part == "header" else _footer
            self.draft.parts[f"word/{key}.xml"] = write(self.draft, style)
            self.furniture[key] = self.draft.relations.add(part, f"{key}.xml")
        return self.furniture[key]


def page_properties(references: str, numbering: str, kind: str, *, landscape: bool = False) -> str:
    """Return ``w:sectPr`` of an A4 page whose lines lie on a grid, so that a line is as high in every program."""
    width, height = (PAGE_HEIGHT, PAGE_WIDTH) if landscape else (PAGE_WIDTH, PAGE_HEIGHT)
    turned = ' w:orient="landscape"' if landscape else ""
    return (
        f'<w:sectPr>{references}<w:type w:val="{kind}"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{TOP}" w:right="{OUTSIDE}" w:bottom="{BOTTOM}" w:left="{INSIDE}" '
        f'w:header="{HEADER}" w:footer="{FOOTER}" w:gutter="0"/>{numbering}'
        f'<w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="{LINE_PITCH}"/></w:sectPr>'
    )


def _header(draft: Draft, style: str) -> str:
    assert draft.document.standard is not None
    text = draft.document.standard.number
    props = properties(hint=draft.chinese and has_ambiguous(text))
    words = f'<w:r>{props}<w:t xml:space="preserve">{escape(draft.clean(text))}</w:t></w:r>'
    return f"{HEAD}<w:hdr {DECLARED}>{_line('Header' + style, words)}</w:hdr>"


def _footer(draft: Draft, style: str) -> str:
    return f"{HEAD}<w:ftr {DECLARED}>{_line('Footer' + style, field('PAGE', '1'))}</w:ftr>"


def _line(style: str, inner: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'
