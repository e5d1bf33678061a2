"""Data quality: rating by the pedigree matrix, share of primary data, variances that scores stand for.

Method: pedigree matrix (Weidema and Wesnaes 1996): five indicators scored 1 (best) to 5. The rating of an indicator is
the mean of its scores, weighted by the magnitude of what each exchange emits (uptake aside); the rating of the
footprint is the mean of the five, or their weighted mean where the rules give weights (ISO 14067:2018, 6.3.5; PACT
Methodology, data quality ratings). The share of primary data is the contribution of exchanges from primary data over
that of all::

    DQR_i = sum of |c_e| x score_ei / sum of |c_e|          PDS = sum of |c_e|, primary / sum of |c_e|

Inputs: ``exchanges[].quality``, ``exchanges[].data``, ``footprints[].quality.weights``.

Outputs: ``footprint.score[product,process,element,indicator]``, ``footprint.dqr[product,indicator]``,
``footprint.dqr[product]``, ``footprint.quality_weight[product,indicator]`` (1), ``footprint.primary_share[product]``
(%), ``footprint.rated_share[product]`` (%): how much of the contributions the rating covers.

Errors: LG493 (weights do not sum to one, or of no indicator).

Example: ``cut-off-quality.yaml``, worked out by hand.

Marks: none; scores are the project's.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE
from generator.calculations.footprint.results import origins, pairs_of
from generator.calculations.footprint.rules import WEIGHTS
from generator.calculations.footprint.system import KG, PERCENT, System
from generator.ledger.fact import Kind
from generator.ledger.quantity import Quantity, constant, total
from generator.project.sections.footprint_process import Exchange, UnitProcess

INDICATORS: dict[str, Text] = {
    "reliability": Text("可靠性", "reliability"),
    "completeness": Text("完整性", "completeness"),
    "temporal": Text("时间代表性", "temporal representativeness"),
    "geographical": Text("地理代表性", "geographical representativeness"),
    "technological": Text("技术代表性", "technological representativeness"),
}
_Pair = tuple[UnitProcess, Exchange]


def record_quality(system: System) -> None:
    """Record ratings and the share of primary data, where the project scores its data."""
    pairs = [(p, e) for p, e in pairs_of(system) if not e.process]
    _primary(system, pairs)
    scored = [(p, e) for p, e in pairs if e.quality is not None]
    if not scored:
        return
    for process, exchange in scored:
        for name, said in INDICATORS.items():
            context = system.at(process=process.id, element=exchange.id, indicator=name)
            text = system.of(process, exchange, f"{said.zh}评分", f"score of {said.en}")
            place = exchange.quality.place(name) if exchange.quality else exchange.at
            value = Decimal(getattr(exchange.quality, name))
            system.builder.give("footprint.score", context, value, ONE, text, place, kind=Kind.ASSUMED)
    for name, said in INDICATORS.items():
        text = system.label(f"：{said.zh}数据质量评级", f": data quality rating, {said.en}")
        formula = partial(_rating, system, scored, name)
        system.builder.derive("footprint.dqr", system.at(indicator=name), ONE, text, formula)
    text = system.label("：数据质量评级覆盖的贡献", ": share of the contributions that is rated")
    formula = partial(_part, system, scored, pairs)
    system.builder.derive("footprint.rated_share", system.at(), PERCENT, text, formula)
    _overall(system)


def _magnitude(system: System, pair: _Pair) -> Quantity:
    """Return the magnitude of what an exchange emits; uptake weighs nothing."""
    own = {"process": pair[0].id, "element": pair[1].id}
    emitted = [one for one in origins(pair[1]) if one != "removal"]
    return total([system.read("footprint.emission", category=one, **own) for one in emitted], KG).magnitude()


def _part(system: System, some: list[_Pair], every: list[_Pair]) -> Quantity:
    over = total([_magnitude(system, one) for one in some], KG)
    return over / total([_magnitude(system, one) for one in every], KG)


def _rating(system: System, scored: list[_Pair], name: str) -> Quantity:
    weighed = [
        _magnitude(system, one) * system.read("footprint.score", process=one[0].id, element=one[1].id, indicator=name)
        for one in scored
    ]
    return total(weighed, KG) / total([_magnitude(system, one) for one in scored], KG)


def _overall(system: System) -> None:
    rule = system.footprint.quality
    weights = rule.weights if rule is not None else {}
    text = system.label("：数据质量评级", ": data quality rating")
    if not weights:
        system.builder.derive(
            "footprint.dqr",
            system.at(),
            ONE,
            text,
            lambda: (
                total([system.read("footprint.dqr", indicator=name) for name in INDICATORS], ONE)
                / constant(len(INDICATORS), ONE, "number of indicators")
            ),
        )
        return
    if rule is None:
        return
    with localcontext(prec=34):
        summed = sum(weights.values(), Decimal(0))
    unknown = [name for name in weights if name not in INDICATORS]
    if summed != 1 or unknown or any(one < 0 for one in weights.values()):
        zh = f"没有指标 {'、'.join(unknown)}" if unknown else f"权重之和为 {summed}，应为 1"
        en = f"there is no indicator {', '.join(unknown)}" if unknown else f"the weights sum to {summed}, not 1"
        system.say(
            WEIGHTS.at(
                rule.place(f"weights.{unknown[0]}") if unknown else rule.place("weights"),
                f"数据质量评级：{zh}",
                f"data quality rating: {en}",
                hint_zh="例如 weights: {temporal: 0.3, geographical: 0.3, technological: 0.4}",
                hint_en="for example weights: {temporal: 0.3, geographical: 0.3, technological: 0.4}",
            )
        )
        reason = Text("权重之和不为1", "the weights do not sum to one")
        system.builder.lack("footprint.dqr", system.at(), reason, rule.place("weights"))
        return
    for name, value in weights.items():
        said = system.label(f"：{INDICATORS[name].zh}权重", f": weight of {INDICATORS[name].en}")
        place = rule.place(f"weights.{name}")
        system.builder.give("footprint.quality_weight", system.at(indicator=name), value, ONE, said, place)
    system.builder.derive(
        "footprint.dqr",
        system.at(),
        ONE,
        text,
        lambda: total(
            [
                system.read("footprint.quality_weight", indicator=name) * system.read("footprint.dqr", indicator=name)
                for name in weights
            ],
            ONE,
        ),
        position=rule.place("weights"),
    )


def _primary(system: System, pairs: list[_Pair]) -> None:
    if not any(exchange.data for _, exchange in pairs):
        return
    without = [exchange for _, exchange in pairs if exchange.data is None]
    if without:
        reason = Text(f"{without[0].id} 未说明数据来源", f"{without[0].id} does not say whether its data are primary")
        system.builder.lack("footprint.primary_share", system.at(), reason, without[0].at)
        return
    primary = [(p, e) for p, e in pairs if e.data == "primary"]
    text = system.label("：初级数据占比", ": share of primary data")
    system.builder.derive("footprint.primary_share", system.at(), PERCENT, text, partial(_part, system, primary, pairs))
