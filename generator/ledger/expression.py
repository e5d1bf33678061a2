"""The formula of a fact: an expression tree, recorded as quantities are combined.

Written once, a formula gives the value, the trace of ``tanwen explain``, the live cell of the workbook
(``excel``) and the Word equation (``latex``). A node holds its own value and unit, so that every step can be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeVar

from generator.base.records import by_fields
from generator.base.units import Unit

Operator = Literal["+", "-", "*", "/", "^"]
Function = Literal[
    "sum", "min", "max", "abs", "sqrt", "round_half_even", "round_half_up", "floor", "ceiling", "exp", "ln", "if_equal"
]
Resolve = Callable[[str], str]
_Folded = TypeVar("_Folded")

_PRECEDENCE: dict[str, int] = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}


@by_fields
@dataclass(frozen=True, slots=True)
class Ref:
    """A reading of another fact."""

    key: str
    value: Decimal
    unit: Unit


@by_fields
@dataclass(frozen=True, slots=True)
class Constant:
    """A number that belongs to the method (44/12, 1, 100), with what it is."""

    value: Decimal
    unit: Unit
    meaning: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@by_fields
@dataclass(frozen=True, slots=True)
class Operation:
    """``left operator right``."""

    operator: Operator
    left: Expression
    right: Expression
    value: Decimal
    unit: Unit


@by_fields
@dataclass(frozen=True, slots=True)
class Call:
    """One of the closed list of functions."""

    function: Function
    arguments: tuple[Expression, ...]
    value: Decimal
    unit: Unit


@by_fields
@dataclass(frozen=True, slots=True)
class Convert:
    """A change of unit within one dimension: the argument times ``factor``."""

    argument: Expression
    factor: Decimal
    value: Decimal
    unit: Unit


@by_fields
@dataclass(frozen=True, slots=True)
class RowSum:
    """The sum of one column of an activity table over the rows named, each row times its factor to ``unit``.

    ``rows`` are indices into the table; the workbook adds the same cells. A column of a table that is no activity table
    is called ``table.column``.
    """

    table: str
    rows: tuple[int, ...]
    value: Decimal
    unit: Unit


@by_fields
@dataclass(frozen=True, slots=True)
class Procedure:
    """What a method without a closed form gave: a simulation, a search for a root, a quantile.

    ``arguments`` are all the values that it read. It has no form in a sheet or an equation: there it is a value that
    says which method gave it.
    """

    name: str
    arguments: tuple[Expression, ...]
    value: Decimal
    unit: Unit


class NoFormula(ValueError):
    """An expression that has no form in a sheet."""


Expression = Ref | Constant | Operation | Call | Convert | RowSum | Procedure


def children(node: Expression) -> tuple[Expression, ...]:
    """Return the nodes directly below ``node``."""
    if isinstance(node, Operation):
        return (node.left, node.right)
    if isinstance(node, (Call, Procedure)):
        return node.arguments
    return (node.argument,) if isinstance(node, Convert) else ()


def walk(node: Expression) -> Iterator[Expression]:
    """Yield ``node`` and everything below it, depth first."""
    ahead = [node]
    while ahead:
        one = ahead.pop()
        yield one
        if not isinstance(one, (Ref, Constant, RowSum)):
            ahead.extend(reversed(children(one)))


def fold(node: Expression, combine: Callable[[Expression, list[_Folded]], _Folded]) -> _Folded:
    """Return what ``combine`` makes of a node and of what it made of the nodes below, from the leaves up.

    Without recursion: a sum that was written term by term is as deep as it has terms.
    """
    made: list[_Folded] = []
    ahead: list[tuple[Expression, int]] = [(node, -1)]
    while ahead:
        one, count = ahead.pop()
        if count < 0:
            below = children(one)
            if below:
                ahead.append((one, len(below)))
                ahead.extend([(child, -1) for child in reversed(below)])
                continue
            made.append(combine(one, []))
        else:
            parts = made[-count:]
            del made[-count:]
            made.append(combine(one, parts))
    return made[0]


def inputs(node: Expression) -> tuple[str, ...]:
    """Return the keys that a formula reads, each once, in reading order."""
    found: dict[str, None] = {}
    ahead = [node]
    while ahead:  # asked of every fact: a loop over kinds, a third of the time that ``walk`` takes
        one = ahead.pop()
        if isinstance(one, Ref):
            found[one.key] = None
        elif isinstance(one, Operation):
            ahead += (one.right, one.left)
        elif isinstance(one, (Call, Procedure)):
            ahead += reversed(one.arguments)
        elif isinstance(one, Convert):
            ahead.append(one.argument)
    return tuple(found)


def number(value: Decimal) -> str:
    """Spell a decimal without exponent and without trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def excel(node: Expression, cell: Resolve, rows: Callable[[RowSum], str]) -> str:
    """Return the formula without its equals sign; ``cell`` gives a key's cell, ``rows`` a row sum's expression.

    Raises:
        NoFormula: a procedure stands in it.
    """

    def spell(one: Expression, parts: list[str]) -> str:
        match one:
            case Ref():
                return cell(one.key)
            case Constant():
                if one.numerator is not None and one.denominator is not None:
                    return f"({number(one.numerator)}/{number(one.denominator)})"
                return number(one.value) if one.value >= 0 else f"({number(one.value)})"
            case Convert():
                return f"{_bracket(one.argument, parts[0], 2)}*{number(one.factor)}"
            case Operation():
                level = _PRECEDENCE[one.operator]
                tight = level + 1 if one.operator in "-/^" else level
                return f"{_bracket(one.left, parts[0], level)}{one.operator}{_bracket(one.right, parts[1], tight)}"
            case Call():
                return _excel_call(one.function, parts)
            case RowSum():
                return rows(one)
            case Procedure():
                raise NoFormula(one.name)

    return fold(node, spell)


