"""Laws of meters and series: balances close, parts fill the whole, filling never touches what was measured."""

from __future__ import annotations

import datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.calculations.metering.instruments import due_date
from generator.calculations.metering.series import filled
from tests.calculations.solved import solve

readings = st.integers(0, 500)


@settings(max_examples=20, deadline=None)
@given(st.lists(readings, min_size=1, max_size=5), st.integers(1, 2000), readings)
def test_the_main_meter_is_the_sum_and_the_difference(subs: list[int], main: int, losses: int) -> None:
    meters = [{"id": f"m-{i}", "name": "分表", "level": "sub-unit", "reading": f"{v} MWh"} for i, v in enumerate(subs)]
    meters.append({"id": "main", "name": "总表", "level": "unit", "reading": f"{main} MWh"})
    balance = {
        "id": "b",
        "name": "平衡",
        "main": "main",
        "subs": [f"m-{i}" for i in range(len(subs))],
        "losses": f"{losses} MWh",
        "tolerance": "5 %",
    }
    ledger, _, _ = solve({"metering": {"date": "2025-01-31", "meters": meters, "balances": [balance]}})

    total = ledger["metering.balance_sum[indicator=b]"].value
    difference = ledger["metering.balance_difference[indicator=b]"].value
    assert total == sum(subs) + losses
    assert total + difference == main
    assert ledger["metering.balance_met[indicator=b]"].value == int(abs(difference) * 20 <= main)


@given(
    st.lists(st.none() | st.integers(0, 99), min_size=1, max_size=30),
    st.sampled_from(["leave", "previous", "linear", "mean"]),
)
def test_filled_values_lie_between_those_measured_and_never_outnumber_the_gaps(
    readings: list[int | None], rule: str
) -> None:
    values = [None if one is None else Decimal(one) for one in readings]
    rows = [None if value is None else i for i, value in enumerate(values)]
    present = [value for value in values if value is not None]

    found = filled(rows, values, rule)

    assert len(found) <= len(values) - len(present)
    assert all(min(present) <= value <= max(present) for value in found)
    if rule == "mean" and present:
        assert len(found) == len(values) - len(present)


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2050, 12, 31)), st.integers(1, 120))
def test_a_calibration_is_due_in_the_month_that_the_cycle_reaches(day: datetime.date, months: int) -> None:
    due = due_date(day, months)

    assert (due.year - day.year) * 12 + due.month - day.month == months
    assert due.day == day.day or (due + datetime.timedelta(1)).day == 1
