"""Totals: rows of a table, shares, and the sums that the ledger's own facts must keep (NU005 to NU009)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from generator.base.findings import Finding, Position, Rule, Severity
from generator.base.units import UnitError, parse_unit
from generator.checks.framework import Case, Check, document_rule, project_rule
from generator.checks.passages import every_block, plain
from generator.document.blocks import Cell, Document, Row, Table
from generator.document.display import show
from generator.document.inlines import FactRef
from generator.ledger.fact import Fact
from generator.ledger.ledger import Ledger

_SAYS_SO = re.compile(r"修约|四舍五入|尾差|取整|rounding|rounded", re.IGNORECASE)
#: Ids whose rows do not add up: ratios, factors, scores.
_NO_SUM = re.compile(
    r"^(intensity|factor|gwp|uncertainty|quality|base|target)\.|change|rate|gap|cost$|payback|lifetime"
)
#: A row that is taken off: 减：外供余热.
_LESS = re.compile(r"减[：:去]|扣除|扣减|less\b|minus\b", re.IGNORECASE)
_TINY = Decimal("1e-9")


@dataclass(frozen=True, slots=True)
class _Shown:
    """A cell that shows one fact: exact value and displayed value, both in the displayed unit."""

    fact: Fact
    exact: Decimal
    shown: Decimal
    unit: str
    at: Position


def _cell(cell: Cell, row: Row, table: Table, document: Document, ledger: Ledger) -> _Shown | None:
    refs = [inline for inline in cell.inlines if isinstance(inline, FactRef)]
    if len(refs) != 1 or len(cell.inlines) != 1 or refs[0].key not in ledger.facts:
        return None
    ref, fact = refs[0], ledger.facts[refs[0].key]
    unit = ref.display.unit or fact.unit.text
    try:
        with localcontext(prec=40):
            exact = fact.value * parse_unit(fact.unit.text).conversion(parse_unit(unit))
        shown = show(fact.value, fact.unit.text, ref.display, document.language, document.digits)
    except UnitError:
        return None
    return _Shown(fact, exact, shown.value, unit, row.origin or table.origin)


def _grid(rows: Iterable[Row]) -> Iterator[tuple[Row, list[tuple[int, Cell]]]]:
    """Rows with the column of each cell, cells that a merged one above covers left free."""
    covered: dict[int, int] = {}
    for row in rows:
        placed: list[tuple[int, Cell]] = []
        column = 0
        for cell in row.cells:
            while covered.get(column, 0) > 0:
                column += 1
            placed.append((column, cell))
            for under in range(column, column + cell.colspan):
                covered[under] = cell.rowspan
            column += cell.colspan
        covered = {column: left - 1 for column, left in covered.items() if left > 1}
        yield row, placed


@dataclass(frozen=True, slots=True)
class _Sum:
    """A total cell with the ways in which rows above may add up to it."""

    total: _Shown
    ways: tuple[tuple[_Shown, ...], ...]

    @property
    def parts(self) -> tuple[_Shown, ...] | None:
        """The rows whose exact values add up to the total exactly; ``None`` where no way does."""
        for way in self.ways:
            tolerance = _TINY * max(Decimal(1), abs(self.total.exact))
            if way and abs(sum((part.exact for part in way), Decimal(0)) - self.total.exact) <= tolerance:
                return way
        return None


class _Column:
    """The cells of one column, as a reader adds them up: since the last total, all of them, or the sub-totals."""

    def __init__(self) -> None:
        self.since: list[_Shown] = []
        self.everything: list[_Shown] = []
        self.totals: list[_Shown] = []

    def add(self, shown: _Shown) -> None:
        self.since.append(shown)
        self.everything.append(shown)

    def close(self, total: _Shown) -> _Sum | None:
        ways = (self.since, self.everything, self.totals, [*self.totals[-1:], *self.since])
        kept = tuple(tuple(part for part in way if _fits(part, total)) for way in ways)
        self.totals.append(total)
        some = tuple(way for way in kept if way)
        return _Sum(total, some) if some and not _NO_SUM.search(total.fact.id) else None


def _fits(part: _Shown, total: _Shown) -> bool:
    """A row by another electricity method, or in another unit, is shown beside the sum, not in it."""
    mine, theirs = part.fact.context.get("basis"), total.fact.context.get("basis")
    return part.unit == total.unit and not (mine and theirs and mine != theirs)


def _sums(table: Table, document: Document, ledger: Ledger) -> Iterator[_Sum]:
    columns: dict[int, _Column] = {}
    for row, placed in _grid(table.rows):
        taken = bool(row.cells) and _LESS.match(plain(row.cells[0].inlines).strip()) is not None
        for column, cell in placed:
            shown = _cell(cell, row, table, document, ledger)
            if shown is None:
                continue
            kept = columns.setdefault(column, _Column())
            if row.role != "total":
                kept.add(replace(shown, exact=-shown.exact, shown=-shown.shown) if taken else shown)
            elif found := kept.close(shown):
                yield found
        if row.role == "total":
            for kept in columns.values():
                kept.since = []


def _tables(document: Document) -> Iterator[Table]:
    for block in every_block(document.blocks):
        if isinstance(block, Table) and any(row.role == "total" for row in block.rows):
            yield block


@document_rule("NU005", "total-looks-wrong", Severity.WARNING, "house rule")
def total_looks_wrong(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """A total whose shown rows add up to something else, and no note says why.

    Finds: a total row where the displayed rows differ from the displayed total only by rounding, in a table without a
    note about it.
    Why: a reader adds up. Totals are rounded from the exact sum (never from rounded rows), so the last digit may
    differ, and the table has to say so.
    Wrong: rows 1.4 and 1.4, total 2.9, no note.
    Right: the note ``合计按未修约的精确值求和后修约，可能与表列各项之和相差末位。``
    """
    for table in _tables(document):
        if any(_SAYS_SO.search(plain(note)) for note in table.notes):
            continue
        for total in _sums(table, document, case.ledger):
            parts = total.parts
            added = sum((part.shown for part in parts or ()), Decimal(0))
            if parts and added != total.total.shown:
                yield rule.at(
                    total.total.at,
                    f"合计显示为 {total.total.shown}，表列各项之和为 {added}，表下没有修约说明",
                    f"the total shows {total.total.shown}, its rows add up to {added}, and no note mentions rounding",
                    hint_zh="在表下加注：合计按未修约的精确值求和后修约，可能与表列各项之和相差末位",
                    hint_en="add a note to the table: totals are rounded from the exact sum",
                    fact=total.total.fact.key,
                    block=table.id,
                )
                break


@document_rule("NU006", "total-not-sum", Severity.ERROR, "seen 9", waivable=False)
def total_not_sum(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """A total that is not the sum of its rows.

    Finds: a total row whose exact value differs from the exact sum of the rows above it (since the last sub-total, of
    all rows, or of the sub-totals), where all of them are quantities of one unit.
    Why: published reports show totals that leave a source out or swap two years (scopes 1 and 2 of 133,014 t beside a
    total of 133,038 t).
    Wrong: a table of all sources without the refrigerants, closed by the inventory total.
    Right: list every part, a row ``其他`` with its own fact included, or close with the fact that is the rows' sum.
    """
    for table in _tables(document):
        for total in _sums(table, document, case.ledger):
            if total.parts is not None:
                continue
            added = sum((part.exact for part in total.ways[0]), Decimal(0))
            yield rule.at(
                total.total.at,
                f"合计 {total.total.exact:.6g} 与表列各项之和 {added:.6g} 不等（{total.total.fact.key}）",
                f"the total {total.total.exact:.6g} is not the sum of its rows, {added:.6g} ({total.total.fact.key})",
                hint_zh="补上遗漏的行，或改用与表列各行对应的合计",
                hint_en="add the row that is missing, or close with the fact that sums these rows",
                fact=total.total.fact.key,
                block=table.id,
            )
            break


_SHARES = ("source.share", "measure.share")


@project_rule("NU007", "shares-not-one", Severity.ERROR, "house rule", waivable=False)
def shares_not_one(case: Case, rule: Rule) -> Iterable[Finding]:
    """Shares of a whole that do not add up to one.

    Finds: shares of sources or of measures, of one year and basis, whose exact sum is not 1.
    Why: a share is of the whole that stands beside it; a sum of 0.97 means a part was left out of one of the two.
    Wrong: shares of the sources in a total that a further source belongs to.
    Right: shares and total from one list of sources.
    """
    for name in _SHARES:
        groups: dict[tuple[tuple[str, str], ...], list[Fact]] = {}
        for fact in case.ledger.by_id.get(name, ()):
            whole = tuple(pair for pair in fact.context.pairs if pair[0] not in ("source", "measure"))
            groups.setdefault(whole, []).append(fact)
        for facts in groups.values():
            added = sum((fact.value for fact in facts), Decimal(0))
            if len(facts) > 1 and abs(added - 1) > _TINY:
                yield rule.at(
                    facts[0].position or case.at,
                    f"{name} 各项之和为 {added:.6f}，应为 1",
                    f"the shares {name} add up to {added:.6f}, not to 1",
                    hint_zh="核对分项与合计是否出自同一排放源清单",
                    hint_en="take shares and total from one list of sources",
                    fact=facts[0].key,
                )


def _sum_of(ledger: Ledger, name: str, total: Fact, free: str) -> tuple[Decimal, int]:
    """Add up the facts ``name`` over ``free`` in the total's context; a part without basis belongs to both bases."""
    added, count = Decimal(0), 0
    wanted = dict(total.context.pairs)
    for fact in ledger.by_id.get(name, ()):
        pairs = dict(fact.context.pairs)
        pairs.pop(free, None)
        if pairs == wanted or pairs == {k: v for k, v in wanted.items() if k != "basis"}:
            added, count = added + fact.value, count + 1
    return added, count


