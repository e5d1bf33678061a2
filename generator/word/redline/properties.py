"""Properties of runs and paragraphs compared: where only form changed, the old form is recorded beside the new."""

from __future__ import annotations

import copy
from collections.abc import Callable

from lxml import etree

from generator.word.names import Element
from generator.word.redline.marks import Marks, properties_of
from generator.word.redline.side import Side
from generator.word.redline.space import Space

_TRACKED = ("ins", "del", "moveFrom", "moveTo", "rPrChange")
Adopt = Callable[[Element], None]


class Looks:
    """Compares properties; what one set of properties looks like is worked out once."""

    def __init__(self, old: Side, new: Side, marks: Marks, adopt: Adopt) -> None:
        self.old, self.new = old, new
        self._marks = marks
        self._adopt = adopt
        self._known: dict[tuple[bool, bytes], bytes] = {}

    def _signed(self, side: Side, properties: Element | None, part: str) -> bytes:
        if properties is None:
            return b""
        raw = etree.tostring(properties, encoding="utf-8", with_tail=False)
        key = (side is self.old, raw)
        if key not in self._known:
            space = side.space
            children = (c for c in properties if c.tag not in {space.rpr, space.sect, space.q("pPrChange")})
            self._known[key] = b"".join(sorted(side.norm(c, part) for c in children))
        return self._known[key]

    def same(self, old: Element | None, new: Element | None, parts: tuple[str, str]) -> bool:
        """Whether two sets of properties give the same form."""
        return self._signed(self.old, old, parts[0]) == self._signed(self.new, new, parts[1])

    def adopted(self, properties: Element | None) -> Element | None:
        """Return a copy of old properties of a run for the new file."""
        if properties is None:
            return None
        copied = plain_look(self.old.space, properties)
        self._adopt(copied)
        return copied

    def own(self, look: Element) -> Element:
        """Return a copy of new properties of a run."""
        return plain_look(self.new.space, look)

    def changed_look(self, look: Element | None, old: Element | None) -> Element:
        """Return new run properties that record the old ones."""
        space = self.new.space
        made = plain_look(space, look) if look is not None else etree.Element(space.rpr)
        inner = self.adopted(old)
        made.append(self._marks.make("rPrChange", inner if inner is not None else etree.Element(space.rpr)))
        return made

    def paragraph(self, old: Element, new: Element, parts: tuple[str, str]) -> None:
        """Record in a new paragraph what form the old one had, where it differs."""
        space = self.new.space
        was, now = old.find(space.ppr), new.find(space.ppr)
        if not self.same(was, now, parts):
            self.record(properties_of(space, new), was)
            now = new.find(space.ppr)
        marked_old = None if was is None else was.find(space.rpr)
        marked_new = None if now is None else now.find(space.rpr)
        if not self.same(marked_old, marked_new, parts):
            properties = properties_of(space, new)
            look = self.changed_look(marked_new, marked_old)
            if marked_new is not None:
                for mark in marked_new:
                    if etree.QName(mark).localname in _TRACKED[:4]:
                        look.insert(0, mark)
                properties.replace(marked_new, look)
            else:
                behind = next((c for c in properties if c.tag in {space.sect, space.q("pPrChange")}), None)
                if behind is None:
                    properties.append(look)
                else:
                    behind.addprevious(look)

    def record(self, properties: Element, was: Element | None, *, adopt: bool = True) -> None:
        """Put a ``w:pPrChange`` with the former properties at the end of a paragraph's properties."""
        space = self.new.space
        change = space.q("pPrChange")
        for earlier in properties.findall(change):
            properties.remove(earlier)
        inner = etree.Element(space.ppr)
        inner.extend(base_of(space, was))
        if adopt:
            self._adopt(inner)
        properties.append(self._marks.make("pPrChange", inner))


def base_of(space: Space, properties: Element | None) -> list[Element]:
    """Return copies of what a change of paragraph properties records."""
    if properties is None:
        return []
    left = {space.rpr, space.sect, space.q("pPrChange")}
    return [copy.deepcopy(child) for child in properties if child.tag not in left]


def plain_look(space: Space, properties: Element) -> Element:
    """Return a copy of run properties without what was tracked in them."""
    copied = copy.deepcopy(properties)
    copied.tail = None
    for child in list(copied):
        if child.tag in {space.q(local) for local in _TRACKED}:
            copied.remove(child)
    return copied
