"""Allocation of a process's burdens to its products; credits of substitution.

Method: ISO 14044:2006, 4.3.4 (allocation; the sum of the shares equals the whole, 4.3.4.1). A
co-product's share is its mass, heating value or market value over that of all products together; the main product has
the rest, so that shares sum to one exactly. Under substitution the main product bears everything, and what the
co-products replace is a credit that stands apart and is never inside ``footprint.total``::

    share_co   = quantity_co x property_co / sum of (quantity x property)
    share_main = 1 - sum of share_co

Inputs: ``footprints[].processes[].products`` and ``.allocation``.

Outputs: ``footprint.product[product,process,element]`` (units of the co-products),
``footprint.property[product,process,element]`` (GJ/t, CNY/t; the main product under its process's id),
``footprint.co_share[product,process,element]``, ``footprint.share[product,process]`` and
``footprint.share_sum[product,process]`` as pure numbers; under substitution
``footprint.replaced[product,process,element]`` (factors), ``footprint.credit[product,process,element]``,
``footprint.credit_total[product]`` and ``footprint.total_with_credit[product]`` (kgCO2e).

Errors: LG483 (below zero), LG488 (data of the method missing), LG489 (shares do not sum to one); LG490 and LG505
from :mod:`mass_balance`.

Example: ``soy-mass.yaml`` and ``soy-economic.yaml`` (documentation of Earthster on co-product allocation: mass shares
60/40, value shares 80/20).

Marks: none; all figures are the project's.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from functools import partial

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import ONE, parse_unit
from generator.calculations.factors import from_inline
from generator.calculations.footprint.mass_balance import mass, record_balance
from generator.calculations.footprint.rules import ALLOCATION, SHARES
from generator.calculations.footprint.system import System, refuse
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, total
from generator.project.node import Amount
from generator.project.sections.footprint_process import Allocation, CoProduct, UnitProcess

_PROPERTY = {"energy": "energy", "economic": "price"}


def record_allocation(system: System) -> None:
    """Record shares and mass balances of every process in order."""
    for process in system.order:
        if not process.products:
            text = system.of(process, None, "分配比例", "share of the burdens")
            formula = partial(constant, 1, ONE, "single product")
            system.builder.derive("footprint.share", system.at(process=process.id), ONE, text, formula)
            continue
        if process.allocation is None:
            _lacking(system, process, process.place("products"), "缺少 allocation", "has no allocation")
            continue
        _products(system, process)
        _shares(system, process, process.allocation)
        record_balance(system, process, process.allocation)


def _lacking(system: System, process: UnitProcess, place: Position, zh: str, en: str) -> None:
    system.say(
        ALLOCATION.at(
            place,
            f"多产品过程 {process.id} {zh}",
            f"the process {process.id} with several products {en}",
            hint_zh="例如 allocation: {method: mass, reason: …, tolerance: 2 %}",
            hint_en="for example allocation: {method: mass, reason: …, tolerance: 2 %}",
        )
    )
    context = system.at(process=process.id)
    system.builder.lack("footprint.share", context, Text("缺少分配数据", "allocation data are missing"), place)


def _products(system: System, process: UnitProcess) -> None:
    for one in process.products:
        context = system.at(process=process.id, element=one.id)
        text = _named(system, process, one, "副产品产量", "amount of the co-product")
        if one.amount.value < 0:
            refuse(system, "footprint.product", context, one.place("amount"), text, one.amount)
            continue
        unit = parse_unit(one.amount.unit).plain.of(one.id)
        system.builder.give("footprint.product", context, one.amount.value, unit, text, one.place("amount"))


def _named(system: System, process: UnitProcess, one: CoProduct, zh: str, en: str) -> Text:
    name = system.of(process, None, zh, en)
    return Text(f"{one.name.zh}，{name.zh}", f"{one.name.text.en}, {name.en}")


def _shares(system: System, process: UnitProcess, allocation: Allocation) -> None:
    method = allocation.method
    if method == "shares":
        _given(system, process, allocation)
        return
    if method == "substitution":
        text = system.of(process, None, "分配比例（系统扩展）", "share of the burdens (system expansion)")
        context = system.at(process=process.id)
        system.builder.derive("footprint.share", context, ONE, text, partial(constant, 1, ONE, "system expansion"))
        for one in process.products:
            if one.replaces is None:
                _lacking(
                    system, process, one.at, f"的副产品 {one.id} 缺少 replaces", f"does not say what {one.id} replaces"
                )
        return
    if method in _PROPERTY and not _properties(system, process, allocation, _PROPERTY[method]):
        return
    for one in process.products:
        system.builder.derive(
            "footprint.co_share",
            system.at(process=process.id, element=one.id),
            ONE,
            _named(system, process, one, "分配比例", "share of the burdens"),
            partial(_share, system, process, one, method),
            position=allocation.place("method"),
        )
    _rest(system, process, allocation)


def _rest(system: System, process: UnitProcess, allocation: Allocation) -> None:
    """Record the main product's share as the rest, and the sum of all."""
    context = system.at(process=process.id)
    place = allocation.place("method")

    def others() -> Quantity:
        return total(
            [
                system.builder.read("footprint.co_share", system.at(process=process.id, element=one.id))
                for one in process.products
            ],
            ONE,
        )

    text = system.of(process, None, "主产品分配比例", "share of the main product")
    system.builder.derive(
        "footprint.share", context, ONE, text, lambda: constant(1, ONE, "the whole") - others(), position=place
    )
    text = system.of(process, None, "分配比例之和", "sum of the shares")
    system.builder.derive(
        "footprint.share_sum",
        context,
        ONE,
        text,
        lambda: others() + system.builder.read("footprint.share", context),
        position=place,
    )


