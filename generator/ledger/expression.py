"""The formula of a fact: an expression tree, recorded as quantities are combined.

Written once, a formula gives the value, the trace of ``tanwen explain``, the live cell of the workbook
(``excel``) and the Word equation (``latex``). A node holds its own value and unit, so that every step can be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from generator.base.records import by_fields
from generator.base.units import Unit

Operator = Literal["+", "-", "*", "/", "^"]
Function = Literal[
    "sum", "min", "max", "abs", "sqrt", "round_half_even", "round_half_up", "floor", "ceiling", "exp", "ln", "if_equal"
]
Resolve = Callable[[str], str]

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
    match node:
        case Ref():
            return cell(node.key)
        case Constant():
            if node.numerator is not None and node.denominator is not None:
                return f"({number(node.numerator)}/{number(node.denominator)})"
            return number(node.value) if node.value >= 0 else f"({number(node.value)})"
        case Convert():
            inner = excel(node.argument, cell, rows)
            return f"{_bracket(node.argument, inner, 2)}*{number(node.factor)}"
        case Operation():
            level = _PRECEDENCE[node.operator]
            left = _bracket(node.left, excel(node.left, cell, rows), level)
            tight = level + 1 if node.operator in "-/^" else level
            return f"{left}{node.operator}{_bracket(node.right, excel(node.right, cell, rows), tight)}"
        case Call():
            inner_all = [excel(a, cell, rows) for a in node.arguments]
            return _excel_call(node.function, inner_all)
        case RowSum():
            return rows(node)
        case Procedure():
            raise NoFormula(node.name)


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
    match node:
        case Ref():
            return name(node.key)
        case Constant():
            if node.numerator is not None and node.denominator is not None:
                return rf"\frac{{{number(node.numerator)}}}{{{number(node.denominator)}}}"
            return number(node.value)
        case Convert():
            return rf"{_latex_bracket(node.argument, name, 2)} \times {number(node.factor)}"
        case Operation(operator="/"):
            return rf"\frac{{{latex(node.left, name)}}}{{{latex(node.right, name)}}}"
        case Operation(operator="^"):
            return rf"{{{_latex_bracket(node.left, name, 4)}}}^{{{latex(node.right, name)}}}"
        case Operation():
            level = _PRECEDENCE[node.operator]
            sign = r"\times" if node.operator == "*" else node.operator
            tight = level + 1 if node.operator == "-" else level
            return f"{_latex_bracket(node.left, name, level)} {sign} {_latex_bracket(node.right, name, tight)}"
        case Call():
            return _latex_call(node, [latex(argument, name) for argument in node.arguments])
        case RowSum():
            return rf"\sum_{{i=1}}^{{{len(node.rows)}}} {{AD}}_{{i}}"
        case Procedure():
            return rf"\mathrm{{{node.name}}}\left({', '.join(latex(one, name) for one in node.arguments)}\right)"


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


def _latex_bracket(node: Expression, name: Resolve, level: int) -> str:
    own = _PRECEDENCE[node.operator] if isinstance(node, Operation) and node.operator != "/" else 9
    if isinstance(node, Call) and node.function == "sum" and len(node.arguments) > 1:
        own = 1
    text = latex(node, name)
    return rf"\left({text}\right)" if own < level else text
