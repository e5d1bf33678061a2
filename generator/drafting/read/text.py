"""Plain text and Markdown: a line is a paragraph, pipes and tabs make tables, ``#`` makes headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.base.findings import Position
from generator.drafting.draft import CellPlace, Draft, Kind
from generator.drafting.raw import Raw
from generator.drafting.read.html import closes_table, opens_table, table_rows, without_tags
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
#: What a page leaves in a text: a rule, a page number in Roman numerals or between dashes.
_PAGE = re.compile(r"^\s*(?:[-*_]{3,}|(?:[-*_] ){2,}[-*_]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]{1,4}|[IVX]{1,6}|[—–-]\s?\d{1,3}\s?[—–-])\s*$")
#: A number whose dots a program that reads pages has lost (3 1 for 3.1), and a note's number set as an index.
_BROKEN = re.compile(r"^\d{1,2}(?: \d{1,2}){1,3}$")
_RAISED = re.compile(r"^(\s*(?:[图表])?注)\s*\$\s*\^\{?\s*(\d{1,2})\s*\}?\s*\$\s*(?=[：:])")


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
        if markdown and not fenced and opens_table(line):
            table, row = table + 1, 0
            yield from _html_table(line, place, lines, table)
            continue
        cells = None if fenced else _cells(line, inside=row > 0)
        if cells is None:
            row = 0
            if fenced:
                yield Raw(place, line.rstrip(), kind=Kind.FIGURE_TEXT)
                continue
            for raw in _paragraph(place, line, markdown=markdown):
                depth = raw.outline or depth
                yield replace(raw, outline=depth + 1) if raw.kind is Kind.CLAUSE else raw
            continue
        if _RULE.match(line):
            continue
        table += row == 0
        for column, cell in enumerate(cells):
            yield Raw(place, cell.strip(), cell=CellPlace(table, row, column, header=row == 0))
        row += 1


def _html_table(line: str, place: Position, lines: Iterator[tuple[Position, str]], table: int) -> Iterator[Raw]:
    """Yield the cells of a table in HTML, which may go over several lines; all stand where it begins."""
    gathered = [line]
    while not closes_table(gathered[-1]):
        _, following = next(lines, (place, "</table>"))
        gathered.append(following)
    for row, cells in enumerate(table_rows("\n".join(gathered))):
        for column, cell in cells:
            yield Raw(place, cell, cell=CellPlace(table, row, column, header=row == 0))


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
    if markdown:
        text = _RAISED.sub(r"\1\2", without_tags(text))
    if not text.strip() or _PAGE.match(text):
        return
    if not markdown:
        yield Raw(place, text.rstrip())
        return
    if found := _HEADING.match(text):
        title = _EMPHASIS.sub(r"\2", found[2])
        yield Raw(place, title.replace(" ", ".") if _BROKEN.match(title) else title, outline=len(found[1]))
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
