"""How the ledger spells numbers and formulas in traces: plain text, exact enough to recalculate by hand."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal

from generator.base.findings import Position
from generator.ledger.expression import (
    Call,
    Constant,
    Convert,
    Expression,
    Operation,
    Procedure,
    Ref,
    RowSum,
    fold,
    number,
)

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

    def spell(one: Expression, parts: list[str]) -> str:
        match one:
            case Ref():
                return with_unit(one.value, one.unit.text, digits)
            case Constant():
                if one.numerator is not None and one.denominator is not None:
                    return f"{number(one.numerator)}/{number(one.denominator)}"
                return with_unit(one.value, one.unit.text if one.unit.text == "a" else "", digits)
            case Convert():
                return f"{_bracket(one.argument, parts[0], 2)} × {significant(one.factor, digits)}"
            case Operation():
                level = _PRECEDENCE[one.operator]
                tight = level + 1 if one.operator in "-/^" else level
                return (
                    f"{_bracket(one.left, parts[0], level)}{_SIGNS[one.operator]}{_bracket(one.right, parts[1], tight)}"
                )
            case Call(function="sum"):
                terms = [_bracket(part, text, 1) for part, text in zip(one.arguments, parts, strict=True)]
                return " + ".join(_shortened(terms)) or "0"
            case Call():
                return f"{one.function}({', '.join(_shortened(parts))})"
            case RowSum():
                return f"Σ({len(one.rows)})"
            case Procedure():
                return f"{one.name} ({', '.join(_shortened(parts))})"

    return fold(node, spell)


def _shortened(terms: list[str]) -> list[str]:
    if len(terms) <= _TERMS:
        return terms
    return [*terms[: _TERMS - 2], f"… ({len(terms) - _TERMS + 1}) …", terms[-1]]


def _bracket(node: Expression, text: str, level: int) -> str:
    own = 9
    if isinstance(node, Operation):
        own = _PRECEDENCE[node.operator]
    elif isinstance(node, Convert):
        own = 2
    elif isinstance(node, Call) and node.function == "sum" and len(node.arguments) > 1:
        own = 1
    return f"({text})" if own < level else text
