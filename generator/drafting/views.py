"""What a draft holds, gathered once for all rules: lists, term entries, reference entries, tables, captions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.drafting.citing import STANDARD
from generator.drafting.draft import HEADS, Draft, Kind, Part, Piece
from generator.drafting.numbers import canonical

# ------------------------------------------------------------------------------------------------------ lists


@dataclass(frozen=True, slots=True)
class ListGroup:
    """A run of items with the piece that leads into it; ``lead`` is ``None`` where a heading or nothing stands before.

    ``items`` are of the first level; ``below`` holds the groups of second-level items by the index of their parent.
    """

    lead: Piece | None
    items: tuple[Piece, ...]
    below: dict[int, ListGroup] = field(default_factory=dict)
    depth: int = 1

    def walk(self) -> Iterator[ListGroup]:
        """Yield this group and those below it."""
        yield self
        for group in self.below.values():
            yield from group.walk()


def lists(draft: Draft) -> tuple[ListGroup, ...]:
    """Return the lists of the first level in order.

    Paragraphs, formulas and tables between two items do not end a list whose letters or numbers go on: b) after a).
    """
    return draft.view(_lists)


def _lists(draft: Draft) -> tuple[ListGroup, ...]:
    found: list[ListGroup] = []
    run: list[Piece] = []
    before: Piece | None = None
    for piece in draft.pieces:
        if piece.kind is Kind.FOOTNOTE:
            continue
        if piece.kind is Kind.ITEM:
            run.append(piece)
            continue
        if run and not _goes_on(draft.pieces, piece, run[-1]):
            found.append(_group(before, run, 1))
            run = []
        if not run:
            before = piece
    if run:
        found.append(_group(before, run, 1))
    return tuple(found)


def unmarked_lists(draft: Draft) -> tuple[ListGroup, ...]:
    """Return the lists whose items stand without marks, as an export to text loses them: they end with ；."""
    return draft.view(_unmarked_lists)


_LEADS = frozenset({Kind.PARAGRAPH, Kind.CLAUSE})


def _unmarked_lists(draft: Draft) -> tuple[ListGroup, ...]:
    found: list[ListGroup] = []
    place, pieces = 1, draft.pieces
    while place < len(pieces):
        lead = pieces[place - 1]
        run: list[Piece] = []
        if pieces[place].kind is Kind.PARAGRAPH and lead.kind in _LEADS and _ended(lead) in "：:。":
            run = _run(pieces, place)
        if run and not lead.text.startswith(("式中", "其中")):
            found.append(ListGroup(lead, tuple(run)))
        place += len(run) or 1
    return tuple(found)


def _run(pieces: Sequence[Piece], place: int) -> list[Piece]:
    """Return the paragraphs from a place on of which all but the last end with ；; none where fewer than two do."""
    run: list[Piece] = []
    for piece in pieces[place : place + _FARTHEST]:
        if piece.kind is not Kind.PARAGRAPH or piece.part is not pieces[place].part:
            break
        run.append(piece)
        if _ended(piece) not in "；;":
            break
    return run if sum(_ended(piece) in "；;" for piece in run) > 1 else []


def _ended(piece: Piece) -> str:
    return piece.text.rstrip()[-1:] or " "


_COUNTED = re.compile(r"^(?:(?P<letter>[a-z])|(?P<number>\d{1,2}))[)）]$")
_FARTHEST = 40


def _goes_on(pieces: Sequence[Piece], piece: Piece, last: Piece) -> bool:
    """Whether the list that ``last`` is the last item of so far goes on after ``piece`` and what else interrupts it."""
    counted = _COUNTED.match(last.label)
    if counted is None:
        return False
    for one in pieces[piece.index : piece.index + _FARTHEST]:
        if one.kind in HEADS or one.kind in (Kind.CLAUSE, Kind.TERM) or one.part is not last.part:
            return False
        if one.kind is Kind.ITEM:
            return (found := _COUNTED.match(one.label)) is not None and _next(counted) == found[0][:-1]
    return False


def _next(mark: re.Match[str]) -> str:
    return chr(ord(mark["letter"]) + 1) if mark["letter"] else str(int(mark["number"]) + 1)


def _group(before: Piece | None, run: list[Piece], depth: int) -> ListGroup:
    lead = before if before is not None and before.kind not in HEADS else None
    top = min(piece.level for piece in run)
    items: list[Piece] = []
    below: dict[int, list[Piece]] = {}
    for piece in run:
        if piece.level <= top:
            items.append(piece)
        else:
            below.setdefault(len(items) - 1, []).append(piece)
    deeper = {place: _group(items[place], under, depth + 1) for place, under in below.items()}
    return ListGroup(lead, tuple(items), deeper, depth)


# ------------------------------------------------------------------------------------------------------ terms


@dataclass(frozen=True, slots=True)
class Term:
    """A term entry.

    ``english`` are its equivalents in order, abbreviations among them; ``definition`` the paragraphs before examples,
    notes and source.
    """

    head: Piece
    number: str
    zh: str
    english: tuple[str, ...]
    definition: tuple[Piece, ...]
    examples: tuple[Piece, ...]
    notes: tuple[Piece, ...]
    sources: tuple[Piece, ...]
    others: tuple[Piece, ...]
    #: Further Chinese terms for the concept, one a line below the first.
    synonyms: tuple[str, ...] = ()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All pieces of the entry in order."""
        rest = (*self.definition, *self.examples, *self.notes, *self.sources, *self.others)
        return (self.head, *sorted(rest, key=lambda piece: piece.index))


