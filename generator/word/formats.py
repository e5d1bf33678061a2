"""Properties of runs and paragraphs as written in one place: what is not written is not in the result."""

from __future__ import annotations

from typing import Any

from generator.word.fonts import Theme
from generator.word.names import Element, attr, child, is_on, name, twips, value, whole

Properties = dict[str, Any]

_TOGGLES = {"w:b": "bold", "w:i": "italic", "w:vanish": "hidden"}
_PARAGRAPH_SWITCHES = {"w:pageBreakBefore": "page_break_before", "w:keepNext": "keep_next", "w:keepLines": "keep_lines"}
_ALIGNMENTS = {"start": "left", "end": "right", "both": "justify", "distribute": "distribute"}


def run_properties(written: Element | None, theme: Theme) -> Properties:
    """Return what a ``w:rPr`` says: bold, italic, hidden, vertical, size, fonts, style."""
    found: Properties = {}
    if written is None:
        return found
    for one in written:
        kind = name(one)
        if kind in _TOGGLES:
            found[_TOGGLES[kind]] = is_on(one)
        elif kind == "w:rStyle":
            found["style"] = attr(one, "val")
        elif kind == "w:vertAlign":
            found["vertical"] = attr(one, "val")
        elif kind == "w:sz":
            size = _half_points(attr(one, "val"))
            if size is not None:
                found["size"] = size
        elif kind == "w:rFonts":
            found |= theme.fonts(one)
    return found


def _half_points(text: str) -> int | None:
    if text.endswith("pt"):
        measure = twips(text)
        return None if measure is None else round(measure / 10)
    return whole(text)


def paragraph_properties(written: Element | None) -> Properties:
    """Return what a ``w:pPr`` says: alignment, indents, spacing, switches, outline level, numbering, style."""
    found: Properties = {}
    if written is None:
        return found
    for one in written:
        kind = name(one)
        if kind in _PARAGRAPH_SWITCHES:
            found[_PARAGRAPH_SWITCHES[kind]] = is_on(one)
        elif kind == "w:pStyle":
            found["style"] = attr(one, "val")
        elif kind == "w:jc":
            found["alignment"] = _ALIGNMENTS.get(attr(one, "val"), attr(one, "val"))
        elif kind == "w:outlineLvl":
            level = whole(attr(one, "val"))
            found["outline"] = level if level is not None and 0 <= level < 9 else None
        elif kind == "w:ind":
            found |= _indents(one)
        elif kind == "w:spacing":
            found |= _spacing(one)
        elif kind == "w:numPr":
            found |= _numbering(one)
    return found


def _indents(one: Element) -> Properties:
    found: Properties = {}
    for key, locals_ in (("left", ("left", "start")), ("right", ("right", "end"))):
        _put(found, key, twips(attr(one, locals_[0]) or attr(one, locals_[1])))
        _put(found, f"{key}_chars", whole(attr(one, f"{locals_[0]}Chars") or attr(one, f"{locals_[1]}Chars")))
    _put(found, "first", twips(attr(one, "firstLine")))
    _put(found, "first_chars", whole(attr(one, "firstLineChars")))
    hanging, hanging_chars = twips(attr(one, "hanging")), whole(attr(one, "hangingChars"))
    _put(found, "first", None if hanging is None else -hanging)
    _put(found, "first_chars", None if not hanging_chars else -hanging_chars)
    return found


def _spacing(one: Element) -> Properties:
    found: Properties = {}
    for key, local in (("before", "before"), ("after", "after"), ("line", "line")):
        _put(found, key, twips(attr(one, local)))
    for key, local in (("before_lines", "beforeLines"), ("after_lines", "afterLines")):
        _put(found, key, whole(attr(one, local)))
    if attr(one, "lineRule"):
        found["line_rule"] = attr(one, "lineRule")
    elif "line" in found:
        found["line_rule"] = "auto"
    return found


def _numbering(one: Element) -> Properties:
    found: Properties = {}
    _put(found, "number_id", whole(value(one, "w:numId")))
    _put(found, "level", whole(value(one, "w:ilvl")))
    return found


def _put(found: Properties, key: str, given: int | None) -> None:
    if given is not None:
        found[key] = given


def own_paragraph(element: Element) -> Properties:
    """Return the properties written in a ``w:p`` itself."""
    return paragraph_properties(child(element, "w:pPr"))
