"""Scenarios: what the current year's emissions become by growth of activity and by the electricity factor's path.

Method: Each source of scopes 1 and 2 starts from its actual emission of the current year and is carried forward year
by year::

    E(s, y) = E(s, y-1) x (1 + g(s, y)) x [ EF(y) / EF(y-1) ]

where ``g`` is the growth rate declared for that source and year (none declared: activity stays as it is) and the ratio
of electricity factors applies to purchased electricity alone. Both years of a growth entry are included: a rate for
2025-2027 acts on the steps 2024 to 2025, 2025 to 2026 and 2026 to 2027. Electricity factors between two declared years
lie on a straight line; the line starts at the factor of the current inventory; after the last declared year the factor
stays. A scenario that declares no growth, or no factors, takes the reference scenario's. Activity-times-factor
projection of this kind is the bottom-up method of scenario studies (IPCC AR6 WG III, Annex III).

Inputs: ``pathway.scenarios`` (growth, grid), ``source.emission``, ``factor.electricity``.

Outputs: ``growth.rate[period,scenario,source]`` in percent as typed; ``grid.factor[period,scenario]`` in the unit of
the inventory's electricity factor; ``pathway.gross[period,scenario,source]`` and ``pathway.before[period,scenario]``
in tCO2e.

Errors: LG202 two rates; LG208, LG215 amounts; LG216 an assumption without effect.

Example: ``small-system.yaml``, ``shared-measure.yaml``, checked by hand.

Marks: those of the inventory; growth and grid factors are assumptions.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import ONE, Unit, UnitError, parse_unit
from generator.calculations.amounts import label
from generator.calculations.pathway.frame import TONNES, Frame, calendar
from generator.calculations.pathway.rules import NO_EFFECT_ASSUMPTION, TWO_RATES
from generator.calculations.rules import AMOUNT, OUT_OF_RANGE
from generator.ledger.context import Context
from generator.ledger.fact import Fact, Kind
from generator.ledger.quantity import Quantity, constant, total
from generator.project.models import GridPoint, Growth, Scenario, Source

Rates = dict[tuple[str, int], Context]


def record_scenarios(frame: Frame) -> None:
    """Record growth rates, electricity factors and the emissions of every source before any measure.

    Makes ``growth.rate[scenario,row]``, ``grid.factor[scenario,period]``, ``pathway.gross[scenario,source,period]`` and
    ``pathway.before[scenario,period]``.
    """
    for scenario in in_order(frame):
        _report_no_effect(frame, scenario)
        rates = _record_growth(frame, scenario)
        _record_grid(frame, scenario)
        for source in frame.sources:
            _carry_forward(frame, scenario, source, rates)
        for year in frame.future:
            frame.builder.derive(
                "pathway.before",
                Context.of(scenario=scenario.id, period=year),
                TONNES,
                label(scenario.name, f"{year}年采取措施前的排放量", f": emissions before measures, {year}"),
                partial(_before, frame, scenario, year),
                position=scenario.at,
            )


def _before(frame: Frame, scenario: Scenario, year: int) -> Quantity:
    parts = [frame.builder.read("pathway.gross", gross_context(scenario.id, s.id, year)) for s in frame.sources]
    return total(parts, TONNES)


def in_order(frame: Frame) -> tuple[Scenario, ...]:
    """Return the scenarios, the reference first: the others may take over from it."""
    return tuple(sorted(frame.pathway.scenarios, key=lambda s: s.id != frame.reference))


def gross_context(scenario: str, source: str, year: int) -> Context:
    """Return the context of a source's emission before measures."""
    return Context.of(scenario=scenario, source=source, period=year)


def growth_owner(frame: Frame, scenario: Scenario) -> Scenario:
    """Return the scenario whose growth holds: its own, or the reference's where it declares none or the same."""
    reference = frame.scenario(frame.reference) or scenario
    return reference if not scenario.growth or _written(scenario.growth) == _written(reference.growth) else scenario


def grid_owner(frame: Frame, scenario: Scenario) -> Scenario:
    """Return the scenario whose electricity factors hold: its own, or the reference's (none, or equal ones)."""
    reference = frame.scenario(frame.reference) or scenario
    return reference if not scenario.grid or _written(scenario.grid) == _written(reference.grid) else scenario


def _written(entries: Sequence[Growth] | Sequence[GridPoint]) -> list[dict[str, object]]:
    return [entry.model_dump() for entry in entries]


