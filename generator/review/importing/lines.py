"""A Word file as lines of text: what is not the author's text in them is one opaque character each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from generator.base.findings import Outcome
from generator.review.word_map import WordMap, map_of
from generator.word.model import CellPlace, WordFile, WordParagraph, flat
from generator.word.names import Element, attr, child, every, name, tags, value
from generator.word.reading import Traced, read_traced
from generator.word.tracing import Piece, Trace

Place = Literal["body", "cell", "footnote", "endnote", "box"]
#: Opaque characters: plane 16 of Unicode, which no text of people uses.
_FIRST, _LAST = 0x100000, 0x10FFFD
ATOM = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
_ALIAS = re.compile(r"t\d{6,}")
_COMPUTED = {"REF", "PAGEREF", "SEQ", "STYLEREF", "NOTEREF", "PAGE", "TOC"}
#: What Word and LibreOffice show for one character in different ways.
_ALIKE = str.maketrans({"\u00a0": " ", "\u2011": "-", "\u00ad": "", "\u200b": "", "\ufeff": ""})


@dataclass(frozen=True, slots=True)
class Atom:
    """What an opaque character stands for: ``shown`` is its text here, ``name`` a control's alias, a field's target."""

    kind: Literal["control", "field", "note", "formula", "object"]
    name: str
    shown: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a Word file as it shows. ``text`` has one opaque character for each of ``atoms``, in order.

    ``raw`` maps each character of ``text`` (and its end) to the paragraph's own text.
    """

    number: int
    text: str
    atoms: tuple[Atom, ...]
    raw: tuple[int, ...]
    place: Place = "body"
    cell: CellPlace | None = None
    bookmarks: tuple[str, ...] = ()
    note: int = 0
    contents: bool = False
    heading: bool = False
    listed: bool = False
    author: str = ""
    date: str = ""

    @property
    def shown(self) -> str:
        """The text with numbers and references as they show."""
        return shown(self.text, self.atoms)

    @property
    def plain(self) -> str:
        """The text as words alone, for telling whether two are the same."""
        return plain(self.shown)

    def with_values(self, values: Mapping[str, str]) -> str:
        """Return the words alone, with what controls once showed in place of what was typed over it."""
        return plain(shown(self.text, tuple(replace(a, shown=values.get(a.name, a.shown)) for a in self.atoms)))

    def at(self, offset: int) -> int:
        """Return the place in ``text`` of an offset of the paragraph's own text."""
        return next((n for n, raw in enumerate(self.raw) if raw >= offset), len(self.text))


@dataclass(slots=True)
class Names:
    """The opaque characters of one comparison: the same control, field or note is the same character in both files."""

    known: dict[tuple[str, str], str] = field(default_factory=dict)

    def of(self, kind: str, called: str) -> str:
        """Return the character of a thing."""
        return self.known.setdefault((kind, called), chr(_FIRST + len(self.known)))


@dataclass(frozen=True, slots=True)
class WordLines:
    """All lines of a Word file with what its map says."""

    file: WordFile
    traced: Traced
    lines: tuple[Line, ...]
    map: WordMap | None
    deleted: dict[str, tuple[str, str]]


def shown(text: str, atoms: tuple[Atom, ...]) -> str:
    """Return a text with its opaque characters as they show."""
    waiting = iter(atoms)
    return ATOM.sub(lambda _: next(waiting, _NOTHING).shown, text)


_NOTHING = Atom("object", "", "", 0, 0)


def plain(text: str) -> str:
    """Return a text as it is compared: blanks of one kind, none at its ends."""
    return re.sub(r"[ \t]+", " ", text.translate(_ALIKE)).strip()


def read_lines(data: bytes, called: str, names: Names) -> Outcome[WordLines]:
    """Read a Word file's lines; tracked changes count as accepted."""
    read = read_traced(data, called)
    if read.value is None:
        return Outcome(None, read.findings)
    traced = read.value
    places = _places(traced.file)
    known = map_of(data)
    lines = tuple(
        _line(paragraph, trace, places.get(paragraph.number, ("body", 0)), names, known)
        for paragraph, trace in zip(traced.file.paragraphs, traced.traces, strict=True)
    )
    return Outcome(WordLines(traced.file, traced, lines, known, _deleted(traced)), read.findings)


def _places(file: WordFile) -> dict[int, tuple[Place, int]]:
    found: dict[int, tuple[Place, int]] = {}
    for notes in (file.footnotes, file.endnotes):
        for note in notes:
            found.update({p.number: (note.kind, note.paragraph) for p in flat(note.blocks)})
    return found


