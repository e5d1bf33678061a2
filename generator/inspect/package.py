"""Three rules of Word packages that validators do not check: drawing ids, bookmark pairs, closed fields.

Knows ISO/IEC 29500-1 alone: 20.4.2.5 docPr (ids unique in a document), 17.13.6 bookmarks (a start and an end of one id,
a name once), 17.16.18 complex characters of fields (begin, separate, end; nested, closed in their story).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from generator.base.archive import Unreadable, W, attribute, parts, xml
from generator.base.findings import Finding, Position
from generator.inspect.faults import BROKEN_PACKAGE, UNREADABLE

_W = f"{{{W}}}"
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
#: The parts that hold a story: body, headers, footers, notes, comments.
_STORIES = re.compile(r"word/(document|header\w*|footer\w*|footnotes|endnotes|comments)\.xml")


def inspect_package(data: bytes, origin: Position) -> tuple[Finding, ...]:
    """Return what breaks the three rules in a .docx; ``origin`` is the file's place."""
    try:
        return tuple(package_findings(parts(data), origin))
    except Unreadable as wrong:
        return (UNREADABLE.at(origin, f"文件无法读取：{wrong}", f"the file cannot be read: {wrong}"),)


def package_findings(package: Mapping[str, bytes], origin: Position) -> Iterator[Finding]:
    """Yield what breaks the three rules in an opened package.

    Raises:
        Unreadable: a story is no XML.
    """
    stories = {name: xml(package[name]) for name in sorted(package) if _STORIES.fullmatch(name)}
    for zh, en in _drawings(stories):
        yield BROKEN_PACKAGE.at(origin, zh, en)
    for name, story in stories.items():
        for zh, en in (*_bookmarks(story), *_fields(story)):
            yield BROKEN_PACKAGE.at(origin, f"{name}：{zh}", f"{name}: {en}")


def _drawings(stories: Mapping[str, etree._Element]) -> Iterator[tuple[str, str]]:
    """Ids of drawings that occur more than once, or are no positive number."""
    ids = Counter(attribute(drawing, "id") for story in stories.values() for drawing in story.iter(_DOC_PR))
    for number, count in sorted(ids.items()):
        if count > 1:
            yield f"图形编号 {number} 出现 {count} 次", f"drawing id {number} occurs {count} times"
        if not number.isdigit() or not int(number):
            yield f"图形编号“{number}”不是正整数", f"drawing id {number!r} is no positive number"


def _bookmarks(story: etree._Element) -> Iterator[tuple[str, str]]:
    """Bookmarks without their other half, ids and names that occur twice, ends before their starts."""
    opened: dict[str, str] = {}
    closed: set[str] = set()
    names: Counter[str] = Counter()
    for mark in story.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
        number = attribute(mark, f"{_W}id")
        if mark.tag == f"{_W}bookmarkStart":
            name = attribute(mark, f"{_W}name")
            names[name] += 1
            if number in opened or number in closed:
                yield f"书签编号 {number} 重复", f"bookmark id {number} is used twice"
            opened[number] = name
        elif number in opened:
            del opened[number]
            closed.add(number)
        else:
            yield f"书签 {number} 有结束而没有开始", f"bookmark {number} ends without a start"
    for number, name in opened.items():
        yield f"书签 {name}（{number}）没有结束", f"bookmark {name} ({number}) has no end"
    for name, count in names.items():
        if count > 1:
            yield f"书签名 {name} 出现 {count} 次", f"bookmark name {name} occurs {count} times"


def _fields(story: etree._Element) -> Iterator[tuple[str, str]]:
    """Fields that are not closed, or whose parts stand in a wrong order. A note is a story of its own."""
    notes = list(story.iter(f"{_W}footnote", f"{_W}endnote", f"{_W}comment"))
    for scope in notes or [story]:
        stack: list[bool] = []  # whether the separator of each open field was seen
        for mark in scope.iter(f"{_W}fldChar"):
            kind = attribute(mark, f"{_W}fldCharType")
            if kind == "begin":
                stack.append(False)
            elif not stack:
                yield f"域标记 {kind} 没有开始", f"a field's {kind} has no begin"
            elif kind == "separate":
                if stack[-1]:
                    yield "域有两个分隔标记", "a field has two separators"
                stack[-1] = True
            else:
                stack.pop()
        if stack:
            yield f"{len(stack)} 个域没有结束", f"{len(stack)} fields are not closed"
