"""Tracked changes of text (ISO/IEC 29500-1, 17.13.5): deletions and insertions that keep the look of the runs."""

from __future__ import annotations

import copy

from generator.word.cutting import alone, around, cut, holder_of, run_of
from generator.word.making import Maker, can_hold
from generator.word.names import Element, attr, child, every, name, tags, whole
from generator.word.placing import put_after, put_first
from generator.word.requests import Edit, Refused
from generator.word.tracing import Piece, Trace

_WHY = {
    "contents": ("目次由 Word 生成，不能修订", "the table of contents is made by Word and is not edited"),
    "field": ("域的结果由 Word 计算，不能修订", "the result of a field is computed by Word and is not edited"),
    "control": ("内容控件已锁定或绑定数据", "the content control is locked or bound to data"),
    "alternate": ("替代内容有两份，不能修订", "alternate content stands twice and is not edited"),
}
_NUMBERED = (
    "w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:moveFromRangeStart", "w:moveToRangeStart", "w:rPrChange",
    "w:pPrChange", "w:sectPrChange", "w:tblPrChange", "w:tblGridChange", "w:trPrChange", "w:tcPrChange",
    "w:tblPrExChange", "w:numberingChange", "w:cellIns", "w:cellDel", "w:cellMerge", "w:bookmarkStart",
)  # fmt: skip
_INSERTED = {"w:ins", "w:moveTo"}
_TRACKED_PROPERTIES = ("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange")


class Revisions:
    """Makes tracked changes; ids go on from those of the file."""

    def __init__(self, space: str, roots: list[Element]) -> None:
        self.make = Maker(space)
        given = (whole(attr(one, "id")) or 0 for root in roots for one in every(root, *_NUMBERED))
        self._next = max(given, default=0) + 1

    def mark(self, local: str, author: str, date: str, *children: Element) -> Element:
        """Make a ``w:ins`` or ``w:del``."""
        about = {"id": str(self._next), "author": author}
        self._next += 1
        if date:
            about["date"] = date
        return self.make.one(local, *children, **about)

    def edit(self, trace: Trace, edit: Edit) -> None:
        """Carry out one edit; the pieces before it stay as they are.

        Raises:
            Refused: part of the fragment may not be changed.
        """
        check(trace, edit)
        if edit.start == edit.end:
            self._insert(trace, edit)
            return
        cut(trace, edit.end)
        cut(trace, edit.start)
        inside = [p for p in trace.pieces if p.end > edit.start and p.start < edit.end]
        properties = look_of(inside[0])
        last = None
        for run in alone(inside):
            last = self.delete_run(run, edit.author, edit.date)
        if edit.replacement and last is not None:
            self._put(last, edit, properties, after=True)

    def delete_run(self, run: Element, author: str, date: str) -> Element:
        """Put a run into a ``w:del``; return that."""
        before = run.getprevious()
        for node in every(run, "w:t", "w:instrText"):
            if _own(node, run):
                kind = "delText" if name(node) == "w:t" else "delInstrText"
                node.tag = str(node.tag).rpartition("}")[0] + "}" + kind
        if before is not None and name(before) == "w:del" and _same(before, author, date):
            before.append(run)
            return before
        deleted = self.mark("del", author, date)
        run.addprevious(deleted)
        deleted.append(run)
        return deleted

    def _insert(self, trace: Trace, edit: Edit) -> None:
        if not edit.replacement:
            return
        cut(trace, edit.start)
        left, right = around(trace, edit.start)
        if left is not None and not _free(left):
            left = None if right is None or _free(right) else left
            if left is not None:
                raise _refusal(left)
            if right is None:
                inserted = self.mark("ins", edit.author, edit.date, self.make.run(edit.replacement))
                trace.elements[-1].append(inserted)
                return
        if left is not None and right is not None and _free(right) and _leaves_link(left, right):
            left = None
        if left is not None:
            self._put(run_of(left.node), edit, look_of(left), after=True)
        elif right is not None and _free(right):
            self._put(run_of(right.node), edit, look_of(right), after=False)
        else:
            where = trace.elements[0] if right is not None else trace.elements[-1]
            properties = mark_look(where)
            run = self.make.run(edit.replacement, properties)
            inserted = self.mark("ins", edit.author, edit.date, run)
            if right is not None:
                put_first(where, [inserted])
            else:
                where.append(inserted)

    def _put(self, anchor: Element, edit: Edit, properties: Element | None, *, after: bool) -> None:
        parent = anchor.getparent()
        if parent is not None and name(parent) == "w:del":
            anchor, parent = parent, parent.getparent()
        while parent is not None and name(parent) in _INSERTED:
            anchor = self._split(parent, anchor, after=after)
            parent = anchor.getparent()
        inserted = self.mark("ins", edit.author, edit.date, self.make.run(edit.replacement, properties))
        if after:
            put_after(anchor, [inserted])
        else:
            anchor.addprevious(inserted)

    def _split(self, wrapper: Element, at: Element, *, after: bool) -> Element:
        """Split an insertion of somebody else at one of its children; return the side that ends (or begins) there."""
        moved = list(at.itersiblings()) if after else [at, *at.itersiblings()]
        if not moved or (not after and at.getprevious() is None):
            return wrapper
        second = self.mark(name(wrapper)[2:], attr(wrapper, "author"), attr(wrapper, "date"), *moved)
        wrapper.addnext(second)
        return wrapper if after else second


