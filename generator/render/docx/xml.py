"""WordprocessingML as strings: escaping, runs, fields, bookmarks. Pure functions; a document is one joined string."""

from __future__ import annotations

import re
from functools import lru_cache

#: Namespaces that the main part, headers and notes declare.
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

#: What XML 1.0 cannot hold.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Characters that need more than copying: markup, white space with a meaning, the illegal ones.
_SPECIAL = re.compile('[&<>"\t\n\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
#: Punctuation that Word takes from the Latin font unless a run says that it is East Asian.
_AMBIGUOUS = re.compile("[“”‘’…—]")
#: Any character that keeps text from being copied into a run as it is.
NEEDS_CARE = re.compile('[&<>"\t\n\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff“”‘’…—]')


def escape(text: str) -> str:
    """Escape text for an element or an attribute; illegal characters become U+FFFD."""
    if not _SPECIAL.search(text):
        return text
    text = ILLEGAL.sub("\ufffd", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return re.sub(r"[\t\r\n]+", " ", text)


@lru_cache(maxsize=512)
def properties(
    bold: bool = False,
    italic: bool = False,
    code: bool = False,
    subscript: bool = False,
    superscript: bool = False,
    hint: bool = False,
    style: str = "",
) -> str:
    """Return run properties in schema order, empty where there are none."""
    parts = (
        f'<w:rStyle w:val="{style or "CodeChar"}"/>' if style or code else "",
        '<w:rFonts w:hint="eastAsia"/>' if hint else "",
        "<w:b/><w:bCs/>" if bold else "",
        "<w:i/><w:iCs/>" if italic else "",
        '<w:vertAlign w:val="subscript"/>' if subscript else "",
        '<w:vertAlign w:val="superscript"/>' if superscript else "",
    )
    inner = "".join(parts)
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def run(text: str, bold: bool = False, italic: bool = False, style: str = "", *, chinese: bool = True) -> str:
    """Return a run; Chinese quotation marks, dashes and ellipses are marked as East Asian."""
    hint = chinese and _AMBIGUOUS.search(text) is not None
    return (
        f'<w:r>{properties(bold, italic, hint=hint, style=style)}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def has_ambiguous(text: str) -> bool:
    """Whether text has punctuation that exists in Latin and in East Asian shape."""
    return _AMBIGUOUS.search(text) is not None


def field(instruction: str, result: str, props: str = "") -> str:
    """Return a complex field with its cached result; ``props`` is a ``w:rPr`` element or empty."""
    return (
        f'<w:r>{props}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{props}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r>{props}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r>{props}{unbroken(result)}</w:r>"
        f'<w:r>{props}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def unbroken(label: str) -> str:
    """Return the text of a label such as 表 1-2, whose hyphen and blank keep its parts on one line."""
    parts = [f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in label.replace(" ", "\u00a0").split("-")]
    return "<w:noBreakHyphen/>".join(parts)


def field_begin(instruction: str) -> str:
    """Return the opening of a field whose result spans several paragraphs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
TAB = "<w:r><w:tab/></w:r>"


def control(number: int, text: str, props: str) -> str:
    """Return an inline content control; its alias and tag are the short id of the map.

    It is a plain-text control: LibreOffice keeps the alias of those, and drops that of rich-text ones.
    """
    name = f"t{number:06d}"
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:tag w:val="{name}"/><w:id w:val="{100000 + number}"/><w:text/>'
        "</w:sdtPr>"
        f'<w:sdtContent><w:r>{props}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:sdtContent></w:sdt>'
    )
