"""Opening OOXML packages without trusting them: bounded in size and ratio, XML without entities or network."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from lxml import etree

_MOST_BYTES = 512 * 1024 * 1024
_MOST_RATIO = 400
_MOST_PARTS = 20_000

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAP = "urn:tanwen:map:1"


class Unreadable(ValueError):
    """A package that cannot or must not be opened; the message says why."""


class Excessive(Unreadable):
    """A package that unpacks to more than a document can be."""


def entries(data: bytes) -> list[tuple[zipfile.ZipInfo, bytes]]:
    """Return a package's entries in their order, each with its bytes.

    Raises:
        Excessive: it unpacks to more than a document can be.
        Unreadable: it is no zip archive, or an entry is damaged or has a password.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = archive.infolist()
            total = sum(e.file_size for e in found)
            if len(found) > _MOST_PARTS or total > _MOST_BYTES:
                raise Excessive(f"the archive unpacks to {total} bytes in {len(found)} parts")
            if any(e.file_size > 1_000_000 and e.file_size > _MOST_RATIO * max(e.compress_size, 1) for e in found):
                raise Excessive("a part of the archive unpacks to far more than a document needs")
            return [(e, archive.read(e)) for e in found if not e.is_dir()]
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError) as wrong:
        raise Unreadable(str(wrong)) from wrong


def parts(data: bytes) -> Mapping[str, bytes]:
    """Return a package's parts by name.

    Raises:
        Unreadable: it is no zip archive, or it unpacks to more than a document can be.
    """
    return {entry.filename: content for entry, content in entries(data)}


def xml(data: bytes) -> etree._Element:
    """Parse a part; entities are not resolved and nothing is fetched.

    Raises:
        Unreadable: the part is no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as wrong:
        raise Unreadable(str(wrong)) from wrong


def attribute(element: etree._Element, name: str, default: str = "") -> str:
    """Return an attribute as text."""
    value = element.get(name, default)
    return value if isinstance(value, str) else value.decode()
