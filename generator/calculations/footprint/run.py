"""Product carbon footprints, environmental declarations and exchange of footprint data.

For the carbon footprint of a product (ISO 14067), its environmental declaration and the exchange of its data. It
takes the section ``footprints``, a list: ``unit``, ``stages``, ``processes`` with ``exchanges`` (an amount, a tally
of a table or a leg of transport; a factor, or another process) and ``demand``::

    footprints:
      - id: casing
        product: 泵壳
        unit: {kind: declared, text: 1 t 泵壳, amount: 1 t}
        boundary: cradle-to-gate
        year: 2023
        stages: [{id: production, name: 生产}]
        processes:
          - id: casting
            name: 铸造
            stage: production
            output: 1000 t
            exchanges:
              - {id: power, name: 电力, kind: electricity, amount: 1200 MWh, supply: grid}
        demand: [{process: casting, amount: 1 t}]

Each footprint of the section ``footprints`` is a product system: processes with exchanges, a demand, an allocation
where a process has several products. The method of each part stands in its own file: :mod:`system`, :mod:`inputs`,
:mod:`factors`, :mod:`allocation`, :mod:`mass_balance`, :mod:`results`, :mod:`contributions`, :mod:`cut_off`,
:mod:`quality`, :mod:`uncertainty`, :mod:`scenarios`, :mod:`declaration`, :mod:`pact`.

The numbers of clauses of ISO 14067, ISO 14044, EN 15804 and JCGM 101 that these files name are unconfirmed: they are
from general knowledge, the standards were not read.
"""

from __future__ import annotations

from generator.base.text import Text
from generator.calculations.factors import DataSets
from generator.calculations.footprint.allocation import record_allocation, record_credits
from generator.calculations.footprint.contributions import record_contributions
from generator.calculations.footprint.cut_off import record_cut_off
from generator.calculations.footprint.declaration import record_declaration
from generator.calculations.footprint.inputs import record_inputs
from generator.calculations.footprint.quality import record_quality
from generator.calculations.footprint.results import record_results
from generator.calculations.footprint.scenarios import record_comparisons, record_scenarios, record_sensitivity
from generator.calculations.footprint.system import System, in_order
from generator.calculations.footprint.uncertainty import record_simulation
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project
from generator.project.sections.footprint import Footprint


def run(project: Project, builder: LedgerBuilder) -> None:
    """Record the facts of every footprint, then the comparisons between them."""
    sets = DataSets(project)
    for footprint in project.file.footprints:
        _footprint(System(project, builder, sets, footprint))
    for footprint in project.file.footprints:
        record_comparisons(System(project, builder, sets, footprint))
    builder.findings += sets.findings


def _footprint(system: System) -> None:
    footprint: Footprint = system.footprint
    order = in_order(system)
    if order is None:
        reason = Text("过程网络有循环", "the processes go round in a circle")
        system.builder.lack("footprint.total", system.at(), reason, footprint.place("processes"))
        return
    system.order = order
    record_inputs(system)
    record_allocation(system)
    record_results(system)
    record_contributions(system)
    record_credits(system)
    record_cut_off(system)
    record_quality(system)
    record_sensitivity(system)
    record_scenarios(system)
    record_simulation(system)
    record_declaration(system)