@project_rule("NU008", "ledger-total-not-sum", Severity.ERROR, "seen 9; ISO 14064-1:2018, 9.3.1", waivable=False)
def ledger_total_not_sum(case: Case, rule: Rule) -> Iterable[Finding]:
    """An inventory total that is not the sum of its scopes, categories or sites.

    Finds: a year and basis in which the scopes, the categories or the sites, added up exactly, do not give the total.
    Why: the three cuts of one inventory must close, or one of them lost a source.
    Wrong: a source without scope in a total that lists it.
    Right: every source in exactly one scope, one category and one site.
    """
    cuts = (("inventory.scope", "scope"), ("inventory.category", "category"), ("inventory.site", "entity"))
    for total in case.ledger.by_id.get("inventory.total", ()):
        for name, free in cuts:
            added, count = _sum_of(case.ledger, name, total, free)
            if count and abs(added - total.value) > _TINY * max(Decimal(1), abs(total.value)):
                yield rule.at(
                    total.position or case.at,
                    f"{total.key} 为 {total.value:.6f}，{name} 之和为 {added:.6f}",
                    f"{total.key} is {total.value:.6f}, the sum of {name} is {added:.6f}",
                    hint_zh="核对每个排放源是否恰好属于一个范围、一个类别和一个厂区",
                    hint_en="put every source into exactly one scope, category and site",
                    fact=total.key,
                )


