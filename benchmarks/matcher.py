"""Precision and recall of the matcher of hand-typed numbers, by kind, on the labelled sentences.

Usage: python benchmarks/matcher.py [CORPUS...]
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from generator.base.text import Text
from generator.base.units import parse_unit
from generator.checks.matcher.candidates import Index, build_index, counted, measure_of
from generator.checks.matcher.concepts import Vocabulary
from generator.checks.matcher.mentions import Mention, find
from generator.checks.matcher.verdict import Answer, judge
from generator.ledger.context import Context
from generator.ledger.fact import Fact, Kind

CORPUS = ROOT / "tests" / "checks" / "corpus" / "numbers.yaml"


@dataclass
class Tally:
    """Right, false and missed ones by class."""

    right: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    mistakes: list[str] = field(default_factory=list)

    def precision(self, name: str | None = None) -> float:
        """The share of those reported that are right; of one class, or of all."""
        return _ratio(self._sum(self.right, name), self._sum(self.false, name))

    def recall(self, name: str | None = None) -> float:
        """The share of those labelled that were reported."""
        return _ratio(self._sum(self.right, name), self._sum(self.missed, name))

    @staticmethod
    def _sum(counter: Counter[str], name: str | None) -> int:
        return counter[name] if name else sum(counter.values())


def _ratio(right: int, wrong: int) -> float:
    return right / (right + wrong) if right + wrong else 1.0


@dataclass
class Scores:
    """What was measured: how many sentences, the mentions by kind, the verdicts by answer."""

    sentences: int
    mentions: Tally
    verdicts: Tally


def _same(mention: Mention, label: dict[str, Any], start: int) -> bool:
    end = start + len(str(label["t"]))
    values = label["v"] if isinstance(label["v"], list) else [label["v"]] * 2
    return (
        mention.start < end
        and mention.end > start
        and mention.kind == label["k"]
        and all(
            _equal(a, mention.unit, b, label["u"]) for a, b in zip((mention.low, mention.high), values, strict=True)
        )
    )


def _equal(one: Decimal, unit: str, other: object, labelled: str) -> bool:
    mine, theirs = measure_of(unit), measure_of(labelled)
    value = Decimal(str(other))
    if mine is None or theirs is None or not mine.bare:
        return unit == labelled and abs(one - value) <= abs(value) * Decimal("1e-9")
    left, right = one * _decimal(mine.factor), value * _decimal(theirs.factor)
    same = (mine.bare, mine.substances) == (theirs.bare, theirs.substances)
    return same and abs(left - right) <= abs(right) * Decimal("1e-9")


def _decimal(fraction: Any) -> Decimal:
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def _ground(corpus: dict[str, Any]) -> tuple[Index, Vocabulary]:
    project = corpus["project"]
    names = {
        dimension: {name: (text,) for name, text in project[part].items()}
        for dimension, part in (
            ("entity", "sites"),
            ("source", "sources"),
            ("product", "metrics"),
            ("measure", "measures"),
        )
    }
    names["target"] = {name: (target["name"],) for name, target in project["targets"].items()}
    years = {name: str(target["year"]) for name, target in project["targets"].items()}
    vocabulary = Vocabulary(names, str(project["current"]), str(project["base_year"]), years)
    facts = [
        Fact(f["id"], Context.of(**f["c"]), Decimal(str(f["v"])), parse_unit(f["u"]), Kind.DERIVED, Text.of(f["label"]))
        for f in corpus["facts"]
    ]
    sites = counted("project.sites", "project.sites", len(project["sites"]), ("厂区",))
    return build_index(facts, [sites]), vocabulary


def measure(path: Path = CORPUS) -> Scores:
    """Run the matcher over a corpus."""
    corpus = yaml.safe_load(path.read_text(encoding="utf-8"))
    like = yaml.safe_load((path.parent / corpus["like"]).read_text(encoding="utf-8")) if "like" in corpus else corpus
    index, vocabulary = _ground(like)
    mentions, verdicts = Tally(), Tally()
    for sentence in corpus["sentences"]:
        _one(sentence, index, vocabulary, mentions, verdicts)
    return Scores(len(corpus["sentences"]), mentions, verdicts)


def _one(sentence: dict[str, Any], index: Index, vocabulary: Vocabulary, mentions: Tally, verdicts: Tally) -> None:
    text, position = sentence["s"], 0
    left = find(text)
    answers = {verdict.mention: verdict.answer for verdict in judge(text, left, index, vocabulary)}
    for label in sentence["n"]:
        start = text.index(str(label["t"]), position)
        position = start + 1
        hit = next((mention for mention in left if _same(mention, label, start)), None)
        if hit is None:
            mentions.missed[label["k"]] += 1
            mentions.mistakes.append(f"missed {label['t']!r} in {text}")
            continue
        mentions.right[label["k"]] += 1
        left.remove(hit)
        wanted = Answer(label.get("w", "unsourced"))
        if answers[hit] is wanted:
            verdicts.right[wanted] += 1
        else:
            verdicts.missed[wanted] += 1
            verdicts.false[answers[hit]] += 1
            verdicts.mistakes.append(f"{wanted} taken for {answers[hit]}: {label['t']!r} in {text}")
    for mention in left:
        mentions.false[mention.kind] += 1
        mentions.mistakes.append(f"false {mention.text!r} in {text}")


def _table(title: str, tally: Tally) -> list[str]:
    names = sorted({*tally.right, *tally.false, *tally.missed}, key=lambda name: -tally.right[name])
    lines = [f"| {title} | labelled | right | false | missed | precision | recall |", "| --- |" + " ---: |" * 6]
    for name in (*names, None):
        right, false, missed = (Tally._sum(part, name) for part in (tally.right, tally.false, tally.missed))
        shares = f"{tally.precision(name):.3f} | {tally.recall(name):.3f}"
        lines.append(f"| {name or 'all'} | {right + missed} | {right} | {false} | {missed} | {shares} |")
    return lines


def report(scores: Scores) -> str:
    """Return the tables as Markdown."""
    lines = [
        f"{scores.sentences} sentences",
        "",
        *_table("number", scores.mentions),
        "",
        *_table("verdict", scores.verdicts),
    ]
    mistakes = [*scores.mentions.mistakes, *scores.verdicts.mistakes]
    return "\n".join([*lines, "", *(f"- {mistake}" for mistake in mistakes)]) + "\n"


if __name__ == "__main__":
    for corpus in [Path(name) for name in sys.argv[1:]] or sorted(CORPUS.parent.glob("*.yaml")):
        sys.stdout.write(f"{corpus.name}: {report(measure(corpus))}\n")
