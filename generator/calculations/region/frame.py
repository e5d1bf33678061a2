"""What every part of the regional inventory works with: years, units, factors, global warming potentials.

Method: IPCC 2006 V1 chapter 8: gases are weighted with the 100-year potentials of one set; that of CO2 is 1 by
definition.

Inputs: ``criteria.gwp``, the package of potentials.

Outputs: ``region.gwp[gas]`` in tCO2e per t of gas, for every gas of the region.

Errors: LG311 a gas that the set does not have.

Example: ``worked/small-region.yaml`` (AR5: CH4 28, N2O 265).

Marks: potentials are secondary, as the package transcribes them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.base.findings import Position
from generator.base.gwp import gases, potential
from generator.base.text import Text
from generator.base.units import ONE, Unit, parse_unit
from generator.calculations.factors import DataSets
from generator.calculations.region.classification import Classes
from generator.calculations.region.rules import GAS
from generator.ledger.context import Context
from generator.ledger.fact import Mark, Reference
from generator.ledger.ledger import LedgerBuilder
from generator.ledger.quantity import Quantity
from generator.project.project import Project
from generator.project.sections.region import Region
from generator.project.suggestions import nearest

T_CO2 = parse_unit("tCO2")
T_CO2E = parse_unit("tCO2e")
PERCENT = parse_unit("%")
#: A gas that is already expressed in CO2 equivalents.
MIXED = "CO2e"


@dataclass
class Frame:
    """The region with its years; ``base`` and ``current`` are those of the periods."""

    project: Project
    builder: LedgerBuilder
    region: Region
    sets: DataSets
    classes: Classes
    years: tuple[int, ...]
    base: int
    current: int
    _gases: dict[str, bool] = field(default_factory=dict)

    @property
    def fuels(self) -> str:
        """The fuel data set."""
        return self.region.fuels or self.project.file.criteria.fuels

    def read(self, fact_id: str, **context: object) -> Quantity:
        """Read a fact of the region."""
        return self.builder.read(f"region.{fact_id}", Context.of(**context))

    def knows(self, gas: str, at: Position) -> bool:
        """Record the GWP of a gas once; whether the set has one."""
        if gas == MIXED:
            return True
        if gas not in self._gases:
            found = potential(gas, self.project.file.criteria.gwp)
            self._gases[gas] = found is not None
            if found is None:
                self._no_gwp(gas, at)
            else:
                self.builder.give(
                    "region.gwp",
                    Context.of(gas=gas),
                    found.value,
                    parse_unit(f"tCO2e/t{{{gas}}}").times(ONE),
                    Text(f"{gas}全球变暖潜势（{found.set}）", f"GWP of {gas} ({found.set})"),
                    found.position,
                    mark=Mark(found.mark),
                    reference=Reference(found.document, found.locator, found.year),
                )
        return self._gases[gas]

    def in_co2e(self, amount: Quantity, gas: str) -> Quantity:
        """Return an amount of gas in CO2 equivalents."""
        return amount if gas == MIXED else amount * self.read("gwp", gas=gas)

    def _no_gwp(self, gas: str, at: Position) -> None:
        near = nearest(gas, gases()) or "CH4"
        name = self.project.file.criteria.gwp
        self.builder.findings.append(
            GAS.at(
                at,
                f"{name} 没有气体“{gas}”的全球变暖潜势",
                f"{name} has no GWP of the gas {gas!r}",
                hint_zh=f"例如 gas: {near}",
                hint_en=f"for example gas: {near}",
            )
        )


def of_gas(gas: str) -> Unit:
    """Return tonnes of a gas, spelled as sums of products spell them."""
    return parse_unit(f"t{{{gas}}}").times(ONE)


def substance_of(unit: Unit) -> str:
    """Return the substance that a unit's numerator counts, or nothing."""
    return next((substance for _, substance, exponent in unit.atoms if exponent > 0 and substance), "")
