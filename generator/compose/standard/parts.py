"""The parts of a draft standard that a template places, each made from data (GB/T 1.1-2020, 8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.base.findings import Position
from generator.compose.standard import terms
from generator.compose.standard.draft import Draft
from generator.compose.standard.index import index
from generator.compose.standard.references import Cited
from generator.document.blocks import Block, Contents, EndLine, Heading, Paragraph
from generator.document.inlines import Str
from generator.drafting.fixed import PATENTS_BESIDES, PATENTS_HELD, patents_touched

LEAD = (
    "下列文件中的内容通过文中的规范性引用而构成本文件必不可少的条款。其中，注日期的引用文件，仅该日期对应的版本适用于本文件；"
    "不注日期的引用文件，其最新版本（包括所有的修改单）适用于本文件。"
)
NO_REFERENCES = "本文件没有规范性引用文件。"
#: Opening verb and closing noun of the scope by type (8.5.3, with table 1).
_SCOPE = {
    "guide": ("提供了", "指导"),
    "specification": ("规定了", "要求"),
    "code": ("确立了", "程序"),
    "method": ("描述了", "方法"),
    "terminology": ("界定了", "术语"),
}


class Parts:
    """Makes each part at the place of a template that asks for it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.standard = draft.standard
        self.ids = draft.tools.ids

    def make(self, name: str, origin: Position) -> tuple[Block, ...]:
        """Return the blocks of a part; one that the draft does not have is empty."""
        return tuple(PARTS[name](self, origin))

    # --------------------------------------------------------------------------------------------- helpers

    def _title(self, name: str, words: str, at: Position, *, numbered: bool = False) -> Heading:
        return Heading(self.ids.structural(name, at), at, 1, (Str(words),), numbered)

    def _words(self, name: str, text: str, at: Position, style: str = "body") -> Paragraph:
        return Paragraph(self.ids.structural(name, at), at, (Str(text),), style)  # type: ignore[arg-type]  # a style

    def contents(self, origin: Position) -> Iterator[Block]:
        """The contents (8.2): chapters, first clauses, annexes; figures and tables where there are any."""
        yield Contents(self.ids.structural("contents", origin), origin, "目次", 2)

    def foreword(self, origin: Position) -> Iterator[Block]:
        """The foreword (8.3)."""
        yield self._title("foreword", "前言", origin)
        yield from self.draft.foreword

    def introduction(self, origin: Position) -> Iterator[Block]:
        """The introduction (8.4) where one is given or patents are known, with the statements of annex D."""
        patents = self.standard.patents
        if not self.draft.introduction and not patents:
            return
        yield self._title("introduction", "引言", origin)
        yield from self.draft.introduction
        if patents:
            yield from self._patents()

    def _patents(self) -> Iterator[Block]:
        standard = self.standard
        at = standard.place("patents")
        builder = self.draft.builder("patents", at.path, "introduction")
        named = "、".join(f"[@{one.clause}]与{one.content}" for one in standard.patents)
        sentences = [patents_touched(named), *PATENTS_HELD]
        sentences += [f"专利持有人：{one.holder}；地址：{one.address}。" for one in standard.patents]
        sentences.append(PATENTS_BESIDES)
        for number, sentence in enumerate(sentences, 1):
            inlines = builder.words(sentence, at.line, "introduction")
            yield Paragraph(self.ids.structural(f"introduction.patents{number}", at), at, inlines)

    def name(self, origin: Position) -> Iterator[Block]:
        """The document's name above chapter 1 (6.1.1)."""
        yield self._words("name", "　".join(one.zh for one in self.standard.name), origin, "name")

    def scope(self, origin: Position) -> Iterator[Block]:
        """Chapter 1 (8.5): the author's, or sentences made from data."""
        scope = self.standard.scope
        yield self._title("scope", "范围", scope.at, numbered=True)
        if scope.file:
            yield from self.draft.scope
            return
        verb, noun = _SCOPE[self.standard.type]
        sides = scope.sides
        listed = "、".join(sides[:-1]) + "和" + sides[-1] if len(sides) > 1 else "".join(sides)
        object_ = f"{scope.object}的{listed}" if listed else scope.object
        yield self._words("scope.object", f"本文件{verb}{object_}的{noun}。", scope.place("object"))
        limits = [f"本文件适用于{scope.applies}。"] if scope.applies else []
        limits += [f"本文件不适用于{scope.excludes}。"] if scope.excludes else []
        for number, sentence in enumerate(limits, 1):
            yield self._words(f"scope.limit{number}", sentence, scope.place("applies"))

    # ------------------------------------------------------------------------------------------- documents

    def references(self, origin: Position) -> Iterator[Block]:
        """Chapter 2 (8.6): the documents that the text cites normatively, or the sentence that there are none."""
        listed = self.draft.normative()
        yield self._title("references", "规范性引用文件", origin, numbered=True)
        yield self._words("references.lead", LEAD if listed else NO_REFERENCES, origin)
        yield from self._entries("reference", listed)

    def bibliography(self, origin: Position) -> Iterator[Block]:
        """The bibliography (8.13): the documents that the text cites informatively."""
        listed = self.draft.informative()
        if not listed:
            return
        yield self._title("bibliography", "参考文献", origin)
        yield from self._entries("literature", listed)

    def _entries(self, style: str, listed: list[tuple[Cited, bool]]) -> Iterator[Block]:
        for document, dated in listed:
            own = next((one for one in self.standard.references if one.id == document.id), None)
            at = own.at if own else self.standard.place("references")
            yield self._words(f"{style}.{document.id}", document.entry(dated=dated), at, style)

    # --------------------------------------------------------------------------------------------- the rest

    def terms(self, origin: Position) -> Iterator[Block]:
        """Chapter 3 (8.7)."""
        yield from self.draft.terms

    def symbols(self, origin: Position) -> Iterator[Block]:
        """Chapter 4 (8.8), where there are any."""
        yield from terms.symbols(self.draft)

    def chapters(self, origin: Position) -> Iterator[Block]:
        """The author's chapters."""
        yield from self.draft.chapters

    def annexes(self, origin: Position) -> Iterator[Block]:
        """The annexes in the order in which the text names them (9.6)."""
        for blocks in self.draft.annexes:
            yield from blocks

    def index(self, origin: Position) -> Iterator[Block]:
        """The index (8.14), where it is asked for."""
        if self.standard.index is None:
            return
        yield self._title("index", "索引", origin)
        yield index(self.draft)

    def end(self, origin: Position) -> Iterator[Block]:
        """The line that ends the document (10.1.5)."""
        yield EndLine(self.ids.structural("end", origin), origin)


PARTS: dict[str, Callable[[Parts, Position], Iterator[Block]]] = {
    "contents": Parts.contents,
    "foreword": Parts.foreword,
    "introduction": Parts.introduction,
    "name": Parts.name,
    "scope": Parts.scope,
    "references": Parts.references,
    "terms": Parts.terms,
    "symbols": Parts.symbols,
    "chapters": Parts.chapters,
    "annexes": Parts.annexes,
    "bibliography": Parts.bibliography,
    "index": Parts.index,
    "end": Parts.end,
}
