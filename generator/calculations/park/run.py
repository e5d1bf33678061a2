"""A zero-carbon park by 发改环资〔2025〕910号: energy, CO2, indicators and the path to the target year.

For a park that builds towards the zero-carbon park of 发改环资〔2025〕910号. It takes the section ``park``:
``members`` and ``facilities``, ``carriers`` of energy with their supply, ``flows`` (in place, or ``tables``),
``products``, ``transfers`` between members, and what the guiding indicators need::

    park:
      name: 某园区
      years: [2025]
      members: [{id: mill, name: 甲公司}]
      electricity_equivalent: {value: 0.295, unit: kgce/kWh, source: 省统计公报, mark: secondary}
      carriers:
        - {id: gas, name: 天然气, kind: fuel, fuel: 天然气, unit: 10^4 Nm3, clean: true}
        - {id: solar, name: 直供光伏, kind: electricity, supply: direct, unit: MWh}
        - {id: grid, name: 网电, kind: electricity, supply: grid, unit: MWh, clean: false}
      flows:
        - {entity: mill, year: 2025, carrier: gas, quantity: 600 万Nm3}
        - {entity: mill, year: 2025, carrier: solar, quantity: 90000 MWh}
        - {entity: mill, year: 2025, carrier: grid, quantity: 20000 MWh}

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
