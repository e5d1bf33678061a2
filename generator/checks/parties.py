"""Who did what when: dates in order, advice and assurance kept apart (RL019 to RL021)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from itertools import combinations, pairwise

from generator.base.findings import Finding, Rule, Severity
from generator.checks.framework import Case, Check, project_rule

#: What a firm does for the client, not as a neutral party.
_HELPS = ("advisory", "facility", "training", "brokerage-advice")


@project_rule("RL019", "dates-out-of-order", Severity.ERROR, "R19; seen 1, 6, 7, 8")
def dates_out_of_order(case: Case, rule: Rule) -> Iterable[Finding]:
    """Dates that cannot be.

    Finds: a document dated before the period that it reports has ended, before its engagement began or after it ended;
    and stages of the plan that overlap or leave years out.
    Why: a monitoring report was finished a day before its period ended; a letter of intent was dated after the
    purchase agreement.
    Wrong: ``date: 2024-11-30`` for a report on 2024.
    Right: a date after the period's last day and within the engagement.
    """
    file = case.project.file
    # a project that drafts a standard reports on no period
    end = datetime.date(file.periods.current, 12, 31) if file.periods.reporting else datetime.date.min
    engagements = {engagement.id: engagement for engagement in file.engagements}
    for order in file.documents:
        if order.date <= end:
            yield rule.at(
                order.place("date"),
                f"文件日期 {order.date} 不晚于报告期的最后一天 {end}",
                f"the document is dated {order.date}, not after the period's last day {end}",
                hint_zh=f"例如 date: {end.year + 1}-04-30",
                hint_en=f"for example date: {end.year + 1}-04-30",
            )
        engagement = engagements.get(order.engagement)
        if engagement and order.date < engagement.begins:
            yield rule.at(
                order.place("date"),
                f"文件日期 {order.date} 早于委托开始日期 {engagement.begins}",
                f"the document is dated {order.date}, before its engagement began on {engagement.begins}",
                hint_zh="核对委托合同与文件日期",
                hint_en="compare with the contract",
                related=(engagement.place("begins"),),
            )
        if engagement and engagement.ends and order.date > engagement.ends:
            yield rule.at(
                order.place("date"),
                f"文件日期 {order.date} 晚于委托结束日期 {engagement.ends}",
                f"the document is dated {order.date}, after its engagement ended on {engagement.ends}",
                hint_zh="延长委托期限，或核对文件日期",
                hint_en="extend the engagement, or look at the date",
                related=(engagement.place("ends"),),
                severity=Severity.WARNING,
            )
    yield from _stages(case, rule)


def _stages(case: Case, rule: Rule) -> Iterable[Finding]:
    stages = sorted(case.project.file.stages, key=lambda stage: stage.begins)
    for before, after in pairwise(stages):
        if after.begins != before.ends + 1:
            zh, en = ("重叠", "overlap") if after.begins <= before.ends else ("不衔接", "leave years out")
            yield rule.at(
                after.place("begins"),
                f"阶段“{before.name.text.zh}”（至 {before.ends}）与“{after.name.text.zh}”（自 {after.begins}）{zh}",
                f"stages {before.name.text.en!r} (to {before.ends}) and "
                f"{after.name.text.en!r} (from {after.begins}) {en}",
                hint_zh=f"begins: {before.ends + 1}",
                hint_en=f"begins: {before.ends + 1}",
                severity=Severity.WARNING,
            )


def _object(text: str) -> str:
    return "".join(text.split()).lower()


@project_rule("RL020", "advice-and-assurance", Severity.ERROR, "R20; guide 4.3", waivable=False)
def advice_and_assurance(case: Case, rule: Rule) -> Iterable[Finding]:
    """One firm that advises on an object and gives an opinion on it.

    Finds: two engagements of one firm with the same object, one that helps the client (advice, software, training) and
    one that judges (assurance, certification).
    Why: a firm does not verify its own work (the guide's principle of independence, clause 4.3). A hard stop.
    Wrong: the consultant that wrote the inventory is engaged to verify it.
    Right: another firm for the verification.
    """
    yield from _both(case, rule, _HELPS, ("assurance",), same_object=True)
    others = tuple(role for role in _HELPS if role != "advisory")  # advice beside certification is RL021
    yield from _both(case, rule, others, ("certification",), same_object=True)


@project_rule("RL021", "coach-certifies", Severity.ERROR, "R21; guide 6.2.1, 6.3.2", waivable=False)
def coach_certifies(case: Case, rule: Rule) -> Iterable[Finding]:
    """One firm that coaches a client and certifies it.

    Finds: an advisory and a certification engagement of one firm in one case file, whatever their objects.
    Why: the guide keeps coaching for a management system (6.2.1) and its certification (6.3.2) in two hands.
    Wrong: the body that certifies the management system also wrote its manual.
    Right: two firms.
    """
    yield from _both(case, rule, ("advisory",), ("certification",), same_object=False)


def _both(
    case: Case, rule: Rule, helps: tuple[str, ...], judges: tuple[str, ...], *, same_object: bool
) -> Iterable[Finding]:
    file = case.project.file
    names = {firm.id: firm.name.text for firm in file.firms}
    for one, other in combinations(file.engagements, 2):
        roles = {one.role, other.role}
        apart = same_object and _object(one.object) != _object(other.object)
        if one.firm != other.firm or apart or not (roles & set(helps) and roles & set(judges)):
            continue
        judge = one if one.role in judges else other
        helper = other if judge is one else one
        name = names.get(one.firm)
        yield rule.at(
            judge.place("role"),
            f"{name.zh if name else one.firm}既承担{helper.role}又承担{judge.role}（{judge.object}）",
            f"{name.en if name else one.firm} is engaged for {helper.role} and for {judge.role} ({judge.object})",
            hint_zh="由另一家机构承担核查或认证；此项不接受豁免",
            hint_en="give verification or certification to another firm; this cannot be waived",
            related=(helper.at,),
        )


CHECKS: tuple[Check, ...] = (dates_out_of_order, advice_and_assurance, coach_certifies)
