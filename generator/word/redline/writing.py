"""Writing the pieces of a redline's paragraph: neighbours of one sort and look share a mark and a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from generator.word.names import XML_SPACE, Element
from generator.word.redline.atoms import Item
from generator.word.redline.marks import DELETED, MOVED_FROM

if TYPE_CHECKING:
    from generator.word.redline.merge import Merge

_GOES = (DELETED, MOVED_FROM)
#: Stands among the pieces of two paragraphs for the mark between them.
CUT = "cut"


class Writer:
    """Writes pieces one after the other; neighbours of one sort and look share a mark and a run."""

    def __init__(self, merge: Merge) -> None:
        self._merge = merge
        self._space = merge.new.space
        self._out: list[Element] = []
        self._text: Element | None = None
        self._said: list[str] = []
        self._kind = ""
        self._wrapper: Element | None = None
        self._run: Element | None = None
        self._looks: tuple[Element | None, Element | None, bool] = (None, None, False)

    def item(self, kind: str, item: Item, old: bool = False) -> None:
        """Write a piece as it is, marked as ``kind`` (nothing: not marked)."""
        if kind == "drop":
            return
        if item.kind == "marker":
            if not old:
                self._close()
                self._out.append(item.element)
        elif item.kind == "node":
            self._node(kind, item.element)
        else:
            run = self._run_for(kind, item.look, None, False, old)
            self._put(run, kind, item)

    def both(self, kind: str, old: Item, new: Item, text: str, parts: tuple[str, str]) -> None:
        """Write text that stayed; where its look changed, the old look is recorded."""
        differs = not self._merge.looks.same(old.look, new.look, parts)
        run = self._run_for(kind, new.look, old.look if differs else None, differs, False)
        self._put(run, kind, Item("text", new.element, new.look, text))

    def object_both(self, kind: str, old: Item, new: Item, parts: tuple[str, str]) -> None:
        """Write an object of a run that stayed."""
        drawn = new.element.tag in self._space.drawn
        differs = not drawn and not self._merge.looks.same(old.look, new.look, parts)
        run = self._run_for(kind, new.look, old.look if differs else None, differs, False)
        self._put(run, kind, new)

    def _put(self, run: Element, kind: str, item: Item) -> None:
        space = self._space
        if item.kind != "text":
            element = item.element
            run.append(element)
            if kind == DELETED and element.tag == space.code:
                element.tag = space.q("delInstrText")
            return
        tag = space.q("delText") if kind == DELETED else space.t
        if self._text is None or not len(run) or run[-1] is not self._text or self._text.tag != tag:
            self._say()
            self._text = etree.SubElement(run, tag)
            self._text.set(XML_SPACE, "preserve")
        self._said.append(item.text)

    def _say(self) -> None:
        """Give the open text element its text: joined once, however many words it has."""
        if self._text is not None:
            self._text.text = "".join(self._said)
        self._text = None
        self._said.clear()

    def done(self) -> list[Element]:
        """Return all that was written."""
        self._say()
        return self._out

    def _run_for(self, kind: str, look: Element | None, was: Element | None, differs: bool, old: bool) -> Element:
        asked = (look, was, differs)
        if self._run is not None and kind == self._kind and self._same_looks(asked):
            return self._run
        run = etree.Element(self._space.run)
        looks = self._merge.looks
        if differs:
            run.append(looks.changed_look(look, was))
        elif look is not None:
            made = looks.adopted(look) if old else looks.own(look)
            if made is not None:
                run.append(made)
        self._place(kind, run)
        self._run, self._looks = run, asked
        return run

    def _same_looks(self, asked: tuple[Element | None, Element | None, bool]) -> bool:
        return all(a is b for a, b in zip(self._looks, asked, strict=True))

    def _place(self, kind: str, element: Element) -> None:
        if not kind:
            self._close()
            self._out.append(element)
            return
        if self._wrapper is None or self._kind != kind:
            self._close()
            self._wrapper = self._merge.marks.make(kind)
            self._out.append(self._wrapper)
        self._kind = kind
        self._wrapper.append(element)

    def _close(self) -> None:
        self._kind, self._wrapper, self._run = "", None, None

    def _node(self, kind: str, element: Element) -> None:
        """Write an element beside the runs: a link, a control, a formula."""
        self._run = None
        if not kind or element.tag == CUT:
            self._close()
            self._out.append(element)
            return
        holder = etree.Element(self._space.p)
        holder.append(element)
        if kind in _GOES:
            self._merge.adopt(holder)
        self._merge.marks.content(holder, kind)
        self._close()
        self._out.extend(list(holder))

    def element(self, element: Element) -> None:
        """Write an element that is marked inside already."""
        self._close()
        self._out.append(element)
