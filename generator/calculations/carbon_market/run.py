"""The carbon market: allocation, compliance, cost and account of the entities of an emissions trading system.

For an entity of an emissions trading system: what it is allotted, must surrender, may carry over, and what that
costs. It takes the section ``carbon_market``: ``entities`` with a ``plan`` and ``units``, price ``scenarios``,
``offsets`` (CCER), ``accounts`` and ``carry_over``::

    carbon_market:
      entities:
        - id: plant
          name: 某电厂
          plan: cn-ets-power-2023-2024
          units:
            - id: unit-1
              name: 1号机组
              category: coal-above-300
              cooling: water
              years: [{year: 2024, electricity: 2500000 MWh, load_factor: 75 %, emissions: 2000000 tCO2}]
      scenarios:
        - {id: close, name: 收盘价情景, years: [{year: 2024, cea: cn-ets-prices/cea-close}]}

Method: by unit the allowances of its plan (:mod:`power`, :mod:`lines`), by entity the sums and the surplus
(:mod:`totals`), what must be surrendered and may be carried over (:mod:`compliance`), what that costs under price
scenarios (:mod:`costs`, :mod:`penalty`), the account (:mod:`account`) and the serial
numbers of CCER (:mod:`offset_serials`). Everything is counted in allowances: one
stands for one tonne of CO2 equivalent, so that emissions stated in tCO2 count one for one.

Inputs: section `carbon_market`; data sets `cn-ets-*` of content/parameters.

Outputs: see the parts.

Errors: LG612 where an entity names no plan; the others see the parts.

Example: see the parts.

Marks: see the parts; the weakest mark of what a number rests on goes with it.
"""

from __future__ import annotations

from generator.calculations.carbon_market.account import record_accounts
from generator.calculations.carbon_market.compliance import record_compliance
from generator.calculations.carbon_market.costs import record_costs
from generator.calculations.carbon_market.frame import Frame, Row, rows
from generator.calculations.carbon_market.lines import record_line, record_output
from generator.calculations.carbon_market.offset_serials import record_serials
from generator.calculations.carbon_market.penalty import record_penalties
from generator.calculations.carbon_market.power import record_power
from generator.calculations.carbon_market.rules import NO_PLAN
from generator.calculations.carbon_market.totals import record_emissions, record_entity_totals, record_unit_totals
from generator.calculations.factors import DataSets
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project


def run(project: Project, builder: LedgerBuilder) -> None:
    """Record everything of the section; findings go to ``builder.findings``."""
    market = project.file.carbon_market
    if market is None:
        return
    frame = Frame(project, builder, market, DataSets(project))
    _check_plans(frame)
    for row in rows(frame):
        record_emissions(row)
        record_output(row)
        if _generates(row):
            record_power(row)
        else:
            record_line(row)
        record_unit_totals(row)
    record_entity_totals(frame)
    record_compliance(frame)
    record_costs(frame)
    record_penalties(frame)
    record_accounts(frame)
    record_serials(frame)
    builder.findings += frame.sets.findings


def _generates(row: Row) -> bool:
    """Whether a unit is allotted as one that generates power: by its plan, with electricity or heat."""
    return row.unit.allocation == "plan" and (row.data.electricity is not None or row.data.heat is not None)


def _check_plans(frame: Frame) -> None:
    for entity in frame.market.entities:
        if not entity.plan and any(unit.allocation == "plan" for unit in entity.units):
            frame.builder.findings.append(
                NO_PLAN.at(
                    entity.at,
                    f"{entity.name.zh}没有写明配额方案（plan）",
                    f"the entity {entity.id} names no plan",
                    hint_zh="例如 plan: cn-ets-power-2023-2024",
                    hint_en="for example plan: cn-ets-power-2023-2024",
                )
            )
