"""Emissions by sector, group of sectors, item and year, from the table of sectors by items.

The table holds emissions, or energy consumption that is multiplied by each item's emission factor. A sector's year is
one formula over the cells of the table, an item's year another; their totals are two sums of the same cells and agree.
What a table leaves out is missing, and with it the year's total, unless the section says that absent means nought.

Method: provincial guidelines (省级温室气体清单编制指南, 2011), chapter 1, sectoral approach: E = sum over items of AD x
NCV x CC x OX x 44/12. A ready table of emissions is added up as it stands.

Inputs: the table that ``region.emissions`` or ``region.consumption`` names, the map of sectors and items,
``region.item_factor``.

Outputs: ``region.sector[period,sector]``, ``region.group[period,sector]``, ``region.item[period,energy]`` and
``region.table[period]`` in t of the table's gas; ``region.sector_share[period,sector]``,
``region.group_share[period,sector]`` and ``region.item_share[period,energy]`` of the table's total;
``region.consumption[period,energy]`` in the table's unit.

Errors: LG301 unknown label, LG302 cell twice, LG303 a total counted, LG304 gap, LG305 empty cell, LG306 below nought,
LG307 year, LG310 units.

Example: ``test_hunan.py`` (CEADs, Hunan 1997 to 2019: sectors add up to the published total in all 23 years);
``worked/consumption-wide.yaml`` by hand, its fuel rows from the worked examples of the domain notes.

Marks: those of the fuel properties; a ready table is data of the project, with its source as reference.
"""

from __future__ import annotations

from functools import partial

from generator.base.findings import Severity
from generator.base.text import Text
from generator.base.units import ONE, Unit, parse_unit
from generator.calculations.columns import weighted_cells
from generator.calculations.region.cells import Cell, Cells
from generator.calculations.region.frame import MIXED, T_CO2E, Frame, of_gas
from generator.calculations.region.rules import GAP
from generator.ledger.context import Context
from generator.ledger.fact import Reference
from generator.ledger.ledger import Unavailable
from generator.ledger.quantity import Quantity, constant, total

_NONE = Text("该年没有数据", "there are no rows of that year")


