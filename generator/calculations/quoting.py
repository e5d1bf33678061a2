"""Numbers of issued editions, taken over as they were issued.

No calculation has a part in it: a quoted number has the value, the unit and the mark that its edition gives it, and
says where it was read.
"""

from __future__ import annotations

from generator.base.findings import Position, Rule, Severity
from generator.base.text import Text
from generator.base.units import UnitError, parse_unit
from generator.ledger.context import ContextError, parse_key
from generator.ledger.fact import Fact, Kind, Mark, Reference
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project, Quoted

OWN_KEY = Rule(
    "LG033",
    "quoted-under-an-own-key",
    Severity.ERROR,
    "Finds: a quoted number under a name that the project's own ledger has too, whatever its dimensions.\n"
    "Why: what is computed here and what another document says are two numbers, even where they agree today; checks of "
    "the project's own totals would take the one for the other.\n"
    "Wrong: ``{key: inventory.total[period=2024,basis=location]}`` in a project with an inventory of its own\n"
    "Right: ``{key: …, as: supplier.total[period=2024]}``\n",
    waivable=False,
)
NO_KEY = Rule(
    "LG034",
    "quoted-under-no-key",
    Severity.ERROR,
    "Finds: a quoted number whose ``as`` is no key, or whose unit cannot be read.\n"
    "Why: documents ask for it by its key.\n"
    "Wrong: ``as: supplier total``\nRight: ``as: supplier.total[period=2024]``\n",
    waivable=False,
)


def record_quotes(project: Project, builder: LedgerBuilder) -> None:
    """Record what a project quotes, after everything that it calculates."""
    for one in project.quoted:
        _record(one, builder)


def _record(one: Quoted, builder: LedgerBuilder) -> None:
    example_zh, example_en = "例如 as: supplier.total[period=2024]", "for example as: supplier.total[period=2024]"
    try:
        name, context = parse_key(one.key)
        unit = parse_unit(one.fact.unit)
    except (ContextError, UnitError) as wrong:
        zh, en = f"引用的“{one.key}”不能入账：{wrong}", f"{one.key!r} cannot be quoted: {wrong}"
        builder.findings.append(NO_KEY.at(one.at, zh, en, hint_zh=example_zh, hint_en=example_en))
        return
    own = next((f for f in builder.of_id(name) if not isinstance(f, Fact) or f.kind is not Kind.QUOTED), None)
    if own is not None:
        zh, en = f"本项目自己的账中有 {own.key}", f"the project's own ledger has {own.key}"
        related = (own.position,) if own.position else ()
        builder.findings.append(
            OWN_KEY.at(one.at, zh, en, hint_zh=example_zh, hint_en=example_en, fact=own.key, related=related)
        )
        return
    there = one.fact.key
    note = Text(f"原账目为 {there}", f"there it is {there}") if there != one.key else None
    builder.give(
        name,
        context,
        one.fact.value,
        unit,
        one.fact.label,
        Position(one.path, one.fact.line),
        kind=Kind.QUOTED,
        mark=Mark(one.fact.mark),
        reference=Reference(one.document, one.fact.where, one.date[:4]),
        note=note,
    )