@project_rule("NU009", "pathway-not-closed", Severity.ERROR, "R05", waivable=False)
def pathway_not_closed(case: Case, rule: Rule) -> Iterable[Finding]:
    """A pathway that does not close, or does not start from what was emitted.

    Finds: a year in which business as usual less the measures (and less what differing assumptions explain) is not the
    chosen path; and an actual year in which the path is not the inventory.
    Why: a gap is shown, never plugged. A path that misses the base year or an actual value starts from nowhere.
    Wrong: a measure ``其他措施`` that is whatever is left to the target.
    Right: the measures as they are, the path as it follows, the residual gap to the target beside it.
    """
    ledger = case.ledger
    pathway = case.project.file.pathway
    if pathway is None:
        return
    by_year = {
        name: {fact.context.get("period") or "": fact for fact in ledger.by_id.get(f"pathway.{name}", ())}
        for name in ("reference", "chosen", "reduction", "shift")
    }
    for year, chosen in by_year["chosen"].items():
        reference, reduced = by_year["reference"].get(year), by_year["reduction"].get(year)
        shift = by_year["shift"].get(year)
        if reference is None or reduced is None:
            continue
        left = reference.value - reduced.value - (shift.value if shift else 0)
        if abs(left - chosen.value) > _TINY * max(Decimal(1), abs(chosen.value)):
            yield rule.at(
                chosen.position or pathway.at,
                f"{year}年基准情景减去各项措施为 {left:.2f}，选定路径为 {chosen.value:.2f}",
                f"in {year} business as usual less the measures is {left:.2f}, the chosen path {chosen.value:.2f}",
                hint_zh="剩余差距应单独列示，不得由某项措施补平",
                hint_en="show the residual gap; do not plug it with a measure",
                fact=chosen.key,
            )
    yield from _start(case, rule, by_year["chosen"])


def _start(case: Case, rule: Rule, chosen: dict[str, Fact]) -> Iterator[Finding]:
    for year, path in chosen.items():
        actual = [f for f in case.ledger.by_id.get("inventory.scope12", ()) if f.context.get("period") == year]
        near = [f for f in actual if abs(f.value - path.value) <= _TINY * max(Decimal(1), abs(f.value))]
        if actual and not near:
            yield rule.at(
                path.position or case.at,
                f"{year}年路径值 {path.value:.2f} 与清单中范围一和范围二的排放量 {actual[0].value:.2f} 不等",
                f"the path of {year} is {path.value:.2f}, the inventory's scopes 1 and 2 are {actual[0].value:.2f}",
                hint_zh="路径应经过基准年和各实际年份的排放量",
                hint_en="the path passes the base-year value and every actual",
                fact=path.key,
            )


CHECKS: tuple[Check, ...] = (
    total_looks_wrong,
    total_not_sum,
    shares_not_one,
    ledger_total_not_sum,
    pathway_not_closed,
)
