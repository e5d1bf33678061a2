"""Facts as a table, as JSON and as csv."""

from __future__ import annotations

import csv
import fnmatch
import io
import json
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from generator.base.text import Language
from generator.ledger.context import DIMENSIONS
from generator.ledger.expression import number
from generator.ledger.fact import Fact, Missing
from generator.ledger.ledger import Ledger
from generator.ledger.spelling import arithmetic, place, significant
from generator.ledger.tree import cite

_HEADER = ("key", "id", *DIMENSIONS, "value", "unit", "kind", "mark", "label", "formula", "place", "reference")


def matching(ledger: Ledger, pattern: str = "*") -> tuple[Fact, ...]:
    """Return the facts whose id or key matches a pattern (``inventory.*``, ``*[*period=2024*]``), in ledger order."""
    return tuple(fact for fact in ledger if _matches(fact.id, fact.key, pattern))


def missing(ledger: Ledger, pattern: str = "*") -> tuple[Missing, ...]:
    """Return the missing values whose id or key matches a pattern."""
    return tuple(gone for gone in ledger.missing.values() if _matches(gone.id, gone.key, pattern))


def _matches(fact_id: str, key: str, pattern: str) -> bool:
    # Brackets are part of a key's spelling, not a character class.
    literal = pattern.replace("[", "[[]")
    return fnmatch.fnmatchcase(fact_id, literal) or fnmatch.fnmatchcase(key, literal)


def as_json(ledger: Ledger, pattern: str, language: Language) -> str:
    """Return facts and missing values as JSON; values are decimal strings, exact."""
    facts = [_data(fact, language) for fact in matching(ledger, pattern)]
    gone = [
        {
            "key": m.key,
            "reason": m.reason.say(language),
            **({"waits_for": m.waits_for} if m.waits_for else {}),
            **({"position": place(m.position)} if place(m.position) else {}),
        }
        for m in missing(ledger, pattern)
    ]
    return json.dumps({"facts": facts, "missing": gone}, ensure_ascii=False, indent=2) + "\n"


def _data(fact: Fact, language: Language) -> dict[str, Any]:
    data: dict[str, Any] = {
        "key": fact.key,
        "id": fact.id,
        "context": dict(fact.context.pairs),
        "value": number(fact.value),
        "unit": fact.unit.text,
        "kind": fact.kind.value,
        "mark": fact.mark.value,
        "label": fact.label.say(language),
    }
    if fact.formula is not None:
        data |= {"formula": arithmetic(fact.formula), "inputs": list(fact.inputs)}
    if place(fact.position):
        data["position"] = place(fact.position)
    if fact.reference is not None:
        data["reference"] = cite(fact.reference)
    if fact.note is not None:
        data["note"] = fact.note.say(language)
    return data


def as_csv(ledger: Ledger, pattern: str, language: Language) -> str:
    """Return facts as csv with a column a dimension; a text that a spreadsheet would run as a formula is quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADER)
    for fact in matching(ledger, pattern):
        context = dict(fact.context.pairs)
        writer.writerow(
            [
                fact.key,
                fact.id,
                *(_text(context.get(name, "")) for name in DIMENSIONS),
                number(fact.value),
                fact.unit.text,
                fact.kind.value,
                fact.mark.value,
                _text(fact.label.say(language)),
                arithmetic(fact.formula) if fact.formula is not None else "",
                place(fact.position),
                _text(cite(fact.reference)) if fact.reference is not None else "",
            ]
        )
    return out.getvalue()


def _text(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def as_table(ledger: Ledger, pattern: str, language: Language) -> str:
    """Return facts as aligned columns of text: key, value, unit, kind, mark, label; then what is missing and why."""
    rows = [
        (f.key, significant(f.value), f.unit.text, f.kind.value, f.mark.value, f.label.say(language))
        for f in matching(ledger, pattern)
    ]
    lines = list(_aligned(rows, right=1))
    gone = missing(ledger, pattern)
    if gone:
        lines += ["", "缺失：" if language == "zh" else "missing:"]
        lines += _aligned([(m.key, m.reason.say(language)) for m in gone], right=-1)
    return "".join(f"{line}\n" for line in lines)


def _aligned(rows: Sequence[tuple[str, ...]], right: int) -> Iterable[str]:
    if not rows:
        return []
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(_padded(cell, widths[i], i == right) for i, cell in enumerate(row)).rstrip() for row in rows]


def _padded(text: str, width: int, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for wide characters."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
