"""Targets by intensity convergence: the Sectoral Decarbonization Approach.

Method: SBTi, Sectoral Decarbonization Approach (version 1, May 2015), the formula of homogeneous sectors::

    CI(y) = d x p(y) x m(y) + SI(c)
    d    = CI(base) - SI(c)                                      distance to the sector in the year c of convergence
    p(y) = (SI(y) - SI(c)) / (SI(base) - SI(c))                  what of the sector's decarbonisation is left
    m(y) = (CA(base) / SA(base)) / (CA(y) / SA(y)), at most 1    market share; growing share, stricter target

CI, SI: intensity of company and sector; CA, SA: their activity. ``m`` above 1 would loosen the target of a company that
loses share; it is capped at 1 (SBTi, Foundations of Science-based Target Setting, 2019). The criterion's emissions are
CI(y) x CA(y). The company's own target lowers its base intensity by its reduction.

Inputs: the section's ``pathways`` with their source and mark; ``science_target.emission``.

Outputs: with ``target``: ``science_target.sector_intensity``, ``science_target.sector_activity``,
``science_target.company_activity`` (also ``period``, as given), ``science_target.base_intensity``,
``science_target.distance``, ``science_target.decarbonisation`` and ``science_target.market_share`` (1; also
``period``), ``science_target.intensity_line`` (also ``period``), ``science_target.criterion_intensity``,
``science_target.value_intensity``, ``science_target.gap_intensity`` (tCO2e per activity);
``science_target.criterion_reduction``, ``science_target.gap_rate`` (1, of the intensity), and
``science_target.base``, ``science_target.value``, ``science_target.criterion_value``, ``science_target.gap`` (tCO2e),
``science_target.met`` (1 or 0) as of absolute targets.

Errors: LG422, LG426, LG432.

Example: ``worked/convergence.yaml`` with the answers of the R package r2dii.analysis; ``worked/market-share.yaml``.

Marks: the formula was read in r2dii.analysis' documentation, the cap in a public transcription of the tool (secondary).
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE, parse_unit
from generator.calculations.decisions import at_most
from generator.calculations.science_targets.absolute import OneTarget
from generator.calculations.science_targets.criteria import TONNES, Desk
from generator.calculations.science_targets.rules import PATHWAY, SHARE_LOST
from generator.ledger.fact import Kind, Mark, Reference
from generator.ledger.quantity import Quantity, constant, extreme
from generator.project.sections.science_targets import ScienceTarget, SectorPathway


class ConvergingTarget(OneTarget):
    """A target whose criterion is the sector's pathway."""

    def __init__(self, desk: Desk, target: ScienceTarget, pathway: SectorPathway) -> None:
        super().__init__(desk, target)
        self.pathway = pathway
        self.unit = parse_unit(pathway.intensity_unit)

    def give(self) -> None:
        """Record the target and the pathway's figures."""
        super().give()
        pathway = self.pathway
        reference, current = Reference(pathway.source), self.desk.project.file.periods.current
        for name, key, unit, zh, en in (
            ("sector_intensity", "intensity", pathway.intensity_unit, "行业排放强度", "sector's intensity"),
            ("sector_activity", "activity", pathway.activity_unit, "行业活动量", "sector's activity"),
            ("company_activity", "company", pathway.activity_unit, "企业活动量", "company's activity"),
        ):
            numbers: dict[str, Decimal] = getattr(pathway, key)
            for year, value in numbers.items():
                planned = key == "company" and int(year) > current
                self.builder.give(
                    f"science_target.{name}",
                    self.context.extended(period=year),
                    value,
                    unit,
                    Text(f"{pathway.name.zh}{zh}（{year}年）", f"{pathway.name.text.en}: {en} {year}"),
                    pathway.place(f"{key}.{year}"),
                    kind=Kind.ASSUMED if planned else Kind.GIVEN,
                    mark=Mark.CONFIRMED if key == "company" else Mark(pathway.mark),
                    reference=None if key == "company" else reference,
                )

    def record_own(self) -> None:
        """Record base intensity and the company's own target."""
        self._check_years()
        self.derive("base_intensity", self.unit, "：基准年排放强度", ": base intensity", self._base_intensity)
        self.derive("value_intensity", self.unit, "：目标排放强度", ": target intensity", self._value_intensity)
        self.derive("value", TONNES, "：目标排放量", ": target value", self._own_value)

    def record_criterion(self) -> None:
        """Record the convergence path, and the gap in intensity and in tonnes."""
        self.derive("distance", self.unit, "：与行业收敛强度的距离", ": distance to the sector", self._distance)
        for year in self._line_years():
            for name, unit, zh, en, formula in (
                ("decarbonisation", ONE, "年行业脱碳剩余比例", "sector's decarbonisation left", self._left),
                ("market_share", ONE, "年市场份额参数", "market share parameter", self._market_share),
                ("intensity_line", self.unit, "年准则强度", "intensity by the criterion", self._intensity),
                ("line", TONNES, "年准则排放量", "emissions by the criterion", self._emissions),
            ):
                self.derive(name, unit, f"：{year}{zh}", f": {en} {year}", partial(formula, year), period=year)
            self._report_share(year)
        last = self.target.year
        zh, en = "：目标年准则强度", ": criterion's intensity in the target year"
        self.derive("criterion_intensity", self.unit, zh, en, partial(self.read, "intensity_line", period=last))
        zh, en = "：准则要求的排放量", ": value by the criterion"
        self.derive("criterion_value", TONNES, zh, en, partial(self.read, "line", period=last))
        zh, en = "：准则要求的强度下降比例", ": reduction of intensity by the criterion"
        self.derive("criterion_reduction", ONE, zh, en, self._asked_intensity)
        self.derive("gap_intensity", self.unit, "：与准则强度的差距", ": gap in intensity", self._gap_intensity)
        self.derive("gap", TONNES, "：与准则的差距", ": gap to the criterion", self._gap)
        self.derive("gap_rate", ONE, "：与准则下降比例的差距", ": gap of the reductions", self._gap_rate)
        self.derive("met", ONE, "：是否满足准则（1为是）", ": criterion met (1: yes)", self._met_intensity)

    def record_progress(self) -> None:
        """Progress of an intensity needs activity of every year; only emissions are shown."""
        for year in self.desk.years():
            if self.target.base_year <= year and all(self.desk.emits(scope, year) for scope in self.target.scopes):
                zh, en = f"：{year}年实际排放量", f": actual value {year}"
                self.derive("actual", TONNES, zh, en, partial(self._covered, year), period=year)

    # --------------------------------------------------------------------------------------------- formulas

    def _base_intensity(self) -> Quantity:
        return self.read("base") / self._company(self.target.base_year)

    def _value_intensity(self) -> Quantity:
        return self.read("base_intensity") * (constant(1) - self.read("reduction").in_unit(ONE))

    def _own_value(self) -> Quantity:
        return self.read("value_intensity") * self._company(self.target.year)

    def _distance(self) -> Quantity:
        return self.read("base_intensity") - self._converged()

    def _left(self, year: int) -> Quantity:
        here, first = self._sector("intensity", year), self._sector("intensity", self.target.base_year)
        return (here - self._converged()) / (first - self._converged())

    def _share(self, year: int) -> Quantity:
        base = self.target.base_year
        then = self._company(base) / self._sector("activity", base)
        return then / (self._company(year) / self._sector("activity", year))

    def _market_share(self, year: int) -> Quantity:
        return extreme([constant(1, meaning="the cap of the market share"), self._share(year)], "min")

    def _intensity(self, year: int) -> Quantity:
        moved = self.read("distance") * self.read("decarbonisation", period=year)
        return moved * self.read("market_share", period=year) + self._converged()

    def _emissions(self, year: int) -> Quantity:
        return self.read("intensity_line", period=year) * self._company(year)

    def _asked_intensity(self) -> Quantity:
        return constant(1) - self.read("criterion_intensity") / self.read("base_intensity")

    def _gap_intensity(self) -> Quantity:
        return self.read("value_intensity") - self.read("criterion_intensity")

    def _met_intensity(self) -> Quantity:
        return at_most(self.read("value_intensity"), self.read("criterion_intensity"))

    def _converged(self) -> Quantity:
        return self._sector("intensity", self.pathway.converges)

    def _sector(self, what: str, year: int) -> Quantity:
        return self.read(f"sector_{what}", period=year)

    def _company(self, year: int) -> Quantity:
        return self.read("company_activity", period=year)

    # --------------------------------------------------------------------------------------------- checks

    def _line_years(self) -> list[int]:
        """Return the years between base and target that have all three numbers."""
        pathway = self.pathway
        known = set(pathway.intensity) & set(pathway.activity) & set(pathway.company)
        ends = {self.target.base_year, self.target.year}
        return sorted(ends | {y for y in map(int, known) if self.target.base_year < y < self.target.year})

    def _check_years(self) -> None:
        pathway, target = self.pathway, self.target
        for key, wanted in (
            ("intensity", (target.base_year, target.year, pathway.converges)),
            ("activity", (target.base_year, target.year)),
            ("company", (target.base_year, target.year)),
        ):
            gone = [str(year) for year in wanted if str(year) not in getattr(pathway, key)]
            if gone:
                self.builder.findings.append(
                    PATHWAY.at(
                        pathway.place(key),
                        f"行业路径 {pathway.id} 的 {key} 缺少 {'、'.join(gone)} 年，目标 {target.id} 需要",
                        f"sector pathway {pathway.id} has no {key} of {', '.join(gone)}, which target {target.id} "
                        "needs",
                        hint_zh=f'例如 {key}: {{"{gone[0]}": 0.52}}',
                        hint_en=f'for example {key}: {{"{gone[0]}": 0.52}}',
                    )
                )

    def _report_share(self, year: int) -> None:
        if year != self.target.year:
            return
        context = self.context.extended(period=year)
        capped = self.builder.fact("science_target.market_share", context)
        if capped is None or capped.value != 1 or self._share(year).value <= 1:
            return
        self.builder.findings.append(
            SHARE_LOST.at(
                self.pathway.place(f"company.{year}"),
                f"企业活动量增长慢于行业，市场份额参数为 {self._share(year).value:.4f}，按 1 计",
                f"the company grows less than its sector: the market share parameter {self._share(year).value:.4f} "
                "counts as 1",
                hint_zh=f"核对 company.{year} 与 sector.{year} 的活动量；如实则无需修改",
                hint_en=f"check the activity under company.{year} and sector.{year}; nothing to do if true",
                fact=capped.key,
            )
        )
