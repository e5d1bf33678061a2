"""Two versions of a text (body, cell, note, header) made one: blocks that stayed, changed, went, came, moved."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from generator.word.names import Element
from generator.word.redline.blocks import Block, blocks_of
from generator.word.redline.marks import DELETED, INSERTED, MOVED_FROM, MOVED_TO, properties_of
from generator.word.redline.merge import Merge
from generator.word.redline.paragraphs import ARRIVED, IN_PLACE, Merger
from generator.word.redline.plans import Entry, planned
from generator.word.redline.properties import base_of
from generator.word.redline.rules import NOT_MARKED
from generator.word.redline.splits import merge_split, with_splits


def merge_container(merge: Merge, old: Element, new: Element) -> None:
    """Make the new text a redline against the old one, in place."""
    olds = blocks_of(merge.old, old, merge.parts[0])
    news = blocks_of(merge.new, new, merge.parts[1])
    plan, merge.moves = planned(olds, news, merge.moves)
    plan = with_splits(plan)
    former = {id(e): _form(merge, e.old) for e in _edge(plan) if e.old is not None}
    current = {id(e): _form(merge, e.new) for e in _edge(plan) if e.new is not None}
    _counterparts(merge, plan)
    for entry in plan:
        if entry.how == "pair":
            _pair(merge, entry)
    placed = _placed(merge, plan, new)
    behind = _behind(plan)
    for entry in plan:
        _carry_out(merge, entry, mark=entry is not (plan[-1] if behind else None))
    if behind:
        _tail(merge, plan, behind, former, current)
    _moves(merge, plan, placed)


def _edge(plan: Sequence[Entry]) -> Sequence[Entry]:
    behind = _behind(plan)
    return plan[behind - 1 :] if behind else ()


def _form(merge: Merge, block: Block | None) -> list[Element]:
    return [] if block is None else base_of(merge.new.space, block.element.find(merge.new.space.ppr))


def _behind(plan: Sequence[Entry]) -> int:
    """Return where the paragraphs begin that went or came behind the last block that stays, or 0."""
    at = len(plan)
    while at and plan[at - 1].how != "pair":
        at -= 1
    if not 0 < at < len(plan):
        return 0
    blocks = [e.new or e.old for e in plan[at - 1 :]]
    movable = all(b is not None and b.paragraph and b.fixed != "section" for b in blocks)
    return at if movable and len({e.how for e in plan[at:]}) == 1 else 0


def _counterparts(merge: Merge, plan: Sequence[Entry]) -> None:
    """Learn from the blocks that stay which numbering and bookmark of the one file is which of the other."""
    q = merge.new.space.q
    path = f"{q('pPr')}/{q('numPr')}/{q('numId')}"
    for entry in plan:
        if entry.old is None or entry.new is None:
            continue
        merge.carrier.bookmarks.pair(entry.old.element, entry.new.element)
        if not entry.old.paragraph:
            continue
        was, now = entry.old.element.find(path), entry.new.element.find(path)
        if was is not None and now is not None:
            merge.carrier.numbers.pair(str(was.get(q("val"))), str(now.get(q("val"))))


def _pair(merge: Merge, entry: Entry) -> None:
    assert entry.old is not None
    assert entry.new is not None
    if entry.before is not None:
        merge_split(merge, entry)
        return
    was, now = entry.old.element, entry.new.element
    raw_old = etree.tostring(was, encoding="utf-8", with_tail=False)
    raw_new = etree.tostring(now, encoding="utf-8", with_tail=False)
    plain = b" r:" not in raw_old and b"noteReference" not in raw_old and b"numId" not in raw_old
    if raw_old == raw_new and plain:
        return
    if merge.old.normalised(raw_old, merge.parts[0]) == merge.new.normalised(raw_new, merge.parts[1]):
        return
    if entry.new.paragraph:
        Merger(merge, merge.parts, IN_PLACE).container(was, now)
        merge.looks.paragraph(was, now, merge.parts)
    else:
        from generator.word.redline.tables import merge_tables

        merge_tables(merge, was, now)


def _placed(merge: Merge, plan: Sequence[Entry], container: Element) -> dict[int, Element]:
    """Put what went into the new text at its place; return each entry's element."""
    found: dict[int, Element] = {}
    last: Element | None = None
    for at, entry in enumerate(plan):
        if entry.new is not None:
            found[at] = last = entry.new.element
            continue
        assert entry.old is not None
        element = copy.deepcopy(entry.old.element) if entry.how == "from" else entry.old.element
        element.tail = None
        later = next((e for e in plan[at:] if e.new is not None), None)
        following = None if later is None or later.new is None else later.new.element
        if later is not None and later.first is not None:
            following = later.first
        if last is not None and (
            following is None or last.getparent() is container or following.getparent() is not container
        ):
            last.addnext(element)
        elif following is not None:
            following.addprevious(element)
        else:
            _append(merge, container, element)
        if entry.old.fixed == "section":
            _unmarked(merge, "删除的分节符", "a section break that went")
        merge.adopt(element)
        found[at] = last = element
        entry.old = replace(entry.old, element=element)  # the block itself also stands in the entry where it went
    return found


