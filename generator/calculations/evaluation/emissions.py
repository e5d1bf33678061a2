"""Emissions of an investment project: construction period, and operation in the design-capacity year by scenario.

Method: 固定资产投资项目节能审查和碳排放评价办法 (国家发展改革委令2025年第31号): total, structure and emission per
product. Construction = sum of materials, energy and transport x factor, fuels by carbon content. Operation (a year at
design capacity) = fuels x NCV x carbon content x oxidation x 44/12 + process + electricity x factor + heat x factor +
other sources, for each scenario. Electricity without a factor of its own takes the criteria's level (province or
nation) and data year, location purpose. Totals are in CO2e; the CO2 alone is given where every source's factor counts
CO2.

Inputs: ``evaluation.construction``, ``operation``, ``scenarios``; ``criteria.fuels``, ``criteria.electricity``.

Outputs: ``evaluation.quantity``, ``evaluation.ncv``, ``evaluation.carbon_content``, ``evaluation.oxidation``,
``evaluation.factor``, ``evaluation.emission`` (``[scenario,source]``; of the construction ``[source,stage]``),
``evaluation.construction_stage[stage]`` (material, energy, transport), ``evaluation.construction_total``,
``evaluation.construction_co2``, ``evaluation.operation_kind[scenario,category]`` (fuel, process, electricity, heat,
other), ``evaluation.kind_share[scenario,category]`` (sum to one), ``evaluation.total[scenario]`` (tCO2e),
``evaluation.total_co2[scenario]`` (tCO2), ``evaluation.direct[scenario]``, ``evaluation.indirect[scenario]``,
``evaluation.scenario_change[scenario]`` and ``evaluation.scenario_change_rate[scenario]`` (against the chosen
scenario).

Errors: LG014, LG015, LG215, LG730 (no amount in a scenario), LG734 (no factor, or one that does not fit), LG736 (an
electricity factor for another purpose).

Example: ``tests/calculations/evaluation/worked/clinker-line.yaml``, worked out by hand; no published report with all
of its inputs was found.

Marks: data sets keep theirs; the measure's text was read second-hand.
"""

from __future__ import annotations

from functools import partial

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import ONE, UnitError, parse_unit
from generator.calculations.evaluation.frame import T_CO2, T_CO2E, Frame, at, emission_unit, equivalent
from generator.calculations.evaluation.rules import NO_AMOUNT, PURPOSE
from generator.calculations.factors import ELECTRICITY, HEAT, NATION, Factor, from_inline
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, total
from generator.project.inline_factor import InlineFactor
from generator.project.sections.evaluation import ConstructionItem, OperationItem

STAGES = {
    "material": Text("建材", "materials"),
    "energy": Text("施工用能", "energy of construction"),
    "transport": Text("运输", "transport"),
}
KINDS = {
    "fuel": Text("化石燃料燃烧", "combustion of fuels"),
    "process": Text("工业生产过程", "industrial processes"),
    "electricity": Text("净购入电力", "purchased electricity"),
    "heat": Text("净购入热力", "purchased heat"),
    "other": Text("其他", "other sources"),
}
_DIRECT = ("fuel", "process", "other")
_SET = "cn-electricity"


def run(frame: Frame) -> None:
    """Record every emission and the totals."""
    for built in frame.given.construction:
        _construction(frame, built)
    _construction_totals(frame)
    for item in frame.given.operation:
        _coefficients(frame, item)
        for scenario in frame.scenarios:
            _operation(frame, item, scenario)
    for scenario in frame.scenarios:
        _totals(frame, scenario)
    for scenario in frame.scenarios:
        _change(frame, scenario)


