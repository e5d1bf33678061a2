"""The sectoral scenario model of the section ``scenarios``: from base-year values to paths, peaks and budgets.

For the emissions of a region, park or enterprise in later years. It takes the section ``scenarios``: ``base`` and
``to``, ``energies`` and ``sectors`` of the base year, ``measures``, ``targets``, a ``budget``, and ``scenarios`` that
carry each value on as points, growth, an S-curve, a table or ``hold: true``::

    scenarios:
      base: 2023
      to: 2030
      unit: 万tCO2
      reference: bau
      energies:
        - {id: coal, name: 煤炭, factor: {value: 2.66, unit: tCO2/tce, source: 能源审计, mark: secondary}}
      sectors:
        - {id: materials, name: 建材, activity: 100 万t, intensity: 0.1 tce/t, shares: {coal: 100}}
      scenarios:
        - id: bau
          name: 基准情景
          sectors:
            - {sector: materials, activity: {points: [{year: 2026, value: 110 万t}, {year: 2030, value: 100 万t}]},
               intensity: {growth: [{rate: -1 %}]}, hold_shares: true}
"""

from __future__ import annotations

from generator.base.units import UnitError, parse_unit
from generator.calculations.scenarios import curve_checks, rules
from generator.calculations.scenarios.base_year import record_inputs, record_sectors
from generator.calculations.scenarios.emissions import record_emissions
from generator.calculations.scenarios.frame import Frame
from generator.calculations.scenarios.paths import record_paths
from generator.calculations.scenarios.results import record_results
from generator.calculations.scenarios.sensitivity import record_sensitivity
from generator.calculations.scenarios.shares import record_shares
from generator.calculations.scenarios.stocks import record_stocks
from generator.ledger.ledger import LedgerBuilder
from generator.project.node import Node
from generator.project.project import Project
from generator.project.sections.scenarios import ScenarioModel

#: National carbon neutrality is pledged for before 2060; no planning document looks further.
LAST_YEAR = 2060


def run(project: Project, builder: LedgerBuilder) -> None:
    """Record the scenario model."""
    model = project.file.scenarios
    if model is None or not _horizon(model, builder) or not _units(model, builder):
        return
    if model.reference not in {scenario.id for scenario in model.scenarios}:
        return  # told where the file is read
    frame = Frame(project, builder, model, parse_unit(model.unit), parse_unit(model.energy_unit))
    _report_twice(frame)
    record_inputs(frame)
    record_stocks(frame)
    record_sectors(frame)
    record_shares(frame)
    record_emissions(frame)
    record_paths(frame)
    record_results(frame)
    record_sensitivity(frame)


def _horizon(model: ScenarioModel, builder: LedgerBuilder) -> bool:
    if model.base < model.to <= LAST_YEAR:
        return True
    builder.findings.append(
        rules.HORIZON.at(
            model.place("to"),
            f"模型终止年 {model.to} 应晚于基准年 {model.base}，且不晚于 {LAST_YEAR}",
            f"the last year {model.to} must come after the base year {model.base} and not after {LAST_YEAR}",
            hint_zh=f"例如 to: {LAST_YEAR}",
            hint_en=f"for example to: {LAST_YEAR}",
        )
    )
    return False


def _units(model: ScenarioModel, builder: LedgerBuilder) -> bool:
    fits = True
    for key, written, wanted in (
        ("unit", model.unit, ("tCO2e", "tCO2")),
        ("energy_unit", model.energy_unit, ("tce",)),
    ):
        if any(_converts(written, one) for one in wanted):
            continue
        fits = False
        builder.findings.append(
            rules.UNIT.at(
                model.place(key),
                f"{key} 的单位 {written} 应能换算为 {' 或 '.join(wanted)}",
                f"{key}: {written} is not {' or '.join(wanted)}",
                hint_zh=f"例如 {key}: 万{wanted[-1]}",
                hint_en=f"for example {key}: 万{wanted[-1]}",
            )
        )
    return fits


def _converts(written: str, wanted: str) -> bool:
    try:
        parse_unit(written).conversion(parse_unit(wanted))
    except UnitError:
        return False
    return True


def _report_twice(frame: Frame) -> None:
    """Report two entries of a scenario for one sector, energy, stock or removal."""
    for scenario in frame.model.scenarios:
        lists: tuple[tuple[str, list[Node]], ...] = (
            ("sector", list(scenario.sectors)),
            ("energy", list(scenario.factors)),
            ("stock", list(scenario.stocks)),
            ("removal", list(scenario.removals)),
        )
        for key, entries in lists:
            first: dict[str, Node] = {}
            for entry in entries:
                name = getattr(entry, key)
                if name in first:
                    curve_checks.twice(frame, entry, first[name], scenario.name.text)
                first.setdefault(name, entry)