def _append(merge: Merge, container: Element, element: Element) -> None:
    last = container[-1] if len(container) else None
    if last is not None and last.tag == merge.new.space.sect:
        last.addprevious(element)
    else:
        container.append(element)


def _unmarked(merge: Merge, zh: str, en: str) -> None:
    message = (
        f"{zh}不能作为修订标出，已按新稿",
        f"{en} cannot be marked as a tracked change; the new text's form stands",
    )
    merge.findings.append(NOT_MARKED.at(merge.place, *message))


def _carry_out(merge: Merge, entry: Entry, *, mark: bool) -> None:
    block = entry.new or entry.old
    assert block is not None
    if entry.how == "pair":
        return
    if not block.paragraph:
        for row in rows_of(merge, block.element):
            merge.marks.row(row, DELETED if entry.how == "del" else INSERTED)
        return
    if entry.how == "to" and entry.old is not None:
        _arrived(merge, entry)
        return
    kind = {"del": DELETED, "ins": INSERTED, "from": MOVED_FROM, "to": MOVED_TO}[entry.how]
    if entry.how == "ins" and block.fixed == "section":
        _unmarked(merge, "新增的分节符", "a section break that came")
    merge.marks.whole_paragraph(block.element, kind, mark=mark)


def _arrived(merge: Merge, entry: Entry) -> None:
    """Mark a paragraph at the place it moved to; words that came are insertions in it."""
    assert entry.old is not None
    assert entry.new is not None
    if entry.old.text == entry.new.text:
        merge.marks.content(entry.new.element, MOVED_TO)
    else:
        Merger(merge, merge.parts, ARRIVED).container(entry.old.element, entry.new.element)
    merge.marks.paragraph_mark(entry.new.element, MOVED_TO)


def rows_of(merge: Merge, table: Element) -> list[Element]:
    """Return the rows of a table itself, not of tables in its cells."""
    space = merge.new.space
    return [row for row in table.iter(space.tr) if next(row.iterancestors(space.tbl), None) is table]


def _tail(
    merge: Merge,
    plan: Sequence[Entry],
    behind: int,
    former: dict[int, list[Element]],
    current: dict[int, list[Element]],
) -> None:
    """Behind the last block that stays: its mark goes (or came) and the last paragraph takes its form.

    The last paragraph of a text cannot be deleted, as its mark ends the text: what is deleted is the mark before.
    """
    stays, last = plan[behind - 1], plan[-1]
    assert stays.new is not None
    block = last.new or last.old
    assert block is not None
    space = merge.new.space
    kind = DELETED if last.how == "del" else INSERTED
    merge.marks.paragraph_mark(stays.new.element, kind)
    properties = properties_of(space, block.element)
    if kind == DELETED:
        was = etree.Element(space.ppr)
        was.extend(base_of(space, properties))
        for child in list(properties):
            if child.tag not in {space.rpr, space.sect}:
                properties.remove(child)
        for at, child in enumerate(current[id(stays)]):
            properties.insert(at, child)
        merge.looks.record(properties, was, adopt=False)
    else:
        was = etree.Element(space.ppr)
        was.extend(former[id(stays)])
        merge.looks.record(properties, was)


def _moves(merge: Merge, plan: Sequence[Entry], placed: dict[int, Element]) -> None:
    """Put the ranges around stretches that moved."""
    for how, local in (("from", "moveFrom"), ("to", "moveTo")):
        at = 0
        while at < len(plan):
            if plan[at].how != how:
                at += 1
                continue
            end = at
            while end + 1 < len(plan) and plan[end + 1].how == how and plan[end + 1].move == plan[at].move:
                end += 1
            _range(merge, local, plan[at].move, placed[at], placed[end])
            at = end + 1


def _range(merge: Merge, local: str, number: int, first: Element, last: Element) -> None:
    space = merge.new.space
    opens = merge.marks.make(f"{local}RangeStart", name=f"move{number}")
    closes = merge.marks.end(f"{local}RangeEnd", str(opens.get(space.q("id"))))
    properties = first.find(space.ppr)
    if properties is None:
        first.insert(0, opens)
    else:
        properties.addnext(opens)
    last.append(closes)
