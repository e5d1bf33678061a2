"""Inputs of a product system: outputs, demands, amounts of exchanges.

An exchange's amount is typed, summed from a data table, or mass times distance of a leg of transport.

Method: ISO 14067:2018, 6.3.5 and 6.4 (data); GB/T 24067-2024, same clauses. Transport: amount = mass x distance.

Inputs: ``footprints[].processes[]``, ``footprints[].demand``, ``tables``.

Outputs: ``footprint.output[product,process]``, ``footprint.demand[product,process]``,
``footprint.amount[product,process,element]`` (units of the exchanges), ``footprint.mass`` and
``footprint.distance[product,process,element]`` (t, km); with ``scenario`` where a scenario says otherwise.

Errors: LG483 (below zero), LG484 (amount in no way or two), LG498 (tally without rows).

Example: ``transport-and-electricity.yaml``, worked out by hand.

Marks: none; all figures are the project's.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import partial

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import Unit, parse_unit
from generator.calculations.columns import column_sum
from generator.calculations.factors import ELECTRICITY
from generator.calculations.footprint.factors import record_factor
from generator.calculations.footprint.rules import (
    AMOUNT_NEEDED,
    TALLY,
)
from generator.calculations.footprint.system import System, output_unit, refuse, substance_in
from generator.ledger.context import Context
from generator.ledger.fact import Reference
from generator.ledger.quantity import Quantity, constant
from generator.project.node import Amount
from generator.project.project import Table
from generator.project.sections.footprint_process import Exchange, Tally, UnitProcess


def record_inputs(system: System) -> None:
    """Record outputs, demands, amounts and factors of every process that counts."""
    for process in system.order:
        _output(system, process)
        for exchange in process.exchanges:
            record_amount(system, process, exchange)
            if exchange.excluded is None:
                record_factor(system, process, exchange)
    _demand(system)


def _output(system: System, process: UnitProcess) -> None:
    value, place = process.output.value, process.place("output")
    text = system.of(process, None, "基准产出", "reference output")
    if value <= 0:
        refuse(system, "footprint.output", system.at(process=process.id), place, text, process.output)
        return
    system.builder.give("footprint.output", system.at(process=process.id), value, output_unit(process), text, place)


def _demand(system: System) -> None:
    for process in system.order:
        asked = [one for one in system.footprint.demand if one.process == process.id]
        for one in asked[:1]:
            context, place = system.at(process=process.id), one.place("amount")
            text = system.of(process, None, "功能单位所需的产出", "output that the unit takes")
            if one.amount.value <= 0:  # a unit that takes nothing would have a footprint of nought
                refuse(system, "footprint.demand", context, place, text, one.amount)
                continue
            unit = parse_unit(one.amount.unit).plain.of(process.id)
            system.builder.give("footprint.demand", context, one.amount.value, unit, text, place)


# ---------------------------------------------------------------------------------------------------- amounts


def unit_of(exchange: Exchange, typed: Unit) -> Unit:
    """Return an exchange's unit with the substance that it counts: as typed, of the process that makes it, its id."""
    if exchange.process:
        return typed.plain.of(exchange.process)
    if exchange.gas:
        return typed.of(exchange.gas)
    return typed.of(substance_in(typed) or (ELECTRICITY if exchange.kind == "electricity" else exchange.id))


def record_amount(system: System, process: UnitProcess, exchange: Exchange) -> None:
    """Record an exchange's amount in whatever way it is given."""
    context = system.at(process=process.id, element=exchange.id)
    text = system.of(process, exchange, "数量", "amount")
    ways = [one for one in ("amount", "tally", "leg") if getattr(exchange, one) is not None]
    if len(ways) != 1:
        if not ways and exchange.excluded is not None:
            system.builder.lack("footprint.amount", context, Text("已排除，未给数量", "left out, no amount given"))
            return
        system.say(
            AMOUNT_NEEDED.at(
                exchange.place(ways[1]) if len(ways) > 1 else exchange.at,
                f"交换 {exchange.id} 的数量{'未给出' if not ways else '以两种方式给出'}",
                f"the exchange {exchange.id} has {'no amount' if not ways else 'its amount in two ways'}",
                hint_zh="只写其一：amount: 1300 t，或 tally，或 leg",
                hint_en="write one of amount: 1300 t, tally, leg",
            )
        )
        system.builder.lack("footprint.amount", context, Text("数量未给出", "no amount"), exchange.at)
        return
    if exchange.tally is not None:
        _tally(system, context, exchange, exchange.tally, text)
    elif exchange.leg is not None:
        _leg(system, process, exchange, text)
    elif exchange.amount is not None:
        give(system, "footprint.amount", context, exchange, exchange.amount, exchange.place("amount"), text)


