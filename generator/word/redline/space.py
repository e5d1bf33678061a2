"""The names that a redline deals with, in the namespaces of one family: transitional or strict."""

from __future__ import annotations

from generator.base.archive import R, W
from generator.word.names import STRICT_W

_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#: What a strict file calls the namespaces, so that two files of different families can be compared.
_STRICT = {
    W: STRICT_W,
    _M: "http://purl.oclc.org/ooxml/officeDocument/math",
    R: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    _WP: "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "http://purl.oclc.org/ooxml/drawingml/main",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "http://purl.oclc.org/ooxml/drawingml/chart",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "http://purl.oclc.org/ooxml/drawingml/picture",
}


class Space:
    """The full names of one family."""

    def __init__(self, *, strict: bool) -> None:
        def space(uri: str) -> str:
            return f"{{{_STRICT[uri] if strict else uri}}}"

        self.strict = strict
        w, m, wp = space(W), space(_M), space(_WP)
        self.w, self.m, self.r = w, m, space(R)
        self.p, self.tbl, self.tr, self.tc, self.run, self.t = (w + n for n in ("p", "tbl", "tr", "tc", "r", "t"))
        self.ppr, self.rpr, self.trpr, self.tcpr = (w + n for n in ("pPr", "rPr", "trPr", "tcPr"))
        self.sdt, self.sdt_content = w + "sdt", w + "sdtContent"
        self.link, self.simple = w + "hyperlink", w + "fldSimple"
        self.math, self.math_block = m + "oMath", m + "oMathPara"
        self.math_text = m + "t"
        self.field, self.code = w + "fldChar", w + "instrText"
        self.sect = w + "sectPr"
        self.drawn = (w + "drawing", w + "pict", w + "object")
        self.doc_pr = wp + "docPr"
        self.note_marks = {w + "footnoteReference": "footnote", w + "endnoteReference": "endnote"}
        self.holders = {self.sdt, w + "customXml", w + "smartTag", w + "dir", w + "bdo"}
        self.bookmark, self.bookmark_end = w + "bookmarkStart", w + "bookmarkEnd"
        self.markers = {
            w + n
            for n in (
                "bookmarkStart",
                "bookmarkEnd",
                "commentRangeStart",
                "commentRangeEnd",
                "proofErr",
                "permStart",
                "permEnd",
            )
        }

    def q(self, local: str) -> str:
        """Return the full name of ``w:local``."""
        return self.w + local


def converted(data: bytes, *, strict: bool) -> bytes:
    """Return a part's XML with the namespaces of the other family."""
    for transitional, other in _STRICT.items():
        old, new = (transitional, other) if strict else (other, transitional)
        data = data.replace(f'"{old}"'.encode(), f'"{new}"'.encode())
    return data
