"""The enterprise pathway: targets, scenarios, measures and trajectory of scopes 1 and 2.

For the way of an organisation's scopes 1 and 2 to its targets (white papers, action plans). It takes ``targets``,
``pathway`` (scenarios of growth and grid factor, measures with costs) and ``peers``, and starts from the inventory::

    targets:
      - {id: total, name: 总量目标, scopes: [1, 2], basis: location, year: 2026, reduction: 10, origin: 公司决定}
    pathway:
      to: 2026
      reference: bau
      chosen: green
      discount_rate: 8 %
      scenarios:
        - {id: bau, name: 基准情景, growth: [{sources: [gas], begins: 2024, ends: 2026, rate: 3, basis: 产销计划}]}
        - {id: green, name: 低碳情景, measures: [boiler]}
      measures:
        - {id: boiler, name: 锅炉改造, lever: 节能, sources: [gas], begins: 2024, full: 2025, reduction: 300 tCO2e/a,
           capex: 200 万元, opex: 5 万元/a, saving: 60 万元/a, lifetime: 15 a, responsible: energy, status: studied,
           acceptance: 热效率测试}

Reads the inventory (``source.emission``, ``inventory.scope12``, ``inventory.scope``, ``factor.electricity``,
``activity.quantity``, ``metric.value``) and the project's ``targets``, ``pathway`` and ``peers``. The method of each
part stands in its own file: :mod:`scenarios`, :mod:`measures`, :mod:`measure_costs`, :mod:`trajectory`, :mod:`targets`.

Conservation holds by construction in every year: business as usual, less the difference of assumptions, less every
measure, is the chosen path; what then remains to the target line is shown as the residual gap and never filled.

Method: see :mod:`scenarios`, :mod:`measures`, :mod:`measure_costs`, :mod:`trajectory`, :mod:`targets`.

Inputs: ``targets``, ``pathway``, ``peers``; the inventory.

Outputs: ``pathway.target_year`` (year) and those of its parts.

Errors: LG201 the path ends too early; LG203 start differs from the inventory; LG209 measures in the reference; LG210
unknown scenario or measure.

Example: ``small-system.yaml``, checked by hand.

Marks: those of the inventory.
"""

from __future__ import annotations

from decimal import Decimal

from generator.base.text import Text
from generator.calculations.pathway.frame import SCOPE_OF_KIND, YEAR, Frame, basis_of, emission_context
from generator.calculations.pathway.measure_costs import record_costs, record_shares
from generator.calculations.pathway.measures import record_levers, record_measures
from generator.calculations.pathway.peers import record_peers
from generator.calculations.pathway.rules import PATH_ENDS, REFERENCE_MEASURES, START_DIFFERS, UNKNOWN
from generator.calculations.pathway.scenarios import record_scenarios
from generator.calculations.pathway.targets import record_targets
from generator.calculations.pathway.trajectory import record_trajectories
from generator.ledger.context import Context
from generator.ledger.ledger import LedgerBuilder
from generator.project.models import Pathway
from generator.project.project import Project


def run(project: Project, builder: LedgerBuilder) -> None:
    """Record the facts of targets, scenarios, measures and peers.

    A project without ``pathway`` gets its targets and peers alone. Findings go to ``builder.findings``.
    """
    record_peers(project, builder)
    frame = _frame(project, builder)
    if frame is not None:
        _check_start(frame)
        record_scenarios(frame)
        year = _review_year(frame)
        record_measures(frame, year)
        record_trajectories(frame)
        record_costs(frame)
        record_shares(frame, year)
        record_levers(frame, year)
    record_targets(project, builder, frame)


def _frame(project: Project, builder: LedgerBuilder) -> Frame | None:
    pathway = project.file.pathway
    if pathway is None:
        return None
    current = project.file.periods.current
    if pathway.to <= current:
        builder.findings.append(
            PATH_ENDS.at(
                pathway.place("to"),
                f"路径终止年 {pathway.to} 不晚于当前报告年 {current}",
                f"the pathway ends in {pathway.to}, not later than the current year {current}",
                hint_zh=f"例如 to: {current + 6}",
                hint_en=f"for example to: {current + 6}",
            )
        )
        return None
    if not _names_known(pathway, builder):
        return None
    basis = basis_of(project)
    sources = tuple(
        source
        for source in project.file.sources
        if source.kind in SCOPE_OF_KIND and _emits(builder, source.id, current, basis)
    )
    actual = tuple(sorted(y for y in project.file.periods.reporting if y <= current))
    future = tuple(range(current + 1, pathway.to + 1))
    return Frame(builder, project, pathway, basis, current, actual, future, sources)


