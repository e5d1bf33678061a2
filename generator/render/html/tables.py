"""Tables, and the data tables that stand behind charts."""

from __future__ import annotations

from generator.document.blocks import Cell, Row, Table
from generator.document.display import unit_text
from generator.document.pictures import Chart, Picture, Series
from generator.document.wording import letters
from generator.render.charts.parts import HIDDEN
from generator.render.html.draft import Draft
from generator.render.html.inlines import inlines, point
from generator.render.html.markup import anchor, tag


def caption(draft: Draft, block: Table | Chart | Picture, aside: str = "") -> str:
    """Return the caption with its number; ``aside`` stands at its end."""
    label = draft.words.label(block.id)
    numbered = tag("span", draft.text(label), class_="number") + " " if label else ""
    return tag("figcaption", numbered + tag("span", inlines(draft, block.caption), class_="title") + aside)


def table(draft: Draft, block: Table) -> str:
    """Return a table with its caption above and its notes below; header rows repeat on every printed page."""
    unit = unit_text(block.unit, draft.language) if block.unit else ""
    stated = "unit_standard" if draft.document.standard else "unit"
    aside = tag("span", draft.say(stated) + draft.text(unit), class_="unit") if unit else ""
    head = caption(draft, block, aside) if block.caption else tag("figcaption", aside) if aside else ""
    total = sum(column.width for column in block.columns) or 1
    columns = "".join(tag("col", style=f"width:{100 * column.width / total:.2f}%") for column in block.columns)
    body = tag("thead", _rows(draft, block, block.header)) if block.header else ""
    body += tag("tbody", _rows(draft, block, block.rows))
    grid = tag("table", tag("colgroup", columns) + body)
    name = draft.words.plain(block.caption)
    scroller = tag("div", grid, class_="scroll", tabindex=0, role="region", aria_label=name or None)
    wide = " wide" if block.landscape or len(block.columns) > 8 else ""
    marks = {"data_origin": str(block.origin)} if draft.document.audience == "internal" else {}
    return tag("figure", head + scroller + _notes(draft, block), class_=f"table{wide}", id=anchor(block.id), **marks)


def _rows(draft: Draft, block: Table, rows: tuple[Row, ...]) -> str:
    covered: dict[tuple[int, int], bool] = {}
    made = []
    for line, row in enumerate(rows):
        cells, place = [], 0
        for cell in row.cells:
            while covered.get((line, place)):
                place += 1
            cells.append(_cell(draft, block, row, cell, place))
            covered.update(
                {(line + down, place + right): True for down in range(cell.rowspan) for right in range(cell.colspan)}
            )
            place += cell.colspan
        made.append(tag("tr", "".join(cells), class_=row.role if row.role not in ("data", "header") else None))
    return "".join(made)


def _cell(draft: Draft, block: Table, row: Row, cell: Cell, place: int) -> str:
    align = block.columns[place].align if place < len(block.columns) else "left"
    if cell.colspan > 1 and row.role == "header":
        align = "center"
    content = inlines(draft, cell.inlines)
    header = row.role == "header"
    group = row.role == "group" and cell.colspan == len(block.columns)
    return tag(
        "th" if header or group else "td",
        tag("strong", content) if cell.bold and not header else content,
        class_=align if align != "left" else None,
        scope=("colgroup" if cell.colspan > 1 else "col") if header else "rowgroup" if group else None,
        colspan=cell.colspan if cell.colspan > 1 else None,
        rowspan=cell.rowspan if cell.rowspan > 1 else None,
    )


def _notes(draft: Draft, block: Table) -> str:
    if not block.notes and not block.footnotes:
        return ""
    made = []
    several = "note_n_standard" if draft.document.standard else "note_n"
    for place, note in enumerate(block.notes, 1):
        lead = draft.say("note") if len(block.notes) == 1 else draft.say(several).format(place)
        made.append(tag("p", lead + inlines(draft, note)))
    for place, note in enumerate(block.footnotes):
        made.append(tag("p", tag("sup", letters(place + 1).lower()) + " " + inlines(draft, note)))
    return tag("div", "".join(made), class_="notes")


def chart_data(draft: Draft, chart: Chart) -> str:
    """Return a chart's numbers as a table: categories down, series across."""
    series = _visible(chart)
    named = [draft.text(s.name) + _unit_of(draft, chart, place) for place, s in enumerate(series)]
    rows = [
        [draft.text(category), *(point(draft, s.points[place]) for s in series)]
        for place, category in enumerate(chart.categories)
    ]
    return _grid(["", *named], rows)


def _visible(chart: Chart) -> list[Series]:
    return [series for series in chart.series if series.color not in HIDDEN]


def _unit_of(draft: Draft, chart: Chart, place: int) -> str:
    first = next((p for p in _visible(chart)[place].points if p is not None), None)
    unit = draft.words.shown(first).unit_text if first else ""
    return tag("small", draft.text(f"（{unit}）" if draft.words.chinese else f" ({unit})")) if unit else ""


def picture_data(draft: Draft, picture: Picture) -> str:
    """Return a picture's numbers as a table: links with their flow, or measures with reduction and cost."""
    if picture.kind == "flowchart":
        return flow_chart_data(draft, picture)
    if picture.kind == "sankey":
        head = [draft.say("from"), draft.say("to"), draft.say("value") + _bracketed(draft, picture, "flow")]
        return _grid(
            head, [[draft.text(f.source), draft.text(f.target), point(draft, f.point)] for f in picture.flows], 2
        )
    head = [
        draft.say("measure"),
        draft.say("reduction") + _bracketed(draft, picture, "reduction"),
        draft.say("cost") + _bracketed(draft, picture, "cost"),
    ]
    return _grid(head, [[draft.text(s.name), point(draft, s.reduction), point(draft, s.cost)] for s in picture.steps])


def flow_chart_data(draft: Draft, picture: Picture) -> str:
    """Return the steps of a flow chart as a table, each with what follows it."""
    names = {box.id: box.text for box in picture.boxes}
    follow: dict[str, list[str]] = {}
    for arrow in picture.arrows:
        aside = f"（{arrow.text}）" if arrow.text else ""
        follow.setdefault(arrow.source, []).append(names.get(arrow.target, arrow.target) + aside)
    boxes = sorted(picture.boxes, key=lambda box: (box.row, box.column))
    lines = [[draft.text(box.text), draft.text("；".join(follow.get(box.id, ["—"])))] for box in boxes]
    return _grid([draft.say("step"), draft.say("next")], lines, 2)


def _bracketed(draft: Draft, picture: Picture, what: str) -> str:
    points = [f.point for f in picture.flows] if what == "flow" else [getattr(step, what) for step in picture.steps]
    unit = draft.words.shown(points[0]).unit_text if points else ""
    return tag("small", draft.text(f"（{unit}）" if draft.words.chinese else f" ({unit})")) if unit else ""


def _grid(head: list[str], rows: list[list[str]], names: int = 1) -> str:
    heads = "".join(
        tag("th", content, scope="col", class_=None if i < names else "right") for i, content in enumerate(head)
    )
    lines = "".join(
        tag(
            "tr",
            "".join(
                tag("th", cell, scope="row") if i < names else tag("td", cell, class_="right")
                for i, cell in enumerate(row)
            ),
        )
        for row in rows
    )
    return tag("div", tag("table", tag("thead", tag("tr", heads)) + tag("tbody", lines)), class_="scroll")
