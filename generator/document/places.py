"""What can be pointed to in a draft standard: its chapters, clauses, terms, annexes, tables, figures and formulas.

Comments, drafting statements and reviews name places by the id that the author gave, by number or by title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.document.blocks import Block, Clause, Equation, Heading, Numbering, Table, TermEntry
from generator.document.pictures import Chart, Picture
from generator.document.walk import plain_text, walk_blocks

#: Words that name a part without a number, or the whole.
WORDS = ("全文", "标准名称", "封面", "目次", "前言", "引言", "参考文献", "索引", "编制说明")
_CHAPTER, _CLAUSE = re.compile(r"^\d+$"), re.compile(r"^\d+(\.\d+)+$")
_DRESSED = re.compile(r"^第?(?P<number>\d+(?:\.\d+)*|附录[A-Z]|[A-Z](?:\.\d+)+)[章条]?$")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the draft: its number and its title, as they are printed."""

    number: str
    title: str = ""

    @property
    def label(self) -> str:
        """Number and title together; a bare number is spelled as a clause, since a figure would look the same."""
        return f"{self.number} {self.title}".strip() if self.title else spelled(self.number)


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a draft by id, number and title; ``known`` says whether there is a draft to look into."""

    by_name: Mapping[str, Place] = field(default_factory=dict)
    known: bool = False

    def find(self, clause: str) -> Place | None:
        """Return the place that words name."""
        plain = clause.strip()
        if (found := self.by_name.get(plain)) is not None:
            return found
        dressed = _DRESSED.match(plain)
        return self.by_name.get(dressed["number"]) if dressed else None

    def label(self, clause: str) -> str:
        """Return what a document prints for a clause; words that are no place stay as they are."""
        found = self.find(clause)
        return found.label if found is not None else spelled(clause.strip())

    def holds(self, clause: str) -> bool:
        """Whether words name a place of the draft, or one that every draft has."""
        return clause.strip() in WORDS or self.find(clause) is not None


def spelled(clause: str) -> str:
    """Return 第5章 or 第5.2条 for a bare number, anything else as it is."""
    if _CHAPTER.match(clause):
        return f"第{clause}章"
    return f"第{clause}条" if _CLAUSE.match(clause) else clause


def places(blocks: Iterable[Block], numbering: Numbering) -> Places:
    """Return the places of a draft. An id comes before a number, a number before a title."""
    found = [(block.id, one) for block in walk_blocks(blocks) if (one := _place(block, numbering)) is not None]
    by_name: dict[str, Place] = {}
    for name, place in found:
        by_name.setdefault(name, place)
    for key in ("number", "title"):
        for _, place in found:
            if said := getattr(place, key):
                by_name.setdefault(said, place)
    return Places(by_name, known=True)


def _place(block: Block, numbering: Numbering) -> Place | None:
    number = numbering.labels.get(block.id, "")
    match block:
        case Heading():
            return Place(number, plain_text(block.inlines).strip())
        case TermEntry():
            return Place(number, block.term)
        case Table() | Chart() | Picture() if number:
            return Place(number, plain_text(block.caption).strip())
        case Equation() if number:
            return Place(f"式{number}")
        case Clause() if number:
            return Place(number)
    return None
