"""From a section's rendered text to blocks, each with a structural id and the line it came from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from generator.base.findings import Position
from generator.compose.charts import build_chart, build_picture
from generator.compose.inlines import InlineReader
from generator.compose.lines import for_markdown, origin_of, placed, without_origins
from generator.compose.markdown import MarkdownReader
from generator.compose.pieces import BlockSpec, Joined
from generator.compose.printing import Printer
from generator.compose.rules import ARGUMENT, DUPLICATE_ID, MARKDOWN
from generator.compose.run import Run
from generator.compose.tables import build_table
from generator.document.blocks import (
    Block,
    Equation,
    Heading,
    ListBlock,
    ListItem,
    PageBreak,
    Paragraph,
    SignatureBlock,
)
from generator.document.inlines import Inlines
from generator.document.walk import plain_text
from generator.ledger.ledger import Ledger

_HEADING_END = re.compile(r"[ ]*\{:#(?P<id>[^\s{}]+)(?P<classes>(?:[ ]+\.[\w-]+)*)[ ]*\}[ ]*$")
_CLASSES_END = re.compile(r"[ ]*\{(?P<classes>\.[\w-]+(?:[ ]+\.[\w-]+)*)[ ]*\}[ ]*$")
_ID = re.compile(r"^[A-Za-z][\w.:-]*$")
_HEADING_CLASSES = ("unnumbered", "annex")
_STYLES = ("note", "source", "center", "right", "lead", "key")
_LETTERS = {
    "heading": "h",
    "paragraph": "p",
    "list": "l",
    "item": "i",
    "table": "t",
    "chart": "c",
    "sankey": "f",
    "macc": "f",
    "equation": "e",
    "signature": "g",
    "break": "b",
}


@dataclass
class Ids:
    """The ids of one document: structural ones are counted by section, those that authors give must differ."""

    run: Run
    taken: dict[str, Position] = field(default_factory=dict)

    def given(self, name: str, origin: Position) -> str:
        """Return the id that an author gave, changed where it is taken already."""
        if not _ID.match(name):
            self.run.report(
                ARGUMENT,
                f"id “{name}”应以字母开头，由字母、数字、- . : _ 组成",
                f"the id {name!r} begins with a letter and has letters, digits, - . : _",
                at=origin,
            )
            name = re.sub(r"[^\w.:-]", "-", f"x{name}")
        if name in self.taken:
            self.run.report(
                DUPLICATE_ID,
                f"id {name} 重复",
                f"the id {name} stands twice",
                hint_zh='换一个 id；循环中可写 "tbl-" ~ s.id',
                hint_en='use another id; in a loop "tbl-" ~ s.id',
                at=origin,
                related=(self.taken[name],),
            )
        return self._free(name, origin)

    def _free(self, name: str, origin: Position) -> str:
        free, place = name, 2
        while free in self.taken:
            free, place = f"{name}~{place}", place + 1
        self.taken[free] = origin
        return free

    def structural(self, name: str, origin: Position) -> str:
        """Return a structural id."""
        return self._free(name, origin)


@dataclass
class Builder:
    """Builds the blocks of one section. ``slot`` makes an author slot of its call."""

    run: Run
    ids: Ids
    section: str
    inlines: InlineReader
    markdown: MarkdownReader
    ledger: Ledger
    slot: Callable[[BlockSpec], Block | None]
    standard: Callable[[BlockSpec], tuple[Block, ...]] = lambda _: ()
    counts: Counter[str] = field(default_factory=Counter)

    def build(self, text: str) -> tuple[Block, ...]:
        """Return the blocks of rendered text."""
        marked = for_markdown(placed(text, self.run), self.run)
        root = self.markdown.tree(marked)
        for element in root.iter():
            self._take_ends(element)
        self.markdown.read(root)
        return tuple(self._blocks(root, "body"))

    # ------------------------------------------------------------------------------------------- elements

    def _take_ends(self, element: Element) -> None:
        """Read ``{#id .class}`` at the end of a heading or paragraph before inlines are read."""
        text = element.text or ""
        if element.tag.startswith("h") and element.tag[1:].isdigit():
            found = _HEADING_END.search(text)
            if found:
                element.set("id", found["id"])
                text = text[: found.start()]
                element.set("class", found["classes"] or "")
            elif classes := _CLASSES_END.search(text):
                element.set("class", classes["classes"])
                text = text[: classes.start()]
            element.text = text
        elif element.tag in ("p", "li") and (classes := _CLASSES_END.search(text)):
            element.set("class", classes["classes"])
            element.text = text[: classes.start()]

    def _id(self, kind: str, origin: Position, given: str = "") -> str:
        if given:
            return self.ids.given(given, origin)
        self.counts[kind] += 1
        return self.ids.structural(f"{self.section}.{_LETTERS[kind]}{self.counts[kind]}", origin)

    def _origin(self, element: Element, above: Position | None = None) -> Position:
        mark = element.get("origin")
        if mark:
            return self.run.origin_of(mark)
        for below in element.iter():
            if below.get("origin"):
                return self.run.origin_of(below.get("origin", ""))
        return above or self.run.place

    def _blocks(self, parent: Element, style: Any) -> Iterator[Block]:
        for element in parent:
            yield from self._block(element, style)

    def _block(self, element: Element, style: Any) -> Iterator[Block]:
        tag = element.tag
        if tag == "p":
            yield from self._paragraph(element, style)
        elif tag in ("ul", "ol"):
            yield self._list(element)
        elif tag == "blockquote":
            yield from self._key(element)
        elif tag.startswith("h") and tag[1:].isdigit():
            yield self._heading(element, int(tag[1:]))
        else:
            self._report(element, f"不支持的 Markdown：{tag}", f"this Markdown is not available: {tag}")

    def _report(self, element: Element, zh: str, en: str) -> None:
        self.run.report(MARKDOWN, zh, en, at=self._origin(element))

    def _heading(self, element: Element, level: int) -> Heading:
        origin = self._origin(element)
        if level > 4:
            self._report(element, "标题最多四级", "headings have four levels")
            level = 4
        classes = self._classes(element, _HEADING_CLASSES)
        given = self.inlines.words(element.get("id", ""))
        inlines = self.inlines.read(element, origin)
        annex = "annex" in classes
        return Heading(self._id("heading", origin, given), origin, level, inlines, "unnumbered" not in classes, annex)

    def _classes(self, element: Element, allowed: tuple[str, ...]) -> list[str]:
        classes = [name.lstrip(".") for name in element.get("class", "").split()]
        for name in classes:
            if name not in allowed:
                listed = "、".join(f".{one}" for one in allowed)
                self._report(element, f"没有样式 .{name}，可用 {listed}", f"there is no class .{name}, but {listed}")
        return [name for name in classes if name in allowed]

    def _paragraph(self, element: Element, style: Any) -> Iterator[Block]:
        token = self.run.value(element.text.strip()) if element.text and len(element.text.strip()) == 1 else None
        if isinstance(token, BlockSpec) and not len(element):
            yield from self.special(token)
            return
        origin = self._origin(element)
        inlines = self.inlines.read(element, origin)
        if inlines:
            chosen: Any = next(iter(self._classes(element, _STYLES)), style)
            yield Paragraph(self._id("paragraph", origin), origin, inlines, chosen)

    def _key(self, element: Element) -> Iterator[Block]:
        for child in element:
            if child.tag == "p":
                yield from self._paragraph(child, "key")
            else:
                self._report(child, "关键结论（>）中只能是段落", "a key paragraph (>) holds paragraphs only")
                yield from self._block(child, "body")

    def _list(self, element: Element) -> ListBlock:
        origin = self._origin(element)
        name = self._id("list", origin)
        items = tuple(self._item(child, origin) for child in element if child.tag == "li")
        return ListBlock(name, origin, element.tag == "ol", items)

    def _item(self, element: Element, above: Position) -> ListItem:
        """Return an item; text that stands directly in it becomes its first paragraph."""
        origin = self._origin(element, above)
        name = self._id("item", origin)
        own = Element("p", {key: value for key, value in element.attrib.items() if key in ("origin", "class")})
        own.text = element.text
        below: list[Element] = []
        for child in element:
            if not below and child.tag not in ("p", "ul", "ol", "blockquote") and not child.tag[1:].isdigit():
                own.append(child)
            else:
                below.append(child)
        blocks: list[Block] = []
        if (own.text and own.text.strip()) or len(own):
            blocks += self._paragraph(own, "body")
        for child in below:
            blocks += self._block(child, "body")
        return ListItem(name, origin, tuple(blocks))

    # ----------------------------------------------------------------------------------------------- calls

    def fragments(self, texts: list[tuple[str, Position]]) -> list[Inlines]:
        """Return the inlines of short texts: cells, captions, notes."""
        elements = self.markdown.fragments([text for text, _ in texts])
        return [
            self.inlines.read(element, origin) if element.text or len(element) else ()
            for element, (_, origin) in zip(elements, texts, strict=True)
        ]

    def special(self, spec: BlockSpec) -> Iterator[Block]:
        """Return the blocks of a call; findings on the way stand at the call."""
        before, self.run.place = self.run.place, spec.origin
        try:
            yield from self._special(spec)
        finally:
            self.run.place = before

    def _special(self, spec: BlockSpec) -> Iterator[Block]:
        match spec.kind:
            case "table":
                name = self._id("table", spec.origin, spec.id)
                yield build_table(spec, name, self.run, self.fragments, self.ledger)
            case "chart" | "sankey" | "macc":
                yield from self._figure(spec)
            case "equation":
                yield self._equation(spec)
            case "slot":
                slot = self.slot(spec)
                if slot is not None:
                    yield slot
            case "standard":
                yield from self.standard(spec)
            case "signature":
                yield SignatureBlock(self._id("signature", spec.origin), spec.origin, spec.values["lines"])
            case "break":
                yield PageBreak(self._id("break", spec.origin), spec.origin)

    def _figure(self, spec: BlockSpec) -> Iterator[Block]:
        """A figure: the first paragraph of its body is the caption, the others are notes below it."""
        paragraphs: list[list[str]] = [[]]
        for line in placed(spec.body, self.run):
            if line:
                paragraphs[-1].append(line)
            elif paragraphs[-1]:
                paragraphs.append([])
        texts = [("\n".join(lines), origin_of(lines[0], self.run) or spec.origin) for lines in paragraphs if lines]
        read = self.fragments(texts)
        caption = read[0] if read else ()
        name = self._id(spec.kind, spec.origin, spec.id)
        alt = plain_text(caption, lambda _: "")
        yield (build_chart if spec.kind == "chart" else build_picture)(spec, name, caption, alt, self.run)
        for (text, origin), inlines in zip(texts[1:], read[1:], strict=True):
            if without_origins(text).strip():
                yield Paragraph(self._id("paragraph", origin), origin, inlines, "source")

    def _equation(self, spec: BlockSpec) -> Equation:
        legend: list[tuple[str, Inlines]] = []
        for entry in spec.values["where"]:
            parts = list(entry) if isinstance(entry, (list, tuple)) else [entry]
            symbol = parts[0] if parts and isinstance(parts[0], str) else ""
            printed = Printer(self.run).print(Joined(tuple(parts[1:])))
            legend.append((symbol, self.inlines.text(str(printed), spec.origin)))
        return Equation(self._id("equation", spec.origin, spec.id), spec.origin, spec.values["latex"], tuple(legend))
