"""The account of allowances and CCER: opening + allocated + bought - sold - surrendered - cancelled = closing.

Method: relation R34 of the documents, kept by entity, year, instrument and vintage: closing = opening + allocated +
carried in + bought - sold - carried out - surrendered - cancelled. A quantity that a row leaves out is a movement
that did not happen; opening and closing must stand there. The calculated closing is held against the one stated,
and each opening against the closing of the last year that has a row; a balance must not drop out
of the account. What was surrendered for a year (vintages and CCER
together) is held against the obligation, what was allocated of a vintage against the plan.

Inputs: `carbon_market.accounts`.

Outputs: `market.account_opening`, `market.account_allocated`, `market.account_bought`, `market.account_sold`,
`market.account_carried_in`, `market.account_carried_out`, `market.account_surrendered`, `market.account_cancelled`,
`market.account_stated` (as stated), `market.account_closing` (calculated) and `market.account_difference` by
entity, period, instrument and vintage; the movements and the closing also by entity, period and instrument, and
`market.account_net_sold`; `market.surrender_gap` by entity and period. All in tCO2e.

Errors: LG604, LG605, LG610, LG611, LG614, LG215 (a movement below zero).

Example: `worked/account.yaml`, worked out by hand. Conservation over vintages and years is tested over generated
accounts.

Marks: none; all figures are the project's.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from itertools import pairwise

from generator.base.text import Text
from generator.calculations.amounts import give_amount
from generator.calculations.carbon_market.frame import (
    TONNES,
    Frame,
)
from generator.calculations.carbon_market.rules import ALLOCATED_DIFFERS, NEGATIVE, NOT_SURRENDERED, OPENING, UNBALANCED
from generator.calculations.tonnes import co2e
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, total
from generator.project.node import Amount
from generator.project.sections.carbon_market import Account

#: Movements of a row, with the sign with which they enter the closing balance.
_MOVEMENTS = (
    ("opening", 1, "期初余额", "opening"),
    ("allocated", 1, "分配量", "allocated"),
    ("carried_in", 1, "结转转入", "carried in"),
    ("bought", 1, "买入量", "bought"),
    ("sold", -1, "卖出量", "sold"),
    ("carried_out", -1, "结转转出", "carried out"),
    ("surrendered", -1, "清缴量", "surrendered"),
    ("cancelled", -1, "注销量", "cancelled"),
)


def record_accounts(frame: Frame) -> None:
    """Record every row of the accounts, the sums over vintages, and what they say of allocation and surrender."""
    accounts = sorted(frame.market.accounts, key=lambda a: (a.entity, a.instrument, a.vintage, a.year))
    for row in accounts:
        _record_row(frame, row)
        _check_negative(frame, row)
    for before, after in pairwise(accounts):
        _check_opening(frame, before, after)
    _check_dropped(frame, accounts)
    for entity, year, instrument in sorted({(a.entity, a.year, a.instrument) for a in accounts}):
        _record_sums(frame, [a for a in accounts if (a.entity, a.year, a.instrument) == (entity, year, instrument)])
    for entity, year in sorted({(a.entity, a.year) for a in accounts}):
        _record_surrender(frame, [a for a in accounts if (a.entity, a.year) == (entity, year)])


def context_of(row: Account) -> Context:
    """Return the context of a row."""
    return Context.of(entity=row.entity, period=row.year, instrument=row.instrument, vintage=row.vintage)


def _entity(frame: Frame, row: Account) -> Text:
    return next((one.name.text for one in frame.market.entities if one.id == row.entity), Text.of(row.entity))


def _name(frame: Frame, row: Account, zh: str, en: str) -> Text:
    kind, who = row.instrument.upper(), _entity(frame, row)
    return Text(
        f"{who.zh}{row.year}年账户 {kind}（{row.vintage}）{zh}", f"{who.en}: {kind} {row.vintage} in {row.year}: {en}"
    )


def _there(row: Account) -> list[tuple[str, int]]:
    return [(key, sign) for key, sign, _, _ in _MOVEMENTS if getattr(row, key) is not None]


def _record_row(frame: Frame, row: Account) -> None:
    builder, context = frame.builder, context_of(row)
    for key, _, zh, en in (*_MOVEMENTS, ("closing", 1, "期末余额（账面）", "closing as stated")):
        amount: Amount | None = getattr(row, key)
        if amount is not None:
            fact_id = "market.account_stated" if key == "closing" else f"market.account_{key}"
            least = None if key in ("opening", "closing") else Decimal(0)
            name = _name(frame, row, zh, en)
            give_amount(builder, fact_id, context, co2e(amount), TONNES, name, row.place(key), least=least)
    text = _name(frame, row, "期末余额（计算）", "closing as calculated")
    formula = partial(_closing, frame, row)
    builder.derive("market.account_closing", context, TONNES, text, formula, position=row.place("closing"))
    builder.derive(
        "market.account_difference",
        context,
        TONNES,
        _name(frame, row, "账面与计算之差", "stated less calculated closing"),
        lambda: builder.read("market.account_stated", context) - builder.read("market.account_closing", context),
        position=row.place("closing"),
    )
    difference = builder.fact("market.account_difference", context)
    if difference is not None and difference.value != 0:
        closing = builder.fact("market.account_closing", context)
        right = f"{closing.value:f}" if closing else "-"
        builder.findings.append(
            UNBALANCED.at(
                row.place("closing"),
                f"账户不平：{row.entity} {row.year}年 {row.instrument.upper()}（{row.vintage}）期末应为 {right} tCO2e，"
                f"账面为 {row.closing.value} {row.closing.unit}",
                f"the account of {row.entity} does not balance: {row.instrument.upper()} {row.vintage} in {row.year} "
                f"closes at {right} tCO2e, not at {row.closing.value} {row.closing.unit}",
                hint_zh=f"核对各项变动，或写 closing: {right} tCO2e",
                hint_en=f"check the movements, or write closing: {right} tCO2e",
                fact=difference.key,
                related=[row.place("opening")],
            )
        )


def _check_negative(frame: Frame, row: Account) -> None:
    closing = frame.builder.fact("market.account_closing", context_of(row))
    if closing is None or closing.value >= 0:
        return
    frame.builder.findings.append(
        NEGATIVE.at(
            row.place("closing"),
            f"{row.entity} {row.year}年 {row.instrument.upper()}（{row.vintage}）期末余额为负：{closing.value:f} tCO2e",
            f"{row.entity}: {row.instrument.upper()} {row.vintage} closes {row.year} at {closing.value:f} tCO2e",
            hint_zh="核对卖出、清缴与买入、分配的数量和年份",
            hint_en="check quantities and years of what came in and what went out",
            fact=closing.key,
        )
    )


def _closing(frame: Frame, row: Account) -> Quantity:
    context = context_of(row)
    balance = frame.builder.read("market.account_opening", context)
    for key, sign in _there(row)[1:]:
        moved = frame.builder.read(f"market.account_{key}", context)
        balance = balance + moved if sign > 0 else balance - moved
    return balance


def _check_opening(frame: Frame, before: Account, after: Account) -> None:
    same = (before.entity, before.instrument, before.vintage) == (after.entity, after.instrument, after.vintage)
    if not same:
        return
    closed = frame.builder.fact("market.account_stated", context_of(before))
    opened = frame.builder.fact("market.account_opening", context_of(after))
    if closed is None or opened is None or closed.value == opened.value:
        return
    frame.builder.findings.append(
        OPENING.at(
            after.place("opening"),
            f"{after.year}年期初余额 {opened.value:f} tCO2e 与 {before.year}年期末余额 {closed.value:f} tCO2e 不等",
            f"{after.year} opens with {opened.value:f} tCO2e, {before.year} closed with {closed.value:f} tCO2e",
            hint_zh=f"例如 opening: {closed.value:f} tCO2e",
            hint_en=f"for example opening: {closed.value:f} tCO2e",
            fact=opened.key,
            related=[before.place("closing")],
        )
    )


def _check_dropped(frame: Frame, accounts: Sequence[Account]) -> None:
    """Say of a vintage that closes with a balance and has no row in the years that the account goes on."""
    years: dict[tuple[str, str], set[int]] = {}
    for row in accounts:
        years.setdefault((row.entity, row.instrument), set()).add(row.year)
    last = {(row.entity, row.instrument, row.vintage): row for row in accounts}  # the years of a vintage ascend
    for row in last.values():
        follows = min((year for year in years[row.entity, row.instrument] if year > row.year), default=None)
        closed = frame.builder.fact("market.account_stated", context_of(row))
        if follows is None or closed is None or closed.value == 0:
            continue
        kind = row.instrument.upper()
        right = f"{{year: {follows}, vintage: {row.vintage}, opening: {closed.value:f} tCO2e}}"
        frame.builder.findings.append(
            OPENING.at(
                row.place("closing"),
                f"{kind}（{row.vintage}）{row.year}年期末余额 {closed.value:f} tCO2e，{follows}年账户没有它的行",
                f"{kind} {row.vintage} closes {row.year} with {closed.value:f} tCO2e, and the account of {follows} has "
                "no row of it",
                hint_zh=f"例如 {right}",
                hint_en=f"for example {right}",
                fact=closed.key,
            )
        )


# ------------------------------------------------------------------------------------------- sums and checks


def _record_sums(frame: Frame, group: Sequence[Account]) -> None:
    builder, first = frame.builder, group[0]
    context = context_of(first).extended(vintage=None)
    kind, who = first.instrument.upper(), _entity(frame, first)
    for key, _, zh, en in (*_MOVEMENTS, ("closing", 1, "期末余额", "closing")):
        fact_id = f"market.account_{key}"
        parts = [context_of(row) for row in group if getattr(row, key) is not None]
        if parts:
            text = Text(f"{who.zh}{first.year}年账户 {kind} {zh}", f"{who.en}: {kind} in {first.year}: {en}")
            builder.derive(fact_id, context, TONNES, text, partial(_sum, frame, fact_id, parts))
    if builder.has("market.account_sold", context) or builder.has("market.account_bought", context):
        text = Text(
            f"{who.zh}{first.year}年账户 {kind} 净卖出量", f"{who.en}: {kind} in {first.year}: sold less bought"
        )
        builder.derive("market.account_net_sold", context, TONNES, text, partial(_net_sold, frame, group))


def _sum(frame: Frame, fact_id: str, parts: Sequence[Context]) -> Quantity:
    return total([frame.builder.read(fact_id, context) for context in parts], TONNES)


def _moved(frame: Frame, group: Sequence[Account], key: str) -> Quantity:
    fact_id = f"market.account_{key}"
    return _sum(frame, fact_id, [context_of(row) for row in group if getattr(row, key) is not None])


def _net_sold(frame: Frame, group: Sequence[Account]) -> Quantity:
    return _moved(frame, group, "sold") - _moved(frame, group, "bought")


def _record_surrender(frame: Frame, group: Sequence[Account]) -> None:
    builder, first = frame.builder, group[0]
    context = Context.of(entity=first.entity, period=first.year)
    if any(row.surrendered is not None for row in group):
        who = _entity(frame, first)
        text = Text(f"{who.zh}{first.year}年未清缴量", f"{who.en}: still to be surrendered for {first.year}")
        builder.derive(
            "market.surrender_gap",
            context,
            TONNES,
            text,
            lambda: builder.read("market.obligation", context) - _moved(frame, group, "surrendered"),
            position=first.at,
        )
        _check_surrender(frame, group, context)
    for row in group:
        if row.instrument == "cea" and row.vintage == row.year and row.allocated is not None:
            _check_allocated(frame, row, context)


def _check_surrender(frame: Frame, group: Sequence[Account], context: Context) -> None:
    gap = frame.builder.fact("market.surrender_gap", context)
    if gap is None or gap.value <= 0:
        return
    at = next(row for row in group if row.surrendered is not None).place("surrendered")
    frame.builder.findings.append(
        NOT_SURRENDERED.at(
            at,
            f"{group[0].entity} {group[0].year}年尚有 {gap.value:f} tCO2e 未清缴",
            f"{group[0].entity} has not surrendered {gap.value:f} tCO2e for {group[0].year}",
            hint_zh="核对清缴量，或在履约方案中安排补足",
            hint_en="check what was surrendered, or plan for the rest",
            fact=gap.key,
        )
    )


def _check_allocated(frame: Frame, row: Account, context: Context) -> None:
    planned = frame.builder.fact("market.allowance", context)
    booked = frame.builder.fact("market.account_allocated", context_of(row))
    if planned is None or booked is None or planned.value == booked.value:
        return
    frame.builder.findings.append(
        ALLOCATED_DIFFERS.at(
            row.place("allocated"),
            f"账户分配量 {booked.value:f} tCO2e 与按方案计算的配额量 {planned.value:.3f} tCO2e 不等",
            f"the account shows {booked.value:f} tCO2e allocated, the plan gives {planned.value:.3f} tCO2e",
            hint_zh="核对是否为预分配量，或产量是否经核查调整",
            hint_en="check whether it is the pre-allocation, or the output changed in verification",
            fact=booked.key,
        )
    )
