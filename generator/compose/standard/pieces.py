"""What an author's file of a draft standard is made of, before its words are read: pieces with their lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Title:
    """A heading; ``level`` 1 is a chapter or an annex."""

    line: int
    level: int
    text: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph, or with ``clause`` the beginning of a clause without a title."""

    line: int
    text: str
    clause: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """A note or an example."""

    line: int
    kind: Literal["note", "example"]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list."""

    line: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list."""

    line: int
    ordered: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: caption, rows as typed with their lines, notes and footnotes."""

    line: int
    caption: str
    rows: tuple[tuple[int, str], ...]
    notes: tuple[tuple[int, str], ...] = ()
    footnotes: tuple[tuple[int, str], ...] = ()
    id: str = ""
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Formula:
    """A displayed formula with its legend: symbol and meaning."""

    line: int
    latex: str
    where: tuple[tuple[int, str, str], ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class FlowChart:
    """A flow chart: the lines between its fences."""

    line: int
    caption: str
    lines: tuple[tuple[int, str], ...]
    id: str = ""


Piece = Title | Words | Aside | Listed | Grid | Formula | FlowChart
