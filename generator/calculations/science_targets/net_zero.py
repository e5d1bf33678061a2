"""Net zero: the reduction of all scopes, what is left, and the removals that neutralise it.

Method: SBTi Corporate Net-Zero Standard V1: emissions fall by at least the stated share of the base by the stated
year at the latest; what is left (at most the rest) is neutralised by removals that are stored for good::

    residual = base x (1 - reduction)        unneutralised = residual - removals, not below nought

Inputs: the section's ``net_zero``; ``science_target.emission``; ``science_target.criterion``.

Outputs: ``science_target.net_zero_base``, ``science_target.net_zero_residual``, ``science_target.net_zero_removals``,
``science_target.net_zero_unneutralised``, ``science_target.net_zero_gap`` (tCO2e; residual above what the criterion
allows, below nought where less), ``science_target.net_zero_reduction`` (%),
``science_target.net_zero_residual_share``, ``science_target.net_zero_met``, ``science_target.net_zero_neutralised``
(1; 1 or 0); all without dimensions.

Errors: LG425, LG427, LG428.

Example: ``worked/linear.yaml`` (its ``net_zero``), by hand.

Marks: 90 %, 10 % and 2050 are secondary.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from generator.base.text import Text
from generator.base.units import ONE, Unit
from generator.calculations.amounts import give_amount
from generator.calculations.contraction import calendar, lowered
from generator.calculations.decisions import at_least, at_most
from generator.calculations.science_targets.criteria import TONNES, Desk
from generator.calculations.science_targets.rules import NET_ZERO, REMOVALS
from generator.ledger.context import Context
from generator.ledger.fact import Kind
from generator.ledger.quantity import Quantity, constant, extreme, total
from generator.project.sections.science_targets import NetZero

_NOWHERE = Context()


def record_net_zero(desk: Desk) -> None:
    """Record the net-zero target, where the section has one."""
    if desk.section.net_zero is not None:
        _NetZeroTarget(desk, desk.section.net_zero).record()


class _NetZeroTarget:
    def __init__(self, desk: Desk, target: NetZero) -> None:
        self.desk, self.builder, self.target = desk, desk.builder, target

    def record(self) -> None:
        target, builder = self.target, self.builder
        self.desk.need(
            list(target.scopes), target.base_year, target.place("base_year"), Text("净零目标", "net-zero target")
        )
        name, place = Text("净零目标减排比例", "net-zero target: reduction"), target.place("reduction")
        builder.give("science_target.net_zero_reduction", _NOWHERE, target.reduction, "%", name, place)
        self._removals()
        for fact, unit, zh, en, formula in self._facts():
            text = Text(f"净零目标{zh}", f"net-zero target: {en}")
            builder.derive(f"science_target.net_zero_{fact}", _NOWHERE, unit, text, formula, position=target.at)
        self._report()

    def _facts(self) -> list[tuple[str, Unit | str, str, str, Callable[[], Quantity]]]:
        year = self.target.base_year
        return [
            ("base", TONNES, f"{year}年基准排放量", f"base {year}", self._base),
            ("residual", TONNES, "残余排放量", "residual emissions", self._residual),
            ("residual_share", ONE, "残余排放占比", "residual share", self._residual_share),
            ("gap", TONNES, "残余排放与准则的差距", "residual above the criterion", self._gap),
            ("unneutralised", TONNES, "未中和的残余排放量", "residual that is not neutralised", self._left),
            ("met", ONE, "是否满足准则（1为是）", "criterion met (1: yes)", self._met),
            ("neutralised", ONE, "残余排放是否全部中和（1为是）", "residual neutralised (1: yes)", self._neutralised),
        ]

    def _removals(self) -> None:
        removals, at = self.target.removals, self.target.place("removals")
        fact, name = "science_target.net_zero_removals", Text("净零目标年碳移除量", "net-zero target: removals")
        if removals is None:
            reason = Text("没有写明碳移除量", "no removals are given")
            self.builder.lack(fact, _NOWHERE, reason, at)
            return
        give_amount(self.builder, fact, _NOWHERE, removals, TONNES, name, at, kind=Kind.ASSUMED, least=Decimal(0))

    def _read(self, name: str) -> Quantity:
        return self.builder.read(f"science_target.net_zero_{name}", _NOWHERE)

    def _base(self) -> Quantity:
        scopes = sorted(set(self.target.scopes))
        return total([self.desk.emission(scope, self.target.base_year) for scope in scopes], TONNES)

    def _residual(self) -> Quantity:
        return lowered(self._read("base"), self._read("reduction").in_unit(ONE))

    def _residual_share(self) -> Quantity:
        return self._read("residual") / self._read("base")

    def _gap(self) -> Quantity:
        return self._read("residual") - self._read("base") * self.desk.criterion("net-zero-residual").in_unit(ONE)

    def _left(self) -> Quantity:
        return extreme([self._read("residual") - self._read("removals"), constant(0, TONNES, "nothing left")], "max")

    def _met(self) -> Quantity:
        reduced = at_least(self._read("reduction"), self.desk.criterion("net-zero-reduction"))
        small = at_most(self._read("residual_share"), self.desk.criterion("net-zero-residual").in_unit(ONE))
        return reduced * small * at_most(calendar(self.target.year), self.desk.criterion("net-zero-year"))

    def _neutralised(self) -> Quantity:
        return at_least(self._read("removals"), self._read("residual"))

    def _report(self) -> None:
        target, builder = self.target, self.builder
        met = builder.fact("science_target.net_zero_met", _NOWHERE)
        if met is not None and met.value == 0:
            least, latest = self.desk.criterion("net-zero-reduction"), self.desk.criterion("net-zero-year")
            late = target.year > latest.value
            builder.findings.append(
                NET_ZERO.at(
                    target.place("year" if late else "reduction"),
                    f"净零目标为 {target.year} 年减排 {target.reduction}%，"
                    f"准则要求不晚于 {latest.value} 年减排 {least.value}%",
                    f"the net-zero target is {target.reduction} % by {target.year}; the criteria ask for "
                    f"{least.value} % "
                    f"by {latest.value} at the latest",
                    hint_zh=f"例如 reduction: {least.value}",
                    hint_en=f"for example reduction: {least.value}",
                    fact=met.key,
                )
            )
        left = builder.fact("science_target.net_zero_unneutralised", _NOWHERE)
        if left is not None and left.value > 0:
            builder.findings.append(
                REMOVALS.at(
                    target.place("removals"),
                    f"残余排放有 {left.value} tCO2e 没有碳移除相抵",
                    f"{left.value} tCO2e of residual emissions have no removals against them",
                    hint_zh="增加碳移除量或减排比例",
                    hint_en="plan more removals, or a larger reduction",
                    fact=left.key,
                )
            )
