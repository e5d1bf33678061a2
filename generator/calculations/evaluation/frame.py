"""What the parts of the evaluation share: the section, its scenarios, and how an amount becomes an emission."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import Unit, UnitError, parse_unit
from generator.calculations.amounts import give_amount
from generator.calculations.evaluation.rules import FACTOR
from generator.calculations.factors import DataSets, Factor, from_inline
from generator.calculations.verdicts import carbon_dioxide
from generator.ledger.context import Context
from generator.ledger.ledger import LedgerBuilder, Unavailable
from generator.ledger.quantity import Quantity, ratio
from generator.project.inline_factor import InlineFactor
from generator.project.node import Amount
from generator.project.project import Project
from generator.project.sections.evaluation import Evaluation

T_CO2E, T_CO2 = parse_unit("tCO2e"), parse_unit("tCO2")
_GWP = ratio("1", "1", "tCO2e/tCO2", "GWP of CO2")


def at(**values: object) -> Context:
    """Return a context."""
    return Context.of(**values)


@dataclass
class Frame:
    """The state that the parts of the evaluation build on."""

    project: Project
    builder: LedgerBuilder
    given: Evaluation
    sets: DataSets

    @property
    def scenarios(self) -> list[str]:
        """Ids of the scenarios."""
        return [one.id for one in self.given.scenarios]

    def named(self, scenario: str) -> Text:
        """Return a scenario's name."""
        return next((one.name.text for one in self.given.scenarios if one.id == scenario), Text.of(scenario))

    # ------------------------------------------------------------------------------------------------ giving

    def give(self, fact: str, context: Context, amount: Amount, counts: str, name: Text, place: Position) -> None:
        """Give an amount in its own unit, with the substance that it counts; below nought is refused."""
        unit = str(parse_unit(amount.unit).of(counts))
        typed = Amount.model_construct(value=amount.value, unit=unit)
        give_amount(self.builder, fact, context, typed, unit, name, place, least=Decimal(0))

    def fuel(self, context: Context, fuel: str, name: Text, place: Position) -> None:
        """Give calorific value, carbon content and oxidation of a fuel."""
        chosen, _, item = fuel.rpartition("/")
        for key, fact, zh, en in (
            ("ncv", "evaluation.ncv", "低位发热量", "net calorific value"),
            ("carbon-content", "evaluation.carbon_content", "单位热值含碳量", "carbon content"),
            ("oxidation", "evaluation.oxidation", "碳氧化率", "oxidation"),
        ):
            found = self.sets.one(chosen or self.project.file.criteria.fuels, item, key, place)
            text = Text(f"{name.zh}{zh}", f"{name.en}: {en}")
            if found is None:
                self.builder.lack(fact, context, Text(f"没有{zh}", f"there is no {en}"), place)
            else:
                known = found.per(item) if key == "ncv" else found
                known.give(self.builder, fact, context, text)

    def factor(self, given: str | InlineFactor | None, place: Position) -> Factor | None:
        """Return the factor that an item brings or names, or ``None`` where there is none."""
        if isinstance(given, InlineFactor):
            return from_inline(given)
        return self.sets.named(given, place) if given else None

    def give_factor(self, context: Context, found: Factor | None, counts: str, name: Text, place: Position) -> None:
        """Give a factor per the substance that its amount counts."""
        text = Text(f"{name.zh}排放因子", f"emission factor of {name.en}")
        if found is None:
            self.builder.lack("evaluation.factor", context, Text("没有排放因子", "there is no factor"), place)
            return
        found.per(counts).give(self.builder, "evaluation.factor", context, text)

    def no_factor(self, place: Position, name: Text) -> None:
        """Say that an item has no factor, or one that does not fit its amount."""
        self.builder.findings.append(
            FACTOR.at(
                place,
                f"{name.zh}没有排放因子，或因子单位与数量不符",
                f"{name.en} has no factor, or one whose unit does not fit its amount",
                hint_zh="fuel: 天然气，或 factor: {value: 2.1, unit: tCO2e/t, source: 出处, mark: secondary}",
                hint_en="fuel: 天然气, or factor: {value: 2.1, unit: tCO2e/t, source: ..., mark: secondary}",
            )
        )

    # ----------------------------------------------------------------------------------------------- reading

    def burnt(self, amount: Quantity, context: Context) -> Quantity:
        """Return the CO2 of an amount of fuel."""
        ncv, carbon, oxidation = (
            self.builder.read(f"evaluation.{key}", context) for key in ("ncv", "carbon_content", "oxidation")
        )
        return carbon_dioxide(amount, ncv, carbon, oxidation)

    def carbon_only(self, fact: str, context: Context) -> Quantity:
        """Read an emission that is CO2 alone.

        Raises:
            Unavailable: its factor counts CO2e, of which the CO2 is not known.
        """
        known = self.builder.fact(fact, context)
        found = self.builder.read(fact, context)
        if known is not None and not known.unit.converts_to(T_CO2):
            raise Unavailable(
                known.key,
                Text("因子以二氧化碳当量计，无法单列二氧化碳", "the factor counts CO2e, of which the CO2 is not known"),
            )
        return found


def equivalent(amount: Quantity) -> Quantity:
    """Return an emission in CO2e."""
    return amount.in_unit(T_CO2E) if amount.unit.converts_to(T_CO2E) else amount * _GWP


def emission_unit(amount: Unit, factor: Unit | None) -> Unit | None:
    """Return tCO2 or tCO2e, whichever amount times factor is; ``None`` where it is neither."""
    if factor is None:
        return None
    try:
        product = amount.times(factor)
    except UnitError:
        return None
    return next((one for one in (T_CO2, T_CO2E) if product.converts_to(one)), None)
