"""Targets by absolute contraction: the criterion's line, the company's own target and the gap between them.

Method: SBTi's cross-sector absolute contraction (Corporate Near-Term Criteria, C15 to C18): emissions fall each year by
the same share of the base::

    reduction    = rate x (target year - the earlier of base year and 2020), at most the whole
    criterion(y) = base x (1 - reduction x (y - base year) / (target year - base year))
    base         = sum of the scopes' emissions x coverage

The rate belongs to the version of the criteria (4.2 % a year for 1.5 degrees in versions before 2026), and so does the
year 2020: a base year after it does not spare a company the years in between. A long-term target is held against the
least reduction of the net-zero standard (90 %), whatever its years. The gap is the company's target less the
criterion's value: above nought, the target falls short. The required rate spreads what remains from the newest year
with emissions to the criterion's value over the years left, as a share of the base.

Inputs: ``science_target.emission``, ``science_target.criterion[parameter=rate-...]``, the section.

Outputs: with ``target``: ``science_target.base_year``, ``science_target.year``, ``science_target.counted_years``
(year; the years that the rate counts, near-term), ``science_target.reduction``,
``science_target.coverage``, ``science_target.rate``, ``science_target.criterion_reduction``,
``science_target.gap_rate``, ``science_target.progress`` and ``science_target.actual`` (also ``period``),
``science_target.required_rate`` (shares: 1), ``science_target.base``, ``science_target.value``,
``science_target.criterion_value``, ``science_target.line`` (also ``period``), ``science_target.gap`` (tCO2e),
``science_target.met`` (1 or 0).

Errors: LG422, LG425.

Example: ``worked/linear.yaml``: 1,170 t in 2020 at 4.2 % -> 678.6 t in 2030; ``worked/boundary.yaml`` and
``worked/recent-base.yaml``: base years after 2020; a long-term target.

Marks: rates and the year 2020 are secondary (a public transcription of SBTi's Target Validation Protocol), and so is
what rests on them.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE, Unit
from generator.calculations.amounts import label
from generator.calculations.contraction import YEAR, calendar, lowered, on_line, yearly
from generator.calculations.decisions import at_most
from generator.calculations.science_targets.criteria import TONNES, Desk
from generator.calculations.science_targets.rules import AMBITION
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, extreme, total
from generator.project.sections.science_targets import ScienceTarget


class OneTarget:
    """The facts of one target that its method does not change."""

    def __init__(self, desk: Desk, target: ScienceTarget) -> None:
        self.desk, self.builder, self.target = desk, desk.builder, target
        self.context = Context.of(target=target.id)

    def record(self) -> None:
        """Record the target; without emissions of its base year there is nothing but what was given."""
        self.give()
        target = self.target
        there = self.desk.need(list(target.scopes), target.base_year, target.place("base_year"), target.name.text)
        self.derive("base", TONNES, f"：{target.base_year}年基准排放量", ": base", self._base)
        if there:
            self.record_own()
            self.record_criterion()
            self.record_progress()
            self.report()

    def give(self) -> None:
        """Record what the section says of the target."""
        target = self.target
        for name, value, unit, zh, en in (
            ("base_year", Decimal(target.base_year), YEAR, "：基准年", ": base year"),
            ("year", Decimal(target.year), YEAR, "：目标年", ": target year"),
            ("reduction", target.reduction, "%", "：减排比例", ": reduction"),
            ("coverage", target.coverage, "%", "：覆盖率", ": coverage"),
        ):
            fact, text = f"science_target.{name}", label(target.name, zh, en)
            self.builder.give(fact, self.context, value, unit, text, target.place(name))

    def record_own(self) -> None:
        """Record the company's own target value and its linear rate."""
        self.derive("value", TONNES, "：目标排放量", ": target value", self._value)
        self.derive("rate", ONE, "：年均线性减排率", ": linear yearly rate", self._rate)

    def record_criterion(self) -> None:
        """Record what the criterion gives, and the gap."""
        if self.target.term == "near":
            zh, en = "：减排要求计算的年数", ": years that the criterion's rate counts"
            self.derive("counted_years", YEAR, zh, en, self._counted)
        self.derive("criterion_reduction", ONE, "：准则要求的减排比例", ": reduction by the criterion", self._asked)
        self.derive("criterion_value", TONNES, "：准则要求的排放量", ": value by the criterion", self._criterion_value)
        for year in range(self.target.base_year, self.target.year + 1):
            zh, en = f"：{year}年准则线", f": line of the criterion {year}"
            self.derive("line", TONNES, zh, en, partial(self._line, year), period=year)
        self.derive("gap", TONNES, "：与准则的差距", ": gap to the criterion", self._gap)
        self.derive("gap_rate", ONE, "：与准则减排比例的差距", ": gap of the reductions", self._gap_rate)
        self.derive("met", ONE, "：是否满足准则（1为是）", ": criterion met (1: yes)", self._met)

    def record_progress(self) -> None:
        """Record actual values since the base year, and what is still required."""
        known = [
            year
            for year in self.desk.years()
            if self.target.base_year <= year and all(self.desk.emits(scope, year) for scope in self.target.scopes)
        ]
        for year in known:
            zh, en = f"：{year}年实际排放量", f": actual value {year}"
            self.derive("actual", TONNES, zh, en, partial(self._covered, year), period=year)
            zh, en = f"：{year}年完成进度", f": progress in {year}"
            self.derive("progress", ONE, zh, en, partial(self._progress, year), period=year)
        if known and known[-1] < self.target.year:
            zh, en = "：满足准则尚需的年均减排率", ": yearly rate still required by the criterion"
            self.derive("required_rate", ONE, zh, en, partial(self._required, known[-1]))

    def report(self) -> None:
        """Say where the target falls short of the criterion."""
        gap = self.builder.fact("science_target.gap_rate", self.context)
        asked = self.builder.fact("science_target.criterion_reduction", self.context)
        if gap is None or asked is None or gap.value <= 0:
            return
        enough = (asked.value * 100).quantize(Decimal("0.1"), ROUND_CEILING)
        self.builder.findings.append(
            AMBITION.at(
                self.target.place("reduction"),
                f"目标 {self.target.id} 减排 {self.target.reduction}%，准则 {self.target.ambition} 要求 "
                f"{asked.value * 100:.4f}%",
                f"target {self.target.id} reduces {self.target.reduction} %; the criterion {self.target.ambition} asks "
                f"for {asked.value * 100:.4f} %",
                hint_zh=f"例如 reduction: {enough}",
                hint_en=f"for example reduction: {enough}",
                fact=gap.key,
            )
        )

    # --------------------------------------------------------------------------------------------- formulas

    def _covered(self, year: int) -> Quantity:
        scopes = [self.desk.emission(scope, year) for scope in sorted(set(self.target.scopes))]
        return (scopes[0] if len(scopes) == 1 else total(scopes, TONNES)) * self.read("coverage")

    def _base(self) -> Quantity:
        return self._covered(self.target.base_year)

    def _value(self) -> Quantity:
        return lowered(self.read("base"), self.read("reduction").in_unit(ONE))

    def span(self) -> Quantity:
        """Return the years from base year to target year."""
        return self.read("year") - self.read("base_year")

    def _rate(self) -> Quantity:
        return yearly(self.read("reduction"), self.span())

    def _yearly_criterion(self) -> Quantity:
        each = constant(1, "a/year", "one year of time for one calendar year")
        return self.desk.criterion(f"rate-{self.target.ambition}") * each

    def _counted(self) -> Quantity:
        first = self.read("base_year")
        if self.desk.has_criterion("ambition-from"):
            first = extreme([first, self.desk.criterion("ambition-from")], "min")
        return self.read("year") - first

    def _asked(self) -> Quantity:
        if self.target.term == "long":
            return self.desk.criterion("net-zero-reduction").in_unit(ONE)
        whole = constant(1, meaning="the whole")
        return extreme([whole, (self._yearly_criterion() * self.read("counted_years")).in_unit(ONE)], "min")

    def _criterion_value(self) -> Quantity:
        return lowered(self.read("base"), self.read("criterion_reduction"))

    def _line(self, year: int) -> Quantity:
        passed = calendar(year) - self.read("base_year")
        return on_line(self.read("base"), self.read("criterion_reduction"), passed, self.span())

    def _gap(self) -> Quantity:
        return self.read("value") - self.read("criterion_value")

    def _gap_rate(self) -> Quantity:
        return self.read("criterion_reduction") - self.read("reduction")

    def _met(self) -> Quantity:
        return at_most(self.read("value"), self.read("criterion_value"))

    def _progress(self, year: int) -> Quantity:
        base = self.read("base")
        return (base - self.read("actual", period=year)) / (base - self.read("value"))

    def _required(self, newest: int) -> Quantity:
        left = (self.read("actual", period=newest) - self.read("criterion_value")) / self.read("base")
        return yearly(left, self.read("year") - calendar(newest))

    # ---------------------------------------------------------------------------------------------- helpers

    def read(self, name: str, **more: object) -> Quantity:
        """Read a fact of this target."""
        return self.builder.read(f"science_target.{name}", self.context.extended(**more))

    def derive(
        self, name: str, unit: Unit | str, zh: str, en: str, formula: Callable[[], Quantity], **more: object
    ) -> None:
        """Record a fact of this target."""
        text: Text = label(self.target.name, zh, en)
        context = self.context.extended(**more)
        self.builder.derive(f"science_target.{name}", context, unit, text, formula, position=self.target.at)
