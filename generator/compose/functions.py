"""The functions that templates call: tables, charts, pictures, equations, slots, look-ups."""

# ruff: noqa: A002  # `id` is the word that templates write

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.base.standards import Standard
from generator.compose.bounds import drawable
from generator.compose.facts import FactProxy, Scope
from generator.compose.lookup import Lookup
from generator.compose.pieces import BlockSpec, Mark
from generator.compose.printing import Printer, as_text
from generator.compose.rules import ARGUMENT, LIMIT, UNKNOWN_FACT, UNKNOWN_NAME
from generator.compose.run import Run
from generator.compose.views import View
from generator.ledger.context import DIMENSIONS

_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class SeriesSpec:
    """A series before its numbers are looked up."""

    name: str
    points: tuple[Any, ...]
    draw: str
    dashed: bool
    digits: int | None
    unit: str | None
    color: str = ""


@dataclass(frozen=True, slots=True)
class FlowSpec:
    """A link of a Sankey diagram before its number is looked up."""

    source: str
    target: str
    value: Any


@dataclass(frozen=True, slots=True)
class StepSpec:
    """A bar of an abatement-cost curve before its numbers are looked up."""

    name: str
    reduction: Any
    cost: Any


class Functions:
    """The functions of one document."""

    def __init__(self, scope: Scope, register: Mapping[str, Standard], printer: Printer) -> None:
        self._scope = scope
        self._run: Run = scope.run
        self._lookup: Lookup = scope.lookup
        self._register = register
        self._print = printer.print
        self.unknown: Callable[[str], Any] = lambda _: None

    def names(self) -> dict[str, Any]:
        """Return what templates can call, by name."""
        return {
            "table": self.table,
            "chart": self.chart,
            "series": self.series,
            "sankey": self.sankey,
            "flow": self.flow,
            "macc": self.macc,
            "step": self.step,
            "equation": self.equation,
            "slot": self.slot,
            "signature": self.signature,
            "page_break": self.page_break,
            "all": self.all,
            "standard": self.standard,
            "standard_part": self.standard_part,
            "TOTAL": Mark.TOTAL,
            "GROUP": Mark.GROUP,
            "UP": Mark.UP,
            "LEFT": Mark.LEFT,
        }

    def _text(self, value: Any) -> str:
        return as_text(value, self._run)

    def _spec(self, kind: str, id: Any, caller: Callable[[], Any] | None, /, **values: Any) -> Any:
        origin = self._run.here()
        body = str(caller()) if caller is not None else ""
        spec = BlockSpec(kind, origin, self._text(id), body, values)
        # What a call block gives is output as it is; what an expression gives is printed by the environment.
        return spec if caller is None else self._print(spec)

    def table(
        self,
        id: Any = "",
        unit: Any = "",
        widths: Any = (),
        landscape: bool = False,
        caller: Callable[[], Any] | None = None,
    ) -> Any:
        """A table: caption, pipe table and notes stand in the call's body."""
        return self._spec("table", id, caller, unit=self._text(unit), widths=widths, landscape=bool(landscape))

    def chart(
        self,
        id: Any = "",
        kind: Any = "column",
        unit: Any = "",
        categories: Any = (),
        series: Any = (),
        x_title: Any = "",
        y_title: Any = "",
        alt: Any = "",
        labels: bool = False,
        height: float = 7.5,
        caller: Callable[[], Any] | None = None,
    ) -> Any:
        """A chart that Word draws."""
        return self._spec(
            "chart",
            id,
            caller,
            kind=self._text(kind),
            unit=self._text(unit),
            categories=tuple(self._text(one) for one in self._listed(categories)),
            series=self._listed(series),
            x_title=self._text(x_title),
            y_title=self._text(y_title),
            alt=self._text(alt),
            labels=bool(labels),
            height=height,
        )

    def series(
        self,
        name: Any,
        points: Any,
        draw: Any = "",
        dashed: bool = False,
        digits: int | None = None,
        unit: Any = None,
        color: Any = "",
    ) -> SeriesSpec:
        """A series of a chart. ``color`` is ``#rrggbb`` where the theme's next colour will not do."""
        said = None if unit is None else self._text(unit)
        chosen = self._text(color)
        if chosen and not _COLOR.fullmatch(chosen):
            self._run.report(ARGUMENT, f"颜色应写作 #rrggbb：{chosen}", f"a colour is written #rrggbb: {chosen}")
            chosen = ""
        points = self._listed(points)
        return SeriesSpec(self._text(name), points, self._text(draw), bool(dashed), digits, said, chosen)

    def _listed(self, values: Any) -> tuple[Any, ...]:
        if isinstance(values, (list, tuple, range)):
            return tuple(values)
        if values is None or isinstance(values, (str, FactProxy, View)) or not hasattr(values, "__iter__"):
            zh, en = "这里应为列表", "a list is expected here"
            self._run.report(ARGUMENT, zh, en, hint_zh="写成 [甲, 乙]", hint_en="write [a, b]")
            return ()
        return tuple(values)

    def sankey(
        self, id: Any = "", unit: Any = "", flows: Any = (), alt: Any = "", caller: Callable[[], Any] | None = None
    ) -> Any:
        """A Sankey diagram."""
        return self._spec("sankey", id, caller, unit=self._text(unit), flows=self._listed(flows), alt=self._text(alt))

    def flow(self, source: Any, target: Any, fact: Any) -> FlowSpec:
        """A link of a Sankey diagram."""
        return FlowSpec(self._text(source), self._text(target), fact)

    def macc(
        self,
        id: Any = "",
        steps: Any = (),
        unit: Any = "",
        x_title: Any = "",
        y_title: Any = "",
        alt: Any = "",
        caller: Callable[[], Any] | None = None,
    ) -> Any:
        """An abatement-cost curve."""
        return self._spec(
            "macc",
            id,
            caller,
            steps=self._listed(steps),
            unit=self._text(unit),
            x_title=self._text(x_title),
            y_title=self._text(y_title),
            alt=self._text(alt),
        )

    def step(self, name: Any, reduction: Any, cost: Any) -> StepSpec:
        """A bar of an abatement-cost curve."""
        return StepSpec(self._text(name), reduction, cost)

    def equation(self, latex: str, id: Any = "", where: Any = ()) -> Any:
        """A displayed equation with the legend of its symbols."""
        formula = self._text(latex)
        if not drawable(formula):
            raise self._run.halt(LIMIT, "公式过长或嵌套过深", "the formula is too long or too deep")
        return self._spec("equation", id, None, latex=formula, where=self._listed(where))

    def slot(self, name: Any) -> Any:
        """A place for the client's own words."""
        return self._spec("slot", "", None, name=self._text(name))

    def signature(self, lines: Any) -> Any:
        """Lines to sign on."""
        pairs = []
        for line in self._listed(lines):
            parts = [self._text(part) for part in self._listed(line)]
            pairs.append((parts[0] if parts else "", parts[1] if len(parts) > 1 else ""))
        return self._spec("signature", "", None, lines=tuple(pairs))

    def page_break(self) -> Any:
        """A new page."""
        return self._spec("break", "", None)

    def all(self, fact_id: Any, dim: Any, **context: Any) -> list[FactProxy]:
        """The facts of an id over one free dimension, in the ledger's order."""
        name, dimension = self._text(fact_id), self._text(dim)
        for one in (dimension, *context):
            if one not in DIMENSIONS:
                self._run.report(
                    ARGUMENT, f"{one} 不是维度", f"{one} is not a dimension", hint_zh="维度有 " + "、".join(DIMENSIONS)
                )
                return []
        asked = {key: self._text(value) for key, value in context.items()}
        found = self._lookup.over(name, dimension, asked)
        if not found and name not in self._lookup.ids and (near := self._lookup.near(name)):
            listed = ", ".join(near)
            self._run.report(
                UNKNOWN_FACT,
                f"没有名为 {name} 的数据",
                f"no fact is called {name}",
                hint_zh=f"相近的有：{listed}",
                hint_en=f"near it: {listed}",
            )
        return [FactProxy(self._scope, name, dict(fact.context.pairs), None, fact) for fact in found]

    def standard(self, id: Any) -> Any:
        """An entry of the register of standards."""
        name = self._text(id)
        entry = self._register.get(name)
        if entry is None:
            self.not_found("standard", name, list(self._register))
            return self.unknown(name)
        return View(entry, self._run.language)

    def standard_part(self, name: Any) -> Any:
        """A part of a draft standard that is made from the section ``standard``: foreword, references, chapters."""
        return self._spec("standard", "", None, name=self._text(name))

    def not_found(self, what: str, name: str, known: list[str]) -> None:
        """Record that a look-up found nothing."""
        import difflib

        near = difflib.get_close_matches(name, known, 4, 0.4) or known[:8]
        self._run.report(
            UNKNOWN_NAME,
            f"没有 id 为 {name} 的 {what}",
            f"there is no {what} with the id {name}",
            hint_zh="有：" + "、".join(near) if near else "",
            hint_en="there are: " + ", ".join(near) if near else "",
        )
