"""Waivers: leave for one finding to stand, named, reasoned, signed and dated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.base.findings import Finding, Rule, Severity
from generator.project.models import Waiver

EXPIRED = Rule(
    "WV001",
    "waiver-expired",
    Severity.ERROR,
    """A waiver whose day has passed.

Finds: a waiver with ``expires`` before the day of the build. It no longer covers its finding.
Why: a waiver is leave for a time, granted by a person who can be asked again.
Wrong: ``expires: 2024-12-31`` in a build of 2025.
Right: mend what the rule found and take the waiver out, or have it granted again with a new date and reason.
""",
    waivable=False,
)
UNUSED = Rule(
    "WV002",
    "waiver-unused",
    Severity.NOTE,
    """A waiver that covers no finding.

Finds: a waiver for a rule that was run, where no finding fits its fact, block and document.
Why: a waiver left behind would cover the next mistake in the same place.
Wrong: a waiver for ``NU014`` on a source whose jump has since been explained by a note.
Right: take the waiver out.
""",
    waivable=False,
)
REFUSED = Rule(
    "WV003",
    "waiver-refused",
    Severity.ERROR,
    """A waiver that cannot be given.

Finds: a waiver for a rule that has none (independence, path safety, a number that is not the ledger's, waivers
themselves), a waiver of a rule that does not exist, and one that names neither fact nor block nor document.
Why: some findings make a document untrue or an opinion worthless; and a waiver of a whole rule is no waiver.
Wrong: ``{rule: RL020, document: statement}``.
Right: end the finding's cause: give the assurance to another firm, correct the number.
""",
    waivable=False,
)
RULES = (EXPIRED, UNUSED, REFUSED)

#: Families of this room: a waiver of an id in one of them that no rule has is refused, not passed over.
FAMILIES = ("NU", "NA", "CO", "RF", "RL", "RV", "WV")


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with the document it was found in; empty for the project as a whole."""

    finding: Finding
    document: str = ""


def apply_waivers(
    found: Iterable[Placed], waivers: Sequence[Waiver], rules: Mapping[str, Rule], today: date
) -> tuple[Finding, ...]:
    """Return the findings, those covered marked as waived, and what is to be said of the waivers themselves.

    ``rules`` are the rules that were run; a waiver of another stage's rule is left to that stage.
    """
    ours = [waiver for waiver in waivers if waiver.rule in rules or waiver.rule.startswith(FAMILIES)]
    refused = {id(w): finding for w in ours if (finding := _refusal(w, rules))}
    expired = {id(w): _expiry(w) for w in ours if id(w) not in refused and w.expires < today}
    good = [w for w in ours if id(w) not in refused and id(w) not in expired]
    used: set[int] = set()
    result: list[Finding] = []
    for placed in found:
        cover = next((w for w in good if _covers(w, placed)), None)
        if cover is None:
            result.append(placed.finding)
        else:
            used.add(id(cover))
            result.append(placed.finding.waived(f"{cover.reason}（{cover.person}，{cover.expires.isoformat()}）"))
    unused = [_idle(w) for w in good if id(w) not in used]
    return (*result, *refused.values(), *expired.values(), *unused)


def _covers(waiver: Waiver, placed: Placed) -> bool:
    finding = placed.finding
    return (
        waiver.rule == finding.rule
        and (not waiver.fact or waiver.fact == finding.fact)
        and (not waiver.block or waiver.block == finding.block)
        and (not waiver.document or waiver.document == placed.document)
    )


def _refusal(waiver: Waiver, rules: Mapping[str, Rule]) -> Finding | None:
    rule = rules.get(waiver.rule)
    if rule is None or not rule.waivable:
        return REFUSED.at(
            waiver.place("rule"),
            f"规则 {waiver.rule} 不接受豁免",
            f"rule {waiver.rule} cannot be waived",
            hint_zh="请消除问题本身，并删除这条豁免",
            hint_en="mend what the rule found and take this waiver out",
        )
    if not (waiver.fact or waiver.block or waiver.document):
        return REFUSED.at(
            waiver.at,
            f"对 {waiver.rule} 的豁免没有指明数值、段落或文件",
            f"the waiver of {waiver.rule} names neither fact nor block nor document",
            hint_zh="写明 fact、block 或 document，例如 fact: source.emission[period=2024,source=boiler]",
            hint_en="name fact, block or document, for example fact: source.emission[period=2024,source=boiler]",
        )
    return None


def _expiry(waiver: Waiver) -> Finding:
    return EXPIRED.at(
        waiver.place("expires"),
        f"对 {waiver.rule} 的豁免已于 {waiver.expires.isoformat()} 到期（{waiver.person}：{waiver.reason}）",
        f"the waiver of {waiver.rule} expired on {waiver.expires.isoformat()} ({waiver.person}: {waiver.reason})",
        hint_zh="消除问题后删除豁免，或由负责人重新批准并更新日期",
        hint_en="mend the cause and take the waiver out, or have it granted again with a new date",
        fact=waiver.fact,
        block=waiver.block,
    )


def _idle(waiver: Waiver) -> Finding:
    return UNUSED.at(
        waiver.at,
        f"对 {waiver.rule} 的豁免没有用到",
        f"the waiver of {waiver.rule} covers no finding",
        hint_zh="问题已消除时请删除这条豁免",
        hint_en="take the waiver out when its cause is gone",
        fact=waiver.fact,
        block=waiver.block,
    )
