"""Intensity of an investment project against benchmark, advanced and access levels.

Method: 国家发展改革委令2025年第31号: emission per product and comparison with national, industry and advanced levels.
Intensity per product = emission of the design-capacity year / output; per industrial added value and per output value
likewise. Where the project makes several products each takes its stated share of the emission; the shares sum to one.
A level is met where the intensity is not above it, by exact values.

Inputs: ``evaluation.products`` (output, share), ``added_value``, ``output_value``, ``benchmarks``.

Outputs: ``evaluation.output[scenario,product]``, ``evaluation.allocation[product]``,
``evaluation.intensity[scenario,product]`` (product is a product's id, ``added-value`` or ``output-value``),
``evaluation.benchmark[indicator,level]`` (the indicator is the benchmark's id), ``evaluation.benchmark_margin``,
``evaluation.benchmark_gap``, ``evaluation.benchmark_met``, ``evaluation.benchmark_rate`` (intensity / level - 1), all
``[scenario,indicator,level]``.

Errors: LG208, LG215, LG731 (a level not above nought, or in another unit), LG732 (levels out of order),
LG739 (shares of several products).

Example: ``tests/calculations/evaluation/worked/clinker-line.yaml``, worked out by hand.

Marks: levels carry the mark that the project gives them.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE, Unit, UnitError, parse_unit
from generator.calculations.amounts import give_amount
from generator.calculations.evaluation.frame import Frame, at
from generator.calculations.evaluation.rules import LEVELS, NEGATIVE_BENCHMARK, SHARES
from generator.calculations.factors import from_inline
from generator.calculations.verdicts import record_verdict
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, ratio
from generator.project.sections.evaluation import Benchmark

_VALUES = {
    "added-value": ("added_value", Text("工业增加值", "industrial added value")),
    "output-value": ("output_value", Text("工业产值", "output value")),
}
_NAMES = {
    "benchmark": Text("基准水平", "benchmark level"),
    "advanced": Text("先进水平", "advanced level"),
    "access": Text("行业准入值", "industry access value"),
}


def run(frame: Frame) -> None:
    """Record outputs, intensities, and what they are held against."""
    units: dict[str, Unit] = {}
    _shares(frame)
    for product in frame.given.products:
        written = next(iter(product.output.values()))
        unit = parse_unit(written.unit).of(product.id).unscaled
        units[product.id] = unit
        for scenario, amount in product.output.items():
            named, made = frame.named(scenario), product.name.text
            name = Text(f"{made.zh}产量（{named.zh}）", f"output of {made.en} ({named.en})")
            place = product.place(f"output.{scenario}")
            frame.give("evaluation.output", at(scenario=scenario, product=product.id), amount, product.id, name, place)
            _intensity(frame, scenario, product.id, product.name.text, unit)
    for key, (attribute, name) in _VALUES.items():
        units[key] = parse_unit("万元")
        for scenario, amount in getattr(frame.given, attribute).items():
            context, place = at(scenario=scenario, product=key), frame.given.place(f"{attribute}.{scenario}")
            text = Text(f"{name.zh}（{frame.named(scenario).zh}）", f"{name.en} ({frame.named(scenario).en})")
            give_amount(frame.builder, "evaluation.output", context, amount, "万元", text, place, least=Decimal(0))
            _intensity(frame, scenario, key, name, units[key])
    for benchmark in frame.given.benchmarks:
        _benchmark(frame, benchmark, units.get(benchmark.of))
    _order(frame)


def _shares(frame: Frame) -> None:
    """Give each product's share of the emission; several products without shares that sum to one have no intensity."""
    products = frame.given.products
    if len(products) < 2 and all(one.share is None for one in products):
        return
    for one in products:
        if one.share is not None:
            text = Text(f"{one.name.zh}分摊比例", f"share of {one.name.text.en} in the emission")
            context, place = at(product=one.id), one.place("share")
            give_amount(frame.builder, "evaluation.allocation", context, one.share, "%", text, place, least=Decimal(0))
    facts = [frame.builder.fact("evaluation.allocation", at(product=one.id)) for one in products]
    if all(fact is not None for fact in facts) and sum(fact.value for fact in facts if fact is not None) == 100:
        return
    frame.builder.findings.append(
        SHARES.at(
            products[-1].place("share"),
            "多个产品的排放分摊比例不全，或合计不为 100%",
            "the products' shares of the emission are not all there, or do not sum to 100 %",
            hint_zh="各产品写 share，例如 70 %、30 %",
            hint_en="give each product its share, for example 70 %, 30 %",
        )
    )
    reason = Text("产品分摊比例有误", "the products' shares are wrong")
    for one in products:
        for scenario in frame.scenarios:
            frame.builder.lack("evaluation.intensity", at(scenario=scenario, product=one.id), reason, one.at)


