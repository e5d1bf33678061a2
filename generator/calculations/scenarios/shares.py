"""Energy shares of sectors by year: from point to point, or with one energy's share on a path of its own.

Method: The shares of the base year and of every point add up to 100 %; a straight line leads from point to point, so
that they do in every year. Electrification puts the share e(y) of one energy (electricity, as a rule) on a path of its
own, and the other energies keep their proportions among themselves::

    share(f, y) = before(f, y) x (1 - e(y)) / (1 - before(e, y))

where ``before`` are the shares from point to point, or the base year's where no points are given. An energy that a
point does not list has no share there: the listed ones are the whole.

Inputs: ``shares`` of a sector, and ``shares``, ``hold_shares`` and ``electrification`` of a scenario's sector.

Outputs: ``scenario.share[period,scenario,sector,energy]`` in %; with electrification also ``scenario.share_before``
(same dimensions) and ``scenario.electrification[period,scenario,sector]`` in %.

Errors: LG376 (not 100 %), LG373 (order of points), LG374 (points end early), LG371 (no shares in the reference
scenario), LG387 (electrification by an energy that the sector does not have).

Example: ``two-sectors-by-hand.yaml`` and ``electrification-by-hand.yaml``, worked out by hand.

Marks: Assumptions; no data set is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from itertools import pairwise

from generator.base.findings import Position
from generator.base.text import Text
from generator.calculations.scenarios import curve_checks, rules
from generator.calculations.scenarios.base_year import base_uses, carry_on, no_base
from generator.calculations.scenarios.curves import line
from generator.calculations.scenarios.frame import PERCENT, Frame, context, named
from generator.calculations.scenarios.series import Series
from generator.ledger.context import Context
from generator.ledger.fact import Kind
from generator.ledger.quantity import Quantity, constant, total
from generator.project.node import Node
from generator.project.sections.scenarios import ScenarioPath, Sector, SectorPath

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Shares:
    """The shares of one sector in one scenario under one fact id."""

    frame: Frame
    scenario: ScenarioPath
    sector: Sector
    fact_id: str
    names: dict[str, Text] = field(default_factory=dict)

    def of(self, year: int, energy: str) -> Context:
        return context(self.scenario.id, year, self.sector.id, energy)

    def held(self, year: int, energy: str) -> Callable[[], Quantity]:
        return self.frame.held(self.fact_id, self.of(year, energy))

    def label(self, year: int, energy: str) -> Text:
        if energy not in self.names:
            name = next(e.name.text for e in self.frame.model.energies if e.id == energy)
            zh = f"{self.scenario.name.zh}{self.sector.name.zh}{name.zh}占比"
            en = f"{self.scenario.name.text.en}: share of {name.en} in {self.sector.name.text.en}"
            self.names[energy] = Text(zh, en)
        said = self.names[energy]
        return Text(f"{said.zh}（{year}年）", f"{said.en} ({year})")

    def derive(self, year: int, energy: str, formula: Callable[[], Quantity], position: Position) -> None:
        label = self.label(year, energy)
        self.frame.builder.derive(self.fact_id, self.of(year, energy), PERCENT, label, formula, position=position)

    def give(self, year: int, shares: Mapping[str, Decimal], at: Node, kind: Kind) -> None:
        """Record the shares of a point; an energy that is not listed has none."""
        for energy in energies_of(self.frame, self.scenario, self.sector):
            if energy in shares:
                label, place = self.label(year, energy), at.place(f"shares.{energy}")
                self.frame.builder.give(
                    self.fact_id, self.of(year, energy), shares[energy], PERCENT, label, place, kind=kind
                )
            else:
                self.derive(year, energy, lambda: constant(0, PERCENT, "the shares listed are the whole"), at.at)

    def lack(self, years: range, reason: Text) -> None:
        for energy in energies_of(self.frame, self.scenario, self.sector):
            for year in years:
                self.frame.builder.lack(self.fact_id, self.of(year, energy), reason, self.sector.place("shares"))


def says_shares(path: SectorPath | None) -> bool:
    """Whether a scenario says how a sector's shares go on."""
    return path is not None and bool(path.shares or path.hold_shares or path.electrification)


