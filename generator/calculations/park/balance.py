"""Energy and CO2 of each member and public facility of a park, flow by flow.

Energy: consumption of every entity (fuels by calorific value, electricity at equivalent value, heat) plus what goes
into transformation, less what comes out of it and the electricity and heat sent out of the park. Transfers inside are
taken off once.

Method: 发改环资〔2025〕910号 附件4. E park = E energy + E process, and E energy = E combustion + E transformation + E
indirect:

- combustion = sum of use x NCV x carbon content x oxidation x 44/12 (fossil fuels; bunkers of international aviation
  and shipping are listed apart and not deducted);
- transformation = sum of input x NCV x carbon content x 44/12 - sum of output x the same, at 100 % oxidation;
- indirect = sum of received x factor - sum of sent out x factor, for electricity and heat;
- process = sum of product output x factor.

CO2 alone counts; no removals are netted. Park = sum of members + sum of public facilities - transfers.

Inputs: ``park.activity``, ``park.output``, the coefficients, the transfers.

Outputs: in tce ``park.energy_flow[entity,period,process,energy]``, ``park.energy_gross[entity,period]``,
``park.energy_given[entity,period]``, ``park.energy[entity,period]`` (gross less given); in tCO2
``park.emission_flow[entity,period,process,energy]``, ``park.emission_product[entity,period,product]``,
``park.emission_gross[entity,period,source]`` (source: combustion, transformation, electricity, heat, process),
``park.emission_given[entity,period,source]``, ``park.emission[entity,period]``.

Errors: LG445 (feedstock unsaid); a year with LG440, LG442 to LG444, LG451, LG453, LG454 or
LG456 has no totals.

Example: ``tests/calculations/park/worked/steel-park.yaml``, worked out by hand with the equations above; no published
calculation with inputs and answers was found.

Marks: as the coefficients'.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from generator.base.text import Text
from generator.calculations.park.book import FLOWS, SIGNS, SOURCES, T_CO2, TCE, Book, at, place_of, unavailable
from generator.calculations.park.rules import FEEDSTOCK
from generator.calculations.park.transfers import context_of
from generator.calculations.verdicts import carbon_dioxide
from generator.ledger.quantity import Quantity, constant, total
from generator.project.sections.park import Carrier, ParkEntity

_COUNT = ("use", "bunker", "input", "output", "export")


def run(book: Book) -> None:
    """Record energy and emissions by entity, carrier and source."""
    _feedstock(book)
    for year in book.years:
        for entity in book.running(year):
            _flows(book, entity, year)
            _entity(book, entity, year)


def _feedstock(book: Book) -> None:
    used = [flow for flow in book.park.flows if flow.flow == "feedstock"]
    if book.park.count_feedstock is None and any(kind == "feedstock" for _, _, kind, _ in book.present):
        place = used[0].place("flow") if used else book.park.at
        book.ledger.findings.append(
            FEEDSTOCK.at(
                place,
                "有能源用作原料、材料，但没有写明是否计入年综合能源消费量",
                "energy is used as material, and nothing says whether it counts in the energy consumption",
                hint_zh="count_feedstock: false",
                hint_en="count_feedstock: false",
            )
        )


# --------------------------------------------------------------------------------------------- flow by flow


def energy_of(book: Book, carrier: Carrier, amount: Quantity) -> Quantity:
    """Return the energy of an amount: by calorific value for fuels, by coal equivalent for electricity and heat."""
    fact = "park.ncv" if carrier.kind == "fuel" else "park.coal_equivalent"
    return amount * book.ledger.read(fact, at(energy=carrier.id))


def emission_of(book: Book, carrier: Carrier, amount: Quantity, *, balance: bool) -> Quantity:
    """Return the CO2 of an amount: by carbon for fuels, by factor for electricity and heat."""
    context, read = at(energy=carrier.id), book.ledger.read
    if carrier.kind != "fuel":
        return amount * read("park.emission_factor", context)
    if not carrier.fossil:
        return energy_of(book, carrier, amount) * constant(0, "tCO2/GJ", "non-fossil")
    oxidation = read("park.transformation_oxidation", at()) if balance else read("park.oxidation", context)
    return carbon_dioxide(amount, read("park.ncv", context), read("park.carbon_content", context), oxidation)


def counted(book: Book) -> tuple[str, ...]:
    """Return the flows that count as energy."""
    return (*_COUNT, "feedstock") if book.park.count_feedstock else _COUNT


def _flows(book: Book, entity: ParkEntity, year: int) -> None:
    who = entity.name.text
    for flow, carrier in book.flows(entity.id, year, *SIGNS):
        context = at(entity=entity.id, period=year, process=flow, energy=carrier.id)
        told, name = FLOWS[flow], carrier.name.text
        text = Text(f"{who.zh}{name.zh}{told.zh}（折标准煤）", f"{who.en}, {name.en}: {told.en} in coal equivalent")
        formula = partial(_flow_energy, book, entity.id, year, flow, carrier)
        place = place_of(book, "park.activity", context)
        book.ledger.derive("park.energy_flow", context, TCE, text, formula, position=place)
        if flow == "feedstock":
            continue
        text = Text(f"{who.zh}{name.zh}{told.zh}的二氧化碳", f"{who.en}, {name.en}: CO2 of {told.en}")
        formula = partial(_flow_emission, book, entity.id, year, flow, carrier)
        book.ledger.derive("park.emission_flow", context, T_CO2, text, formula, position=place)
    for one, of, product_id in book.made:
        product = book.product(product_id)
        if one == entity.id and of == year and product is not None:
            context = at(entity=one, period=year, product=product_id)
            text = Text(f"{who.zh}{product.name.zh}过程排放", f"{who.en}, process CO2 of {product.name.text.en}")
            formula = partial(_product_emission, book, one, year, product_id)
            place = place_of(book, "park.output", context)
            book.ledger.derive("park.emission_product", context, T_CO2, text, formula, position=place)


def _flow_energy(book: Book, entity: str, year: int, flow: str, carrier: Carrier) -> Quantity:
    return energy_of(book, carrier, book.amount(entity, year, flow, carrier))


def _flow_emission(book: Book, entity: str, year: int, flow: str, carrier: Carrier) -> Quantity:
    amount = book.amount(entity, year, flow, carrier)
    return emission_of(book, carrier, amount, balance=flow in ("input", "output"))


def _product_emission(book: Book, entity: str, year: int, product: str) -> Quantity:
    made = book.ledger.read("park.output", at(entity=entity, period=year, product=product))
    return made * book.ledger.read("park.process_factor", at(product=product))


# ------------------------------------------------------------------------------------------- entity by entity


def _entity(book: Book, entity: ParkEntity, year: int) -> None:
    who, context = entity.name.text, at(entity=entity.id, period=year)
    derive = book.ledger.derive
    for fact, zh, en, formula in (
        ("park.energy_gross", "能源消费量（含园区内收到）", "energy consumption", _energy_gross),
        ("park.energy_given", "交给园区内其他主体的能源量", "energy given inside the park", energy_given),
        ("park.energy", "能源消费量（扣除交出）", "energy consumption less what was given", _energy_net),
    ):
        text = Text(f"{who.zh}{zh}", f"{who.en}: {en}")
        derive(fact, context, TCE, text, partial(formula, book, entity.id, year), position=entity.at)
    for source, name in SOURCES.items():
        more = context.extended(source=source)
        text = Text(f"{who.zh}{name.zh}排放", f"{who.en}: CO2 of {name.en}")
        formula = partial(_emission_gross, book, entity.id, year, source)
        derive("park.emission_gross", more, T_CO2, text, formula, position=entity.at)
        text = Text(f"{who.zh}交出能源的{name.zh}排放", f"{who.en}: CO2 of {name.en} given inside the park")
        formula = partial(emission_given, book, entity.id, year, source)
        derive("park.emission_given", more, T_CO2, text, formula, position=entity.at)
    text = Text(f"{who.zh}二氧化碳排放量", f"{who.en}: CO2")
    derive("park.emission", context, T_CO2, text, partial(_emission_net, book, entity.id, year), position=entity.at)


def signed(
    book: Book, fact: str, entity: str, year: int, kinds: Iterable[str], only: Callable[[Carrier], bool]
) -> Quantity:
    """Read an entity's flows of some kinds and carriers, those handed on taken off."""
    unit = TCE if fact == "park.energy_flow" else T_CO2
    plus: list[Quantity] = []
    minus: list[Quantity] = []
    for flow, carrier in book.flows(entity, year, *kinds):
        if only(carrier):
            read = book.ledger.read(fact, at(entity=entity, period=year, process=flow, energy=carrier.id))
            (plus if SIGNS[flow] > 0 else minus).append(read)
    return total(plus, unit) - total(minus, unit) if minus else total(plus, unit)


