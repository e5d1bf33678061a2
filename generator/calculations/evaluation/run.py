"""Carbon emission evaluation of a fixed-asset investment project.

For the carbon evaluation of an investment project before it is approved (固定资产投资项目碳排放评价). It takes the
section ``evaluation``: ``scenarios``, ``construction``, ``operation`` at design capacity, ``products`` and
``benchmarks``, the ``region`` and its budget, ``measures`` and ``replacement``::

    evaluation:
      name: 熟料生产线项目
      capacity_year: 2028
      chosen: design
      scenarios: [{id: design, name: 设计方案}]
      operation:
        - {id: coal, name: 烟煤, kind: fuel, fuel: 烟煤, quantity: {design: 60000 t}}
        - {id: calcination, name: 碳酸盐分解, kind: process, quantity: {design: 70 万t},
           factor: cn-process-provincial/水泥熟料}
        - {id: power, name: 外购电力, kind: electricity, quantity: {design: 40000 MWh}}
      products: [{id: clinker, name: 熟料, output: {design: 70 万t}}]
      benchmarks:
        - {id: access, name: 熟料准入值, level: access, of: clinker,
           value: {value: 0.76, unit: tCO2e/t, source: 行业准入条件, mark: secondary}}

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
