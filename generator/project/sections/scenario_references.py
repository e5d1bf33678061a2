"""Every id that the section ``scenarios`` names must be described: sectors, energies, stocks, measures, tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from generator.base.findings import Finding, Position
from generator.project.sections.curves import Curve, TableSeries
from generator.project.unknown import unknown_id

if TYPE_CHECKING:
    from generator.project.models import ProjectFile
    from generator.project.sections.scenarios import ScenarioModel, ScenarioPath, SectorPath, Sensitivity

_Asked = tuple[str, str, Position]


def unknown_names(model: ScenarioModel, file: ProjectFile) -> Iterable[Finding]:
    """Yield a finding for every id that nothing in the section, or no table of the project, has."""
    known = {
        "scenario": [s.id for s in model.scenarios],
        "sector": [s.id for s in model.sectors],
        "energy": [e.id for e in model.energies],
        "stock": [s.id for s in model.stocks],
        "removal": [r.id for r in model.removals],
        "measure": [m.id for m in model.measures],
        "table": [t.id for t in file.tables],
    }
    for kind, value, at in _asked(model):
        if value not in known[kind]:
            yield unknown_id(value, known[kind], at, kind)
    for series in filter(None, (curve.table for curve in _curves(model))):
        yield from _unknown_columns(series, file)


def _curves(model: ScenarioModel) -> Iterator[Curve]:
    """Yield every path of the section."""
    yield from (m.path for m in model.measures)
    for scenario in model.scenarios:
        listed: list[Curve | None] = [scenario.gdp, scenario.target]
        listed += [f.path for f in scenario.factors]
        listed += [r.path for r in scenario.removals]
        for stock in scenario.stocks:
            listed += [stock.total, stock.penetration]
        for path in scenario.sectors:
            listed += [path.activity, path.intensity, path.process]
            listed += [path.electrification.path if path.electrification else None]
        yield from (curve for curve in listed if curve is not None)


def _asked(model: ScenarioModel) -> Iterator[_Asked]:
    for curve in _curves(model):
        if curve.table:
            yield ("table", curve.table.table, curve.table.place("table"))
        if curve.stock:
            yield ("stock", curve.stock.stock, curve.stock.place("stock"))
    yield ("scenario", model.reference, model.place("reference"))
    for sector in model.sectors:
        yield from (("energy", energy, sector.place(f"shares.{energy}")) for energy in sector.shares)
        yield from (("energy", energy, sector.place(f"energy.{energy}")) for energy in sector.energy)
    for measure in model.measures:
        yield ("sector", measure.sector, measure.place("sector"))
    for scenario in model.scenarios:
        yield from _of_scenario(scenario)
    if model.sensitivity:
        yield from _of_sensitivity(model.sensitivity)


def _unknown_columns(series: TableSeries, file: ProjectFile) -> Iterable[Finding]:
    table = next((t for t in file.tables if t.id == series.table), None)
    if table is None:
        return
    words = [*table.columns]
    if series.column not in table.values:
        yield unknown_id(series.column, [*table.values], series.place("column"), "column of numbers")
    for name, at in [(series.year, series.place("year")), *((n, series.place(f"where.{n}")) for n in series.where)]:
        if name not in words:
            yield unknown_id(name, words, at, "column of words")


def _of_sensitivity(sensitivity: Sensitivity) -> Iterator[_Asked]:
    yield ("scenario", sensitivity.scenario, sensitivity.place("scenario"))
    for parameter in sensitivity.parameters:
        for kind in ("sector", "energy", "measure"):
            if value := getattr(parameter, kind):
                yield (kind, value, parameter.place(kind))


def _of_scenario(scenario: ScenarioPath) -> Iterator[_Asked]:
    for path in scenario.sectors:
        yield from _of_sector(path)
    for factor in scenario.factors:
        yield ("energy", factor.energy, factor.place("energy"))
    for stock in scenario.stocks:
        yield ("stock", stock.stock, stock.place("stock"))
    for removal in scenario.removals:
        yield ("removal", removal.removal, removal.place("removal"))
    for i, measure in enumerate(scenario.measures):
        yield ("measure", measure, scenario.place(f"measures.{i}"))


def _of_sector(path: SectorPath) -> Iterator[_Asked]:
    yield ("sector", path.sector, path.place("sector"))
    for point in path.shares:
        for energy in point.shares:
            yield ("energy", energy, point.place(f"shares.{energy}"))
    if path.electrification:
        yield ("energy", path.electrification.energy, path.electrification.place("energy"))
