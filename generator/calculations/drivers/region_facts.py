"""Numbers of a factor that are facts of the regional inventory, by year and sub-sector.

A factor names facts as they are asked for anywhere, without the year: ``region.gdp``, ``region.sector``,
``region.total[basis=gross]``. The year is their period; the sub-sector is what their ``dimension`` says.

Method: nothing is calculated here; several facts of one sub-sector add up, as several rows of a table do.

Inputs: facts ``region.*``.

Outputs: none of its own; formulas read the facts.

Errors: LG351 a fact that is missing, LG356 a sub-sector that is not listed, LG359 no such facts.

Example: ``worked/region-facts.yaml``, by hand.

Marks: those of the facts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import ONE
from generator.calculations.drivers.data import Cell, Numbers, Part, say_row
from generator.calculations.drivers.rules import FACTS, SECTOR
from generator.ledger.context import Context, ContextError, parse_key
from generator.ledger.fact import Fact, Missing
from generator.ledger.ledger import LedgerBuilder
from generator.ledger.quantity import Quantity, total
from generator.project.sections.drivers import Decomposition, Factor

_REGION = "region."


@dataclass
class FactNumbers(Numbers):
    """The numbers of a factor, each a fact or several; ``rows`` count into ``facts``."""

    facts: list[Fact | Missing] = field(default_factory=list)

    def _value(self, cell: Cell) -> Decimal | None:
        found = [self.facts[row] for row in self.rows.get(cell, ())]
        known = [fact for fact in found if isinstance(fact, Fact)]
        if not found or len(known) < len(found):
            return None
        return sum((fact.value * fact.unit.conversion(self.unit) for fact in known), Decimal(0))

    def places(self, cell: Cell) -> list[Position]:
        """Return where the factor names its facts."""
        return [self.factor.place("fact")]

    def quantity(self, builder: LedgerBuilder, context: Context, cell: Cell) -> Quantity:
        """Return a reading of the facts.

        Raises:
            Unavailable: one of them is missing, or below nought.
        """
        parts = [builder.read(fact.id, fact.context) for row in self.rows.get(cell, ()) for fact in (self.facts[row],)]
        if not parts or (self.value(cell) or 0) < 0:
            return super().quantity(builder, context, cell)
        return parts[0] if len(parts) == 1 else total(parts, self.unit)


def parts_of_facts(spec: Decomposition, names: dict[str, Text], builder: LedgerBuilder) -> tuple[Part, ...]:
    """Return the sub-sectors that the facts of the first factor by sub-sector have."""
    for factor in spec.factors:
        if factor.fact and factor.over != "year":
            _, found = _asked(spec, factor, True, builder)
            ids = dict.fromkeys(fact.context.get(_dimension(spec)) or "" for fact in found)
            return tuple(Part(one, names.get(one, Text(one, one))) for one in ids)
    return ()


def read_facts(
    spec: Decomposition, factor: Factor, parts: tuple[Part, ...], builder: LedgerBuilder
) -> FactNumbers | None:
    """Read a factor's numbers; facts that are not there are a finding."""
    by_part = bool(parts) and parts[0].key is not None and factor.over != "year"
    why, found = _asked(spec, factor, by_part, builder)
    known = [fact for fact in found if isinstance(fact, Fact)]
    unit = known[0].unit if known else ONE
    if not why and any(not fact.unit.converts_to(unit) for fact in known):
        why = Text("各项单位不同，不能相加", "they are in units of different dimension")
    if why:
        _say(spec, factor, why, builder)
        return None
    one = FactNumbers(factor, unit, None, facts=found)
    named = {word: sector.id for sector in spec.sectors for word in (sector.rows or [sector.id])}
    listed = {part.id for part in parts}
    for row, fact in enumerate(found):
        year, word = int(fact.context.get("period") or 0), fact.context.get(_dimension(spec)) or ""
        if spec.years and year not in spec.years:
            continue
        sector = named.get(word, word if word in listed else None) if by_part else ""
        if sector is None:
            _say_sector(factor, word, builder)
            continue
        one.rows.setdefault((sector if factor.over == "sector" else "", year), []).append(row)
    return one


def _dimension(spec: Decomposition) -> str:
    return spec.dimension or "sector"


def _asked(
    spec: Decomposition, factor: Factor, by_part: bool, builder: LedgerBuilder
) -> tuple[Text | None, list[Fact | Missing]]:
    """Return the facts and missing values that a factor asks for, or why there are none."""
    try:
        fact_id, asked = parse_key(factor.fact)
    except ContextError as wrong:
        return Text(f"写法有误：{wrong}", f"it cannot be read: {wrong}"), []
    if not fact_id.startswith(_REGION):
        return Text("只能取区域清单的数值", "only facts of the regional inventory can be taken"), []
    every = builder.of_id(fact_id)
    wanted = dict(asked.pairs)
    further = {"period", *([_dimension(spec)] if by_part else [])}
    found = [
        fact
        for fact in every
        if {name for name, _ in fact.context.pairs} == further | set(wanted)
        and all(fact.context.get(name) == value for name, value in wanted.items())
    ]
    if found:
        return None, found
    if not every:
        return Text("区域清单没有这个数值", "the regional inventory has no such fact"), []
    keys = [every[0].key, *([every[-1].key] if len(every) > 1 else [])]
    need = "period" + (f" + {_dimension(spec)}" if by_part else "")
    return Text(f"应只差 {need}，现有 {'、'.join(keys)}", f"it must lack {need} alone; there are {', '.join(keys)}"), []


def _say(spec: Decomposition, factor: Factor, why: Text, builder: LedgerBuilder) -> None:
    builder.findings.append(
        FACTS.at(
            factor.place("fact"),
            f"因素“{factor.id}”的 {factor.fact}：{why.zh}",
            f"{factor.fact} of factor {factor.id!r}: {why.en}",
            hint_zh="例如 fact: region.total[basis=gross]，或 fact: region.sector（按子部门）",
            hint_en="for example fact: region.total[basis=gross], or fact: region.sector by sub-sector",
        )
    )


def _say_sector(factor: Factor, word: str, builder: LedgerBuilder) -> None:
    name = factor.name
    say_row(
        builder,
        SECTOR,
        factor.place("fact"),
        f"{name.zh}：子部门“{word}”没有列入 sectors",
        f"{factor.id}: sub-sector {word!r} is not listed under sectors",
        f"例如 sectors: [{{id: other, name: 其他, rows: [{word}]}}]",
        f"for example sectors: [{{id: other, name: 其他, rows: [{word}]}}]",
    )
