"""The lock: which template version and which data sets each document was built from, by hash.

``tanwen.lock`` lies beside ``project.yaml`` and is committed. A build writes it; ``--locked`` refuses to build from
anything else, so that CI, a colleague and next year's reader build the same report.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.base.files import write_beside
from generator.base.findings import Finding, Position, Rule, Severity

NAME = "tanwen.lock"
_FORM = 1

DRIFT = Rule(
    "DL001",
    "lock-drift",
    Severity.ERROR,
    "A template, data set or calculation is not the one that the lock pins, and the build was asked for with --locked. "
    "Build without --locked, read what changed, and commit the new lock together with the documents it makes.",
    waivable=False,
)
MOVED = Rule(
    "DL002",
    "lock-moved",
    Severity.NOTE,
    "A template, data set or calculation changed since the lock was written; the lock now pins the new one. "
    "Commit it, so that others build the same documents.",
)
BROKEN = Rule(
    "DL003",
    "lock-unreadable",
    Severity.ERROR,
    "tanwen.lock cannot be read. It is written by tanwen, not by hand: restore it from git, or delete it and build "
    "without --locked.",
    waivable=False,
)

UNWRITTEN = Rule(
    "DL004",
    "lock-not-written",
    Severity.WARNING,
    "tanwen.lock could not be written beside project.yaml, so that nothing pins what these documents were built from. "
    "Make the project's folder writable and build again.",
)

Pins = dict[str, str]


@dataclass(frozen=True, slots=True)
class Lock:
    """Document id -> what it is pinned to: name (``template ghg-inventory-report@1.0``) -> hash or version."""

    documents: Mapping[str, Pins] = field(default_factory=dict)

    def text(self) -> str:
        """Return the lock file's text."""
        return json.dumps({"tanwen": _FORM, "documents": self.documents}, indent=2, sort_keys=True) + "\n"


def read_lock(folder: Path, shown: str) -> tuple[Lock | None, tuple[Finding, ...]]:
    """Read a project's lock; no lock is not a fault. ``shown`` is its path for messages."""
    path = folder / NAME
    if not path.exists():
        return None, ()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        documents = {str(k): {str(a): str(b) for a, b in v.items()} for k, v in data["documents"].items()}
        if data["tanwen"] != _FORM:
            raise ValueError(data["tanwen"])
    except (OSError, ValueError, KeyError, AttributeError, TypeError, RecursionError):
        finding = BROKEN.at(
            Position(shown, 1),
            "锁定文件无法读取",
            "the lock cannot be read",
            hint_zh="从 git 恢复 tanwen.lock，或删除后不带 --locked 重新生成",
            hint_en="restore tanwen.lock from git, or delete it and build without --locked",
        )
        return None, (finding,)
    return Lock(documents), ()


def compare(lock: Lock | None, now: Mapping[str, Pins], shown: str, *, locked: bool) -> tuple[Finding, ...]:
    """Return a finding for every pin of the documents in ``now`` that the lock does not hold as it is."""
    rule = DRIFT if locked else MOVED
    if lock is None:
        if not locked:
            return ()
        finding = DRIFT.at(
            Position(shown),
            "没有锁定文件，不能以 --locked 构建",
            "there is no lock to build from with --locked",
            hint_zh="先运行 tanwen build 生成 tanwen.lock 并提交",
            hint_en="run tanwen build once and commit the tanwen.lock it writes",
        )
        return (finding,)
    found = []
    for document, pins in now.items():
        before = lock.documents.get(document)
        if before is None:
            if locked:
                found.append(_drift(rule, shown, document, "", "", ""))
            continue
        for name in sorted({*before, *pins}):
            if before.get(name) != pins.get(name):
                found.append(_drift(rule, shown, document, name, before.get(name, ""), pins.get(name, "")))
    return tuple(found)


def _drifted(before: str, after: str) -> tuple[str, str]:
    """Say what became of one thing that a document is made of, between the lock and now."""
    if not after:
        return f"锁定为 {before}，现已不用", f"is locked at {before}, and is used no more"
    if not before:
        return f"未锁定，现为 {after}", f"is not in the lock, and now is {after}"
    return f"锁定为 {before}，现为 {after}", f"is locked at {before}, and now is {after}"


def _drift(rule: Rule, shown: str, document: str, name: str, before: str, after: str) -> Finding:
    if not name:
        zh, en = f"文档 {document} 不在锁定文件中", f"document {document} is not in the lock"
    else:
        zh, en = _drifted(before[:12], after[:12])
        zh, en = f"文档 {document}：{name} {zh}", f"document {document}: {name} {en}"
    return rule.at(
        Position(shown),
        zh,
        en,
        hint_zh="核对变化后不带 --locked 重新构建，并提交 tanwen.lock",
        hint_en="read what changed, build without --locked and commit tanwen.lock",
    )


def write_lock(
    folder: Path, lock: Lock | None, now: Mapping[str, Pins], orders: set[str], *, shown: str = NAME
) -> tuple[Finding, ...]:
    """Write the lock with the pins of ``now``; documents that the project no longer orders leave it."""
    kept = {k: dict(v) for k, v in (lock.documents if lock else {}).items() if k in orders}
    merged = Lock({**kept, **now})
    if lock is not None and merged.text() == lock.text():
        return ()
    try:
        write_beside(folder / NAME, merged.text().encode())
    except OSError as wrong:
        why = wrong.strerror or str(wrong)
        finding = UNWRITTEN.at(
            Position(shown),
            f"无法写入锁定文件：{why}",
            f"the lock cannot be written: {why}",
            hint_zh="检查项目文件夹的权限；文件照常生成",
            hint_en="check the permissions of the project's folder; the documents are made all the same",
        )
        return (finding,)
    return ()
