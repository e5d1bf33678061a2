"""Repairs of converted formulas: what the schema asks for, and what Word draws badly."""

from __future__ import annotations

import re

from lxml import etree

from generator.render.docx.xml import NAMESPACES

_M = f"{{{NAMESPACES['m']}}}"
_FONT = '<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr>'


def repaired(raw: str) -> str:
    """Return a converted ``m:oMath`` as Word wants it, empty where it has no content.

    Raises:
        lxml.etree.XMLSyntaxError: it is not well-formed.
    """
    declared = f'xmlns:m="{NAMESPACES["m"]}" xmlns:w="{NAMESPACES["w"]}"'
    root = etree.fromstring(raw.replace("<m:oMath>", f"<m:oMath {declared}>", 1))
    if not _text(root).strip():
        return ""
    _unbox(root)
    _complete(root)
    _set_upright(root)
    _join_runs(root)
    text = re.sub(r' xmlns:[mw]="[^"]*"', "", etree.tostring(root, encoding="unicode"))
    text = text.replace("</m:rPr><m:t", f"</m:rPr>{_FONT}<m:t").replace("<m:r><m:t", f"<m:r>{_FONT}<m:t")
    return re.sub(r"<m:t>(?=\s)|<m:t>(?=[^<]*\s</m:t>)", '<m:t xml:space="preserve">', text)


def _text(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())


def _unbox(root: etree._Element) -> None:
    """Put the content of every ``m:box`` in its place: a box has no meaning here and breaks the line's spacing."""
    for box in list(root.iter(_M + "box")):
        parent = box.getparent()
        if parent is None:
            continue
        place = parent.index(box)
        for part in reversed([child for e in box.findall(_M + "e") for child in e]):
            parent.insert(place, part)
        parent.remove(box)


def _complete(root: etree._Element) -> None:
    """Add the degrees of roots and hide the limits that sums do not have."""
    for rad in root.iter(_M + "rad"):
        if rad.find(_M + "deg") is None:
            if rad.find(_M + "radPr") is None:
                properties = etree.Element(_M + "radPr")
                etree.SubElement(properties, _M + "degHide").set(_M + "val", "1")
                rad.insert(0, properties)
            rad.insert(1, etree.Element(_M + "deg"))
    for nary in root.iter(_M + "nary"):
        found = nary.find(_M + "naryPr")
        for limit in ("sub", "sup"):
            limits = nary.find(_M + limit)
            if found is not None and limits is not None and not _text(limits).strip():
                etree.SubElement(found, f"{_M}{limit}Hide").set(_M + "val", "1")


def _set_upright(root: etree._Element) -> None:
    """Set Chinese words and the percent sign upright."""
    for run in root.iter(_M + "r"):
        style = run.find(f"{_M}rPr/{_M}sty")
        text = _text(run)
        if style is not None and (text == "%" or any(ord(char) > 0x2E7F for char in text)):
            style.set(_M + "val", "p")


def _join_runs(root: etree._Element) -> None:
    """Join neighbouring runs of one style, so that a name of several letters is one word."""
    for run in list(root.iter(_M + "r")):
        before, parent = run.getprevious(), run.getparent()
        if before is None or parent is None or before.tag != _M + "r":
            continue
        text, earlier = run.find(_M + "t"), before.find(_M + "t")
        if text is not None and earlier is not None and _style(run) == _style(before):
            text.text = (earlier.text or "") + (text.text or "")
            parent.remove(before)


def _style(run: etree._Element) -> bytes:
    properties = run.find(_M + "rPr")
    return b"" if properties is None else etree.tostring(properties)
