"""What an inventory may not leave out or pass over (NU015 to NU019)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.base.findings import Finding, Rule, Severity
from generator.base.units import UnitError, parse_unit
from generator.checks.framework import Case, Check, document_rule, project_rule
from generator.checks.passages import every_block
from generator.document.blocks import Document
from generator.document.pictures import Chart, Series
from generator.document.walk import lines_of, walk_inlines
from generator.ledger.expression import inputs
from generator.ledger.fact import Fact
from generator.ledger.ledger import Ledger

#: Kinds that stand outside the total, or are taken from it.
_OUTSIDE = ("biogenic-combustion", "sold-electricity", "sold-heat", "self-generated-electricity")
_TINY = Decimal("1e-9")


@project_rule("NU015", "location-equals-market", Severity.WARNING, "seen 12; GHG Protocol Scope 2 Guidance")
def location_equals_market(case: Case, rule: Rule) -> Iterable[Finding]:
    """Two methods, one number: location-based equal to market-based on every line, year after year.

    Finds: two or more reporting years in which every purchased-electricity source has the same emission by both
    methods, although the client holds certificates or contracts of those years.
    Why: a listed company published such a table for three years; one of the two was never calculated.
    Wrong: market-based figures copied from the location-based ones.
    Right: the market-based method with the instruments, and the residual mix or its stated substitute for the rest.
    """
    by_year: dict[str, list[bool]] = {}
    first: Fact | None = None
    emissions = case.ledger.by_id.get("source.emission", ())
    market = {_but_basis(fact): fact for fact in emissions if fact.context.get("basis") == "market"}
    for fact in emissions:
        if fact.context.get("basis") == "location" and (other := market.get(_but_basis(fact))):
            by_year.setdefault(fact.context.get("period") or "", []).append(fact.value == other.value)
            first = first or other
    equal = [year for year, lines in by_year.items() if all(lines)]
    covered = {str(instrument.period) for instrument in case.project.file.instruments}
    if first is not None and len(equal) >= 2 and len(equal) == len(by_year) and covered & set(equal):
        listed = "、".join(sorted(equal))
        yield rule.at(
            case.project.file.instruments[0].at,
            f"{listed}年每个用电排放源的两种核算结果都相同，而企业持有绿色电力凭证",
            f"in {', '.join(sorted(equal))} both methods agree on every line although the client holds instruments",
            hint_zh="核对基于市场的方法是否真正核算，凭证是否对应到厂区和年份",
            hint_en="check that the market-based method was calculated, and that instruments name site and year",
            fact=first.key,
        )


def _but_basis(fact: Fact) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in fact.context.pairs if pair[0] != "basis")


@project_rule("NU016", "market-based-missing", Severity.ERROR, "GHG Protocol Scope 2 Guidance, 7.1")
def market_based_missing(case: Case, rule: Rule) -> Iterable[Finding]:
    """Scope 2 by one method only.

    Finds: a reporting year with purchased electricity and a location-based scope 2 value but no market-based one, or
    the other way round.
    Why: who reports scope 2 reports both; certificates show only in the second.
    Wrong: a year without the factor that the market-based method needs.
    Right: both values in every reporting year.
    """
    scope2 = [f for f in case.ledger.by_id.get("inventory.scope", ()) if f.context.get("scope") == "2"]
    bought = [s for s in case.project.file.sources if s.kind == "purchased-electricity"]
    for year in map(str, case.project.file.periods.reporting):
        bases = {f.context.get("basis") for f in scope2 if f.context.get("period") == year} - {None}
        if bought and len(bases) == 1:
            there = bases.pop()
            zh, en = ("基于市场", "market-based") if there == "location" else ("基于位置", "location-based")
            yield rule.at(
                bought[0].at,
                f"{year}年范围二没有{zh}的结果",
                f"scope 2 of {year} has no {en} value",
                hint_zh="补齐该年度所需的电力因子或凭证信息",
                hint_en="add the electricity factor or the instruments that the year needs",
                fact=f"inventory.scope[period={year},scope=2,basis={there}]",
            )


@project_rule("NU017", "left-out-of-total", Severity.ERROR, "seen 11", waivable=False)
def left_out_of_total(case: Case, rule: Rule) -> Iterable[Finding]:
    """A source that is listed beside the total and not in it.

    Finds: a source with emissions in a reporting year that the formula of the inventory total never reads; and
    exclusions that together are estimated above the materiality threshold.
    Why: a gas utility listed 4,799 t of leaked methane beside a total of 28,996 t CO2e that left them out: some
    134,000 t CO2e.
    Wrong: ``exclusions: [{what: 管网甲烷逸散, estimate: 134000 tCO2e, …}]`` beside a total of 28,996.
    Right: the leakage as a source of its own, in the total.
    """
    outside = {s.id for s in case.project.file.sources if s.kind in _OUTSIDE}
    for total in case.ledger.by_id.get("inventory.total", ()):
        read = _closure(case.ledger, total)
        for fact in case.ledger.by_id.get("source.emission", ()):
            basis = fact.context.get("basis")
            same = fact.context.get("period") == total.context.get("period")
            counted = fact.context.get("source") not in outside
            if (
                read
                and same
                and counted
                and basis in (None, total.context.get("basis"))
                and fact.value
                and fact.key not in read
            ):
                yield rule.at(
                    fact.position or case.at,
                    f"{fact.label.zh}（{fact.key}）没有计入 {total.key}",
                    f"{fact.label.en} ({fact.key}) is not part of {total.key}",
                    hint_zh="将该排放源计入总量，或在排除清单中说明理由和估算量",
                    hint_en="count it, or list it among the exclusions with reason and estimate",
                    fact=fact.key,
                )
    yield from _exclusions(case, rule)


def _closure(ledger: Ledger, total: Fact) -> frozenset[str]:
    """Every key that a fact rests on; empty where the fact has no formula."""
    found: set[str] = set()
    waiting = [total.key] if total.formula is not None else []
    while waiting:
        fact = ledger.facts.get(waiting.pop())
        for key in inputs(fact.formula) if fact and fact.formula is not None else ():
            if key not in found:
                found.add(key)
                waiting.append(key)
    return frozenset(found)


def _exclusions(case: Case, rule: Rule) -> Iterator[Finding]:
    file = case.project.file
    threshold = Decimal("0.05")
    if file.criteria.materiality is not None:
        try:
            factor = parse_unit(file.criteria.materiality.unit).conversion(parse_unit("1"))
            threshold = file.criteria.materiality.value * factor
        except UnitError:
            return
    totals = [
        fact.value
        for fact in case.ledger.by_id.get("inventory.total", ())
        if fact.context.get("period") == str(file.periods.current)
    ]
    estimated = Decimal(0)
    largest, most = None, Decimal(0)
    for exclusion in file.boundary.exclusions:
        if exclusion.estimate is None:
            continue
        try:
            tonnes = exclusion.estimate.value * parse_unit(exclusion.estimate.unit).conversion(parse_unit("tCO2e"))
        except UnitError:
            continue
        estimated += tonnes
        if tonnes > most:
            largest, most = exclusion, tonnes
    if largest is not None and totals and estimated > threshold * min(totals):
        yield rule.at(
            largest.place("estimate"),
            f"排除项估算合计 {estimated:g} tCO2e，超过总量 {min(totals):.0f} tCO2e 的重要性阈值 {threshold * 100:g}%",
            f"the exclusions are estimated at {estimated:g} tCO2e, above {threshold * 100:g} % of {min(totals):.0f}",
            hint_zh="把主要的排除项作为排放源纳入清单",
            hint_en="count the largest exclusion as a source",
        )


_COMPARES = ("inventory.change", "inventory.change_rate")


@document_rule("NU018", "not-like-for-like", Severity.WARNING, "seen 10")
def not_like_for_like(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """A comparison of two years whose inventories do not count the same things.

    Finds: a document that shows the change of the total between two years, or a chart of it over years, where a
    scope 3 category was counted in one of the two and not in the other.
    Why: a total that silently gained scope 3 was shown as +6.8 % where like for like it fell by 4.1 %.
    Wrong: scope 3 counted for the first time in 2024, beside ``比上年上升``.
    Right: compare scopes 1 and 2, give the earlier year its scope 3, or recalculate and say so.
    """
    categories = _scope3(case)
    for key in sorted(_shown_changes(document, case.ledger)):
        fact = case.ledger.facts[key]
        year = fact.context.get("period") or ""
        now, before = categories.get(year, frozenset()), categories.get(str(int(year) - 1), frozenset())
        if now != before:
            gained = sorted(now ^ before)
            listed = "、".join(map(str, gained))
            source = next(s for s in case.project.file.sources if s.scope3_category in gained)
            yield rule.at(
                source.at,
                f"{fact.label.zh}（{year}年）前后口径不同：范围三类别 {listed} 只在其中一年核算",
                f"{fact.label.en} of {year} compares unlike with unlike: scope 3 category "
                f"{', '.join(map(str, gained))} counts in one of the two years only",
                hint_zh="补齐另一年的数据，或只比较范围一和范围二并说明口径",
                hint_en="add the other year's data, or compare scopes 1 and 2 and say so",
                fact=key,
            )


def _scope3(case: Case) -> dict[str, frozenset[int]]:
    of_source = {s.id: s.scope3_category for s in case.project.file.sources if s.scope3_category}
    found: dict[str, set[int]] = {}
    for fact in case.ledger.by_id.get("source.emission", ()):
        category = of_source.get(fact.context.get("source") or "")
        if category and fact.value:
            found.setdefault(fact.context.get("period") or "", set()).add(category)
    return {year: frozenset(values) for year, values in found.items()}


def _shown_changes(document: Document, ledger: Ledger) -> set[str]:
    """Keys of total changes that the document shows, those that a chart of totals over years implies too."""
    shown: set[str] = set()
    for block in every_block(document.blocks):
        for inlines in lines_of(block):
            shown |= {getattr(inline, "key", "") for inline in walk_inlines(inlines)}
        if isinstance(block, Chart):
            for series in block.series:
                shown |= _implied(series, ledger)
    return {key for key in shown if key in ledger.facts and ledger.facts[key].id in _COMPARES}


def _implied(series: Series, ledger: Ledger) -> set[str]:
    totals = [point.key for point in series.points if point and point.key.startswith("inventory.total[")]
    if len(totals) < 2:
        return set()
    changes = (key.replace("inventory.total[", "inventory.change_rate[") for key in totals)
    return {key for key in changes if key in ledger.facts}


_SEVENTH = re.compile(r"三氧化二氮|三氧化氮|三氟化二氮|N2O3|N₂O₃|NO3(?!-)|nitrogen trioxide", re.IGNORECASE)
_SEVEN = re.compile(r"七[种类]温室气体|seven (?:greenhouse )?gases", re.IGNORECASE)
_GASES = ("二氧化碳", "甲烷", "氧化亚氮", "氢氟碳", "全氟碳", "六氟化硫")
_NF3 = re.compile(r"三氟化氮|NF3|NF₃|nitrogen trifluoride", re.IGNORECASE)


@document_rule("NU019", "seventh-gas", Severity.ERROR, "seen 15; GB/T 32150-2025, 3.1")
def seventh_gas(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """The seventh greenhouse gas is nitrogen trifluoride.

    Finds: 三氧化二氮 and its like, and a list of the seven gases without 三氟化氮 (NF3).
    Why: a signed contract made the seventh gas 三氧化二氮.
    Wrong: ``二氧化碳、甲烷、氧化亚氮、氢氟碳化物、全氟碳化物、六氟化硫和三氧化二氮``
    Right: ``…、六氟化硫和三氟化氮（NF₃）``
    """
    for passage in case.passages(document):
        wrong = _SEVENTH.search(passage.text)
        lists_all = _SEVEN.search(passage.text) and sum(gas in passage.text for gas in _GASES) >= 5
        if wrong or (lists_all and not _NF3.search(passage.text)):
            said = wrong[0] if wrong else "七种温室气体"
            yield rule.at(
                passage.origin,
                f"“{said}”：第七种温室气体是三氟化氮（NF₃）",
                f"{said!r}: the seventh greenhouse gas is nitrogen trifluoride (NF3)",
                hint_zh="改为三氟化氮（NF₃）",
                hint_en="write NF3",
                block=passage.block,
            )


CHECKS: tuple[Check, ...] = (
    location_equals_market,
    market_based_missing,
    left_out_of_total,
    not_like_for_like,
    seventh_gas,
)
