"""Drawn values through recorded formulas: against numpy, against the analytical mean, against linear propagation."""

from __future__ import annotations

import math
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from uncertainties import ufloat

from generator.base.findings import Position
from generator.base.text import Text
from generator.calculations.simulation import Distribution, NotSimulable, compile_total, draw, summarise
from generator.ledger.context import Context, parse_key
from generator.ledger.ledger import LedgerBuilder
from generator.ledger.quantity import Quantity, constant, exponential, extreme, logarithm, procedure, total
from tests.calculations.footprint.small import exchange, factor, footprint, process, solve

HERE = Position("project.yaml", 1)


def _builder(**values: str) -> LedgerBuilder:
    builder = LedgerBuilder()
    for name, value in values.items():
        builder.give(name, Context(), Decimal(value), "1", Text("值", name), HERE)
    return builder


def _evaluate(builder: LedgerBuilder, arrays: dict[str, Any]) -> Any:
    return compile_total(lambda key: builder.fact(*parse_key(key)), "y", arrays).run(arrays)


def test_every_operation_on_arrays_is_that_on_numbers() -> None:
    builder = _builder(a="2.5", b="-1.5", c="4")

    def formula() -> Quantity:
        a, b, c = (builder.read(name, Context()) for name in "abc")
        parts = [
            a * b + c / a - b,
            (a**2).root(),
            b.magnitude(),
            exponential(a),
            logarithm(c),
            extreme([a, b, c], "max"),
            extreme([a, b, c], "min"),
            a.rounded(0),
            a.rounded(0, "half-up"),
            b.rounded(0, "floor"),
            b.rounded(0, "ceiling"),
        ]
        return total(parts, "1").in_unit("%")

    builder.derive("y", Context(), "%", Text("和", "sum"), formula)
    found = _evaluate(builder, {"a": np.array([2.5, 2.5]), "b": np.array([-1.5, -1.5]), "c": np.array([4.0, 4.0])})
    expected = builder.fact("y", Context())
    assert expected is not None
    assert found == pytest.approx(float(expected.value), rel=1e-12)


def test_an_intermediate_fact_is_followed_and_what_does_not_vary_is_folded() -> None:
    builder = _builder(a="2", b="3", c="7")
    text = Text("值", "value")
    builder.derive("m", Context(), "1", text, lambda: builder.read("a", Context()) * builder.read("b", Context()))
    builder.derive("n", Context(), "1", text, lambda: builder.read("c", Context()) * builder.read("b", Context()))
    builder.derive("y", Context(), "1", text, lambda: builder.read("m", Context()) - builder.read("n", Context()))
    drawn = {"a": np.array([2.0, 10.0])}
    program = compile_total(lambda key: builder.fact(*parse_key(key)), "y", drawn)
    assert list(program.run(drawn)) == [6.0 - 21.0, 30.0 - 21.0]
    assert len(program.steps) == 2


def test_a_chain_of_thousands_of_facts() -> None:
    builder = _builder(a="1")
    text = Text("值", "value")
    builder.derive("y0", Context(), "1", text, lambda: builder.read("a", Context()))
    for n in range(1, 3000):
        builder.derive(f"y{n}", Context(), "1", text, lambda n=n: builder.read(f"y{n - 1}", Context()) + constant(1))
    builder.derive("y", Context(), "1", text, lambda: builder.read("y2999", Context()))
    assert list(_evaluate(builder, {"a": np.array([1.0, 5.0])})) == [3000.0, 3004.0]


def test_more_draws_than_a_block_holds() -> None:
    builder = _builder(a="2")
    builder.derive("y", Context(), "1", Text("值", "value"), lambda: builder.read("a", Context()) * constant(3))
    drawn = {"a": np.arange(20_001, dtype=float)}
    assert np.array_equal(_evaluate(builder, drawn), 3 * drawn["a"])


def test_a_procedure_that_depends_on_what_varies_is_refused() -> None:
    builder = _builder(a="2")
    searched = lambda: procedure("search", Decimal(1), "1", [builder.read("a", Context())])  # noqa: E731
    builder.derive("y", Context(), "1", Text("值", "value"), searched)
    with pytest.raises(NotSimulable):
        _evaluate(builder, {"a": np.array([1.0, 2.0])})


@pytest.mark.parametrize(
    "distribution",
    [
        Distribution("lognormal", (5.0, 0.3)),
        Distribution("normal", (5.0, 0.5)),
        Distribution("triangular", (1.0, 2.0, 6.0)),
        Distribution("uniform", (1.0, 3.0)),
    ],
)
def test_the_mean_of_the_draws_is_that_of_the_distribution(distribution: Distribution) -> None:
    drawn = draw({"x": distribution}, 200_000, 11)["x"]
    error = float(drawn.std(ddof=1)) / math.sqrt(len(drawn))
    assert abs(float(drawn.mean()) - distribution.mean) < 4 * error


def test_the_running_error_falls_with_the_root_of_the_draws() -> None:
    told = summarise(draw({"x": Distribution("normal", (10.0, 1.0))}, 10_000, 3)["x"])
    assert [mark for mark, _ in told.errors] == [1000 * n for n in range(1, 11)]
    assert told.error == pytest.approx(0.1 / 100, rel=0.05)
    assert told.low < told.median < told.high


# ------------------------------------------------------------------------------------------------ of a footprint

SPREADS: dict[str, dict[str, Any]] = {
    "a": {"kind": "normal", "cv": "5"},
    "b": {"kind": "uniform", "low": "8", "high": "12"},
    "c": {"kind": "triangular", "low": "7", "high": "16"},
}