class Sectors:
    """The sums of the table."""

    def __init__(self, frame: Frame, cells: Cells, factors: dict[str, bool]) -> None:
        """Args: the region, its cells, and which items have a factor (items that emit nothing are not in it)."""
        self.frame, self.cells, self.factors = frame, cells, factors
        self.builder, self.classes = frame.builder, frame.classes
        self.given = frame.region.emissions is not None
        self.gas = cells.spec.gas
        self.unit: Unit = T_CO2E if self.gas == MIXED else of_gas(self.gas)
        self.reference = Reference(cells.spec.source)
        self._read_factors: dict[str, Quantity] = {}
        self.sectors = [s for s in self.classes.sectors if s in cells.sectors]
        self.items = [i for i in self.classes.items if i in cells.items]
        self.emitting = [i for i in self.items if self.given or i in factors]

    def record(self) -> None:
        """Record everything that the table gives."""
        self._find_gaps()
        for year in self.frame.years:
            self._year(year)

    def _find_gaps(self) -> None:
        """Open every year in which a sector, or one of its items, is absent, unless absent means nought."""
        cells, zero = self.cells, self.cells.spec.absent == "zero"
        for sector in self.sectors:
            absent = [year for year in self.frame.years if not cells.has(year, sector)]
            if absent:
                self._report_gap(sector, "", absent)
            if not zero:
                self._open(sector, "", absent)
                self._find_item_gaps(sector)
        for year in self.frame.years:
            if year not in cells.placed:
                cells.open.setdefault(year, _NONE)

    def _find_item_gaps(self, sector: str) -> None:
        """Open every year in which the sector has rows, and none of an item that it has in another year."""
        of_year = {year: set(rows[sector]) for year, rows in self.cells.placed.items() if sector in rows}
        items = set().union(*of_year.values())
        if all(found == items for found in of_year.values()):
            return
        for item in sorted(items):
            absent = [year for year in self.frame.years if year in of_year and item not in of_year[year]]
            if absent:
                self._report_gap(sector, item, absent)
                self._open(sector, item, absent)

    def _open(self, sector: str, item: str, years: list[int]) -> None:
        name = self._named(sector, item)
        for year in years:
            why = Text(f"{name.zh}{year}年没有数据", f"{name.en} has no rows in {year}")
            self.cells.broken.setdefault((year, sector), why)
            self.cells.open.setdefault(year, why)

    def _named(self, sector: str, item: str) -> Text:
        name = self.classes.sectors[sector].name.text
        if not item:
            return Text(f"部门“{name.zh}”", f"the sector {sector!r}")
        return Text(f"部门“{name.zh}”的“{self.classes.items[item].name.zh}”", f"{item!r} of the sector {sector!r}")

    def _report_gap(self, sector: str, item: str, absent: list[int]) -> None:
        name, zero = self._named(sector, item), self.cells.spec.absent == "zero"
        shown = ", ".join(map(str, absent[:8])) + (f" … ({len(absent)})" if len(absent) > 8 else "")
        self.builder.findings.append(
            GAP.at(
                self.cells.spec.place("absent" if zero else "table"),
                f"{name.zh}缺 {shown} 年{'，按零计' if zero else ''}",
                f"{name.en} has no rows in {shown}{': counted as nought' if zero else ''}",
                hint_zh="补充数据；该表省略零值时写 absent: zero",
                hint_en="add the rows; write absent: zero where the table leaves noughts out",
                severity=Severity.NOTE if zero else None,
            )
        )

    # ------------------------------------------------------------------------------------------- a year

    def _year(self, year: int) -> None:
        for sector in self.sectors:
            self._sector(year, sector)
        for item in self.items:
            self._item(year, item)
        self._total(year)
        for group in self.classes.groups.values():
            self._group(year, group.id)
        self._shares(year)

    def _sector(self, year: int, sector: str) -> None:
        name = self.classes.sectors[sector].name
        text = Text(f"{name.zh}{year}年排放量", f"{name.text.en}: emission {year}")
        context = Context.of(period=year, sector=sector)
        if (year, sector) in self.cells.broken:
            self.builder.lack("region.sector", context, self.cells.broken[year, sector], self.cells.spec.at)
            return
        formula = partial(self._sector_sum, year, sector)
        self._derive("sector", context, text, formula)

    def _sector_sum(self, year: int, sector: str) -> Quantity:
        if self.given:
            cells = self.cells.of_sector(year, sector)
            return self.cells.sum(cells) if cells else self.cells.nothing()
        items = self.cells.placed.get(year, {}).get(sector, {})
        burnt = {item: cells for item, cells in items.items() if item in self.factors}
        if not burnt:  # no row at all where absent means nought, or electricity and heat alone
            none = self.cells.nothing()
            return Quantity(none.value, self.unit, none.formula)
        terms = ((column, row, self._factor(item)) for item, cells in burnt.items() for column, row in cells)
        return weighted_cells(self.cells.table, terms, self.unit)

    def _factor(self, item: str) -> Quantity:
        """Return an item's factor per number of the table, read once: the unit of the item is part of it."""
        if item not in self._read_factors:
            factor, unit = self.frame.read("item_factor", energy=item), self.classes.items[item].unit
            if unit and self.cells.table.units[self.cells.column_of(item)] == ONE:
                factor = constant(1, unit, "unit of the item") * factor
            self._read_factors[item] = factor
        return self._read_factors[item]

    def _emission(self, item: str, cells: list[Cell]) -> Quantity:
        return self._consumed(item, cells) * self.frame.read("item_factor", energy=item)

    def _consumed(self, item: str, cells: list[Cell]) -> Quantity:
        amount = self.cells.sum(cells) if cells else self.cells.nothing(item)
        unit = self.classes.items[item].unit
        return amount * constant(1, unit, "unit of the item") if unit and amount.unit == ONE else amount

    def _item(self, year: int, item: str) -> None:
        name, context = self.classes.items[item].name, Context.of(period=year, energy=item)
        cells, why = self.cells.of_item(year, item), self.cells.open.get(year)
        if not self.given:
            text = Text(f"{name.zh}{year}年消费量", f"{name.text.en}: consumption {year}")
            column, own = self.cells.table.units[self.cells.column_of(item)], self.classes.items[item].unit
            unit = parse_unit(own) if own and column == ONE else column
            if why is not None:
                self.builder.lack("region.consumption", context, why, self.cells.spec.at)
            else:
                self._derive("consumption", context, text, partial(self._consumed, item, cells), unit)
        if item not in self.emitting:
            return
        if why is not None:
            self.builder.lack("region.item", context, why, self.cells.spec.at)
            return
        text = Text(f"{name.zh}{year}年排放量", f"{name.text.en}: emission {year}")
        self._derive("item", context, text, partial(self._item_sum, item, cells))

    def _item_sum(self, item: str, cells: list[Cell]) -> Quantity:
        if not self.given:
            return self._emission(item, cells)
        return self.cells.sum(cells) if cells else self.cells.nothing(item)

    def _total(self, year: int) -> None:
        text = Text(f"{year}年各部门排放量合计", f"emission of all sectors {year}")
        self._derive("table", Context.of(period=year), text, partial(self._table, year))

    def _table(self, year: int) -> Quantity:
        if year in self.cells.open:
            raise Unavailable(f"region.table[period={year}]", self.cells.open[year])
        return total([self.frame.read("sector", period=year, sector=s) for s in self.sectors], self.unit)

    def _group(self, year: int, group: str) -> None:
        parts = [s for s in self.sectors if group in self.classes.sectors[s].groups]
        if not parts:
            return
        name = self.classes.groups[group].name
        text = Text(f"{name.zh}{year}年排放量", f"{name.text.en}: emission {year}")

        def formula() -> Quantity:
            return total([self.frame.read("sector", period=year, sector=s) for s in parts], self.unit)

        self._derive("group", Context.of(period=year, sector=group), text, formula)

    def _shares(self, year: int) -> None:
        groups = [g for g in self.classes.groups if self.builder.has("region.group", Context.of(period=year, sector=g))]
        kinds = (
            ("sector", "sector", self.sectors, self.classes.sectors),
            ("group", "sector", groups, self.classes.groups),
            ("item", "energy", self.emitting, self.classes.items),
        )
        for kind, dimension, ids, nodes in kinds:
            for one in ids:
                name = nodes[one].name
                text = Text(f"{name.zh}{year}年占比", f"{name.text.en}: share {year}")
                where = {"period": year, dimension: one}
                self._derive(f"{kind}_share", Context.of(**where), text, partial(self._share, kind, where, year), ONE)

    def _share(self, kind: str, where: dict[str, object], year: int) -> Quantity:
        return self.frame.read(kind, **where) / self.frame.read("table", period=year)

    def _derive(self, name: str, context: Context, text: Text, formula: object, unit: Unit | None = None) -> None:
        assert callable(formula)
        self.builder.derive(
            f"region.{name}",
            context,
            unit or self.unit,
            text,
            formula,
            position=self.cells.spec.at,
            reference=self.reference,
        )
