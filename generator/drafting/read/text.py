"""Plain text and Markdown: a line is a paragraph, pipes and tabs make tables, ``#`` makes headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.base.findings import Position
from generator.drafting.draft import CellPlace, Draft, Kind
from generator.drafting.raw import Raw
from generator.drafting.read.html import closes_table, opens_table, table_rows, without_tags
from generator.drafting.shown import Shown
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
_PAGE = re.compile(r"^\s*(?:[-*_]{3,}|(?:[-*_] ){2,}[-*_]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]{1,4}|[IVX]{2,6}|[—–-]\s?\d{1,3}\s?[—–-])\s*$")
#: A number whose dots a program that reads pages has lost (3 1 for 3.1), and a note's number set as an index.
_BROKEN = re.compile(r"^\d{1,2}(?: \d{1,2}){1,3}$")
_RAISED = re.compile(r"^\s*(?:[图表])?注(?P<open>\s*\$\s*\^\{?\s*)\d{1,2}(?P<close>\s*\}?\s*\$\s*)(?=[：:])")
_NO_WIDTH = re.compile("\u200b")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def read_text(text: str, path: str, kind: str = "") -> Draft:
    """Return the draft of a text export."""
    raws = list(_rows(_lines(text, path), markdown=False))
    return structured(raws, path, "txt", kind)


def read_markdown(text: str, path: str, kind: str = "") -> Draft:
    """Return the draft of a Markdown text."""
    raws = list(_rows(_lines(text, path), markdown=True))
    return structured(raws, path, "md", kind)


def lines_of(text: str) -> list[str]:
    """Return the lines of a text with their ends, as an editor counts them."""
    return _LINE.findall(text)


def _lines(text: str, path: str) -> Iterator[tuple[Position, Shown]]:
    """Yield the lines; a page or line break inside one begins a paragraph, but no line."""
    for number, line in enumerate(lines_of(text.removeprefix("\ufeff")), start=1):
        at = 0
        for words in line.rstrip("\r\n").splitlines(keepends=True) or [""]:
            whole = Shown(words, ((0, at),)).cleared(_BOOKMARK).cleared(_NO_WIDTH)
            yield Position(path, number), whole
            at += len(words)


def _rows(lines: Iterator[tuple[Position, Shown]], *, markdown: bool) -> Iterator[Raw]:
    """Yield paragraphs and the cells of tables."""
    table, row, fenced, depth = -1, 0, False, 1
    for place, shown in lines:
        line = shown.text
        if markdown and _FENCE.match(line):
            fenced = not fenced
            continue
        if fenced:
            row = 0
            if line.strip():
                yield Raw(place, line.rstrip(), kind=Kind.FIGURE_TEXT, columns=shown.runs)
            continue
        if markdown and opens_table(line):
            table, row = table + 1, 0
            yield from _html_table(line, place, lines, table)
            continue
        cells = _cells(shown, inside=row > 0)
        if cells is None:
            row = 0
            for raw in _paragraph(place, shown, markdown=markdown):
                depth = raw.outline or depth
                yield replace(raw, outline=depth + 1) if raw.kind is Kind.CLAUSE else raw
            continue
        if _RULE.match(line):
            continue
        table += row == 0
        for number, cell in enumerate(cells):
            where = CellPlace(table, row, number, header=row == 0)
            yield Raw(place, cell.text, cell=where, columns=cell.runs)
        row += 1


def _html_table(line: str, place: Position, lines: Iterator[tuple[Position, Shown]], table: int) -> Iterator[Raw]:
    """Yield the cells of a table in HTML, which may go over several lines; all stand where it begins."""
    gathered = [line]
    while not closes_table(gathered[-1]):
        _, following = next(lines, (place, Shown("</table>")))
        gathered.append(following.text)
    for row, cells in enumerate(table_rows("\n".join(gathered))):
        for column, cell in cells:
            yield Raw(place, cell, cell=CellPlace(table, row, column, header=row == 0))


def _cells(shown: Shown, *, inside: bool) -> list[Shown] | None:
    line = shown.text
    if _PIPES.match(line):
        return [cell.strip() for cell in _inner(shown.strip()).split("|")]
    if "\t" not in (line if inside else line.strip()) or "。" in line or (_TOC.search(line) and not inside):
        return None
    cells = [cell.strip() for cell in shown.split("\t")]
    first = cells[0].text
    numbered = bool(_NUMBER.match(first)) and (len(cells) == 2 or "." in first)
    return cells if inside or not numbered else None


def _inner(shown: Shown) -> Shown:
    """Return a row without the pipes at its ends."""
    return shown.part(1, len(shown.text) - 1)


def _plain(shown: Shown) -> Shown:
    """Return a text without the marks of emphasis."""
    spans = []
    for found in _EMPHASIS.finditer(shown.text):
        spans += [(found.start(), found.start(2)), (found.end(2), found.end())]
    return shown.without(spans) if spans else shown


def _lowered(shown: Shown) -> Shown:
    """Return a note whose number was set as an index (注$^{1}$：) with the number alone."""
    found = _RAISED.match(shown.text)
    return shown.without([found.span("open"), found.span("close")]) if found else shown


def _paragraph(place: Position, shown: Shown, *, markdown: bool) -> Iterator[Raw]:
    if markdown:
        shown = _lowered(without_tags(shown))
    text = shown.text
    if not text.strip() or _PAGE.match(text):
        return
    if not markdown:
        yield Raw(place, text.rstrip(), columns=shown.runs)
        return
    if found := _HEADING.match(text):
        title = _plain(shown.part(*found.span(2)))
        words = title.text.replace(" ", ".") if _BROKEN.match(title.text) else title.text
        yield Raw(place, words, outline=len(found[1]), columns=title.runs)
        return
    if text.startswith("§"):
        clause = _plain(shown.part(1).strip())
        yield Raw(place, clause.text, kind=Kind.CLAUSE, columns=clause.runs)
        return
    if found := _LIST.match(text):
        mark = "——" if not found["mark"][0].isdigit() else found["mark"]
        depth = 1 + len(found["indent"].expandtabs(4)) // 2
        item = _plain(shown.part(*found.span("text")))
        yield Raw(place, item.text, label=mark, kind=Kind.ITEM, depth=min(depth, 3), columns=item.runs)
        return
    whole = shown.strip()
    whole = _plain(whole.part(2) if whole.text.startswith("> ") else whole)
    yield Raw(place, whole.text.rstrip("\\").rstrip(), columns=whole.runs)
