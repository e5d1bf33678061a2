"""Which text of a file belongs to which block: all that stands from a block's bookmark to the next one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.base.visible import NUMBER, normal, text_hash
from generator.review.verify.reading import Control, Line, Piece
from generator.review.word_map import Block


@dataclass(slots=True)
class Part:
    """A paragraph's share of a segment; ``joined`` where another block's text stands before it in the paragraph."""

    line: Line
    pieces: list[Piece] = field(default_factory=list)
    joined: bool = False

    @property
    def text(self) -> str:
        """What a reader sees."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def skeleton(self) -> str:
        """The text that a block's hash is made of: numbers in controls as such, what is computed left out."""
        return skeleton(self.pieces)


def skeleton(pieces: Sequence[Piece]) -> str:
    """Return text with :data:`NUMBER` for each control; a control that an edit has split counts once."""
    found: list[str] = []
    last: Control | None = None
    for piece in pieces:
        if piece.computed or not piece.text:
            continue
        if piece.control is None:
            found.append(piece.text)
            last = None
        elif last is None or last.alias != piece.control.alias:
            found.append(NUMBER)
            last = piece.control
    return "".join(found)


@dataclass(slots=True)
class Segment:
    """A stretch of text; ``block`` is the innermost block that begins here, ``None`` for the cover."""

    block: Block | None
    names: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether no reader sees anything."""
        return not any(piece.text.strip() for part in self.parts for piece in part.pieces)

    @property
    def text(self) -> str:
        """What a reader sees, one paragraph a line."""
        return "\n".join(text for part in self.parts if (text := part.text.strip()))

    @property
    def controls(self) -> list[Control]:
        """The controls in reading order, one that is split once."""
        found: list[Control] = []
        for part in self.parts:
            for piece in part.pieces:
                one = piece.control
                if one is not None and piece.text and not (found and found[-1].alias == one.alias):
                    found.append(one)
        return found

    @property
    def first(self) -> int:
        """The number of the paragraph that a reader is to look at: the first that has text."""
        lines = [part.line.number for part in self.parts if part.text.strip()] or [p.line.number for p in self.parts]
        return lines[0] if lines else 0

    @property
    def hash(self) -> str:
        """The hash of all of its text."""
        return text_hash("".join(part.skeleton for part in self.parts))


def segments_of(lines: Sequence[Line], blocks: Sequence[Block]) -> list[Segment]:
    """Cut the body at the bookmarks of blocks; notes and text boxes belong to none.

    Bookmarks at one place come in any order after another program has saved the file: the innermost block is the last
    one of the map.
    """
    known = {block.bookmark: block for block in blocks}
    now = Segment(None)
    found = [now]
    for line in lines:
        if line.note is not None or line.box:
            continue
        part = Part(line)
        now.parts.append(part)
        for at, item in _stream(line):
            if isinstance(item, Piece):
                part.pieces.append(item)
            elif (block := known.get(item)) is not None:
                if now.block is None or not now.empty:
                    if not part.pieces:
                        now.parts.pop()
                    part = Part(line, joined=bool(at))
                    now = Segment(block, [], [part])
                    found.append(now)
                if now.block is None or block.place > now.block.place:
                    now.block = block
                now.names.append(item)
    return found


def _stream(line: Line) -> Iterator[tuple[int, Piece | str]]:
    marks = iter([*line.marks, ("", -1)])
    name, at = next(marks)
    for place, piece in enumerate(line.pieces):
        while at == place:
            yield place, name
            name, at = next(marks)
        yield place, piece
    while name:
        yield len(line.pieces), name
        name, at = next(marks)


def kept_parts(segment: Segment, wanted: str) -> tuple[int, int] | None:
    """Return the paragraphs (from, to) that say what the block said, where others were added before or behind."""
    texts = [normal(part.skeleton) for part in segment.parts]
    count = len(texts)
    if count < 2 or not wanted:
        return None
    for size in range(count - 1, max(0, count - 41), -1):
        for start in (0, count - size):
            if text_hash("".join(texts[start : start + size])) == wanted:
                return start, start + size
    for start in range(min(count, 40)):
        for end in range(start + 1, min(count, start + 6)):
            if text_hash("".join(texts[start:end])) == wanted:
                return start, end
    return None
