"""What stands out of order: the least that has to be moved."""

from __future__ import annotations

from collections.abc import Sequence


def in_order(places: Sequence[int]) -> list[int]:
    """Return a longest run of indexes whose places do not fall; of two, the one that begins later."""
    best: list[list[int]] = [[] for _ in places]
    for at in range(len(places) - 1, -1, -1):
        after = [best[later] for later in range(at + 1, len(places)) if places[later] >= places[at]]
        best[at] = [at, *max(reversed(after), key=len, default=[])]
    return max(reversed(best), key=len, default=[])
