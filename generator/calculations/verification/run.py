"""The verification calculation: misstatements against materiality, samples, risks.

For a verifier (ISO 14064-3): misstatements against materiality, sample sizes and selections, risks. It takes the
section ``verification``: ``statement``, ``materiality``, ``misstatements``, sampling plans (``sizes``,
``attributes``, ``emission_units``, ``stratified``, ``sites``, ``selections``) and ``risks``::

    verification:
      statement:
        - {id: gas, name: 天然气燃烧, stated: 12000 tCO2e}
        - {id: power, name: 外购电力, stated: 8000 tCO2e}
      materiality: {threshold: 5 %, performance: 75 %, aggregate: net}
      misstatements:
        - {id: m-1, item: gas, what: 热值取值有误, stated: 12000 tCO2e, found: 11700 tCO2e, corrected: false}
      sizes:
        - {id: invoices, name: 结算单抽样, population: 1200, confidence: 95 %, error: 5 %, proportion: 50 %}

The method of each part stands in its own file: :mod:`materiality`, :mod:`misstatements`, :mod:`sampling`,
:mod:`units`, :mod:`selection`, :mod:`risks`.
"""

from __future__ import annotations

from generator.calculations.desk import Desk
from generator.calculations.verification.materiality import record_statement, record_thresholds
from generator.calculations.verification.misstatements import record_misstatements
from generator.calculations.verification.risks import record_risks
from generator.calculations.verification.sampling import record_samples
from generator.calculations.verification.selection import record_selections
from generator.calculations.verification.units import record_unit_samples
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project


def run(project: Project, builder: LedgerBuilder) -> None:
    """Record the facts of the section ``verification``."""
    section = project.file.verification
    if section is None:
        return
    desk = Desk(project, builder)
    record_statement(desk, section)
    record_thresholds(desk, section)
    record_misstatements(desk, section)
    record_samples(desk, section)
    record_unit_samples(desk, section)
    record_selections(desk, section)
    record_risks(desk, section)
