"""Decomposition of changes into drivers: Kaya identity and LMDI.

For the question why emissions changed. It takes the section ``drivers``, a list of decompositions: ``factors`` whose
product is the aggregate, or a chain of quantities (``given: quantities``); their numbers in place (``values``,
``sectors``) or as columns of a ``table``; ``method``, and whether years are ``chained``::

    drivers:
      - id: kaya
        name: 二氧化碳排放
        unit: 10^4 tCO2
        method: lmdi-1
        given: quantities
        chained: false
        factors:
          - {id: population, name: 人口, unit: 万人, values: {"2015": 100, "2023": 110}}
          - {id: affluence, name: 人均GDP, unit: 亿元, values: {"2015": 400, "2023": 660}}
          - {id: energy-intensity, name: 能源强度, unit: 10^4 tce, values: {"2015": 200, "2023": 231}}
          - {id: carbon-intensity, name: 能源碳强度, unit: 10^4 tCO2, values: {"2015": 400, "2023": 415.8}}

Reads the section ``drivers``, a list of decompositions. Each has factors (or a chain of quantities whose ratios they
are), sub-sectors, years and a method; :mod:`reading` reads the numbers and
:mod:`checks` looks at them, :mod:`identity` makes the factors and the
aggregate, :mod:`lmdi` the effects between two periods, :mod:`chain` what they add up to over the years.

Method: see the modules named.

Inputs: the section ``drivers``, data tables, facts of the regional inventory.

Outputs: facts ``drivers.*``.

Errors: LG350 to LG359.

Example: ``tests/calculations/drivers/worked``.

Marks: see the modules named.
"""

from __future__ import annotations

from itertools import pairwise

from generator.calculations.drivers.chain import record_chain
from generator.calculations.drivers.checks import check_numbers, check_shares
from generator.calculations.drivers.identity import check_units, record_identity
from generator.calculations.drivers.lmdi import Interval, record_shares
from generator.calculations.drivers.reading import read_data
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project


def run(project: Project, builder: LedgerBuilder) -> None:
    """Record every decomposition of a project; one whose numbers forbid it has its findings and no effects."""
    for spec in project.file.drivers:
        data = read_data(project, spec, builder)
        if data is None:
            continue
        check_numbers(data)
        check_shares(data)
        if not check_units(data) or not record_identity(data):
            continue
        if spec.method == "lmdi-2":
            record_shares(data)
        steps = pairwise(data.years) if spec.chained else [(data.years[0], data.years[-1])]
        for since, period in steps:
            Interval(data, since, period).record()
        if spec.chained:
            record_chain(data)
