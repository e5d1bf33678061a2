"""Purchased electricity by both methods, contractual instruments, electricity sold; purchased and sold heat.

Location-based: AD x grid factor of the site's region, at the level of the criteria (province, grid region, nation).
Market-based: what contractual instruments cover at their own factor, the rest at the residual factor, the national
average without market-traded non-fossil power (GHG Protocol Scope 2 Guidance, chapters 6 and 7). The two agree only
where the factors do. A site's market factor is the mean over what it bought, so that several meters share its
instruments::

    EF_market = (sum of Q_i x EF_i + (bought - sum of Q_i) x EF_residual) / bought

Energy sold is reported apart as ``inventory.sold`` and not netted (ISO 14064-1:2018, annex E; GHG Protocol, chapter
4); GB/T 32150 deducts it: a report under that standard says so and shows both figures.

Method: GHG Protocol Scope 2 Guidance, chapters 6 and 7; ISO 14064-1:2018, annex E.

Inputs: ``sources`` of purchased and sold electricity and heat, ``instruments``, ``criteria.electricity*``.

Outputs: ``factor.electricity[period,entity,basis]``, ``factor.residual[period]``, ``instrument.quantity``,
``instrument.factor``, ``electricity.*[period]``, ``source.gas[period,source,gas,basis]``,
``source.sold[period,source]``, ``inventory.sold[period]``.

Errors: LG012 unit; LG014, LG015 factor; LG016 newer factor; LG019 more instruments than electricity; LG021 instrument
without a site that buys; LG030 factor published after the document.

Example: ``scope2-two-methods.yaml``, ``scope2-residual.yaml`` (1,000,000 kWh: 200 t and 180 t).

Marks: grid factors are secondary; the residual and fossil factors of two years are unconfirmed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import ONE, UnitError, parse_unit
from generator.calculations.factors import ELECTRICITY, NATION, Factor
from generator.calculations.inventory.book import BASES, BASIS_NAMES, SOLD, T_CO2, Book, at, label, mass_of
from generator.calculations.inventory.direct import by_factor, give_factor, times_factor
from generator.calculations.inventory.rules import ACTIVITY_UNIT, INSTRUMENT_NOWHERE, OVER_COVERED
from generator.ledger.quantity import Quantity, total
from generator.project.models import Instrument, Site, Source

_MWH = parse_unit("MWh").of(ELECTRICITY)
_FACTOR = parse_unit("kgCO2/kWh").per(ELECTRICITY)


def run(book: Book) -> None:
    """Record purchased and sold electricity and heat."""
    pooled = [s for s in book.sources if s.kind == "purchased-electricity" and s.factor is None]
    _instruments(book, pooled)
    for source in book.sources:
        if source.kind == "purchased-electricity" and source.factor is not None:
            _own_factor(book, source)
        elif source.kind == "purchased-heat":
            by_factor(book, source, "cn-heat/heat")
    selling = [s for s in book.sources if s.kind == "sold-electricity"]
    for year in book.years:
        if pooled:
            _residual(book, year, pooled[0].at)
        for site in book.project.file.boundary.sites:
            here = [s for s in pooled if s.site == site.id]
            if here or any(s.site == site.id and s.factor is None for s in selling):
                _site(book, site, year, here)
    for source in pooled:
        _purchased(book, source)
    for source in book.sources:
        if source.kind in SOLD:
            _sold(book, source)
    _overview(book)
    _sold_total(book)


# ---------------------------------------------------------------------------------------------------- factors


def _residual(book: Book, year: int, place: Position) -> None:
    factor = book.factors.electricity(NATION, "national", year, "market-residual", place)
    text = Text("剩余组合电力因子（不含市场化交易非化石能源电量）", "residual electricity factor")
    if factor is None:
        book.ledger.lack(
            "factor.residual", at(period=year), Text(f"没有{year}年的剩余因子", f"no factor of {year}"), place
        )
    else:
        book.give("factor.residual", at(period=year), factor, text)


def _site(book: Book, site: Site, year: int, here: list[Source]) -> None:
    level = book.project.file.criteria.electricity_level
    factor: Factor | None = book.factors.electricity(site.region, level, year, "location", site.place("region"))
    context = at(period=year, entity=site.id, basis="location")
    if factor is None:
        reason = Text(f"没有{site.region}{year}年的电力因子", f"no electricity factor of {site.region} for {year}")
        book.ledger.lack("factor.electricity", context, reason, site.place("region"))
    else:
        text = f"{site.name.zh}电力因子（基于位置）", f"electricity factor of {site.name.text.en} (location-based)"
        book.give("factor.electricity", context, factor, Text(*text))
    if here:
        _market(book, site, year, here)


def _market(book: Book, site: Site, year: int, here: list[Source]) -> None:
    context = at(period=year, entity=site.id, basis="market")
    covering = [i for i in book.project.file.instruments if i.site == site.id and i.period == year]
    if _over_covered(book, site, year, here, covering):
        reason = Text("电力凭证超过购电量", "instruments exceed the purchase")
        book.ledger.lack("factor.electricity", context, reason, covering[0].at)
        return
    residual = book.ledger.fact("factor.residual", at(period=year))
    book.ledger.derive(
        "factor.electricity",
        context,
        _FACTOR,
        Text(f"{site.name.zh}电力因子（基于市场）", f"electricity factor of {site.name.text.en} (market-based)"),
        partial(_mixed, book, year, here, covering),
        position=site.at,
        reference=residual.reference if residual else None,
        note=Text("电力凭证与剩余因子按电量加权", "instruments and residual factor by quantity") if covering else None,
    )


def _bought(book: Book, year: int, sources: Iterable[Source]) -> Quantity:
    return total([book.quantity(s, year) for s in sources], _MWH)


def _covered(book: Book, instruments: Iterable[Instrument]) -> Quantity:
    return total([book.ledger.read("instrument.quantity", at(instrument=i.id)) for i in instruments], _MWH)


def _mixed(book: Book, year: int, here: list[Source], covering: list[Instrument]) -> Quantity:
    residual = book.ledger.read("factor.residual", at(period=year))
    bought = _bought(book, year, here)
    if not covering or bought.value == 0:
        return residual
    claimed = [
        book.ledger.read("instrument.quantity", at(instrument=i.id))
        * book.ledger.read("instrument.factor", at(instrument=i.id))
        for i in covering
    ]
    rest = (bought - _covered(book, covering)) * residual
    return (total(claimed, T_CO2) + rest) / bought


# ------------------------------------------------------------------------------------------------ instruments


def _instruments(book: Book, pooled: list[Source]) -> None:
    sites = {s.site for s in pooled}
    for one in book.project.file.instruments:
        context = at(instrument=one.id)
        quantity = parse_unit(one.quantity.unit).of(ELECTRICITY)
        factor = parse_unit(one.factor.unit).per(ELECTRICITY)
        if not quantity.converts_to(_MWH) or not factor.converts_to(_FACTOR):
            _instrument_unit(book, one, quantity.converts_to(_MWH))
            continue
        place = one.place("quantity")
        zh, en = ("绿色电力证书", "certificate") if one.kind == "green-certificate" else ("绿电合同", "power contract")
        text = Text(f"{zh} {one.id} 电量", f"electricity of {en} {one.id}")
        book.ledger.give("instrument.quantity", context, one.quantity.value, quantity, text, place)
        text = Text(f"{zh} {one.id} 因子", f"factor of {en} {one.id}")
        book.ledger.give("instrument.factor", context, one.factor.value, factor, text, one.place("factor"))
        if one.site not in sites or one.period not in book.years:
            _instrument_nowhere(book, one)


def _instrument_unit(book: Book, one: Instrument, quantity_fits: bool) -> None:
    key, right = ("factor", "tCO2/MWh") if quantity_fits else ("quantity", "MWh")
    written = one.factor.unit if quantity_fits else one.quantity.unit
    book.ledger.findings.append(
        ACTIVITY_UNIT.at(
            one.place(key),
            f"电力凭证 {one.id} 的单位 {written} 应为 {right}",
            f"the unit {written} of the instrument {one.id} should be {right}",
            hint_zh=f"例如 {key}: 1200 {right}",
            hint_en=f"for example {key}: 1200 {right}",
        )
    )


def _instrument_nowhere(book: Book, one: Instrument) -> None:
    book.ledger.findings.append(
        INSTRUMENT_NOWHERE.at(
            one.at,
            f"电力凭证 {one.id} 所在场所 {one.site} 在{one.period}年没有可抵扣的外购电力",
            f"the instrument {one.id} has no purchased electricity at {one.site} in {one.period}",
            hint_zh="核对 site 与 period",
            hint_en="check site and period",
        )
    )


def _over_covered(book: Book, site: Site, year: int, here: list[Source], covering: list[Instrument]) -> bool:
    amounts = [book.ledger.fact("activity.quantity", at(period=year, source=s.id)) for s in here]
    claims = [book.ledger.fact("instrument.quantity", at(instrument=i.id)) for i in covering]
    if not covering or None in amounts or None in claims:
        return False
    try:
        bought = sum(f.value * f.unit.conversion(_MWH) for f in amounts if f)
        claimed = sum(f.value * f.unit.conversion(_MWH) for f in claims if f)
    except UnitError:
        return False
    if claimed <= bought:
        return False
    book.ledger.findings.append(
        OVER_COVERED.at(
            covering[0].place("quantity"),
            f"{site.name.zh}{year}年电力凭证合计 {claimed} MWh，超过购电量 {bought} MWh",
            f"the instruments of {site.id} in {year} cover {claimed} MWh, more than the {bought} MWh bought",
            hint_zh="凭证电量不得超过同场所同年购电量；多余部分移到其他场所或年份",
            hint_en="claim no more than the site bought in the year; move the rest to another site or year",
            related=[i.at for i in covering[1:]],
        )
    )
    return True


# ------------------------------------------------------------------------------------------------- emissions


def _purchased(book: Book, source: Source) -> None:
    book.record_gas(source, "CO2")
    for year in book.years:
        for basis in BASES:
            book.ledger.derive(
                "source.gas",
                book.gas_context(source, year, "CO2", basis),
                T_CO2,
                label(f"CO2排放量（{BASIS_NAMES[basis].zh}）", f"CO2 emission ({BASIS_NAMES[basis].en})", source),
                partial(_electric, book, source, year, basis),
                position=source.at,
            )


def _electric(book: Book, source: Source, year: int, basis: str) -> Quantity:
    factor = book.ledger.read("factor.electricity", at(period=year, entity=source.site, basis=basis))
    return book.owned(source, book.quantity(source, year) * factor)


def _own_factor(book: Book, source: Source) -> None:
    """A source with a factor of its own (a direct line, a grid abroad): the same by both methods."""
    found = give_factor(book, source)
    gas = found or "CO2"
    book.record_gas(source, gas)
    for year in book.years:
        for basis in BASES:
            context = book.gas_context(source, year, gas, basis)
            if not found:
                reason = Text(f"{source.name.zh}没有可用的因子", f"{source.id} has no usable factor")
                book.ledger.lack("source.gas", context, reason, source.at)
                continue
            text = label(f"{gas}排放量（{BASIS_NAMES[basis].zh}）", f"{gas} emission ({BASIS_NAMES[basis].en})", source)
            formula = partial(times_factor, book, source, year)
            book.ledger.derive("source.gas", context, mass_of(gas), text, formula, position=source.at)


def _sold(book: Book, source: Source) -> None:
    """Energy sold at its own factor, at the default of heat, or at the grid factor of the site."""
    by_grid = source.kind == "sold-electricity" and source.factor is None
    gas = "CO2" if by_grid else give_factor(book, source, "cn-heat/heat" if source.kind == "sold-heat" else "")
    if gas not in ("", "CO2"):
        book.factors.refuse(
            source.place("factor"),
            f"外供能源 {source.id} 的因子以 {gas} 计，应以 CO2 计",
            f"the factor of the energy sold {source.id} counts {gas}; it must count CO2",
            "例如 factor: {value: 0.11, unit: tCO2/GJ, …}",
            "for example factor: {value: 0.11, unit: tCO2/GJ, ...}",
        )
    for year in book.years:
        context = at(period=year, source=source.id)
        if gas != "CO2":
            reason = Text(f"{source.name.zh}没有以tCO2计的因子", f"{source.id} has no factor in tCO2")
            book.ledger.lack("source.sold", context, reason, source.at)
            continue
        text = label("外供能源对应的排放量", "emission of energy sold", source)
        bought = partial(_electric, book, source, year, "location")
        formula = bought if by_grid else partial(times_factor, book, source, year)
        book.ledger.derive("source.sold", context, T_CO2, text, formula, position=source.at)


def _sold_total(book: Book) -> None:
    sold = [s for s in book.sources if s.kind in SOLD]
    for year in book.years:
        book.ledger.derive(
            "inventory.sold",
            at(period=year),
            T_CO2,
            Text("外供电力和热力对应的排放量（单独报告，不扣减）", "emission of energy sold (apart, not deducted)"),
            partial(_all_sold, book, sold, year),
        )


def _all_sold(book: Book, sold: list[Source], year: int) -> Quantity:
    return total([book.ledger.read("source.sold", at(period=year, source=s.id)) for s in sold], T_CO2)


# -------------------------------------------------------------------------------------------------- overview


def _overview(book: Book) -> None:
    """Record how much electricity was used and how much of it is green.

    ``electricity.total`` = purchased + self-generated from renewables - sold; ``green_share`` = (covered by
    instruments + self-generated - sold) / total. Self-generation from fuels counts as neither.
    """
    kinds = {
        "purchased": ("外购电量", "electricity purchased", "purchased-electricity"),
        "self_generated": ("自发可再生电量", "renewable electricity generated on site", "self-generated-electricity"),
        "sold": ("外供电量", "electricity sold", "sold-electricity"),
    }
    if not any(s.kind in {kind for _, _, kind in kinds.values()} for s in book.sources):
        return
    for year in book.years:
        context = at(period=year)
        for name, (zh, en, kind) in kinds.items():
            sources = [s for s in book.sources if s.kind == kind and not (name == "self_generated" and s.fuel)]
            formula = partial(_bought, book, year, sources)
            book.ledger.derive(f"electricity.{name}", context, _MWH, Text(zh, en), formula)
        covering = [i for i in book.project.file.instruments if i.period == year]
        covered = Text("电力凭证覆盖电量", "electricity covered by instruments")
        book.ledger.derive("electricity.covered", context, _MWH, covered, partial(_covered, book, covering))
        used = Text("用电量", "electricity used")
        book.ledger.derive("electricity.total", context, _MWH, used, partial(_used, book, year))
        share = Text("绿电占比", "share of green electricity")
        book.ledger.derive("electricity.green_share", context, ONE, share, partial(_green, book, year))


def _read(book: Book, name: str, year: int) -> Quantity:
    return book.ledger.read(f"electricity.{name}", at(period=year))


def _used(book: Book, year: int) -> Quantity:
    return _read(book, "purchased", year) + _read(book, "self_generated", year) - _read(book, "sold", year)


def _green(book: Book, year: int) -> Quantity:
    green = _read(book, "covered", year) + _read(book, "self_generated", year) - _read(book, "sold", year)
    return green / _read(book, "total", year)
