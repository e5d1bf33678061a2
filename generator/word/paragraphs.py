"""Tracked changes of whole paragraphs (17.13.5.15, 17.13.5.20): added, removed, put in another order.

A paragraph is inserted or deleted when its content and its mark are. The last mark of a cell or of the body stays.
"""

from __future__ import annotations

import copy
from bisect import bisect_left
from collections.abc import Sequence

from generator.word.making import can_hold
from generator.word.names import Element, attr, child, every, name
from generator.word.placing import put_after
from generator.word.requests import AddParagraph, Refused, RemoveParagraph, Reorder
from generator.word.revisions import Revisions, bare, look_of, mark_look
from generator.word.tracing import Trace

_HOLDERS = {"w:hyperlink", "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:sdtContent", "w:dir", "w:bdo"}
_UNWRAPPED = {"w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:sdtContent", "w:dir", "w:bdo"}
_ONCE = ("w:footnoteReference", "w:endnoteReference", "w:drawing", "w:pict", "w:object", "w:sectPr")
_AFTER_MARK = ("w:sectPr", "w:pPrChange")
_TRACKED = {"w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange"}


class Paragraphs:
    """Changes whole paragraphs of one file."""

    def __init__(self, traces: Sequence[Trace], revisions: Revisions) -> None:
        self._traces = traces
        self._revisions = revisions

    def remove(self, change: RemoveParagraph) -> None:
        """Delete a paragraph with its mark.

        Raises:
            Refused: it is the last one of its cell or text, or holds what cannot be deleted.
        """
        trace = self._trace(change.paragraph)
        self._may_go(trace)
        self._delete(trace, change.author, change.date)

    def add(self, change: AddParagraph) -> None:
        """Insert a paragraph in the form of the one beside it, of another one or of none.

        Raises:
            Refused: there is no such paragraph, the text cannot be held, or another form cannot stand at the end.
        """
        if not can_hold(change.text):
            raise Refused("新增文字含有不能写入的字符", "the text has characters that a Word file cannot hold")
        beside = self._trace(change.after or 1)
        like = beside if change.like is None else self._trace(change.like) if change.like else None
        properties = None
        if like is not None:
            properties = next((look_of(p) for p in like.pieces), mark_look(like.elements[-1]))
        runs = [self._revisions.make.run(change.text, properties)] if change.text else []
        if not change.after or change.before:
            new = self._new(like, runs, change.author, change.date)
            beside.elements[0].addprevious(new)
            return
        if like is not beside and _is_last(beside.elements[-1]):
            zh, en = "文末或单元格末尾不能增加另一格式的段落", "no paragraph of another form is added at the end"
            raise Refused(zh, en)
        new = self._new(like, runs, change.author, change.date)
        self._after(beside.elements[-1], new, change.author, change.date)

    def reorder(self, change: Reorder) -> bool:
        """Put paragraphs in another order; return whether bookmarks stay behind at an old place.

        As many paragraphs as possible stay where they are.

        Raises:
            Refused: no order, or a paragraph that cannot be moved.
        """
        if sorted(change.paragraphs) != sorted(change.order) or len(set(change.order)) != len(change.order):
            raise Refused("新顺序与原有段落不一致", "the new order does not hold the same paragraphs")
        places = sorted(change.paragraphs)
        traces = {number: self._trace(number) for number in places}
        kept = _longest_rising(change.order)
        moved = [number for number in change.order if number not in kept]
        for number in moved:
            self._may_go(traces[number])
            _may_move(traces[number])
        copies = {number: self._copy(traces[number], change) for number in moved}
        before: Element | None = None
        for number in change.order:
            if number in kept:
                before = traces[number].elements[-1]
                continue
            if before is None:
                traces[places[0]].elements[0].addprevious(copies[number])
            else:
                self._after(before, copies[number], change.author, change.date)
            before = copies[number]
        for number in moved:
            self._delete(traces[number], change.author, change.date)
        return any(True for n in moved for p in traces[n].elements for _ in every(p, "w:bookmarkStart"))

    def _trace(self, number: int) -> Trace:
        if not 1 <= number <= len(self._traces):
            raise Refused(f"没有第 {number} 段", f"there is no paragraph {number}")
        trace = self._traces[number - 1]
        if trace.in_toc or trace.text_box:
            raise Refused("目次和文本框中的段落不能修订", "paragraphs of contents and text boxes are not edited")
        return trace

    def _may_go(self, trace: Trace) -> None:
        if _is_last(trace.elements[-1]):
            raise Refused("单元格或正文的最后一段不能删除", "the last paragraph of a cell or of the text stays")
        for paragraph in trace.elements:
            if child(child(paragraph, "w:pPr"), "w:sectPr") is not None:
                raise Refused("该段含有分节符", "the paragraph ends a section")
            if any(True for _ in every(paragraph, "w:fldSimple", "m:oMathPara", "m:oMath")):
                raise Refused("该段含有公式或简单域", "the paragraph holds a formula or a simple field")
        if any(piece.lock == "control" for piece in trace.pieces):
            raise Refused("该段含有锁定的内容控件", "the paragraph holds a locked content control")

    def _delete(self, trace: Trace, author: str, date: str) -> None:
        for paragraph in trace.elements:
            self._delete_content(paragraph, author, date)
        self._mark(trace.elements[-1], "del", author, date)

    def _delete_content(self, holder: Element, author: str, date: str) -> None:
        for one in list(holder):
            kind = name(one)
            if kind == "w:r" and child(one, "w:commentReference") is None:
                self._revisions.delete_run(one, author, date)
            elif kind == "w:ins" and attr(one, "author") == author and attr(one, "date") == date:
                holder.remove(one)  # who takes back what he has just put in leaves no trace of it
            elif kind in _HOLDERS:
                self._delete_content(one, author, date)
            elif kind == "w:sdt":
                content = child(one, "w:sdtContent")
                if content is not None:
                    self._delete_content(content, author, date)

    def _mark(self, paragraph: Element, local: str, author: str, date: str) -> None:
        """Say of a paragraph's mark that it is inserted or deleted."""
        make = self._revisions.make
        properties = child(paragraph, "w:pPr")
        if properties is None:
            properties = make.one("pPr")
            paragraph.insert(0, properties)
        marked = child(properties, "w:rPr")
        if marked is None:
            marked = make.one("rPr")
            behind = next((one for one in properties if name(one) in _AFTER_MARK), None)
            if behind is not None:
                behind.addprevious(marked)
            else:
                properties.append(marked)
        at = sum(1 for one in marked if name(one) == "w:ins")
        marked.insert(at, self._revisions.mark(local, author, date))

    def _new(self, like: Trace | None, content: list[Element], author: str, date: str) -> Element:
        """Make an inserted paragraph in the form of another; what is inserted is wrapped here."""
        make = self._revisions.make
        made = make.one("p")
        properties = _form(like.elements[-1]) if like is not None else None
        if properties is not None:
            made.append(properties)
        for one in content:
            if name(one) == "w:hyperlink":
                inner = list(one)
                one.append(self._revisions.mark("ins", author, date, *inner))
                made.append(one)
            elif len(made) and name(made[-1]) == "w:ins":
                made[-1].append(one)
            else:
                made.append(self._revisions.mark("ins", author, date, one))
        self._mark(made, "ins", author, date)
        return made

    def _copy(self, trace: Trace, change: Reorder) -> Element:
        content: list[Element] = []
        for paragraph in trace.elements:
            content += _visible(paragraph)
        return self._new(trace, content, change.author, change.date)

    def _after(self, before: Element, new: Element, author: str, date: str) -> None:
        """Put an inserted paragraph behind another.

        Behind the last paragraph of a cell or a text it is that one's mark that is inserted: the new paragraph takes
        the old mark, for the last mark is never taken away.
        """
        last = _is_last(before)
        put_after(before, [new])
        if not last:
            return
        properties, form = child(new, "w:pPr"), _form(before)
        if properties is not None:
            new.remove(properties)
        if form is not None:
            new.insert(0, form)
        self._mark(before, "ins", author, date)


