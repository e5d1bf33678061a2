"""What may be asked of a Word file: comments and changes, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.base.text import Text


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a comment, in its thread."""

    author: str
    initials: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on the characters ``start`` to ``end`` of a paragraph; paragraph 0 is the document as a whole.

    ``date`` is written as it is (``2026-05-01T08:00:00Z``), left out where empty. Lines of ``text`` become paragraphs.
    ``replies`` follow in its thread; ``done`` says that the thread is resolved.
    """

    paragraph: int
    start: int
    end: int
    author: str
    initials: str
    date: str
    text: str
    replies: tuple[Reply, ...] = ()
    done: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    r"""A tracked change of the characters ``start`` to ``end``; ``\t``, ``\n``, ``\f`` are tab, line and page break."""

    paragraph: int
    start: int
    end: int
    replacement: str
    author: str
    date: str


@dataclass(frozen=True, slots=True)
class AddParagraph:
    """A tracked new paragraph after paragraph ``after`` (0: as the first), or before it.

    It stands in the form of paragraph ``like``; 0 is a plain one, ``None`` that of the paragraph beside it.
    """

    after: int
    text: str
    author: str
    date: str
    like: int | None = None
    before: bool = False


@dataclass(frozen=True, slots=True)
class RemoveParagraph:
    """A tracked deletion of a paragraph with its mark."""

    paragraph: int
    author: str
    date: str


@dataclass(frozen=True, slots=True)
class Reorder:
    """Paragraphs put in another order, as tracked deletions and insertions.

    ``paragraphs`` are the places from top to bottom; ``order`` the same numbers as they shall stand in these places.
    """

    paragraphs: tuple[int, ...]
    order: tuple[int, ...]
    author: str
    date: str


Change = Edit | AddParagraph | RemoveParagraph | Reorder


@dataclass(frozen=True, slots=True)
class Remark:
    """What became of a request that was not carried out as asked: refused, or done otherwise."""

    request: Comment | Change
    refused: bool
    reason: Text


@dataclass(frozen=True, slots=True)
class Marked:
    """The marked copy, and what was refused or done otherwise."""

    data: bytes
    remarks: tuple[Remark, ...] = ()

    @property
    def refused(self) -> tuple[Remark, ...]:
        """The requests that were not carried out."""
        return tuple(r for r in self.remarks if r.refused)


class Refused(Exception):
    """A request that cannot be carried out; nothing was changed for it."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.reason = Text(zh, en)
