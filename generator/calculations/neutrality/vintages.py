"""Vintages of credits.

Method: the vintage is the year in which the reduction or removal happened. It is not later than the retirement, and not
earlier than the programme admits; a project may bring its own limit with its source. Where no limit is known, none is
tested, and the answer is missing with that reason::

    age = year of retirement - vintage

Inputs: the section ``neutrality``; ``content/parameters/carbon-credit-programmes``.

Outputs: with ``instrument``: ``neutrality.vintage``, ``neutrality.retirement_year``, ``neutrality.vintage_age`` (year),
``neutrality.vintage_met`` (1 or 0); ``neutrality.vintage_limit[parameter]`` (year; the parameter is the programme).

Errors: LG655, LG656.

Example: ``worked/claim.yaml``, by hand.

Marks: limits of the data set are unconfirmed.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE
from generator.calculations.amounts import label
from generator.calculations.decisions import at_least
from generator.calculations.factors import DataSets
from generator.calculations.neutrality.rules import VINTAGE_EARLY, VINTAGE_LATE
from generator.ledger.context import Context
from generator.ledger.fact import Mark, Reference
from generator.ledger.ledger import LedgerBuilder
from generator.ledger.quantity import Quantity
from generator.project.sections.neutrality import Credit, Neutrality

_PROGRAMMES = "carbon-credit-programmes"


class Vintages:
    """Tests of the vintages of a claim's credits."""

    def __init__(self, builder: LedgerBuilder, section: Neutrality, sets: DataSets) -> None:
        self.builder, self.section, self.sets = builder, section, sets

    def record(self) -> None:
        """Record every credit's vintage, age and whether it is admitted."""
        for credit in self.section.credits:
            self._record_vintage(credit)

    def _record_vintage(self, credit: Credit) -> None:
        builder, context = self.builder, Context.of(instrument=credit.id)
        for fact, value, key, zh, en in (
            ("vintage", credit.vintage, "vintage", "年份", ": vintage"),
            ("retirement_year", credit.retired.year, "retired", "注销年份", ": year of retirement"),
        ):
            name, at = label(credit.name, zh, en), credit.place(key)
            builder.give(f"neutrality.{fact}", context, Decimal(value), "year", name, at)
        name, at = label(credit.name, "注销时的年限", ": age at retirement"), credit.place("vintage")
        builder.derive("neutrality.vintage_age", context, "year", name, partial(self._age, context), position=at)
        self._give_limit(credit)
        name = label(credit.name, "年份是否符合机制要求（1为是）", ": vintage admitted (1: yes)")
        formula = partial(self._vintage_met, credit)
        builder.derive("neutrality.vintage_met", context, ONE, name, formula, position=at)
        if credit.vintage > credit.retired.year:
            builder.findings.append(
                VINTAGE_LATE.at(
                    at,
                    f"{credit.id} 的年份 {credit.vintage} 晚于注销日期 {credit.retired}",
                    f"{credit.id}: vintage {credit.vintage} is later than its retirement on {credit.retired}",
                    hint_zh=f"例如 vintage: {credit.retired.year - 1}",
                    hint_en=f"for example vintage: {credit.retired.year - 1}",
                    related=[credit.place("retired")],
                )
            )
        met = builder.fact("neutrality.vintage_met", context)
        if met is not None and met.value == 0:
            limit = builder.fact("neutrality.vintage_limit", Context.of(parameter=credit.programme))
            earliest = limit.value if limit else ""
            builder.findings.append(
                VINTAGE_EARLY.at(
                    at,
                    f"{credit.id} 的年份 {credit.vintage} 早于 {credit.programme} 允许的 {earliest} 年",
                    f"{credit.id}: vintage {credit.vintage} is earlier than {credit.programme} admits, {earliest}",
                    hint_zh=f"选用 {earliest} 年及以后的碳信用",
                    hint_en=f"use credits of {earliest} or later",
                    fact=met.key,
                    related=[limit.position] if limit and limit.position else [],
                )
            )

    def _age(self, context: Context) -> Quantity:
        read = self.builder.read
        return read("neutrality.retirement_year", context) - read("neutrality.vintage", context)

    def _give_limit(self, credit: Credit) -> None:
        """Record the earliest vintage of a programme: the project's own limit, or the data set's."""
        fact, context = "neutrality.vintage_limit", Context.of(parameter=credit.programme)
        if self.builder.has(fact, context) or self.builder.lacks(fact, context):
            return
        programme = credit.programme.upper()
        name = Text(f"{programme} 允许的最早年份", f"earliest vintage that {programme} admits")
        own = next((one for one in self.section.vintage_limits if one.programme == credit.programme), None)
        if own is not None:
            at, reference = own.place("earliest"), Reference(own.source)
            value = Decimal(own.earliest)
            self.builder.give(fact, context, value, "year", name, at, mark=Mark(own.mark), reference=reference)
            return
        chosen = self.sets.data_set(_PROGRAMMES, credit.place("programme"))
        if chosen is None or not chosen.find(credit.programme, "earliest-vintage"):
            zh, en = f"没有 {credit.programme} 的年份限制", f"no vintage limit of {credit.programme} is known"
            self.builder.lack(fact, context, Text(zh, en), credit.place("programme"))
            return
        found = self.sets.one(_PROGRAMMES, credit.programme, "earliest-vintage", credit.place("programme"))
        if found is not None:
            found.give(self.builder, fact, context, name)

    def _vintage_met(self, credit: Credit) -> Quantity:
        limit = self.builder.read("neutrality.vintage_limit", Context.of(parameter=credit.programme))
        return at_least(self.builder.read("neutrality.vintage", Context.of(instrument=credit.id)), limit)
