"""Two ledgers compared: what was added, went or changed, by how much, and why.

:func:`compare_ledgers` is the comparison; how a change is attributed to causes says
:mod:`generator.ledger.attribution`. Everything stays in the order of the ledger; :func:`largest_first` is for display.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from fractions import Fraction

from generator.base.text import Text
from generator.ledger.attribution.attribute import Attribution
from generator.ledger.attribution.causes import Cause, InputChange, RowChange, by_share, shares_shown
from generator.ledger.attribution.comparable import quantity
from generator.ledger.attribution.groups import GROUP_NAMES, GROUPS, Group
from generator.ledger.attribution.rows import RowComparer
from generator.ledger.explain import TableRows
from generator.ledger.fact import Fact, Missing, label_of_both
from generator.ledger.ledger import Ledger

__all__ = [
    "GROUPS",
    "GROUP_NAMES",
    "Cause",
    "FactChange",
    "Group",
    "InputChange",
    "LedgerChanges",
    "RowChange",
    "by_share",
    "compare_ledgers",
    "largest_first",
    "shares_shown",
]

_EXACT = Context(prec=34)
_WIDE = Context(prec=400)


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that is not what it was.

    ``difference`` and ``percent`` are in the new unit; there is none where a value is missing on one side, or where the
    two are of different dimension. ``change`` is the difference as an exact fraction; the shares of ``causes`` add up
    to it. Where there is no difference, ``inputs`` names what is behind the change.
    """

    key: str
    label: Text
    old: Fact | Missing | None
    new: Fact | Missing | None
    difference: Decimal | None = None
    percent: Decimal | None = None
    change: Fraction | None = None
    causes: tuple[Cause, ...] = ()
    inputs: tuple[InputChange, ...] = ()

    @property
    def fact(self) -> Fact:
        """The fact on the new side, or where there is none, on the old one."""
        found = self.new if isinstance(self.new, Fact) else self.old
        assert isinstance(found, Fact)
        return found


@dataclass(frozen=True, slots=True)
class LedgerChanges:
    """All differences between two ledgers, each list in the order of the ledger."""

    added: tuple[FactChange, ...]
    gone: tuple[FactChange, ...]
    changed: tuple[FactChange, ...]
    by_key: Mapping[str, FactChange] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.added or self.gone or self.changed)


def compare_ledgers(
    old: Ledger, new: Ledger, old_tables: Iterable[TableRows] = (), new_tables: Iterable[TableRows] = ()
) -> LedgerChanges:
    """Compare two ledgers.

    ``old_tables`` and ``new_tables`` (``(*project.rows, *project.columns)``) let a cause name the rows that differ,
    each at its file and line; without them it names the table alone.
    """
    attribution = Attribution(old, new, RowComparer(old_tables, new_tables))
    added: list[FactChange] = []
    changed: list[FactChange] = []
    for key, fact in new.facts.items():
        before = old.facts.get(key)
        if before is None and key not in old.missing:
            added.append(FactChange(key, fact.label, None, fact))
        elif before is None:
            changed.append(_came(old.missing[key], fact, old, new))
        elif before.value != fact.value or before.unit != fact.unit:
            changed.append(_changed(attribution, before, fact))
    gone: list[FactChange] = []
    for key, fact in old.facts.items():
        if key in new.facts:
            continue
        if key in new.missing:
            changed.append(_went(fact, new.missing[key], old, new))
        else:
            gone.append(FactChange(key, fact.label, fact, None))
    by_key = {change.key: change for change in (*added, *gone, *changed)}
    return LedgerChanges(tuple(added), tuple(gone), tuple(changed), by_key)


def largest_first(changes: Iterable[FactChange]) -> tuple[FactChange, ...]:
    """Return changes for display: those without a difference first, then by percent, the greatest first."""

    def size(change: FactChange) -> tuple[int, Decimal]:
        if change.difference is None:
            return 0, Decimal(0)
        return (
            (1, Decimal(0)) if change.percent is None and change.difference else (2, -abs(change.percent or Decimal(0)))
        )

    return tuple(sorted(changes, key=size))


def _changed(attribution: Attribution, old: Fact, new: Fact) -> FactChange:
    if not old.unit.converts_to(new.unit):
        return FactChange(new.key, label_of_both(old, new), old, new, inputs=attribution.behind(new.key))
    before = quantity(old.value, old.unit, new.unit)
    change = Fraction(new.value) - before
    percent = _decimal(change / abs(before) * 100) if before else None
    difference = _WIDE.subtract(new.value, old.value) if old.unit == new.unit else _decimal(change)
    causes = attribution.causes(new.key, new.unit) if change else ()
    return FactChange(new.key, label_of_both(old, new), old, new, difference, percent, change, causes)


def _decimal(value: Fraction) -> Decimal:
    return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


def _came(old: Missing, new: Fact, before: Ledger, after: Ledger) -> FactChange:
    return FactChange(new.key, new.label, old, new, inputs=_awaited(old, before, after))


def _went(old: Fact, new: Missing, before: Ledger, after: Ledger) -> FactChange:
    return FactChange(old.key, old.label, old, new, inputs=_awaited(new, before, after))


def _awaited(missing: Missing, old: Ledger, new: Ledger) -> tuple[InputChange, ...]:
    """Return the input for want of which a value is missing on one side."""
    key = missing.waits_for or missing.key
    one, other = old.facts.get(key), new.facts.get(key)
    fact = other or one
    return (InputChange(key, fact.label if fact is not None else missing.reason, one, other, detail=missing.reason),)
