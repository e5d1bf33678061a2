"""Mending a text file in place: what has no fix stays as it is, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.base.text import Text
from generator.drafting.draft import Piece
from generator.drafting.fixes import Change, Plan, plan
from generator.drafting.framework import Breach
from generator.drafting.lint import LintReport
from generator.drafting.read.text import lines_of
from generator.drafting.shown import columns

_UNCERTAIN = Text("其在文件中的位置不能确定", "its place in the file is not certain")
_SHARED = Text("同一行中还有其他段落", "other paragraphs share its line")


@dataclass(frozen=True, slots=True)
class Mended:
    """A mended text, what was mended, and what was left with why."""

    text: str
    done: tuple[Breach, ...]
    left: tuple[tuple[Breach, Text], ...]


def fixes(report: LintReport) -> Plan[Breach]:
    """Return the fixes of a report that go together."""
    return plan(hit.breach for hit in report.hits)


def mended(text: str, pieces: Iterable[Piece], wanted: Plan[Breach], *, markdown: bool = False) -> Mended:
    """Return a text draft with its fixes made.

    Args:
        text: The text of the file.
        pieces: The pieces that were read of it.
        wanted: The fixes.
        markdown: Whether a blank line parts paragraphs.
    """
    lines = _Lines(text, pieces, markdown=markdown)
    lines.change(wanted.changes)
    for order, breach in wanted.orders:
        lines.reorder(order.pieces, breach)
    for piece, insert, breach in wanted.inserts:
        lines.insert(piece, insert.text, breach, after=insert.after)
    for piece, breach in wanted.drops:
        lines.drop(piece, breach)
    failed = {id(breach) for breach, _ in lines.left}
    done = {id(breach): breach for breach in (*lines.done, *wanted.met) if id(breach) not in failed}
    return Mended(lines.text(), tuple(done.values()), (*wanted.left, *lines.left))


class _Lines:
    """The lines of a text: what stands in each, its end, and what is put before and after it."""

    def __init__(self, text: str, pieces: Iterable[Piece], *, markdown: bool) -> None:
        whole = lines_of(text)
        self._bodies = [line.rstrip("\r\n") for line in whole]
        self._ends = [line[len(body) :] for line, body in zip(whole, self._bodies, strict=True)]
        self._before: dict[int, list[str]] = {}
        self._after: dict[int, list[str]] = {}
        self._gone: set[int] = set()
        self._markdown = markdown
        self._held: dict[int, int] = {}
        for piece in pieces:
            self._held[piece.position.line - 1] = self._held.get(piece.position.line - 1, 0) + 1
        self.done: list[Breach] = []
        self.left: list[tuple[Breach, Text]] = []

    def change(self, changes: Iterable[Change[Breach]]) -> None:
        """Change words, the last of each line first: those before it keep their places."""
        places = []
        for one in changes:
            number = one.piece.position.line - 1
            found = columns(one.piece.columns, one.start, one.end) if one.piece.columns else None
            if found is None or self._bodies[number][found[0] : found[1]] != one.piece.raw[one.start : one.end]:
                self.left.append((one.of, _UNCERTAIN))
            else:
                places.append((number, *found, one))
        for number, start, end, one in sorted(places, key=lambda place: place[:3], reverse=True):
            body = self._bodies[number]
            self._bodies[number] = body[:start] + one.text + body[end:]
            self.done.append(one.of)

    def reorder(self, pieces: tuple[Piece, ...], breach: Breach) -> None:
        """Put the lines of pieces in another order; the ends of lines stay where they are."""
        numbers = [piece.position.line - 1 for piece in pieces]
        if not self._alone(numbers, breach):
            return
        moved = [self._bodies[number] for number in numbers]
        for number, body in zip(sorted(numbers), moved, strict=True):
            self._bodies[number] = body
        self.done.append(breach)

    def insert(self, piece: Piece, text: str, breach: Breach, *, after: bool) -> None:
        """Put a line before or after that of a piece, apart from it where the text parts paragraphs by blank lines."""
        number = piece.position.line - 1
        if not self._alone([number], breach):
            return
        (self._after if after else self._before).setdefault(number, []).append(text)
        self.done.append(breach)

    def drop(self, piece: Piece, breach: Breach) -> None:
        """Take the line of a piece away, with one of the blank lines around it."""
        number = piece.position.line - 1
        if not self._alone([number], breach):
            return
        self._gone.add(number)
        if self._blank(number - 1) and self._blank(number + 1):
            self._gone.add(number + 1 if number + 1 < len(self._bodies) else number - 1)
        self.done.append(breach)

    def _alone(self, numbers: list[int], breach: Breach) -> bool:
        """Whether each of some lines holds one paragraph, and nothing else."""
        if all(self._held.get(number) == 1 for number in numbers) and len(set(numbers)) == len(numbers):
            return True
        self.left.append((breach, _SHARED))
        return False

    def _blank(self, number: int) -> bool:
        return not 0 <= number < len(self._bodies) or not self._bodies[number].strip()

    def text(self) -> str:
        """Return the text."""
        found: list[str] = []
        usual = next((end for end in self._ends if end), "\n")
        for number, (body, end) in enumerate(zip(self._bodies, self._ends, strict=True)):
            newline = end or usual
            for new in self._before.get(number, ()):
                apart = self._markdown or (number > 0 and self._blank(number - 1))
                if apart and not self._blank(number - 1):
                    found.append(newline)
                found.append(new + newline + (newline if apart else ""))
            if number not in self._gone:
                found.append(body + end)
            added = self._after.get(number, ())
            for new in added:
                last = number + 1 >= len(self._bodies)
                apart = self._markdown or (not last and self._blank(number + 1))
                lead = ("" if end else newline) + (newline if apart else "")
                behind = apart and not self._blank(number + 1)
                found.append(lead + new + end + (newline if behind else ""))
        whole = "".join(found)
        ends_open = bool(self._ends) and not self._ends[-1]
        return whole.removesuffix(usual) if ends_open and len(self._bodies) - 1 in self._gone else whole
