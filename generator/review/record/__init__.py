"""A record: the ledger and the documents of a build as data, read back without the project.

``record.json.gz`` is a gzip file with one line of JSON a part: a ledger, or a document by its id. Each part is a
gzip member of its own, so that a part that did not change is not written anew. Records are read strictly: a class or
field that is not on the closed list, a value of another type, too much of anything is one finding, and nothing else
happens. No pickles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.base.findings import Outcome, Position, Rule, Severity
from generator.document.blocks import Document
from generator.ledger.ledger import Ledger
from generator.review.record.kinds import Refused
from generator.review.record.parts import Books
from generator.review.record.reading import lines, unpacked
from generator.review.record.writing import line, packed

__all__ = ["NAME", "UNREADABLE", "Record", "document_part", "joined", "ledger_part", "read_record"]

NAME = "record.json.gz"

UNREADABLE = Rule(
    "RV020",
    "record-unreadable",
    Severity.ERROR,
    "record.json.gz holds the ledger and the documents of a build or of an issued edition. It cannot be read: it is "
    "cut off, was changed by hand, or was written by a newer Tanwen. Wrong: a record saved by an editor. Right: build "
    "again, or restore the issued edition from git.",
    waivable=False,
)


@dataclass(frozen=True, slots=True)
class Record:
    """What a record holds."""

    ledger: Ledger | None
    documents: Mapping[str, Document]


def ledger_part(ledger: Ledger) -> bytes:
    """Return a ledger as a part of a record."""
    return packed(line("ledger", "", Books.of(ledger)))


def document_part(document: Document) -> bytes:
    """Return a document as a part of a record."""
    return packed(line("document", document.id, document))


def joined(parts: Iterable[bytes]) -> bytes:
    """Return the record of these parts."""
    return b"".join(parts)


def read_record(data: bytes, shown: str) -> Outcome[Record]:
    """Read a record; ``shown`` is its path for findings."""
    ledger: Ledger | None = None
    documents: dict[str, Document] = {}
    try:
        for part, name, value in lines(unpacked(data)):
            if part == "ledger":
                ledger = value.ledger()
            elif value.id != name or name in documents:
                raise Refused("a document under another name")
            else:
                documents[name] = value
    except Refused as wrong:
        finding = UNREADABLE.at(
            Position(shown),
            f"记录无法读取：{wrong}",
            f"the record cannot be read: {wrong}",
            hint_zh="重新构建，或从 git 恢复已发布的版本",
            hint_en="build again, or restore the issued edition from git",
        )
        return Outcome(None, (finding,))
    return Outcome(Record(ledger, documents))
