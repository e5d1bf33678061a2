"""The metering calculation: :mod:`instruments`, :mod:`balances`, :mod:`series`, :mod:`outliers` and :mod:`bias`.

For metering and monitoring plans: whether instruments are there, accurate and calibrated, whether meters balance, and
whether the data are complete. It takes the section ``metering``: ``equipping``, ``meters``, ``balances``,
``coverage``, and from tables ``series`` and ``comparisons``::

    metering:
      date: 2025-01-31
      equipping: [{id: power, energy: 电力, level: unit, required: 2, installed: 2}]
      meters:
        - {id: main, name: 总表, level: unit, reading: 10000 MWh, calibrated: 2024-06-15, cycle: 12}
        - {id: shop-1, name: 一车间电表, level: sub-unit, reading: 5900 MWh, calibrated: 2024-06-15, cycle: 12}
        - {id: shop-2, name: 二车间电表, level: sub-unit, reading: 3900 MWh, calibrated: 2024-06-15, cycle: 12}
      balances: [{id: works, name: 全厂, main: main, subs: [shop-1, shop-2], tolerance: 3 %}]
      coverage: [{id: power, name: 外购电力, emission: 5000 tCO2e, meters: [main]}]
"""

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
