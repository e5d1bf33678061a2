"""What calculations of a section share: recording its amounts within their range, comparing exactly, saying faults."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, localcontext

from generator.base.findings import Position, Rule
from generator.base.text import Text
from generator.base.units import UnitError, parse_unit
from generator.calculations.rules import AMOUNT, OUT_OF_RANGE
from generator.ledger.context import Context
from generator.ledger.fact import Kind, Mark, Reference
from generator.ledger.ledger import LedgerBuilder
from generator.ledger.quantity import Quantity
from generator.project.inline_factor import InlineFactor
from generator.project.node import Amount
from generator.project.project import Project


@dataclass(frozen=True, slots=True)
class Within:
    """What an amount may be, in the unit wanted: ``least`` and ``most`` included, ``above`` not; and a right form."""

    rule: Rule = OUT_OF_RANGE
    least: Decimal | None = None
    above: Decimal | None = None
    most: Decimal | None = None
    example: str = ""

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies within."""
        low = (self.least is None or value >= self.least) and (self.above is None or value > self.above)
        return low and (self.most is None or value <= self.most)

    def words(self, unit: str) -> Text:
        """Say the range in words."""
        zh, en = [], []
        for bound, sign_zh, sign_en in (
            (self.least, "不小于", "at least"),
            (self.above, "大于", "above"),
            (self.most, "不大于", "at most"),
        ):
            if bound is not None:
                zh.append(f"{sign_zh} {bound} {unit}")
                en.append(f"{sign_en} {bound} {unit}")
        return Text("、".join(zh), " and ".join(en))


ANY = Within()
NOT_NEGATIVE = Within(least=Decimal(0))
POSITIVE = Within(above=Decimal(0))


@dataclass(frozen=True, slots=True)
class Desk:
    """A project and the ledger that its numbers go to."""

    project: Project
    builder: LedgerBuilder

    def find(self, rule: Rule, at: Position, message: tuple[str, str], hint: tuple[str, str], *more: Position) -> None:
        """Record a finding with its right form."""
        zh, en = message
        self.builder.findings.append(rule.at(at, zh, en, hint_zh=hint[0], hint_en=hint[1], related=more))

    def amount(
        self,
        fact_id: str,
        context: Context,
        amount: Amount,
        unit: str,
        name: Text,
        at: Position,
        within: Within = ANY,
        *,
        kind: Kind = Kind.GIVEN,
        mark: Mark = Mark.CONFIRMED,
        reference: Reference | None = None,
    ) -> bool:
        """Record an amount in ``unit``; of another dimension or outside its range it is a finding, and missing."""
        wanted = parse_unit(unit)
        example = within.example or f"120 {unit}"
        try:
            factor = parse_unit(amount.unit).conversion(wanted)
        except UnitError:
            zh, en = (
                f"{name.zh}的单位 {amount.unit} 不能换算为 {unit}",
                f"{name.en}: the unit {amount.unit} is not {unit}",
            )
            self.find(AMOUNT, at, (zh, en), (f"例如 {example}", f"for example {example}"))
            self.builder.lack(fact_id, context, Text("单位不能换算", "the unit is of another dimension"), at)
            return False
        with localcontext(prec=34):
            value = amount.value * factor
        written = f"{amount.value} {amount.unit}"
        if not within.holds(value):
            bounds = within.words(unit)
            message = (f"{name.zh}为 {written}，应{bounds.zh}", f"{name.en} is {written}; it must be {bounds.en}")
            self.find(within.rule, at, message, (f"例如 {example}", f"for example {example}"))
            self.builder.lack(fact_id, context, Text("数值超出范围", "the value is out of range"), at)
            return False
        note = None if factor == 1 else Text(f"原文：{written}", f"as written: {written}")
        self.builder.give(
            fact_id, context, value, wanted, name, at, kind=kind, mark=mark, reference=reference, note=note
        )
        return True

    def stated(
        self, fact_id: str, context: Context, figure: InlineFactor, unit: str, name: Text, within: Within = ANY
    ) -> bool:
        """Record a figure that the project states itself, with its source and mark."""
        reference = Reference(figure.source, "", figure.year)
        place, mark = figure.place("value"), Mark(figure.mark)
        return self.amount(fact_id, context, figure.amount, unit, name, place, within, mark=mark, reference=reference)

    def count(self, fact_id: str, context: Context, number: int | Decimal, name: Text, at: Position) -> None:
        """Record a number without a unit."""
        self.builder.give(fact_id, context, Decimal(number), "1", name, at)

    def derive(
        self,
        fact_id: str,
        context: Context,
        unit: str,
        name: Text,
        formula: Callable[[], Quantity],
        at: Position | None = None,
    ) -> None:
        """Record what a formula gives; a value already recorded as missing stays so, with the reason first given."""
        if self.builder.lacks(fact_id, context):
            return
        self.builder.derive(fact_id, context, unit, name, formula, position=at)

    def read(self, fact_id: str, context: Context | None = None) -> Quantity:
        """Read a fact inside a formula."""
        return self.builder.read(fact_id, context or Context())

    def value(self, fact_id: str, context: Context | None = None) -> Decimal | None:
        """Return a fact's value for a decision about what to calculate, or ``None`` where it is missing."""
        fact = self.builder.fact(fact_id, context or Context())
        return fact.value if fact else None
