"""TAB: tables, their numbers, titles, heads, cells and frames (GB/T 1.1-2020, 9.8, 10.4.2)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.draft import Draft, Kind, Part, Piece
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.rules.numbered import (
    counted,
    joined,
    literally,
    mentions,
    number_of,
    pointed_at,
    unmentioned,
    untitled,
)
from generator.drafting.views import TableView, tables
from generator.word import WordTable

_NUMBERED = (Part.INTRODUCTION, Part.SCOPE, Part.TERMS, Part.SYMBOLS, Part.BODY, Part.ANNEX)
_ABOVE = re.compile(r"^(?:同上|同左|〃|″|\"|同前|同右)$")
_NOTHING = re.compile(r"^(?:[/／\\]|--+|N/A|n/a)$")
_WITH_UNIT = re.compile(r"^\d+(?:\.\d+)?\s?(?P<unit>%|℃|[kMG]?W·?h|[kMG]?[WJVAt]|[mk]?g|tCO2e?|[mkc]?m|h|min|kPa|MPa)$")
#: A table of more rows than this does not fit on a page.
_LONG = 30
_THICK = 8


def _captions(draft: Draft) -> list[Piece]:
    return list(draft.of(Kind.TABLE_CAPTION))


@draft_rule("TAB-01", "table-number", Severity.ERROR, "9.8.2.1", "read")
def table_number(draft: Draft) -> Answer:
    """Finds: a table without a number, or one whose number breaks the sequence 表1, 表2 … or 表A.1 ….

    Left alone: numbers in annexes (NUM-08).

    Why: tables are numbered through the whole document from the introduction on, also a single one, and anew in each
    annex; number and title stand above.

    Wrong: 表3-1；表1、表3

    Right: 表1、表2；附录A中为表A.1
    """
    yield from counted(_captions(draft), "表", "table's", annexes=draft.numbers_lost)
    yield from joined(_captions(draft), "表", "table")
    if draft.numbers_lost:
        return
    for table in tables(draft):
        first = table.rows[0][0]
        if table.caption is not None or first.part not in _NUMBERED or len(table.rows) < 2 or len(table.rows[0]) < 2:
            continue
        if _continued(draft, first) or (first.cell is not None and first.cell.depth > 1) or _draws(draft, first):
            continue
        yield Breach(
            first,
            "表没有编号",
            "the table has no number",
            hint_zh="在表上方写“表n　标题”",
            hint_en="write 表n　title above it",
        )


def _continued(draft: Draft, first: Piece) -> bool:
    """Whether the line above says that a table goes on, or belongs to a form that is itself a figure or a sample."""
    before = draft.pieces[first.index - 1] if first.index else None
    return before is not None and "续" in before.text[:12]


_TITLE_END = re.compile(r"(?<=[\u3400-\u9fff）])(?P<mark>[。；，])\s*$")


def _draws(draft: Draft, first: Piece) -> bool:
    """Whether a table in Markdown stands for the figure whose caption is right above it."""
    before = draft.pieces[first.index - 1] if first.index else None
    return draft.source == "md" and before is not None and before.kind is Kind.FIGURE_CAPTION


@draft_rule("TAB-02", "table-title", Severity.ERROR, "9.8.2.2", "read")
def table_title(draft: Draft) -> Answer:
    """Finds: tables of which some have a title and others none; a table without a title; a title with an end mark.

    Why: all tables of a document have titles or none has; having one is recommended.

    Wrong: 表1　数据等级 beside 表2

    Right: 表1　数据等级 beside 表2　采集频次
    """
    captions = [piece for piece in _captions(draft) if "续" not in piece.label]
    yield from untitled(captions, "表")
    for piece in captions:
        if (ended := _TITLE_END.search(piece.text)) is not None:
            yield Breach(
                piece,
                f"表题以“{ended['mark']}”结尾",
                f"the title of the table ends with {ended['mark']}",
                ended["mark"],
                "表题末尾不加标点",
                "a title carries no mark at its end",
                start=ended.start("mark"),
                fix="",
            )


@draft_rule("TAB-03", "table-mentioned", Severity.ERROR, "9.8.1.2", "read")
def table_mentioned(draft: Draft) -> Answer:
    """Finds: a table that the text does not mention by its number, or mentions only after it.

    Why: the sentence that mentions a table says what it is for, and stands with it or before it.

    Wrong: a table 表2 that no sentence names

    Right: 采集频次应符合表2的规定。
    """
    named = mentions(draft, "表")
    for piece in _captions(draft):
        number = number_of(piece)
        if not number or "续" in piece.label or "（续）" in piece.text:
            continue
        if "-" in number and literally(draft, piece):
            continue
        whole = number.rstrip("abcdefghijklmnopqrstuvwxyz")  # a mention of 表2 names 表2a
        places = [one for one in (*named.get(number, []), *named.get(whole, [])) if one.kind is not Kind.CELL]
        if not places and pointed_at(draft, piece):
            continue
        if not places:
            yield unmentioned(
                piece,
                f"在表前写“见{piece.label}”或“应符合{piece.label}的规定”",
                f"mention it before the table: 见{piece.label}",
            )
        elif all(one.index > piece.index for one in places):
            near = _near(piece, places)
            yield Breach(
                piece,
                f"{piece.label}在表之后才提及",
                f"{piece.label} is mentioned only after it",
                hint_zh="把提及该表的条文移到表前",
                hint_en="mention it before the table",
                related=(places[0],),
                severity=Severity.WARNING if near else None,
            )


def _near(caption: Piece, places: list[Piece]) -> bool:
    """Whether the first mention stands in the clause of the table."""
    return places[0].where == caption.where


@draft_rule("TAB-04", "table-head", Severity.ERROR, "9.8.4", "read")
def table_head(draft: Draft) -> Answer:
    """Finds: a slash in a table's head; one unit repeated in the cells of a column or of the whole table.

    Why: a head needs no diagonal; a unit stands once: under the quantity in the head, or as 单位为… above the table.

    Wrong: 项目＼年份；5 kg, 6 kg, 7 kg in the cells of a column

    Right: 项目 and 年份 in cells of their own; the unit in the head
    """
    for table in tables(draft):
        for cell in table.rows[0]:
            slash = re.search(r"[\\＼]", cell.text)
            if slash:
                yield Breach(
                    cell,
                    "表头用了斜线",
                    "the head has a slash",
                    slash[0],
                    "去掉斜线，为行和列各写表头",
                    "give rows and columns heads of their own",
                    start=slash.start(),
                )
        yield from _unit_line(table)
        corner = _corner(table)
        if corner is not None:
            yield corner
        yield from _units(table)


_UNIT_STATED = re.compile(r"(?:^|[\s\u3000]|(?=[（(]))(?P<unit>[（(]?\s*单位\s*[：:]\s*[^（）()]{1,12}[）)]?)\s*$")


def _unit_line(table: TableView) -> Iterator[Breach]:
    """Yield the unit of a whole table that stands in its title, or not as 单位为…."""
    for piece in (table.caption, table.unit):
        found = _UNIT_STATED.search(piece.raw) if piece is not None else None
        if piece is not None and found is not None:
            yield Breach(
                piece,
                "表的单位应在表的右上方写作“单位为…”",
                "the unit of a table stands above it at the right as 单位为…",
                found["unit"],
                "写作“单位为毫米”，置于表的右上方",
                "write 单位为毫米 above the table at the right",
            )


#: Two names of things on both sides of a slash: no quantity and unit.
_TWO_NAMES = re.compile(r"^[\u3400-\u9fff]{2,10}(?P<slash>[/／])[\u3400-\u9fff]{2,10}$")
_UNIT_NAME = re.compile(
    r"[/／](?:毫|厘|千|兆|微)?(?:米|克|吨|升|秒|时|小时|分钟|天|年|元|万元|个|次|人|台|套|千瓦时|立方米|平方米|摄氏度)$"
)
_VALUE = re.compile(r"\d|^[一二三四五六七八九十甲乙丙丁A-EⅠ-Ⅴ]+[级类等档季]$|^[高中低大小优良差]$|季度$|月$")


def _corner(table: TableView) -> Breach | None:
    """Return the breach of a corner that names rows and columns: A/B, where B's values head the other columns."""
    head = [cell for cell in table.rows[0] if cell.text.strip()]
    found = _TWO_NAMES.match(head[0].text.strip()) if len(head) > 2 and len(table.rows) > 1 else None
    if found is None or _UNIT_NAME.search(head[0].text.strip()):
        return None
    if not all(_VALUE.search(cell.text.strip()) for cell in head[1:]):
        return None
    return Breach(
        head[0],
        "表头用斜线分隔行和列的名称",
        "a slash in the head stands for a diagonal",
        head[0].text.strip(),
        "去掉斜线，为行和列各写表头",
        "give rows and columns heads of their own",
    )


