"""Places in a paragraph's XML: before or after characters, outside what should not hold what is put there."""

from __future__ import annotations

from generator.word.cutting import around, cut, holder_of
from generator.word.names import Element, attr, child, every, name, tags
from generator.word.tracing import Trace

_WRAPPERS = {"w:ins", "w:moveTo", "w:hyperlink", "w:smartTag", "w:fldSimple", "w:sdtContent", "w:del"}
_BARE = {"w:rPr", "w:lastRenderedPageBreak", "w:proofErr", "w:noProof"}
_MARKS = {"w:proofErr", "w:bookmarkStart", "w:bookmarkEnd", "w:commentRangeStart", "w:commentRangeEnd"}


def widen(first: Element, last: Element) -> tuple[Element, Element]:
    """Return the outermost elements that begin and end with these two: around links, insertions and fields.

    A range that holds a whole field stands outside it, so that updating the field does not take it away.
    """
    while True:
        outer_first, outer_last = _out(first, back=True), _out(last, back=False)
        begin, end = _field_edge(outer_first, back=True), _field_edge(outer_last, back=False)
        if begin is not None and (end is not None or _leaves_field(outer_first, outer_last, back=False)):
            outer_first = begin
        if end is not None and (begin is not None or _leaves_field(outer_last, outer_first, back=True)):
            outer_last = end
        if outer_first is first and outer_last is last:
            return first, last
        first, last = outer_first, outer_last


def _out(one: Element, *, back: bool) -> Element:
    """Leave wrappers at whose edge the element stands."""
    parent = one.getparent()
    while parent is not None and name(parent) in _WRAPPERS and _next(one, back=back) is None:
        one = parent
        parent = one.getparent()
        if name(one) == "w:sdtContent" and parent is not None:
            one, parent = parent, parent.getparent()
    return one


def _next(one: Element, *, back: bool) -> Element | None:
    return one.getprevious() if back else one.getnext()


def _field_edge(one: Element, *, back: bool) -> Element | None:
    """The run with the begin (or end) of the field whose whole result begins (or ends) with this element."""
    wanted = "begin" if back else "end"
    passed = {"separate"} if back else set()
    at = _next(one, back=back)
    depth = 0
    while at is not None:
        marks = _field_marks(at)
        if marks is None:
            return None
        for mark in reversed(marks) if back else marks:
            if mark == "end" and back:
                depth += 1
            elif mark == wanted and not depth:
                return at
            elif mark == wanted:
                depth -= 1
            elif mark not in passed and not depth:
                return None
        at = _next(at, back=back)
    return None


def _leaves_field(one: Element, other: Element, *, back: bool) -> bool:
    """Whether the way from an element of a field's result to another one leads out of the field."""
    opens, closes = ("end", "begin") if back else ("begin", "end")
    depth = 0
    at: Element | None = one
    while at is not None and at is not other:
        marks = [attr(mark, "fldCharType") for mark in every(at, "w:fldChar")]
        for mark in reversed(marks) if back else marks:
            if mark == opens:
                depth += 1
            elif mark == closes and not depth:
                return True
            elif mark == closes:
                depth -= 1
        at = _next(at, back=back)
    return False


def _field_marks(one: Element) -> list[str] | None:
    """The field marks of a run that holds nothing that shows; nothing for any other element."""
    if name(one) in _MARKS:
        return []
    if name(one) != "w:r":
        return None
    found = []
    for part in one:
        if name(part) == "w:fldChar":
            found.append(attr(part, "fldCharType"))
        elif name(part) not in {*_BARE, "w:instrText"}:
            return None
    return found


def range_of(trace: Trace, start: int, end: int) -> tuple[Element, Element] | None:
    """Cut at both ends and return the first and last element of a fragment; nothing where it is empty."""
    cut(trace, end)
    cut(trace, start)
    inside = [piece for piece in trace.pieces if piece.end > start and piece.start < end]
    if not inside:
        return None
    return widen(holder_of(inside[0]), holder_of(inside[-1]))


def put_at(trace: Trace, offset: int, new: list[Element]) -> None:
    """Put elements at an offset of a paragraph, after the character before it."""
    cut(trace, offset)
    left, right = around(trace, offset)
    if left is not None:
        put_after(widen(holder_of(left), holder_of(left))[1], new)
    elif right is not None:
        before = widen(holder_of(right), holder_of(right))[0]
        for one in new:
            before.addprevious(one)
    else:
        trace.elements[-1].extend(new)


def put_after(one: Element, new: list[Element]) -> None:
    """Put elements behind another, in order."""
    for element in reversed(new):
        one.addnext(element)


def put_first(paragraph: Element, new: list[Element]) -> None:
    """Put elements at the beginning of a ``w:p``, behind its properties."""
    properties = child(paragraph, "w:pPr")
    if properties is not None:
        put_after(properties, new)
    else:
        for element in reversed(new):
            paragraph.insert(0, element)


def paragraph_child(one: Element) -> Element:
    """Return the ancestor of an element (or itself) that stands directly in a ``w:p``."""
    paragraphs = tags("w:p")
    parent = one.getparent()
    while parent is not None and parent.tag not in paragraphs:
        one, parent = parent, parent.getparent()
    return one
