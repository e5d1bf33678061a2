"""Numberings of the old file that deleted paragraphs need: those of the list they stood in, or a copy."""

from __future__ import annotations

import copy

from generator.word.names import Element
from generator.word.package import serialised
from generator.word.redline.side import Side


class Numbers:
    """Translates ids of numberings."""

    def __init__(self, old: Side, new: Side) -> None:
        self._old, self._new = old, new
        self._known: dict[str, str] = {"0": "0"}
        self._changed = False

    def pair(self, old: str, new: str) -> None:
        """Say that paragraphs which stayed had the one numbering and have the other."""
        self._known.setdefault(old, new)

    def translate(self, reference: Element) -> None:
        """Give a reference to a numbering the id that stands for it in the new file."""
        val = self._new.space.q("val")
        given = str(reference.get(val, ""))
        if given not in self._known:
            self._known[given] = self._find(given)
        reference.set(val, self._known[given])

    def _find(self, given: str) -> str:
        q = self._new.space.q
        olds, news = self._old.related("numbering"), self._new.related("numbering")
        if olds is None or news is None:
            return given
        num = next((one for one in olds.iterchildren(q("num")) if one.get(q("numId")) == given), None)
        if num is None:
            return given
        sign = self._old.number(given)
        restarts = num.find(q("lvlOverride")) is not None
        if not restarts and self._new.number(given) == sign:
            return given
        taken = [int(str(one.get(q("numId"), "0"))) for one in news.iterchildren(q("num"))]
        copied = copy.deepcopy(num)
        number = str(max([0, *taken]) + 1)
        copied.set(q("numId"), number)
        kind = copied.find(q("abstractNumId"))
        if kind is not None:
            kind.set(q("val"), self._abstract(olds, news, str(kind.get(q("val"))), sign))
        after = [*news.iterchildren(q("abstractNum"), q("num"))]
        if after:
            after[-1].addnext(copied)
        else:
            news.append(copied)
        self._changed = True
        return number

    def _abstract(self, olds: Element, news: Element, given: str, sign: bytes) -> str:
        """Return the abstract numbering of the new file that looks the same; copy it where there is none."""
        q = self._new.space.q
        for one in news.iterchildren(q("num")):
            if self._new.number(str(one.get(q("numId"))))[:12] == sign[:12]:
                kind = one.find(q("abstractNumId"))
                if kind is not None:
                    return str(kind.get(q("val")))
        kinds = [one for one in olds.iterchildren(q("abstractNum")) if one.get(q("abstractNumId")) == given]
        if not kinds:
            return given
        present = list(news.iterchildren(q("abstractNum")))
        number = str(max([0, *(int(str(one.get(q("abstractNumId"), "0"))) for one in present)]) + 1)
        copied = copy.deepcopy(kinds[0])
        copied.set(q("abstractNumId"), number)
        for local in ("nsid", "tmpl", "styleLink", "numStyleLink"):
            for one in copied.findall(q(local)):
                copied.remove(one)
        if present:
            present[-1].addnext(copied)
        else:
            news.insert(0, copied)
        return number

    def save(self) -> None:
        """Write the numbering part where numberings were added."""
        part = self._new.package.related(self._new.main, "numbering")
        if self._changed and part:
            self._new.package.put(part, serialised(self._new.tree(part)))
            self._changed = False
