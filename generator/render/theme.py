"""What the writers agree on: the palette and the fonts of a theme.

Word and PDF name the fonts that a client's Word has; pages and pictures name a stack, since they are shown anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

#: Chinese sans serif on macOS, Linux and Windows, before the generic name.
SANS_STACK = (
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "WenQuanYi Zen Hei",
    "sans-serif",
)
#: Chinese serif on macOS, Linux and Windows, before the generic name.
SERIF_STACK = ("Songti SC", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "serif")
#: Figures and Latin text, before the Chinese stack takes over.
LATIN_SANS = ("Inter", "Helvetica Neue", "Arial", "Liberation Sans")


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as ``#rrggbb`` and font names.

    ``series`` colours the series of charts in order; when they run out they come again, each time lighter.
    """

    name: str
    ink: str = "#1d2b2a"
    muted: str = "#5d6b69"
    rule: str = "#c9d1cf"
    paper: str = "#ffffff"
    wash: str = "#f3f6f5"
    accent: str = "#14524b"
    accent_soft: str = "#dfeae7"
    highlight: str = "#b4692a"
    series: tuple[str, ...] = (
        "#14524b",
        "#c98a2b",
        "#5b93b0",
        "#9b4a3c",
        "#8fae84",
        "#66658f",
        "#d8b98c",
        "#4a4f52",
    )
    body_zh: str = "宋体"
    heading_zh: str = "黑体"
    body_latin: str = "Times New Roman"
    heading_latin: str = "Arial"
    sans: tuple[str, ...] = LATIN_SANS + SANS_STACK
    serif: tuple[str, ...] = SERIF_STACK

    @property
    def printed_fonts(self) -> tuple[str, ...]:
        """The fonts that a Word file of this theme asks for, each once."""
        return tuple(dict.fromkeys((self.body_zh, self.heading_zh, self.body_latin, self.heading_latin)))

    def color(self, index: int) -> str:
        """Return the colour of the series at ``index`` (from 0)."""
        again, place = divmod(index, len(self.series))
        return lighter(self.series[place], min(0.75, 0.45 * again))


def lighter(color: str, share: float) -> str:
    """Return a colour ``share`` (0 to 1) of the way to white."""
    parts = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share):02x}" for part in parts)


def font_stack(names: tuple[str, ...]) -> str:
    """Spell font names for CSS, each quoted unless it is generic."""
    generic = {"serif", "sans-serif", "monospace"}
    return ", ".join(name if name in generic else f'"{name}"' for name in names)


REPORT = Theme("report")

THEMES: Mapping[str, Theme] = MappingProxyType(
    {
        "report": REPORT,
        "standard": replace(REPORT, name="standard", heading_latin="Times New Roman"),
        "government": replace(
            REPORT,
            name="government",
            accent="#8c1d18",
            accent_soft="#f5e4e2",
            body_zh="仿宋",
            heading_latin="Times New Roman",
        ),
        "form": replace(REPORT, name="form", heading_latin="Times New Roman"),
    }
)


def find_theme(name: str) -> Theme:
    """Return the theme of that name; a name of its own takes the report's look."""
    return THEMES.get(name, replace(REPORT, name=name))
