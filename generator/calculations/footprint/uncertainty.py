"""Uncertainty of the total by Monte Carlo simulation, distributions typed or from pedigree scores.

Method: JCGM 101:2008; :mod:`generator.calculations.simulation` draws every amount and factor that has a distribution
and evaluates the very formulas of the ledger. Where an amount has no distribution but pedigree scores, it is lognormal
with the variance of its logarithm summed from the basic variance and those of the five scores (ecoinvent data quality
guideline, version 3), the value being the median::

    sigma^2 = basic + sum of variance(score)          GSD = exp(sigma)

The interval is that between the 2.5 and the 97.5 percentile. Convergence: the relative standard error of the mean at
every tenth of the draws; above the declared tolerance after the last, the simulation is refused. Distributions are
drawn independently; a value below zero is not cut off, which is why a normal distribution is refused above 33 %.

Inputs: ``exchanges[].spread``, ``.factor_spread``, ``.quality``; ``footprints[].simulation``.

Outputs: ``footprint.gsd``, ``footprint.cv``, ``footprint.low``, ``footprint.high[product,process,element,parameter=
amount|factor]`` (distribution), ``footprint.pedigree_variance[product,process,element]``,
``footprint.simulated[product,indicator=mean|sd|median|low|high]`` (kgCO2e), ``footprint.simulated_cv[product]`` (%),
``footprint.simulation_error[product,level]`` (%, level: number of draws), ``footprint.simulation_margin[product]``
(%).

Errors: LG494 (a distribution that cannot be drawn), LG495 (not converged).

Example: pedigree variance 0.1227 of the scores 1, 2, 3, 4, 5 (test of Ocelot, the open model of ecoinvent's system
models); the mean of a linear model against the analytical mean in ``test_simulation.py``.

Marks: the pedigree variances are secondary (read in Ocelot's source code, not in the guideline).
"""

from __future__ import annotations

import math
from decimal import Decimal
from functools import partial

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import ONE
from generator.calculations.amounts import give_amount
from generator.calculations.footprint.quality import INDICATORS
from generator.calculations.footprint.results import pairs_of
from generator.calculations.footprint.rules import CONVERGENCE, SPREAD
from generator.calculations.footprint.system import KG, PERCENT, System
from generator.calculations.simulation import (
    Distribution,
    Summary,
    compile_total,
    decimal,
    draw,
    summarise,
)
from generator.ledger.context import Context, parse_key
from generator.ledger.fact import Fact
from generator.ledger.quantity import Quantity, exponential, procedure, total
from generator.project.sections.footprint import Simulation
from generator.project.sections.footprint_process import Exchange, Spread, UnitProcess

_MOST_CV = Decimal(33)
_MOST_DRAWS = 100_000


def record_simulation(system: System) -> None:
    """Record distributions and, where the project asks for it, the simulation of the total."""
    asked = system.footprint.simulation
    found: dict[str, Distribution] = {}
    for process, exchange in pairs_of(system):
        found |= _distributions(system, process, exchange, asked)
    if asked is None:
        return
    if not found:
        reason = Text("没有给出任何分布", "no distribution is given")
        for name in ("mean", "sd", "median", "low", "high"):
            system.builder.lack("footprint.simulated", system.at(indicator=name), reason, asked.at)
        return
    whole = system.builder.fact("footprint.total", system.at())
    if whole is None:
        reason = Text("产品碳足迹本身缺失", "the footprint itself is missing")
        system.builder.lack("footprint.simulated", system.at(indicator="mean"), reason, asked.at)
        return
    _simulate(system, asked, found, whole)


# ------------------------------------------------------------------------------------------------ distributions


def _distributions(
    system: System, process: UnitProcess, exchange: Exchange, asked: Simulation | None
) -> dict[str, Distribution]:
    found: dict[str, Distribution] = {}
    context = system.at(process=process.id, element=exchange.id)
    amount = system.builder.fact("footprint.amount", context)
    if exchange.spread is not None:
        if amount is not None:
            found |= _typed(system, process, exchange, "amount", exchange.spread, amount)
    elif exchange.quality is not None and amount is not None and asked is not None:
        found |= _scored(system, process, exchange, asked, amount)
    if exchange.factor_spread is not None:
        factor = system.builder.fact("footprint.factor", context.extended(category=exchange.origin))
        if factor is not None:
            found |= _typed(system, process, exchange, "factor", exchange.factor_spread, factor)
    return found


