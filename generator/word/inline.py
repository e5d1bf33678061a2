"""Reading what stands in one paragraph: runs and what may hold runs, fields, formulas, notes, pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from generator.word.formats import run_properties
from generator.word.mathtext import math_text
from generator.word.model import Link, Mark, NoteReference, Span, WordField, WordObject
from generator.word.names import Element, attr, child, chosen, every, name, shown, value, whole
from generator.word.package import Relation
from generator.word.styles import Styles
from generator.word.symbols import symbol
from generator.word.tracing import Lock, Piece

#: Fields whose result is the author's text; that of every other field is computed and may not be edited.
_AUTHORED = {"HYPERLINK", "FORMTEXT", "MACROBUTTON", "QUOTE", "GOTOBUTTON", "FILLIN", "ADDIN", ""}
_PASSED = {"w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:dir", "w:bdo", "w:rubyBase", "w:sdtContent"}
_SKIPPED = {"w:del", "w:moveFrom", "w:pPr"}
_CHARACTERS = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "\u2011"}
_DRAWN = {"w:drawing", "w:pict", "w:object"}


@dataclass(slots=True)
class Frame:
    """An open field: its instruction so far, whether its result has begun, where in this paragraph."""

    instruction: list[str] = field(default_factory=list)
    result: bool = False
    start: int = 0

    @property
    def text(self) -> str:
        """The instruction without blanks at its ends."""
        return "".join(self.instruction).strip()

    @property
    def kind(self) -> str:
        """The first word of the instruction, in capitals; nothing for an empty one."""
        return next(iter(self.text.split(None, 1)), "").upper()


@dataclass(slots=True)
class Story:
    """What goes on from one paragraph of a story to the next: open fields, controls around blocks."""

    part: str
    relations: dict[str, Relation]
    closed: set[Element]
    frames: list[Frame] = field(default_factory=list)
    contents: int = 0
    locked: int = 0
    text_box: bool = False
    note: tuple[str, int] | None = None


class Inline:
    """The content of one paragraph, gathered from its elements."""

    def __init__(self, story: Story, styles: Styles, style: str) -> None:
        self._story = story
        self._styles = styles
        self._style = style
        self._text: list[str] = []
        self.at = 0
        self.pieces: list[Piece] = []
        self.spans: list[Span] = []
        self.fields: list[WordField] = []
        self.links: list[Link] = []
        self.notes: list[NoteReference] = []
        self.note_marks: dict[tuple[str, int], Element] = {}
        self.objects: list[WordObject] = []
        self.drawn: list[Element] = []
        self.bookmarks: list[Mark] = []
        self.hidden: list[Mark] = []
        self.comments: list[tuple[int, bool, int]] = []
        self.in_toc = bool(story.contents) or any(f.kind == "TOC" for f in story.frames)
        self._look: tuple[Span, bool] = (Span(0, 0), False)
        self._last = Span(0, 0)
        self._alternate = 0
        for frame in story.frames:
            frame.start = 0

    @property
    def text(self) -> str:
        """The visible text."""
        return "".join(self._text)

    @property
    def empty(self) -> bool:
        """Whether nothing shows here."""
        return not (self.at or self.notes or self.objects or self.drawn)

    def finish(self) -> None:
        """Record the fields that go on in the next paragraph."""
        for frame in self._story.frames:
            if frame.result:
                self.fields.append(WordField(frame.kind, frame.text, frame.start, self.at))

    def walk(self, container: Element) -> None:
        """Read the children of a paragraph or of what holds runs."""
        for one in container:
            kind = name(one)
            if kind == "w:r":
                self._run(one)
            elif kind in _PASSED:
                self.walk(one)
            elif kind not in _SKIPPED:
                self._other(one, kind)

    def _other(self, one: Element, kind: str) -> None:
        if kind == "w:hyperlink":
            self._hyperlink(one)
        elif kind == "w:sdt":
            self._control(one)
        elif kind == "w:fldSimple":
            self._simple_field(one)
        elif kind in {"m:oMath", "m:oMathPara"}:
            self._formula(one)
        elif kind == "w:bookmarkStart":
            self.bookmarks.append(Mark(self.at, attr(one, "name")))
        elif kind in {"w:commentRangeStart", "w:commentRangeEnd"}:
            self._comment(one, opens=kind == "w:commentRangeStart")
        elif kind == "mc:AlternateContent":
            branch = chosen(one)
            if branch is not None:
                self._alternate += 1
                self.walk(branch)
                self._alternate -= 1

    def _comment(self, one: Element, *, opens: bool) -> None:
        number = whole(attr(one, "id"))
        if number is not None:
            self.comments.append((number, opens, self.at))

    def _hyperlink(self, one: Element) -> None:
        start = self.at
        self.walk(one)
        relation = self._story.relations.get(attr(one, "id", prefix="r"))
        target = relation.target if relation and relation.external else ""
        self.links.append(Link(start, self.at, target, attr(one, "anchor")))

    def _control(self, one: Element) -> None:
        held = locks(one)
        self._story.locked += held
        content = child(one, "w:sdtContent")
        if content is not None:
            self.walk(content)
        self._story.locked -= held

    def _simple_field(self, one: Element) -> None:
        frame = Frame([attr(one, "instr")], result=True, start=self.at)
        self._story.frames.append(frame)
        self.in_toc = self.in_toc or frame.kind == "TOC"
        self.walk(one)
        self._story.frames.remove(frame)
        self.fields.append(WordField(frame.kind, frame.text, frame.start, self.at))

    def _formula(self, one: Element) -> None:
        text = math_text(one)
        if text and self._visible:
            look = self._styles.look(self._style, {"latin": "Cambria Math"})[0]
            self._add(text, Piece(self.at, self.at, one, "formula"), look)

    @property
    def _visible(self) -> bool:
        return all(frame.result for frame in self._story.frames)

    def _lock(self) -> Lock:
        kinds = {frame.kind for frame in self._story.frames}
        if self._story.contents or "TOC" in kinds:
            return "contents"
        if kinds - _AUTHORED:
            return "field"
        if self._story.locked:
            return "control"
        return "alternate" if self._alternate else ""

    def _add(self, text: str, piece: Piece, look: Span) -> None:
        piece.end = piece.start + len(text)
        piece.lock = self._lock()
        self.pieces.append(piece)
        self._text.append(text)
        if self.spans and self._last == look:
            self.spans[-1] = look.at(self.spans[-1].start, piece.end)
        else:
            self.spans.append(look.at(self.at, piece.end))
        self._last = look
        self.at = piece.end

    def _run(self, run: Element) -> None:
        self._look = self._styles.look(self._style, run_properties(child(run, "w:rPr"), self._styles.theme))
        self._content(run)

    def _content(self, holder: Element) -> None:
        for one in holder:
            kind = name(one)
            if kind == "w:t":
                text, lead = shown(one)
                self._character(text, Piece(self.at, self.at, one, "text", lead))
            elif kind in _CHARACTERS:
                self._character(_CHARACTERS[kind], Piece(self.at, self.at, one, "mark"))
            elif kind == "w:br":
                text = "\f" if attr(one, "type") in {"page", "column"} else "\n"
                self._character(text, Piece(self.at, self.at, one, "mark"))
            elif kind == "w:sym":
                code = attr(one, "char")
                number = int(code, 16) if _hexadecimal(code) else 0xFFFD
                self._character(symbol(number, attr(one, "font")), Piece(self.at, self.at, one, "mark"))
            else:
                self._special(one, kind)

    def _special(self, one: Element, kind: str) -> None:
        if kind == "w:fldChar":
            self._field_mark(one)
        elif kind == "w:instrText":
            if self._story.frames and not self._story.frames[-1].result:
                self._story.frames[-1].instruction.append(one.text or "")
        elif kind in _DRAWN:
            self._drawing(one)
        elif kind == "w:footnoteReference":
            self._note(one, "footnote")
        elif kind == "w:endnoteReference":
            self._note(one, "endnote")
        elif kind == "mc:AlternateContent":
            branch = chosen(one)
            if branch is not None:
                self._alternate += 1
                self._content(branch)
                self._alternate -= 1
        elif kind == "w:ruby":
            base = child(one, "w:rubyBase")
            texts = every(base, "w:t") if base is not None else ()
            self._character("".join(shown(t)[0] for t in texts), Piece(self.at, self.at, one, "ruby"))

    def _character(self, text: str, piece: Piece) -> None:
        if not text or not self._visible:
            return
        look, hidden = self._look
        if hidden:
            self.hidden.append(Mark(self.at, text))
        else:
            self._add(text, piece, look)

    def _note(self, one: Element, kind: Literal["footnote", "endnote"]) -> None:
        number = whole(attr(one, "id"))
        if number is not None and self._visible:
            self.notes.append(NoteReference(self.at, kind, number))
            self.note_marks.setdefault((kind, number), one)

    def _drawing(self, one: Element) -> None:
        if not self._visible:
            return
        about = next(every(one, "wp:docPr"), None)
        description = "" if about is None else attr(about, "descr") or attr(about, "title")
        self.objects.append(WordObject(self.at, _drawn_kind(one), description))
        self.drawn.append(one)

    def _field_mark(self, one: Element) -> None:
        kind = attr(one, "fldCharType")
        frames = self._story.frames
        if one not in self._story.closed:
            return
        if kind == "begin":
            frames.append(Frame(start=self.at))
        elif frames and kind == "separate":
            frames[-1].result = True
            frames[-1].start = self.at
            self.in_toc = self.in_toc or frames[-1].kind == "TOC"
        elif frames and kind == "end":
            frame = frames.pop()
            self.fields.append(WordField(frame.kind, frame.text, frame.start if frame.result else self.at, self.at))


def locks(control: Element) -> int:
    """Return 1 for a content control whose text may not be changed, or is taken from elsewhere."""
    said = child(control, "w:sdtPr")
    locked = value(said, "w:lock") in {"contentLocked", "sdtContentLocked"}
    return int(locked or child(said, "w:dataBinding") is not None)


def closed_fields(root: Element) -> tuple[set[Element], int]:
    """Return the marks of fields that are complete, and how many marks belong to none.

    Text boxes and notes are stories of their own: a field does not go from one to another.
    """
    stacks: dict[Element | None, list[list[Element]]] = {}
    boxes = any(True for _ in every(root, "w:txbxContent"))
    notes = any(True for _ in every(root, "w:footnote", "w:endnote", "w:comment"))
    closed: set[Element] = set()
    loose = 0
    for mark in every(root, "w:fldChar"):
        stack = stacks.setdefault(_story_of(mark) if boxes or notes else None, [])
        kind = attr(mark, "fldCharType")
        if kind == "begin":
            stack.append([mark])
        elif not stack:
            loose += 1
        else:
            stack[-1].append(mark)
            if kind == "end":
                closed.update(stack.pop())
    return closed, loose + sum(len(stack) for stack in stacks.values())


_STORIES = {"w:txbxContent", "w:footnote", "w:endnote", "w:comment"}


def _story_of(mark: Element) -> Element | None:
    return next((a for a in mark.iterancestors() if name(a) in _STORIES), None)


def _hexadecimal(code: str) -> bool:
    return 0 < len(code) <= 6 and all(c in "0123456789abcdefABCDEF" for c in code)


def _drawn_kind(one: Element) -> Literal["picture", "chart", "diagram", "shape", "object"]:
    if name(one) == "w:object":
        return "object"
    data = next(every(one, "a:graphicData"), None)
    if data is not None:
        uri = str(data.get("uri", "")).rpartition("/")[2]
        return {"picture": "picture", "chart": "chart", "diagram": "diagram"}.get(uri, "shape")  # type: ignore[return-value]  # one of the kinds
    return "picture" if any(True for _ in every(one, "v:imagedata")) else "shape"
