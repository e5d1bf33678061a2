"""The ledger: facts by key, built once, then read only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from generator.base.findings import Finding, Position, Rule, Severity
from generator.base.text import Text
from generator.base.units import Unit, UnitError, parse_unit
from generator.ledger.context import Context, spell_key
from generator.ledger.expression import Expression, Ref, RowSum, children
from generator.ledger.fact import Fact, Kind, Mark, Missing, Reference, weakest
from generator.ledger.quantity import Quantity

TWO_VALUES = Rule(
    "LG001",
    "two-values",
    Severity.ERROR,
    "The same key was given two values. One number has one place: take one of the two out, or tell them apart by a "
    "dimension such as vintage or basis.",
)
UNIT_MISMATCH = Rule(
    "LG002",
    "unit-mismatch",
    Severity.ERROR,
    "A formula brought together quantities of different dimension or substance, such as t of coal and t of clinker, or "
    "tCO2 and tCO2e.",
)
OUT_OF_REACH = Rule(
    "LG003",
    "number-out-of-reach",
    Severity.ERROR,
    "A formula gave a number that cannot be written in 34 digits or lies beyond every physical size, such as e to the "
    "power of a million, or a remainder of 1e39. An input is wrong by many powers of ten, or has the wrong unit.",
)


_CONFIRMED, _UNCONFIRMED = Mark.CONFIRMED, Mark.UNCONFIRMED


class Unavailable(Exception):
    """A derivation asked for a value that is not there. Never leaves the ledger."""

    def __init__(self, key: str, reason: Text) -> None:
        super().__init__(key)
        self.key = key
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Ledger:
    """All facts and all missing values of one project."""

    facts: Mapping[str, Fact]
    missing: Mapping[str, Missing]
    by_id: Mapping[str, tuple[Fact, ...]]

    def __getitem__(self, key: str) -> Fact:
        return self.facts[key]

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts.values())

    def candidates(self, fact_id: str, asked: Mapping[str, str], defaults: Mapping[str, str]) -> tuple[Fact, ...]:
        """Return the facts that ``fact_id`` may mean.

        A fact fits when it has every dimension that was asked for, with that value, and each further dimension of
        its own has the section's default value.
        """
        return tuple(
            fact
            for fact in self.by_id.get(fact_id, ())
            if all(fact.context.get(name) == value for name, value in asked.items())
            and all(name in asked or defaults.get(name) == value for name, value in fact.context.pairs)
        )


@dataclass
class LedgerBuilder:
    """Where calculations record facts. Reading records inputs; nothing is declared by hand.

    ``table_marks`` says how certain tables are that are not confirmed, by path and by what sums call their columns:
    whatever is taken from one is no more certain than it.
    """

    findings: list[Finding] = field(default_factory=list)
    table_marks: Mapping[str, Mark] = field(default_factory=dict)
    _facts: dict[str, Fact] = field(default_factory=dict)
    _missing: dict[str, Missing] = field(default_factory=dict)
    _read_at: Position | None = None

    def give(
        self,
        fact_id: str,
        context: Context,
        value: Decimal,
        unit: Unit | str,
        label: Text,
        position: Position,
        *,
        kind: Kind = Kind.GIVEN,
        mark: Mark = Mark.CONFIRMED,
        reference: Reference | None = None,
        note: Text | None = None,
    ) -> None:
        """Record a number that stands in a project file or a data set."""
        known = parse_unit(unit) if isinstance(unit, str) else unit
        if position.path in self.table_marks:
            mark = weakest([mark, self.table_marks[position.path]])
        self._add(Fact(fact_id, context, value, known, kind, label, mark, position, None, reference, note))

    def lack(self, fact_id: str, context: Context, reason: Text, position: Position | None = None) -> None:
        """Record that a value is not there, and why."""
        missing = Missing(fact_id, context, reason, position)
        self._missing.setdefault(missing.key, missing)

    def has(self, fact_id: str, context: Context) -> bool:
        """Whether a fact is there."""
        return spell_key(fact_id, context) in self._facts

    def lacks(self, fact_id: str, context: Context) -> bool:
        """Whether a value is recorded as missing."""
        return spell_key(fact_id, context) in self._missing

    def fact(self, fact_id: str, context: Context) -> Fact | None:
        """Return a fact without recording a reading: for decisions on kind, mark or position."""
        return self._facts.get(spell_key(fact_id, context))

    def of_id(self, fact_id: str) -> list[Fact | Missing]:
        """Return every fact of an id, and then what is missing of it: to see which there are."""
        found: list[Fact | Missing] = [fact for fact in self._facts.values() if fact.id == fact_id]
        return [*found, *(gone for key, gone in self._missing.items() if gone.id == fact_id and key not in self._facts)]

    def read(self, fact_id: str, context: Context) -> Quantity:
        """Read a fact inside a derivation.

        Raises:
            Unavailable: it is missing; :meth:`derive` turns that into a missing value of its own.
        """
        key = spell_key(fact_id, context)
        fact = self._facts.get(key)
        if fact is None:
            gone = self._missing.get(key)
            reason = gone.reason if gone else Text(f"没有 {key}", f"there is no {key}")
            raise Unavailable(gone.waits_for or key if gone else key, reason)
        if fact.position is not None:
            self._read_at = fact.position
        return Quantity(fact.value, fact.unit, Ref(key, fact.value, fact.unit))

    def derive(
        self,
        fact_id: str,
        context: Context,
        unit: Unit | str,
        label: Text,
        formula: Callable[[], Quantity],
        *,
        position: Position | None = None,
        kind: Kind = Kind.DERIVED,
        reference: Reference | None = None,
        note: Text | None = None,
    ) -> None:
        """Record what ``formula`` gives, in ``unit``; where an input is missing, record that instead.

        The mark is the weakest of the inputs' marks.
        """
        known = parse_unit(unit) if isinstance(unit, str) else unit
        self._read_at = None
        try:
            result = formula().in_unit(known)
        except Unavailable as gone:
            missing = Missing(fact_id, context, gone.reason, position, gone.key)
            self._missing.setdefault(missing.key, missing)
            return
        except ZeroDivisionError:
            self.lack(fact_id, context, Text("除数为零", "the divisor is zero"), position)
            return
        except ArithmeticError:
            key = spell_key(fact_id, context)
            self.findings.append(
                OUT_OF_REACH.at(
                    position or self._read_at or Position("project.yaml"),
                    f"{key} 的结果超出可计算的范围",
                    f"the result of {key} is beyond what can be calculated",
                    hint_zh="核对输入的数量级和单位，例如 12.5 万t 而非 12500000000 万t",
                    hint_en="check the size and the unit of the inputs, for example 12.5 10^4 t",
                    fact=key,
                )
            )
            self.lack(fact_id, context, Text("结果超出可计算的范围", "the result is out of reach"), position)
            return
        except UnitError as wrong:
            key = spell_key(fact_id, context)
            # A result without a place of its own is told where the last thing that it read stands.
            place = position or self._read_at or Position("project.yaml")
            self.findings.append(
                UNIT_MISMATCH.at(
                    place,
                    f"{key} 的计算单位不一致：{wrong}",
                    f"the units in {key} do not agree: {wrong}",
                    hint_zh=f"结果应为 {known.text}，请核对活动数据和因子的单位与物质",
                    hint_en=f"the result must be in {known.text}: check unit and substance of data and factors",
                    fact=key,
                )
            )
            self.lack(fact_id, context, Text("单位不一致", "units do not agree"), position)
            return
        self._add(
            Fact(
                fact_id,
                context,
                result.value,
                known,
                kind,
                label,
                self._mark(result.formula),
                position,
                result.formula,
                reference,
                note,
            )
        )

    def close(self) -> Ledger:
        """Return the finished ledger."""
        by_id: dict[str, list[Fact]] = {}
        for fact in self._facts.values():
            by_id.setdefault(fact.id, []).append(fact)
        return Ledger(self._facts, self._missing, {name: tuple(facts) for name, facts in by_id.items()})

    def _mark(self, formula: Expression) -> Mark:
        """Return the weakest mark of what a formula reads: asked of every fact, so one pass, no further than needed."""
        facts, tables, found = self._facts, self.table_marks, _CONFIRMED
        ahead = [formula]
        while ahead:
            node = ahead.pop()
            if isinstance(node, Ref):
                fact = facts.get(node.key)
                mark = fact.mark if fact is not None else _CONFIRMED
            elif isinstance(node, RowSum):
                mark = tables.get(node.table, _CONFIRMED)
            else:
                ahead += children(node)
                continue
            if mark is _UNCONFIRMED:
                return mark
            if mark is not _CONFIRMED:
                found = mark
        return found

    def _add(self, fact: Fact) -> None:
        key = fact.key
        known = self._facts.get(key)
        if known is None:
            self._facts[key] = fact
            return
        if (known.value, known.unit) != (fact.value, fact.unit):
            self.findings.append(
                TWO_VALUES.at(
                    fact.position or known.position or self._read_at or Position("project.yaml"),
                    f"{fact.key} 有两个值：{known.value} {known.unit} 与 {fact.value} {fact.unit}",
                    f"{fact.key} has two values: {known.value} {known.unit} and {fact.value} {fact.unit}",
                    hint_zh="同一数值只在一处给出；确需并存时用 vintage 或 basis 区分",
                    hint_en="give a number in one place, or tell the two apart by vintage or basis",
                    fact=fact.key,
                    related=(known.position,) if known.position else (),
                )
            )
