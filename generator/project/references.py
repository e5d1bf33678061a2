"""What the parts of a project file say of each other: ids that exist, years that agree, units that fit."""

from __future__ import annotations

from collections.abc import Iterable

from generator.base.findings import Finding, Position
from generator.project import faults
from generator.project.identifiers import clashing_sums, repeated_ids, unknown_ids
from generator.project.models import DraftingFile, ProjectFile, Source
from generator.project.node import Section
from generator.project.pathway_references import pathway_findings
from generator.project.wanted_units import unit_findings


def check_references(file: ProjectFile) -> tuple[Finding, ...]:
    """Return every contradiction between the parts of a project file, each at the place that must change."""
    return (
        *repeated_ids(file),
        *clashing_sums(file),
        *unknown_ids(file),
        *_periods(file),
        *_shares(file),
        *(f for source in file.sources for f in _source_needs(source)),
        *(f for source in file.sources for f in _uses(source)),
        *_metrics(file),
        *pathway_findings(file),
        *unit_findings(file),
        *_boundary(file),
        *_sections(file),
    )


def _boundary(file: ProjectFile) -> Iterable[Finding]:
    """An organisation's sources need its boundary; a region, a product or a reduction project has none."""
    if file.sources and not file.boundary.sites:
        example = "boundary: {consolidation: operational-control, sites: […]}"
        yield faults.MISSING_KEY.at(
            file.at,
            "缺少必填项“boundary”：有排放源的项目要有组织边界",
            "boundary is missing: a project with sources has an organisational boundary",
            hint_zh=f"例如 {example}",
            hint_en=f"for example {example}",
        )


def _sections(file: ProjectFile) -> Iterable[Finding]:
    """What each section says of its own parts, and of the tables that it names."""
    for name in type(file).model_fields:
        value = getattr(file, name)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, Section):
                yield from one.contradictions(file)


def _periods(file: ProjectFile) -> Iterable[Finding]:
    periods = file.periods
    years = periods.reporting
    if not years and isinstance(file, DraftingFile):
        return
    if sorted(set(years)) != years:
        right = ", ".join(str(y) for y in sorted(set(years)))
        yield faults.PERIODS.at(
            periods.place("reporting"),
            "报告年份应从早到晚、不重复",
            "reporting years must ascend, each once",
            hint_zh=f"reporting: [{right}]",
            hint_en=f"reporting: [{right}]",
        )
    for key, year, at in (
        ("current", periods.current, periods.place("current")),
        ("base_year.year", periods.base_year.year, periods.base_year.place("year")),
    ):
        if year not in years:
            right = ", ".join(str(y) for y in sorted({*years, year}))
            yield faults.PERIODS.at(
                at,
                f"{key} {year} 不在报告年份中",
                f"{key} {year} is none of the reporting years",
                hint_zh=f"reporting: [{right}]",
                hint_en=f"reporting: [{right}]",
                related=[periods.place("reporting")],
            )
    for instrument in file.instruments:
        if instrument.period not in years:
            right = ", ".join(str(y) for y in sorted({*years, instrument.period}))
            yield faults.PERIODS.at(
                instrument.place("period"),
                f"合同或证书 {instrument.id} 的年份 {instrument.period} 不在报告年份中",
                f"the year {instrument.period} of instrument {instrument.id} is none of the reporting years",
                hint_zh=f"reporting: [{right}]",
                hint_en=f"reporting: [{right}]",
                related=[periods.place("reporting")],
            )
    for engagement in file.engagements:
        if engagement.ends and engagement.ends < engagement.begins:
            yield _backwards(engagement.place("ends"), engagement.begins, engagement.ends)
    for stage in file.stages:
        if stage.ends < stage.begins:
            yield _backwards(stage.place("ends"), stage.begins, stage.ends)


def _backwards(at: Position, begins: object, ends: object) -> Finding:
    return faults.PERIODS.at(
        at,
        f"结束（{ends}）早于开始（{begins}）",
        f"it ends ({ends}) before it begins ({begins})",
        hint_zh=f"ends: {begins} 或更晚",
        hint_en=f"ends: {begins} or later",
    )


_FACTOR_EXAMPLE = "factor: {value: 0.44, unit: tCO2/t, source: …, mark: confirmed}"


def _source_needs(source: Source) -> Iterable[Finding]:
    def lacks(key: str, zh: str, en: str, example: str) -> Finding:
        return faults.SOURCE_NEEDS.at(
            source.place(key),
            f"排放源 {source.id}：{zh}",
            f"source {source.id}: {en}",
            hint_zh=example,
            hint_en=example,
        )

    burns = source.kind in ("stationary-combustion", "mobile-combustion")
    if burns and not source.fuel and source.factor is None:
        yield lacks("id", "燃烧源缺少燃料", "a combustion source needs its fuel", "fuel: 天然气")
    if source.kind in ("process", "value-chain") and source.factor is None:
        yield lacks("id", f"{source.kind} 类排放源缺少因子", f"a {source.kind} source needs a factor", _FACTOR_EXAMPLE)
    if source.kind == "fugitive" and source.factor is None and "gas" not in source.model_fields_set:
        zh, en = "逸散源缺少泄漏的气体", "a fugitive source needs the gas that leaks, or a factor"
        yield lacks("id", zh, en, "gas: HFC-134a")
    if source.kind == "value-chain" and source.scope3_category is None:
        zh, en = "value-chain 类排放源缺少范围三类别", "a value-chain source needs its scope 3 category"
        yield lacks("id", zh, en, "scope3_category: 1")
    if source.kind != "value-chain" and source.scope3_category is not None:
        zh, en = "只有 value-chain 类排放源有范围三类别", "only a value-chain source has a scope 3 category"
        yield lacks("scope3_category", zh, en, "kind: value-chain")
    if isinstance(source.factor, str) and source.factor.replace(".", "", 1).isdigit():
        zh, en = f"因子 {source.factor} 缺少单位和来源", f"factor {source.factor} has neither unit nor source"
        yield lacks("factor", zh, en, _FACTOR_EXAMPLE)


def _shares(file: ProjectFile) -> Iterable[Finding]:
    """Ask for every site's share under equity share: the whole, taken by default, would overstate the emissions."""
    if file.boundary.consolidation != "equity-share":
        return
    for site in file.boundary.sites:
        if "share" not in site.model_fields_set:
            yield faults.SITE_SHARE.at(
                site.place("share"),
                f"按股权比例法核算时，场所 {site.id} 须写明股权比例",
                f"under equity share the site {site.id} must say its share",
                hint_zh="例如 share: 60（百分数；全资写 100）",
                hint_en="for example share: 60 (percent; 100 if wholly owned)",
            )


def _uses(source: Source) -> Iterable[Finding]:
    total = sum(use.share for use in source.uses)
    if total > 100:
        yield faults.SHARES.at(
            source.place("uses"),
            f"排放源 {source.id} 各用途份额合计 {total}%，超过 100%",
            f"the uses of source {source.id} add up to {total} %",
            hint_zh="各用途份额之和不大于 100",
            hint_en="the shares add up to 100 at most",
        )


def _metrics(file: ProjectFile) -> Iterable[Finding]:
    for metric in file.metrics:
        for year in metric.values:
            if not (year.isascii() and year.isdigit() and 1990 <= int(year) <= 2100):
                yield faults.METRIC_YEARS.at(
                    metric.place(f"values.{year}"),
                    f"指标 {metric.id} 的键“{year}”不是年份",
                    f"key {year!r} of metric {metric.id} is no year",
                    hint_zh="例如 values: {2024: 30180}",
                    hint_en="for example values: {2024: 30180}",
                )