def share_path(frame: Frame, scenario: ScenarioPath, sector: Sector) -> SectorPath | None:
    """Return what holds for a sector's shares: the scenario's own word, else the reference's."""
    own = frame.path_of(scenario, sector)
    if says_shares(own):
        return own
    basis = frame.path_of(frame.reference, sector)
    return basis if says_shares(basis) else None


def energies_of(frame: Frame, scenario: ScenarioPath, sector: Sector) -> tuple[str, ...]:
    """Return the energies that a sector uses in some year of a scenario, in the model's order."""
    path = share_path(frame, scenario, sector)
    used = set(sector.base_energies)
    if path is not None:
        used |= {energy for point in path.shares for energy in point.shares}
    return tuple(e.id for e in frame.model.energies if e.id in used)


def record_shares(frame: Frame) -> None:
    """Record the energy shares of every sector and scenario."""
    for scenario in frame.scenarios:
        for sector in frame.model.sectors:
            if sector.takes_energy:
                _record(frame, scenario, sector)


def _record(frame: Frame, scenario: ScenarioPath, sector: Sector) -> None:
    path = share_path(frame, scenario, sector)
    final = _Shares(frame, scenario, sector, "scenario.share")
    if not sector.energy and not _whole(frame, sector, sector.shares, sector):
        final.lack(frame.years, Text("占比之和不为 100%", "the shares do not add up to 100 %"))
        return
    _base(final)
    if path is None:
        _no_shares(frame, sector)
        final.lack(frame.future, Text("基准情景未给出能源结构路径", "the reference scenario gives no path of shares"))
    elif scenario.id != frame.model.reference and path is not frame.path_of(scenario, sector):
        _inherit(final)
    elif path.electrification is None:
        _from_points(final, path)
    else:
        before = _Shares(frame, scenario, sector, "scenario.share_before")
        _base(before)
        _from_points(before, path)
        _electrify(final, before, path)


def _base(shares: _Shares) -> None:
    """Record the shares of the base year: given, or what was used of each energy over the whole."""
    frame, sector = shares.frame, shares.sector
    if not sector.energy:
        shares.give(frame.base, sector.shares, sector, Kind.GIVEN)
        return
    for energy in energies_of(frame, shares.scenario, sector):
        if energy in sector.energy:
            part = partial(_part, frame, sector, energy)
            shares.derive(frame.base, energy, part, sector.place(f"energy.{energy}"))
        else:
            shares.derive(frame.base, energy, lambda: constant(0, PERCENT, "none was used"), sector.at)


def _part(frame: Frame, sector: Sector, energy: str) -> Quantity:
    uses = base_uses(frame, sector)
    return uses[energy] / total(uses.values(), frame.energy_unit)


def _inherit(final: _Shares) -> None:
    frame = final.frame
    for energy in energies_of(frame, final.scenario, final.sector):
        for year in frame.future:
            owner = frame.held("scenario.share", context(frame.model.reference, year, final.sector.id, energy))
            final.derive(year, energy, owner, final.sector.at)


def _from_points(shares: _Shares, path: SectorPath) -> None:
    frame = shares.frame
    if not _in_order(frame, path, shares.sector) or not all(
        [_whole(frame, point, point.shares, shares.sector) for point in path.shares]
    ):
        shares.lack(frame.future, Text("能源结构路径有误", "the path of shares could not be read"))
        return
    for point in path.shares:
        shares.give(point.year, point.shares, point, Kind.ASSUMED)
    known, at = [frame.base, *(point.year for point in path.shares)], path.at
    stays = path.hold_shares or (path.electrification is not None and not path.shares)
    for energy in energies_of(frame, shares.scenario, shares.sector):
        for first, last in pairwise(known):
            start, end = shares.held(first, energy), shares.held(last, energy)
            straight = line(start, end, last - first)
            for year in range(first + 1, last):
                shares.derive(year, energy, partial(straight, year - first), at)
        final = shares.held(known[-1], energy)
        for year in range(known[-1] + 1, frame.model.to + 1) if stays else ():
            shares.derive(year, energy, final, path.place("hold_shares"))
    if not stays:
        shares.lack(range(known[-1] + 1, frame.model.to + 1), Text("路径未到模型终止年", "the path ends early"))


