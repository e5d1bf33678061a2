"""What the parts of the inventory share: the project, the ledger being built, the factors, the gases by source.

Method: GWP over 100 years of the criteria's set (IPCC assessment reports); equity share by ISO 14064-1:2018, 5.1.

Inputs: ``criteria.gwp``, ``boundary.consolidation``, ``boundary.sites.share``.

Outputs: ``gwp.value[gas]`` in tCO2e per t of gas.

Errors: LG018 the set has no value for a gas.

Example: ``equity-share.yaml``, worked out by hand.

Marks: GWPs are secondary (the package's table), CO2 is by definition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from generator.base.text import Text
from generator.base.units import ONE, Unit, parse_unit
from generator.calculations.factors import Factor
from generator.calculations.inventory.factors import Resolver
from generator.calculations.inventory.rules import NO_GWP
from generator.ledger.context import Context
from generator.ledger.ledger import LedgerBuilder
from generator.ledger.quantity import Quantity
from generator.project.models import Site, Source
from generator.project.project import Project

BASES = ("location", "market")
BASIS_NAMES = {"location": Text("基于位置", "location-based"), "market": Text("基于市场", "market-based")}
SOLD = ("sold-electricity", "sold-heat")
COMBUSTION = ("stationary-combustion", "mobile-combustion", "biogenic-combustion")

#: The seven gases of the Kyoto basket, as inventories list them.
SEVEN = ("CO2", "CH4", "N2O", "HFCs", "PFCs", "SF6", "NF3")

#: ISO 14064-1:2018 category (annex B) of each scope 3 category of the GHG Protocol: 3 transport, 4 products used,
#: 5 use of the organisation's products, 6 other.
ISO_CATEGORY = {1: 4, 2: 4, 3: 4, 4: 3, 5: 4, 6: 3, 7: 3, 8: 4, 9: 3, 10: 5, 11: 5, 12: 5, 13: 5, 14: 5, 15: 5}

T_CO2E = parse_unit("tCO2e")
T_CO2 = parse_unit("tCO2")
PERCENT = parse_unit("%")
TCE = parse_unit("tce")


def mass_of(gas: str) -> Unit:
    """Return t of a gas, spelled the usual way: tCO2, tCH4, t{HFC32}."""
    return parse_unit(f"t{{{gas}}}").times(ONE)


@lru_cache(maxsize=65536)
def at(**values: object) -> Context:
    """Return a context; the same few thousand are asked for again and again."""
    return Context.of(**values)


def label(zh: str, en: str, source: Source | None = None) -> Text:
    """Return a fact's label, with the source's name before it."""
    if source is None:
        return Text(zh, en)
    return Text(f"{source.name.text.zh}：{zh}", f"{source.name.text.en}: {en}")


@dataclass
class Book:
    """The state that the parts of the inventory build on, in the order in which they run.

    ``gases`` holds, for a source, the gases that it emits inside the totals; ``montreal`` those outside.
    """

    project: Project
    ledger: LedgerBuilder
    factors: Resolver
    years: tuple[int, ...] = ()
    gases: dict[str, list[str]] = field(default_factory=dict)
    montreal: dict[str, list[str]] = field(default_factory=dict)
    _without_gwp: set[str] = field(default_factory=set)

    @property
    def sources(self) -> list[Source]:
        """All sources of the project."""
        return self.project.file.sources

    @property
    def counted(self) -> Iterator[Source]:
        """The sources inside the totals: all but energy sold."""
        return (s for s in self.sources if s.kind not in SOLD)

    def site(self, source: Source) -> Site | None:
        """Return the site of a source, or ``None`` where the project names none such (a finding of the load stage)."""
        return next((s for s in self.project.file.boundary.sites if s.id == source.site), None)

    def unit(self, source: Source) -> Unit:
        """Return the unit of a source's activity, with its substance."""
        return parse_unit(source.unit).of(self.factors.substance(source))

    def quantity(self, source: Source, year: int) -> Quantity:
        """Read a year's activity (raises ``Unavailable`` inside a derivation)."""
        return self.ledger.read("activity.quantity", at(period=year, source=source.id))

    def owned(self, source: Source, amount: Quantity) -> Quantity:
        """Return the reporting company's part of an amount: by equity share where that is the consolidation approach.

        Under operational or financial control the whole counts (ISO 14064-1:2018, 5.1; GHG Protocol, chapter 3).
        """
        site = self.site(source)
        if self.project.file.boundary.consolidation != "equity-share" or site is None or site.share == 100:
            return amount
        return amount * self.ledger.read("site.share", at(entity=site.id))

    def give(self, fact_id: str, context: Context, factor: Factor, text: Text) -> None:
        """Record a factor as a given fact, with its mark and reference."""
        factor.give(self.ledger, fact_id, context, text)

    def record_gas(self, source: Source, gas: str) -> bool:
        """Note that a source emits ``gas`` and give its GWP; ``False`` where the GWP set has none."""
        if gas == "CO2e":
            self.gases.setdefault(source.id, []).append(gas)
            return True
        if not self._gwp(source, gas):
            return False
        inside = self.factors.family(gas) != "other"
        (self.gases if inside else self.montreal).setdefault(source.id, []).append(gas)
        return True

    def _gwp(self, source: Source, gas: str) -> bool:
        context = at(gas=gas)
        if self.ledger.has("gwp.value", context):
            return True
        factor = self.factors.gwp(gas)
        gwp_set = self.project.file.criteria.gwp
        if factor is None:
            if gas not in self._without_gwp:
                self._without_gwp.add(gas)
                self.ledger.findings.append(
                    NO_GWP.at(
                        source.place("gas"),
                        f"GWP 集 {gwp_set} 没有 {gas} 的数值",
                        f"the GWP set {gwp_set} has no value for {gas}",
                        hint_zh="核对气体名称，或在 criteria.gwp 选用含该气体的版本",
                        hint_en="check the gas, or choose a set in criteria.gwp that holds it",
                    )
                )
            return False
        self.give(
            "gwp.value", context, factor, Text(f"{gas} 的全球变暖潜势（{gwp_set}）", f"GWP100 of {gas} ({gwp_set})")
        )
        return True

    def equivalent(self, amount: Quantity, gas: str) -> Quantity:
        """Turn an amount of gas into CO2e by its GWP: the one place where that happens."""
        if gas == "CO2e":
            return amount
        return amount * self.ledger.read("gwp.value", at(gas=gas))

    def gas_context(self, source: Source, year: int, gas: str, basis: str) -> Context:
        """Return the context of a source's gas: purchased electricity has a basis, nothing else has."""
        return at(period=year, source=source.id, gas=gas, basis=self.basis(source, basis))

    @staticmethod
    def basis(source: Source, basis: str) -> str | None:
        """Return ``basis`` for purchased electricity, ``None`` for what it does not touch."""
        return basis if source.kind == "purchased-electricity" else None

    def bases(self, source: Source) -> tuple[str, ...]:
        """Return the bases on which a source's emissions stand; one entry where it makes no difference."""
        return BASES if source.kind == "purchased-electricity" else BASES[:1]

    def emission(self, source: Source, year: int, basis: str) -> Quantity:
        """Read a source's emission of a year on a basis."""
        context = at(period=year, source=source.id, basis=self.basis(source, basis))
        return self.ledger.read("source.emission", context)

    def earlier(self, year: int) -> int | None:
        """Return the reporting year before ``year``."""
        return max((y for y in self.project.file.periods.reporting if y < year), default=None)


def scope(source: Source) -> int:
    """Return the GHG Protocol scope of a source."""
    if source.kind in ("purchased-electricity", "purchased-heat"):
        return 2
    return 3 if source.kind == "value-chain" else 1


def category(source: Source) -> int:
    """Return the ISO 14064-1:2018 category (5.2.4, annex B) of a source."""
    if source.kind == "value-chain":
        return ISO_CATEGORY.get(source.scope3_category or 0, 6)
    return scope(source)


def of_scope(sources: Iterable[Source], number: int) -> list[Source]:
    """Return the sources of a scope."""
    return [s for s in sources if scope(s) == number]