def _emission(
    frame: Frame, context: Context, coefficients: Context, name: Text, place: Position, *, fuel: bool
) -> None:
    """Record an item's emission in CO2 or CO2e, as its factor counts."""
    text = Text(f"{name.zh}排放量", f"emission of {name.en}")
    quantity = frame.builder.fact("evaluation.quantity", context)
    factor = frame.builder.fact("evaluation.factor", coefficients)
    known = T_CO2 if fuel else None
    if not fuel and quantity is not None and factor is not None:
        known = emission_unit(quantity.unit, factor.unit)
        if known is None:
            frame.no_factor(place, name)
            reason = Text("因子单位与数量不符", "the factor's unit does not fit the amount")
            frame.builder.lack("evaluation.emission", context, reason, place)
            return
    formula = partial(_product, frame, context, coefficients, fuel)
    frame.builder.derive("evaluation.emission", context, known or T_CO2E, text, formula, position=place)


def _product(frame: Frame, context: Context, coefficients: Context, fuel: bool) -> Quantity:
    amount = frame.builder.read("evaluation.quantity", context)
    if fuel:
        return frame.burnt(amount, coefficients)
    return amount * frame.builder.read("evaluation.factor", coefficients)


def _amount_of(name: Text, scenario: Text | None = None) -> Text:
    """Return what an activity amount is called."""
    zh, en = (f"（{scenario.zh}）", f" ({scenario.en})") if scenario else ("", "")
    return Text(f"{name.zh}数量{zh}", f"amount of {name.en}{en}")


# ------------------------------------------------------------------------------------------------ construction


def _construction(frame: Frame, item: ConstructionItem) -> None:
    context, name, place = at(source=item.id, stage=item.stage), item.name.text, item.place("quantity")
    burnt = bool(item.fuel) and item.factor is None
    counts = item.fuel.rpartition("/")[2] if item.fuel else item.id
    frame.give("evaluation.quantity", context, item.quantity, counts, _amount_of(name), place)
    if burnt:
        frame.fuel(context, item.fuel, name, item.place("fuel"))
    else:
        found = frame.factor(item.factor, item.place("factor"))
        if item.factor is None:
            frame.no_factor(item.at, name)
        frame.give_factor(context, found, counts, name, item.place("factor"))
    _emission(frame, context, context, name, item.at, fuel=burnt)


def _construction_totals(frame: Frame) -> None:
    items = frame.given.construction
    if not items:
        reason = Text("没有建设期数据", "there are no data of the construction period")
        frame.builder.lack("evaluation.construction_total", at(), reason, frame.given.at)
        return
    for stage, name in STAGES.items():
        mine = [at(source=one.id, stage=one.stage) for one in items if one.stage == stage]
        text = Text(f"建设期{name.zh}排放量", f"construction period: {name.en}")
        frame.builder.derive("evaluation.construction_stage", at(stage=stage), T_CO2E, text, partial(_sum, frame, mine))
    every = [at(source=one.id, stage=one.stage) for one in items]
    text = Text("建设期排放量合计", "emission of the construction period")
    frame.builder.derive("evaluation.construction_total", at(), T_CO2E, text, partial(_sum, frame, every))
    text = Text("建设期二氧化碳排放量", "CO2 of the construction period")
    frame.builder.derive("evaluation.construction_co2", at(), T_CO2, text, partial(_carbon, frame, every))


def _sum(frame: Frame, contexts: list[Context]) -> Quantity:
    return total([equivalent(frame.builder.read("evaluation.emission", one)) for one in contexts], T_CO2E)


def _carbon(frame: Frame, contexts: list[Context]) -> Quantity:
    return total([frame.carbon_only("evaluation.emission", one) for one in contexts], T_CO2)


# --------------------------------------------------------------------------------------------------- operation


def _counts(item: OperationItem) -> str:
    """Return what an item's amounts count."""
    if item.fuel:
        return item.fuel.rpartition("/")[2]
    return {"electricity": ELECTRICITY, "heat": HEAT}.get(item.kind, item.id)


