"""Formulas by their shape: whether two are the same, or the same in other units or order, and what answers what.

Formulas may be as deep as they have terms, so nothing here recurses.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from generator.base.units import Unit
from generator.ledger.expression import (
    Call,
    Constant,
    Convert,
    Expression,
    Operation,
    Procedure,
    Ref,
    RowSum,
    children,
    fold,
    walk,
)

_ANY_ORDER = frozenset({"+", "*", "sum", "min", "max"})


class Pair(NamedTuple):
    """A sum over rows, or a procedure, and what stands in its place on the other side; ``inner``: below a procedure."""

    old: RowSum | Procedure
    new: RowSum | Procedure
    inner: bool


def lockstep(old: Expression, new: Expression) -> list[Pair] | None:
    """Walk two formulas side by side; ``None`` where they are not the same but for the numbers read."""
    pairs: list[Pair] = []
    ahead: list[tuple[Expression, Expression, bool]] = [(old, new, False)]
    while ahead:
        one, other, inner = ahead.pop()
        if type(one) is not type(other) or not _alike(one, other):
            return None
        if isinstance(one, Procedure) and isinstance(other, Procedure):
            pairs.append(Pair(one, other, inner))
            inner = True
        elif isinstance(one, RowSum) and isinstance(other, RowSum):
            pairs.append(Pair(one, other, inner))
            continue
        below = zip(reversed(children(one)), reversed(children(other)), strict=True)
        ahead += [(a, b, inner) for a, b in below]
    return pairs


def _alike(one: Expression, other: Expression) -> bool:
    """Whether two nodes of one kind do the same to what stands below them."""
    match one, other:
        case Operation(), Operation():
            return one.operator == other.operator
        case Ref(), Ref():
            return one.key == other.key and _equal(one.unit, other.unit)
        case Call(), Call():
            return one.function == other.function and len(one.arguments) == len(other.arguments)
        case Constant(), Constant():
            return one.value == other.value and _equal(one.unit, other.unit)
        case Convert(), Convert():
            return one.factor == other.factor and _equal(one.unit, other.unit)
        case RowSum(), RowSum():
            return one.table == other.table and _equal(one.unit, other.unit)
        case Procedure(), Procedure():
            return one.name == other.name and len(one.arguments) == len(other.arguments)
        case _:
            return False


def _equal(one: Unit, other: Unit) -> bool:
    return one is other or one == other


class Signatures:
    """Numbers for subtrees, equal where they calculate the same from the same, in whatever unit and order of terms."""

    def __init__(self) -> None:
        self._numbers: dict[object, int] = {}
        self._of: dict[int, int] = {}
        self._kept: list[Expression] = []  # a number belongs to a node as long as the node lives

    def of(self, node: Expression) -> int:
        """Return the number of a subtree."""
        if id(node) not in self._of:
            self._kept.append(node)
            fold(node, self._combine)
        return self._of[id(node)]

    def _combine(self, node: Expression, parts: list[int]) -> int:
        name: object
        match node:
            case Ref():
                name = ("ref", node.key, node.unit.plain.dimensions)
            case Constant():
                name = ("constant", Fraction(node.value) * node.unit.factor, node.unit.plain.dimensions)
            case Operation():
                name = (node.operator, *(sorted(parts) if node.operator in _ANY_ORDER else parts))
            case Call():
                name = (node.function, *(sorted(parts) if node.function in _ANY_ORDER else parts))
            case RowSum():
                name = ("rows", node.table, node.unit.plain.dimensions)
            case Procedure():
                name = ("procedure", node.name, *parts)
            case Convert():
                self._of[id(node)] = parts[0]
                return parts[0]
        number = self._of[id(node)] = self._numbers.setdefault(name, len(self._numbers))
        return number

    def pairs(self, old: Expression, new: Expression) -> list[Pair]:
        """Return the sums over rows and procedures of two formulas of one signature, each with its counterpart."""
        found: list[Pair] = []
        ahead: list[tuple[Expression, Expression, bool]] = [(old, new, False)]
        while ahead:
            one, other, inner = ahead.pop()
            one, other = bare(one), bare(other)
            if isinstance(one, RowSum) and isinstance(other, RowSum):
                found.append(Pair(one, other, inner))
                continue
            if isinstance(one, Procedure) and isinstance(other, Procedure):
                found.append(Pair(one, other, inner))
                inner = True
            ahead += [(a, b, inner) for a, b in zip(self._below(one), self._below(other), strict=True)]
        return found

    def _below(self, node: Expression) -> list[Expression]:
        below = list(children(node))
        name = node.operator if isinstance(node, Operation) else node.function if isinstance(node, Call) else ""
        return sorted(below, key=self.of) if name in _ANY_ORDER else below


def bare(node: Expression) -> Expression:
    """Return what a change of unit stands around."""
    while isinstance(node, Convert):
        node = node.argument
    return node


def is_sum(node: Expression) -> bool:
    """Whether a node adds."""
    return (isinstance(node, Call) and node.function == "sum") or (isinstance(node, Operation) and node.operator == "+")


def terms(node: Expression) -> list[Expression]:
    """Return the terms of a sum, sums within it taken apart; a node that is no sum is its own only term."""
    found: list[Expression] = []
    ahead = [node]
    while ahead:
        one = bare(ahead.pop())
        if is_sum(one):
            ahead.extend(reversed(children(one)))
        else:
            found.append(one)
    return found


def leaf_units(node: Expression) -> Iterator[Unit]:
    """Yield the units in which a formula reads."""
    return (one.unit for one in walk(node) if isinstance(one, (Ref, Constant, RowSum)))