_LATIN = re.compile(r"[ \t\u3000\u00a0]*(?P<english>[A-Za-z][A-Za-z0-9 ,;；，.&+\-–/'’()（）]*)$")


def terms(draft: Draft) -> tuple[Term, ...]:
    """Return the term entries of the chapter of terms; of every chapter in a terminology standard."""
    return draft.view(_terms)


def _terms(draft: Draft) -> tuple[Term, ...]:
    heads = [
        piece
        for piece in draft.pieces
        if piece.kind is Kind.TERM and not _is_english(draft, piece) and not _is_synonym(draft, piece)
    ]
    found = []
    for head in heads:
        number = head.label
        if not number and head.index and draft.pieces[head.index - 1].kind is Kind.TERM_NUMBER:
            number = draft.pieces[head.index - 1].label
        found.append(_term(draft, head, number))
    return tuple(found)


def _is_english(draft: Draft, piece: Piece) -> bool:
    """Whether a piece is the line of equivalents below a term."""
    before = draft.pieces[piece.index - 1] if piece.index else None
    return (
        piece.kind is Kind.TERM and before is not None and before.kind is Kind.TERM and bool(_LATIN.match(piece.text))
    )


def _is_synonym(draft: Draft, piece: Piece) -> bool:
    """Whether a line without number is a further term for the concept of the numbered one right above it.

    Where an export dropped the numbers, it is one below a term that has its equivalent already.
    """
    at = piece.index - 1
    while at >= 0 and draft.pieces[at].kind is Kind.TERM and not draft.pieces[at].label:
        at -= 1
    if piece.label or (at == piece.index - 1 and draft.pieces[at].kind is not Kind.TERM):
        return False
    first = draft.pieces[at]
    if first.kind is Kind.TERM:
        return True
    if first.kind is Kind.TERM_NUMBER:
        return at < piece.index - 1
    return draft.numbers_lost and bool(_LATIN.search(draft.pieces[at + 1].text.strip()))


def _term(draft: Draft, head: Piece, number: str) -> Term:
    text = head.text.strip()
    rest = head.index + 1
    synonyms = []
    while rest < len(draft.pieces) and (line := draft.pieces[rest]).kind is Kind.TERM and not line.label:
        if _is_english(draft, line):
            text = f"{text}{'; ' if _LATIN.search(text) else ' '}{line.text.strip()}"
        elif _is_synonym(draft, line):
            synonyms.append(_LATIN.sub("", line.text.strip()).strip().rstrip("（("))
        else:
            break
        rest += 1
    latin = _LATIN.search(text)
    zh = text[: latin.start()].strip().rstrip("（(；;") if latin else text
    said = latin["english"] if latin else ""
    said = said.rstrip("）)") if latin and text[: latin.start()].rstrip().endswith(("（", "(")) else said
    english = tuple(part.strip() for part in re.split(r"[;；]", said)) if said else ()
    parts: dict[Kind, list[Piece]] = {}
    noted = False
    for piece in draft.pieces[rest:]:
        if (
            piece.kind in HEADS
            or piece.kind in (Kind.TERM, Kind.TERM_NUMBER, Kind.CLAUSE)
            or piece.part is not head.part
        ):
            break
        # what follows an example or a note belongs to it: the definition is before them
        kind = Kind.FOOTNOTE if noted and piece.kind is Kind.PARAGRAPH else piece.kind
        noted = noted or piece.kind in (Kind.NOTE, Kind.EXAMPLE)
        parts.setdefault(kind, []).append(piece)
    known = (Kind.PARAGRAPH, Kind.EXAMPLE, Kind.NOTE, Kind.SOURCE)
    others = [piece for kind, pieces in parts.items() if kind not in known for piece in pieces]
    definition, examples, notes, sources = (tuple(parts.get(kind, ())) for kind in known)
    return Term(head, number, zh, english, definition, examples, notes, sources, tuple(others), tuple(synonyms))