def _excel_call(function: Function, arguments: list[str]) -> str:
    listed = ",".join(arguments)
    match function:
        case "sum" if not arguments:
            return "0"
        case "round_half_up":
            return f"ROUND({listed})"
        case "round_half_even":
            x, digits = arguments
            step = f"POWER(10,-({digits}))"
            return (
                f"IF(ABS(MOD(ABS({x})/{step},1)-0.5)<1E-9,"
                f"SIGN({x})*EVEN(ABS({x})/{step}-0.5)*{step},ROUND({x},{digits}))"
            )
        case "floor":
            return f"INT({listed})"
        case "ceiling":
            return f"-INT(-({listed}))"
        case "if_equal":
            left, right, then, otherwise = arguments
            return f"IF({left}={right},{then},{otherwise})"
        case _:
            return f"{function.upper()}({listed})"


def _bracket(node: Expression, text: str, level: int) -> str:
    own = _PRECEDENCE[node.operator] if isinstance(node, Operation) else 2 if isinstance(node, Convert) else 9
    return f"({text})" if own < level else text


def latex(node: Expression, name: Resolve) -> str:
    """Return the formula in LaTeX, facts by the name that ``name`` gives their key."""

    def spell(one: Expression, parts: list[str]) -> str:
        match one:
            case Ref():
                return name(one.key)
            case Constant():
                if one.numerator is not None and one.denominator is not None:
                    return rf"\frac{{{number(one.numerator)}}}{{{number(one.denominator)}}}"
                return number(one.value)
            case Convert():
                return rf"{_latex_bracket(one.argument, parts[0], 2)} \times {number(one.factor)}"
            case Operation(operator="/"):
                return rf"\frac{{{parts[0]}}}{{{parts[1]}}}"
            case Operation(operator="^"):
                return rf"{{{_latex_bracket(one.left, parts[0], 4)}}}^{{{parts[1]}}}"
            case Operation():
                level = _PRECEDENCE[one.operator]
                sign = r"\times" if one.operator == "*" else one.operator
                tight = level + 1 if one.operator == "-" else level
                left, right = _latex_bracket(one.left, parts[0], level), _latex_bracket(one.right, parts[1], tight)
                return f"{left} {sign} {right}"
            case Call():
                return _latex_call(one, parts)
            case RowSum():
                return rf"\sum_{{i=1}}^{{{len(one.rows)}}} {{AD}}_{{i}}"
            case Procedure():
                return rf"\mathrm{{{one.name}}}\left({', '.join(parts)}\right)"

    return fold(node, spell)


def _latex_call(node: Call, arguments: list[str]) -> str:
    match node.function:
        case "sum":
            return " + ".join(arguments) or "0"
        case "sqrt":
            return rf"\sqrt{{{arguments[0]}}}"
        case "abs":
            return rf"\left|{arguments[0]}\right|"
        case _:
            return rf"\mathrm{{{node.function.replace('_', ' ')}}}\left({', '.join(arguments)}\right)"


def _latex_bracket(node: Expression, text: str, level: int) -> str:
    own = _PRECEDENCE[node.operator] if isinstance(node, Operation) and node.operator != "/" else 9
    if isinstance(node, Call) and node.function == "sum" and len(node.arguments) > 1:
        own = 1
    return rf"\left({text}\right)" if own < level else text
