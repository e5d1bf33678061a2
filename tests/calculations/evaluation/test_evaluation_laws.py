"""Laws of an evaluation: sources make the total, shares one, measures and the residual the total."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calculations.evaluation.small_project import POWER, PROCESS, evaluation, level, measure, replacement
from tests.calculations.worked import calculate

AMOUNT = st.integers(min_value=1, max_value=10**6)
SMALL = Decimal("1e-20")
KINDS = ("fuel", "process", "electricity", "heat", "other")


@settings(max_examples=15, deadline=None)
@given(limestone=AMOUNT, power=AMOUNT, saved=st.lists(st.integers(min_value=0, max_value=100), min_size=1, max_size=3))
def test_parts_make_the_whole(limestone: int, power: int, saved: list[int]) -> None:
    operation = [
        {**PROCESS, "quantity": {"a": f"{limestone} t", "b": "0 t"}},
        {**POWER, "quantity": {"a": f"{power} MWh", "b": "1 MWh"}},
    ]
    measures = [measure(f"{amount} tCO2e/a", f"m{number}") for number, amount in enumerate(saved)]
    example = evaluation(operation=operation, measures=measures, replacement=replacement("1000 tCO2e/a"))
    with tempfile.TemporaryDirectory() as folder:
        _, ledger, _ = calculate(Path(folder), example)
    for scenario in ("a", "b"):
        context = f"[scenario={scenario}]"
        total = ledger[f"evaluation.total{context}"].value
        kinds = [ledger[f"evaluation.operation_kind[scenario={scenario},category={one}]"].value for one in KINDS]
        shares = [ledger[f"evaluation.kind_share[scenario={scenario},category={one}]"].value for one in KINDS]
        both = ledger[f"evaluation.direct{context}"].value + ledger[f"evaluation.indirect{context}"].value
        assert sum(kinds, Decimal(0)) == total == both
        assert abs(sum(shares, Decimal(0)) - 1) <= SMALL
        reduced = ledger[f"evaluation.reduction{context}"].value
        assert reduced == sum(saved)
        assert ledger[f"evaluation.residual{context}"].value + reduced == total
        assert ledger[f"evaluation.replacement_balance{context}"].value == 1000 - total


@settings(max_examples=15, deadline=None)
@given(outputs=st.tuples(AMOUNT, AMOUNT), bound=st.integers(min_value=1, max_value=5000))
def test_more_output_of_the_same_emission_is_never_worse(outputs: tuple[int, int], bound: int) -> None:
    low, high = sorted(outputs)
    operation = [{**PROCESS, "quantity": {"a": "1000000 t", "b": "1000000 t"}}]
    products = [{"id": "clinker", "name": "熟料", "output": {"a": f"{low} t", "b": f"{high} t"}}]
    with tempfile.TemporaryDirectory() as folder:
        example = evaluation(operation=operation, products=products, benchmarks=[level(f"{bound}")])
        _, ledger, _ = calculate(Path(folder), example)
    met = [ledger[f"evaluation.benchmark_met[scenario={one},indicator=entry,level=access]"].value for one in ("a", "b")]
    assert met[0] <= met[1]
