"""The organisation's inventory: ISO 14064-1:2018 categories 1 to 6 and GHG Protocol scopes 1 to 3 from one source list.

Runs its parts in order; each has its method, clauses and units in its own file. Later parts read what earlier ones
recorded, and a value that is missing stops whatever needs it.
"""

from __future__ import annotations

from generator.calculations.inventory import (
    activity,
    combustion,
    comparison,
    direct,
    electricity,
    emissions,
    energy,
    given,
    months,
    quality,
    uncertainty,
)
from generator.calculations.inventory.book import Book
from generator.calculations.inventory.factors import Resolver
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project


def run(project: Project, builder: LedgerBuilder) -> None:
    """Record the facts of the inventory. Findings go to ``builder.findings``."""
    book = Book(project, builder, Resolver(project))
    activity.run(book)
    given.run(book)
    for part in (combustion, direct, electricity, emissions, months, comparison, uncertainty, quality, energy):
        part.run(book)
    builder.findings.extend(book.factors.findings)
