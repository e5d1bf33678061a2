"""The inputs of a computed number as a refusal names them: what stands right below it, then sources, then the rest."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.findings import Position
from generator.base.text import Language
from generator.ledger.explain import Node
from generator.review.importing.items import Input


def inputs_of(node: Node, language: Language) -> tuple[Input, ...]:
    """Return the inputs below a number, each once; the rows that a source's quantity is summed of are one input.

    Args:
        node: the number, explained with at least one row of each sum.
        language: of the count of rows.
    """
    if not node.children:  # it is an input itself
        return (Input(node.label, _value(node), node.position),)
    seen: dict[tuple[str, Position | None], tuple[int, Input]] = {}
    for order, one in _below(node, 1, language):
        seen.setdefault((one.label, one.position), (order, one))
    return tuple(one for _, one in sorted(seen.values(), key=lambda found: found[0]))


def _below(node: Node, depth: int, language: Language) -> Iterator[tuple[int, Input]]:
    """Yield inputs with their order: direct ones, rows of sources, and factors and the like further down."""
    rows = [child for child in node.children if child.kind == "row"]
    if rows:
        yield 0 if depth == 1 else 1, _rows(node, rows, len(rows) + node.more, language)
    for child in node.children:
        if child.children:
            yield from _below(child, depth + 1, language)
        elif child.kind != "row" and not child.repeated and not child.deeper:
            yield 0 if depth == 1 else 2, Input(child.label, _value(child), child.position)


def _rows(node: Node, rows: list[Node], count: int, language: Language) -> Input:
    at = rows[0].position
    if count == 1:
        return Input(node.label, _value(rows[0]), at)
    counted = f"{count} 行" if language == "zh" else f"{count} rows"
    return Input(node.label, counted, Position(at.path) if at is not None else None)


def _value(node: Node) -> str:
    return f"{node.value:f} {node.unit}".strip() if node.value is not None else ""
