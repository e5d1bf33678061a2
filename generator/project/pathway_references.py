"""What the parts of the pathway say of each other and of the sources."""

from __future__ import annotations

from collections.abc import Iterable

from generator.base.findings import Finding, Position, Rule
from generator.project import faults
from generator.project.models import Pathway, ProjectFile, Scenario
from generator.project.suggestions import listing


def pathway_findings(file: ProjectFile) -> Iterable[Finding]:
    """Yield every contradiction inside the pathway."""
    pathway = file.pathway
    if pathway is None:
        return
    yield from _years(file, pathway)
    for scenario in pathway.scenarios:
        yield from _past(scenario, file.periods.current)
        yield from _overlaps(scenario)
        yield from _grid_twice(scenario)
        if scenario.id == pathway.reference and scenario.measures:
            yield _says(
                faults.PATHWAY,
                scenario.place("measures"),
                f"基准情景“{scenario.id}”不应含减排措施",
                f"the reference scenario {scenario.id!r} must not take measures",
                "measures: []",
            )


def _says(rule: Rule, at: Position, zh: str, en: str, example: str) -> Finding:
    return rule.at(at, zh, en, hint_zh=f"例如 {example}", hint_en=f"for example {example}")


def _years(file: ProjectFile, pathway: Pathway) -> Iterable[Finding]:
    current, base = file.periods.current, file.periods.base_year.year
    if pathway.to <= current:
        yield _says(
            faults.PERIODS,
            pathway.place("to"),
            f"路径终点 {pathway.to} 应晚于当前年份 {current}",
            f"the pathway must end after the current year {current}",
            f"to: {current + 10}",
        )
    for target in file.targets:
        if not base < target.year <= pathway.to:
            yield _says(
                faults.PERIODS,
                target.place("year"),
                f"目标年 {target.year} 不在 {base + 1}—{pathway.to} 之间",
                f"target year {target.year} is not within {base + 1} to {pathway.to}",
                f"year: {pathway.to}",
            )
    for measure in pathway.measures:
        if measure.full < measure.begins:
            yield _says(
                faults.PATHWAY,
                measure.place("full"),
                f"措施“{measure.id}”的完全见效年 {measure.full} 早于开始年 {measure.begins}",
                f"measure {measure.id!r} is fully effective ({measure.full}) before it begins ({measure.begins})",
                f"full: {measure.begins}",
            )


def _past(scenario: Scenario, current: int) -> Iterable[Finding]:
    """Yield a finding for every assumption about a year whose actual is known."""
    begins = [(g.begins, g.place("begins"), "begins") for g in scenario.growth]
    for year, at, key in [*begins, *((p.year, p.place("year"), "year") for p in scenario.grid)]:
        if year <= current:
            yield _says(
                faults.PATHWAY,
                at,
                f"情景“{scenario.id}”对 {year} 年作了假设，而 {current} 年及以前是实际值",
                f"scenario {scenario.id!r} assumes {year}; years up to {current} are actual",
                f"{key}: {current + 1}",
            )


def _overlaps(scenario: Scenario) -> Iterable[Finding]:
    seen: dict[str, list[tuple[int, int, Position]]] = {}
    for growth in scenario.growth:
        at = growth.place("begins")
        if growth.ends < growth.begins:
            yield _says(
                faults.PERIODS,
                growth.place("ends"),
                f"结束年 {growth.ends} 早于开始年 {growth.begins}",
                f"it ends ({growth.ends}) before it begins ({growth.begins})",
                f"ends: {growth.begins}",
            )
        clashes: dict[tuple[int, int, Position], list[str]] = {}
        for source in dict.fromkeys(growth.sources):
            for earlier in seen.setdefault(source, []):
                if growth.begins <= earlier[1] and earlier[0] <= growth.ends:
                    clashes.setdefault(earlier, []).append(source)
            seen[source].append((growth.begins, growth.ends, at))
        for (begins, ends, place), sources in clashes.items():
            years = f"{begins}-{ends} / {growth.begins}-{growth.ends}"
            yield faults.PATHWAY.at(
                at,
                f"情景“{scenario.id}”中排放源 {listing(sources)} 的增长期重叠：{years}",
                f"growth of {listing(sources)} in scenario {scenario.id!r} overlaps: {years}",
                hint_zh=f"例如 begins: {ends + 1}",
                hint_en=f"for example begins: {ends + 1}",
                related=[place],
            )


def _grid_twice(scenario: Scenario) -> Iterable[Finding]:
    first: dict[int, Position] = {}
    for point in scenario.grid:
        at = point.place("year")
        if point.year in first:
            yield faults.PATHWAY.at(
                at,
                f"情景“{scenario.id}”的电网因子在 {point.year} 年出现两次",
                f"scenario {scenario.id!r} has two grid factors for {point.year}",
                hint_zh="每年只写一个因子",
                hint_en="one factor a year",
                related=[first[point.year]],
            )
        first.setdefault(point.year, at)
