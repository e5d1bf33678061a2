"""Laws that hold for every scenario model: sums, shares, balances, conservation, and the model run again."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.ledger.ledger import Ledger
from tests.calculations.scenarios.small_model import Model, changed, solve

YEARS = range(2020, 2026)
FUTURE = range(2021, 2026)
SCENARIOS = ("bau", "action", "goal")
TINY = Decimal("1e-18")

percents = st.decimals(0, 100, places=1)
rates = st.decimals(-30, 30, places=1)


def split(draw: st.DrawFn) -> dict[str, Any]:
    coal = draw(percents)
    return {"coal": float(coal), "power": float(100 - coal)}


@st.composite
def models(draw: st.DrawFn) -> Model:
    """A model with its growth, shares, electrification, stock, measure and target drawn."""
    coal = draw(st.integers(10, 90))
    high = draw(st.integers(1, 99))
    return changed(
        ("sectors.0.shares", {"coal": coal, "power": 100 - coal}),
        ("scenarios.0.sectors.0.activity.growth.0.rate", f"{draw(rates)} %"),
        ("scenarios.0.sectors.0.shares", [{"year": draw(st.integers(2021, 2025)), "shares": split(draw)}]),
        ("scenarios.1.sectors.0.electrification.path.points.0.value", f"{draw(percents)} %"),
        ("scenarios.0.sectors.1.intensity", {"s_curve": {"high": "0.01 tce/m2", "midpoint": 2024, "steepness": 0.9}}),
        ("scenarios.0.stocks.0.total", {"points": [{"year": 2025, "value": f"{draw(st.integers(110, 400))} 台"}]}),
        ("scenarios.0.stocks.0.penetration.s_curve.high", f"{high} %"),
        ("measures.0.path.points.0.value", f"{draw(st.integers(0, 8))} tCO2"),
        ("scenarios.1.follows", draw(st.sampled_from(["sectors", "measures"]))),
        ("scenarios.2.measures", draw(st.sampled_from([[], ["heat"]]))),
    )


def value(ledger: Ledger, what: str, **where: object) -> Decimal:
    order = ("period", "scenario", "sector", "measure", "category", "asset", "energy", "parameter")
    inside = ",".join(f"{name}={where[name]}" for name in order if name in where)
    return ledger[f"scenario.{what}[{inside}]" if inside else f"scenario.{what}"].value


@settings(max_examples=25, deadline=None)
@given(models())
def test_sectors_and_energies_add_up_and_shares_are_the_whole(model: Model) -> None:
    ledger, _, _ = solve(model)
    for scenario in SCENARIOS:
        for year in YEARS:
            at = {"period": year, "scenario": scenario}
            whole = value(ledger, "total", **at)
            sectors = sum(value(ledger, "sector_emission", sector=s, **at) for s in ("steel", "homes"))
            energies = sum(value(ledger, "emission_by_energy", energy=e, **at) for e in ("coal", "power"))
            assert abs(sectors - whole) < TINY
            assert abs(energies + value(ledger, "process_total", **at) - whole) < TINY
            used = sum(value(ledger, "energy_by_type", energy=e, **at) for e in ("coal", "power"))
            assert abs(used - value(ledger, "energy_total", **at)) < TINY
            shares = [value(ledger, "share", sector="steel", energy=e, **at) for e in ("coal", "power")]
            assert abs(sum(shares) - 100) < TINY
            assert all(-TINY <= share <= 100 + TINY for share in shares)


@settings(max_examples=25, deadline=None)
@given(models())
def test_nothing_is_left_between_business_as_usual_and_the_path(model: Model) -> None:
    ledger, _, _ = solve(model)
    for scenario in SCENARIOS[1:]:
        taken = model["scenarios"][SCENARIOS.index(scenario)].get("measures", [])
        for year in YEARS:
            at = {"period": year, "scenario": scenario}
            left = value(ledger, "path", period=year, scenario="bau")
            left -= sum(value(ledger, "measure_reduction", period=year, measure=m) for m in taken)
            assert abs(left - value(ledger, "gap", **at) - value(ledger, "path", **at)) < TINY
            assert (
                abs(value(ledger, "path", **at) - value(ledger, "removals", **at) - value(ledger, "net", **at)) < TINY
            )


@settings(max_examples=25, deadline=None)
@given(models())
def test_every_stock_balances_in_every_year(model: Model) -> None:
    ledger, _, _ = solve(model)
    for before, year in pairwise(YEARS):
        at = {"period": year, "scenario": "bau", "asset": "boilers"}
        closing = Decimal(0)
        for kind in ("old", "new"):
            parts = {
                w: value(ledger, f"stock_{w}", category=kind, **at) for w in ("opening", "additions", "retirement")
            }
            end = value(ledger, "stock_closing", category=kind, **at)
            assert abs(parts["opening"] + parts["additions"] - parts["retirement"] - end) < TINY
            assert parts["opening"] == value(ledger, "stock_closing", category=kind, **{**at, "period": before})
            assert end > -TINY
            closing += end
        assert abs(closing - value(ledger, "stock_total", **at)) < TINY
        added = sum(value(ledger, "stock_additions", category=k, **at) for k in ("old", "new"))
        assert abs(added - value(ledger, "stock_additions_total", **at)) < TINY


@settings(max_examples=25, deadline=None)
@given(models())
def test_the_maximum_is_on_the_path_and_the_plateau_around_it(model: Model) -> None:
    ledger, _, _ = solve({**model, "plateau": "3 %"})
    for scenario in SCENARIOS:
        path = {year: value(ledger, "path", period=year, scenario=scenario) for year in YEARS}
        top = max(path.values())
        near = [year for year, height in path.items() if height >= top * Decimal("0.97")]
        assert value(ledger, "maximum", scenario=scenario) == top
        assert value(ledger, "maximum_year", scenario=scenario) == next(y for y, h in path.items() if h == top)
        assert value(ledger, "plateau_first", scenario=scenario) == near[0]
        assert value(ledger, "plateau_last", scenario=scenario) == near[-1]
        assert value(ledger, "plateau_years", scenario=scenario) == len(near)


@settings(max_examples=25, deadline=None)
@given(st.floats(0.05, 3), st.integers(2018, 2032), st.integers(0, 200), st.integers(0, 200), st.booleans())
def test_an_s_curve_goes_one_way_and_stays_between_its_levels(
    steep: float, middle: int, low: int, high: int, anchored: bool
) -> None:
    curve = {
        "low": f"{low} m2",
        "high": f"{high} m2",
        "midpoint": middle,
        "steepness": round(steep, 3),
        "anchored": anchored,
    }
    ledger, _, _ = solve(changed(("scenarios.0.sectors.1.activity", {"s_curve": curve})))
    values = [value(ledger, "activity", period=y, scenario="bau", sector="homes") for y in FUTURE]
    steps = [(b - a) * (1 if high >= low else -1) for a, b in pairwise(values)]
    assert all(step >= -TINY for step in steps)
    assert all(min(low, high) - TINY <= one <= max(low, high) + TINY for one in values)
    if anchored:
        assert abs(values[-1] - high) < TINY


PARAMETERS = {
    "activity": {"item": "activity", "sector": "homes"},
    "intensity": {"item": "intensity", "sector": "homes"},
    "factor": {"item": "factor", "energy": "power"},
    "measure": {"item": "measure", "measure": "heat"},
}


def given_every_year(part: str, factor: Decimal) -> tuple[str, dict[str, Any]]:
    """Return a path with a value for every year, each times ``factor``: what the sensitivity does, typed by hand."""
    path, unit, start = {
        "activity": ("scenarios.0.sectors.1.activity", "m2", Decimal(210)),
        "intensity": ("scenarios.0.sectors.1.intensity", "tce/m2", Decimal("0.09")),
        "factor": ("scenarios.0.factors.0.path", "tCO2/MWh", Decimal("0.4")),
        "measure": ("measures.0.path", "tCO2", Decimal(1)),
    }[part]
    points = [{"year": y, "value": f"{(start * (1 + y - 2020)) * factor:f} {unit}"} for y in FUTURE]
    return path, {"points": points}


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from(sorted(PARAMETERS)),
    st.integers(-60, 0),
    st.integers(0, 60),
    st.sampled_from(["path", "cumulative", "maximum"]),
)
def test_a_tornado_is_what_the_model_gives_when_it_is_run_again(part: str, low: int, high: int, result: str) -> None:
    parameter = {"id": "p", "name": "参数", **PARAMETERS[part], "low": f"{low} %", "high": f"{high} %"}
    spec: dict[str, Any] = {"scenario": "action", "result": result, "parameters": [parameter]}
    if result == "path":
        spec["year"] = 2024
    base = [given_every_year(name, Decimal(1)) for name in PARAMETERS]
    ledger, _, _ = solve(changed(*base, ("sensitivity", spec)))
    for end, change in (("low", low), ("high", high)):
        again = [
            given_every_year(name, 1 + Decimal(change) / 100 if name == part else Decimal(1)) for name in PARAMETERS
        ]
        other, _, _ = solve(changed(*again, ("sensitivity", spec)))
        assert abs(value(ledger, f"sensitivity_{end}", parameter="p") - value(other, "sensitivity_result")) < TINY
