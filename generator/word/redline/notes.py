"""Comments of a redline: each at the content control of the number that it explains."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from generator.base.findings import Finding
from generator.word.making import Maker
from generator.word.names import Element, whole
from generator.word.package import serialised
from generator.word.redline.merge import Merge
from generator.word.redline.rules import NOTE_UNPLACED

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


def place_notes(merge: Merge, notes: Mapping[str, str], author: str, date: str) -> Iterator[Finding]:
    """Anchor a comment at each control; yield what could not be placed."""
    writer = _Comments(merge, author, date)
    controls = _controls(merge)
    for key in sorted(notes):
        control = controls.get(key)
        if control is None:
            zh, en = f"正文中没有数 {key}，批注未放置", f"the text shows no number {key}; its comment is not placed"
            hint = notes[key].splitlines()[0] if notes[key] else ""
            yield NOTE_UNPLACED.at(merge.place, zh, en, fragment=hint)
            continue
        writer.add(control, notes[key])
    writer.save()


def _controls(merge: Merge) -> dict[str, Element]:
    """Return what a comment can stand around, by the alias or tag of the control; one in a note: the note's mark."""
    space = merge.new.space
    q = space.q
    found: dict[str, Element] = {}
    for part, kind in ((merge.new.main, ""), *((merge.new.note_part(k), k) for k in ("footnote", "endnote"))):
        if not part:
            continue
        for control in merge.new.tree(part).iter(space.sdt):
            about = control.find(q("sdtPr"))
            for local in ("alias", "tag"):
                name = None if about is None else about.find(q(local))
                if name is not None:
                    at = _mark_of(merge, control, kind) if kind else control
                    if at is not None:
                        found.setdefault(str(name.get(q("val"))), at)
    return found


def _mark_of(merge: Merge, control: Element, kind: str) -> Element | None:
    """The run in the text with the mark of the note that a control stands in."""
    space = merge.new.space
    note = next(control.iterancestors(space.q(kind)), None)
    number = None if note is None else note.get(space.q("id"))
    for mark in merge.new.tree(merge.new.main).iter(space.q(f"{kind}Reference")):
        if mark.get(space.q("id")) == number:
            return mark.getparent()
    return None


class _Comments:
    """The comments part of the new file."""

    def __init__(self, merge: Merge, author: str, date: str) -> None:
        self._merge = merge
        self._author, self._date = author, date
        self._make = Maker(merge.new.space.w)
        package = merge.new.package
        self._part = package.related(package.main, "comments")
        self._root = merge.new.tree(self._part) if self._part else self._make.part("comments")
        q = merge.new.space.q
        self._next = max((whole(str(one.get(q("id")))) or 0 for one in self._root), default=-1) + 1
        styles = merge.new.related("styles")
        self._styles = set() if styles is None else {one.get(q("styleId")) for one in styles.iter(q("style"))}
        self._added = False

    def add(self, control: Element, text: str) -> None:
        """Put a comment around a control, and around what went before it in the same place."""
        make, space = self._make, self._merge.new.space
        number = str(self._next)
        self._next += 1
        self._added = True
        start, end = _outside(self._merge, control)
        start.addprevious(make.one("commentRangeStart", id=number))
        closes = make.one("commentRangeEnd", id=number)
        end.addnext(closes)
        reference = make.one("r")
        if "CommentReference" in self._styles:
            reference.append(make.one("rPr", make.one("rStyle", val="CommentReference")))
        reference.append(make.one("commentReference", id=number))
        holder = closes.getparent()
        if holder is not None and holder.tag == space.link:
            holder.addnext(reference)
        else:
            closes.addnext(reference)
        about = {"id": number, "author": self._author, "initials": self._author[:1]}
        if self._date:
            about["date"] = self._date
        body = []
        for at, line in enumerate(text.split("\n")):
            runs = [make.run(line)] if line else []
            if not at:
                runs.insert(0, make.one("r", make.one("annotationRef")))
            paragraph = make.one("p", *runs)
            if "CommentText" in self._styles:
                paragraph.insert(0, make.one("pPr", make.one("pStyle", val="CommentText")))
            body.append(paragraph)
        self._root.append(make.one("comment", *body, **about))

    def save(self) -> None:
        """Write the part, related to the main document."""
        package = self._merge.new.package
        if not self._added:
            return
        if self._part:
            package.put(self._part, serialised(self._root))
            return
        folder = posixpath.dirname(package.main)
        names = (posixpath.join(folder, f"comments{n or ''}.xml") for n in range(100))
        part = next(name for name in names if not package.has(name))
        package.put(part, serialised(self._root))
        package.relate(package.main, "comments", part, _CONTENT_TYPE)


def _outside(merge: Merge, control: Element) -> tuple[Element, Element]:
    """The elements before and behind which the ends of a comment stand: the marks of the control are inside."""
    space = merge.new.space
    start = end = control
    parent = control.getparent()
    while parent is not None and parent.tag in {space.q(m) for m in ("ins", "del", "moveFrom", "moveTo")}:
        start = end = parent
        parent = parent.getparent()
    before, behind = start.getprevious(), end.getnext()
    if before is not None and before.tag == space.q("customXmlInsRangeStart"):
        start = before
    if behind is not None and behind.tag == space.q("customXmlInsRangeEnd"):
        end = behind
    return start, end
