"""What holds for every decomposition: effects sum to the change, indices multiply to the ratio, noughts or not."""

from __future__ import annotations

from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.base.text import Text
from generator.calculations.drivers.run import run
from generator.ledger.context import Context
from generator.ledger.fact import Fact
from generator.ledger.ledger import Ledger, LedgerBuilder
from generator.project.models import ProjectFile
from generator.project.project import Project
from tests.calculations.worked import BASE

TINY = Decimal("1e-24")
POSITIVE = st.decimals(min_value="0.001", max_value="1e6", places=3)
ANY = st.one_of(POSITIVE, st.just(Decimal(0)), st.sampled_from([Decimal(2), Decimal(3)]))


def _ledger(spec: dict[str, Any]) -> Ledger:
    file = ProjectFile.model_validate({**BASE, "drivers": [spec]})
    builder = LedgerBuilder()
    run(Project("test", Path(), Path(), file, (), {}), builder)
    assert not builder.findings
    return builder.close()


def _spec(numbers: list[list[list[Decimal]]], method: str, given_as: str) -> dict[str, Any]:
    """Describe a decomposition: ``numbers[factor][sector][year]``."""
    sectors = [f"s{i}" for i in range(len(numbers[0]))]
    factors = [
        {
            "id": f"f{k}",
            "name": f"因素{k}",
            "unit": "tCO2" if given_as == "quantities" or k == 0 else "1",
            "sectors": [
                {"sector": s, "values": {str(2000 + t): value for t, value in enumerate(series)}}
                for s, series in zip(sectors, one, strict=True)
            ],
        }
        for k, one in enumerate(numbers)
    ]
    return {
        "id": "x",
        "name": "排放",
        "unit": "tCO2",
        "method": method,
        "multiplicative": True,
        "given": given_as,
        "chained": True,
        "sectors": [{"id": s, "name": s} for s in sectors],
        "factors": factors,
    }


@st.composite
def cubes(draw: st.DrawFn, value: st.SearchStrategy[Decimal]) -> list[list[list[Decimal]]]:
    """Numbers of two to four factors, one to three sub-sectors and three years."""
    factors, sectors = draw(st.integers(2, 4)), draw(st.integers(1, 3))
    return [[[draw(value) for _ in range(3)] for _ in range(sectors)] for _ in range(factors)]


def _facts(ledger: Ledger, name: str, **asked: object) -> list[Fact]:
    wanted = Context.of(**asked).pairs
    return [f for f in ledger.by_id.get(name, ()) if all(f.context.get(key) == value for key, value in wanted)]


def _scale(ledger: Ledger) -> Decimal:
    return sum((abs(f.value) for f in ledger.by_id["drivers.sector_effect"]), Decimal(1))


@settings(max_examples=40, deadline=None)
@given(cubes(ANY), st.sampled_from(["factors", "quantities"]))
def test_effects_of_the_first_method_sum_to_the_change_of_every_sub_sector(
    numbers: list[list[list[Decimal]]], given_as: str
) -> None:
    if given_as == "quantities":
        for s in range(len(numbers[0])):  # what comes after nought in a chain is nought
            for t in range(3):
                for k in range(1, len(numbers)):
                    if numbers[k - 1][s][t] == 0:
                        numbers[k][s][t] = Decimal(0)
    ledger = _ledger(_spec(numbers, "lmdi-1", given_as))
    tolerance = TINY * _scale(ledger)
    for change in ledger.by_id["drivers.sector_change"]:
        own = {name: change.context.get(name) for name in ("since", "period", "sector")}
        effects = sum((f.value for f in _facts(ledger, "drivers.sector_effect", **own)), Decimal(0))
        assert abs(effects - change.value) <= tolerance
    for change in ledger.by_id["drivers.chained_change"]:
        own = {name: change.context.get(name) for name in ("since", "period")}
        effects = sum((f.value for f in _facts(ledger, "drivers.chained_effect", **own)), Decimal(0))
        assert abs(effects - change.value) <= tolerance


@settings(max_examples=40, deadline=None)
@given(cubes(ANY))
def test_effects_of_the_second_method_sum_to_the_change_of_the_whole(numbers: list[list[list[Decimal]]]) -> None:
    ledger = _ledger(_spec(numbers, "lmdi-2", "factors"))
    whole = {f.context.get("period"): f.value for f in ledger.by_id["drivers.total"]}
    for change in ledger.by_id["drivers.change"]:
        own = {name: change.context.get(name) for name in ("since", "period")}
        found = _facts(ledger, "drivers.effect", **own)
        if not whole[own["since"]] or not whole[own["period"]] or not _facts(ledger, "drivers.share_mean", **own)[1:]:
            assert not found, "shares of nought, and weights of nothing that lasts, have no value"
            continue
        scale = 1 + sum(abs(f.value) for f in _facts(ledger, "drivers.sector_effect", **own))
        assert abs(sum(f.value for f in found) - change.value) <= TINY * scale


@settings(max_examples=40, deadline=None)
@given(cubes(POSITIVE), st.sampled_from(["lmdi-1", "lmdi-2"]))
def test_indices_multiply_to_the_ratio_and_turning_time_inverts_them(
    numbers: list[list[list[Decimal]]], method: str
) -> None:
    ledger = _ledger(_spec(numbers, method, "factors"))
    turned = _ledger(_spec([[series[::-1] for series in one] for one in numbers], method, "factors"))
    with localcontext(prec=40):
        for ratio in ledger.by_id["drivers.chained_ratio"]:
            product = Decimal(1)
            for one in _facts(ledger, "drivers.chained_index", period=ratio.context.get("period")):
                product *= one.value
            assert abs(product / ratio.value - 1) < Decimal("1e-20")
        for one in _facts(ledger, "drivers.index", since=2000):
            driver = one.context.get("driver")
            back = turned[f"drivers.index[period=2002,since=2001,driver={driver},indicator=x]"]
            assert abs(one.value * back.value - 1) < Decimal("1e-20")
            product = Decimal(1)
            for part in _facts(ledger, "drivers.sector_index", since=2000, driver=driver):
                product *= part.value
            assert abs(product / one.value - 1) < Decimal("1e-20")


def test_a_context_made_for_speed_is_the_context_that_a_key_spells() -> None:
    ledger = _ledger(_spec([[[Decimal(1), Decimal(2), Decimal(3)]], [[Decimal(1)] * 3]], "lmdi-1", "factors"))
    fact = ledger["drivers.sector_effect[period=2001,since=2000,sector=s0,driver=f0,indicator=x]"]
    assert fact.context == Context.of(indicator="x", since=2000, period=2001, sector="s0", driver="f0")
    assert fact.label == Text("排放2000—2001年s0因素0效应", "排放 2000 to 2001: s0: effect of 因素0")
