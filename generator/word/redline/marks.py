"""The marks of tracked changes: elements with an id, author and date, put around content or into properties."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from generator.word.names import Element
from generator.word.redline.space import Space

#: The four ways in which content can be marked.
DELETED, INSERTED, MOVED_FROM, MOVED_TO = "del", "ins", "moveFrom", "moveTo"
_GOES = (DELETED, MOVED_FROM)


class Marks:
    """Makes marks with ids that go on from those of the file."""

    def __init__(self, space: Space, author: str, date: str, first: int) -> None:
        self.space = space
        self._author, self._date = author, date
        self._next = first

    def id(self) -> str:
        """Return an id that nothing has yet."""
        self._next += 1
        return str(self._next - 1)

    def make(self, local: str, *children: Element, **more: str) -> Element:
        """Make a mark ``w:local``: id, author, date."""
        made = etree.Element(self.space.q(local), nsmap={"w": self.space.w[1:-1]})
        made.set(self.space.q("id"), self.id())
        made.set(self.space.q("author"), self._author)
        if self._date:
            made.set(self.space.q("date"), self._date)
        for key, value in more.items():
            made.set(self.space.q(key), value)
        made.extend(children)
        return made

    def end(self, local: str, number: str) -> Element:
        """Make the end of a range."""
        made = etree.Element(self.space.q(local), nsmap={"w": self.space.w[1:-1]})
        made.set(self.space.q("id"), number)
        return made

    # ------------------------------------------------------------------------------------------------ content

    def content(self, parent: Element, kind: str) -> None:
        """Mark all inline content of a paragraph, link or control in place."""
        space = self.space
        wrapper: Element | None = None
        for one in list(parent):
            tag = one.tag
            if tag in {space.run, space.math, space.math_block}:
                if kind == DELETED:
                    self.as_deleted(one)
                if wrapper is None:
                    wrapper = self.make(kind)
                    one.addprevious(wrapper)
                wrapper.append(one)
            elif tag in space.markers or tag == space.ppr:
                wrapper = None
            else:
                wrapper = None
                self._holder(one, kind)

    def _holder(self, one: Element, kind: str) -> None:
        """Mark what holds runs: a link stays around the mark, a control is marked as inserted or taken away."""
        space = self.space
        if one.tag == space.link:
            self.content(one, kind)
        elif one.tag == space.simple:
            runs = complex_field(space, one)
            self._spread(one, runs, kind)
        elif one.tag in space.holders:
            inner = one.find(space.sdt_content) if one.tag == space.sdt else one
            if kind in _GOES:
                children = [] if inner is None else [c for c in inner if not _about(space, c)]
                self._spread(one, children, kind)
            elif inner is not None:
                self.content(inner, kind)
                if one.tag == space.sdt:
                    self.around_control(one, inner)

    def _spread(self, one: Element, children: Iterable[Element], kind: str) -> None:
        holder = etree.Element(self.space.p)
        holder.extend(children)
        self.content(holder, kind)
        for child in list(holder):
            one.addprevious(child)
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)

    def around_control(self, control: Element, inner: Element) -> None:
        """Mark both tags of a content control as inserted (17.13.5.4)."""
        self.rich(control)
        for first in (True, False):
            opens = self.make("customXmlInsRangeStart")
            closes = self.end("customXmlInsRangeEnd", str(opens.get(self.space.q("id"))))
            if first:
                control.addprevious(opens)
                inner.insert(0, closes)
            else:
                inner.append(opens)
                control.addnext(closes)

    def rich(self, control: Element) -> None:
        """Make a control that holds marks one of rich text: LibreOffice shows no marks in one of plain text.

        There ``37,036`` deleted and ``37,185`` inserted would read 37,03637,185, unmarked.
        """
        about = control.find(self.space.q("sdtPr"))
        for plain in [] if about is None else about.findall(self.space.q("text")):
            about.remove(plain)  # type: ignore[union-attr]  # it was found in it

    def as_deleted(self, element: Element) -> None:
        """Give the text of a run the names that deleted text has."""
        space = self.space
        for child in element:
            if child.tag == space.t:
                child.tag = space.q("delText")
            elif child.tag == space.code:
                child.tag = space.q("delInstrText")

    # --------------------------------------------------------------------------------------------- paragraphs

    def paragraph_mark(self, paragraph: Element, kind: str) -> None:
        """Mark a paragraph's mark."""
        space = self.space
        properties = properties_of(space, paragraph)
        look = properties.find(space.rpr)
        if look is None:
            look = etree.Element(space.rpr)
            behind = next((c for c in properties if c.tag in {space.sect, space.q("pPrChange")}), None)
            if behind is None:
                properties.append(look)
            else:
                behind.addprevious(look)
        look.insert(0, self.make(kind))

    def whole_paragraph(self, paragraph: Element, kind: str, *, mark: bool = True) -> None:
        """Mark a paragraph's content and, unless it carries a section, its mark."""
        self.content(paragraph, kind)
        properties = paragraph.find(self.space.ppr)
        carries = properties is not None and properties.find(self.space.sect) is not None
        if mark and not carries:
            self.paragraph_mark(paragraph, kind)

    def row(self, row: Element, kind: str) -> None:
        """Mark a row and what is in it."""
        space = self.space
        properties = row.find(space.trpr)
        if properties is None:
            properties = etree.Element(space.trpr)
            before = [c for c in row if c.tag == space.q("tblPrEx")]
            if before:
                before[-1].addnext(properties)
            else:
                row.insert(0, properties)
        change = properties.find(space.q("trPrChange"))
        if change is None:
            properties.append(self.make(kind))
        else:
            change.addprevious(self.make(kind))
        self.within(row, kind)

    def cell(self, cell: Element, local: str) -> None:
        """Mark a cell as inserted (``cellIns``) or deleted (``cellDel``) and what is in it."""
        space = self.space
        properties = cell.find(space.tcpr)
        if properties is None:
            properties = etree.Element(space.tcpr)
            cell.insert(0, properties)
        change = properties.find(space.q("tcPrChange"))
        if change is None:
            properties.append(self.make(local))
        else:
            change.addprevious(self.make(local))
        self.within(cell, INSERTED if local == "cellIns" else DELETED)

    def within(self, element: Element, kind: str) -> None:
        """Mark the text of a row or cell, whose own mark takes the paragraphs with it."""
        boxes = self.space.q("txbxContent")
        for paragraph in list(element.iter(self.space.p)):
            if next(paragraph.iterancestors(boxes), None) is None:
                self.content(paragraph, kind)


def _about(space: Space, child: Element) -> bool:
    return child.tag in {space.q("customXmlPr"), space.q("smartTagPr"), space.q("dirPr")}


def properties_of(space: Space, paragraph: Element) -> Element:
    """Return a paragraph's properties, made where there are none."""
    properties = paragraph.find(space.ppr)
    if properties is None:
        properties = etree.Element(space.ppr)
        paragraph.insert(0, properties)
    return properties


def complex_field(space: Space, simple: Element) -> list[Element]:
    """Return the runs of a field that is written as one element."""

    def run(*children: Element) -> Element:
        made = etree.Element(space.run)
        made.extend(children)
        return made

    def mark(kind: str) -> Element:
        made = etree.Element(space.field)
        made.set(space.q("fldCharType"), kind)
        return made

    code = etree.Element(space.code)
    code.text = str(simple.get(space.q("instr"), ""))
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    inner = [c for c in simple if c.tag != space.q("fldData")]
    return [run(mark("begin")), run(code), run(mark("separate")), *inner, run(mark("end"))]
