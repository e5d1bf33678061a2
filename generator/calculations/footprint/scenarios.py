"""What if: sensitivity of the total to single values, scenarios, comparison of products.

Method: ISO 14044:2006, 4.5.3.3 (sensitivity check); ISO 14067:2018, 6.6. One value at a time goes up and down by a
share. The total is linear in every single amount and factor of a network without circles, so that the changed total
has a closed form::

    total' = total x 1 + change x contribution of the exchange       (through the amount: with all that is upstream)

A scenario replaces amounts or factors and is calculated anew as a whole. Two products are compared only where
functional unit, boundary, rules and GWP set are the same (ISO 14067:2018, 6.2.2).

Inputs: ``footprints[].sensitivity``, ``.scenarios``, ``.compared``.

Outputs: ``footprint.sensitivity[product,process,element,parameter,level=low|high]`` (kgCO2e),
``footprint.sensitivity_share[product,process,element,parameter]`` (%: change of the total for the change up),
``footprint.sensitivity_change[...]`` (%), ``footprint.change[product,scenario]`` (kgCO2e),
``footprint.change_share[product,scenario]`` (%), and with ``scenario`` what :mod:`results` makes;
``footprint.difference[product,basis]`` (kgCO2e) and ``footprint.difference_share[product,basis]`` (%), ``basis``: the
other product.

Errors: LG496 (not comparable), LG499 (a change of nothing), LG483 (below zero), LG208 and LG215 (change).

Example: ``scenario.yaml``, worked out by hand.

Marks: those of the values that are read.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import parse_unit
from generator.calculations.amounts import give_amount
from generator.calculations.footprint.factors import record_gwp
from generator.calculations.footprint.inputs import give
from generator.calculations.footprint.results import origins, record_results
from generator.calculations.footprint.rules import CHANGE, COMPARISON
from generator.calculations.footprint.system import KG, PERCENT, System, refuse, substance_in
from generator.ledger.context import Context
from generator.ledger.fact import Kind
from generator.ledger.quantity import Quantity
from generator.project.sections.footprint import Change, Footprint, FootprintScenario, Variation


def record_sensitivity(system: System) -> None:
    """Record the total with single values changed up and down."""
    for one in system.footprint.sensitivity:
        process = system.process(one.process)
        exchange = next((e for e in process.exchanges if e.id == one.exchange), None) if process else None
        if process is None or exchange is None:
            continue
        context = system.at(process=one.process, element=one.exchange, parameter=one.what)
        what_zh, what_en = ("数量", "amount") if one.what == "amount" else ("因子", "factor")
        text = system.of(process, exchange, f"{what_zh}变动幅度", f"change of the {what_en}")
        place = one.place("change")
        if exchange.excluded is not None or (one.what == "factor" and exchange.process) or system.beyond(process):
            _nothing(system, one)
            continue
        if not give_amount(
            system.builder,
            "footprint.sensitivity_change",
            context,
            one.change,
            PERCENT,
            text,
            place,
            kind=Kind.ASSUMED,
            least=Decimal(0),
            most=Decimal(100),
        ):
            continue
        for level, zh, en in (("low", "减小", "lower"), ("high", "增大", "higher")):
            text = system.of(process, exchange, f"{what_zh}{zh}时的碳足迹", f"footprint with the {what_en} {en}")
            formula = partial(_changed, system, one, level)
            at = context.extended(level=level)
            system.builder.derive("footprint.sensitivity", at, KG, text, formula, position=place)
        text = system.of(process, exchange, f"对{what_zh}的敏感度", f"sensitivity to the {what_en}")
        formula = partial(_relative, system, one)
        system.builder.derive("footprint.sensitivity_share", context, PERCENT, text, formula, position=place)


def _nothing(system: System, one: Variation | Change) -> None:
    system.say(
        CHANGE.at(
            one.at,
            f"对 {one.process} 的 {one.exchange} 的变动没有效果",
            f"the change of {one.exchange} in {one.process} has no effect",
            hint_zh="写 amount 或 factor；由本系统过程供给的交换只有 amount；不改变已排除或模块 D 的交换",
            hint_en="say amount or factor; what a process of the system makes has an amount only; nothing left out, "
            "nothing of module D",
        )
    )


def _delta(system: System, one: Variation) -> Quantity:
    part = system.read("footprint.contribution", process=one.process, element=one.exchange)
    change = system.read("footprint.sensitivity_change", process=one.process, element=one.exchange, parameter=one.what)
    return (part * change).in_unit(KG)


def _changed(system: System, one: Variation, level: str) -> Quantity:
    whole, delta = system.read("footprint.total"), _delta(system, one)
    return whole + delta if level == "high" else whole - delta


def _relative(system: System, one: Variation) -> Quantity:
    return _delta(system, one) / system.read("footprint.total")


# ---------------------------------------------------------------------------------------------------- scenarios


def record_scenarios(system: System) -> None:
    """Record every scenario's values and what it changes."""
    for scenario in system.footprint.scenarios:
        if not all([_change(system, scenario, change) for change in scenario.changes]):
            reason = Text("情景的变动有误", "a change of the scenario is wrong")
            system.builder.lack("footprint.total", system.at(scenario=scenario.id), reason, scenario.at)
            continue
        record_results(replace(system, scenario=scenario.name), scenario.id)
        text = system.label(f"：{scenario.name.zh}的变化量", f": change in {scenario.name.text.en}")
        context = system.at(scenario=scenario.id)
        formula = partial(_difference, system, scenario)
        system.builder.derive("footprint.change", context, KG, text, formula, position=scenario.at)
        text = system.label(f"：{scenario.name.zh}的变化率", f": relative change in {scenario.name.text.en}")

        def relative(scenario: FootprintScenario = scenario) -> Quantity:
            return _difference(system, scenario) / system.read("footprint.total")

        system.builder.derive("footprint.change_share", context, PERCENT, text, relative, position=scenario.at)


