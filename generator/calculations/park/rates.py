"""What the guiding indicators of a park are made of: waste, waste energy, water, energy per unit of products.

Method: 发改环资〔2025〕910号 附件3. Reuse of water counts intake and reused water together; a product reaches level 2
of its energy quota standard where its energy per unit is not above it.

Inputs: ``park.solid_waste``, ``waste_energy``, ``water``, ``product_energy``.

Outputs: ``park.rate_used``, ``park.rate_available`` (``[period,indicator,(category)]``: t, GJ, m3),
``park.rate_weight[period,indicator,category]``, ``park.water_intake[period,indicator]``, ``park.product_energy``,
``park.product_level2``, ``park.product_margin``, ``park.product_gap``, ``park.product_met`` (``[period,product]``),
``park.products_met[period]``, ``park.products_assessed[period]``.

Errors: LG208, LG215, LG447 (more used than there was), LG448 (weights), LG450 (a year twice).

Example: ``tests/calculations/park/worked/indicator-gaps.yaml``.

Marks: amounts are the client's own; quota levels carry the mark that the project gives them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import ONE, Unit, parse_unit
from generator.calculations.amounts import give_amount
from generator.calculations.factors import from_inline
from generator.calculations.park.book import Book, at
from generator.calculations.park.rules import NEGATIVE, ONE_RATE, WASTE_WEIGHTS
from generator.calculations.verdicts import record_verdict
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, total
from generator.project.node import Amount, Node
from generator.project.sections.park import ProductEnergy, RateInput, WasteEnergy, WaterUse

GUIDING = {
    "clean-energy-share": Text("清洁能源消费占比", "share of clean energy"),
    "product-energy": Text("产品单位能耗达到或优于二级限额的比例", "products at or better than quota level 2"),
    "solid-waste-utilisation": Text("工业固体废弃物综合利用率", "utilisation of industrial solid waste"),
    "waste-heat-utilisation": Text("余热/余冷/余压综合利用率", "utilisation of waste heat, cold and pressure"),
    "water-reuse": Text("工业用水重复利用率", "reuse of industrial water"),
    "direct-supply-share": Text("绿色电力直接供应比例", "share of directly supplied green electricity"),
}
_KINDS = {
    "heat": Text("余热", "waste heat"),
    "cold": Text("余冷", "waste cold"),
    "pressure": Text("余压", "waste pressure"),
}


def run(book: Book) -> None:
    """Record the amounts behind the rates of every year."""
    _once(book)
    for year in book.years:
        _rates(book, year)
        _products(book, year)
        _products_met(book, year)


def whole_of(mine: Sequence[WasteEnergy]) -> Decimal:
    """Return what the weights of a year add up to in the unit in which they are written."""
    units = {one.weight.unit for one in mine if one.weight is not None}
    return Decimal(100) if units == {"%"} else Decimal(1)


def waste_context(one: WasteEnergy) -> Context:
    """Return the context of a kind of waste energy in a year."""
    return at(period=one.year, indicator="waste-heat-utilisation", category=one.kind)


def _rates(book: Book, year: int) -> None:
    solid, water = (Text("工业固体废弃物", "industrial solid waste"), Text("工业用水", "industrial water"))
    for one in book.park.solid_waste:
        if one.year == year:
            _pair(book, one, at(period=year, indicator="solid-waste-utilisation"), "t", solid)
    for two in book.park.waste_energy:
        if two.year == year:
            _pair(book, two, waste_context(two), "GJ", _KINDS[two.kind])
            if two.weight is not None:
                text, place = (
                    Text(f"{_KINDS[two.kind].zh}权重", f"weight of {_KINDS[two.kind].en}"),
                    two.place("weight"),
                )
                give_amount(book.ledger, "park.rate_weight", waste_context(two), two.weight, "%", text, place)
    _weights(book, [one for one in book.park.waste_energy if one.year == year])
    for three in book.park.water:
        if three.year == year:
            _water(book, three, at(period=year, indicator="water-reuse"), water)
    for indicator, given in (("solid-waste-utilisation", book.park.solid_waste), ("water-reuse", book.park.water)):
        if not any(entry.year == year for entry in given):
            reason = Text(
                f"没有{year}年的{GUIDING[indicator].zh}数据", f"no data of the {GUIDING[indicator].en} in {year}"
            )
            book.ledger.lack("park.rate_used", at(period=year, indicator=indicator), reason, book.park.at)


def _pair(book: Book, one: RateInput, context: Context, unit: str, name: Text) -> None:
    for key, zh, en in (
        ("used", "综合利用量", "used"),
        ("available", "产生量（可回收量）", "generated or recoverable"),
    ):
        amount: Amount = getattr(one, key)
        text = Text(f"{name.zh}{zh}", f"{name.en} {en}")
        give_amount(book.ledger, f"park.rate_{key}", context, amount, unit, text, one.place(key), least=Decimal(0))
    used, available = (book.ledger.fact(f"park.rate_{key}", context) for key in ("used", "available"))
    if used is not None and available is not None and used.value > available.value:
        _more(book, one.place("used"), name, used.value, available.value, unit)


def _more(book: Book, place: Position, name: Text, used: Decimal, available: Decimal, unit: str) -> None:
    book.ledger.findings.append(
        NEGATIVE.at(
            place,
            f"{name.zh}利用 {used} {unit}，多于产生（可回收）的 {available} {unit}",
            f"{used} {unit} of {name.en} used, more than the {available} {unit} there was",
            hint_zh="利用往年贮存的部分也计入 available",
            hint_en="stocks of earlier years belong to available too",
        )
    )


def _water(book: Book, one: WaterUse, context: Context, name: Text) -> None:
    for key, zh, en in (("intake", "取水量", "intake"), ("reused", "重复利用量", "reused")):
        fact = "park.rate_used" if key == "reused" else "park.water_intake"
        amount: Amount = getattr(one, key)
        text = Text(f"{name.zh}{zh}", f"{name.en} {en}")
        give_amount(book.ledger, fact, context, amount, "m3", text, one.place(key), least=Decimal(0))
    text = Text(f"{name.zh}用水总量", f"{name.en}: intake and reuse")
    book.ledger.derive(
        "park.rate_available",
        context,
        "m3",
        text,
        lambda: book.ledger.read("park.water_intake", context) + book.ledger.read("park.rate_used", context),
        position=one.at,
    )


def _weights(book: Book, mine: Sequence[WasteEnergy]) -> None:
    given = [one for one in mine if one.weight is not None]
    if not given:
        return
    sums = sum(one.weight.value for one in given if one.weight is not None)
    if len(given) != len(mine) or sums != whole_of(mine):
        book.ledger.findings.append(
            WASTE_WEIGHTS.at(
                given[-1].place("weight"),
                f"余热、余冷、余压的权重合计为 {sums}，或有的没有写权重",
                f"the weights of waste heat, cold and pressure sum to {sums}, or some have none",
                hint_zh="例如 60 %、30 %、10 %，合计 100 %",
                hint_en="for example 60 %, 30 %, 10 %: 100 % together",
            )
        )


def _once(book: Book) -> None:
    """Find years that stand twice in a list that has one entry a year."""
    park = book.park
    lists: tuple[tuple[str, Sequence[tuple[Node, object]]], ...] = (
        ("solid_waste", [(one, one.year) for one in park.solid_waste]),
        ("waste_energy", [(one, (one.year, one.kind)) for one in park.waste_energy]),
        ("water", [(one, one.year) for one in park.water]),
        ("product_energy", [(one, (one.year, one.product)) for one in park.product_energy]),
        ("economy", [(one, one.year) for one in park.economy]),
        ("plan", [(one, one.year) for one in park.plan]),
        ("not_applicable", [(one, one.indicator) for one in park.not_applicable]),
    )
    for name, entries in lists:
        seen: dict[object, Node] = {}
        for node, key in entries:
            if key in seen:
                book.ledger.findings.append(
                    ONE_RATE.at(
                        node.at,
                        f"{name} 中同一年份（或品种、产品）写了两次",
                        f"a year (or kind, product) stands twice in {name}",
                        hint_zh="只保留一条",
                        hint_en="keep one",
                        related=[seen[key].at],
                    )
                )
            seen.setdefault(key, node)


def _products(book: Book, year: int) -> None:
    for one in book.park.product_energy:
        if one.year == year:
            _product(book, one, at(period=year, product=one.product))


def _product(book: Book, one: ProductEnergy, context: Context) -> None:
    unit: Unit = parse_unit(one.level2.unit)
    name = one.name.text
    text = Text(f"{name.zh}单位能耗", f"energy per unit of {name.en}")
    give_amount(
        book.ledger, "park.product_energy", context, one.actual, unit.text, text, one.place("actual"), least=Decimal(0)
    )
    text = Text(f"{name.zh}单位能耗二级限额", f"quota level 2 of {name.en}")
    from_inline(one.level2).give(book.ledger, "park.product_level2", context, text)
    reads = (
        partial(book.ledger.read, "park.product_energy", context),
        partial(book.ledger.read, "park.product_level2", context),
    )
    record_verdict(book.ledger, "park.product", context, unit, name, reads, upper=True, position=one.at)


def _products_met(book: Book, year: int) -> None:
    mine = [at(period=year, product=one.product) for one in book.park.product_energy if one.year == year]
    if not mine:
        return
    text = Text("单位能耗达到或优于二级限额的产品数", "products at or better than quota level 2")
    formula = partial(_count_met, book, mine)
    book.ledger.derive("park.products_met", at(period=year), ONE, text, formula, position=book.park.at)
    text = Text("已评单位能耗的产品数", "products assessed")
    ones = [constant(1, ONE, "product assessed")] * len(mine)
    book.ledger.derive(
        "park.products_assessed", at(period=year), ONE, text, partial(total, ones, ONE), position=book.park.at
    )


def _count_met(book: Book, contexts: list[Context]) -> Quantity:
    return total([book.ledger.read("park.product_met", one) for one in contexts], ONE)
