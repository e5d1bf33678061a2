"""The visible text of each block, taken from the XML that was just written: what the map keeps hashes of."""

from __future__ import annotations

import re

from generator.base.visible import NUMBER, text_hash

_BOOKMARK = re.compile(r'<w:bookmarkStart w:id="\d+" w:name="(_tw_\d+|_TocBibliography)"/>')
_MATH = re.compile(r"<m:t(?: [^>]*)?>([^<]*)")
_OPEN = '<w:t xml:space="preserve">'
_BEGIN, _END = 'w:fldCharType="begin"', 'w:fldCharType="end"'
#: What holds text that is not running text, or holds it twice; only a cover drawn in Word has any.
_BOXES = ("txbxContent", "AlternateContent", "<w:pict", "<w:vanish")

_DRAWN = (*_BOXES, "<w:fldSimple", "<w:sdt", "<w:sym", "<w:drawing", "<m:oMath", "<w:object")


def block_hashes(body: str) -> dict[str, str]:
    """Return the hash of the text from each block's bookmark to the next one, by the bookmark's name.

    Results of fields and formulas are left out, a number in a control counts as such. The cover has no bookmark: its
    name is empty, and so is its hash where it has text in boxes.
    """
    return {name: text_hash(text) for name, text in _texts(body).items()}


def note_hash(note: str) -> str:
    """Return the hash of a footnote's text."""
    return text_hash(_texts(note)[""])


def block_formulas(body: str) -> dict[str, str]:
    """Return the symbols of the formulas that follow each block's bookmark; the cover's name is empty."""
    found: dict[str, str] = {}
    name = ""
    first, *rest = body.split("<m:oMath>")
    for before, piece in zip((first, *rest), rest, strict=False):
        names = _BOOKMARK.findall(before)
        name = names[-1] if names else name
        formula = piece.partition("</m:oMath>")[0]
        found[name] = found.get(name, "") + _plain("".join(_MATH.findall(formula)))
    return found


def furniture_text(part: str) -> str | None:
    """Return the words of a header or footer; nothing where it was drawn in Word with what holds text otherwise."""
    if any(mark in part for mark in _DRAWN):
        return None
    return _texts(part)[""]


def _texts(xml: str) -> dict[str, str]:
    """Return the text that follows each bookmark: one pass over what stands between the texts of runs."""
    name, depth, number, boxed = "", 0, False, False
    pieces: list[str] = []
    found: dict[str, list[str]] = {"": pieces}
    for place, piece in enumerate(xml.replace("<w:t>", _OPEN).split(_OPEN)):
        if place and depth <= 0:
            pieces.append(NUMBER if number else piece[: piece.find("<")])
        number = "<w:sdtContent>" in piece
        if "w:fldCharType" in piece:
            depth += piece.count(_BEGIN) - piece.count(_END)
        if not name:
            boxed = boxed or any(mark in piece for mark in _BOXES)
        if "<w:bookmarkStart" in piece:
            for name in _BOOKMARK.findall(piece):
                pieces = found[name] = []
    if boxed:
        found[""] = []
    return {name: _plain("".join(pieces)) for name, pieces in found.items()}


def _plain(text: str) -> str:
    if "&" not in text:
        return text
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
