"""Completeness of the project's data: evidence, months, duties, criteria (CO007 to CO010)."""

from __future__ import annotations

from collections.abc import Iterable

from generator.base.findings import Finding, Position, Rule, Severity
from generator.checks.framework import Case, Check, project_rule
from generator.project.models import Source


@project_rule("CO007", "evidence-missing", Severity.WARNING, "ISO 14064-1:2018, 8.1")
def evidence_missing(case: Case, rule: Rule) -> Iterable[Finding]:
    """Data without evidence.

    Finds: a source or a metric that names no evidence, neither itself nor in its rows or quantities.
    Why: a verifier samples the records behind the data; data without a record are an opinion.
    Wrong: a source without ``evidence``, its rows without a voucher number.
    Right: ``evidence: 燃气公司月度结算单``
    """
    rows = {name for rows in case.project.rows for i, name in enumerate(rows.source) if _said(rows.evidence, i)}
    rows |= {quantity.source for quantity in case.project.file.activity.inline if quantity.evidence}
    for source in case.project.file.sources:
        if not source.evidence.strip() and source.id not in rows:
            yield _lacks(rule, source.at, source.name.text.zh, source.name.text.en)
    for metric in case.project.file.metrics:
        if not metric.evidence.strip():
            yield _lacks(rule, metric.at, metric.name.text.zh, metric.name.text.en)


def _said(column: list[str], i: int) -> bool:
    return bool(column) and bool(column[i].strip())


def _lacks(rule: Rule, at: Position, zh: str, en: str) -> Finding:
    return rule.at(
        at,
        f"{zh}没有写明证据",
        f"{en} names no evidence",
        hint_zh="例如 evidence: 燃气公司月度结算单",
        hint_en="for example evidence: monthly invoices of the gas supplier",
    )


@project_rule("CO008", "months-missing", Severity.WARNING, "ISO 14064-1:2018, 6.2; seen 8")
def months_missing(case: Case, rule: Rule) -> Iterable[Finding]:
    """A year with fewer than twelve months.

    Finds: a source that is recorded by month in a reporting year, with months for which nothing is recorded. A month
    without consumption is a row with 0. A warning in a draft, an error in a final build.
    Why: a missing month is not a month of zero; a period said to be a year has twelve.
    Wrong: electricity of January to November.
    Right: the month's row, with 0 where nothing was used.
    """
    sources = {source.id: source for source in case.project.file.sources}
    years = {str(year) for year in case.project.file.periods.reporting}
    months: dict[tuple[str, str], dict[str, Position]] = {}
    whole: set[tuple[str, str]] = set()
    for rows in case.project.rows:
        for i, period in enumerate(rows.period):
            key = (rows.source[i], period[:4])
            if len(period) == 7:
                months.setdefault(key, {})[period[5:]] = rows.position(i)
            else:
                whole.add(key)
    for (name, year), found in sorted(months.items()):
        source = sources.get(name)
        if year in years and source and (name, year) not in whole and len(found) < 12:
            yield _months(case, rule, source, year, found)


def _months(case: Case, rule: Rule, source: Source, year: str, found: dict[str, Position]) -> Finding:
    gone = [month for month in (f"{n:02d}" for n in range(1, 13)) if month not in found]
    listed = "、".join(f"{int(month)}月" for month in gone)
    return rule.at(
        list(found.values())[-1],
        f"{source.name.text.zh}{year}年缺少 {listed} 的数据",
        f"{source.name.text.en}: {', '.join(f'{year}-{month}' for month in gone)} missing",
        hint_zh="补录缺少的月份；确无消耗的月份录入 0",
        hint_en="add the missing months; a month without consumption is a row with 0",
        fact=f"activity.months_covered[period={year},source={source.id}]",
        severity=case.severity,
    )


@project_rule("CO009", "nobody-responsible", Severity.WARNING, "ISO 14064-1:2018, 8.1")
def nobody_responsible(case: Case, rule: Rule) -> Iterable[Finding]:
    """Data that nobody answers for.

    Finds: a metric without a responsible role. (A source and a measure without one are refused when loading.)
    Why: requests for data go to a role; without one, nobody is asked.
    Wrong: ``{id: output, name: 工业总产值, unit: 万元, values: {…}}``
    Right: the same with ``responsible: finance``.
    """
    for metric in case.project.file.metrics:
        if not metric.responsible:
            first = case.project.file.responsible[0].id
            yield rule.at(
                metric.at,
                f"指标“{metric.name.text.zh}”没有责任岗位",
                f"nobody answers for metric {metric.name.text.en!r}",
                hint_zh=f"例如 responsible: {first}",
                hint_en=f"for example responsible: {first}",
            )


@project_rule("CO010", "significance-missing", Severity.ERROR, "ISO 14064-1:2018, 5.2.3, 9.3.1 e)")
def significance_missing(case: Case, rule: Rule) -> Iterable[Finding]:
    """Indirect emissions chosen without a criterion.

    Finds: a project that reports or excludes sources of categories 3 to 6 and gives no criteria of significance.
    Why: what counts as significant is decided by criteria and documented; otherwise the boundary is what was at hand.
    Wrong: value-chain sources, and no ``boundary.significance``.
    Right: ``significance: 按排放量、影响力、数据可得性和相关方关注判断……``
    """
    file = case.project.file
    reported = [source for source in file.sources if source.kind == "value-chain"]
    excluded = [exclusion for exclusion in file.boundary.exclusions if exclusion.category >= 3]
    said = file.boundary.significance
    if (reported or excluded) and (said is None or not said.zh.strip()):
        yield rule.at(
            file.boundary.at,
            "报告或排除了类别三至类别六的间接排放，但没有写明重要性准则",
            "categories 3 to 6 are reported or excluded without criteria of significance",
            hint_zh="补充 boundary.significance",
            hint_en="add boundary.significance",
            related=(reported[0].at if reported else excluded[0].at,),
        )


CHECKS: tuple[Check, ...] = (evidence_missing, months_missing, nobody_responsible, significance_missing)
