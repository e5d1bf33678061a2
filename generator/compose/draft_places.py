"""What comments, bases and opinions point to: clauses of the project's draft, by id, number or plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_CHAPTER, _CLAUSE = re.compile(r"^\d+$"), re.compile(r"^\d+(\.\d+)+$")


@dataclass(frozen=True, slots=True)
class Place:
    """A chapter, clause, annex, table, figure or term of the draft: its number and its title, as they are printed."""

    number: str
    title: str

    @property
    def label(self) -> str:
        """Number and title together; a bare number is spelled as a clause, since a figure would look the same."""
        if self.title:
            return f"{self.number} {self.title}".strip()
        return spelled(self.number)


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a draft by id and by number; ``known`` says whether there is a draft to look into."""

    by_name: Mapping[str, Place] = field(default_factory=dict)
    known: bool = False

    def label(self, clause: str) -> str:
        """Return what a document prints for a clause; words that are no place stay as they are."""
        found = self.by_name.get(clause)
        return found.label if found is not None else spelled(clause)


def spelled(clause: str) -> str:
    """Return 第5章 or 第5.2条 for a bare number, anything else as it is."""
    if _CHAPTER.match(clause):
        return f"第{clause}章"
    return f"第{clause}条" if _CLAUSE.match(clause) else clause


def places_of(standard: object) -> Places:
    """Return the places of the project's draft."""
    return Places()
