"""The blocks of a text (paragraphs, tables), what each is laid beside the other side's by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.base.alignment import Piece
from generator.base.sequences import common
from generator.word.names import Element
from generator.word.redline.side import Side

_CONTENTS = re.compile(r"^(TOC\d|TableofFigures|Contents\d|目录|toc)", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Block:
    """A paragraph or a table; ``fixed`` says what keeps it from being deleted or inserted as a whole."""

    element: Element
    kind: str
    text: str
    key: str
    fixed: str = ""

    @property
    def paragraph(self) -> bool:
        """Whether it is a paragraph."""
        return self.kind != "table"

    @property
    def piece(self) -> Piece:
        """Return what it is aligned by."""
        return Piece(self.fixed or self.kind, self.text, self.key)


def blocks_of(side: Side, parent: Element, part: str) -> list[Block]:
    """Return the blocks of a body, cell, note or header; controls around blocks do not count."""
    return [_block(side, one, part) for one in elements_of(side, parent)]


def elements_of(side: Side, parent: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables of a text in order, also those inside controls around blocks."""
    space = side.space
    for one in parent:
        if one.tag == space.p or one.tag == space.tbl:
            yield one
        elif one.tag == space.sdt:
            inner = one.find(space.sdt_content)
            if inner is not None:
                yield from elements_of(side, inner)
        elif one.tag == space.q("customXml"):
            yield from elements_of(side, one)


def _block(side: Side, one: Element, part: str) -> Block:
    if one.tag == side.space.tbl:
        return _table(side, one)
    return _paragraph(side, one, part)


def _table(side: Side, one: Element) -> Block:
    space = side.space
    rows = [["".join(map(str, cell.itertext(space.t))) for cell in row.iter(space.tc)] for row in one.iter(space.tr)]
    key = "\x1e".join("\x1f".join(row) for row in rows)
    labels = [row[0] for row in rows if row]
    head = rows[0] if rows else []
    return Block(one, "table", "\n".join([*head, *labels, key.replace("\x1f", "\n").replace("\x1e", "\n")]), key)


def _paragraph(side: Side, one: Element, part: str) -> Block:
    space = side.space
    said: list[str] = []
    shows = ""
    depth, lowest = 0, 0
    code = ""
    tab = space.q("tab")
    for bit in one.iter(space.t, space.math_text, space.field, space.code, tab, space.q("noBreakHyphen"), *space.drawn):
        tag = bit.tag
        if tag == space.t or tag == space.math_text:
            said.append(bit.text or "")
        elif tag == space.field:
            step = {"begin": 1, "end": -1}.get(str(bit.get(space.q("fldCharType"))), 0)
            depth += step
            lowest = min(lowest, depth)
        elif tag == space.code:
            code = code or (bit.text or "").split(maxsplit=1)[0:1][0] if (bit.text or "").strip() else code
        elif tag == tab:
            if bit.getparent().tag == space.run:  # type: ignore[union-attr]  # it has one
                said.append("\t")
        elif tag in space.drawn:
            shows += side.norm(bit, part).decode("utf-8", "replace")
        else:
            said.append("-")
    properties = one.find(space.ppr)
    style = None if properties is None else properties.find(space.q("pStyle"))
    fixed = ""
    if properties is not None and properties.find(space.sect) is not None:
        fixed = "section"
    elif depth or lowest:
        fixed = f"field {code if depth > 0 else ''} {depth} {lowest}"
    text = "".join(said)
    named = "" if style is None else str(style.get(space.q("val"), ""))
    kind = "contents" if _CONTENTS.match(named) else "paragraph"
    return Block(one, kind, text, text + shows, fixed)


def fixed_pairs(olds: Sequence[Block], news: Sequence[Block]) -> list[tuple[int, int]]:
    """Pair what may not be deleted or inserted: ends of sections, edges of fields over several paragraphs."""
    was = [(i, block.fixed) for i, block in enumerate(olds) if block.fixed]
    now = [(j, block.fixed) for j, block in enumerate(news) if block.fixed]
    return [(was[x][0], now[y][0]) for x, y in common([f for _, f in was], [f for _, f in now])]
