"""The criteria of the version named, and the emissions that targets start from.

Method: thresholds and rates are read from the data set ``sbti-criteria`` in the very version that the project names;
there is no version by default. Emissions stand in the section, or are the inventory's scopes (scope 2 by the section's
basis).

Inputs: ``content/parameters/sbti-criteria``; the section ``science_targets``; ``inventory.scope[period,scope,basis]``.

Outputs: ``science_target.criterion[parameter]`` (%, %/a, a, year), ``science_target.submission`` (year),
``science_target.emission[period,scope]`` (tCO2e).

Errors: LG014 (the version has no such figure), LG208 (unit), LG425, LG429, LG431.

Example: ``worked/linear.yaml``.

Marks: all figures of version 5.3 are secondary, long-term coverage unconfirmed; of version 2.0 only what its summary
says is there, secondary.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.findings import Position
from generator.base.text import Text
from generator.calculations.amounts import give_amount
from generator.calculations.contraction import YEAR
from generator.calculations.factors import DataSets
from generator.calculations.science_targets.rules import NO_BASE, SUPERSEDED, TWO_SOURCES
from generator.calculations.scopes import SCOPES, inventoried
from generator.ledger.context import Context
from generator.ledger.ledger import LedgerBuilder
from generator.ledger.quantity import Quantity
from generator.project.project import Project
from generator.project.sections.science_targets import ScienceTargets

TONNES = "tCO2e"
_JUNE = 6

_NAMES = {
    "rate-1.5c": Text("1.5℃路径年均线性减排率", "linear yearly rate, 1.5 degrees"),
    "rate-wb2c": Text("远低于2℃路径年均线性减排率", "linear yearly rate, well below 2 degrees"),
    "near-term-least": Text("近期目标最短年限", "shortest time frame of a near-term target"),
    "near-term-most": Text("近期目标最长年限", "longest time frame of a near-term target"),
    "first-half": Text("上半年提交的目标多计的年数", "years more for a target submitted in the first half of a year"),
    "ambition-from": Text("减排要求的起算年份", "year from which the reduction counts at the latest"),
    "earliest-base-year": Text("最早基准年", "earliest base year"),
    "near-coverage-s1s2": Text("近期目标范围一、二最低覆盖率", "least coverage of scopes 1 and 2, near-term"),
    "near-coverage-s3": Text("近期目标范围三最低覆盖率", "least coverage of scope 3, near-term"),
    "long-coverage-s1s2": Text("长期目标范围一、二最低覆盖率", "least coverage of scopes 1 and 2, long-term"),
    "long-coverage-s3": Text("长期目标范围三最低覆盖率", "least coverage of scope 3, long-term"),
    "scope3-threshold": Text("须设范围三目标的占比阈值", "share from which on a scope 3 target is needed"),
    "net-zero-reduction": Text("净零目标最低减排比例", "least reduction of a net-zero target"),
    "net-zero-residual": Text("净零目标最高残余排放比例", "highest residual share of a net-zero target"),
    "net-zero-year": Text("净零目标最晚年份", "latest year of a net-zero target"),
    "superseded": Text("准则修订年份", "year in which the criteria were revised"),
}


class Desk:
    """What all parts of the calculation share: the section, the criteria once asked for, the emissions."""

    def __init__(self, project: Project, builder: LedgerBuilder, section: ScienceTargets) -> None:
        self.project, self.builder, self.section = project, builder, section
        self.sets = DataSets(project)
        self._asked: set[str] = set()
        self._emissions: set[tuple[int, int]] = set()
        self._reported: set[tuple[int, int]] = set()

    def criterion(self, name: str) -> Quantity:
        """Read a figure of the criteria inside a formula.

        Raises:
            Unavailable: the version has none, which is a finding.
        """
        context = Context.of(parameter=name)
        if name not in self._asked:
            self._asked.add(name)
            at = self.section.place("criteria")
            found = self.sets.one(self.section.criteria, name, "criterion", at) if self.section.versioned else None
            if found is None:
                reason = Text(f"{self.section.criteria} 没有该阈值", f"{self.section.criteria} has no {name}")
                self.builder.lack("science_target.criterion", context, reason, at)
            else:
                found.give(self.builder, "science_target.criterion", context, _NAMES[name])
        return self.builder.read("science_target.criterion", context)

    def has_criterion(self, name: str) -> bool:
        """Whether the version has a figure; asking is no finding."""
        if not self.section.versioned:
            return False
        chosen = self.sets.data_set(self.section.criteria, self.section.place("criteria"))
        return chosen is not None and bool(chosen.find(name, "criterion"))

    def first_half(self) -> Decimal:
        """Return the years more that a target submitted from January to June counts, where the version says so."""
        early = self.section.submitted.month <= _JUNE
        if not (early and self.has_criterion("first-half")):
            return Decimal(0)
        return self.criterion("first-half").value

    def emission(self, scope: int, year: int) -> Quantity:
        """Read the emissions of a scope and year inside a formula.

        Raises:
            Unavailable: there are none.
        """
        self._record(scope, year)
        return self.builder.read("science_target.emission", Context.of(period=year, scope=scope))

    def emits(self, scope: int, year: int) -> bool:
        """Whether there are emissions of a scope and year."""
        self._record(scope, year)
        return self.builder.has("science_target.emission", Context.of(period=year, scope=scope))

    def need(self, scopes: list[int], year: int, at: Position, whom: Text) -> bool:
        """Whether all scopes have emissions in a base year; a finding at ``at`` where not."""
        gone = [scope for scope in sorted(set(scopes)) if not self.emits(scope, year)]
        if gone:
            listed = "、".join(SCOPES[scope].zh for scope in gone)
            self.builder.findings.append(
                NO_BASE.at(
                    at,
                    f"{whom.zh}的基准年 {year} 没有{listed}的排放量",
                    f"{whom.en}: no emissions of scope {', '.join(map(str, gone))} in its base year {year}",
                    hint_zh=f"例如 emissions: [{{scope: {gone[0]}, year: {year}, value: 1170 tCO2e}}]",
                    hint_en=f"for example emissions: [{{scope: {gone[0]}, year: {year}, value: 1170 tCO2e}}]",
                )
            )
        return not gone

    def years(self) -> tuple[int, ...]:
        """Return every year that may have emissions: those of the section and the reporting years."""
        typed = {one.year for one in self.section.emissions}
        periods = self.project.file.periods
        return tuple(sorted(typed | {year for year in periods.reporting if year <= periods.current}))

    def give_submission(self) -> None:
        """Record the year of submission, and say where the criteria were revised by then."""
        section, year = self.section, self.section.submitted.year
        name, at = Text("提交年份", "year of submission"), section.place("submitted")
        self.builder.give("science_target.submission", Context(), Decimal(year), YEAR, name, at)
        if not self.has_criterion("superseded"):
            return
        revised = self.criterion("superseded")
        if revised.value <= year:
            self.builder.findings.append(
                SUPERSEDED.at(
                    section.place("criteria"),
                    f"{section.criteria} 已于 {revised.value} 年修订，而提交日期为 {section.submitted}",
                    f"{section.criteria} was revised in {revised.value}; the targets are submitted {section.submitted}",
                    hint_zh="写明提交时有效的版本，例如 criteria: sbti-criteria@2.0",
                    hint_en="name the version in force, for example criteria: sbti-criteria@2.0",
                )
            )

    def _record(self, scope: int, year: int) -> None:
        if (scope, year) in self._emissions:
            return
        self._emissions.add((scope, year))
        context = Context.of(period=year, scope=scope)
        name = Text(f"{year}年{SCOPES[scope].zh}排放量", f"{SCOPES[scope].en} emissions {year}")
        typed = next((one for one in self.section.emissions if (one.scope, one.year) == (scope, year)), None)
        inventory = Context.of(period=year, scope=scope, basis=self.section.basis if scope == 2 else None)
        if typed is None and not inventoried(self.project, scope):
            reason = Text(f"清单没有{SCOPES[scope].zh}的排放源", f"the inventory has no sources of scope {scope}")
            self.builder.lack("science_target.emission", context, reason, self.section.at)
            return
        if typed is None:
            formula = partial(self.builder.read, "inventory.scope", inventory)
            self.builder.derive("science_target.emission", context, TONNES, name, formula, position=self.section.at)
            return
        at = typed.place("value")
        give_amount(self.builder, "science_target.emission", context, typed.value, TONNES, name, at, least=Decimal(0))
        own = self.builder.fact("science_target.emission", context)
        other = self.builder.fact("inventory.scope", inventory)
        if inventoried(self.project, scope) and own is not None and other is not None and own.value != other.value:
            self.builder.findings.append(
                TWO_SOURCES.at(
                    at,
                    f"{name.zh}写为 {own.value} tCO2e，而清单为 {other.value:.4f} tCO2e",
                    f"{name.en}: {own.value} tCO2e here, {other.value:.4f} tCO2e in the inventory",
                    hint_zh="删去本处数值，采用清单",
                    hint_en="leave it out here: the inventory has it",
                    related=[other.position] if other.position else [],
                )
            )
