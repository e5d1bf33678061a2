"""Automatic numbers rebuilt (ISO/IEC 29500-1, 17.9): definitions, instances, overrides, counters.

Counters belong to the abstract definition, so that instances of one definition go on counting; an override of the start
lets its instance begin anew, once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from generator.word.formats import Properties, paragraph_properties
from generator.word.model import Label
from generator.word.names import Element, attr, child, chosen, every, name, path, switch, value, whole
from generator.word.numerals import numeral
from generator.word.symbols import symbols

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_MOST_LINKS = 8


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    start: int = 0
    format: str = "decimal"
    pattern: str = ""
    text: str = ""
    restart: int | None = None
    legal: bool = False
    suffix: Literal["tab", "space", "nothing"] = "tab"
    style: str = ""
    font: str = ""
    paragraph: Properties = field(default_factory=dict)


@dataclass(slots=True)
class _Instance:
    """A ``w:num``: its abstract definition, its levels after overrides, the starts that it sets anew."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """The numbering part of a file."""

    def __init__(self, root: Element | None, style_numbers: dict[str, int]) -> None:
        """Read the part.

        Args:
            root: ``w:numbering``, or nothing.
            style_numbers: The number ids that numbering styles name, by style id.
        """
        self._abstract: dict[str, Element] = {}
        self._numbers: dict[int, Element] = {}
        for one in root if root is not None else ():
            if name(one) == "w:abstractNum":
                self._abstract.setdefault(attr(one, "abstractNumId"), one)
            elif name(one) == "w:num":
                number = whole(attr(one, "numId"))
                if number is not None:
                    self._numbers.setdefault(number, one)
        self._style_numbers = style_numbers
        self._instances: dict[int, _Instance | None] = {}

    def level(self, number_id: int, level: int) -> Level | None:
        """Return a level of an instance."""
        instance = self.instance(number_id)
        return None if instance is None else instance.levels.get(level)

    def level_of_style(self, number_id: int, styles: Iterable[str]) -> int | None:
        """Return the level that is linked to the first of these styles that has one."""
        instance = self.instance(number_id)
        if instance is not None:
            linked = {level.style: at for at, level in instance.levels.items() if level.style}
            return next((linked[style] for style in styles if style in linked), None)
        return None

    def instance(self, number_id: int) -> _Instance | None:
        """Return an instance; nothing where it is not defined."""
        if number_id not in self._instances:
            self._instances[number_id] = self._read_instance(number_id)
        return self._instances[number_id]

    def _read_instance(self, number_id: int) -> _Instance | None:
        written = self._numbers.get(number_id)
        if written is None:
            return None
        abstract = self._definition(value(written, "w:abstractNumId"))
        if abstract is None:
            return None
        levels = dict(_levels(abstract))
        starts = {}
        for override in (o for o in written if name(o) == "w:lvlOverride"):
            at = whole(attr(override, "ilvl"))
            if at is None or not 0 <= at < _LEVELS:
                continue
            whole_level = child(override, "w:lvl")
            if whole_level is not None:
                levels[at] = _level(whole_level)
            start = whole(value(override, "w:startOverride"))
            if start is not None:
                starts[at] = start
                levels[at] = replace(levels.get(at, Level()), start=start)
        return _Instance(attr(abstract, "abstractNumId"), levels, starts)

    def _definition(self, key: str) -> Element | None:
        """An abstract definition; one that names a numbering style leads to that style's (17.9.21, 17.9.27)."""
        for _ in range(_MOST_LINKS):
            found = self._abstract.get(key)
            linked = value(found, "w:numStyleLink")
            if found is None or not linked:
                return found
            through_style = self._numbers.get(self._style_numbers.get(linked, -1))
            definers = (k for k, one in self._abstract.items() if value(one, "w:styleLink") == linked)
            following = value(through_style, "w:abstractNumId") or next(definers, "")
            if following == key or not following:
                return found
            key = following
        return None


def _levels(abstract: Element) -> Iterable[tuple[int, Level]]:
    for one in abstract:
        at = whole(attr(one, "ilvl")) if name(one) == "w:lvl" else None
        if at is not None and 0 <= at < _LEVELS:
            yield at, _level(one)


def _level(one: Element) -> Level:
    written = child(one, "w:numFmt")
    if written is None:  # newer formats stand in alternate content
        branch = next((chosen(a) for a in one if name(a) == "mc:AlternateContent"), None)
        written = child(branch, "w:numFmt")
    fonts = path(one, "w:rPr", "w:rFonts")
    suffix = value(one, "w:suff", "tab")
    return Level(
        start=whole(value(one, "w:start", "0")) or 0,
        format="decimal" if written is None else attr(written, "val", "decimal"),
        pattern="" if written is None else attr(written, "format"),
        text=value(one, "w:lvlText"),
        restart=whole(value(one, "w:lvlRestart")),
        legal=bool(switch(one, "w:isLgl")),
        suffix="space" if suffix == "space" else "nothing" if suffix == "nothing" else "tab",
        style=value(one, "w:pStyle"),
        font="" if fonts is None else attr(fonts, "ascii") or attr(fonts, "hAnsi"),
        paragraph=paragraph_properties(child(one, "w:pPr")),
    )


class Counters:
    """The numbers reached in one story."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._reached: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()

    def label(self, number_id: int, level: int) -> Label | None:
        """Count a paragraph of a list and return its label; nothing where the list is not defined."""
        instance = self._numbering.instance(number_id)
        if instance is None or level not in instance.levels:
            return None
        self._count(instance, number_id, level)
        said = instance.levels[level]
        return Label(self._text(instance, said), number_id, level, said.format, said.suffix)

    def _count(self, instance: _Instance, number_id: int, level: int) -> None:
        reached = self._reached.setdefault(instance.abstract, {})
        start = instance.levels[level].start
        anew = level in instance.starts and (number_id, level) not in self._begun
        self._begun.add((number_id, level))
        reached[level] = start if anew or level not in reached else reached[level] + 1
        for deeper in [one for one in reached if one > level]:
            said = instance.levels.get(deeper, Level()).restart
            if said is None or (said and level < said):
                del reached[deeper]

    def _text(self, instance: _Instance, said: Level) -> str:
        if said.format == "bullet":
            return symbols(said.text, said.font)
        reached = self._reached[instance.abstract]

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            one = instance.levels.get(at, Level())
            kind = "decimal" if said.legal and one.format not in {"none", "bullet"} else one.format
            return numeral(reached.get(at, one.start), kind, one.pattern)

        return _PLACE.sub(shown, said.text)


def style_numbers(styles: Element | None) -> dict[str, int]:
    """Return the number ids that styles name, by style id."""
    found = {}
    for style in every(styles, "w:style") if styles is not None else ():
        number = whole(value(path(style, "w:pPr", "w:numPr"), "w:numId"))
        if number is not None:
            found[attr(style, "styleId")] = number
    return found
