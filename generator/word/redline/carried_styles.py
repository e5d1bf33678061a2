"""Styles of the old file that deleted content needs: found again in the new one by name, or copied."""

from __future__ import annotations

import copy

from generator.word.names import Element
from generator.word.package import serialised
from generator.word.redline.numbers import Numbers
from generator.word.redline.side import Side


class Styles:
    """Translates ids of styles."""

    def __init__(self, old: Side, new: Side, numbers: Numbers) -> None:
        q = new.space.q
        self._old, self._new, self._numbers = old, new, numbers
        self.tags = {q("pStyle"), q("rStyle"), q("tblStyle")}
        self._known: dict[str, str] = {}
        self._changed = False
        self._read = False
        self._olds: dict[str, Element] = {}
        self._ids: dict[str, Element] = {}
        self._names: dict[tuple[str, str], str] = {}

    def translate(self, reference: Element) -> None:
        """Give a reference to a style the id that the style has in the new file."""
        val = self._new.space.q("val")
        given = str(reference.get(val, ""))
        reference.set(val, self.id(given))

    def id(self, given: str) -> str:
        """Return the id in the new file of a style of the old one."""
        if given not in self._known:
            self._load()
            self._known[given] = given  # a style that is based on itself ends here
            self._known[given] = self._find(given)
        return self._known[given]

    def _load(self) -> None:
        if self._read:
            return
        self._read = True
        q = self._new.space.q
        for side, into in ((self._old, self._olds), (self._new, self._ids)):
            root = side.related("styles")
            for one in root.iterchildren(q("style")) if root is not None else ():
                into.setdefault(str(one.get(q("styleId"))), one)
        for key, one in self._ids.items():
            self._names.setdefault(self._name(one), key)

    def _name(self, style: Element) -> tuple[str, str]:
        q = self._new.space.q
        found = style.find(q("name"))
        return str(style.get(q("type"))), "" if found is None else str(found.get(q("val"), "")).casefold()

    def _find(self, given: str) -> str:
        style = self._olds.get(given)
        if style is None:
            return given
        name = self._name(style)
        if given in self._ids and self._name(self._ids[given]) == name:
            return given
        if name in self._names:
            return self._names[name]
        root = self._new.related("styles")
        if root is None:
            return given
        q = self._new.space.q
        taken = given
        while taken in self._ids:
            taken += "Old"
        copied = copy.deepcopy(style)
        copied.set(q("styleId"), taken)
        if copied.get(q("default")) is not None:
            del copied.attrib[q("default")]
        self._ids[taken] = copied
        self._known[given] = taken
        for local in ("basedOn", "next", "link"):
            for one in copied.findall(q(local)):
                one.set(q("val"), self.id(str(one.get(q("val"), ""))))
        for one in copied.iter(q("numId")):
            self._numbers.translate(one)
        root.append(copied)
        self._changed = True
        return taken

    def save(self) -> None:
        """Write the styles part where styles were added."""
        part = self._new.package.related(self._new.main, "styles")
        if self._changed and part:
            self._new.package.put(part, serialised(self._new.tree(part)))
            self._changed = False
