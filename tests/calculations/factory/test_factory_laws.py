"""Laws of a score: within its bounds, never falling as a value gets better, parts that make the whole."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.ledger.ledger import Ledger
from tests.calculations.factory.small_factory import indicator, scoring
from tests.calculations.worked import calculate

SMALL = Decimal("1e-22")
NUMBER = st.decimals(min_value=0, max_value=200, places=2)
SHARE = st.integers(min_value=0, max_value=100)
DIMENSIONS = ("energy", "resource", "production", "product", "land")


def _ledger(example: dict[str, Any]) -> Ledger:
    with tempfile.TemporaryDirectory() as folder:
        return calculate(Path(folder), example)[1]


@settings(max_examples=25, deadline=None)
@given(
    values=st.tuples(NUMBER, NUMBER),
    direction=st.sampled_from(["higher", "lower"]),
    at_base=SHARE,
    below=SHARE,
    between=st.sampled_from(["linear", "step"]),
)
def test_a_better_value_never_scores_less(
    values: tuple[Decimal, Decimal], direction: str, at_base: int, below: int, between: str
) -> None:
    base, leading = (30, 120) if direction == "higher" else (120, 30)
    worse, better = sorted(values, reverse=direction == "lower")
    pair = [
        indicator(name, direction=direction, base=base, leading=leading, value=str(value))
        for name, value in (("worse", worse), ("better", better))
    ]
    ledger = _ledger(scoring(*pair, at_base=at_base, below_base=min(below, at_base), between=between))
    low, high = (ledger[f"factory.score[period=2023,indicator={one}]"].value for one in ("worse", "better"))
    assert Decimal(0) <= low <= high <= Decimal(50)
    assert Decimal(0) <= ledger["factory.score_total[period=2023]"].value <= Decimal(100)


@settings(max_examples=15, deadline=None)
@given(weights=st.lists(st.integers(min_value=1, max_value=60), min_size=2, max_size=5), value=NUMBER)
def test_weights_and_points_make_the_whole(weights: list[int], value: Decimal) -> None:
    rows = [
        indicator(f"i{number}", weight=weight, dimension=DIMENSIONS[number], value=str(value))
        for number, weight in enumerate([*weights[:-1], weights[-1]])
    ]
    full = sum(weights)
    ledger = _ledger(scoring(*rows, full=full))
    shares = [ledger[f"factory.weight_share[period=2023,category={one}]"].value for one in DIMENSIONS]
    assert abs(sum(shares, Decimal(0)) - 1) <= SMALL
    points = [ledger[f"factory.dimension_score[period=2023,category={one}]"].value for one in DIMENSIONS]
    assert abs(sum(points, Decimal(0)) - ledger["factory.score_total[period=2023]"].value) <= SMALL * full
