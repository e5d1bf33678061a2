"""A product system in hand: its processes in order, its contexts, its units.

Method: the unit process network is solved by walking from the demand upstream (sequential method; ISO 14044:2006,
4.2.3.3 and annex B; Heijungs and Suh 2002, chapter 2). Without circles this equals the matrix inverse and keeps every
step visible. A circle is an error.

Inputs: the section ``footprints`` of the project.

Outputs: none of its own; the order in which the other parts calculate.

Errors: LG481 (processes in a circle), LG482 (a process that nothing takes), LG483 (an amount that cannot
be).

Example: ``heijungs-suh.yaml`` under ``tests/calculations/footprint/worked``.

Marks: none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.base.findings import Finding, Position
from generator.base.text import Text
from generator.base.units import Unit, parse_unit
from generator.calculations.factors import DataSets
from generator.calculations.footprint.rules import CYCLE, NEGATIVE, UNREACHED
from generator.ledger.context import Context
from generator.ledger.ledger import LedgerBuilder
from generator.ledger.quantity import Quantity
from generator.project.node import Amount, Names
from generator.project.project import Project
from generator.project.sections.footprint import Footprint
from generator.project.sections.footprint_process import Exchange, UnitProcess

KG = "kgCO2e"
PERCENT = "%"
#: The parts that ISO 14067 reports apart, with their names; removals count negative.
PARTS: dict[str, Text] = {
    "fossil": Text("化石源排放", "fossil emissions"),
    "aircraft": Text("航空运输排放", "aircraft emissions"),
    "luc": Text("直接土地利用变化排放", "emissions of direct land use change"),
    "biogenic": Text("生物源CO2排放", "biogenic CO2 emissions"),
    "biogenic-other": Text("生物源非CO2排放", "biogenic emissions other than CO2"),
    "removal": Text("生物源清除", "biogenic removals"),
}


@dataclass
class System:
    """One footprint with everything that its calculations share."""

    project: Project
    builder: LedgerBuilder
    sets: DataSets
    footprint: Footprint
    order: tuple[UnitProcess, ...] = ()
    faulty: set[str] = field(default_factory=set)
    #: Scenario that labels speak of.
    scenario: Names | None = None

    def at(self, **values: object) -> Context:
        """Return a context of this product."""
        return Context.of(product=self.footprint.id, **values)

    def process(self, name: str) -> UnitProcess | None:
        """Return a process by its id."""
        return next((one for one in self.footprint.processes if one.id == name), None)

    def beyond(self, process: UnitProcess) -> bool:
        """Whether a process stands beyond the boundary (module D): apart from every total."""
        return any(stage.id == process.stage and stage.module == "D" for stage in self.footprint.stages)

    def say(self, finding: Finding) -> None:
        """Record a finding."""
        self.builder.findings.append(finding)

    def read(self, fact_id: str, scenario: str | None = None, **values: object) -> Quantity:
        """Read a fact of this product: the scenario's where it has one, else the footprint's own."""
        own = self.at(scenario=scenario, **values)
        if scenario is None or self.builder.has(fact_id, own) or self.builder.lacks(fact_id, own):
            return self.builder.read(fact_id, own)
        return self.builder.read(fact_id, self.at(**values))

    @property
    def named(self) -> Text:
        """What labels call the product: with the scenario, where they speak of one."""
        name, scenario = self.footprint.product, self.scenario
        if scenario is None:
            return name.text
        return Text(f"{name.zh}（{scenario.zh}）", f"{name.text.en} ({scenario.text.en})")

    def label(self, zh: str, en: str) -> Text:
        """Return the product's name followed by what is said of it."""
        name = self.named
        return Text(f"{name.zh}{zh}", f"{name.en}{en}")

    def of(self, process: UnitProcess, exchange: Exchange | None, zh: str, en: str) -> Text:
        """Return the product's, process's and exchange's names followed by what is said of them."""
        parts = [self.named, process.name.text, *([exchange.name.text] if exchange else [])]
        return Text("·".join(one.zh for one in parts) + f"：{zh}", " / ".join(one.en for one in parts) + f": {en}")

    def counted(self, process: UnitProcess) -> Iterator[Exchange]:
        """Yield the exchanges that are not left out."""
        yield from (one for one in process.exchanges if one.excluded is None)


