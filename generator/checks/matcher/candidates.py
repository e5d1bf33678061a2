"""The ledger as the matcher sees it: every fact with its value, its bare dimension and the words that name it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from generator.base.units import Unit, UnitError, parse_unit
from generator.checks.matcher.concepts import CHANGES, CONCEPTS, SUBJECTS, Words
from generator.checks.matcher.vocabulary import PURE
from generator.ledger.fact import Fact

#: (dimension, exponent) pairs without substances: what a person means by 吨.
Bare = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit taken apart: its bare dimension, its substances, and its size in canonical units."""

    bare: Bare
    substances: frozenset[str]
    factor: Fraction


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that a typed number may mean. ``groups``: a word of each must stand in the sentence."""

    key: str
    id: str
    value: Decimal
    measure: Measure
    unit: str
    label: Words
    subjects: Mapping[str, str]
    period: str
    basis: str
    groups: tuple[Words, ...] | None

    @property
    def is_change(self) -> bool:
        """Whether the fact says by how much something changed."""
        return self.id in CHANGES


@dataclass(frozen=True, slots=True)
class Index:
    """Candidates by the bare dimension of their unit, ``/a`` left out as well as kept."""

    by_measure: Mapping[Bare, tuple[Candidate, ...]]

    def of(self, unit: str) -> tuple[tuple[Candidate, Fraction], ...]:
        """The candidates that a number in ``unit`` may mean, with the number's size in canonical units."""
        measure = measure_of(unit)
        if measure is None:
            return ()
        found = self.by_measure.get(measure.bare, ())
        return tuple((c, measure.factor) for c in found if _same_substance(measure, c.measure))


@lru_cache(maxsize=512)
def measure_of(unit: str) -> Measure | None:
    """Take apart the unit of a mention; ``None`` where the ledger knows no such unit."""
    if unit in PURE or not unit:
        size = PURE.get(unit, Decimal(1))
        return Measure((), frozenset(), Fraction(size))
    try:
        return _take_apart(parse_unit(unit))
    except UnitError:
        return None


def _take_apart(unit: Unit) -> Measure:
    bare: dict[str, int] = {}
    substances = set()
    for dimension, substance, exponent in unit.dimensions:
        bare[dimension] = bare.get(dimension, 0) + exponent
        substances.add(substance)
    pairs = tuple(sorted((d, e) for d, e in bare.items() if e))
    return Measure(pairs, frozenset(s for s in substances if s), unit.factor)


def _same_substance(typed: Measure, known: Measure) -> bool:
    """A typed unit without substance fits all; one with a substance (tCO2e) fits that one alone."""
    return not typed.substances or typed.substances <= known.substances


def build_index(facts: Iterable[Fact], extra: Iterable[Candidate] = ()) -> Index:
    """Prepare a ledger's facts for matching."""
    grouped: dict[Bare, list[Candidate]] = {}
    for candidate in (*map(_candidate, facts), *extra):
        measure = candidate.measure
        grouped.setdefault(measure.bare, []).append(candidate)
        yearly = tuple(pair for pair in measure.bare if pair != ("[time]^1", -1))
        if yearly != measure.bare:
            grouped.setdefault(yearly, []).append(candidate)
    return Index({bare: tuple(found) for bare, found in grouped.items()})


def _candidate(fact: Fact) -> Candidate:
    pairs = dict(fact.context.pairs)
    label = tuple(dict.fromkeys((fact.label.zh, fact.label.en)))
    return Candidate(
        fact.key,
        fact.id,
        fact.value,
        _take_apart(fact.unit),
        fact.unit.text,
        label,
        {name: value for name, value in pairs.items() if name in SUBJECTS},
        pairs.get("period", ""),
        pairs.get("basis", ""),
        CONCEPTS.get(fact.id),
    )


def counted(key: str, fact_id: str, number: int, label: Words) -> Candidate:
    """A count that the project file itself gives, such as the number of its sites."""
    measure = Measure((), frozenset(), Fraction(1))
    return Candidate(key, fact_id, Decimal(number), measure, "1", label, {}, "", "", CONCEPTS[fact_id])
