"""The finance calculation: prices, portfolio and its risk, contracts and hedges, green loans and bonds.

The method of each part stands in its own file: :mod:`prices`, :mod:`portfolio`, :mod:`risk`, :mod:`contracts`,
:mod:`hedges`, :mod:`green`.
"""

from __future__ import annotations

from generator.calculations.desk import Desk
from generator.calculations.finance.contracts import record_contracts
from generator.calculations.finance.green import record_green
from generator.calculations.finance.hedges import record_hedges
from generator.calculations.finance.portfolio import record_portfolio
from generator.calculations.finance.prices import record_prices
from generator.calculations.finance.risk import record_risks
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project


def run(project: Project, builder: LedgerBuilder) -> None:
    """Record the facts of the section ``finance``."""
    section = project.file.finance
    if section is None:
        return
    desk = Desk(project, builder)
    series = record_prices(desk, section)
    record_portfolio(desk, section, series)
    record_risks(desk, section, series)
    record_contracts(desk, section)
    record_hedges(desk, section, series)
    record_green(desk, section)
