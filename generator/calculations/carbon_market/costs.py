"""What compliance costs under price scenarios, with and without CCER.

Method: position = allowances - obligation. Without CCER the net cost is -position x price of allowances (negative:
what a surplus brings in). A CCER stands for an allowance; where it is cheaper, the entity uses as many as it has,
or, where it does not say how many it has, as many as the cap allows: saving = CCER used x (price of allowances -
price of CCER). Cash need = purchases x price + CCER x price. Per product: emissions x price / output is the price
that the product carries in full, net cost / output what is paid.

Inputs: `carbon_market.scenarios`, data set `cn-ets-prices`, and what :mod:`totals` and :mod:`compliance` record.

Outputs: `market.cea_price`, `market.ccer_price`, `market.ccer_spread` (CNY/tCO2e) by period and scenario; by
entity, period and scenario `market.ccer_quantity`, `market.purchase`, `market.sale` (tCO2e), `market.net_cost`,
`market.net_cost_with_ccer`, `market.ccer_saving`, `market.ccer_cost`, `market.cash_need` (CNY);
`market.full_price_per_product`, `market.cost_per_product` by entity, asset, period and scenario (CNY per unit of
output, electricity for a generating unit without heat); `market.net_cost` and `market.cash_need` by period and
scenario.

Errors: LG606, LG607.

Example: `worked/ccer.yaml`, worked out by hand. That cost rises with the price of allowances for whoever is short,
that CCER never cost more than allowances, and that the parts sum to the whole is tested over generated entities.

Marks: closing prices of 2024 (97.49) and 2025 (74.63) and averages are secondary; prices that a project states
carry its mark.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial

from generator.base.findings import Position
from generator.base.text import Text
from generator.calculations.carbon_market.frame import (
    MONEY,
    PRICE,
    TONNES,
    Frame,
    Row,
    rows,
    total_label,
)
from generator.calculations.carbon_market.rules import NO_PRICE, PRICE_FIGURE
from generator.calculations.factors import Factor, from_figure, from_inline
from generator.calculations.tonnes import above_zero, as_co2e, converted
from generator.ledger.context import Context
from generator.ledger.fact import Kind
from generator.ledger.quantity import Quantity, constant, extreme, total
from generator.project.inline_factor import InlineFactor
from generator.project.sections.carbon_market import MarketEntity, PriceScenario, PriceYear


def record_costs(frame: Frame) -> None:
    """Record the prices and the costs of every scenario."""
    years = sorted({y for entity in frame.market.entities for y in frame.years(entity)})
    for scenario in frame.market.scenarios:
        _record_prices(frame, scenario)
        for entity in frame.market.entities:
            for year in frame.years(entity):
                _record_entity(frame, scenario, entity, year)
        _missing_years(frame, scenario, years)
        for year in years:
            _record_all(frame, scenario, year)
        for row in rows(frame):
            _record_product(frame, scenario, row)


# ------------------------------------------------------------------------------------------- prices


def _record_prices(frame: Frame, scenario: PriceScenario) -> None:
    for point in scenario.years:
        context = Context.of(period=point.year, scenario=scenario.id)
        for key, zh, en in (("cea", "配额价格", "price of allowances"), ("ccer", "CCER 价格", "price of CCER")):
            given: str | InlineFactor | None = getattr(point, key)
            if given is None:
                continue
            text = Text(f"{scenario.name.zh}{point.year}年{zh}", f"{scenario.name.text.en}: {en} in {point.year}")
            _give_price(frame, f"market.{key}_price", context, given, point, key, text)
        if point.ccer is not None:
            named = scenario.name.text
            text = Text(
                f"{named.zh}{point.year}年配额与 CCER 价差",
                f"{named.en}: price of allowances less that of CCER in {point.year}",
            )
            frame.builder.derive(
                "market.ccer_spread", context, PRICE, text, partial(_spread, frame, context), position=point.at
            )


def _spread(frame: Frame, context: Context) -> Quantity:
    return frame.builder.read("market.cea_price", context) - frame.builder.read("market.ccer_price", context)


def _give_price(
    frame: Frame, fact_id: str, context: Context, given: str | InlineFactor, point: PriceYear, key: str, text: Text
) -> None:
    factor = (
        from_inline(given) if isinstance(given, InlineFactor) else _named(frame, given, point.year, point.place(key))
    )
    value = _in_price(factor) if factor is not None else None
    if factor is None or value is None or value < 0:
        shown = f"{factor.value} {factor.unit}" if factor is not None else str(given)
        frame.builder.findings.append(
            PRICE_FIGURE.at(
                point.place(key),
                f"{point.year}年的价格“{shown}”不能使用",
                f"the price {shown!r} of {point.year} cannot be used",
                hint_zh=_price_hint(frame, given, point.year),
                hint_en=_price_hint(frame, given, point.year),
            )
        )
        frame.builder.lack(fact_id, context, Text("价格不能使用", "the price cannot be used"), point.place(key))
        return
    frame.builder.give(
        fact_id,
        context,
        value,
        PRICE,
        text,
        factor.position,
        kind=Kind.ASSUMED if isinstance(given, InlineFactor) else Kind.QUOTED,
        mark=factor.mark,
        reference=factor.reference,
        note=factor.note,
    )


def _named(frame: Frame, name: str, year: int, at: Position) -> Factor | None:
    set_id, _, item = name.rpartition("/")
    chosen = frame.sets.data_set(set_id, at) if set_id else None
    found = chosen.find(item, "price", year=year) if chosen else ()
    return from_figure(found[0]) if len(found) == 1 else None


def _price_hint(frame: Frame, given: str | InlineFactor, year: int) -> str:
    own = "{value: 80, unit: CNY/tCO2e, source: …, mark: unconfirmed}"
    if isinstance(given, InlineFactor):
        return own
    set_id, _, item = given.rpartition("/")
    chosen = frame.sets.data_set(set_id) if set_id else None
    every = [one for name in chosen.items for one in chosen.find(name, "price")] if chosen else []
    listed = "；".join(str(one) for one in every if one.year == year or one.item == item)
    return f"{listed}；{own}" if listed else own


def _in_price(factor: Factor) -> Decimal | None:
    """Read money per tonne of CO2, or per tonne of nothing named, as money per allowance."""
    return converted(replace(factor, unit=as_co2e(factor.unit)), PRICE)


def _missing_years(frame: Frame, scenario: PriceScenario, years: list[int]) -> None:
    for year in years:
        if all(point.year != year for point in scenario.years):
            frame.builder.findings.append(
                NO_PRICE.at(
                    scenario.place("years"),
                    f"情景 {scenario.id} 没有 {year} 年的价格，该年履约成本缺失",
                    f"scenario {scenario.id} has no price for {year}, so that the year's cost is missing",
                    hint_zh=f"例如 {{year: {year}, cea: cn-ets-prices/cea-close}}",
                    hint_en=f"for example {{year: {year}, cea: cn-ets-prices/cea-close}}",
                )
            )


# ------------------------------------------------------------------------------------------- entities


def _record_entity(frame: Frame, scenario: PriceScenario, entity: MarketEntity, year: int) -> None:
    context = Context.of(entity=entity.id, period=year, scenario=scenario.id)
    for fact_id, unit, zh, en, formula in (
        ("market.net_cost", MONEY, "不使用 CCER 的净履约成本", "net cost without CCER", _net_cost),
        ("market.ccer_quantity", TONNES, "CCER 使用量", "CCER used", _ccer_quantity),
        ("market.purchase", TONNES, "需购入配额量", "allowances to be bought", partial(_trade, sign=1)),
        ("market.sale", TONNES, "可出售配额量", "allowances that may be sold", partial(_trade, sign=-1)),
        ("market.ccer_cost", MONEY, "CCER 购置费用", "cost of CCER", _ccer_cost),
        ("market.net_cost_with_ccer", MONEY, "使用 CCER 的净履约成本", "net cost with CCER", _net_cost_with_ccer),
        ("market.ccer_saving", MONEY, "CCER 节省的成本", "what CCER save", _saving),
        ("market.cash_need", MONEY, "履约资金需求", "cash need", _cash_need),
    ):
        text = total_label(entity, year, f"{zh}（{scenario.name.zh}）", f"{en} ({scenario.name.text.en})")
        frame.builder.derive(fact_id, context, unit, text, partial(formula, frame, context), position=scenario.at)


def _of_year(frame: Frame, context: Context, fact_id: str) -> Quantity:
    return frame.builder.read(fact_id, context.extended(scenario=None))


def _price(frame: Frame, context: Context, name: str) -> Quantity:
    return frame.builder.read(f"market.{name}_price", context.extended(entity=None))


def _short(frame: Frame, context: Context) -> Quantity:
    return _of_year(frame, context, "market.obligation") - _of_year(frame, context, "market.allowance")


def _net_cost(frame: Frame, context: Context) -> Quantity:
    return _short(frame, context) * _price(frame, context, "cea")


def _ccer_quantity(frame: Frame, context: Context) -> Quantity:
    spread = frame.builder.fact("market.ccer_spread", context.extended(entity=None))
    if spread is None or spread.value <= 0:
        # Without a price of CCER, or where they cost as much as allowances, none are used.
        return constant(0, TONNES, "CCER are not cheaper than allowances")
    year = context.extended(scenario=None)
    planned = frame.builder.has("market.ccer_used", year)
    usable = _of_year(frame, context, "market.ccer_used" if planned else "market.ccer_limit")
    return extreme([usable, _of_year(frame, context, "market.ccer_limit")], "min")


def _after_ccer(frame: Frame, context: Context) -> Quantity:
    return _short(frame, context) - frame.builder.read("market.ccer_quantity", context)


def _trade(frame: Frame, context: Context, sign: int) -> Quantity:
    return above_zero(_after_ccer(frame, context) * constant(sign))


def _ccer_cost(frame: Frame, context: Context) -> Quantity:
    quantity = frame.builder.read("market.ccer_quantity", context)
    return quantity * _price(frame, context, "ccer")


def _net_cost_with_ccer(frame: Frame, context: Context) -> Quantity:
    trade = _after_ccer(frame, context) * _price(frame, context, "cea")
    return trade + frame.builder.read("market.ccer_cost", context)


def _saving(frame: Frame, context: Context) -> Quantity:
    return frame.builder.read("market.net_cost", context) - frame.builder.read("market.net_cost_with_ccer", context)


def _cash_need(frame: Frame, context: Context) -> Quantity:
    bought = frame.builder.read("market.purchase", context) * _price(frame, context, "cea")
    if frame.builder.has("market.ccer_cost", context):
        return bought + frame.builder.read("market.ccer_cost", context)
    return bought


def _record_all(frame: Frame, scenario: PriceScenario, year: int) -> None:
    context = Context.of(period=year, scenario=scenario.id)
    parts = [context.extended(entity=e.id) for e in frame.market.entities if year in frame.years(e)]
    for fact_id, zh, en in (
        ("market.net_cost", "不使用 CCER 的净履约成本", "net cost without CCER"),
        ("market.cash_need", "履约资金需求", "cash need"),
    ):
        text = Text(
            f"{year}年全部单位{zh}（{scenario.name.zh}）", f"{en} of all entities in {year}: {scenario.name.text.en}"
        )
        frame.builder.derive(fact_id, context, MONEY, text, partial(_sum, frame, fact_id, parts))


def _sum(frame: Frame, fact_id: str, parts: list[Context]) -> Quantity:
    return total([frame.builder.read(fact_id, context) for context in parts], MONEY)


# ------------------------------------------------------------------------------------------- per product


def _record_product(frame: Frame, scenario: PriceScenario, row: Row) -> None:
    output = _product(row)
    if output is None:
        return
    unit = str(row.read(output).unit)
    if "·" in unit or " " in unit:
        return
    context = row.context.extended(scenario=scenario.id)
    per = f"{MONEY}/{unit}"
    formulas: tuple[tuple[str, str, str, Callable[[], Quantity]], ...] = (
        (
            "market.full_price_per_product",
            "单位产品全部排放的碳价",
            "price of all emissions per product",
            lambda: row.read("market.emissions") * _price(frame, _plain(context), "cea") / row.read(output),
        ),
        (
            "market.cost_per_product",
            "单位产品净履约成本",
            "net cost of allowances per product",
            lambda: (
                (row.read("market.emissions") - row.read("market.allowance"))
                * _price(frame, _plain(context), "cea")
                / row.read(output)
            ),
        ),
    )
    for fact_id, zh, en, formula in formulas:
        text = row.label(f"{zh}（{scenario.name.zh}）", f"{en} ({scenario.name.text.en})")
        frame.builder.derive(fact_id, context, per, text, formula, position=scenario.at)


def _plain(context: Context) -> Context:
    return context.extended(entity=None, asset=None)


def _product(row: Row) -> str | None:
    """Return the fact that counts a unit's one product: output, or electricity where no heat is supplied."""
    if row.builder.has("market.output", row.context):
        return "market.output"
    power = row.builder.has("market.electricity", row.context) and row.data.heat is None
    return "market.electricity" if power else None
