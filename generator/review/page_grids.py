"""Tables, charts and pictures cell by cell, both sides in one table."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.edits import WordEdit, word_edits
from generator.base.text import Language
from generator.render.html.markup import tag, text
from generator.review.grid import Grid, GridRow
from generator.review.grid_changes import CellChange, GridChange, Line
from generator.review.phrases import say

#: A run of rows that stayed is cut when it is longer than this.
_RUN = 4


def marked(edits: tuple[WordEdit, ...], side: str = "") -> str:
    """Return edits as markup: both sides in one, or one side alone (``old`` or ``new``)."""
    names = {"equal": "", "deleted": "del", "inserted": "ins"}
    hidden = {"old": "inserted", "new": "deleted"}.get(side)
    return "".join(
        tag(names[run.kind], _lines(run.text)) if names[run.kind] else _lines(run.text)
        for run in edits
        if run.kind != hidden
    )


def _lines(said: str) -> str:
    return text(said).replace("\n", "<br>")


def both(old: str, new: str) -> str:
    """Return a short text then and now."""
    return (tag("del", text(old)) if old else "") + (tag("ins", text(new)) if new else "")


def grid_markup(change: GridChange, old: Grid, new: Grid, label: str, language: Language) -> str:
    """Return the compared grid: caption, unit, every line that differs, and what stands below."""
    caption = marked(change.caption) if change.caption else text(new.caption)
    unit = both(*change.unit) if change.unit is not None else text(new.unit)
    kind = " " + both(*change.kind) if change.kind is not None else ""
    head = tag("p", label + caption + kind + (f" ({unit})" if unit else ""))
    cells = {(cell.row, cell.column): cell for cell in change.cells}
    columns = "".join(_column(line, _align(line, old, new)) for line in change.columns)
    rows = "".join(_rows(change, old, new, cells, language))
    table = tag("table", tag("thead", tag("tr", columns)) + tag("tbody", rows))
    notes = "".join(tag("p", marked(word_edits(a, b)), class_="note") for a, b in change.notes)
    return head + tag("div", table, class_="scroll") + notes


def _align(line: Line, old: Grid, new: Grid) -> str:
    """Return how a column is set: ``number`` where it is set right."""
    align = new.align if line.new is not None else old.align
    place = line.new if line.new is not None else line.old or 0
    return "number" if place < len(align) and align[place] == "right" else ""


def whole(grid: Grid, name: str) -> str:
    """Return a grid that came or went as a whole; ``name`` is ``ins`` or ``del``."""
    head = tag("p", tag(name, text(grid.caption)) + (f" ({text(grid.unit)})" if grid.unit else ""))
    columns = "".join(tag("th", text(column), scope="col") for column in grid.columns)
    rows = "".join(
        tag("tr", "".join(tag("td", text(cell.text)) for cell in row.cells), class_=_FATES[name]) for row in grid.rows
    )
    notes = "".join(tag("p", tag(name, text(note))) for note in grid.notes)
    return (
        head + tag("div", tag("table", tag("thead", tag("tr", columns)) + tag("tbody", rows)), class_="scroll") + notes
    )


_FATES = {"ins": "added", "del": "gone"}


def _column(line: Line, align: str) -> str:
    fate = "added" if line.old is None else "gone" if line.new is None else ""
    if line.renamed:
        return tag("th", both(line.renamed, line.label), scope="col", class_=align or None)
    name = both(line.label, "") if fate == "gone" else both("", line.label) if fate == "added" else text(line.label)
    return tag("th", name, scope="col", class_=" ".join(filter(None, (fate, align))) or None)


def _rows(
    change: GridChange, old: Grid, new: Grid, cells: dict[tuple[int, int], CellChange], language: Language
) -> Iterator[str]:
    touched = {row for row, _ in cells}
    quiet: list[tuple[int, Line]] = []
    for at, line in enumerate(change.rows):
        if line.old is not None and line.new is not None and not line.moved and at not in touched:
            quiet.append((at, line))
            continue
        yield from _quiet(quiet, change, old, new, language)
        quiet = []
        yield _row(at, line, change, old, new, cells)
    yield from _quiet(quiet, change, old, new, language)


def _quiet(rows: list[tuple[int, Line]], change: GridChange, old: Grid, new: Grid, language: Language) -> Iterator[str]:
    if len(rows) > _RUN and not any(line.old is None or line.new is None for line in change.columns):
        said = say(f"{len(rows)} 行没有变化", f"{len(rows)} rows unchanged", language)
        yield tag("tr", tag("td", text(said), colspan=max(1, len(change.columns))), class_="skip")
        return
    yield from (_row(at, line, change, old, new, {}) for at, line in rows)


def _row(
    at: int, line: Line, change: GridChange, old: Grid, new: Grid, cells: dict[tuple[int, int], CellChange]
) -> str:
    before = old.rows[line.old] if line.old is not None else None
    after = new.rows[line.new] if line.new is not None else None
    row = after or before
    assert row is not None
    fate = "added" if before is None else "gone" if after is None else ""
    made = "".join(
        _cell(
            column,
            (before, after),
            cells.get((at, place)),
            _align(column, old, new),
            "↕ " if line.moved and place == 0 else "",
        )
        for place, column in enumerate(change.columns)
    )
    role = row.role if row.role in ("total", "group") else ""
    return tag("tr", made, class_=" ".join(filter(None, (fate, role))) or None)


def _cell(
    column: Line, rows: tuple[GridRow | None, GridRow | None], change: CellChange | None, align: str, sign: str
) -> str:
    before, after = rows
    fate = "changed" if change is not None else ""
    if change is not None:
        said = both(change.old, change.new)
    elif column.old is None or before is None:
        fate = "added" if column.old is None else ""
        said = both("", _at(after, column.new))
    elif column.new is None or after is None:
        fate = "gone" if column.new is None else ""
        said = both(_at(before, column.old), "")
    else:
        said = text(_at(after, column.new))
    return tag("td", sign + said, class_=" ".join(filter(None, (fate, align))) or None)


def _at(row: GridRow | None, place: int | None) -> str:
    return row.cells[place].text if row is not None and place is not None and place < len(row.cells) else ""
