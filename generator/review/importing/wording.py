"""From a line that was reworded to edits of the Markdown that shows it, stretch by stretch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.base.edits import stretches
from generator.base.words import is_number, tokens
from generator.review.importing.lines import ATOM
from generator.review.importing.literal import literal
from generator.review.importing.mapping import Cell, Dialect, Token
from generator.review.importing.mapping import Mapping as LineMapping

#: Stands between the paragraphs of a text that is split or merged.
SEPARATOR = "\u2029"
Why = Literal["", "number", "value", "computed"]


@dataclass(frozen=True, slots=True)
class FileEdit:
    """Characters ``start`` to ``end`` of a file of the project become ``text``."""

    path: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Snippet:
    """The source of an opaque character, and the text behind it that comes with it (a unit)."""

    source: str
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One change within a line: characters ``start`` to ``end`` became ``new``.

    ``edit`` is the edit of the source, or there is none and ``why`` says so: ``number`` a computed number was to
    change, ``value`` a name that the project's data gives, ``computed`` what else cannot be carried over.
    """

    start: int
    end: int
    old: str
    new: str
    edit: FileEdit | None = None
    why: Why = ""
    atoms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """The source of one line, or of several that follow each other."""

    path: str
    dialect: Dialect
    source: str
    text: str
    cells: tuple[Cell, ...]
    tokens: tuple[Token, ...]
    begin: int
    separator: str = "\n\n"


def joined(path: str, dialect: Dialect, parts: Sequence[tuple[LineMapping, str]], separator: str) -> Text:
    """Return the source of lines that stand one after another."""
    text = SEPARATOR.join(shown for _, shown in parts)
    cells: list[Cell] = []
    all_tokens: list[Token] = []
    for mapped, _ in parts:
        offset = len(all_tokens)
        if cells:
            cells.append(Cell(cells[-1].end, mapped.first))
        cells.extend(Cell(c.start, c.end, c.whole + offset if c.whole >= 0 else -1) for c in mapped.cells)
        all_tokens.extend(mapped.tokens)
    return Text(path, dialect, parts[0][0].source, text, tuple(cells), tuple(all_tokens), parts[0][0].first, separator)


def changed(old: str, new: str) -> list[tuple[int, int, str]]:
    """Return what changed between two texts by words: start and end in the old one, and the new text there."""
    olds, news = tokens(old), tokens(new)
    found = []
    at = 0
    for one in stretches(olds, news, lambda word: "" if ATOM.match(word) or word == SEPARATOR else word):
        length = sum(map(len, olds[one.a : one.b]))
        if not one.equal:
            found.append((at, at + length, "".join(news[one.c : one.d])))
        at += length
    return found


def reword(text: Text, new: str, snippets: Mapping[str, Snippet]) -> tuple[Stretch, ...]:
    """Return what changed in a text and how its source changes with it."""
    return tuple(
        _stretch(text, start, end, came, snippets)
        for start, end, came in changed(text.text, new)
        if text.text[start:end].strip(" \t") or came.strip(" \t") or 0 < start < end < len(text.text)
    )


def apply(text: str, done: Sequence[Stretch]) -> str:
    """Return the text with the stretches that have an edit."""
    for one in sorted(done, key=lambda s: s.start, reverse=True):
        if one.edit is not None:
            text = text[: one.start] + one.new + text[one.end :]
    return text


def _stretch(text: Text, start: int, end: int, new: str, snippets: Mapping[str, Snippet]) -> Stretch:
    old = text.text[start:end]
    gone = [a for a in ATOM.findall(old) if a not in new]
    if (gone and _has_number(new)) or _beside_number(text.text, start, end, new):
        atoms = gone or [a for a in (text.text[start - 1 : start], text.text[end : end + 1]) if ATOM.match(a)]
        return Stretch(start, end, old, new, why="number", atoms=tuple(atoms))
    cut = _cut_token(text, start, end)
    if cut is not None:
        a = next((n for n, cell in enumerate(text.cells) if cell.whole == cut), start)
        atoms = [c for n, c in enumerate(text.text[a:], a) if text.cells[n].whole == cut and ATOM.match(c)]
        return Stretch(start, end, old, new, why="number" if atoms else "value", atoms=tuple(atoms))
    written = write(new, text, snippets, begins=start == 0)
    if written is None:
        return Stretch(start, end, old, new, why="computed", atoms=tuple(ATOM.findall(new)))
    return Stretch(start, end, old, new, _edit(text, start, end, written), atoms=tuple(gone))


def _has_number(text: str) -> bool:
    return any(is_number(word) for word in tokens(text))


def _beside_number(text: str, start: int, end: int, new: str) -> bool:
    """Whether digits were typed right beside an opaque character: they are read as part of its number."""
    before = text[start - 1 : start] if start else ""
    after = text[end : end + 1]
    first, last = new[:1], new[-1:]
    return bool((ATOM.match(before) and (first.isdigit() or (first in ".,．，" and new[1:2].isdigit()))) or (
        ATOM.match(after) and (last.isdigit() or (last in ".,．" and new[-2:-1].isdigit()))
    ))  # fmt: skip


