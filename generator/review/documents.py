"""Two documents laid side by side: sections, text, tables, charts, and every number that is shown otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.base.edits import word_edits
from generator.document.blocks import Document
from generator.document.wording import Wording
from generator.review.changes import BlockChange, DocumentChanges, DocumentFate, Fate, NumberChange, PieceRow, Reason
from generator.review.cover import cover_changes
from generator.review.grids import grid_change
from generator.review.origins import Reasons, Sources, template_differs
from generator.review.pairing import pair_pieces
from generator.review.pieces import Piece, document_title, pieces_of
from generator.review.sections import section_changes
from generator.review.shown import Books, number_changes, numbers_in
from generator.review.side import Side


@dataclass(frozen=True, slots=True)
class Compared:
    """A document's changes, with how the blocks of the old side are called on the new one."""

    changes: DocumentChanges
    blocks: Mapping[str, str]


def compare_documents(old: Side, new: Side, document: str, books: Books) -> Compared:
    """Compare one document of two sides; a side that does not have it counts as an empty one."""
    before, after = old.documents.get(document), new.documents.get(document)
    some = after or before
    assert some is not None
    names = (old.templates.get(document, ""), new.templates.get(document, ""))
    if any(is_unmade(one, document) for one in (old, new)):
        made = DocumentChanges(document, "unmade", some.language, document_title(some), *names)
        return Compared(made, {})
    wordings = (Wording.of(before or _empty(some)), Wording.of(after or _empty(some)))
    pieces = (pieces_of(wordings[0]), pieces_of(wordings[1]))
    rows = pair_pieces(*pieces)
    sources = [Sources(side, name, side.project is not None) for side, name in zip((old, new), names, strict=True)]
    reasons = Reasons(sources[0], sources[1], template_differs(old, new, document))
    reader = _Comparison(document, wordings, reasons, books)
    blocks: list[BlockChange] = []
    laid: list[PieceRow] = []
    moved: dict[str, int] = {}
    for row in rows:
        change = None if row.trace else reader.change(row)
        if change is not None:
            blocks.append(change)
            if row.moved and row.old is not None:
                moved[row.old.id] = len(blocks) - 1
        laid.append(replace(row, change=len(blocks) - 1 if change is not None else None))
    laid = [replace(r, change=moved.get(r.old.id)) if r.trace and r.old is not None else r for r in laid]
    sections, folded = section_changes(blocks, laid, reasons)
    blocks = [replace(block, folded=True) if at in folded else block for at, block in enumerate(blocks)]
    cover = cover_changes(before, after, reasons.template_differs) if before and after else ()
    fate = _fate(before, after, bool(cover or blocks or sections or reader.renumbered or names[0] != names[1]))
    changes = DocumentChanges(
        document,
        fate,
        some.language,
        document_title(some),
        *names,
        cover,
        sections,
        tuple(blocks),
        tuple(laid),
        len(pieces[1]),
        sum(1 for piece in pieces[1] for _ in numbers_in(piece)),
        reader.renumbered,
    )
    return Compared(changes, {r.old.id: r.new.id for r in laid if r.old is not None and r.new is not None})


def is_unmade(side: Side, document: str) -> bool:
    """Whether a side has not got a document that it orders, or cannot say what it orders."""
    return document not in side.documents and (not is_read(side) or document in side.templates)


def is_read(side: Side) -> bool:
    """Whether a side came as far as its documents."""
    return side.ledger is not None or bool(side.documents)


def _empty(document: Document) -> Document:
    return replace(document, blocks=(), references=())


def _fate(old: Document | None, new: Document | None, differs: bool) -> DocumentFate:
    if old is None:
        return "added"
    return "gone" if new is None else "changed" if differs else "same"


class _Comparison:
    """Compares the pieces of one document that stand side by side."""

    def __init__(self, document: str, wordings: tuple[Wording, Wording], reasons: Reasons, books: Books) -> None:
        self.document, self.wordings, self.reasons, self.books = document, wordings, reasons, books
        self.renumbered = 0

    def change(self, row: PieceRow) -> BlockChange | None:
        """Return what became of a row, ``None`` where nothing but perhaps its number changed."""
        old, new = row.old, row.new
        if old is not None and new is not None:
            return self._pair(old, new, row.moved)
        if new is not None:
            return self._made("added", None, new, (self.reasons.of_one(new, came=True),))
        assert old is not None
        return self._made("gone", old, None, (self.reasons.of_one(old, came=False),))

    def _pair(self, old: Piece, new: Piece, moved: bool) -> BlockChange | None:
        differs = old.text != new.text or old.grid != new.grid or old.level != new.level
        if not differs and not moved:
            self.renumbered += old.label != new.label
            return None
        numbers = number_changes(old, new, self.wordings, self.books) if differs else ()
        words = old.text != new.text or old.grid != new.grid
        causes = self._causes(old, new, numbers) if words else (self._placed_by(old, new),)
        change = self._made("moved" if moved else "changed", old, new, causes)
        grid = grid_change(old.grid, new.grid) if old.grid is not None and new.grid is not None else None
        edits = word_edits(old.text, new.text) if differs and grid is None else ()
        return replace(change, edits=edits, numbers=numbers, grid=grid, worded=old.written != new.written)

    def _causes(self, old: Piece, new: Piece, numbers: tuple[NumberChange, ...]) -> tuple[Reason, ...]:
        if old.written != new.written:
            first = self.reasons.of_pair(old, new)
            return tuple(dict.fromkeys((*first, *_number_causes(numbers))))
        return _number_causes(numbers) or ("numbering",)

    def _placed_by(self, old: Piece, new: Piece) -> Reason:
        """Return why a piece stands elsewhere, or a heading at another level."""
        own = self.reasons.old.is_own(old.origin) or self.reasons.new.is_own(new.origin)
        return "wording" if own else "template" if self.reasons.template_differs else "data"

    def _made(self, fate: Fate, old: Piece | None, new: Piece | None, causes: tuple[Reason, ...]) -> BlockChange:
        piece = new or old
        assert piece is not None
        numbers = number_changes(old, new, self.wordings, self.books) if old is None or new is None else ()
        return BlockChange(
            self.document,
            fate,
            piece.kind,
            piece.section,
            old.section if old is not None and new is not None and old.section != new.section else None,
            piece.label,
            old.id if old is not None else "",
            new.id if new is not None else "",
            old.origin if old is not None else None,
            new.origin if new is not None else None,
            old.text if old is not None else "",
            new.text if new is not None else "",
            causes,
            numbers=numbers,
        )


def _number_causes(numbers: tuple[NumberChange, ...]) -> tuple[Reason, ...]:
    """Return ``data`` where a fact behind a number changed, ``rounding`` where only its digits did."""
    if not numbers:
        return ()
    only_digits = all(not number.unexplained and not number.shares for number in numbers)
    return ("rounding",) if only_digits else ("data",)
