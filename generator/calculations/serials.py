"""Serial numbers of credits and certificates: how many a block holds, and which blocks overlap.

A credit may be used once. Whatever section retires credits (a claim of neutrality, an offset in a carbon market) puts
its blocks into one list and asks for overlaps; a block is told apart by registry and prefix, without regard to case
or blanks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.base.findings import Position


@dataclass(frozen=True, slots=True)
class SerialRange:
    """A block of serial numbers, both ends included, with the place where it is claimed and who claims it."""

    registry: str
    prefix: str
    first: int
    last: int
    position: Position
    holder: str = ""

    @property
    def count(self) -> int:
        """How many numbers it holds; none where the ends are the wrong way round."""
        return max(self.last - self.first + 1, 0)

    @property
    def family(self) -> tuple[str, str]:
        """Registry and prefix, as they are compared."""
        return _plain(self.registry), _plain(self.prefix)


def overlaps(ranges: Iterable[SerialRange]) -> list[tuple[SerialRange, SerialRange]]:
    """Return every block that shares a number with an earlier one, paired with the one before it that reaches furthest.

    Blocks are ordered by number, those that begin together in the order given. Every block that is used twice is named
    at least once, and there are no more pairs than blocks.
    """
    furthest: dict[tuple[str, str], SerialRange] = {}
    found = []
    for one in sorted((r for r in ranges if r.count), key=lambda r: (r.family, r.first)):
        before = furthest.get(one.family)
        if before is not None and one.first <= before.last:
            found.append((before, one))
        if before is None or one.last > before.last:
            furthest[one.family] = one
    return found


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
