"""Science-based targets by the criteria of the Science Based Targets initiative.

For targets that are to be submitted to the Science Based Targets initiative. It takes the section
``science_targets``: ``criteria`` with their version, ``targets``, sector ``pathways`` for intensity convergence,
``net_zero``, and ``emissions`` of the years where the project keeps no inventory::

    science_targets:
      criteria: sbti-criteria@5.3
      submitted: 2024-06-01
      basis: market
      emissions:
        - {scope: 1, year: 2020, value: 8000 tCO2e}
        - {scope: 2, year: 2020, value: 12000 tCO2e}
        - {scope: 3, year: 2020, value: 10000 tCO2e}
      targets:
        - {id: direct, name: 近期目标, term: near, method: absolute-contraction, ambition: 1.5c,
           scopes: [1, 2], coverage: 95, base_year: 2020, year: 2030, reduction: 42}

The project names the version of the criteria and gives its own targets; the ledger holds what the criteria give for
the same base and target year, the gap, and whether each test is met. :mod:`criteria` reads thresholds and emissions,
:mod:`absolute` and :mod:`convergence` hold the targets against their criterion, :mod:`boundary` tests coverage and
time, :mod:`net_zero` the long-term state.

Method: see the modules named.

Inputs: the section ``science_targets``; the inventory where the project has one.

Outputs: facts ``science_target.*``.

Errors: LG420 to LG432, LG014, LG208.

Example: ``tests/calculations/science_targets/worked``.

Marks: the thresholds' marks go through to every fact that rests on them.
"""

from __future__ import annotations

from generator.calculations.science_targets.absolute import OneTarget
from generator.calculations.science_targets.boundary import record_boundary
from generator.calculations.science_targets.convergence import ConvergingTarget
from generator.calculations.science_targets.criteria import Desk
from generator.calculations.science_targets.net_zero import record_net_zero
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project


def run(project: Project, builder: LedgerBuilder) -> None:
    """Record the facts of science-based targets."""
    section = project.file.science_targets
    if section is None:
        return
    desk = Desk(project, builder, section)
    desk.give_submission()
    pathways = {pathway.id: pathway for pathway in section.pathways}
    for target in section.targets:
        if target.method == "absolute-contraction":
            OneTarget(desk, target).record()
        elif target.pathway in pathways:
            ConvergingTarget(desk, target, pathways[target.pathway]).record()
    record_boundary(desk)
    record_net_zero(desk)
    builder.findings.extend(desk.sets.findings)
