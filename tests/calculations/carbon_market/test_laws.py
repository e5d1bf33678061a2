"""What holds for every entity, price and account: sums, balances, caps, and cost that follows the price."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.ledger.context import Context, spell_key
from generator.ledger.ledger import Ledger
from tests.calculations.worked import calculate

QUIET = settings(max_examples=20, deadline=None)
TONNES = st.integers(min_value=0, max_value=5_000_000)
PRICE = st.integers(min_value=1, max_value=400)


def _ledger(market: dict[str, Any]) -> Ledger:
    with tempfile.TemporaryDirectory() as folder:
        return calculate(Path(folder), {"project": {"carbon_market": market}})[1]


def _value(ledger: Ledger, fact_id: str, **context: object) -> Decimal:
    return ledger.facts[spell_key(fact_id, Context.of(**context))].value


def _figure(value: object, unit: str) -> dict[str, Any]:
    return {"value": value, "unit": unit, "source": "算例", "mark": "unconfirmed"}


def _entity(name: str, units: list[tuple[int, int]]) -> dict[str, Any]:
    return {
        "id": name,
        "name": name,
        "units": [
            {
                "id": f"u{n}",
                "name": f"线{n}",
                "allocation": "historical-emissions",
                "years": [
                    {
                        "year": 2024,
                        "emissions": f"{emissions} tCO2e",
                        "base_emissions": _figure(base + 1, "tCO2e"),
                    }
                ],
            }
            for n, (emissions, base) in enumerate(units)
        ],
    }


def _market(
    units: list[tuple[int, int]], prices: dict[str, tuple[int, int]], ccer: int | None = None
) -> dict[str, Any]:
    return {
        "entities": [_entity("a", units), _entity("b", units[:1])],
        "scenarios": [
            {
                "id": name,
                "name": name,
                "years": [{"year": 2024, "cea": _figure(cea, "CNY/tCO2e"), "ccer": _figure(other, "CNY/tCO2e")}],
            }
            for name, (cea, other) in prices.items()
        ],
        "offsets": [{"entity": "a", "year": 2024, "quantity": f"{ccer} tCO2e"}] if ccer is not None else [],
    }


UNITS = st.lists(st.tuples(TONNES, TONNES), min_size=1, max_size=4)


@QUIET
@given(UNITS)
def test_units_sum_to_the_entity_and_entities_to_the_whole(units: list[tuple[int, int]]) -> None:
    ledger = _ledger(_market(units, {}))
    for fact_id in ("market.allowance", "market.emissions", "market.surplus"):
        parts = [_value(ledger, fact_id, entity="a", asset=f"u{n}", period=2024) for n in range(len(units))]
        assert sum(parts) == _value(ledger, fact_id, entity="a", period=2024)
        both = [_value(ledger, fact_id, entity=e, period=2024) for e in "ab"]
        assert sum(both) == _value(ledger, fact_id, period=2024)


@QUIET
@given(UNITS)
def test_surplus_is_allowances_less_emissions_and_shortage_its_other_side(units: list[tuple[int, int]]) -> None:
    ledger = _ledger(_market(units, {}))
    surplus = _value(ledger, "market.surplus", entity="a", period=2024)
    assert surplus == sum(base + 1 - emissions for emissions, base in units)
    assert _value(ledger, "market.shortage", entity="a", period=2024) == max(-surplus, 0)


@QUIET
@given(UNITS, PRICE, PRICE, st.none() | TONNES)
def test_ccer_never_exceed_the_cap_and_never_cost_more(
    units: list[tuple[int, int]], cea: int, ccer: int, planned: int | None
) -> None:
    ledger = _ledger(_market(units, {"p": (cea, ccer)}, planned))
    at: dict[str, object] = {"entity": "a", "period": 2024, "scenario": "p"}
    used = _value(ledger, "market.ccer_quantity", **at)
    cap = _value(ledger, "market.obligation", entity="a", period=2024) * Decimal("0.05")
    assert 0 <= used <= cap
    if planned is not None:
        assert used <= planned
    saving = _value(ledger, "market.ccer_saving", **at)
    assert saving == used * (cea - ccer)
    assert saving >= 0


@QUIET
@given(UNITS, PRICE, st.integers(min_value=1, max_value=200))
def test_cost_follows_the_price(units: list[tuple[int, int]], cea: int, more: int) -> None:
    ledger = _ledger(_market(units, {"low": (cea, cea), "high": (cea + more, cea + more)}))
    low, high = (_value(ledger, "market.net_cost", entity="a", period=2024, scenario=s) for s in ("low", "high"))
    surplus = _value(ledger, "market.surplus", entity="a", period=2024)
    assert (high >= low) if surplus <= 0 else (high < low)
    assert _value(ledger, "market.net_cost", period=2024, scenario="low") == low + _value(
        ledger, "market.net_cost", entity="b", period=2024, scenario="low"
    )


@QUIET
@given(UNITS, PRICE, PRICE)
def test_what_is_bought_sold_and_offset_meets_the_obligation(units: list[tuple[int, int]], cea: int, ccer: int) -> None:
    ledger = _ledger(_market(units, {"p": (cea, ccer)}))
    at: dict[str, object] = {"entity": "a", "period": 2024, "scenario": "p"}
    bought, sold, offset = (_value(ledger, f"market.{n}", **at) for n in ("purchase", "sale", "ccer_quantity"))
    allowance = _value(ledger, "market.allowance", entity="a", period=2024)
    assert allowance + bought - sold + offset == _value(ledger, "market.obligation", entity="a", period=2024)
    assert 0 in (bought, sold)


MOVES = ("allocated", "bought", "carried_in", "sold", "carried_out", "surrendered", "cancelled")
ROW = st.fixed_dictionaries({}, optional={name: TONNES for name in MOVES})


@QUIET
@given(st.lists(ROW, min_size=1, max_size=3), st.lists(ROW, min_size=1, max_size=3))
def test_the_account_balances_over_years_and_vintages(one: list[dict[str, int]], two: list[dict[str, int]]) -> None:
    rows = []
    for vintage, moves in ((2023, one), (2024, two)):
        balance = 0
        for n, row in enumerate(moves):
            opening = balance
            balance += sum(v if k in MOVES[:3] else -v for k, v in row.items())
            rows.append(
                {"entity": "a", "year": 2024 + n, "vintage": vintage}
                | {"opening": f"{opening} tCO2e", "closing": f"{balance} tCO2e"}
                | {k: f"{v} tCO2e" for k, v in row.items()}
            )
    ledger = _ledger(_market([(1, 1)], {}) | {"accounts": rows})
    for row in rows:
        at: dict[str, object] = {"entity": "a", "period": row["year"], "instrument": "cea"}
        assert _value(ledger, "market.account_difference", vintage=row["vintage"], **at) == 0
        year = [r for r in rows if r["year"] == row["year"]]
        closing = sum(Decimal(str(r["closing"]).split()[0]) for r in year)
        assert _value(ledger, "market.account_closing", **at) == closing


@QUIET
@given(TONNES, st.integers(min_value=-1_000_000, max_value=1_000_000))
def test_carry_over_leaves_nothing_out_and_the_sale_brings_the_rest_within(holding: int, sold: int) -> None:
    row = {"entity": "a", "year": 2024, "holding": f"{holding} tCO2e", "net_sold": f"{sold} tCO2e"}
    ledger = _ledger(_market([(1, 1)], {}) | {"carry_over": [row]})
    names = ("carry_over", "carry_over_excess", "carry_over_limit", "carry_over_sale")
    carried, excess, limit, sale = (_value(ledger, f"market.{n}", entity="a", period=2024) for n in names)
    assert carried + excess == holding
    assert carried <= limit == 10000 + max(sold, 0) * Decimal("1.5")
    left, raised = holding - sale, 10000 + max(sold + sale, 0) * Decimal("1.5")
    assert left <= raised + Decimal("1e-20")
    assert sale == 0 or left >= raised - Decimal("1e-20")


@QUIET
@given(st.integers(min_value=0, max_value=10000))
def test_the_load_correction_falls_with_the_load_and_has_no_step(hundredths: int) -> None:
    def factor(value: int) -> Decimal:
        unit = {
            "id": "u",
            "name": "机组",
            "category": "coal-above-300",
            "cooling": "water",
            "years": [{"year": 2020, "electricity": "1 MWh", "load_factor": f"{value / 100:.2f} %"}],
        }
        market = {"entities": [{"id": "a", "name": "厂", "plan": "cn-ets-power-2019-2020", "units": [unit]}]}
        return _value(_ledger(market), "market.factor_load", entity="a", asset="u", period=2020)

    here, above = factor(hundredths), factor(min(hundredths + 1, 10000))
    assert here >= above >= 1
    assert here - above < Decimal("0.0002")
