"""Cut-off: what was left out, its share, and whether the rule allows it.

Method: ISO 14067:2018, 6.3.4.3; the limits are those of the product category rules and stand in the project with their
source. Basis ``emission``: estimate x runs x share of the main product, over the total with what was left out. Basis
``mass``: mass left out over the mass of all materials, in the same scaling::

    share_e = left out_e / (counted + sum of left out)

Inputs: ``footprints[].cut_off``, ``exchanges[].excluded``.

Outputs: ``footprint.excluded[product,process,element]`` (kgCO2e or t), ``footprint.cut_off[product,process,element]``,
``footprint.cut_off_total[product]``, ``footprint.cut_off_limit[product,level=one|all]``,
``footprint.cut_off_margin[product]`` (%).

Errors: LG491 (above the limit), LG492 (no rule, or nothing to compare), LG208 and LG215 (limits).

Example: ``cut-off-quality.yaml``, worked out by hand.

Marks: none; all figures are the project's.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.findings import Position
from generator.base.units import parse_unit
from generator.calculations.amounts import give_amount
from generator.calculations.decisions import alike
from generator.calculations.footprint.mass_balance import mass
from generator.calculations.footprint.results import pairs_of
from generator.calculations.footprint.rules import CUT_OFF, CUT_OFF_RULE
from generator.calculations.footprint.system import KG, PERCENT, System, refuse
from generator.calculations.verdicts import margin
from generator.ledger.fact import Reference
from generator.ledger.quantity import Quantity, constant, total
from generator.project.sections.footprint import CutOff
from generator.project.sections.footprint_process import Exchange, UnitProcess

_Pair = tuple[UnitProcess, Exchange]


def record_cut_off(system: System) -> None:
    """Record the shares of what was left out and hold them against the rule."""
    inside = [process for process in system.order if not system.beyond(process)]
    left: list[_Pair] = [(p, e) for p in inside for e in p.exchanges if e.excluded is not None]
    rule = system.footprint.cut_off
    if rule is None:
        for _, exchange in left:
            _without(system, exchange, "没有 cut_off 规则", "there is no rule cut_off")
        return
    for level, amount, key in (("one", rule.limit, "limit"), ("all", rule.cumulative, "cumulative")):
        zh, en = ("单项", "one exchange") if level == "one" else ("累计", "all together")
        text = system.label(f"：{zh}取舍限值", f": cut-off limit of {en}")
        give_amount(
            system.builder,
            "footprint.cut_off_limit",
            system.at(level=level),
            amount,
            PERCENT,
            text,
            rule.place(key),
            least=Decimal(0),
            reference=Reference(rule.source),
            most=Decimal(100),
        )
    if all([_left_out(system, process, exchange, rule) for process, exchange in left]):
        _shares(system, rule, left)


def _without(system: System, exchange: Exchange, zh: str, en: str) -> None:
    system.say(
        CUT_OFF_RULE.at(
            exchange.place("excluded"),
            f"交换 {exchange.id} 被排除，但{zh}",
            f"the exchange {exchange.id} is left out, but {en}",
            hint_zh="写 cut_off: {basis: emission, limit: 1 %, cumulative: 5 %, source: PCR…} 和 excluded.estimate",
            hint_en="write cut_off: {basis: emission, limit: 1 %, cumulative: 5 %, source: PCR…} and excluded.estimate",
        )
    )


def _left_out(system: System, process: UnitProcess, exchange: Exchange, rule: CutOff) -> bool:
    """Record what one exchange leaves out, scaled to the unit; say where nothing can be compared."""
    excluded, context = exchange.excluded, system.at(process=process.id, element=exchange.id)
    if excluded is None:
        return False
    unit = KG if rule.basis == "emission" else "t"
    text = system.of(process, exchange, "被排除量", "left out")
    if rule.basis == "emission":
        if excluded.estimate is None:
            _without(system, exchange, "没有估算值 estimate", "has no estimate")
            return False
        if excluded.estimate.value < 0:
            named = system.of(process, exchange, "估算排放", "estimated emission")
            refuse(system, "footprint.estimate", context, excluded.place("estimate"), named, excluded.estimate)
            return False
        measured = parse_unit(excluded.estimate.unit)
        named = system.of(process, exchange, "估算排放", "estimated emission")
        place: Position = excluded.place("estimate")
        system.builder.give("footprint.estimate", context, excluded.estimate.value, measured, named, place)
    elif not system.builder.has("footprint.amount", context):
        _without(system, exchange, "没有质量 amount", "has no amount of mass")
        return False
    formula = partial(_scaled, system, process, exchange, rule.basis)
    system.builder.derive("footprint.excluded", context, unit, text, formula, position=exchange.place("excluded"))
    return system.builder.has("footprint.excluded", context)


def _scaled(system: System, process: UnitProcess, exchange: Exchange, basis: str) -> Quantity:
    if basis == "emission":
        amount = system.read("footprint.estimate", process=process.id, element=exchange.id)
    else:
        amount = mass(system.read("footprint.amount", process=process.id, element=exchange.id))
    return (
        system.read("footprint.runs", process=process.id) * system.read("footprint.share", process=process.id) * amount
    )


def _counted(system: System, basis: str) -> Quantity:
    if basis == "emission":
        return system.read("footprint.total")
    tonne = parse_unit("t")
    masses = []
    for process, exchange in pairs_of(system):
        fact = system.builder.fact("footprint.amount", system.at(process=process.id, element=exchange.id))
        if exchange.kind == "material" and fact is not None and fact.unit.plain.converts_to(tonne):
            masses.append(_scaled(system, process, exchange, basis))
    return total(masses, tonne)


def _whole(system: System, rule: CutOff, left: list[_Pair]) -> Quantity:
    counted = _counted(system, rule.basis)
    parts = [system.read("footprint.excluded", process=p.id, element=e.id) for p, e in left]
    return total([counted, *parts], counted.unit)


def _shares(system: System, rule: CutOff, left: list[_Pair]) -> None:
    for process, exchange in left:
        context = system.at(process=process.id, element=exchange.id)
        text = system.of(process, exchange, "被排除份额", "share left out")

        def formula(process: UnitProcess = process, exchange: Exchange = exchange) -> Quantity:
            part = system.read("footprint.excluded", process=process.id, element=exchange.id)
            return part / _whole(system, rule, left)

        place = exchange.place("excluded")
        system.builder.derive("footprint.cut_off", context, PERCENT, text, formula, position=place)
        _hold(system, "footprint.cut_off", context.pairs, "one", place, exchange.id)

    def summed() -> Quantity:
        shares = [system.read("footprint.cut_off", process=p.id, element=e.id) for p, e in left]
        return total(shares, PERCENT) if shares else constant(0, PERCENT, "nothing left out")

    place = rule.place("cumulative")
    text = system.label("：累计被排除份额", ": share left out, all together")
    system.builder.derive("footprint.cut_off_total", system.at(), PERCENT, text, summed, position=place)
    text = system.label("：距累计取舍限值的余量", ": margin to the cumulative cut-off limit")
    system.builder.derive(
        "footprint.cut_off_margin",
        system.at(),
        PERCENT,
        text,
        lambda: margin(
            system.read("footprint.cut_off_total"), system.read("footprint.cut_off_limit", level="all"), upper=True
        ),
        position=place,
    )
    _hold(system, "footprint.cut_off_total", system.at().pairs, "all", place, "")


def _hold(
    system: System, fact_id: str, pairs: tuple[tuple[str, str], ...], level: str, place: Position, name: str
) -> None:
    share = system.builder.fact(fact_id, type(system.at()).read(dict(pairs)))
    limit = system.builder.fact("footprint.cut_off_limit", system.at(level=level))
    if share is None or limit is None or share.value <= limit.value or alike(share.value, limit.value):
        return
    shown = share.value.quantize(Decimal("0.01"))
    what_zh, what_en = (f"交换 {name} ", f"the exchange {name}") if name else ("全部被排除项", "what is left out")
    system.say(
        CUT_OFF.at(
            place,
            f"{what_zh}占 {shown} %，超过取舍限值 {limit.value} %",
            f"{what_en} is {shown} %, above the cut-off limit of {limit.value} %",
            hint_zh="把该交换计入（给出因子，去掉 excluded）",
            hint_en="include it: give its factor, take out excluded",
            fact=share.key,
        )
    )
