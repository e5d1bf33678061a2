"""How well the drafting rules do on texts that two readers labelled without seeing each other's labels.

A label is a line, the rules that a reviewer may name for it, and the characters that show it; texts that are not ours
are not in this repository, their labels are. A label counts as wanted where both readers have it or one is sure of it;
one that a single unsure reader has is arguable: finding it is no false alarm, missing it no miss.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from generator.drafting.lint import Hit, lint
from generator.drafting.read.files import read_draft

ROOT = Path(__file__).resolve().parents[1]
LABELS = ROOT / "tests" / "drafting" / "labels"
#: Texts that nobody who writes rules reads, nor what is missed in them: how well the rules do on other people's drafts.
HELD_OUT = frozenset({"guide-b", "specification-b", "code-b"})
#: Breaches of order: readers and rules may point at either of the elements that are out of place.
_ORDER = frozenset({"REF-08", "FWD-02", "BIB-01", "SYM-02", "STR-01", "STR-08", "IDX-01", "ANX-04", "TOC-01"})

#: Findings about the file as it was handed over (its numbers are lost), not about how the draft is written: no reader
#: of the draft labels them, so they are neither right nor a false alarm.
_ABOUT = frozenset({"EXT-01"})


@dataclass(frozen=True)
class Mark:
    """A label."""

    line: int
    rules: tuple[str, ...]
    wanted: bool
    both: bool
    at: tuple[int, int] | None

    @property
    def family(self) -> str:
        """The family of the rule that fits best."""
        return self.rules[0].partition("-")[0]


@dataclass(frozen=True)
class Labelled:
    """A text with its labels; ``path`` does not exist where the text is not ours and absent."""

    name: str
    path: Path
    sha256: str
    marks: tuple[Mark, ...]

    @property
    def present(self) -> bool:
        """Whether the text is here, and is the one that was labelled."""
        return self.path.is_file() and hashlib.sha256(self.path.read_bytes()).hexdigest() == self.sha256


@dataclass
class Score:
    """Counts of one family or of all: wanted labels and those found, findings and those that are right."""

    wanted: int = 0
    found: int = 0
    findings: int = 0
    right: int = 0

    @property
    def recall(self) -> float:
        """Share of the wanted labels that were found; 1 where nothing was wanted."""
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        """Share of the findings that are labelled; 1 where there are none."""
        return self.right / self.findings if self.findings else 1.0


@dataclass
class Result:
    """Scores by family, the labels that were missed and the findings that nobody labelled."""

    families: dict[str, Score] = field(default_factory=dict)
    missed: list[Mark] = field(default_factory=list)
    false: list[Hit] = field(default_factory=list)

    @property
    def all(self) -> Score:
        """The scores of all families together."""
        parts = self.families.values()
        return Score(
            sum(p.wanted for p in parts),
            sum(p.found for p in parts),
            sum(p.findings for p in parts),
            sum(p.right for p in parts),
        )

    def add(self, other: Result) -> None:
        """Add the counts of another text."""
        for family, score in other.families.items():
            mine = self.families.setdefault(family, Score())
            mine.wanted += score.wanted
            mine.found += score.found
            mine.findings += score.findings
            mine.right += score.right


def labelled() -> Iterator[Labelled]:
    """Yield the labelled texts."""
    for file in sorted(LABELS.glob("*.yaml")):
        data = yaml.safe_load(file.read_text("utf-8"))
        marks = tuple(_mark(one) for one in data["labels"])
        yield Labelled(file.stem, (ROOT / data["text"]).resolve(), data["sha256"], marks)


def _mark(one: dict[str, Any]) -> Mark:
    both = one["by"] == "both"
    at = tuple(one["at"]) if "at" in one else None
    return Mark(one["line"], tuple(one["rules"]), both or one["sure"], both, at)  # type: ignore[arg-type]  # two numbers


def score(text: Labelled) -> Result:
    """Run the rules over a text and compare with its labels."""
    outcome = read_draft(text.path, text.path.name)
    if outcome.value is None:
        raise ValueError(f"{text.path} cannot be read")
    hits = [hit for hit in lint(outcome.value).hits if hit.rule.needs != "docx" and hit.rule.rule.id not in _ABOUT]
    result = Result()
    for mark in text.marks:
        family = result.families.setdefault(mark.family, Score())
        if not mark.wanted:
            continue
        family.wanted += 1
        if any(_meets(mark, hit) for hit in hits):
            family.found += 1
        else:
            result.missed.append(mark)
    for hit in hits:
        family = result.families.setdefault(hit.rule.rule.id.partition("-")[0], Score())
        family.findings += 1
        if any(_meets(mark, hit) for mark in text.marks):
            family.right += 1
        else:
            result.false.append(hit)
    return result


def _meets(mark: Mark, hit: Hit) -> bool:
    rule = hit.rule.rule.id
    if rule in mark.rules and (mark.line == 0 or rule in _ORDER or hit.breach.piece is None):
        return True
    lines = {hit.finding.position.line, *(place.line for place in hit.finding.related)}
    if mark.line not in lines:
        return False
    return rule in mark.rules or (hit.finding.position.line == mark.line and _overlap(mark, hit))


def _overlap(mark: Mark, hit: Hit) -> bool:
    if mark.at is None or not hit.breach.fragment or not hit.finding.position.column:
        return False
    start = hit.finding.position.column - 1
    return start < mark.at[1] and mark.at[0] < start + len(hit.breach.fragment)


def table(result: Result) -> Iterable[str]:
    """Yield the lines of a table by family."""
    yield f"{'family':8} {'wanted':>7} {'found':>6} {'recall':>7}   {'findings':>8} {'right':>6} {'precision':>9}"
    for name, one in (*sorted(result.families.items()), ("all", result.all)):
        yield (
            f"{name:8} {one.wanted:7} {one.found:6} {one.recall:7.3f}   {one.findings:8} {one.right:6}"
            f" {one.precision:9.3f}"
        )


def agreement(text: Labelled) -> tuple[int, int]:
    """Return how many labels both readers have, and how many there are."""
    return sum(mark.both for mark in text.marks), len(text.marks)
