"""The register of standards, guidance and policies: which exist, what they are called, when they were in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generator.base.content import fault, load_yaml
from generator.base.findings import Finding, Outcome, Position
from generator.base.resources import content_root
from generator.base.text import Text

_MARKS = ("confirmed", "secondary", "unconfirmed")
_KEYS = {"id", "number", "zh", "en", "issuer", "published", "in_force", "withdrawn", "replaced_by", "cite", "mark"}


@dataclass(frozen=True, slots=True)
class Standard:
    """One entry. Dates are ``2024``, ``2024-07`` or ``2024-07-01``; an unknown date is empty."""

    id: str
    number: str
    title: Text
    issuer: str
    published: str
    in_force: str
    withdrawn: str
    replaced_by: str
    cite: str
    mark: str
    position: Position

    def stands_on(self, date: str) -> bool | None:
        """Whether it was in force on ``date`` (ISO form); ``None`` where the register does not say since when.

        A date given to the month or year counts from its first day.
        """
        if self.withdrawn and _start(self.withdrawn) <= date:
            return False
        return _start(self.in_force) <= date if self.in_force else None


def _start(date: str) -> str:
    return (date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10]


def load_register(root: Path | None = None) -> Outcome[Mapping[str, Standard]]:
    """Load ``standards/register.yaml`` below ``root`` (default: the data sets that come with Tanwen).

    Entries with a missing key, an unknown mark or a successor that is not registered are findings.
    """
    path = (root or content_root()) / "standards" / "register.yaml"
    return _load(path, path.stat().st_mtime_ns) if path.is_file() else _none(path)


def _none(path: Path) -> Outcome[Mapping[str, Standard]]:
    return Outcome(None, (fault(Position(path.name), "没有标准登记表", "there is no register of standards"),))


@lru_cache(maxsize=8)
def _load(path: Path, _changed: int) -> Outcome[Mapping[str, Standard]]:
    outcome = load_yaml(path)
    if not isinstance(outcome.value, dict):
        return Outcome(None, outcome.findings)
    findings = list(outcome.findings)
    register: dict[str, Standard] = {}
    lines = _lines(path)
    for entry in outcome.value.get("entries", []):
        place = Position("content/standards/register.yaml", lines.get(str(entry.get("id")), 0))
        wrong = _wrong(entry, register)
        if wrong:
            findings.append(fault(place, f"标准登记表条目有误：{wrong}", f"the register entry is wrong: {wrong}"))
            continue
        register[entry["id"]] = _standard(entry, place)
    findings += _successors(register)
    return Outcome(register, tuple(findings))


def _wrong(entry: Mapping[str, object], known: Mapping[str, Standard]) -> str:
    for key in ("id", "number", "zh", "en", "issuer", "mark"):
        if not entry.get(key):
            return f"{key}?"
    unknown = set(entry) - _KEYS
    if unknown:
        return f"{', '.join(sorted(unknown))} ≠ {', '.join(sorted(_KEYS))}"
    if entry["mark"] not in _MARKS:
        return f"mark: {entry['mark']} ({', '.join(_MARKS)})"
    return f"id: {entry['id']} ×2" if entry["id"] in known else ""


def _standard(entry: Mapping[str, object], place: Position) -> Standard:
    def text(key: str) -> str:
        return str(entry.get(key) or "")

    title = Text(text("zh"), text("en"))
    cite = text("cite") or f"{text('number')}《{title.zh}》"
    return Standard(
        text("id"),
        text("number"),
        title,
        text("issuer"),
        text("published"),
        text("in_force"),
        text("withdrawn"),
        text("replaced_by"),
        cite,
        text("mark"),
        place,
    )


def _successors(register: Mapping[str, Standard]) -> list[Finding]:
    return [
        fault(
            one.position,
            f"{one.id} 的替代标准 {one.replaced_by} 不在登记表中",
            f"the successor of {one.id}, {one.replaced_by}, is not in the register",
        )
        for one in register.values()
        if one.replaced_by and one.replaced_by not in register
    ]


def _lines(path: Path) -> dict[str, int]:
    """Return the line of each entry's id: entries start with ``- id:``."""
    found: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("- id:"):
            found[line[5:].strip()] = number
    return found
