"""Plain text and Markdown: a line is a paragraph, pipes and tabs make tables, ``#`` makes headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.base.findings import Position
from generator.drafting.draft import CellPlace, Draft, Kind
from generator.drafting.raw import Raw
from generator.drafting.structure import structured

#: Marks that word processors leave in a text export.
_BOOKMARK = re.compile(r"\[bookmark: [^\[\]]*\]")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_PIPES = re.compile(r"^\s*\|.*\|\s*$")
_RULE = re.compile(r"^[\s|:\-]+$")
_LIST = re.compile(r"^(?P<indent>\s*)(?P<mark>[-*+]|\d{1,2}\.)\s+(?P<text>.*)$")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_TOC = re.compile(r"[.…]{3,}|\t[\dⅠ-Ⅻ]{1,4}$")
_NUMBER = re.compile(r"^(?:\d{1,2}|[A-Z])(?:\.\d+)*$")
_FENCE = re.compile(r"^\s*(```|~~~)")


def read_text(text: str, path: str, kind: str = "") -> Draft:
    """Return the draft of a text export."""
    raws = list(_rows(_lines(text, path), markdown=False))
    return structured(raws, path, "txt", kind)


def read_markdown(text: str, path: str, kind: str = "") -> Draft:
    """Return the draft of a Markdown text."""
    raws = list(_rows(_lines(text, path), markdown=True))
    return structured(raws, path, "md", kind)


def _lines(text: str, path: str) -> Iterator[tuple[Position, str]]:
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        yield Position(path, number), _BOOKMARK.sub(lambda m: "\u200b" * len(m[0]), line)


def _rows(lines: Iterator[tuple[Position, str]], *, markdown: bool) -> Iterator[Raw]:
    """Yield paragraphs and the cells of tables."""
    table, row, fenced, depth = -1, 0, False, 1
    for place, line in lines:
        if markdown and _FENCE.match(line):
            fenced = not fenced
            continue
        cells = None if fenced else _cells(line, inside=row > 0)
        if cells is None:
            row = 0
            for raw in _paragraph(place, line, markdown=markdown and not fenced):
                depth = raw.outline or depth
                yield replace(raw, outline=depth + 1) if raw.kind is Kind.CLAUSE else raw
            continue
        if _RULE.match(line):
            continue
        table += row == 0
        for column, cell in enumerate(cells):
            yield Raw(place, cell.strip(), cell=CellPlace(table, row, column, header=row == 0))
        row += 1


def _cells(line: str, *, inside: bool) -> list[str] | None:
    if _PIPES.match(line):
        return line.strip()[1:-1].split("|")
    if "\t" not in (line if inside else line.strip()) or "。" in line or (_TOC.search(line) and not inside):
        return None
    cells = line.strip("\r\n").split("\t")
    first = cells[0].strip()
    numbered = bool(_NUMBER.match(first)) and (len(cells) == 2 or "." in first)
    return cells if inside or not numbered else None


def _paragraph(place: Position, line: str, *, markdown: bool) -> Iterator[Raw]:
    text = line.replace("\u200b", "")
    if not text.strip():
        return
    if not markdown:
        yield Raw(place, text.rstrip())
        return
    if found := _HEADING.match(text):
        yield Raw(place, _EMPHASIS.sub(r"\2", found[2]), outline=len(found[1]))
        return
    if text.startswith("§"):
        yield Raw(place, _EMPHASIS.sub(r"\2", text[1:].strip()), kind=Kind.CLAUSE)
        return
    if found := _LIST.match(text):
        mark = "——" if not found["mark"][0].isdigit() else found["mark"]
        depth = 1 + len(found["indent"].expandtabs(4)) // 2
        yield Raw(place, _EMPHASIS.sub(r"\2", found["text"]), label=mark, kind=Kind.ITEM, depth=min(depth, 3))
        return
    yield Raw(place, _EMPHASIS.sub(r"\2", text.strip().removeprefix("> ")).rstrip("\\").rstrip())
