"""The rules that the finance calculation applies to its input."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

MISSING_DAY = Rule(
    "LG710",
    "missing-trading-day",
    Severity.ERROR,
    "Finds: a price series without a trading day: a weekday that is none of the holidays listed, or a day without a "
    "price.\n"
    "Why: a return over two days counted as one distorts volatility and value at risk.\n"
    "Wrong: 2024-03-01 followed by 2024-03-05\nRight: the price of 2024-03-04, or that day under ``holidays``\n",
)
PRICE = Rule(
    "LG711",
    "price",
    Severity.ERROR,
    "Finds: a price, quantity or amount of money that is 0 or below.\n"
    "Why: a return on it is not defined; an empty cell was probably filled with 0.\n"
    "Wrong: ``0``\nRight: the closing price of that day\n",
)
DATE_TWICE = Rule(
    "LG712",
    "date-twice",
    Severity.ERROR,
    "Finds: a date that stands twice in a price series.\n"
    "Why: one of the two prices is not that day's.\n"
    "Wrong: two rows of 2024-03-01\nRight: one\n",
)
DATE_ORDER = Rule(
    "LG713",
    "date-order",
    Severity.ERROR,
    "Finds: dates of a price series that do not ascend, or that cannot be read.\n"
    "Why: returns and drawdowns follow the order of the rows.\n"
    "Wrong: 2024-03-04 before 2024-03-01\nRight: oldest first, as 2024-03-01\n",
)
NO_TRADING = Rule(
    "LG714",
    "price-on-day-without-trading",
    Severity.ERROR,
    "Finds: a price on a Saturday, a Sunday or a holiday listed.\n"
    "Why: either the date or the calendar is wrong, and days are counted wrongly.\n"
    "Wrong: a price on 2024-03-02\nRight: the date of the trading day\n",
)
FEW_PRICES = Rule(
    "LG715",
    "too-few-prices",
    Severity.ERROR,
    "Finds: too few prices for the statistic asked for, or prices that do not vary.\n"
    "Why: a volatility or a quantile of a handful of returns means nothing.\n"
    "Wrong: a value at risk from three prices\nRight: at least three returns, and 1 / (1 - confidence) of them for a "
    "historical value at risk\n",
)
SHARE = Rule(
    "LG716",
    "share-or-rate",
    Severity.ERROR,
    "Finds: a haircut, loan to value, interest, confidence, volatility or coupon outside its range.\n"
    "Why: a haircut above 100 % would make collateral a debt.\n"
    "Wrong: ``haircut: 140 %``\nRight: ``haircut: 40 %``\n",
)
EXCEEDS = Rule(
    "LG717",
    "exceeds-what-there-is",
    Severity.ERROR,
    "Finds: more pledged than is held, a loan above the project's investment, or proceeds beyond what was raised.\n"
    "Why: the same tonne or yuan would count twice.\n"
    "Wrong: 60,000 t pledged of 50,000 t\nRight: ``quantity: 50000 tCO2e``\n",
)
UNCOVERED = Rule(
    "LG718",
    "loan-not-covered",
    Severity.WARNING,
    "Finds: a loan above the pledge value, or above the loan to value at which margin is called.\n"
    "Why: the lender would ask for more collateral on the first day.\n"
    "Wrong: a loan of 300 against a pledge value of 240\nRight: a smaller loan, or more collateral\n",
)
NO_CORRELATION = Rule(
    "LG719",
    "correlation",
    Severity.ERROR,
    "Finds: a risk over assets whose correlation or volatility is neither stated nor follows from price series, or a "
    "correlation outside -1 to 1, or correlations that contradict one another.\n"
    "Why: it is never assumed; 0 would understate the risk.\n"
    "Wrong: two assets without series and without ``correlations``\n"
    "Right: ``correlations: [{between: [cea, ccer], value: {value: 0.3 1, source: ..., mark: secondary}}]``\n",
)
NO_VALUE = Rule(
    "LG720",
    "asset-without-price",
    Severity.ERROR,
    "Finds: an asset without a price: neither its own nor a series; or a price in another currency without ``rate``; a "
    "risk without any asset.\n"
    "Why: the portfolio's total would leave it out without a word.\n"
    "Wrong: ``{id: eua, quantity: 1000 tCO2e, price: 70 EUR/tCO2e}``\n"
    "Right: the same with ``rate: {value: 7.85 CNY/EUR, source: ..., mark: secondary}``\n",
)
HEDGE_INPUT = Rule(
    "LG721",
    "hedge-input",
    Severity.ERROR,
    "Finds: a hedge with neither two price series nor both deviations and their correlation, or with both.\n"
    "Why: the ratio needs the one or the other.\n"
    "Wrong: ``{spot: cea}``\nRight: ``{spot: cea, future: cea-future}``\n",
)
CAP = Rule(
    "LG722",
    "coupon-floor-and-cap",
    Severity.ERROR,
    "Finds: a coupon's floor above its cap.\n"
    "Why: no rate lies between them.\n"
    "Wrong: ``floor: 0.2 %, cap: 0.05 %``\nRight: ``floor: 0.05 %, cap: 0.2 %``\n",
)
