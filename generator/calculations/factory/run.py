"""A factory: zero-carbon indicators, and the green factory score.

For a factory that is to be zero-carbon (工信部联节〔2026〕13号) or green (GB/T 36132-2025). It takes the section
``factory``: ``zero_carbon`` by year (what the inventory has may be left out), and ``scoring`` with the ``indicators``
of the standard's table, in place or in a ``table``::

    factory:
      name: 某工厂
      zero_carbon:
        years:
          - {year: 2025, energy: 10000 tce, emission: 1800 tCO2, non_fossil: 9200 tce, electricity: 30 GWh,
             traced: 12 GWh}
      scoring:
        standard: GB/T 36132-2025 及行业评价表
        mark: secondary
        year: 2025
        indicators:
          - {id: energy, name: 单位产值能耗, dimension: energy, direction: lower, unit: kgce/万元, weight: 60,
             base: 40, leading: 20, value: 30}
          - {id: design, name: 绿色设计, dimension: product, kind: qualitative, weight: 40, achieved: 75 %}

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
