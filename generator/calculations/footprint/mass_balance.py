"""The mass balance of a process whose burdens are allocated.

Method: ISO 14044:2006, 4.3.3.2 (mass balance as a check of data). Materials go in; products, wastes and emissions
given as masses of gases come out. Energy carriers are left out: what burns leaves with the air::

    gap = (mass in - mass out) / mass in

Inputs: facts of :mod:`inputs` and :mod:`allocation`; ``allocation.tolerance``.

Outputs: ``footprint.mass_in``, ``footprint.mass_out[product,process]`` (t), ``footprint.mass_gap`` and
``footprint.mass_tolerance[product,process]`` (%).

Errors: LG490 (gap beyond the tolerance), LG505 (output in no unit of mass under mass allocation), LG208 and LG215
(tolerance).

Example: ``soy-mass.yaml`` (1 kg of beans, 0.6 kg of oil, 0.4 kg of meal: no gap).

Marks: none; all figures are the project's.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import Unit, parse_unit
from generator.calculations.amounts import give_amount
from generator.calculations.footprint.rules import MASS_BALANCE, UNIT_MASS
from generator.calculations.footprint.system import PERCENT, System, output_unit
from generator.calculations.verdicts import alike
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, total
from generator.project.sections.footprint_process import Allocation, UnitProcess

_TONNE = parse_unit("t")


def mass(amount: Quantity) -> Quantity:
    """Return an amount as plain mass in t, whatever it is of.

    Raises:
        UnitError: it is no mass.
    """
    plain = amount.unit.plain
    if plain == amount.unit:
        return amount.in_unit(_TONNE)
    return (amount * constant(1, plain.times(amount.unit, -1), "mass of any substance")).in_unit(_TONNE)


def _is_mass(unit: Unit) -> bool:
    return unit.plain.converts_to(_TONNE)


def record_balance(system: System, process: UnitProcess, allocation: Allocation) -> None:
    """Record the masses that go in and out of a process and hold their gap against the tolerance."""
    context = system.at(process=process.id)
    if not _is_mass(output_unit(process)):
        if allocation.method == "mass":
            system.say(
                UNIT_MASS.at(
                    process.place("output"),
                    f"过程 {process.id} 的产出 {process.output.unit} 不是质量，不能按质量分配",
                    f"the output of the process {process.id} in {process.output.unit} is no mass",
                    hint_zh="产出以 t 计，或改用 energy、economic、shares",
                    hint_en="give the output in t, or take energy, economic or shares",
                )
            )
        reason = Text("产出不以质量计，质量平衡不适用", "the output is no mass: no mass balance")
        system.builder.lack("footprint.mass_gap", context, reason, process.place("output"))
        return
    coming = [one.id for one in system.counted(process) if one.kind == "material" and _massive(system, process, one.id)]
    going = [
        one.id
        for one in system.counted(process)
        if one.kind in ("waste", "emission") and _massive(system, process, one.id)
    ]
    text = system.of(process, None, "投入质量", "mass of inputs")
    system.builder.derive("footprint.mass_in", context, "t", text, partial(_masses, system, process, coming))
    text = system.of(process, None, "产出质量", "mass of outputs")
    system.builder.derive("footprint.mass_out", context, "t", text, partial(_outputs, system, process, going))

    def gap() -> Quantity:
        before = system.builder.read("footprint.mass_in", context)
        return (before - system.builder.read("footprint.mass_out", context)) / before

    text = system.of(process, None, "质量平衡差", "gap of the mass balance")
    system.builder.derive("footprint.mass_gap", context, PERCENT, text, gap, position=allocation.place("tolerance"))
    _hold(system, process, allocation, context)


def _massive(system: System, process: UnitProcess, element: str) -> bool:
    fact = system.builder.fact("footprint.amount", system.at(process=process.id, element=element))
    return fact is not None and _is_mass(fact.unit)


def _masses(system: System, process: UnitProcess, elements: Sequence[str]) -> Quantity:
    return total(
        [mass(system.builder.read("footprint.amount", system.at(process=process.id, element=one))) for one in elements],
        "t",
    )


def _outputs(system: System, process: UnitProcess, elements: Sequence[str]) -> Quantity:
    made = [mass(system.builder.read("footprint.output", system.at(process=process.id)))]
    for one in process.products:
        amount = system.builder.read("footprint.product", system.at(process=process.id, element=one.id))
        if _is_mass(amount.unit):
            made.append(mass(amount))
    return total([*made, _masses(system, process, elements)], "t")


def _hold(system: System, process: UnitProcess, allocation: Allocation, context: Context) -> None:
    """Hold the gap against the tolerance, on exact values."""
    text = system.of(process, None, "质量平衡允许差", "tolerance of the mass balance")
    place = allocation.place("tolerance")
    given = give_amount(
        system.builder,
        "footprint.mass_tolerance",
        context,
        allocation.tolerance,
        PERCENT,
        text,
        place,
        least=Decimal(0),
    )
    gap = system.builder.fact("footprint.mass_gap", context)
    if not given or gap is None:
        return
    allowed = system.builder.fact("footprint.mass_tolerance", context)
    if allowed is None or alike(abs(gap.value), allowed.value):
        return
    if abs(gap.value) > allowed.value:
        shown = gap.value.quantize(Decimal("0.01"))
        system.say(
            MASS_BALANCE.at(
                allocation.at,
                f"过程 {process.id} 投入与产出质量相差 {shown} %，超过允许差 {allocation.tolerance.value} %",
                f"inputs and outputs of the process {process.id} differ by {shown} %, more than "
                f"{allocation.tolerance.value} %",
                hint_zh="补上遗漏的产出（废物 waste、以气体计的 emission、副产品），或改正重复的投入",
                hint_en="add the output that is missing (waste, emission by gas, co-product), or correct an input",
                fact=gap.key,
            )
        )
