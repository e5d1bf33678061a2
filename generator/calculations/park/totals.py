"""Totals of a park: members and public facilities less internal transfers, by carrier, source and intensity.

Method: 发改环资〔2025〕910号 附件4 一. Park = sum of members + sum of public facilities - transfers, for energy and
CO2 alike; what each entity consumes and emits is worked out in :mod:`balance`. Bunkers of international aviation and
shipping are listed apart and not deducted; no removals are netted.

Inputs: ``park.energy_gross``, ``park.emission_gross``, ``park.energy_flow``, ``park.emission_flow``, the transfers,
``park.economy``, ``park.area``.

Outputs: in tce ``park.energy_members``, ``park.energy_public``, ``park.energy_transfers``, ``park.energy_total`` (all
``[period]``), ``park.energy_carrier[period,energy]`` and ``park.energy_share[period,energy]`` (sum to one); in tCO2
``park.emission_members``, ``park.emission_public``, ``park.emission_transfers``, ``park.emission_total`` (all
``[period]``), ``park.emission_source[period,source]``, ``park.emission_share[period,source]`` (sum to one),
``park.bunker_emission[period]``, ``park.emission_direct[period]`` and ``park.emission_indirect[period]`` (sum to the
total); ``park.added_value[period]`` (万元), ``park.area`` (10^6 m2), ``park.energy_intensity_value[period]``
(tce/万元), ``park.intensity_value[period]`` (tCO2/万元), ``park.intensity_area[period]`` (tCO2/10^6 m2).

Errors: LG208, LG215; a year with LG440, LG442 to LG444, LG451, LG453, LG454 or LG456 has
no totals.

Example: ``tests/calculations/park/worked/steel-park.yaml`` and ``tables.yaml``, worked out by hand; no published
calculation with inputs and answers was found.

Marks: as the coefficients'.
"""

from __future__ import annotations

from functools import partial

from generator.base.text import Text
from generator.base.units import ONE, parse_unit
from generator.calculations.amounts import give_amount
from generator.calculations.park.balance import (
    counted,
    emission_given,
    energy_given,
    energy_of,
    signed,
    transferred,
)
from generator.calculations.park.book import SOURCES, T_CO2, TCE, Book, Read, at, unavailable
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, total
from generator.project.sections.park import Carrier


def run(book: Book) -> None:
    """Record the totals, carriers, sources and intensities of every year."""
    for year in book.years:
        _totals(book, year)
        _carriers(book, year)
        _sources(book, year)
        _intensities(book, year)


# ------------------------------------------------------------------------------------------------ park by park


def _totals(book: Book, year: int) -> None:
    derive, context = book.ledger.derive, at(period=year)
    running = {one.id for one in book.running(year)}
    groups = (
        ("members", "成员企业", "members", [one.id for one in book.park.members if one.id in running]),
        ("public", "公共设施", "public facilities", [one.id for one in book.park.facilities if one.id in running]),
    )
    for suffix, zh, en, entities in groups:
        text = Text(f"{zh}能源消费量合计", f"energy of {en}")
        derive(f"park.energy_{suffix}", context, TCE, text, partial(_sum_energy, book, entities, year))
        text = Text(f"{zh}二氧化碳排放量合计", f"CO2 of {en}")
        derive(f"park.emission_{suffix}", context, T_CO2, text, partial(_sum_emission, book, entities, year))
    text = Text("园区内部传输的能源量", "energy passed inside the park")
    derive("park.energy_transfers", context, TCE, text, partial(energy_given, book, None, year))
    text = Text("园区内部传输能源的二氧化碳", "CO2 of energy passed inside the park")
    derive("park.emission_transfers", context, T_CO2, text, partial(_all_given, book, year))
    for family, unit, zh, en in (
        ("park.energy", TCE, "园区年综合能源消费量（电力按等价值）", "park energy (electricity at equivalent value)"),
        ("park.emission", T_CO2, "园区二氧化碳排放量", "park CO2"),
    ):
        derive(f"{family}_total", context, unit, Text(zh, en), partial(_whole, book, family, context))


def _sum_energy(book: Book, entities: list[str], year: int) -> Quantity:
    book.whole(year)
    return total([book.ledger.read("park.energy_gross", at(entity=e, period=year)) for e in entities], TCE)


def _sum_emission(book: Book, entities: list[str], year: int) -> Quantity:
    book.whole(year)
    contexts = [at(entity=e, period=year, source=source) for e in entities for source in SOURCES]
    return total([book.ledger.read("park.emission_gross", one) for one in contexts], T_CO2)


def _all_given(book: Book, year: int) -> Quantity:
    return total([emission_given(book, None, year, source) for source in SOURCES], T_CO2)


def _whole(book: Book, family: str, context: Context) -> Quantity:
    read = book.ledger.read
    both = read(f"{family}_members", context) + read(f"{family}_public", context)
    return both - read(f"{family}_transfers", context)


