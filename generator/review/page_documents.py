"""A document side by side: what changed with its words marked, what stayed folded, what moved linked both ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.base.text import Language
from generator.ledger.spelling import place
from generator.render.html.markup import tag, text
from generator.review.changes import BlockChange, DocumentChanges, NumberChange, PieceRow
from generator.review.inputs import shares_text
from generator.review.page_grids import grid_markup, marked, whole
from generator.review.phrases import say, word
from generator.review.pieces import Piece

#: So few headings that stayed are not folded away, but left out.
_FEW = 4


def side_by_side(document: DocumentChanges, prefix: str, names: tuple[str, str], language: Language) -> str:
    """Return the document's rows; ``prefix`` keeps its anchors apart from those of other documents."""
    heads = "".join(tag("div", text(name), class_="head") for name in names)
    return tag("div", heads + "".join(_Rows(document, prefix, language).markup()), class_="sides")


class _Rows:
    """Writes the rows of one document."""

    def __init__(self, document: DocumentChanges, prefix: str, language: Language) -> None:
        self.document, self.prefix, self.language = document, prefix, language
        self.section = ""

    def markup(self) -> Iterator[str]:
        quiet: list[PieceRow] = []
        for row in self.document.rows:
            if row.change is None:
                quiet.append(row)
                continue
            yield from self._folded(quiet)
            quiet = []
            yield from self._band(row)
            yield self._trace(row) if row.trace else self._row(row)
        yield from self._folded(quiet)

    def _folded(self, rows: Sequence[PieceRow]) -> Iterator[str]:
        pieces = [piece for row in rows if (piece := row.new or row.old) is not None]
        if not pieces or (len(pieces) < _FEW and all(piece.kind == "heading" for piece in pieces)):
            return  # the line above the next change names its section
        names = list(dict.fromkeys(piece.section.name for piece in pieces if piece.section.name))
        span = f"{names[0]} – {names[-1]}" if len(names) > 1 else "".join(names)
        several = "piece" if len(pieces) == 1 else "pieces"
        said = say(f"{len(pieces)} 段没有变化", f"{len(pieces)} {several} unchanged", self.language)
        summary = tag("summary", text(f"{said}{say('：', ': ', self.language) if span else ''}{span}"))
        yield tag("details", summary + tag("div", "".join(map(_plain, pieces))), class_="same")

    def _band(self, row: PieceRow) -> Iterator[str]:
        piece = (row.old if row.trace else None) or row.new or row.old
        if piece is None or piece.section.name == self.section or piece.kind == "heading":
            self.section = piece.section.name if piece is not None else ""
            return
        self.section = piece.section.name
        yield tag("div", text(" › ".join(piece.section.path)), class_="band")

    def _anchor(self, row: PieceRow) -> str:
        return f"{self.prefix}-c{row.change}"

    def _trace(self, row: PieceRow) -> str:
        """Return the place that a piece was moved away from, with a link to where it is now."""
        piece = row.old or row.new
        assert piece is not None
        assert row.change is not None
        change = self.document.blocks[row.change]
        to = change.section.name
        said = say(f"移到 {to}", f"moved to {to}", self.language)
        link = tag("a", text(f"↧ {said}"), href=f"#{self._anchor(row)}")
        label = tag("span", text(piece.label), class_="label") if piece.label else ""
        words = text(piece.grid.caption) if piece.grid is not None else _said(piece)
        old = tag("div", tag("p", label + tag("del", words)) + tag("p", link, class_="meta"), class_="old")
        return tag("div", old + tag("div", "", class_="new none"), class_="row", id=f"{self._anchor(row)}-from")

    def _row(self, row: PieceRow) -> str:
        assert row.change is not None
        change = self.document.blocks[row.change]
        meta = self._meta(change, row)
        if change.grid is not None and row.old is not None and row.new is not None:
            assert row.old.grid is not None
            assert row.new.grid is not None
            label = tag("span", text(change.label), class_="label") if change.label else ""
            grid = grid_markup(change.grid, row.old.grid, row.new.grid, label, self.language)
            return self._made(row, tag("div", grid, class_="both") + meta, "row wide")
        # A piece that only moved stands on the left where it was, and on the right where it is.
        old = row.old if change.fate != "moved" or change.edits else None
        return self._made(row, _column(old, change, "old") + _column(row.new, change, "new") + meta)

    def _made(self, row: PieceRow, inner: str, kind: str = "row") -> str:
        return tag("div", inner, class_=kind, id=self._anchor(row))

    def _meta(self, change: BlockChange, row: PieceRow) -> str:
        said = [tag("span", word(reason, self.language), class_=f"badge {reason}") for reason in change.causes]
        said.append(tag("span", text(f"{word(change.what, self.language)} {word(change.fate, self.language)}")))
        if change.fate == "moved":
            old = change.old_section.name if change.old_section is not None else change.section.name
            words = say(f"移自 {old}", f"moved from {old}", self.language)
            said.append(tag("a", text(f"↥ {words}"), href=f"#{self._anchor(row)}-from"))
        places = dict.fromkeys(place(origin) for origin in (change.old_origin, change.new_origin) if origin is not None)
        said += [tag("span", text(" → ".join(filter(None, places))), class_="place")]
        return tag("div", "".join(said) + self._numbers(change.numbers), class_="meta")

    def _numbers(self, numbers: Sequence[NumberChange]) -> str:
        """Return why each number changed, folded; a number that came or went is seen in the text."""
        changed = [one for one in numbers if one.old and one.new and one.old_key == one.key]
        if not changed:
            return ""
        items = "".join(tag("li", self._number(one)) for one in changed)
        several = "number" if len(changed) == 1 else "numbers"
        title = say(f"{len(changed)} 个数字的变化原因", f"why {len(changed)} {several} changed", self.language)
        inner = tag("summary", text(title)) + tag("ul", items, class_="list")
        return tag("details", inner, class_="more")

    def _number(self, one: NumberChange) -> str:
        shares = say("；", "; ", self.language).join(
            f"{name} {share}" for name, share in shares_text(one, self.language)
        )
        label = one.label.say(self.language)
        return text(f"{label}: {one.old} → {one.new}{f' ({shares})' if shares else ''}")


def _column(piece: Piece | None, change: BlockChange, side: str) -> str:
    if piece is None:
        return tag("div", "", class_=f"{side} none")
    label = tag("span", text(piece.label), class_="label") if piece.label else ""
    if piece.grid is not None and change.fate in ("added", "gone"):
        return tag("div", label + whole(piece.grid, "ins" if side == "new" else "del"), class_=side)
    if change.edits:
        inner = marked(change.edits, side)
    elif change.fate in ("added", "gone"):
        inner = tag("ins" if side == "new" else "del", _said(piece))
    else:
        inner = _said(piece)
    level = f"level{min(piece.level, 4)}" if piece.kind == "heading" else None
    return tag("div", tag("p", label + inner, class_=level), class_=side)


def _said(piece: Piece) -> str:
    return text(piece.text).replace("\n", "<br>")


def _plain(piece: Piece) -> str:
    """Return a piece that stayed: its text, a table by its caption alone."""
    label = tag("span", text(piece.label), class_="label") + " " if piece.label else ""
    if piece.grid is not None:
        return tag("p", label + text(piece.grid.caption), class_="table")
    return tag("p", label + _said(piece), class_=f"level{min(piece.level, 4)}" if piece.kind == "heading" else None)