def _record_growth(frame: Frame, scenario: Scenario) -> Rates:
    """Record the growth rates of a scenario; return which rate holds for which source and year."""
    owner = growth_owner(frame, scenario)
    rates: Rates = {}
    holds: dict[tuple[str, int], Growth] = {}
    for row, entry in enumerate(owner.growth, start=1):
        context = Context.of(scenario=owner.id, row=row)
        if owner is scenario:
            name = label(owner.name, f"活动水平年增长率（{row}）", f": yearly growth of activity ({row})")
            _give_rate(frame, context, entry, name)
        for source in entry.sources:
            for year in range(max(entry.begins, frame.current + 1), entry.ends + 1):
                if (source, year) in holds and owner is scenario:
                    _report_two_rates(frame, scenario, entry, holds[source, year], source, year)
                    break
                holds.setdefault((source, year), entry)
                rates.setdefault((source, year), context)
    return rates


def _give_rate(frame: Frame, context: Context, entry: Growth, name: Text) -> None:
    """Record a growth rate; activity cannot fall by more than all of it."""
    place = entry.place("rate")
    if entry.rate >= -100:
        frame.builder.give(
            "growth.rate", context, entry.rate, "%", name, place, kind=Kind.ASSUMED, note=entry.basis.text
        )
        return
    frame.builder.lack("growth.rate", context, Text("增长率低于 -100%", "growth below -100 %"), place)
    frame.builder.findings.append(
        OUT_OF_RANGE.at(
            place,
            f"{name.zh} {entry.rate}% 低于 -100%",
            f"{name.en}: {entry.rate}% is below -100 %",
            hint_zh="例如 rate: -2.5",
            hint_en="for example rate: -2.5",
        )
    )


def _report_two_rates(frame: Frame, scenario: Scenario, entry: Growth, other: Growth, source: str, year: int) -> None:
    frame.builder.findings.append(
        TWO_RATES.at(
            entry.at,
            f"情景 {scenario.id} 中排放源 {source} 在 {year} 年有两个增长率：{entry.rate}% 与 {other.rate}%",
            f"scenario {scenario.id}: source {source} has two growth rates in {year}: {entry.rate}% and {other.rate}%",
            hint_zh="各增长率的起止年份不得重叠",
            hint_en="let the years of the entries not overlap",
            related=(other.at,),
        )
    )


def _report_no_effect(frame: Frame, scenario: Scenario) -> None:
    """Point out assumptions that change nothing."""
    known = {source.id for source in frame.sources}
    if growth_owner(frame, scenario) is scenario:
        for entry in scenario.growth:
            stray = [source for source in entry.sources if source not in known]
            if stray:
                names = "、".join(stray)
                _no_effect(frame, entry.place("sources"), f"排放源 {names} 不在路径中", f"{names} is not on the path")
            if entry.ends <= frame.current:
                _no_effect(frame, entry.place("ends"), f"增长期止于 {entry.ends} 年", f"growth ends in {entry.ends}")
    if grid_owner(frame, scenario) is scenario:
        for point in scenario.grid:
            if point.year < frame.current:
                zh, en = f"{point.year} 年的电力排放因子", f"an electricity factor of {point.year}"
                _no_effect(frame, point.place("year"), zh, en)


def _no_effect(frame: Frame, position: Position, zh: str, en: str) -> None:
    current = frame.current
    frame.builder.findings.append(
        NO_EFFECT_ASSUMPTION.at(
            position,
            f"{zh}，对 {current} 年之后的路径没有作用",
            f"{en}: without effect on the path after {current}",
            hint_zh="核对排放源和年份",
            hint_en="check source and year",
        )
    )


def _carry_forward(frame: Frame, scenario: Scenario, source: Source, rates: Rates) -> None:
    for year in frame.future:
        frame.builder.derive(
            "pathway.gross",
            gross_context(scenario.id, source.id, year),
            TONNES,
            label(
                source.name,
                f"（{scenario.name.zh}，{year}年，采取措施前）",
                f" ({scenario.name.text.en}, {year}, before measures)",
            ),
            partial(_gross, frame, scenario, source, year, rates.get((source.id, year))),
            position=scenario.at,
        )


def _gross(frame: Frame, scenario: Scenario, source: Source, year: int, rate: Context | None) -> Quantity:
    if growth_owner(frame, scenario) is not scenario and grid_owner(frame, scenario) is not scenario:
        return frame.builder.read("pathway.gross", gross_context(frame.reference, source.id, year))
    before = year - 1
    if before == frame.current:
        value = frame.emission(source, before)
    else:
        value = frame.builder.read("pathway.gross", gross_context(scenario.id, source.id, before))
    if rate is not None:
        value = value * (constant(1, ONE, "unchanged activity") + frame.builder.read("growth.rate", rate))
    if source.kind == "purchased-electricity" and grid_owner(frame, scenario).grid:
        value = value * _factor(frame, scenario, year) / _factor(frame, scenario, before)
    return value


def _factor(frame: Frame, scenario: Scenario, year: int) -> Quantity:
    return frame.builder.read("grid.factor", Context.of(scenario=scenario.id, period=year))


# ------------------------------------------------------------------------------------------ electricity factor


