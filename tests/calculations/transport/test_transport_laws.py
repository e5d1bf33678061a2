"""Laws of chains: a chain is the sum of its elements, WTW of TTW and WTT, and a trip gives away all that it emitted."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.calculations.transport.distances import central_angle
from tests.calculations.solved import solve
from tests.calculations.transport.cases import element, transport

TINY = Decimal("1e-25")
amounts = st.integers(1, 5000)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(amounts, st.integers(100, 150)), min_size=1, max_size=5), amounts)
def test_a_chain_is_the_sum_of_its_elements(legs: list[tuple[int, int]], mass: int) -> None:
    elements = []
    for i, (kilometres, factor) in enumerate(legs):
        daf = {"value": f"{Decimal(factor) / 100} 1", "source": "承运人", "mark": "confirmed"}
        more: dict[str, Any] = {"basis": "actual", "daf": daf} if i % 2 else {}
        elements.append(element(f"e-{i}", "abcdef"[i], "abcdef"[i + 1], distance=f"{kilometres} km", **more))
    ledger, findings, _ = solve(transport(*elements, mass=f"{mass} t"))

    assert not findings
    for stage in ("ttw", "wtt", "wtw"):
        parts = [ledger[f"transport.emission[process=one,stage={stage},element=e-{i}]"].value for i in range(len(legs))]
        whole = ledger[f"transport.chain_emission[process=one,stage={stage}]"].value
        assert abs(sum(parts) - whole) <= whole * TINY
    ttw, wtt, wtw = (
        ledger[f"transport.chain_emission[process=one,stage={stage}]"].value for stage in ("ttw", "wtt", "wtw")
    )
    assert abs(ttw + wtt - wtw) <= wtw * TINY
    assert abs(ttw / wtt - 4) < TINY
    shares = sum(ledger[f"transport.emission_share[process=one,element=e-{i}]"].value for i in range(len(legs)))
    assert abs(shares - 100) < TINY
    activity = ledger["transport.chain_activity[process=one]"].value
    assert activity <= sum(mass * kilometres for kilometres, _ in legs)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=5), amounts)
def test_a_trip_gives_away_all_that_it_emitted(loads: list[tuple[int, int]], fuel: int) -> None:
    consignments = [
        {"id": f"c-{i}", "name": "批次", "mass": f"{mass} t", "distance": f"{kilometres} km"}
        for i, (mass, kilometres) in enumerate(loads)
    ]
    trip = {
        "id": "t",
        "name": "车次",
        "mode": "road",
        "fuel": "柴油B7",
        "quantity": f"{fuel} kg",
        "consignments": consignments,
    }
    ledger, _, _ = solve(transport(element("e", "a", "b"), trips=[trip]))

    for stage in ("ttw", "wtt", "wtw"):
        whole = ledger[f"transport.trip_emission[stage={stage},element=t]"].value
        parts = [ledger[f"transport.allocated[product=c-{i},stage={stage},element=t]"].value for i in range(len(loads))]
        assert abs(sum(parts) - whole) <= whole * TINY
    shares = sum(ledger[f"transport.allocation_share[product=c-{i},element=t]"].value for i in range(len(loads)))
    assert abs(shares - 100) < TINY


latitudes, longitudes = st.floats(-90, 90), st.floats(-180, 180)


@given(latitudes, longitudes, latitudes, longitudes)
def test_a_great_circle_is_as_long_both_ways_and_at_most_half_round_the_earth(
    north: float, east: float, other_north: float, other_east: float
) -> None:
    there = central_angle(north, east, other_north, other_east)

    assert 0 <= there <= math.pi
    assert math.isclose(there, central_angle(other_north, other_east, north, east), abs_tol=1e-9)
    assert central_angle(north, east, north, east) == 0
