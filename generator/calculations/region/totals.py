"""Totals of the region by category and gas: gross, removals, net, without land use, with electricity.

Removals are never netted silently: gross emissions, removals and net emissions are three facts. Emissions of land use
are part of the gross total; the total without land use is that of the four other categories.

Method: provincial guidelines, general part; IPCC 2006 V1 chapter 8: sums over categories and gases in CO2 equivalents
of one GWP set.

Inputs: ``region.item``, ``region.line``, ``region.sink``, ``region.electricity``, ``region.gwp``.

Outputs: ``region.category[period,category]``, ``region.category_gas[period,category,gas]`` and
``region.gas_co2e[period,gas]`` in tCO2e, ``region.gas[period,gas]`` in t of gas (emissions alone);
``region.total[period,basis]`` in tCO2e for ``gross``, ``net``, ``without-land-use`` and ``with-electricity`` (gross
and the balance of electricity); ``region.removals[period]`` in tCO2e; ``region.energy_co2[period]`` in tCO2 (energy,
with the balance of electricity where there is one); ``region.category_share[period,category]`` and
``region.gas_share[period,gas]`` of the gross total.

Errors: none of its own; what is missing below is missing here.

Example: ``worked/small-region.yaml``, by hand; ``test_laws.py`` holds that categories and gases each add up to the
gross total.

Marks: the weakest of what is added.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import get_args

from generator.base.text import Text
from generator.base.units import ONE, Unit
from generator.calculations.region.frame import MIXED, T_CO2, T_CO2E, Frame, of_gas
from generator.calculations.region.sectors import Sectors
from generator.ledger.context import Context
from generator.ledger.ledger import Unavailable
from generator.ledger.quantity import Quantity, total
from generator.project.sections.region_parts import Category

NAMES = {
    "energy": Text("能源活动", "energy"),
    "industrial-processes": Text("工业生产过程", "industrial processes"),
    "agriculture": Text("农业活动", "agriculture"),
    "land-use": Text("土地利用变化和林业", "land use change and forestry"),
    "waste": Text("废弃物处理", "waste"),
}
BASES = {
    "gross": Text("温室气体排放总量（不扣减清除量）", "gross greenhouse-gas emissions"),
    "net": Text("温室气体净排放量", "net greenhouse-gas emissions"),
    "without-land-use": Text("温室气体排放总量（不含土地利用变化和林业）", "emissions without land use"),
    "with-electricity": Text("温室气体排放总量（含电力净调入）", "emissions with net imported electricity"),
}

_UNREAD = Text("分部门数据表未能读取", "the table of sectors by items could not be read")
_NOTHING = Text("清单没有相应类别", "the inventory has no such category")


class Totals:
    """The sums over table and lines."""

    def __init__(self, frame: Frame, sectors: Sectors | None) -> None:
        self.frame, self.builder, self.sectors = frame, frame.builder, sectors
        self.emissions = [line for line in frame.region.lines if not line.removal]
        self.sinks = [line for line in frame.region.lines if line.removal]
        self.items = [frame.classes.items[name] for name in sectors.emitting] if sectors else []
        used = {item.category for item in self.items} | {line.category for line in self.emissions}
        self.categories = [name for name in get_args(Category) if name in used]
        self.unread = sectors is None and frame.region.cells is not None
        self.unsure = {item.category for item in frame.classes.items.values()} if self.unread else set()
        table_gas = [sectors.gas] if sectors and self.items else []
        self.gases = list(dict.fromkeys([*table_gas, *(line.gas for line in self.emissions)]))

    def record(self) -> None:
        """Record every total of every year."""
        for year in self.frame.years:
            for name in self.categories:
                text = Text(f"{NAMES[name].zh}{year}年排放量", f"{NAMES[name].en}: emission {year}")
                self._derive("category", text, partial(self._category, year, name), period=year, category=name)
            for gas in self.gases:
                self._gas(year, gas)
            self._matrix(year)
            self._totals(year)
            self._energy_co2(year)
            self._shares(year)

    # ---------------------------------------------------------------------------------------------- parts

    def _category(self, year: int, name: str) -> Quantity:
        self._check_read(year, name)
        items = [item.id for item in self.items if item.category == name]
        return total([*self._table(year, items), *self._lines(year, lambda one: one == name, "category")], T_CO2E)

    def _table(self, year: int, items: list[str]) -> list[Quantity]:
        if self.sectors is None:
            return []
        return [
            self.frame.in_co2e(self.frame.read("item", period=year, energy=item), self.sectors.gas) for item in items
        ]

    def _lines(self, year: int, wanted: Callable[[str], bool], key: str) -> list[Quantity]:
        return [
            self.frame.read("line", period=year, source=line.id)
            for line in self.emissions
            if wanted(getattr(line, key))
        ]

    def _gas(self, year: int, gas: str) -> None:
        if gas != MIXED:
            text = Text(f"{year}年{gas}排放量", f"{gas} emission {year}")
            self._derive("gas", text, partial(self._mass, year, gas), of_gas(gas), period=year, gas=gas)
        text = Text(f"{year}年{gas}排放量（CO₂当量）", f"{gas} emission {year}, CO2e")
        self._derive("gas_co2e", text, partial(self._gas_co2e, year, gas), period=year, gas=gas)

    def _matrix(self, year: int) -> None:
        """Record category by gas, as the summary table of an inventory shows it."""
        for name in self.categories:
            for gas in self.gases:
                items = [i.id for i in self.items if i.category == name] if self._table_gas() == gas else []
                lines = [line.id for line in self.emissions if line.category == name and line.gas == gas]
                if items or lines:
                    text = Text(f"{NAMES[name].zh}{year}年{gas}排放量", f"{NAMES[name].en}: {gas} emission {year}")
                    formula = partial(self._cell, year, name, items, lines)
                    self._derive("category_gas", text, formula, period=year, category=name, gas=gas)

    def _table_gas(self) -> str:
        return self.sectors.gas if self.sectors is not None else ""

    def _check_read(self, year: int, category: str) -> None:
        if category in self.unsure:
            raise Unavailable(f"region.table[period={year}]", _UNREAD)

    def _cell(self, year: int, category: str, items: list[str], lines: list[str]) -> Quantity:
        self._check_read(year, category)
        parts = [self.frame.read("line", period=year, source=line) for line in lines]
        return total([*self._table(year, items), *parts], T_CO2E)

    def _mass(self, year: int, gas: str) -> Quantity:
        if self.unread:
            raise Unavailable(f"region.table[period={year}]", _UNREAD)
        parts = [
            self.frame.read("line_gas", period=year, source=line.id, gas=gas)
            for line in self.emissions
            if line.gas == gas
        ]
        if self.sectors is not None and self.sectors.gas == gas:
            parts += [self.frame.read("item", period=year, energy=item.id) for item in self.items]
        return total(parts, of_gas(gas))

    def _gas_co2e(self, year: int, gas: str) -> Quantity:
        if gas != MIXED:
            return self.frame.in_co2e(self.frame.read("gas", period=year, gas=gas), gas)
        items = [item.id for item in self.items] if self.sectors and self.sectors.gas == gas else []
        return total([*self._table(year, items), *self._lines(year, lambda one: one == gas, "gas")], T_CO2E)

    # --------------------------------------------------------------------------------------------- totals

    def _totals(self, year: int) -> None:
        text = Text(f"{year}年温室气体清除量", f"removals {year}")
        if self.sinks:
            self._derive("removals", text, partial(self._removals, year), period=year)
        else:
            reason = Text("清单没有清除量", "the inventory has no removals")
            self.builder.lack("region.removals", Context.of(period=year), reason, self.frame.region.at)
        self._basis(year, "gross", partial(self._sum, year, self.categories))
        without = [name for name in self.categories if name != "land-use"]
        self._basis(year, "without-land-use", partial(self._sum, year, without))
        self._basis(year, "net", partial(self._net, year))
        if self.frame.region.electricity:
            self._basis(year, "with-electricity", partial(self._with_electricity, year))

    def _basis(self, year: int, basis: str, formula: Callable[[], Quantity]) -> None:
        text = Text(f"{year}年{BASES[basis].zh}", f"{BASES[basis].en} {year}")
        self._derive("total", text, formula, period=year, basis=basis)

    def _sum(self, year: int, names: list[str]) -> Quantity:
        if self.unread or not names:
            raise Unavailable(f"region.category[period={year}]", _UNREAD if self.unread else _NOTHING)
        return total([self.frame.read("category", period=year, category=name) for name in names], T_CO2E)

    def _removals(self, year: int) -> Quantity:
        return total([self.frame.read("sink", period=year, source=line.id) for line in self.sinks], T_CO2E)

    def _net(self, year: int) -> Quantity:
        gross = self.frame.read("total", period=year, basis="gross")
        return gross - self.frame.read("removals", period=year) if self.sinks else gross

    def _with_electricity(self, year: int) -> Quantity:
        balance = self.frame.in_co2e(self.frame.read("electricity", period=year), "CO2")
        return self.frame.read("total", period=year, basis="gross") + balance

    def _energy_co2(self, year: int) -> None:
        if self.sectors is not None and self.sectors.gas == MIXED:
            return
        items = [item.id for item in self.items if item.category == "energy" and self._table_gas() == "CO2"]
        lines = [line.id for line in self.emissions if line.category == "energy" and line.gas == "CO2"]
        if items or lines:
            text = Text(f"{year}年能源活动二氧化碳排放量", f"CO2 of energy {year}")
            if self.frame.region.electricity:
                text = Text(f"{text.zh}（含电力净调入）", f"{text.en}, with net imported electricity")
            self._derive("energy_co2", text, partial(self._co2, year, items, lines), T_CO2, period=year)

    def _co2(self, year: int, items: list[str], lines: list[str]) -> Quantity:
        self._check_read(year, "energy")
        parts = [self.frame.read("item", period=year, energy=item) for item in items]
        parts += [self.frame.read("line_gas", period=year, source=line, gas="CO2") for line in lines]
        if self.frame.region.electricity:
            parts.append(self.frame.read("electricity", period=year))
        return total(parts, T_CO2)

    def _shares(self, year: int) -> None:
        for name in self.categories:
            text = Text(f"{NAMES[name].zh}{year}年占比", f"{NAMES[name].en}: share {year}")
            formula = partial(self._share, year, "category", {"period": year, "category": name})
            self._derive("category_share", text, formula, ONE, period=year, category=name)
        for gas in self.gases:
            text = Text(f"{year}年{gas}占比", f"{gas}: share {year}")
            formula = partial(self._share, year, "gas_co2e", {"period": year, "gas": gas})
            self._derive("gas_share", text, formula, ONE, period=year, gas=gas)

    def _share(self, year: int, fact_id: str, where: dict[str, object]) -> Quantity:
        return self.frame.read(fact_id, **where) / self.frame.read("total", period=year, basis="gross")

    def _derive(
        self, name: str, text: Text, formula: Callable[[], Quantity], unit: Unit = T_CO2E, **context: object
    ) -> None:
        place = self.frame.region.at
        self.builder.derive(f"region.{name}", Context.of(**context), unit, text, formula, position=place)
