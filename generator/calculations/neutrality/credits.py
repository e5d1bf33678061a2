"""Credits: serial numbers and time of retirement.

Method: a credit is used once: blocks of serial numbers of one registry must not overlap anywhere in the project
(:mod:`generator.calculations.serials`), and hold as many numbers as tonnes are claimed. Retirement is counted in months
begun since the end of the period (ISO 14068-1:2023, 11.2) or since the declaration (PAS 2060:2014, 9.1.2 e)::

    count = sum over blocks of last - first + 1        margin = months allowed - months begun

Inputs: the section ``neutrality``; ``content/parameters/carbon-neutrality``; ``neutrality.credit``.

Outputs: with ``instrument``: ``neutrality.serial_first`` and ``neutrality.serial_last`` (also ``row``) and
``neutrality.serial_count`` (1), ``neutrality.serial_gap`` (tCO2e, count less quantity),
``neutrality.months_to_retirement`` and ``neutrality.retirement_margin`` (month), ``neutrality.retired_in_time`` (1 or
0); ``neutrality.retirement_limit`` (month).

Errors: LG652, LG653, LG657, LG658, LG663.

Example: ``worked/claim.yaml``: blocks as Verra writes them (0001-000001-000100 holds 100 credits; 384723093 to
384800545 holds 77,453).

Marks: retirement limits are secondary.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE
from generator.calculations.amounts import label
from generator.calculations.decisions import at_most
from generator.calculations.factors import DataSets
from generator.calculations.neutrality.balance import TONNES
from generator.calculations.neutrality.rules import (
    COUNT,
    LATE,
    NO_LIMIT,
    OVERLAP,
    UNDECLARED,
)
from generator.calculations.serials import SerialRange, overlaps
from generator.ledger.context import Context
from generator.ledger.ledger import LedgerBuilder
from generator.ledger.quantity import Quantity, constant, procedure, total
from generator.project.sections.neutrality import Credit, Neutrality

_HERE = Context()
_RULES = "carbon-neutrality"
_PROGRAMMES = "carbon-credit-programmes"


def serial_ranges(section: Neutrality) -> list[SerialRange]:
    """Return every block of serial numbers that the claim uses."""
    return [
        SerialRange(credit.registry, block.prefix, block.first, block.last, block.place("first"), credit.id)
        for credit in section.credits
        for block in credit.serials
    ]


def check_overlaps(ranges: list[SerialRange], builder: LedgerBuilder) -> None:
    """Report blocks that share numbers, at the later one, naming the earlier."""
    for one, other in overlaps(ranges):
        first, last = max(one.first, other.first), min(one.last, other.last)
        builder.findings.append(
            OVERLAP.at(
                other.position,
                f"序列号 {first}—{last}（{last - first + 1} 个）在 {one.holder} 和 {other.holder} 中重复使用",
                f"serial numbers {first} to {last} ({last - first + 1}) are used by {one.holder} and by {other.holder}",
                hint_zh=f"{one.position} 已使用该号段，每个碳信用只能使用一次",
                hint_en=f"{one.position} uses the block already; a credit may be used once",
                related=[one.position],
            )
        )


class Credits:
    """Tests of every credit, and the accounts."""

    def __init__(self, builder: LedgerBuilder, section: Neutrality, sets: DataSets) -> None:
        self.builder, self.section, self.sets = builder, section, sets

    def record(self) -> None:
        """Record serials, vintages, times of retirement and account balances."""
        check_overlaps(serial_ranges(self.section), self.builder)
        since = self._limit()
        for credit in self.section.credits:
            self._record_serials(credit)
            self._record_time(credit, since)

    # --------------------------------------------------------------------------------------------- serials

    def _record_serials(self, credit: Credit) -> None:
        context = Context.of(instrument=credit.id)
        for row, block in enumerate(credit.serials, start=1):
            for key, zh, en in (
                ("first", "起始序列号", "first serial number"),
                ("last", "终止序列号", "last serial number"),
            ):
                name, number = label(credit.name, zh, f": {en}"), Decimal(getattr(block, key))
                at = block.place(key)
                self.builder.give(f"neutrality.serial_{key}", context.extended(row=row), number, ONE, name, at)
        name, at = label(credit.name, "序列号个数", ": number of serial numbers"), credit.place("serials")
        formula = partial(self._count, context, len(credit.serials))
        self.builder.derive("neutrality.serial_count", context, ONE, name, formula, position=at)
        name = label(credit.name, "序列号个数与注销量之差", ": number of serial numbers less quantity")
        formula = partial(self._serial_gap, context)
        self.builder.derive("neutrality.serial_gap", context, TONNES, name, formula, position=at)
        gap = self.builder.fact("neutrality.serial_gap", context)
        count = self.builder.fact("neutrality.serial_count", context)
        if gap is not None and count is not None and gap.value != 0:
            self.builder.findings.append(
                COUNT.at(
                    credit.place("quantity"),
                    f"{credit.id} 的序列号共 {count.value} 个，而注销量为 {count.value - gap.value} tCO2e",
                    f"{credit.id} has {count.value} serial numbers, and a quantity of {count.value - gap.value} tCO2e",
                    hint_zh=f"例如 quantity: {count.value} tCO2e，或补充缺少的号段",
                    hint_en=f"for example quantity: {count.value} tCO2e, or the block that is missing",
                    fact=gap.key,
                    related=[block.place("first") for block in credit.serials],
                )
            )

    def _count(self, context: Context, blocks: int) -> Quantity:
        counts = []
        for row in range(1, blocks + 1):
            first, last = (
                self.builder.read(f"neutrality.serial_{key}", context.extended(row=row)) for key in ("first", "last")
            )
            counts.append(last - first + constant(1, meaning="both ends count"))
        return total(counts, ONE)

    def _serial_gap(self, context: Context) -> Quantity:
        tonnes = self.builder.read("neutrality.serial_count", context) * constant(1, TONNES, "one tonne a credit")
        return tonnes - self.builder.read("neutrality.credit", context)

    # ------------------------------------------------------------------------------------------------ time

    def _limit(self) -> datetime.date | None:
        """Record how many months the standard allows, and return the date from which they count."""
        section, at = self.section, self.section.place("standard")
        name = Text("碳信用注销期限", "time limit of retirement")
        for property_name, since in (
            ("retirement-after-period", section.ends),
            ("retirement-after-declaration", section.declared),
        ):
            chosen = self.sets.data_set(_RULES, at)
            if chosen is not None and chosen.find(section.standard, property_name):
                found = self.sets.one(_RULES, section.standard, property_name, at)
                if found is not None:
                    found.give(self.builder, "neutrality.retirement_limit", _HERE, name)
                    return since
        reason = Text(f"没有 {section.standard} 的注销期限", f"no limit of {section.standard} is known")
        self.builder.lack("neutrality.retirement_limit", _HERE, reason, at)
        if section.credits:
            self.builder.findings.append(
                NO_LIMIT.at(
                    at,
                    f"{reason.zh}，未作检验",
                    f"{reason.en}; retirement was not tested",
                    hint_zh="核对标准编号，例如 standard: iso-14068-1-2023；另有期限的标准请自行核对注销日期",
                    hint_en="check the id, for example standard: iso-14068-1-2023; else hold the dates against the "
                    "standard by hand",
                )
            )
        return None

    def _record_time(self, credit: Credit, since: datetime.date | None) -> None:
        context, at = Context.of(instrument=credit.id), credit.place("retired")
        builder, begins = self.builder, since or self.section.ends
        for fact, unit, zh, en, formula in (
            (
                "months_to_retirement",
                "month",
                "至注销的月数",
                ": months to retirement",
                partial(_months, begins, credit),
            ),
            (
                "retirement_margin",
                "month",
                "距注销期限的余量",
                ": months left to the limit",
                partial(self._margin, context),
            ),
            (
                "retired_in_time",
                ONE,
                "是否按期注销（1为是）",
                ": retired in time (1: yes)",
                partial(self._timely, context),
            ),
        ):
            name = label(credit.name, zh, en)
            builder.derive(f"neutrality.{fact}", context, unit, name, formula, position=at)
        timely, limit = builder.fact("neutrality.retired_in_time", context), self._months_allowed()
        if timely is not None and timely.value == 0:
            builder.findings.append(
                LATE.at(
                    at,
                    f"{credit.id} 于 {credit.retired} 注销，超过 {begins} 后 {limit} 个月的期限",
                    f"{credit.id} was retired on {credit.retired}, more than {limit} months after {begins}",
                    hint_zh="核对注销日期，或改用按期注销的碳信用",
                    hint_en="check the date, or use credits that were retired in time",
                    fact=timely.key,
                )
            )
        if credit.retired > self.section.declared:
            builder.findings.append(
                UNDECLARED.at(
                    at,
                    f"{credit.id} 于 {credit.retired} 注销，晚于声明日期 {self.section.declared}",
                    f"{credit.id} was retired on {credit.retired}, after the declaration of {self.section.declared}",
                    hint_zh="先注销，后声明",
                    hint_en="retire first, then declare",
                    related=[self.section.place("declared")],
                )
            )

    def _months_allowed(self) -> str:
        limit = self.builder.fact("neutrality.retirement_limit", _HERE)
        return str(limit.value) if limit else ""

    def _margin(self, context: Context) -> Quantity:
        limit = self.builder.read("neutrality.retirement_limit", _HERE)
        return limit - self.builder.read("neutrality.months_to_retirement", context)

    def _timely(self, context: Context) -> Quantity:
        limit = self.builder.read("neutrality.retirement_limit", _HERE)
        return at_most(self.builder.read("neutrality.months_to_retirement", context), limit)


def _months(begins: datetime.date, credit: Credit) -> Quantity:
    """Return the months begun from a date to the retirement: 12 on the same day a year later, 13 on the next."""
    ends = credit.retired
    passed = 12 * (ends.year - begins.year) + ends.month - begins.month + (1 if ends.day > begins.day else 0)
    return procedure("months begun between two dates", Decimal(passed), "month")
