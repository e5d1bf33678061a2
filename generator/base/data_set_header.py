"""The header of a data set: which keys it must have and what form each has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

KINDS = ("electricity", "fuels", "gases", "factors", "equivalents", "blends", "parameters")
_TEXTS = ("id", "version", "zh", "en", "kind")
#: What a right header says, key by key: the hint of its findings.
_RIGHT = {
    "id": "id: cn-heat",
    "version": 'version: "1.0"',
    "zh": "zh: 热力因子",
    "en": "en: heat factors",
    "kind": "kind: factors",
    "sources": 'sources: {guide: {document: 核算指南, published: "2024-01-01"}}',
    "aliases": "aliases: {动力煤: 烟煤}",
    "english": "english: {烟煤: bituminous coal}",
    "regions": "regions: {华东: [上海, 江苏]}",
}


def header_faults(head: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each key of a header that is missing or has another form, and what a right one looks like."""
    for key in _TEXTS:
        if not _is_text(head.get(key)):
            yield key, _RIGHT[key]
    if _is_text(head.get("kind")) and head["kind"] not in KINDS:
        yield f"kind: {head['kind']} ({', '.join(KINDS)})", _RIGHT["kind"]
    sources = head.get("sources")
    if not isinstance(sources, dict) or not sources:
        yield "sources", _RIGHT["sources"]
    else:
        yield from ((f"sources.{key}", _RIGHT["sources"]) for key, one in sources.items() if not _is_source(one))
    for key in ("aliases", "english"):
        named = head.get(key) or {}
        if not isinstance(named, dict) or not all(_is_text(value) for value in named.values()):
            yield key, _RIGHT[key]
    regions = head.get("regions") or {}
    if not isinstance(regions, dict) or not all(
        isinstance(listed, list) and all(map(_is_text, listed)) for listed in regions.values()
    ):
        yield "regions", _RIGHT["regions"]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_source(one: object) -> bool:
    return isinstance(one, dict) and _is_text(one.get("document")) and all(isinstance(v, str) for v in one.values())
