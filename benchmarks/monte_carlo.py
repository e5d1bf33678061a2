"""Monte Carlo over the recorded formulas: 10,000 draws of 500 parameters against the same draws in bare numpy.

    python benchmarks/monte_carlo.py [--draws 10000] [--parameters 500] [--runs 5]

Every measurement runs in a process of its own. ``work`` is the processor time of drawing and evaluating, modules
imported and ledger made before; ``compile`` is that of the formulas, once. The model is a footprint: half of the
parameters are amounts, half factors; the total is the sum of their products, by process and stage.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.harness import fresh, in_turn, tell, timed

_PROCESSES = 10


def ledger(pairs: int) -> tuple[object, list[str], list[str], str]:
    """Record a footprint of ``pairs`` exchanges; return the builder, the keys of amounts and factors, the total's."""
    from generator.base.findings import Position
    from generator.base.text import Text
    from generator.ledger.context import Context, spell_key
    from generator.ledger.ledger import LedgerBuilder
    from generator.ledger.quantity import constant, total

    builder, here = LedgerBuilder(), Position("benchmark", 1)
    amounts, factors = [], []
    for n in range(pairs):
        process, at = n % _PROCESSES, Context.of(process=n % _PROCESSES, element=n)
        text = Text("数值", "value")
        builder.give("amount", at, Decimal(10 + n % 7), "t", text, here)
        builder.give("factor", at, Decimal("0.5") + Decimal(n % 5) / 10, "kgCO2e/t", text, here)
        amounts.append(spell_key("amount", at))
        factors.append(spell_key("factor", at))
        runs = constant(process + 1, "1", "runs")
        builder.derive(
            "emission",
            at,
            "kgCO2e",
            text,
            lambda at=at, runs=runs: runs * builder.read("amount", at) * builder.read("factor", at),
        )
    for process in range(_PROCESSES):
        inside = [Context.of(process=process, element=n) for n in range(process, pairs, _PROCESSES)]
        builder.derive(
            "process",
            Context.of(process=process),
            "kgCO2e",
            Text("过程", "process"),
            lambda inside=inside: total([builder.read("emission", at) for at in inside], "kgCO2e"),
        )
    builder.derive(
        "total",
        Context(),
        "kgCO2e",
        Text("总量", "total"),
        lambda: total([builder.read("process", Context.of(process=p)) for p in range(_PROCESSES)], "kgCO2e"),
    )
    return builder, amounts, factors, "total"


def bare(draws: int, parameters: int) -> Callable[[], tuple[float, float]]:
    """Draw from one generator and sum, in numpy alone."""
    import numpy as np

    pairs = parameters // 2

    def call() -> tuple[float, float]:
        generator = np.random.Generator(np.random.PCG64(1))
        out = np.zeros(draws)
        for n in range(pairs):
            amount = generator.lognormal(np.log(10.0 + n % 7), 0.1, draws)
            factor = generator.lognormal(np.log(0.5 + n % 5 / 10), 0.1, draws)
            out += (n % _PROCESSES + 1.0) * amount * factor
        return float(out.mean()), 0.0

    return call


def engine(draws: int, parameters: int) -> Callable[[], tuple[float, float]]:
    """Draw, and evaluate the formulas of the ledger."""
    from generator.calculations.simulation import Distribution, compile_total, draw
    from generator.ledger.context import parse_key

    builder, amounts, factors, key = ledger(parameters // 2)
    order = [one for pair in zip(amounts, factors, strict=True) for one in pair]

    def find(key: str) -> object:
        return builder.fact(*parse_key(key))  # type: ignore[attr-defined]

    distributions = {one: Distribution("lognormal", (float(find(one).value), 0.1)) for one in order}  # type: ignore[attr-defined]

    def call() -> tuple[float, float]:
        start = time.process_time()
        program = compile_total(find, key, distributions)  # type: ignore[arg-type]
        compiled = time.process_time() - start
        return float(program.run(draw(distributions, draws, 1)).mean()), compiled

    return call


MEASURED: dict[str, Callable[[int, int], Callable[[], tuple[float, float]]]] = {"numpy": bare, "engine": engine}


def one(name: str, draws: int, parameters: int) -> None:
    """Measure one thing in this process and print it, with the mean and the time that compiling took."""
    (mean, compiled), measured = timed(MEASURED[name](draws, parameters))
    tell({**measured, "mean": mean, "compile": compiled})


def table(draws: int, parameters: int, runs: int) -> str:
    """Return the measurements as a Markdown table of medians."""
    more = ("--draws", draws, "--parameters", parameters)
    medians = in_turn({name: partial(fresh, __file__, name, *more) for name in MEASURED}, runs)
    means = [m["mean"] for m in medians.values()]
    if max(means) - min(means) > 0.01 * max(means):  # two sets of draws: they agree within their sampling error
        raise SystemExit(f"the two disagree: {means}")
    floor = medians["numpy"]["work"]
    lines = [
        f"| {draws:,} draws, {parameters} parameters | work, s | x numpy | compile, s |",
        "| :-- | --: | --: | --: |",
    ]
    for name, m in medians.items():
        lines.append(f"| {name} | {m['work']:.3f} | {m['work'] / floor:.2f} | {m['compile']:.3f} |")
    return "\n".join(lines)


def main() -> None:
    """Print the table, or one measurement."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--parameters", type=int, default=500)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--one", choices=list(MEASURED))
    asked = parser.parse_args()
    if asked.one:
        one(asked.one, asked.draws, asked.parameters)
    else:
        sys.stdout.write(table(asked.draws, asked.parameters, asked.runs) + "\n")


if __name__ == "__main__":
    main()
