"""What an expression of a template can print: words, numbers, marks of table cells, and whole blocks.

None of these ever passes through Markdown as text: each becomes one opaque character there (see ``run``).
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import Any

from generator.base.findings import Position
from generator.document.inlines import FactRef, Str


class Mark(enum.Enum):
    """What a cell of a table can hold instead of text."""

    TOTAL = "total"
    GROUP = "group"
    UP = "up"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Joined:
    """Values that print one after the other: the result of ``~`` and of ``join``."""

    parts: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class BlockSpec:
    """A block that a call asked for, before its text is parsed. ``body`` is the text of a ``{% call %}``."""

    kind: str
    origin: Position
    id: str = ""
    body: str = ""
    values: dict[str, Any] = field(default_factory=dict)


Token = Str | FactRef | Mark | BlockSpec
"""What stands behind an opaque character."""
