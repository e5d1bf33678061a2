"""From a grid to columns of quantities: each distinct name, month and unit is read once, no object a row is made."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, TypeVar, cast

from generator.base.cells import column_letters
from generator.base.characters import UNSHOWABLE, name_of
from generator.base.findings import Finding
from generator.base.units import Unit, UnitError, parse_unit
from generator.project import faults, table_faults
from generator.project.grid import Grid, words
from generator.project.headers import Layout
from generator.project.models import ActivityTable, ProjectFile
from generator.project.months import MonthError, parse_period
from generator.project.numbers import decimals
from generator.project.project import Rows
from generator.project.row_checks import check_fit, check_negative, check_sites, check_years
from generator.project.row_names import NameBook
from generator.project.row_reports import Reports
from generator.project.row_selection import Selection, grouped, is_blank, select_rows
from generator.project.row_units import read_unit
from generator.project.suggestions import listing, nearest

_Period = str | None
_T = TypeVar("_T")


def read_rows(file: ProjectFile, table: ActivityTable, grid: Grid, layout: Layout) -> tuple[Rows, list[Finding]]:
    """Read the rows of a table.

    Returns:
        The rows without a fault, and a finding for every fault. A quantity that is missing is left out; it never
        counts as zero.
    """
    reading = _Reading(file, table, grid, layout)
    return reading.rows(), reading.reports.findings


class _Reading:
    """One table on its way from cells to columns; every list has one entry a data row until :meth:`rows`."""

    def __init__(self, file: ProjectFile, table: ActivityTable, grid: Grid, layout: Layout) -> None:
        self.file = file
        self.table = table
        self.grid = grid
        self.layout = layout
        self.reports = Reports(grid)
        self.book = NameBook.of(file, table)
        self.selection: Selection = select_rows(grid, layout, self.book, table.header, self.reports)
        self.lines = self.selection.rows
        self._cells_of: dict[int, list[Any]] = {}

    def rows(self) -> Rows:
        """Read, check and filter."""
        self._characters()
        sites = self._sites()
        sources = self._sources()
        units, unit_of = self._units(sources)
        periods = self._periods()
        check_sites(self.book, self.layout, self.lines, sites, sources, self.reports)
        check_fit(self.book, self.layout, self.lines, sources, units, unit_of, self.reports)
        wide = sorted(self.layout.months)
        columns = wide or [self.layout.at["quantity"]]
        quantities = self._quantities(columns, sources, periods)
        good = self._good(columns, quantities, [c for c in (sources, unit_of, periods, sites) if c is not None])
        if wide:
            months = [self.layout.months[j] for j in wide]
            spread: list[_Period] = [f"{p}-{m:02d}" if p else None for p in periods for m in months]
        else:
            spread = periods
        return self._assemble(good, columns, sites, sources, spread, quantities, units, unit_of)

    def _good(
        self, columns: list[int], quantities: list[Decimal | None], needed: Sequence[Sequence[object]]
    ) -> Sequence[int]:
        """Return the quantities that stand in rows without a fault."""
        if not self.selection.told and None not in quantities and not any(None in column for column in needed):
            return range(len(quantities))
        width = len(columns)
        fits = [all(cell is not None for cell in row) for row in zip(*needed, strict=True)]
        marred = {i for i, _ in self.selection.told}
        alone = {(i, j) for i, j in self.selection.told if j in columns}
        if width > 1:
            marred -= {i for i, _ in alone}  # in a wide table one cell spoils its own month alone
        return [
            k
            for k, q in enumerate(quantities)
            if q is not None
            and fits[k // width]
            and self.lines[k // width] not in marred
            and (self.lines[k // width], columns[k % width]) not in alone
        ]

    def _assemble(
        self,
        good: Sequence[int],
        columns: list[int],
        sites: list[str | None] | None,
        sources: list[str | None],
        periods: list[_Period],
        quantities: list[Decimal | None],
        units: list[Unit],
        unit_of: list[int | None],
    ) -> Rows:
        width = len(columns)
        kept = [k // width for k in good] if width > 1 else good
        numbers = self.grid.lines
        line = [numbers[self.lines[k]] for k in kept]
        if width > 1:
            names = [column_letters(j) for j in columns]
            cell = [f"{names[k % width]}{n}" for k, n in zip(good, line, strict=True)]
        else:
            name = column_letters(columns[0])
            cell = [f"{name}{n}" for n in line]
        rows = Rows(
            table=self.table,
            path=self.grid.path,
            sheet=self.grid.sheet,
            source=_taken(sources, kept),
            site=_taken(sites, kept) if sites is not None else [],
            period=_taken(periods, good),
            quantity=_taken(quantities, good),
            unit=_taken(unit_of, kept),
            units=units,
            cell=cell,
            line=line,
            evidence=self._text("evidence", kept),
            meter=self._text("meter", kept),
            note=self._text("note", kept),
        )
        check_negative(self.book, rows, self.reports)
        return check_years(self.file, rows, self.reports)

    # ------------------------------------------------------------------------------------------------- columns

    def _column(self, key: str) -> list[Any] | None:
        if key not in self.layout.at:
            return None
        return self._of(self.layout.at[key])

    def _of(self, j: int) -> list[Any]:
        if j not in self._cells_of:
            column = self.selection.columns[j]
            whole = isinstance(self.lines, range)
            self._cells_of[j] = list(
                column[self.lines[0] :] if whole and self.lines else [column[i] for i in self.lines]
            )
        return self._cells_of[j]

    def _text(self, key: str, kept: Sequence[int]) -> list[str]:
        column = self._column(key)
        if column is None:
            return []
        texts = column if len(kept) == len(column) else [column[k] for k in kept]
        try:
            return list(map(str.strip, texts))
        except TypeError:  # a number or date among the texts
            return [words(t).strip() for t in texts]

    def _cells(self, key: str, entries: list[int]) -> list[tuple[int, int]]:
        return [(self.lines[k], self.layout.at[key]) for k in entries]

    def _untold(self, key: str, entries: list[int]) -> list[tuple[int, int]]:
        return [c for c in self._cells(key, entries) if c not in self.selection.told]

    def _characters(self) -> None:
        for key, j in self.layout.at.items():
            if key == "quantity":
                continue
            column = self._of(j)
            try:
                together = "".join(column)
            except TypeError:  # a number or date among the texts
                together = "".join([c for c in column if isinstance(c, str)])
            if together.isprintable() or not UNSHOWABLE.search(together):
                continue
            bad = {c: hit[0] for c in set(column) if isinstance(c, str) and (hit := UNSHOWABLE.search(c))}
            for value, entries in grouped(column, bad).items():
                shown = name_of(bad[value])
                self.reports.once(
                    faults.CHARACTER,
                    self._cells(key, entries),
                    f"单元格含有不可用的字符 {shown}",
                    f"the cell holds the character {shown}, which no document can show",
                    "删除该字符",
                    "delete it",
                )
                for k in entries:
                    column[k] = UNSHOWABLE.sub(" ", value)

    # --------------------------------------------------------------------------------- names, months and units

    def _sites(self) -> list[str | None] | None:
        column = self._column("site")
        if column is None:
            return None
        ids = {c: self.book.site(words(c)) or None for c in set(column)}
        for cell, entries in grouped(column, {c for c, site in ids.items() if site is None}).items():
            cells = self._untold("site", entries)
            if not cells:
                continue
            names = [*self.book.listed_sites, *(s.id for s in self.file.boundary.sites)]
            near = nearest(words(cell), names) or self.file.boundary.sites[0].id
            empty = is_blank(cell)
            self.reports.once(
                table_faults.ROW_SITE,
                cells,
                "没有写厂区" if empty else f"厂区“{words(cell)}”不存在",
                "the site is missing" if empty else f"site {words(cell)!r} does not exist",
                f"已知：{listing(names)}；或在表的 sites 下写：{words(cell) or '…'}: {near}",
                f"known: {listing(names)}; or under the table's sites: {words(cell) or '…'}: {near}",
            )
        return [ids[c] for c in column]

    def _sources(self) -> list[str | None]:
        column = self._column("source") or []
        places = self._column("site")
        alone = {c: self.book.source(words(c)).id for c in set(column)}
        if all(alone.values()) and not self.book.by_site:
            return [alone[c] for c in column]
        pairs = list(zip(column, places or [""] * len(column), strict=True))
        found = {p: self.book.source(words(p[0]), words(p[1])) for p in set(pairs)}
        for (cell, place), entries in grouped(pairs, {p for p, named in found.items() if not named.id}).items():
            cells = self._untold("source", entries)
            if not cells:
                continue
            name, candidates = words(cell), found[cell, place].candidates
            if is_blank(cell):
                zh, en = "没有写排放源", "the source is missing"
            elif candidates:
                zh, en = (
                    f"排放源“{name}”有多种可能：{listing(candidates)}",
                    f"source {name!r} may be {listing(candidates)}",
                )
            else:
                zh, en = f"排放源“{name}”不存在", f"source {name!r} does not exist"
            near = candidates[0] if candidates else nearest(name, self.book.known()) or "…"
            near = self.book.source(near).id or near
            self.reports.once(
                table_faults.ROW_SOURCE,
                cells,
                zh,
                en,
                f"在表的 sources 下写：{name or '…'}: {near}；小计行写入 skip。已知：{listing(self.book.known())}",
                f"under the table's sources: {name or '…'}: {near}; sub-totals under skip. "
                f"Known: {listing(self.book.known())}",
            )
        ids = {p: named.id or None for p, named in found.items()}
        return [ids[p] for p in pairs]

    def _units(self, sources: list[str | None]) -> tuple[list[Unit], list[int | None]]:
        column = self._column("unit")
        units: list[Unit] = []
        index: dict[Any, int | None] = {}
        if column is None:
            # Without a unit column the header's unit counts, else the unit that the source is added up in.
            own = self.layout.unit
            for source in dict.fromkeys(sources):
                unit = own or (parse_unit(self.book.sources[source].unit) if source else None)
                index[source] = _numbered(units, unit) if unit else None
            return units, [index[s] for s in sources]
        for cell in dict.fromkeys(column):  # in the table's order: the list of units is part of the result
            try:
                index[cell] = _numbered(units, read_unit(words(cell)))
            except UnitError:
                index[cell] = None
        for cell, entries in grouped(column, {c for c, unit in index.items() if unit is None}).items():
            if cells := self._untold("unit", entries):
                empty = is_blank(cell)
                self.reports.once(
                    table_faults.ROW_UNIT,
                    cells,
                    "没有写单位" if empty else f"单位“{words(cell)}”无法识别",
                    "the unit is missing" if empty else f"unit {words(cell)!r} is not known",
                    "例如 t、kWh、万kWh、Nm3、GJ",
                    "for example t, kWh, 万kWh, Nm3, GJ",
                )
        return units, [index[c] for c in column]

    def _periods(self) -> list[_Period]:
        column = self._column("month")
        year = self.table.year
        if column is None:
            return [str(year)] * len(self.lines)
        periods: dict[Any, _Period] = {}
        wrong: dict[Any, MonthError] = {}
        for cell in set(column):
            try:
                periods[cell] = parse_period("" if cell is None else cell, year)
                if self.layout.months and "-" in (periods[cell] or ""):
                    raise MonthError(
                        f"“{words(cell)}”应为年份：月份在各列", f"{words(cell)!r} must be a year: columns are months"
                    )
            except MonthError as error:
                periods[cell], wrong[cell] = None, error
        for cell, entries in grouped(column, wrong).items():
            if cells := self._untold("month", entries):
                fault = wrong[cell]
                right = f"{year or 2024}-03"
                self.reports.once(
                    table_faults.ROW_MONTH,
                    cells,
                    fault.zh,
                    fault.en,
                    f"例如 {right}、3月（表写 year: {year or 2024}）或 Excel 日期",
                    f"for example {right}, 3月 (with year: {year or 2024}) or an Excel date",
                )
        return [periods[c] for c in column]

    # --------------------------------------------------------------------------------------------- quantities

    def _quantities(
        self, columns: list[int], sources: list[str | None], periods: list[_Period]
    ) -> list[Decimal | None]:
        if len(columns) == 1:
            cells = self._of(columns[0])
        else:
            cells = [cell for row in zip(*map(self._of, columns), strict=True) for cell in row]
        values = decimals(cells)
        if None not in values:
            return values
        width = len(columns)
        blank, other = [], []
        for k, value in enumerate(values):
            place = (self.lines[k // width], columns[k % width])
            if value is None and place not in self.selection.told:
                what = f"{sources[k // width] or '…'} {self._period_of(k, columns, periods)}".strip()
                if is_blank(cells[k]):
                    blank.append((place, f"缺少数量（{what}）", f"the quantity is missing ({what})"))
                else:
                    shown = words(cells[k])
                    other.append((place, f"“{shown}”不是数值（{what}）", f"{shown!r} is no number ({what})"))
        self.reports.each(
            table_faults.NO_QUANTITY,
            blank,
            "填入数量；确实没有消耗时填 0",
            "type the quantity, or 0 where nothing was used",
        )
        self.reports.each(
            table_faults.NOT_A_NUMBER,
            other,
            "只写数字，例如 1,234.5；单位写在单位列，说明写在备注列",
            "write the number alone, such as 1,234.5; the unit and remarks have their own columns",
        )
        return values

    def _period_of(self, entry: int, columns: list[int], periods: list[_Period]) -> str:
        width = len(columns)
        period = periods[entry // width] or ""
        return f"{period}-{self.layout.months[columns[entry % width]]:02d}" if self.layout.months else period


def _taken(column: Sequence[_T | None], entries: Sequence[int]) -> list[_T]:
    """Return the entries of a column; those of rows without a fault are never ``None``."""
    if isinstance(entries, range) and len(entries) == len(column):
        return list(cast("Sequence[_T]", column))
    return [cell for k in entries if (cell := column[k]) is not None]


def _numbered(units: list[Unit], unit: Unit) -> int:
    if unit not in units:
        units.append(unit)
    return units.index(unit)
