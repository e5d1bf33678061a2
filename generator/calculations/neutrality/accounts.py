"""Accounts that hold credits.

Method: closing balance = opening + acquired - transferred - retired from the account; it is never below nought, and is
what the registry's statement says.

Inputs: the section ``neutrality``; ``neutrality.credit``.

Outputs: with ``account``: ``neutrality.account_opening``, ``neutrality.account_acquired``,
``neutrality.account_transferred``, ``neutrality.account_retired``, ``neutrality.account_balance``,
``neutrality.account_closing`` (tCO2e).

Errors: LG208, LG660.

Example: ``worked/claim.yaml``, by hand.

Marks: numbers are the project's own.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.findings import Position
from generator.calculations.amounts import give_amount, label
from generator.calculations.neutrality.balance import TONNES
from generator.calculations.neutrality.rules import ACCOUNT
from generator.ledger.context import Context
from generator.ledger.ledger import LedgerBuilder
from generator.ledger.quantity import Quantity, total
from generator.project.sections.neutrality import CreditAccount, Neutrality


class Accounts:
    """The accounts of a claim."""

    def __init__(self, builder: LedgerBuilder, section: Neutrality) -> None:
        self.builder, self.section = builder, section

    def record(self) -> None:
        """Record every account's balance."""
        for account in self.section.accounts:
            self._record_account(account)

    def _record_account(self, account: CreditAccount) -> None:
        builder, context = self.builder, Context.of(account=account.id)
        for key, zh, en in (
            ("opening", "期初余额", ": opening balance"),
            ("acquired", "本期取得", ": acquired"),
            ("transferred", "本期转出", ": transferred"),
        ):
            fact, name, at = f"neutrality.account_{key}", label(account.name, zh, en), account.place(key)
            give_amount(builder, fact, context, getattr(account, key), TONNES, name, at, least=Decimal(0))
        for fact, zh, en, formula in (
            ("account_retired", "本期注销", ": retired", partial(self._account_retired, account)),
            ("account_balance", "期末余额", ": closing balance", partial(self._account_balance, context)),
        ):
            name = label(account.name, zh, en)
            builder.derive(f"neutrality.{fact}", context, TONNES, name, formula, position=account.at)
        self._report_account(account, context)

    def _account_retired(self, account: CreditAccount) -> Quantity:
        own = [one for one in self.section.credits if one.account == account.id]
        return total([self.builder.read("neutrality.credit", Context.of(instrument=c.id)) for c in own], TONNES)

    def _account_balance(self, context: Context) -> Quantity:
        opening, acquired, transferred, retired = (
            self.builder.read(f"neutrality.account_{key}", context)
            for key in ("opening", "acquired", "transferred", "retired")
        )
        return opening + acquired - transferred - retired

    def _report_account(self, account: CreditAccount, context: Context) -> None:
        balance = self.builder.fact("neutrality.account_balance", context)
        if balance is None:
            return
        if balance.value < 0:
            self._say(account.at, account, f"余额为 {balance.value} tCO2e", f"its balance is {balance.value} tCO2e")
        if account.closing is None:
            return
        name, at = label(account.name, "登记机构对账余额", ": closing statement"), account.place("closing")
        if not give_amount(self.builder, "neutrality.account_closing", context, account.closing, TONNES, name, at):
            return
        stated = self.builder.fact("neutrality.account_closing", context)
        if stated is not None and stated.value != balance.value:
            zh = f"对账余额 {stated.value} tCO2e，计算余额 {balance.value} tCO2e"
            en = f"the statement says {stated.value} tCO2e, the account gives {balance.value} tCO2e"
            self._say(at, account, zh, en)

    def _say(self, at: Position, account: CreditAccount, zh: str, en: str) -> None:
        self.builder.findings.append(
            ACCOUNT.at(
                at,
                f"账户 {account.id}：{zh}",
                f"account {account.id}: {en}",
                hint_zh="核对期初、取得、转出和注销数量",
                hint_en="check opening, acquired, transferred and retired quantities",
            )
        )
