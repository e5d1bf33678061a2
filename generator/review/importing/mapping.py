"""Which characters of an author's Markdown show which characters of a line, and what stands between them unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.review.importing.lines import ATOM

#: ``section`` is a template's section that the project words itself: a slot with statements.
Dialect = Literal["slot", "standard", "section"]
#: What Markdown of the sections escapes.
_ESCAPABLE = frozenset("\\`*_{}[]()>#+-.!$^|~<&@")
_PREFIX: dict[Dialect, re.Pattern[str]] = {
    "slot": re.compile(r"[ \t]*(?:>[ ]?)*(?:(?:[-*+]|\d+\.)[ ]+)?(?:#{1,6}[ ]+)?"),
    "section": re.compile(r"[ \t]*(?:>[ ]?)*(?:(?:[-*+]|\d+\.)[ ]+)?(?:#{1,6}[ ]+)?"),
    "standard": re.compile(r"[ \t]*(?:>[ ]?)*(?:(?:[-*+]|\d+\.)[ ]+)?(?:#{1,6}[ ]*|§[ ]*)?(?:(?:注|示例)\d*：[ ]*)?"),
}
_TOKEN = re.compile(
    r"(?P<comment>\{#[^\w].*?#\})"
    r"|(?P<statement>\{%.*?%\})"
    r"|(?P<value>\{\{.*?\}\})"
    r"|(?P<escaped>\\.)"
    r"|(?P<math>(?<!\\)\$(?=\S)[^$\n]+?(?<=\S)\$)"
    r"|(?P<reference>\[@[^\[\]]+\])"
    r"|(?P<footnote>\^\[)"
    r"|(?P<link>\[(?P<label>[^\[\]]*)\]\((?P<url>[^()\s]*)\))"
    r"|<(?P<auto>(?:https?|mailto):[^<>\s]+)>"
    r"|(?P<code>(?P<ticks>`+)(?P<inside>.+?)(?P=ticks)(?!`))"
    r"|(?P<ends>[ ]*\{(?:[:#.][^{}\n]*|\w+=[^{}\n]*)\}[ \t]*(?=\n|\Z))"
    r"|(?P<break>[ ]{2,}\n[ \t>]*)"
    r"|(?P<joint>[ \t]*\n[ \t>]*)"
    r"|(?P<stars>\*+|_+)"
    r"|(?P<small>~(?=[^~\s]+~)|(?<=[^\s~])~|\^(?=[^\^\s\[]+\^)|(?<=[^\s^])\^)",
    re.DOTALL,
)
#: More values in a line than this are not looked for.
_MOST_VALUES = 40


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of the source: text that shows, what does not show, or what stands for something else.

    ``pair`` ties an opening and a closing mark; ``inner`` is where a footnote's own text stands.
    """

    kind: Literal["text", "hidden", "value", "reference", "footnote", "math", "break", "joint"]
    start: int
    end: int
    shown: str = ""
    pair: int = 0
    inner: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Cell:
    """One character of the line and the source that shows it; ``whole`` is the token that only goes as a whole."""

    start: int
    end: int
    whole: int = -1


@dataclass(frozen=True, slots=True)
class Mapping:
    """A line's characters with their places in the source; ``tokens`` are those of the source in order."""

    source: str
    cells: tuple[Cell, ...]
    tokens: tuple[Token, ...]
    first: int
    last: int


def tokens_of(source: str, start: int, end: int, dialect: Dialect) -> tuple[Token, ...]:
    """Cut a stretch of source into tokens."""
    return tuple(_paired(list(_cut(source, start, end, dialect))))


def prefix_end(source: str, start: int, end: int, dialect: Dialect) -> int:
    """Return where the text of a paragraph begins, behind marks of lists, headings and clauses."""
    found = _PREFIX[dialect].match(source, start, end)
    return found.end() if found else start


def map_line(source: str, start: int, end: int, text: str, dialect: Dialect) -> Mapping | None:
    """Find the characters of a line in the stretch of source that shows it; nothing where they do not fit."""
    tokens = tokens_of(source, start, end, dialect)
    values = [one for one in tokens if one.kind in {"value", "reference", "footnote", "math"}]
    if len(values) > _MOST_VALUES:
        return None
    found = re.compile(_pattern(tokens), re.DOTALL).fullmatch(text)
    if found is None:
        return None
    cells: list[Cell | None] = [None] * len(text)
    for place, token in enumerate(tokens):
        if token.kind == "hidden":
            continue
        a, b = found.span(f"t{place}")
        whole = -1 if token.kind == "text" else place
        for at in range(a, b):
            if token.kind == "text" and len(token.shown) == token.end - token.start:
                cells[at] = Cell(token.start + at - a, token.start + at - a + 1)
            else:
                cells[at] = Cell(token.start, token.end, whole)
    return Mapping(source, _filled(cells, start, end), tokens, start, end)