# -------------------------------------------------------------------------------------------------- references


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of chapter 2 or of the bibliography. ``code`` and ``number`` are empty for what is no standard."""

    piece: Piece
    code: str
    number: str
    year: str
    dash: str
    all_parts: bool
    title: str
    start: int  # where the number begins in the piece's text

    @property
    def name(self) -> str:
        """Code and number: ``GB/T 32150``."""
        return f"{self.code} {self.number}" if self.code else ""


def references(draft: Draft) -> tuple[Entry, ...]:
    """Return the entries of chapter 2."""
    return draft.view(_references)


def literature(draft: Draft) -> tuple[Entry, ...]:
    """Return the entries of the bibliography."""
    return draft.view(_literature)


def _references(draft: Draft) -> tuple[Entry, ...]:
    return tuple(_entry(piece) for piece in draft.of(Kind.REFERENCE, part=Part.REFERENCES))


def _literature(draft: Draft) -> tuple[Entry, ...]:
    return tuple(_entry(piece) for piece in draft.of(Kind.LITERATURE))


_TITLE_FIRST = re.compile(r"^\s*[\[\]0-9]*\s*《(?P<title>[^《》]*)》\s*[（(]?$")


def _entry(piece: Piece) -> Entry:
    found = STANDARD.search(piece.text)
    ahead = _TITLE_FIRST.match(piece.text[: found.start()]) if found else None
    if found is None or (found.start() > 8 and ahead is None):
        return Entry(piece, "", "", "", "", False, piece.text.strip(), 0)
    return Entry(
        piece,
        canonical(found["code"]),
        found["number"],
        found["year"] or "",
        (found["dash"] or "").strip(),
        bool(found["parts"]),
        ahead["title"] if ahead else piece.text[found.end() :].strip(" \t\u3000\u00a0"),
        found.start(),
    )


# ------------------------------------------------------------------------------------------------------ tables


@dataclass(frozen=True, slots=True)
class TableView:
    """A table: its caption and unit line before it, its rows of cells, notes right after it."""

    index: int
    caption: Piece | None
    unit: Piece | None
    rows: tuple[tuple[Piece, ...], ...]
    notes: tuple[Piece, ...]


def tables(draft: Draft) -> tuple[TableView, ...]:
    """Return the tables in order; tables inside tables are tables of their own."""
    return draft.view(_tables)


def _tables(draft: Draft) -> tuple[TableView, ...]:
    grouped: dict[int, dict[int, list[Piece]]] = {}
    for piece in draft.pieces:
        if piece.cell is not None:
            grouped.setdefault(piece.cell.table, {}).setdefault(piece.cell.row, []).append(piece)
    found = []
    for index, rows in grouped.items():
        cells = [piece for row in rows.values() for piece in row]
        first, last = min(p.index for p in cells), max(p.index for p in cells)
        caption, unit = _above(draft, first)
        notes = []
        for piece in draft.pieces[last + 1 :]:
            if piece.kind not in (Kind.NOTE, Kind.FOOTNOTE):
                break
            notes.append(piece)
        found.append(TableView(index, caption, unit, tuple(tuple(rows[row]) for row in sorted(rows)), tuple(notes)))
    return tuple(found)


def _above(draft: Draft, first: int) -> tuple[Piece | None, Piece | None]:
    caption = unit = None
    for piece in reversed(draft.pieces[max(first - 3, 0) : first]):
        if piece.kind is Kind.UNIT and unit is None:
            unit = piece
        elif piece.kind is Kind.NOTE:
            continue  # a table's note in the wrong place
        elif piece.kind is Kind.TABLE_CAPTION:
            caption = piece
            break
        else:
            break
    return caption, unit
