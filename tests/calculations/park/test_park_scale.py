"""The scale class of a park is that of its energy, at the bounds too: no rounding of a division decides it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.calculations.park.small_park import flow, park
from tests.calculations.worked import calculate

#: Straw at 29.3076 GJ/t: a tonne is a tonne of coal equivalent, by a division that does not end.
STRAW = {
    "id": "straw",
    "name": "秸秆",
    "kind": "fuel",
    "fossil": False,
    "unit": "t",
    "ncv": {"value": "29.3076", "unit": "GJ/t", "source": "实测", "mark": "confirmed"},
}
LIME = {
    "id": "lime",
    "name": "石灰",
    "unit": "t",
    "factor": {"value": 1, "unit": "tCO2/t", "source": "x", "mark": "confirmed"},
}
CORE = "[period=2023,indicator=carbon-per-energy]"


def _park(energy: str, emission: str, **more: Any) -> dict[str, Any]:
    return park(
        members=[{"id": "mill", "name": "甲公司"}, {"id": "plant", "name": "乙公司"}],
        facilities=None,
        carriers=[STRAW],
        products=[LIME],
        flows=[flow("mill", "straw", f"{energy} t"), flow("plant", "straw", "1 t")],
        outputs=[{"entity": "mill", "year": 2023, "product": "lime", "quantity": f"{emission} t"}],
        transfers=None,
        **more,
    )


@pytest.mark.parametrize(
    ("energy", "emission", "threshold", "met"),
    [
        ("199999", "40000", "0.2", 1),
        ("199999", "40000.0000001", "0.2", 0),
        ("999999", "300000", "0.3", 1),
        ("999999", "300000.00000001", "0.3", 0),
        ("999998.99999999", "200000", "0.2", 0),
    ],
)
def test_the_bounds_of_a_class(tmp_path: Path, energy: str, emission: str, threshold: str, met: int) -> None:
    _, ledger, _ = calculate(tmp_path, _park(energy, emission))
    assert str(ledger[f"park.indicator_threshold{CORE}"].value) == threshold
    assert ledger[f"park.indicator_met{CORE}"].value == met
    assert (ledger[f"park.indicator_gap{CORE}"].value == 0) is bool(met)
    assert (ledger["park.reduction_needed[period=2023]"].value == 0) is bool(met)


def test_a_hair_below_the_least_scale_has_no_threshold(tmp_path: Path) -> None:
    _, ledger, _ = calculate(tmp_path, _park("199998.9999999", "40000"))
    assert f"park.indicator_threshold{CORE}" in ledger.missing


def test_a_plan_is_held_against_the_threshold_of_its_own_scale(tmp_path: Path) -> None:
    plan = [
        {"year": 2028, "energy": "900000 tce", "emission": "225000 tCO2", "basis": "规划"},
        {"year": 2030, "energy": "1000000 tce", "emission": "250000 tCO2", "basis": "规划"},
        {"year": 2031, "energy": "100000 tce", "emission": "1 tCO2", "basis": "规划"},
    ]
    _, ledger, _ = calculate(tmp_path, _park("899999", "360000", target_year=2030, plan=plan))
    told = [
        (
            str(ledger[f"park.planned_threshold[period={year}]"].value),
            ledger[f"park.planned_threshold_met[period={year}]"].value,
        )
        for year in (2028, 2030)
    ]
    assert told == [("0.2", 0), ("0.3", 1)]
    assert "200000" in ledger.missing["park.planned_threshold_met[period=2031]"].reason.en
