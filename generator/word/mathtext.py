"""The plain text of a formula: its symbols in reading order (ISO/IEC 29500-1, 22.1)."""

from __future__ import annotations

from generator.word.names import Element, attr, child, name

_SKIPPED = {"w:del", "w:moveFrom", "w:rPr", "m:rPr", "m:ctrlPr"}


def math_text(formula: Element) -> str:
    """Return a formula's symbols: fractions with ``/``, roots with ``√``, brackets and operators as they stand."""
    return "".join(_parts(formula))


def _parts(element: Element) -> list[str]:
    kind = name(element)
    if kind == "m:t":
        return [element.text or ""]
    if kind in _SKIPPED or kind.endswith("Pr"):
        return []
    if kind == "m:f":
        return _with(element, "m:num", "m:den", between="/")
    if kind == "m:rad":
        return [*_with(element, "m:deg"), "√", *_with(element, "m:e")]
    if kind == "m:nary":
        return [_operator(element), *_with(element, "m:sub"), *_with(element, "m:sup"), *_with(element, "m:e")]
    if kind == "m:d":
        return _delimited(element)
    return [part for one in element for part in _parts(one)]


def _with(element: Element, *shorts: str, between: str = "") -> list[str]:
    found: list[str] = []
    for short in shorts:
        one = child(element, short)
        if found and between:
            found.append(between)
        if one is not None:
            found += _parts(one)
    return found


def _operator(element: Element) -> str:
    given = child(child(element, "m:naryPr"), "m:chr")
    return "∫" if given is None else _math_value(given)


def _delimited(element: Element) -> list[str]:
    given = child(element, "m:dPr")
    signs = []
    for short, usual in (("m:begChr", "("), ("m:sepChr", "|"), ("m:endChr", ")")):
        one = child(given, short)
        signs.append(usual if one is None else _math_value(one))
    found = [signs[0]]
    for number, one in enumerate(e for e in element if name(e) == "m:e"):
        found += [signs[1]] if number else []
        found += _parts(one)
    return [*found, signs[2]]


def _math_value(element: Element) -> str:
    return attr(element, "val", prefix="m")
