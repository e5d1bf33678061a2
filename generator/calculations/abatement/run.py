"""The abatement portfolio of the section ``abatement``: joint reductions, costs, and the cost curve."""

from __future__ import annotations

from generator.calculations.abatement.costs import record_costs
from generator.calculations.abatement.frame import Frame
from generator.calculations.abatement.macc import record_curve
from generator.calculations.abatement.overlap import record_reductions
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project


def run(project: Project, builder: LedgerBuilder) -> None:
    """Record the portfolio."""
    portfolio = project.file.abatement
    if portfolio is None:
        return
    frame = Frame(builder, portfolio)
    record_reductions(frame)
    record_costs(frame)
    record_curve(frame)
