"""The values of the base year: what sectors do, the energy they take, factors, and the units that must fit together.

Method: Every scenario starts from the same base year. Its values are given by the project, emission factors also by a
data set; nothing is estimated here. The energy of a sector is activity x intensity, so that the unit of intensity is
energy per activity; an emission factor is emission per energy. Where a sector's energy is given by type, its
intensity is the sum over the activity, and its shares are what was used of each over the sum.

Inputs: ``sectors``, ``energies``, ``gdp`` and ``removals`` of the section.

Outputs: The base-year values of the series that the model carries on: ``scenario.activity``, ``scenario.intensity``,
``scenario.process_factor[period,scenario,sector]`` in the units written; ``scenario.base_use[sector,energy]`` in the
model's energy unit; ``scenario.factor[period,scenario,energy]`` in emission per energy, with its source and mark;
``scenario.gdp[period,scenario]``; ``scenario.removal[period,scenario,source]`` in the model's emission unit.

Errors: LG387 (a path without base), LG388 (a unit that does not fit), LG371 (no path in the reference scenario),
LG389 (energy given in two ways, half, or nothing to emit), LG390 (no factor, or two), LG014 and LG015 (a data set has
no such figure, or several).

Example: ``two-sectors-by-hand.yaml`` and ``energy-use-by-hand.yaml``, worked out by hand.

Marks: A factor carries the mark that the project or its data set gives it; all that it enters is no more certain.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import Unit, parse_unit
from generator.calculations.amounts import give_amount
from generator.calculations.factors import DataSets, Factor
from generator.calculations.scenarios import curve_checks, rules
from generator.calculations.scenarios.curves import inherit, record_curve
from generator.calculations.scenarios.frame import Frame, context, named
from generator.calculations.scenarios.series import Series
from generator.ledger.context import Context
from generator.ledger.fact import Kind, Mark, Reference
from generator.ledger.quantity import Quantity, total
from generator.project.node import Amount, Node
from generator.project.sections.curves import Curve
from generator.project.sections.scenarios import Energy, ScenarioPath, Sector, SectorPath

_ZERO = Decimal(0)
ANY = ("points", "growth", "s_curve", "table")


def record_inputs(frame: Frame) -> None:
    """Record the values of the base year and their paths, for every scenario."""
    factors = {energy.id: _base_factor(frame, energy) for energy in frame.model.energies}
    for scenario in frame.scenarios:
        for energy in frame.model.energies:
            _factor(frame, scenario, energy, factors[energy.id])
        if frame.model.gdp is not None:
            name = Text("地区生产总值", "gross domestic product")
            series = _series(frame, scenario, "scenario.gdp", frame.model.gdp.unit, name, {})
            series.give(frame.base, frame.model.gdp, frame.model.place("gdp"), Kind.GIVEN)
            carry_on(frame, scenario, series, scenario.gdp, frame.reference.gdp, frame.model, "gdp")
        _removals(frame, scenario)


def record_sectors(frame: Frame) -> None:
    """Record activity, intensity and process factors of every sector and scenario."""
    for sector in frame.model.sectors:
        _check_form(frame, sector)
        _uses(frame, sector)
        for scenario in frame.scenarios:
            _sector(frame, scenario, sector)


def carry_on(
    frame: Frame,
    scenario: ScenarioPath,
    series: Series,
    own: Curve | None,
    reference: Curve | None,
    at: Node,
    key: str,
    *,
    forms: tuple[str, ...] = ANY,
) -> None:
    """Record a series after the base year: by the scenario's path, else the reference's; without one a finding."""
    curve = own or reference
    if curve is None:
        if scenario.id == frame.model.reference:
            _no_path(frame, at, key, series.name)
        for year in frame.future:
            series.lack(year, Text("基准情景未给出路径", "the reference scenario gives no path"))
    elif own is None and scenario.id != frame.model.reference:
        owner = series.around.extended(scenario=frame.model.reference)
        inherit(series, Series(frame, series.fact_id, owner, series.unit, series.name, series.at))
    elif curve_checks.only(frame, curve, forms, series.name):
        record_curve(series, curve)
    else:
        for year in frame.future:
            series.lack(year)


def _no_path(frame: Frame, at: Node, key: str, name: Text) -> None:
    frame.builder.findings.append(
        rules.NO_PATH.at(
            at.place(key),
            f"基准情景 {frame.model.reference} 没有给出{name.zh}的路径",
            f"the reference scenario {frame.model.reference} gives no path for {name.en}",
            hint_zh=f"例如 {key}: {{hold: true}}（保持不变）或 {key}: {{growth: [{{rate: 2 %}}]}}",
            hint_en=f"for example {key}: {{hold: true}} where it stays, or {key}: {{growth: [{{rate: 2 %}}]}}",
        )
    )


def _series(
    frame: Frame,
    scenario: ScenarioPath,
    fact_id: str,
    unit: str,
    name: Text,
    where: dict[str, str],
    at: Node | None = None,
) -> Series:
    around = Context.of(scenario=scenario.id, **where)
    whole = Text(f"{scenario.name.zh}{name.zh}", f"{scenario.name.text.en}: {name.en}")
    return Series(frame, fact_id, around, unit, whole, (at or scenario).at, least=_ZERO)


def _base_factor(frame: Frame, energy: Energy) -> Factor | None:
    """Return the factor of the base year: the project's own, or a data set's; a finding where there is not one."""
    given, figure = energy.factor, energy.figure
    if (given is None) == (figure is None):
        frame.builder.findings.append(
            rules.FACTOR_FORM.at(
                energy.at,
                f"能源 {energy.id} 应给出 factor 或 figure 之一",
                f"energy {energy.id} gives one of factor and figure",
                hint_zh="例如 factor: {value: 2.66, unit: tCO2/tce, source: …, mark: secondary}",
                hint_en="for example factor: {value: 2.66, unit: tCO2/tce, source: …, mark: secondary}",
            )
        )
        return None
    if given is not None:
        source = Reference(given.source, "", given.year)
        return Factor(given.value, parse_unit(given.unit), Mark(given.mark), source, given.place("value"))
    assert figure is not None
    sets = DataSets(frame.project)
    found = sets.one(
        figure.data_set,
        figure.item,
        figure.property,
        figure.place("item"),
        region=figure.region,
        year=figure.year,
        purpose=figure.purpose,
    )
    frame.builder.findings += sets.findings
    return found


def _factor(frame: Frame, scenario: ScenarioPath, energy: Energy, base: Factor | None) -> None:
    name = named(energy.name.text, "排放因子", ": emission factor")
    per = frame.unit.times(frame.energy_unit, -1)
    written = energy.factor or energy.figure or energy
    if base is None or not curve_checks.fits(frame, base.unit.text, per, written, "unit", name):
        for year in frame.years:
            reason = Text("没有可用的排放因子", "there is no factor that fits")
            frame.builder.lack("scenario.factor", context(scenario.id, year, energy=energy.id), reason, energy.at)
        return
    series = _series(frame, scenario, "scenario.factor", base.unit.text, name, {"energy": energy.id}, energy)
    base.give(frame.builder, "scenario.factor", series.of(frame.base), series.label(frame.base))
    own = next((f for f in scenario.factors if f.energy == energy.id), None)
    basis = next((f for f in frame.reference.factors if f.energy == energy.id), None)
    if own is None and basis is None:
        # An energy's emission factor is a property of it: without a path it stays.
        held = series.held(frame.base)
        for year in frame.future:
            series.derive(year, held, energy.at)
        return
    carry_on(frame, scenario, series, own.path if own else None, basis.path if basis else None, energy, "factor")


def _removals(frame: Frame, scenario: ScenarioPath) -> None:
    for removal in frame.model.removals:
        where = {"source": removal.id}
        series = _series(frame, scenario, "scenario.removal", frame.unit.text, removal.name.text, where, removal)
        series.give(frame.base, removal.base, removal.place("base"), Kind.GIVEN)
        own = next((r for r in scenario.removals if r.removal == removal.id), None)
        basis = next((r for r in frame.reference.removals if r.removal == removal.id), None)
        carry_on(frame, scenario, series, own.path if own else None, basis.path if basis else None, removal, "base")


def _sector(frame: Frame, scenario: ScenarioPath, sector: Sector) -> None:
    own, basis = frame.path_of(scenario, sector), frame.path_of(frame.reference, sector)
    activity = parse_unit(sector.activity.unit)

    def record(key: str, fact_id: str, amount: Amount | None, wanted: Unit | None, zh: str, en: str) -> None:
        if amount is None:
            _stray(frame, _curve(own, key), sector, key)
            return
        name = named(sector.name.text, zh, f" {en}")
        series = _series(frame, scenario, fact_id, amount.unit, name, {"sector": sector.id}, sector)
        if wanted is not None and not curve_checks.fits(frame, amount.unit, wanted, sector, key, name):
            for year in frame.years:
                series.lack(year, Text("单位不符", "the unit does not fit"))
            return
        series.give(frame.base, amount, sector.place(key), Kind.GIVEN)
        forms = (*ANY, "stock") if key == "intensity" else ANY
        carry_on(frame, scenario, series, _curve(own, key), _curve(basis, key), basis or sector, key, forms=forms)

    record("activity", "scenario.activity", sector.activity, None, "活动水平", "activity")
    energy = frame.energy_unit.times(activity, -1)
    if sector.energy:
        name = named(sector.name.text, "单位活动能耗", " energy intensity")
        series = _series(frame, scenario, "scenario.intensity", energy.text, name, {"sector": sector.id}, sector)
        series.derive(frame.base, partial(_intensity, frame, scenario, sector), sector.place("energy"))
        mine, theirs = _curve(own, "intensity"), _curve(basis, "intensity")
        carry_on(frame, scenario, series, mine, theirs, basis or sector, "intensity", forms=(*ANY, "stock"))
    else:
        record("intensity", "scenario.intensity", sector.intensity, energy, "单位活动能耗", "energy intensity")
    process = frame.unit.times(activity, -1)
    record("process", "scenario.process_factor", sector.process, process, "工业过程排放因子", "process emission factor")


def _uses(frame: Frame, sector: Sector) -> None:
    """Record what a sector used of each energy in the base year."""
    for energy, amount in sector.energy.items():
        kind = next(e.name.text for e in frame.model.energies if e.id == energy)
        give_amount(
            frame.builder,
            "scenario.base_use",
            Context.of(sector=sector.id, energy=energy),
            amount,
            frame.energy_unit.text,
            Text(
                f"{sector.name.zh}{kind.zh}消费量（{frame.base}年）",
                f"{sector.name.text.en}: {kind.en} used ({frame.base})",
            ),
            sector.place(f"energy.{energy}"),
            least=_ZERO,
        )


def base_uses(frame: Frame, sector: Sector) -> dict[str, Quantity]:
    """Read what a sector used of each energy in the base year."""
    read = frame.builder.read
    return {e: read("scenario.base_use", Context.of(sector=sector.id, energy=e)) for e in sector.energy}


def _intensity(frame: Frame, scenario: ScenarioPath, sector: Sector) -> Quantity:
    whole = total(base_uses(frame, sector).values(), frame.energy_unit)
    return whole / frame.builder.read("scenario.activity", context(scenario.id, frame.base, sector.id))


def _check_form(frame: Frame, sector: Sector) -> None:
    """Report a sector whose energy is given in two ways or half, or that has nothing to emit."""
    two = bool(sector.energy) and (sector.intensity is not None or bool(sector.shares))
    half = sector.intensity is None and bool(sector.shares) and not sector.energy
    if not two and not half and (sector.takes_energy or sector.process is not None):
        return
    frame.builder.findings.append(
        rules.SECTOR_FORM.at(
            sector.place("energy") if two else sector.at,
            f"部门 {sector.id} 应给出 energy，或 intensity 与 shares，或 process",
            f"sector {sector.id} gives energy, or intensity with shares, or a process factor",
            hint_zh="例如 energy: {coal: 40 tce, electricity: 10 tce}",
            hint_en="for example energy: {coal: 40 tce, electricity: 10 tce}",
        )
    )


def _curve(path: SectorPath | None, key: str) -> Curve | None:
    return getattr(path, key) if path is not None else None


def _stray(frame: Frame, curve: Curve | None, sector: Sector, key: str) -> None:
    if curve is not None:
        no_base(frame, curve, sector.name.text, key)


def no_base(frame: Frame, node: Node, name: Text, key: str) -> None:
    """Report a path of a value that the base year does not have."""
    frame.builder.findings.append(
        rules.NO_BASE.at(
            node.at,
            f"{name.zh}在基准年没有 {key}，路径无从开始",
            f"{name.en} has no {key} in the base year, so that no path starts from it",
            hint_zh=f"在部门中填写基准年的 {key}，确为零时填 0",
            hint_en=f"give the sector's {key} of the base year, 0 where it is nought",
        )
    )
