"""Elements to inlines: emphasis, links, footnotes, references, and the values behind the opaque characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from generator.base.findings import Position
from generator.compose.bounds import drawable
from generator.compose.markdown import code, literal
from generator.compose.pieces import BlockSpec, Mark
from generator.compose.rules import ARGUMENT, LIMIT, LINK, MARKDOWN
from generator.compose.run import TOKEN_RANGE, Run
from generator.document.inlines import (
    Citation,
    CrossRef,
    FactRef,
    Footnote,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    Str,
)

_SCHEMES = ("https:", "http:", "mailto:")
_PIECES = re.compile(f"([{TOKEN_RANGE}])")
_SOFT = re.compile(r"[ \t]*\n[ \t]*")


@dataclass(frozen=True, slots=True)
class _Style:
    bold: bool = False
    italic: bool = False


@dataclass
class InlineReader:
    """Turns read elements into inlines. ``cited`` is the register's ids; footnotes are counted by section."""

    run: Run
    cited: frozenset[str]
    section: str = ""
    footnotes: int = 0
    place: Position = field(default_factory=lambda: Position(""))

    def read(self, element: Element, place: Position) -> Inlines:
        """Return the inlines of an element whose block stands at ``place``."""
        self.place = place
        return _tidy(self._children(element, _Style()))

    def text(self, raw: str, place: Position) -> Inlines:
        """Return the inlines of text that is not Markdown, opaque characters in it read."""
        self.place = place
        return _tidy(self._pieces(raw, _Style()))

    # ------------------------------------------------------------------------------------------------ elements

    def _children(self, element: Element, style: _Style) -> Iterator[Inline]:
        yield from self._pieces(element.text, style)
        for child in element:
            yield from self._element(child, style)
            yield from self._pieces(child.tail, style)

    def _element(self, element: Element, style: _Style) -> Iterator[Inline]:
        match element.tag:
            case "strong":
                yield from self._children(element, replace(style, bold=True))
            case "em":
                yield from self._children(element, replace(style, italic=True))
            case "code":
                yield from self._code(element, style)
            case "br":
                yield LineBreak()
            case "math":
                yield from self._math(element.text or "")
            case "ref":
                yield self._reference(element.text or "")
            case "fn":
                self.footnotes += 1
                name = f"{self.section}.fn{self.footnotes}"
                yield Footnote(name, _tidy(self._children(element, _Style())))
            case "a":
                yield from self._link(element, style)
            case "img":
                self.run.report(
                    MARKDOWN,
                    "文件中没有图片；图用 chart、sankey 或 macc",
                    "documents have no images; draw with chart, sankey or macc",
                    at=self.place,
                )
                yield from self._pieces(element.text, style)
            case other:
                self.run.report(MARKDOWN, f"不支持的标记 {other}", f"{other} is not available here", at=self.place)

    def _code(self, element: Element, style: _Style) -> Iterator[Inline]:
        for inline in self._pieces(code(element.text or ""), style):
            yield replace(inline, code=True) if isinstance(inline, Str) else inline

    def _math(self, latex: str) -> Iterator[Inline]:
        if _PIECES.search(latex):
            self.run.report(
                ARGUMENT,
                "公式中不能放数据",
                "a formula holds symbols, not values",
                hint_zh="公式写符号，数值写在正文",
                hint_en="write symbols in the formula and the value in the text",
                at=self.place,
            )
            latex = _PIECES.sub("?", latex)
        if drawable(latex):
            yield Math(latex.strip())
        else:
            self.run.report(LIMIT, "公式过长或嵌套过深", "the formula is too long or too deep", at=self.place)
            yield Str("【公式】", bold=True)

    def _reference(self, target: str) -> Inline:
        name = self.words(target)
        return Citation(name) if name in self.cited else CrossRef(name)

    def _link(self, element: Element, style: _Style) -> Iterator[Inline]:
        url = self.words(literal(element.get("href", ""))).strip()
        inner = _tidy(self._children(element, style))
        if url.lower().startswith(_SCHEMES) and not re.search(r"\s", url):
            yield Link(url, inner)
            return
        self.run.report(
            LINK,
            f"链接只能是 https、http 或 mailto：{url[:60]}",
            f"a link is https, http or mailto: {url[:60]}",
            at=self.place,
        )
        yield from inner

    # ---------------------------------------------------------------------------------------------------- text

    def _pieces(self, text: str | None, style: _Style) -> Iterator[Inline]:
        if not text:
            return
        for piece in _PIECES.split(_joined(literal(text), self.run.language)):
            if not piece:
                continue
            token = self.run.value(piece) if len(piece) == 1 else None
            if token is None:
                yield Str(piece, bold=style.bold, italic=style.italic)
            else:
                yield from self._token(token, style)

    def _token(self, token: object, style: _Style) -> Iterator[Inline]:
        match token:
            case FactRef():
                yield replace(token, bold=True) if style.bold else token
            case Str():
                for place, line in enumerate(token.text.split("\n")):
                    if place:
                        yield LineBreak()
                    if line:
                        yield replace(token, text=line, bold=token.bold or style.bold, italic=style.italic)
            case BlockSpec():
                self.run.report(
                    MARKDOWN,
                    "表、图、公式和作者栏要独立成段，前后空一行",
                    "a table, chart, equation or slot stands in a paragraph of its own",
                    at=token.origin,
                )
            case Mark():
                self.run.report(
                    MARKDOWN,
                    "TOTAL、GROUP、UP、LEFT 只用于表格单元格",
                    "TOTAL, GROUP, UP and LEFT stand in the cells of a table only",
                    at=self.place,
                )

    def words(self, text: str) -> str:
        """Return text with the names behind opaque characters in their place: for ids and addresses."""
        parts = []
        for character in text:
            token = self.run.value(character)
            parts.append(character if token is None else token.text if isinstance(token, Str) else "")
        return "".join(parts)


def _joined(text: str, language: str) -> str:
    """Join the lines of a paragraph: Chinese without a blank, words with one."""

    def joint(found: re.Match[str]) -> str:
        before = text[found.start() - 1] if found.start() else ""
        after = text[found.end()] if found.end() < len(text) else ""
        if language == "en":
            return " "
        return " " if before.isascii() and after.isascii() and before and after else ""

    return _SOFT.sub(joint, text) if "\n" in text else text


def _tidy(inlines: Iterator[Inline]) -> Inlines:
    """Merge neighbouring text of one emphasis, and drop blanks at both ends."""
    merged: list[Inline] = []
    for inline in inlines:
        last = merged[-1] if merged else None
        if isinstance(inline, Str) and isinstance(last, Str) and _alike(inline, last):
            merged[-1] = replace(last, text=last.text + inline.text)
        else:
            merged.append(inline)
    if merged and isinstance(merged[0], Str):
        merged[0] = replace(merged[0], text=merged[0].text.lstrip())
    if merged and isinstance(merged[-1], Str):
        merged[-1] = replace(merged[-1], text=merged[-1].text.rstrip())
    return tuple(one for one in merged if not (isinstance(one, Str) and not one.text))


def _alike(one: Str, other: Str) -> bool:
    return (one.bold, one.italic, one.code, one.subscript, one.superscript) == (
        other.bold,
        other.italic,
        other.code,
        other.subscript,
        other.superscript,
    )
