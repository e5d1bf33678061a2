"""Laws of a park's accounts: parts make the whole, transfers cancel, a member split in two changes nothing."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.ledger.ledger import Ledger
from tests.calculations.park.small_park import flow, park, transfer
from tests.calculations.worked import calculate

AMOUNT = st.integers(min_value=1, max_value=10**6)
SMALL = Decimal("1e-22")
SOURCES = ("combustion", "transformation", "electricity", "heat", "process")


def _ledger(example: dict[str, Any]) -> Ledger:
    with tempfile.TemporaryDirectory() as folder:
        return calculate(Path(folder), example)[1]


def _value(ledger: Ledger, key: str) -> Decimal:
    return ledger[key].value


def _near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= max(abs(one), abs(other), Decimal(1)) * SMALL


@settings(max_examples=15, deadline=None)
@given(gas=AMOUNT, solar=AMOUNT, grid=AMOUNT, steam=AMOUNT, passed=AMOUNT, sent=AMOUNT)
def test_parts_make_the_whole(gas: int, solar: int, grid: int, steam: int, passed: int, sent: int) -> None:
    passed = min(passed, steam)
    ledger = _ledger(
        park(
            flows=[
                flow("mill", "gas", f"{gas} 10^4 Nm3"),
                flow("mill", "solar", f"{solar} MWh"),
                flow("mill", "solar", f"{sent} MWh", "export"),
                flow("plant", "steam", f"{steam} GJ"),
                flow("works", "grid", f"{grid} MWh"),
            ],
            transfers=[transfer(f"{passed} GJ", f"{passed} GJ")],
        )
    )
    for family in ("energy", "emission"):
        parts = [_value(ledger, f"park.{family}_{name}[period=2023]") for name in ("members", "public", "transfers")]
        whole = _value(ledger, f"park.{family}_total[period=2023]")
        assert _near(parts[0] + parts[1] - parts[2], whole)
        net = [_value(ledger, f"park.{family}[entity={one},period=2023]") for one in ("mill", "plant", "works")]
        assert _near(sum(net, Decimal(0)), whole)
    kinds = [_value(ledger, f"park.emission_{one}[period=2023]") for one in ("direct", "indirect")]
    assert _near(sum(kinds, Decimal(0)), _value(ledger, "park.emission_total[period=2023]"))
    carriers = [_value(ledger, f"park.energy_share[period=2023,energy={c}]") for c in ("gas", "solar", "grid", "steam")]
    assert _near(sum(carriers, Decimal(0)), Decimal(1))
    shares = [_value(ledger, f"park.emission_share[period=2023,source={one}]") for one in SOURCES]
    assert _near(sum(shares, Decimal(0)), Decimal(1))


@settings(max_examples=10, deadline=None)
@given(amounts=st.tuples(AMOUNT, AMOUNT), part=st.integers(min_value=0, max_value=100))
def test_a_member_split_in_two_changes_nothing(amounts: tuple[int, int], part: int) -> None:
    gas, grid = (Decimal(amount) for amount in amounts)
    first = [gas * part / 100, grid * part / 100]
    one = park(
        members=[{"id": "mill", "name": "甲公司"}],
        flows=[
            flow("mill", "gas", f"{gas} 10^4 Nm3"),
            flow("mill", "grid", f"{grid} MWh"),
            flow("works", "grid", "5 MWh"),
        ],
        transfers=[],
    )
    two = park(
        flows=[
            flow("mill", "gas", f"{first[0]:f} 10^4 Nm3"),
            flow("mill", "grid", f"{first[1]:f} MWh"),
            flow("plant", "gas", f"{gas - first[0]:f} 10^4 Nm3"),
            flow("plant", "grid", f"{grid - first[1]:f} MWh"),
            flow("works", "grid", "5 MWh"),
        ],
        transfers=[],
    )
    whole, split = _ledger(one), _ledger(two)
    for key in ("park.energy_total[period=2023]", "park.emission_total[period=2023]"):
        assert _near(_value(whole, key), _value(split, key))


@settings(max_examples=10, deadline=None)
@given(
    energy=st.integers(min_value=200_000, max_value=3_000_000), over=st.sampled_from(["0", "0.0000004", "-0.0000004"])
)
def test_the_verdict_follows_exact_values(energy: int, over: str) -> None:
    limit = Decimal("0.3") if energy >= 1_000_000 else Decimal("0.2")
    emitted = (limit + Decimal(over)) * energy
    ledger = _ledger(
        park(
            members=[{"id": "mill", "name": "甲公司"}],
            facilities=None,
            electricity_equivalent={"value": "1", "unit": "kgce/kWh", "source": "算例", "mark": "unconfirmed"},
            flows=[flow("mill", "solar", f"{energy} MWh")],
            transfers=None,
            products=[
                {
                    "id": "lime",
                    "name": "石灰",
                    "unit": "t",
                    "factor": {"value": "1", "unit": "tCO2/t", "source": "算例", "mark": "unconfirmed"},
                }
            ],
            outputs=[{"entity": "mill", "year": 2023, "product": "lime", "quantity": f"{emitted:f} t"}],
        )
    )
    context = "[period=2023,indicator=carbon-per-energy]"
    assert _value(ledger, f"park.indicator_threshold{context}") == limit
    assert _value(ledger, f"park.indicator_met{context}") == (0 if Decimal(over) > 0 else 1)
    assert (_value(ledger, "park.reduction_needed[period=2023]") > 0) is (Decimal(over) > 0)
