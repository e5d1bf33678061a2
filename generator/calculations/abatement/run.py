"""The abatement portfolio of the section ``abatement``: joint reductions, costs, and the cost curve.

For the order and cost of reduction measures (边际减排成本曲线). It takes the section ``abatement``: ``sources`` with
their emission before measures, ``measures`` with reduction and costs, ``groups`` of measures that overlap,
``alternatives`` of which one is carried out, and ``carbon_prices``::

    abatement:
      discount_rate: 8 %
      sources: [{id: kiln, name: 回转窑, emission: 60000 tCO2e/a}]
      measures:
        - {id: grate, name: 篦冷机改造, source: kiln, reduction: 3000 tCO2e/a, capex: 900 万元, opex: 10 万元/a,
           saving: 180 万元/a, lifetime: 15 a}
        - {id: fuel, name: 替代燃料, source: kiln, reduction: 10 %, capex: 1500 万元, opex: 120 万元/a,
           saving: 200 万元/a, lifetime: 10 a}
      groups: [{id: kiln, name: 窑系统, measures: [grate, fuel], reason: 改造后替代燃料的基数减少}]
      carbon_prices: [100]
"""

from __future__ import annotations

from generator.calculations.abatement.costs import record_costs
from generator.calculations.abatement.frame import Frame
from generator.calculations.abatement.macc import record_curve
from generator.calculations.abatement.overlap import record_reductions
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project


def run(project: Project, builder: LedgerBuilder) -> None:
    """Record the portfolio."""
    portfolio = project.file.abatement
    if portfolio is None:
        return
    frame = Frame(builder, portfolio)
    record_reductions(frame)
    record_costs(frame)
    record_curve(frame)
