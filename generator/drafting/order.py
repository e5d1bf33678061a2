"""What stands out of order: the least that has to be moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import ge
from typing import TypeVar

T = TypeVar("T")


def longest(items: Sequence[T], fits: Callable[[T, T], bool]) -> list[int]:
    """Return the indexes of the longest run in order, of equal ones that which keeps the earlier items."""
    best: list[list[int]] = []
    found: list[int] = []
    for index, item in enumerate(items):
        run: list[int] = []
        for before in range(index):
            if len(best[before]) > len(run) and fits(items[before], item):
                run = best[before]
        best.append([*run, index])
        if len(best[-1]) > len(found):
            found = best[-1]
    return found


def in_order(places: Sequence[int]) -> list[int]:
    """Return a longest run of indexes whose places do not fall; of two, the one that begins later."""
    return [len(places) - 1 - index for index in reversed(longest(places[::-1], ge))]
