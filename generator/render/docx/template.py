"""Our own base parts with a theme's fonts and colours put in: styles, numbering, settings, font table, theme.

Two lines of ``parts/styles.xml`` and ``parts/settings.xml`` look needless and are not: ``w:overflowPunct`` says what is
Word's default, since LibreOffice 7.4 lets a full stop hang outside the line, and loses it, unless that is said; and
``w:doNotExpandShiftReturn`` keeps a justified line before a forced break from being spread out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from string import Template

from generator.base.text import Language
from generator.render.docx.xml import HEAD, escape
from generator.render.theme import Theme

#: Widths and heights in twentieths of a point (twips): A4, margins 2.5 cm left and right.
PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
SIDE_MARGIN, TOP_MARGIN, BOTTOM_MARGIN, HEADER_MARGIN = 1418, 1531, 1418, 850
TEXT_WIDTH = PAGE_WIDTH - 2 * SIDE_MARGIN
TEXT_WIDTH_LANDSCAPE = PAGE_HEIGHT - 2 * SIDE_MARGIN
#: English Metric Units: a twip, a centimetre.
EMU_PER_TWIP, EMU_PER_CM = 635, 360000

_PARTS = ("styles", "numbering", "settings", "font_table", "theme")
#: What a draft standard has parts of its own for.
_STANDARD_PARTS = ("styles", "numbering", "settings")


@lru_cache(maxsize=8)
def base_parts(theme: Theme, language: Language, *, standard: bool = False) -> dict[str, str]:
    """Return the base parts by name (``styles``, ``numbering``, …), ready to be written."""
    tokens = {
        "name": theme.name,
        "annex": "Annex " if language == "en" else "附录",
        "list_one": "%1." if language == "en" else "（%1）",
        **{key: getattr(theme, key) for key in ("body_zh", "heading_zh", "body_latin", "heading_latin")},
        **{
            key: bare(getattr(theme, key))
            for key in ("ink", "muted", "rule", "paper", "wash", "accent", "accent_soft", "highlight")
        },
        **{f"series{place}": bare(theme.color(place)) for place in range(6)},
    }
    safe = {key: escape(value) for key, value in tokens.items()}
    folders = {part: "standard/parts" if standard and part in _STANDARD_PARTS else "parts" for part in _PARTS}
    return {part: HEAD + _squeezed(Template(_read(part, folders[part])).substitute(safe)) for part in _PARTS}


def bare(color: str) -> str:
    """Return ``#rrggbb`` as OOXML writes it."""
    return color.removeprefix("#").upper()


@lru_cache(maxsize=16)
def _read(part: str, folder: str) -> str:
    return (files("generator.render.docx") / folder / f"{part}.xml").read_text(encoding="utf-8")


def _squeezed(text: str) -> str:
    return re.sub(r">\s+<", "><", text.strip())
