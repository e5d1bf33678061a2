"""Two versions of a paragraph made one: what stayed, went and came, word by word, in the new paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.edits import stretches
from generator.base.sequences import common
from generator.word.names import Element
from generator.word.redline.atoms import Atom, Item, atoms_of, inner_of, items_of, text_of
from generator.word.redline.marks import DELETED, INSERTED, MOVED_TO
from generator.word.redline.writing import Writer

if TYPE_CHECKING:
    from generator.word.redline.merge import Merge


@dataclass(frozen=True, slots=True)
class Mode:
    """How the three sorts of content are marked: in a paragraph that moved, what stayed is marked as moved."""

    equal: str = ""
    inserted: str = INSERTED
    deleted: str = DELETED


IN_PLACE = Mode()
ARRIVED = Mode(MOVED_TO, INSERTED, "drop")


class Merger:
    """Merges inline content; ``parts`` are the old and the new part that it stands in."""

    def __init__(self, merge: Merge, parts: tuple[str, str], mode: Mode) -> None:
        self._merge = merge
        self._parts = parts
        self._mode = mode

    def container(self, old: Element, new: Element) -> None:
        """Merge the inline content of an old paragraph, link or control into the new one."""
        merge = self._merge
        writer = Writer(merge)
        olds, news = items_of(merge.old, old), items_of(merge.new, new)
        self.items(writer, olds, news)
        for child in list(new):
            if child.tag != merge.new.space.ppr:
                new.remove(child)
        new.extend(writer.done())

    def items(self, writer: Writer, olds: Sequence[Item], news: Sequence[Item]) -> None:
        """Merge two sequences of pieces."""
        merge = self._merge
        was, _ = atoms_of(merge.old, self._parts[0], olds)
        now, behind = atoms_of(merge.new, self._parts[1], news, {atom.text for atom in was})
        was, _ = atoms_of(merge.old, self._parts[0], olds, {atom.text for atom in now})
        for one in stretches([_Same(a) for a in was], [_Same(a) for a in now], _text):
            if one.equal:
                for old, new in zip(was[one.a : one.b], now[one.c : one.d], strict=True):
                    self._equal(writer, old, new)
            else:
                self._changed(writer, was[one.a : one.b], now[one.c : one.d])
        for item in behind:
            writer.item("", item)

    def _equal(self, writer: Writer, old: Atom, new: Atom) -> None:
        kind = self._mode.equal
        first = new.items[-1]
        if new.unit and not kind:
            self._versions(writer, old, new)
        elif first.kind == "text":
            self._text(writer, old, new)
        elif first.kind == "object" and len(_solid(new)) == 1 == len(_solid(old)):
            for item in new.items[:-1]:
                writer.item("", item)
            writer.object_both(kind, old.items[-1], first, self._parts)
        else:
            for item in new.items:
                writer.item(kind, item)

    def _text(self, writer: Writer, old: Atom, new: Atom) -> None:
        """Write equal text; the bounds of runs differ on the two sides."""
        olds = [item for item in old.items if item.kind == "text"]
        at = used = 0
        for item in new.items:
            if item.kind != "text":
                writer.item("", item)
                continue
            text = item.text
            while text:
                size = min(len(text), len(olds[at].text) - used)
                writer.both(self._mode.equal, olds[at], item, text[:size], self._parts)
                text, used = text[size:], used + size
                if used == len(olds[at].text):
                    at, used = at + 1, 0

    def _changed(self, writer: Writer, olds: Sequence[Atom], news: Sequence[Atom]) -> None:
        """Write a stretch that changed; a control, field, link or note in it may be a new version of an old one."""
        units_old = [(i, atom.unit) for i, atom in enumerate(olds) if atom.unit]
        units_new = [(j, atom.unit) for j, atom in enumerate(news) if atom.unit]
        pairs = common([u for _, u in units_old], [u for _, u in units_new])
        if self._mode.deleted == "drop":
            pairs = []
        a = c = 0
        ends = [(units_old[x][0], units_new[y][0]) for x, y in pairs]
        for i, j in [*ends, (len(olds), len(news))]:
            self._replaced(writer, olds[a:i], news[c:j])
            if i < len(olds) and j < len(news):
                self._versions(writer, olds[i], news[j])
            a, c = i + 1, j + 1

    def _replaced(self, writer: Writer, olds: Sequence[Atom], news: Sequence[Atom]) -> None:
        for atom in olds:
            self.gone(writer, atom)
        for atom in news:
            self.came(writer, atom)

    def gone(self, writer: Writer, atom: Atom) -> None:
        """Write an old atom as deleted."""
        if self._mode.deleted == "drop":
            return
        for item in atom.items:
            if item.kind == "marker":
                continue
            if item.kind == "object":
                if item.element.tag == self._merge.new.space.q("commentReference"):
                    continue
                self._merge.adopt(item.element)
            writer.item(DELETED, item, old=True)

    def came(self, writer: Writer, atom: Atom) -> None:
        """Write a new atom as inserted."""
        for item in atom.items:
            writer.item(self._mode.inserted if item.kind != "marker" else "", item)

    def _versions(self, writer: Writer, old: Atom, new: Atom) -> None:
        """Write a unit of which both sides have a version: only what is in it is marked."""
        merge = self._merge
        kind = new.unit[0]
        for item in new.items:
            if item.kind == "marker" and kind != "field":
                writer.item("", item)
        if kind == "field":
            self._fields(writer, old, new)
        elif kind == "note":
            merge.note_pair(new.unit[1], old.items[-1].element, new.items[-1].element)
            writer.object_both(self._mode.equal, old.items[-1], new.items[-1], self._parts)
        else:
            was, now = old.items[-1].element, new.items[-1].element
            inner_old, inner_new = inner_of(merge.old, was), inner_of(merge.new, now)
            if inner_old is not None and inner_new is not None:
                self.container(inner_old, inner_new)
                if now.tag == merge.new.space.sdt and _holds_marks(merge, inner_new):
                    merge.marks.rich(now)
            writer.element(now)

    def _fields(self, writer: Writer, old: Atom, new: Atom) -> None:
        for item in new.items[: new.head]:
            writer.item("", item)
        self.items(writer, old.items[old.head : -1], new.items[new.head : -1])
        writer.item("", new.items[-1])


class _Same:
    """An atom compared by its key."""

    __slots__ = ("atom",)

    def __init__(self, atom: Atom) -> None:
        self.atom = atom

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.atom.key == other.atom.key

    def __hash__(self) -> int:
        return hash(self.atom.key)


def _text(one: _Same) -> str:
    return text_of(one.atom)


def _holds_marks(merge: Merge, inner: Element) -> bool:
    q = merge.new.space.q
    return next(inner.iter(q("ins"), q("del"), q("moveTo")), None) is not None


def _solid(atom: Atom) -> list[Item]:
    return [item for item in atom.items if item.kind != "marker"]