def _carriers(book: Book, year: int) -> None:
    for carrier in book.park.carriers:
        context, name = at(period=year, energy=carrier.id), carrier.name.text
        text = Text(f"园区{name.zh}消费量（折标准煤）", f"park consumption of {name.en} in coal equivalent")
        formula = partial(_carrier_energy, book, carrier, year)
        book.ledger.derive("park.energy_carrier", context, TCE, text, formula, position=carrier.at)
        text = Text(f"{name.zh}占园区能源消费量的比例", f"share of {name.en} in the park's energy")
        formula = partial(_share, book, "park.energy_carrier", "park.energy_total", context, year)
        book.ledger.derive("park.energy_share", context, ONE, text, formula, position=carrier.at)


def _carrier_energy(book: Book, carrier: Carrier, year: int) -> Quantity:
    book.whole(year)
    if book.park.count_feedstock is None and any(
        (flow, one) == ("feedstock", carrier.id) and of == year for _, of, flow, one in book.present
    ):
        raise unavailable("park.count_feedstock", "没有写明原料用能是否计入", "nothing says whether feedstock counts")
    parts = [
        signed(book, "park.energy_flow", one.id, year, counted(book), lambda of: of.id == carrier.id)
        for one in book.running(year)
    ]
    given = [energy_of(book, carrier, amount) for one, amount in transferred(book, year, None) if one is carrier]
    return total(parts, TCE) - total(given, TCE) if given else total(parts, TCE)


def _share(book: Book, part: str, whole: str, context: Context, year: int) -> Quantity:
    return book.ledger.read(part, context) / book.ledger.read(whole, at(period=year))


def _sources(book: Book, year: int) -> None:
    entities = [one.id for one in book.running(year)]
    for source, name in SOURCES.items():
        context = at(period=year, source=source)
        text = Text(f"园区{name.zh}排放", f"park CO2 of {name.en}")
        formula = partial(_source_total, book, entities, year, source)
        book.ledger.derive("park.emission_source", context, T_CO2, text, formula)
        text = Text(f"{name.zh}占园区排放量的比例", f"share of {name.en} in the park's CO2")
        formula = partial(_share, book, "park.emission_source", "park.emission_total", context, year)
        book.ledger.derive("park.emission_share", context, ONE, text, formula)
    for fact, sources, zh, en in (
        ("park.emission_direct", ("combustion", "transformation", "process"), "直接排放", "direct CO2"),
        ("park.emission_indirect", ("electricity", "heat"), "间接排放", "indirect CO2"),
    ):
        formula = partial(_of_sources, book, year, sources)
        book.ledger.derive(fact, at(period=year), T_CO2, Text(f"园区{zh}", f"{en} of the park"), formula)
    text = Text("其中：国际航空航海用燃料排放（单列，不扣减）", "of which international bunkers (listed, not deducted)")
    book.ledger.derive("park.bunker_emission", at(period=year), T_CO2, text, partial(_bunkers, book, entities, year))


def _source_total(book: Book, entities: list[str], year: int, source: str) -> Quantity:
    contexts = [at(entity=e, period=year, source=source) for e in entities]
    gross = total([book.ledger.read("park.emission_gross", one) for one in contexts], T_CO2)
    return gross - total([book.ledger.read("park.emission_given", one) for one in contexts], T_CO2)


def _of_sources(book: Book, year: int, sources: tuple[str, ...]) -> Quantity:
    return total([book.ledger.read("park.emission_source", at(period=year, source=one)) for one in sources], T_CO2)


def _bunkers(book: Book, entities: list[str], year: int) -> Quantity:
    book.whole(year)
    return total([signed(book, "park.emission_flow", e, year, ("bunker",), lambda _: True) for e in entities], T_CO2)


# ------------------------------------------------------------------------------------------------ intensities


def _intensities(book: Book, year: int) -> None:
    context = at(period=year)
    emitted = partial(book.ledger.read, "park.emission_total", context)
    for one in book.park.economy:
        if one.year != year:
            continue
        text = Text("园区工业增加值", "industrial added value of the park")
        give_amount(book.ledger, "park.added_value", context, one.added_value, "万元", text, one.place("added_value"))
        value = partial(book.ledger.read, "park.added_value", context)
        text = Text("单位工业增加值二氧化碳排放", "CO2 per added value")
        known = parse_unit("tCO2/万元")
        book.ledger.derive("park.intensity_value", context, known, text, partial(_quotient, emitted, value))
        text = Text("单位工业增加值能耗", "energy per added value")
        energy = partial(book.ledger.read, "park.energy_total", context)
        book.ledger.derive("park.energy_intensity_value", context, "tce/万元", text, partial(_quotient, energy, value))
    if book.park.area is not None:
        place = book.park.place("area")
        give_amount(
            book.ledger, "park.area", at(), book.park.area, "10^6 m2", Text("园区面积", "area of the park"), place
        )
        area = partial(book.ledger.read, "park.area", at())
        text = Text("单位面积二氧化碳排放", "CO2 per area")
        book.ledger.derive("park.intensity_area", context, "tCO2/10^6 m2", text, partial(_quotient, emitted, area))


def _quotient(above: Read, below: Read) -> Quantity:
    return above() / below()
