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
    "carbon_market": Calculation("1.0", "generator.calculations.carbon_market.run", ("carbon_market",)),
    "cbam": Calculation("1.0", "generator.calculations.cbam.run", ("cbam",)),
    "footprint": Calculation("1.0", "generator.calculations.footprint.run", ("footprints",)),
    "park": Calculation("1.0", "generator.calculations.park.run", ("park",)),
    "factory": Calculation("1.0", "generator.calculations.factory.run", ("factory",), ("inventory",)),
    "evaluation": Calculation("1.0", "generator.calculations.evaluation.run", ("evaluation",)),
    "region": Calculation("1.0", "generator.calculations.region.run", ("region",)),
    "reduction": Calculation("1.0", "generator.calculations.reduction.run", ("reductions",)),
    "verification": Calculation("1.0", "generator.calculations.verification.run", ("verification",)),
    "metering": Calculation("1.0", "generator.calculations.metering.run", ("metering",)),
    "finance": Calculation("1.0", "generator.calculations.finance.run", ("finance",)),
    "transport": Calculation("1.0", "generator.calculations.transport.run", ("transport",)),
    "drivers": Calculation("1.0", "generator.calculations.drivers.run", ("drivers",), ("region",)),
    "science_targets": Calculation(
        "1.0", "generator.calculations.science_targets.run", ("science_targets",), ("inventory",)
    ),
    "neutrality": Calculation("1.0", "generator.calculations.neutrality.run", ("neutrality",), ("inventory",)),
    "scenarios": Calculation("1.0", "generator.calculations.scenarios.run", ("scenarios",)),
    "abatement": Calculation("1.0", "generator.calculations.abatement.run", ("abatement",)),
    "standard_process": Calculation("1.0", "generator.calculations.standard_process.run", ("standard_process",)),
}


def with_needs(names: set[str]) -> set[str]:
    """Return the calculations named and all that must run before them."""
    wanted = {name for name in names if name in CALCULATIONS}
    while more := {need for name in wanted for need in CALCULATIONS[name].needs} - wanted:
        wanted |= more
    return wanted


def applicable(file: ProjectFile) -> dict[str, Calculation]:
    """Return the calculations that a project has a section for, in order.

    What a calculation needs is not added: an inventory of no source would be a total of nought that nobody stated.
    """
    return {name: one for name, one in CALCULATIONS.items() if one.applies(file)}


UNKNOWN_CALCULATION = Rule(
    "LG022",
    "unknown-calculation",
    Severity.ERROR,
    "A template asks for a calculation that does not exist; the message lists those that do.",
)
NO_COLUMN = Rule(
    "LG031",
    "column-not-named",
    Severity.ERROR,
    "A calculation reads a column that the table's entry under ``tables`` does not name, and stopped there: what comes "
    "after it is not calculated. Wrong: ``columns: {date: 日期}`` where deposits are read by year and "
    "waste. Right: ``columns: {year: 年份, waste: 垃圾种类}``.",
)
NO_TABLE = Rule(
    "LG032",
    "table-not-read",
    Severity.ERROR,
    "A calculation reads a table that is not described under ``tables``, or whose file could not be read, and stopped "
    "there: to go on without it would count everything that stands in it as nought. Wrong: ``file: data/old.xls``. "
    "Right: ``file: data/old.xlsx``, a file that is there and has rows under its header.",
)
