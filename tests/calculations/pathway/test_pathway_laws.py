"""Laws that hold for every pathway: conservation in each year, wedges that sum, passage through the actual values."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from small_system import measure, pathway, solve

from generator.ledger.ledger import Ledger

YEARS = range(2025, 2031)
TINY = Decimal("1e-20")

tonnes = st.integers(2_000, 50_000)
rates = st.decimals(-8, 8, places=2)


@st.composite
def systems(draw: st.DrawFn) -> dict[str, Any]:
    """A system of three sources with growth, a grid path and up to four measures that fit their sources."""
    measures = []
    for number in range(draw(st.integers(1, 4))):
        begins = draw(st.integers(2022, 2029))
        sources = draw(st.sampled_from([["boiler"], ["power"], ["boiler", "kiln"], ["boiler", "kiln", "power"]]))
        amount = draw(st.integers(1, 120))
        electric = sources == ["power"] and draw(st.booleans())
        measures.append(
            measure(
                f"m{number}",
                lever=draw(st.sampled_from(["节能", "替代"])),
                sources=sources,
                begins=begins,
                full=begins + draw(st.integers(0, 5)),
                reduction=f"{amount} MWh/a" if electric else f"{amount} tCO2e/a",
                saving=f"{draw(st.integers(0, 60))} 万元",
                status="done",
            )
        )
    path = pathway(measures)
    path["scenarios"][0]["growth"] = [
        {"sources": ["boiler", "power"], "begins": 2025, "ends": 2027, "rate": draw(rates), "basis": "计划"}
    ]
    path["scenarios"][0]["grid"] = [
        {"year": 2028, "factor": f"0.{draw(st.integers(20, 70))} tCO2/MWh", "basis": "假定"}
    ]
    if draw(st.booleans()):
        path["scenarios"][1]["growth"] = [
            {"sources": ["kiln"], "begins": 2026, "ends": 2030, "rate": draw(rates), "basis": "计划"}
        ]
    base, now = draw(tonnes), draw(tonnes)
    return {
        "reporting": [2023, 2024],
        "current": 2024,
        "base_year": 2023,
        "sources": {
            "boiler": {"kind": "stationary-combustion", "emission": {2023: base, 2024: now}},
            "kiln": {"kind": "process", "emission": {2023: base, 2024: draw(tonnes)}},
            "power": {"kind": "purchased-electricity", "factor": 0.5, "emission": {2023: base, 2024: draw(tonnes)}},
        },
        "targets": [
            {
                "id": "t",
                "name": "目标",
                "scopes": [1, 2],
                "basis": "location",
                "year": 2030,
                "reduction": draw(st.integers(1, 100)),
                "origin": "承诺",
            }
        ],
        "pathway": path,
    }


def _value(ledger: Ledger, key: str) -> Decimal:
    return ledger[key].value


@settings(max_examples=40, deadline=None)
@given(systems())
def test_nothing_is_left_over_in_any_year(case: dict[str, Any]) -> None:
    ledger, findings = solve(case)
    assert findings == []
    names = [m["id"] for m in case["pathway"]["measures"]]
    for year in YEARS:
        left = _value(ledger, f"pathway.reference[period={year}]") - _value(ledger, f"pathway.shift[period={year}]")
        for name in names:
            left -= _value(ledger, f"measure.reduction[period={year},measure={name}]")
        assert abs(left - _value(ledger, f"pathway.chosen[period={year}]")) < TINY
        by_source = sum(
            _value(ledger, f"pathway.source[period={year},scenario=action,source={s}]") for s in case["sources"]
        )
        assert abs(by_source - _value(ledger, f"pathway.chosen[period={year}]")) < TINY


@settings(max_examples=25, deadline=None)
@given(systems())
def test_levers_and_shares_hold_every_measure_once(case: dict[str, Any]) -> None:
    ledger, _ = solve(case)
    for year in YEARS:
        whole = _value(ledger, f"pathway.reduction[period={year}]")
        levers = sum(f.value for f in ledger.by_id["lever.reduction"] if f.context.get("period") == str(year))
        assert abs(levers - whole) < TINY
    if whole:
        assert abs(sum(f.value for f in ledger.by_id["measure.share"]) - 1) < TINY


@settings(max_examples=25, deadline=None)
@given(systems())
def test_the_path_passes_every_actual_and_its_peak_is_on_it(case: dict[str, Any]) -> None:
    ledger, _ = solve(case)
    for scenario in ("bau", "action"):
        path = {
            int(f.context.get("period") or 0): f.value
            for f in ledger.by_id["pathway.emission"]
            if f.context.get("scenario") == scenario
        }
        for year in (2023, 2024):
            assert path[year] == _value(ledger, f"inventory.scope12[period={year},basis=location]")
        peak = _value(ledger, f"pathway.peak[scenario={scenario}]")
        first, last = (
            int(_value(ledger, f"{name}[scenario={scenario}]"))
            for name in ("pathway.peak_year", "pathway.peak_last_year")
        )
        assert peak == max(path.values()) == path[first] == path[last]
        assert all(value < peak for year, value in path.items() if year < first or year > last)


@settings(max_examples=25, deadline=None)
@given(systems())
def test_the_order_in_which_measures_are_written_changes_no_value(case: dict[str, Any]) -> None:
    ledger, _ = solve(case)
    case["pathway"]["measures"].reverse()
    turned, _ = solve(case)
    for fact in ledger:
        if fact.id.startswith(("pathway.chosen", "measure.", "target.")):
            assert abs(turned[fact.key].value - fact.value) < TINY
    costs = [(f.value, f.context.get("measure")) for f in ledger.by_id["measure.abatement_cost"]]
    again = [(f.value, f.context.get("measure")) for f in turned.by_id["measure.abatement_cost"]]
    assert sorted(costs) == sorted(again)
