"""What every part of the pathway calculation works with: years, basis, sources, and readings of the inventory."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import ONE, Unit, UnitError, parse_unit
from generator.calculations.pathway_rules import AMOUNT, OUT_OF_RANGE
from generator.ledger.context import Context
from generator.ledger.expression import Call, Operation
from generator.ledger.fact import Kind
from generator.ledger.ledger import LedgerBuilder
from generator.ledger.quantity import Quantity, constant
from generator.project.models import Amount, Measure, Names, Pathway, Scenario, Source
from generator.project.project import Project

TONNES = "tCO2e"
YEARLY_TONNES = "tCO2e/a"
MONEY = "万元"
YEARLY_MONEY = "万元/a"
YEAR = "year"

#: Scope of each kind of source (GHG Protocol Corporate Standard, chapter 4). Other kinds are not on the path.
SCOPE_OF_KIND: dict[str, int] = {
    "stationary-combustion": 1,
    "mobile-combustion": 1,
    "process": 1,
    "fugitive": 1,
    "biogenic-combustion": 1,
    "purchased-electricity": 2,
    "purchased-heat": 2,
}


@dataclass(frozen=True, slots=True)
class Frame:
    """The pathway with its years and sources.

    ``basis`` is the method by which purchased electricity counts; ``actual`` are the reporting years up to the current
    one, ``future`` the years after it up to the pathway's last. ``sources`` emit in scopes 1 and 2 in the current year.
    """

    builder: LedgerBuilder
    project: Project
    pathway: Pathway
    basis: str
    current: int
    actual: tuple[int, ...]
    future: tuple[int, ...]
    sources: tuple[Source, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """Actual and future years."""
        return self.actual + self.future

    @property
    def chosen(self) -> str:
        """Id of the scenario that the client decided for."""
        return self.pathway.chosen

    @property
    def reference(self) -> str:
        """Id of the scenario without measures."""
        return self.pathway.reference

    def scenario(self, name: str) -> Scenario | None:
        """Return a scenario by id."""
        return next((s for s in self.pathway.scenarios if s.id == name), None)

    def measures_of(self, scenario: Scenario) -> tuple[Measure, ...]:
        """Return the measures that a scenario takes, in the order in which the pathway describes them."""
        return tuple(m for m in self.pathway.measures if m.id in scenario.measures)

    def emission(self, source: Source, year: int) -> Quantity:
        """Read a source's emission of an actual year, in tCO2e.

        Raises:
            Unavailable: the inventory has no value; a derivation turns that into a missing value of its own.
        """
        return self.builder.read("source.emission", emission_context(self.builder, source.id, year, self.basis))

    def owned(self, source: Source, amount: Quantity) -> Quantity:
        """Return the company's part of an amount: by equity share where the inventory consolidates so."""
        boundary = self.project.file.boundary
        site = next((s for s in boundary.sites if s.id == source.site), None)
        if boundary.consolidation != "equity-share" or site is None or site.share == 100:
            return amount
        return amount * self.builder.read("site.share", Context.of(entity=site.id))

    def scopes12(self, year: int) -> Quantity:
        """Read the inventory's scopes 1 and 2 of an actual year."""
        return self.builder.read("inventory.scope12", Context.of(period=year, basis=self.basis))


def emission_context(builder: LedgerBuilder, source: str, year: int, basis: str) -> Context:
    """Return the context of a source's emission: with basis where purchased electricity makes it differ."""
    plain = Context.of(period=year, source=source)
    based = plain.extended(basis=basis)
    there = builder.has("source.emission", based) or builder.lacks("source.emission", based)
    return based if there else plain


def basis_of(project: Project) -> str:
    """Return the method by which the pathway counts purchased electricity: the first target's, else location."""
    return project.file.targets[0].basis if project.file.targets else "location"


def basis_name(basis: str) -> Text:
    """Name a scope 2 method."""
    return Text("基于市场", "market-based") if basis == "market" else Text("基于位置", "location-based")


def label(name: Names, zh: str, en: str) -> Text:
    """Return ``name`` followed by what is said of it, in both languages."""
    return Text(f"{name.zh}{zh}", f"{name.text.en}{en}")


def calendar(year: int) -> Quantity:
    """Return a calendar year as a constant of the method."""
    return constant(year, YEAR, "calendar year")


def power(base: Quantity, exponent: Quantity) -> Quantity:
    """Raise a pure number to a pure number; both stay visible in the formula.

    Raises:
        UnitError: either carries a unit.
    """
    plain_base, plain_exponent = base.in_unit(ONE), exponent.in_unit(ONE)
    with localcontext(prec=34):
        value = plain_base.value**plain_exponent.value
    return Quantity(value, ONE, Operation("^", plain_base.formula, plain_exponent.formula, value, ONE))


def if_equal(left: Quantity, right: Quantity, then: Quantity, otherwise: Quantity) -> Quantity:
    """Return ``then`` where two quantities are equal, else ``otherwise``; both in one unit."""
    same, other = right.in_unit(left.unit), otherwise.in_unit(then.unit)
    value = then.value if left.value == same.value else other.value
    parts = (left.formula, same.formula, then.formula, other.formula)
    return Quantity(value, then.unit, Call("if_equal", parts, value, then.unit))


def give_amount(
    builder: LedgerBuilder,
    fact_id: str,
    context: Context,
    amount: Amount,
    wanted: str,
    name: Text,
    position: Position,
    *,
    kind: Kind = Kind.GIVEN,
    least: Decimal | None = None,
    most: Decimal | None = None,
) -> bool:
    """Record an amount of a project file in the unit that its table shows, and say whether it could be read.

    A yearly amount may be written with or without ``/a``. An amount of another dimension, or outside ``least`` to
    ``most`` (in the wanted unit), is a finding, and the value is missing.
    """
    target = parse_unit(wanted)
    typed = parse_unit(amount.unit)
    found = _factor(typed, target)
    if found is None:
        builder.findings.append(
            AMOUNT.at(
                position,
                f"{name.zh}的单位 {amount.unit} 不能换算为 {wanted}",
                f"{name.en}: the unit {amount.unit} is not {wanted}",
                hint_zh=f"例如 120 {wanted}",
                hint_en=f"for example 120 {wanted}",
            )
        )
        builder.lack(fact_id, context, Text("单位不能换算", "the unit is of another dimension"), position)
        return False
    with localcontext(prec=34):
        value = amount.value * found
    written = f"{amount.value} {amount.unit}"
    if (least is not None and value < least) or (most is not None and value > most):
        builder.findings.append(
            OUT_OF_RANGE.at(
                position,
                f"{name.zh}为 {written}，应在 {least} 到 {most or '∞'} {wanted} 之间",
                f"{name.en} is {written}; it must lie between {least} and {most or '∞'} {wanted}",
            )
        )
        builder.lack(fact_id, context, Text("数值超出范围", "the value is out of range"), position)
        return False
    note = None if found == 1 else Text(f"原文：{written}", f"as written: {written}")
    builder.give(fact_id, context, value, target, name, position, kind=kind, note=note)
    return True


def _factor(typed: Unit, wanted: Unit) -> Decimal | None:
    yearly = Unit("a", (("a", "", 1),))
    for unit in (typed, typed.times(yearly, -1)):
        try:
            return unit.conversion(wanted)
        except UnitError:
            continue
    return None
