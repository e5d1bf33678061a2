"""Laws of finance: risk grows with confidence and horizon, weights sum, no pledge is worth more than the market."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.calculations.finance.prices import drawdown, log_returns
from tests.calculations.solved import solve

TINY = Decimal("1e-25")
positive = st.integers(1, 100_000)


def _asset(number: int, quantity: int, volatility: int) -> dict[str, Any]:
    figure = {"value": f"{volatility} %", "source": "题设", "mark": "secondary"}
    return {
        "id": f"a-{number}",
        "name": "资产",
        "quantity": f"{quantity} tCO2e",
        "price": "80 CNY/tCO2e",
        "volatility": figure,
    }


@settings(max_examples=15, deadline=None)
@given(positive, positive, st.integers(1, 20), st.integers(1, 20), st.integers(-100, 100))
def test_value_at_risk_grows_with_confidence_and_horizon_and_is_at_most_the_sum_of_its_parts(
    one: int, two: int, first: int, second: int, rho: int
) -> None:
    grid = [(c, h) for c in (90, 95, 99) for h in (1, 5, 20)]
    risks = [
        {"id": f"r-{c}-{h}", "name": "险", "confidence": f"{c} %", "horizon": h, "methods": ["parametric"]}
        for c, h in grid
    ]
    alone = {"name": "险", "confidence": "95 %", "horizon": 1, "methods": ["parametric"]}
    risks += [{**alone, "id": f"only-{i}", "assets": [f"a-{i}"]} for i in (1, 2)]
    value = {"value": f"{Decimal(rho) / 100} 1", "source": "题设", "mark": "secondary"}
    ledger, findings, _ = solve(
        {
            "finance": {
                "trading_days": 250,
                "assets": [_asset(1, one, first), _asset(2, two, second)],
                "correlations": [{"between": ["a-1", "a-2"], "value": value}],
                "risks": risks,
            }
        }
    )

    assert not findings
    var = {pair: ledger[f"finance.var[indicator=r-{pair[0]}-{pair[1]},basis=parametric]"].value for pair in grid}
    for c, h in grid:
        assert all(var[c, h] <= var[other] for other in grid if other[0] >= c and other[1] >= h)
    parts = sum(ledger[f"finance.var[indicator=only-{i},basis=parametric]"].value for i in (1, 2))
    assert var[95, 1] <= parts * (1 + TINY)
    weights = sum(ledger[f"finance.weight[asset=a-{i}]"].value for i in (1, 2))
    assert abs(weights - 100) < TINY


@settings(max_examples=15, deadline=None)
@given(positive, st.integers(1, 300), st.integers(0, 100), positive)
def test_a_pledge_is_worth_at_most_the_market(quantity: int, price: int, haircut: int, loan: int) -> None:
    pledge = {
        "id": "p",
        "name": "质押",
        "asset": "a-1",
        "quantity": f"{quantity} tCO2e",
        "reference_price": f"{price} CNY/tCO2e",
        "haircut": f"{haircut} %",
        "loan": f"{loan} CNY",
        "call": "80 %",
    }
    ledger, _, _ = solve({"finance": {"trading_days": 250, "assets": [_asset(1, 100_000, 1)], "pledges": [pledge]}})

    def value(what: str) -> Decimal:
        return ledger[f"finance.{what}[instrument=p]"].value

    assert value("pledge_value") <= value("pledge_market")
    assert value("pledge_value") - value("pledge_headroom") == loan
    # At the call price the loan is the agreed share of the market value.
    assert abs(loan / (value("call_price") * quantity) - Decimal("0.8")) < TINY
    assert value("loan_covered") == int(loan <= quantity * price * (100 - haircut) / Decimal(100))


prices = st.lists(st.decimals(1, 200, places=2), min_size=2, max_size=30)


@given(prices)
def test_returns_sum_to_the_whole_change_and_a_fall_is_at_most_everything(values: list[Decimal]) -> None:
    assert abs(sum(log_returns(values)) - (values[-1] / values[0]).ln()) < Decimal("1e-20")
    assert 0 <= drawdown(values) < 1
    assert drawdown(sorted(values)) == 0
