"""A zero-carbon park by 发改环资〔2025〕910号: energy, CO2, indicators and the path to the target year.

Runs its parts in order; each has its method, clauses, units and marks in its own file: :mod:`activity`,
:mod:`coefficients`, :mod:`transfers`, :mod:`contradictions`, :mod:`balance`, :mod:`totals`, :mod:`rates`,
:mod:`indicators`, :mod:`path`.
"""

from __future__ import annotations

from generator.calculations.factors import DataSets
from generator.calculations.park import (
    activity,
    balance,
    coefficients,
    contradictions,
    indicators,
    path,
    rates,
    totals,
    transfers,
)
from generator.calculations.park.book import Book
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project


def run(project: Project, builder: LedgerBuilder) -> None:
    """Record the facts of the park. Findings go to ``builder.findings``."""
    park = project.file.park
    if park is None:
        return
    book = Book(project, builder, park, DataSets(project))
    for part in (activity, coefficients, transfers, contradictions, balance, totals, rates, indicators, path):
        part.run(book)
    builder.findings.extend(book.sets.findings)
