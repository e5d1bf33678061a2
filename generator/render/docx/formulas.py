"""LaTeX as Office Math (OMML), by way of MathML. Converters are imported when the first formula comes."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

#: Converts a formula as :func:`omml` does; it may keep what it once converted.
Convert = Callable[[str], str]


class FormulaError(ValueError):
    """A formula that cannot be converted."""


@lru_cache(maxsize=512)
def omml(latex: str) -> str:
    """Return ``m:oMath`` for a formula, without namespace declarations.

    Raises:
        FormulaError: the LaTeX cannot be read or its conversion is no well-formed XML.
    """
    from latex2mathml.converter import convert as to_mathml
    from mathml2omml import convert as to_omml

    from generator.render.docx.repairs import repaired

    if not latex.strip():
        raise FormulaError("it is empty")
    try:
        made = repaired(to_omml(to_mathml(latex)))
    except Exception as error:
        # Both converters raise whatever their parsers happen to meet: IndexError, KeyError, their own classes.
        raise FormulaError(f"{type(error).__name__}: {error}") from error
    if not made:
        raise FormulaError("nothing is left of it")
    return made
