"""Resolution of factors: by data set, item, purpose, region and data year; none and two are findings.

A source brings a factor of its own (``InlineFactor``, with its source), names one as ``<data set>/<item>``, or leaves
it to the criteria: the fuel set, the electricity set, the default of purchased heat.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.base.data_sets import DataSet, Figure
from generator.base.findings import Position
from generator.base.gwp import family, gases, potential
from generator.base.units import ONE, parse_unit
from generator.calculations.factors import ELECTRICITY, HEAT, NATION, DataSets, Factor, from_figure, from_inline
from generator.calculations.inventory.rules import BAD_ROW, LATER_FACTOR, NEWER_FACTOR
from generator.calculations.rules import NO_FACTOR, TWO_FACTORS
from generator.ledger.fact import Mark, Reference
from generator.project.models import InlineFactor, Source

BLENDS = "refrigerant-blends"
COMBUSTION_GASES = "ipcc-2006-combustion"
EQUIVALENTS = "cn-coal-equivalents"

#: What follows a province's short name in its official name.
_ENDINGS = ("壮族自治区", "回族自治区", "维吾尔自治区", "特别行政区", "自治区", "省", "市")


def short_region(name: str) -> str:
    """Return a province's short name: 湖南 for 湖南省."""
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name[: -len(ending)]
    return name