def _units(table: TableView) -> Iterator[Breach]:
    columns: dict[int, list[Piece]] = {}
    for row in table.rows[1:]:
        for cell in row:
            if cell.cell is not None and cell.text.strip() not in ("", "—", "——", "-"):
                columns.setdefault(cell.cell.column, []).append(cell)
    for cells in columns.values():
        units = Counter(found["unit"] for cell in cells if (found := _WITH_UNIT.match(cell.text.strip())))
        if len(cells) > 2 and units and units.most_common(1)[0][1] == len(cells):
            unit = units.most_common(1)[0][0]
            yield Breach(
                cells[0],
                f"一列各格重复单位 {unit}",
                f"each cell of the column repeats the unit {unit}",
                unit,
                "单位写在表头的量的下方，或在表的右上方写“单位为…”",
                "write the unit in the head, or 单位为… above the table",
            )


@draft_rule("TAB-05", "sub-tables", Severity.ERROR, "9.8.1.3", "read")
def sub_tables(draft: Draft) -> Answer:
    """Finds: a table that is divided (表2a, 表2b), or a table inside a table.

    Why: a table has no sub-tables and contains none; two tables have two numbers.

    Wrong: 表2a　采集频次

    Right: 表2　采集频次, 表3　记录要求
    """
    for piece in _captions(draft):
        if re.search(r"\d[a-z]$", piece.label.strip()):
            yield Breach(
                piece,
                f"“{piece.label}”是分表",
                f"{piece.label} is a sub-table",
                hint_zh="各表单独编号",
                hint_en="give each table a number of its own",
            )
    for table in tables(draft):
        first = table.rows[0][0]
        if first.cell is not None and first.cell.depth > 1:
            yield Breach(
                first,
                "表中嵌套表",
                "a table stands inside a table",
                first.text.strip()[:20],
                "拆成独立的表",
                "make it a table of its own",
            )


