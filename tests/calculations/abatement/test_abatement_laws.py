"""Laws that hold for every portfolio: interaction, order of the curve, sums, and the limits of the discount rate."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.ledger.ledger import Ledger
from tests.calculations.abatement.small_portfolio import Portfolio, changed, measure, solve

TINY = Decimal("1e-18")
NAMES = ("a", "b", "c", "d")

money = st.integers(0, 400)


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    """Four measures on one source in one group, in a drawn order, one of them perhaps excluded by another."""
    measures = [
        measure(
            name,
            "boiler",
            draw(st.one_of(st.integers(1, 100).map("{} %".format), st.integers(1, 1000).map("{} tCO2e/a".format))),
            capex=f"{draw(money)} 万元",
            opex=f"{draw(st.integers(0, 40))} 万元/a",
            saving=f"{draw(st.integers(0, 90))} 万元/a",
            lifetime=f"{draw(st.integers(1, 30))} a",
            residual=f"{draw(st.integers(0, 50))} 万元",
        )
        for name in NAMES
    ]
    group = {"id": "g", "name": "组", "measures": draw(st.permutations(NAMES)), "reason": "作用于同一排放"}
    either = {
        "id": "e",
        "name": "二选一",
        "measures": ["a", "b"],
        "chosen": draw(st.sampled_from("ab")),
        "reason": "例",
    }
    return changed(
        ("measures", measures),
        ("groups", [group]),
        ("alternatives", draw(st.sampled_from([[], [either]]))),
        ("discount_rate", f"{draw(st.integers(0, 25))} %"),
    )


def of(ledger: Ledger, what: str) -> dict[str, Decimal]:
    """Return a value of every measure that has it."""
    return {f.context.get("measure") or "": f.value for f in ledger.by_id.get(f"abatement.{what}", ())}


@settings(max_examples=40, deadline=None)
@given(portfolios())
def test_together_measures_never_do_more_than_alone_and_leave_the_product(portfolio: Portfolio) -> None:
    ledger, _, _ = solve(portfolio)
    realised, alone, share = of(ledger, "realised"), of(ledger, "standalone"), of(ledger, "share")
    assert all(realised[name] <= alone[name] + TINY for name in realised)
    assert ledger["abatement.realised_total"].value <= ledger["abatement.standalone_total"].value + TINY
    left = Decimal(1000)
    for name in realised:
        part = share[name] / 100 if ledger[f"abatement.share[measure={name}]"].unit.text == "%" else share[name]
        left *= 1 - part
    assert abs(ledger["abatement.remaining[source=boiler]"].value - left) < TINY
    assert abs(sum(of(ledger, "interaction_loss").values()) - ledger["abatement.interaction_total"].value) < TINY
    taken = ledger["abatement.emission_total"].value - ledger["abatement.remaining_total"].value
    assert abs(taken - ledger["abatement.realised_total"].value) < TINY


@settings(max_examples=40, deadline=None)
@given(portfolios())
def test_the_curve_ascends_and_ends_at_the_whole(portfolio: Portfolio) -> None:
    ledger, _, _ = solve(portfolio)
    ranks, costs, reached = of(ledger, "rank"), of(ledger, "cost"), of(ledger, "cumulative")
    order = sorted(ranks, key=lambda name: ranks[name])
    assert [ranks[name] for name in order] == list(range(1, len(order) + 1))
    assert all(costs[a] <= costs[b] for a, b in pairwise(order))
    assert all(reached[a] <= reached[b] for a, b in pairwise(order))
    realised = of(ledger, "realised")
    for name in order:
        assert abs(reached[name] - sum(realised[n] for n in order if ranks[n] <= ranks[name])) < TINY


@settings(max_examples=40, deadline=None)
@given(portfolios())
def test_yearly_cost_present_value_and_rate_of_return_say_the_same(portfolio: Portfolio) -> None:
    ledger, _, _ = solve(portfolio)
    rate = ledger["abatement.discount_rate"].value / 100
    for name in NAMES:
        npv, crf = (ledger[f"abatement.{what}[measure={name}]"].value for what in ("npv", "crf"))
        assert abs(ledger[f"abatement.net_cost[measure={name}]"].value + npv * crf) < TINY
        irr = ledger.facts.get(f"abatement.irr[measure={name}]")
        if irr is not None and ledger[f"abatement.capex[measure={name}]"].value > 0:
            profits = (
                ledger[f"abatement.saving[measure={name}]"].value >= ledger[f"abatement.opex[measure={name}]"].value
            )
            assert not profits or abs(npv) < Decimal("1e-6") or (irr.value > rate) == (npv > 0)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 40), st.integers(1, 400), st.integers(1, 80))
def test_a_discount_rate_that_vanishes_leads_to_none(life: int, capex: int, saving: int) -> None:
    def solved(rate: str) -> dict[str, Decimal]:
        one = measure(
            "heat",
            "boiler",
            "100 tCO2e/a",
            capex=f"{capex} 万元",
            opex="0 万元/a",
            saving=f"{saving} 万元/a",
            lifetime=f"{life} a",
            residual="5 万元",
        )
        ledger, _, _ = solve(changed(("measures.0", one), ("discount_rate", rate)))
        return {w: ledger[f"abatement.{w}[measure=heat]"].value for w in ("crf", "annuity", "net_cost", "npv")}

    none, hardly = solved("0 %"), solved("0.00000001 %")
    assert none["crf"] == Decimal(1) / life or abs(none["crf"] * life - 1) < TINY
    assert all(abs(none[what] - hardly[what]) < Decimal("0.001") for what in none)


@settings(max_examples=25, deadline=None)
@given(portfolios(), st.integers(1, 5000))
def test_a_measure_is_viable_where_the_carbon_price_reaches_its_cost(portfolio: dict[str, Any], price: int) -> None:
    ledger, _, _ = solve({**portfolio, "carbon_prices": [price]})
    costs, realised = of(ledger, "cost"), of(ledger, "realised")
    viable = {f.context.get("measure") or "": f.value for f in ledger.by_id["abatement.viable"]}
    for name, cost in costs.items():
        if abs(cost - price) > TINY:
            assert viable[name] == (1 if cost < price else 0)
    whole = ledger[f"abatement.viable_reduction[level={price}]"].value
    assert abs(whole - sum(realised[name] for name, yes in viable.items() if yes)) < TINY
