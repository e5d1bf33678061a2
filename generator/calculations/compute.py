"""The compute stage: from a project to its ledger."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Callable, Sequence

from generator.base.collector import no_collection
from generator.base.findings import Finding, Outcome, Position, in_order
from generator.calculations.quoting import record_quotes
from generator.calculations.versions import (
    CALCULATIONS,
    NO_COLUMN,
    NO_TABLE,
    UNKNOWN_CALCULATION,
    Calculation,
    applicable,
    with_needs,
)
from generator.ledger.fact import Mark
from generator.ledger.ledger import Ledger, LedgerBuilder
from generator.project.project import NoColumn, NoTable, Project

Run = Callable[[Project, LedgerBuilder], None]


def compute(project: Project, names: Sequence[str] | None = None) -> Outcome[Ledger]:
    """Run the calculations named (default: all that the project has a section for) and what they need of these.

    A name that is no calculation is a finding. The ledger is there also when data are missing: it then holds missing
    values with their reasons.
    """
    findings: list[Finding] = [_unknown(project, name) for name in names or () if name not in CALCULATIONS]
    applying = set(applicable(project.file))
    asked = applying if names is None else set(names) | (with_needs(set(names)) & applying)
    builder = LedgerBuilder(table_marks=_table_marks(project))
    with no_collection():
        for name, calculation in CALCULATIONS.items():
            if name in asked:
                try:
                    runner(calculation)(project, builder)
                except NoColumn as gone:
                    builder.findings.append(_no_column(name, gone))
                except NoTable as gone:
                    builder.findings.append(_no_table(project, name, gone.name))
        record_quotes(project, builder)
    return Outcome(builder.close(), in_order([*findings, *builder.findings]))


def _no_column(calculation: str, gone: NoColumn) -> Finding:
    """Say that a calculation stopped at a column that a table does not name."""
    example = "标题" if gone.key == "columns" else "{header: 数值, unit: t}"
    return NO_COLUMN.at(
        gone.spec.place(gone.key),
        f"计算 {calculation} 需要数据表 {gone.spec.id} 的 {gone.key}.{gone.name}，表中没有",
        f"the calculation {calculation} needs {gone.key}.{gone.name} of the table {gone.spec.id}, which has none",
        hint_zh=f"例如 {gone.key}: {{{gone.name}: {example}}}",
        hint_en=f"for example {gone.key}: {{{gone.name}: {example}}}",
    )


def _no_table(project: Project, calculation: str, name: str) -> Finding:
    """Say that a calculation stopped at a table that could not be read; why not is said where it was read."""
    spec = next((one for one in project.file.tables if one.id == name), None)
    place = spec.place("file") if spec else project.file.place(calculation)
    right = spec.file if spec else f"data/{name}.csv"
    return NO_TABLE.at(
        place,
        f"计算 {calculation} 需要数据表 {name}，该表没有读出，计算到此为止",
        f"the calculation {calculation} needs the table {name}, which was not read, and stopped there",
        hint_zh=f"先改正该表的错误，例如 tables: [{{id: {name}, file: {right}, …}}]",
        hint_en=f"mend the faults of the table first, for example tables: [{{id: {name}, file: {right}, …}}]",
    )


def _table_marks(project: Project) -> dict[str, Mark]:
    """Return the marks of tables that are not confirmed, by their file's path and by their columns' names in sums."""
    marks: dict[str, Mark] = {}
    for table in project.tables.values():
        if table.spec.mark != "confirmed":
            mark = Mark(table.spec.mark)
            marks |= {table.path: mark, **{f"{table.id}.{column}": mark for column in table.values}}
    return marks


def runner(calculation: Calculation) -> Run:
    """Import what runs a calculation."""
    run: Run = importlib.import_module(calculation.module).run
    return run


def _unknown(project: Project, name: str) -> Finding:
    near = difflib.get_close_matches(name, CALCULATIONS, n=2, cutoff=0.4) or list(CALCULATIONS)
    place = project.file.at or Position("project.yaml")
    return UNKNOWN_CALCULATION.at(
        place,
        f"没有名为 {name} 的计算",
        f"there is no calculation {name!r}",
        hint_zh=f"可用：{'、'.join(near)}",
        hint_en=f"known: {', '.join(near)}",
    )
