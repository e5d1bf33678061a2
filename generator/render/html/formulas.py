"""LaTeX as MathML, rebuilt element by element: latex2mathml passes markup and links through."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any, Protocol

from generator.render.html.markup import tag, text

_ELEMENTS = frozenset(
    [
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "mtext",
        "mspace",
        "msub",
        "msup",
        "msubsup",
        "munder",
        "mover",
        "munderover",
        "mfrac",
        "msqrt",
        "mroot",
        "mtable",
        "mtr",
        "mtd",
        "mstyle",
        "mpadded",
        "mphantom",
        "menclose",
    ]
)
_ATTRIBUTES = frozenset(
    [
        "display",
        "mathvariant",
        "stretchy",
        "fence",
        "form",
        "columnalign",
        "rowspacing",
        "columnspacing",
        "linethickness",
        "width",
        "height",
        "depth",
        "lspace",
        "rspace",
        "accent",
        "accentunder",
        "largeop",
        "movablelimits",
        "separator",
        "symmetric",
        "minsize",
        "maxsize",
        "displaystyle",
        "scriptlevel",
    ]
)
#: How many parts an element has.
_PARTS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}
_VALUE = re.compile(r"[\w.%+ -]*")


class Convert(Protocol):
    """Converts a formula as :func:`mathml` does; it may keep what it once converted."""

    def __call__(self, latex: str, *, display: bool = ..., symbols: Sequence[str] = ...) -> str:
        """Return a formula as MathML."""


class FormulaError(ValueError):
    """LaTeX that cannot be read."""


def mathml(latex: str, *, display: bool = False, symbols: Sequence[str] = ()) -> str:
    """Return a formula as MathML. ``symbols`` of several letters stand upright as one name: AD is not A times D.

    Raises:
        FormulaError: the LaTeX cannot be read.
    """
    from latex2mathml.converter import convert_to_element

    for symbol in symbols:
        if re.fullmatch(r"[A-Za-z]{2,}", symbol):
            latex = re.sub(rf"(?<![\\A-Za-z{{]){symbol}(?![A-Za-z}}])", rf"\\mathrm{{{symbol}}}", latex)
    if not latex.strip():
        raise FormulaError("the formula is empty")
    try:
        root = convert_to_element(latex, display="block" if display else "inline")
    except Exception as error:  # latex2mathml lets all kinds of errors out
        raise FormulaError(str(error) or type(error).__name__) from error
    return _rebuilt(root)


def _rebuilt(element: Any) -> str:
    if element.tag not in _ELEMENTS:
        raise FormulaError(f"no place for <{element.tag}> in a formula")
    if len(element) != _PARTS.get(element.tag, len(element)):
        raise FormulaError(f"<{element.tag}> has {len(element)} parts")
    said = html.unescape(element.text or "")
    if element.tag in ("mi", "mo") and said.startswith("\\") and len(said) > 1:
        raise FormulaError(f"{said} is not a command")
    kept = {
        name: value
        for name, value in element.attrib.items()
        if name in _ATTRIBUTES and _VALUE.fullmatch(value) and not (element.tag != "math" and name == "display")
    }
    inner = text(said) + "".join(_rebuilt(child) + text(html.unescape(child.tail or "")) for child in element)
    return tag(element.tag, inner, **kept)
