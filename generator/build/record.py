"""Findings as the manifest keeps them, so that a build with nothing to do still says what was found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.base.findings import Finding, Position, Severity
from generator.base.text import Text


def to_json(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings as JSON values."""
    return [
        {
            "rule": f.rule,
            "severity": f.severity.value,
            "message": [f.message.zh, f.message.en],
            "hint": [f.hint.zh, f.hint.en] if f.hint else None,
            "position": _place(f.position),
            "related": [_place(p) for p in f.related],
            "fact": f.fact,
            "block": f.block,
            "waiver": f.waiver,
        }
        for f in findings
    ]


def from_json(entries: Iterable[dict[str, Any]]) -> tuple[Finding, ...]:
    """Read findings back."""
    return tuple(
        Finding(
            e["rule"],
            Severity(e["severity"]),
            Text(*e["message"]),
            Position(*e["position"]),
            Text(*e["hint"]) if e["hint"] else None,
            e["fact"],
            e["block"],
            tuple(Position(*p) for p in e["related"]),
            e["waiver"],
        )
        for e in entries
    )


def is_record(entries: object) -> bool:
    """Whether ``entries`` has the form that :func:`to_json` gives and :func:`from_json` reads."""
    return isinstance(entries, list) and all(isinstance(entry, dict) and _is_finding(entry) for entry in entries)


def _is_finding(entry: dict[str, Any]) -> bool:
    hint, related = entry.get("hint"), entry.get("related")
    return (
        all(isinstance(entry.get(name), str) for name in ("rule", "severity", "fact", "block", "waiver"))
        and entry["severity"] in tuple(Severity)
        and _is_said(entry.get("message"))
        and (hint is None or _is_said(hint))
        and isinstance(related, list)
        and all(_is_place(place) for place in (entry.get("position"), *related))
    )


def _is_said(words: object) -> bool:
    return isinstance(words, list) and len(words) == 2 and all(isinstance(word, str) for word in words)


def _is_place(place: object) -> bool:
    return isinstance(place, list) and [type(part) for part in place] == [str, int, int, str, str]


def _place(position: Position) -> list[Any]:
    return [position.path, position.line, position.column, position.sheet, position.cell]
