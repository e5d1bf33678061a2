"""Cutting runs: after a cut a run begins or ends exactly at a character, and looks as before."""

from __future__ import annotations

import copy
from bisect import bisect_right

from generator.word.names import XML_SPACE, Element, name, tags
from generator.word.tracing import Piece, Trace

_RUN = frozenset(tags("w:r"))
_RUN_PROPERTIES = frozenset(tags("w:rPr"))


def run_of(node: Element) -> Element:
    """Return the run that a node stands in; a node in no run is its own."""
    if node.tag in _RUN:
        return node
    return next((a for a in node.iterancestors() if a.tag in _RUN), node)


def holder_of(piece: Piece) -> Element:
    """Return the run of a piece, or the whole displayed formula."""
    if piece.kind != "formula":
        return run_of(piece.node)
    parent = piece.node.getparent()
    return parent if parent is not None and name(parent) == "m:oMathPara" else piece.node


def around(trace: Trace, offset: int) -> tuple[Piece | None, Piece | None]:
    """Return the pieces that end and begin at an offset; inside a piece both are that piece."""
    at = bisect_right(trace.pieces, offset, key=lambda p: p.start) - 1
    if at < 0:
        return None, trace.pieces[0] if trace.pieces else None
    here = trace.pieces[at]
    if here.start == offset:
        return (trace.pieces[at - 1] if at else None), here
    if offset < here.end:
        return here, here
    return here, trace.pieces[at + 1] if at + 1 < len(trace.pieces) else None


def cut(trace: Trace, offset: int) -> None:
    """Cut the runs of a paragraph at an offset. A formula or a reading above its base stays whole."""
    left, right = around(trace, offset)
    if left is right and left is not None:
        if left.kind != "text":
            return
        right = _cut_text(trace, left, offset)
    if left is not None and left.kind != "formula":
        split_after(left.node)
    if right is not None and right.kind != "formula":
        split_before(right.node)


def _cut_text(trace: Trace, piece: Piece, offset: int) -> Piece:
    """Cut a ``w:t`` in two."""
    node = piece.node
    text = node.text or ""
    at = piece.lead + offset - piece.start
    shown = text[piece.lead : piece.lead + piece.end - piece.start]
    second = copy.copy(node)
    for one, content in ((node, shown[: at - piece.lead]), (second, shown[at - piece.lead :])):
        one.text = content
        one.set(XML_SPACE, "preserve")
    node.addnext(second)
    right = Piece(offset, piece.end, second, "text", 0, piece.lock)
    trace.pieces.insert(trace.pieces.index(piece) + 1, right)
    piece.end, piece.lead = offset, 0
    return right


def split_before(node: Element) -> Element:
    """Let a run begin with the child that holds ``node``; return that run."""
    run, top = run_of(node), _top(node)
    before = top.getprevious()
    if before is None or before.tag in _RUN_PROPERTIES:
        return run
    second = copy.copy(run)
    second.text = second.tail = None
    for one in list(second):
        second.remove(one)
    properties = next((one for one in run if one.tag in _RUN_PROPERTIES), None)
    if properties is not None:
        second.append(copy.deepcopy(properties))
    moved = [top, *top.itersiblings()]
    second.extend(moved)
    run.addnext(second)
    return second


def split_after(node: Element) -> None:
    """Let a run end with the child that holds ``node``."""
    following = _top(node).getnext()
    if following is not None:
        split_before(following)


def alone(pieces: list[Piece]) -> list[Element]:
    """Give the characters of pieces runs in which nothing else stands; return these runs in order."""
    nodes = {piece.node for piece in pieces}
    for piece in pieces:
        top = _top(piece.node)
        before, after = top.getprevious(), top.getnext()
        if after is not None and after not in nodes:
            split_after(piece.node)
        if before is not None and before not in nodes:
            split_before(piece.node)
    return list(dict.fromkeys(run_of(piece.node) for piece in pieces))


def _top(node: Element) -> Element:
    """The child of the run that holds a node."""
    run = run_of(node)
    while node is not run:
        parent = node.getparent()
        if parent is run or parent is None:
            return node
        node = parent
    return node
