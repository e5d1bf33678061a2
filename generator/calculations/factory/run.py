"""A factory: zero-carbon indicators, and the green factory score.

Runs :mod:`zero_carbon` and :mod:`scoring`; each has its method, clauses, units and marks in its own file.
"""

from __future__ import annotations

from generator.calculations.factors import DataSets
from generator.calculations.factory import scoring, zero_carbon
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project


def run(project: Project, builder: LedgerBuilder) -> None:
    """Record the facts of the factory. Findings go to ``builder.findings``."""
    factory = project.file.factory
    if factory is None:
        return
    sets = DataSets(project)
    if factory.zero_carbon is not None:
        zero_carbon.run(project, builder, factory.zero_carbon, sets)
    if factory.scoring is not None:
        scoring.run(project, builder, factory.scoring, sets)
    builder.findings.extend(sets.findings)
