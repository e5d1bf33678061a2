"""A paragraph that was cut in two, or two that were made one: only the paragraph's mark came or went."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from lxml import etree

from generator.base.similarity import likeness, profile
from generator.word.redline.atoms import Item, items_of
from generator.word.redline.blocks import Block
from generator.word.redline.marks import DELETED, INSERTED
from generator.word.redline.merge import Merge
from generator.word.redline.paragraphs import IN_PLACE, Merger
from generator.word.redline.plans import Entry
from generator.word.redline.writing import CUT, Writer

#: How alike the whole must be to its two parts together, and how much more than to one of them.
_ALIKE, _GAIN = 0.8, 0.08
_SHORTEST = 4


def with_splits(plan: Sequence[Entry]) -> list[Entry]:
    """Return the plan in which a paragraph and the two that it was cut into, or made from, are one entry."""
    found: list[Entry] = []
    for entry in plan:
        made = _together(found[-1], entry) if found else None
        if made is None:
            found.append(entry)
        else:
            found[-1] = made
    return found


def _together(first: Entry, second: Entry) -> Entry | None:
    how = (first.how, second.how)
    if how in {("pair", "ins"), ("ins", "pair")} and first.new and second.new and not (first.before or second.before):
        whole = first.old or second.old
        if whole and _parts_of(whole, first.new, second.new):
            return Entry("pair", whole, second.new, before=first.new)
    if how in {("pair", "del"), ("del", "pair")} and first.old and second.old and not (first.before or second.before):
        whole = first.new or second.new
        if whole and _parts_of(whole, first.old, second.old):
            return Entry("pair", second.old, whole, before=first.old)
    return None


def _parts_of(whole: Block, first: Block, second: Block) -> bool:
    blocks = (whole, first, second)
    if any(not b.paragraph or b.fixed or b.kind == "contents" or len(b.text) < _SHORTEST for b in blocks):
        return False
    if whole.text in {first.text, second.text}:
        return False
    seen = profile("", whole.text)
    both = likeness(seen, profile("", first.text + second.text))
    alone = max(likeness(seen, profile("", one.text)) for one in (first, second))
    return both >= _ALIKE and both - alone >= _GAIN


def merge_split(merge: Merge, entry: Entry) -> None:
    """Merge a paragraph with the two that it was cut into, or two with the one they were made."""
    assert entry.old is not None
    assert entry.new is not None
    assert entry.before is not None
    space = merge.new.space
    was, now, before = entry.old.element, entry.new.element, entry.before.element
    cut = Item("node", etree.Element(CUT))
    came = before.getroottree().getroot() is now.getroottree().getroot()
    olds, news = items_of(merge.old, was), items_of(merge.new, now)
    first = before
    if came:
        news = [*items_of(merge.new, before), cut, *news]
    else:
        olds = [*items_of(merge.old, before), cut, *olds]
        first = etree.Element(space.p)
        properties = before.find(space.ppr)
        if properties is not None:
            copied = copy.deepcopy(properties)
            merge.adopt(copied)
            first.append(copied)
        now.addprevious(first)
    writer = Writer(merge)
    Merger(merge, merge.parts, IN_PLACE).items(writer, olds, news)
    written = writer.done()
    at = next(n for n, one in enumerate(written) if one.tag == CUT)
    for paragraph, content in ((first, written[:at]), (now, written[at + 1 :])):
        for child in list(paragraph):
            if child.tag != space.ppr:
                paragraph.remove(child)
        paragraph.extend(content)
    merge.looks.paragraph(was, now, merge.parts)
    merge.marks.paragraph_mark(first, INSERTED if came else DELETED)
    entry.first = first
