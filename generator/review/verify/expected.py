"""What numbers a document shows, in reading order, each with the letters around it: what pages and PDFs are held to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.base.visible import normal
from generator.document.blocks import Document
from generator.document.inlines import FactRef, Footnote, Inline, Inlines, Link
from generator.document.walk import lines_of, walk_blocks
from generator.document.wording import Wording

#: The digits of a number, without sign: a sentence may say "fell by" in its place.
DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A number that a document shows: its fact, block, origin, digits, and the letters right before and after it."""

    key: str
    alias: str
    block: str
    origin: str
    digits: str
    before: str = ""
    after: str = ""
    around: str = ""


def wanted_numbers(document: Document) -> list[Wanted]:
    """Return the numbers of a document's text and tables in reading order, those of footnotes after their line."""
    words = Wording.of(document)
    found: list[Wanted] = []
    last = ""
    for block in walk_blocks(document.blocks):
        for line in lines_of(block):
            for inlines in _lines(line):
                text, numbers = _spelled(words, inlines)
                for start, end, ref in numbers:
                    digits = DIGITS.search(text, start, end)
                    if digits is None or ref.key not in document.facts:
                        continue
                    before = normal(text[: digits.start()])[-1:] or last
                    alias = document.facts[ref.key].alias
                    around = " ".join(text[max(0, start - 20) : end + 20].split())
                    after = normal(text[digits.end() :])[:1]
                    one = Wanted(ref.key, alias, block.id, str(block.origin), digits[0], before, after, around)
                    found.append(one)
                last = normal(text)[-1:] or last
    return found


def _lines(line: Inlines) -> Iterator[Inlines]:
    """Yield a line, then the footnotes in it."""
    yield line
    for one in line:
        if isinstance(one, Footnote):
            yield one.inlines
        elif isinstance(one, Link):
            yield from (inner.inlines for inner in one.inlines if isinstance(inner, Footnote))


def _spelled(words: Wording, line: Inlines) -> tuple[str, list[tuple[int, int, FactRef]]]:
    text = ""
    numbers = []
    for one in _flat(line):
        if isinstance(one, Footnote):
            continue
        said = _said(words, one)
        if isinstance(one, FactRef):
            numbers.append((len(text), len(text) + len(said), one))
        text += said
    return text, numbers


def _flat(line: Inlines) -> Iterator[Inline]:
    for one in line:
        if isinstance(one, Link):
            yield from _flat(one.inlines)
        else:
            yield one


def _said(words: Wording, one: Inline) -> str:
    try:
        return words.plain((one,))
    except (KeyError, ValueError):
        return ""
