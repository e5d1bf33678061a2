"""Coefficients of a park's carriers and products: coal equivalent, carbon, and emission factors by the notice.

Method: 发改环资〔2025〕910号 附件3 二1 (electricity at equivalent value) and 附件4 二（二）. A fuel's energy follows
its net calorific value (29.3076 GJ/tce), heat the standard's coefficient (GB/T 2589-2020). Combustion: NCV x carbon
content x oxidation x 44/12; transformation takes 100 % oxidation. Electricity that is neither supplied directly from
non-fossil sources nor certified green counts at the national fossil factor, whatever the region; direct and certified
green electricity and non-fossil heat count nothing; fossil heat has a measured factor or the default.

Inputs: ``park.carriers``, ``park.products``, ``park.electricity_equivalent``, ``criteria.fuels`` and the data sets
``cn-zero-carbon-park-2025``, ``cn-electricity``, ``cn-coal-equivalents``.

Outputs: ``park.ncv``, ``park.carbon_content``, ``park.oxidation``, ``park.coal_equivalent``, ``park.emission_factor``
(all ``[energy]``), ``park.transformation_oxidation`` and ``park.process_factor[product]``.

Errors: LG014, LG015 (no factor, two factors), LG452 (not CO2), LG441 (an electricity factor for another purpose),
LG449 (the unconfirmed equivalent value is used).

Example: fuel rows of GB/T 32151.22-2024 (natural gas 21.621888 tCO2 per 10^4 Nm3), checked in
``tests/calculations/park/worked``.

Marks: the notice's figures are secondary (a public transcription was read); the equivalent value 0.2856 kgce/kWh is
unconfirmed.
"""

from __future__ import annotations

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import UnitError
from generator.calculations.factors import ELECTRICITY, HEAT, NATION, Factor, from_inline
from generator.calculations.park.book import NOTICE_SET, Book, at, substance
from generator.calculations.park.rules import CO2_ONLY, EQUIVALENT, OTHER_FACTOR
from generator.calculations.rules import NO_FACTOR
from generator.project.inline_factor import InlineFactor
from generator.project.sections.park import Carrier, ParkProduct

_FUEL = {
    "ncv": ("park.ncv", Text("低位发热量", "net calorific value")),
    "carbon-content": ("park.carbon_content", Text("单位热值含碳量", "carbon content")),
    "oxidation": ("park.oxidation", Text("碳氧化率", "oxidation")),
}


def run(book: Book) -> None:
    """Give the coefficients of every carrier and product."""
    for carrier in book.park.carriers:
        if carrier.kind == "fuel":
            _fuel(book, carrier)
        elif carrier.kind == "electricity":
            _electricity(book, carrier)
        else:
            _heat(book, carrier)
    place = book.park.at
    oxidation = book.sets.one(NOTICE_SET, "transformation", "oxidation", place)
    if oxidation is not None:
        text = Text("能源加工转换的碳氧化率", "oxidation in energy transformation")
        oxidation.give(book.ledger, "park.transformation_oxidation", at(), text)
    for product in book.park.products:
        _product(book, product)
    _other_factor(book)


def _give(book: Book, fact: str, carrier: Carrier, factor: Factor | None, zh: str, en: str) -> None:
    context = at(energy=carrier.id)
    if fact == "park.emission_factor":
        factor = _carbon_only(book, factor)
    if factor is None:
        reason = Text(f"{carrier.name.zh}没有{zh}", f"{carrier.name.text.en} has no {en}")
        book.ledger.lack(fact, context, reason, carrier.at)
        return
    text = Text(f"{carrier.name.zh}{zh}", f"{carrier.name.text.en}: {en}")
    # Carbon content counts per heat of the fuel, not per energy of a substance.
    known = factor if fact in ("park.carbon_content", "park.oxidation") else factor.per(substance(carrier))
    known.give(book.ledger, fact, context, text)


def _carbon_only(book: Book, factor: Factor | None) -> Factor | None:
    """Return a factor of CO2; one of another gas, or of CO2e, is refused."""
    if factor is None or factor.gas == "CO2":
        return factor
    book.ledger.findings.append(
        CO2_ONLY.at(
            factor.position,
            f"因子单位 {factor.unit} 不是二氧化碳：零碳园区只核算二氧化碳",
            f"the factor counts {factor.unit}, not CO2: a zero-carbon park counts CO2 alone",
            hint_zh="给出二氧化碳因子，例如 0.11 tCO2/GJ",
            hint_en="give the factor of CO2, for example 0.11 tCO2/GJ",
        )
    )
    return None


def _fuel(book: Book, carrier: Carrier) -> None:
    for name, (fact, text) in _FUEL.items():
        own: InlineFactor | None = getattr(carrier, name.replace("-", "_"))
        if name != "ncv" and not carrier.fossil:
            continue
        found = from_inline(own) if own is not None else _property(book, carrier, name)
        _give(book, fact, carrier, found, text.zh, text.en)


