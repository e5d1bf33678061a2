"""Sentences of a piece, with the place where each begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from generator.drafting.draft import Piece

_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”|「[^「」]*」|‘[^‘’]*’|`[^`]+`")
_END = re.compile(r"[。！？；!?;]+[”’）】」』]*|$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a part of one that ends with ；: its words, and where they begin in the piece's text."""

    piece: Piece
    start: int
    text: str


def sentences(piece: Piece) -> Iterator[Sentence]:
    """Yield the sentences of a piece; closing quotes and brackets stay with the sentence before them."""
    for begin, text in _split(piece.text):
        yield Sentence(piece, begin, text)


@lru_cache(maxsize=8192)
def _split(words: str) -> tuple[tuple[int, str], ...]:
    found, begin = [], 0
    for end in (mark.end() for mark in _END.finditer(words)):
        if words[begin:end].strip():
            found.append((begin, words[begin:end]))
        begin = end
    return tuple(found)


@lru_cache(maxsize=8192)
def outside_quotes(text: str) -> str:
    """Return the text with what stands in 《》, “”, 「」 and code marks replaced by as many blanks."""
    return _QUOTED.sub(lambda found: "　" * len(found[0]), text)