def _coefficients(frame: Frame, item: OperationItem) -> None:
    """Give an item's own factor, that of each scenario that has another, or the properties of its fuel."""
    context, name, place = at(source=item.id), item.name.text, item.place("factor")
    if item.kind == "fuel" and item.fuel and item.factor is None:
        frame.fuel(context, item.fuel, name, item.place("fuel"))
    else:
        if item.factor is None and item.kind == "electricity":
            found: Factor | None = _grid(frame, place)
        elif item.factor is None and item.kind == "heat":
            found = frame.sets.named("cn-heat/heat", place)
        elif item.kind == "electricity" and _of_set(item):
            found = None
        else:
            found = frame.factor(item.factor, place)
            if item.factor is None and len(item.factors) < len(item.quantity):
                frame.no_factor(item.at, name)
        if item.kind == "electricity":
            _purpose(frame, item)
        frame.give_factor(context, found, _counts(item), name, place)
    for scenario, own in item.factors.items():
        more = frame.factor(own, own.at)
        frame.give_factor(context.extended(scenario=scenario), more, _counts(item), name, own.at)


def _grid(frame: Frame, place: Position) -> Factor | None:
    """Return the electricity factor of the client's province, or of the nation, by the criteria."""
    criteria, region = frame.project.file.criteria, frame.project.file.client.region
    level = criteria.electricity_level
    where = NATION if level == "national" else region
    if criteria.electricity_year is not None:
        return frame.sets.one(
            criteria.electricity,
            ELECTRICITY,
            level,
            place,
            region=where,
            year=criteria.electricity_year,
            purpose="location",
        )
    until = frame.project.file.periods.current
    return frame.sets.latest(
        criteria.electricity, ELECTRICITY, level, place, until=until, region=where, purpose="location"
    )


def _purpose(frame: Frame, item: OperationItem) -> None:
    """Refuse a factor of the electricity set by its name alone, and one typed that the set has for another purpose."""
    if isinstance(item.factor, str) and _of_set(item):
        _say_purpose(frame, item.place("factor"), item.factor)
    typed = [one for one in (item.factor, *item.factors.values()) if isinstance(one, InlineFactor) and one.value]
    for one in typed:
        same = _purposes(frame, from_inline(one))
        if same and "location" not in same:
            _say_purpose(frame, one.place("value"), f"{one.value} {one.unit} ({', '.join(sorted(same))})")


def _of_set(item: OperationItem) -> bool:
    """Whether an item names the electricity set, which has several figures of one name."""
    return isinstance(item.factor, str) and item.factor.partition("/")[0].partition("@")[0] == _SET


def _say_purpose(frame: Frame, place: Position, shown: str) -> None:
    frame.builder.findings.append(
        PURPOSE.at(
            place,
            f"“{shown}”没有写明用途，或用于园区指标、产品碳足迹、化石能源电力，不是购入电力的平均因子",
            f"{shown!r} does not say for what purpose, or is a park's, a footprint's or the fossil factor",
            hint_zh="删去 factor，按 criteria 的电力层级和数据年份取因子",
            hint_en="take factor out: the criteria's level and data year give it",
        )
    )


def _purposes(frame: Frame, found: Factor) -> set[str]:
    """Return for what purposes the electricity set has a figure of this value."""
    known = frame.sets.data_set(_SET)
    try:
        factor = found.unit.plain.conversion(parse_unit("kg/kWh"))
    except UnitError:
        return set()
    return {one.purpose for one in known.figures if one.value == found.value * factor} if known else set()


