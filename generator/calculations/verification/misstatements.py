"""The aggregation of misstatements, and whether they are material.

A misstatement is the stated value less the value found: above 0 the statement overstates. Net, over- and
understatements offset; gross, they do not. ``corrected`` ones stay on record and leave the uncorrected aggregate,
which alone is held against the threshold.

Method: ISO 14064-3:2019, 5.1.7 and 6.3 (materiality, evaluation of misstatements on completion). net = |sum d_i|,
gross = sum |d_i|; share = aggregate / stated total; material where aggregate >= threshold (a misstatement that
reaches the threshold counts as material: the cautious reading, and the margin is a fact). Compared exactly.

Inputs: section ``verification``: misstatements, materiality.aggregate; verification.stated, verification.total,
verification.materiality, verification.performance_materiality.

Outputs: verification.misstatement_stated, verification.misstatement_found, verification.misstatement[source,row],
verification.net, verification.gross, verification.overstated, verification.understated[basis] and [source,basis],
verification.verified[source], verification.verified_total, verification.corrected_total and verification.margin in
tCO2e; verification.misstatement_share[source,row], verification.net_share and verification.gross_share[basis] in %;
verification.material, verification.material[source], verification.above_performance,
verification.is_corrected[source,row], verification.misstatements[basis] and [source,basis] as numbers. ``basis`` is
all or uncorrected, ``row`` the misstatement's id.

Errors: LG681, LG682, LG208.

Example: worked/misstatements.yaml, worked out by hand with fractions; no published table with its answers was found.

Marks: none.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.calculations.amounts import label
from generator.calculations.decisions import at_least
from generator.calculations.desk import Desk, Within
from generator.calculations.verification.rules import (
    MATERIAL,
    MISSTATEMENT_EXCEEDS,
)
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, total
from generator.project.sections.verification import Misstatement, Verification

TONNES = "tCO2e"
PERCENT = "%"
_NONE = Context()
_BASES = (("all", "全部", "all"), ("uncorrected", "未更正", "uncorrected"))


def record_misstatements(desk: Desk, section: Verification) -> None:
    """Record misstatements, their aggregates and the decision."""
    for one in section.misstatements:
        _misstatement(desk, one)
    _parts_of_items(desk, section)
    for basis, zh, en in _BASES:
        _aggregate(desk, section, basis, zh, en)
    _verified(desk, section)
    _decide(desk, section)


def _misstatement(desk: Desk, one: Misstatement) -> None:
    context = Context.of(source=one.item, row=one.id)
    bounds = Within(MISSTATEMENT_EXCEEDS, least=Decimal(0), example="1180 tCO2e")
    for key, amount, zh, en in (
        ("stated", one.stated, "：申报值", ": stated"),
        ("found", one.found, "：核查值", ": found"),
    ):
        name = label(one.what, zh, en)
        desk.amount(f"verification.misstatement_{key}", context, amount, TONNES, name, one.place(key), bounds)
    desk.count(
        "verification.is_corrected",
        context,
        int(one.corrected),
        label(one.what, "：是否已更正（1为是）", ": corrected (1: yes)"),
        one.place("corrected"),
    )
    desk.derive(
        "verification.misstatement",
        context,
        TONNES,
        label(one.what, "：错报（正为高报）", ": misstatement (above 0: overstated)"),
        lambda: (
            desk.read("verification.misstatement_stated", context)
            - desk.read("verification.misstatement_found", context)
        ),
        one.at,
    )
    desk.derive(
        "verification.misstatement_share",
        context,
        PERCENT,
        label(one.what, "：错报占申报值", ": misstatement as a share of what was stated"),
        lambda: (
            desk.read("verification.misstatement", context) / desk.read("verification.misstatement_stated", context)
        ),
        one.at,
    )


def _parts_of_items(desk: Desk, section: Verification) -> None:
    """Say where the stated values of an item's misstatements exceed the item."""
    for item in section.statement:
        whole = desk.value("verification.stated", Context.of(source=item.id))
        mine = [one for one in section.misstatements if one.item == item.id]
        values = [
            desk.value("verification.misstatement_stated", Context.of(source=item.id, row=one.id)) for one in mine
        ]
        parts = sum((value for value in values if value is not None), Decimal(0))
        if mine and whole is not None and parts > whole:
            zh = f"“{item.id}”各项错报的申报值合计 {parts} tCO2e，超过该项 {whole} tCO2e"
            en = (
                f"the stated values of the misstatements of {item.id} add up to {parts} tCO2e, above the item's {whole}"
            )
            hint = (f"不超过 {whole} tCO2e", f"at most {whole} tCO2e")
            desk.find(MISSTATEMENT_EXCEEDS, mine[-1].place("stated"), (zh, en), hint, item.place("stated"))


def _kept(section: Verification, basis: str, item: str | None) -> list[Misstatement]:
    return [
        one
        for one in section.misstatements
        if (basis == "all" or not one.corrected) and (item is None or one.item == item)
    ]


def _signed(desk: Desk, ones: list[Misstatement]) -> list[Quantity]:
    return [desk.read("verification.misstatement", Context.of(source=one.item, row=one.id)) for one in ones]


