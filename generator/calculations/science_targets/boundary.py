"""Boundary and time: scope 3 threshold, coverage of the scopes, time frame and base year.

Method: SBTi Corporate Near-Term Criteria. A scope 3 target is needed where scope 3 is the threshold of scopes 1 to 3 or
more (C4); near-term targets cover at least the stated share of scopes 1 and 2, which are tested even where no target
covers them, and of scope 3; a near-term target ends within the stated span after its submission (C13), counted in
calendar years of which that of a submission by the end of June is one::

    span = target year - year of submission + 1 (submitted January to June) or + 0 (July to December)

The base year is not earlier than the stated one. Shares of several targets over one scope add up.

Inputs: ``science_target.emission``, ``science_target.criterion``, ``science_target.submission``, the section.

Outputs: ``science_target.scope3_share[period]`` and ``science_target.scope3_needed[period]`` (1 or 0);
``science_target.covered[scope,stage]`` (1; stage is ``near`` or ``long``; scope ``1-2`` is both together, weighed by
emissions of the base year), ``science_target.covered_margin[scope,stage]`` and
``science_target.covered_met[scope,stage]`` (scope ``1-2`` or ``3``); ``science_target.span[target]`` (year),
``science_target.span_met[target]`` and ``science_target.base_year_met[target]`` (1 or 0).

Errors: LG420, LG421, LG423, LG424, LG430.

Example: ``worked/boundary.yaml``, by hand.

Marks: thresholds are secondary.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE
from generator.calculations.amounts import label
from generator.calculations.contraction import YEAR
from generator.calculations.decisions import at_least, at_most
from generator.calculations.science_targets.criteria import TONNES, Desk
from generator.calculations.science_targets.rules import BASE_YEAR, COVERAGE, COVERED_TWICE, FRAME, SCOPE3
from generator.calculations.scopes import SCOPES
from generator.ledger.context import Context
from generator.ledger.fact import Fact
from generator.ledger.quantity import Quantity, constant, total
from generator.project.sections.science_targets import ScienceTarget

_TERMS = {"near": Text("近期目标", "near-term targets"), "long": Text("长期目标", "long-term targets")}


def record_boundary(desk: Desk) -> None:
    """Record shares of scopes, coverage, time frames; what falls short of the criteria is a finding."""
    _record_scope3(desk)
    for term in dict.fromkeys(target.term for target in desk.section.targets):
        own = [target for target in desk.section.targets if target.term == term]
        for scopes in ((1, 2), (3,)):
            if scopes == (1, 2) or any(set(scopes) & set(target.scopes) for target in own):
                _record_coverage(desk, term, scopes, own)
    for target in desk.section.targets:
        _record_time(desk, target)


# ------------------------------------------------------------------------------------------------------ scope 3


def _record_scope3(desk: Desk) -> None:
    builder, newest = desk.builder, None
    for year in desk.years():
        if not all(desk.emits(scope, year) for scope in (1, 2, 3)):
            continue
        newest = Context.of(period=year)
        name = Text(f"{year}年范围三占比", f"share of scope 3 in {year}")
        builder.derive("science_target.scope3_share", newest, ONE, name, partial(_scope3_share, desk, year))
        name = Text(f"{year}年是否须设范围三目标（1为是）", f"whether a scope 3 target is needed in {year} (1: yes)")
        builder.derive("science_target.scope3_needed", newest, ONE, name, partial(_scope3_needed, desk, newest))
    if newest is None:
        return
    needed = builder.fact("science_target.scope3_needed", newest)
    share = builder.fact("science_target.scope3_share", newest)
    has = any(target.term == "near" and 3 in target.scopes for target in desk.section.targets)
    if needed is None or share is None or needed.value == 0 or has:
        return
    builder.findings.append(
        SCOPE3.at(
            desk.section.place("targets"),
            f"范围三占 {share.value * 100:.2f}%，达到阈值，而近期目标不含范围三",
            f"scope 3 is {share.value * 100:.2f} % of all emissions and reaches the threshold; no near-term target "
            "has it",
            hint_zh="增加一个 scopes: [3] 的近期目标",
            hint_en="add a near-term target with scopes: [3]",
            fact=share.key,
        )
    )


def _scope3_share(desk: Desk, year: int) -> Quantity:
    return desk.emission(3, year) / total([desk.emission(scope, year) for scope in (1, 2, 3)], TONNES)


def _scope3_needed(desk: Desk, context: Context) -> Quantity:
    share = desk.builder.read("science_target.scope3_share", context)
    return at_least(share, desk.criterion("scope3-threshold").in_unit(ONE))


# ----------------------------------------------------------------------------------------------------- coverage


def _record_coverage(desk: Desk, term: str, scopes: tuple[int, ...], own: list[ScienceTarget]) -> None:
    """Record how much of a scope the targets of a term cover; of scopes 1 and 2 together, by their emissions."""
    builder, name = desk.builder, _TERMS[term]
    targets = [target for target in own if set(scopes) & set(target.scopes)]
    at = targets[0].place("coverage") if targets else own[0].place("scopes")
    related = [target.place("coverage") for target in targets[1:]]
    for scope in scopes:
        context = Context.of(scope=scope, stage=term)
        text = Text(f"{name.zh}{SCOPES[scope].zh}覆盖率", f"{name.en}: coverage of {SCOPES[scope].en}")
        formula = partial(_covered, desk, [target for target in own if scope in target.scopes])
        builder.derive("science_target.covered", context, ONE, text, formula, position=at)
        covered = builder.fact("science_target.covered", context)
        if covered is not None and covered.value > 1:
            builder.findings.append(
                COVERED_TWICE.at(
                    at,
                    f"{name.zh}对{SCOPES[scope].zh}的覆盖率合计 {_percent(covered.value)}%，超过 100%",
                    f"{name.en} cover {_percent(covered.value)} % of scope {scope}, more than 100 %",
                    hint_zh="各目标覆盖率之和不超过 100",
                    hint_en="let the coverage of all targets sum to 100 or less",
                    related=related,
                )
            )
            return
    together = Context.of(scope="-".join(map(str, scopes)), stage=term)
    floor = f"{term}-coverage-{'s3' if scopes == (3,) else 's1s2'}"
    said = "、".join(SCOPES[scope].zh for scope in scopes)
    formulas: dict[str, tuple[str, str, Callable[[], Quantity]]] = {
        "covered_margin": ("覆盖率余量", "margin of coverage", partial(_margin, desk, together, floor)),
        "covered_met": (
            "覆盖率是否达标（1为是）",
            "coverage enough (1: yes)",
            partial(_enough, desk, together, floor),
        ),
    }
    if len(scopes) > 1:
        year = targets[0].base_year if targets else None
        formulas = {
            "covered": ("合计覆盖率", "coverage together", partial(_covered_together, desk, term, scopes, year)),
            **formulas,
        }
    for fact, (zh, en, formula_of) in formulas.items():
        text = Text(f"{name.zh}{said}{zh}", f"{name.en}: {en}, {' and '.join(SCOPES[one].en for one in scopes)}")
        builder.derive(f"science_target.{fact}", together, ONE, text, formula_of, position=at)
    covered = builder.fact("science_target.covered", together)
    margin = builder.fact("science_target.covered_margin", together)
    if covered is not None and margin is not None and margin.value < 0:
        _report_coverage(desk, (term, scopes), targets, own, covered, _percent(covered.value - margin.value))


def _report_coverage(
    desk: Desk,
    where: tuple[str, tuple[int, ...]],
    targets: list[ScienceTarget],
    own: list[ScienceTarget],
    covered: Fact,
    least: str,
) -> None:
    """Say that targets cover too little, at the one that covers least, or where no target covers the scopes at all."""
    term, scopes = where
    name = _TERMS[term]
    zh_scopes, en_scopes = "、".join(SCOPES[one].zh for one in scopes), ", ".join(map(str, scopes))
    first = min(targets, key=lambda target: target.coverage, default=None)
    if first is None:
        hint = (f"增加一个 scopes: [{en_scopes}] 的目标", f"add a target with scopes: [{en_scopes}]")
    elif len(targets) == 1:
        hint = (f"例如 coverage: {least}", f"for example coverage: {least}")
    else:
        hint = (
            f"提高 coverage，使各目标合计覆盖 {least}%",
            f"raise coverage, so that all targets cover {least} % together",
        )
    desk.builder.findings.append(
        COVERAGE.at(
            first.place("coverage") if first else own[0].place("scopes"),
            f"{name.zh}覆盖{zh_scopes}排放的 {_percent(covered.value)}%，准则要求 {least}%",
            f"{name.en} cover {_percent(covered.value)} % of scope {en_scopes}; the criteria ask for {least} %",
            hint_zh=hint[0],
            hint_en=hint[1],
            fact=covered.key,
            related=[target.place("coverage") for target in targets if target is not first],
        )
    )


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}"


def _covered(desk: Desk, targets: list[ScienceTarget]) -> Quantity:
    return total([desk.builder.read("science_target.coverage", Context.of(target=t.id)) for t in targets], ONE)


def _covered_together(desk: Desk, term: str, scopes: tuple[int, ...], year: int | None) -> Quantity:
    read = desk.builder.read
    shares = [read("science_target.covered", Context.of(scope=scope, stage=term)) for scope in scopes]
    if year is None:
        return total(shares, ONE)
    whole = [desk.emission(scope, year) for scope in scopes]
    return total([e * share for e, share in zip(whole, shares, strict=True)], TONNES) / total(whole, TONNES)


def _margin(desk: Desk, context: Context, floor: str) -> Quantity:
    return desk.builder.read("science_target.covered", context) - desk.criterion(floor)


def _enough(desk: Desk, context: Context, floor: str) -> Quantity:
    covered = desk.builder.read("science_target.covered", context)
    return at_least(covered, desk.criterion(floor).in_unit(ONE))


# --------------------------------------------------------------------------------------------------------- time


def _record_time(desk: Desk, target: ScienceTarget) -> None:
    builder, context = desk.builder, Context.of(target=target.id)
    for name, unit, zh, en, formula in (
        ("span", YEAR, "：提交至目标年的年数", ": years from submission", _span),
        ("span_met", ONE, "：目标年限是否符合准则（1为是）", ": time frame within the criteria (1: yes)", _span_met),
        ("base_year_met", ONE, "：基准年是否符合准则（1为是）", ": base year within the criteria (1: yes)", _base_met),
    ):
        text = label(target.name, zh, en)
        at = target.place("base_year" if name == "base_year_met" else "year")
        builder.derive(f"science_target.{name}", context, unit, text, partial(formula, desk, target), position=at)
    met = builder.fact("science_target.span_met", context)
    if met is not None and met.value == 0:
        if target.term == "near":
            least, most = (int(desk.criterion(f"near-term-{which}").value) for which in ("least", "most"))
            begins = desk.section.submitted.year - int(desk.first_half())
            years = (begins + least, begins + most)
            zh, en = f"{years[0]}—{years[1]} 年", f"{years[0]} to {years[1]}"
        else:
            zh = en = f"≤ {int(desk.criterion('net-zero-year').value)}"
        builder.findings.append(
            FRAME.at(
                target.place("year"),
                f"目标 {target.id} 的目标年 {target.year} 不在准则允许的范围内：{zh}",
                f"target {target.id}: {target.year} is not within the time frame of the criteria, {en}",
                hint_zh=f"目标年 {zh}",
                hint_en=f"target year {en}",
            )
        )
    met = builder.fact("science_target.base_year_met", context)
    late = target.base_year > desk.section.submitted.year
    if (met is not None and met.value == 0) or late:
        builder.findings.append(
            BASE_YEAR.at(
                target.place("base_year"),
                f"目标 {target.id} 的基准年 {target.base_year} 早于准则允许的年份或晚于提交年份",
                f"target {target.id}: base year {target.base_year} is earlier than the criteria allow, or later than "
                "the "
                "year of submission",
                hint_zh="选用清单完整的最近年份",
                hint_en="take the most recent year with a complete inventory",
            )
        )


def _span(desk: Desk, target: ScienceTarget) -> Quantity:
    year = desk.builder.read("science_target.year", Context.of(target=target.id))
    span = year - desk.builder.read("science_target.submission", Context())
    return span + desk.criterion("first-half") if desk.first_half() else span


def _span_met(desk: Desk, target: ScienceTarget) -> Quantity:
    if target.term == "long":
        year = desk.builder.read("science_target.year", Context.of(target=target.id))
        return at_most(year, desk.criterion("net-zero-year"))
    span = desk.builder.read("science_target.span", Context.of(target=target.id))
    each = constant(1, "year/a", "one calendar year for one year of time")
    least, most = desk.criterion("near-term-least") * each, desk.criterion("near-term-most") * each
    return at_least(span, least) * at_most(span, most)


def _base_met(desk: Desk, target: ScienceTarget) -> Quantity:
    year = desk.builder.read("science_target.base_year", Context.of(target=target.id))
    return at_least(year, desk.criterion("earliest-base-year"))
