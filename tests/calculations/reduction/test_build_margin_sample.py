"""Which units make the build margin: CDM TOOL07 step 5 (a) to (f), each case by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.calculations.reduction.cases import margin, reduction, solve, table, value

PLANTS = table(
    "plants",
    {name: name for name in ("unit", "low_cost", "commissioned", "registered")},
    {"generation": "MWh", "factor": "tCO2/MWh"},
)
HEAD = "unit,low_cost,commissioned,registered,generation,factor\n"


def build_margin(rows: str) -> tuple[float, float]:
    """Return the build margin and the number of its units for a grid in 2022."""
    grid: dict[str, Any] = margin(om=None, bm=None, plants={"table": "plants", "method": "average"})
    ledger, findings = solve(reduction(margin=grid), [PLANTS], {"plants.csv": HEAD + rows})
    assert not findings
    return float(value(ledger, "bm")), float(value(ledger, "build_margin_units"))


@pytest.mark.parametrize(
    ("rows", "factor", "units"),
    [
        # (b) one new unit of 30 % outweighs no five: the five newest have 30 + 4 x 10 = 70 of 100
        (
            "a,否,2021,否,30,0.3\nb,否,2020,否,10,0.4\nc,否,2019,否,10,0.4\nd,否,2018,否,10,0.4\n"
            "e,否,2017,否,10,0.4\nf,否,2016,否,30,1\n",
            (30 * 0.3 + 40 * 0.4) / 70,
            5,
        ),
        # (b) small new units: five have 10 of 100, so that units are added until 20 %, the one across it whole
        (
            "".join(f"s{i},否,{2021 - i // 2},否,2,0.5\n" for i in range(7)) + "big,否,2015,否,86,0.9\n",
            (7 * 2 * 0.5 + 86 * 0.9) / 100,
            8,
        ),
        # (d) two of three units are old: the young one and the registered one reach 20 % of 100
        ("young,否,2020,否,10,0.4\nold,否,2000,否,45,1\nolder,否,1999,否,30,1\nwind,是,2021,是,15,0\n", 4 / 25, 2),
        # (f) young and registered units stay below 20 %: the newest old unit is taken
        ("young,否,2020,否,5,0.4\nold,否,2000,否,45,1\nolder,否,1999,否,45,1\nwind,是,2021,是,5,0\n", 47 / 55, 3),
    ],
)
def test_the_sample_of_the_build_margin(rows: str, factor: float, units: int) -> None:
    found, counted = build_margin(rows)
    assert found == pytest.approx(factor)
    assert counted == units