def check(trace: Trace, edit: Edit) -> None:
    """Say why an edit may not be carried out.

    Raises:
        Refused: it may not.
    """
    if not 0 <= edit.start <= edit.end <= trace.length:
        zh = f"第 {edit.paragraph} 段只有 {trace.length} 个字符"
        raise Refused(zh, f"paragraph {edit.paragraph} has {trace.length} characters only")
    if trace.in_toc:
        raise Refused(*_WHY["contents"])
    if trace.text_box:
        raise Refused("文本框内不能修订", "text boxes are not edited")
    if not can_hold(edit.replacement):
        raise Refused("替换文字含有不能写入的字符", "the replacement has characters that a Word file cannot hold")
    inside = [p for p in trace.pieces if p.end > edit.start and p.start < edit.end]
    for piece in inside:
        if not _free(piece):
            raise _refusal(piece)


def _free(piece: Piece) -> bool:
    return not piece.lock and piece.kind in {"text", "mark"}


def _refusal(piece: Piece) -> Refused:
    if piece.lock:
        return Refused(*_WHY[piece.lock])
    return Refused("公式或拼音指南不能修订", "a formula or a phonetic guide is not edited")


def look_of(piece: Piece) -> Element | None:
    """Return a copy of the properties of a piece's run, without what was tracked in them."""
    return bare(child(holder_of(piece), "w:rPr"))


def mark_look(paragraph: Element) -> Element | None:
    """Return the properties of a paragraph's mark as those of a run."""
    properties = child(paragraph, "w:pPr")
    return bare(child(properties, "w:rPr"))


def bare(properties: Element | None) -> Element | None:
    """Return a copy of run properties without tracked changes; nothing where nothing is left."""
    if properties is None:
        return None
    copied = copy.deepcopy(properties)
    for one in list(copied):
        if name(one) in _TRACKED_PROPERTIES:
            copied.remove(one)
    copied.tail = None
    return copied if len(copied) else None


def _leaves_link(left: Piece, right: Piece) -> bool:
    links = [next(run_of(p.node).iterancestors(*tags("w:hyperlink")), None) for p in (left, right)]
    return links[0] is not None and links[0] is not links[1]


def _own(node: Element, run: Element) -> bool:
    """Whether a node belongs to the run itself and not to a text box in it."""
    return run_of(node) is run


def _same(deleted: Element, author: str, date: str) -> bool:
    return attr(deleted, "author") == author and attr(deleted, "date") == date
