"""Results: scaling of the processes, emissions by exchange, process, stage and part, contributions, carbon content.

Method: ISO 14067:2018, 6.4 to 6.6 and 7.2; GB/T 24067-2024, same clauses; ISO 14044:2006, 4.4. A process runs as often
as its output is taken; an exchange emits amount x factor (x GWP100) in every run, times the share of the main
product::

    runs_p     = (demand_p + sum over takers q of runs_q x share_q x amount_qp) / output_p
    emission_e = runs_p x share_p x amount_e x factor_e [x GWP]       (removals count negative)
    intensity_p = share_p / output_p x (sum of emissions of a run + sum of amount_pq x intensity_q)

The total is the sum of the six parts; each part is also given alone. Emissions that happen later are counted in full,
as if at once; those ten years or more after production are shown apart (ISO 14067:2018, 6.4.8) and never credited. The
carbon content of product and packaging is information, not a deduction; carbon becomes CO2 by 44/12.

Inputs: facts of :mod:`inputs` and :mod:`allocation`; ``footprints[].carbon``.

Outputs: ``footprint.runs[product,process]`` (1), ``footprint.run_emission`` and
``footprint.emission[product,process,element,category]``, ``footprint.contribution[product,process,element]``,
``footprint.process[product,process]``, ``footprint.stage[product,stage]``,
``footprint.stage[product,stage,category]``, ``footprint.part[product,category]``, ``footprint.total[product]``,
``footprint.beyond[product]`` (module D, in no total), ``footprint.delayed[product]``, ``footprint.packaging[product]``
(kgCO2e), ``footprint.intensity[product,process]`` (kgCO2e per unit of output), ``footprint.per_unit[product]`` (kgCO2e
per unit of the functional unit), ``footprint.stage_share``, ``footprint.process_share`` (%), ``footprint.ranked``,
``footprint.ranked_share``, ``footprint.ranked_cumulative[product,row]`` (kgCO2e, %),
``footprint.carbon[product,element]`` (kgC), ``footprint.carbon_co2[product,element]`` (kgCO2). Runs, emissions,
process, stage, part and total stand with ``scenario`` too, where there are scenarios.

Errors: LG002 (units that do not convert), LG480 (declared unit for a whole life), LG483 (below zero), LG506 (module D
takes from inside).

Example: ``heijungs-suh.yaml`` (1000 kWh of electricity from fuel: 120 kg CO2), ``parts.yaml`` worked out by hand.

Marks: the GWP100 are secondary; AR6 gives CH4 as one value (27.9) without the split by origin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE, parse_unit
from generator.calculations.footprint.inputs import refuse
from generator.calculations.footprint.rules import BEYOND, DECLARED_UNIT
from generator.calculations.footprint.system import KG, PARTS, PERCENT, System, output_unit
from generator.ledger.context import Context
from generator.ledger.ledger import Unavailable
from generator.ledger.quantity import Quantity, constant, ratio, total
from generator.project.sections.footprint_process import Exchange, UnitProcess

_LATE = Decimal(10)


def record_results(system: System, scenario: str | None = None) -> None:
    """Record scaling, emissions and totals, of the footprint itself or of a scenario."""
    for process in system.order:
        _record_runs(system, process, scenario)
        for exchange in system.counted(process):
            for origin in origins(exchange):
                _record_emission(system, process, exchange, origin, scenario)
    for process in system.order:
        text = system.of(process, None, "排放量", "emissions")
        context = system.at(scenario=scenario, process=process.id)
        pairs = [(process, exchange) for exchange in system.counted(process)]
        formula = partial(_sum, system, pairs, None, scenario)
        system.builder.derive("footprint.process", context, KG, text, formula, position=process.at)
    _record_stages(system, scenario)
    _record_parts(system, scenario)
    if scenario is None:
        _record_own(system)


def origins(exchange: Exchange) -> Iterator[str]:
    """Yield the parts that an exchange's own factor has; what a process of the system makes has none here."""
    if not exchange.process:
        yield exchange.origin
        yield from dict.fromkeys(part.origin for part in exchange.parts if part.origin != exchange.origin)