@draft_rule("TAB-06", "empty-cell", Severity.ERROR, "10.4.2.2", "read")
def empty_cell(draft: Draft) -> Answer:
    """Finds: an empty cell in the body of a table, or a cell that says 同上, 同左.

    Why: nobody can tell an empty cell from a forgotten one: a one-em dash says that there is nothing, a repeated value
    says itself.

    Wrong: 同上

    Right: — in a cell that has no content
    """
    merged = _merged(draft)
    for table in tables(draft):
        body = [cell for row in table.rows[1:] for cell in row]
        filled = {_at(cell) for cell in body if cell.text.strip()}
        form = sum(not cell.text.strip() for cell in body) > len(body) / 2  # a form to be filled in
        for cell in body:
            text = cell.text.strip()
            if _ABOVE.match(text):
                yield Breach(
                    cell,
                    f"表格中用了“{text}”",
                    f"a cell says {text}",
                    text,
                    "写出内容",
                    "write the value itself",
                )
            elif _NOTHING.match(text):
                yield Breach(
                    cell,
                    f"表格中没有内容的格写了“{text}”",
                    f"a cell without content says {text}",
                    text,
                    "没有内容时用一字线“—”",
                    "write — where there is nothing",
                    fix="—",
                )
            elif not text and not form and _at(cell) not in filled | merged:
                yield Breach(
                    cell,
                    "表格中有空格",
                    "a cell is empty",
                    hint_zh="没有内容时用一字线“—”",
                    hint_en="write — where there is nothing",
                )


