"""Laws that hold for every reduction project."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.calculations.reduction.returns import rate_of_return
from tests.calculations.reduction.cases import (
    FLOWS,
    METER,
    flows,
    investment,
    line,
    margin,
    meter,
    monitored,
    reduction,
    solve,
    value,
)

TINY = Decimal("1e-20")
slow = settings(max_examples=12, deadline=None)

amounts = st.decimals(min_value=0, max_value=100000, places=2)
shares = st.decimals(min_value=0, max_value=1, places=3)


@slow
@given(st.lists(amounts, min_size=1, max_size=3), st.lists(amounts, max_size=2), st.lists(amounts, max_size=2),
       st.sampled_from(["none", "floor", "half-even"]), st.sampled_from(["crediting-years", "calendar-years"]),
       st.dates(datetime.date(2020, 1, 1), datetime.date(2024, 12, 31)))  # fmt: skip
def test_baseline_less_project_less_leakage_is_the_reduction(
    baseline: list[Decimal],
    project: list[Decimal],
    leakage: list[Decimal],
    rounding: str,
    rows: str,
    begins: datetime.date,
) -> None:
    sides = {
        side: [line(f"l{i}", f"{amount} t") for i, amount in enumerate(listed)]
        for side, listed in (("baseline", baseline), ("project", project), ("leakage", leakage))
    }
    crediting = {"kind": "renewable", "begins": begins.isoformat(), "years": 3, "table": rows}
    case = reduction(margin=None, renewable=None, crediting=crediting, rounding={"reduction": rounding}, **sides)
    ledger, _ = solve(case)

    keys = [dict(fact.context.pairs)["period"] for fact in ledger.by_id["reduction.emission_reduction"]]
    for key in keys:
        parts = [value(ledger, name, period=key) for name in ("baseline", "project_emissions", "leakage")]
        own = value(ledger, "emission_reduction", period=key) + value(ledger, "rounding", period=key)
        assert abs(parts[0] - parts[1] - parts[2] - own) < TINY
        lost = value(ledger, "rounding", period=key)
        assert 0 <= lost < 1 if rounding == "floor" else abs(lost) <= Decimal("0.5")
    total = value(ledger, "total_reduction")
    assert abs(sum(value(ledger, "emission_reduction", period=key) for key in keys) - total) < TINY
    if rounding == "none":
        assert abs(total - 3 * (sum(baseline) - sum(project) - sum(leakage))) < Decimal("1e-9")
    assert sum(value(ledger, "days", period=key) for key in keys) in (1095, 1096)


@slow
@given(amounts, amounts, shares)
def test_the_combined_margin_lies_between_the_margins(om: Decimal, bm: Decimal, weight: Decimal) -> None:
    named = {"source": "公布值", "mark": "secondary", "grid": "某电网", "year": "2022", "unit": "tCO2/MWh"}
    weights = {"om": str(weight), "bm": str(1 - weight), "source": "方法学", "mark": "secondary"}
    grid = margin(om={"value": str(om), **named}, bm={"value": str(bm), **named}, weights=weights)
    ledger, _ = solve(reduction(margin=grid))
    combined = value(ledger, "combined_margin")
    assert min(om, bm) - TINY <= combined <= max(om, bm) + TINY


@slow
@given(st.integers(1, 50000), st.integers(1, 9), st.sampled_from(["compound", "linear"]))
def test_twice_the_electricity_is_twice_the_reduction_and_output_never_grows(net: int, lost: int, how: str) -> None:
    def years(amount: int) -> list[Decimal]:
        renewable = {"net": f"{amount} MWh", "degradation": f"0.{lost} %", "degrades": how}
        ledger, _ = solve(reduction(renewable=renewable))
        return [value(ledger, "emission_reduction", period=year) for year in range(1, 8)]

    single, double = years(net), years(2 * net)
    assert all(abs(2 * one - two) < TINY for one, two in zip(single, double, strict=True))
    assert sorted(single, reverse=True) == single


@slow
@given(st.lists(st.integers(0, 500), min_size=4, max_size=4), st.lists(st.integers(0, 50), min_size=4, max_size=4))
def test_vintages_sum_to_the_monitored_period(exported: list[int], imported: list[int]) -> None:
    days = ("2023-12-30", "2023-12-31", "2024-01-01", "2024-01-02")
    rows = "\n".join(f"{day},{out}" for day, out in zip(days, exported, strict=True))
    back = "\n".join(f"{day},{into}" for day, into in zip(days, imported, strict=True))
    tables = [METER, {**METER, "id": "back", "file": "back.csv"}]
    meters = [meter(), meter(id="back", name="下网表", table="back", counts="import")]
    ledger, _ = solve(
        monitored(meters), tables, {"meter.csv": f"date,energy\n{rows}\n", "back.csv": f"date,energy\n{back}\n"}
    )

    vintages = [value(ledger, "monitored", period="m1", vintage=year) for year in (2023, 2024)]
    assert abs(sum(vintages) - value(ledger, "monitored", period="m1")) < TINY
    assert abs(sum(vintages) - (sum(exported) - sum(imported)) * Decimal("0.8")) < TINY


@pytest.mark.parametrize(
    ("values", "rate", "digits"),
    [
        ((-100, 39, 59, 55, 20), "0.28095", 5),  # NumPy's documentation of irr, after Gitman, Managerial Finance
        ((-100, 0, 0, 74), "-0.0955", 4),
        ((-100, 100, 0, 7), "0.06206", 5),
        ((-95, 100, 200, 50), "1.15", 2),  # Maple's documentation of Finance[cashflows]
    ],
)
def test_published_rates_of_return(values: tuple[int, ...], rate: str, digits: int) -> None:
    found = rate_of_return([Decimal(value) for value in values], Decimal("0.1"))
    assert found is not None
    assert round(found, digits) == Decimal(rate)


@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=20))
def test_a_rate_of_return_makes_the_present_value_nought(rest: list[int]) -> None:
    values = [Decimal(-1000), *map(Decimal, rest)]
    rate = rate_of_return(values, Decimal("0.08"))
    if rate is None:
        return
    worth = sum(value / (1 + rate) ** year for year, value in enumerate(values))
    scale = sum(abs(value / (1 + rate) ** year) for year, value in enumerate(values))
    assert abs(worth) <= scale * Decimal("1e-15")


@slow
@given(st.integers(500, 2000), st.integers(0, 50), st.lists(st.integers(100, 900), min_size=3, max_size=6))
def test_the_check_at_the_rate_of_return_and_the_break_even(spent: int, opex: int, earned: list[int]) -> None:
    rows = [(spent, 0, 0), *((0, opex, income) for income in earned)]
    case = reduction(investment=investment())
    ledger, findings = solve(case, [FLOWS], {"flows.csv": flows(rows)})
    assert "LG554" not in [finding.rule for finding in findings]
    context = {"scenario": "without-carbon", "basis": "project"}
    if any(fact.id == "reduction.irr" for fact in ledger):
        assert abs(value(ledger, "npv_at_irr", **context)) < Decimal("1e-18") * spent
        better = value(ledger, "irr_varied", driver="revenue", level="plus", basis="project")
        assert better > value(ledger, "irr", **context)
    change = [fact for fact in ledger.by_id.get("reduction.break_even", ()) if fact.context.get("driver") == "revenue"]
    for fact in change:
        rate = Decimal("1.08")
        scale = 1 + fact.value / 100
        worth = sum((income * scale - opex) / rate**year for year, income in enumerate(earned, start=1)) - spent
        assert abs(worth) < Decimal("1e-12") * spent


@slow
@given(st.integers(0, 30), st.integers(0, 30))
def test_the_common_practice_factor_is_a_share(every: int, different: int) -> None:
    counts = {"all": f"{every} piece", "different": f"{different} piece"}
    ledger, findings = solve(reduction(common_practice=counts))
    told = {finding.rule for finding in findings}
    if different > every:
        assert "LG557" in told
    elif every:
        factor = value(ledger, "common_practice_factor")
        assert 0 <= factor <= 1
        common = factor > Decimal("0.2") and every - different > 3
        assert value(ledger, "common_practice") == int(common)
        assert ("LG556" in told) == common
    else:
        assert value(ledger, "common_practice") == 0
