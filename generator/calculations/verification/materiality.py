"""The statement under verification and the thresholds of materiality.

Method: ISO 14064-3:2019, 5.1.7 (materiality). threshold = percent x stated total, or an absolute amount; performance
materiality = percent x threshold, or an absolute amount. The section's threshold counts, else
``criteria.materiality``; two that differ are an error, and none is assumed.

Inputs: section ``verification``: statement, total, materiality; ``criteria.materiality``.

Outputs: verification.stated[source], verification.total, verification.given_total, verification.materiality and
verification.performance_materiality in tCO2e; verification.threshold_share and verification.performance_share in %.

Errors: LG670, LG671, LG672, LG673, LG674, LG208.

Example: worked/misstatements.yaml (5 % of 10,000 t; 75 % of that) and worked/at-the-threshold.yaml (2 %; 300 t of 400
t), worked out by hand.

Marks: none; thresholds are the engagement's own.
"""

from __future__ import annotations

from decimal import Decimal

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import UnitError, parse_unit
from generator.calculations.amounts import label
from generator.calculations.desk import Desk, Within
from generator.calculations.verification.rules import (
    NO_THRESHOLD,
    PERFORMANCE,
    THRESHOLD,
    TOTAL_DIFFERS,
    TWO_THRESHOLDS,
)
from generator.ledger.context import Context
from generator.ledger.quantity import total
from generator.project.node import Amount
from generator.project.sections.verification import Verification

TONNES = "tCO2e"
PERCENT = "%"
_NONE = Context()


def record_statement(desk: Desk, section: Verification) -> None:
    """Record the items of the statement and their total."""
    for one in section.statement:
        name = label(one.name, "：申报排放量", ": stated emissions")
        desk.amount("verification.stated", Context.of(source=one.id), one.stated, TONNES, name, one.place("stated"))
    contexts = [Context.of(source=one.id) for one in section.statement]
    desk.derive(
        "verification.total",
        _NONE,
        TONNES,
        Text("申报排放总量", "stated total"),
        lambda: total([desk.read("verification.stated", c) for c in contexts], TONNES),
        section.place("statement"),
    )
    if section.total is None:
        return
    name, at = Text("声明所载总量", "total given in the statement"), section.place("total")
    if desk.amount("verification.given_total", _NONE, section.total, TONNES, name, at):
        given, found = desk.value("verification.given_total"), desk.value("verification.total")
        if found is not None and given != found:
            message = (f"声明总量 {given} 与各项之和 {found} 不等", f"the total {given} is not the items' sum {found}")
            desk.find(TOTAL_DIFFERS, at, message, (f"total: {found} tCO2e", f"total: {found} tCO2e"))


def record_thresholds(desk: Desk, section: Verification) -> None:
    """Record materiality and performance materiality."""
    own, shared = section.materiality.threshold, desk.project.file.criteria.materiality
    at = section.materiality.place("threshold")
    chosen = own or shared
    if chosen is None:
        hint = "materiality: {threshold: 5 %, aggregate: net}"
        desk.find(NO_THRESHOLD, at, ("没有给出重要性阈值", "no materiality threshold is given"), (hint, hint))
        for fact_id in ("verification.materiality", "verification.performance_materiality"):
            desk.builder.lack(fact_id, _NONE, Text("没有重要性阈值", "there is no materiality threshold"), at)
        return
    if own is not None and shared is not None and (own.value, own.unit) != (shared.value, shared.unit):
        place = desk.project.file.criteria.place("materiality")
        zh = f"重要性阈值有两个：{shared.value} {shared.unit} 与 {own.value} {own.unit}"
        en = f"two materiality thresholds: {shared.value} {shared.unit} and {own.value} {own.unit}"
        desk.find(TWO_THRESHOLDS, at, (zh, en), ("只在一处给出", "give it in one place"), place)
    if own is None:
        at = desk.project.file.criteria.place("materiality")
    names = (Text("重要性阈值", "materiality threshold"), Text("重要性阈值占比", "threshold as a share"))
    _threshold(
        desk,
        "verification.materiality",
        "verification.threshold_share",
        "verification.total",
        chosen,
        names,
        Within(THRESHOLD, above=Decimal(0), most=Decimal(100), example="5 %"),
        at,
    )
    if section.materiality.performance is None:
        reason = Text("没有给出执行重要性", "no performance materiality is given")
        desk.builder.lack("verification.performance_materiality", _NONE, reason, section.materiality.at)
        return
    names = (Text("执行重要性", "performance materiality"), Text("执行重要性占比", "performance share"))
    _threshold(
        desk,
        "verification.performance_materiality",
        "verification.performance_share",
        "verification.materiality",
        section.materiality.performance,
        names,
        Within(PERFORMANCE, above=Decimal(0), most=Decimal(100), example="75 %"),
        section.materiality.place("performance"),
    )


def _threshold(
    desk: Desk,
    fact_id: str,
    share_id: str,
    whole_id: str,
    amount: Amount,
    names: tuple[Text, Text],
    within: Within,
    at: Position,
) -> None:
    """Record a threshold given as a share of a whole, or as an amount of which the share is derived."""
    if _is_share(amount):
        desk.amount(share_id, _NONE, amount, PERCENT, names[1], at, within)
        desk.derive(fact_id, _NONE, TONNES, names[0], lambda: desk.read(whole_id) * desk.read(share_id), at)
        return
    whole = desk.value(whole_id)
    bounds = Within(within.rule, above=Decimal(0), most=whole, example=f"500 {TONNES}")
    desk.amount(fact_id, _NONE, amount, TONNES, names[0], at, bounds)
    desk.derive(share_id, _NONE, PERCENT, names[1], lambda: desk.read(fact_id) / desk.read(whole_id), at)


def _is_share(amount: Amount) -> bool:
    try:
        parse_unit(amount.unit).conversion(parse_unit(PERCENT))
    except UnitError:
        return False
    return True