def _at(piece: Piece) -> tuple[int, int, int]:
    return (piece.cell.table, piece.cell.row, piece.cell.column) if piece.cell is not None else (-1, 0, 0)


def _merged(draft: Draft) -> frozenset[tuple[int, int, int]]:
    """Return the cells that go on from the cell above (Word)."""
    if draft.word is None:
        return frozenset()
    return frozenset(
        (table.number - 1, place, cell.column - 1)
        for table in draft.word.tables
        for place, row in enumerate(table.rows)
        for cell in row.cells
        if cell.merge == "continue"
    )


@draft_rule("TAB-07", "continued-table", Severity.ERROR, "9.8.3, 9.7.3", "read", needs="docx")
def continued(draft: Draft) -> Answer:
    """Finds: a table too long for a page whose head does not repeat on the next one.

    Why: on each further page number, title, （续）, head and unit line are repeated, else columns have no names there.

    Wrong: a table of 60 rows without repeated header rows

    Right: header rows marked to repeat, or a second table under 表1　标题（续）
    """
    if draft.word is None:
        return
    shown = {table.index: table for table in tables(draft)}
    for table in draft.word.tables:
        view = shown.get(table.number - 1)
        if view is not None and len(table.rows) > _LONG and not table.rows[0].header:
            yield Breach(
                view.caption or view.rows[0][0],
                f"表有 {len(table.rows)} 行，表头没有设为跨页重复",
                f"the table has {len(table.rows)} rows and its head does not repeat",
                hint_zh="把表头行设为“在各页顶端以标题行形式重复出现”，续表写（续）",
                hint_en="let the header rows repeat; mark the continuation （续）",
            )


@draft_rule("TAB-08", "table-frame", Severity.ERROR, "10.4.2.2", "read", needs="docx")
def frame(draft: Draft) -> Answer:
    """Finds: a table whose outer frame or whose line below the head is no thicker than its inner lines.

    Why: the frame of the table, of its head and of its notes are thick lines, the others thin.

    Wrong: all lines half a point

    Right: frame 1 point, inner lines half a point
    """
    if draft.word is None:
        return
    shown = {table.index: table for table in tables(draft)}
    for table in draft.word.tables:
        view = shown.get(table.number - 1)
        if view is None or view.caption is None or _framed(table):
            continue
        yield Breach(
            view.caption,
            "表的外框线应为粗实线",
            "the frame of the table is to be a thick line",
            hint_zh="外框和表头下的线用 1 磅，其余用 0.5 磅",
            hint_en="1 point for the frame and below the head, 0.5 point for the rest",
        )


def _framed(table: WordTable) -> bool:
    """Whether the outer lines are thick, by the table or by each cell at its edge; unknown counts as framed."""
    sides = [table.borders.get(side) for side in ("top", "bottom", "left", "right")]
    if all(side is None for side in sides):
        cells = [row.cells[0].borders.get("left") for row in table.rows if row.cells]
        return not cells or any(one is None or one.width >= _THICK for one in cells)
    inner = table.borders.get("insideH")
    outer = [side.width for side in sides if side is not None and side.kind not in ("nil", "none")]
    return bool(outer) and min(outer) >= _THICK and (inner is None or inner.width <= min(outer))


RULES: tuple[DraftRule, ...] = (
    table_number,
    table_title,
    table_mentioned,
    table_head,
    sub_tables,
    empty_cell,
    continued,
    frame,
)