def refuse(system: System, fact_id: str, context: Context, place: Position, text: Text, amount: Amount) -> None:
    """Say that an amount cannot be what it is, and record it as missing."""
    system.say(
        NEGATIVE.at(
            place,
            f"{text.zh}不能为 {amount.value} {amount.unit}",
            f"{text.en} cannot be {amount.value} {amount.unit}",
            hint_zh=f"例如 {abs(amount.value) or 1} {amount.unit}；清除用 origin: removal，抵扣用副产品的 replaces",
            hint_en=f"for example {abs(amount.value) or 1} {amount.unit}; uptake is origin: removal, a credit replaces",
        )
    )
    system.builder.lack(fact_id, context, Text("数值不能为负或零", "the value is out of range"), place)


def output_unit(process: UnitProcess) -> Unit:
    """Return the unit of a process's output; it counts the process's own product."""
    return parse_unit(process.output.unit).plain.of(process.id)


def substance_in(unit: Unit) -> str:
    """Return the substance that a unit names, or nothing."""
    return next((substance for _, substance, _ in unit.atoms if substance), "")


def in_order(system: System) -> tuple[UnitProcess, ...] | None:
    """Return the processes that the demand reaches, each before those that feed it; ``None`` where they go round."""
    footprint = system.footprint
    done: list[UnitProcess] = []
    finished: set[str] = set()
    for demand in footprint.demand:
        process = system.process(demand.process)
        if process is not None and not _visit(system, process, done, finished):
            return None
    for process in footprint.processes:
        if process.id not in finished:
            system.say(
                UNREACHED.at(
                    process.place("id"),
                    f"过程 {process.id} 的产出没有被任何需求或过程使用",
                    f"nothing takes the output of the process {process.id}",
                    hint_zh=f"写入 demand: [{{process: {process.id}, amount: …}}]，或在上下游交换中引用",
                    hint_en=f"write demand: [{{process: {process.id}, amount: …}}], or let an exchange name it",
                )
            )
    return tuple(reversed(done))


def _visit(system: System, first: UnitProcess, done: list[UnitProcess], finished: set[str]) -> bool:
    """Walk upstream from a process, depth first and without recursion: a chain may be thousands of processes long."""
    if first.id in finished:
        return True
    path = [first]
    open_ids = {first.id}
    waiting = [_fed(system, first)]
    while path:
        step = next(waiting[-1], None)
        if step is None:
            ended = path.pop()
            waiting.pop()
            open_ids.discard(ended.id)
            finished.add(ended.id)
            done.append(ended)
            continue
        exchange, fed = step
        if fed.id in open_ids:
            _cycle(system, exchange, (*(one.id for one in path), fed.id))
            return False
        if fed.id not in finished:
            path.append(fed)
            open_ids.add(fed.id)
            waiting.append(_fed(system, fed))
    return True


def _fed(system: System, process: UnitProcess) -> Iterator[tuple[Exchange, UnitProcess]]:
    for exchange in system.counted(process):
        fed = system.process(exchange.process) if exchange.process else None
        if fed is not None:
            yield exchange, fed


def _cycle(system: System, exchange: Exchange, path: tuple[str, ...]) -> None:
    circle = path[path.index(path[-1]) :]
    system.say(
        CYCLE.at(
            exchange.place("process"),
            f"过程形成循环：{' → '.join(circle)}",
            f"the processes go round in a circle: {' → '.join(circle)}",
            hint_zh="厂内返回料在一个过程内抵扣，不写为交换；或改正 process",
            hint_en="net internal recycling inside one process, or correct process",
        )
    )
