"""Escaping: whatever a text says, Markdown reads it as that text."""

from __future__ import annotations

import re

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ORDER = re.compile("[\u202a-\u202e\u2066-\u2069]")
#: Marks that mean something anywhere in a line.
_ANYWHERE = re.compile(r"([\\`*_\[\]<>|~$])")
#: An entity; addresses that GitHub turns into links by themselves.
_ENTITY = re.compile(r"&(?=#?\w+;)")
_ADDRESS = re.compile(r"(?i)(https?|ftp)(?=://)")
_WWW = re.compile(r"(?i)www(?=\.)")
_MAIL = re.compile(r"(?<=[\w.+-])@(?=[\w-]+\.)")
#: What opens a heading, list, quotation, table or rule at the start of a line.
_START = re.compile(r"^(\s*)([#>+=:-]|\d+(?=[.)](?:\s|$)))")


def text(content: str) -> str:
    """Return text escaped for any place but the start of a line."""
    flat = re.sub(r"\s*[\r\n\u2028\u2029]\s*", " ", _ORDER.sub("", ILLEGAL.sub("\ufffd", content)))
    escaped = _ENTITY.sub(r"\\&", _ANYWHERE.sub(r"\\\1", flat))
    escaped = _ADDRESS.sub(r"\1\\", escaped)
    escaped = _WWW.sub(lambda m: f"{m[0]}\\", escaped)
    return _MAIL.sub(r"\\@", escaped)


def line(markdown: str) -> str:
    """Return a line of Markdown that opens no block by its first characters."""
    match = _START.match(markdown)
    if not match:
        return markdown.lstrip()
    rest = markdown[match.end() :]
    mark = match[2]
    return f"{mark}\\{rest}" if mark.isdigit() else f"\\{mark}{rest}"


def formula(latex: str) -> str:
    """Return LaTeX that cannot end its formula."""
    return re.sub(r"\s+", " ", ILLEGAL.sub("\ufffd", latex)).replace("\\$", "$").replace("$", "\\$").strip()


def address(url: str) -> str:
    """Return an address that cannot end its link."""
    spelled = ILLEGAL.sub("", url.strip())
    return re.sub(r"[\s<>()\\|\"`\[\]]", lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode()), spelled)


def emphasis(markdown: str, mark: str) -> str:
    """Return emphasised text. Beside punctuation, which Chinese leaves without a space, stars would stand as stars."""
    if markdown[:1].isalnum() and markdown[-1:].isalnum():
        return f"{mark}{markdown}{mark}"
    name = "strong" if mark == "**" else "em"
    return f"<{name}>{markdown}</{name}>"