def _cut_token(text: Text, start: int, end: int) -> int | None:
    """Return the value that a change would cut: it goes as a whole or stays."""
    for at in range(start, end):
        whole = text.cells[at].whole
        if whole < 0 or text.tokens[whole].kind in {"joint", "break"}:
            continue
        first = at if at == start or text.cells[at - 1].whole != whole else None
        if first == start and start and text.cells[start - 1].whole == whole:
            return whole
        if at == end - 1 and end < len(text.cells) and text.cells[end].whole == whole:
            return whole
    if start == end and 0 < start < len(text.cells):
        before, after = text.cells[start - 1].whole, text.cells[start].whole
        if before == after >= 0:
            return before
    return None


def write(new: str, text: Text, snippets: Mapping[str, Snippet], *, begins: bool = True) -> str | None:
    """Return the source of a new text; nothing where it holds what has no source here."""
    parts: list[str] = []
    at = 0
    for found in [*ATOM.finditer(new), None]:
        upto = found.start() if found else len(new)
        for place, piece in enumerate(new[at:upto].split(SEPARATOR)):
            if place:
                parts.append(text.separator)
            parts.append(literal(piece, text.dialect, begins=place > 0 or (begins and not parts)))
        if found is None:
            break
        snippet = snippets.get(found[0])
        if snippet is None:
            return None
        parts.append(snippet.source)
        at = found.end()
        if snippet.behind and new.startswith(snippet.behind, at):
            at += len(snippet.behind)
    return "".join(parts)


def _edit(text: Text, start: int, end: int, written: str) -> FileEdit:
    if start == end:
        place = text.cells[start - 1].end if start else text.cells[0].start if text.cells else text.begin
        return FileEdit(text.path, place, place, written)
    a, b = _around_emptied(text, text.cells[start].start, text.cells[end - 1].end)
    inside = [one for one in text.tokens if one.kind == "hidden" and a <= one.start and one.end <= b]
    count: dict[int, int] = {}
    for one in inside:
        count[one.pair] = count.get(one.pair, 0) + 1
    kept = [one for one in inside if not one.pair or count[one.pair] == 1]
    a, b, kept = _met(text, a, b, kept, bare=not written)
    return FileEdit(text.path, a, b, written + "".join(_mark(text, one) for one in kept))


def _mark(text: Text, one: Token) -> str:
    return text.source[one.start : one.end]


def _met(text: Text, start: int, end: int, kept: list[Token], *, bare: bool) -> tuple[int, int, list[Token]]:
    """Return an edit that joins the emphasis it brings together: ``**a****b**`` would show its stars.

    ``bare`` says that nothing is written before the marks that are kept.
    """
    marks = [one for one in text.tokens if one.kind == "hidden" and one.pair]
    while True:
        before = next((one for one in marks if bare and one.end == start), None)
        after = next((one for one in marks if one.start == end), None)
        row = [one for one in (before, *kept, after) if one is not None]
        at = next((n for n in range(len(row) - 1) if _meet(text, row[n], row[n + 1])), None)
        if at is None:
            return start, end, kept
        kept = [one for one in kept if one not in row[at : at + 2]]
        start = before.start if before in row[at : at + 2] and before is not None else start
        end = after.end if after in row[at : at + 2] and after is not None else end


def _meet(text: Text, one: Token, other: Token) -> bool:
    """Whether an emphasis ends where another of the same mark begins."""
    mark = _mark(text, one)
    ends, begins = one.pair != one.start + 1, other.pair == other.start + 1
    return ends and begins and mark == _mark(text, other) and not mark.strip("*_")


def _around_emptied(text: Text, start: int, end: int) -> tuple[int, int]:
    """Return a stretch of source with the marks beside it whose partners are in it: nothing is left between them."""
    while True:
        within = {one.pair for one in text.tokens if one.kind == "hidden" and start <= one.start and one.end <= end}
        beside = [one for one in text.tokens if one.kind == "hidden" and one.pair and one.pair in within]
        after = next((one.end for one in beside if one.start == end), end)
        before = next((one.start for one in beside if one.end == start), start)
        if (before, after) == (start, end):
            return start, end
        start, end = before, after


def snippets_of(text: str, mapped: LineMapping) -> dict[str, Snippet]:
    """Return the sources of the opaque characters of a line that an author's file shows."""
    found: dict[str, Snippet] = {}
    for at, character in enumerate(text):
        if not ATOM.match(character) or mapped.cells[at].whole < 0:
            continue
        whole = mapped.cells[at].whole
        token = mapped.tokens[whole]
        end = at + 1
        while end < len(text) and mapped.cells[end].whole == whole:
            end += 1
        found[character] = Snippet(mapped.source[token.start : token.end], text[at + 1 : end])
    return found
