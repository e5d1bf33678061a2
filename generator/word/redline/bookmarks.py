"""Bookmarks of the old file: which of the new one stands for each, and the few that deleted text needs kept."""

from __future__ import annotations

import re
from collections import defaultdict

from generator.word.names import Element
from generator.word.redline.side import Side

_REFERENCE = re.compile(r"\b((?:PAGEREF|NOTEREF|REF)\s+\"?|HYPERLINK\s+\\l\s+\"?)([^\s\"]+)")
_RAW = re.compile(rb"(?:PAGEREF|NOTEREF|REF)\s+(?:&quot;)?([^\s\"&<]+)")
_DIGITS = re.compile(r"\d+")


class Bookmarks:
    """Translates names of bookmarks, so that a field in deleted text leads where it led."""

    def __init__(self, old: Side, new: Side) -> None:
        self._old, self._new = old, new
        self._known: dict[str, str] = {}
        self._pairs: list[tuple[Element, Element]] = []
        self._needed: set[str] | None = None
        self._names: set[str] = set()
        self._next = 0

    def pair(self, old: Element, new: Element) -> None:
        """Say that two blocks are versions of one: their bookmarks of one sort stand for each other in order."""
        self._pairs.append((old, new))

    def _learn(self) -> None:
        """Look at the pairs when a name is asked for: most redlines never ask."""
        for old, new in self._pairs:
            was, now = self._sorted(old), self._sorted(new)
            for sort, names in was.items():
                for name, other in zip(names, now.get(sort, ()), strict=False):
                    self._known.setdefault(name, other)
        self._pairs.clear()

    def _sorted(self, block: Element) -> dict[str, list[str]]:
        space = self._new.space
        found: dict[str, list[str]] = defaultdict(list)
        for one in block.iter(space.bookmark):
            name = str(one.get(space.q("name"), ""))
            found[_DIGITS.sub("", name)].append(name)
        return found

    def instruction(self, code: str) -> str:
        """Return the instruction of a field of the old file with the names of the new one."""
        if _REFERENCE.search(code):
            self._learn()
        return _REFERENCE.sub(lambda found: found[1] + self._known.get(found[2], found[2]), code)

    def name(self, given: str) -> str:
        """Return the name in the new file for one of the old."""
        self._learn()
        return self._known.get(given, given)

    def keep(self, block: Element) -> set[Element]:
        """Rename the bookmarks of a deleted block that fields of the old file refer to; return their two ends."""
        space = self._new.space
        starts = list(block.iter(space.bookmark))
        if not starts:
            return set()
        self._load()
        self._learn()
        ends = {str(one.get(space.q("id"))): one for one in block.iter(space.bookmark_end)}
        kept: set[Element] = set()
        for start in starts:
            name, number = str(start.get(space.q("name"), "")), str(start.get(space.q("id")))
            if self._needed is None or name not in self._needed or name in self._known or number not in ends:
                continue
            fresh = name
            while fresh in self._names:
                fresh += "o"
            self._names.add(fresh)
            self._known[name] = fresh
            start.set(space.q("name"), fresh)
            for one in (start, ends[number]):
                one.set(space.q("id"), str(self._next))
                kept.add(one)
            self._next += 1
        return kept

    def _load(self) -> None:
        if self._needed is not None:
            return
        raw = self._old.package.raw(self._old.main)
        self._needed = {name.decode("utf-8", "replace") for name in _RAW.findall(raw)}
        space = self._new.space
        given = list(self._new.tree(self._new.main).iter(space.bookmark))
        self._names = {str(one.get(space.q("name"))) for one in given}
        self._next = 1_000_000
