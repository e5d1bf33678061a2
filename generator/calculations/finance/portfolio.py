"""A portfolio of carbon assets: values, weights, volatilities and correlations.

All values are in CNY; a price in another currency needs an exchange rate with its source. Volatility and correlation
come from the price series over the dates that two series share, or are stated with their source; none is assumed.

Method: value = quantity x price (x exchange rate); weight = value / portfolio; correlation: Pearson's coefficient of
log returns on common dates.

Inputs: section ``finance``: assets, correlations; finance.last_price, finance.volatility_daily.

Outputs: finance.quantity[asset] in tCO2e, finance.price[asset] in CNY/tCO2e, finance.foreign_price and
finance.exchange_rate[asset] in the units typed, finance.value[asset] and finance.portfolio in CNY,
finance.weight[asset] and finance.asset_volatility[asset] (a day) in %, finance.correlation[asset,element] as a
number. ``element`` is the second asset of a pair, in the order of the assets.

Errors: LG711, LG716, LG719, LG720, LG208.

Example: worked/var.yaml and worked/history.yaml, worked out by hand with plain floats.

Marks: none; stated figures carry their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import UnitError, parse_unit
from generator.calculations.amounts import label
from generator.calculations.desk import Desk, Within
from generator.calculations.figures import correlation
from generator.calculations.finance.prices import Prices, log_returns
from generator.calculations.finance.rules import NO_CORRELATION, NO_VALUE, PRICE, SHARE
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, procedure, total
from generator.project.sections.finance import Asset, Finance

MONEY = "CNY"
TONNES = "tCO2e"
PER_TONNE = "CNY/tCO2e"
ABOVE_ZERO = Within(PRICE, above=Decimal(0))
_FEWEST = 3


def record_portfolio(desk: Desk, section: Finance, series: Mapping[str, Prices]) -> None:
    """Record assets, the portfolio and its correlations."""
    if not section.assets:
        return
    for one in section.assets:
        _asset(desk, one)
    at = section.place("assets")
    contexts = [Context.of(asset=one.id) for one in section.assets]
    desk.derive(
        "finance.portfolio",
        Context(),
        MONEY,
        Text("碳资产组合市值", "value of the portfolio"),
        lambda: total([desk.read("finance.value", c) for c in contexts], MONEY),
        at,
    )
    for one in section.assets:
        name = label(one.name, "：占组合市值", ": share of the portfolio")
        desk.derive("finance.weight", Context.of(asset=one.id), "%", name, partial(_weight, desk, one), one.at)
        _volatility(desk, one)
    for i, one in enumerate(section.assets):
        for other in section.assets[i + 1 :]:
            _correlation(desk, section, one, other, series)


def _asset(desk: Desk, one: Asset) -> None:
    context = Context.of(asset=one.id)
    name = label(one.name, "：数量", ": quantity")
    desk.amount("finance.quantity", context, one.quantity, TONNES, name, one.place("quantity"), ABOVE_ZERO)
    name = label(one.name, "：单价", ": price")
    if one.price is None and not one.prices:
        zh, en = f"“{one.id}”没有价格", f"{one.id} has no price"
        desk.find(NO_VALUE, one.at, (zh, en), ("price: 82.5 CNY/tCO2e", "price: 82.5 CNY/tCO2e"))
        desk.builder.lack("finance.price", context, Text("没有价格", "there is no price"), one.at)
    elif _unit_of_price(desk, one) is None:
        at = one.place("price") if one.price else one.place("prices")
        zh, en = f"“{one.id}”的价格不是人民币，且没有汇率", f"the price of {one.id} is not in CNY and has no rate"
        hint = "rate: {value: 7.85 CNY/EUR, source: 中国人民银行中间价, mark: secondary}"
        desk.find(NO_VALUE, at, (zh, en), (hint, hint))
        desk.builder.lack("finance.price", context, Text("没有汇率", "there is no exchange rate"), at)
    else:
        _price(desk, one, context, name)
    name = label(one.name, "：市值", ": value")
    desk.derive(
        "finance.value",
        context,
        MONEY,
        name,
        lambda: desk.read("finance.quantity", context) * desk.read("finance.price", context),
        one.at,
    )


def _unit_of_price(desk: Desk, one: Asset) -> str | None:
    """Return the unit of an asset's price, or ``None`` where it is of another currency without a rate."""
    if one.price is not None:
        unit = one.price.unit
    else:
        fact = desk.builder.fact("finance.last_price", Context.of(instrument=one.prices))
        unit = fact.unit.text if fact else PER_TONNE
    rate = parse_unit(one.rate.unit) if one.rate else parse_unit("1")
    try:
        parse_unit(unit).times(rate).conversion(parse_unit(PER_TONNE))
    except UnitError:
        return None
    return unit


