"""Column widths that spare short texts a line break, as far as the page allows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.document.blocks import Cell, Column, Row
from generator.document.inlines import FactRef, Str
from generator.render.docx.draft import Draft

#: Texts up to this many half-width characters are kept on one line where there is room; else shorter ones, else none.
_SHORT = (16, 8, 0)
#: Headers up to this many stay on one line, longer ones get two.
_HEADER = 10
#: What no line break may part: Latin words and numbers.
_WHOLE = re.compile(r"[!-~₀-₉²³·−]+")
#: A cell's margins left and right and some air, in twips.
_MARGINS = 210


def shares(columns: Sequence[Column], total: int) -> list[int]:
    """Share out ``total`` twips by the columns' widths, to the last twip."""
    parts = [max(column.width, 0.05) for column in columns] or [1.0]
    whole, edges, reached = sum(parts), [0], 0.0
    for part in parts:
        reached += part
        edges.append(round(total * reached / whole))
    return [right - left for left, right in pairwise(edges)]


def fitted(draft: Draft, columns: Sequence[Column], rows: Sequence[Row], total: int, half: int) -> list[int]:
    """Return widths in twips: the columns' shares, moved where a short text or a long word would break.

    ``half`` is the width of half a Chinese character. Where not all short texts find room, only shorter ones, then
    only words and numbers are kept whole; where those do not fit either, the shares stand.
    """
    sizes = shares(columns, total)
    needs = [[0] * len(sizes) for _ in _SHORT]
    for row in rows:
        header = row.role == "header"
        unit = half * 1.08 if header or row.role == "total" else half
        for column, cell in _single(row, len(sizes)):
            units = _units(draft, cell)
            if units * unit + _MARGINS <= needs[-1][column]:
                continue
            word = -1.0
            for short, need in zip(_SHORT, needs, strict=True):
                wanted = _on_two_lines(units) if header else units if units <= short else 0.0
                if wanted < units:
                    word = _longest(draft, cell) if word < 0 else word
                    wanted = max(wanted, word)
                need[column] = max(need[column], round(wanted * unit) + _MARGINS)
    return next((_moved(sizes, need) for need in needs if sum(need) <= total), sizes)


def lines(draft: Draft, rows: Sequence[Row], sizes: Sequence[int], half: int) -> int:
    """Return about how many lines of text the rows take, each as many as its fullest cell."""
    taken = 0
    for row in rows:
        needed = [1.0]
        for column, cell in _single(row, len(sizes)):
            needed.append(-(-_units(draft, cell) * half // max(sizes[column] - _MARGINS, half)))
        taken += round(max(needed))
    return taken


def _on_two_lines(units: float) -> float:
    """Return the width of a header: one line for a short one, two for others."""
    return units if units <= _HEADER else units / 2 + 1


def _single(row: Row, count: int) -> Iterator[tuple[int, Cell]]:
    """Yield the cells of rows without spans with their columns; a spanned row says nothing of single columns."""
    if len(row.cells) == count and row.role != "group":
        yield from enumerate(row.cells)


def _text(draft: Draft, cell: Cell) -> str:
    if len(cell.inlines) == 1:
        only = cell.inlines[0]
        if type(only) is Str:
            return only.text
        if type(only) is FactRef:
            return draft.spelled(only)
    return draft.words.plain(cell.inlines) if all(isinstance(i, Str) for i in cell.inlines) else ""


def _units(draft: Draft, cell: Cell) -> float:
    """Return the width of a cell's text in halves of a Chinese character."""
    text = _text(draft, cell)
    return (len(text) if text.isascii() else len(text.encode("gbk", "replace"))) + _capitals(text)


def _capitals(text: str) -> float:
    """Return by how much capitals are wider than half a Chinese character, for all of a text."""
    return 0.0 if text.lower() == text else 0.45 * sum(char.isupper() for char in text)


def _longest(draft: Draft, cell: Cell) -> float:
    """Return the width of the longest word or number; two for a text that may break anywhere."""
    return max((len(word) + _capitals(word) for word in _WHOLE.findall(_text(draft, cell))), default=2)


def _moved(sizes: list[int], needs: list[int]) -> list[int]:
    """Give columns what they need from those that have more than they need."""
    lack = sum(max(need - size, 0) for size, need in zip(sizes, needs, strict=True))
    spare = sum(max(size - need, 0) for size, need in zip(sizes, needs, strict=True))
    if not lack or spare < lack:
        return sizes
    moved = [
        need if need >= size else round(size - (size - need) * lack / spare)
        for size, need in zip(sizes, needs, strict=True)
    ]
    moved[moved.index(max(moved))] += sum(sizes) - sum(moved)
    return moved