def _aggregate(desk: Desk, section: Verification, basis: str, zh: str, en: str) -> None:
    places: list[tuple[str | None, str, str]] = [(None, "", "")]
    places += [(one.id, f"{one.name.zh}：", f"{one.name.text.en}: ") for one in section.statement]
    for item, zh_item, en_item in places:
        context = Context.of(source=item, basis=basis)
        ones = _kept(section, basis, item)
        text = partial(_name, zh_item, en_item, zh, en)
        desk.count(
            "verification.misstatements", context, len(ones), text("错报数", "number of misstatements"), section.at
        )
        for fact_id, names, formula in (
            ("net", ("错报净额", "net misstatement"), _net),
            ("gross", ("错报总额", "gross misstatement"), _gross),
            ("overstated", ("高报合计", "overstatement"), partial(_one_way, sign=1)),
            ("understated", ("低报合计", "understatement"), partial(_one_way, sign=-1)),
        ):
            desk.derive(
                f"verification.{fact_id}", context, TONNES, text(*names), partial(formula, desk, ones), section.at
            )
    context = Context.of(basis=basis)
    for which, word, word_en in (("net", "净额", "net"), ("gross", "总额", "gross")):
        desk.derive(
            f"verification.{which}_share",
            context,
            PERCENT,
            Text(f"{zh}错报{word}占申报总量", f"{word_en} misstatement as a share of the total, {en}"),
            partial(_share, desk, f"verification.{which}", context),
            section.at,
        )


def _name(zh_item: str, en_item: str, zh: str, en: str, zh_what: str, en_what: str) -> Text:
    return Text(f"{zh_item}{zh}{zh_what}", f"{en_item}{en_what}, {en}")


def _net(desk: Desk, ones: list[Misstatement]) -> Quantity:
    return total(_signed(desk, ones), TONNES).magnitude()


def _gross(desk: Desk, ones: list[Misstatement]) -> Quantity:
    return total([one.magnitude() for one in _signed(desk, ones)], TONNES)


def _one_way(desk: Desk, ones: list[Misstatement], sign: int) -> Quantity:
    signed = [one for one in _signed(desk, ones) if one.value * sign > 0]
    return total([one.magnitude() for one in signed], TONNES)


def _share(desk: Desk, fact_id: str, context: Context) -> Quantity:
    return desk.read(fact_id, context) / desk.read("verification.total")


def _verified(desk: Desk, section: Verification) -> None:
    for item in section.statement:
        ones, context = _kept(section, "all", item.id), Context.of(source=item.id)
        desk.derive(
            "verification.verified",
            context,
            TONNES,
            label(item.name, "：核查排放量", ": verified emissions"),
            partial(_less, desk, "verification.stated", context, ones),
            item.at,
        )
    every = _kept(section, "all", None)
    corrected = [one for one in every if one.corrected]
    for fact_id, ones, zh, en in (
        ("verification.verified_total", every, "核查排放总量", "verified total"),
        ("verification.corrected_total", corrected, "更正后的申报总量", "total after corrections"),
    ):
        desk.derive(
            fact_id, _NONE, TONNES, Text(zh, en), partial(_less, desk, "verification.total", _NONE, ones), section.at
        )


def _less(desk: Desk, fact_id: str, context: Context, ones: list[Misstatement]) -> Quantity:
    return desk.read(fact_id, context) - total(_signed(desk, ones), TONNES)


def _decide(desk: Desk, section: Verification) -> None:
    which = f"verification.{section.materiality.aggregate}"
    uncorrected = Context.of(basis="uncorrected")
    at = section.materiality.at
    desk.derive(
        "verification.margin",
        _NONE,
        TONNES,
        Text("未更正错报距重要性阈值的余量", "margin of the uncorrected misstatement to the threshold"),
        lambda: desk.read("verification.materiality") - desk.read(which, uncorrected),
        at,
    )
    decisions = [
        (
            "verification.material",
            _NONE,
            uncorrected,
            "verification.materiality",
            "未更正错报是否重要（1为是）",
            "uncorrected misstatement is material (1: yes)",
        ),
        (
            "verification.above_performance",
            _NONE,
            uncorrected,
            "verification.performance_materiality",
            "未更正错报是否达到执行重要性（1为是）",
            "uncorrected misstatement reaches performance materiality (1: yes)",
        ),
    ]
    decisions += [
        (
            "verification.material",
            Context.of(source=one.id),
            Context.of(source=one.id, basis="uncorrected"),
            "verification.materiality",
            f"{one.name.zh}：未更正错报是否重要（1为是）",
            f"{one.name.text.en}: uncorrected misstatement is material (1: yes)",
        )
        for one in section.statement
    ]
    for fact_id, context, read_at, limit, zh, en in decisions:
        desk.derive(fact_id, context, "1", Text(zh, en), partial(_reaches, desk, which, read_at, limit), at)
    if desk.value("verification.material") == 1:
        found, limit_value = desk.value(which, uncorrected), desk.value("verification.materiality")
        message = (
            f"未更正错报 {found} tCO2e，达到重要性阈值 {limit_value} tCO2e",
            f"the uncorrected misstatement of {found} tCO2e reaches the threshold of {limit_value} tCO2e",
        )
        desk.find(MATERIAL, at, message, ("更正错报，或出具非无保留意见", "correct it, or modify the opinion"))


def _reaches(desk: Desk, fact_id: str, context: Context, limit: str) -> Quantity:
    return at_least(desk.read(fact_id, context), desk.read(limit))