def _record_runs(system: System, process: UnitProcess, scenario: str | None) -> None:
    text = system.of(process, None, "运行次数", "number of runs")
    context = system.at(scenario=scenario, process=process.id)
    formula = partial(_runs, system, process, scenario)
    system.builder.derive("footprint.runs", context, ONE, text, formula, position=process.place("output"))


def _runs(system: System, process: UnitProcess, scenario: str | None) -> Quantity:
    output = system.read("footprint.output", process=process.id)
    taken: list[Quantity] = []
    if any(one.process == process.id for one in system.footprint.demand):
        taken.append(system.read("footprint.demand", process=process.id))
    for taker in system.order:
        for exchange in system.counted(taker):
            if exchange.process == process.id:
                amount = system.read("footprint.amount", scenario, process=taker.id, element=exchange.id)
                taken.append(_scale(system, taker, scenario) * amount)
    return total(taken, output.unit) / output


def _scale(system: System, process: UnitProcess, scenario: str | None) -> Quantity:
    return system.read("footprint.runs", scenario, process=process.id) * system.read(
        "footprint.share", process=process.id
    )


def _record_emission(
    system: System, process: UnitProcess, exchange: Exchange, origin: str, scenario: str | None
) -> None:
    context = system.at(scenario=scenario, process=process.id, element=exchange.id, category=origin)
    text = system.of(process, exchange, f"每次运行的{PARTS[origin].zh}", f"{PARTS[origin].en} of one run")
    formula = partial(_per_run, system, process, exchange, origin, scenario)
    system.builder.derive("footprint.run_emission", context, KG, text, formula, position=exchange.at)
    text = system.of(process, exchange, PARTS[origin].zh, PARTS[origin].en)
    formula = partial(_emission, system, process, exchange, origin, scenario)
    system.builder.derive("footprint.emission", context, KG, text, formula, position=exchange.at)


def _emission(system: System, process: UnitProcess, exchange: Exchange, origin: str, scenario: str | None) -> Quantity:
    own = {"process": process.id, "element": exchange.id, "category": origin}
    return _scale(system, process, scenario) * system.read("footprint.run_emission", scenario, **own)


def _per_run(system: System, process: UnitProcess, exchange: Exchange, origin: str, scenario: str | None) -> Quantity:
    """Return what an exchange emits in one run of its process."""
    amount = system.read("footprint.amount", scenario, process=process.id, element=exchange.id)
    if exchange.gas:
        emitted = amount * system.builder.read("footprint.gwp", Context.of(gas=exchange.gas))
    else:
        factor = system.read("footprint.factor", scenario, process=process.id, element=exchange.id, category=origin)
        emitted = amount * factor
        gas = next((s for _, s, e in factor.unit.atoms if e > 0 and s), "CO2e")
        if gas != "CO2e":
            emitted = emitted * system.builder.read("footprint.gwp", Context.of(gas=gas))
    return emitted * constant(-1, ONE, "removal") if origin == "removal" else emitted


def _sum(system: System, pairs: list[tuple[UnitProcess, Exchange]], part: str | None, scenario: str | None) -> Quantity:
    read = [
        system.read("footprint.emission", scenario, process=process.id, element=exchange.id, category=origin)
        for process, exchange in pairs
        for origin in origins(exchange)
        if part is None or origin == part
    ]
    return total(read, KG)


def pairs_of(system: System) -> list[tuple[UnitProcess, Exchange]]:
    """Return every exchange that counts in the total, with its process: none of module D."""
    inside = [process for process in system.order if not system.beyond(process)]
    return [(process, exchange) for process in inside for exchange in system.counted(process)]


