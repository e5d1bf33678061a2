"""The filters and tests of templates: how a fact is shown, how a list is ordered by facts, how words are joined."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

from jinja2.filters import FILTERS
from markupsafe import Markup

from generator.compose.facts import FactProxy, Scope
from generator.compose.pieces import Joined
from generator.compose.printing import as_text
from generator.compose.rules import ARGUMENT
from generator.compose.run import Run
from generator.compose.sandbox import UnknownName
from generator.compose.views import View, spell_month
from generator.document.display import Sign, conversion, unit_text
from generator.ledger.context import DIMENSIONS

_FROM_JINJA = (
    "length",
    "count",
    "first",
    "last",
    "map",
    "select",
    "reject",
    "selectattr",
    "rejectattr",
    "unique",
    "list",
    "sort",
    "reverse",
    "groupby",
    "default",
    "d",
)
_SIGNS = ("plain", "magnitude", "always")
_HAN = "〇一二三四五六七八九"

Offer = dict[str, Callable[..., Any]]


def make(scope: Scope, names: Callable[[str], Any]) -> tuple[Offer, Offer]:
    """Return (filters, tests). ``names`` resolves a fact id to its proxy."""
    showing = Showing(scope.run)
    ordering = Ordering(scope, names)
    words = Words(scope.run)
    filters: dict[str, Callable[..., Any]] = {name: FILTERS[name] for name in _FROM_JINJA}
    filters.update(
        show=showing.show,
        full=showing.full,
        pct=showing.pct,
        n=showing.n,
        magnitude=showing.magnitude,
        signed=showing.signed,
        across=ordering.across,
        by_fact=ordering.by_fact,
        ordered=ordering.ordered,
        largest=ordering.largest,
        join=words.join,
        lower=words.lower,
        upper=words.upper,
        trim=words.trim,
        han=words.han,
        month=words.month,
        unit=words.unit,
    )
    return filters, {"known": ordering.known, "beyond": ordering.beyond}


class Showing:
    """How a fact is shown: unit, digits, sign."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def _changed(self, value: Any, **changes: Any) -> Any:
        if isinstance(value, FactProxy):
            return value.shown(**changes)
        if isinstance(value, (list, tuple)) and all(isinstance(one, FactProxy) for one in value):
            return [one.shown(**changes) for one in value]
        if not isinstance(value, UnknownName):
            self._run.report(
                ARGUMENT,
                "显示方式只用于数据",
                "only facts can be shown with digits, unit or sign",
                hint_zh="例如 {{ inventory.total | full }}",
                hint_en="for example {{ inventory.total | full }}",
            )
        return value

    def show(
        self,
        value: Any,
        digits: int | None = None,
        unit: str | None = None,
        with_unit: bool | None = None,
        sign: str | None = None,
    ) -> Any:
        """Show a fact with these digits, in this unit, with or without it, with this sign."""
        changes: dict[str, Any] = {}
        if digits is not None and self._whole(digits):
            changes["digits"] = digits
        if unit is not None:
            changes["unit"] = as_text(unit, self._run)
        if with_unit is not None:
            changes["with_unit"] = bool(with_unit)
        if sign is not None:
            if sign in _SIGNS:
                changes["sign"] = cast(Sign, sign)
            else:
                listed = ", ".join(_SIGNS)
                self._run.report(ARGUMENT, f"sign 应为 {listed}", f"sign is one of {listed}")
        return self._changed(value, **changes)

    def _whole(self, digits: object) -> bool:
        if isinstance(digits, int) and not isinstance(digits, bool) and 0 <= digits <= 12:
            return True
        self._run.report(ARGUMENT, "位数应为 0 到 12 的整数", "digits is a whole number from 0 to 12")
        return False

    def full(self, value: Any, digits: int | None = None, unit: str | None = None) -> Any:
        """Show a fact with its unit."""
        return self.show(value, digits, unit, True)

    def pct(self, value: Any, digits: int = 1) -> Any:
        """Show a share or a rate in percent, with the sign %."""
        return self.show(value, digits, "%", True)

    def n(self, value: Any, digits: int = 0) -> Any:
        """Show a fact with so many decimals."""
        return self.show(value, digits)

    def magnitude(self, value: Any) -> Any:
        """Show the absolute value: for sentences that say 下降 themselves."""
        return self._changed(value, sign="magnitude")

    def signed(self, value: Any) -> Any:
        """Show a plus sign before what is greater than zero."""
        return self._changed(value, sign="always")


