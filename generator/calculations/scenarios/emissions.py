"""Energy and emissions by sector, by energy and in total, in every year of every scenario.

Method: Bottom-up accounting by activity (IPCC 2006 Guidelines, volume 1, chapter 1: emissions = activity data x
emission factor; scenario form after Kaya)::

    energy(s, y)      = activity(s, y) x intensity(s, y)
    emission(s, f, y) = energy(s, y) x share(s, f, y) x factor(f, y)
    process(s, y)     = activity(s, y) x process factor(s, y)

A sector's emission is the sum over its energies and its process; the total is the sum of the sectors. Electricity is
an energy like the others: its factor's path is the grid's.

Inputs: The series of the model: activity, intensity, shares, factors, process factors.

Outputs: By period and scenario: ``scenario.energy_use[sector]``, ``scenario.fuel_emission[sector,energy]``,
``scenario.process_emission[sector]``, ``scenario.sector_emission[sector]``, ``scenario.energy_by_type[energy]``,
``scenario.emission_by_energy[energy]``, ``scenario.energy_total``, ``scenario.process_total``, ``scenario.total``.
Energy in the model's energy unit, emissions in its emission unit.

Errors: What an input lacks, its results lack; units are held by LG388.

Example: ``two-sectors-by-hand.yaml``: two sectors, three years, worked out by hand.

Marks: Results are no more certain than the factors that they read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from generator.base.findings import Position
from generator.base.text import Text
from generator.calculations.scenarios.frame import Frame, context
from generator.calculations.scenarios.shares import energies_of
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, total
from generator.project.sections.scenarios import ScenarioPath

_Read = Callable[[], Quantity]


@dataclass(frozen=True, slots=True)
class _Sector:
    """A sector in a scenario, with everything that every one of its years needs again."""

    id: str
    name: Text
    at: Position
    takes_energy: bool
    has_process: bool
    energies: tuple[str, ...]


@dataclass(slots=True)
class _Year:
    """What the sectors of one year have given so far: energy, energy by type, emission by type, process."""

    energy: list[_Read] = field(default_factory=list)
    use: dict[str, list[_Read]] = field(default_factory=dict)
    emission: dict[str, list[_Read]] = field(default_factory=dict)
    process: list[_Read] = field(default_factory=list)


def record_emissions(frame: Frame) -> None:
    """Record energy and emissions of every scenario."""
    for scenario in frame.scenarios:
        sectors = [
            _Sector(
                sector.id,
                Text(f"{scenario.name.zh}{sector.name.zh}", f"{scenario.name.text.en}, {sector.name.text.en}"),
                sector.at,
                sector.takes_energy,
                sector.process is not None,
                energies_of(frame, scenario, sector),
            )
            for sector in frame.model.sectors
        ]
        _Accounts(frame, scenario, sectors).record()


class _Accounts:
    """The energy and emission accounts of one scenario."""

    def __init__(self, frame: Frame, scenario: ScenarioPath, sectors: list[_Sector]) -> None:
        self.frame, self.scenario, self.sectors = frame, scenario, sectors
        self.builder = frame.builder
        self.name = scenario.name.text
        self.at = frame.model.at
        self.energies = {energy.id: energy.name.text for energy in frame.model.energies}

    def record(self) -> None:
        """Record every year."""
        for year in self.frame.years:
            found, factors = _Year(), self._factors(year)
            for sector in self.sectors:
                self._sector(sector, year, factors, found)
            self._totals(year, found)

    def _factors(self, year: int) -> dict[str, _Read]:
        return {e: self.frame.held("scenario.factor", context(self.scenario.id, year, energy=e)) for e in self.energies}

    def _sector(self, sector: _Sector, year: int, factors: dict[str, _Read], found: _Year) -> None:
        where = context(self.scenario.id, year, sector.id)
        parts: list[_Read] = []
        if sector.takes_energy:
            energy = self._product("energy_use", where, sector, year, "intensity")
            found.energy.append(energy)
            parts += [self._cell(sector, year, name, energy, factors[name], found) for name in sector.energies]
        if sector.has_process:
            process = self._product("process_emission", where, sector, year, "process_factor")
            found.process.append(process)
            parts.append(process)
        if sector.takes_energy and not sector.energies:
            # A sector whose shares could not be read has no known emission, rather than none.
            parts = [partial(self.builder.read, "scenario.share", where)]
        label = Text(f"{sector.name.zh}排放量（{year}年）", f"{sector.name.en}: emission ({year})")
        self._sum("sector_emission", where, parts, label)

    def _product(self, what: str, where: Context, sector: _Sector, year: int, factor: str) -> _Read:
        """Record activity times intensity, or activity times process factor."""
        energy = what == "energy_use"
        zh, en = ("能耗", "energy use") if energy else ("工业过程排放量", "process emission")
        read = self.builder.read
        self.builder.derive(
            f"scenario.{what}",
            where,
            self.frame.energy_unit if energy else self.frame.unit,
            Text(f"{sector.name.zh}{zh}（{year}年）", f"{sector.name.en}: {en} ({year})"),
            lambda: read("scenario.activity", where) * read(f"scenario.{factor}", where),
            position=sector.at,
        )
        return self.frame.held(f"scenario.{what}", where)

    def _cell(self, sector: _Sector, year: int, energy: str, use: _Read, factor: _Read, found: _Year) -> _Read:
        """Record the emission from one energy in one sector."""
        where = context(self.scenario.id, year, sector.id, energy)
        name, unit = self.energies[energy], self.frame.energy_unit
        used = _once(use, self.frame.held("scenario.share", where), unit.text)
        self.builder.derive(
            "scenario.fuel_emission",
            where,
            self.frame.unit,
            Text(f"{sector.name.zh}{name.zh}排放量（{year}年）", f"{sector.name.en}, {name.en}: emission ({year})"),
            lambda: used() * factor(),
            position=sector.at,
        )
        cell = self.frame.held("scenario.fuel_emission", where)
        found.use.setdefault(energy, []).append(used)
        found.emission.setdefault(energy, []).append(cell)
        return cell

    def _sum(self, what: str, where: Context, parts: list[_Read], label: Text, *, energy: bool = False) -> None:
        unit = self.frame.energy_unit if energy else self.frame.unit
        self.builder.derive(
            f"scenario.{what}", where, unit, label, lambda: total([part() for part in parts], unit), position=self.at
        )

    def _totals(self, year: int, found: _Year) -> None:
        for energy, name in self.energies.items():
            if energy in found.use:
                where = context(self.scenario.id, year, energy=energy)
                label = self._said(year, f"{name.zh}消费量", f"{name.en}, use")
                self._sum("energy_by_type", where, found.use[energy], label, energy=True)
                label = self._said(year, f"{name.zh}排放量", f"{name.en}, emission")
                self._sum("emission_by_energy", where, found.emission[energy], label)
        where = context(self.scenario.id, year)
        if found.energy:
            self._sum("energy_total", where, found.energy, self._said(year, "能源消费总量", "energy use"), energy=True)
        if found.process:
            self._sum("process_total", where, found.process, self._said(year, "工业过程排放量合计", "process emission"))
        sectors: list[_Read] = [
            partial(self.builder.read, "scenario.sector_emission", context(self.scenario.id, year, s.id))
            for s in self.sectors
        ]
        self._sum("total", where, sectors, self._said(year, "排放总量", "emission of all sectors"))

    def _said(self, year: int, zh: str, en: str) -> Text:
        return Text(f"{self.name.zh}{zh}（{year}年）", f"{self.name.en}: {en} ({year})")


def _once(use: _Read, share: _Read, unit: str) -> _Read:
    """Return the energy of one kind that a sector uses, worked out once for the two formulas that it stands in."""
    known: list[Quantity] = []

    def product() -> Quantity:
        if not known:
            known.append((use() * share()).in_unit(unit))
        return known[0]

    return product
