"""What is left of a line of a text file when its marks are taken away, and where each character stands in the line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

#: Where characters stand: from the first number (an offset) on in the columns from the second on.
Runs = tuple[tuple[int, int], ...]


def column(runs: Runs, offset: int) -> int:
    """Return the column (from 0) of an offset; of the end of a text that of the character before it, and 1."""
    at = max(bisect_right(runs, offset, key=lambda run: run[0]) - 1, 0)
    return runs[at][1] + offset - runs[at][0] if runs else offset


def columns(runs: Runs, start: int, end: int) -> tuple[int, int] | None:
    """Return the columns between which the characters stand; ``None`` where a mark stands among them."""
    first = column(runs, start)
    if start == end:
        return first, first
    last = column(runs, end - 1) + 1
    return (first, last) if last - first == end - start else None


@dataclass(frozen=True, slots=True)
class Shown:
    """A text and where its characters stand in their line."""

    text: str
    runs: Runs = ((0, 0),)

    def part(self, start: int, end: int | None = None) -> Shown:
        """Return a part of it."""
        text = self.text[start:end]
        inside = [(at - start, to) for at, to in self.runs if start < at < start + len(text)]
        return Shown(text, ((0, column(self.runs, start)), *inside))

    def strip(self, characters: str | None = None) -> Shown:
        """Return it without blanks (or some characters) at its ends."""
        kept = self.text.lstrip(characters)
        return self.part(len(self.text) - len(kept), len(self.text) - len(kept) + len(kept.rstrip(characters)))

    def without(self, spans: Iterable[tuple[int, int]]) -> Shown:
        """Return it without some parts, which follow each other."""
        kept, at = [], 0
        for start, end in spans:
            kept.append(self.part(at, start))
            at = end
        kept.append(self.part(at))
        text, runs = "", []
        for one in kept:
            if one.text:
                runs += [(len(text) + place, to) for place, to in one.runs]
                text += one.text
        return Shown(text, tuple(runs) or ((0, column(self.runs, 0)),))

    def split(self, mark: str) -> list[Shown]:
        """Return its parts between marks of one character."""
        found, at = [], 0
        for words in self.text.split(mark):
            found.append(self.part(at, at + len(words)))
            at += len(words) + 1
        return found

    def cleared(self, pattern: re.Pattern[str]) -> Shown:
        """Return it without what a pattern finds."""
        if pattern.search(self.text) is None:
            return self
        return self.without(found.span() for found in pattern.finditer(self.text))
