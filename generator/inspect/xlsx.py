"""Read a workbook back: values against the ledger, references against their cells, public files against the document.

Values are read by calamine, formulas and names from the XML; nothing here knows how the workbook was laid out beyond
the titles of its columns.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Any

from generator.base.archive import Unreadable, attribute, parts, xml
from generator.base.findings import Finding, Position
from generator.document.blocks import Document
from generator.document.display import Display, show
from generator.document.inlines import FactRef
from generator.document.pictures import Point
from generator.document.walk import inlines_of, points_of, walk_blocks
from generator.inspect.faults import LOOSE_NUMBER, NUMBER_DIFFERS, NUMBER_MISSING, PUBLIC_LEAK, UNREADABLE
from generator.ledger.fact import Fact
from generator.ledger.ledger import Ledger

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TITLES = {
    "key": ("编号", "Key"),
    "exact": ("精确值", "Exact value", "数值", "Value"),
    "shown": ("显示值", "Shown value"),
}
_REFERENCE = re.compile(r"^(?:'(?P<quoted>[^']+)'|(?P<plain>\w+))!(?P<column>[A-Z]+)(?P<row>\d+)$")
_TRACE = re.compile(r"\[(?:\w+=[^\],]+,?)+\]|\.(?:ya?ml|csv|xlsx)\b")

#: A binary number holds a decimal to 1e-15; a sum of many is given a millionfold of that.
_EXACT = Decimal("1e-9")

Values = Sequence[Sequence[Any]]
_HEAD = 12
_LARGE = 20_000


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a sheet of facts keeps key, exact value and shown value (columns from 0), and its first row of facts."""

    key: int
    exact: int
    shown: int | None
    first: int


def inspect_xlsx(data: bytes, document: Document, ledger: Ledger | None) -> tuple[Finding, ...]:
    """Return what is wrong in a workbook: values that are not the ledger's, facts left out, loose references.

    A public workbook is compared with what the document shows, and searched for keys, paths, formulas and names.
    """
    try:
        sheets = _read(data, whole=document.audience == "public")
        package = parts(data)
    except Unreadable as wrong:
        return (UNREADABLE.at(Position("xlsx"), f"xlsx 无法读取：{wrong}", f"the xlsx cannot be read: {wrong}"),)
    if document.audience == "public":
        return (*_public(sheets, package, document),)
    if ledger is None:
        return ()
    return (*_facts(sheets, document, ledger), *_references(sheets, package))


