"""Marking a Word file: native comments and tracked changes in a copy; every part that is not touched stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.base.text import Text
from generator.word.comments import Comments
from generator.word.model import WordFile
from generator.word.names import space_of
from generator.word.package import serialised
from generator.word.paragraphs import Paragraphs
from generator.word.reading import Traced, read_traced
from generator.word.requests import (
    AddParagraph,
    Change,
    Comment,
    Edit,
    Marked,
    Refused,
    Remark,
    RemoveParagraph,
    Reorder,
)
from generator.word.revisions import Revisions, check


def commented(file: WordFile, comments: Sequence[Comment]) -> Marked:
    """Return a copy with comments, each anchored at exactly its fragment."""
    return marked(file, comments, ())


def revised(file: WordFile, changes: Sequence[Change]) -> Marked:
    """Return a copy with tracked changes."""
    return marked(file, (), changes)


def marked(file: WordFile, comments: Sequence[Comment], changes: Sequence[Change]) -> Marked:
    """Return a copy with comments and tracked changes.

    Paragraph numbers and offsets of all requests are those of ``file``. A request that cannot be carried out is refused
    and listed; the others are carried out. The same requests give the same bytes.
    """
    read = read_traced(file.data).value
    assert read is not None  # it was read before
    marking = _Marking(read)
    marking.comment(comments)
    marking.edit([one for one in changes if isinstance(one, Edit)])
    for one in changes:
        if not isinstance(one, Edit):
            marking.paragraph(one)
    return Marked(marking.data(), tuple(marking.remarks))


class _Marking:
    """One marking of one file."""

    def __init__(self, traced: Traced) -> None:
        self._traced = traced
        self._comments = Comments(traced)
        main = traced.trees[traced.package.main]
        self._revisions = Revisions(space_of(main), list(traced.trees.values()))
        self._paragraphs = Paragraphs(traced.traces, self._revisions)
        self._touched: set[str] = set()
        self._moved: set[int] = set()
        self.remarks: list[Remark] = []

    def comment(self, comments: Iterable[Comment]) -> None:
        for comment in comments:
            try:
                remark = self._comments.add(comment)
                self._touched.add(self._traced.package.main)
            except Refused as wrong:
                remark = Remark(comment, True, wrong.reason)
            if remark is not None:
                self.remarks.append(remark)

    def edit(self, edits: Iterable[Edit]) -> None:
        """Carry out edits paragraph by paragraph, the last of each first: those before it keep their places."""
        by_paragraph: dict[int, list[Edit]] = {}
        for edit in edits:
            by_paragraph.setdefault(edit.paragraph, []).append(edit)
        for number, given in by_paragraph.items():
            accepted: list[Edit] = []
            for edit in given:
                try:
                    self._may_edit(number, edit, accepted)
                    accepted.append(edit)
                except Refused as wrong:
                    self.remarks.append(Remark(edit, True, wrong.reason))
            for edit in sorted(accepted, key=lambda e: (e.start, e.end), reverse=True):
                self._edit(edit)

    def _may_edit(self, number: int, edit: Edit, accepted: Iterable[Edit]) -> None:
        if not 1 <= number <= len(self._traced.traces):
            raise Refused(f"没有第 {number} 段", f"there is no paragraph {number}")
        check(self._traced.traces[number - 1], edit)
        if any(_overlap(edit, one) for one in accepted):
            raise Refused("与同一段的另一处修订重叠", "it overlaps another edit of the paragraph")

    def _edit(self, edit: Edit) -> None:
        trace = self._traced.traces[edit.paragraph - 1]
        try:
            self._revisions.edit(trace, edit)
            self._touched.add(trace.part)
        except Refused as wrong:
            self.remarks.append(Remark(edit, True, wrong.reason))

    def paragraph(self, change: AddParagraph | RemoveParagraph | Reorder) -> None:
        """Carry out a change of whole paragraphs."""
        numbers = _numbers(change)
        try:
            if numbers & self._moved:
                raise Refused("该段已被另一处修订移动或删除", "another change moves or removes the paragraph")
            if isinstance(change, AddParagraph):
                self._paragraphs.add(change)
            elif isinstance(change, RemoveParagraph):
                self._paragraphs.remove(change)
            elif self._paragraphs.reorder(change):
                reason = Text(
                    "书签留在原处，移动后请更新交叉引用", "bookmarks stay at the old place: update references"
                )
                self.remarks.append(Remark(change, False, reason))
        except Refused as wrong:
            self.remarks.append(Remark(change, True, wrong.reason))
            return
        if not isinstance(change, AddParagraph):
            self._moved |= numbers
        self._touched |= {self._traced.traces[n - 1].part for n in numbers}

    def data(self) -> bytes:
        """Write the changed parts."""
        package = self._traced.package
        for part in self._touched & set(self._traced.trees):
            package.put(part, serialised(self._traced.trees[part]))
        self._comments.save()
        return package.written()


def _overlap(one: Edit, other: Edit) -> bool:
    if one.start == one.end or other.start == other.end:
        point, span = (one, other) if one.start == one.end else (other, one)
        return span.start < point.start < span.end or (span.start == span.end == point.start)
    return one.start < other.end and other.start < one.end


def _numbers(change: AddParagraph | RemoveParagraph | Reorder) -> set[int]:
    if isinstance(change, AddParagraph):
        return {change.after or 1}
    return {change.paragraph} if isinstance(change, RemoveParagraph) else set(change.paragraphs)
