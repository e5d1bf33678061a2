"""Numbering: headings 1, 1.1, 1.1.1, annexes A, B, captions by chapter (表 2-1, 图 3-1), equations (4-1).

Numbers are by order of the blocks alone, so that every writer shows the same and a reference never disagrees with
what it refers to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.base.text import Language
from generator.document.blocks import Block, Equation, Heading, Numbering, Table
from generator.document.pictures import Chart, Picture
from generator.document.walk import walk_blocks
from generator.document.wording import letters

_WORDS: dict[str, dict[Language, str]] = {
    "annex": {"zh": "附录", "en": "Annex "},
    "table": {"zh": "表 ", "en": "Table "},
    "figure": {"zh": "图 ", "en": "Figure "},
}


def number(blocks: Iterable[Block], language: Language) -> Numbering:
    """Return the label of every numbered block, by block id.

    Headings: ``1``, ``1.2``, ``1.2.3``; annexes ``附录A`` and below them ``A.1``. Tables and figures with a caption:
    ``表 2-1``, ``图 3-1``, counted in their chapter; before the first numbered chapter ``表 1``. Equations: ``(4-1)``.
    Unnumbered headings and tables without caption have no label.
    """
    count = _Count(language)
    for block in walk_blocks(blocks):
        label = count.label(block)
        if label:
            count.labels[block.id] = label
    return Numbering(count.labels)


@dataclass
class _Count:
    language: Language
    labels: dict[str, str] = field(default_factory=dict)
    path: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    annexes: int = 0
    chapter: str = ""
    within: Counter[str] = field(default_factory=Counter)

    def label(self, block: Block) -> str:
        match block:
            case Heading():
                return self._heading(block) if block.numbered or block.annex else self._apart(block)
            case Table():
                return self._caption("table") if block.caption else ""
            case Chart() | Picture():
                return self._caption("figure")
            case Equation():
                return f"({self._next('equation')})"
            case _:
                return ""

    def _apart(self, block: Heading) -> str:
        """Pass a heading without number; one of the first level ends the chapter before it."""
        if block.level == 1:
            self._begin("")
        return ""

    def _heading(self, block: Heading) -> str:
        if block.level == 1:
            if block.annex:
                self.annexes += 1
                self._begin(letters(self.annexes))
                return f"{_WORDS['annex'][self.language]}{self.chapter}"
            self.path[0] += 1
            self._begin(str(self.path[0]))
            return self.chapter
        depth = block.level - 1
        # A level that was left out counts as one, so that 1.1.1 never reads 1.0.1.
        for above in range(1, depth):
            self.path[above] = self.path[above] or 1
        self.path[depth] += 1
        self.path[depth + 1 :] = [0] * (len(self.path) - depth - 1)
        parts = [self.chapter, *(str(n) for n in self.path[1 : depth + 1])]
        return ".".join(part for part in parts if part)

    def _begin(self, chapter: str) -> None:
        self.chapter = chapter
        self.path[1:] = [0] * (len(self.path) - 1)
        for kind in ("table", "figure", "equation"):
            self.within[kind] = 0

    def _caption(self, kind: str) -> str:
        return f"{_WORDS[kind][self.language]}{self._next(kind)}"

    def _next(self, kind: str) -> str:
        counter = kind if self.chapter else f"{kind} outside chapters"
        self.within[counter] += 1
        return f"{self.chapter}-{self.within[counter]}" if self.chapter else str(self.within[counter])
