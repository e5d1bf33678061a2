"""What a build depends on of issued editions: revision records, and the editions that a project seems to quote.

It is asked before anything is read, also by a build with nothing to do: no model of a project is imported here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.base.findings import Finding
from generator.project.workspace import PROJECT_FILE, relative

#: Where a project's editions lie, and what tells of each.
FOLDER, FILE = "issued", "edition.json"


@dataclass(frozen=True, slots=True)
class Revision:
    """An entry of a document's revision record; the roles are worded in the document's language."""

    version: str
    date: str
    change: str
    prepared: str
    reviewed: str = ""
    approved: str = ""


@dataclass(frozen=True, slots=True)
class Editions:
    """The revision records of a project's documents, and what was wrong with them; ``state`` tells one from another."""

    revisions: Mapping[str, tuple[Revision, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def of(self, document: str) -> list[list[str]]:
        """Return a document's record as values that a key can hold."""
        return [list(dataclasses.astuple(one)) for one in self.revisions.get(document, ())]

    def state(self) -> list[object]:
        """Return what a key of the whole build must hold; nothing where nothing was issued."""
        told = [str(f.position) + f.message.en for f in self.findings]
        return [{name: self.of(name) for name in self.revisions}, told] if self.revisions or told else []

    def followed(self, document: str, revision: Revision) -> Editions:
        """Return these with one more revision of a document: the one that is being issued."""
        known = self.revisions.get(document, ())
        return dataclasses.replace(self, revisions={**self.revisions, document: (*known, revision)})


def quoted_files(folder: Path, workspace: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of editions that a project seems to quote, with their names for a key.

    It looks for paths in the text alone: what a build depends on must be told before anything is read.
    """
    text = b"\n".join(_bytes(folder / name) for name in (PROJECT_FILE, "quotes.yaml"))
    if FILE.encode() not in text:
        return
    for root, pattern in ((workspace, f"projects/*/{FOLDER}/*/*/{FILE}"), (folder, f"{FOLDER}/*/*/{FILE}")):
        for file in sorted(root.glob(pattern)):
            if file.relative_to(root).as_posix().encode() in text:
                yield from ((relative(one, workspace), one) for one in sorted(file.parent.iterdir()) if one.is_file())


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes() if file.is_file() else b""
    except OSError:
        return b""
