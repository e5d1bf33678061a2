"""Mending what has one right form: in a text file in place, in a Word file as tracked changes (``marked``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.drafting.lint import Hit, LintReport


@dataclass(frozen=True, slots=True)
class Mended:
    """A mended text, what was mended and what was left because its place in the file was not certain."""

    text: str
    done: tuple[Hit, ...]
    left: tuple[Hit, ...]


def fixes(report: LintReport) -> Iterator[Hit]:
    """Yield the hits with one right form, none of which overlaps an earlier one of the same piece."""
    taken: dict[int, int] = {}
    hits = [hit for hit in report.hits if hit.breach.fix is not None and hit.breach.piece is not None]
    for hit in sorted(hits, key=_place):
        piece, start = _place(hit)
        if start >= taken.get(piece, 0):
            taken[piece] = max(start + len(hit.breach.fragment), start + 1)
            yield hit


def _place(hit: Hit) -> tuple[int, int]:
    piece = hit.breach.piece
    return (piece.index, hit.breach.begins) if piece is not None else (-1, 0)


def mended(text: str, report: LintReport) -> Mended:
    """Return a text draft with its certain fixes applied; everything else stays as it is, byte for byte."""
    lines = text.splitlines(keepends=True)
    done: list[Hit] = []
    left: list[Hit] = []
    for hit in reversed(list(fixes(report))):
        piece, fix = hit.breach.piece, hit.breach.fix
        if piece is None or fix is None:
            continue
        number = piece.position.line - 1
        at = _offset(lines[number], hit) if 0 <= number < len(lines) else -1
        if at < 0:
            left.append(hit)
            continue
        lines[number] = lines[number][:at] + fix + lines[number][at + len(hit.breach.fragment) :]
        done.append(hit)
    return Mended("".join(lines), tuple(reversed(done)), tuple(reversed(left)))


def _offset(line: str, hit: Hit) -> int:
    """Return where a fragment stands in its line; -1 where that is not certain."""
    piece, fragment = hit.breach.piece, hit.breach.fragment
    if piece is None:
        return -1
    begins = line.find(piece.raw)
    if begins >= 0 and line.find(piece.raw, begins + 1) < 0:
        at = begins + piece.shift + hit.breach.begins
        return at if line.startswith(fragment, at) else -1
    if fragment and line.count(fragment) == 1:
        return line.find(fragment)
    return -1
