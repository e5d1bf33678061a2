"""Footprint, reductions, residual emissions and the balance with the credits retired.

Method: ISO 14068-1:2023 (hierarchy: reduce, remove inside the boundary, offset the rest; clauses 5 and 8 to 11)::

    residual  = footprint - reductions that the footprint does not show yet
    uncovered = residual - retired, not below nought      surplus = retired - residual, not below nought

One credit stands for one tonne of CO2e. A reduction that the period's footprint already shows is recorded and not
deducted again. Against a baseline the achieved reduction is baseline less residual.

Inputs: the section ``neutrality``; ``inventory.scope[period,scope,basis]`` where the section gives no footprint.

Outputs: ``neutrality.footprint[period]``, ``neutrality.baseline``, ``neutrality.reduction[measure]``,
``neutrality.reductions``, ``neutrality.deducted``, ``neutrality.residual``, ``neutrality.achieved_reduction``,
``neutrality.credit[instrument]``, ``neutrality.retired``, ``neutrality.retired_kind[category]``,
``neutrality.retired_vintage[vintage]``, ``neutrality.balance``, ``neutrality.uncovered``, ``neutrality.surplus``
(tCO2e); ``neutrality.achieved_rate``, ``neutrality.kind_share[category]``, ``neutrality.cover`` (1);
``neutrality.achieved`` (1 or 0). ``category`` is ``avoidance`` or ``removal``.

Errors: LG208, LG659, LG661, LG662.

Example: ``worked/claim.yaml``, by hand.

Marks: numbers are the project's own.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE, Unit
from generator.calculations.amounts import give_amount, label
from generator.calculations.decisions import at_least
from generator.calculations.neutrality.rules import NO_FOOTPRINT, TOO_MUCH, UNCOVERED
from generator.calculations.scopes import SCOPES, inventoried
from generator.ledger.context import Context
from generator.ledger.ledger import LedgerBuilder, Unavailable
from generator.ledger.quantity import Quantity, constant, extreme, total
from generator.project.project import Project
from generator.project.sections.neutrality import Credit, Neutrality

TONNES = "tCO2e"
_HERE = Context()
_KINDS = {"avoidance": Text("避免排放类", "avoidance"), "removal": Text("碳移除类", "removal")}


class Balance:
    """The claim's amounts."""

    def __init__(self, project: Project, builder: LedgerBuilder, section: Neutrality) -> None:
        self.project, self.builder, self.section = project, builder, section

    def record(self) -> None:
        """Record everything from the footprint to the answer."""
        self._record_footprint()
        self._record_reductions()
        self._record_credits()
        self._record_answer()
        self._report()

    # ------------------------------------------------------------------------------------------- footprint

    def _record_footprint(self) -> None:
        section, year = self.section, self.section.period
        context = Context.of(period=year)
        name = Text(f"{section.subject.zh}{year}年碳足迹", f"{section.subject.text.en}: carbon footprint {year}")
        if section.footprint is not None:
            fact, at = "neutrality.footprint", section.place("footprint")
            give_amount(self.builder, fact, context, section.footprint, TONNES, name, at, least=Decimal(0))
        else:
            self._derive("footprint", TONNES, name, self._from_inventory, context)
        if self.builder.lacks("neutrality.footprint", context) and section.footprint is None:
            self.builder.findings.append(
                NO_FOOTPRINT.at(
                    section.place("scopes"),
                    f"清单没有 {year} 年所列范围的排放量",
                    f"the inventory has no emissions of these scopes in {year}",
                    hint_zh="补充清单，或写 footprint: 1200 tCO2e",
                    hint_en="complete the inventory, or write footprint: 1200 tCO2e",
                )
            )
        if section.baseline is not None:
            at, text = section.baseline.place("footprint"), Text("基准期碳足迹", "baseline footprint")
            give_amount(
                self.builder,
                "neutrality.baseline",
                _HERE,
                section.baseline.footprint,
                TONNES,
                text,
                at,
                least=Decimal(0),
            )

    def _from_inventory(self) -> Quantity:
        section = self.section
        if not section.scopes:  # a sum over no scopes would be a footprint of nought, and everything neutral
            reason = Text("没有写 footprint，也没有写 scopes", "neither footprint nor scopes are written")
            raise Unavailable(f"neutrality.footprint[period={section.period}]", reason)
        for scope in section.scopes:
            if not inventoried(self.project, scope):
                reason = Text(f"清单没有{SCOPES[scope].zh}的排放源", f"the inventory has no sources of scope {scope}")
                raise Unavailable(f"inventory.scope[period={section.period},scope={scope}]", reason)
        parts = [
            self.builder.read(
                "inventory.scope",
                Context.of(period=section.period, scope=scope, basis=section.basis if scope == 2 else None),
            )
            for scope in sorted(set(section.scopes))
        ]
        return parts[0] if len(parts) == 1 else total(parts, TONNES)

    # ------------------------------------------------------------------------------------------ reductions

    def _record_reductions(self) -> None:
        section = self.section
        for one in section.reductions:
            context, at = Context.of(measure=one.id), one.place("amount")
            fact = "neutrality.reduction"
            zh, en = ("减排量", ": reduction") if one.kind == "reduction" else ("移除量", ": removal")
            name = label(one.name, zh, en)
            give_amount(self.builder, fact, context, one.amount, TONNES, name, at, least=Decimal(0))
        every = [one.id for one in section.reductions]
        open_ones = [one.id for one in section.reductions if not one.included]
        text = Text("已实现的减排和移除合计", "reductions and removals achieved")
        self._derive("reductions", TONNES, text, partial(self._sum, "reduction", "measure", every))
        text = Text("从碳足迹中扣除的减排和移除", "reductions and removals deducted from the footprint")
        self._derive("deducted", TONNES, text, partial(self._sum, "reduction", "measure", open_ones))
        self._derive("residual", TONNES, Text("残余排放量", "residual emissions"), self._residual)
        if section.baseline is not None:
            text = Text("较基准期减排量", "reduction against the baseline")
            self._derive("achieved_reduction", TONNES, text, self._achieved_reduction)
            text = Text("较基准期减排比例", "reduction against the baseline, share")
            self._derive("achieved_rate", ONE, text, self._achieved_rate)

    def _sum(self, fact: str, dimension: str, ids: list[str]) -> Quantity:
        return total([self._read(fact, Context.of(**{dimension: one})) for one in ids], TONNES)

    def _residual(self) -> Quantity:
        return self._read("footprint", Context.of(period=self.section.period)) - self._read("deducted")

    def _achieved_reduction(self) -> Quantity:
        return self._read("baseline") - self._read("residual")

    def _achieved_rate(self) -> Quantity:
        return self._read("achieved_reduction") / self._read("baseline")

    # --------------------------------------------------------------------------------------------- credits

    def _record_credits(self) -> None:
        credits_ = self.section.credits
        for one in credits_:
            context, at = Context.of(instrument=one.id), one.place("quantity")
            text = Text(f"{one.name.zh}注销量", f"{one.name.text.en}: credits retired")
            give_amount(self.builder, "neutrality.credit", context, one.quantity, TONNES, text, at, least=Decimal(0))
        self._sum_credits("retired", _HERE, credits_, Text("注销碳信用合计", "credits retired"))
        for kind, name in _KINDS.items():
            own, context = [one for one in credits_ if one.kind == kind], Context.of(category=kind)
            text = Text(f"注销的{name.zh}碳信用", f"credits retired: {name.en}")
            self._sum_credits("retired_kind", context, own, text)
            text = Text(f"{name.zh}碳信用占比", f"share of credits: {name.en}")
            self._derive("kind_share", ONE, text, partial(self._kind_share, context), context)
        for vintage in sorted({one.vintage for one in credits_}):
            own = [one for one in credits_ if one.vintage == vintage]
            text = Text(f"注销的{vintage}年份碳信用", f"credits retired of vintage {vintage}")
            self._sum_credits("retired_vintage", Context.of(vintage=vintage), own, text)

    def _sum_credits(self, fact: str, context: Context, own: list[Credit], text: Text) -> None:
        formula = partial(self._sum, "credit", "instrument", [one.id for one in own])
        self._derive(fact, TONNES, text, formula, context)

    def _kind_share(self, context: Context) -> Quantity:
        return self._read("retired_kind", context) / self._read("retired")

    # ---------------------------------------------------------------------------------------------- answer

    def _record_answer(self) -> None:
        for fact, unit, zh, en, formula in (
            ("balance", TONNES, "注销量与残余排放之差", "credits retired less residual emissions", self._difference),
            (
                "uncovered",
                TONNES,
                "未抵消的残余排放",
                "residual emissions that no credits cover",
                partial(self._above, "residual", "retired"),
            ),
            (
                "surplus",
                TONNES,
                "多余的注销量",
                "credits beyond the residual emissions",
                partial(self._above, "retired", "residual"),
            ),
            ("cover", ONE, "抵消比例", "share of the residual emissions that credits cover", self._cover),
            ("achieved", ONE, "是否实现碳中和（1为是）", "carbon neutrality achieved (1: yes)", self._answer),
        ):
            self._derive(fact, unit, Text(zh, en), formula)

    def _difference(self) -> Quantity:
        return self._read("retired") - self._read("residual")

    def _above(self, one: str, other: str) -> Quantity:
        return extreme([self._read(one) - self._read(other), constant(0, TONNES, "nothing")], "max")

    def _cover(self) -> Quantity:
        return self._read("retired") / self._read("residual")

    def _answer(self) -> Quantity:
        return at_least(self._read("retired"), self._read("residual"))

    def _report(self) -> None:
        section, residual = self.section, self.builder.fact("neutrality.residual", _HERE)
        if residual is not None and residual.value < 0:
            first = next((one for one in section.reductions if not one.included), None)
            self.builder.findings.append(
                TOO_MUCH.at(
                    first.place("amount") if first else section.place("reductions"),
                    f"扣除的减排量超过碳足迹 {-residual.value} tCO2e",
                    f"the reductions deducted exceed the footprint by {-residual.value} tCO2e",
                    hint_zh="碳足迹已反映的减排写 included: true",
                    hint_en="mark what the footprint already shows included: true",
                    fact=residual.key,
                )
            )
        left = self.builder.fact("neutrality.uncovered", _HERE)
        if left is not None and left.value > 0:
            self.builder.findings.append(
                UNCOVERED.at(
                    section.place("credits"),
                    f"残余排放还有 {left.value} tCO2e 没有抵消",
                    f"{left.value} tCO2e of residual emissions are not covered",
                    hint_zh="补充注销碳信用，或不作碳中和声明",
                    hint_en="retire more credits, or make no claim of neutrality",
                    fact=left.key,
                )
            )

    # --------------------------------------------------------------------------------------------- helpers

    def _read(self, name: str, context: Context = _HERE) -> Quantity:
        return self.builder.read(f"neutrality.{name}", context)

    def _derive(
        self, name: str, unit: Unit | str, text: Text, formula: Callable[[], Quantity], context: Context = _HERE
    ) -> None:
        self.builder.derive(f"neutrality.{name}", context, unit, text, formula, position=self.section.at)