def _properties(system: System, process: UnitProcess, allocation: Allocation, key: str) -> bool:
    """Record heating values or prices of all products; say which are missing."""
    listed: list[tuple[str, Amount | None, Position, Text]] = [
        (process.id, getattr(allocation, key), allocation.at, system.of(process, None, "主产品", "main product"))
    ]
    listed += [
        (o.id, getattr(o, key), o.at, _named(system, process, o, "副产品", "co-product")) for o in process.products
    ]
    complete = True
    for name, amount, place, text in listed:
        context = system.at(process=process.id, element=name)
        said = Text(f"{text.zh}的{'热值' if key == 'energy' else '价格'}", f"{text.en}: {key}")
        if amount is None:
            _lacking(system, process, place, f"缺少 {name} 的 {key}", f"lacks {key} of {name}")
            complete = False
        elif amount.value < 0:
            refuse(system, "footprint.property", context, place, said, amount)
            complete = False
        else:
            unit = parse_unit(amount.unit).per(name)
            system.builder.give("footprint.property", context, amount.value, unit, said, place)
    return complete


def _share(system: System, process: UnitProcess, one: CoProduct, method: str) -> Quantity:
    main = system.builder.read("footprint.output", system.at(process=process.id))
    parts = [(process.id, main)]
    parts += [
        (other.id, system.builder.read("footprint.product", system.at(process=process.id, element=other.id)))
        for other in process.products
    ]
    weighed = {name: _weight(system, process, name, amount, method) for name, amount in parts}
    return weighed[one.id] / total(list(weighed.values()), weighed[process.id].unit)


def _weight(system: System, process: UnitProcess, name: str, amount: Quantity, method: str) -> Quantity:
    if method in _PROPERTY:
        return amount * system.builder.read("footprint.property", system.at(process=process.id, element=name))
    return mass(amount)


def _given(system: System, process: UnitProcess, allocation: Allocation) -> None:
    wanted = [process.id, *(one.id for one in process.products)]
    unknown = [name for name in allocation.shares if name not in wanted]
    missing = [name for name in wanted if name not in allocation.shares]
    place = allocation.place("shares")
    if unknown or missing:
        _lacking(
            system,
            process,
            place,
            f"的 shares 应有 {'、'.join(wanted)} 各一项",
            f"needs a share of each of {', '.join(wanted)}",
        )
        return
    with localcontext(prec=34):
        summed = sum(allocation.shares.values(), Decimal(0))
    if summed != 1 or any(value < 0 for value in allocation.shares.values()):
        system.say(
            SHARES.at(
                place,
                f"过程 {process.id} 的分配比例之和为 {summed}，应为 1",
                f"the shares of the process {process.id} sum to {summed}, not 1",
                hint_zh=f"例如 {{{process.id}: 0.9, {wanted[1]}: 0.1}}",
                hint_en=f"for example {{{process.id}: 0.9, {wanted[1]}: 0.1}}",
            )
        )
        context = system.at(process=process.id)
        system.builder.lack("footprint.share", context, Text("分配比例之和不为1", "shares do not sum to one"), place)
        return
    for one in process.products:
        context = system.at(process=process.id, element=one.id)
        text = _named(system, process, one, "分配比例", "share of the burdens")
        at = allocation.place(f"shares.{one.id}")
        system.builder.give("footprint.co_share", context, allocation.shares[one.id], ONE, text, at)
    _rest(system, process, allocation)


# ---------------------------------------------------------------------------------------------------- credits


def record_credits(system: System) -> None:
    """Record what co-products replace, apart from the total.

    Makes ``footprint.replaced[product,process,element]`` (factors), ``footprint.credit[product,process,element]`` and
    ``footprint.credit_total[product]`` (kgCO2e), and ``footprint.total_with_credit[product]``.
    """
    made: list[Context] = []
    for process in system.order:
        if process.allocation is None or process.allocation.method != "substitution":
            continue
        for one in process.products:
            if one.replaces is None:
                continue
            context = system.at(process=process.id, element=one.id)
            text = _named(system, process, one, "被替代产品的因子", "factor of what is replaced")
            from_inline(one.replaces).per(one.id).give(system.builder, "footprint.replaced", context, text)
            text = _named(system, process, one, "替代抵扣", "credit of substitution")
            system.builder.derive(
                "footprint.credit", context, "kgCO2e", text, partial(_credit, system, process, context), position=one.at
            )
            made.append(context)
    if not made:
        return
    text = system.label("：替代抵扣合计（单独列示）", ": credits of substitution, apart")
    system.builder.derive(
        "footprint.credit_total",
        system.at(),
        "kgCO2e",
        text,
        lambda: total([system.builder.read("footprint.credit", one) for one in made], "kgCO2e"),
    )
    text = system.label("：扣除替代抵扣后的碳足迹", ": footprint less credits of substitution")
    system.builder.derive(
        "footprint.total_with_credit",
        system.at(),
        "kgCO2e",
        text,
        lambda: system.read("footprint.total") - system.read("footprint.credit_total"),
    )


def _credit(system: System, process: UnitProcess, context: Context) -> Quantity:
    runs = system.read("footprint.runs", process=process.id)
    return runs * system.builder.read("footprint.product", context) * system.builder.read("footprint.replaced", context)
