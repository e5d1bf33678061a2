"""The sheet of activity data: every row of every table with its cell of origin, sorted so that sums are ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from generator.base.text import Language, Text
from generator.base.units import Unit, UnitError, parse_unit
from generator.compose.sheets.formulas import runs
from generator.compose.sheets.wording import ACTIVITY, PLACE, REMARK, UNIT
from generator.document.display import unit_text
from generator.document.workbook import Cell, Number, Row, Sheet, Words, quoted
from generator.ledger.expression import RowSum, number
from generator.ledger.spelling import place
from generator.project.models import Source
from generator.project.project import Project, Rows

_LEAD = Text(
    "每行为一条原始记录；黄底数量为输入值，修改后各表随之重算。数量乘以换算系数即排放源所用单位的数量。",
    "Each row is one record. Quantities on a yellow ground are inputs: change one, and all sheets follow. Quantity "
    "times conversion is the quantity in the source's unit.",
)
_HEADER = (
    (Text("排放源", "Source"), 24.0),
    (Text("排放源编号", "Source id"), 18.0),
    (Text("场所", "Site"), 14.0),
    (Text("期间", "Period"), 10.0),
    (Text("数量", "Quantity"), 14.0),
    (UNIT, 10.0),
    (Text("换算系数", "Conversion"), 12.0),
    (Text("换算后单位", "Unit of the source"), 16.0),
    (Text("凭证", "Evidence"), 26.0),
    (Text("计量器具", "Meter"), 16.0),
    (PLACE, 38.0),
    (REMARK, 24.0),
)
_FIRST = 4
_QUANTITY, _CONVERSION = "E", "G"
#: Columns that are left out where nothing stands in them; all are to the right of what formulas read.
_OPTIONAL = (8, 9, 11)


@dataclass(frozen=True, slots=True)
class ActivityPlan:
    """Where every row of every table stands on the sheet.

    ``order`` lists (table number, row) as the sheet shows them; ``at[table number][row]`` is the row on the sheet.
    """

    project: Project
    sheet: str
    order: Sequence[tuple[int, int]]
    at: Sequence[Sequence[int]]
    numbers: dict[str, int]

    def address(self, node: RowSum) -> str:
        """Return the expression that adds up a row sum's rows in the row sum's unit."""
        number_of_table = self.numbers[node.table]
        table = self.project.rows[number_of_table]
        plan = self.at[number_of_table]
        parts = []
        for first, last in runs(sorted(plan[row] for row in node.rows)):
            quantities = f"{quoted(self.sheet)}!${_QUANTITY}${first}:${_QUANTITY}${last}"
            factors = f"{quoted(self.sheet)}!${_CONVERSION}${first}:${_CONVERSION}${last}"
            parts.append(f"SUMPRODUCT({quantities},{factors})")
        text = f"({'+'.join(parts)})" if len(parts) > 1 else (parts or ["0"])[0]
        further = self._further(table, node)
        return text if further == 1 else f"({text}*{number(further)})"

    def _further(self, table: Rows, node: RowSum) -> Decimal:
        """Return what leads from the unit of the conversion column to the row sum's."""
        source = self._source(table.source[node.rows[0]]) if node.rows else None
        if source is None:
            return Decimal(1)
        return parse_unit(source.unit).plain.conversion(node.unit.plain)

    def _source(self, name: str) -> Source | None:
        return next((s for s in self.project.file.sources if s.id == name), None)


def plan(project: Project, language: Language) -> ActivityPlan:
    """Lay out the rows: by source in the project's order, then year, table and period."""
    rank = {source.id: number_of_source for number_of_source, source in enumerate(project.file.sources)}
    keyed = [
        (rank.get(source, len(rank)), period[:4], table_number, period, row)
        for table_number, table in enumerate(project.rows)
        for row, (source, period) in enumerate(zip(table.source, table.period, strict=True))
    ]
    keyed.sort()
    at = [[0] * len(table.source) for table in project.rows]
    for line, (_, _, table_number, _, row) in enumerate(keyed, start=_FIRST):
        at[table_number][row] = line
    order = [(table_number, row) for _, _, table_number, _, row in keyed]
    numbers = {table.id: table_number for table_number, table in enumerate(project.rows)}
    return ActivityPlan(project, ACTIVITY.say(language), order, at, numbers)