@dataclass
class Resolver(DataSets):
    """Finds the factors of an inventory's sources and gathers the findings."""

    # ------------------------------------------------------------------------------------------- fuels

    def fuel(self, source: Source) -> tuple[DataSet | None, str]:
        """Return the data set and the item of a source's fuel: ``<set>/<item>``, or an item of the criteria's set."""
        name, slash, item = source.fuel.rpartition("/")
        criteria = self.project.file.criteria
        place = source.place("fuel") if slash else criteria.place("fuels")
        chosen = self.data_set(name if slash else criteria.fuels, place)
        return chosen, chosen.canonical(item) if chosen else item

    def fuel_property(self, source: Source, name: str, *, required: bool) -> Factor | None:
        """Return ``ncv``, ``carbon-content`` or ``oxidation`` of a source's fuel: the source's own value first."""
        own: InlineFactor | None = getattr(source, name.replace("-", "_"))
        if own is not None:
            return from_inline(own)
        if not source.fuel:
            return None
        chosen, item = self.fuel(source)
        if chosen is None:
            return None
        found = chosen.find(item, name)
        if found or not required:
            return from_figure(found[0]) if found else None
        candidates = "、".join(chosen.nearest(item))
        self.findings.append(
            NO_FACTOR.at(
                source.place("fuel"),
                f"数据集 {chosen.id} 没有“{item}”的 {name}",
                f"the data set {chosen.id} has no {name} of {item!r}",
                hint_zh=f"相近的名称：{candidates}；也可写 <数据集>/<名称>，或给出实测 {name.replace('-', '_')}",
                hint_en=f"nearest: {candidates}; or write <set>/<item>, or give a measured {name.replace('-', '_')}",
            )
        )
        return None

    def combustion_gas(self, source: Source, gas: str) -> Factor | None:
        """Return the CH4 or N2O factor of a source's fuel, for stationary or mobile combustion (IPCC 2006)."""
        chosen = self.data_set(COMBUSTION_GASES)
        if chosen is None:
            return None
        purpose = "mobile" if source.kind == "mobile-combustion" else "stationary"
        item = chosen.canonical(source.fuel.rpartition("/")[2])
        found = chosen.find(item, gas.lower(), purpose=purpose)
        if not found:
            candidates = "、".join(chosen.nearest(item))
            self.findings.append(
                NO_FACTOR.at(
                    source.place("fuel"),
                    f"数据集 {chosen.id} 没有“{item}”燃烧的 {gas} 排放因子（{purpose}）",
                    f"the data set {chosen.id} has no {gas} factor of {item!r} ({purpose})",
                    hint_zh=f"相近的名称：{candidates}",
                    hint_en=f"nearest: {candidates}",
                )
            )
            return None
        return from_figure(found[0])

    def coal_equivalent(self, item: str) -> Factor | None:
        """Return the coal equivalent (calorific value) of an energy carrier, where the set has one."""
        chosen = self.data_set(EQUIVALENTS)
        found = chosen.find(item, "coal-equivalent") if chosen else ()
        return from_figure(found[0]) if found else None

    # --------------------------------------------------------------------------------------- emission factors

    def emission_factor(self, source: Source, default: str = "") -> Factor | None:
        """Return the factor that a source brings or names; ``default`` is the name to use where it says nothing."""
        if isinstance(source.factor, InlineFactor):
            return from_inline(source.factor)
        name = source.factor or default
        if not name:
            self.findings.append(
                NO_FACTOR.at(
                    source.at,
                    f"排放源 {source.id} 没有排放因子",
                    f"the source {source.id} has no factor",
                    hint_zh="写 factor: <数据集>/<名称>，或 {value: 0.44, unit: tCO2/t, source: 出处, mark: secondary}",
                    hint_en="write factor: <set>/<item>, or {value: 0.44, unit: tCO2/t, source: ..., mark: secondary}",
                )
            )
            return None
        return self.named(name, source.place("factor"))

    # --------------------------------------------------------------------------------------------- electricity

    def electricity(self, region: str, level: str, year: int, purpose: str, place: Position) -> Factor | None:
        """Return the electricity factor of a region for a reporting year and a purpose.

        The data year is ``criteria.electricity_year``, or else the newest that is not later than the reporting year and
        whose announcement was out when the project's latest document was dated. A figure of another year is never
        taken in silence.
        """
        criteria = self.project.file.criteria
        chosen = self.data_set(criteria.electricity, criteria.place("electricity"))
        if chosen is None:
            return None
        name = self._electricity_region(chosen, region, level, place)
        if name is None:
            return None
        every = chosen.find(ELECTRICITY, level, region=name, purpose=purpose)
        fixed = self.project.file.criteria.electricity_year
        known = [one for one in every if one.published <= self.dated() and one.year <= year]
        fitting = [one for one in every if one.year == fixed] if fixed else known
        newest = max((one.year for one in fitting), default=0)
        final = [one for one in fitting if one.year == newest]
        if len(final) != 1:
            self._electricity_finding(chosen, (name, level, year, purpose), every, final, place)
            return None
        if final[0].published > self.dated():
            self._not_yet_published(final[0])
        if any(one.year > newest for one in known):
            self._newer(final[0], [one for one in known if one.year > newest], place)
        return from_figure(final[0]).per(ELECTRICITY)

    def _electricity_region(self, chosen: DataSet, region: str, level: str, place: Position) -> str | None:
        short = short_region(region)
        if level == "national":
            return NATION
        if level == "province":
            return short
        grids = [grid for grid, provinces in chosen.regions.items() if short in provinces or grid == short]
        if len(grids) == 1:
            return grids[0]
        rule = TWO_FACTORS if grids else NO_FACTOR
        listed = "、".join(grids or chosen.regions)
        self.findings.append(
            rule.at(
                place,
                f"“{region}”对应 {len(grids)} 个区域电网",
                f"{region!r} lies in {len(grids)} regional grids",
                hint_zh=f"候选：{listed}；由排放源的 factor 指明",
                hint_en=f"candidates: {listed}; say it in the source's factor",
            )
        )
        return None

    def _electricity_finding(
        self,
        chosen: DataSet,
        wanted: tuple[str, str, int, str],
        every: Sequence[Figure],
        final: Sequence[Figure],
        place: Position,
    ) -> None:
        name, level, year, purpose = wanted
        near = final or every or chosen.find(ELECTRICITY, "national", purpose=purpose)
        listed = "；".join(map(str, near)) or "-"
        rule = TWO_FACTORS if final else NO_FACTOR
        self.findings.append(
            rule.at(
                place,
                f"{chosen.id} 中 {name}（{level}，{purpose}）用于{year}年的因子有 {len(final)} 个",
                f"{chosen.id} has {len(final)} factors for {name} ({level}, {purpose}) in {year}",
                hint_zh=f"相近的：{listed}；可设 criteria.electricity_level、electricity_year，或由排放源自带因子",
                hint_en=f"nearest: {listed}; set criteria.electricity_level or electricity_year, or bring a factor",
                related=[one.position for one in near],
            )
        )

    def _newer(self, taken: Figure, newer: Sequence[Figure], place: Position) -> None:
        latest = max(newer, key=lambda one: one.year)
        self.findings.append(
            NEWER_FACTOR.at(
                place,
                f"采用{taken.year}年电力因子 {taken.value}（{taken.region}），已有{latest.year}年数据 {latest.value}",
                f"the factor of {taken.year} is used ({taken.region}, {taken.value}); one of {latest.year} exists "
                f"({latest.value})",
                hint_zh="如非规定年份，删去 criteria.electricity_year",
                hint_en="unless the year is prescribed, take criteria.electricity_year out",
                related=[latest.position],
            )
        )

    def _not_yet_published(self, taken: Figure) -> None:
        dated, out = self.dated(), taken.published
        self.findings.append(
            LATER_FACTOR.at(
                self.project.file.criteria.place("electricity_year"),
                f"{taken.year}年电力因子 {taken.value}（{taken.region}）于 {out} 公布，晚于文件日期 {dated}",
                f"the factor of {taken.year} ({taken.region}, {taken.value}) came out on {out}, after the documents of "
                f"{dated}",
                hint_zh="改用当时已公布的年份，或改正文件日期",
                hint_en="take a year that was out by then, or correct the documents' date",
                related=[taken.position],
            )
        )

    # -------------------------------------------------------------------------------------------------- gases

    def gas_name(self, name: str) -> str:
        """Return the canonical name of a gas or blend: HFC134a for R-134a; unknown names come back as they are."""
        plain = name.strip().replace("-", "").replace(" ", "")
        chosen = self.data_set(BLENDS)
        known = {g.upper(): g for g in gases()}
        if plain.upper() in known:
            return known[plain.upper()]
        if chosen is None:
            return plain
        names = {a.upper(): g for a, g in chosen.aliases.items()} | {b.upper(): b for b in chosen.items}
        return names.get(plain.upper(), plain)

    def blend(self, name: str) -> tuple[Figure, ...]:
        """Return the components of a blend (share by mass), or nothing for a single gas."""
        chosen = self.data_set(BLENDS)
        return chosen.by_item.get(name, ()) if chosen else ()

    def known_gas(self, name: str) -> bool:
        """Whether ``name`` (canonical) is a gas of any GWP set or a blend."""
        return name in gases() or bool(self.blend(name))

    def gwp(self, gas: str) -> Factor | None:
        """Return the GWP of a gas in the criteria's set."""
        found = potential(gas, self.project.file.criteria.gwp)
        if found is None:
            return None
        unit = parse_unit(f"tCO2e/t{{{gas}}}").times(ONE)
        reference = Reference(found.document, found.locator, found.year)
        return Factor(found.value, unit, Mark(found.mark), reference, found.position)

    @staticmethod
    def family(gas: str) -> str:
        """Return the group in which a gas is reported."""
        return "CO2e" if gas == "CO2e" else family(gas)

    def leak(self, source: Source) -> str:
        """Return the gas or blend that a fugitive source without factor loses: the one it names, or its material.

        CO2 counts only where the project says so: a leak that names no gas must not become one of GWP 1.
        """
        named = "gas" in source.model_fields_set
        material = self.gas_name(source.material)
        if material and (not named or source.gas == "CO2") and self.known_gas(material):
            return material
        return self.gas_name(source.gas) if named else material

    def substance(self, source: Source) -> str:
        """Return what a source's activity counts."""
        if source.kind in ("purchased-electricity", "sold-electricity", "self-generated-electricity"):
            return ELECTRICITY
        if source.kind in ("purchased-heat", "sold-heat"):
            return HEAT
        if source.kind == "fugitive" and source.factor is None:
            return self.leak(source)
        if source.fuel and source.kind != "value-chain":
            return self.fuel(source)[1]
        return source.material

    def refuse(self, place: Position, zh: str, en: str, hint_zh: str, hint_en: str) -> None:
        """Record that a source's fields do not say how it is calculated."""
        self.findings.append(BAD_ROW.at(place, zh, en, hint_zh=hint_zh, hint_en=hint_en))
