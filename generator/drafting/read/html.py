"""HTML inside Markdown, as programs that read scanned pages write it: tables, centred captions, comments, pictures."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from generator.drafting.shown import Shown

#: Tags of text that Markdown carries; ``<T>`` and ``a<b`` are left alone.
_TAG = re.compile(
    r"</?(?:a|b|br|center|div|em|font|h[1-6]|hr|i|img|li|ol|p|span|strong|sub|sup|u|ul)(?:\s[^<>]*)?/?>|<!--.*?-->",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
_OPENS = re.compile(r"<table[\s>]", re.IGNORECASE)
_CLOSES = re.compile(r"</table\s*>", re.IGNORECASE)
#: A cell that spans more rows or columns than this is a mistake of the file.
_WIDEST = 60


def without_tags(line: Shown) -> Shown:
    """Return a line without tags, comments and pictures."""
    if "<" not in line.text and "![" not in line.text:
        return line
    return line.cleared(_TAG).cleared(_PICTURE)


def opens_table(line: str) -> bool:
    """Whether a table begins on a line."""
    return bool(_OPENS.search(line))


def closes_table(line: str) -> bool:
    """Whether a table ends on a line."""
    return bool(_CLOSES.search(line))


def table_rows(text: str) -> list[list[tuple[int, str]]]:
    """Return the cells of each row with their columns; a cell that spans several places stands in the first."""
    parser = _Table()
    parser.feed(text)
    parser.close()
    rows: list[list[tuple[int, str]]] = []
    held: set[tuple[int, int]] = set()
    for at, cells in enumerate(parser.rows):
        row: list[tuple[int, str]] = []
        column = 0
        for words, across, down in cells:
            while (at, column) in held:
                column += 1
            row.append((column, words))
            held |= {(at + below, column + place) for below in range(1, down) for place in range(across)}
            column += across
        rows.append(row)
    return [row for row in rows if row]


class _Table(HTMLParser):
    """Collects the cells of a table with their spans."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, int, int]]] = []
        self._cell: tuple[int, int] | None = None
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        if tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            spans = dict(attrs)
            self._cell = (_span(spans.get("colspan")), _span(spans.get("rowspan")))
        elif tag == "br" and self._cell is not None:
            self._words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        """Keep the words of a cell."""
        if self._cell is not None:
            self._words.append(data)

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        if not self.rows:
            self.rows.append([])
        self.rows[-1].append(("".join(self._words).strip(), *self._cell))
        self._cell, self._words = None, []


def _span(value: str | None) -> int:
    return min(max(int(value), 1), _WIDEST) if value is not None and value.isdigit() else 1
