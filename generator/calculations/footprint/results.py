"""Results: scaling of the processes, emissions by exchange, process, stage and part, and the total.

Method: ISO 14067:2018, 6.4 to 6.6 and 7.2; GB/T 24067-2024, same clauses; ISO 14044:2006, 4.4. A process runs as often
as its output is taken; an exchange emits amount x factor (x GWP100) in every run, times the share of the main
product::

    runs_p     = (demand_p + sum over takers q of runs_q x share_q x amount_qp) / output_p
    emission_e = runs_p x share_p x amount_e x factor_e [x GWP]       (removals count negative)

The total is the sum of the six parts; each part is also given alone. Module D stands in no part and in no total.

Inputs: facts of :mod:`inputs`, :mod:`factors` and :mod:`allocation`.

Outputs: ``footprint.runs[product,process]`` (1), ``footprint.run_emission`` and
``footprint.emission[product,process,element,category]``, ``footprint.process[product,process]``,
``footprint.stage[product,stage]``, ``footprint.stage[product,stage,category]``, ``footprint.part[product,category]``,
``footprint.total[product]`` (kgCO2e); with ``scenario`` too, where there are scenarios.

Errors: LG002 (units that do not convert).

Example: ``heijungs-suh.yaml`` (1000 kWh of electricity from fuel: 120 kg CO2), ``parts.yaml`` worked out by hand.

Marks: the GWP100 are secondary; AR6 gives CH4 as one value (27.9) without the split by origin.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE
from generator.calculations.footprint.system import KG, PARTS, System
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, total
from generator.project.sections.footprint_process import Exchange, UnitProcess


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
        formula = partial(sum_of, system, pairs, None, scenario)
        system.builder.derive("footprint.process", context, KG, text, formula, position=process.at)
    _record_stages(system, scenario)
    _record_parts(system, scenario)


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
                taken.append(scale(system, taker, scenario) * amount)
    return total(taken, output.unit) / output


def scale(system: System, process: UnitProcess, scenario: str | None) -> Quantity:
    """Return how often a process runs for the main product of the unit: runs times share."""
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
    return scale(system, process, scenario) * system.read("footprint.run_emission", scenario, **own)


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


def sum_of(
    system: System, pairs: list[tuple[UnitProcess, Exchange]], part: str | None, scenario: str | None
) -> Quantity:
    """Return the sum of the emissions of exchanges: of one part, or of all."""
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
                system.builder.derive("footprint.stage", one, KG, text, partial(sum_of, system, pairs, part, scenario))


def _record_parts(system: System, scenario: str | None) -> None:
    for part, said in PARTS.items():
        text = system.label(f"：{said.zh}", f": {said.en}")
        context = system.at(scenario=scenario, category=part)
        formula = partial(sum_of, system, pairs_of(system), part, scenario)
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
