"""Value at risk of a portfolio: variance-covariance and historical simulation.

Method: Hull, Options, Futures, and Other Derivatives, chapter on value at risk. Parametric (mean 0): deviation =
sqrt(sum over i, j of V_i V_j s_i s_j rho_ij), VaR = z(confidence) x deviation x sqrt(horizon). Historical: the losses
-sum V_i (P_i,t / P_i,t-1 - 1) of the past days; VaR = the k-th largest of n, k = n (1 - confidence) rounded up (the
fifth of 500 at 99 %), not below 0, x sqrt(horizon). Scaling by the square root assumes independent days. A price in
another currency adds no risk of its exchange rate.

Inputs: section ``finance``: risks; finance.value, finance.asset_volatility, finance.correlation; price series.

Outputs: finance.risk_value, finance.risk_deviation[indicator] and finance.var[indicator,basis] in CNY;
finance.var_confidence, finance.risk_volatility[indicator] and finance.var_share[indicator,basis] in %;
finance.var_quantile and finance.var_horizon[indicator] as numbers. ``basis`` is parametric or historical.

Errors: LG715, LG716, LG719, LG720.

Example: worked/var.yaml: variance 0.00422 and risk 0.065 of two assets of 1 and 2 million with variances 0.01 and
0.005, covariance 0.002 (justaaa.com, question 511482); the 99 % five-day case of 100,000 each at 1 % and rho 0.3 by
hand (8,387.77). worked/history.yaml and worked/tail.yaml by hand.

Marks: none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, Decimal, localcontext
from functools import partial

from generator.base.text import Text
from generator.calculations.amounts import label
from generator.calculations.desk import Desk, Within
from generator.calculations.figures import normal_quantile, tail_value
from generator.calculations.finance.portfolio import MONEY, shared_prices
from generator.calculations.finance.prices import Prices
from generator.calculations.finance.rules import FEW_PRICES, NO_CORRELATION, NO_VALUE, PRICE, SHARE
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, extreme, procedure, total
from generator.project.sections.finance import Asset, Finance, Risk

TONNES = "tCO2e"
PER_TONNE = "CNY/tCO2e"
ABOVE_ZERO = Within(PRICE, above=Decimal(0), example="82.5 CNY/tCO2e")
_FEWEST = 3
#: How far below 0 the arithmetic of floats takes an eigenvalue that is 0.
_ROUNDING = 1e-9


def record_risks(desk: Desk, section: Finance, series: Mapping[str, Prices]) -> None:
    """Record every value at risk."""
    for one in section.risks:
        _risk(desk, section, one, series)


def _risk(desk: Desk, section: Finance, risk: Risk, series: Mapping[str, Prices]) -> None:
    context = Context.of(indicator=risk.id)
    assets = [one for one in section.assets if not risk.assets or one.id in risk.assets]
    if not assets:
        _nothing(desk, risk, context)
        return
    name = label(risk.name, "：置信水平", ": confidence")
    within = Within(SHARE, above=Decimal(50), most=Decimal("99.99"), example="95 %")
    desk.amount("finance.var_confidence", context, risk.confidence, "%", name, risk.place("confidence"), within)
    name = label(risk.name, "：持有期（交易日）", ": horizon in trading days")
    desk.count("finance.var_horizon", context, risk.horizon, name, risk.place("horizon"))
    if not assets:  # a portfolio of nothing would be worth nought: its finding stands in the section's contradictions
        reason = Text("没有资产", "there are no assets")
        for fact_id in ("finance.risk_value", "finance.risk_deviation"):
            desk.builder.lack(fact_id, context, reason, risk.at)
        for basis in risk.methods:
            for fact_id in ("finance.var", "finance.var_share"):
                desk.builder.lack(fact_id, context.extended(basis=basis), reason, risk.at)
        return
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


def _nothing(desk: Desk, risk: Risk, context: Context) -> None:
    """Say that a risk has no asset; one that names assets which are not there has a finding for that already."""
    if not risk.assets:
        message = (f"“{risk.id}”没有资产", f"{risk.id} has no asset")
        hint = "assets: [{id: cea, name: 配额, quantity: 120000 tCO2e, price: 82.5 CNY/tCO2e}]"
        desk.find(NO_VALUE, risk.at, message, (hint, hint))
    reason = Text("没有资产", "there is no asset")
    desk.builder.lack("finance.risk_value", context, reason, risk.at)
    for basis in risk.methods:
        desk.builder.lack("finance.var", context.extended(basis=basis), reason, risk.at)


def _part(desk: Desk, based: Context, context: Context) -> Quantity:
    return desk.read("finance.var", based) / desk.read("finance.risk_value", context)


def _parametric(desk: Desk, risk: Risk, assets: Sequence[Asset], context: Context) -> None:
    based = context.extended(basis="parametric")
    absent = _absent(desk, assets)
    if absent:
        message = (f"“{risk.id}”缺少 {absent}", f"{risk.id} lacks {absent}")
        hint = "correlations: [{between: [cea, ccer], value: {value: 0.3 1, source: …, mark: secondary}}]"
        desk.find(NO_CORRELATION, risk.place("assets"), message, (hint, hint))
    elif _impossible(desk, assets):
        message = (
            f"“{risk.id}”的相关系数互相矛盾：没有这样的资产",
            f"the correlations of {risk.id} contradict one another: no assets can have them",
        )
        right = ("核对 correlations 的来源与期间", "take them from one source and one period")
        desk.find(NO_CORRELATION, risk.place("assets"), message, right)
        reason = Text("相关系数互相矛盾", "the correlations contradict one another")
        for fact_id, where in (("finance.risk_deviation", context), ("finance.var", based)):
            desk.builder.lack(fact_id, where, reason, risk.at)
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


def _impossible(desk: Desk, assets: Sequence[Asset]) -> bool:
    """Whether the matrix of correlations has an eigenvalue below 0: some portfolio would have less than no risk."""
    from scipy.linalg import eigvalsh

    matrix = [[1.0] * len(assets) for _ in assets]
    for i, one in enumerate(assets):
        for j in range(i + 1, len(assets)):
            rho = desk.value("finance.correlation", Context.of(asset=one.id, element=assets[j].id))
            matrix[i][j] = matrix[j][i] = float(rho or 0)
    return bool(assets) and bool(eigvalsh(matrix)[0] < -_ROUNDING)


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
    variance = total(parts, parts[0].unit)
    return extreme([variance, constant(0, variance.unit, "rounding at a correlation of -1")], "max").root()


def _historical(
    desk: Desk, risk: Risk, assets: Sequence[Asset], context: Context, series: Mapping[str, Prices]
) -> None:
    based = context.extended(basis="historical")
    known = [series.get(one.prices) for one in assets]
    shared = shared_prices(known) if all(known) else [[]]
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
        worst = max(tail_value(losses, confidence.value / 100), Decimal(0))
    reads = [*values, *(one.every() for one in series), confidence]
    day = procedure("loss of the historical quantile", worst, MONEY, reads)
    return day * desk.read("finance.var_horizon", context).root()
