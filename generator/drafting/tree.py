"""The tree of clauses that the pieces of a draft make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.drafting.draft import Kind, Part, Piece, Section


def tree(pieces: Sequence[Piece]) -> Iterator[Section]:
    """Yield the top-level sections with their clauses below them."""
    stack: list[Section] = []
    tops: list[Section] = [Section(None, Part.COVER, "", "", 1)]
    for place, piece in enumerate(pieces):
        opened = _opened(piece, pieces[place + 1] if place + 1 < len(pieces) else None)
        if opened is None and piece.kind in (Kind.ANNEX_ROLE, Kind.ANNEX_TITLE) and tops[-1].part is Part.ANNEX:
            _name_annex(tops[-1], piece)
            continue
        if opened is None:
            implied = piece.part is not tops[-1].part
            if implied:
                tops.append(Section(None, piece.part, "", "", 1))
                stack = [tops[-1]]
            (stack[-1] if stack else tops[-1]).pieces.append(piece)
            continue
        if opened.level <= 1:
            tops.append(opened)
            stack = [opened]
            continue
        while len(stack) > 1 and stack[-1].level >= opened.level:
            stack.pop()
        if not stack:
            stack = [tops[-1]]
        stack[-1].children.append(opened)
        stack.append(opened)
    yield from (top for top in tops if top.head is not None or top.pieces or top.children)


def _opened(piece: Piece, after: Piece | None) -> Section | None:
    match piece.kind:
        case Kind.TITLE | Kind.CHAPTER:
            return Section(piece, piece.part, piece.label, piece.text.strip(), 1)
        case Kind.ANNEX:
            inline = re.match(r"^[（(](规范性|资料性)(?:附录)?[）)]\s*(.*)$", piece.text.strip())
            title, role = (inline[2], inline[1]) if inline else (piece.text.strip(), "")
            return Section(piece, Part.ANNEX, piece.label, title, 1, annex=piece.annex, role=role)
        case Kind.ANNEX_ROLE if piece.level:
            role = "规范性" if "规范性" in piece.text else "资料性"
            return Section(piece, Part.ANNEX, "", "", 1, annex=piece.annex, role=role)
        case Kind.HEADING:
            title = piece.text.strip()
            # a number alone on its line, and a sentence below it: the clause has no title
            bare = (
                not title and after is not None and after.kind is Kind.PARAGRAPH and after.text.rstrip().endswith("。")
            )
            return Section(piece, piece.part, piece.label, title, max(piece.level, 2), not bare, annex=piece.annex)
        case Kind.CLAUSE:
            return Section(piece, piece.part, piece.label, "", max(piece.level, 2), titled=False, annex=piece.annex)
        case _:
            return None


def _name_annex(section: Section, piece: Piece) -> None:
    if piece.kind is Kind.ANNEX_ROLE:
        section.role = "规范性" if "规范性" in piece.text else "资料性"
    else:
        section.title = piece.text.strip()
    section.pieces.append(piece)
