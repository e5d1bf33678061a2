"""How the ledger spells numbers and formulas in traces: plain text, exact enough to recalculate by hand."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal

from generator.base.findings import Position
from generator.ledger.expression import Call, Constant, Convert, Expression, Operation, Procedure, Ref, RowSum, number

_PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}
_SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ ", "^": "^"}
_TERMS = 8


def place(position: Position | None) -> str:
    """Spell where something stands: ``data/energy.xlsx[电力!E17]``, ``data/energy.csv:5 (E5)``."""
    if position is None or not position.path:
        return ""
    return f"{position} ({position.cell})" if position.cell and not position.sheet else str(position)


def significant(value: Decimal, digits: int = 12) -> str:
    """Spell a value with at most ``digits`` significant digits, without exponent or trailing zeros."""
    shorter = (
        value if value == value.to_integral_value() else Context(prec=digits, rounding=ROUND_HALF_EVEN).plus(value)
    )
    return number(shorter).replace("-", "−")


def with_unit(value: Decimal, unit: str, digits: int = 12) -> str:
    """Spell a value with its unit; a pure number and a calendar year stand alone."""
    text = significant(value, digits)
    return text if unit in ("1", "year", "") else f"{text} {unit}"


def arithmetic(node: Expression, digits: int = 10) -> str:
    """Spell a formula with the numbers that went into it: ``512.4 t × 26.7 GJ/t × 44/12``."""
    match node:
        case Ref():
            return with_unit(node.value, node.unit.text, digits)
        case Constant():
            if node.numerator is not None and node.denominator is not None:
                return f"{number(node.numerator)}/{number(node.denominator)}"
            return with_unit(node.value, node.unit.text if node.unit.text == "a" else "", digits)
        case Convert():
            return f"{_bracket(node.argument, 2, digits)} × {significant(node.factor, digits)}"
        case Operation():
            level = _PRECEDENCE[node.operator]
            tight = level + 1 if node.operator in "-/^" else level
            left, right = _bracket(node.left, level, digits), _bracket(node.right, tight, digits)
            return f"{left}{_SIGNS[node.operator]}{right}"
        case Call(function="sum"):
            return _sum(node, digits)
        case Call():
            inner = [arithmetic(argument, digits) for argument in node.arguments]
            return f"{node.function}({', '.join(_shortened(inner))})"
        case RowSum():
            return f"Σ({len(node.rows)})"
        case Procedure():
            return f"{node.name} ({', '.join(_shortened([arithmetic(one, digits) for one in node.arguments]))})"


def _sum(node: Call, digits: int) -> str:
    return " + ".join(_shortened([_bracket(argument, 1, digits) for argument in node.arguments])) or "0"


def _shortened(terms: list[str]) -> list[str]:
    if len(terms) <= _TERMS:
        return terms
    return [*terms[: _TERMS - 2], f"… ({len(terms) - _TERMS + 1}) …", terms[-1]]


def _bracket(node: Expression, level: int, digits: int) -> str:
    own = 9
    if isinstance(node, Operation):
        own = _PRECEDENCE[node.operator]
    elif isinstance(node, Convert):
        own = 2
    elif isinstance(node, Call) and node.function == "sum" and len(node.arguments) > 1:
        own = 1
    text = arithmetic(node, digits)
    return f"({text})" if own < level else text
