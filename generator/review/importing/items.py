"""What an import found: one item a change, with its place in the project and what is done with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from generator.base.findings import Position
from generator.base.text import Text
from generator.review.importing.wording import FileEdit

Kind = Literal["reworded", "added", "deleted", "moved", "split", "merged", "number", "row", "furniture"]
#: ``patch`` edits the project's Markdown, ``input`` is a computed number that only its inputs change, ``template`` is a
#: note for the template's author, ``data`` stands in the project's YAML, ``manual`` in its Markdown where no edit could
#: be proved, ``unplaced`` nowhere that is known, ``kept`` needs nothing.
Status = Literal["patch", "input", "template", "data", "manual", "unplaced", "kept"]


@dataclass(frozen=True, slots=True)
class Input:
    """An input that a computed number depends on."""

    label: str
    value: str
    position: Position | None


@dataclass(slots=True)
class Item:
    """One change. ``gone`` and ``came`` are the lines that the document loses and gains where the edits are right."""

    kind: Kind
    status: Status
    paragraph: int
    old: str
    new: str
    position: Position | None = None
    block: str = ""
    author: str = ""
    date: str = ""
    reason: Text | None = None
    fact: str = ""
    inputs: tuple[Input, ...] = ()
    typed: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    edits: tuple[FileEdit, ...] = ()
    gone: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    context: str = ""
    flags: list[Text] = field(default_factory=list)
