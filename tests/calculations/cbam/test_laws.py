"""What holds for all goods and chains: nothing below zero, cost that follows the price, emissions conserved."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.calculations.cbam import tables
from generator.ledger.context import Context, spell_key
from generator.ledger.ledger import Ledger
from tests.calculations.worked import calculate

QUIET = settings(max_examples=20, deadline=None)
CODES = st.sampled_from(["72071111", "7208", "7601", "28080000", "31021019", "26011200", "73181500"])
COUNTRIES = st.sampled_from(["China", "India", "Türkiye", "Vietnam", "Chad"])
YEARS = st.integers(min_value=2026, max_value=2036)
MASS = st.integers(min_value=1, max_value=100_000)
PRICE = st.integers(min_value=1, max_value=300)
CLOSE = Decimal("1e-18")


def _ledger(section: dict[str, Any]) -> Ledger:
    with tempfile.TemporaryDirectory() as folder:
        return calculate(Path(folder), {"project": {"cbam": section}})[1]


def _value(ledger: Ledger, fact_id: str, **context: object) -> Decimal:
    return ledger.facts[spell_key(fact_id, Context.of(**context))].value


def _figure(value: object, unit: str) -> dict[str, Any]:
    return {"value": value, "unit": unit, "source": "算例", "mark": "unconfirmed"}


def _good(name: str, cn: str, country: str, year: int, mass: int, **more: Any) -> dict[str, Any]:
    good = {"id": name, "name": name, "cn": cn, "country": country, "year": year, "importer": "i", "mass": f"{mass} t"}
    return good | more


def _section(goods: list[dict[str, Any]], prices: dict[str, int], **more: Any) -> dict[str, Any]:
    years = {str(good["year"]) for good in goods}
    rows = [
        {"id": name, "name": name, "years": {year: _figure(price, "EUR/tCO2e") for year in sorted(years)}}
        for name, price in prices.items()
    ]
    return {"importers": [{"id": "i", "name": "i"}], "goods": goods, "prices": rows, **more}


@QUIET
@given(CODES, COUNTRIES, YEARS, MASS, PRICE, st.integers(min_value=1, max_value=200), st.integers(0, 400))
def test_certificates_are_not_negative_and_cost_follows_the_price(
    cn: str, country: str, year: int, mass: int, price: int, more: int, paid: int
) -> None:
    good = _good("g", cn, country, year, mass, carbon_price=_figure(paid, "EUR/tCO2e"))
    ledger = _ledger(_section([good], {"low": price, "high": price + more}))
    low, high = (
        {n: _value(ledger, f"cbam.{n}", product="g", period=year, scenario=s) for n in ("certificates", "cost")}
        for s in ("low", "high")
    )
    embedded = _value(ledger, "cbam.embedded", product="g", period=year)
    assert 0 <= low["certificates"] <= embedded
    assert low["certificates"] <= high["certificates"]
    assert low["cost"] <= high["cost"]
    deducted = _value(ledger, "cbam.paid_emissions", product="g", period=year, scenario="low", basis="default")
    assert 0 <= deducted <= embedded


@QUIET
@given(CODES, COUNTRIES, st.integers(min_value=2026, max_value=2033))
def test_the_mark_up_never_takes_off_and_certificates_rise_over_the_years(cn: str, country: str, year: int) -> None:
    ledger = _ledger(_section([_good("g", cn, country, y, 100) | {"id": f"g{y}"} for y in (year, year + 1)], {"p": 80}))
    here, later = (
        _value(ledger, "cbam.certificates", product=f"g{y}", period=y, scenario="p") for y in (year, year + 1)
    )
    default = {"product": f"g{year}", "period": year}
    assert _value(ledger, "cbam.default_marked_up", **default) >= _value(ledger, "cbam.default_total", **default)
    assert later >= here or tables.routes(cn, False, year) != tables.routes(cn, False, year + 1)


@QUIET
@given(st.lists(st.tuples(CODES, COUNTRIES, MASS), min_size=1, max_size=5))
def test_goods_sum_to_importer_cn_codes_and_whole(rows: list[tuple[str, str, int]]) -> None:
    goods = [_good(f"g{n}", cn, country, 2026, mass) for n, (cn, country, mass) in enumerate(rows)]
    ledger = _ledger(_section(goods, {"p": 75}))
    at = {"period": 2026}
    parts = [_value(ledger, "cbam.embedded", product=good["id"], **at) for good in goods]
    assert abs(sum(parts) - _value(ledger, "cbam.embedded", **at)) < CLOSE
    codes = {cn for cn, _, _ in rows}
    by_code = sum(_value(ledger, "cbam.embedded", category=cn, **at) for cn in codes)
    assert abs(by_code - _value(ledger, "cbam.embedded", entity="i", **at)) < CLOSE
    mass = sum(mass for _, _, mass in rows)
    exempt = _value(ledger, "cbam.exempt", entity="i", **at)
    assert _value(ledger, "cbam.import_mass", entity="i", **at) == mass
    assert exempt == (1 if mass <= 50 else 0)
    if not exempt:
        due = [_value(ledger, "cbam.certificates", product=good["id"], scenario="p", **at) for good in goods]
        assert abs(sum(due) - _value(ledger, "cbam.certificates", scenario="p", **at)) < CLOSE


@QUIET
@given(st.lists(st.tuples(MASS, MASS, st.integers(1, 2000)), min_size=1, max_size=5))
def test_a_chain_of_precursors_keeps_every_tonne(steps: list[tuple[int, int, int]]) -> None:
    """Each process passes all it made to the next: the last one's goods carry what all emitted, direct and indirect."""
    processes: list[dict[str, Any]] = []
    for n, (output, direct, power) in enumerate(steps):
        process: dict[str, Any] = {
            "id": f"p{n}",
            "name": f"p{n}",
            "year": 2026,
            "cn": "72071111",
            "route": "C",
            "output": f"{output} t",
            "direct": f"{direct} tCO2e",
            "electricity": f"{power} MWh",
            "electricity_factor": _figure(0.5, "tCO2/MWh"),
        }
        if n:
            process["precursors"] = [{"id": "x", "mass": f"{steps[n - 1][0]} t", "process": f"p{n - 1}"}]
        processes.append(process)
    works = {
        "id": "w",
        "name": "w",
        "supplier": "s",
        "country": "China",
        "verified": True,
        "processes": processes[::-1],
    }
    ledger = _ledger({"suppliers": [{"id": "s", "name": "s"}], "installations": [works]})
    last, output = f"p{len(steps) - 1}", steps[-1][0]
    emitted = sum(direct for _, direct, _ in steps)
    assert abs(_value(ledger, "cbam.see_direct", process=last, period=2026) * output - emitted) < CLOSE
    used = sum(power for _, _, power in steps) * Decimal("0.5")
    assert abs(_value(ledger, "cbam.see_indirect", process=last, period=2026) * output - used) < CLOSE
    if len(steps) > 1:
        share = _value(ledger, "cbam.precursor_share", process=last, period=2026)
        assert abs(share - Decimal(100) * (emitted - steps[-1][1]) / emitted) < CLOSE


@QUIET
@given(CODES, MASS, st.integers(min_value=0, max_value=9000), PRICE)
def test_what_default_values_cost_more_is_the_difference_of_the_two(
    cn: str, mass: int, thousandths: int, price: int
) -> None:
    good = _good("g", cn, "China", 2026, mass, basis="actual", verified=True, route="K" if cn == "7601" else "C")
    good |= {"direct": _figure(thousandths / 1000, "tCO2e/t"), "indirect": _figure(0.2, "tCO2e/t")}
    ledger = _ledger(_section([good], {"p": price}))
    at: dict[str, object] = {"product": "g", "period": 2026, "scenario": "p"}
    default, actual = (_value(ledger, "cbam.cost", basis=basis, **at) for basis in ("default", "actual"))
    assert _value(ledger, "cbam.cost_of_default", **at) == default - actual
    assert _value(ledger, "cbam.cost", **at) == actual
