"""What a build is asked for, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.base.findings import Finding
from generator.project.issued import Revision

#: The formats that Tanwen writes, in the order in which they are made.
FORMATS = ("md", "html", "xlsx", "docx", "pdf")
DEFAULT_FORMATS = ("md", "html", "xlsx", "docx")

#: Told what a build is doing: project id, then stage or file.
Progress = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How to build. ``documents`` empty means all of them; ``paginate`` makes the layout pass for page numbers."""

    output: Path
    formats: tuple[str, ...] = DEFAULT_FORMATS
    documents: tuple[str, ...] = ()
    final: bool = False
    locked: bool = False
    paginate: bool = False
    #: The document that this build issues, with the entry that it adds to its revision record.
    issuing: tuple[str, Revision] | None = None

    @property
    def lays_out(self) -> bool:
        """Whether LibreOffice lays the Word files out, for a PDF or for the page numbers of the contents."""
        return "pdf" in self.formats or ("docx" in self.formats and (self.final or self.paginate))

    def key(self) -> list[object]:
        """Return what of the options changes the bytes that are built."""
        return [sorted(self.formats), sorted(self.documents), self.final, self.lays_out]


@dataclass(frozen=True, slots=True)
class Built:
    """One project's build: the files that stand now, all findings, and whether there was nothing to do."""

    project: str
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    fresh: bool = False

    @property
    def ok(self) -> bool:
        """Whether no error stands."""
        return not any(f.blocks_final for f in self.findings)
