"""The risk register: scores, levels, and the detection risk that the verifier can accept.

Method: ISO 14064-3:2019, 6.1.1 and 6.1.2 (strategic analysis, risk assessment). score = likelihood x impact; its
level is the number of declared levels that begin at or below it (1 is the lowest). Risk model of auditing: acceptable
risk = inherent x control x detection, so detection = acceptable / (inherent x control), at most 100 %.

Inputs: section ``verification``: risks (acceptable, levels, entries).

Outputs: verification.likelihood, verification.impact, verification.risk_score, verification.risk_level[indicator],
verification.level_begins[level] and verification.risks_at[level] (how many risks stand at it) as numbers;
verification.inherent_risk, verification.control_risk, verification.detection_risk[indicator] and
verification.acceptable_risk in %.

Errors: LG677, LG680, LG208.

Example: worked/risks.yaml, worked out by hand (5 % / (100 % x 50 %) = 10 %).

Marks: none; levels and risks are the verifier's own.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.calculations.amounts import label
from generator.calculations.decisions import at_least
from generator.calculations.desk import Desk, Within
from generator.calculations.verification.rules import CONFIDENCE, LEVELS
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, extreme, if_equal, total
from generator.project.sections.verification import Risk, Risks, Verification

_RISK = Within(CONFIDENCE, above=Decimal(0), most=Decimal(100), example="80 %")


def record_risks(desk: Desk, section: Verification) -> None:
    """Record the register; without one there is nothing to record."""
    risks = section.risks
    if risks is None:
        return
    if risks.acceptable is not None:
        text = Text("可接受的核查风险", "acceptable verification risk")
        at = risks.place("acceptable")
        desk.amount("verification.acceptable_risk", Context(), risks.acceptable, "%", text, at, _RISK)
    begins = [one.begins for one in risks.levels]
    ordered = begins == sorted(set(begins)) and begins[0] == 1
    if not ordered:
        right = "levels: [{id: low, begins: 1}, {id: medium, begins: 5}, {id: high, begins: 15}]"
        message = ("风险等级的起点应从 1 起递增", "the levels must ascend from 1")
        desk.find(LEVELS, risks.place("levels"), message, (right, right))
    for level in risks.levels:
        name = label(level.name, "：起点分值", ": score from which it holds")
        desk.count("verification.level_begins", Context.of(level=level.id), level.begins, name, level.place("begins"))
    for one in risks.entries:
        _risk(desk, risks, one, ordered)
    for rank, level in enumerate(risks.levels, 1):
        if ordered:
            name = label(level.name, "：风险项数", ": number of risks")
            formula = partial(_how_many, desk, risks, rank)
            desk.derive("verification.risks_at", Context.of(level=level.id), "1", name, formula, level.at)


def _risk(desk: Desk, risks: Risks, one: Risk, ordered: bool) -> None:
    context = Context.of(indicator=one.id)
    likelihood, impact = label(one.name, "：可能性", ": likelihood"), label(one.name, "：影响", ": impact")
    desk.count("verification.likelihood", context, one.likelihood, likelihood, one.place("likelihood"))
    desk.count("verification.impact", context, one.impact, impact, one.place("impact"))
    name = label(one.name, "：风险分值", ": score")
    desk.derive(
        "verification.risk_score",
        context,
        "1",
        name,
        lambda: desk.read("verification.likelihood", context) * desk.read("verification.impact", context),
        one.at,
    )
    name = label(one.name, "：风险等级序号", ": rank of its level")
    if ordered:
        desk.derive("verification.risk_level", context, "1", name, partial(_level, desk, risks, context), one.at)
    else:
        reason = Text("风险等级有误", "the levels are at fault")
        desk.builder.lack("verification.risk_level", context, reason, risks.place("levels"))
    _detection(desk, risks, one, context)


def _level(desk: Desk, risks: Risks, context: Context) -> Quantity:
    score = desk.read("verification.risk_score", context)
    reached = [at_least(score, desk.read("verification.level_begins", Context.of(level=o.id))) for o in risks.levels]
    return total(reached, "1")


def _how_many(desk: Desk, risks: Risks, rank: int) -> Quantity:
    levels = [desk.read("verification.risk_level", Context.of(indicator=one.id)) for one in risks.entries]
    return total([if_equal(one, constant(rank), constant(1), constant(0)) for one in levels], "1")


def _detection(desk: Desk, risks: Risks, one: Risk, context: Context) -> None:
    for key, amount, zh, en in (
        ("inherent", one.inherent, "：固有风险", ": inherent risk"),
        ("control", one.control, "：控制风险", ": control risk"),
    ):
        if amount is not None:
            name = label(one.name, zh, en)
            desk.amount(f"verification.{key}_risk", context, amount, "%", name, one.place(key), _RISK)
    if risks.acceptable is None or one.inherent is None or one.control is None:
        reason = Text("没有给出可接受风险、固有风险或控制风险", "acceptable, inherent or control risk is not given")
        desk.builder.lack("verification.detection_risk", context, reason, one.at)
        return
    name = label(one.name, "：可接受的检查风险", ": acceptable detection risk")
    desk.derive("verification.detection_risk", context, "%", name, partial(_acceptable, desk, context), one.at)


def _acceptable(desk: Desk, context: Context) -> Quantity:
    known = desk.read("verification.inherent_risk", context) * desk.read("verification.control_risk", context)
    found = desk.read("verification.acceptable_risk") / known
    return extreme([found.in_unit("%"), constant(100, "%", "certainty")], "min")
