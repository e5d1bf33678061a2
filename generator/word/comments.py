"""Native comments (ISO/IEC 29500-1, 17.13.4): range, reference, and the comments part, made where there is none."""

from __future__ import annotations

from lxml import etree

from generator.word.cutting import run_of, split_after, split_before
from generator.word.making import Maker
from generator.word.model import WordFile
from generator.word.names import Element, attr, every, space_of, whole
from generator.word.package import serialised
from generator.word.placing import paragraph_child, put_after, put_at, range_of
from generator.word.reading import Traced
from generator.word.requests import Comment, Refused, Remark, Reply
from generator.word.threads import MC, W14, ThreadWriter
from generator.word.tracing import Trace

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_IN_NOTE = {"footnote": ("脚注", "footnotes"), "endnote": ("尾注", "endnotes")}


class Comments:
    """The comments of one file: those it has, and new ones."""

    def __init__(self, traced: Traced) -> None:
        self._traced = traced
        package = traced.package
        self._part = package.related(package.main, "comments")
        self._main = traced.trees[package.main]
        self._space = space_of(self._main)
        self._root = traced.trees[self._part] if self._part else None
        self._make = Maker(self._space)
        places = ("w:commentReference", "w:commentRangeStart", "w:commentRangeEnd")
        given = [*every(self._main, *places), *(self._root if self._root is not None else ())]
        self._next = max((whole(attr(one, "id")) or 0 for one in given), default=-1) + 1
        self._styles = traced.file.styles
        self._threads = ThreadWriter()
        self.changed = False

    def add(self, comment: Comment) -> Remark | None:
        """Anchor a comment; say where it stands when that is not where it was asked for.

        Raises:
            Refused: there is no such paragraph or no such fragment.
        """
        trace, start, end = self._place(comment)
        if not comment.paragraph:
            self._anchor(trace, start, end, comment, comment.text)
            return None
        fragment = fragment_of(self._traced.file, comment)
        if trace.note is not None:
            zh, en = _IN_NOTE[trace.note[0]]
            self._anchor_note(trace, comment, f"{zh}“{fragment}”：{comment.text}")
            zh, en = f"{zh}中不能加批注，已加在{zh}标记处", f"{en} take no comments: it stands at the note's mark"
        elif trace.anchor is not None:
            self._around(trace.anchor, comment, f"文本框“{fragment}”：{comment.text}")
            zh, en = "文本框中不能加批注，已加在文本框处", "text boxes take no comments: it stands at the text box"
        else:
            self._anchor(trace, start, end, comment, comment.text)
            return None
        return Remark(comment, False, Refused(zh, en).reason)

    def _place(self, comment: Comment) -> tuple[Trace, int, int]:
        traces = self._traced.traces
        if comment.paragraph == 0 and traces:
            return traces[0], 0, len(self._traced.file.paragraphs[0].text)
        if not 1 <= comment.paragraph <= len(traces):
            raise Refused(f"没有第 {comment.paragraph} 段", f"there is no paragraph {comment.paragraph}")
        length = len(self._traced.file.paragraphs[comment.paragraph - 1].text)
        if not 0 <= comment.start <= comment.end <= length:
            zh = f"第 {comment.paragraph} 段只有 {length} 个字符"
            raise Refused(zh, f"paragraph {comment.paragraph} has {length} characters only")
        return traces[comment.paragraph - 1], comment.start, comment.end

    def _anchor(self, trace: Trace, start: int, end: int, comment: Comment, text: str) -> None:
        opens, closes, references = self._elements(comment, text)
        ends = range_of(trace, start, end) if start < end else None
        if ends is None:
            put_at(trace, start, [*opens, *closes, *references])
            return
        for one in opens:
            ends[0].addprevious(one)
        put_after(ends[1], closes)
        put_after(self._outside(closes[-1]), references)

    def _outside(self, closes: Element) -> Element:
        """The element behind which the reference stands: in no insertion or link that may be taken away."""
        return paragraph_child(closes)

    def _anchor_note(self, trace: Trace, comment: Comment, text: str) -> None:
        assert trace.note is not None
        marks = (one.notes[trace.note] for one in self._traced.traces if trace.note in one.notes)
        mark = next(marks, None)
        if mark is None:
            zh, en = "该注在正文中没有标记", "the note has no mark in the text"
            raise Refused(zh, en)
        holder = next(one for one in self._traced.traces if one.notes.get(trace.note) is mark)
        if holder.anchor is not None:
            mark = holder.anchor
        self._around(mark, comment, text)

    def _around(self, node: Element, comment: Comment, text: str) -> None:
        """Put a comment around one element of a run."""
        split_after(node)
        split_before(node)
        opens, closes, references = self._elements(comment, text)
        run = run_of(node)
        for one in opens:
            run.addprevious(one)
        put_after(run, closes)
        put_after(self._outside(closes[-1]), references)

    def _elements(self, comment: Comment, text: str) -> tuple[list[Element], list[Element], list[Element]]:
        """Make the marks of a comment and of its replies, and write them into their part."""
        self.changed = True
        first = self._next
        threaded = bool(comment.replies) or comment.done
        made = []
        for said in (Reply(comment.author, comment.initials, comment.date, text), *comment.replies):
            number = self._next
            self._next += 1
            parent = None if number == first else first
            tied = self._threads.add(number, parent, done=comment.done) if threaded else ""
            self._write(number, said, tied)
            made.append(self._marks(number))
        opens, closes, references = zip(*made, strict=True)
        return list(opens), list(closes), list(references)

    def _marks(self, number: int) -> tuple[Element, Element, Element]:
        make = self._make
        reference = make.one("r")
        if "CommentReference" in self._styles:
            reference.append(make.one("rPr", make.one("rStyle", val="CommentReference")))
        reference.append(make.one("commentReference", id=str(number)))
        return make.one("commentRangeStart", id=str(number)), make.one("commentRangeEnd", id=str(number)), reference

    def _write(self, number: int, comment: Reply, tied: str) -> None:
        """Write a comment; ``tied`` is the id by which threads know its last paragraph."""
        if self._root is None:
            self._root = self._new_root()
        make = self._make
        about = {"id": str(number), "author": comment.author, "initials": comment.initials}
        if comment.date:
            about["date"] = comment.date
        lines = comment.text.split("\n")
        body = []
        for at, line in enumerate(lines):
            runs = [make.run(line)] if line else []
            if not at:
                runs.insert(0, make.one("r", make.one("annotationRef")))
            body.append(make.one("p", *runs))
        if tied:
            body[-1].set(f"{{{W14}}}paraId", tied)
        self._root.append(make.one("comment", *body, **about))

    def _new_root(self) -> Element:
        spaces = {"w": self._space[1:-1], "w14": W14, "mc": MC}
        root = etree.Element(f"{self._space}comments", nsmap=spaces)
        root.set(f"{{{MC}}}Ignorable", "w14")
        return root

    def save(self) -> None:
        """Write the comments part into the package, and the part that ties threads together."""
        package = self._traced.package
        if not self.changed or self._root is None:
            return
        if self._threads:
            self._threads.save(package)
        if self._part:
            package.put(self._part, serialised(self._root))
            return
        folder = package.main.rpartition("/")[0]
        part = next(p for p in _free(f"{folder}/comments" if folder else "comments") if not package.has(p))
        package.put(part, serialised(self._root))
        package.relate(package.main, "comments", part, _CONTENT_TYPE)


def _free(base: str) -> list[str]:
    return [f"{base}.xml", *(f"{base}{n}.xml" for n in range(2, 100))]


def fragment_of(file: WordFile, comment: Comment) -> str:
    """Return the characters that a comment is on."""
    return file.paragraphs[comment.paragraph - 1].text[comment.start : comment.end]
