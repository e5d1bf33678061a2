"""Small ledgers for tests of changes: numbers by key, formulas by what they read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial

from generator.base.findings import Position
from generator.base.text import Text
from generator.ledger.changes import FactChange
from generator.ledger.context import parse_key
from generator.ledger.fact import Fact, Kind
from generator.ledger.ledger import Ledger, LedgerBuilder
from generator.ledger.quantity import Quantity

Read = Callable[[str], Quantity]
Formula = Callable[[Read], Quantity]


def ledger(given: Mapping[str, str], derived: Mapping[str, tuple[str, Formula]] | None = None) -> Ledger:
    """Build a ledger: ``given`` maps a key to ``12 t`` (or to nothing: missing), ``derived`` to unit and formula."""
    builder = LedgerBuilder()
    for line, (key, amount) in enumerate(given.items(), start=1):
        fact_id, context = parse_key(key)
        place = Position("project.yaml", line)
        if not amount:
            builder.lack(fact_id, context, Text(f"没有 {key}", f"no {key}"), place)
            continue
        value, _, unit = amount.partition(" ")
        kind = Kind.ASSUMED if fact_id.startswith("growth.") else Kind.GIVEN
        builder.give(fact_id, context, Decimal(value), unit or "1", Text(key, key), place, kind=kind)

    def read(key: str) -> Quantity:
        return builder.read(*parse_key(key))

    for key, (unit, formula) in (derived or {}).items():
        fact_id, context = parse_key(key)
        builder.derive(fact_id, context, unit, Text(key, key), partial(formula, read))
    return builder.close()


def shares(change: FactChange) -> dict[str, str]:
    """Return the shares by group, as fractions are written."""
    return {cause.group: str(cause.share) for cause in change.causes}


def behind(change: FactChange) -> dict[str, list[str]]:
    """Return the keys of the inputs by group."""
    return {cause.group: [one.key for one in cause.inputs] for cause in change.causes}


def value(fact: object) -> Decimal:
    """Return the value of a fact that is there."""
    assert isinstance(fact, Fact)
    return fact.value
