"""Targets: base, value, line, actual progress and the gap that the chosen scenario leaves.

Method: A target lowers emissions (or their intensity) by a declared percent of the base year's value. The line from
base year to target year is straight::

    line(y) = base x (1 - reduction x (y - base year) / (target year - base year))

which is the absolute contraction of SBTi's criteria: a yearly rate of 4.2 % is 4.2 % *of the base*, not of the year
before (1,170 t in 2020 give 678.6 t in 2030; compounding would give 761.8 t). Progress is the share of the needed
reduction that is achieved; the required rate is what remains, spread evenly over the years left, as a share of it.

An intensity target divides the emissions of its scopes by a metric. The metric's future value is the one planned in the
project file (``metrics: values:`` may hold future years); it is never extrapolated. Where it is not planned for the
target year, the gap is missing and a finding says so.

The pathway holds scopes 1 and 2. For a target that includes scope 3 base, line, actual values and progress are
calculated; the gap to the pathway is missing, with that reason.

Inputs: ``targets``, ``periods.base_year``, ``metrics``, the inventory's scopes, the chosen path.

Outputs: ``target.year``, ``.base_year``, ``.reduction``, ``.base``, ``.value``, ``.line[period]``,
``.actual[period]``, ``.rate``, ``.progress``, ``.required_rate``, ``.path``, ``.gap``, ``.gap_rate`` (by target);
``pathway.gap`` (by target): tCO2e, or tCO2e per unit of the metric.

Errors: LG211 period; LG212 beyond the path; LG213 basis; LG214 planned metric; LG217 no base.

Example: ``linear-contraction.yaml`` (1,170 t to 678.6 t).

Marks: those of the inventory.
"""

from __future__ import annotations

from functools import partial

from generator.base.text import Text
from generator.base.units import ONE, Unit, parse_unit
from generator.calculations.amounts import label
from generator.calculations.contraction import lowered, on_line, yearly
from generator.calculations.pathway.frame import SCOPE_OF_KIND, TONNES, YEAR, Frame, basis_name, calendar
from generator.calculations.pathway.rules import NO_BASE, PLANNED_METRIC, TARGET_BASIS, TARGET_BEYOND, TARGET_PERIOD
from generator.ledger.context import Context
from generator.ledger.fact import Kind
from generator.ledger.ledger import LedgerBuilder, Unavailable
from generator.ledger.quantity import Quantity, constant, total
from generator.project.models import Metric, Target
from generator.project.project import Project

_BEYOND_SCOPES = Text("目标包含范围三，而路径只含范围一、二", "the target includes scope 3, the pathway does not")
_BEYOND_BASIS = Text("目标与路径的电力核算方法不同", "target and pathway count electricity by different methods")
_BEYOND_YEARS = Text("目标年晚于路径的终止年", "the target's year is later than the pathway's last year")
_NO_PATHWAY = Text("项目没有排放路径", "the project has no pathway")


def record_targets(project: Project, builder: LedgerBuilder, frame: Frame | None) -> None:
    """Record every target's facts; ``frame`` is the pathway, or ``None`` where the project has none."""
    periods = project.file.periods
    for target in project.file.targets:
        if target.year <= periods.base_year.year:
            builder.findings.append(
                TARGET_PERIOD.at(
                    target.place("year"),
                    f"目标 {target.id} 的目标年 {target.year} 不晚于基准年 {periods.base_year.year}",
                    f"target {target.id}: its year {target.year} is not later than the base year "
                    f"{periods.base_year.year}",
                    hint_zh="目标年应晚于基准年",
                    hint_en="let the target year be later than the base year",
                )
            )
            continue
        _OneTarget(project, builder, frame, target).record()


