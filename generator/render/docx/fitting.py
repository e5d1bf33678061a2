"""Column widths that spare short texts a line break, as far as the page allows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.document.blocks import Cell, Column, FactRef, Row, Str
from generator.render.docx.draft import Draft

#: Texts up to this many half-width characters are kept on one line where there is room.
_SHORT = 16
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

    ``half`` is the width of half a Chinese character. Where not all short texts find room, only words and numbers are
    kept whole; where those do not either, the shares stand.
    """
    sizes = shares(columns, total)
    short, hard = [0] * len(sizes), [0] * len(sizes)
    for row in rows:
        air = 1.08 if row.role in ("header", "total") else 1.0
        for column, cell in _single(row, len(sizes)):
            units = _units(draft, cell)
            if units * half * air + _MARGINS <= short[column]:
                continue
            need = round(units * half * air) + _MARGINS
            if units <= _SHORT:
                short[column] = max(short[column], need)
            if need > hard[column]:
                words = round(_longest(draft, cell) * half * air) + _MARGINS
                hard[column] = max(hard[column], words)
    wanted = [max(pair) for pair in zip(short, hard, strict=True)]
    for needs in (wanted, hard):
        if sum(needs) <= total:
            return _moved(sizes, needs)
    return sizes


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
