"""The compute stage: from a project to its ledger."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Callable, Sequence

from generator.base.collector import no_collection
from generator.base.findings import Finding, Outcome, Position, in_order
from generator.calculations.versions import CALCULATIONS, UNKNOWN_CALCULATION, Calculation, applicable, with_needs
from generator.ledger.fact import Mark
from generator.ledger.ledger import Ledger, LedgerBuilder
from generator.project.project import Project

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
                runner(calculation)(project, builder)
    return Outcome(builder.close(), in_order([*findings, *builder.findings]))


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