def _typed(
    system: System, process: UnitProcess, exchange: Exchange, parameter: str, spread: Spread, fact: Fact
) -> dict[str, Distribution]:
    wrong = _fault(spread, fact.value)
    if wrong is not None:
        system.say(
            SPREAD.at(
                spread.at,
                f"交换 {exchange.id} 的分布有误：{wrong.zh}",
                f"the distribution of the exchange {exchange.id}: {wrong.en}",
                hint_zh="例如 {kind: lognormal, gsd: 1.2}、{kind: normal, cv: 5}、{kind: uniform, low: 90, high: 110}",
                hint_en="for example {kind: lognormal, gsd: 1.2}, {kind: normal, cv: 5} or "
                "{kind: uniform, low: 90, high: 110}",
            )
        )
        return {}
    context = system.at(process=process.id, element=exchange.id, parameter=parameter)
    for name, unit, zh, en in (
        ("gsd", ONE, "几何标准差", "geometric standard deviation"),
        ("cv", PERCENT, "变异系数", "coefficient of variation"),
        ("low", fact.unit, "分布下限", "least value of the distribution"),
        ("high", fact.unit, "分布上限", "greatest value of the distribution"),
    ):
        value = getattr(spread, name)
        if value is not None and name in _NEEDS[spread.kind]:
            text = system.of(process, exchange, zh, en)
            system.builder.give(f"footprint.{name}", context, value, unit, text, spread.place(name))
    return {fact.key: _distribution(spread, fact.value)}


_NEEDS = {"lognormal": ("gsd",), "normal": ("cv",), "triangular": ("low", "high"), "uniform": ("low", "high")}


def _fault(spread: Spread, value: Decimal) -> Text | None:
    lacking = [name for name in _NEEDS[spread.kind] if getattr(spread, name) is None]
    if lacking:
        return Text(f"{spread.kind} 缺少 {'、'.join(lacking)}", f"{spread.kind} lacks {', '.join(lacking)}")
    if spread.kind == "lognormal":
        if value <= 0:
            return Text("对数正态分布的值须大于零", "the value of a lognormal must be above zero")
        bad = spread.gsd is not None and spread.gsd < 1
        return Text(f"几何标准差 {spread.gsd} 小于 1", f"the gsd {spread.gsd} is below 1") if bad else None
    if spread.kind == "normal":
        bad = spread.cv is not None and not 0 <= spread.cv <= _MOST_CV
        return (
            Text(f"变异系数 {spread.cv} % 不在 0 到 33 % 之间", f"cv of {spread.cv} %, not 0 to 33 %") if bad else None
        )
    low, high = spread.low, spread.high
    if low is None or high is None or not 0 <= low <= value <= high or low == high:
        return Text(f"值 {value} 不在 {low} 与 {high} 之间", f"the value {value} is not between {low} and {high}")
    return None


def _distribution(spread: Spread, value: Decimal) -> Distribution:
    middle = float(value)
    match spread.kind:
        case "lognormal":
            return Distribution("lognormal", (middle, math.log(float(spread.gsd or 1))))
        case "normal":
            return Distribution("normal", (middle, middle * float(spread.cv or 0) / 100))
        case "triangular":
            return Distribution("triangular", (float(spread.low or 0), middle, float(spread.high or 0)))
        case _:
            return Distribution("uniform", (float(spread.low or 0), float(spread.high or 0)))


def _scored(
    system: System, process: UnitProcess, exchange: Exchange, asked: Simulation, amount: Fact
) -> dict[str, Distribution]:
    """Record the variance that pedigree scores stand for, and its geometric standard deviation."""
    quality = exchange.quality
    if quality is None or amount.value <= 0:
        return {}
    context = system.at(process=process.id, element=exchange.id)
    names = []
    for indicator, said in INDICATORS.items():
        score = getattr(quality, indicator)
        found = system.sets.one(asked.pedigree, f"{indicator}-{score}", "variance", asked.place("pedigree"))
        one = Context.of(indicator=indicator, level=score)
        if found is not None:
            text = Text(f"谱系矩阵：{said.zh}{score}分的方差", f"pedigree matrix: variance of {said.en} at {score}")
            found.give(system.builder, "footprint.pedigree", one, text)
        names.append(one)
    text = system.of(process, exchange, "基础方差", "basic variance")
    place = quality.place("basic")
    system.builder.give("footprint.basic_variance", context, quality.basic, ONE, text, place)

    def variance() -> Quantity:
        parts = [system.builder.read("footprint.pedigree", one) for one in names]
        return total([system.builder.read("footprint.basic_variance", context), *parts], ONE)

    text = system.of(process, exchange, "对数方差", "variance of the logarithm")
    system.builder.derive("footprint.pedigree_variance", context, ONE, text, variance, position=quality.at)
    text = system.of(process, exchange, "几何标准差", "geometric standard deviation")
    system.builder.derive(
        "footprint.gsd",
        context.extended(parameter="amount"),
        ONE,
        text,
        lambda: exponential(system.builder.read("footprint.pedigree_variance", context).root()),
        position=quality.at,
    )
    known = system.builder.fact("footprint.pedigree_variance", context)
    if known is None or not known.value:
        return {}
    return {amount.key: Distribution("lognormal", (float(amount.value), math.sqrt(float(known.value))))}


