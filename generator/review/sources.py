"""The list of inputs that changed: each once, with a number by which the changed facts refer to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from generator.base.text import Language
from generator.ledger.attribution.causes import Cause, InputChange
from generator.ledger.attribution.groups import Group
from generator.review.changes import Changes, Headline
from generator.review.inputs import shares_text
from generator.review.phrases import word


@dataclass(frozen=True, slots=True)
class Source:
    """An input that changed, with its number in the list and the number of listed facts that it moved."""

    at: int
    group: Group | Literal[""]
    change: InputChange


@dataclass(frozen=True, slots=True)
class Why:
    """A reason of a change as it is written: what kind of cause, its share, and the numbers of its inputs."""

    name: str
    share: str
    inputs: list[int]

    @property
    def text(self) -> str:
        """All of it in one line."""
        return " ".join(filter(None, (self.name, self.share, runs_text(self.inputs))))


@dataclass
class SourceList:
    """The inputs behind the listed facts, numbered from 1 in the order in which they are first needed."""

    sources: dict[tuple[str, str], Source] = field(default_factory=dict)
    _same: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, changes: Changes) -> SourceList:
        """Gather the inputs of all facts that documents show; where none is shown, of all that changed."""
        made = cls()
        keys = [headline.key for headline in changes.headlines] or [change.key for change in changes.ledger.changed]
        for key in keys:
            change = changes.ledger.by_key.get(key)
            for cause in change.causes if change is not None else ():
                for one in cause.inputs:
                    made._add(cause.group, one)
            for one in change.inputs if change is not None else ():
                made._add("", one)
        return made

    def _add(self, group: Group | Literal[""], change: InputChange) -> None:
        own = (group, change.key)
        if own in self.sources or own in self._same:
            return
        rows = set(change.rows)
        for key, other in self.sources.items():
            # a month's sum and a year's over the same row are one input
            if rows and key[0] == group and rows.issubset(other.change.rows):
                self._same[own] = key
                return
        self.sources[own] = Source(len(self.sources) + 1, group, change)

    def _source(self, group: str, key: str) -> Source | None:
        own = (group, key)
        return self.sources.get(self._same.get(own, own))

    def numbers(self, cause: Cause) -> list[int]:
        """Return the numbers of a cause's inputs in the list."""
        found = (self._source(cause.group, one.key) for one in cause.inputs)
        return sorted({source.at for source in found if source is not None})

    def why(self, headline: Headline, changes: Changes, language: Language) -> list[Why]:
        """Return the shares of a headline's change with the inputs behind each; without shares, the inputs alone."""
        change = changes.ledger.by_key.get(headline.key)
        if change is None:
            return []
        numbers = {word(cause.group, language): self.numbers(cause) for cause in change.causes}
        found = [Why(name, share, numbers.get(name, [])) for name, share in shares_text(headline.number, language)]
        if found or not change.inputs:
            return found
        places = (self._source("", one.key) for one in change.inputs)
        return [Why("", "", sorted({source.at for source in places if source is not None}))]

    def __iter__(self) -> Iterator[Source]:
        return iter(self.sources.values())

    def __len__(self) -> int:
        return len(self.sources)


def runs_text(numbers: Sequence[int]) -> str:
    """Return ``[1][4–9]``."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return "".join(f"[{a}]" if a == b else f"[{a}][{b}]" if b == a + 1 else f"[{a}–{b}]" for a, b in runs)
