"""One draft: the author's files built once, and what follows from them for the whole document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from generator.base.findings import Position
from generator.base.standards import Standard as Registered
from generator.compose.blocks import Ids
from generator.compose.bounds import MOST_CHARACTERS, excess
from generator.compose.inlines import InlineReader
from generator.compose.markdown import MarkdownReader
from generator.compose.rules import (
    ANNEX_UNNAMED,
    CITED_BOTH_WAYS,
    DRAFT_EMPTY,
    DRAFT_FORM,
    LIMIT,
    NEVER_CITED,
    NO_YEAR,
    TERM_UNUSED,
)
from generator.compose.run import Run
from generator.compose.standard.building import Builder
from generator.compose.standard.reading import read
from generator.compose.standard.references import Cited, cited_documents
from generator.compose.standard.uses import Place, Use, Uses
from generator.document.blocks import Block, Clause, Heading
from generator.document.walk import walk_blocks
from generator.ledger.ledger import Ledger
from generator.project.project import Project
from generator.project.sections.standard import Standard
from generator.project.slots import CHAPTERS


@dataclass
class Tools:
    """What making blocks needs of the document that is composed."""

    run: Run
    ids: Ids
    inlines: InlineReader
    markdown: MarkdownReader
    ledger: Ledger


@dataclass
class Draft:
    """A draft in the making: its files are built when it is made, its other parts when they are asked for."""

    project: Project
    standard: Standard
    tools: Tools
    uses: Uses
    introduction: tuple[Block, ...] = ()
    scope: tuple[Block, ...] = ()
    chapters: tuple[Block, ...] = ()
    annexes: tuple[tuple[Block, ...], ...] = ()
    foreword: tuple[Block, ...] = ()
    terms: tuple[Block, ...] = ()
    own: dict[str, Builder] = field(default_factory=dict)

    @classmethod
    def of(cls, project: Project, standard: Standard, tools: Tools, register: Mapping[str, Registered]) -> Draft:
        """Build the author's files and all that names something, in reading order."""
        from generator.compose.standard import foreword, terms

        uses = Uses(tools.run, cited_documents(standard, register), standard.type)
        draft = cls(project, standard, tools, uses)
        draft.foreword = foreword.blocks(draft)
        if standard.introduction:
            draft.introduction = draft._file(standard.introduction, "introduction", "introduction")
        if standard.scope.file:
            draft.scope = draft._file(standard.scope.file, "scope", "scope")
        draft.terms = terms.blocks(draft)
        for place, chapter in enumerate(standard.chapters):
            draft.chapters += draft._file(chapter.file, f"chapters.{place}", "text")
        draft.annexes = draft._annexes()
        draft._report()
        return draft

    # --------------------------------------------------------------------------------------------- files

    def builder(self, section: str, path: str, place: Place = "text", *, annex: bool = False) -> Builder:
        """Return a builder of blocks for a file, or for words of the section's data."""
        tools = self.tools
        return Builder(
            tools.run,
            tools.ids,
            tools.inlines,
            tools.markdown,
            self.uses,
            tools.ledger,
            section,
            path,
            place,
            annex,
        )

    def _file(self, name: str, key: str, place: Place) -> tuple[Block, ...]:
        """Return the blocks of an author's file; one that is missing was reported when the project was loaded."""
        stem = name.removesuffix(".md")
        written = self.project.slots.get((CHAPTERS, stem))
        at = self.standard.place(key)
        if written is None:
            folder = self.project.root / "content" / CHAPTERS / name
            if folder.is_file():
                self._empty(at, name)
            return ()
        if (beyond := excess(written.text, numbers=False)) is not None:
            line, zh, en = beyond
            hint_zh, hint_en = f"分段，一段至多 {MOST_CHARACTERS} 字", f"split it: {MOST_CHARACTERS} characters at most"
            start = Position(written.path, line)
            self.tools.run.report(LIMIT, zh, en, hint_zh=hint_zh, hint_en=hint_en, at=start)
            return ()
        builder = self.builder(stem, written.path, place, annex=place == "annex")
        pieces = read(written.text, builder.report)
        blocks = builder.build(pieces)
        self._headings(blocks, written.path, place, name)
        return blocks

    def _empty(self, at: Position, name: str) -> None:
        self.tools.run.report(
            DRAFT_EMPTY,
            f"{name} 没有内容",
            f"{name} holds nothing",
            hint_zh="第一行例如“# 总则 {#principles}”",
            hint_en="begin with, for example, '# 总则 {#principles}'",
            at=at,
        )

    def _headings(self, blocks: tuple[Block, ...], path: str, place: Place, name: str) -> None:
        """Look where chapters begin: in chapters and annexes on the first line, in introduction and scope nowhere."""
        tops = [block for block in blocks if isinstance(block, Heading) and block.level == 1]
        whole = place in ("text", "annex")
        if whole and not (blocks and isinstance(blocks[0], Heading) and blocks[0].level == 1):
            self.tools.run.report(
                DRAFT_EMPTY,
                f"{name} 应以标题“# ”开头",
                f"{name} begins with a heading '# '",
                hint_zh="例如“# 总则 {#principles}”",
                hint_en="for example '# 总则 {#principles}'",
                at=blocks[0].origin if blocks else Position(path, 1),
            )
        for extra in tops if not whole else tops[1:] if place == "annex" else []:
            what = "附录只有一个“# ”标题" if place == "annex" else "引言和范围中没有“# ”标题"
            self.tools.run.report(
                DRAFT_FORM,
                what,
                "an annex has one heading '# '" if place == "annex" else "introduction and scope have no heading '# '",
                hint_zh="改为“## ”",
                hint_en="write '## '",
                at=extra.origin,
            )

    # -------------------------------------------------------------------------------------------- annexes

    def _annexes(self) -> tuple[tuple[Block, ...], ...]:
        """Return the annexes in the order in which the text names them (9.6.2), each with its role (9.6.1.2)."""
        made: list[tuple[int, tuple[Block, ...]]] = []
        for place, annex in enumerate(self.standard.annexes):
            self.uses.within = annex.file
            made.append((place, self._file(annex.file, f"annexes.{place}", "annex")))
        self.uses.within = ""
        ordered = []
        for place, blocks in made:
            if not blocks:
                continue
            annex = self.standard.annexes[place]
            ids = {block.id for block in walk_blocks(blocks)}
            named = [
                (number, one)
                for number, one in enumerate(self.uses.mentions)
                if one.target in ids and one.within != annex.file
            ]
            head = blocks[0]
            if not named:
                self._unnamed(head)
            role = "normative" if any(one.normative for _, one in named) else "informative"
            if isinstance(head, Heading):
                title = self.builder(f"annex{place}", head.origin.path).words(annex.title, head.origin.line, "note")
                head = replace(head, role=role, inlines=title or head.inlines)  # type: ignore[arg-type]  # a role
            first = min((number for number, _ in named), default=len(self.uses.mentions))
            ordered.append((first, place, (head, *blocks[1:])))
        return tuple(blocks for _, _, blocks in sorted(ordered, key=lambda one: one[:2]))

    def _unnamed(self, head: Block) -> None:
        self.tools.run.report(
            ANNEX_UNNAMED,
            "附录在正文中没有提及",
            "no text outside the annex names it",
            hint_zh=f"在有关的条文中写“见[@{head.id}]”",
            hint_en=f"name it where it belongs: 见[@{head.id}]",
            at=head.origin,
        )

    # ------------------------------------------------------------------------------------------ documents

    def normative(self) -> list[tuple[Cited, bool]]:
        """Return the documents of chapter 2 in the order of 8.6.3.2, each with whether it is dated."""
        return self._listed(True)

    def informative(self) -> list[tuple[Cited, bool]]:
        """Return the documents of the bibliography (8.13): cited, and by no sentence that makes them normative."""
        return self._listed(False)

    def _listed(self, wanted: bool) -> list[tuple[Cited, bool]]:
        found = []
        for name, uses in self._by_document().items():
            if any(use.normative for use in uses) is wanted:
                document = self.uses.documents[name]
                found.append((document, any(use.dated for use in uses)))
        return sorted(found, key=lambda one: one[0].order)

    def _by_document(self) -> dict[str, list[Use]]:
        found: dict[str, list[Use]] = {}
        for use in self.uses.uses:
            found.setdefault(use.document, []).append(use)
        return found

    # ------------------------------------------------------------------------------------------- findings

    def _report(self) -> None:
        self._dates()
        used = {use.document for use in self.uses.uses}
        for reference in self.standard.references:
            if reference.id not in used:
                self.tools.run.report(
                    NEVER_CITED,
                    f"引用文件 {reference.id} 在文中没有被引用，不会列出",
                    f"no text cites {reference.id}; it is listed nowhere",
                    hint_zh=f"在用到处写 [@std:{reference.id}]，或删除该项",
                    hint_en=f"cite it where it is used, [@std:{reference.id}], or delete it",
                    at=reference.place("id"),
                )
        self._terms()

    def _dates(self) -> None:
        for name, uses in self._by_document().items():
            dated = [use for use in uses if use.dated]
            plain = [use for use in uses if not use.dated and use.place not in ("note", "example", "footnote")]
            document = self.uses.documents[name]
            if dated and document.year is None:
                self.tools.run.report(
                    NO_YEAR,
                    f"注日期引用 {name}，但该文件没有年份号",
                    f"{name} is cited dated and has no year",
                    hint_zh=f"在 references 中补充，例如 {{id: {name}, year: 2020, …}}",
                    hint_en=f"add it, for example {{id: {name}, year: 2020, …}}",
                    at=dated[0].at,
                )
            if dated and plain and document.year is not None:
                self.tools.run.report(
                    CITED_BOTH_WAYS,
                    f"{document.name(dated=False)} 此处不注日期引用，别处注日期引用",
                    f"{document.name(dated=False)} is cited undated here and dated elsewhere",
                    hint_zh=f"统一为 [@std:{name}, dated]，或各处都不写条号",
                    hint_en=f"write [@std:{name}, dated], or no clause anywhere",
                    at=plain[0].at,
                    related=(dated[0].at,),
                )

    def _terms(self) -> None:
        text = "\n".join(words for place, words in self.uses.words if place not in ("foreword", "source"))
        named = {one.target for one in self.uses.mentions}
        for term in self.standard.terms:
            words = [term.term, *term.admitted, *([term.abbreviation] if term.abbreviation else [])]
            if term.id not in named and not any(word in text for word in words):
                self.tools.run.report(
                    TERM_UNUSED,
                    f"术语“{term.term}”在文中没有使用（8.7.3.2）",
                    f"no text uses the term {term.term!r} (8.7.3.2)",
                    hint_zh="在条文中使用，或删除该条目",
                    hint_en="use it in a clause, or delete the entry",
                    at=term.place("term"),
                )

    # ------------------------------------------------------------------------------------------ look-ups

    def headings(self) -> Iterable[Heading | Clause]:
        """Yield the headings and clauses of the author's chapters."""
        for block in self.chapters:
            if isinstance(block, (Heading, Clause)):
                yield block
