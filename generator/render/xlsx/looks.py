"""How rows and cells look: fonts, colours, borders, number formats."""

from __future__ import annotations

from typing import Any

from generator.document.workbook import RowKind, Style
from generator.render.theme import Theme

_INPUT = "#fff8dc"
_INPUT_INK = "#1f3a93"
_FONT = "Arial"


def cell_look(theme: Theme, kind: RowKind, style: Style, number_format: str) -> dict[str, Any]:
    """Return the properties of a cell's format, as xlsxwriter names them."""
    look: dict[str, Any] = {"font_name": _FONT, "font_size": 10, "valign": "vcenter", "font_color": theme.ink}
    if number_format not in ("", "General"):
        look["num_format"] = number_format
    look |= _of_row(theme, kind)
    if kind in ("data", "total"):
        look |= {"bottom": 1, "bottom_color": theme.rule}
        look |= _of_style(theme, style)
    return look


def _of_row(theme: Theme, kind: RowKind) -> dict[str, Any]:
    match kind:
        case "title":
            return {"font_size": 15, "bold": True, "font_color": theme.accent}
        case "lead":
            return {"font_color": theme.muted, "valign": "top"}
        case "header":
            return {
                "bold": True,
                "font_color": "#ffffff",
                "bg_color": theme.accent,
                "text_wrap": True,
                "align": "center",
            }
        case "group":
            return {"bold": True, "font_color": theme.accent, "bg_color": theme.accent_soft}
        case "total":
            return {"bold": True, "bg_color": theme.wash}
        case _:
            return {}


def _of_style(theme: Theme, style: Style) -> dict[str, Any]:
    match style:
        case "wrap":
            return {"text_wrap": True, "indent": 1}
        case "muted":
            return {"font_color": theme.muted, "indent": 1}
        case "code":
            return {"font_color": theme.muted, "font_size": 8}
        case "input":
            return {"bg_color": _INPUT, "font_color": _INPUT_INK, "align": "right"}
        case "exact" | "number":
            return {"align": "right"}
        case _:
            return {"indent": 1}
