"""Accepting and rejecting tracked changes (ISO/IEC 29500-1, 17.13.5): text, paragraphs, tables, moves, properties."""

from __future__ import annotations

import re

from generator.base.archive import Unreadable
from generator.word.names import Element, attr, child, every, name, space_of, tags
from generator.word.package import Package, serialised

_STORY = re.compile(r"(document|header\d*|footer\d*|footnotes|endnotes|comments|glossary)\.xml")
_ROOTS = {"w:document", "w:hdr", "w:ftr", "w:footnotes", "w:endnotes", "w:comments"}
_RANGES = (
    "w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart", "w:moveToRangeEnd", "w:customXmlInsRangeStart",
    "w:customXmlInsRangeEnd", "w:customXmlDelRangeStart", "w:customXmlDelRangeEnd", "w:customXmlMoveFromRangeStart",
    "w:customXmlMoveFromRangeEnd", "w:customXmlMoveToRangeStart", "w:customXmlMoveToRangeEnd",
)  # fmt: skip
_CHANGES = (
    "w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange", "w:tblGridChange", "w:trPrChange", "w:tcPrChange",
    "w:tblPrExChange", "w:numberingChange",
)  # fmt: skip
#: What a change of properties does not record, so that it stays when the change is rejected.
_UNRECORDED = {
    "w:pPrChange": {"w:rPr", "w:sectPr"},
    "w:sectPrChange": {"w:headerReference", "w:footerReference"},
    "w:trPrChange": {"w:ins", "w:del"},
    "w:tcPrChange": {"w:cellIns", "w:cellDel", "w:cellMerge"},
    "w:rPrChange": {"w:ins", "w:del", "w:moveFrom", "w:moveTo"},
}
_SHOWS = ("w:tab", "w:ptab", "w:br", "w:cr", "w:sym", "w:noBreakHyphen", "w:drawing", "w:pict", "w:object",
          "w:footnoteReference", "w:endnoteReference", "m:oMath")  # fmt: skip
