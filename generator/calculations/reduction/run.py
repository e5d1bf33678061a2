"""Emission-reduction projects: ex-ante estimate, monitored reductions, additionality.

For emission-reduction projects (CCER, CDM, VCS, GS, GCC): ex-ante estimate, monitored reductions, additionality. It
takes the section ``reductions``, a list: ``crediting``, ``rounding``, the grid's ``margin``, one method
(``renewable``, ``efficiency``, ``waste_energy``, ``fuel_switch``, ``manure``, ``landfill``) or ``baseline`` lines,
``project`` and ``leakage`` lines, ``monitoring``, ``investment``, ``common_practice``::

    reductions:
      - id: pv
        name: 40MW光伏发电项目
        programme: CDM
        methodology: ACM0002
        crediting: {kind: renewable, begins: 2024-01-01, years: 7}
        rounding: {margin: 4, reduction: floor}
        margin: {grid: 华中区域电网, year: 2019, technology: solar}
        renewable: {capacity: 40 MW, hours: 1300 h, own_use: 1 %, losses: 1 %}

Each project of ``reductions`` is calculated by itself, in the context ``project``. The method of each part
stands in its own module: crediting, margin, plants, electricity, efficiency, waste_energy, fuel_switch,
manure, landfill, lines, balance, monitoring, cash_flow, returns, sensitivity, common_practice.

Method: reduction = baseline - project - leakage, year by year, by the methodology that the project names.

Inputs: ``reductions`` and the data tables that it names.

Outputs: ``reduction.*[project,...]``; ``reduction.barriers[project]`` (1: barriers with evidence).

Errors: LG530 to LG559.

Example: Liangzhou District 50 MWp PV (registered under ACM0002 v13).

Marks: those of the data sets reduction-programmes, reduction-methods and cn-grid-margins.
"""

from __future__ import annotations

from generator.base.text import Text
from generator.calculations.factors import DataSets
from generator.calculations.reduction.balance import record_balance
from generator.calculations.reduction.cash_flow import record_investment
from generator.calculations.reduction.common_practice import record_common_practice
from generator.calculations.reduction.crediting import has_period, record_crediting, rows, starts
from generator.calculations.reduction.efficiency import record_efficiency
from generator.calculations.reduction.electricity import record_renewable
from generator.calculations.reduction.frame import Frame
from generator.calculations.reduction.fuel_switch import record_fuel_switch
from generator.calculations.reduction.issued import check_issued
from generator.calculations.reduction.landfill import record_landfill
from generator.calculations.reduction.lines import record_lines
from generator.calculations.reduction.manure import record_manure
from generator.calculations.reduction.margin import record_margin
from generator.calculations.reduction.monitoring import record_monitoring
from generator.calculations.reduction.waste_energy import record_waste_energy
from generator.ledger.context import Context
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project
from generator.project.sections.reduction import Reduction


def run(project: Project, builder: LedgerBuilder) -> None:
    """Record the facts of every reduction project; findings go to ``builder.findings``."""
    sets = DataSets(project)
    for one in project.file.reductions:
        if not has_period(one.crediting):
            reason = Text("计入期没有写明或先后颠倒", "the crediting period is not stated, or ends before it begins")
            context = Context.of(project=one.id)
            builder.lack("reduction.total_reduction", context, reason, one.place("crediting"))
            continue
        _record(Frame(builder, project, one, sets, rows(one.crediting), starts(one.crediting)))
    check_issued(project.file.reductions, builder.findings)
    builder.findings += sets.findings


def _record(frame: Frame) -> None:
    record_crediting(frame)
    record_margin(frame)
    for record_method in (
        record_renewable,
        record_efficiency,
        record_waste_energy,
        record_fuel_switch,
        record_manure,
        record_landfill,
        record_lines,
    ):
        record_method(frame)
    record_balance(frame)
    record_monitoring(frame)
    record_investment(frame)
    record_common_practice(frame)
    _barriers(frame.one, frame)


def _barriers(one: Reduction, frame: Frame) -> None:
    if one.barriers:
        text = frame.text("有证据的障碍数", "barriers with evidence")
        frame.count("barriers", len(one.barriers), "1", text, one.place("barriers"))
