"""The words of a draft as one text that can be searched at once, each place known by its piece.

Rules that compare distant places (terms and their uses, rival wordings, abbreviations) search this instead of pieces.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from generator.drafting.draft import Draft, Kind, Part, Piece
from generator.drafting.sentences import outside_quotes

#: Places that repeat or list what stands elsewhere: a word there is no use of it.
_LISTS = frozenset({Part.COVER, Part.CONTENTS, Part.REFERENCES, Part.BIBLIOGRAPHY, Part.INDEX})
_HAN = r"\u3400-\u9fff"
#: A sign that closes an enumeration's word or a clause.
HAN = re.compile(f"[{_HAN}]")


@dataclass(frozen=True, slots=True)
class Place:
    """Words found: their piece and where they begin in its text."""

    piece: Piece
    start: int
    words: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """Pieces joined by line ends."""

    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]
    text: str

    def place(self, offset: int, words: str) -> Place:
        """Return the place of an offset in the joined text."""
        at = bisect_right(self.starts, offset) - 1
        return Place(self.pieces[at], offset - self.starts[at], words)

    def find(self, word: str) -> Iterator[Place]:
        """Yield every occurrence of a word."""
        offset = self.text.find(word)
        while offset >= 0:
            yield self.place(offset, word)
            offset = self.text.find(word, offset + len(word))

    def search(self, pattern: re.Pattern[str]) -> Iterator[Place]:
        """Yield what a pattern finds; it must not match line ends."""
        for found in pattern.finditer(self.text):
            yield self.place(found.start(), found[0])

    def around(self, place: Place) -> tuple[str, str]:
        """Return the sign before and the sign after the words; empty at the ends of the piece."""
        text, end = place.piece.text, place.start + len(place.words)
        return text[place.start - 1 : place.start] if place.start else "", text[end : end + 1]


def corpus(draft: Draft) -> Corpus:
    """Return the words of the document itself: without cover, contents, lists of documents and index."""
    return draft.view(_corpus)


def own_words(draft: Draft) -> Corpus:
    """Return the same with titles and quotations blanked out, and without sources."""
    return draft.view(_own_words)


def _counts(piece: Piece) -> bool:
    return piece.part not in _LISTS and piece.kind not in (Kind.NAME, Kind.REFERENCE, Kind.LITERATURE, Kind.COVER)


def _corpus(draft: Draft) -> Corpus:
    return _join([(piece, piece.text) for piece in draft.pieces if _counts(piece)])


def _own_words(draft: Draft) -> Corpus:
    pieces = (piece for piece in draft.pieces if _counts(piece) and piece.kind not in (Kind.SOURCE, Kind.FORMULA))
    return _join([(piece, outside_quotes(piece.text)) for piece in pieces])


def _join(texts: list[tuple[Piece, str]]) -> Corpus:
    starts, offset = [], 0
    for _, text in texts:
        starts.append(offset)
        offset += len(text) + 1
    joined = "\n".join(text.replace("\n", " ") for _, text in texts)
    return Corpus(tuple(piece for piece, _ in texts), tuple(starts), joined)
