"""The verification calculation: misstatements against materiality, samples, risks.

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
