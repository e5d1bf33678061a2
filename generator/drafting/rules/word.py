"""What rules of layout ask of a Word file: the paragraph of a piece, sections, page breaks."""

from __future__ import annotations

from collections.abc import Iterator

from generator.drafting.draft import Draft, Part, Piece
from generator.word import WordParagraph, WordSection


def of_paragraph(draft: Draft, piece: Piece) -> WordParagraph | None:
    """Return the paragraph that a piece was read from."""
    if draft.word is None or not piece.paragraph:
        return None
    return draft.word.paragraphs[piece.paragraph - 1]


def sections_of(draft: Draft) -> Iterator[tuple[WordSection, Piece | None]]:
    """Yield the sections of the file, each with its first piece."""
    if draft.word is None:
        return
    first: dict[int, Piece] = {}
    for piece in draft.pieces:
        paragraph = of_paragraph(draft, piece)
        if paragraph is not None:
            first.setdefault(paragraph.section, piece)
    for section in draft.word.sections:
        yield section, first.get(section.number)


def first_text_section(draft: Draft) -> tuple[WordSection, Piece] | None:
    """Return the section in which chapter 1 stands, with its head; ``None`` where there is none."""
    scope = draft.section(Part.SCOPE)
    head = scope.head if scope is not None else None
    paragraph = of_paragraph(draft, head) if head is not None else None
    if draft.word is None or head is None or paragraph is None:
        return None
    return draft.word.sections[paragraph.section - 1], head


def new_page(draft: Draft, piece: Piece) -> bool | None:
    """Whether a piece begins a page: by its own break, one right before it, or a new section; ``None``: unknown."""
    paragraph = of_paragraph(draft, piece)
    if draft.word is None or paragraph is None:
        return None
    if paragraph.page_break_before or paragraph.text.startswith("\f") or paragraph.number == 1:
        return True
    before = draft.word.paragraphs[paragraph.number - 2]
    while not before.text.strip(" \t\n") and before.number > 1 and before.section == paragraph.section:
        before = draft.word.paragraphs[before.number - 2]
    if before.section != paragraph.section:
        return draft.word.sections[paragraph.section - 1].type != "continuous"
    return before.text.rstrip(" \t\n").endswith("\f")


def mm(twips: int) -> str:
    """Return a length in millimetres with one decimal."""
    return f"{twips / 56.6929:.1f}"
