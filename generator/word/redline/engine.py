"""From two Word files one with native tracked changes between them."""

from __future__ import annotations

from collections.abc import Mapping

from generator.base.archive import Unreadable
from generator.base.findings import Finding, Outcome, Position, in_order
from generator.word.faults import DAMAGED
from generator.word.names import Element, attr, every, whole
from generator.word.opening import open_word
from generator.word.package import Package, serialised
from generator.word.redline.bodies import merge_container
from generator.word.redline.marks import Marks
from generator.word.redline.merge import Merge
from generator.word.redline.rules import EARLIER_REVISIONS
from generator.word.redline.side import Side
from generator.word.redline.space import Space

_MARKED = (b":ins ", b":del ", b":moveFrom ", b":moveTo ", b"PrChange ", b":cellIns ", b":cellDel ", b":cellMerge ")
_NUMBERED = ("w:bookmarkStart", "w:commentRangeStart", "w:ins", "w:del", "w:moveFrom", "w:moveTo")


def redline(
    old: bytes,
    new: bytes,
    *,
    author: str,
    date: str,
    notes: Mapping[str, str],
    names: tuple[str, str] = ("old.docx", "new.docx"),
) -> Outcome[bytes]:
    """Return the new Word file with the changes from the old one marked natively.

    Accepting all changes gives the new document, rejecting all the old one. The same input gives the same bytes.

    Args:
        old: The old file.
        new: The new file; the redline is made from its package.
        author: Who made the changes.
        date: When, as ISO 8601 with ``Z``; none is written where it is empty.
        notes: Comments by the id of the new file's content control that shows a number (``t000001``).
        names: What findings call the two files.
    """
    findings: list[Finding] = []
    sides = [_opened(data, name, findings) for data, name in zip((old, new), names, strict=True)]
    was, now = sides
    if was is None or now is None:
        return Outcome(None, in_order(findings))
    try:
        made, said = _made(*was, *now, author, date, notes, Position(names[1]))
    except Unreadable as wrong:
        zh, en = f"Word 文件已损坏：{wrong}", f"the Word file is damaged: {wrong}"
        return Outcome(None, in_order([*findings, DAMAGED.at(Position(names[1]), zh, en)]))
    return Outcome(made, in_order([*findings, *said]))


def _opened(data: bytes, name: str, findings: list[Finding]) -> tuple[Package, Element] | None:
    """Open a file; tracked changes that it holds are accepted."""
    place = Position(name)
    opened = open_word(data, place)
    if isinstance(opened, Finding):
        findings.append(opened)
        return None
    if not _holds_revisions(opened[0]):
        return opened
    from generator.word.deciding import accepted

    try:
        decided = accepted(data)
    except Unreadable as wrong:
        findings.append(DAMAGED.at(place, f"Word 文件已损坏：{wrong}", f"the Word file is damaged: {wrong}"))
        return None
    zh = "文件中已有修订，比较前已全部接受"
    en = "the file holds tracked changes; they were accepted before comparing"
    findings.append(EARLIER_REVISIONS.at(place, zh, en))
    package = Package(decided)
    return package, package.tree(package.main)


def _holds_revisions(package: Package) -> bool:
    stories = (name for name in package.names if name.endswith(".xml") and "/" in name and "customXml" not in name)
    return any(mark in package.raw(name) for name in stories for mark in _MARKED if name.count("/") == 1)


def _made(
    old: Package,
    old_main: Element,
    new: Package,
    main: Element,
    author: str,
    date: str,
    notes: Mapping[str, str],
    place: Position,
) -> tuple[bytes, list[Finding]]:
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main" in new.raw(new.main)[:8192]
    space = Space(strict=strict)
    was, now = Side(old, space, old_main), Side(new, space, main)
    marks = Marks(space, author, date, _first_id(now, main))
    merge = Merge(was, now, marks, place)
    bodies = [side.tree(side.main).find(space.q("body")) for side in (was, now)]
    assert bodies[0] is not None
    assert bodies[1] is not None
    changed = [new.main]
    margins = list(_margins(merge))
    merge_container(merge, bodies[0], bodies[1])
    for parts in margins:
        merge.parts = parts
        merge_container(merge, was.tree(parts[0]), now.tree(parts[1]))
        changed.append(parts[1])
    merge.parts = (was.main, now.main)
    merge.notes()
    merge.carrier.flush()  # before the comments: they are related to what then stands in the package
    if notes:
        from generator.word.redline.notes import place_notes

        merge.findings.extend(place_notes(merge, notes, author, date))
    changed.extend(part for kind in ("footnote", "endnote") if (part := now.note_part(kind)))
    for part in changed:
        new.put(part, serialised(now.tree(part)))
    return new.written(), merge.findings


def _first_id(side: Side, main: Element) -> int:
    given = (whole(attr(one, "id")) or 0 for one in every(main, *_NUMBERED))
    return max(given, default=0) + 1


def _margins(merge: Merge) -> list[tuple[str, str]]:
    """Pair headers and footers that both sides have at the same section, of the same kind."""
    found: list[tuple[str, str]] = []
    taken: set[str] = set()
    sections = [list(side.tree(side.main).iter(side.space.sect)) for side in (merge.old, merge.new)]
    for was, now in zip(*sections, strict=False):
        olds, news = _references(merge.old, was), _references(merge.new, now)
        for key, part in news.items():
            if key in olds and part not in taken:
                taken.add(part)
                found.append((olds[key], part))
    return found


def _references(side: Side, section: Element) -> dict[tuple[str, str], str]:
    q = side.space.q
    found = {}
    for local in ("headerReference", "footerReference"):
        for one in section.iterchildren(q(local)):
            relation = side.relation(side.main, str(one.get(f"{side.space.r}id")))
            if relation is not None and side.package.has(relation.target):
                found[local, str(one.get(q("type"), "default"))] = relation.target
    return found
