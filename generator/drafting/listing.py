"""Lists of documents: what chapter 2 and the bibliography hold, their order, and the text that they have to have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.base.standards import Standard, load_register
from generator.drafting.citing import Citation, citations
from generator.drafting.draft import Draft, Kind, Part, Piece
from generator.drafting.numbers import ABROAD, STANDARD, canonical
from generator.drafting.order import longest
from generator.drafting.views import Entry, literature, references

_FORMS = str.maketrans("(),;:∶–─－~", "（），；：：———～")
_BLANKS = re.compile(r"[\s\u3000\u00a0\u200b]+")


def normal(text: str) -> str:
    """Return a text as it is compared: without blanks, with one form of each mark."""
    return _BLANKS.sub("", text).translate(_FORMS)


# ------------------------------------------------------------------------------------------------- fixed texts


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a text leaves a fixed one: the wrong words, their place, and the right ones."""

    start: int
    wrong: str
    right: str


def difference(text: str, fixed: str) -> Difference | None:
    """Return where a text differs from a fixed one; blanks, forms of marks and 本标准 (CIT-01) are no difference."""
    folded, places = _folded(text)
    wanted = normal(fixed)
    if folded == wanted:
        return None
    head = 0
    while head < min(len(folded), len(wanted)) and folded[head] == wanted[head]:
        head += 1
    tail = 0
    while tail < min(len(folded), len(wanted)) - head and folded[-1 - tail] == wanted[-1 - tail]:
        tail += 1
    if head == len(folded) - tail:  # words are missing: show what stands around the gap
        head, tail = max(head - 1, 0), tail if head else max(tail - 1, 0)
    begin = places[head] if head < len(places) else len(text)
    end = places[len(folded) - tail - 1] + 1 if len(folded) - tail > head else begin
    wrong, right = text[begin:end], wanted[head : len(wanted) - tail]
    if len(wrong) > len(text) * 0.7:
        return Difference(0, text.strip(), fixed)
    return Difference(begin, wrong, right)


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text without blanks and the place of each of its characters."""
    kept = [(one, place) for place, one in enumerate(text) if not _BLANKS.match(one)]
    folded = "".join(one for one, _ in kept).translate(_FORMS)
    return folded.replace("本标准", "本文件"), [place for _, place in kept]


# ------------------------------------------------------------------------------------------------------ lists


@dataclass(frozen=True, slots=True)
class References:
    """Chapter 2: its head, the paragraphs before the first entry, its entries (also those without a number)."""

    head: Piece | None
    lead: tuple[Piece, ...]
    entries: tuple[Entry, ...]


def reference_list(draft: Draft) -> References | None:
    """Return chapter 2; ``None`` where the draft has none."""
    return draft.view(_reference_list)


def _reference_list(draft: Draft) -> References | None:
    section = draft.section(Part.REFERENCES)
    if section is None:
        return None
    known = {entry.piece.index: entry for entry in references(draft)}
    lead: list[Piece] = []
    entries: list[Entry] = []
    for piece in section.all_pieces():
        if piece is section.head:
            continue
        if piece.index in known:
            entries.append(known[piece.index])
        elif piece.kind is Kind.PARAGRAPH and not entries:
            lead.append(piece)
        elif piece.kind in (Kind.PARAGRAPH, Kind.HEADING) and not piece.text.strip().endswith(("。", "：")):
            entries.append(Entry(piece, "", "", "", "", False, piece.text.strip(), 0))
    return References(section.head, tuple(lead), tuple(entries))


def key(code: str, number: str) -> str:
    """Return what tells a document whatever its kind of code: GB 2589 and GB/T 2589 are one."""
    return f"{re.sub(r'/[TZ]$', '', code)} {number}"


def entry_key(entry: Entry) -> str:
    """Return the key of an entry; empty where it has no number."""
    return key(entry.code, entry.number) if entry.code else ""


def covers(entry: Entry, one: Citation) -> bool:
    """Whether an entry lists a cited document: by its number, or as a part of all that it lists."""
    mine, other = entry_key(entry), key(one.code, one.number)
    if mine == other:
        return True
    return entry.all_parts and other.startswith((mine + ".", mine + "-"))


def cited(draft: Draft) -> dict[str, list[Citation]]:
    """Return the citations by document, without the draft's own number and what it replaces."""
    return draft.view(_cited)


def _cited(draft: Draft) -> dict[str, list[Citation]]:
    own = {
        key(canonical(found["code"]), found["number"])
        for piece in draft.of(Kind.COVER)
        for found in STANDARD.finditer(piece.text)
    }
    by_key: dict[str, list[Citation]] = {}
    for one in citations(draft):
        if (name := key(one.code, one.number)) not in own:
            by_key.setdefault(name, []).append(one)
    return by_key


