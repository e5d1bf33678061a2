"""Read a page back: every ``<data>`` element is a fact at the digits shown, and no other figure stands in the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from lxml import etree, html

from generator.base.archive import attribute
from generator.base.findings import Finding, Position
from generator.document.blocks import Document
from generator.document.inlines import FactRef
from generator.document.walk import numbers_of
from generator.inspect import faults
from generator.inspect.numbers import agrees, loose_digits, read_number
from generator.inspect.standard_text import own_digits
from generator.ledger.ledger import Ledger

#: Elements whose text is no running text of the document: lists of headings, numbering, traces, formulas.
_SKIPPED_TAGS = {"script", "style", "nav", "math", "title", "summary", "head"}
_SKIPPED_CLASSES = {"number", "label", "ref", "cite", "noteref", "provenance", "references", "cover", "unit", "plot"}
_SCRIPT = re.compile(rb"<script\b[^>]*>")
_SCRIPT_END = b"</script>"


def inspect_html(data: bytes, document: Document, ledger: Ledger) -> tuple[Finding, ...]:
    """Return every disagreement between a page, its document and the ledger."""
    place = Position(f"{document.id}.html")
    bare = without_scripts(data)  # the drawing library is most of a page and none of its text
    try:
        root = html.document_fromstring(bare, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as wrong:
        return (faults.UNREADABLE.at(place, f"网页无法读取：{wrong}", f"the page cannot be read: {wrong}"),)
    return (
        *_facts(root, document, ledger, place),
        *_missing(root, document, place),
        *_loose(root, document, place),
    )


def without_scripts(data: bytes) -> bytes:
    """Return a page without its scripts: the drawing library is most of it and none of its text."""
    kept, at = [], 0
    while (begin := _SCRIPT.search(data, at)) and (end := data.find(_SCRIPT_END, begin.end())) >= 0:
        kept.append(data[at : begin.start()])
        at = end + len(_SCRIPT_END)
    return b"".join([*kept, data[at:]])


def _facts(root: html.HtmlElement, document: Document, ledger: Ledger, place: Position) -> Iterator[Finding]:
    keys = {fact.alias: fact.key for fact in document.facts.values()}
    units = _shown_units(document)
    for element in root.iter("data"):
        text = "".join(element.itertext())
        value, number = _decimal(attribute(element, "value")), read_number(text)
        key = keys.get(attribute(element, "data-fact"))
        fact = ledger.facts.get(key) if key else None
        if key is None or fact is None or number is None or value is None:
            zh, en = f"“{text}”没有对应的账目", f"no fact stands behind {text!r}"
            yield faults.NUMBER_MISSING.at(place, zh, en)
        elif abs(value) != abs(number):
            zh, en = f"“{text}”的机读值为 {value}", f"{text!r} says {value} to machines"
            yield faults.NUMBER_DIFFERS.at(place, zh, en, fact=key)
        elif not any(agrees(number, _digits(text), u, fact.value, fact.unit.text) for u in units[key]):
            yield faults.NUMBER_DIFFERS.at(
                place,
                f"显示“{text}”，账中 {key} 为 {fact.value} {fact.unit}",
                f"shows {text!r}, the ledger has {key} = {fact.value} {fact.unit}",
                fact=key,
            )


def _digits(text: str) -> int:
    number = text.replace(",", "")
    after = number.partition(".")[2]
    return len(after) - len(after.lstrip("0123456789"))


def _shown_units(document: Document) -> dict[str, frozenset[str]]:
    """Return key -> the units in which the document shows that fact."""
    found: dict[str, set[str]] = {key: {fact.unit} for key, fact in document.facts.items()}
    for block, number in numbers_of(document.blocks):
        for unit in (number.display.unit, getattr(block, "unit", "")):
            if unit:
                found.setdefault(number.key, set()).add(str(unit))
    return {key: frozenset(units) for key, units in found.items()}


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _missing(root: html.HtmlElement, document: Document, place: Position) -> Iterator[Finding]:
    seen = Counter(attribute(e, "data-fact") for e in root.iter("data") if "fact" in attribute(e, "class").split())
    wanted: Counter[str] = Counter()
    for _, number in numbers_of(document.blocks):
        if isinstance(number, FactRef) and number.key in document.facts:
            wanted[document.facts[number.key].alias] += 1
    keys = {fact.alias: fact.key for fact in document.facts.values()}
    for alias, count in (wanted - seen).items():
        zh, en = f"{keys[alias]} 有 {count} 处没有进入网页", f"{keys[alias]} is not in the page in {count} places"
        yield faults.NUMBER_MISSING.at(place, zh, en, fact=keys[alias])


def _loose(root: html.HtmlElement, document: Document, place: Position) -> Iterator[Finding]:
    cover = document.cover
    allowed = (
        cover.title,
        cover.subtitle,
        cover.client,
        cover.number,
        cover.version,
        cover.date,
        document.build,
        *document.names,
    )
    own = own_digits(document)
    for text in _texts(root):
        for digits in loose_digits(text, allowed):
            if digits in own:
                continue
            yield faults.LOOSE_NUMBER.at(
                place,
                f"“{digits}”没有账目支持：{text.strip()[:40]}",
                f"no fact stands behind {digits!r}: {text.strip()[:40]}",
            )


def _texts(root: html.HtmlElement) -> Iterator[str]:
    """Yield the running text of each block element, facts and numbering left out."""
    blocks = {"p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "dt", "dd", "div"}
    gathered: list[str] = []

    def walk(element: html.HtmlElement) -> Iterator[str]:
        if not isinstance(element.tag, str) or element.tag in _SKIPPED_TAGS:
            return
        if element.tag == "data" or _SKIPPED_CLASSES & set(attribute(element, "class").split()):
            return
        if element.tag in blocks and gathered:
            yield "".join(gathered)
            gathered.clear()
        gathered.append(element.text or "")
        for child in element:
            yield from walk(child)
            gathered.append(child.tail or "")
        if element.tag in blocks:
            yield "".join(gathered)
            gathered.clear()

    yield from walk(root)
    yield "".join(gathered)