def _per(unit: Unit) -> Unit:
    return parse_unit("tCO2e").times(unit, -1)


def _intensity(frame: Frame, scenario: str, key: str, name: Text, unit: Unit) -> None:
    context, named = at(scenario=scenario, product=key), frame.named(scenario)
    if frame.builder.lacks("evaluation.intensity", context):
        return
    text = Text(f"单位{name.zh}排放（{named.zh}）", f"emission per unit of {name.en} ({named.en})")
    formula = partial(_quotient, frame, context, scenario)
    frame.builder.derive("evaluation.intensity", context, _per(unit), text, formula, position=frame.given.at)


def _quotient(frame: Frame, context: Context, scenario: str) -> Quantity:
    emitted = frame.builder.read("evaluation.total", at(scenario=scenario))
    share = at(product=context.get("product"))
    if frame.builder.has("evaluation.allocation", share):
        emitted = emitted * frame.builder.read("evaluation.allocation", share)
    return emitted / frame.builder.read("evaluation.output", context)


def _benchmark(frame: Frame, one: Benchmark, unit: Unit | None) -> None:
    if unit is None:
        return
    context, name = at(indicator=one.id, level=one.level), one.name.text
    found = from_inline(one.value)
    known = found.unit if one.of in _VALUES else found.unit.per(one.of)
    carbon = parse_unit("tCO2").times(unit, -1)
    if one.value.value <= 0 or not (known.converts_to(_per(unit)) or known.converts_to(carbon)):
        frame.builder.findings.append(
            NEGATIVE_BENCHMARK.at(
                one.value.place("value"),
                f"{name.zh}为 {one.value.value} {one.value.unit}，应为正值，单位为 {_per(unit)}",
                f"{name.en} is {one.value.value} {one.value.unit}; it must be above nought, in {_per(unit)}",
                hint_zh=f"value: {{value: 0.853, unit: {_per(unit).plain}, source: 出处, mark: confirmed}}",
                hint_en=f"value: {{value: 0.853, unit: {_per(unit).plain}, source: ..., mark: confirmed}}",
            )
        )
        frame.builder.lack("evaluation.benchmark", context, Text("水平值有误", "the level is wrong"), one.at)
    else:
        text = Text(f"{name.zh}（{_NAMES[one.level].zh}）", f"{name.en} ({_NAMES[one.level].en})")
        shown = found if one.of in _VALUES else found.per(one.of)
        shown.give(frame.builder, "evaluation.benchmark", context, text)
    for scenario in frame.scenarios:
        _hold(frame, one, scenario, context, unit)


def _hold(frame: Frame, one: Benchmark, scenario: str, context: Context, unit: Unit) -> None:
    more, named = context.extended(scenario=scenario), frame.named(scenario)
    name = Text(f"{one.name.zh}（{named.zh}）", f"{one.name.text.en} ({named.en})")
    value = partial(frame.builder.read, "evaluation.intensity", at(scenario=scenario, product=one.of))
    bound = partial(_bound, frame, context, unit)
    record_verdict(
        frame.builder, "evaluation.benchmark", more, _per(unit), name, (value, bound), upper=True, position=one.at
    )
    text = Text(f"{name.zh}：较该水平的差率", f"{name.en}: rate against the level")
    frame.builder.derive(
        "evaluation.benchmark_rate", more, ONE, text, lambda: value() / bound() - constant(1), position=one.at
    )


def _bound(frame: Frame, context: Context, unit: Unit) -> Quantity:
    """Read a level in CO2e per unit; one that counts CO2 alone is taken as CO2e, GWP 1."""
    level = frame.builder.read("evaluation.benchmark", context)
    if level.unit.converts_to(_per(unit)):
        return level.in_unit(_per(unit))
    return (level * ratio("1", "1", "tCO2e/tCO2", "GWP of CO2")).in_unit(_per(unit))


def _order(frame: Frame) -> None:
    """Find an advanced level that is worse than a benchmark or access level of the same intensity."""
    levels = [one for one in frame.given.benchmarks if one.value.value > 0]
    for better in (one for one in levels if one.level == "advanced"):
        for worse in (one for one in levels if one.level != "advanced" and one.of == better.of):
            try:
                factor = parse_unit(better.value.unit).conversion(parse_unit(worse.value.unit))
            except UnitError:
                continue
            if better.value.value * factor > worse.value.value:
                frame.builder.findings.append(
                    LEVELS.at(
                        better.value.place("value"),
                        f"先进水平 {better.id} 高于 {worse.id}",
                        f"the advanced level {better.id} is above {worse.id}",
                        hint_zh="核对 level 与单位",
                        hint_en="check level and unit",
                        related=[worse.value.place("value")],
                    )
                )
