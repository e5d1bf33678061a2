"""The calculations there are: what a template may name, what a lock pins, which section of the project each reads.

This table is all that a build with its ledger at hand loads; a calculation's code is imported when it runs.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.base.findings import Rule, Severity
from generator.project.models import ProjectFile


@dataclass(frozen=True, slots=True)
class Calculation:
    """A calculation: the version of its method, the module whose ``run`` records it, and what it reads.

    Raise ``version`` when a change of method changes values. ``sections`` are keys of the project file: where none of
    them is filled in, there is nothing to calculate. ``needs`` are calculations that must have run before.
    """

    version: str
    module: str
    sections: tuple[str, ...]
    needs: tuple[str, ...] = ()

    def applies(self, file: ProjectFile) -> bool:
        """Whether the project has anything for this calculation."""
        return any(getattr(file, section) for section in self.sections)


#: Every calculation, in the order in which they run.
CALCULATIONS: dict[str, Calculation] = {
    "inventory": Calculation("1.0", "generator.calculations.inventory.run", ("sources", "metrics")),
    "pathway": Calculation(
        "1.0", "generator.calculations.pathway.run", ("targets", "pathway", "peers"), ("inventory",)
    ),
    "scenarios": Calculation("1.0", "generator.calculations.scenarios.run", ("scenarios",)),
    "abatement": Calculation("1.0", "generator.calculations.abatement.run", ("abatement",)),
}


def with_needs(names: set[str]) -> set[str]:
    """Return the calculations named and all that must run before them."""
    wanted = {name for name in names if name in CALCULATIONS}
    while more := {need for name in wanted for need in CALCULATIONS[name].needs} - wanted:
        wanted |= more
    return wanted


def applicable(file: ProjectFile) -> dict[str, Calculation]:
    """Return the calculations that a project calls for, with what they need, in order."""
    wanted = with_needs({name for name, one in CALCULATIONS.items() if one.applies(file)})
    return {name: one for name, one in CALCULATIONS.items() if name in wanted}


UNKNOWN_CALCULATION = Rule(
    "LG022",
    "unknown-calculation",
    Severity.ERROR,
    "A template asks for a calculation that does not exist; the message lists those that do.",
)
