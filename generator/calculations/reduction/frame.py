"""What every part of a reduction project needs: where to record, the days of each year, GWPs, factors.

Method: a mass of gas counts with its GWP over 100 years, of the set that the project names, or else of
``criteria``.

Inputs: ``gwp`` of the project or ``criteria.gwp``.

Outputs: ``reduction.gwp[project,gas]`` (tCO2e/t of the gas), once a line needs it.

Errors: LG559 (the set has no value), LG537 (no grid factor), LG014 (no such factor or parameter).

Example: CH4 in AR5 is 28: tests/calculations/reduction/worked/lines.yaml.

Marks: GWPs are secondary, those of the package globalwarmingpotentials.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from generator.base.findings import Position
from generator.base.gwp import potential
from generator.base.text import Text
from generator.base.units import ONE, Unit, UnitError, parse_unit
from generator.calculations.amounts import give_amount, label
from generator.calculations.factors import DataSets, Factor, from_inline
from generator.calculations.reduction.rules import NO_GWP, NO_MARGIN
from generator.ledger.context import Context
from generator.ledger.fact import Mark, Reference
from generator.ledger.ledger import LedgerBuilder
from generator.ledger.quantity import Quantity, constant, ratio, total
from generator.project.inline_factor import InlineFactor
from generator.project.node import Amount, Names
from generator.project.project import Project
from generator.project.sections.reduction import Reduction

TONNES = "tCO2e"
POWER = "MWh{electricity}"
PROGRAMMES = "reduction-programmes"
METHODS = "reduction-methods"
SIDES = ("baseline", "project", "leakage")
_GASES = ("CO2", "CH4", "N2O", "SF6", "NF3")
_YEAR = Unit("a", (("a", "", 1),))


@dataclass(frozen=True, slots=True)
class Piece:
    """Days of one crediting year (from 1): ``days`` of its ``whole``."""

    year: int
    days: int
    whole: int

    def of(self, yearly: Quantity) -> Quantity:
        """Return what falls on these days of a whole year's quantity."""
        if self.days == self.whole:
            return yearly
        return yearly * ratio(self.days, self.whole, meaning="days counted of the crediting year's days")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table of reductions: a crediting year or a calendar year, with the days that it holds."""

    key: str
    name: Text
    first: datetime.date
    last: datetime.date
    pieces: tuple[Piece, ...]

    @property
    def days(self) -> int:
        """How many days of the crediting period it holds."""
        return sum(piece.days for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Part:
    """A line of baseline, project or leakage emissions; ``yearly`` gives a whole crediting year in tCO2e."""

    side: str
    id: str
    name: Text
    yearly: Callable[[int], Quantity]
    position: Position


@dataclass
class Frame:
    """One reduction project on its way into the ledger."""

    builder: LedgerBuilder
    project: Project
    one: Reduction
    sets: DataSets
    rows: tuple[Row, ...]
    starts: tuple[datetime.date, ...]
    parts: list[Part] = field(default_factory=list)

    @property
    def years(self) -> range:
        """The crediting years, from 1; the last may be a part of a year."""
        return range(1, len(self.starts))

    def at(self, **more: object) -> Context:
        """Return the context of one of the project's facts."""
        return Context.of(project=self.one.id, **more)

    def text(self, zh: str, en: str) -> Text:
        """Return the project's name followed by what is said of it."""
        return label(self.one.name, f"：{zh}", f": {en}")

    def read(self, name: str, **more: object) -> Quantity:
        """Read one of the project's facts."""
        return self.builder.read(f"reduction.{name}", self.at(**more))

    def derive(
        self, name: str, unit: str | Unit, text: Text, formula: Callable[[], Quantity], at: Position, **more: object
    ) -> None:
        """Record one of the project's results."""
        self.builder.derive(f"reduction.{name}", self.at(**more), unit, text, formula, position=at)

    def lack(self, name: str, zh: str, en: str, at: Position, **more: object) -> None:
        """Record that one of the project's values is not there."""
        self.builder.lack(f"reduction.{name}", self.at(**more), Text(zh, en), at)

    def amount(
        self,
        name: str,
        amount: Amount,
        unit: str,
        text: Text,
        at: Position,
        least: int | None = None,
        most: int | None = None,
        **more: object,
    ) -> bool:
        """Record an amount in the unit of its table; say whether it could be read."""
        names = Names(zh=text.zh, en=text.en)
        typed = plain_match(amount, unit)
        return give_amount(
            self.builder,
            f"reduction.{name}",
            self.at(**more),
            typed,
            unit,
            names.text,
            at,
            least=None if least is None else Decimal(least),
            most=None if most is None else Decimal(most),
        )

    def count(self, name: str, value: Decimal | int, unit: str, text: Text, at: Position, **more: object) -> None:
        """Record a number that stands in the project file: a year's days, a count."""
        self.builder.give(f"reduction.{name}", self.at(**more), Decimal(value), unit, text, at)

    def figure(
        self, name: str, stated: InlineFactor, unit: str, text: Text, most: int | None = None, **more: object
    ) -> None:
        """Record a figure that the project brings with its source, in the unit of its table; none is below nought."""
        amount, given = Amount(value=stated.value, unit=stated.unit), from_inline(stated)
        context, fact_id = self.at(**more), f"reduction.{name}"
        read = LedgerBuilder(self.builder.findings)  # converts and checks as amounts are, and keeps the mark out
        bound = None if most is None else Decimal(most)
        if not give_amount(read, fact_id, context, amount, unit, text, given.position, least=Decimal(0), most=bound):
            self.lack(name, "数值不能使用", "the figure cannot be used", given.position, **more)
            return
        fact = read.fact(fact_id, context)
        assert fact is not None
        found = Factor(fact.value, fact.unit, given.mark, given.reference, given.position, note=fact.note)
        found.give(self.builder, fact_id, context, text)

    def method(
        self, name: str, item: str, key: str, at: Position, text: Text, purpose: str | None = None, **more: object
    ) -> None:
        """Record a parameter of a methodology or tool, or that the data set has none."""
        found = self.sets.one(METHODS, item, key, at, purpose=purpose)
        if found is None:
            self.lack(name, "数据集没有该参数", "the data set has no such parameter", at, **more)
            return
        found.give(self.builder, f"reduction.{name}", self.at(**more), text)

    def factor(self, name: str, given: InlineFactor | str, at: Position, text: Text, **more: object) -> None:
        """Record the factor of a line: the grid's, one of a data set, or one with its source."""
        if isinstance(given, InlineFactor):
            factor = from_inline(given)
            factor.give(self.builder, f"reduction.{name}", self.at(**more), text)
        elif given == "grid":
            if self.one.margin is None:
                self.builder.findings.append(
                    NO_MARGIN.at(
                        at,
                        f"项目 {self.one.id} 按电网因子计算，但没有 margin",
                        f"the project {self.one.id} counts by the grid's factor but has no margin",
                        hint_zh="写 margin: {grid: 西北区域电网, year: 2019, technology: solar}",
                        hint_en="write margin: {grid: 西北区域电网, year: 2019, technology: solar}",
                    )
                )
                self.lack(name, "没有电网排放因子", "there is no grid factor", at, **more)
                return
            self.derive(name, f"tCO2/{POWER}", text, partial(self.read, "combined_margin"), at, **more)
        else:
            found = self.sets.named(given, at)
            if found is None:
                self.lack(name, "没有该因子", "there is no such factor", at, **more)
            else:
                found.give(self.builder, f"reduction.{name}", self.at(**more), text)

    def equivalent(self, amount: Quantity) -> Quantity:
        """Turn an amount of a gas into CO2e by its GWP; what is CO2e stays."""
        gas = gas_of(amount.unit)
        if gas in ("", "CO2e"):
            return amount
        self.gwp(gas)
        return amount * self.read("gwp", gas=gas)

    def gwp(self, gas: str) -> None:
        """Record the GWP of a gas once."""
        context = self.at(gas=gas)
        if self.builder.has("reduction.gwp", context) or self.builder.lacks("reduction.gwp", context):
            return
        chosen = self.one.gwp or self.project.file.criteria.gwp
        found = potential(gas, chosen)
        place = self.one.place("gwp") if self.one.gwp else self.project.file.criteria.place("gwp")
        if found is None:
            self.builder.findings.append(
                NO_GWP.at(
                    place,
                    f"GWP 集 {chosen} 没有 {gas} 的数值",
                    f"the GWP set {chosen} has no value for {gas}",
                    hint_zh="例如 gwp: AR5，或以 tCO2e 给出因子",
                    hint_en="for example gwp: AR5, or give the factor in tCO2e",
                )
            )
            self.lack("gwp", f"{chosen} 没有 {gas} 的数值", f"{chosen} has no value for {gas}", place, gas=gas)
            return
        self.builder.give(
            "reduction.gwp",
            context,
            found.value,
            f"tCO2e/t{gas}",
            Text(f"{gas} 的全球变暖潜势（{chosen}）", f"GWP100 of {gas} ({chosen})"),
            place,
            mark=Mark(found.mark),
            reference=Reference(found.document, found.locator, found.year),
        )


