"""Facts in a template: ``inventory.total``, ``source.emission(source=s.id)``, compared exactly, printed as numbers.

A :class:`FactProxy` is a name until it is printed or compared; what it means is looked up then, with the defaults of
the section. Whatever goes wrong is a finding at the template's line, and the document goes on with a visible
placeholder, so that all mistakes are found in one go.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from generator.base.text import Text
from generator.base.units import UnitError
from generator.compose.lookup import Ambiguous, Lookup, Unknown
from generator.compose.pieces import Joined
from generator.compose.rules import (
    AMBIGUOUS_FACT,
    ARGUMENT,
    FORBIDDEN,
    MISSING_VALUE,
    UNIT,
    UNKNOWN_FACT,
)
from generator.compose.run import Run
from generator.document.display import Display, conversion, unit_text
from generator.document.inlines import FactRef, Str
from generator.document.pictures import Point
from generator.ledger.context import DIMENSIONS
from generator.ledger.fact import Fact, Missing

_MARKS = {
    "confirmed": Text("已核实原始来源", "primary source read"),
    "secondary": Text("转引", "second-hand"),
    "unconfirmed": Text("未核实", "unconfirmed"),
}
_KINDS = {
    "given": Text("实测或提供", "given"),
    "derived": Text("计算", "derived"),
    "assumed": Text("假设", "assumed"),
    "quoted": Text("引用", "quoted"),
}

Compare = Callable[[Any, Any], bool]


class Offered:
    """What a template may look into: only what :meth:`offer` returns."""

    __slots__ = ()

    def offer(self, name: str) -> Any:
        """Return the field ``name``.

        Raises:
            KeyError: there is no such field.
        """
        raise KeyError(name)

    def fields(self) -> tuple[str, ...]:
        """The names that can be asked for."""
        return ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What facts of one document share."""

    run: Run
    lookup: Lookup
    helpers: Mapping[str, Callable[..., Any]] = field(default_factory=dict)


class FactContext(Offered):
    """The context of a fact: ``fact.context.gas``."""

    __slots__ = ("_fact",)

    def __init__(self, fact: Fact) -> None:
        self._fact = fact

    def offer(self, name: str) -> Any:
        """Return a dimension's value; a dimension that the fact does not have is an error."""
        value = self._fact.context.get(name)
        if value is None:
            raise KeyError(name)
        return value

    def fields(self) -> tuple[str, ...]:
        """The fact's dimensions."""
        return tuple(name for name, _ in self._fact.context.pairs)