class Ordering:
    """Facts over a dimension, and objects in the order of a fact of theirs."""

    def __init__(self, scope: Scope, names: Callable[[str], Any]) -> None:
        self._scope = scope
        self._names = names

    def known(self, value: Any) -> bool:
        """Whether a fact has a value."""
        return isinstance(value, FactProxy) and value.peek() is not None

    def beyond(self, value: Any, threshold: Any) -> bool:
        """Whether a fact is farther from zero than another, in either direction: a deviation against its threshold."""
        if not isinstance(value, FactProxy) or not isinstance(threshold, FactProxy):
            self._scope.run.report(
                ARGUMENT,
                "beyond 比较两项数据",
                "beyond compares two facts",
                hint_zh="base.difference_rate is beyond(base.threshold)",
            )
            return False
        fact, limit = value.fact(), threshold.fact()
        if fact is None or limit is None:
            return False
        return abs(fact.value) * conversion(fact.unit.text, limit.unit.text) > abs(limit.value)

    def across(self, value: Any, **over: Iterable[Any]) -> list[Any]:
        """Return the fact once for each of the values that one dimension is given."""
        if not isinstance(value, FactProxy) or len(over) != 1:
            self._scope.run.report(
                ARGUMENT,
                "across 用于数据，并给出一个维度",
                "across is for facts and takes one dimension",
                hint_zh="inventory.total | across(period=project.periods.reporting)",
            )
            return []
        ((name, values),) = over.items()
        return [value(**{name: _plain(one)}) for one in values]

    def by_fact(
        self,
        values: Iterable[Any],
        fact_id: str,
        reverse: bool = False,
        dim: str = "source",
        drop_missing: bool = False,
        **context: Any,
    ) -> list[Any]:
        """Return objects in the order of a fact that has their id in dimension ``dim``; those without stand last."""
        if dim not in DIMENSIONS:
            self._scope.run.report(ARGUMENT, f"{dim} 不是维度", f"{dim} is not a dimension")
            return list(values)
        having, lacking = [], []
        for one in values:
            proxy: FactProxy = self._names(fact_id)(**{dim: _plain(one)}, **context)
            fact = proxy.peek()
            if fact is not None:
                having.append((fact.value, one))
                continue
            lacking.append(one)
            if not drop_missing:
                proxy.fact()
        having.sort(key=lambda pair: pair[0], reverse=bool(reverse))
        return [one for _, one in having] + ([] if drop_missing else lacking)

    def ordered(self, values: Iterable[Any], fact_id: str = "", reverse: bool = False, **options: Any) -> list[Any]:
        """Return facts in the order of their values, or objects in the order of a fact of theirs."""
        if fact_id:
            return self.by_fact(values, fact_id, reverse, **options)
        facts = [one for one in values if isinstance(one, FactProxy)]
        known = [(fact.value, one) for one in facts if (fact := one.fact()) is not None]
        known.sort(key=lambda pair: pair[0], reverse=bool(reverse))
        return [one for _, one in known]

    def largest(self, values: Iterable[Any], fact_id: str = "", count: int = 1, **options: Any) -> list[Any]:
        """Return the ``count`` first in falling order."""
        if fact_id:
            options.setdefault("drop_missing", True)
        return self.ordered(values, fact_id, True, **options)[:count]


def _plain(one: Any) -> Any:
    return one.offer("id") if isinstance(one, View) else one


class Words:
    """Words: joined, in another case, numerals and months."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def join(self, values: Iterable[Any], joint: str = "", attribute: str | None = None) -> Joined:
        """Join names or facts; each keeps being what it is."""
        parts: list[Any] = []
        for place, value in enumerate(values):
            if place and joint:
                parts.append(joint)
            parts.append(value.offer(attribute) if attribute and isinstance(value, View) else value)
        if len(parts) > self._run.limits.items:
            parts = parts[: self._run.limits.items]
        return Joined(tuple(parts))

    def lower(self, value: Any) -> str:
        """Return text in lower case."""
        return as_text(value, self._run).lower()

    def upper(self, value: Any) -> str:
        """Return text in upper case."""
        return as_text(value, self._run).upper()

    def trim(self, value: Any) -> str:
        """Return text without blanks around it."""
        return value.strip() if isinstance(value, Markup) else as_text(value, self._run).strip()

    def han(self, value: Any) -> str:
        """Return 1 to 99 as a Chinese numeral: an order, never a quantity."""
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 99:
            self._run.report(ARGUMENT, "han 用于 1 到 99 的序号", "han is for places 1 to 99")
            return ""
        tens, ones = divmod(value, 10)
        head = "" if not tens else "十" if tens == 1 else _HAN[tens] + "十"
        return head + (_HAN[ones] if ones else "")

    def unit(self, value: Any) -> str:
        """Return a unit as readers know it: of a fact, or of a unit's text."""
        if isinstance(value, FactProxy):
            fact = value.fact()
            return "" if fact is None else unit_text(value.unit_shown(fact), self._run.language)
        return unit_text(as_text(value, self._run), self._run.language)

    def month(self, value: Any, short: bool = False) -> str:
        """Return a period as words: 2024年3月."""
        text = as_text(value, self._run)
        try:
            return spell_month(text, self._run.language, short)
        except ValueError:
            self._run.report(ARGUMENT, f"{text} 不是年份或月份", f"{text} is no year and no month", hint_zh="2024-03")
            return text
