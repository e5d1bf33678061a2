"""What a page shows and does beside its blocks: styles, scripts, what is loaded, words between the blocks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.base.archive import attribute
from generator.base.visible import normal

if TYPE_CHECKING:
    from lxml import html

_SCRIPT = re.compile(rb"<script\b[^>]*>(.*?)</script\s*>|<script\b[^>]*>", re.IGNORECASE | re.DOTALL)
#: Attributes and elements that change what a reader sees of the words.
_ACTIVE = ("style", "hidden", "srcdoc", "dir")
_LOADED = {"link", "iframe", "object", "embed", "base", "frame", "img", "video", "canvas", "input", "textarea", "slot"}


def dress_of(data: bytes, root: html.HtmlElement) -> frozenset[str]:
    """Return what dresses a page, each piece as a short text that only the same piece has."""
    return frozenset((*_scripts(data), *_pieces(root)))


def _scripts(data: bytes) -> Iterator[str]:
    for found in _SCRIPT.finditer(data):
        kind = found[0].partition(b">")[0] if found[1] is None or b"src" in found[0].partition(b">")[0] else b""
        yield f"script {_hash(kind + (found[1] or b''))}"


def _pieces(root: html.HtmlElement) -> Iterator[str]:
    for one in root.iter():
        if not isinstance(one.tag, str):
            continue
        tag = one.tag.lower()
        if tag == "style":
            yield f"style {_hash(''.join(map(str, one.itertext())).encode())}"
        elif tag in _LOADED or (tag == "meta" and one.get("http-equiv", "").lower() == "refresh"):
            yield f"{tag} {_hash(repr(sorted(one.attrib.items())).encode())}"
        for name in map(str, one.attrib):
            if name.lower() in _ACTIVE or name.lower().startswith("on"):
                yield f"{tag} {name}={' '.join(attribute(one, name).split())[:80]}"


def _hash(text: bytes) -> str:
    return hashlib.sha256(b"".join(text.split())).hexdigest()[:12]


def came(old: str, new: str) -> str:
    """Return the words of a page outside its blocks that another one has not."""
    from generator.review.verify.texts import edits

    return "" if normal(old) == normal(new) else edits(" ".join(old.split()), " ".join(new.split()))[1]