def _property(book: Book, carrier: Carrier, name: str) -> Factor | None:
    """Return a property of a fuel from ``<set>/<item>``, or from the criteria's fuel set."""
    place = carrier.place("fuel")
    if not carrier.fuel:
        book.sets.findings.append(
            NO_FACTOR.at(
                carrier.at,
                f"燃料“{carrier.id}”没有 {name}",
                f"the fuel {carrier.id!r} has no {name}",
                hint_zh="写明数据集中的名称，或给出实测值和来源",
                hint_en="name it as the data set does, or give a measured value with its source",
            )
        )
        return None
    chosen, _, item = carrier.fuel.rpartition("/")
    return book.sets.one(chosen or book.project.file.criteria.fuels, item, name, place)


def _electricity(book: Book, carrier: Carrier) -> None:
    place = carrier.place("supply")
    if carrier.supply == "grid":
        factor = book.sets.one(
            "cn-electricity", ELECTRICITY, "national", place, region=NATION, purpose="zero-carbon-park"
        )
    else:
        factor = book.sets.one(NOTICE_SET, f"electricity-{carrier.supply}", "factor", place)
    _give(book, "park.emission_factor", carrier, factor, "二氧化碳排放因子", "CO2 emission factor")
    own = book.park.electricity_equivalent
    if own is not None:
        equivalent: Factor | None = from_inline(own)
    else:
        equivalent = book.sets.one(NOTICE_SET, ELECTRICITY, "coal-equivalent", place, purpose="equivalent-value")
        if not any(one.rule == EQUIVALENT.id for one in book.ledger.findings):
            book.ledger.findings.append(
                EQUIVALENT.at(
                    book.park.at,
                    "电力等价值折标系数采用数据集中未经核实的数值",
                    "the coal equivalent of electricity is the data set's unconfirmed figure",
                    hint_zh="electricity_equivalent: {value: 0.3, unit: kgce/kWh, source: 统计公报, mark: confirmed}",
                    hint_en="electricity_equivalent: {value: 0.3, unit: kgce/kWh, source: bulletin, mark: confirmed}",
                )
            )
    _give(book, "park.coal_equivalent", carrier, equivalent, "等价值折标系数", "coal equivalent at equivalent value")


def _heat(book: Book, carrier: Carrier) -> None:
    place = carrier.place("supply")
    if carrier.factor is not None and carrier.supply == "fossil":
        factor: Factor | None = from_inline(carrier.factor)
    else:
        factor = book.sets.one(NOTICE_SET, f"heat-{carrier.supply}", "factor", place)
    _give(book, "park.emission_factor", carrier, factor, "二氧化碳排放因子", "CO2 emission factor")
    equivalent = book.sets.one("cn-coal-equivalents", HEAT, "coal-equivalent", place)
    _give(book, "park.coal_equivalent", carrier, equivalent, "折标系数", "coal equivalent")


def _product(book: Book, product: ParkProduct) -> None:
    context = at(product=product.id)
    place: Position = product.place("factor")
    if isinstance(product.factor, InlineFactor):
        found: Factor | None = from_inline(product.factor)
    else:
        found = book.sets.named(product.factor, place)
    found = _carbon_only(book, found)
    if found is None:
        reason = Text(f"{product.name.zh}没有过程排放因子", f"{product.name.text.en} has no process factor")
        book.ledger.lack("park.process_factor", context, reason, place)
        return
    text = Text(f"{product.name.zh}生产过程排放因子", f"process factor of {product.name.text.en}")
    found.per(product.id).give(book.ledger, "park.process_factor", context, text)


def _other_factor(book: Book) -> None:
    """Refuse an electricity factor that is not the notice's."""
    own = book.park.electricity_factor
    if own is None:
        return
    fixed = book.sets.one("cn-electricity", ELECTRICITY, "national", own.at, region=NATION, purpose="zero-carbon-park")
    given = from_inline(own)
    try:
        same = fixed is not None and given.value * given.unit.plain.conversion(fixed.unit.plain) == fixed.value
    except UnitError:
        same = False
    if fixed is not None and not same:
        shown = f"{fixed.value} {fixed.unit}"
        book.ledger.findings.append(
            OTHER_FACTOR.at(
                own.place("value"),
                f"零碳园区指标的电力排放因子固定为 {shown}，不能采用 {own.value} {own.unit}（{own.source}）",
                f"the park indicator counts electricity at {shown}, not at {own.value} {own.unit} ({own.source})",
                hint_zh="删去 electricity_factor；直供和绿证绿电写 supply: direct、supply: green",
                hint_en="take electricity_factor out; say supply: direct or supply: green where it is so",
            )
        )
