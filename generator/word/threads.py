"""Threads of comments (MS-DOCX, 2.5.40): which comment answers which, and which are done.

Word ties them together by the ``w14:paraId`` of each comment's last paragraph, in a part beside the comments.
LibreOffice 7.4 keeps of that part only what is done; comments of one thread then stand on the same characters.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from generator.base.archive import attribute
from generator.word.model import WordComment
from generator.word.names import Element, attr, every, name, whole
from generator.word.package import Package, serialised

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_KIND = "commentsExtended"
_RELATION = "http://schemas.microsoft.com/office/2011/relationships"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
#: Ids of paragraphs are below 0x80000000; ours count from here.
_FIRST = 0x54570000


@dataclass(frozen=True, slots=True)
class Extended:
    """What the part beside the comments says of one: the comment that it answers, whether it is done."""

    parent: int | None = None
    done: bool = False


def read_extended(package: Package, comments: Element | None) -> dict[int, Extended]:
    """Return what is said of each comment, by its id; nothing of a comment of which nothing is said."""
    part = package.related(package.main, _KIND)
    if not part or comments is None:
        return {}
    ids: dict[str, int] = {}
    for one in comments:
        number = whole(attr(one, "id"))
        if name(one) == "w:comment" and number is not None:
            for paragraph in every(one, "w:p"):
                ids[attribute(paragraph, f"{{{W14}}}paraId").upper()] = number
    ids.pop("", None)
    found: dict[int, Extended] = {}
    for one in package.tree(part).iter(f"{{{W15}}}commentEx"):
        own = ids.get(attribute(one, f"{{{W15}}}paraId").upper())
        if own is None:
            continue
        parent = ids.get(attribute(one, f"{{{W15}}}paraIdParent").upper())
        done = attribute(one, f"{{{W15}}}done", "0") in {"1", "true", "on"}
        found[own] = Extended(parent if parent != own else None, done)
    return found


def threads(comments: tuple[WordComment, ...]) -> tuple[tuple[WordComment, ...], ...]:
    """Return comments by thread, each thread's first comment first, then by date, those without one last.

    Where the file does not say what answers what, comments on the very same characters are one thread.
    """
    by_id = {one.id: one for one in comments}
    said = any(one.parent is not None for one in comments)
    groups: dict[object, list[WordComment]] = {}
    for one in comments:
        root, seen = one, {one.id}
        while root.parent is not None and root.parent in by_id and root.parent not in seen:
            root = by_id[root.parent]
            seen.add(root.id)
        placed = one.paragraph and not said
        key: object = (one.paragraph, one.start, one.last, one.end) if placed else root.id
        groups.setdefault(key, []).append(one)
    ordered = [
        sorted(group, key=lambda c: (c.parent is not None, not c.date, c.date, c.id) if said else (False, c.date, c.id))
        for group in groups.values()
    ]
    return tuple(tuple(group) for group in ordered)


class ThreadWriter:
    """Gathers what is to be said of new comments, and writes the part."""

    def __init__(self) -> None:
        self._said: list[tuple[str, str, bool]] = []

    def __bool__(self) -> bool:
        return bool(self._said)

    def add(self, number: int, parent: int | None, *, done: bool) -> str:
        """Record a comment and return the id that its last paragraph takes."""
        own = _para_id(number)
        self._said.append((own, "" if parent is None else _para_id(parent), done))
        return own

    def save(self, package: Package) -> None:
        """Write the part, or add to the one that is there."""
        part = package.related(package.main, _KIND)
        root = package.tree(part) if part else etree.Element(f"{{{W15}}}commentsEx", nsmap={"w15": W15})
        for own, parent, done in self._said:
            one = etree.SubElement(root, f"{{{W15}}}commentEx")
            one.set(f"{{{W15}}}paraId", own)
            if parent:
                one.set(f"{{{W15}}}paraIdParent", parent)
            one.set(f"{{{W15}}}done", "1" if done else "0")
        if part:
            package.put(part, serialised(root))
            return
        folder = package.main.rpartition("/")[0]
        target = f"{folder}/{_KIND}.xml" if folder else f"{_KIND}.xml"
        package.put(target, serialised(root))
        package.relate(package.main, _KIND, target, _CONTENT_TYPE, space=_RELATION)


def _para_id(number: int) -> str:
    return f"{(_FIRST + number) % 0x80000000:08X}"