def _case(seed: int = 1, draws: int = 40_000, **spreads: dict[str, Any]) -> dict[str, Any]:
    listed = [
        exchange(name, spread=spread, factor=factor(number + 1))
        for number, (name, spread) in enumerate(spreads.items())
    ]
    return footprint(process("making", *listed), simulation={"draws": draws, "seed": seed, "tolerance": "1 %"})


def _told(folder: Path, case: dict[str, Any]) -> dict[str, Decimal]:
    _, ledger, findings = solve(folder, case)
    assert not [f.message.en for f in findings]
    return {str(f.context.get("indicator")): f.value for f in ledger.by_id["footprint.simulated"]}


def test_the_mean_of_a_linear_model_is_the_analytical_one(tmp_path: Path) -> None:
    told = _told(tmp_path, _case(**SPREADS))
    exact = 1 * 10 + 2 * 10 + 3 * (7 + 10 + 16) / 3
    error = float(told["sd"]) / math.sqrt(40_000)
    assert abs(float(told["mean"]) - exact) < 4 * error
    assert told["low"] < told["median"] < told["high"]


def test_small_errors_propagate_as_linear_theory_says(tmp_path: Path) -> None:
    amount, value = {"kind": "normal", "cv": "2"}, {"kind": "normal", "cv": "3"}
    first = exchange("a", amount="10 kg", factor=factor(4), spread=amount, factor_spread=value)
    second = exchange("b", amount="20 kg", factor=factor(1), spread=amount)
    told = _told(
        tmp_path,
        footprint(process("making", first, second), simulation={"draws": 100_000, "seed": 5, "tolerance": "1 %"}),
    )
    oracle = ufloat(10, 0.2) * ufloat(4, 0.12) + ufloat(20, 0.4) * 1
    assert float(told["mean"]) == pytest.approx(oracle.nominal_value, rel=1e-3)
    assert float(told["sd"]) == pytest.approx(oracle.std_dev, rel=2e-2)


def test_one_seed_gives_one_result_and_another_seed_another(tmp_path: Path) -> None:
    first, second, third = (tmp_path / name for name in "abc")
    once = _told(first, _case(draws=5_000, **SPREADS))
    assert _told(second, _case(draws=5_000, **SPREADS)) == once
    assert _told(third, _case(seed=2, draws=5_000, **SPREADS)) != once


def test_neither_order_nor_another_value_changes_what_a_value_draws(tmp_path: Path) -> None:
    turned = dict(reversed(SPREADS.items()))
    drawn = draw({key: Distribution("normal", (1.0, 0.1)) for key in "ab"}, 100, 7)
    assert np.array_equal(drawn["b"], draw({"b": Distribution("normal", (1.0, 0.1))}, 100, 7)["b"])
    assert not np.array_equal(drawn["a"], drawn["b"])
    listed = {name: exchange(name, spread=spread) for name, spread in SPREADS.items()}
    simulation = {"draws": 2000, "seed": 3, "tolerance": "5 %"}
    once, other = (
        _told(tmp_path / folder, footprint(process("making", *(listed[name] for name in order)), simulation=simulation))
        for folder, order in (("a", SPREADS), ("b", turned))
    )
    assert {name: float(value) for name, value in once.items()} == pytest.approx(
        {name: float(value) for name, value in other.items()}, rel=1e-12
    )


def test_the_percentiles_of_a_lognormal_are_the_median_by_its_gsd(tmp_path: Path) -> None:
    spread = {"kind": "lognormal", "gsd": "1.4"}
    case = footprint(
        process("making", exchange(spread=spread)), simulation={"draws": 100_000, "seed": 9, "tolerance": "1 %"}
    )
    told = _told(tmp_path, case)
    sigma, median = math.log(1.4), 20.0
    assert float(told["median"]) == pytest.approx(median, rel=0.01)
    assert float(told["low"]) == pytest.approx(median / 1.4**1.959964, rel=0.01)
    assert float(told["high"]) == pytest.approx(median * 1.4**1.959964, rel=0.01)
    assert float(told["mean"]) == pytest.approx(median * math.exp(sigma**2 / 2), rel=0.005)


def test_a_simulated_value_names_its_method_and_all_that_it_read(tmp_path: Path) -> None:
    _, ledger, _ = solve(tmp_path, _case(draws=5_000, **SPREADS))
    fact = ledger["footprint.simulated[product=thing,indicator=mean]"]
    assert fact.formula is not None
    assert getattr(fact.formula, "name", "") == "Monte Carlo of 5000 draws, seed 1"
    read = {key for key in fact.inputs if key.startswith("footprint.amount")}
    assert read == {f"footprint.amount[product=thing,process=making,element={name}]" for name in SPREADS}
    assert "footprint.cv[product=thing,process=making,element=a,parameter=amount]" in fact.inputs
    assert "footprint.high[product=thing,process=making,element=c,parameter=amount]" in fact.inputs


def test_a_simulated_value_is_no_surer_than_the_variances_behind_it(tmp_path: Path) -> None:
    scores = dict.fromkeys(("reliability", "completeness", "temporal", "geographical", "technological"), 2)
    sure = factor(mark="confirmed")
    simulation = {"draws": 2000, "seed": 1, "tolerance": "5 %"}
    case = footprint(process("making", exchange(factor=sure, quality=scores)), simulation=simulation)
    _, ledger, _ = solve(tmp_path, case)
    assert ledger["footprint.total[product=thing]"].mark == "confirmed"
    assert ledger["footprint.simulated[product=thing,indicator=high]"].mark == "secondary"