class _OneTarget:
    """The facts of one target."""

    def __init__(self, project: Project, builder: LedgerBuilder, frame: Frame | None, target: Target) -> None:
        self.project, self.builder, self.frame, self.target = project, builder, frame, target
        self.base_year = project.file.periods.base_year.year
        self.current = project.file.periods.current
        self.reporting = tuple(sorted(y for y in project.file.periods.reporting if y <= self.current))
        self.metric = next((m for m in project.file.metrics if m.id == target.metric), None)
        self.unit = self._unit(self.metric)
        self.context = Context.of(target=target.id)

    @staticmethod
    def _unit(metric: Metric | None) -> Unit:
        tonnes = parse_unit(TONNES)
        return tonnes if metric is None else parse_unit(f"{TONNES}/{metric.unit}")

    def record(self) -> None:
        """Record everything about the target."""
        self._record_given()
        self._record_line()
        if self.builder.lacks("target.base", self.context):
            self._report_no_base()
        self._record_actual()
        self._record_gap()

    def _derive(self, fact_id: str, context: Context, unit: Unit | str, zh: str, en: str, formula: object) -> None:
        assert callable(formula)
        place = self.target.at
        self.builder.derive(fact_id, context, unit, label(self.target.name, zh, en), formula, position=place)

    def _read(self, name: str, **more: object) -> Quantity:
        return self.builder.read(f"target.{name}", self.context.extended(**more))

    def _record_given(self) -> None:
        target, builder = self.target, self.builder
        year, base_year = constant(target.year).value, constant(self.base_year).value
        name = label(target.name, "：目标年", ": target year")
        builder.give("target.year", self.context, year, YEAR, name, target.place("year"))
        name = label(target.name, "：基准年", ": base year")
        place = self.project.file.periods.base_year.place("year")
        builder.give("target.base_year", self.context, base_year, YEAR, name, place)
        name = label(target.name, "：较基准年下降比例", ": reduction against the base year")
        builder.give(
            "target.reduction",
            self.context,
            constant(target.reduction / 100).value,
            ONE,
            name,
            target.place("reduction"),
            note=target.origin.text,
        )

    # --------------------------------------------------------------------------------------- base and line

    def _record_line(self) -> None:
        basis = basis_name(self.target.basis)
        self._derive(
            "target.base",
            self.context,
            self.unit,
            f"：{self.base_year}年基准值（{basis.zh}）",
            f": value of the base year {self.base_year} ({basis.en})",
            partial(self._actual, self.base_year),
        )
        self._derive("target.value", self.context, self.unit, "：目标值", ": target value", self._value)
        zh, en = "：年均下降率（占基准值）", ": linear yearly reduction, share of the base"
        self._derive("target.rate", self.context, ONE, zh, en, self._rate)
        for year in range(self.base_year, self.target.year + 1):
            self._derive(
                "target.line",
                self.context.extended(period=year),
                self.unit,
                f"：{year}年目标线",
                f": target line {year}",
                partial(self._line, year),
            )

    def _report_no_base(self) -> None:
        target = self.target
        self.builder.findings.append(
            NO_BASE.at(
                target.at,
                f"目标 {target.id} 的基准年 {self.base_year} 没有相应数据，无法给出目标值",
                f"target {target.id}: there are no data of its base year {self.base_year}, so no target value",
                hint_zh=f"补充 {self.base_year} 年的数据，或改正基准年",
                hint_en=f"give the data of {self.base_year}, or correct the base year",
            )
        )

    def _value(self) -> Quantity:
        return lowered(self._read("base"), self._read("reduction"))

    def _span(self) -> Quantity:
        return self._read("year") - self._read("base_year")

    def _rate(self) -> Quantity:
        return yearly(self._read("reduction"), self._span())

    def _line(self, year: int) -> Quantity:
        passed = calendar(year) - self._read("base_year")
        return on_line(self._read("base"), self._read("reduction"), passed, self._span())

    # ---------------------------------------------------------------------------------------------- actual

    def _actual(self, year: int) -> Quantity:
        """Return the emissions of the target's scopes in an actual year, per metric for an intensity target."""
        emitted = self._scopes(year)
        return emitted if self.metric is None else emitted / self._metric_value(self.metric, year)

    def _scopes(self, year: int) -> Quantity:
        scopes, basis = sorted(set(self.target.scopes)), self.target.basis
        if scopes == [1, 2]:
            return self.builder.read("inventory.scope12", Context.of(period=year, basis=basis))
        parts = [
            self.builder.read(
                "inventory.scope", Context.of(period=year, scope=scope, basis=basis if scope == 2 else None)
            )
            for scope in scopes
        ]
        return parts[0] if len(parts) == 1 else total(parts, TONNES)

    def _metric_value(self, metric: Metric, year: int) -> Quantity:
        context = Context.of(period=year, product=metric.id)
        planned = metric.values.get(str(year))
        if planned is not None and not self.builder.has("metric.value", context):
            self.builder.give(
                "metric.value",
                context,
                planned,
                metric.unit,
                label(metric.name, f"{year}年", f" {year}"),
                metric.place("values"),
                kind=Kind.ASSUMED if year > self.current else Kind.GIVEN,
            )
        return self.builder.read("metric.value", context)

    def _record_actual(self) -> None:
        for year in self.reporting:
            context = self.context.extended(period=year)
            zh, en = f"：{year}年实际值", f": actual value {year}"
            self._derive("target.actual", context, self.unit, zh, en, partial(self._actual, year))
            zh, en = f"：{year}年目标完成进度", f": progress in {year}"
            self._derive("target.progress", context, ONE, zh, en, partial(self._progress, year))
        if self.target.year > self.current:
            zh, en = "：剩余年份所需年均下降率（占基准值）", ": yearly reduction still required, share of the base"
            self._derive("target.required_rate", self.context, ONE, zh, en, self._required_rate)

    def _progress(self, year: int) -> Quantity:
        base = self._read("base")
        return (base - self._read("actual", period=year)) / (base - self._read("value"))

    def _required_rate(self) -> Quantity:
        remaining = (self._read("actual", period=self.current) - self._read("value")) / self._read("base")
        return yearly(remaining, self._read("year") - calendar(self.current))

    # ------------------------------------------------------------------------------------------------- gap

    def _record_gap(self) -> None:
        last = self.target.year
        for year in range(self.base_year, last + 1):
            if year <= self.current and year not in self.reporting:
                continue
            if self.frame is not None and year > self.frame.future[-1]:
                continue
            if self.frame is None and year > self.current and year != last:
                continue
            context = self.context.extended(period=year)
            zh, en = f"：{year}年路径值", f": path in {year}"
            self._derive("target.path", context, self.unit, zh, en, partial(self._path, year))
            zh, en = f"：{year}年与目标线的差距", f": gap to the line in {year}"
            self._derive("pathway.gap", context, self.unit, zh, en, partial(self._gap, year))
        zh, en = "：选定情景与目标值的差距", ": gap of the chosen scenario to the target"
        self._derive("target.gap", self.context, self.unit, zh, en, self._final_gap)
        zh, en = "：差距占目标值的比例", ": gap as a share of the target value"
        self._derive("target.gap_rate", self.context, ONE, zh, en, self._gap_rate)
        self._report_gap()

    def _path(self, year: int) -> Quantity:
        """Return the path within the target's boundary: actual values, then the chosen scenario."""
        if year <= self.current:
            return self._read("actual", period=year)
        emitted = self._future(year)
        return emitted if self.metric is None else emitted / self._planned(self.metric, year)

    def _future(self, year: int) -> Quantity:
        frame, key = self.frame, f"pathway.chosen[period={year}]"
        if frame is None:
            raise Unavailable(key, _NO_PATHWAY)
        if frame.basis != self.target.basis and 2 in self.target.scopes:
            raise Unavailable(key, _BEYOND_BASIS)
        if 3 in self.target.scopes:
            raise Unavailable(key, _BEYOND_SCOPES)
        if year > frame.future[-1]:
            raise Unavailable(key, _BEYOND_YEARS)
        if set(self.target.scopes) == {1, 2}:
            return self.builder.read("pathway.chosen", Context.of(period=year))
        parts = [
            self.builder.read("pathway.source", Context.of(scenario=frame.chosen, source=s.id, period=year))
            for s in frame.sources
            if SCOPE_OF_KIND[s.kind] in self.target.scopes
        ]
        return total(parts, TONNES)

    def _planned(self, metric: Metric, year: int) -> Quantity:
        if str(year) not in metric.values:
            key = f"metric.value[period={year},product={metric.id}]"
            reason = Text(f"{metric.name.zh}没有{year}年计划值", f"no planned value of {metric.id} in {year}")
            raise Unavailable(key, reason)
        return self._metric_value(metric, year)

    def _gap(self, year: int) -> Quantity:
        return self._read("path", period=year) - self._read("line", period=year)

    def _final_gap(self) -> Quantity:
        if self.frame is not None and self.target.year > self.frame.future[-1]:
            raise Unavailable(f"pathway.chosen[period={self.target.year}]", _BEYOND_YEARS)
        return self._read("path", period=self.target.year) - self._read("value")

    def _gap_rate(self) -> Quantity:
        return self._read("gap") / self._read("value")

    def _report_gap(self) -> None:
        """Say why the gap to the target cannot be shown, where the project could mend it."""
        target, frame = self.target, self.frame
        if frame is None or target.year <= self.current:
            return
        if target.year > frame.future[-1]:
            self.builder.findings.append(
                TARGET_BEYOND.at(
                    target.place("year"),
                    f"目标 {target.id} 的目标年 {target.year} 晚于路径终止年 {frame.future[-1]}，无法给出差距",
                    f"target {target.id} is for {target.year}, the pathway ends in {frame.future[-1]}: no gap is shown",
                    hint_zh=f"将 pathway.to 延长到 {target.year}",
                    hint_en=f"let pathway.to reach {target.year}",
                )
            )
        elif frame.basis != target.basis and 2 in target.scopes:
            self.builder.findings.append(
                TARGET_BASIS.at(
                    target.place("basis"),
                    f"目标 {target.id} 采用 {target.basis}，而路径采用 {frame.basis}，无法给出差距",
                    f"target {target.id} is {target.basis}-based, the pathway {frame.basis}-based: no gap is shown",
                    hint_zh="各目标采用同一种范围二核算方法",
                    hint_en="let all targets use one scope 2 method",
                )
            )
        elif self.metric is not None and str(target.year) not in self.metric.values:
            self.builder.findings.append(
                PLANNED_METRIC.at(
                    self.metric.place("values"),
                    f"强度目标 {target.id} 需要 {self.metric.name.zh} {target.year} 年的计划值",
                    f"intensity target {target.id} needs the planned value of {self.metric.id} in {target.year}",
                    hint_zh=f'在该指标的 values 中填写 "{target.year}"',
                    hint_en=f'give "{target.year}" among the values of the metric',
                )
            )
