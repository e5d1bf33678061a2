"""The metering calculation: :mod:`instruments`, :mod:`balances`, :mod:`series`, :mod:`outliers` and :mod:`bias`."""

from __future__ import annotations

from generator.calculations.desk import Desk
from generator.calculations.metering.balances import record_balances
from generator.calculations.metering.bias import record_comparisons
from generator.calculations.metering.instruments import record_instruments
from generator.calculations.metering.series import record_series
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project


def run(project: Project, builder: LedgerBuilder) -> None:
    """Record the facts of the section ``metering``."""
    section = project.file.metering
    if section is None:
        return
    desk = Desk(project, builder)
    record_instruments(desk, section)
    record_balances(desk, section)
    record_series(desk, section)
    record_comparisons(desk, section)
