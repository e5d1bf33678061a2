"""The organisation's inventory: ISO 14064-1:2018 categories 1 to 6 and GHG Protocol scopes 1 to 3 from one source list.

For an organisation's greenhouse-gas inventory (ISO 14064-1, GHG Protocol, GB/T 32150). It takes ``boundary`` (sites),
``sources`` (what burns, leaks, is bought or happens in the value chain), their ``activity`` (tables, or amounts in
place), ``metrics`` for intensities and ``instruments`` of green electricity; ``criteria`` names GWPs and data sets::

    boundary:
      consolidation: operational-control
      sites: [{id: plant, name: 主厂, address: 工业园, region: 湖南}]
    sources:
      - {id: gas, name: 天然气, site: plant, facility: 锅炉, kind: stationary-combustion, unit: 10^4 Nm3,
         fuel: 天然气, responsible: energy}
      - {id: power, name: 外购电力, site: plant, facility: 全厂, kind: purchased-electricity, unit: MWh,
         responsible: energy}
    activity:
      inline:
        - {source: gas, period: 2023, quantity: 120 万Nm3}
        - {source: power, period: 2023, quantity: 8500 MWh}

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
