"""Cash flow of a project by year, with and without revenue from credits.

Method: CDM TOOL27. Project flow = revenue + carbon revenue + salvage - investment - opex - tax; equity flow =
project flow + borrowing - interest - repayment. Revenue is given, or is output x tariff. Tax is given by the
year, or is tax rate x max(0, revenue + carbon revenue - opex - depreciation), of the equity flow also less
interest; losses are not carried forward. Carbon revenue = price x issuable reduction of the crediting year;
beyond the stated crediting period its yearly mean, where the project states more years.

Inputs: ``investment``: table (year; investment, opex, revenue or output and tariff; optionally tax,
depreciation, salvage, borrowing, interest, repayment), benchmark, tax_rate, carbon.

Outputs: ``reduction.cash_flow`` and ``reduction.cumulative`` ``[project,period,scenario,basis]``,
``reduction.carbon_revenue[project,period]``, ``reduction.tax[project,period,scenario,basis]``, in the unit of
the investment column; ``reduction.benchmark[project]`` (%), ``reduction.carbon_price[project]``. scenario:
without-carbon, with-carbon; basis: project, equity; period: the table's year.

Errors: LG553 (benchmark), LG554 (table), LG555 (first row of carbon revenue), LG208 (unit).

Example: the flow -100, 20, 30, 20, 40, 40 of Newnan, Engineering Economic Analysis (ch. 7): see
:mod:`generator.calculations.reduction.returns`.

Marks: none of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from generator.base.findings import Position
from generator.calculations.columns import column_sum
from generator.calculations.reduction.frame import Frame, add, share
from generator.calculations.reduction.returns import record_returns
from generator.calculations.reduction.rules import BENCHMARK, CARBON_ROW, CASH_FLOW
from generator.calculations.reduction.sensitivity import record_sensitivity
from generator.ledger.quantity import Quantity, constant, extreme, total
from generator.project.project import Table
from generator.project.sections.reduction_additionality import Carbon, Investment

WITHOUT, WITH = "without-carbon", "with-carbon"
_LOAN = ("borrowing", "interest", "repayment")
#: Columns that the flow takes off, or adds, by their own sign: a negative cell would count the wrong way round.
_POSITIVE = frozenset({"investment", "opex", "depreciation", *_LOAN})
_NAMES = {WITHOUT: ("不计碳收益", "without carbon revenue"), WITH: ("计入碳收益", "with carbon revenue")}
_BASES = {"project": ("全投资", "project"), "equity": ("资本金", "equity")}


@dataclass(frozen=True)
class Flows:
    """The cash-flow table of a project, and how its flows are put together."""

    frame: Frame
    stated: Investment
    table: Table
    money: str
    scales: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def rows(self) -> range:
        """The rows of the table: one a year."""
        return range(len(self.table))

    @property
    def bases(self) -> tuple[str, ...]:
        """The flows that the table allows: of the project, and of equity where it says what was borrowed."""
        return ("project", "equity") if any(name in self.table.values for name in _LOAN) else ("project",)

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Without carbon revenue, and with it where a price is stated."""
        return (WITHOUT, WITH) if self.stated.carbon is not None else (WITHOUT,)

    @property
    def drivers(self) -> tuple[str, ...]:
        """What a sensitivity analysis varies."""
        split = "revenue" not in self.table.values
        return ("investment", "opex", "tariff", "output") if split else ("investment", "opex", "revenue")

    def year(self, row: int) -> str:
        """Return the year of a row."""
        return self.table.text["year"][row]

    def varied(self, **scales: Decimal) -> Flows:
        """Return the same flows with components multiplied."""
        return Flows(self.frame, self.stated, self.table, self.money, scales)

    def component(self, name: str, row: int) -> Quantity:
        """Return one component of a row, scaled where it is varied; a column that is not there counts nothing."""
        if name == "revenue" and "revenue" not in self.table.values:
            return self.component("output", row) * self.component("tariff", row)
        if name not in self.table.values:
            return constant(0, self.money, f"no column of {name}")
        found = column_sum(self.table, name, [row])
        scale = self.scales.get("investment" if name == "depreciation" else name, Decimal(1))
        return found if scale == 1 else found * constant(scale, meaning=f"variation of {name}")

    def flow(self, row: int, basis: str, scenario: str) -> Quantity:
        """Return the net flow of a row."""
        incomes = [self.component("revenue", row), self.component("salvage", row)]
        if scenario == WITH:
            incomes.append(self.frame.read("carbon_revenue", period=self.year(row)))
        spent = [self.component("investment", row), self.component("opex", row), self.tax(row, basis, scenario)]
        if basis == "equity":
            incomes.append(self.component("borrowing", row))
            spent += [self.component("interest", row), self.component("repayment", row)]
        return total(incomes, self.money) - total(spent, self.money)

    def tax(self, row: int, basis: str, scenario: str) -> Quantity:
        """Return the tax of a row."""
        if self.stated.tax_rate is None or "tax" in self.table.values:
            return self.component("tax", row)
        earned = [self.component("revenue", row)]
        if scenario == WITH:
            earned.append(self.frame.read("carbon_revenue", period=self.year(row)))
        costs = [self.component("opex", row), self.component("depreciation", row)]
        if basis == "equity":
            costs.append(self.component("interest", row))
        profit = total(earned, self.money) - total(costs, self.money)
        return extreme([profit, constant(0, self.money)], "max") * share(self.frame.read("tax_rate"))