def _is_last(paragraph: Element) -> bool:
    """Whether a paragraph is the last of its cell or text."""
    return not any(name(one) in {"w:p", "w:tbl"} for one in paragraph.itersiblings())


def _form(paragraph: Element) -> Element | None:
    """Return a copy of a paragraph's properties without section, tracked changes and revisions of the mark."""
    properties = child(paragraph, "w:pPr")
    if properties is None:
        return None
    copied = copy.deepcopy(properties)
    copied.tail = None
    for one in list(copied):
        if name(one) in _AFTER_MARK:
            copied.remove(one)
    marked = child(copied, "w:rPr")
    for one in list(marked) if marked is not None else ():
        if name(one) in _TRACKED and marked is not None:
            marked.remove(one)
    return copied


def _visible(holder: Element) -> list[Element]:
    """Copies of the runs and links of a paragraph as it shows."""
    found: list[Element] = []
    for one in holder:
        kind = name(one)
        if kind == "w:r" and child(one, "w:commentReference") is None:
            found.append(_clean_run(one))
        elif kind == "w:hyperlink":
            link = copy.copy(one)
            link.tail = None
            for inner in list(link):
                link.remove(inner)
            link.extend(_visible(one))
            found.append(link)
        elif kind in _UNWRAPPED:
            found += _visible(one)
        elif kind == "w:sdt":
            content = child(one, "w:sdtContent")
            found += _visible(content) if content is not None else []
    return found


def _clean_run(run: Element) -> Element:
    copied = copy.deepcopy(run)
    copied.tail = None
    properties = child(copied, "w:rPr")
    if properties is not None:
        kept = bare(properties)
        copied.remove(properties)
        if kept is not None:
            copied.insert(0, kept)
    return copied


def _may_move(trace: Trace) -> None:
    """A paragraph with a note, picture or section stands at its place.

    Raises:
        Refused: it holds one.
    """
    if any(True for paragraph in trace.elements for _ in every(paragraph, *_ONCE)):
        raise Refused("含脚注、图片或分节符的段落不能移动", "a paragraph with a note, picture or section is not moved")


def _longest_rising(order: Sequence[int]) -> set[int]:
    """Return the longest subsequence that rises: these paragraphs stay, the others move around them."""
    tails: list[int] = []
    at: list[int] = []
    before: dict[int, int | None] = {}
    for number in order:
        place = bisect_left(tails, number)
        before[number] = at[place - 1] if place else None
        tails[place:] = [number, *tails[place + 1 :]]
        at[place:] = [number, *at[place + 1 :]]
    kept: set[int] = set()
    one: int | None = at[-1] if at else None
    while one is not None:
        kept.add(one)
        one = before[one]
    return kept