def _electrify(final: _Shares, before: _Shares, path: SectorPath) -> None:
    frame, scenario, sector = final.frame, final.scenario, final.sector
    spec = path.electrification
    assert spec is not None
    if spec.energy not in sector.base_energies:
        no_base(frame, spec, sector.name.text, f"shares.{spec.energy}")
        final.lack(frame.future, Text("该能源在基准年没有占比", "the energy has no share in the base year"))
        return
    name = named(sector.name.text, "电气化率", ": electrification")
    series = Series(
        frame,
        "scenario.electrification",
        Context.of(scenario=scenario.id, sector=sector.id),
        PERCENT,
        Text(f"{scenario.name.zh}{name.zh}", f"{scenario.name.text.en}: {name.en}"),
        spec.at,
        Decimal(0),
        _HUNDRED,
    )
    series.derive(frame.base, final.held(frame.base, spec.energy))
    carry_on(frame, scenario, series, spec.path, None, spec, "path")
    for year in frame.future:
        part, whole = series.held(year), before.held(year, spec.energy)
        for energy in energies_of(frame, scenario, sector):
            formula = part if energy == spec.energy else partial(_rest, before.held(year, energy), part, whole)
            final.derive(year, energy, formula, spec.at)


def _rest(own: Callable[[], Quantity], part: Callable[[], Quantity], whole: Callable[[], Quantity]) -> Quantity:
    one = constant(100, PERCENT, "the whole")
    return own() * (one - part()) / (one - whole())


def _whole(frame: Frame, at: Node, shares: Mapping[str, Decimal], sector: Sector) -> bool:
    negative = next((energy for energy, share in shares.items() if share < 0), None)
    found = sum(shares.values(), Decimal(0))
    if negative is None and found == _HUNDRED:
        return True
    listed = ", ".join(f"{energy}: {share}" for energy, share in shares.items()) or "-"
    frame.builder.findings.append(
        rules.SHARES.at(
            at.place(f"shares.{negative}" if negative else "shares"),
            f"{sector.name.zh}的能源占比合计为 {found}%（{listed}），应为 100%，且各项不为负",
            f"the energy shares of {sector.id} add up to {found} % ({listed}), not to 100 %, or one is negative",
            hint_zh="例如 shares: {coal: 60, electricity: 40}",
            hint_en="for example shares: {coal: 60, electricity: 40}",
        )
    )
    return False


def _in_order(frame: Frame, path: SectorPath, sector: Sector) -> bool:
    name = named(sector.name.text, "能源结构", ": energy shares")
    previous = frame.base
    for point in path.shares:
        if not previous < point.year <= frame.model.to:
            curve_checks.out_of_order(frame, point, previous, name)
            return False
        previous = point.year
    if path.shares and previous < frame.model.to and not path.hold_shares:
        frame.builder.findings.append(
            rules.GAP.at(
                path.shares[-1].place("year"),
                f"{name.zh}的路径止于 {previous} 年，模型到 {frame.model.to} 年",
                f"{name.en}: the points end in {previous}, the model in {frame.model.to}",
                hint_zh="补充最后一年的占比，或写明 hold_shares: true（其后不变）",
                hint_en="give the shares of the last year, or say hold_shares: true (they stay)",
            )
        )
    return True


def _no_shares(frame: Frame, sector: Sector) -> None:
    basis = frame.path_of(frame.reference, sector) or sector
    frame.builder.findings.append(
        rules.NO_PATH.at(
            basis.place("shares"),
            f"基准情景没有给出{sector.name.zh}能源结构的路径",
            f"the reference scenario gives no path for the energy shares of {sector.id}",
            hint_zh="例如 hold_shares: true（保持不变）",
            hint_en="for example hold_shares: true where they stay",
        )
    )