class _ActivityRows(Sequence[Row]):
    """The sheet's rows, made one by one as the writer asks for them, so that a large ledger stays columnar."""

    def __init__(self, layout: ActivityPlan, language: Language) -> None:
        self.layout, self.language = layout, language
        self.sources = {s.id: s for s in layout.project.file.sources}
        self.sites = {s.id: s.name.text.say(language) for s in layout.project.file.boundary.sites}
        self.factors: dict[tuple[int, int, str], Decimal | None] = {}
        self.kept = [column for column in range(len(_HEADER)) if column not in self._empty()]
        header = tuple(_HEADER[column][0].say(language) for column in self.kept)
        self.head = (
            Row((ACTIVITY.say(language),), "title"),
            Row((_LEAD.say(language),), "lead"),
            Row(header, "header"),
        )

    def _empty(self) -> set[int]:
        tables, sources = self.layout.project.rows, self.sources.values()
        filled = (
            any(any(t.evidence) for t in tables) or any(s.evidence for s in sources),
            any(any(t.meter) for t in tables) or any(s.meter for s in sources),
            any(any(t.note) for t in tables),
        )
        return {column for column, there in zip(_OPTIONAL, filled, strict=True) if not there}

    def __len__(self) -> int:
        return len(self.head) + len(self.layout.order)

    def __getitem__(self, index: int | slice) -> Row:  # type: ignore[override]  # a writer asks for single rows
        if isinstance(index, slice):
            raise TypeError("one row at a time")
        if index < len(self.head):
            return self.head[index]
        return self._row(*self.layout.order[index - len(self.head)])

    def _row(self, table_number: int, row: int) -> Row:
        table = self.layout.project.rows[table_number]
        source = self.sources.get(table.source[row])
        factor = self._factor(table_number, table, table.unit[row], source)
        site = (table.site[row] if table.site else "") or (source.site if source else "")
        cells: tuple[Cell, ...] = (
            source.name.text.say(self.language) if source else table.source[row],
            Words(table.source[row], "code"),
            self.sites.get(site, site),
            table.period[row],
            Number(table.quantity[row], "General", "input"),
            unit_text(table.units[table.unit[row]].text, self.language),
            Number(factor, "General", "exact") if factor is not None else None,
            unit_text(source.unit, self.language) if source else None,
            (table.evidence[row] if table.evidence else "") or (source.evidence if source else ""),
            (table.meter[row] if table.meter else "") or (source.meter if source else ""),
            Words(place(table.position(row)), "code"),
            table.note[row] if table.note else None,
        )
        return Row(tuple(cells[column] for column in self.kept) if len(self.kept) < len(cells) else cells)

    def _factor(self, table_number: int, table: Rows, unit: int, source: Source | None) -> Decimal | None:
        if source is None:
            return None
        key = (table_number, unit, source.id)
        if key not in self.factors:
            self.factors[key] = _conversion(table.units[unit], source)
        return self.factors[key]


def _conversion(written: Unit, source: Source) -> Decimal | None:
    try:
        with localcontext(prec=34):
            return written.plain.conversion(parse_unit(source.unit).plain)
    except UnitError:
        return None


def build(layout: ActivityPlan, language: Language) -> Sheet:
    """Return the sheet."""
    rows = _ActivityRows(layout, language)
    widths = tuple(_HEADER[column][1] for column in rows.kept)
    return Sheet(layout.sheet, widths, rows, frozen=_FIRST - 1, fixed=1, repeated=_FIRST - 1)