def record_investment(frame: Frame) -> None:
    """Record cash flows and what they return."""
    stated = frame.one.investment
    table = frame.project.tables.get(stated.table) if stated else None
    if stated is None or table is None or "investment" not in table.values:
        return
    _record_rates(frame, stated)
    flows = Flows(frame, stated, table, table.units["investment"].text)
    if not _complete(flows):
        at = stated.place("table")
        for name in ("irr", "npv", "payback"):
            for basis in flows.bases:
                frame.lack(
                    name, "现金流量表不全", "the cash-flow table is incomplete", at, basis=basis, scenario=WITHOUT
                )
        return
    if stated.carbon is not None:
        _record_carbon(flows, stated.carbon)
    for basis in flows.bases:
        for scenario in flows.scenarios:
            _record_flows(flows, basis, scenario)
    record_returns(flows)
    record_sensitivity(flows)


def _record_rates(frame: Frame, stated: Investment) -> None:
    place = stated.place("benchmark")
    if stated.benchmark.value <= 0:
        frame.builder.findings.append(
            BENCHMARK.at(
                place,
                f"基准收益率为 {stated.benchmark.value} {stated.benchmark.unit}，应大于0",
                f"the benchmark is {stated.benchmark.value} {stated.benchmark.unit}; it must be above nought",
                hint_zh="benchmark: 8 %",
                hint_en="benchmark: 8 %",
            )
        )
        frame.lack("benchmark", "基准收益率不大于0", "the benchmark is not positive", place)
    else:
        text = frame.text("基准收益率", "benchmark")
        frame.amount("benchmark", stated.benchmark, "%", text, place, least=0, most=100)
    if stated.tax_rate is not None:
        text = frame.text("所得税率", "tax rate")
        frame.amount("tax_rate", stated.tax_rate, "%", text, stated.place("tax_rate"), least=0, most=100)


# --------------------------------------------------------------------------------------------------- the table


def _complete(flows: Flows) -> bool:
    """Whether every cell is there and the years follow one another; else findings at their cells."""
    table, right = flows.table, True
    for name, values in table.values.items():
        for row, value in enumerate(values):
            if value is None:
                right = False
                _complain(flows, table.position(row, name), f"{name} 为空", f"{name} is empty")
            elif value < 0 and name in _POSITIVE:
                right = False
                _complain(flows, table.position(row, name), f"{name} 为负：{value}", f"{name} is negative: {value}")
    years = table.text["year"]
    if not years:
        right = False
        _complain(flows, flows.stated.place("table"), "没有数据行", "there is no row")
    for row, year in enumerate(years):
        before = years[row - 1] if row else ""
        follows = _is_number(year) and (not _is_number(before) or int(year) == int(before) + 1)
        if not follows:
            right = False
            _complain(flows, table.position(row, "investment"), f"年份“{year}”不连续", f"year {year!r} does not follow")
    revenue = "revenue" in table.values or {"output", "tariff"} <= set(table.values)
    if not revenue:
        right = False
        _complain(flows, flows.stated.place("table"), "没有 revenue，也没有 output 与 tariff", "there is no revenue")
    if flows.stated.compares == "equity" and "equity" not in flows.bases:
        right = False
        zh, en = (
            "与资本金内部收益率比较，但表中没有借款、利息、还本",
            "equity is compared, but nothing says what is borrowed",
        )
        _complain(flows, flows.stated.place("compares"), zh, en)
    return right


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _complain(flows: Flows, at: Position, zh: str, en: str) -> None:
    flows.frame.builder.findings.append(
        CASH_FLOW.at(
            at,
            f"现金流量表：{zh}",
            f"cash-flow table: {en}",
            hint_zh="逐年填写，没有发生额时填 0，支出填正数；例如 year 1, investment 0, revenue 5200, opex 900",
            hint_en="fill in every year, 0 where nothing flows, costs as positive numbers: year 1, investment 0, "
            "revenue 5200, opex 900",
        )
    )


