"""Sections that came, went, moved or have another title or level; what went with them is told once, by the section."""

from __future__ import annotations

from collections.abc import Sequence

from generator.review.changes import BlockChange, PieceRow, SectionChange, SectionFate
from generator.review.origins import Reasons
from generator.review.pieces import Piece


def section_changes(
    blocks: Sequence[BlockChange], rows: Sequence[PieceRow], reasons: Reasons
) -> tuple[tuple[SectionChange, ...], frozenset[int]]:
    """Return the changes of sections, and the places of the block changes that they already tell."""
    found: list[SectionChange] = []
    told: set[int] = set()
    around: dict[str, list[int]] = {"added": [], "gone": [], "moved": []}
    for at, row in enumerate(rows):
        change = blocks[row.change] if row.change is not None and not row.trace else None
        if change is None or change.what != "heading" or row.change is None:
            continue
        told.add(row.change)
        if change.fate == "changed":
            fate: SectionFate = "renamed" if change.old_text != change.new_text else "level"
            found.append(_made(change, row, fate, 0, folded=False))
            continue
        inside = _inside(at, row, rows, blocks)
        folded = row.change in around[change.fate]
        around[change.fate] += [place for place in inside if blocks[place].what == "heading"]
        told.update(place for place in inside if not blocks[place].edits and blocks[place].grid is None)
        found.append(_made(change, row, change.fate, len(inside), folded=folded))
    return tuple(found), frozenset(told)


def _made(change: BlockChange, row: PieceRow, fate: SectionFate, pieces: int, *, folded: bool) -> SectionChange:
    level = max(piece.level for piece in (row.old, row.new) if piece is not None)
    old = row.old.section if row.old is not None else None
    new = row.new.section if row.new is not None else None
    return SectionChange(fate, old, new, level, change.cause, pieces, folded, change.old_origin, change.new_origin)


def _inside(at: int, row: PieceRow, rows: Sequence[PieceRow], blocks: Sequence[BlockChange]) -> list[int]:
    """Return the changes of the same fate below a heading, up to the next heading that is not below it."""
    heading = row.new or row.old
    assert heading is not None
    fate = blocks[row.change or 0].fate
    found = []
    for later in rows[at + 1 :]:
        piece = later.new if fate != "gone" else later.old
        if piece is None or later.trace:
            continue
        if _ends(piece, heading):
            break
        if later.change is not None and blocks[later.change].fate == fate:
            found.append(later.change)
    return found


def _ends(piece: Piece, heading: Piece) -> bool:
    return (piece.kind == "heading" and piece.level <= heading.level) or piece.kind == "reference"
