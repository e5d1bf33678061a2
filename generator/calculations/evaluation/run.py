"""Carbon emission evaluation of a fixed-asset investment project.

Runs its parts in order; each has its method, clauses, units and marks in its own file: :mod:`emissions`,
:mod:`levels`, :mod:`effects`.
"""

from __future__ import annotations

from generator.calculations.evaluation import effects, emissions, levels
from generator.calculations.evaluation.frame import Frame
from generator.calculations.factors import DataSets
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project


def run(project: Project, builder: LedgerBuilder) -> None:
    """Record the facts of the evaluation. Findings go to ``builder.findings``."""
    given = project.file.evaluation
    if given is None:
        return
    frame = Frame(project, builder, given, DataSets(project))
    for part in (emissions, levels, effects):
        part.run(frame)
    builder.findings.extend(frame.sets.findings)
