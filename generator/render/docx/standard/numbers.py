"""Counting as Word's lists do, and the lists that a standard's notes, examples and items are numbered by."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

#: Lists of ``parts/numbering.xml``: chapters, annexes, clauses of the introduction; one note, one example; literature.
CHAPTERS, ANNEXES, INTRODUCTION, ONE_NOTE, ONE_EXAMPLE, LITERATURE = 1, 2, 3, 6, 8, 10
#: What new lists are made from: dashes, letters, several notes, several examples.
DASHES, LETTERS = 4, 5
_SEVERAL = {"note": 7, "example": 9}
_SINGLE = {"note": ONE_NOTE, "example": ONE_EXAMPLE}
#: New lists are numbered from here on.
_FIRST = 11
_LEVELS = 6
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class Counter:
    """Counts chapters, clauses, term entries and annexes in the order in which they are drawn."""

    path: list[int] = field(default_factory=lambda: [0] * _LEVELS)
    annexes: int = 0
    chapters: int = 0
    letter: str = ""

    def top(self, *, annex: bool) -> str:
        """Begin a chapter or an annex; return its label without 附录."""
        self.path = [0] * _LEVELS
        if annex:
            self.annexes += 1
            count = self.annexes - 1
            self.letter = chr(ord("A") + count % 26) * (count // 26 + 1)
            return self.letter
        self.letter = ""
        self.chapters += 1
        self.path[0] = self.chapters
        return str(self.chapters)

    def below(self, level: int) -> str:
        """Begin a clause or an entry of level 2 to 6; return its label."""
        self.path[level - 1] += 1
        self.path[level:] = [0] * (_LEVELS - level)
        return ".".join([self.letter or str(self.path[0]), *(str(n) for n in self.path[1:level])])

    def front(self) -> None:
        """Begin a part without a number: its clauses count from 0.1."""
        self.path, self.letter = [0] * _LEVELS, ""


@dataclass(slots=True)
class Lists:
    """The numberings that a document adds to the base: each begins anew."""

    made: list[tuple[int, int]] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def new(self, abstract: int, start: int = 1) -> int:
        """Return the id of a new list that starts at ``start``."""
        self.made.append((abstract, start))
        return _FIRST - 1 + len(self.made)

    def remark(self, kind: str, label: str) -> int:
        """Return the list that gives a note or an example its label: ``注：`` alone, ``注1：`` the first of several."""
        found = _DIGITS.search(label)
        if found is None:
            return _SINGLE[kind]
        place = int(found[0])
        if place == 1 or place != self.last.get(kind, 0) + 1:
            self.numbers[kind] = self.new(_SEVERAL[kind], place)
        self.last[kind] = place
        return self.numbers[kind]

    def xml(self) -> str:
        """Return ``w:num`` of all lists."""
        rows = []
        for place, (abstract, start) in enumerate(self.made, _FIRST):
            levels = 3 if abstract in (DASHES, LETTERS) else 1
            anew = "".join(
                f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start if level == 0 else 1}"/>'
                "</w:lvlOverride>"
                for level in range(levels)
            )
            rows.append(f'<w:num w:numId="{place}"><w:abstractNumId w:val="{abstract}"/>{anew}</w:num>')
        return "".join(rows)


def numbered_by(number: int, level: int = 0) -> str:
    """Return ``w:numPr``."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
