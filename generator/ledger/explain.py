"""Where a number comes from: the tree from a fact down to sheet cells, lines of files and sources of factors."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from generator.base.findings import Position
from generator.base.text import Language
from generator.base.units import Unit
from generator.ledger.context import Context, ContextError, parse_key, spell_key
from generator.ledger.expression import Ref, RowSum, walk
from generator.ledger.fact import Fact, Reference
from generator.ledger.ledger import Ledger
from generator.ledger.spelling import arithmetic, place

#: Levels of a tree; a chain of a thousand facts is no page that anybody reads, and it is followed step by step.
DEEPEST = 60


class TableRows(Protocol):
    """What explaining needs of a loaded activity table; columns are as long as the table."""

    @property
    def id(self) -> str:
        """The table's id, as row sums name it."""

    @property
    def period(self) -> Sequence[str]:
        """Period of every row."""

    @property
    def quantity(self) -> Sequence[Decimal]:
        """Quantity of every row, as typed."""

    @property
    def unit(self) -> Sequence[int]:
        """Index into ``units`` of every row."""

    @property
    def units(self) -> Sequence[Unit]:
        """The units that the table uses."""

    @property
    def evidence(self) -> Sequence[str]:
        """Evidence of every row; empty where the table has no such column."""

    def position(self, row: int) -> Position:
        """Where the row's quantity stands."""


@dataclass(frozen=True, slots=True)
class Node:
    """One value of the tree.

    ``kind`` is a fact's kind, ``row`` for a row of an activity table, or ``missing``. ``arithmetic`` is the formula
    with its numbers. ``repeated`` stands where the same fact was explained above already, ``deeper`` where the tree is
    cut because it is too deep to read: that fact is explained on its own. ``more`` counts rows left out at the limit.
    """

    key: str
    label: str
    kind: str
    value: Decimal | None
    unit: str
    arithmetic: str = ""
    position: Position | None = None
    mark: str = ""
    reference: Reference | None = None
    note: str = ""
    children: tuple[Node, ...] = ()
    repeated: bool = False
    more: int = 0
    deeper: bool = False


