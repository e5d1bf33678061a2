"""Levels of headings whose numbers an export dropped, and what a title looks like."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from generator.drafting.elements import plain

HAN = re.compile(r"[\u3400-\u9fff]")
ENDS = re.compile(r"[。；：，、？！;:,.]$")
LONGEST_TITLE = 40


class Levels:
    """Guesses the levels of headings without numbers from what stands before them and from titles of one pattern."""

    def __init__(self) -> None:
        #: Levels by pattern of title, those with headings right below apart from those with text.
        self.of: dict[tuple[str, bool], int] = {}
        #: The last level of headings by the number of headings that followed at once.
        self.heights: dict[int, int] = {}
        self.last = 1

    def note(self, title: str, level: int, height: int = 0) -> None:
        """Remember the level of a heading; ``height`` headings follow it at once."""
        if level:
            self.last = level
        if level > 1:
            self.of.setdefault((_pattern(title), height > 0), level)
        if level > 1 and height:
            self.heights[height] = level

    def guess(self, title: str, above: int, below: Sequence[str]) -> tuple[int, bool]:
        """Return a level and whether it is more than a guess.

        ``above`` is the level of a heading right before (0: none); ``below`` are the headings that follow at once, of
        which one whose level is known tells this one's. One that opens clauses is on the level of the last that opened
        as many levels of them.
        """
        known = self.of.get((_pattern(title), bool(below)))
        if above:
            return (known, True) if known is not None and known > above else (above + 1, True)
        for place, next_title in enumerate(below, start=1):
            level = self.of.get((_pattern(next_title), place < len(below)))
            if level is not None and level > place:
                return level - place, True
        if known is not None:
            return known, True
        return (self.heights.get(len(below)) or max(self.last, 2)), False


def _pattern(title: str) -> str:
    """Return what titles of one pattern share: the last four characters."""
    return plain(title)[-4:]


def is_title(text: str) -> bool:
    """Whether a text may be a title: short, without end mark, no sentence."""
    return len(text) <= LONGEST_TITLE and not ENDS.search(text) and "。" not in text and "；" not in text


def alike(one: str, other: str) -> bool:
    """Whether two names are nearly the same."""
    return difflib.SequenceMatcher(None, plain(one), plain(other)).ratio() > 0.75