def _record_stages(system: System, scenario: str | None) -> None:
    for stage in system.footprint.stages:
        name = system.label(f"·{stage.name.zh}", f" / {stage.name.text.en}")
        inside = [process for process in system.order if process.stage == stage.id]
        context = system.at(scenario=scenario, stage=stage.id)
        if not inside:
            reason = Text("该阶段没有过程", "no process is in this stage")
            system.builder.lack("footprint.stage", context, reason, stage.at)
            continue

        def formula(inside: list[UnitProcess] = inside) -> Quantity:
            return total([system.read("footprint.process", scenario, process=p.id) for p in inside], KG)

        text = Text(f"{name.zh}阶段排放量", f"{name.en}: emissions of the stage")
        system.builder.derive("footprint.stage", context, KG, text, formula, position=stage.at)
        pairs = [(process, exchange) for process in inside for exchange in system.counted(process)]
        for part, said in PARTS.items():
            if any(part in origins(exchange) for _, exchange in pairs):
                text = Text(f"{name.zh}：{said.zh}", f"{name.en}: {said.en}")
                one = context.extended(category=part)
                system.builder.derive("footprint.stage", one, KG, text, partial(_sum, system, pairs, part, scenario))


def _record_parts(system: System, scenario: str | None) -> None:
    for part, said in PARTS.items():
        text = system.label(f"：{said.zh}", f": {said.en}")
        context = system.at(scenario=scenario, category=part)
        formula = partial(_sum, system, pairs_of(system), part, scenario)
        system.builder.derive("footprint.part", context, KG, text, formula)
    text = system.label("：产品碳足迹", ": product carbon footprint")
    system.builder.derive(
        "footprint.total",
        system.at(scenario=scenario),
        KG,
        text,
        lambda: total([system.read("footprint.part", scenario, category=part) for part in PARTS], KG),
        position=system.footprint.at,
    )


# ------------------------------------------------------------------------------- of the footprint itself alone


def _record_own(system: System) -> None:
    _record_beyond(system)
    _record_unit(system)
    _record_intensities(system)
    _record_shares(system)
    _record_ranking(system)
    _record_some(
        system, "delayed", "十年以后发生的排放（全额计入，不予抵扣）", "emissions ten years or more later", _is_late
    )
    _record_some(system, "packaging", "包装排放", "emissions of packaging", lambda exchange: exchange.packaging)
    _record_carbon(system)


def _record_beyond(system: System) -> None:
    """Record what stands beyond the boundary, apart; it may take nothing from inside."""
    outside = [process for process in system.order if system.beyond(process)]
    for process in outside:
        for exchange in system.counted(process):
            fed = system.process(exchange.process) if exchange.process else None
            if fed is not None and not system.beyond(fed):
                system.say(
                    BEYOND.at(
                        exchange.place("process"),
                        f"模块 D 的过程 {process.id} 使用边界内过程 {fed.id} 的产出",
                        f"the process {process.id} of module D takes from {fed.id} inside the boundary",
                        hint_zh="模块 D 的交换写 factor，或另设模块 D 的过程",
                        hint_en="give the exchange a factor, or a process of module D of its own",
                    )
                )
    if outside:
        text = system.label(
            "：边界外的效益和负荷（模块D，单独列示）", ": benefits and loads beyond the boundary, apart"
        )

        def formula() -> Quantity:
            return total([system.read("footprint.process", process=process.id) for process in outside], KG)

        system.builder.derive("footprint.beyond", system.at(), KG, text, formula)


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
    return _scale(system, process, None) * run_of(system, process, exchange)


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
            emitted = _sum(system, [(process, exchange)], None, None)
        except Unavailable:
            return
        known.append((-abs(emitted.value), number, process, exchange))
    ranked = [(process, exchange) for _, _, process, exchange in sorted(known, key=lambda one: one[:2])]
    for row, (process, exchange) in enumerate(ranked, 1):
        context = system.at(row=row)
        text = system.of(process, exchange, f"贡献排序第{row}位", f"rank {row} by contribution")
        formula = partial(_sum, system, [(process, exchange)], None, None)
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


def _is_late(exchange: Exchange) -> bool:
    if exchange.later is None:
        return False
    typed = parse_unit(exchange.later.unit)
    years = parse_unit("a")
    return typed.converts_to(years) and exchange.later.value * typed.conversion(years) >= _LATE


def _record_some(system: System, name: str, zh: str, en: str, fits: Callable[[Exchange], bool]) -> None:
    pairs = [(process, exchange) for process, exchange in pairs_of(system) if fits(exchange)]
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
