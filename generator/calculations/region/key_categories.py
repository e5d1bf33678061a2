"""Key categories by approach 1: level and trend assessment, ranked and added up to 95 %.

A category is key where the categories before it in descending order have not yet reached the threshold, so that the
one that crosses it is key too. Emissions and removals enter the level assessment as absolute values; the totals of
the trend assessment take removals with their sign.

Method: IPCC 2006 V1 4.3.1, equation 4.1: L = |E_x,t| / sum |E_y,t|; equation 4.2: T = |E_x,0| / sum |E_y,0| x |(E_x,t
- E_x,0) / |E_x,0| - (sum E_y,t - sum E_y,0) / |sum E_y,0||; equation 4.3 for a category that was nought in the base
year: T = |E_x,t / sum |E_y,0||.

Inputs: ``region.item`` or ``region.sector``, ``region.line``, ``region.sink``; the threshold of
``ipcc-key-categories``.

Outputs: ``region.key_level[period,...]``, with ``_rank``, ``_cumulative`` and ``_key`` (1 or 0) of the same context,
and ``region.key_level_count[period]``; ``region.key_trend[period,since,...]``, ``region.key_trend_share`` (of the sum
of all) with ``_rank``, ``_cumulative``, ``_key`` and ``region.key_trend_count``; ``region.key_threshold``. The
context names the category: ``energy`` an item, ``sector`` a sector, ``source`` a line.

Errors: none of its own; where one category is missing, the ranking is missing with that reason.

Example: ``worked/key-categories.yaml``, by hand from the equations; no worked table with answers was at hand.

Marks: the threshold is secondary; equation 4.1 was read second-hand, 4.2 and 4.3 are from memory of the guidelines.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE, Unit
from generator.calculations.region.categories import Entry, entries
from generator.calculations.region.frame import T_CO2E, Frame
from generator.calculations.region.sectors import Sectors
from generator.ledger.context import Context
from generator.ledger.ledger import Unavailable
from generator.ledger.quantity import Quantity, procedure, total

_SET = "ipcc-key-categories"


def record_key_categories(frame: Frame, sectors: Sectors | None) -> None:
    """Record both assessments, where the section asks for them."""
    asked = frame.region.key_categories
    if asked is None:
        return
    found = frame.sets.one(_SET, "approach-1", "threshold", asked.at)
    if found is None:
        return
    found.give(
        frame.builder, "region.key_threshold", Context(), Text("关键类别累计阈值", "threshold of key categories")
    )
    listed = entries(frame, sectors, asked.by)
    year, base = asked.year or frame.current, asked.base or frame.base
    _Ranking(frame, listed, "key_level", "key_level", {"period": year}, Text("水平评估", "level assessment")).record(
        [partial(_level, frame, listed, entry, year) for entry in listed]
    )
    if base < year:
        where: dict[str, object] = {"period": year, "since": base}
        text = Text("趋势评估", "trend assessment")
        trend = _Ranking(frame, listed, "key_trend", "key_trend_share", where, text, Text("贡献率", ": contribution"))
        for entry in listed:
            trend.derive("key_trend", entry, text, ONE, partial(_trend, frame, listed, entry, year, base))
        trend.record([partial(trend.share, entry) for entry in listed])


# --------------------------------------------------------------------------------------------------- equations


def _level(frame: Frame, listed: list[Entry], entry: Entry, year: int) -> Quantity:
    whole = total([one.amount(frame, year).magnitude() for one in listed], T_CO2E)
    return entry.amount(frame, year).magnitude() / whole


def _trend(frame: Frame, listed: list[Entry], entry: Entry, year: int, base: int) -> Quantity:
    then, now = entry.amount(frame, base), entry.amount(frame, year)
    gross = total([one.amount(frame, base).magnitude() for one in listed], T_CO2E)
    if then.value == 0:
        return (now / gross).magnitude()
    net_then = total([one.amount(frame, base) for one in listed], T_CO2E)
    net_now = total([one.amount(frame, year) for one in listed], T_CO2E)
    own, whole = (now - then) / then.magnitude(), (net_now - net_then) / net_then.magnitude()
    return then.magnitude() / gross * (own - whole).magnitude()


# ----------------------------------------------------------------------------------------------------- ranking


class _Ranking:
    """One assessment: its shares in descending order, cumulative, and which categories are key."""

    def __init__(
        self,
        frame: Frame,
        listed: list[Entry],
        name: str,
        share: str,
        where: dict[str, object],
        text: Text,
        measure: Text = Text("", ""),
    ) -> None:
        self.frame, self.listed, self.name, self.ranked, self.where, self.text = frame, listed, name, share, where, text
        self.measure = measure

    def record(self, formulas: list[Callable[[], Quantity]]) -> None:
        """Record the shares, then rank, cumulative share and key flag of each."""
        for entry, formula in zip(self.listed, formulas, strict=True):
            text = Text(f"{self.text.zh}{self.measure.zh}", f"{self.text.en}{self.measure.en}")
            self.derive(self.ranked, entry, text, ONE, formula)
        facts = [
            (entry, self.frame.builder.fact(f"region.{self.ranked}", self._context(entry))) for entry in self.listed
        ]
        known = [(fact.value, entry) for entry, fact in facts if fact is not None]
        order = [entry for _, entry in sorted(known, key=lambda pair: -pair[0])] if len(known) == len(facts) else []
        for rank, entry in enumerate(order or self.listed, 1):
            before = order[rank - 2] if order and rank > 1 else None
            self._rank(rank, entry, before, bool(order))
        count = Text(f"{self.text.zh}：关键类别数", f"{self.text.en}: number of key categories")
        place = self.frame.region.place("key_categories")
        self.frame.builder.derive(
            f"region.{self.name}_count", Context.of(**self.where), ONE, count, self._count, position=place
        )

    def share(self, entry: Entry) -> Quantity:
        """Return a category's part of the sum of all assessments."""
        return self._read(self.name, entry) / total([self._read(self.name, one) for one in self.listed], ONE)

    def _rank(self, rank: int, entry: Entry, before: Entry | None, whole: bool) -> None:
        zh, en = self.text.zh, self.text.en

        def position() -> Quantity:
            reads = [self._read(self.ranked, one) for one in self.listed]
            return procedure("rank in descending order", Decimal(rank), ONE, reads)

        def cumulative() -> Quantity:
            if not whole:
                raise Unavailable(f"region.{self.ranked}", Text("排序不完整", "the ranking is not complete"))
            own = self._read(self.ranked, entry)
            return own if before is None else self._read(f"{self.name}_cumulative", before) + own

        def is_key() -> Quantity:
            reads = [self._read(f"{self.name}_cumulative", before or entry), self.frame.read("key_threshold")]
            key = before is None or reads[0] < reads[1]
            return procedure("1 where the categories before it are below the threshold", Decimal(int(key)), ONE, reads)

        self.derive(f"{self.name}_rank", entry, Text(f"{zh}排序", f"{en}: rank"), ONE, position)
        self.derive(f"{self.name}_cumulative", entry, Text(f"{zh}累计占比", f"{en}: cumulative share"), ONE, cumulative)
        self.derive(
            f"{self.name}_key",
            entry,
            Text(f"{zh}是否为关键类别（1 是，0 否）", f"{en}: key category (1 yes, 0 no)"),
            ONE,
            is_key,
        )

    def _count(self) -> Quantity:
        return total([self._read(f"{self.name}_key", entry) for entry in self.listed], ONE)

    def _context(self, entry: Entry) -> Context:
        return Context.of(**self.where, **entry.where)

    def _read(self, name: str, entry: Entry) -> Quantity:
        return self.frame.read(name, **self.where, **entry.where)

    def derive(self, name: str, entry: Entry, text: Text, unit: Unit, formula: Callable[[], Quantity]) -> None:
        """Record a fact of one category."""
        label = Text(f"{entry.name.zh}：{text.zh}", f"{entry.name.en}: {text.en}")
        self.frame.builder.derive(f"region.{name}", self._context(entry), unit, label, formula, position=entry.at)
