"""What the result is made of: per unit, cumulative by process, shares, ranking, module D, delayed emissions, carbon.

Method: ISO 14067:2018, 6.6 and 7.2 (contributions); the intensity of a process holds all that is upstream of it::

    intensity_p = share_p / output_p x (sum of emissions of a run + sum of amount_pq x intensity_q)
    contribution_e = runs_p x share_p x (emission of a run, or amount x intensity of the process that makes it)

Emissions that happen later are counted in full, as if at once; those ten years or more after production are shown
apart (ISO 14067:2018, 6.4.8) and never credited. The carbon content of product and packaging is information, not a
deduction; carbon becomes CO2 by 44/12. Exchanges are ranked by the magnitude of what they emit themselves.

Inputs: facts of :mod:`results`; ``footprints[].unit``, ``.boundary``, ``.carbon``, ``exchanges[].later``,
``exchanges[].packaging``.

Outputs: ``footprint.unit[product]``, ``footprint.per_unit[product]`` (kgCO2e per unit of the functional unit),
``footprint.intensity[product,process]`` (kgCO2e per unit of output),
``footprint.contribution[product,process,element]``, ``footprint.beyond[product]`` (module D, in no total),
``footprint.delay[product,process,element]`` (a), ``footprint.delayed[product]``, ``footprint.packaging[product]``
(kgCO2e), ``footprint.stage_share[product,stage]``,
``footprint.process_share[product,process]`` (%), ``footprint.ranked``, ``footprint.ranked_share``,
``footprint.ranked_cumulative[product,row]`` (kgCO2e, %, %),
``footprint.carbon[product,element=biogenic|packaging|fossil]`` (kgC), ``footprint.carbon_co2[product,element]``
(kgCO2).

Errors: LG480 (declared unit for a whole life), LG483 (below zero), LG208 and LG215 (delay), LG506 (module D takes from
inside, or gives to it).

Example: ``heijungs-suh.yaml`` and ``parts.yaml``.

Marks: those of the values that are read.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from generator.base.units import parse_unit
from generator.calculations.amounts import give_amount
from generator.calculations.footprint.results import origins, pairs_of, scale, sum_of
from generator.calculations.footprint.rules import BEYOND, DECLARED_UNIT
from generator.calculations.footprint.system import KG, PERCENT, System, output_unit, refuse
from generator.calculations.verdicts import alike
from generator.ledger.context import Context
from generator.ledger.ledger import Unavailable
from generator.ledger.quantity import Quantity, ratio, total
from generator.project.sections.footprint_process import Exchange, UnitProcess

_LATE = Decimal(10)


def record_contributions(system: System) -> None:
    """Record what the footprint itself says beyond its totals; scenarios have their totals alone."""
    _record_beyond(system)
    _record_unit(system)
    _record_intensities(system)
    _record_shares(system)
    _record_ranking(system)
    _record_delays(system)
    _record_some(
        system,
        "delayed",
        "十年以后发生的排放（全额计入，不予抵扣）",
        "emissions ten years or more later",
        partial(_is_late, system),
    )
    _record_some(system, "packaging", "包装排放", "emissions of packaging", lambda _, exchange: exchange.packaging)
    _record_carbon(system)


def _record_beyond(system: System) -> None:
    """Record what stands beyond the boundary, apart; it takes nothing from inside and gives nothing to it."""
    outside = [process for process in system.order if system.beyond(process)]
    for process in system.order:
        for exchange in system.counted(process):
            fed = system.process(exchange.process) if exchange.process else None
            if fed is not None and system.beyond(fed) != system.beyond(process):
                _across(system, process, exchange, fed)
    if outside:
        text = system.label(
            "：边界外的效益和负荷（模块D，单独列示）", ": benefits and loads beyond the boundary, apart"
        )

        def formula() -> Quantity:
            return total([system.read("footprint.process", process=process.id) for process in outside], KG)

        system.builder.derive("footprint.beyond", system.at(), KG, text, formula)


def _across(system: System, process: UnitProcess, exchange: Exchange, fed: UnitProcess) -> None:
    inward = system.beyond(process)
    zh = f"模块 D 的过程 {process.id} 使用边界内过程 {fed.id} 的产出"
    en = f"the process {process.id} of module D takes from {fed.id} inside the boundary"
    if not inward:
        zh = f"边界内过程 {process.id} 使用模块 D 的过程 {fed.id} 的产出，其排放不在总量中"
        en = f"the process {process.id} inside the boundary takes from {fed.id} of module D, which is in no total"
    system.say(
        BEYOND.at(
            exchange.place("process"),
            zh,
            en,
            hint_zh="模块 D 的交换写 factor，或另设模块 D 的过程" if inward else f"把过程 {fed.id} 归入边界内的阶段",
            hint_en="give the exchange a factor, or a process of module D of its own"
            if inward
            else f"put the process {fed.id} into a stage inside the boundary",
        )
    )


def _record_unit(system: System) -> None:
    unit, context = system.footprint.unit, system.at()
    if unit.kind == "declared" and system.footprint.boundary == "cradle-to-grave":
        system.say(
            DECLARED_UNIT.at(
                unit.place("kind"),
                "从摇篮到坟墓的产品碳足迹应采用功能单位，声明单位只用于部分产品碳足迹",
                "a footprint from cradle to grave needs a functional unit; a declared unit serves a partial footprint",
                hint_zh="kind: functional，或 boundary: cradle-to-gate",
                hint_en="kind: functional, or boundary: cradle-to-gate",
            )
        )
    text = system.label("：单位数量", ": amount of the unit")
    if unit.amount.value <= 0:
        refuse(system, "footprint.unit", context, unit.place("amount"), text, unit.amount)
    else:
        measured = parse_unit(unit.amount.unit)
        system.builder.give("footprint.unit", context, unit.amount.value, measured, text, unit.place("amount"))
    per = parse_unit(KG).times(parse_unit(unit.amount.unit), -1)
    text = system.label("：单位产品碳足迹", ": footprint per unit")
    system.builder.derive(
        "footprint.per_unit", context, per, text, lambda: system.read("footprint.total") / system.read("footprint.unit")
    )


def _record_intensities(system: System) -> None:
    for process in reversed(system.order):
        unit = parse_unit(KG).times(output_unit(process), -1)
        text = system.of(process, None, "单位产出的累计排放", "cumulative emissions per unit of output")
        context = system.at(process=process.id)
        formula = partial(_intensity, system, process)
        system.builder.derive("footprint.intensity", context, unit, text, formula, position=process.at)
    for process in system.order:
        for exchange in system.counted(process):
            context = system.at(process=process.id, element=exchange.id)
            text = system.of(process, exchange, "对碳足迹的贡献（含上游）", "contribution with all that is upstream")
            formula = partial(_contribution, system, process, exchange)
            system.builder.derive("footprint.contribution", context, KG, text, formula, position=exchange.at)


def run_of(system: System, process: UnitProcess, exchange: Exchange) -> Quantity:
    """Return what an exchange stands for in one run of its process, with everything upstream."""
    if exchange.process:
        amount = system.read("footprint.amount", process=process.id, element=exchange.id)
        return (amount * system.read("footprint.intensity", process=exchange.process)).in_unit(KG)
    own = {"process": process.id, "element": exchange.id}
    return total([system.read("footprint.run_emission", category=origin, **own) for origin in origins(exchange)], KG)


def _intensity(system: System, process: UnitProcess) -> Quantity:
    share = system.read("footprint.share", process=process.id)
    output = system.read("footprint.output", process=process.id)
    return total([run_of(system, process, one) for one in system.counted(process)], KG) * share / output


def _contribution(system: System, process: UnitProcess, exchange: Exchange) -> Quantity:
    return scale(system, process, None) * run_of(system, process, exchange)


def _record_shares(system: System) -> None:
    def share(fact_id: str, context: Context) -> Callable[[], Quantity]:
        return lambda: system.builder.read(fact_id, context) / system.read("footprint.total")

    for stage in system.footprint.stages:
        if stage.module == "D":
            continue
        text = system.label(f"·{stage.name.zh}：占比", f" / {stage.name.text.en}: share of the total")
        context = system.at(stage=stage.id)
        system.builder.derive("footprint.stage_share", context, PERCENT, text, share("footprint.stage", context))
    for process in system.order:
        if system.beyond(process):
            continue
        text = system.of(process, None, "占比", "share of the total")
        context = system.at(process=process.id)
        system.builder.derive("footprint.process_share", context, PERCENT, text, share("footprint.process", context))


def _record_ranking(system: System) -> None:
    """Record the exchanges by what they emit themselves, the largest in magnitude first."""
    known: list[tuple[Decimal, int, UnitProcess, Exchange]] = []
    for number, (process, exchange) in enumerate(pairs_of(system)):
        if exchange.process:
            continue
        try:
            emitted = sum_of(system, [(process, exchange)], None, None)
        except Unavailable:
            return
        known.append((-abs(emitted.value), number, process, exchange))
    ranked = [(process, exchange) for _, _, process, exchange in sorted(known, key=lambda one: one[:2])]
    for row, (process, exchange) in enumerate(ranked, 1):
        context = system.at(row=row)
        text = system.of(process, exchange, f"贡献排序第{row}位", f"rank {row} by contribution")
        formula = partial(sum_of, system, [(process, exchange)], None, None)
        system.builder.derive("footprint.ranked", context, KG, text, formula, position=exchange.at)
        text = system.of(process, exchange, "贡献率", "share of the total")
        system.builder.derive("footprint.ranked_share", context, PERCENT, text, partial(_ranked_share, system, [row]))
        text = system.of(process, exchange, f"前{row}位累计贡献率", f"share of the first {row}")
        rows = list(range(1, row + 1))
        formula = partial(_ranked_share, system, rows)
        system.builder.derive("footprint.ranked_cumulative", context, PERCENT, text, formula)


def _ranked_share(system: System, rows: list[int]) -> Quantity:
    if len(rows) == 1:
        return system.read("footprint.ranked", row=rows[0]) / system.read("footprint.total")
    before = system.read("footprint.ranked_cumulative", row=rows[-2])
    return before + system.read("footprint.ranked_share", row=rows[-1])


def _record_delays(system: System) -> None:
    """Give how long after production each exchange happens that says so."""
    for process in system.order:
        for exchange in system.counted(process):
            if exchange.later is not None:
                context = system.at(process=process.id, element=exchange.id)
                text, place = (
                    system.of(process, exchange, "发生时间", "years after production"),
                    exchange.place("later"),
                )
                give_amount(
                    system.builder, "footprint.delay", context, exchange.later, "a", text, place, least=Decimal(0)
                )


def _is_late(system: System, process: UnitProcess, exchange: Exchange) -> bool:
    delay = system.builder.fact("footprint.delay", system.at(process=process.id, element=exchange.id))
    return delay is not None and (delay.value >= _LATE or alike(delay.value, _LATE))


def _record_some(system: System, name: str, zh: str, en: str, fits: Callable[[UnitProcess, Exchange], bool]) -> None:
    pairs = [(process, exchange) for process, exchange in pairs_of(system) if fits(process, exchange)]
    if pairs:
        text = system.label(f"：{zh}", f": {en}")

        def formula() -> Quantity:
            return total([system.read("footprint.contribution", process=p.id, element=e.id) for p, e in pairs], KG)

        system.builder.derive(f"footprint.{name}", system.at(), KG, text, formula)


def _record_carbon(system: System) -> None:
    content = system.footprint.carbon
    if content is None:
        return
    for element, amount, zh, en in (
        ("biogenic", content.biogenic, "产品生物源碳含量", "biogenic carbon in the product"),
        ("packaging", content.packaging, "包装生物源碳含量", "biogenic carbon in the packaging"),
        ("fossil", content.fossil, "产品化石碳含量", "fossil carbon in the product"),
    ):
        if amount is None:
            continue
        context, place = system.at(element=element), content.place(element)
        text = system.label(f"：{zh}", f": {en}")
        if amount.value < 0:
            refuse(system, "footprint.carbon", context, place, text, amount)
        else:
            system.builder.give("footprint.carbon", context, amount.value, parse_unit(amount.unit).of("C"), text, place)

        def formula(context: Context = context) -> Quantity:
            weight = ratio(44, 12, "kgCO2/kgC", "CO2 of carbon")
            return system.builder.read("footprint.carbon", context) * weight

        text = system.label(f"：{zh}（折CO2）", f": {en}, as CO2")
        system.builder.derive("footprint.carbon_co2", context, "kgCO2", text, formula)