def listed_entries(draft: Draft) -> tuple[Entry, ...]:
    """Return the entries of chapter 2 and of the bibliography."""
    chapter = reference_list(draft)
    return (*(chapter.entries if chapter else ()), *literature(draft))


# ------------------------------------------------------------------------------------------------------ order


def rank(entry: Entry) -> tuple[int, str, tuple[int, ...]] | None:
    """Return the place of an entry: class, letters that order inside the class, numbers (8.6.3.2).

    ``None`` where the class is not clear (health and military codes). Metrology codes (JJF, JJG) are a trade's here and
    may stand among the national ones too: see ``_in_order``.
    """
    code = entry.code
    if not code:
        return 6, "", ()
    if code.startswith(("GBZ", "GJB", "GBJ")):
        return None
    numbers = tuple(int(one) for one in re.findall(r"\d+", entry.number))
    letters = re.sub(r"/[TZ]$", "", code)
    if code.startswith("GB"):
        return 0, "", numbers
    if code.startswith("DB"):
        return 2, letters, numbers
    if code.startswith(("T/", "CECS")):
        return 3, code.removeprefix("T/"), numbers
    if code.startswith(("ISO", "IEC")):
        # ISO before IEC or all by number: the standard may be read both ways; inside one code numbers rise.
        return 4, code, numbers
    if code.split(" ")[0] in ABROAD:
        return 5, code, numbers
    return None if code.startswith("Q/") else (1, letters, numbers)


def misplaced(entries: Sequence[Entry]) -> tuple[Entry, Entry] | None:
    """Return the first entry out of order with one that it stands on the wrong side of."""
    ranked = [(entry, place) for entry in entries if (place := rank(entry)) is not None]
    kept = longest([place for _, place in ranked], _in_order)
    for index, (entry, place) in enumerate(ranked):
        if index in kept:
            continue
        for other in sorted(kept, key=lambda at: abs(at - index)):
            before, after = (place, ranked[other][1]) if index < other else (ranked[other][1], place)
            if not _in_order(before, after):
                return entry, ranked[other][0]
    return None


def in_place(entries: Sequence[Entry]) -> tuple[Piece, ...] | None:
    """Return the pieces of entries in the order of 8.6.3.2; ``None`` where the place of one is not certain.

    ISO and IEC documents stay among themselves as they are where they have several codes.
    """
    ranked = [(entry, place) for entry in entries if (place := rank(entry)) is not None]
    if len(ranked) < len(entries):
        return None
    several = len({place[1] for _, place in ranked if place[0] == 4}) > 1
    ranked.sort(key=lambda one: (one[1][0], "", ()) if several and one[1][0] == 4 else one[1])
    found = [entry for entry, _ in ranked]
    return None if misplaced(found) else tuple(entry.piece for entry in found)


def _in_order(one: tuple[int, str, tuple[int, ...]], other: tuple[int, str, tuple[int, ...]]) -> bool:
    if one[1].startswith("JJ") and other[0] == 0:
        return one[2] <= other[2]  # read as a national code: by number among the others
    if one[0] != other[0]:
        return one[0] < other[0]
    if one[0] == 4 and one[1] != other[1]:
        return True
    if one[1] != other[1] and (one[1].startswith("JJ") or other[1].startswith("JJ")):
        return True
    return one[1:] <= other[1:]


# --------------------------------------------------------------------------------------------------- register


@dataclass(frozen=True, slots=True)
class Edition:
    """An entry of the register with the year of its number."""

    year: str
    standard: Standard


def editions(draft: Draft) -> dict[str, tuple[Edition, ...]]:
    """Return the registered editions by key of document, oldest first."""
    return draft.view(_editions)


def _editions(draft: Draft) -> dict[str, tuple[Edition, ...]]:
    found: dict[str, list[Edition]] = {}
    for one in (load_register().value or {}).values():
        parsed = STANDARD.fullmatch(one.number)
        if parsed is not None:
            found.setdefault(key(canonical(parsed["code"]), parsed["number"]), []).append(
                Edition(parsed["year"] or "", one)
            )
    return {name: tuple(sorted(several, key=lambda one: one.year)) for name, several in found.items()}


def gone(one: Standard, date: str) -> bool:
    """Whether an edition is withdrawn or replaced: on ``date``, or by the newest state where it is empty."""
    if not date or not one.withdrawn:
        return bool(one.withdrawn or one.replaced_by)
    day = one.withdrawn + "-01-01"[len(one.withdrawn) - 4 :] if len(one.withdrawn) < 10 else one.withdrawn
    return day <= date