def _energy_gross(book: Book, entity: str, year: int) -> Quantity:
    book.whole(year)
    if book.park.count_feedstock is None and any(book.flows(entity, year, "feedstock")):
        raise unavailable("park.count_feedstock", "没有写明原料用能是否计入", "nothing says whether feedstock counts")
    return signed(book, "park.energy_flow", entity, year, counted(book), lambda _: True)


def transferred(book: Book, year: int, entity: str | None) -> list[tuple[Carrier, Quantity]]:
    """Read what was given in a year, by one entity or by all."""
    found = []
    for transfer in book.park.transfers:
        carrier = book.carrier(transfer.carrier)
        if transfer.year == year and entity in (None, transfer.giver) and carrier is not None:
            found.append((carrier, book.ledger.read("park.transfer_given", context_of(transfer))))
    return found


def energy_given(book: Book, entity: str | None, year: int) -> Quantity:
    """Return the energy given inside the park in a year, by one entity or by all."""
    book.whole(year)
    return total([energy_of(book, carrier, amount) for carrier, amount in transferred(book, year, entity)], TCE)


def _energy_net(book: Book, entity: str, year: int) -> Quantity:
    context = at(entity=entity, period=year)
    return book.ledger.read("park.energy_gross", context) - book.ledger.read("park.energy_given", context)


