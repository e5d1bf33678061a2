"""Two versions of a table made one: rows and columns that went and came, cells compared as texts."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from lxml import etree

from generator.base.alignment import Pair, Piece, align, reading
from generator.word.names import Element
from generator.word.redline.bodies import merge_container, rows_of
from generator.word.redline.marks import DELETED, INSERTED
from generator.word.redline.merge import Merge

Columns = list[tuple[int | None, int | None]]


def merge_tables(merge: Merge, old: Element, new: Element) -> None:
    """Make the new table a redline against the old one, in place."""
    was, now = rows_of(merge, old), rows_of(merge, new)
    columns = _columns(merge, was, now)
    if columns is None:
        _replaced(merge, old, new)
        return
    moved_in = _pairs(merge, was, now)
    last: Element | None = None
    for pair in moved_in:
        if pair.old is not None and pair.new is not None:
            _row(merge, was[pair.old], now[pair.new], columns)
            last = now[pair.new]
        elif pair.new is not None:
            _fill(merge, now[pair.new], columns, came=True)
            merge.marks.row(now[pair.new], INSERTED)
            last = now[pair.new]
        elif pair.old is not None:
            row = was[pair.old]
            row.tail = None
            merge.adopt(row)
            _fill(merge, row, columns, came=False)
            merge.marks.row(row, DELETED)
            if last is None:
                now[0].addprevious(row)
            else:
                last.addnext(row)
            last = row
    _grid(merge, old, new, columns)


def _replaced(merge: Merge, old: Element, new: Element) -> None:
    """Where the columns do not fit together the old table goes as a whole and the new one comes."""
    old.tail = None
    new.addprevious(old)
    merge.adopt(old)
    for row in rows_of(merge, old):
        merge.marks.row(row, DELETED)
    for row in rows_of(merge, new):
        merge.marks.row(row, INSERTED)


def _pairs(merge: Merge, was: Sequence[Element], now: Sequence[Element]) -> list[Pair]:
    """Pair rows: equal ones, those with the same label, those alike; of another shape none."""
    olds, news = [_piece(merge, row) for row in was], [_piece(merge, row) for row in now]
    pairs: list[Pair] = []
    for pair in reading(align(olds, news)):
        if pair.moved and pair.new is not None:
            pairs.append(Pair(None, pair.new))
        elif pair.moved or pair.old is None or pair.new is None:
            pairs.append(Pair(pair.old, pair.new))
        else:
            pairs.append(pair)
    return _beside(pairs)


def _beside(pairs: Sequence[Pair]) -> list[Pair]:
    """One row that went where one came is its new version when nothing stands between."""
    return list(pairs)


def _piece(merge: Merge, row: Element) -> Piece:
    space = merge.new.space
    cells = ["".join(map(str, cell.itertext(space.t))) for cell in row.iterchildren(space.tc)]
    label = next((text for text in cells if any(c.isalpha() for c in text)), "")
    shape = ",".join(_shape(merge, cell) for cell in row.iterchildren(space.tc))
    if not any(_shape(merge, cell) != "1" for cell in row.iterchildren(space.tc)):
        shape = ""
    return Piece(f"row {shape}", "\n".join([label, label, *cells]), "\x1f".join(cells))


def _shape(merge: Merge, cell: Element) -> str:
    q = merge.new.space.q
    properties = cell.find(merge.new.space.tcpr)
    if properties is None:
        return "1"
    span, merged = properties.find(q("gridSpan")), properties.find(q("vMerge"))
    said = "1" if span is None else str(span.get(q("val"), "1"))
    if merged is not None:
        said += "v" if merged.get(q("val"), "continue") == "continue" else "r"
    return said


def _cells(merge: Merge, row: Element) -> list[Element]:
    space = merge.new.space
    return [cell for cell in row.iter(space.tc) if next(cell.iterancestors(space.tr), None) is row]


def _columns(merge: Merge, was: Sequence[Element], now: Sequence[Element]) -> Columns | None:
    """Return which old column is which new one; nothing where merged cells stand in the way."""
    widths_old, widths_new = ({_width(merge, row) for row in rows} for rows in (was, now))
    if len(widths_old) == 1 and widths_old == widths_new:
        count = widths_old.pop()
        if not _same_heads(merge, was, now, count):
            return [(c, c) for c in range(count)]
    if any(_shape(merge, cell) != "1" for row in (*was, *now) for cell in _cells(merge, row)):
        return [(c, c) for c in range(max(widths_old))] if widths_old == widths_new else None
    if len(widths_old) != 1 or len(widths_new) != 1:
        return None
    pairs = align(_column_pieces(merge, was), _column_pieces(merge, now))
    columns: Columns = []
    for pair in reading(pairs):
        if pair.moved:
            columns.append((pair.old, None) if pair.new is None else (None, pair.new))
        else:
            columns.append((pair.old, pair.new))
    if not any(a is not None and b is not None for a, b in columns):
        return None
    return columns


def _same_heads(merge: Merge, was: Sequence[Element], now: Sequence[Element], count: int) -> bool:
    """Whether columns were exchanged: the heads are other ones and yet some occur on both sides elsewhere."""
    if not was or not now:
        return False
    heads = [["".join(map(str, c.itertext(merge.new.space.t))) for c in _cells(merge, rows[0])] for rows in (was, now)]
    if len(heads[0]) != count or len(heads[1]) != count or len(set(heads[0])) != count:
        return False
    shifted = [c for c in range(count) if heads[0][c] != heads[1][c] and heads[0][c] in heads[1]]
    return bool(shifted)


def _width(merge: Merge, row: Element) -> int:
    return sum(int(_shape(merge, cell).rstrip("vr") or 1) for cell in _cells(merge, row))


def _column_pieces(merge: Merge, rows: Sequence[Element]) -> list[Piece]:
    texts = [["".join(map(str, c.itertext(merge.new.space.t))) for c in _cells(merge, row)] for row in rows]
    count = len(texts[0]) if texts else 0
    pieces = []
    for column in range(count):
        head = texts[0][column]
        whole = [row[column] for row in texts if column < len(row)]
        pieces.append(Piece("column", "\n".join([head, head, head, *whole]), head or "\x1f".join(whole)))
    return pieces


def _row(merge: Merge, old: Element, new: Element, columns: Columns) -> None:
    """Merge two versions of a row cell by cell."""
    was, now = _cells(merge, old), _cells(merge, new)
    simple = all(a is not None and b is not None for a, b in columns)
    if simple:
        for one, other in zip(was, now, strict=False):
            if etree.tostring(one, with_tail=False) != etree.tostring(other, with_tail=False):
                merge_container(merge, one, other)
        return
    last: Element | None = None
    for a, b in columns:
        if a is not None and b is not None:
            merge_container(merge, was[a], now[b])
            last = now[b]
        elif b is not None:
            merge.marks.cell(now[b], "cellIns")
            last = now[b]
        elif a is not None:
            cell = was[a]
            cell.tail = None
            merge.adopt(cell)
            merge.marks.cell(cell, "cellDel")
            _put(merge, new, last, cell)
            last = cell


def _fill(merge: Merge, row: Element, columns: Columns, *, came: bool) -> None:
    """Give a row that went or came a cell for each column that it does not have, so that columns stay in line."""
    if all(a is not None and b is not None for a, b in columns):
        return
    space = merge.new.space
    cells = _cells(merge, row)
    last: Element | None = None
    for a, b in columns:
        own = b if came else a
        if own is not None:
            last = cells[own]
            if (a if came else b) is None:
                merge.marks.cell(last, "cellIns" if came else "cellDel")
            continue
        cell = etree.Element(space.tc)
        etree.SubElement(cell, space.tcpr)
        etree.SubElement(cell, space.p)
        merge.marks.cell(cell, "cellDel" if came else "cellIns")
        _put(merge, row, last, cell)
        last = cell


def _put(merge: Merge, row: Element, last: Element | None, cell: Element) -> None:
    if last is not None:
        last.addnext(cell)
        return
    first = next(iter(_cells(merge, row)), None)
    if first is None:
        row.append(cell)
    else:
        first.addprevious(cell)


def _grid(merge: Merge, old: Element, new: Element, columns: Columns) -> None:
    """Give the table's grid a column for each that went."""
    q = merge.new.space.q
    was, now = old.find(q("tblGrid")), new.find(q("tblGrid"))
    if was is None or now is None or all(a is not None and b is not None for a, b in columns):
        return
    olds, news = was.findall(q("gridCol")), now.findall(q("gridCol"))
    made = []
    for a, b in columns:
        source = news[b] if b is not None and b < len(news) else olds[a] if a is not None and a < len(olds) else None
        if source is not None:
            made.append(copy.deepcopy(source))
    for one in news:
        now.remove(one)
    for at, one in enumerate(made):
        now.insert(at, one)
