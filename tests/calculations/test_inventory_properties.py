"""Properties that hold for every inventory, and an independent oracle for error propagation."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import uncertainties
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calculations.building import Row, document, ledger, source

FIXED = {"value": 1.25, "unit": "tCO2e/t", "source": "例", "mark": "unconfirmed"}
SOURCES: list[dict[str, Any]] = [
    source("coal", "stationary-combustion", "t", fuel="无烟煤", other_gases=True),
    source("gas", "stationary-combustion", "10^4 Nm3", fuel="天然气"),
    source("lorry", "mobile-combustion", "t", fuel="柴油", other_gases=True),
    source("flux", "process", "t", material="石灰石", factor="石灰石"),
    source("ac", "fugitive", "kg", gas="R407C"),
    source("power", "purchased-electricity", "MWh"),
    source("steam", "purchased-heat", "GJ"),
    source("sold", "sold-heat", "GJ"),
    source("bought", "value-chain", "t", factor=FIXED, scope3_category=1),
    source("freight", "value-chain", "tkm", factor="货运-重型柴油货车30t", scope3_category=9),
]
UNITS = {s["id"]: s["unit"] for s in SOURCES}
quantities = st.decimals(min_value=0, max_value=10**7, places=3, allow_nan=False, allow_infinity=False)


def _close(left: Decimal, right: Decimal) -> bool:
    return abs(left - right) <= max(abs(left), abs(right), Decimal(1)) * Decimal("1e-25")


@settings(max_examples=25, deadline=None)
@given(st.fixed_dictionaries({name: quantities for name in UNITS}))
def test_categories_scopes_gases_sites_and_months_add_up(amounts: dict[str, Decimal]) -> None:
    rows: list[Row] = [(name, "2023-03", str(value), UNITS[name]) for name, value in amounts.items()]
    book, _ = ledger(document(sources=SOURCES), rows)

    def sums(name: str, basis: str | None = None) -> Decimal:
        facts = book.by_id[name]
        return sum((f.value for f in facts if f.context.get("basis") in (None, basis)), Decimal(0))

    for basis in ("location", "market"):
        whole = book[f"inventory.total[period=2023,basis={basis}]"].value
        for name in ("inventory.scope", "inventory.category", "source.emission", "inventory.site_scope"):
            assert _close(sums(name, basis), whole), name
        near = book[f"inventory.scope12[period=2023,basis={basis}]"].value
        if near:
            months = sums("inventory.month", basis) + sums("inventory.unallocated", basis)
            assert _close(months, near)
    whole = book["inventory.total[period=2023,basis=location]"].value
    for name in ("inventory.gas", "inventory.gas_scope", "inventory.gas_category"):
        assert _close(sums(name), whole), name


@pytest.mark.filterwarnings("ignore:Using UFloat objects with std_dev==0")  # an uncertainty of zero is meant
@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=6))
def test_error_propagation_agrees_with_the_package_uncertainties(parts: list[tuple[int, int, int]]) -> None:
    factor = {"value": 1, "unit": "tCO2/t", "source": "例", "mark": "confirmed"}
    sources = [
        source(f"s{i}", "process", "t", factor=factor, uncertainty={"activity": a, "factor": f})
        for i, (_, a, f) in enumerate(parts)
    ]
    rows: list[Row] = [(f"s{i}", "2023", str(q), "t") for i, (q, _, _) in enumerate(parts)]
    book, _ = ledger(document(sources=sources), rows)
    oracle = sum(uncertainties.ufloat(q, q * a / 100) * uncertainties.ufloat(1, f / 100) for q, a, f in parts)
    expected = 100 * oracle.std_dev / oracle.nominal_value
    assert abs(float(book["uncertainty.total[period=2023]"].value) - expected) < 1e-9 * max(1.0, expected)


@settings(max_examples=30, deadline=None)
@given(quantities, st.sampled_from([("t", "kg", 1000), ("10^4 Nm3", "Nm3", 10**4), ("MWh", "千瓦时", 1000)]))
def test_the_unit_in_which_a_quantity_was_typed_does_not_change_the_result(
    amount: Decimal, units: tuple[str, str, int]
) -> None:
    unit, smaller, times = units
    kind = "purchased-electricity" if unit == "MWh" else "stationary-combustion"
    fuel = {"t": "焦炭", "10^4 Nm3": "天然气", "MWh": ""}[unit]
    data = document(sources=[source("s", kind, unit, fuel=fuel)])
    one, _ = ledger(data, [("s", "2023", str(amount), unit)])
    other, _ = ledger(data, [("s", "2023", str(amount * times), smaller)])
    key = "inventory.total[period=2023,basis=location]"
    assert _close(one[key].value, other[key].value)
