"""Verify a page of ours: each number against what it says to machines, and against a document where one is known."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from generator.base.archive import attribute
from generator.base.findings import Finding, Position, Rule, Severity
from generator.base.visible import text_hash
from generator.document.blocks import Document
from generator.document.walk import walk_blocks
from generator.inspect.html import without_scripts
from generator.inspect.numbers import loose_digits, read_number
from generator.review.verify import rules
from generator.review.verify.case import position
from generator.review.verify.page_dress import came, dress_of
from generator.review.verify.texts import edits
from generator.review.verify.verdict import BuiltFrom, Claims, Verdict
from generator.word.faults import DAMAGED

if TYPE_CHECKING:
    from lxml import etree, html

#: What of a block's element is no text of its own: traces, links to itself, plots.
_BUILD = re.compile(r"\b[0-9a-f]{12}\b")
_SKIPPED = {"script", "style", "template", "svg"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a page: what a reader sees, what it says to machines, its fact and place."""

    id: str
    fact: str
    text: str
    value: str
    line: int


@dataclass(slots=True)
class Page:
    """A page of ours: its numbers by id, the texts of its blocks, the beginning of its build's name."""

    numbers: dict[str, Number]
    twice: list[Number]
    texts: dict[str, str]
    build: str
    title: str
    dress: frozenset[str] = frozenset()
    rest: str = ""


def read_page(data: bytes, blocks: frozenset[str] = frozenset()) -> Page | None:
    """Read a page's numbers and the texts of these blocks; ``None`` where it is no HTML."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(without_scripts(data), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    numbers: dict[str, Number] = {}
    twice: list[Number] = []
    for one in root.iter("data"):
        if "fact" not in attribute(one, "class").split():
            continue
        number = Number(
            attribute(one, "data-id"), attribute(one, "data-fact"), _text(one), attribute(one, "value"),
            one.sourceline if isinstance(one.sourceline, int) else 0,
        )  # fmt: skip
        if numbers.setdefault(number.id, number) is not number:
            twice.append(number)
    built = next((e for e in root.iter("p") if "build" in attribute(e, "class").split()), None)
    said = _BUILD.search(_text(built)) if built is not None else None
    build = said[0] if said else ""
    title = root.findtext(".//title") or ""
    texts, rest = _texts(root, blocks)
    return Page(numbers, twice, texts, build, title, dress_of(data, root), rest)


def _texts(root: html.HtmlElement, blocks: frozenset[str]) -> tuple[dict[str, str], str]:
    """Return the text of each block, and that outside of all."""
    found: dict[str, str] = {}
    rest: list[str] = []

    def walk(element: html.HtmlElement, into: list[str]) -> None:
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            return
        key = attribute(element, "id")
        if key in blocks and key not in found:
            found[key] = ""
            own: list[str] = []
            inside(element, own)
            found[key] = "".join(own)
        else:
            inside(element, into)

    def inside(element: html.HtmlElement, into: list[str]) -> None:
        into.append(element.text or "")
        for one in element:
            walk(one, into)
            into.append(one.tail or "")

    walk(root, rest)
    return found, "".join(rest)


def verify_page(
    data: bytes,
    name: str,
    document: Document | None = None,
    *,
    against: str = "file",
    source: str = "",
    built: BuiltFrom | None = None,
) -> Verdict:
    """Judge a page by itself, and against a document where one is known."""
    page = read_page(data, frozenset(_anchors(document)))
    if page is None:
        finding = DAMAGED.at(Position(name), "网页无法读取", "the page cannot be read")
        return Verdict(name, "html", Claims(), (finding,))
    if not page.numbers and document is None:
        zh, en = "网页中没有 Tanwen 的数字标记", "the page holds no numbers of Tanwen"
        return Verdict(name, "html", Claims(), (rules.MAP_MISSING.at(Position(name), zh, en),))
    if built is not None and document is not None:  # a public page does not say from which build it is
        same = document.build.startswith(page.build)
        whole = document.build if same else page.build
        built = dataclasses.replace(built, build=whole, now=same) if page.build else None
    judged = _Judged(name, page)
    judged.by_itself()
    claims = Claims(len(page.numbers), len(page.numbers) - len(judged.wrong))
    if document is not None:
        claims = judged.against(document)
    return Verdict(name, "html", claims, tuple(judged.findings), against, source, built_from=built)


def _anchors(document: Document | None) -> dict[str, str]:
    """Return the ids that a document's blocks have in its page, each with where the block was written."""
    from generator.render.html.markup import anchor

    return {anchor(one.id): str(one.origin) for one in walk_blocks(document.blocks)} if document is not None else {}