# ------------------------------------------------------------------------------------------------------ recording


def _in_year(year: str) -> str:
    """Return what a row's year is called: a calendar year, or the first, second ... year."""
    return f"{year}年" if len(year) == len("2024") else f"第{year}年"


def _record_flows(flows: Flows, basis: str, scenario: str) -> None:
    frame, at = flows.frame, flows.stated.place("table")
    (zh, en), (of_zh, of_en) = _NAMES[scenario], _BASES[basis]
    for row in flows.rows:
        year = flows.year(row)
        year_zh = _in_year(year)
        context = {"period": year, "scenario": scenario, "basis": basis}
        if flows.stated.tax_rate is not None and "tax" not in flows.table.values:
            text = frame.text(f"{of_zh}{year_zh}所得税（{zh}）", f"{of_en} tax in year {year}, {en}")
            frame.derive("tax", flows.money, text, partial(flows.tax, row, basis, scenario), at, **context)
        text = frame.text(f"{of_zh}{year_zh}净现金流量（{zh}）", f"{of_en} cash flow in year {year}, {en}")
        frame.derive("cash_flow", flows.money, text, partial(flows.flow, row, basis, scenario), at, **context)
        text = frame.text(f"{of_zh}{year_zh}累计净现金流量（{zh}）", f"{of_en} cumulative flow in year {year}, {en}")
        frame.derive("cumulative", flows.money, text, partial(_cumulative, flows, row, context), at, **context)


def _cumulative(flows: Flows, row: int, context: dict[str, str]) -> Quantity:
    own = flows.frame.read("cash_flow", **context)
    if row == 0:
        return own
    return flows.frame.read("cumulative", **{**context, "period": flows.year(row - 1)}) + own


def _record_carbon(flows: Flows, carbon: Carbon) -> None:
    frame = flows.frame
    unit = f"{flows.money}/tCO2e"
    text = frame.text("减排量价格", "price of a credit")
    frame.amount("carbon_price", carbon.price, unit, text, carbon.place("price"), least=0)
    years = [flows.year(row) for row in flows.rows]
    example = years[min(1, len(years) - 1)] if years else carbon.first
    if carbon.first not in years:
        frame.builder.findings.append(
            CARBON_ROW.at(
                carbon.place("first"),
                f"现金流量表没有年份“{carbon.first}”",
                f"the cash-flow table has no year {carbon.first!r}",
                hint_zh=f"first: {example}",
                hint_en=f"first: {example}",
            )
        )
    start = years.index(carbon.first) if carbon.first in years else None
    last = carbon.years or len(frame.rows)
    for row in flows.rows:
        year = flows.year(row)
        text = frame.text(f"{_in_year(year)}碳收益", f"carbon revenue in year {year}")
        if start is None:
            frame.lack("carbon_revenue", "没有起始年份", "no first year", carbon.place("first"), period=flows.year(row))
            continue
        formula = partial(_carbon, flows, row - start, last)
        frame.derive("carbon_revenue", flows.money, text, formula, carbon.at, period=flows.year(row))


def _carbon(flows: Flows, index: int, last: int) -> Quantity:
    frame = flows.frame
    if index < 0 or index >= last:
        return constant(0, flows.money, "no credits in this year")
    if index < len(frame.rows):
        issued = frame.read("issuable", period=frame.rows[index].key)
    else:
        whole = add([frame.read("issuable", period=row.key) for row in frame.rows])
        issued = whole / frame.read("crediting_years") * constant(1, "a", "one year")
    return issued * frame.read("carbon_price")
