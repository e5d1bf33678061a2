"""The compute stage: from a project to its ledger."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.base.findings import Finding, Outcome, Position, in_order
from generator.calculations import inventory, pathway
from generator.calculations.versions import UNKNOWN_CALCULATION, VERSIONS
from generator.ledger.ledger import Ledger, LedgerBuilder
from generator.project.project import Project


@dataclass(frozen=True, slots=True)
class Calculation:
    """A calculation: what runs, which version of the method, and what must run before."""

    run: Callable[[Project, LedgerBuilder], None]
    version: str
    needs: tuple[str, ...] = ()


#: Every calculation, in the order in which they run.
CALCULATIONS: dict[str, Calculation] = {
    "inventory": Calculation(inventory.run, VERSIONS["inventory"]),
    "pathway": Calculation(pathway.run, VERSIONS["pathway"], ("inventory",)),
}


def compute(project: Project, names: Sequence[str] | None = None) -> Outcome[Ledger]:
    """Run the calculations named (default: all) and what they need, and return the ledger with all findings.

    A name that is no calculation is a finding. The ledger is there also when data are missing: it then holds missing
    values with their reasons.
    """
    asked = list(CALCULATIONS) if names is None else list(names)
    findings: list[Finding] = [_unknown(project, name) for name in asked if name not in CALCULATIONS]
    wanted = {name for name in asked if name in CALCULATIONS}
    wanted |= {need for name in wanted for need in CALCULATIONS[name].needs}
    builder = LedgerBuilder()
    for name, calculation in CALCULATIONS.items():
        if name in wanted:
            calculation.run(project, builder)
    return Outcome(builder.close(), in_order([*findings, *builder.findings]))


def _unknown(project: Project, name: str) -> Finding:
    near = difflib.get_close_matches(name, CALCULATIONS, n=2, cutoff=0.4) or list(CALCULATIONS)
    place = project.file.at or Position("project.yaml")
    return UNKNOWN_CALCULATION.at(
        place,
        f"没有名为 {name} 的计算",
        f"there is no calculation {name!r}",
        hint_zh=f"可用：{'、'.join(near)}",
        hint_en=f"known: {', '.join(near)}",
    )
