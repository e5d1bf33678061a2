"""What a reader sees of a Word file, with the controls, bookmarks and cells that it stands in.

Lean beside :func:`generator.word.read_word`, which resolves every style: a reviewer waits for this. Paragraphs are
counted as there: the body (text boxes after the paragraph that holds them), then footnotes, then endnotes. Insertions
are accepted, deletions gone, hidden text left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.base.archive import C
from generator.word.blocks import mark_gone, text_boxes
from generator.word.inline import closed_fields
from generator.word.names import Element, attr, child, chosen, every, is_on, name, path, shown, switch, value, whole
from generator.word.package import Package
from generator.word.symbols import symbol

#: Fields that every program computes anew; the result of any other is text.
_COMPUTED = {"TOC", "PAGEREF", "REF", "SEQ", "STYLEREF", "NOTEREF", "PAGE", "NUMPAGES", "SECTIONPAGES"}
_CHARTS = tuple(f"{{{space}}}chart" for space in (C, "http://purl.oclc.org/ooxml/drawingml/chart"))
ALIAS = re.compile(r"t\d{6,}")
_PASSED = {
    "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:dir", "w:bdo", "w:rubyBase", "w:sdtContent", "w:hyperlink",
}  # fmt: skip
_SIGNS = {"m:chr", "m:begChr", "m:sepChr", "m:endChr"}
_CHARACTERS = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:br": "\n", "w:noBreakHyphen": "\u2011"}


@dataclass(slots=True)
class Control:
    """A control of ours as it stands in the file; ``hidden`` is text in it that no reader sees."""

    alias: str
    paragraph: int
    row: int = 0
    column: int = 0
    text: str = ""
    hidden: str = ""
    inside: str = ""


@dataclass(slots=True)
class Piece:
    """Text of one kind: in a control, computed by a field or a formula, or neither."""

    text: str
    control: Control | None = None
    computed: bool = False
    #: The symbols of a formula.
    math: str = ""


@dataclass(slots=True)
class Line:
    """A paragraph; ``marks`` are bookmarks that begin in it, each with the number of pieces before it."""

    number: int
    note: tuple[str, int] | None = None
    box: bool = False
    table: int = 0
    row: int = 0
    column: int = 0
    pieces: list[Piece] = field(default_factory=list)
    marks: list[tuple[str, int]] = field(default_factory=list)
    notes: list[tuple[str, int]] = field(default_factory=list)
    hidden: str = ""
    #: What pictures are drawn here, as relationships of the part.
    pictures: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What a reader sees."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Result:
    """Text that a field computed, in a paragraph of this number; of fields in a table of contents the outermost."""

    line: int
    kind: str
    text: str


@dataclass(slots=True)
class Seen:
    """A file as its reader sees it.

    ``split`` are the bookmarks that end in a later paragraph than they begin in, ``charts`` the parts that are drawn.
    """

    lines: list[Line]
    controls: list[Control]
    split: frozenset[str]
    charts: frozenset[str] = frozenset()
    results: tuple[Result, ...] = ()


def read_seen(package: Package, document: Element) -> Seen:
    """Read the body and the notes.

    Raises:
        Unreadable: a part is no XML.
    """
    reader = _Reader(_hidden_styles(package))
    reader.story(child(document, "w:body"), document)
    marked = {mark for line in reader.lines for mark in line.notes}
    for kind, related in (("footnote", "footnotes"), ("endnote", "endnotes")):
        part = package.related(package.main, related)
        if part:
            root = package.tree(part)
            for one in every(root, f"w:{kind}"):
                number = whole(attr(one, "id"))
                if number is not None and (kind, number) in marked and attr(one, "type", "normal") == "normal":
                    reader.note = (kind, number)
                    reader.story(one, root)
    drawn = {one.id: one.target for one in package.relations(package.main) if one.kind == "chart"}
    charts = frozenset(drawn[one] for one in reader.charts if one in drawn)
    return Seen(reader.lines, reader.controls, frozenset(reader.split), charts, tuple(reader.results))


def read_furniture(package: Package, root: Element) -> tuple[list[Line], tuple[Result, ...]]:
    """Read a header or footer: its paragraphs and what fields computed in it."""
    reader = _Reader(_hidden_styles(package))
    reader.story(root, root)
    return reader.lines, tuple(reader.results)


def related_by(drawing: Element) -> list[str]:
    """Return the relationships that a drawing names, in order."""
    said = [(str(name), str(value)) for one in drawing.iter("*") for name, value in one.attrib.items()]
    return [
        value for name, value in said if name.startswith("{") and name.rpartition("}")[0].endswith("/relationships")
    ]


def symbols(formula: Element) -> str:
    """Return the symbols of a formula as they stand in it; brackets and operators only where they are digits."""
    found: list[str] = []
    for one in formula.iter("*"):
        kind = name(one)
        if kind in ("m:t", "w:t"):
            found.append(one.text or "")
        elif kind in _SIGNS and (sign := attr(one, "val", prefix="m")) and sign.isalnum():
            found.append(sign)
    return "".join(found)


def _hidden_styles(package: Package) -> frozenset[str]:
    """Return the ids of styles that hide their text, by themselves or by what they are based on."""
    part = package.related(package.main, "styles")
    if not part:
        return frozenset()
    hidden: dict[str, bool] = {}
    above: dict[str, str] = {}
    plain: set[str] = set()
    for style in every(package.tree(part), "w:style"):
        key = attr(style, "styleId")
        above[key] = value(style, "w:basedOn")
        if attr(style, "type") == "paragraph" and attr(style, "default", "0") not in {"0", "false", "off"}:
            plain.add(key)
        said = path(style, "w:rPr", "w:vanish")
        if said is not None:
            hidden[key] = is_on(said)
    found = set()
    for key in above:
        at, seen = key, {key}
        while at not in hidden and (at := above.get(at, "")) and at not in seen:
            seen.add(at)
        if hidden.get(at):
            found.add(key)
    found |= {"" for one in plain if one in found}  # what names no style has the default one
    return frozenset(found)


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    result: bool = False

    @property
    def kind(self) -> str:
        return next(iter(self.instruction.split(None, 1)), "").upper()

    @property
    def computed(self) -> bool:
        return self.kind in _COMPUTED


class _Reader:
    """Walks the stories of one file."""

    def __init__(self, hidden_styles: frozenset[str]) -> None:
        self.lines: list[Line] = []
        self.controls: list[Control] = []
        self.note: tuple[str, int] | None = None
        self.split: set[str] = set()
        self.charts: list[str] = []
        self.results: list[Result] = []
        self._begun: dict[str, tuple[str, int]] = {}
        self._hidden_styles = hidden_styles
        self._fields: list[_Field] = []
        self._open: list[Control] = []
        self._closed: set[Element] = set()
        self._root: Element | None = None
        self._deletions = False
        self._tables = 0
        self._cell = (0, 0, 0)
        self._box = False
        self._style_hides = False
        self._line = Line(0)
        self._drawn: list[Element] = []
        #: Bookmarks that stand between paragraphs belong to the next one.
        self._waiting: list[str] = []

    def story(self, holder: Element | None, root: Element) -> None:
        """Read one story: body or note."""
        if holder is None:
            return
        if root is not self._root:
            self._root, self._closed = root, closed_fields(root)[0]
            self._deletions = any(True for _ in every(root, "w:del", "w:moveFrom"))
        self._fields = []
        self._blocks(holder)

    # ------------------------------------------------------------------------------------------ blocks

    def _blocks(self, holder: Element) -> None:
        joined: list[Element] = []
        for one in self._flat(holder):
            if isinstance(one, Control):
                if one in self._open:
                    self._open.remove(one)
                else:
                    self._open.append(one)
            elif name(one) == "w:p":
                joined.append(one)
                if not (self._deletions and mark_gone(one)):
                    self._paragraph(joined)
                    joined = []
            else:
                self._paragraph(joined)
                joined = []
                self._table(one)
        self._paragraph(joined, rest=True)

    def _flat(self, holder: Element) -> Iterator[Element | Control]:
        """Yield paragraphs and tables through whatever wraps them; a control of ours around blocks twice."""
        for one in holder:
            kind = name(one)
            if kind in ("w:p", "w:tbl"):
                yield one
            elif kind == "w:sdt":
                content = child(one, "w:sdtContent")
                control = self._control(one)
                if content is not None:
                    if control is not None:
                        yield control
                    yield from self._flat(content)
                    if control is not None:
                        yield control
            elif kind in _PASSED:
                yield from self._flat(one)
            elif kind == "mc:AlternateContent" and (branch := chosen(one)) is not None:
                yield from self._flat(branch)
            elif kind == "w:bookmarkStart":
                self._waiting.append(attr(one, "name"))

    def _table(self, table: Element) -> None:
        self._tables += 1
        number, outer, row_number = self._tables, self._cell, 0
        for row in _inside(table, "w:tr"):
            said = child(row, "w:trPr")
            if said is not None and (child(said, "w:del") is not None or switch(said, "w:hidden")):
                continue
            row_number += 1
            column = 1 + (whole(value(said, "w:gridBefore", "0")) or 0)
            for cell in _inside(row, "w:tc"):
                about = _first(cell, "w:tcPr")
                if _first(about, "w:cellDel") is not None:
                    continue
                self._cell = (number, row_number, column)
                self._blocks(cell)
                spanned = _first(about, "w:gridSpan")
                column += max(whole(attr(spanned, "val", "1")) or 1, 1) if spanned is not None else 1
        self._cell = outer

    def _paragraph(self, joined: list[Element], *, rest: bool = False) -> None:
        if not joined:
            return
        table, row, column = self._cell
        line = self._line = Line(len(self.lines) + 1, self.note, self._box, table, row, column)
        line.marks = [(one, 0) for one in self._waiting]
        self._waiting.clear()
        drawn, self._drawn = self._drawn, []
        if self._hidden_styles:
            self._style_hides = value(child(joined[-1], "w:pPr"), "w:pStyle") in self._hidden_styles
        for one in joined:
            self._inline(one)
        inner, self._drawn = self._drawn, drawn
        if rest and not (line.pieces or line.marks or line.notes or inner):
            return
        self.lines.append(line)
        for one in inner:
            for box in text_boxes(one):
                self._text_box(box)

    def _text_box(self, box: Element) -> None:
        outer = self._box, self._fields, self._open
        self._box, self._fields, self._open = True, [], []
        self._blocks(box)
        self._box, self._fields, self._open = outer

    # ---------------------------------------------------------------------------------------- inlines

    def _inline(self, holder: Element) -> None:
        for one in holder:
            kind = name(one)
            if kind == "w:r":
                self._run(one)
            elif kind in _PASSED:
                self._inline(one)
            elif kind == "w:sdt":
                self._inline_control(one)
            elif kind == "w:bookmarkStart":
                self._line.marks.append((attr(one, "name"), len(self._line.pieces)))
                self._begun[attr(one, "id")] = attr(one, "name"), len(self.lines)
            elif kind == "w:bookmarkEnd":
                begun = self._begun.get(attr(one, "id"))
                if begun is not None and begun[1] < len(self.lines):
                    self.split.add(begun[0])
            elif kind == "w:fldSimple":
                self._fields.append(_Field(attr(one, "instr"), result=True))
                self._inline(one)
                self._fields.pop()
            elif kind in ("m:oMath", "m:oMathPara"):
                self._formula(one)
            elif kind == "mc:AlternateContent" and (branch := chosen(one)) is not None:
                self._inline(branch)

    def _control(self, one: Element) -> Control | None:
        named = _first(_first(one, "w:sdtPr"), "w:alias")
        alias = attr(named, "val") if named is not None else ""
        if not ALIAS.fullmatch(alias):
            return None
        inside = self._open[-1].alias if self._open else ""
        control = Control(alias, len(self.lines) + 1, self._cell[1], self._cell[2], inside=inside)
        self.controls.append(control)
        return control

    def _inline_control(self, one: Element) -> None:
        content = _first(one, "w:sdtContent")
        if content is None:
            return
        control = self._control(one)
        if control is None:
            self._inline(content)
            return
        self._open.append(control)
        self._inline(content)
        self._open.pop()

    def _formula(self, one: Element) -> None:
        from generator.word.mathtext import math_text

        self._line.pieces.append(Piece(math_text(one), None, computed=True, math=symbols(one)))

    def _run(self, run: Element) -> None:
        hidden = self._style_hides
        for one in run:
            kind = name(one)
            if kind == "w:t":
                self._add(shown(one)[0], hidden)
            elif kind == "w:rPr":
                hidden = self._hides(one)
            elif kind in _CHARACTERS:
                self._add(_CHARACTERS[kind], hidden)
            elif kind == "w:fldChar":
                self._field_mark(one)
            elif kind == "w:instrText":
                if self._fields and not self._fields[-1].result:
                    self._fields[-1].instruction += one.text or ""
            else:
                self._special(one, kind, hidden)

    def _special(self, one: Element, kind: str, hidden: bool) -> None:
        if kind in ("w:footnoteReference", "w:endnoteReference"):
            number = whole(attr(one, "id"))
            if number is not None and not hidden:
                self._line.notes.append((kind[2:-9], number))
        elif kind in ("w:drawing", "w:pict", "w:object"):
            self._drawn.append(one)
            if not hidden:
                self.charts.extend(attr(chart, "id", prefix="r") for chart in one.iter(*_CHARTS))
                self._line.pictures += related_by(one)
        elif kind == "w:sym":
            code = attr(one, "char")
            number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,6}", code) else 0xFFFD
            self._add(symbol(number, attr(one, "font")), hidden)
        elif kind == "mc:AlternateContent":
            branch = chosen(one)
            for inner in branch if branch is not None else ():
                self._special(inner, name(inner), hidden)
        elif kind == "w:ruby":
            for text in every(one, "w:rt", "w:rubyBase"):
                self._inline(text)

    def _hides(self, properties: Element) -> bool:
        said = _first(properties, "w:vanish")
        if said is not None:
            return is_on(said)
        if not self._hidden_styles:
            return False
        # Toggles: two levels that hide cancel each other (17.7.3).
        return (value(properties, "w:rStyle") in self._hidden_styles) != self._style_hides

    def _add(self, text: str, hidden: bool) -> None:
        if not text or not all(one.result for one in self._fields):
            return
        control = self._open[-1] if self._open else None
        if hidden:
            self._line.hidden += text
            if control is not None:
                control.hidden += text
            return
        if control is not None:
            control.text += text
        kinds = [one.kind for one in self._fields if one.computed]
        computed = bool(kinds)
        if kinds:
            self.results.append(Result(len(self.lines) + 1, "TOC" if "TOC" in kinds else kinds[-1], text))
        last = self._line.pieces[-1] if self._line.pieces else None
        after_mark = bool(self._line.marks) and self._line.marks[-1][1] == len(self._line.pieces)
        if last is not None and last.control is control and last.computed == computed and not after_mark:
            last.text += text
        else:
            self._line.pieces.append(Piece(text, control, computed))

    def _field_mark(self, one: Element) -> None:
        if one not in self._closed:
            return
        kind = attr(one, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].result = True
        elif self._fields and kind == "end":
            self._fields.pop()


def _first(element: Element | None, kind: str) -> Element | None:
    """Return the first child of this name, as :func:`generator.word.names.child` does, for children that come early."""
    for one in element if element is not None else ():
        if name(one) == kind:
            return one
    return None


def _inside(container: Element, wanted: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, through controls around them."""
    for one in container:
        kind = name(one)
        if kind == wanted:
            yield one
        elif kind in _PASSED or kind == "w:sdt":
            yield from _inside(one, wanted)