def _filled(cells: list[Cell | None], start: int, end: int) -> tuple[Cell, ...]:
    """Give blanks at the ends of the line, which the source does not have, the place beside them."""
    first = next((one.start for one in cells if one is not None), start)
    done: list[Cell] = []
    for one in cells:
        at = done[-1].end if done else first
        done.append(one or Cell(at, at))
    return tuple(done)


def _pattern(tokens: tuple[Token, ...]) -> str:
    atom = ATOM.pattern
    parts = [r"\s*"]
    for place, token in enumerate(tokens):
        if token.kind == "text":
            parts.append(f"(?P<t{place}>{re.escape(token.shown)})")
        elif token.kind == "value":
            parts.append(f"(?P<t{place}>{atom}[^ \\t\\n{atom[1:-1]}，。；、：]{{0,16}}?|[^{atom[1:-1]}]*?)")
        elif token.kind == "reference":
            parts.append(f"(?P<t{place}>[^{atom[1:-1]}]{{0,6}}?{atom}[^{atom[1:-1]}]{{0,6}}?|[^{atom[1:-1]}]{{0,80}}?)")
        elif token.kind == "footnote":
            parts.append(f"(?P<t{place}>{atom}\\)?)")
        elif token.kind == "math":
            parts.append(f"(?P<t{place}>{atom})")
        elif token.kind == "break":
            parts.append(f"(?P<t{place}>\\n)")
        elif token.kind == "joint":
            parts.append(f"(?P<t{place}>[ ]?)")
    parts.append(r"\s*")
    return "".join(parts)


def _cut(source: str, start: int, end: int, dialect: Dialect) -> Iterator[Token]:
    at = start
    while at < end:
        found = _TOKEN.search(source, at, end)
        if found is None:
            yield _text(source, at, end)
            return
        made = list(_tokens(source, found, end, dialect))
        if not made:  # plain text after all
            yield _text(source, at, found.start() + 1)
            at = found.start() + 1
            continue
        if found.start() > at:
            yield _text(source, at, found.start())
        yield from made
        at = made[-1].end


def _text(source: str, start: int, end: int) -> Token:
    return Token("text", start, end, source[start:end])


def _tokens(source: str, found: re.Match[str], end: int, dialect: Dialect) -> Iterator[Token]:
    a, b = found.span()
    kind = found.lastgroup or ""
    if found["link"] or found["auto"] or found["code"]:
        yield from _around(source, found, dialect)
    elif (kind == "comment" and dialect != "standard") or (kind == "statement" and dialect == "section"):
        yield Token("hidden", a, b)
    elif kind == "value" and dialect != "standard":
        yield Token("value", a, b)
    elif kind == "escaped" and source[a + 1] in _ESCAPABLE:
        yield Token("text", a, b, source[a + 1])
    elif kind == "math":
        yield Token("math", a, b)
    elif kind == "reference":
        yield Token("reference", a, b)
    elif kind == "footnote":
        closed = _closing(source, b, end)
        if closed:
            yield Token("footnote", a, closed, inner=(b, closed - 1))
    elif kind in {"break", "joint"}:
        yield Token("break" if kind == "break" else "joint", a, b)
    elif kind == "ends" or kind == "stars" or (kind == "small" and dialect == "standard"):
        yield Token("hidden", a, b, shown=source[a:b] if kind != "ends" else "")


def _around(source: str, found: re.Match[str], dialect: Dialect) -> Iterator[Token]:
    """Yield what stands around a text that shows: brackets of a link, ticks of code."""
    a, b = found.span()
    inner = found.span("label" if found["link"] else "auto" if found["auto"] else "inside")
    yield Token("hidden", a, inner[0], pair=a + 1)
    yield from _cut(source, *inner, dialect) if found["link"] else (_text(source, *inner),)
    yield Token("hidden", inner[1], b, pair=a + 1)


def _closing(source: str, at: int, end: int) -> int:
    """Return the place behind the bracket that closes a footnote, 0 where none does."""
    depth = 1
    while at < end:
        if source[at] == "\\":
            at += 1
        else:
            depth += (source[at] == "[") - (source[at] == "]")
            if not depth:
                return at + 1
        at += 1
    return 0


def _paired(tokens: list[Token]) -> Iterator[Token]:
    """Tie marks of emphasis to one another; one without a partner shows as it stands."""
    waiting: dict[str, int] = {}
    pairs: dict[int, int] = {}
    for place, token in enumerate(tokens):
        if token.kind != "hidden" or not token.shown:
            continue
        if token.shown in waiting:
            opened = waiting.pop(token.shown)
            pairs[opened] = pairs[place] = tokens[opened].start + 1
        else:
            waiting[token.shown] = place
    for place, token in enumerate(tokens):
        if token.kind == "hidden" and token.shown:
            if place in pairs:
                yield Token("hidden", token.start, token.end, pair=pairs[place])
            else:
                yield Token("text", token.start, token.end, token.shown)
        else:
            yield token