_TEXTS = {"w:body", "w:tc", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:sdtContent"}
_HOISTED = ("w:bookmarkStart", "w:bookmarkEnd", "w:commentRangeStart", "w:commentRangeEnd")
_PASSED = {*_HOISTED, "w:proofErr", "w:permStart", "w:permEnd"}
_MARKS = ("w:ins", "w:del", "w:moveFrom", "w:moveTo")


def accepted(data: bytes, author: str | None = None) -> bytes:
    """Return a copy in which all tracked changes (of one author) are accepted.

    Raises:
        Unreadable: the file is no Word file.
    """
    return _decided(data, author, accept=True)


def rejected(data: bytes, author: str | None = None) -> bytes:
    """Return a copy in which all tracked changes (of one author) are rejected.

    Raises:
        Unreadable: the file is no Word file.
    """
    return _decided(data, author, accept=False)


def _decided(data: bytes, author: str | None, *, accept: bool) -> bytes:
    package = Package(data)
    stories = [part for part in package.names if _STORY.search(part.rpartition("/")[2]) and part != package.main]
    gone: set[tuple[str, str]] = set()
    for part in (package.main, *stories):
        root = package.tree(part)
        if name(root) in _ROOTS:
            before, marked, loose = serialised(root), _referred(root), set(_loose_ends(root))
            _Decision(root, author, accept=accept).carry_out()
            for end in _loose_ends(root):
                if end not in loose:
                    _drop(end)
            gone |= marked - _referred(root)
            for note in [one for one in root if (name(one), attr(one, "id")) in gone]:
                root.remove(note)
            after = serialised(root)
            if after != before:
                package.put(part, after)
        elif part == package.main:
            raise Unreadable("the main document is no text document")
    return package.written()


def _loose_ends(root: Element) -> list[Element]:
    """Marks that close a field without a beginning: LibreOffice leaves them behind where a link was deleted."""
    depth, found = 0, []
    for mark in every(root, "w:fldChar"):
        kind = attr(mark, "fldCharType")
        if kind == "begin":
            depth += 1
        elif not depth:
            found.append(mark)
        elif kind == "end":
            depth -= 1
    return found


def _referred(root: Element) -> set[tuple[str, str]]:
    """The notes that a text refers to: one whose mark went goes too, as in Word."""
    marks = every(root, "w:footnoteReference", "w:endnoteReference")
    return {(name(mark).removesuffix("Reference"), attr(mark, "id")) for mark in marks}


class _Decision:
    """The decision on the changes of one part."""

    def __init__(self, root: Element, author: str | None, *, accept: bool) -> None:
        self._root = root
        self._author = author
        self._accept = accept
        self._space = space_of(root)
        self._kept = {"w:ins", "w:moveTo"} if accept else {"w:del", "w:moveFrom"}

    def carry_out(self) -> None:
        """Decide on all changes of the part."""
        for one in list(every(self._root, *_CHANGES)):
            if self._ours(one):
                self._properties(one)
        for one in list(every(self._root, *_RANGES)):
            if self._author is None:
                _drop(one)
        for one in list(every(self._root, *_MARKS)):
            if self._ours(one):
                self._mark(one)
        self._cells()
        self._empty_tables()
        for paragraph in list(every(self._root, "w:p")):
            self._paragraph(paragraph)
        self._empty_controls()
        for cell in every(self._root, "w:tc"):
            if not len(cell) or name(cell[-1]) not in {"w:p", "w:sdt", "w:customXml"}:
                cell.append(cell.makeelement(f"{self._space}p"))

    def _empty_tables(self) -> None:
        for table in list(every(self._root, "w:tbl")):
            if not any(True for _ in every(table, "w:tr")):
                _drop(table)

    def _empty_controls(self) -> None:
        """Drop the controls around blocks that are gone."""
        for control in list(every(self._root, "w:sdt")):
            inner = child(control, "w:sdtContent")
            parent = control.getparent()
            if inner is not None and not len(inner) and parent is not None and name(parent) in _TEXTS:
                _drop(control)

    def _ours(self, one: Element) -> bool:
        return self._author is None or attr(one, "author") == self._author

    def _properties(self, one: Element) -> None:
        holder = one.getparent()
        if holder is None:
            return
        kind = name(one)
        holder.remove(one)
        if self._accept or kind == "w:numberingChange":
            return
        stay = _UNRECORDED.get(kind, set())
        for now in list(holder):
            if name(now) not in stay:
                holder.remove(now)
        old = list(one[0]) if len(one) else []
        if kind == "w:sectPrChange":
            holder.extend(old)
        else:
            for at, element in enumerate(old):
                holder.insert(at, element)

    def _mark(self, one: Element) -> None:
        """Decide on one insertion or deletion, by what it is about."""
        parent = one.getparent()
        if parent is None:
            return
        place = name(parent)
        if place == "w:rPr":
            self._run_or_mark(one, parent)
        elif place == "w:trPr":
            row = parent.getparent()
            parent.remove(one)
            if name(one) not in self._kept and row is not None:
                _drop(row)
        elif place in {"w:numPr", "w:tcPr"}:
            parent.remove(one)
        elif name(one) in self._kept:
            self._unwrap(one)
        else:
            _drop_content(one)

    def _run_or_mark(self, one: Element, properties: Element) -> None:
        """A paragraph's mark is decided on later, in order; a run of a formula at once."""
        holder = properties.getparent()
        if holder is None or name(holder) == "w:pPr":
            return
        properties.remove(one)
        if name(one) not in self._kept and name(holder) in {"w:r", "m:r"}:
            _drop(holder)

    def _unwrap(self, one: Element) -> None:
        for kind, shown in (("w:delText", "t"), ("w:delInstrText", "instrText")):
            for text in list(every(one, kind)):
                text.tag = f"{self._space}{shown}"
        for inner in list(one):
            one.addprevious(inner)
        _drop(one)

    def _cells(self) -> None:
        for one in list(every(self._root, "w:cellIns", "w:cellDel", "w:cellMerge")):
            properties = one.getparent()
            if properties is None or not self._ours(one):
                continue
            cell = properties.getparent()
            properties.remove(one)
            if name(one) == "w:cellMerge":
                self._merge(one, properties)
            elif (name(one) == "w:cellIns") != self._accept and cell is not None:
                _drop(cell)

    def _merge(self, one: Element, properties: Element) -> None:
        said = attr(one, "vMerge" if self._accept else "vMergeOrig")
        for old in list(properties.iterchildren(*tags("w:vMerge"))):
            properties.remove(old)
        if said:
            merged = properties.makeelement(f"{self._space}vMerge")
            merged.set(f"{self._space}val", "restart" if said == "rest" else "continue")
            behind = {"w:tcBorders", "w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign"}
            at = next((n for n, x in enumerate(properties) if name(x) in behind), len(properties))
            properties.insert(at, merged)

    def _paragraph(self, paragraph: Element) -> None:
        """Decide on the mark of a paragraph; one that goes joins its text to the next paragraph."""
        properties = child(paragraph, "w:pPr")
        marked = child(properties, "w:rPr")
        marks = [one for one in marked if name(one) in _MARKS and self._ours(one)] if marked is not None else []
        if not marks or marked is None or properties is None:
            return
        for one in marks:
            marked.remove(one)
        if not len(marked):
            properties.remove(marked)
        gone = any(name(one) not in self._kept for one in marks)
        if gone and child(properties, "w:sectPr") is None:
            _join(paragraph)


def _join(paragraph: Element) -> None:
    """Take a paragraph's mark away: its content goes to the front of the next one, which keeps its own form."""
    following = next((one for one in paragraph.itersiblings() if name(one) not in _PASSED), None)
    if following is not None and name(following) == "w:p":
        at = 1 if child(following, "w:pPr") is not None else 0
        for one in reversed([one for one in paragraph if name(one) != "w:pPr"]):
            following.insert(at, one)
        _drop(paragraph)
    elif not _shows(paragraph) and not _needed(paragraph):
        for mark in list(every(paragraph, *_HOISTED)):
            paragraph.addprevious(mark)
        _drop(paragraph)


def _needed(paragraph: Element) -> bool:
    """Whether a paragraph is the one that must stand at the end of a cell or a text."""
    blocks = {"w:p", "w:tbl", "w:sdt"}
    if any(name(one) in blocks for one in paragraph.itersiblings()):
        return False
    before = next((one for one in paragraph.itersiblings(preceding=True) if name(one) in blocks), None)
    return before is None or name(before) == "w:tbl"


def _shows(paragraph: Element) -> bool:
    texts = any(text.text for text in every(paragraph, "w:t"))
    return texts or any(True for _ in every(paragraph, *_SHOWS))


def _drop_content(one: Element) -> None:
    """Take away what is not kept: marks of bookmarks and comments in it stay, a link that it leaves empty goes."""
    for mark in list(every(one, *_HOISTED)):
        one.addprevious(mark)
    holder = one.getparent()
    _drop(one)
    while holder is not None and not len(holder) and name(holder) in {"w:hyperlink", "w:smartTag", "w:sdtContent"}:
        emptied, holder = holder, holder.getparent()
        if name(emptied) == "w:sdtContent" and holder is not None:
            emptied, holder = holder, holder.getparent()
        _drop(emptied)


def _drop(one: Element) -> None:
    parent = one.getparent()
    if parent is not None:
        parent.remove(one)
