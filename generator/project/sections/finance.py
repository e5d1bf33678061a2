"""The section ``finance``: carbon assets as collateral and as a portfolio, hedges, green loans and bonds."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from generator.base.findings import Finding
from generator.project import faults
from generator.project.inline_factor import InlineFactor
from generator.project.named_tables import table_findings
from generator.project.node import Amount, Names, Node, Section, Slug
from generator.project.unknown import unknown_id

if TYPE_CHECKING:
    from generator.project.models import ProjectFile


class PriceSeries(Node):
    """Daily closing prices of one asset."""

    id: Slug
    name: Names
    table: Slug
    date: str = Field(description="column of words with dates, such as 2024-03-01")
    price: str = Field(description="column of prices")
    window: int = Field(default=20, ge=1, description="trading days of the moving average")
    holidays: list[datetime.date] | None = Field(
        default=None,
        description="weekdays without trading of this series: its market's holidays, halts; by default the section's",
    )


class Asset(Node):
    """A holding: allowances, CCER, EUA … of one vintage and type."""

    id: Slug
    name: Names
    quantity: Amount = Field(examples=["120000 tCO2e"])
    prices: Slug = Field(default="", description="price series that values it and gives its risk")
    price: Amount | None = Field(default=None, description="by default the series' last", examples=["82.5 CNY/tCO2e"])
    rate: InlineFactor | None = Field(
        default=None,
        description="exchange rate of a price in another currency",
        examples=["{value: 7.85 CNY/EUR, source: 中国人民银行中间价, mark: secondary}"],
    )
    volatility: InlineFactor | None = Field(
        default=None,
        description="daily volatility where there is no series",
        examples=["{value: 1.2 %, source: 交易所年报, mark: secondary}"],
    )


class Correlation(Node):
    """A correlation of daily returns that is stated instead of calculated."""

    between: list[Slug] = Field(min_length=2, max_length=2, examples=["[cea, ccer]"])
    value: InlineFactor = Field(examples=["{value: 0.3 1, source: 交易所年报, mark: secondary}"])


class Risk(Node):
    """A value at risk."""

    id: Slug
    name: Names
    assets: list[Slug] = Field(default_factory=list, description="by default all")
    confidence: Amount = Field(examples=["95 %"])
    horizon: int = Field(ge=1, le=250, description="trading days", examples=[10])
    methods: list[Literal["parametric", "historical"]] = Field(min_length=1)


class Pledge(Node):
    """A loan against pledged carbon assets."""

    id: Slug
    name: Names
    asset: Slug
    quantity: Amount = Field(examples=["50000 tCO2e"])
    reference_price: Amount = Field(examples=["80 CNY/tCO2e"])
    haircut: Amount = Field(examples=["40 %"])
    loan: Amount = Field(examples=["200 万元"])
    call: Amount = Field(description="loan to market value at which margin is called", examples=["80 %"])


class Hedge(Node):
    """A hedge with futures: from two price series, or from stated deviations and their correlation."""

    id: Slug
    name: Names
    spot: Slug = Field(default="", description="price series of what is held")
    future: Slug = Field(default="", description="price series of the future")
    spot_deviation: InlineFactor | None = Field(
        default=None, examples=["{value: 1.2 CNY/tCO2e, source: 测算, mark: confirmed}"]
    )
    future_deviation: InlineFactor | None = Field(
        default=None, examples=["{value: 1.0 CNY/tCO2e, source: 测算, mark: confirmed}"]
    )
    correlation: InlineFactor | None = Field(default=None, examples=["{value: 0.8 1, source: 测算, mark: confirmed}"])
    exposure: Amount = Field(examples=["10000 tCO2e"])
    contract: Amount = Field(description="quantity of one contract", examples=["500 tCO2e"])


class Forward(Node):
    """A forward price by cost of carry."""

    id: Slug
    name: Names
    spot: Amount = Field(examples=["80 CNY/tCO2e"])
    interest: Amount = Field(description="yearly rate", examples=["3 %"])
    days: int = Field(ge=1, le=36500)
    basis: Literal[360, 365] = Field(description="days of a year of interest")
    compounding: Literal["simple", "continuous"]
    carry: Amount | None = Field(
        default=None, description="other cost of carry, paid at the end", examples=["0.5 CNY/tCO2e"]
    )


class Repo(Node):
    """A sale of carbon assets with an agreed repurchase."""

    id: Slug
    name: Names
    quantity: Amount = Field(examples=["50000 tCO2e"])
    price: Amount = Field(description="price of the sale", examples=["60 CNY/tCO2e"])
    interest: Amount = Field(description="yearly rate", examples=["4 %"])
    days: int = Field(ge=1, le=36500)
    basis: Literal[360, 365]


class GreenLoan(Node):
    """A loan to a project with a carbon benefit."""

    id: Slug
    name: Names
    amount: Amount = Field(examples=["3000 万元"])
    investment: Amount = Field(description="total investment of the project", examples=["1 亿元"])
    reduction: Amount = Field(description="yearly reduction of the whole project", examples=["12000 tCO2e/a"])


class Proceeds(Node):
    """A use of a bond's proceeds."""

    id: Slug
    name: Names
    amount: Amount = Field(examples=["8000 万元"])
    green: bool = Field(description="whether it is in the catalogue of green projects")
    reduction: Amount | None = Field(
        default=None, description="yearly reduction; every green use needs it for the bond's", examples=["9000 tCO2e/a"]
    )


