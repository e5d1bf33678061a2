"""Two grids laid side by side: rows and columns that came, went or moved, and the cells that differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from generator.base.alignment import Piece as Run
from generator.base.alignment import align
from generator.base.edits import word_edits
from generator.review.grid import Grid, GridRow
from generator.review.grid_changes import CellChange, GridChange, Line


def grid_change(old: Grid, new: Grid) -> GridChange | None:
    """Return what differs between two grids, ``None`` where nothing does."""
    if old == new:
        return None
    columns = _columns(old, new)
    rows = _rows(old.rows, new.rows)
    cells = tuple(_cells(old, new, rows, columns))
    return GridChange(
        rows,
        columns,
        cells,
        word_edits(old.caption, new.caption) if old.caption != new.caption else (),
        (old.unit, new.unit) if old.unit != new.unit else None,
        (old.kind, new.kind) if old.kind != new.kind else None,
        tuple((a, b) for a, b in zip_longest(old.notes, new.notes, fillvalue="") if a != b),
    )


def _columns(old: Grid, new: Grid) -> tuple[Line, ...]:
    """Pair columns by their names, and what is left by place: a column of another name in the same place is renamed."""
    if old.columns == new.columns:
        return tuple(Line(at, at, name) for at, name in enumerate(new.columns))
    pairs = align(_runs(old.columns), _runs(new.columns))
    lines = [Line(p.old, p.new, _name(old, new, p.old, p.new), p.moved) for p in pairs]
    return tuple(_renamed(lines, old.columns, new.columns))


def _name(old: Grid, new: Grid, at: int | None, now: int | None) -> str:
    return new.columns[now] if now is not None else old.columns[at] if at is not None else ""


def _runs(names: Sequence[str]) -> list[Run]:
    return [Run("column", name, name) for name in names]


def _renamed(lines: list[Line], olds: Sequence[str], news: Sequence[str]) -> Iterator[Line]:
    """Join a column that went with one that came in its place, as long as as many came as went there."""
    at = 0
    while at < len(lines):
        gone = at
        while gone < len(lines) and lines[gone].new is None:
            gone += 1
        came = gone
        while came < len(lines) and lines[came].old is None:
            came += 1
        if gone > at and gone - at == came - gone:
            for one, other in zip(lines[at:gone], lines[gone:came], strict=True):
                yield Line(one.old, other.new, other.label, renamed=one.label)
            at = came
            continue
        line = lines[at]
        if line.old is not None and line.new is not None and olds[line.old] != news[line.new]:
            yield Line(line.old, line.new, line.label, line.moved, olds[line.old])
        else:
            yield line
        at += 1


def _rows(old: Sequence[GridRow], new: Sequence[GridRow]) -> tuple[Line, ...]:
    """Pair rows by what they are called, those of one name by their order; the rest by likeness."""
    counted = _counted(old) or _counted(new)
    names = (_row_names(old, counted), _row_names(new, counted))
    olds, news = (_row_runs(rows, called) for rows, called in zip((old, new), names, strict=True))
    if [(run.kind, run.key) for run in olds] == [(run.kind, run.key) for run in news]:
        return tuple(Line(at, at, name) for at, name in enumerate(names[1]))
    lines = []
    for pair in align(olds, news):
        name = names[1][pair.new] if pair.new is not None else names[0][pair.old or 0]
        lines.append(Line(pair.old, pair.new, name, pair.moved))
    return tuple(lines)


def _row_names(rows: Sequence[GridRow], counted: bool) -> list[str]:
    """Return what rows are called: by their first cell, or by their second where the first only counts them.

    Where several rows have one name, the cell after it is taken to it.
    """
    first = 1 if counted else 0
    names = [next((cell.text for cell in row.cells[first:] if cell.text), "") for row in rows]
    several = {name for name, count in Counter(names).items() if count > 1}
    return [
        " | ".join(filter(None, (cell.text for cell in row.cells[first : first + 2]))) or name
        if name in several
        else name
        for row, name in zip(rows, names, strict=True)
    ]


def _counted(rows: Sequence[GridRow]) -> bool:
    """Whether the first column is 1, 2, 3 and so on: a number that changes when a row comes or goes."""
    counts = [row.cells[0].text for row in rows if row.role == "data" and row.cells]
    return len(counts) > 1 and counts == [str(at) for at in range(1, len(counts) + 1)]


def _row_runs(rows: Sequence[GridRow], names: Sequence[str]) -> list[Run]:
    seen: Counter[str] = Counter()
    runs = []
    for row, name in zip(rows, names, strict=True):
        runs.append(Run(row.role, row.text, f"{name}\t{seen[name]}"))
        seen[name] += 1
    return runs


def _cells(old: Grid, new: Grid, rows: Sequence[Line], columns: Sequence[Line]) -> Iterator[CellChange]:
    for r, row in enumerate(rows):
        if row.old is None or row.new is None:
            continue
        before, after = old.rows[row.old].cells, new.rows[row.new].cells
        for c, column in enumerate(columns):
            if column.old is None or column.new is None:
                continue
            one = before[column.old].text if column.old < len(before) else ""
            other = after[column.new].text if column.new < len(after) else ""
            if one != other:
                yield CellChange(r, c, row.label, column.label, one, other)
