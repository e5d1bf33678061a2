"""Relations within one client's documents (RL001 = R01 of the catalogue, and so on) and independence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.base.findings import Finding, Position, Rule, Severity
from generator.checks.framework import Case, Check, document_rule, project_rule
from generator.checks.names import place_in_slot
from generator.checks.passages import Passage
from generator.document.blocks import Document
from generator.document.walk import numbers_of


def _shown(document: Document, case: Case, name: str) -> set[str]:
    keys = {number.key for _, number in numbers_of(document.blocks)}
    return {key for key in keys if key in case.ledger.facts and case.ledger.facts[key].id == name}


@project_rule("RL001", "totals-not-comparable", Severity.ERROR, "R01")
def totals_not_comparable(case: Case, rule: Rule) -> Iterable[Finding]:
    """Two documents of one client with totals that cannot be compared.

    Finds: two documents that show the inventory total of the current year, one by the location-based method alone and
    the other by the market-based alone.
    Why: the inventory total is quoted in plan, white paper and disclosure; a reader who holds both sees two totals.
    Wrong: the report shows the location-based total, the white paper only the market-based one.
    Right: one basis for the headline in all documents, the other beside it.
    """
    current = str(case.project.file.periods.current)
    seen: list[tuple[Document, set[str | None]]] = []
    for document in case.documents:
        facts = [case.ledger.facts[key] for key in _shown(document, case, "inventory.total")]
        bases = {fact.context.get("basis") for fact in facts if fact.context.get("period") == current}
        if bases:
            seen.append((document, bases))
    for place, (document, bases) in enumerate(seen):
        for other, theirs in seen[:place]:
            if not bases & theirs:
                yield rule.at(
                    case.place(document),
                    f"{document.id} 与 {other.id} 的{current}年排放总量采用不同的电力核算方法，无法对照",
                    f"{document.id} and {other.id} show the total of {current} by different methods",
                    hint_zh="两份文件至少列出同一种方法的总量",
                    hint_en="show the total by one common method in both",
                    related=(case.place(other),),
                )


_GWP = re.compile(
    r"(?<![A-Za-z])(?P<set>SAR|AR[456])(?![A-Za-z0-9])|第(?P<han>[二四五六])次评估报告|IPCC第(?P<n>[2456])次"
)
_SETS = {"二": "SAR", "四": "AR4", "五": "AR5", "六": "AR6", "2": "SAR", "4": "AR4", "5": "AR5", "6": "AR6"}
_CONSOLIDATION = {
    "operational-control": re.compile(r"运营控制|运行控制|operational control", re.IGNORECASE),
    "financial-control": re.compile(r"财务控制|financial control", re.IGNORECASE),
    "equity-share": re.compile(r"股权比例|股权份额|权益比例|equity share", re.IGNORECASE),
}
_ADOPTS = re.compile(r"采用|采取|选用|按照|依据|基于|使用|取自|by the|uses?|adopt", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"而非|不采用|不使用|未采用|改为|此前|原先|旧版|可选|三种|两种|包括|或|区别|不同于|instead|rather than|formerly"
)


_PERIOD = re.compile(
    r"(?:报告期|核算期|核算年度|报告年度|报告期间|盘查期)间?(?:为|是|:|：|自|从)\s*(?P<year>(?:19|20)\d{2})\s*年"
    r"(?:度|\s*1\s*月\s*1\s*日\s*[至到—-]\s*(?P<end>(?:19|20)\d{2})\s*年\s*12\s*月\s*31\s*日)"
)


@document_rule("RL002", "identity-differs", Severity.ERROR, "R02")
def identity_differs(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """A document that states another period, GWP set or consolidation approach than the project's.

    Finds: a sentence that names a reporting period outside the reporting years, or that says which GWP set or
    consolidation approach is used and names another one.
    Why: organisation, boundary, year and GWP set are one in all documents of a case file.
    Wrong: ``全球变暖潜势采用IPCC第五次评估报告（AR5）`` where the criteria say AR6.
    Right: the set of the criteria; a template prints it from the project file.
    """
    file = case.project.file
    years = set(map(str, file.periods.reporting))
    for passage in _prose(case, document):
        period = _PERIOD.search(passage.text)
        if period and {period["year"], period["end"] or period["year"]} - years:
            right = str(file.periods.current)
            yield _states(case, document, rule, passage, period[0], right, file.periods.place("current"))
        if not _ADOPTS.search(passage.text) or _OTHERWISE.search(passage.text):
            continue
        named = {_SETS.get(f["han"] or f["n"], f["set"]) for f in _GWP.finditer(passage.text)}
        speaks = re.search(r"潜势|GWP|warming potential", passage.text)
        if named and speaks and file.criteria.gwp not in named:
            said = next(_GWP.finditer(passage.text))[0]
            yield _states(case, document, rule, passage, said, file.criteria.gwp, file.criteria.place("gwp"))
        stated = {name for name, pattern in _CONSOLIDATION.items() if pattern.search(passage.text)}
        if stated and file.boundary.consolidation not in stated:
            found = _CONSOLIDATION[sorted(stated)[0]].search(passage.text)
            said = found[0] if found else ""
            right = file.boundary.consolidation
            yield _states(case, document, rule, passage, said, right, file.boundary.place("consolidation"))


def _states(
    case: Case, document: Document, rule: Rule, passage: Passage, said: str, right: str, related: Position
) -> Finding:
    return rule.at(
        place_in_slot(case, document, passage, said),
        f"“{said}”与项目文件中的 {right} 不一致",
        f"{said!r} is not the project's {right}",
        hint_zh=f"与项目文件一致：{right}",
        hint_en=f"say what the project file says: {right}",
        block=passage.block,
        related=(related,),
    )


def _prose(case: Case, document: Document) -> Iterator[Passage]:
    return (p for p in case.passages(document) if p.where in ("paragraph", "cell", "note", "footnote", "heading"))


_BASE_YEAR = re.compile(
    r"基准年(?:度|份)?(?:\s*(?:为|是|选定为|确定为|定为|设定为|设为|取|选择|选取))\s*(?P<year>(?:19|20)\d{2})"
    r"|以\s*(?P<before>(?:19|20)\d{2})\s*年(?:度)?(?:作?为|为)\s*基准年|(?P<en>(?:19|20)\d{2})\s+(?:is|as)\s+the\s+base\s+year"
    r"|base year\s+(?:is|of)\s+(?P<of>(?:19|20)\d{2})"
)


@document_rule("RL003", "base-year-differs", Severity.ERROR, "R03", waivable=False)
def base_year_differs(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """Another base year than the project's.

    Finds: a sentence that names a base year which is neither the project's nor a target's own.
    Why: base year and base-year value are one object for inventory, plan, targets and white paper.
    Wrong: ``基准年为2021年`` where the project says 2022.
    Right: ``基准年为{{ project.periods.base_year.year }}年``
    """
    right = str(case.project.file.periods.base_year.year)
    for passage in case.passages(document):
        for found in _BASE_YEAR.finditer(passage.text):
            said = next(value for value in found.groups() if value)
            if said != right and not re.search(r"原|此前|曾|旧|行业|国家|全国", passage.text[: found.start()][-12:]):
                yield _states(
                    case, document, rule, passage, found[0], right, case.project.file.periods.base_year.place("year")
                )


@project_rule("RL004", "one-fuel-two-values", Severity.WARNING, "R04")
def one_fuel_two_values(case: Case, rule: Rule) -> Iterable[Finding]:
    """One fuel with two calorific values or carbon contents at one site.

    Finds: two sources of one site that burn the same fuel, with different net calorific values, carbon contents or
    oxidation factors in the ledger.
    Why: activity data and factors of one stream are the same in inventory, monitoring plan and verification papers.
    Wrong: measured carbon content for one boiler, the default for the other, on the same coal.
    Right: one value for one delivery; where two grades are burnt, two fuels with their own names.
    """
    sources = [source for source in case.project.file.sources if source.fuel]
    for place, source in enumerate(sources):
        for other in sources[:place]:
            if (source.site, source.fuel) != (other.site, other.fuel):
                continue
            for name in ("factor.ncv", "factor.carbon_content", "factor.oxidation"):
                mine = case.ledger.facts.get(f"{name}[source={source.id}]")
                theirs = case.ledger.facts.get(f"{name}[source={other.id}]")
                if mine and theirs and (mine.value, mine.unit.text) != (theirs.value, theirs.unit.text):
                    yield rule.at(
                        source.at,
                        f"{source.name.text.zh}与{other.name.text.zh}同为{source.fuel}，{mine.label.zh}不同："
                        f"{mine.value:g} 与 {theirs.value:g}",
                        f"{source.id} and {other.id} burn one {source.fuel} by {mine.value:g} and {theirs.value:g}",
                        hint_zh="同一批燃料采用同一数值；不同品种请分别命名",
                        hint_en="one value for one fuel; name two grades apart",
                        fact=mine.key,
                        related=(other.at,),
                    )


_PEAK = re.compile(
    r"(?:在|于|将于|力争)?\s*(?P<year>20\d{2})\s*年(?:前后|左右)?(?:实现)?(?:碳?达峰|达到峰值|排放峰值)"
    r"|(?:碳?达峰|峰值)(?:年份?|时间)(?:为|是|在|定为)\s*(?P<after>20\d{2})"
)
_OTHERS = re.compile(r"国家|全国|我国|中国|全省|省|行业|全球|世界|政策|意见|方案")


@document_rule("RL006", "peak-year-differs", Severity.ERROR, "R06")
def peak_year_differs(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """Another peak year than the pathway's.

    Finds: a sentence about the client's own peak year that names another than that of the chosen scenario.
    Why: targets and peak year are the same in white paper, plan and application.
    Wrong: ``公司将于2028年达峰`` where the chosen path peaks in 2025.
    Right: ``公司将于{{ pathway.peak_year(scenario="chosen") }}年达峰``
    """
    pathway = case.project.file.pathway
    if pathway is None:
        return
    peak = case.ledger.facts.get(f"pathway.peak_year[scenario={pathway.chosen}]")
    if peak is None:
        return
    years = {f"{peak.value:.0f}"}
    last = case.ledger.facts.get(f"pathway.peak_last_year[scenario={pathway.chosen}]")
    years |= {f"{last.value:.0f}"} if last else set()
    for passage in case.passages(document):
        for found in _PEAK.finditer(passage.text):
            said = found["year"] or found["after"]
            if said not in years and not _OTHERS.search(passage.text[: found.start()][-30:]):
                yield _states(case, document, rule, passage, found[0], f"{peak.value:.0f}", pathway.place("chosen"))


CHECKS: tuple[Check, ...] = (
    totals_not_comparable,
    identity_differs,
    base_year_differs,
    one_fuel_two_values,
    peak_year_differs,
)