def yearly_unit(unit: str) -> Unit:
    """Return the unit of a yearly amount, without its ``/a``."""
    known = parse_unit(unit)
    return known.times(_YEAR) if ("a", "", -1) in known.atoms else known


def plain_match(amount: Amount, wanted: str) -> Amount:
    """Let an amount in a plain unit carry the substance of the unit wanted: 3000 MWh are MWh of electricity."""
    target = parse_unit(wanted)
    substances = {substance for _, substance, _ in target.atoms if substance}
    known = parse_unit(amount.unit)
    if len(substances) != 1 or any(substance for _, substance, _ in known.atoms):
        return amount
    named = yearly_unit(amount.unit).of(next(iter(substances)))
    return amount.model_copy(update={"unit": named.text}) if named.converts_to(target) else amount


def gas_of(unit: Unit) -> str:
    """Return the gas that a unit counts above the line: tCH4 is CH4."""
    named = [substance for _, substance, exponent in unit.atoms if exponent > 0 and substance in (*_GASES, "CO2e")]
    return named[0] if len(named) == 1 else ""


def emission(frame: Frame, activity: Quantity, factor: Quantity) -> Quantity:
    """Return activity x factor x GWP in tCO2e.

    Raises:
        UnitError: the two do not belong together.
    """
    amount = activity * factor
    gas = gas_of(amount.unit)
    if not gas:
        raise UnitError(f"{activity.unit} x {factor.unit} is no mass of a greenhouse gas")
    return frame.equivalent(amount.in_unit(f"t{gas}")).in_unit(TONNES)


def share(quantity: Quantity) -> Quantity:
    """Return a percentage as a pure number."""
    return quantity.in_unit(ONE)


def rounded(quantity: Quantity, rule: str, digits: int = 0) -> Quantity:
    """Round by a rule that the project states; ``none`` leaves as it is."""
    return quantity if rule == "none" else quantity.rounded(digits, rule)


def one() -> Quantity:
    """Return the number one."""
    return constant(1)


def add(parts: list[Quantity]) -> Quantity:
    """Return the sum of emissions."""
    return total(parts, TONNES)