def _source_of(carrier: Carrier) -> str:
    return "combustion" if carrier.kind == "fuel" else carrier.kind


def _emission_gross(book: Book, entity: str, year: int, source: str) -> Quantity:
    book.whole(year)
    if source == "process":
        products = [product for one, of, product in book.made if one == entity and of == year]
        read = [book.ledger.read("park.emission_product", at(entity=entity, period=year, product=p)) for p in products]
        return total(read, T_CO2)
    if source == "transformation":
        return signed(book, "park.emission_flow", entity, year, ("input", "output"), lambda one: one.kind == "fuel")
    kinds = ("use", "bunker") if source == "combustion" else ("use", "bunker", "input", "output", "export")
    return signed(book, "park.emission_flow", entity, year, kinds, lambda one: _source_of(one) == source)


def emission_given(book: Book, entity: str | None, year: int, source: str) -> Quantity:
    """Return the CO2 of the energy given inside the park in a year, by one entity or by all."""
    book.whole(year)
    given = [
        emission_of(book, carrier, amount, balance=False)
        for carrier, amount in transferred(book, year, entity)
        if _source_of(carrier) == source
    ]
    return total(given, T_CO2)


def _emission_net(book: Book, entity: str, year: int) -> Quantity:
    contexts = [at(entity=entity, period=year, source=source) for source in SOURCES]
    gross = total([book.ledger.read("park.emission_gross", one) for one in contexts], T_CO2)
    return gross - total([book.ledger.read("park.emission_given", one) for one in contexts], T_CO2)
