"""One file under verification: what it says, what is found, and how findings are worded."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.base.findings import Finding, Position, Rule, Severity
from generator.base.visible import text_hash
from generator.review.verify.reading import Control, Line, Seen
from generator.review.verify.segments import Part, Segment, segments_of
from generator.review.word_map import Block, Number, WordMap

_ORIGIN = re.compile(r"(?P<path>.*?)(?::(?P<line>\d+)(?::(?P<column>\d+))?)?")
_AROUND = 24


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A number of the map where it stands in the file."""

    control: Control
    text: str
    line: Line
    start: int
    split: bool = False

    @property
    def around(self) -> str:
        """The words around it."""
        return excerpt(self.line.text, self.start, self.start + len(self.text))


@dataclass(slots=True)
class Case:
    """A Word file, its map, its text by blocks; ``numbers`` counts what is as built."""

    name: str
    map: WordMap
    seen: Seen
    segments: list[Segment]
    notes: list[Segment]
    found: dict[str, list[Occurrence]]
    findings: list[Finding] = field(default_factory=list)
    right: set[str] = field(default_factory=set)
    #: Segments whose text is the build's, by identity, once numbers without control are put back.
    mended: dict[int, str] = field(default_factory=dict)
    blocks_right: int = 0
    points_right: int = 0
    #: What could not be judged, in Chinese and English.
    left: list[tuple[str, str]] = field(default_factory=list)
    #: The file's own map, where the one that it is judged by comes from elsewhere.
    own: WordMap | None = None

    @classmethod
    def of(cls, name: str, known: WordMap, seen: Seen) -> Case:
        """Lay a file's text to the blocks of its map."""
        segments = segments_of(seen.lines, known.blocks)
        return cls(name, known, seen, segments, _notes(seen, known), _occurrences(seen))

    @property
    def by_block(self) -> Mapping[str, Segment]:
        """The first segment of each block."""
        found: dict[str, Segment] = {}
        for one in self.segments:
            if one.block is not None:
                found.setdefault(one.block.id, one)
        return found

    def say(
        self,
        rule: Rule,
        paragraph: int,
        block: str,
        zh: str,
        en: str,
        *,
        severity: Severity | None = None,
        fact: str = "",
        hint: tuple[str, str] = ("", ""),
        fragment: str = "",
    ) -> None:
        """Add a finding at a paragraph of the file; where its words come from is said and related."""
        origin = self.origin(block)
        where_zh, where_en = (f"（{origin}）", f" ({origin})") if origin else ("", "")
        self.findings.append(
            rule.at(
                Position(self.name, paragraph=paragraph),
                zh + where_zh,
                en + where_en,
                severity=severity,
                fact="" if self.map.public else fact,
                block=block,
                hint_zh=hint[0],
                hint_en=hint[1],
                related=[place] if (place := position(origin)) else [],
                fragment=fragment,
            )
        )

    def origin(self, block: str) -> str:
        """Return where a block's words come from, as the map says it; nothing for a public file."""
        return next((one.origin for one in self.map.blocks if one.id == block), "")

    def named(self, number: Number) -> str:
        """Return what a person calls a number: its key, or in a public file its control."""
        return number.key if number.key and not self.map.public else number.id


def position(origin: str) -> Position | None:
    """Return the place that a map's origin names."""
    match = _ORIGIN.fullmatch(origin)
    if not origin or match is None:
        return None
    return Position(match["path"], int(match["line"] or 0), int(match["column"] or 0))


def excerpt(text: str, start: int, end: int, around: int = _AROUND) -> str:
    """Return the words around a stretch of text on one line."""
    head, tail = max(0, start - around), end + around
    shown = " ".join(text[head:tail].split())
    return ("…" if head else "") + shown + ("…" if tail < len(text) else "")


def _occurrences(seen: Seen) -> dict[str, list[Occurrence]]:
    found: dict[str, list[Occurrence]] = defaultdict(list)
    for line in seen.lines:
        at = 0
        last: Occurrence | None = None
        for piece in line.pieces:
            one = piece.control
            if one is None or not piece.text:
                last = None
            elif last is not None and last.control.alias == one.alias:
                split = last.split or last.control is not one
                last = Occurrence(last.control, last.text + piece.text, line, last.start, split)
                found[one.alias][-1] = last
            else:
                last = Occurrence(one, piece.text, line, at)
                found[one.alias].append(last)
            at += len(piece.text)
    return found


def _notes(seen: Seen, known: WordMap) -> list[Segment]:
    """Pair the notes of the file with those of the map: by their text, what is left by order."""
    lines: dict[tuple[str, int], list[Line]] = {}
    for line in seen.lines:
        if line.note is not None and not line.box:
            lines.setdefault(line.note, []).append(line)
    segments = [Segment(None, [], [Part(line, line.pieces) for line in held]) for held in lines.values()]
    left = [note for note in known.notes if note.text]
    for segment in segments:
        match = next((note for note in left if note.text == segment.hash), None)
        if match is not None:
            left.remove(match)
            segment.block = Block("", match.block, "", match.text, -1)
    for segment in segments:
        if segment.block is None and left:
            note = left.pop(0)
            segment.block = Block("", note.block, "", note.text, -1)
    if left:  # gone: a segment without text stands for each
        segments += [Segment(Block("", note.block, "", note.text, -1)) for note in left]
    return segments


def is_built(segment: Segment) -> bool:
    """Whether a segment's text is the build's; one without a hash cannot be told."""
    return segment.block is None or not segment.block.text or segment.hash == segment.block.text


def same_hash(text: str, segment: Segment) -> bool:
    """Whether a text is what a segment's block said."""
    return segment.block is not None and text_hash(text) == segment.block.text