def _operation(frame: Frame, item: OperationItem, scenario: str) -> None:
    context, name = at(scenario=scenario, source=item.id), item.name.text
    text = Text(f"{name.zh}（{frame.named(scenario).zh}）", f"{name.en} ({frame.named(scenario).en})")
    amount = item.quantity.get(scenario)
    if amount is None:
        named = frame.named(scenario)
        reason = Text(f"{named.zh}没有{name.zh}的数量", f"no amount of {name.en} in {named.en}")
        frame.builder.lack("evaluation.quantity", context, reason, item.place("quantity"))
        frame.builder.findings.append(
            NO_AMOUNT.at(
                item.place("quantity"),
                f"{name.zh}没有情景 {scenario} 的数量",
                f"{name.en} has no amount in the scenario {scenario}",
                hint_zh=f"quantity: {{{scenario}: 1200 t}}（没有则写 0）",
                hint_en=f"quantity: {{{scenario}: 1200 t}} (0 where there is none)",
            )
        )
    else:
        place = item.place(f"quantity.{scenario}")
        frame.give(
            "evaluation.quantity", context, amount, _counts(item), _amount_of(name, frame.named(scenario)), place
        )
    burnt = item.kind == "fuel" and bool(item.fuel) and item.factor is None and scenario not in item.factors
    coefficients = context if scenario in item.factors else at(source=item.id)
    _emission(frame, context, coefficients, text, item.at, fuel=burnt)


def _totals(frame: Frame, scenario: str) -> None:
    derive, named = frame.builder.derive, frame.named(scenario)
    context, place = at(scenario=scenario), frame.given.at
    every = {one.id: at(scenario=scenario, source=one.id) for one in frame.given.operation}
    kinds = {one.id: one.kind for one in frame.given.operation}
    text = Text(f"达产年排放总量（{named.zh}）", f"emission in the design-capacity year ({named.en})")
    derive("evaluation.total", context, T_CO2E, text, partial(_sum, frame, list(every.values())), position=place)
    text = Text(f"达产年二氧化碳排放量（{named.zh}）", f"CO2 in the design-capacity year ({named.en})")
    derive("evaluation.total_co2", context, T_CO2, text, partial(_carbon, frame, list(every.values())), position=place)
    for fact, direct, zh, en in (
        ("evaluation.direct", True, "直接排放", "direct emission"),
        ("evaluation.indirect", False, "间接排放", "indirect emission"),
    ):
        mine = [every[name] for name, kind in kinds.items() if (kind in _DIRECT) is direct]
        derive(
            fact, context, T_CO2E, Text(f"达产年{zh}（{named.zh}）", f"{en} ({named.en})"), partial(_sum, frame, mine)
        )
    for kind, name in KINDS.items():
        mine = [every[one] for one, of in kinds.items() if of == kind]
        more = context.extended(category=kind)
        text = Text(f"{name.zh}排放量（{named.zh}）", f"emission of {name.en} ({named.en})")
        derive("evaluation.operation_kind", more, T_CO2E, text, partial(_sum, frame, mine))
        text = Text(f"{name.zh}占比（{named.zh}）", f"share of {name.en} in the emission ({named.en})")
        derive("evaluation.kind_share", more, ONE, text, partial(_share, frame, more, context))


def _share(frame: Frame, part: Context, whole: Context) -> Quantity:
    read = frame.builder.read
    return read("evaluation.operation_kind", part) / read("evaluation.total", whole)


def _change(frame: Frame, scenario: str) -> None:
    if scenario == frame.given.chosen:
        return
    context, named = at(scenario=scenario), frame.named(scenario)
    text = Text(f"{named.zh}较推荐情景的排放变化", f"{named.en}: emission less that of the chosen scenario")
    frame.builder.derive("evaluation.scenario_change", context, T_CO2E, text, partial(_difference, frame, scenario))
    text = Text(f"{named.zh}较推荐情景的排放变化率", f"{named.en}: rate of change against the chosen scenario")
    frame.builder.derive("evaluation.scenario_change_rate", context, ONE, text, partial(_rate, frame, scenario))


def _difference(frame: Frame, scenario: str) -> Quantity:
    read = frame.builder.read
    return read("evaluation.total", at(scenario=scenario)) - read("evaluation.total", at(scenario=frame.given.chosen))


def _rate(frame: Frame, scenario: str) -> Quantity:
    return _difference(frame, scenario) / frame.builder.read("evaluation.total", at(scenario=frame.given.chosen))
