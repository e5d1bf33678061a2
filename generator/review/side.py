"""A side of a comparison: one state of a project, with everything that was made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.base.findings import Finding
from generator.document.blocks import Document
from generator.ledger.ledger import Ledger
from generator.project.project import Project


def _no_word(document: str) -> bytes | None:
    """Have no Word file."""
    return None


@dataclass(frozen=True, slots=True)
class Side:
    """One state of a project.

    ``name`` is what the user called it (``HEAD~1``, ``projects/lanhe-foundry``). ``folder`` and ``root`` are the
    project's folder and its workspace as they stood in that state. ``commit``, ``author`` and ``date`` (ISO 8601 with
    ``Z``) are those of a git revision, empty for a folder that is none. ``templates`` maps a document's id to
    ``type@version``; ``word`` writes a document's Word file when it is asked to. ``pinned`` is what the lock of that
    state pins, ``pins`` what the documents were made from now: where the two differ, the side cannot be made again as
    it was.
    """

    name: str
    folder: Path
    root: Path
    project: Project | None
    ledger: Ledger | None
    documents: Mapping[str, Document]
    templates: Mapping[str, str]
    pins: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    pinned: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    commit: str = ""
    author: str = ""
    date: str = ""
    word: Callable[[str], bytes | None] = _no_word