class Coupon(Node):
    """A coupon of a fixed part and a part that follows carbon income, between a floor and a cap."""

    fixed: Amount = Field(examples=["3.2 %"])
    income: Amount = Field(description="carbon income of a year", examples=["120 万元"])
    floor: Amount = Field(examples=["0.05 %"])
    cap: Amount = Field(examples=["0.2 %"])


class Bond(Node):
    """A green or carbon bond."""

    id: Slug
    name: Names
    raised: Amount = Field(examples=["2 亿元"])
    uses: list[Proceeds] = Field(min_length=1)
    coupon: Coupon | None = None


class Finance(Section):
    """Carbon finance."""

    trading_days: int = Field(
        ge=200, le=366, description="trading days of a year, for yearly volatility", examples=[242]
    )
    holidays: list[datetime.date] = Field(
        default_factory=list, description="weekdays without trading; Saturdays and Sundays never have any"
    )
    prices: list[PriceSeries] = Field(default_factory=list)
    assets: list[Asset] = Field(default_factory=list)
    correlations: list[Correlation] = Field(default_factory=list)
    risks: list[Risk] = Field(default_factory=list)
    pledges: list[Pledge] = Field(default_factory=list)
    hedges: list[Hedge] = Field(default_factory=list)
    forwards: list[Forward] = Field(default_factory=list)
    repos: list[Repo] = Field(default_factory=list)
    loans: list[GreenLoan] = Field(default_factory=list)
    bonds: list[Bond] = Field(default_factory=list)

    def contradictions(self, file: ProjectFile) -> Iterable[Finding]:
        """Yield tables, series and assets that are nowhere defined."""
        for one in self.prices:
            words, numbers = [(one.date, one.place("date"))], [(one.price, one.place("price"))]
            yield from table_findings(file, one.table, one.place("table"), words, numbers)
        series, assets = [one.id for one in self.prices], [one.id for one in self.assets]
        asked = [(one.prices, one.place("prices")) for one in self.assets if one.prices]
        for hedge in self.hedges:
            asked += [
                (name, hedge.place(key)) for key, name in (("spot", hedge.spot), ("future", hedge.future)) if name
            ]
        yield from (unknown_id(name, series, at, "price series") for name, at in asked if name not in series)
        for risk in self.risks:
            if not assets:
                yield faults.MISSING_KEY.at(
                    risk.at,
                    f"“{risk.id}”没有可计算的资产：finance.assets 为空",
                    f"{risk.id} has no assets: finance.assets is empty",
                    hint_zh="例如 assets: [{id: cea, name: 碳配额, …}]",
                    hint_en="for example assets: [{id: cea, name: 碳配额, …}]",
                )
        held = [(one.asset, one.place("asset")) for one in self.pledges]
        held += [(name, risk.place(f"assets.{i}")) for risk in self.risks for i, name in enumerate(risk.assets)]
        held += [
            (name, pair.place(f"between.{i}")) for pair in self.correlations for i, name in enumerate(pair.between)
        ]
        yield from (unknown_id(name, assets, at, "asset") for name, at in held if name not in assets)
        yield from _pairs(self.correlations)


def _pairs(correlations: list[Correlation]) -> Iterable[Finding]:
    """Yield correlations of an asset with itself, and those of a pair given before."""
    seen: dict[frozenset[str], Correlation] = {}
    for one in correlations:
        at, pair = one.place("between"), frozenset(one.between)
        if len(pair) == 1:
            yield faults.WRONG_VALUE.at(
                at,
                f"“{one.between[0]}”与自身的相关系数恒为 1",
                f"the correlation of {one.between[0]} with itself is always 1",
                hint_zh="例如 between: [cea, ccer]",
                hint_en="for example between: [cea, ccer]",
            )
        before = seen.setdefault(pair, one)
        if before is not one:
            yield faults.DUPLICATE_ID.at(
                at,
                f"{'、'.join(one.between)} 的相关系数写了两次",
                f"the correlation of {' and '.join(one.between)} is given twice",
                hint_zh="每对资产只写一次",
                hint_en="give each pair once",
                related=[before.place("between")],
            )
