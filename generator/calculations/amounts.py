"""Amounts of project files on their way into the ledger: in the unit that a calculation asks for, within its range."""

from __future__ import annotations

from decimal import Decimal, localcontext

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import Unit, UnitError, parse_unit
from generator.calculations.rules import AMOUNT, OUT_OF_RANGE
from generator.ledger.context import Context
from generator.ledger.fact import Kind, Mark, Reference
from generator.ledger.ledger import LedgerBuilder
from generator.project.node import Amount, Names


def label(name: Names, zh: str, en: str) -> Text:
    """Return ``name`` followed by what is said of it, in both languages."""
    return Text(f"{name.zh}{zh}", f"{name.text.en}{en}")


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
    mark: Mark = Mark.CONFIRMED,
    reference: Reference | None = None,
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
        low, high = "−∞" if least is None else f"{least}", "∞" if most is None else f"{most}"
        right = _inside(value, least, most)
        builder.findings.append(
            OUT_OF_RANGE.at(
                position,
                f"{name.zh}为 {written}，应在 {low} 到 {high} {wanted} 之间",
                f"{name.en} is {written}; it must lie between {low} and {high} {wanted}",
                hint_zh=f"核对数值和单位，例如 {right} {wanted}",
                hint_en=f"check the number and its unit; {right} {wanted} would do",
            )
        )
        builder.lack(fact_id, context, Text("数值超出范围", "the value is out of range"), position)
        return False
    note = None if found == 1 else Text(f"原文：{written}", f"as written: {written}")
    builder.give(fact_id, context, value, target, name, position, kind=kind, mark=mark, reference=reference, note=note)
    return True


def _inside(value: Decimal, least: Decimal | None, most: Decimal | None) -> str:
    """Return a value within a range: the size of the one outside where that fits, else the end that it passed."""
    size = abs(value)
    if (least is None or least <= size) and (most is None or size <= most):
        return f"{size.normalize():f}"
    end = most if most is not None and value > most else least
    return f"{end:f}"


def _factor(typed: Unit, wanted: Unit) -> Decimal | None:
    yearly = Unit("a", (("a", "", 1),))
    for unit in (typed, typed.times(yearly, -1)):
        try:
            return unit.conversion(wanted)
        except UnitError:
            continue
    return None
