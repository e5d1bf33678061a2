"""Energy efficiency: the energy that a project saves while the old equipment would still have lasted.

Method: CDM AMS-II.D: BE = energy of the baseline x factor, PE = energy of the project x factor, for the same
output. From the end of the old equipment's remaining life on, the baseline is what the project uses: in the
crediting year k the saving counts with the share min(1, max(0, remaining life - (k - 1))). Avoided network
losses raise the baseline and the project's electricity alike: energy / (1 - losses).

Inputs: ``efficiency``: baseline, project (energy or fuel a year, in the factor's unit), factor,
remaining_life, network_losses.

Outputs: ``reduction.baseline_energy``, ``reduction.project_energy``, ``reduction.energy_factor``
``[project]``, ``reduction.remaining_share[project,period]`` (1), ``reduction.energy_saving[project,period]``
in the baseline's unit, and the lines ``energy`` of baseline and project.

Errors: LG539 (the project uses more than the baseline), LG014, LG537, LG215.

Example: worked by hand (tests/calculations/reduction/worked/methods.yaml); no published answer was found.

Marks: none of its own.
"""

from __future__ import annotations

from functools import partial

from generator.base.text import Text
from generator.base.units import UnitError
from generator.calculations.reduction.frame import Frame, Part, emission, one, share, yearly_unit
from generator.calculations.reduction.rules import RANGE
from generator.ledger.quantity import Quantity, constant, extreme
from generator.project.sections.reduction_parts import Efficiency


def record_efficiency(frame: Frame) -> None:
    """Record the energy of both cases by year and their lines."""
    stated = frame.one.efficiency
    if stated is None:
        return
    unit = yearly_unit(stated.baseline.unit)
    if stated.factor == "grid":
        unit = unit.of("electricity")
    for name, amount, key, zh, en in (
        ("baseline_energy", stated.baseline, "baseline", "基准线年用能量", "energy a year in the baseline"),
        ("project_energy", stated.project, "project", "项目年用能量", "energy a year with the project"),
    ):
        frame.amount(name, amount, unit.text, frame.text(zh, en), stated.place(key), least=0)
    frame.factor(
        "energy_factor", stated.factor, stated.place("factor"), frame.text("用能排放因子", "factor of the energy")
    )
    if stated.network_losses is not None:
        text = frame.text("网损率", "network losses")
        frame.amount(
            "network_losses", stated.network_losses, "%", text, stated.place("network_losses"), least=0, most=99
        )
    if stated.remaining_life is not None:
        text = frame.text("原设备剩余寿命", "remaining life of the old equipment")
        frame.amount(
            "remaining_life", stated.remaining_life, "a", text, stated.place("remaining_life"), least=0, most=200
        )
    _check(frame, stated)
    for year in frame.years:
        text = frame.text(f"第{year}年节能量计入比例", f"share of the saving that counts in year {year}")
        frame.derive("remaining_share", "1", text, partial(_remaining, frame, stated, year), stated.at, period=year)
        text = frame.text(f"第{year}年节能量", f"energy saved in year {year}")
        frame.derive("energy_saving", unit, text, partial(_saving, frame, year), stated.at, period=year)
    use = Text("用能", "energy use")
    for side, formula in (("baseline", _baseline), ("project", _project)):
        frame.parts.append(Part(side, "energy", use, partial(formula, frame, stated), stated.place(side)))


def _check(frame: Frame, stated: Efficiency) -> None:
    before, after = (frame.builder.fact(f"reduction.{name}_energy", frame.at()) for name in ("baseline", "project"))
    if before is None or after is None or after.value <= before.value:
        return
    frame.builder.findings.append(
        RANGE.at(
            stated.place("project"),
            f"项目用能 {stated.project.value} 高于基准线 {stated.baseline.value}",
            f"the project's energy {stated.project.value} exceeds the baseline's {stated.baseline.value}",
            hint_zh="核对两者产量是否相同；例如 baseline: 12000 MWh, project: 9000 MWh",
            hint_en="check that both make the same output; for example baseline: 12000 MWh, project: 9000 MWh",
            fact=after.key,
        )
    )


def _remaining(frame: Frame, stated: Efficiency, year: int) -> Quantity:
    if stated.remaining_life is None:
        return constant(1, meaning="no end of the old equipment's life is stated")
    left = frame.read("remaining_life") - constant(year - 1, "a", "years before")
    bounded = extreme([extreme([left, constant(0, "a")], "max"), constant(1, "a", "a whole year")], "min")
    return bounded / constant(1, "a", "a whole year")


def _saving(frame: Frame, year: int) -> Quantity:
    saved = frame.read("baseline_energy") - frame.read("project_energy")
    return saved * frame.read("remaining_share", period=year)


def _at_source(frame: Frame, stated: Efficiency, energy: Quantity) -> Quantity:
    """Return the energy that must be generated for it."""
    if stated.network_losses is None:
        return energy
    if stated.factor != "grid" and "electricity" not in stated.baseline.unit:
        raise UnitError(f"network losses belong to electricity, not to {stated.baseline.unit}")
    return energy / (one() - share(frame.read("network_losses")))


def _baseline(frame: Frame, stated: Efficiency, year: int) -> Quantity:
    energy = frame.read("project_energy") + frame.read("energy_saving", period=year)
    return emission(frame, _at_source(frame, stated, energy), frame.read("energy_factor"))


def _project(frame: Frame, stated: Efficiency, _year: int) -> Quantity:
    return emission(frame, _at_source(frame, stated, frame.read("project_energy")), frame.read("energy_factor"))