def give(
    system: System, fact_id: str, context: Context, exchange: Exchange, amount: Amount, place: Position, text: Text
) -> None:
    """Record an amount of an exchange as typed, or say that it is below zero."""
    if amount.value < 0:
        refuse(system, fact_id, context, place, text, amount)
        return
    unit = unit_of(exchange, parse_unit(amount.unit))
    reference = Reference(exchange.evidence) if exchange.evidence else None
    system.builder.give(fact_id, context, amount.value, unit, text, place, reference=reference)


def _leg(system: System, process: UnitProcess, exchange: Exchange, text: Text) -> None:
    leg = exchange.leg
    if leg is None:
        return
    context = system.at(process=process.id, element=exchange.id)
    for name, amount, zh, en in (
        ("mass", leg.mass, "运输质量", "mass"),
        ("distance", leg.distance, "运距", "distance"),
    ):
        named = system.of(process, exchange, zh, en)
        if amount.value < 0:
            refuse(system, f"footprint.{name}", context, leg.place(name), named, amount)
            continue
        unit = parse_unit(amount.unit).plain
        system.builder.give(f"footprint.{name}", context, amount.value, unit, named, leg.place(name))
    freight = f"tkm{{{exchange.id}}}"

    def formula() -> Quantity:
        mass, distance = (system.builder.read(f"footprint.{name}", context) for name in ("mass", "distance"))
        return mass * distance * constant(1, f"{freight}/t/km", "freight")

    system.builder.derive("footprint.amount", context, freight, text, formula, position=exchange.place("leg"))


def _tally(system: System, context: Context, exchange: Exchange, tally: Tally, text: Text) -> None:
    table = system.project.tables.get(tally.table)
    rows = _rows(table, tally) if table is not None else []
    if table is None or not rows:
        known = sorted(table.values) if table is not None else []
        system.say(
            TALLY.at(
                tally.place("where") if table is not None and tally.values in table.values else tally.place("values"),
                f"表 {tally.table} 中没有符合条件的行或列",
                f"no row or column of the table {tally.table} fits",
                hint_zh=f"数值列：{'、'.join(known) or '—'}",
                hint_en=f"columns of numbers: {', '.join(known) or '—'}",
            )
        )
        system.builder.lack("footprint.amount", context, Text("表中没有符合的行", "no row fits"), tally.at)
        return
    unit = unit_of(exchange, table.units[tally.values])
    for row in rows:
        value, place = table.values[tally.values][row], table.position(row, tally.values)
        if value is None:
            _empty(system, context, exchange, place)
            return
        if value < 0:
            refuse(system, "footprint.amount", context, place, text, _as_amount(value, table.units[tally.values]))
            return
    system.builder.derive(
        "footprint.amount", context, unit, text, partial(_sum, table, tally.values, rows, unit), position=tally.at
    )


def _empty(system: System, context: Context, exchange: Exchange, place: Position) -> None:
    """Say that a cell which a tally adds up is empty: what is missing is not nought."""
    system.say(
        TALLY.at(
            place,
            f"交换 {exchange.id} 汇总的数值为空",
            f"a number that the exchange {exchange.id} adds up is missing",
            hint_zh="补充数值；确无用量写 0",
            hint_en="give the number; 0 where nothing was used",
        )
    )
    system.builder.lack("footprint.amount", context, Text("表中数值为空", "a number of the table is missing"), place)


def _as_amount(value: Decimal, unit: Unit) -> Amount:
    return Amount.model_construct(value=value, unit=unit.text)


def _rows(table: Table, tally: Tally) -> list[int]:
    if tally.values not in table.values or any(name not in table.text for name in tally.where):
        return []
    return [
        row for row in range(len(table)) if all(table.text[name][row] == word for name, word in tally.where.items())
    ]


def _sum(table: Table, name: str, rows: Iterable[int], unit: Unit) -> Quantity:
    summed = column_sum(table, name, rows)
    return summed if summed.unit == unit else summed * constant(1, unit.times(summed.unit, -1), "what is counted")
