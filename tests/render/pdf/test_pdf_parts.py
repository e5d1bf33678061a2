"""Stamps and fonts, without LibreOffice."""

from __future__ import annotations

import io
import re
import zlib
from pathlib import Path

import pypdf
import pytest

from generator.render.pdf.fonts import SUBSTITUTES, substitutions, write_configuration
from generator.render.pdf.normal import normalised


def pdf(when: str, ident: str, year: int) -> bytes:
    """A small PDF as LibreOffice writes one: clock in three places, random ids, a table of offsets."""
    profile = bytearray(128)
    profile[24:36] = b"".join(n.to_bytes(2, "big") for n in (year, 11, 22, 9, year % 60, 30))
    stamped = zlib.compress(bytes(profile), year % 9 + 1)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
        b"<</N 3/Length 5 0 R/Filter/FlateDecode>>\nstream\n" + stamped + b"\nendstream",
        str(len(stamped)).encode(),
        f"<</Producer(x)/CreationDate(D:{when}Z)>>".encode(),
    ]
    body, offsets = b"%PDF-1.6\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"\n%d 0 obj\n%s\nendobj\n" % (number, content)
    offsets = [offset + 1 for offset in offsets]
    table = b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = f"trailer\n<</Size 7/Root 1 0 R/Info 6 0 R\n/ID [ <{ident}>\n<{ident}> ]\n/DocChecksum /{ident}\n>>\n"
    return body + table + trailer.encode() + b"startxref\n%d\n%%%%EOF\n" % len(body)


def test_two_builds_of_one_file_become_the_same_bytes() -> None:
    early = normalised(pdf("20261122094710", "BA28087372567059485E25BFF5E7616C", 2026), "2025-04-18")
    late = normalised(pdf("20270101120000", "0028087372567059485E25BFF5E76100", 2027), "2025-04-18")
    assert early == late
    assert b"(D:20250418000000Z)" in early
    reader = pypdf.PdfReader(io.BytesIO(early), strict=True)
    assert len(reader.pages) == 1
    stream = reader.get_object(4)
    assert isinstance(stream, pypdf.generic.StreamObject)
    assert stream.get_data()[24:28] == b"\x07\xe9\x00\x04"


def test_the_id_follows_the_content() -> None:
    one = normalised(pdf("20261122094710", "BA28087372567059485E25BFF5E7616C", 2026), "2025-04-18")
    other = normalised(pdf("20261122094710", "BA28087372567059485E25BFF5E7616C", 2026), "2025-04-19")
    ids = [re.search(rb"/ID \[ <([0-9A-F]{32})", data) for data in (one, other)]
    assert ids[0] is not None
    assert ids[1] is not None
    assert ids[0][1] != ids[1][1]


@pytest.mark.parametrize("day", ["", "2025年4月18日", "not a day"])
def test_a_document_without_a_date_takes_the_fixed_one(day: str) -> None:
    data = normalised(pdf("20261122094710", "BA28087372567059485E25BFF5E7616C", 2026), day)
    assert b"(D:19800101000000Z)" in data


def test_a_file_that_is_no_pdf_passes_unchanged() -> None:
    assert normalised(b"%PDF nothing", "2025-04-18") == b"%PDF nothing"


def test_only_fonts_that_really_stand_in_the_pdf_are_reported(tmp_path: Path) -> None:
    configuration = write_configuration(tmp_path / "fonts.conf")
    assert substitutions(["宋体"], ["LiberationSerif"], configuration) == ()
    text = configuration.read_text("utf-8")
    assert all(f"<string>{font}</string>" in text for font in SUBSTITUTES)