def _record_grid(frame: Frame, scenario: Scenario) -> None:
    """Record the electricity factor from the current year to the last one."""
    bought = [s for s in frame.sources if s.kind == "purchased-electricity"]
    start = _start_contexts(frame, bought)
    if not start:
        return
    anchor = frame.builder.fact("factor.electricity", start[0][1])
    unit = anchor.unit if anchor else parse_unit("tCO2/MWh{electricity}")
    if grid_owner(frame, scenario) is not scenario:
        _repeat_reference(frame, scenario, unit)
        return
    declared = _record_points(frame, scenario, unit)
    if frame.current not in declared:
        frame.builder.derive(
            "grid.factor",
            Context.of(scenario=scenario.id, period=frame.current),
            unit,
            _grid_label(scenario, frame.current),
            partial(_current_factor, frame, start, unit),
            position=scenario.at,
        )
    known = sorted({frame.current, *declared})
    for year in frame.future:
        if year not in declared:
            frame.builder.derive(
                "grid.factor",
                Context.of(scenario=scenario.id, period=year),
                unit,
                _grid_label(scenario, year),
                partial(_between, frame, scenario, known, year),
                position=scenario.place("grid"),
            )


def _repeat_reference(frame: Frame, scenario: Scenario, unit: Unit) -> None:
    for year in (frame.current, *frame.future):
        frame.builder.derive(
            "grid.factor",
            Context.of(scenario=scenario.id, period=year),
            unit,
            _grid_label(scenario, year),
            partial(frame.builder.read, "grid.factor", Context.of(scenario=frame.reference, period=year)),
            position=scenario.at,
        )


def _grid_label(scenario: Scenario, year: int) -> Text:
    return label(scenario.name, f"{year}年电力排放因子", f": electricity factor {year}")


def _start_contexts(frame: Frame, bought: list[Source]) -> list[tuple[Source, Context]]:
    """Return each source of purchased electricity with the context of its current factor, where it has one."""
    found = []
    for source in bought:
        for basis in (frame.basis, "location"):
            context = Context.of(period=frame.current, entity=source.site, basis=basis)
            if frame.builder.has("factor.electricity", context):
                found.append((source, context))
                break
    return found


def _current_factor(frame: Frame, start: list[tuple[Source, Context]], unit: Unit) -> Quantity:
    """Return the current factor; where sites differ, their mean weighted by the company's part of what they bought."""
    facts: list[Fact] = [f for _, c in start if (f := frame.builder.fact("factor.electricity", c)) is not None]
    if len({(f.value, f.unit) for f in facts}) == 1:
        return frame.builder.read("factor.electricity", start[0][1])
    bought = [
        frame.owned(source, frame.builder.read("activity.quantity", Context.of(period=frame.current, source=source.id)))
        for source, _ in start
    ]
    factors = [frame.builder.read("factor.electricity", context) for _, context in start]
    amount = parse_unit("MWh{electricity}")
    weighted = total([f * q.in_unit(amount) for f, q in zip(factors, bought, strict=True)], unit.times(amount))
    return weighted / total(bought, amount)


def _record_points(frame: Frame, scenario: Scenario, unit: Unit) -> set[int]:
    declared: set[int] = set()
    for point in scenario.grid:
        if point.year < frame.current:
            continue
        value = _point_value(point, unit)
        context = Context.of(scenario=scenario.id, period=point.year)
        if value is None:
            frame.builder.findings.append(
                AMOUNT.at(
                    point.place("factor"),
                    f"情景 {scenario.id} 的电力排放因子单位 {point.factor.unit} 不能换算为 {unit}",
                    f"scenario {scenario.id}: the electricity factor's unit {point.factor.unit} is not {unit}",
                    hint_zh=f"例如 0.45 {unit.plain}",
                    hint_en=f"for example 0.45 {unit.plain}",
                )
            )
            frame.builder.lack("grid.factor", context, Text("单位不能换算", "the unit is of another dimension"))
        else:
            frame.builder.give(
                "grid.factor",
                context,
                value,
                unit,
                _grid_label(scenario, point.year),
                point.place("factor"),
                kind=Kind.ASSUMED,
                note=point.basis.text,
            )
        declared.add(point.year)
    return declared


def _point_value(point: GridPoint, unit: Unit) -> Decimal | None:
    typed = parse_unit(point.factor.unit)
    for candidate in (typed, typed.of("electricity")):
        try:
            return point.factor.value * candidate.conversion(unit)
        except UnitError:
            continue
    return None


def _between(frame: Frame, scenario: Scenario, known: list[int], year: int) -> Quantity:
    """Return the factor of a year on the straight line between the declared years around it."""
    before = max(y for y in known if y < year)
    after = min((y for y in known if y > year), default=None)
    start = _factor(frame, scenario, before)
    if after is None:
        return start
    end = _factor(frame, scenario, after)
    passed, span = calendar(year) - calendar(before), calendar(after) - calendar(before)
    return start + (end - start) * passed / span
