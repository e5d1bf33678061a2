"""LaTeX as Office Math (OMML), by way of MathML, with the repairs that Word needs."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.render.docx.xml import NAMESPACES

_M = f"{{{NAMESPACES['m']}}}"
_FONT = '<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr>'


class FormulaError(ValueError):
    """A formula that cannot be converted."""


@lru_cache(maxsize=512)
def omml(latex: str) -> str:
    """Return ``m:oMath`` for a formula, without namespace declarations.

    Raises:
        FormulaError: the LaTeX cannot be read or its conversion is no well-formed XML.
    """
    from latex2mathml.converter import convert as to_mathml
    from lxml import etree
    from mathml2omml import convert as to_omml

    if not latex.strip():
        raise FormulaError("it is empty")
    try:
        raw = to_omml(to_mathml(latex))
        declared = f'xmlns:m="{NAMESPACES["m"]}" xmlns:w="{NAMESPACES["w"]}"'
        root = etree.fromstring(raw.replace("<m:oMath>", f"<m:oMath {declared}>", 1))
    except Exception as error:
        # Both converters raise whatever their parsers happen to meet: IndexError, KeyError, their own classes.
        raise FormulaError(f"{type(error).__name__}: {error}") from error
    if not "".join(root.itertext()).strip():
        raise FormulaError("nothing is left of it")
    _unbox(root)
    _repair(root)
    _join_runs(root)
    text = etree.tostring(root, encoding="unicode")
    text = re.sub(r' xmlns:[mw]="[^"]*"', "", text)
    text = text.replace("</m:rPr><m:t", f"</m:rPr>{_FONT}<m:t").replace("<m:r><m:t", f"<m:r>{_FONT}<m:t")
    return re.sub(r"<m:t>(?=\s)|<m:t>(?=[^<]*\s</m:t>)", '<m:t xml:space="preserve">', text)


def _unbox(root: object) -> None:
    """Put the content of every ``m:box`` in its place: a box has no meaning here and breaks the line's spacing."""
    from lxml import etree

    assert isinstance(root, etree._Element)
    for box in list(root.iter(_M + "box")):
        parent = box.getparent()
        if parent is None:
            continue
        place = parent.index(box)
        for part in reversed([child for e in box.findall(_M + "e") for child in e]):
            parent.insert(place, part)
        parent.remove(box)


def _repair(root: object) -> None:
    """Add what the schema or Word asks for: degrees of roots, hidden limits, plain style, full-size fractions."""
    from lxml import etree

    assert isinstance(root, etree._Element)
    for rad in root.iter(_M + "rad"):
        if rad.find(_M + "deg") is None:
            if rad.find(_M + "radPr") is None:
                properties = etree.Element(_M + "radPr")
                etree.SubElement(properties, _M + "degHide").set(_M + "val", "1")
                rad.insert(0, properties)
            rad.insert(1, etree.Element(_M + "deg"))
    for nary in root.iter(_M + "nary"):
        properties = nary.find(_M + "naryPr")
        for limit in ("sub", "sup"):
            found = nary.find(_M + limit)
            if properties is not None and found is not None and not "".join(found.itertext()).strip():
                etree.SubElement(properties, f"{_M}{limit}Hide").set(_M + "val", "1")
    for style in root.iter(_M + "sty"):
        run = style.getparent().getparent() if style.getparent() is not None else None
        text = "" if run is None else "".join(run.itertext())
        if text == "%" or any(ord(char) > 0x2E7F for char in text):
            style.set(_M + "val", "p")


def _join_runs(root: object) -> None:
    """Join neighbouring runs of one style, so that a name of several letters is one word."""
    from lxml import etree

    assert isinstance(root, etree._Element)
    for run in list(root.iter(_M + "r")):
        before = run.getprevious()
        if before is None or before.tag != _M + "r":
            continue
        mine, theirs = run.find(_M + "rPr"), before.find(_M + "rPr")
        text, earlier = run.find(_M + "t"), before.find(_M + "t")
        same = (b"" if mine is None else etree.tostring(mine)) == (b"" if theirs is None else etree.tostring(theirs))
        if same and text is not None and earlier is not None:
            text.text = (earlier.text or "") + (text.text or "")
            before.getparent().remove(before)
