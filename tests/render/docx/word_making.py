"""What a sample document is made with: blocks with ids and origins, the facts they show, a picture."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from typing import Any

from generator.base.findings import Position
from generator.document.blocks import Cell, DocumentFact, Heading, ListBlock, ListItem, Paragraph, Row
from generator.document.display import Display
from generator.document.inlines import FactRef, Inline, Str
from generator.document.pictures import Point


class Facts:
    """Collects the facts of a sample document."""

    def __init__(self) -> None:
        self.all: dict[str, DocumentFact] = {}

    def add(self, key: str, value: str, unit: str = "tCO2e", label: str = "") -> str:
        """Add a fact; return its key."""
        self.all[key] = DocumentFact(key, f"f{len(self.all) + 1:04d}", value, unit, label or key, "confirmed")
        return key


def png(width: int = 640, height: int = 360, color: tuple[int, int, int] = (20, 82, 75)) -> bytes:
    """Return a PNG with bars in one colour on a white ground."""
    rows = []
    for y in range(height):
        line = b"".join(
            bytes(color) if (x // 60) % 2 and y > height - (x // 60 + 1) * height // 14 else b"\xf3\xf6\xf5"
            for x in range(width)
        )
        rows.append(b"\x00" + line)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"".join(rows)))
        + chunk(b"IEND", b"")
    )


class Maker:
    """Makes blocks with ids and origins."""

    def __init__(self) -> None:
        self.facts = Facts()
        self.count = 0

    def place(self) -> tuple[str, Position]:
        """Return the next id and origin."""
        self.count += 1
        return f"b{self.count}", Position("templates/sample/1.0/sections/all.md", self.count)

    def h(self, level: int, text: str, block_id: str = "", **more: Any) -> Heading:
        """Return a heading."""
        found, origin = self.place()
        return Heading(block_id or found, origin, level, (Str(text),), **more)

    def p(self, *inlines: Inline | str, style: Any = "body") -> Paragraph:
        """Return a paragraph."""
        found, origin = self.place()
        return Paragraph(found, origin, tuple(Str(i) if isinstance(i, str) else i for i in inlines), style)

    def items(self, ordered: bool, *texts: str | ListBlock | Paragraph) -> ListBlock:
        """Return a list; a block after a text belongs to that item."""
        items: list[ListItem] = []
        for text in texts:
            if isinstance(text, (ListBlock, Paragraph)):
                last = items.pop()
                items.append(replace(last, blocks=(*last.blocks, text)))
            else:
                found, origin = self.place()
                items.append(ListItem(found, origin, (self.p(text),)))
        found, origin = self.place()
        return ListBlock(found, origin, ordered, tuple(items))

    def n(self, key: str, value: str, of: str = "tCO2e", *, full: bool = False, **display: Any) -> FactRef:
        """Return a number in unit ``of``."""
        self.facts.add(key, value, of)
        return FactRef(key, Display(with_unit=full, **display))

    def points(
        self, name: str, values: list[str | None], of: str = "tCO2e", **display: Any
    ) -> tuple[Point | None, ...]:
        """Return points; ``None`` is a gap."""
        made: list[Point | None] = []
        for place, value in enumerate(values):
            made.append(
                None if value is None else Point(self.facts.add(f"{name}[{place}]", value, of), Display(**display))
            )
        return tuple(made)


def cell(*inlines: Inline | str, **more: Any) -> Cell:
    """Return a cell."""
    return Cell(tuple(Str(i) if isinstance(i, str) else i for i in inlines), **more)


def header(*texts: str) -> Row:
    """Return a header row."""
    return Row(tuple(cell(t) for t in texts), "header")