def _emits(builder: LedgerBuilder, source: str, year: int, basis: str) -> bool:
    """Whether the inventory has the source in this year, be it with a value or with a reason for having none."""
    context = emission_context(builder, source, year, basis)
    return builder.has("source.emission", context) or builder.lacks("source.emission", context)


def _names_known(pathway: Pathway, builder: LedgerBuilder) -> bool:
    scenarios = {scenario.id for scenario in pathway.scenarios}
    measures = {measure.id for measure in pathway.measures}
    right = True
    for key, name in (("reference", pathway.reference), ("chosen", pathway.chosen)):
        if name not in scenarios:
            right = False
            builder.findings.append(
                UNKNOWN.at(
                    pathway.place(key),
                    f"没有情景 {name}；已有情景：{'、'.join(sorted(scenarios))}",
                    f"there is no scenario {name}; the scenarios are {', '.join(sorted(scenarios))}",
                    hint_zh=f"例如 {key}: {min(scenarios, default='baseline')}",
                    hint_en=f"for example {key}: {min(scenarios, default='baseline')}",
                )
            )
    for scenario in pathway.scenarios:
        for name in scenario.measures:
            if name not in measures:
                builder.findings.append(
                    UNKNOWN.at(
                        scenario.place("measures"),
                        f"情景 {scenario.id} 采用的措施 {name} 没有描述；已有措施：{'、'.join(sorted(measures))}",
                        f"scenario {scenario.id} takes measure {name}, which is not described; the measures are "
                        f"{', '.join(sorted(measures))}",
                        hint_zh=f"例如 measures: [{min(measures, default='efficiency')}]",
                        hint_en=f"for example measures: [{min(measures, default='efficiency')}]",
                    )
                )
        if scenario.id == pathway.reference and scenario.measures:
            builder.findings.append(
                REFERENCE_MEASURES.at(
                    scenario.place("measures"),
                    f"基准情景 {scenario.id} 不应采用措施",
                    f"the reference scenario {scenario.id} takes measures",
                    hint_zh="把措施移到其他情景",
                    hint_en="move the measures to another scenario",
                )
            )
    return right


def _check_start(frame: Frame) -> None:
    """Compare what the pathway projects with the inventory's scopes 1 and 2 of the current year."""
    builder, current = frame.builder, frame.current
    start = builder.fact("inventory.scope12", Context.of(period=current, basis=frame.basis))
    facts = [
        builder.fact("source.emission", emission_context(builder, s.id, current, frame.basis)) for s in frame.sources
    ]
    if start is None or any(fact is None for fact in facts):
        return
    projected = sum((fact.value for fact in facts if fact is not None), Decimal(0))
    if abs(projected - start.value) > abs(start.value) * Decimal("1e-12"):
        builder.findings.append(
            START_DIFFERS.at(
                frame.pathway.at,
                f"路径各排放源 {current} 年合计 {projected:.4f} tCO2e，与清单范围一、二 {start.value:.4f} tCO2e 不等",
                f"the pathway's sources add up to {projected:.4f} tCO2e in {current}, the inventory's scopes 1 and 2 "
                f"to {start.value:.4f} tCO2e",
                hint_zh="核对是否有排放源缺少范围归类",
                hint_en="check whether a source lacks its scope",
                fact=start.key,
            )
        )


def _review_year(frame: Frame) -> int:
    """Return the year in which measures are compared: of the first target still to come, else the last year."""
    target = next((t for t in frame.project.file.targets if t.year in frame.future), None)
    year = target.year if target else frame.future[-1]
    frame.builder.give(
        "pathway.target_year",
        Context(),
        Decimal(year),
        YEAR,
        Text("措施比较年份", "year in which measures are compared"),
        target.place("year") if target else frame.pathway.place("to"),
    )
    return year