def _line(
    paragraph: WordParagraph, trace: Trace, place: tuple[Place, int], names: Names, known: WordMap | None
) -> Line:
    atoms = sorted([*_controls(trace), *_others(paragraph, trace)], key=lambda a: (a.start, a.end))
    text: list[str] = []
    raw: list[int] = []
    kept: list[Atom] = []
    at = 0
    for found in atoms:
        if found.start < at:
            continue  # inside another one
        control = known.numbers.get(found.name) if known is not None and found.kind == "control" else None
        atom = found if control is None else _bare(found, control.shown)
        text.append(paragraph.text[at : atom.start].translate(_SAFE))
        raw.extend(range(at, atom.start))
        text.append(names.of(atom.kind, control.same if control is not None else atom.name))
        raw.append(atom.start)
        kept.append(atom)
        at = atom.end
    text.append(paragraph.text[at:].translate(_SAFE))
    raw.extend(range(at, len(paragraph.text) + 1))
    where: Place = place[0]
    if where == "body":
        where = "box" if paragraph.in_text_box else "cell" if paragraph.cell else "body"
    who, when = _revised(trace.elements)
    return Line(
        number=paragraph.number,
        text="".join(text),
        atoms=tuple(kept),
        raw=tuple(raw),
        place=where,
        cell=paragraph.cell,
        bookmarks=tuple(mark.text for mark in paragraph.bookmarks),
        note=place[1],
        contents=paragraph.in_toc,
        heading=paragraph.outline is not None,
        listed=paragraph.label is not None,
        author=who,
        date=when,
    )


def _bare(atom: Atom, shown: str) -> Atom:
    """Return a control as its number alone: words that were typed or taken into it stand beside it."""
    found = re.search(rf"(?<![\d.,]){re.escape(shown)}(?![.,]?\d)", atom.shown) if shown else None
    if found is None or found[0] == atom.shown:
        return atom
    return replace(atom, shown=found[0], start=atom.start + found.start(), end=atom.start + found.end())


#: A stranger's file may hold our opaque characters as text.
_SAFE = {code: 0xFFFD for code in range(_FIRST, _FIRST + 0x10000)}


def _controls(trace: Trace) -> Iterator[Atom]:
    open_control: Element | None = None
    start = end = 0
    texts: list[str] = []
    for piece in [*trace.pieces, None]:
        control = None if piece is None else _control_of(piece)
        if control is not open_control:
            if open_control is not None:
                yield Atom("control", _alias(open_control), "".join(texts), start, end)
            open_control, texts = control, []
            start = piece.start if piece is not None else 0
        if piece is not None and control is not None:
            texts.append(_text_of(piece))
            end = piece.end


def _control_of(piece: Piece) -> Element | None:
    """Return the innermost content control of ours around a piece."""
    for above in piece.node.iterancestors():
        kind = name(above)
        if kind == "w:sdt" and _ALIAS.fullmatch(_alias(above)):
            return above
        if kind in {"w:p", "w:txbxContent"}:
            return None
    return None


def _alias(control: Element) -> str:
    said = child(control, "w:sdtPr")
    alias = value(said, "w:alias")
    return alias if _ALIAS.fullmatch(alias) else value(said, "w:tag")


def _text_of(piece: Piece) -> str:
    return (piece.node.text or "")[piece.lead : piece.lead + piece.end - piece.start]


def _others(paragraph: WordParagraph, trace: Trace) -> Iterator[Atom]:
    for one in paragraph.fields:
        if one.kind in _COMPUTED:
            words = one.instruction.split()
            target = words[1] if len(words) > 1 and one.kind != "STYLEREF" else ""
            yield Atom("field", f"{one.kind} {target}", paragraph.text[one.start : one.end], one.start, one.end)
    for place, note in enumerate(paragraph.notes, 1):
        yield Atom("note", str(place), "", note.offset, note.offset)
    for place, drawn in enumerate(paragraph.objects, 1):
        yield Atom("object", str(place), "", drawn.offset, drawn.offset)
    formulas: list[Piece] = [piece for piece in trace.pieces if piece.kind in {"formula", "ruby"}]
    for piece in formulas:
        text = paragraph.text[piece.start : piece.end]
        yield Atom("formula", text, text, piece.start, piece.end)


_REVISED = ("w:ins", "w:del", "w:moveFrom", "w:moveTo")


def _revised(elements: tuple[Element, ...]) -> tuple[str, str]:
    """Return who changed a paragraph last with tracking on, and when; nothing where nothing is tracked."""
    found = [(attr(one, "date"), attr(one, "author")) for e in elements for one in every(e, *_REVISED)]
    if not found:
        return "", ""
    when, who = max(found)
    return who, when


def _deleted(traced: Traced) -> dict[str, tuple[str, str]]:
    """Return who deleted or moved away each whole paragraph that tracked changes hold, by its text."""
    found: dict[str, tuple[str, str]] = {}
    for root in traced.trees.values():
        for paragraph in every(root, "w:p"):
            gone = [one for one in paragraph.iter(*tags("w:del"), *tags("w:moveFrom")) if len(one)]
            if gone:
                texts = (t.text or "" for one in gone for t in every(one, "w:delText", "w:t"))
                text = plain("".join(texts))
                if text:
                    found.setdefault(text, (attr(gone[0], "author"), attr(gone[0], "date")))
    return found