# --------------------------------------------------------------------------------------------------- simulation


def _simulate(system: System, asked: Simulation, found: dict[str, Distribution], whole: Fact) -> None:
    builder = system.builder
    program = compile_total(lambda key: builder.fact(*parse_key(key)), whole.key, found)
    # Values that the total does not read change nothing and need no draws.
    drawn = draw({key: one for key, one in found.items() if key in program.inputs}, asked.draws, asked.seed)
    if not drawn:
        reason = Text("总量不依赖任何有分布的值", "the total reads no value that has a distribution")
        builder.lack("footprint.simulated", system.at(indicator="mean"), reason, asked.at)
        return
    summary = summarise(program.run(drawn))
    reads = [builder.read("footprint.total", system.at())]
    for key in drawn:
        reads += [builder.read(*parse_key(key)), *_parameters(system, key)]
    name = f"Monte Carlo of {asked.draws} draws, seed {asked.seed}"
    place = asked.place("draws")
    for indicator, value, zh, en in (
        ("mean", summary.mean, "均值", "mean"),
        ("sd", summary.sd, "标准差", "standard deviation"),
        ("median", summary.median, "中位数", "median"),
        ("low", summary.low, "2.5%分位数", "2.5 percentile"),
        ("high", summary.high, "97.5%分位数", "97.5 percentile"),
    ):
        text = system.label(f"：蒙特卡洛模拟{zh}", f": {en} of the simulation")
        context = system.at(indicator=indicator)
        formula = partial(procedure, name, decimal(value), KG, reads)
        builder.derive("footprint.simulated", context, KG, text, formula, position=place)
    text = system.label("：模拟变异系数", ": coefficient of variation of the simulation")
    builder.derive(
        "footprint.simulated_cv",
        system.at(),
        PERCENT,
        text,
        lambda: (
            system.read("footprint.simulated", indicator="sd") / system.read("footprint.simulated", indicator="mean")
        ),
        position=place,
    )
    _convergence(system, asked, summary, name, reads, place)


def _parameters(system: System, key: str) -> list[Quantity]:
    """Read what a value's distribution was made of: its figures and their marks bear on the result."""
    fact_id, drawn = parse_key(key)
    parameter = fact_id.removeprefix("footprint.")
    context = system.at(process=drawn.get("process"), element=drawn.get("element"), parameter=parameter)
    known = [f"footprint.{name}" for name in ("gsd", "cv", "low", "high")]
    return [system.builder.read(one, context) for one in known if system.builder.has(one, context)]


def _convergence(
    system: System, asked: Simulation, summary: Summary, name: str, reads: list[Quantity], place: Position
) -> None:
    builder = system.builder
    for mark, error in summary.errors:
        if math.isfinite(error):
            text = system.label(f"：前{mark}次抽样均值的相对标准误", f": relative standard error after {mark} draws")
            formula = partial(procedure, name, decimal(error * 100), PERCENT, reads)
            builder.derive("footprint.simulation_error", system.at(level=mark), PERCENT, text, formula, position=place)
    text = system.label("：模拟收敛允许相对标准误", ": tolerance of the relative standard error")
    at = asked.place("tolerance")
    if not give_amount(
        builder, "footprint.simulation_tolerance", system.at(), asked.tolerance, PERCENT, text, at, least=Decimal(0)
    ):
        return
    last = system.at(level=asked.draws)
    text = system.label("：距收敛允许值的余量", ": margin to the tolerance")
    builder.derive(
        "footprint.simulation_margin",
        system.at(),
        PERCENT,
        text,
        lambda: system.read("footprint.simulation_tolerance") - builder.read("footprint.simulation_error", last),
        position=at,
    )
    margin = builder.fact("footprint.simulation_margin", system.at())
    if margin is None or margin.value < 0:
        shown = f"{summary.error * 100:.3g}"
        system.say(
            CONVERGENCE.at(
                place,
                f"{asked.draws} 次抽样后均值的相对标准误为 {shown} %，大于允许值 {asked.tolerance.value} %",
                f"after {asked.draws} draws the relative standard error is {shown} %, above {asked.tolerance.value} %",
                hint_zh=f"增加抽样次数，例如 draws: {_enough(asked, summary)}",
                hint_en=f"take more draws, for example draws: {_enough(asked, summary)}",
            )
        )


def _enough(asked: Simulation, summary: Summary) -> int:
    """Return a round number of draws at which the error should be within the tolerance."""
    allowed = float(asked.tolerance.value) / 100
    if not allowed or not math.isfinite(summary.error):
        return min(asked.draws * 10, _MOST_DRAWS)
    wanted = asked.draws * (summary.error / allowed) ** 2 * 1.2
    step = 10 ** max(2, int(math.log10(wanted)) - 1)
    return int(min(math.ceil(wanted / step) * step, _MOST_DRAWS))
