"""Displayed formulas: centred, number at the right edge behind dots, symbols explained line by line (10.4.3)."""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.document.blocks import Equation
from generator.render.docx import inlines
from generator.render.docx.draft import Draft
from generator.render.docx.formulas import Convert
from generator.render.docx.standard.paragraphs import label, text
from generator.render.docx.xml import TAB

_DASH = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>——</w:t></w:r>'
#: Two characters of the text, in twips: the indent of a line, the width of a dash.
_TWO = 420
_UPRIGHT = re.compile(r'<m:rPr><m:sty m:val="p"/></m:rPr>((?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<m:t[^>]*>[A-Za-z])')
#: What a LaTeX name or mark-up takes, roughly, against the letters that it shows.
_COMMAND = re.compile(r"\\(?:mathrm|text|mathit|operatorname)|\\([A-Za-z]+)|[{}^_\s\\]")


def upright(convert: Convert) -> Convert:
    """Return ``convert`` with words in formulas as normal text (10.4.6): LibreOffice sets upright ones in italics."""
    return lambda latex: _UPRIGHT.sub(r"<m:rPr><m:nor/></m:rPr>\1", convert(latex))


def equation(draft: Draft, block: Equation, formula: Callable[[str], str]) -> str:
    """Return a formula with its number, and below it the meaning of each symbol, the dashes one below the other."""
    number = label(draft, block.id, draft.say("公式", "Formula"))
    parts = [text(draft, "Equation", f"{TAB}{formula(block.latex)}{TAB}{number}", keep=bool(block.where))]
    if block.where:
        parts.append(text(draft, "EquationWhere", f"<w:r><w:t>{draft.say('式中：', 'where')}</w:t></w:r>", keep=True))
    column = max((_width(symbol) for symbol, _ in block.where), default=0)
    left = _TWO + column + _TWO
    place = (
        f'<w:tabs><w:tab w:val="left" w:pos="{_TWO + column}"/></w:tabs>'
        f'<w:ind w:left="{left}" w:hanging="{left - _TWO}"/>'
    )
    for symbol, meaning in block.where:
        inner = f"{formula(symbol)}{TAB}{_DASH}{inlines.draw(draft, meaning)}"
        parts.append(text(draft, "EquationSymbol", inner, extra=place))
    return "".join(parts)


def _width(symbol: str) -> int:
    """Return the room of a symbol in twips: letters of 10.5 pt, indices smaller, and a little air."""
    letters = _COMMAND.sub(lambda found: "x" if found[1] else "", symbol)
    base, _, index = letters.partition("_") if "_" in letters else (letters[:1], "", letters[1:])
    return 150 * len(base) + 105 * len(index) + 100
