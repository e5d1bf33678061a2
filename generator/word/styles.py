"""Styles and what follows from them (ISO/IEC 29500-1, 17.7): inheritance, defaults, toggles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.word.fonts import Theme
from generator.word.formats import Properties, paragraph_properties, run_properties
from generator.word.model import Border, Span, WordStyle
from generator.word.names import Element, attr, child, is_on, name, path, value, whole

_TOGGLES = ("bold", "italic", "hidden")


@dataclass(frozen=True, slots=True)
class _Raw:
    """A style as written."""

    style: WordStyle
    run: Properties
    paragraph: Properties
    borders: Mapping[str, Border]


class Styles:
    """The styles part of a file, resolved on demand; results are kept."""

    def __init__(self, root: Element | None, theme: Theme) -> None:
        self.theme = theme
        self._raw: dict[str, _Raw] = {}
        self._defaults: dict[str, str] = {}
        defaults = child(root, "w:docDefaults")
        self._run_defaults = run_properties(path(defaults, "w:rPrDefault", "w:rPr"), theme)
        self._paragraph_defaults = paragraph_properties(path(defaults, "w:pPrDefault", "w:pPr"))
        for one in root if root is not None else ():
            if name(one) == "w:style":
                self._read(one)
        self._chains: dict[str, tuple[str, ...]] = {}
        self._runs: dict[str, Properties] = {}
        self._looks: dict[tuple[object, ...], tuple[Span, bool]] = {}

    def _read(self, one: Element) -> None:
        key, kind = attr(one, "styleId"), attr(one, "type", "paragraph")
        written = child(one, "w:pPr")
        style = WordStyle(key, value(one, "w:name", key), kind, value(one, "w:basedOn"), _outline(written))
        borders = borders_of(path(one, "w:tblPr", "w:tblBorders"))
        paragraph = paragraph_properties(written)
        self._raw[key] = _Raw(style, run_properties(child(one, "w:rPr"), self.theme), paragraph, borders)
        if attr(one, "default") in {"1", "true", "on"}:
            self._defaults[kind] = key

    @property
    def all(self) -> dict[str, WordStyle]:
        """The styles by id."""
        return {key: raw.style for key, raw in self._raw.items()}

    def default(self, kind: str) -> str:
        """Return the id of the default style of a kind, or nothing."""
        return self._defaults.get(kind, "")

    def named(self, wanted: str, kind: str = "paragraph") -> str:
        """Return the id of the style with a name in Word's own (English) spelling, or nothing."""
        found = (k for k, raw in self._raw.items() if raw.style.name.casefold() == wanted and raw.style.kind == kind)
        return next(found, "")

    def name(self, key: str) -> str:
        """Return the name of a style."""
        return self._raw[key].style.name if key in self._raw else key

    def chain(self, key: str) -> tuple[str, ...]:
        """Return the ids from a style up to its root; a circle ends where it closes."""
        if key not in self._chains:
            found: list[str] = []
            at = key
            while at in self._raw and at not in found:
                found.append(at)
                at = self._raw[at].style.based_on
            self._chains[key] = tuple(found)
        return self._chains[key]

    def paragraph_levels(self, key: str) -> list[tuple[str, Properties]]:
        """Return the paragraph properties from the defaults down to a style, each with the style's id."""
        found = [("", self._paragraph_defaults)]
        return found + [(one, self._raw[one].paragraph) for one in reversed(self.chain(key))]

    def table_borders(self, key: str) -> Mapping[str, Border]:
        """Return the borders of a table style."""
        found: dict[str, Border] = {}
        for one in reversed(self.chain(key)):
            found |= self._raw[one].borders
        return found

    def _run(self, key: str) -> Properties:
        if key not in self._runs:
            found: Properties = {}
            for one in reversed(self.chain(key)):
                found |= self._raw[one].run
            self._runs[key] = found
        return self._runs[key]

    def look(self, paragraph_style: str, direct: Properties) -> tuple[Span, bool]:
        """Return the look of a run (as a span without place) and whether it is hidden.

        Toggles (17.7.3): a style on each of two levels that says bold cancels the other; direct formatting is absolute.
        """
        key = (paragraph_style, *sorted(direct.items()))
        if key not in self._looks:
            character = str(direct.get("style") or self.default("character"))
            levels = [self._run(paragraph_style), self._run(character)]
            found = {**self._run_defaults, **levels[0], **levels[1], **direct}
            for toggle in _TOGGLES:
                if toggle not in direct:
                    odd = sum(bool(level.get(toggle)) for level in levels) % 2 == 1
                    found[toggle] = bool(self._run_defaults.get(toggle)) or odd
            self._looks[key] = _span(found), bool(found.get("hidden"))
        return self._looks[key]


def _span(found: Properties) -> Span:
    vertical = found.get("vertical")
    return Span(
        0,
        0,
        italic=bool(found.get("italic")),
        bold=bool(found.get("bold")),
        subscript=vertical == "subscript",
        superscript=vertical == "superscript",
        east_asian=found.get("east_asian", ""),
        latin=found.get("latin", ""),
        size=found.get("size", 20),
        style=found.get("style", ""),
    )


def borders_of(written: Element | None) -> dict[str, Border]:
    """Return the borders of a ``w:tblBorders`` or ``w:tcBorders``: edge to line."""
    found = {}
    for one in written if written is not None else ():
        edge = {"start": "left", "end": "right"}.get(name(one)[2:], name(one)[2:])
        found[edge] = Border(attr(one, "val"), whole(attr(one, "sz")) or 0)
    return found


def _outline(written: Element | None) -> int | None:
    level: int | None = paragraph_properties(written).get("outline")
    return level


def even_and_odd(settings: Element | None) -> bool:
    """Whether headers of even pages differ."""
    found = child(settings, "w:evenAndOddHeaders")
    return found is not None and is_on(found)


def mirrored(settings: Element | None) -> bool:
    """Whether inner and outer margins change sides on even pages."""
    found = child(settings, "w:mirrorMargins")
    return found is not None and is_on(found)