def _read(data: bytes, *, whole: bool) -> dict[str, Values]:
    """Read the sheets: all of each, or of a sheet without facts its head alone (a ledger may have 100,000 rows)."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return {name: _values(book.get_sheet_by_name(name), whole) for name in book.sheet_names}
    except CalamineError as wrong:
        raise Unreadable(str(wrong)) from wrong


def _values(sheet: CalamineSheet, whole: bool) -> Values:
    head = sheet.to_python(skip_empty_area=False, nrows=_HEAD)
    if sheet.total_height <= _HEAD or (not whole and sheet.total_height > _LARGE and _columns(head) is None):
        return head
    return sheet.to_python(skip_empty_area=False)


# --------------------------------------------------------------------------------------------- against the ledger


def _facts(sheets: Mapping[str, Values], document: Document, ledger: Ledger) -> Iterator[Finding]:
    seen: set[str] = set()
    for name, rows in sheets.items():
        columns = _columns(rows)
        if columns is None:
            continue
        for number, row in enumerate(rows[columns.first :], start=columns.first):
            key = row[columns.key]
            fact = ledger.facts.get(key) if isinstance(key, str) else None
            if fact is None:
                if isinstance(key, str) and "[" in key:
                    yield _unknown(name, number, columns, key)
                continue
            seen.add(fact.key)
            yield from _compare(name, number, row, columns, fact, document)
    for fact in ledger:
        if fact.key not in seen:
            yield NUMBER_MISSING.at(
                Position("xlsx"),
                f"工作簿中没有 {fact.key}",
                f"the workbook lacks {fact.key}",
                fact=fact.key,
            )


def _columns(rows: Values) -> _Columns | None:
    """Find the header row of a sheet of facts."""
    for number, row in enumerate(rows[:10]):
        found = {
            what: column for column, title in enumerate(row) for what, titles in _TITLES.items() if title in titles
        }
        if "key" in found and "exact" in found:
            return _Columns(found["key"], found["exact"], found.get("shown"), number + 1)
    return None


def _compare(
    sheet: str, number: int, row: Sequence[Any], columns: _Columns, fact: Fact, document: Document
) -> Iterator[Finding]:
    value = row[columns.exact]
    if not _same(value, fact.value):
        yield _differs(sheet, number, columns.exact, value, fact.value, fact.key)
    if columns.shown is not None:
        shown = show(fact.value, fact.unit.text, Display(), document.language, document.digits).value
        if not _same(row[columns.shown], shown):
            yield _differs(sheet, number, columns.shown, row[columns.shown], shown, fact.key)


def _same(found: Any, wanted: Decimal) -> bool:
    if not isinstance(found, (int, float)) or isinstance(found, bool):
        return False
    with localcontext(prec=40):
        return abs(Decimal(found) - wanted) <= _EXACT * abs(wanted)


def _place(sheet: str, row: int, column: int) -> Position:
    return Position("xlsx", sheet=sheet, cell=f"{_letters(column)}{row + 1}")


def _letters(column: int) -> str:
    high, low = divmod(column, 26)
    return (_letters(high - 1) if high else "") + chr(ord("A") + low)


def _differs(sheet: str, row: int, column: int, found: Any, wanted: Decimal, key: str) -> Finding:
    place = _place(sheet, row, column)
    return NUMBER_DIFFERS.at(
        place,
        f"{place} 为 {found}，账本中 {key} 为 {wanted}",
        f"{place} holds {found}, the ledger's {key} is {wanted}",
        fact=key,
    )


def _unknown(sheet: str, row: int, columns: _Columns, key: str) -> Finding:
    place = _place(sheet, row, columns.key)
    return LOOSE_NUMBER.at(place, f"{place} 的 {key} 不在账本中", f"{place}: {key} is not in the ledger", fact=key)


# ------------------------------------------------------------------------------------------------- references


def _references(sheets: Mapping[str, Values], package: Mapping[str, bytes]) -> Iterator[Finding]:
    """Compare every cell that is nothing but a reference with the cell that it names."""
    for name, part in _sheet_parts(package):
        for cell, formula in _formulas(package[part]):
            found = _REFERENCE.match(formula)
            if not found:
                continue
            target = sheets.get(found["quoted"] or found["plain"])
            own = _value(sheets[name], cell)
            other = _value(target, f"{found['column']}{found['row']}") if target is not None else None
            if not isinstance(own, (int, float)) or own != other:
                place = Position("xlsx", sheet=name, cell=cell)
                yield NUMBER_DIFFERS.at(
                    place,
                    f"{place} 为 {own}，所引用的 {formula} 为 {other}",
                    f"{place} holds {own}, while {formula}, which it names, holds {other}",
                )


def _value(rows: Values, cell: str) -> Any:
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(cell[len(letters) :]) - 1
    return rows[row][column - 1] if row < len(rows) and column <= len(rows[row]) else None


def _sheet_parts(package: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield every sheet's name and part, by way of the workbook's relations."""
    relations = {
        attribute(r, "Id"): attribute(r, "Target")
        for r in xml(package["xl/_rels/workbook.xml.rels"]).iter("{*}Relationship")
    }
    kind = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    for sheet in xml(package["xl/workbook.xml"]).iter(f"{_MAIN}sheet"):
        target = relations[attribute(sheet, kind)]
        yield attribute(sheet, "name"), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _formulas(part: bytes) -> Iterator[tuple[str, str]]:
    if b"<f" not in part:
        return
    for formula in xml(part).iter(f"{_MAIN}f"):
        parent = formula.getparent()
        if parent is not None:
            yield attribute(parent, "r"), formula.text or ""


# ----------------------------------------------------------------------------------------------------- public


def _public(sheets: Mapping[str, Values], package: Mapping[str, bytes], document: Document) -> Iterator[Finding]:
    allowed = _shown_values(document)
    for name, rows in sheets.items():
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                place = _place(name, number, column)
                if isinstance(value, (int, float)) and round(value, 10) not in allowed:
                    yield LOOSE_NUMBER.at(
                        place,
                        f"公开工作簿 {place} 的 {value} 在文件中没有出现",
                        f"{place} of the public workbook holds {value}, which the document does not show",
                    )
                elif isinstance(value, str) and _TRACE.search(value):
                    yield _leak(place, value)
    for name, part in _sheet_parts(package):
        for cell, formula in _formulas(package[part]):
            yield _leak(Position("xlsx", sheet=name, cell=cell), formula)
    book = xml(package["xl/workbook.xml"])
    for defined in book.iter(f"{_MAIN}definedName"):
        if not attribute(defined, "name").startswith("_xlnm."):
            yield _leak(Position("xlsx"), attribute(defined, "name"))
    for sheet in book.iter(f"{_MAIN}sheet"):
        if attribute(sheet, "state", "visible") != "visible":
            yield _leak(Position("xlsx", sheet=attribute(sheet, "name")), attribute(sheet, "name"))


def _leak(place: Position, what: str) -> Finding:
    return PUBLIC_LEAK.at(
        place,
        f"公开工作簿含有不应公开的内容：{what[:60]}",
        f"the public workbook holds what is not public: {what[:60]}",
    )


def _shown_values(document: Document) -> frozenset[float]:
    """Return the values that the document shows, each rounded as it is shown, with and without its sign."""
    found: set[float] = set()
    for block in walk_blocks(document.blocks):
        refs: list[FactRef | Point] = [inline for inline in inlines_of(block) if isinstance(inline, FactRef)]
        for ref in (*refs, *points_of(block)):
            fact = document.facts.get(ref.key)
            if fact is not None:
                shown = show(Decimal(fact.value), fact.unit, ref.display, document.language, document.digits)
                found |= {round(float(shown.value), 10), round(float(-shown.value), 10)}
    return frozenset(found)
