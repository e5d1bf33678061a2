"""Tables, charts and pictures as grids of text: what is compared row by row and cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.document.blocks import Block, Row, Table
from generator.document.display import unit_text
from generator.document.pictures import Chart, Picture, Point
from generator.document.wording import Wording


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as a reader sees it; one that is covered by a merged cell is empty and ``covered``."""

    text: str
    covered: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its cells, one for every column, and its role (``header``, ``data``, ``total``, ``group``)."""

    cells: tuple[GridCell, ...]
    role: str = "data"

    @property
    def text(self) -> str:
        """The cells in one line."""
        return " | ".join(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """A block as a grid: caption, unit, names of its columns, rows, and the notes below it.

    ``align`` says how each column is set, which is no matter of content.
    """

    caption: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]
    notes: tuple[str, ...] = ()
    kind: str = ""
    align: tuple[str, ...] = field(default=(), compare=False)

    @property
    def text(self) -> str:
        """All of it as lines of text."""
        lines = [self.caption, self.unit, " | ".join(self.columns), *(row.text for row in self.rows), *self.notes]
        return "\n".join(filter(None, lines))


def grid_of(wording: Wording, block: Block) -> Grid | None:
    """Return the grid of a table, chart or picture; other blocks have none."""
    match block:
        case Table():
            return _table(wording, block)
        case Chart():
            return _chart(wording, block)
        case Picture():
            return _picture(wording, block)
        case _:
            return None


def _unit(wording: Wording, unit: str) -> str:
    return unit_text(unit, wording.document.language) if unit else ""


def _table(wording: Wording, block: Table) -> Grid:
    width = len(block.columns)
    header = _laid_out(wording, block.header, width)
    columns = tuple(" ".join(dict.fromkeys(r.cells[i].text for r in header if r.cells[i].text)) for i in range(width))
    notes = tuple(wording.plain(line) for line in (*block.notes, *block.footnotes))
    rows = tuple(_laid_out(wording, block.rows, width))
    align = tuple(column.align for column in block.columns)
    return Grid(wording.plain(block.caption), _unit(wording, block.unit), columns, rows, notes, align=align)


def _laid_out(wording: Wording, rows: tuple[Row, ...], width: int) -> list[GridRow]:
    """Return rows in which every cell stands under its column, also beside and below merged cells.

    A header that spans columns names each of them; in the body only the first.
    """
    made: list[GridRow] = []
    hanging: dict[int, tuple[int, str]] = {}  # column: rows that a merged cell still covers, and its text
    for row in rows:
        cells: list[GridCell] = []
        ahead = iter(row.cells)
        while len(cells) < width:
            below, said = hanging.get(len(cells), (0, ""))
            if below:
                hanging[len(cells)] = (below - 1, said)
                cells.append(GridCell("", True))
                continue
            cell = next(ahead, None)
            if cell is None:
                cells.append(GridCell(""))
                continue
            text = wording.plain(cell.inlines).strip()
            for right in range(min(max(cell.colspan, 1), width - len(cells))):
                if cell.rowspan > 1:
                    hanging[len(cells)] = (cell.rowspan - 1, text)
                spans = right > 0
                cells.append(GridCell(text if not spans or row.role == "header" else "", spans))
        made.append(GridRow(tuple(cells), row.role))
    return made


def _chart(wording: Wording, block: Chart) -> Grid:
    rows = tuple(
        GridRow((GridCell(name), *(_point(wording, _at(series.points, place)) for series in block.series)))
        for place, name in enumerate(block.categories)
    )
    names = tuple(series.name for series in block.series)
    titles = tuple(filter(None, (block.x_title, block.y_title, block.alt)))
    align = ("left", *("right" for _ in names))
    return Grid(
        wording.plain(block.caption),
        _unit(wording, block.unit),
        (block.x_title, *names),
        rows,
        titles,
        block.kind,
        align,
    )


def _at(points: tuple[Point | None, ...], place: int) -> Point | None:
    return points[place] if place < len(points) else None


def _point(wording: Wording, point: Point | None) -> GridCell:
    return GridCell(wording.spell(point) if point is not None else "")


def _picture(wording: Wording, block: Picture) -> Grid:
    rows = [
        *([GridCell(f.source), GridCell(f.target), _point(wording, f.point)] for f in block.flows),
        *([GridCell(s.name), _point(wording, s.reduction), _point(wording, s.cost)] for s in block.steps),
        *([GridCell(b.id), GridCell(b.text), GridCell("" if b.shape == "step" else b.shape)] for b in block.boxes),
        *([GridCell(a.source), GridCell(a.target), GridCell(a.text)] for a in block.arrows),
    ]
    titles = tuple(filter(None, (block.x_title, block.y_title, block.alt)))
    made = tuple(GridRow(tuple(cells)) for cells in rows)
    return Grid(wording.plain(block.caption), _unit(wording, block.unit), ("", "", ""), made, titles, block.kind)
