"""A portfolio of carbon assets: values, weights, correlations, and value at risk.

All values are in CNY; a price in another currency needs an exchange rate with its source. Volatility and correlation
come from the price series over the dates that two series share, or are stated with their source; none is assumed.

Method: Hull, Options, Futures, and Other Derivatives, chapter 22. Parametric (variance-covariance, mean 0): deviation
= sqrt(sum over i, j of V_i V_j s_i s_j rho_ij), VaR = z(confidence) x deviation x sqrt(horizon). Historical: the
losses -sum V_i (P_i,t / P_i,t-1 - 1) of the past days; VaR = the least loss that at least ``confidence`` of the days
do not exceed, x sqrt(horizon). Scaling by the square root assumes independent days.

Inputs: section ``finance``: assets, correlations, risks; finance.last_price, finance.volatility_daily.

Outputs: finance.quantity[asset] in tCO2e, finance.price[asset] in CNY/tCO2e, finance.value[asset] and
finance.portfolio in CNY, finance.weight[asset] in %, finance.asset_volatility[asset] in % a day,
finance.correlation[asset,element] as a number; finance.risk_value, finance.risk_deviation[indicator],
finance.var[indicator,basis] in CNY, finance.risk_volatility[indicator] and finance.var_share[indicator,basis] in %,
finance.var_quantile[indicator] as a number. ``basis`` is parametric or historical, ``element`` the second asset of a
pair.

Errors: LG711, LG715, LG716, LG719, LG720, LG208.

Example: worked/var.yaml: variance 0.00422 and risk 0.065 of two assets of 1 and 2 million with variances 0.01 and
0.005, covariance 0.002 (justaaa.com, question 511482); the 99 % five-day case of 100,000 each at 1 % and rho 0.3 by
hand.

Marks: none; stated figures carry their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, Decimal, localcontext
from functools import partial

from generator.base.text import Text
from generator.base.units import UnitError, parse_unit
from generator.calculations.amounts import label
from generator.calculations.desk import Desk, Within
from generator.calculations.figures import correlation, normal_quantile, upper_order_statistic
from generator.calculations.finance.prices import Prices, log_returns
from generator.calculations.finance.rules import FEW_PRICES, NO_CORRELATION, NO_VALUE, PRICE, SHARE
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, procedure, total
from generator.project.sections.finance import Asset, Finance, Risk

MONEY = "CNY"
TONNES = "tCO2e"
PER_TONNE = "CNY/tCO2e"
ABOVE_ZERO = Within(PRICE, above=Decimal(0), example="82.5 CNY/tCO2e")
_FEWEST = 3


def record_portfolio(desk: Desk, section: Finance, series: Mapping[str, Prices]) -> None:
    """Record assets, portfolio and every value at risk."""
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
    for risk in section.risks:
        _risk(desk, section, risk, series)


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
    rate = parse_unit(one.rate.value.unit) if one.rate else parse_unit("1")
    try:
        parse_unit(unit).times(rate).conversion(parse_unit(PER_TONNE))
    except UnitError:
        return None
    return unit


def _price(desk: Desk, one: Asset, context: Context, name: Text) -> None:
    if one.rate is not None:
        text = label(one.name, "：汇率", ": exchange rate")
        desk.stated("finance.exchange_rate", context, one.rate, one.rate.value.unit, text, ABOVE_ZERO)
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
    shared = _shared([left, right]) if left and right else None
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


def _shared(series: Sequence[Prices | None]) -> list[list[Decimal]]:
    """Return the prices of each series on the dates that all of them have."""
    known = [dict(zip(one.dates, one.values, strict=True)) for one in series if one is not None]
    days = sorted(set.intersection(*(set(one) for one in known)))
    return [[one[day] for day in days] for one in known]


# --------------------------------------------------------------------------------------------- value at risk


def _risk(desk: Desk, section: Finance, risk: Risk, series: Mapping[str, Prices]) -> None:
    context = Context.of(indicator=risk.id)
    assets = [one for one in section.assets if not risk.assets or one.id in risk.assets]
    name = label(risk.name, "：置信水平", ": confidence")
    within = Within(SHARE, above=Decimal(50), most=Decimal("99.99"), example="95 %")
    desk.amount("finance.var_confidence", context, risk.confidence, "%", name, risk.place("confidence"), within)
    name = label(risk.name, "：持有期（交易日）", ": horizon in trading days")
    desk.count("finance.var_horizon", context, risk.horizon, name, risk.place("horizon"))
    contexts = [Context.of(asset=one.id) for one in assets]
    name = label(risk.name, "：组合市值", ": value at stake")
    desk.derive(
        "finance.risk_value",
        context,
        MONEY,
        name,
        lambda: total([desk.read("finance.value", c) for c in contexts], MONEY),
        risk.at,
    )
    if "parametric" in risk.methods:
        _parametric(desk, risk, assets, context)
    if "historical" in risk.methods:
        _historical(desk, risk, assets, context, series)
    for basis in risk.methods:
        based = context.extended(basis=basis)
        name = label(risk.name, "：在险价值占市值", ": value at risk as a share of the value")
        desk.derive("finance.var_share", based, "%", name, partial(_part, desk, based, context), risk.at)


def _part(desk: Desk, based: Context, context: Context) -> Quantity:
    return desk.read("finance.var", based) / desk.read("finance.risk_value", context)


def _parametric(desk: Desk, risk: Risk, assets: Sequence[Asset], context: Context) -> None:
    based = context.extended(basis="parametric")
    absent = _absent(desk, assets)
    if absent:
        message = (f"“{risk.id}”缺少 {absent}", f"{risk.id} lacks {absent}")
        hint = "correlations: [{between: [cea, ccer], value: {value: 0.3 1, source: …, mark: secondary}}]"
        desk.find(NO_CORRELATION, risk.place("assets"), message, (hint, hint))
    name = label(risk.name, "：正态分位数", ": normal quantile")
    desk.derive("finance.var_quantile", context, "1", name, partial(_quantile, desk, context), risk.at)
    name = label(risk.name, "：组合日标准差", ": daily deviation of the portfolio")
    desk.derive("finance.risk_deviation", context, MONEY, name, partial(_deviation, desk, assets), risk.at)
    name = label(risk.name, "：组合日波动率", ": daily volatility of the portfolio")
    desk.derive(
        "finance.risk_volatility",
        context,
        "%",
        name,
        lambda: desk.read("finance.risk_deviation", context) / desk.read("finance.risk_value", context),
        risk.at,
    )
    name = label(risk.name, "：在险价值（参数法）", ": value at risk, parametric")
    desk.derive(
        "finance.var",
        based,
        MONEY,
        name,
        lambda: (
            desk.read("finance.var_quantile", context)
            * desk.read("finance.risk_deviation", context)
            * desk.read("finance.var_horizon", context).root()
        ),
        risk.at,
    )


def _absent(desk: Desk, assets: Sequence[Asset]) -> str:
    keys = [("finance.asset_volatility", Context.of(asset=one.id)) for one in assets]
    keys += [
        ("finance.correlation", Context.of(asset=one.id, element=other.id))
        for i, one in enumerate(assets)
        for other in assets[i + 1 :]
    ]
    return ", ".join(f"{fact_id}[{c}]" for fact_id, c in keys if desk.builder.lacks(fact_id, c))


def _quantile(desk: Desk, context: Context) -> Quantity:
    confidence = desk.read("finance.var_confidence", context)
    return procedure("normal quantile", normal_quantile(confidence.value / 100), "1", [confidence])


def _deviation(desk: Desk, assets: Sequence[Asset]) -> Quantity:
    exposures = []
    for one in assets:
        context = Context.of(asset=one.id)
        exposures.append(
            (desk.read("finance.value", context) * desk.read("finance.asset_volatility", context)).in_unit(MONEY)
        )
    parts = [exposure**2 for exposure in exposures]
    two = constant(2, "1", "each pair stands twice")
    for i, one in enumerate(assets):
        for j in range(i + 1, len(assets)):
            rho = desk.read("finance.correlation", Context.of(asset=one.id, element=assets[j].id))
            parts.append(two * exposures[i] * exposures[j] * rho)
    return total(parts, parts[0].unit).root()


def _historical(
    desk: Desk, risk: Risk, assets: Sequence[Asset], context: Context, series: Mapping[str, Prices]
) -> None:
    based = context.extended(basis="historical")
    known = [series.get(one.prices) for one in assets]
    shared = _shared(known) if all(known) else [[]]
    needed = _FEWEST + 1
    confidence = desk.value("finance.var_confidence", context)
    if confidence is not None:
        needed = max(needed, int((1 / (1 - confidence / 100)).to_integral_value(ROUND_CEILING)) + 1)
    if len(shared[0]) < needed:
        message = (
            f"“{risk.id}”的历史模拟至少要 {needed} 个共同交易日的价格，现有 {len(shared[0])} 个",
            f"{risk.id} needs {needed} common days of prices for its history, and has {len(shared[0])}",
        )
        desk.find(
            FEW_PRICES,
            risk.place("methods"),
            message,
            ("加长价格序列，或用 parametric", "longer series, or parametric"),
        )
        desk.builder.lack("finance.var", based, Text("价格历史不足", "the price history is too short"), risk.at)
        return
    name = label(risk.name, "：在险价值（历史模拟法）", ": value at risk, historical")
    formula = partial(_loss, desk, assets, context, [one for one in known if one is not None], shared)
    desk.derive("finance.var", based, MONEY, name, formula, risk.at)


def _loss(
    desk: Desk, assets: Sequence[Asset], context: Context, series: Sequence[Prices], shared: list[list[Decimal]]
) -> Quantity:
    values = [desk.read("finance.value", Context.of(asset=one.id)) for one in assets]
    confidence = desk.read("finance.var_confidence", context)
    with localcontext(prec=34):
        losses = [
            -sum((v.value * (p[t] / p[t - 1] - 1) for v, p in zip(values, shared, strict=True)), Decimal(0))
            for t in range(1, len(shared[0]))
        ]
        worst = max(upper_order_statistic(losses, confidence.value / 100), Decimal(0))
    reads = [*values, *(one.every() for one in series), confidence]
    day = procedure("loss of the historical quantile", worst, MONEY, reads)
    return day * desk.read("finance.var_horizon", context).root()
