"""Reading a Word file into values: ``read_word`` for everybody, ``read_traced`` for marking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.base.archive import Unreadable
from generator.base.findings import Finding, Outcome, Position
from generator.word.blocks import Blocks, Context
from generator.word.faults import DAMAGED, DOCTYPE, NOT_READ, OPEN_FIELD
from generator.word.fonts import theme_of
from generator.word.inline import Story, closed_fields
from generator.word.model import HeaderFooter, WordComment, WordFile, WordNote, WordSection, flat
from generator.word.names import Element, attr, child, every, name, whole
from generator.word.numbering import Numbering, style_numbers
from generator.word.opening import open_word
from generator.word.package import DocumentType, Package
from generator.word.sections import read_section
from generator.word.styles import Styles, even_and_odd, mirrored
from generator.word.threads import Extended, read_extended
from generator.word.tracing import Trace

_REVISIONS = (
    "w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:cellIns", "w:cellDel", "w:cellMerge", "w:rPrChange", "w:pPrChange",
    "w:sectPrChange", "w:tblPrChange", "w:tblGridChange", "w:trPrChange", "w:tcPrChange", "w:tblPrExChange",
    "w:numberingChange",
)  # fmt: skip
_NOTE_PARTS = (("footnote", "footnotes"), ("endnote", "endnotes"))


@dataclass(frozen=True, slots=True)
class Traced:
    """A file as read together with its trees: marking changes these and writes the package."""

    file: WordFile
    package: Package
    trees: dict[str, Element]
    traces: list[Trace]


def read_word(data: bytes, name: str = "document.docx") -> Outcome[WordFile]:
    """Read a Word file.

    Args:
        data: The file's bytes, from anywhere: nothing in it is trusted.
        name: What findings call it, as a path relative to the workspace.

    Returns:
        The file's values, and what keeps it from being read or what in it is not read.
    """
    read = read_traced(data, name)
    return Outcome(None if read.value is None else read.value.file, read.findings)


def read_traced(data: bytes, name: str = "document.docx") -> Outcome[Traced]:
    """Read a Word file and keep its trees and where each character comes from."""
    place = Position(name)
    opened = open_word(data, place)
    if isinstance(opened, Finding):
        return Outcome(None, (opened,))
    try:
        reader = _Reader(data, *opened, place)
        return Outcome(reader.read(), tuple(reader.findings))
    except DocumentType as wrong:
        zh, en = f"文件含有 DOCTYPE：{wrong}", f"the file has a document type: {wrong}"
        return Outcome(None, (DOCTYPE.at(place, zh, en, hint_zh="用 Word 打开后另存", hint_en="save it from Word"),))
    except Unreadable as wrong:
        zh, en = f"Word 文件已损坏：{wrong}", f"the Word file is damaged: {wrong}"
        hint = ("用 Word 打开修复后另存", "open it in Word, which offers to repair it, and save it")
        return Outcome(None, (DAMAGED.at(place, zh, en, hint_zh=hint[0], hint_en=hint[1]),))


class _Reader:
    """One reading of one file."""

    def __init__(self, data: bytes, package: Package, document: Element, place: Position) -> None:
        self._data = data
        self._package = package
        self._place = place
        self.findings: list[Finding] = []
        self._trees = {package.main: document}
        settings = self._related("settings")
        styles = self._related("styles")
        self._settings = settings
        self._styles = Styles(styles, theme_of(self._related("theme"), settings))
        self._context = Context(self._styles, Numbering(self._related("numbering"), style_numbers(styles)))
        self._headers: dict[str, HeaderFooter] = {}

    def _related(self, kind: str) -> Element | None:
        part = self._package.related(self._package.main, kind)
        if not part:
            return None
        if part not in self._trees:
            self._trees[part] = self._package.tree(part)
        return self._trees[part]

    def _story(self, part: str, closed: set[Element]) -> Story:
        return Story(part, {r.id: r for r in self._package.relations(part)}, closed)

    def _closed(self, part: str) -> set[Element]:
        closed, loose = closed_fields(self._trees[part])
        if loose:
            zh, en = f"{part} 中有 {loose} 个域标记不成对", f"{loose} marks of fields in {part} have no other half"
            hint = ("在 Word 中按 Alt+F9 找到并重新插入该域", "find it with Alt+F9, insert it anew")
            self.findings.append(OPEN_FIELD.at(self._place, zh, en, hint_zh=hint[0], hint_en=hint[1]))
        return closed

    def read(self) -> Traced:
        """Read the body, then the notes, headers and comments."""
        main = self._package.main
        body = child(self._trees[main], "w:body")
        blocks = Blocks(self._context, self._story(main, self._closed(main)))
        found = blocks.read(body) if body is not None else ()
        self._not_read(body)
        notes = {kind: self._notes(kind, part) for kind, part in _NOTE_PARTS}
        paragraphs = (*flat(found), *(p for listed in notes.values() for note in listed for p in flat(note.blocks)))
        file = WordFile(
            self._data,
            self._package.names,
            found,
            paragraphs,
            notes["footnote"],
            notes["endnote"],
            self._sections(body),
            self._styles.all,
            tuple(self._comments()),
            sum(1 for _ in every(self._trees[main], *_REVISIONS)),
            even_and_odd(self._settings),
            mirrored(self._settings),
        )
        return Traced(file, self._package, self._trees, self._context.traces)

    def _not_read(self, body: Element | None) -> None:
        for one in every(body, "w:altChunk", "w:subDoc") if body is not None else ():
            zh, en = f"未读取并入的文件（{name(one)}）", f"a file that is taken in is not read ({name(one)})"
            hint = ("在 Word 中打开并另存，内容即并入", "open and save it in Word: it takes it in")
            self.findings.append(NOT_READ.at(self._place, zh, en, hint_zh=hint[0], hint_en=hint[1]))

    def _notes(self, kind: str, relation: str) -> tuple[WordNote, ...]:
        root = self._related(relation)
        part = self._package.related(self._package.main, relation)
        if root is None:
            return ()
        closed = self._closed(part)
        places = {
            (note.kind, note.id): (trace.number, note.offset)
            for trace, notes in self._context.note_places
            for note in reversed(notes)
        }
        found = []
        for one in root:
            number = whole(attr(one, "id"))
            if name(one) != f"w:{kind}" or number is None or attr(one, "type", "normal") != "normal":
                continue
            story = self._story(part, closed)
            story.note = (kind, number)
            blocks = Blocks(self._context, story).read(one)
            place = places.get((kind, number), (0, 0))  # type: ignore[arg-type]  # one of the two kinds
            found.append(WordNote("footnote" if kind == "footnote" else "endnote", number, blocks, *place))
        return tuple(found)

    def _sections(self, body: Element | None) -> tuple[WordSection, ...]:
        written = list(self._context.section_ends)
        last = child(body, "w:sectPr")
        total = self._context.body_paragraphs
        if last is not None:
            written.append((last, total))
        found: list[WordSection] = []
        first = 1
        for one, end in written:
            place = (len(found) + 1, first, end)
            found.append(read_section(one, place, found[-1] if found else None, self._header))
            first = end + 1
        if not found:
            found.append(WordSection(1, 1, total))
        mirror = mirrored(self._settings)
        return tuple(replace(one, mirrored=mirror) for one in found)

    def _header(self, relation: str) -> HeaderFooter | None:
        main = self._package.main
        parts = (r.target for r in self._package.relations(main) if r.id == relation and not r.external)
        part = next((p for p in parts if self._package.has(p)), "")
        if not part:
            return None
        if part not in self._headers:
            self._trees[part] = self._package.tree(part)
            blocks = Blocks(self._context, self._story(part, self._closed(part)), numbered=False)
            self._headers[part] = HeaderFooter(part, blocks.read(self._trees[part]))
        return self._headers[part]

    def _comments(self) -> Iterator[WordComment]:
        root = self._related("comments")
        starts = {n: place for n, opens, place in self._context.comment_places if opens}
        ends = {n: place for n, opens, place in self._context.comment_places if not opens}
        extended = read_extended(self._package, root)
        for one in root if root is not None else ():
            number = whole(attr(one, "id"))
            if name(one) != "w:comment" or number is None:
                continue
            story = Story("", {}, set())
            blocks = Blocks(self._context, story, numbered=False).read(one)
            text = "\n".join(p.text for p in flat(blocks))
            start = starts.get(number, (0, 0))
            about = (attr(one, "author"), attr(one, "initials"), attr(one, "date"))
            end = ends.get(number, start)
            said = extended.get(number, Extended())
            yield WordComment(number, *about, text, *start, *end, parent=said.parent, done=said.done)
