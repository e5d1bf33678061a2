"""Statistics of daily prices.

A series must be whole before anything is made of it: every weekday between its first and last date that is none of
the project's holidays (or of its own, where it lists some) has one price above 0. Saturdays and Sundays have none. A
series with a fault has no statistics. The return after days without trading counts as that of one day.

Method: log return r_t = ln(P_t / P_(t-1)); daily volatility = standard deviation of r (n - 1); yearly = daily x
sqrt(trading days of a year as stated); maximum drawdown = max over t of 1 - P_t / max(P_s, s <= t); moving average =
mean of the last ``window`` prices. Hull, Options, Futures, and Other Derivatives, 15.4.

Inputs: section ``finance``: prices, holidays, trading_days; tables.

Outputs: finance.prices (number of prices), finance.trading_days as numbers; finance.first_price, finance.last_price,
finance.mean_price, finance.lowest_price, finance.highest_price, finance.moving_average in the column's unit;
finance.return_mean, finance.volatility_daily, finance.volatility, finance.change, finance.drawdown in %; all by
[instrument].

Errors: LG710, LG711, LG712, LG713, LG714, LG715.

Example: worked/prices.yaml: prices 100, 110, 99, 121 worked out by hand with logarithms; no published table of carbon
prices with its statistics was found.

Marks: none.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import partial
from itertools import pairwise

from generator.base.text import Text
from generator.calculations.amounts import label
from generator.calculations.columns import column_sum
from generator.calculations.desk import Desk
from generator.calculations.figures import deviation, mean
from generator.calculations.finance.rules import DATE_ORDER, DATE_TWICE, FEW_PRICES, MISSING_DAY, NO_TRADING, PRICE
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, procedure
from generator.project.project import Table
from generator.project.sections.finance import Finance, PriceSeries

_STATISTICS = ("last_price", "mean_price", "moving_average", "volatility_daily", "volatility", "drawdown", "change")
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Prices:
    """A whole series: dates and prices, oldest first."""

    spec: PriceSeries
    table: Table
    dates: tuple[datetime.date, ...]
    values: tuple[Decimal, ...]

    @property
    def unit(self) -> str:
        """The unit of its prices."""
        return self.table.units[self.spec.price].text

    @property
    def returns(self) -> list[Decimal]:
        """The log returns."""
        return log_returns(self.values)

    def sum_of(self, rows: Sequence[int]) -> Quantity:
        """Return the sum of prices, as formulas name the cells."""
        return column_sum(self.table, self.spec.price, rows)

    def every(self) -> Quantity:
        """Return the sum of all prices: what a procedure over the series reads."""
        return self.sum_of(range(len(self.table)))


def log_returns(values: Sequence[Decimal]) -> list[Decimal]:
    """Return the logarithms of the ratios of neighbours."""
    with localcontext(prec=34):
        return [(after / before).ln() for before, after in pairwise(values)]


def record_prices(desk: Desk, section: Finance) -> dict[str, Prices]:
    """Record the statistics of every whole series, and return those."""
    found: dict[str, Prices] = {}
    text = Text("年交易日数", "trading days of a year")
    desk.count("finance.trading_days", Context(), section.trading_days, text, section.place("trading_days"))
    for one in section.prices:
        series = _read(desk, section, one)
        if series is None:
            reason = Text("价格序列有误", "the price series is at fault")
            for what in _STATISTICS:
                desk.builder.lack(f"finance.{what}", Context.of(instrument=one.id), reason, one.place("table"))
            continue
        found[one.id] = series
        _levels(desk, series)
        _spread(desk, series)
    return found


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text.replace("/", "-")[:10])
    except ValueError:
        return None


def _read(desk: Desk, section: Finance, one: PriceSeries) -> Prices | None:
    table = desk.project.tables.get(one.table)
    if table is None or one.date not in table.text or one.price not in table.values:
        return None
    holidays, before = set(section.holidays if one.holidays is None else one.holidays), len(desk.builder.findings)
    dates: list[datetime.date] = []
    seen: dict[datetime.date, int] = {}
    for row, text in enumerate(table.text[one.date]):
        day, at = _day(text), table.position(row, one.date)
        if day is None:
            message = (f"“{text}”不是日期", f"{text!r} is no date")
            desk.find(DATE_ORDER, at, message, ("例如 2024-03-01", "for example 2024-03-01"))
            continue
        if day in seen:
            first = table.position(seen[day], one.date)
            desk.find(DATE_TWICE, at, (f"{day} 重复", f"{day} stands twice"), ("每日一行", "one row a day"), first)
        elif dates and day < dates[-1]:
            message = (f"{day} 早于上一行 {dates[-1]}", f"{day} comes after {dates[-1]}")
            desk.find(DATE_ORDER, at, message, ("按日期升序排列", "sort the rows by date, oldest first"))
        else:
            _gap(desk, one, table, row, dates, day, holidays)
        if day.weekday() >= _SATURDAY or day in holidays:
            message = (f"{day} 不是交易日", f"{day} is no trading day")
            desk.find(NO_TRADING, at, message, ("改正日期，或从 holidays 中去掉", "correct the date, or the holidays"))
        seen.setdefault(day, row)
        dates.append(day)
        _price(desk, one, table, row, day)
    if len(desk.builder.findings) > before:
        return None
    values = tuple(value for value in table.values[one.price] if value is not None)
    return Prices(one, table, tuple(dates), values) if values else None


def _price(desk: Desk, one: PriceSeries, table: Table, row: int, day: datetime.date) -> None:
    value, at = table.values[one.price][row], table.position(row, one.price)
    if value is None:
        message = (f"{day} 没有价格", f"{day} has no price")
        desk.find(MISSING_DAY, at, message, ("填入当日收盘价", "type the closing price of that day"))
    elif value <= 0:
        message = (f"{day} 的价格 {value} 不大于 0", f"the price {value} of {day} is not above 0")
        desk.find(PRICE, at, message, ("例如 82.5", "for example 82.5"))


def _gap(
    desk: Desk,
    one: PriceSeries,
    table: Table,
    row: int,
    dates: Sequence[datetime.date],
    day: datetime.date,
    holidays: set[datetime.date],
) -> None:
    """Say which trading days are missing before ``day``."""
    if not dates:
        return
    between = [dates[-1] + datetime.timedelta(i) for i in range(1, (day - dates[-1]).days)]
    missing = [each for each in between if each.weekday() < _SATURDAY and each not in holidays]
    if missing:
        shown = ", ".join(map(str, missing[:5])) + (" …" if len(missing) > 5 else "")
        zh = f"缺交易日 {shown}（周六周日不交易，其余休市日列入 holidays）"
        en = f"no price on {shown} (Saturdays and Sundays have none; other days without trading stand under holidays)"
        hint = (f"补上该日价格，或写 holidays: [{missing[0]}]", f"add its price, or write holidays: [{missing[0]}]")
        desk.find(MISSING_DAY, table.position(row, one.date), (zh, en), hint)


def _levels(desk: Desk, series: Prices) -> None:
    one, count = series.spec, len(series.values)
    context = Context.of(instrument=one.id)
    at = one.place("table")
    desk.count("finance.prices", context, count, label(one.name, "：价格数", ": prices"), at)
    last = range(max(count - one.window, 0), count)
    lowest = series.values.index(min(series.values))
    highest = series.values.index(max(series.values))
    for what, zh, en, formula in (
        ("last_price", "最新价", "last price", lambda: series.sum_of([count - 1])),
        ("first_price", "首日价", "first price", lambda: series.sum_of([0])),
        ("lowest_price", "最低价", "lowest price", lambda: series.sum_of([lowest])),
        ("highest_price", "最高价", "highest price", lambda: series.sum_of([highest])),
        ("mean_price", "均价", "mean price", lambda: series.every() / desk.read("finance.prices", context)),
    ):
        desk.derive(f"finance.{what}", context, series.unit, label(one.name, f"：{zh}", f": {en}"), formula, at)
    if one.window > count:
        reason = Text(f"价格不足 {one.window} 日", f"there are fewer than {one.window} prices")
        desk.builder.lack("finance.moving_average", context, reason, one.place("window"))
    else:
        name = label(one.name, f"：{one.window}日均价", f": mean of the last {one.window} days")
        days = constant(len(last), "1", "days of the moving average")
        desk.derive("finance.moving_average", context, series.unit, name, lambda: series.sum_of(last) / days, at)
    name = label(one.name, "：期间涨跌幅", ": change over the period")
    desk.derive(
        "finance.change",
        context,
        "%",
        name,
        lambda: desk.read("finance.last_price", context) / desk.read("finance.first_price", context) - constant(1),
        at,
    )


def _spread(desk: Desk, series: Prices) -> None:
    one, context = series.spec, Context.of(instrument=series.spec.id)
    at = one.place("table")
    name = label(one.name, "：最大回撤", ": maximum drawdown")
    desk.derive(
        "finance.drawdown", context, "%", name, lambda: _share("maximum drawdown", drawdown(series.values), series), at
    )
    if len(series.values) < 4 or not deviation(series.returns):
        message = (f"{one.name.zh}的价格不足或没有变化", f"{one.id} has too few prices, or they do not vary")
        desk.find(FEW_PRICES, at, message, ("至少四个交易日的价格", "prices of at least four trading days"))
        reason = Text("价格不足", "too few prices")
        for what in ("volatility_daily", "volatility", "return_mean"):
            desk.builder.lack(f"finance.{what}", context, reason, at)
        return
    for what, zh, en, value in (
        ("return_mean", "日均对数收益率", "mean daily log return", mean(series.returns)),
        (
            "volatility_daily",
            "日波动率（样本标准差，n−1）",
            "daily volatility (sample deviation, n - 1)",
            deviation(series.returns),
        ),
    ):
        formula = partial(_share, en, value, series)
        desk.derive(f"finance.{what}", context, "%", label(one.name, f"：{zh}", f": {en}"), formula, at)
    name = label(one.name, "：年化波动率", ": yearly volatility")
    desk.derive(
        "finance.volatility",
        context,
        "%",
        name,
        lambda: desk.read("finance.volatility_daily", context) * desk.read("finance.trading_days").root(),
        at,
    )


def _share(name: str, value: Decimal, series: Prices) -> Quantity:
    return procedure(name, value, "1", [series.every()])


def drawdown(values: Sequence[Decimal]) -> Decimal:
    """Return the largest fall from an earlier peak, as a share of it."""
    peak, worst = values[0], Decimal(0)
    with localcontext(prec=34):
        for value in values:
            peak = max(peak, value)
            worst = max(worst, 1 - value / peak)
    return worst
