"""The section ``cbam``: goods under the Carbon Border Adjustment Mechanism, the processes that make them, prices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from generator.base.findings import Finding
from generator.project import faults
from generator.project.inline_factor import InlineFactor
from generator.project.node import Amount, Names, Node, Section, Slug, Year
from generator.project.unknown import unknown_id

if TYPE_CHECKING:
    from generator.project.models import ProjectFile

CnCode = Annotated[
    str,
    Field(
        pattern=r"^\d{4}( ?\d{2}( ?\d{2})?)?$",
        description="CN code of 8 digits (or the heading of 4 or 6 digits that the regulation lists), in quotes",
        examples=["72071111"],
    ),
]
RouteText = Annotated[
    Literal["A", "B", "C", "D", "E", "F", "G", "H", "J", "K", "L"],
    Field(
        description="route of the benchmark table: A grey, B white clinker; C BF/BOF, D DRI/EAF, E scrap/EAF "
        "carbon steel; F, G, H the same for low-alloy steel; J high-alloy EAF; K primary, L secondary aluminium"
    ),
]


class Stream(Node):
    """A source of direct emissions of a process."""

    id: Slug
    name: Names
    kind: Literal["combustion", "process", "mass-balance", "gas", "measured"]
    quantity: Amount = Field(
        description="fuel, material or gas; of a mass balance: what goes in counts up, what goes out is negative",
        examples=["12000 t", "-300 t", "2.5 t{N2O}"],
    )
    ncv: InlineFactor | None = Field(default=None, description="net calorific value of a fuel (TJ/t, GJ/t)")
    factor: InlineFactor | None = Field(default=None, description="emission factor per energy, mass or volume")
    carbon: InlineFactor | None = Field(default=None, description="carbon content of a mass balance (tC/t)")
    conversion: InlineFactor | None = Field(default=None, description="oxidation or conversion factor where below 1")
    biomass: InlineFactor | None = Field(default=None, description="zero-rated biomass fraction of the carbon")


class Flow(Node):
    """Heat, waste gas or electricity that crosses the boundary of a process."""

    id: Slug
    name: Names
    kind: Literal["heat-import", "heat-export", "waste-gas-import", "waste-gas-export", "electricity-export"]
    quantity: Amount = Field(examples=["120 TJ", "5000 MWh"])
    factor: InlineFactor


class Precursor(Node):
    """A precursor that a process consumes: of a process described here, at stated values, or at default values."""

    id: Slug
    name: Names | None = Field(default=None, description="by default the process that makes it, or its CN code")
    mass: Amount = Field(description="consumed in the process's year", examples=["90000 t"])
    process: Slug | None = Field(
        default=None, description="the process, here or of another installation, that makes it"
    )
    cn: CnCode | None = None
    country: str = Field(default="", description="country of production, as the regulation's table calls it")
    route: RouteText | None = None
    direct: InlineFactor | None = Field(default=None, description="verified direct embedded emissions (tCO2e/t)")
    indirect: InlineFactor | None = Field(default=None, description="verified indirect embedded emissions (tCO2e/t)")
    free_allocation: InlineFactor | None = Field(
        default=None, description="specific free allocation as its maker reports it, precursors included (tCO2e/t)"
    )
    eu_origin: bool = Field(default=False, description="made in the EU: it carries no embedded emissions")


class Process(Node):
    """A production process of one aggregated goods category in one year."""

    id: Slug
    name: Names
    year: Year
    cn: CnCode
    route: RouteText | None = None
    output: Amount = Field(description="activity level; of cement, the clinker contained", examples=["100000 t"])
    direct: Amount | None = Field(
        default=None, description="attributed direct emissions, where no streams are given", examples=["210000 tCO2e"]
    )
    streams: list[Stream] = Field(default_factory=list)
    flows: list[Flow] = Field(default_factory=list)
    electricity: Amount | None = Field(default=None, description="electricity consumed", examples=["50000 MWh"])
    electricity_factor: InlineFactor | None = None
    precursors: list[Precursor] = Field(default_factory=list)


class Installation(Node):
    """An installation outside the EU."""

    id: Slug
    name: Names
    supplier: Slug
    country: str
    verified: bool = Field(
        description="its emissions were verified by an accredited verifier: only then may they count"
    )
    processes: list[Process] = Field(min_length=1)


class Party(Node):
    """An importer (authorised declarant) or a supplier."""

    id: Slug
    name: Names


class Good(Node):
    """Goods of one CN code that one importer brings in within one year."""

    id: Slug
    name: Names
    cn: CnCode
    country: str = Field(description="country of origin, as the regulation's table calls it", examples=["China"])
    year: Year
    importer: Slug
    supplier: Slug | None = None
    mass: Amount | None = Field(
        default=None,
        description="net mass, electricity (CN 2716 00 00) in MWh; without it the shipments' rows are added up",
        examples=["100 t"],
    )
    clinker: Amount | None = Field(default=None, description="clinker contained in cement goods: their functional unit")
    basis: Literal["actual", "default"] = Field(
        default="default", description="which values count; the other basis is compared where it can be"
    )
    process: Slug | None = Field(default=None, description="the process that made the goods")
    direct: InlineFactor | None = Field(default=None, description="verified direct embedded emissions (tCO2e/t)")
    indirect: InlineFactor | None = Field(default=None, description="verified indirect embedded emissions (tCO2e/t)")
    free_allocation: InlineFactor | None = Field(
        default=None,
        description="specific free allocation as the operator reports it, with CBAM factor and precursors (tCO2e/t)",
    )
    verified: bool = Field(default=False, description="the stated embedded emissions were verified")
    route: RouteText | None = None
    carbon_price: InlineFactor | None = Field(
        default=None,
        description="carbon price effectively paid in the country of origin per tCO2e embedded, after rebates and free "
        "allowances; its source is the evidence",
    )


class Shipments(Node):
    """A table of consignments: one row a customs entry, which names its goods by their id."""

    table: Slug = Field(description="id of a table of the project")
    goods: str = Field(default="goods", description="its column of words with the ids of goods")
    mass: str = Field(default="mass", description="its column of numbers with the net mass")


class CertificatePrice(Node):
    """Prices of CBAM certificates: one scenario."""

    id: Slug
    name: Names
    years: dict[str, InlineFactor] = Field(
        min_length=1, description="year of import -> price in EUR/tCO2e with its source"
    )


class Cbam(Section):
    """Goods, installations and prices for CBAM."""

    importers: list[Party] = Field(default_factory=list)
    suppliers: list[Party] = Field(default_factory=list)
    installations: list[Installation] = Field(default_factory=list)
    goods: list[Good] = Field(default_factory=list)
    shipments: Shipments | None = None
    prices: list[CertificatePrice] = Field(default_factory=list)
    exchange: InlineFactor | None = Field(
        default=None, description="CNY per EUR, with its source; needed where money is stated or wanted in CNY"
    )
    cscf: dict[str, InlineFactor] = Field(
        default_factory=dict, description="cross-sectoral correction factor by year, once the Commission published it"
    )

    @property
    def processes(self) -> dict[str, tuple[Installation, Process]]:
        """Every process with its installation, by id."""
        return {one.id: (site, one) for site in self.installations for one in site.processes}

    def contradictions(self, file: ProjectFile) -> Iterable[Finding]:
        """Yield references that lead nowhere, process ids that stand twice, and values given in two ways."""
        processes = self.processes
        importers, suppliers = [p.id for p in self.importers], [p.id for p in self.suppliers]
        yield from self._twice()
        yield from self._two_ways()
        if self.shipments is not None:
            yield from _columns(self.shipments, file)
        for site in self.installations:
            if site.supplier not in suppliers:
                yield unknown_id(site.supplier, suppliers, site.place("supplier"), "supplier")
            for process in site.processes:
                for one in process.precursors:
                    if one.process is not None and one.process not in processes:
                        yield unknown_id(one.process, list(processes), one.place("process"), "process")
        for good in self.goods:
            if good.importer not in importers:
                yield unknown_id(good.importer, importers, good.place("importer"), "importer")
            if good.supplier is not None and good.supplier not in suppliers:
                yield unknown_id(good.supplier, suppliers, good.place("supplier"), "supplier")
            if good.process is not None and good.process not in processes:
                yield unknown_id(good.process, list(processes), good.place("process"), "process")

    def _two_ways(self) -> Iterable[Finding]:
        for _, process in self.processes.values():
            if process.direct is not None and (process.streams or process.flows):
                yield _either(process, "direct", "streams" if process.streams else "flows")
        made: list[Precursor | Good] = [*self.goods, *(p for _, one in self.processes.values() for p in one.precursors)]
        for part in made:
            if part.process is not None and part.direct is not None:
                yield _either(part, "direct", "process")

    def _twice(self) -> Iterable[Finding]:
        first: dict[str, tuple[Installation, Process]] = {}
        for site in self.installations:
            for process in site.processes:
                other, same = first.setdefault(process.id, (site, process))
                if other is not site:
                    yield faults.DUPLICATE_ID.at(
                        process.place("id"),
                        f"生产过程 id “{process.id}”在两个设施中重复",
                        f"the process id {process.id!r} stands in two installations",
                        hint_zh=f"改为 {site.id}-{process.id}",
                        hint_en=f"for example {site.id}-{process.id}",
                        related=[same.place("id")],
                    )


def _either(node: Node, key: str, other: str) -> Finding:
    return faults.WRONG_VALUE.at(
        node.place(key),
        f"{key} 与 {other} 只能写一个，否则其中一个不会计入",
        f"{key} and {other} are both given, and one of them would not count",
        hint_zh=f"删去 {key}，或删去 {other}",
        hint_en=f"leave out {key}, or {other}",
        related=[node.place(other)],
    )


def _columns(shipments: Shipments, file: ProjectFile) -> Iterable[Finding]:
    tables = {table.id: table for table in file.tables}
    spec = tables.get(shipments.table)
    if spec is None:
        yield unknown_id(shipments.table, list(tables), shipments.place("table"), "table")
        return
    for key, name, known in (("goods", shipments.goods, spec.columns), ("mass", shipments.mass, spec.values)):
        if name not in known:
            yield unknown_id(name, list(known), shipments.place(key), "column")