def resolve(ledger: Ledger, text: str, defaults: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys that ``text`` may mean: itself, else the facts (or missing values) that fit with the defaults.

    With the defaults ``period=2024, basis=location``, ``inventory.total`` is
    ``inventory.total[period=2024,basis=location]``; where no fact fits the defaults, all facts of the id are returned.
    No key at all means that the id is unknown; see :func:`nearest`.

    Raises:
        ContextError: ``text`` is not of the form ``id[dimension=value,…]``.
    """
    fact_id, context = parse_key(text)
    key = spell_key(fact_id, context)
    if key in ledger.facts or key in ledger.missing:
        return (key,)
    asked = dict(context.pairs)
    fitting = ledger.candidates(fact_id, asked, defaults)
    if not fitting:
        fitting = tuple(f for f in ledger.by_id.get(fact_id, ()) if _has(f.context, asked))
    if fitting:
        return tuple(fact.key for fact in fitting)
    gone = [m for m in ledger.missing.values() if m.id == fact_id and _has(m.context, asked)]
    exact = [m for m in gone if all(n in asked or defaults.get(n) == v for n, v in m.context.pairs)]
    return tuple(m.key for m in exact or gone)


def _has(context: Context, asked: Mapping[str, str]) -> bool:
    return all(context.get(name) == value for name, value in asked.items())


def nearest(ledger: Ledger, text: str, count: int = 5) -> tuple[str, ...]:
    """Return ids that are spelled like ``text``."""
    try:
        wanted = parse_key(text)[0]
    except ContextError:
        wanted = text.split("[")[0]
    known = sorted({*ledger.by_id, *(m.id for m in ledger.missing.values())})
    return tuple(difflib.get_close_matches(wanted, known, count, 0.4))


def explain(
    ledger: Ledger, tables: Sequence[TableRows], key: str, language: Language, *, row_limit: int = 12
) -> Node | None:
    """Return the tree of the fact (or missing value) ``key``; ``None`` where the ledger knows neither.

    Each fact is taken apart once; where it comes again the node says ``repeated``. ``row_limit`` bounds the rows listed
    of each table sum (0: all).
    """
    return _Explainer(ledger, {table.id: table for table in tables}, language, row_limit).node(key)


class _Explainer:
    def __init__(self, ledger: Ledger, tables: Mapping[str, TableRows], language: Language, row_limit: int) -> None:
        self.ledger, self.tables, self.language, self.row_limit = ledger, tables, language, row_limit
        self.seen: set[str] = set()
        self.depth = 0

    def node(self, key: str) -> Node | None:
        fact = self.ledger.facts.get(key)
        return self._missing(key) if fact is None else self._fact(fact)

    def _fact(self, fact: Fact) -> Node:
        repeated = fact.key in self.seen and fact.formula is not None
        deeper = not repeated and fact.formula is not None and self.depth >= DEEPEST
        if not deeper:  # what is cut here may be explained where it comes again less deep
            self.seen.add(fact.key)
        self.depth += 1
        children, more = ((), 0) if repeated or deeper else self._children(fact)
        self.depth -= 1
        return Node(
            fact.key,
            fact.label.say(self.language),
            fact.kind.value,
            fact.value,
            fact.unit.text,
            arithmetic(fact.formula) if fact.formula is not None else "",
            fact.position,
            fact.mark.value,
            fact.reference,
            fact.note.say(self.language) if fact.note else "",
            children,
            repeated,
            more,
            deeper,
        )

    def _children(self, fact: Fact) -> tuple[tuple[Node, ...], int]:
        if fact.formula is None:
            return (), 0
        nodes: list[Node] = []
        more = 0
        read: set[str] = set()
        for part in walk(fact.formula):
            if isinstance(part, Ref) and part.key not in read:
                read.add(part.key)
                if (child := self.node(part.key)) is not None:
                    nodes.append(child)
            elif isinstance(part, RowSum):
                rows, left_out = self._rows(part)
                nodes += rows
                more += left_out
        return tuple(nodes), more

    def _rows(self, part: RowSum) -> tuple[list[Node], int]:
        table = self.tables.get(part.table)
        if table is None:
            return [], len(part.rows)
        listed = part.rows[: self.row_limit] if self.row_limit else part.rows
        nodes = [
            Node(
                f"{part.table}#{row}",
                table.period[row],
                "row",
                table.quantity[row],
                table.units[table.unit[row]].text,
                position=table.position(row),
                note=table.evidence[row] if table.evidence else "",
            )
            for row in listed
        ]
        return nodes, len(part.rows) - len(listed)

    def _missing(self, key: str) -> Node | None:
        gone = self.ledger.missing.get(key)
        if gone is None:
            return None
        children: tuple[Node, ...] = ()
        if gone.waits_for and gone.waits_for != key and key not in self.seen and self.depth < DEEPEST:
            self.seen.add(key)
            self.depth += 1
            child = self.node(gone.waits_for)
            self.depth -= 1
            children = (child,) if child else (Node(gone.waits_for, "", "missing", None, ""),)
        reason = gone.reason.say(self.language)
        return Node(key, reason, "missing", None, "", position=gone.position, children=children)


def leaves(node: Node) -> Iterator[Node]:
    """Yield the nodes that nothing stands below, except repetitions."""
    if not node.children and not node.repeated and not node.deeper:
        yield node
    for child in node.children:
        yield from leaves(child)


def as_json(node: Node) -> dict[str, Any]:
    """Return the tree as plain data; values are decimal strings, exact."""
    data: dict[str, Any] = {"key": node.key, "label": node.label, "kind": node.kind}
    if node.value is not None:
        data |= {"value": f"{node.value:f}", "unit": node.unit}
    for name in ("arithmetic", "mark", "note"):
        if getattr(node, name):
            data[name] = getattr(node, name)
    if node.position is not None:
        data["position"] = place(node.position)
    if node.reference is not None:
        data["reference"] = {
            "document": node.reference.document,
            "locator": node.reference.locator,
            "year": node.reference.year,
        }
    if node.repeated:
        data["repeated"] = True
    if node.deeper:
        data["deeper"] = True
    if node.more:
        data["more_rows"] = node.more
    if node.children:
        data["inputs"] = [as_json(child) for child in node.children]
    return data