class _Judged:
    """One page under verification."""

    def __init__(self, name: str, page: Page) -> None:
        self.name = name
        self.page = page
        self.findings: list[Finding] = []
        self.wrong: set[str] = set()

    def _say(self, rule: Rule, line: int, zh: str, en: str, *, block: str = "", origin: str = "") -> None:
        place = position(origin)
        related = [place] if place else []
        self.findings.append(rule.at(Position(self.name, line), zh, en, block=block, related=related))

    def by_itself(self) -> None:
        """Hold each number against what it says to machines, and places of one number against each other."""
        for number in (*self.page.numbers.values(), *self.page.twice):
            value, seen = _decimal(number.value), read_number(number.text)
            if value is None or seen is None or abs(value) != abs(seen):
                self.wrong.add(number.id)
                zh = f"{number.id} 显示“{number.text}”，其机读值为 {number.value or '—'}"
                en = f"{number.id} shows {number.text!r}, and says {number.value or '—'} to machines"
                self._say(rules.NUMBER_CHANGED, number.line, zh, en)
        places = sorted(int(one[1:]) for one in self.page.numbers if one[1:].isdigit() and len(one) < 12)
        for place in sorted(set(range(1, places[-1] + 1)) - set(places) if places and places[-1] < 10**6 else ()):
            zh, en = f"数字 t{place:06d} 不在网页中", f"number t{place:06d} is not in the page"
            self._say(rules.CONTROL_GONE, 0, zh, en)
        self._equal()

    def _equal(self) -> None:
        """The same fact with the same decimals and unit is one number wherever it stands."""
        shown: dict[tuple[str, int, str], dict[Decimal, list[Number]]] = defaultdict(lambda: defaultdict(list))
        for number in self.page.numbers.values():
            value = read_number(number.text)
            if value is not None and number.id not in self.wrong:
                unit = number.text.lstrip("-−+±0123456789,. \u00a0")
                digits = len(number.text.partition(".")[2]) - len(number.text.partition(".")[2].lstrip("0123456789"))
                shown[number.fact, digits, unit][abs(value)].append(number)
        for values in shown.values():
            most = max(values.values(), key=len)
            for held in values.values():
                for number in held if held is not most else ():
                    self.wrong.add(number.id)
                    zh = f"{number.id} 显示“{number.text}”，同一数字在别处为“{most[0].text}”"
                    en = f"{number.id} shows {number.text!r}; the same number is {most[0].text!r} elsewhere"
                    self._say(rules.NUMBER_CHANGED, number.line, zh, en)

    def against(self, document: Document) -> Claims:
        """Hold the page against the one that the document gives now."""
        from generator.render import html

        blocks = _anchors(document)
        written = html.write(document)
        fresh = read_page(written.value or b"", frozenset(blocks))
        if fresh is None:
            return Claims(len(self.page.numbers), 0)
        keys = {fact.alias: fact.key for fact in document.facts.values()}
        right = sum(self._number(number, keys) for number in fresh.numbers.values())
        for key in sorted(set(self.page.numbers) - set(fresh.numbers)):
            number = self.page.numbers[key]
            zh, en = f"{key}“{number.text}”不是文档中的数字", f"{key} {number.text!r} is no number of the document"
            self._say(rules.UNKNOWN_CONTROL, number.line, zh, en)
        texts = self._texts(fresh.texts, blocks, self.page.texts.get)
        self._around(fresh, None if document.build.startswith(self.page.build) else Severity.WARNING)
        return Claims(len(fresh.numbers), right, len(fresh.texts), texts)

    def _around(self, fresh: Page, dressed: Severity | None) -> None:
        """Tell what dresses the page otherwise than the build, and words between its blocks.

        A page of another build has other plots and may have other styles: ``dressed`` is how much that matters.
        """
        for piece in sorted(self.page.dress - fresh.dress):
            zh, en = (
                f"网页中有生成时没有的样式或脚本：{piece}",
                f"the page has a style or script that was not built: {piece}",
            )
            self.findings.append(rules.SHOWN_OTHERWISE.at(Position(self.name), zh, en, severity=dressed))
        text = came(fresh.rest, self.page.rest)
        if text.strip(" \u25a1"):
            shown = text.strip()[:60]
            self._say(rules.BLOCK_ADDED, 0, f"新增文字：{shown}", f"new text: {shown}")
        for digits in dict.fromkeys(loose_digits(text)):
            zh, en = f"手写的数字“{digits}”没有账目支持", f"{digits!r} was typed, no fact stands behind it"
            self._say(rules.TYPED, 0, zh, en)

    def _number(self, wanted: Number, keys: Mapping[str, str]) -> bool:
        number = self.page.numbers.get(wanted.id)
        key = keys.get(wanted.fact, wanted.fact)
        if number is None:
            zh, en = f"{key}“{wanted.text}”不在网页中", f"{key} {wanted.text!r} is not in the page"
            self._say(rules.CONTROL_GONE, 0, zh, en)
            return False
        if "".join(number.text.split()) == "".join(wanted.text.split()) and number.fact == wanted.fact:
            return number.id not in self.wrong
        if number.id not in self.wrong:
            zh = f"{key} 显示“{number.text}”，应为“{wanted.text}”"
            en = f"{key} shows {number.text!r}, and is {wanted.text!r}"
            self._say(rules.NUMBER_OUTDATED, number.line, zh, en)
        return False

    def _texts(self, fresh: Mapping[str, str], origins: Mapping[str, str], now: Callable[[str], str | None]) -> int:
        right = 0
        for anchored, was in fresh.items():
            key = anchored.removeprefix("b-")
            text, origin = now(anchored), origins.get(anchored, "")
            if text is None:
                zh, en = f"块 {key} 不在网页中（{origin}）", f"block {key} is not in the page ({origin})"
                self._say(rules.BLOCK_GONE, 0, zh, en, block=key, origin=origin)
            elif text_hash(text) == text_hash(was):
                right += 1
            else:
                changes, _ = edits(" ".join(was.split()), " ".join(text.split()))
                zh, en = (
                    f"块 {key} 文字不同：{changes}（{origin}）",
                    f"block {key} has other words: {changes} ({origin})",
                )
                self._say(rules.REWORDED, 0, zh, en, block=key, origin=origin)
        return right


def _text(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
