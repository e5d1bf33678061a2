"""Fills, lines and text of charts."""

from __future__ import annotations

from generator.render.docx.xml import escape
from generator.render.theme import Theme


def ink(color: str) -> str:
    """Return ``#rrggbb`` as DrawingML writes it."""
    return color.removeprefix("#").upper()


def fill(color: str, alpha: int = 100) -> str:
    """Return a solid fill; ``alpha`` in percent."""
    inner = f'<a:alpha val="{alpha * 1000}"/>' if alpha < 100 else ""
    return f'<a:solidFill><a:srgbClr val="{color}">{inner}</a:srgbClr></a:solidFill>'


def stroke(color: str, width: int) -> str:
    """Return a line; ``width`` in EMU."""
    return f'<a:ln w="{width}">{fill(color)}</a:ln>'


def run_look(theme: Theme, size: int, color: str, tag: str = "a:defRPr", *, bold: bool = False) -> str:
    """Return run properties; ``size`` in hundredths of a point."""
    return (
        f'<{tag} lang="zh-CN" altLang="en-US" sz="{size}" b="{int(bold)}">{fill(ink(color))}'
        f'<a:latin typeface="{escape(theme.heading_latin)}"/>'
        f'<a:ea typeface="{escape(theme.heading_zh)}"/><a:cs typeface="{escape(theme.heading_latin)}"/></{tag}>'
    )


def text_look(theme: Theme, size: int, color: str) -> str:
    """Return the text properties of an element of a chart."""
    look = run_look(theme, size, color)
    return f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{look}</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'


def title(theme: Theme, text: str, *, upright: bool = False) -> str:
    """Return an axis title; ``upright`` turns it along a vertical axis."""
    turned = ' rot="-5400000" vert="horz"' if upright else ""
    look = run_look(theme, 900, theme.muted)
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr{turned}/><a:lstStyle/><a:p><a:pPr>{look}</a:pPr>"
        f"<a:r>{run_look(theme, 900, theme.muted, 'a:rPr')}<a:t>{escape(text)}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:overlay val="0"/></c:title>'
    )
