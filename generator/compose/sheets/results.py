"""The results sheet: tables of shown values, live references to the calculation in a client's workbook.

A public workbook has this sheet alone, and on it only numbers that its document shows, as the document shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.base.text import Language, Text
from generator.base.units import UnitError
from generator.compose.sheets.formulas import Place
from generator.compose.sheets.result_tables import Line, ResultTable
from generator.compose.sheets.shown import displayed, is_percent, number_format
from generator.compose.sheets.wording import LABEL, RESULTS, UNIT
from generator.document.display import Display, show, unit_text
from generator.document.workbook import Cell, Formula, Number, Row, Sheet, Words
from generator.ledger.fact import Fact
from generator.ledger.ledger import Ledger

_LEAD = Text("各表数值取自“计算”表的显示值。", "The figures are the shown values of the calculation sheet.")
_PUBLIC_LEAD = Text("本表列出文件中公开的数值。", "This sheet lists the figures that the document publishes.")
_WIDTH = 14.0


@dataclass(frozen=True, slots=True)
class ResultSource:
    """Where results come from: cells of shown values, or, for the public, what the document shows of each fact."""

    ledger: Ledger
    places: Mapping[str, Place]
    language: Language
    digits: dict[str, int]
    public: Mapping[str, Display] | None

    def cell(self, key: str) -> Cell:
        """Return the cell that shows a fact, or nothing where the ledger, or the public, has none."""
        fact = self.ledger.facts.get(key)
        if fact is None:
            return None
        if self.public is not None:
            return self._published(fact)
        shown = displayed(fact.value, fact.unit.text, self.language, self.digits)
        look = _look(fact, shown.digits)
        place = self.places.get(key)
        if place is None:
            return Number(shown.value, look, "number", key)
        return Formula(f"{place.sheet}!{place.column}{place.row}", shown.value, look, "number", key)

    def unit(self, keys: Iterable[str]) -> str:
        """Return the unit that facts share as readers spell it, else nothing; years and percent stand beside any."""
        units = {self._unit(self.ledger.facts[key]) for key in keys if self.cell(key) is not None}
        if len(units) > 1:
            units -= {"%", "year", "1"}
        return unit_text(units.pop(), self.language) if len(units) == 1 else ""

    def _unit(self, fact: Fact) -> str:
        if self.public is not None and (wanted := self.public[fact.key].unit):
            return wanted
        return "%" if is_percent(fact.id, fact.unit.text) else fact.unit.text

    def _published(self, fact: Fact) -> Cell:
        assert self.public is not None
        display = self.public.get(fact.key)
        if display is None:
            return None
        try:
            shown = show(fact.value, fact.unit.text, display, self.language, self.digits)
        except UnitError:
            return None
        look = number_format(shown.digits, grouped=fact.unit.text != "year")
        return Number(shown.value, f'{look}"%"' if shown.unit in ("%", "percent") else look)


def _look(fact: Fact, digits: int) -> str:
    percent = is_percent(fact.id, fact.unit.text)
    return number_format(digits, percent=percent, grouped=fact.unit.text != "year")


def build(tables: tuple[ResultTable, ...], source: ResultSource) -> Sheet:
    """Return the sheet; a table or line without any number is left out."""
    language = source.language
    lead = _LEAD if source.public is None else _PUBLIC_LEAD
    rows = [Row((RESULTS.say(language),), "title"), Row((lead.say(language),), "lead")]
    widest = 1
    for whole in tables:
        table = _trimmed(whole, source)
        lines = [row for line in table.lines if (row := _line(line, source)) is not None]
        if not lines:
            continue
        widest = max(widest, len(table.columns))
        rows.append(Row((), "blank"))
        rows.append(Row((table.title.say(language), *[None] * (len(table.columns) + 1)), "group"))
        rows.append(Row((LABEL.say(language), UNIT.say(language), *_heads(table, source)), "header"))
        rows += lines
    return Sheet(RESULTS.say(language), (40.0, 14.0, *[_WIDTH] * widest), rows, frozen=2, fixed=1)


def _trimmed(table: ResultTable, source: ResultSource) -> ResultTable:
    """Leave out the columns in which no line has a number."""
    kept = [
        place
        for place in range(len(table.columns))
        if any(place < len(line.keys) and source.cell(line.keys[place]) is not None for line in table.lines)
    ]
    lines = tuple(
        Line(line.name, tuple(line.keys[place] for place in kept if place < len(line.keys)), line.total)
        for line in table.lines
    )
    return ResultTable(table.title, tuple(table.columns[place] for place in kept), lines)


def _heads(table: ResultTable, source: ResultSource) -> Iterator[str]:
    """Name the columns, with their units where the lines have none of their own."""
    by_line = any(source.unit(line.keys) for line in table.lines)
    for place, column in enumerate(table.columns):
        name = column.say(source.language)
        unit = "" if by_line else source.unit(line.keys[place] for line in table.lines if place < len(line.keys))
        yield f"{name}\n{unit}" if unit else name


def _line(line: Line, source: ResultSource) -> Row | None:
    cells = tuple(source.cell(key) for key in line.keys)
    if all(cell is None for cell in cells):
        return None
    name = Words(line.name.say(source.language), "wrap")
    return Row((name, source.unit(line.keys), *cells), "total" if line.total else "data")