class FactProxy(Offered):
    """A fact's name in a template, with what was asked of its context and how it is to be shown."""

    __slots__ = ("_asked", "_display", "_fact", "_id", "_scope")

    def __init__(
        self,
        scope: Scope,
        fact_id: str,
        asked: Mapping[str, str] | None = None,
        display: Display | None = None,
        fact: Fact | None = None,
    ) -> None:
        self._scope = scope
        self._id = fact_id
        self._asked = asked or {}
        self._display = display or Display()
        self._fact = fact

    # ------------------------------------------------------------------------------------------ names

    def offer(self, name: str) -> Any:
        """Return the fact one name further down, or a property of this one."""
        child = f"{self._id}.{name}"
        if not self._asked and self._fact is None and self._scope.lookup.is_prefix(child):
            return FactProxy(self._scope, child)
        if name in PROPERTIES:
            fact = self.fact()
            return "" if fact is None else PROPERTIES[name](fact, self._scope)
        if self._asked or self._fact is not None:
            raise KeyError(name)
        return FactProxy(self._scope, child)

    def fields(self) -> tuple[str, ...]:
        """The properties of a fact."""
        return tuple(PROPERTIES)

    def __call__(self, *positional: Any, **context: Any) -> Any:
        """Return the fact with dimensions asked for; with an id alone, what the look-up of that name finds."""
        helper = self._scope.helpers.get(self._id)
        if positional and helper is not None:
            return helper(*positional, **context)
        if positional:
            self._scope.run.report(
                ARGUMENT,
                f"{self._id} 的维度要写名称",
                f"name the dimensions of {self._id}",
                hint_zh=f"例如 {self._id}(period=2024)",
                hint_en=f"for example {self._id}(period=2024)",
            )
        asked = dict(self._asked)
        for name, value in context.items():
            if name not in DIMENSIONS:
                self._scope.run.report(
                    ARGUMENT,
                    f"{name} 不是维度",
                    f"{name} is not a dimension",
                    hint_zh="维度有 " + "、".join(DIMENSIONS),
                    hint_en="the dimensions are " + ", ".join(DIMENSIONS),
                )
                continue
            asked[name] = self._dimension(value)
        return FactProxy(self._scope, self._id, asked, self._display)

    def _dimension(self, value: Any) -> str:
        if isinstance(value, FactProxy):
            fact = value.fact()
            return format(fact.value.normalize(), "f") if fact is not None else "?"
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, Joined):
            return "".join(self._dimension(part) for part in value.parts)
        self._scope.run.report(
            ARGUMENT, f"维度的值应为文字或年份：{self._id}", f"a dimension's value is a text or a year: {self._id}"
        )
        return "?"

    # ---------------------------------------------------------------------------------------- meaning

    def peek(self) -> Fact | None:
        """Return the fact, or ``None`` where there is none, without a finding."""
        if self._fact is not None:
            return self._fact
        answer = self._scope.lookup.find(self._id, self._asked)
        return answer if isinstance(answer, Fact) else None

    def fact(self) -> Fact | None:
        """Return the fact; where there is none, record why and return ``None``."""
        if self._fact is not None:
            return self._fact
        answer = self._scope.lookup.find(self._id, self._asked)
        if isinstance(answer, Fact):
            return answer
        if isinstance(answer, Missing):
            self._report_missing(answer)
        else:
            why = self._scope.lookup.why(self._id, self._asked)
            if isinstance(why, Ambiguous):
                self._report_ambiguous(why)
            else:
                self._report_unknown(why)
        return None

    def _spelled(self) -> str:
        context = ",".join(f"{name}={value}" for name, value in self._asked.items())
        return f"{self._id}({context})" if context else self._id

    def _report_missing(self, missing: Missing) -> None:
        chain = self._scope.lookup.chain(missing)
        path = " ← ".join(link.key for link in chain)
        last = chain[-1]
        self._scope.run.report(
            MISSING_VALUE,
            f"缺数：{path}（{last.reason.zh}）",
            f"missing: {path} ({last.reason.en})",
            hint_zh="补充所缺的数据，或用 is known 判断后再写",
            hint_en="give what is missing, or ask `is known` first",
            fact=missing.key,
            related=[link.position for link in reversed(chain) if link.position is not None],
        )

    def _report_ambiguous(self, answer: Ambiguous) -> None:
        listed = "；".join(answer.candidates[:6]) + ("……" if len(answer.candidates) > 6 else "")
        opened = "、".join(answer.open)
        self._scope.run.report(
            AMBIGUOUS_FACT,
            f"{self._spelled()} 对应多个数据" + (f"，未指明 {opened}" if opened else "") + f"：{listed}",
            f"{self._spelled()} fits several facts"
            + (f", {', '.join(answer.open)} is open" if opened else "")
            + f": {listed}",
            hint_zh=f"写明维度，例如 {self._id}({(answer.open or ('basis',))[0]}=…)",
            hint_en=f"say which, for example {self._id}({(answer.open or ('basis',))[0]}=…)",
        )

    def _report_unknown(self, answer: Unknown) -> None:
        if answer.have:
            have = "；".join(answer.have)
            zh, en = f"没有 {self._spelled()}，该项有：{have}", f"there is no {self._spelled()}; there are: {have}"
            hints = ("", "")
        else:
            near = ", ".join(answer.near)
            zh, en = f"没有名为 {self._id} 的数据", f"no fact is called {self._id}"
            hints = ("用 tanwen facts 列出全部数据", "tanwen facts lists them all")
            if near:
                hints = (f"相近的有：{near}", f"near it: {near}")
        self._scope.run.report(UNKNOWN_FACT, zh, en, hint_zh=hints[0], hint_en=hints[1])

    # ---------------------------------------------------------------------------------------- showing

    def shown(self, **changes: Any) -> FactProxy:
        """Return this fact with another display."""
        return FactProxy(self._scope, self._id, self._asked, replace(self._display, **changes), self._fact)

    def unit_shown(self, fact: Fact) -> str:
        """Return the unit in which this place shows the fact."""
        return self._display.unit or fact.unit.text

    def ref(self) -> FactRef | Str:
        """Return the inline that prints this fact: a reference, or a visible placeholder."""
        fact = self.fact()
        if fact is None or not self._shows(fact):
            word = "缺数：" if self._scope.run.language == "zh" else "missing: "
            return Str(f"【{word}{self._id}】", bold=True)
        return FactRef(fact.key, self._display)

    def point(self, unit: str | None, digits: int | None) -> Point | None:
        """Return this fact as a number of a chart in ``unit``; ``None`` leaves a gap."""
        fact = self.fact()
        if fact is None:
            return None
        display = replace(
            self._display,
            unit=self._display.unit or unit or None,
            digits=self._display.digits if self._display.digits is not None else digits,
        )
        shown = FactProxy(self._scope, self._id, self._asked, display, self._fact)
        return Point(fact.key, display) if shown._shows(fact) else None

    def _shows(self, fact: Fact) -> bool:
        wanted = self._display.unit
        if wanted is None or wanted == fact.unit.text:
            return True
        try:
            conversion(fact.unit.text, wanted)
        except UnitError:
            self._scope.run.report(
                UNIT,
                f"{fact.key} 的单位是 {fact.unit}，不能以 {wanted} 显示",
                f"{fact.key} is in {fact.unit} and cannot be shown in {wanted}",
                hint_zh="改用同一量纲、同一物质的单位",
                hint_en="use a unit of the same dimension and substance",
                fact=fact.key,
            )
            return False
        return True

    # -------------------------------------------------------------------------------------- comparing

    def __lt__(self, other: object) -> bool:
        return self._compare(other, operator.lt)

    def __le__(self, other: object) -> bool:
        return self._compare(other, operator.le)

    def __gt__(self, other: object) -> bool:
        return self._compare(other, operator.gt)

    def __ge__(self, other: object) -> bool:
        return self._compare(other, operator.ge)

    def __eq__(self, other: object) -> bool:
        return self._compare(other, operator.eq)

    def __ne__(self, other: object) -> bool:
        return self._compare(other, operator.ne)

    def __hash__(self) -> int:
        fact = self.peek()
        return hash(fact.key if fact else self._spelled())

    def _compare(self, other: object, compare: Compare) -> bool:
        """Compare exact values; facts of another unit are converted. Without a value the answer is no."""
        fact = self.fact()
        if isinstance(other, FactProxy):
            against = other.fact()
            if fact is None or against is None:
                return False
            try:
                # The product is rounded to the context's digits: a fact would not equal itself.
                factor = conversion(against.unit.text, fact.unit.text)
                return compare(fact.value, against.value if factor == 1 else against.value * factor)
            except UnitError:
                self._scope.run.report(
                    UNIT,
                    f"{fact.key}（{fact.unit}）与 {against.key}（{against.unit}）不能比较",
                    f"{fact.key} ({fact.unit}) and {against.key} ({against.unit}) do not compare",
                )
                return False
        if isinstance(other, bool) or not isinstance(other, (int, float, Decimal)):
            zh, en = "只能与数值或数据比较", "compares with numbers and facts only"
            self._scope.run.report(ARGUMENT, f"{self._spelled()} {zh}", f"{self._spelled()} {en}")
            return False
        return fact is not None and compare(fact.value, Decimal(repr(other)) if isinstance(other, float) else other)

    def __bool__(self) -> bool:
        self._scope.run.report(
            FORBIDDEN,
            f"{self._spelled()} 不能单独作为条件",
            f"{self._spelled()} is no condition by itself",
            hint_zh=f"写 {self._id} is known 或 {self._id} > 0",
            hint_en=f"write {self._id} is known, or {self._id} > 0",
        )
        return self.peek() is not None

    def __iter__(self) -> Any:
        self._scope.run.report(
            FORBIDDEN,
            f"{self._spelled()} 是单个数据，不能逐项列出",
            f"{self._spelled()} is one fact and cannot be listed",
            hint_zh=f'用 all("{self._id}", "维度") 列出',
            hint_en=f'list with all("{self._id}", "dimension")',
        )
        return iter(())


def _reference(fact: Fact, scope: Scope) -> str:
    if fact.reference is None:
        return ""
    joint = "，" if scope.run.language == "zh" else ", "
    return joint.join(part for part in (fact.reference.document, fact.reference.locator) if part)


PROPERTIES: dict[str, Callable[[Fact, Scope], Any]] = {
    "context": lambda fact, _: FactContext(fact),
    "value_is_zero": lambda fact, _: fact.value == 0,
    "key": lambda fact, _: fact.key,
    "label": lambda fact, scope: fact.label.say(scope.run.language),
    "note": lambda fact, scope: fact.note.say(scope.run.language) if fact.note else "",
    "unit": lambda fact, scope: unit_text(fact.unit.text, scope.run.language),
    "mark": lambda fact, _: fact.mark.value,
    "mark_text": lambda fact, scope: _MARKS[fact.mark.value].say(scope.run.language),
    "kind": lambda fact, _: fact.kind.value,
    "kind_text": lambda fact, scope: _KINDS[fact.kind.value].say(scope.run.language),
    "reference": _reference,
    "reference_year": lambda fact, _: fact.reference.year if fact.reference else "",
}
