"""Sensitivity of one result to one input at a time (tornado).

Method: The model is linear in each of its inputs taken alone: with activity, intensity, process factor, emission
factor or a measure multiplied by m(y), the part of the path that it enters is multiplied by m(y), all else being
equal. Hence the model run again with the changed input gives::

    path'(y) = path(y) + affected(y) x (m(y) - 1)

and that formula stands in the ledger, so that sheet and explanation follow. m(y) = 1 + change for every year after the
base year, or (1 + change)^(y - base) where the change is a yearly one. The result examined is the path of a year, the
cumulative net emission or the maximum. Swing = |high - low|; ranks order the swings, greatest first.

Inputs: ``sensitivity`` of the section.

Outputs: ``scenario.sensitivity_result``; by parameter: ``scenario.sensitivity_input_low``, ``_input_high`` in %,
``scenario.sensitivity_low``, ``_high``, ``_effect_low``, ``_effect_high``, ``_swing`` in the model's emission unit,
``scenario.sensitivity_rank`` (1 = greatest swing).

Errors: LG386 (a parameter that names nothing, low above high), LG385 (year outside the model).

Example: ``sensitivity-by-hand.yaml``; a property test runs the whole model again with the changed input and compares.

Marks: Ranges are assumptions of the project.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import ONE
from generator.calculations.amounts import give_amount
from generator.calculations.ranking import rank
from generator.calculations.scenarios import rules
from generator.calculations.scenarios.frame import PERCENT, Frame, context, named, years_between
from generator.ledger.context import Context
from generator.ledger.fact import Kind
from generator.ledger.quantity import Quantity, constant, extreme, power, total
from generator.project.sections.scenarios import ScenarioPath, Sector, Sensitivity, SensitivityParameter

_ENDS = {"low": Text("下限", "low"), "high": Text("上限", "high")}


def record_sensitivity(frame: Frame) -> None:
    """Record the tornado of the section's sensitivity."""
    spec = frame.model.sensitivity
    if spec is None:
        return
    scenario = next((s for s in frame.model.scenarios if s.id == spec.scenario), None)
    if scenario is not None and _can_answer(frame, spec, scenario):
        _Tornado(frame, spec, scenario).record()


def _can_answer(frame: Frame, spec: Sensitivity, scenario: ScenarioPath) -> bool:
    if scenario.follows == "target":
        zh, en = (
            f"情景 {scenario.id} 跟随目标，不随输入变化",
            f"scenario {scenario.id} follows a target whatever the inputs",
        )
        _report(frame, spec.place("scenario"), zh, en, "follows: sectors / measures")
        return False
    if (spec.result == "path") != (spec.year is not None) or (spec.year is not None and spec.year not in frame.future):
        zh = "result: path 需要模型期内的 year，其他结果不需要"
        en = "result: path needs a year of the model, and only that result"
        _report(frame, spec.place("year"), zh, en, f"result: path, year: {frame.model.to}")
        return False
    return True


def _report(frame: Frame, at: Position, zh: str, en: str, right: str) -> None:
    frame.builder.findings.append(
        rules.PARAMETER.at(at, zh, en, hint_zh=f"例如 {right}", hint_en=f"for example {right}")
    )


