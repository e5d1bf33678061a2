"""Laws of misstatements and samples: net at most gross, parts that sum, allocations that fill the sample."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.calculations.figures import binomial_size, poisson_factor
from generator.calculations.verification.sampling import share_out
from tests.calculations.solved import solve
from tests.calculations.verification.cases import section

amounts = st.integers(0, 900)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(amounts, amounts, st.booleans()), min_size=1, max_size=6))
def test_net_is_at_most_gross_and_the_two_ways_sum_to_it(pairs: list[tuple[int, int, bool]]) -> None:
    misstatements = [
        {"id": f"m{i}", "item": "all", "what": "错报", "stated": f"{a} tCO2e", "found": f"{b} tCO2e", "corrected": c}
        for i, (a, b, c) in enumerate(pairs)
    ]
    ledger, _, _ = solve({"verification": section(misstatements=misstatements)})

    for basis in ("all", "uncorrected"):
        net, gross, over, under = (
            ledger[f"verification.{what}[basis={basis}]"].value
            for what in ("net", "gross", "overstated", "understated")
        )
        assert net <= gross
        assert over + under == gross
        assert abs(over - under) == net
    verified = ledger["verification.verified_total"].value
    assert verified == 10000 - sum(a - b for a, b, _ in pairs)
    material = ledger["verification.net[basis=uncorrected]"].value >= 500
    assert ledger["verification.material"].value == int(material)


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(1, 400), st.integers(1, 50)), min_size=1, max_size=8), st.data())
def test_an_allocation_fills_the_sample_and_no_stratum_gives_more_than_it_has(
    strata: list[tuple[int, int]], data: st.DataObject
) -> None:
    items = [one for one, _ in strata]
    sample = data.draw(st.integers(1, sum(items)))

    found = share_out(sample, [Decimal(n * s) for n, s in strata], items)

    assert sum(found) == sample
    assert all(0 <= n <= most for n, most in zip(found, items, strict=True))


@settings(max_examples=30)
@given(st.integers(1, 20), st.integers(0, 4))
def test_a_stricter_plan_asks_for_more(rate: int, errors: int) -> None:
    share = Decimal(rate) / 100
    sizes = [binomial_size(share, errors, Decimal(c) / 100) for c in (80, 90, 95, 99)]

    assert sizes == sorted(sizes)
    assert binomial_size(share, errors + 1, Decimal("0.95")) > binomial_size(share, errors, Decimal("0.95"))


def test_reliability_factors_are_those_of_the_printed_table() -> None:
    # At 95 %: 3.00, then steps of 1.75, 1.55, 1.46, 1.40 (a question on PPS sampling at studentsmerit.com).
    printed = {95: ["3.00", "4.75", "6.30", "7.76", "9.16"]}
    for confidence, row in printed.items():
        for errors, shown in enumerate(row):
            assert abs(poisson_factor(Decimal(confidence) / 100, errors) - Decimal(shown)) < Decimal("0.011")
