"""Hedges with futures: ratio of least variance, contracts, effectiveness.

Method: h = rho x s_spot / s_future (deviations with n - 1) over daily price changes on common dates, or from stated
figures; contracts = h x exposure / contract size; effectiveness = rho^2; variance left = s_spot^2 (1 - rho^2). Hull,
Options, Futures, and Other Derivatives, chapter on hedging with futures.

Inputs: section ``finance``: hedges; price series.

Outputs: finance.exposure, finance.contract[instrument] in tCO2e; finance.spot_deviation,
finance.future_deviation[instrument] in the series' unit or CNY/tCO2e; finance.hedge_correlation, finance.hedge_ratio,
finance.hedge_contracts, finance.hedge_contracts_whole[instrument] as numbers; finance.hedge_effectiveness[instrument]
in %; finance.hedge_variance_left[instrument] in the square of the deviation's unit.

Errors: LG711, LG715, LG719, LG721, LG208.

Example: worked/contracts.yaml: rho 0.8, deviations 1.2 and 1, exposure 10,000, contract 500: ratio 0.96, 19.2
contracts, 19 whole, effectiveness 64 %, variance left 0.52 (phucnguyenvan.com, minimum-variance hedge ratio).
worked/history.yaml by hand.

Marks: none; stated figures carry their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, localcontext
from functools import partial
from itertools import pairwise

from generator.base.text import Text
from generator.calculations.amounts import label
from generator.calculations.desk import Desk, Within
from generator.calculations.figures import correlation, deviation
from generator.calculations.finance.portfolio import ABOVE_ZERO, PER_TONNE, TONNES
from generator.calculations.finance.prices import Prices
from generator.calculations.finance.rules import FEW_PRICES, HEDGE_INPUT, NO_CORRELATION, PRICE, SHARE
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, procedure
from generator.project.sections.finance import Finance, Hedge

PART = Within(SHARE, least=Decimal(0), most=Decimal(100), example="40 %")
RATE = Within(SHARE, least=Decimal(0), most=Decimal(100), example="4 %")

#: A lot of a kilogram to a thousand million tonnes.
_LOT = Within(PRICE, least=Decimal("0.001"), most=Decimal("1e9"), example="500 tCO2e")


def record_hedges(desk: Desk, section: Finance, series: Mapping[str, Prices]) -> None:
    """Record every hedge."""
    for one in section.hedges:
        _hedge(desk, one, series)


def _hedge(desk: Desk, one: Hedge, series: Mapping[str, Prices]) -> None:
    context = Context.of(instrument=one.id)
    for key, amount, zh, en in (
        ("exposure", one.exposure, "：敞口", ": exposure"),
        ("contract", one.contract, "：每手数量", ": quantity of one contract"),
    ):
        desk.amount(f"finance.{key}", context, amount, TONNES, label(one.name, zh, en), one.place(key), _LOT)
    stated = [one.spot_deviation, one.future_deviation, one.correlation]
    from_series = bool(one.spot and one.future)
    if from_series == any(stated) or (not from_series and (one.spot or one.future or not all(stated))):
        message = (
            f"“{one.id}”应给出两个价格序列，或两个标准差与相关系数",
            f"{one.id} needs two price series, or two deviations with their correlation",
        )
        desk.find(HEDGE_INPUT, one.at, message, ("spot: cea, future: cea-future", "spot: cea, future: cea-future"))
        desk.builder.lack("finance.hedge_ratio", context, Text("套保数据不完整", "the hedge is incomplete"), one.at)
    elif from_series:
        _from_series(desk, one, context, series)
    else:
        _from_stated(desk, one, context)
    _ratio(desk, one, context)


def _from_stated(desk: Desk, one: Hedge, context: Context) -> None:
    assert one.spot_deviation is not None
    assert one.future_deviation is not None
    assert one.correlation is not None
    for key, figure, zh, en in (
        ("spot_deviation", one.spot_deviation, "：现货价格变动标准差", ": deviation of spot price changes"),
        ("future_deviation", one.future_deviation, "：期货价格变动标准差", ": deviation of futures price changes"),
    ):
        desk.stated(f"finance.{key}", context, figure, PER_TONNE, label(one.name, zh, en), ABOVE_ZERO)
    within = Within(NO_CORRELATION, least=Decimal(-1), most=Decimal(1), example="0.8 1")
    name = label(one.name, "：相关系数", ": correlation")
    desk.stated("finance.hedge_correlation", context, one.correlation, "1", name, within)


def _from_series(desk: Desk, one: Hedge, context: Context, series: Mapping[str, Prices]) -> None:
    left, right = series.get(one.spot), series.get(one.future)
    if left is None or right is None:
        desk.builder.lack("finance.hedge_ratio", context, Text("价格序列有误", "a price series is at fault"), one.at)
        return
    prices = [dict(zip(s.dates, s.values, strict=True)) for s in (left, right)]
    days = sorted(set(prices[0]) & set(prices[1]))
    with localcontext(prec=34):
        spot, future = ([p[b] - p[a] for a, b in pairwise(days)] for p in prices)
    if len(spot) < 3 or not deviation(spot) or not deviation(future):
        message = (f"“{one.id}”的共同价格不足或没有变化", f"{one.id} has too few common prices, or they do not vary")
        desk.find(FEW_PRICES, one.place("spot"), message, ("至少四个共同交易日", "at least four common days"))
        desk.builder.lack("finance.hedge_ratio", context, Text("价格不足", "too few prices"), one.at)
        return
    reads = [left.every(), right.every()]
    for what, value, unit, zh, en in (
        (
            "spot_deviation",
            deviation(spot),
            left.unit,
            "现货价格变动样本标准差",
            "sample deviation of spot price changes",
        ),
        (
            "future_deviation",
            deviation(future),
            right.unit,
            "期货价格变动样本标准差",
            "sample deviation of futures price changes",
        ),
        ("hedge_correlation", correlation(spot, future), "1", "价格变动相关系数", "correlation of price changes"),
    ):
        formula = partial(procedure, en, value, unit, reads)
        desk.derive(f"finance.{what}", context, unit, label(one.name, f"：{zh}", f": {en}"), formula, one.at)


def _ratio(desk: Desk, one: Hedge, context: Context) -> None:
    read = partial(_read, desk, context)
    fact = desk.builder.fact("finance.spot_deviation", context)
    unit = f"{fact.unit.text}" if fact else PER_TONNE
    square = fact.unit.times(fact.unit).text if fact else "1"
    for what, its_unit, zh, en, formula in (
        (
            "hedge_ratio",
            "1",
            "最优套保比率",
            "hedge ratio of least variance",
            lambda: read("hedge_correlation") * read("spot_deviation") / read("future_deviation").in_unit(unit),
        ),
        (
            "hedge_contracts",
            "1",
            "套保手数",
            "contracts",
            lambda: read("hedge_ratio") * read("exposure") / read("contract"),
        ),
        (
            "hedge_contracts_whole",
            "1",
            "套保手数（取整）",
            "contracts, whole",
            lambda: read("hedge_contracts").rounded(0),
        ),
        ("hedge_effectiveness", "%", "套保有效性", "hedge effectiveness", lambda: read("hedge_correlation") ** 2),
        (
            "hedge_variance_left",
            square,
            "套保后的剩余方差",
            "variance left",
            lambda: read("spot_deviation") ** 2 * (constant(1) - read("hedge_correlation") ** 2),
        ),
    ):
        desk.derive(f"finance.{what}", context, its_unit, label(one.name, f"：{zh}", f": {en}"), formula, one.at)


def _read(desk: Desk, context: Context, what: str) -> Quantity:
    return desk.read(f"finance.{what}", context)
