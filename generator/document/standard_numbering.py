"""Numbers in a draft standard, as GB/T 1.1-2020, clauses 7 and 9, has them.

One pass in reading order gives every number. Notes and examples are counted by the clause, entry or list that they
stand in and labelled after the pass, since one alone has no number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.base.text import Language
from generator.document.blocks import Block, Clause, Equation, Heading, Numbering, Paragraph, Remark, Table, TermEntry
from generator.document.pictures import Chart, Picture
from generator.document.walk import walk_blocks
from generator.document.wording import letters, remark_label

#: A chapter and five levels of clauses below it (7.3.1).
_LEVELS = 6
_WORDS: dict[str, dict[Language, str]] = {
    "annex": {"zh": "附录", "en": "Annex "},
    "table": {"zh": "表", "en": "Table "},
    "figure": {"zh": "图", "en": "Figure "},
}


def number_standard(blocks: Iterable[Block], language: Language) -> Numbering:
    """Return the label of every numbered block of a draft standard, by block id.

    Chapters ``5``, clauses ``5.2.1`` with or without title, term entries ``3.1`` or ``3.1.1``, annexes ``附录A`` and
    below them ``A.1`` (7.2, 7.3, 8.7.3.1, 9.6.3.1); below a chapter without number, the introduction, ``0.1`` (8.4).
    Figures ``图1``, tables ``表1``, formulas ``(1)`` count through the document and anew in each annex: ``图A.1``
    (9.7.2.1, 9.8.2.1, 9.9.2). Notes and examples: ``注：`` alone, ``注1：`` of several (9.10.2, 9.11.2). Entries of the
    bibliography: ``[1]``. Figures and tables without a caption have no number.
    """
    count = _Count(language)
    for block in walk_blocks(blocks):
        label = count.label(block)
        if label:
            count.labels[block.id] = label
    count.name_remarks()
    return Numbering(count.labels)


@dataclass
class _Count:
    language: Language
    labels: dict[str, str] = field(default_factory=dict)
    path: list[int] = field(default_factory=lambda: [0] * _LEVELS)
    chapters: int = 0
    annexes: int = 0
    #: What stands before the numbers of clauses (5, A or 0), and before those of figures, tables and formulas.
    chapter: str = ""
    annex: str = ""
    counted: Counter[str] = field(default_factory=Counter)
    place: int = 0
    remarks: dict[tuple[int, str], list[str]] = field(default_factory=dict)

    def label(self, block: Block) -> str:
        match block:
            case Heading() | Clause() | TermEntry():
                self.place += 1
                return self._heading(block) if isinstance(block, Heading) else self._below(block.level)
            case Table() | Chart() | Picture():
                kind = "table" if isinstance(block, Table) else "figure"
                return f"{_WORDS[kind][self.language]}{self._next(kind)}" if block.caption else ""
            case Equation():
                return f"({self._next('formula')})"
            case Paragraph() if block.style == "literature":
                self.counted["literature"] += 1
                return f"[{self.counted['literature']}]"
            case Remark():
                self.remarks.setdefault((self.place, block.kind), []).append(block.id)
        return ""

    def _heading(self, block: Heading) -> str:
        if block.level > 1:
            return self._below(block.level) if block.numbered else ""
        if block.annex:
            self.annexes += 1
            self.annex = letters(self.annexes)
            for kind in ("table", "figure", "formula"):
                self.counted[f"{kind} {self.annex}"] = 0
            self._begin(self.annex)
            return f"{_WORDS['annex'][self.language]}{self.annex}"
        if not block.numbered:
            self.annex = ""
            self._begin("0")
            return ""
        self.chapters += 1
        self.annex = ""
        self._begin(str(self.chapters))
        return self.chapter

    def _begin(self, chapter: str) -> None:
        self.chapter = chapter
        self.path = [0] * _LEVELS

    def _below(self, level: int) -> str:
        depth = min(max(level, 2), _LEVELS) - 1
        # A level that was left out counts as one, so that 1.1.1 never reads 1.0.1.
        for above in range(1, depth):
            self.path[above] = self.path[above] or 1
        self.path[depth] += 1
        self.path[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        return ".".join([self.chapter or "0", *(str(n) for n in self.path[1 : depth + 1])])

    def _next(self, kind: str) -> str:
        counter = f"{kind} {self.annex}".strip()
        self.counted[counter] += 1
        return f"{self.annex}.{self.counted[counter]}" if self.annex else str(self.counted[counter])

    def name_remarks(self) -> None:
        """Label notes and examples, now that their number in each place is known."""
        for (_, kind), names in self.remarks.items():
            for place, name in enumerate(names, 1):
                self.labels[name] = remark_label(kind, place, len(names), self.language)