def _price(desk: Desk, one: Asset, context: Context, name: Text) -> None:
    if one.rate is not None:
        text = label(one.name, "：汇率", ": exchange rate")
        desk.stated("finance.exchange_rate", context, one.rate, one.rate.unit, text, ABOVE_ZERO)
    if one.price is not None and one.rate is None:
        desk.amount("finance.price", context, one.price, PER_TONNE, name, one.place("price"), ABOVE_ZERO)
        return
    if one.price is not None:
        text = label(one.name, "：原币单价", ": price in its currency")
        desk.amount("finance.foreign_price", context, one.price, one.price.unit, text, one.place("price"), ABOVE_ZERO)
    desk.derive("finance.price", context, PER_TONNE, name, partial(_converted, desk, one), one.at)


def _converted(desk: Desk, one: Asset) -> Quantity:
    context = Context.of(asset=one.id)
    if one.price is not None:
        price = desk.read("finance.foreign_price", context)
    else:
        price = desk.read("finance.last_price", Context.of(instrument=one.prices))
    return price * desk.read("finance.exchange_rate", context) if one.rate is not None else price


def _weight(desk: Desk, one: Asset) -> Quantity:
    return desk.read("finance.value", Context.of(asset=one.id)) / desk.read("finance.portfolio")


def _volatility(desk: Desk, one: Asset) -> None:
    context = Context.of(asset=one.id)
    name = label(one.name, "：日波动率", ": daily volatility")
    if one.volatility is not None:
        within = Within(SHARE, least=Decimal(0), most=Decimal(100), example="1.2 %")
        desk.stated("finance.asset_volatility", context, one.volatility, "%", name, within)
    elif one.prices:
        source = Context.of(instrument=one.prices)
        formula = partial(desk.read, "finance.volatility_daily", source)
        desk.derive("finance.asset_volatility", context, "%", name, formula, one.at)
    else:
        reason = Text("没有价格序列或波动率", "neither price series nor volatility")
        desk.builder.lack("finance.asset_volatility", context, reason, one.at)


def _correlation(desk: Desk, section: Finance, one: Asset, other: Asset, series: Mapping[str, Prices]) -> None:
    context = Context.of(asset=one.id, element=other.id)
    text = Text(
        f"{one.name.zh}与{other.name.zh}的日收益率相关系数",
        f"correlation of daily returns, {one.name.text.en} and {other.name.text.en}",
    )
    stated = next((c for c in section.correlations if set(c.between) == {one.id, other.id}), None)
    if stated is not None:
        within = Within(NO_CORRELATION, least=Decimal(-1), most=Decimal(1), example="0.3 1")
        desk.stated("finance.correlation", context, stated.value, "1", text, within)
        return
    left, right = series.get(one.prices), series.get(other.prices)
    shared = shared_prices([left, right]) if left and right else None
    if left is None or right is None or shared is None or len(shared[0]) <= _FEWEST:
        reason = Text("没有共同的价格序列，也没有给出相关系数", "no common price series, and none is stated")
        desk.builder.lack("finance.correlation", context, reason, one.at)
        return
    returns = [log_returns(values) for values in shared]
    desk.derive(
        "finance.correlation",
        context,
        "1",
        text,
        lambda: procedure("Pearson correlation", correlation(*returns), "1", [left.every(), right.every()]),
        one.at,
    )


def shared_prices(series: Sequence[Prices | None]) -> list[list[Decimal]]:
    """Return the prices of each series on the dates that all of them have."""
    known = [dict(zip(one.dates, one.values, strict=True)) for one in series if one is not None]
    days = sorted(set.intersection(*(set(one) for one in known)))
    return [[one[day] for day in days] for one in known]