def _difference(system: System, scenario: FootprintScenario) -> Quantity:
    return system.read("footprint.total", scenario.id) - system.read("footprint.total")


def _change(system: System, scenario: FootprintScenario, change: Change) -> bool:
    process = system.process(change.process)
    exchange = next((e for e in process.exchanges if e.id == change.exchange), None) if process else None
    if process is None or exchange is None:
        return False
    without_factor = change.factor is not None and not [o for o in origins(exchange) if not exchange.gas]
    if exchange.excluded is not None or (change.amount is None and change.factor is None) or without_factor:
        _nothing(system, change)
        return False
    context = system.at(scenario=scenario.id, process=change.process, element=change.exchange)
    if change.amount is not None:
        text = system.of(process, exchange, f"{scenario.name.zh}的数量", f"amount in {scenario.name.text.en}")
        give(system, "footprint.amount", context, exchange, change.amount, change.place("amount"), text)
    if change.factor is not None:
        text = system.of(process, exchange, f"{scenario.name.zh}的因子", f"factor in {scenario.name.text.en}")
        place = change.place("factor")
        one = context.extended(category=exchange.origin)
        if change.factor.value < 0:
            refuse(system, "footprint.factor", one, place, text, change.factor)
            return False
        amount = system.builder.fact("footprint.amount", system.at(process=change.process, element=change.exchange))
        counted = (substance_in(amount.unit) if amount else "") or exchange.id
        unit = parse_unit(change.factor.unit).per(counted)
        gas = next((s for _, s, e in unit.atoms if e > 0 and s), "CO2e")
        if gas != "CO2e":
            record_gwp(system, gas, place)
        system.builder.give("footprint.factor", one, change.factor.value, unit, text, place, kind=Kind.ASSUMED)
    return True


# -------------------------------------------------------------------------------------------------- comparisons


def record_comparisons(system: System) -> None:
    """Record the differences from the products that this one is compared with."""
    own = system.footprint
    for number, name in enumerate(own.compared):
        other = next((one for one in system.project.file.footprints if one.id == name), None)
        if other is None or other.id == own.id:
            continue
        context = system.at(basis=other.id)
        unlike = _unlike(own, other)
        if unlike is not None:
            place = own.place(f"compared.{number}")
            system.say(
                COMPARISON.at(
                    place,
                    f"{own.id} 与 {other.id} 不可比：{unlike.zh}不同",
                    f"{own.id} and {other.id} do not compare: another {unlike.en}",
                    hint_zh="两个产品须有相同的功能单位、数量、边界和规则；否则去掉 compared",
                    hint_en="let both have one functional unit, amount, boundary and rules, or take compared out",
                    related=[other.unit.at],
                )
            )
            reason = Text("两个产品不可比", "the two products do not compare")
            system.builder.lack("footprint.difference", context, reason, place)
            continue
        theirs = Context.of(product=other.id)

        def difference(theirs: Context = theirs) -> Quantity:
            whole = system.read("footprint.total")
            return whole - system.builder.read("footprint.total", theirs)

        def relative(theirs: Context = theirs) -> Quantity:
            against = system.builder.read("footprint.total", theirs)
            return (system.read("footprint.total") - against) / against

        text = system.label(f"：与{other.product.zh}的差", f": difference from {other.product.text.en}")
        system.builder.derive("footprint.difference", context, KG, text, difference)
        text = system.label(f"：与{other.product.zh}的相对差", f": relative difference from {other.product.text.en}")
        system.builder.derive("footprint.difference_share", context, PERCENT, text, relative)


def _unlike(own: Footprint, other: Footprint) -> Text | None:
    if own.unit.kind != "functional" or other.unit.kind != "functional":
        return Text("功能单位（声明单位不作比较）", "functional unit (a declared unit does not compare)")
    mine, theirs = own.unit, other.unit
    first, second = parse_unit(mine.amount.unit), parse_unit(theirs.amount.unit)
    same = first.converts_to(second) and mine.amount.value * first.conversion(second) == theirs.amount.value
    if mine.text.zh != theirs.text.zh or not same:
        return Text("功能单位", "functional unit")
    if own.boundary != other.boundary:
        return Text("系统边界", "boundary")
    return Text("产品种类规则", "set of product category rules") if own.rules != other.rules else None
