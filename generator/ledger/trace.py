"""The short form of an explanation, as it pops up beside a number in HTML."""

from __future__ import annotations

from typing import NamedTuple

from generator.base.text import Language
from generator.ledger.expression import RowSum
from generator.ledger.fact import Fact
from generator.ledger.ledger import Ledger
from generator.ledger.spelling import arithmetic, place, with_unit
from generator.ledger.tree import cite


class TraceStep(NamedTuple):
    """A line of a number's trace: depth, label, value with unit, and its source or its formula with numbers."""

    depth: int
    label: str
    value: str
    source: str


#: What a fact's line says at any depth, and what it reads: kept by key over the traces of one document.
Memory = dict[str, tuple[str, str, str, tuple[str, ...]]]


def trace(
    ledger: Ledger,
    key: str,
    language: Language,
    *,
    depth: int = 2,
    limit: int = 14,
    memory: Memory | None = None,
) -> tuple[TraceStep, ...]:
    """Return the fact's own line and those of its inputs down to ``depth``, at most ``limit`` lines.

    Where the inputs at that depth are too many, a lesser depth is taken: a short whole rather than the beginning of a
    long one. Where even the direct inputs are too many, the last line says how many are left out. A key that the ledger
    does not hold has no trace. One ``memory`` handed to all traces of a ledger in one language spares spelling the
    same line twice.
    """
    steps: list[TraceStep] = []
    known: Memory = {} if memory is None else memory
    for level in range(1, depth + 1):
        deeper: list[TraceStep] = []
        _add(ledger, key, language, 0, level, deeper, set(), known)
        if level > 1 and len(deeper) > limit:
            break
        steps = deeper
    if len(steps) <= limit:
        return tuple(steps)
    left_out = len(steps) - limit + 1
    more = f"… 另有 {left_out} 项" if language == "zh" else f"… {left_out} more"
    return (*steps[: limit - 1], TraceStep(1, more, "", ""))


def _add(
    ledger: Ledger,
    key: str,
    language: Language,
    level: int,
    depth: int,
    steps: list[TraceStep],
    seen: set[str],
    memory: Memory,
) -> None:
    if key in seen or key not in ledger.facts:
        return
    seen.add(key)
    line = memory.get(key)
    if line is None:
        line = memory[key] = _line(ledger.facts[key], language)
    label, value, source, reads = line
    steps.append(TraceStep(level, label, value, source))
    if level < depth:
        for read in reads:
            _add(ledger, read, language, level + 1, depth, steps, seen, memory)


def _line(fact: Fact, language: Language) -> tuple[str, str, str, tuple[str, ...]]:
    value = with_unit(fact.value, fact.unit.text, 8)
    return fact.label.say(language), value, _source(fact, language), fact.inputs


def _source(fact: Fact, language: Language) -> str:
    where = place(fact.position)
    if isinstance(fact.formula, RowSum):
        rows = f"{len(fact.formula.rows)} 行" if language == "zh" else f"{len(fact.formula.rows)} rows"
        return f"{where} … ({rows})" if where else rows
    if fact.formula is not None:
        return f"= {arithmetic(fact.formula, 6)}"
    if fact.reference is not None:
        return cite(fact.reference)
    return where
