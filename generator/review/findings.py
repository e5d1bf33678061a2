"""Findings of two states: which came, which went, and which weigh otherwise than before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from generator.base.findings import Finding
from generator.review.changes import FindingChanges, FindingPair

_DIGITS = re.compile(r"[\d０-９.,，]+")

Key = tuple[str, ...]


def finding_changes(
    old: Sequence[Finding],
    new: Sequence[Finding],
    folders: tuple[str, str] = ("", ""),
    blocks: Mapping[str, str] | None = None,
) -> FindingChanges:
    """Compare findings by rule, file, fact and block; a finding that only stands on another line is the same.

    ``folders`` are the projects' folders as positions spell them, ``blocks`` says how the blocks of the old side are
    called on the new one. Of several at one place, those with the same message are the same ones; then those whose
    message differs in its figures alone.
    """
    waiting = _keyed(old, folders, blocks or {})
    pairs: list[tuple[Finding, Finding]] = []
    left: list[Finding] = list(new)
    for alike in (_message, _words, _nothing):
        left, found = _matched(waiting, left, folders, alike)
        pairs += found
    unmatched = {id(finding) for some in waiting.values() for finding in some}
    changed = tuple(FindingPair(a, b) for a, b in pairs if (a.severity, bool(a.waiver)) != (b.severity, bool(b.waiver)))
    went = tuple(finding for finding in old if id(finding) in unmatched)
    return FindingChanges(tuple(left), went, changed, len(pairs) - len(changed))


def _keyed(
    findings: Iterable[Finding], folders: tuple[str, ...], blocks: Mapping[str, str]
) -> dict[Key, list[Finding]]:
    keyed: dict[Key, list[Finding]] = defaultdict(list)
    for finding in findings:
        keyed[_key(finding, folders, blocks)].append(finding)
    return keyed


def _key(finding: Finding, folders: tuple[str, ...], blocks: Mapping[str, str]) -> Key:
    path = finding.position.path
    path = next((path.removeprefix(folder) for folder in folders if folder and path.startswith(folder)), path)
    block = blocks.get(finding.block, finding.block)
    return (finding.rule, path, finding.position.sheet, finding.fact, block)


def _matched(
    waiting: dict[Key, list[Finding]],
    findings: Sequence[Finding],
    folders: tuple[str, ...],
    alike: Callable[[Finding], str | None],
) -> tuple[list[Finding], list[tuple[Finding, Finding]]]:
    """Take from ``waiting`` a finding of the same key and the same words for each; return those that have none."""
    left, pairs = [], []
    for finding in findings:
        some = waiting.get(_key(finding, folders, {}), [])
        words = alike(finding)
        at = next((at for at, other in enumerate(some) if alike(other) == words), None)
        if at is None or words is None:
            left.append(finding)
        else:
            pairs.append((some.pop(at), finding))
    return left, pairs


def _message(finding: Finding) -> str:
    return finding.message.zh


def _words(finding: Finding) -> str:
    return _DIGITS.sub("0", finding.message.zh)


def _nothing(finding: Finding) -> str | None:
    """Take any finding for the same where a fact or a block says which one it is."""
    return "" if finding.fact or finding.block else None