class _Tornado:
    """One result of one scenario, and the parameters that move it."""

    def __init__(self, frame: Frame, spec: Sensitivity, scenario: ScenarioPath) -> None:
        self.frame, self.spec, self.scenario = frame, spec, scenario
        self.builder = frame.builder

    def record(self) -> None:
        """Record the result, then every parameter with its ends, effects, swing and rank."""
        self.builder.derive(
            "scenario.sensitivity_result",
            Context(),
            self.frame.unit,
            Text(f"敏感性分析的结果（{self.scenario.name.zh}）", f"result examined ({self.scenario.name.text.en})"),
            partial(self.result, self.path),
            position=self.spec.at,
        )
        moved = [p for p in self.spec.parameters if self._fits(p) and self._ends(p)]
        for parameter in moved:
            self._effects(parameter)
        ranked = [p for p in moved if self.builder.has("scenario.sensitivity_swing", Context.of(parameter=p.id))]
        for place, parameter in enumerate(ranked):
            self._derive(parameter, "rank", "影响排序", "rank", partial(self._rank, ranked, place), ONE.text)

    def path(self, year: int) -> Quantity:
        """Read the scenario's path."""
        return self.frame.read("scenario.path", self.scenario.id, year)

    def result(self, path: Callable[[int], Quantity]) -> Quantity:
        """Return the result examined from a path."""
        if self.spec.result == "path":
            assert self.spec.year is not None
            return path(self.spec.year)
        if self.spec.result == "maximum":
            return extreme([path(year) for year in self.frame.years], "max")
        whole = total([path(year) for year in self.frame.future], self.frame.unit)
        if not self.frame.model.removals:
            return whole
        sinks = [self.frame.read("scenario.removals", self.scenario.id, year) for year in self.frame.future]
        return whole - total(sinks, self.frame.unit)

    def _ends(self, parameter: SensitivityParameter) -> bool:
        given = True
        for end, amount in (("low", parameter.low), ("high", parameter.high)):
            given &= give_amount(
                self.builder,
                f"scenario.sensitivity_input_{end}",
                Context.of(parameter=parameter.id),
                amount,
                PERCENT,
                named(parameter.name.text, f"：{_ENDS[end].zh}变动", f": change, {_ENDS[end].en}"),
                parameter.place(end),
                kind=Kind.ASSUMED,
                least=Decimal(-100),
            )
        if not given:
            return False
        low, high = (
            self.builder.read(f"scenario.sensitivity_input_{end}", Context.of(parameter=parameter.id)) for end in _ENDS
        )
        if high < low:
            self._wrong(parameter, "low", "下限高于上限", "low lies above high", "low: -10 %, high: 10 %")
            return False
        return True

    def _effects(self, parameter: SensitivityParameter) -> None:
        for end, name in _ENDS.items():
            result = partial(self.result, partial(self._moved, parameter, end))
            self._derive(parameter, end, f"取{name.zh}时的结果", f"result at {name.en}", result)
            effect = partial(self._effect, parameter, end)
            self._derive(parameter, f"effect_{end}", f"取{name.zh}时的影响", f"effect at {name.en}", effect)
        self._derive(parameter, "swing", "影响幅度", "swing", partial(self._swing, parameter))

    def _read(self, parameter: SensitivityParameter, what: str) -> Quantity:
        return self.builder.read(f"scenario.sensitivity_{what}", Context.of(parameter=parameter.id))

    def _effect(self, parameter: SensitivityParameter, end: str) -> Quantity:
        return self._read(parameter, end) - self.builder.read("scenario.sensitivity_result", Context())

    def _swing(self, parameter: SensitivityParameter) -> Quantity:
        return (self._read(parameter, "high") - self._read(parameter, "low")).magnitude()

    def _rank(self, ranked: list[SensitivityParameter], own: int) -> Quantity:
        return rank([self._read(parameter, "swing") for parameter in ranked], own, descending=True)

    def _derive(
        self, parameter: SensitivityParameter, what: str, zh: str, en: str, formula: partial[Quantity], unit: str = ""
    ) -> None:
        self.builder.derive(
            f"scenario.sensitivity_{what}",
            Context.of(parameter=parameter.id),
            unit or self.frame.unit,
            named(parameter.name.text, f"：{zh}", f": {en}"),
            formula,
            position=parameter.at,
        )

    def _moved(self, parameter: SensitivityParameter, end: str, year: int) -> Quantity:
        """Return the path of a year with one input changed."""
        own = self.path(year)
        if year == self.frame.base:
            return own
        change = self._read(parameter, f"input_{end}").in_unit(ONE)
        if parameter.yearly:
            change = power(constant(1) + change, years_between(self.frame.base, year)) - constant(1)
        return own + self._affected(parameter, year) * change

    def _affected(self, parameter: SensitivityParameter, year: int) -> Quantity:
        """Return the part of the path that the input enters as a factor."""
        read, name = self.builder.read, self.scenario.id
        if parameter.item == "measure":
            measure = Context.of(period=year, measure=parameter.measure)
            return constant(0, self.frame.unit) - read("scenario.measure_reduction", measure)
        if parameter.item == "factor":
            return read("scenario.emission_by_energy", context(name, year, energy=parameter.energy or ""))
        parts = []
        for sector in self._sectors(parameter):
            where = context(name, year, sector.id)
            if parameter.item == "process":
                parts.append(read("scenario.process_emission", where))
            elif parameter.item == "intensity" and sector.process is not None:
                parts.append(read("scenario.sector_emission", where) - read("scenario.process_emission", where))
            else:
                parts.append(read("scenario.sector_emission", where))
        return total(parts, self.frame.unit)

    def _sectors(self, parameter: SensitivityParameter) -> list[Sector]:
        """Return the sectors that have the input."""
        needs = {"intensity": "takes_energy", "process": "process"}.get(parameter.item, "activity")
        asked = [s for s in self.frame.model.sectors if parameter.sector in (None, s.id)]
        return [s for s in asked if getattr(s, needs) not in (None, False)]

    def _fits(self, parameter: SensitivityParameter) -> bool:
        """Whether a parameter names what its item has; a finding where not."""
        key = {"factor": "energy", "measure": "measure"}.get(parameter.item, "sector")
        stray = [k for k in ("sector", "energy", "measure") if k != key and getattr(parameter, k) is not None]
        if stray:
            zh, en = f"{parameter.item} 不取 {stray[0]}", f"the item {parameter.item} takes no {stray[0]}"
            self._wrong(parameter, stray[0], zh, en, f"item: {parameter.item}, {key}: …")
        elif key != "sector" and getattr(parameter, key) is None:
            zh, en = f"{parameter.item} 缺少 {key}", f"the item {parameter.item} needs {key}"
            self._wrong(parameter, "item", zh, en, f"item: {parameter.item}, {key}: …")
        elif parameter.item == "measure" and not self._takes(parameter.measure or ""):
            zh = f"措施 {parameter.measure} 不影响情景 {self.scenario.id} 的路径"
            en = f"the path of scenario {self.scenario.id} does not depend on measure {parameter.measure}"
            self._wrong(parameter, "measure", zh, en, "follows: measures")
        elif key == "sector" and not self._sectors(parameter):
            zh, en = f"该部门没有 {parameter.item}", f"the sector has no {parameter.item}"
            self._wrong(parameter, "sector", zh, en, "item: activity")
        else:
            return True
        return False

    def _takes(self, measure: str) -> bool:
        return self.scenario.follows == "measures" and measure in self.scenario.measures

    def _wrong(self, parameter: SensitivityParameter, key: str, zh: str, en: str, right: str) -> None:
        _report(
            self.frame,
            parameter.place(key),
            f"敏感性参数 {parameter.id}：{zh}",
            f"parameter {parameter.id}: {en}",
            right,
        )
