"""The finance calculation: prices, portfolio and its risk, contracts and hedges, green loans and bonds.

For carbon assets and green money: value and risk of a portfolio, pledges, hedges, forwards, repurchases, green loans
and bonds. It takes the section ``finance``: ``prices`` (from tables), ``assets``, ``risks``, ``pledges``, ``hedges``,
``forwards``, ``repos``, ``loans`` and ``bonds``::

    finance:
      trading_days: 242
      assets: [{id: cea, name: 配额, quantity: 100000 tCO2e, price: 88 CNY/tCO2e}]
      pledges:
        - {id: pledge, name: 质押贷款, asset: cea, quantity: 50000 tCO2e, reference_price: 80 CNY/tCO2e, haircut: 40 %,
           loan: 200 万元, call: 80 %}
      loans: [{id: solar, name: 光伏贷款, amount: 3000 万元, investment: 1 亿元, reduction: 12000 tCO2e/a}]

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
