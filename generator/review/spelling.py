"""How summaries spell numbers and pieces of text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

from generator.base.characters import code_point
from generator.base.edits import WordEdit
from generator.base.text import Language
from generator.document.display import unit_text
from generator.ledger.expression import number
from generator.ledger.spelling import significant

_ELLIPSIS = "…"


def decimals(value: Fraction | Decimal, digits: int, *, signed: bool = True) -> str:
    """Spell a value with so many decimals and thousands separators; a change has its sign always."""
    exact = Fraction(value)
    with localcontext(prec=60):
        spelled = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(
            Decimal(1).scaleb(-digits), rounding=ROUND_HALF_EVEN
        )
    if not spelled:
        spelled = abs(spelled)
    text = f"{abs(spelled):,f}"
    return f"−{text}" if spelled < 0 else f"+{text}" if signed and spelled > 0 else text


def exact_decimal(value: Fraction) -> str:
    """Spell a fraction as a decimal of at most 34 digits, without exponent."""
    with localcontext(prec=34):
        return number(Decimal(value.numerator) / Decimal(value.denominator))


def grouped(value: Decimal, digits: int = 8) -> str:
    """Spell a value with at most so many significant digits and thousands separators."""
    whole, point, rest = significant(value, digits).partition(".")
    sign, whole = ("−", whole[1:]) if whole.startswith("−") else ("", whole)
    return f"{sign}{int(whole):,}{point}{rest}" if whole.isdigit() else f"{sign}{whole}{point}{rest}"


def with_unit_text(value: str, unit: str, language: Language) -> str:
    """Put a unit behind a number, as documents spell it; a pure number and a calendar year stand alone."""
    spelled = unit_text(unit, language) if unit not in ("", "1", "year") else ""
    return f"{value}{'' if spelled == '%' else ' '}{spelled}" if spelled else value


def visible(line: str) -> str:
    """Return a line in which no character can steer a terminal or turn the direction of text around."""
    if line.isascii() and line.isprintable():
        return line
    return "".join(
        char if char.isprintable() or unicodedata.category(char) == "Zs" else code_point(char) for char in line
    )


def short(text: str, most: int) -> str:
    """Return a text in one line, cut in its end where it is longer than ``most``."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}{_ELLIPSIS}"


def around(edits: Iterable[WordEdit], context: int) -> list[WordEdit]:
    """Return edits with what stayed cut down to ``context`` letters beside each change; 0 leaves it whole."""
    runs = list(edits)
    if not context:
        return runs
    found = []
    for at, run in enumerate(runs):
        if run.kind != "equal":
            found.append(run)
            continue
        head, tail = (context if at else 0), (context if at + 1 < len(runs) else 0)
        if len(run.text) > head + tail + 1:
            kept = f"{run.text[:head]}{_ELLIPSIS}{run.text[len(run.text) - tail :] if tail else ''}"
            found.append(WordEdit("equal", kept))
        else:
            found.append(run)
    return found


def marked(edits: Iterable[WordEdit]) -> str:
    """Return edits in one line: ``[-old-]{+new+}``."""
    frames = {"equal": ("", ""), "deleted": ("[-", "-]"), "inserted": ("{+", "+}")}
    said = "".join(f"{frames[run.kind][0]}{run.text}{frames[run.kind][1]}" for run in edits)
    return " ".join(said.split())
