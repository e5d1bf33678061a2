"""The same bytes for the same Word file: LibreOffice stamps its PDFs with the clock and with random ids.

Each stamp is replaced by one of the same length; only the colour profile, which carries its date inside a compressed
stream, changes its length, and the cross-reference table follows. All else, and so the conformance to PDF/A, stays as
LibreOffice made it.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Sequence
from datetime import date

_INFO_DATE = re.compile(rb"(/(?:CreationDate|ModDate)\s*\(D:)(\d{14})([^)]*)(\))")
_XMP_DATE = re.compile(
    rb"(<xmp:(?:CreateDate|ModifyDate|MetadataDate)>)(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)([^<]*)(</xmp:)"
)
_ID = re.compile(rb"(/ID\s*\[\s*<)([0-9A-Fa-f]{32})(>\s*<)([0-9A-Fa-f]{32})(>)")
_CHECKSUM = re.compile(rb"(/DocChecksum\s*/)([0-9A-Fa-f]{32})")
_XMP_ID = re.compile(rb"(uuid:)([0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27})")
_PROFILE = re.compile(rb"<</N \d/Length (\d+) 0 R/Filter/FlateDecode>>\s*stream\r?\n")
_TABLE = re.compile(rb"xref\r?\n0 \d+\r?\n((?:\d{10} \d{5} [fn][ \r]\n)+)")
#: Where an ICC profile's header keeps its date: six big-endian 16-bit numbers (ICC.1:2010, 7.2.8).
_ICC_DATE = slice(24, 36)


def normalised(data: bytes, day: str) -> bytes:
    """Return the PDF with dates of ``day`` (ISO; anything else is 1980-01-01) and ids made from its content."""
    try:
        stamp = date.fromisoformat(day)
    except ValueError:
        stamp = date(1980, 1, 1)
    plain, iso = stamp.strftime("%Y%m%d000000").encode(), stamp.strftime("%Y-%m-%dT00:00:00").encode()
    data = _INFO_DATE.sub(lambda m: m[1] + plain + _zone(m[3]) + m[4], data)
    data = _XMP_DATE.sub(lambda m: m[1] + iso + _zone(m[3]) + m[4], data)
    data = _with_steady_profile(data, stamp)
    zeros = b"0" * 32
    data = _ID.sub(lambda m: m[1] + zeros + m[3] + zeros + m[5], data)
    data = _CHECKSUM.sub(lambda m: m[1] + zeros, data)
    data = _XMP_ID.sub(lambda m: m[1] + b"00000000-0000-0000-0000-000000000000", data)
    digest = hashlib.sha256(data).hexdigest()[:32].upper().encode()
    data = _ID.sub(lambda m: m[1] + digest + m[3] + digest + m[5], data)
    return _CHECKSUM.sub(lambda m: m[1] + digest, data)


def _zone(zone: bytes) -> bytes:
    """Return a zone of the same length that says UTC."""
    return re.sub(rb"\d", b"0", zone)


def _with_steady_profile(data: bytes, day: date) -> bytes:
    """Return the PDF with ``day`` as the date of its ICC profile."""
    found = _PROFILE.search(data)
    length = re.search(rb"\n%s 0 obj\n(\d+)\nendobj" % found[1], data) if found else None
    if found is None or length is None:
        return data
    start, end = found.end(), found.end() + int(length[1])
    try:
        profile = bytearray(zlib.decompress(data[start:end]))
    except zlib.error:
        return data
    parts = (day.year, day.month, day.day, 0, 0, 0)
    profile[_ICC_DATE] = b"".join(part.to_bytes(2, "big") for part in parts)
    packed = zlib.compress(bytes(profile), 9)
    edits = [(start, end, packed), (length.start(1), length.end(1), str(len(packed)).encode())]
    return _spliced(data, edits)


def _spliced(data: bytes, edits: Sequence[tuple[int, int, bytes]]) -> bytes:
    """Return the PDF with parts replaced and the offsets of its cross-reference table moved along."""
    trailer = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", data)
    table = _TABLE.match(data, int(trailer[1])) if trailer else None
    if trailer is None or table is None:
        return data

    def moved(offset: int) -> int:
        return offset + sum(len(new) - (end - start) for start, end, new in edits if end <= offset)

    entries = b"".join(
        b"%010d%s" % (moved(int(line[:10])), line[10:]) if line[17:18] == b"n" else line
        for line in table[1].splitlines(keepends=True)
    )
    changes = [*edits, (*table.span(1), entries), (*trailer.span(1), str(moved(int(trailer[1]))).encode())]
    for start, end, new in sorted(changes, reverse=True):
        data = data[:start] + new + data[end:]
    return data
