"""The regional greenhouse-gas inventory: a province, city, county or park over its reporting years.

For the inventory of a province, city, county or park (省级温室气体清单编制指南), its indicators and key categories.
It takes the section ``region``: a table of ``emissions`` or ``consumption`` by ``sectors`` and ``items``, ``lines``
of activity x factor for everything else, ``electricity`` across the border, and series such as ``gdp``::

    region:
      id: city
      name: 某市
      level: city
      lines:
        - {id: clinker, name: 水泥熟料, category: industrial-processes, unit: 10^4 t, activity: {"2023": 90 万t},
           factor: cn-process-provincial/水泥熟料}
        - {id: rice, name: 单季稻, category: agriculture, gas: CH4, unit: ha, activity: {"2023": 20000 ha},
           factor: {set: cn-provincial-agriculture, item: 单季稻, region: 中南华南}}
      electricity:
        - {id: grid, name: 电网净调入, direction: import, quantity: {"2023": 2200 GWh},
           factor: {level: grid-region, region: 华中}}
      population: {values: {"2023": 121 万person}, source: 市统计公报}

Energy comes as a table of sectors by items, of emissions or of consumption to be multiplied; industrial processes,
agriculture, land use and waste as lines of activity x factor. Each part stands in its own module. The steps run in
order, since later ones read what earlier ones recorded; whatever takes the inventory apart further (drivers,
scenarios) reads ``region.total``, ``region.table``, ``region.sector``, ``region.group``, ``region.item``,
``region.gdp``, ``region.population`` and ``region.primary_energy`` of the finished ledger and comes after them.

Combustion's CH4 and N2O, and carbon stored in products, are not taken from the table: give them as lines.
"""

from __future__ import annotations

from generator.calculations.factors import DataSets
from generator.calculations.region.cells import read_cells
from generator.calculations.region.changes import record_changes
from generator.calculations.region.classification import classes_of
from generator.calculations.region.electricity import record_electricity
from generator.calculations.region.frame import Frame
from generator.calculations.region.fuels import record_factors
from generator.calculations.region.indicators import record_indicators
from generator.calculations.region.key_categories import record_key_categories
from generator.calculations.region.lines import record_lines
from generator.calculations.region.published import record_published
from generator.calculations.region.sectors import Sectors
from generator.calculations.region.totals import Totals
from generator.calculations.region.uncertainty import record_uncertainty
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project


def run(project: Project, builder: LedgerBuilder) -> None:
    """Record the facts of the region; findings go to ``builder.findings``."""
    region = project.file.region
    if region is None:
        return
    periods = project.file.periods
    classes = classes_of(region, project.workspace, builder.findings)
    years = tuple(sorted(set(periods.reporting)))
    frame = Frame(project, builder, region, DataSets(project), classes, years, periods.base_year.year, periods.current)
    sectors = _sectors(frame)
    record_lines(frame)
    if region.electricity:
        frame.knows("CO2", region.place("electricity"))
    record_electricity(frame)
    Totals(frame, sectors).record()
    record_changes(frame, sectors)
    record_published(frame, sectors)
    record_key_categories(frame, sectors)
    record_uncertainty(frame, sectors)
    record_indicators(frame)
    builder.findings += frame.sets.findings


def _sectors(frame: Frame) -> Sectors | None:
    """Record the table of sectors by items, where the region has one."""
    spec = frame.region.cells
    cells = read_cells(frame, spec) if spec is not None else None
    if cells is None or spec is None or not frame.knows(spec.gas, spec.place("gas")):
        return None
    factors = record_factors(frame, cells) if frame.region.emissions is None else {}
    sectors = Sectors(frame, cells, factors)
    sectors.record()
    return sectors
