"""Meter balances, and the emission that meters cover.

Method: difference = main - (sub-meters + known losses); share = |difference| / main, held against the stated
tolerance. Coverage = emission of sources with meters / emission of all sources. Compared exactly. A meter that would
count twice leaves its balance without a result.

Inputs: section ``metering``: balances, coverage; metering.reading.

Outputs: metering.losses, metering.balance_sum, metering.balance_difference[indicator] in the main reading's unit;
metering.balance_share and metering.balance_tolerance[indicator] in %; metering.balance_met[indicator] as a number;
metering.emission[source], metering.emission_total and metering.emission_metered in tCO2e; metering.coverage in %.

Errors: LG692, LG693, LG694, LG208.

Example: worked/instruments.yaml: balance and coverage worked out by hand.

Marks: none.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.calculations.amounts import label
from generator.calculations.decisions import at_least
from generator.calculations.desk import Desk, Within
from generator.calculations.metering.ranges import QUANTITY, SHARE
from generator.calculations.metering.rules import (
    METER_TWICE,
    NO_BALANCE,
    READING,
)
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, total
from generator.project.sections.metering import Balance, Metering

_NONE = Context()
_TONNES = "tCO2e"


def record_balances(desk: Desk, section: Metering) -> None:
    """Record every balance, and the emission that meters cover."""
    _counted_twice(desk, section)
    for balance in section.balances:
        _balance(desk, section, balance)
    _coverage(desk, section)


def _counted_twice(desk: Desk, section: Metering) -> None:
    seen: dict[str, Balance] = {}
    for balance in section.balances:
        for i, sub in enumerate(balance.subs):
            at = balance.place(f"subs.{i}")
            if sub == balance.main or sub in balance.subs[:i]:
                message = (f"计量器具“{sub}”在一个平衡中出现两次", f"{sub} stands twice in one balance")
                desk.find(METER_TWICE, at, message, ("只列一次", "list it once"))
            elif sub in seen and seen[sub] is not balance:
                message = (f"计量器具“{sub}”已是另一总表的分表", f"{sub} is a sub-meter of another main meter too")
                desk.find(METER_TWICE, at, message, ("只归入一个总表", "leave it in one"), seen[sub].place("subs"))
            seen.setdefault(sub, balance)


def _balance(desk: Desk, section: Metering, balance: Balance) -> None:
    context, at = Context.of(indicator=balance.id), balance.at
    if len({balance.main, *balance.subs}) <= len(balance.subs):
        reason = Text("有计量器具被重复计入", "a meter is counted twice")
        for what in ("sum", "difference", "share", "met"):
            desk.builder.lack(f"metering.balance_{what}", context, reason, balance.place("subs"))
        return
    main = next((one for one in section.meters if one.id == balance.main), None)
    unit = main.reading.unit if main and main.reading else "MWh"
    if balance.losses is not None:
        name, place = label(balance.name, "：已知损耗", ": known losses"), balance.place("losses")
        desk.amount("metering.losses", context, balance.losses, unit, name, place, QUANTITY)
    name, place = label(balance.name, "：允许差率", ": tolerance"), balance.place("tolerance")
    desk.amount("metering.balance_tolerance", context, balance.tolerance, "%", name, place, SHARE)
    for what, its_unit, zh, en, formula in (
        ("sum", unit, "：分表与损耗合计", ": sub-meters and losses", partial(_subs, desk, balance, unit)),
        ("difference", unit, "：总表与合计之差", ": main less the sum", partial(_difference, desk, balance)),
        ("share", "%", "：差率", ": difference as a share of the main meter", partial(_gap, desk, balance)),
        (
            "met",
            "1",
            "：是否在允许差率内（1为是）",
            ": within the tolerance (1: yes)",
            partial(_balanced, desk, context),
        ),
    ):
        desk.derive(f"metering.balance_{what}", context, its_unit, label(balance.name, zh, en), formula, at)
    if desk.value("metering.balance_met", context) == 0:
        gap = desk.value("metering.balance_difference", context)
        message = (
            f"{balance.name.zh}：总表与分表相差 {gap} {unit}",
            f"{balance.id}: main and subs differ by {gap} {unit}",
        )
        desk.find(
            NO_BALANCE, balance.place("main"), message, ("查找未计量的用户，或列明损耗", "find what is not metered")
        )


def _subs(desk: Desk, balance: Balance, unit: str) -> Quantity:
    parts = [desk.read("metering.reading", Context.of(meter=sub)) for sub in balance.subs]
    if balance.losses is not None:
        parts.append(desk.read("metering.losses", Context.of(indicator=balance.id)))
    return total(parts, unit)


def _difference(desk: Desk, balance: Balance) -> Quantity:
    main = desk.read("metering.reading", Context.of(meter=balance.main))
    return main - desk.read("metering.balance_sum", Context.of(indicator=balance.id))


def _gap(desk: Desk, balance: Balance) -> Quantity:
    difference = desk.read("metering.balance_difference", Context.of(indicator=balance.id)).magnitude()
    return difference / desk.read("metering.reading", Context.of(meter=balance.main))


def _balanced(desk: Desk, context: Context) -> Quantity:
    return at_least(desk.read("metering.balance_tolerance", context), desk.read("metering.balance_share", context))


def _coverage(desk: Desk, section: Metering) -> None:
    if not section.coverage:
        return
    for one in section.coverage:
        name, at = label(one.name, "：排放量", ": emission"), one.place("emission")
        within = Within(READING, least=Decimal(0), example="1200 tCO2e")
        desk.amount("metering.emission", Context.of(source=one.id), one.emission, _TONNES, name, at, within)
    every = [Context.of(source=one.id) for one in section.coverage]
    metered = [Context.of(source=one.id) for one in section.coverage if one.meters]
    at = section.place("coverage")
    for what, contexts, zh, en in (
        ("total", every, "排放量合计", "emission of all sources"),
        ("metered", metered, "有计量的排放量", "emission of metered sources"),
    ):
        formula = partial(_emission, desk, contexts)
        desk.derive(f"metering.emission_{what}", _NONE, _TONNES, Text(zh, en), formula, at)
    text = Text("计量覆盖的排放量占比", "share of emission covered by meters")
    desk.derive(
        "metering.coverage",
        _NONE,
        "%",
        text,
        lambda: desk.read("metering.emission_metered") / desk.read("metering.emission_total"),
        at,
    )


def _emission(desk: Desk, contexts: list[Context]) -> Quantity:
    return total([desk.read("metering.emission", context) for context in contexts], _TONNES)
